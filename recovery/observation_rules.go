package recovery

import (
	"slices"
	"time"

	"github.com/towpath-care/towpath/internal/whose"
	"github.com/towpath-care/towpath/peer"
)

var dutyNotGiven = peer.Rule{Row: "REC-49", Code: ErrDutyNotGiven}

// dutyGiven: the organisation gives the duty and the agreement names it.
var dutyGiven = []observationOpen{
	{
		Asks: peer.Asks{Rule: dutyNotGiven, Says: "This organisation gives workers the duty to describe how somebody is.", Fix: "Leave it to the team; anybody can raise a concern at any time."},
		Met:  func(_ Observation, _ peer.Act, f ObservationFacts) peer.Tri { return f.Policy.observes() },
	},
	{
		Asks: peer.Asks{Rule: dutyNotGiven, Says: "The agreement of the two says that the worker does this.", Fix: "Talk about it and agree it first; anybody can raise a concern at any time."},
		Met:  func(_ Observation, _ peer.Act, f ObservationFacts) peer.Tri { return f.Named },
	},
}

// registered: who validates is a registered professional of the team.
var registered = observationOpen{
	Asks: peer.Asks{Rule: professionalLooks.Rule, Says: "They are one of the team's registered professionals.", Fix: "Ask one of them to look at it."},
	Met:  func(_ Observation, a peer.Act, f ObservationFacts) peer.Tri { return oneOfStaff(f.Professionals, a.By) },
}

// sawBy: what stands at a path is what the worker saw, in the worker's own words.
func sawBy[C any](words func(C) peer.Words) observationNeed[C] {
	return whose.Said[ObservationFacts, Observation, C](peer.Asks{
		Rule: workerObserves.Rule, Path: "/saw",
		Says: "What was seen or heard is in the words of the worker who saw it.", Fix: "Write it in your own words, and put what the person says under their own view.",
	}, observer, func(c C) []peer.Words { return []peer.Words{words(c)} })
}

// observer reports whether an author is the worker whose observation it is.
func observer(o Observation, a peer.Actor) bool {
	return o.s.Worker != "" && a == peer.ByStaff(o.s.Worker, "")
}

// mayBeMissing: it is noted, and the observation is kept.
func mayBeMissing(path, says string, there func(RecordObservation) bool) observationNeed[RecordObservation] {
	return observationNeed[RecordObservation]{
		Asks: peer.Asks{Rule: peer.Rule{Row: "REC-49", Code: peer.ErrRequired}, Path: path, Says: says, Fix: "Leave it out if you do not know; what was written is kept.", Weight: peer.Warns},
		Met: func(_ Observation, c RecordObservation, _ peer.Act, _ ObservationFacts) peer.Tri {
			return peer.Is(there(c))
		},
	}
}

var noticedByNow = observationNeed[RecordObservation]{
	Asks: peer.Asks{Rule: peer.Rule{Row: "REC-49", Code: peer.ErrFutureDate}, Path: "/on", Says: "The day it was noticed has begun.", Fix: "Look at the day again; what was written is kept.", Weight: peer.Warns},
	Met: func(_ Observation, c RecordObservation, a peer.Act, _ ObservationFacts) peer.Tri {
		return peer.Is(!c.On.After(peer.Calendar{}.LastDay(a.At)))
	},
}

// askedBySelf: a query is in the words of whoever asks.
var askedBySelf = observationNeed[QueryObservation]{
	Asks: peer.Asks{Rule: professionalLooks.Rule, Path: "/asks", Says: "The question is in the words of the professional who asks.", Fix: "Ask it in your own name."},
	Met: func(_ Observation, c QueryObservation, a peer.Act, _ ObservationFacts) peer.Tri {
		return peer.Is(c.Asks.IsZero() || c.Asks.Author(a.By) == peer.ByStaff(a.By.Staff, ""))
	},
}

// question is the safety question beside an observation.
func (s observation) question() whose.Question {
	return whose.Question{Settled: !s.Compared.asks(), Further: s.Further}
}

// amended is the observation with what the worker puts anew.
func (s observation) amended(c AmendObservation) observation {
	if len(c.About) > 0 {
		s.About = onceInOrder(aspects, c.About)
	}
	if c.Compared != "" {
		s.Compared = c.Compared
	}
	if c.Further != (peer.Further{}) {
		s.Further = c.Further
	}
	return s
}

// waits is where an observation stands that waits for a professional.
func (s observation) waits() peer.Status {
	if s.question().Answered() {
		return ObservationRecorded
	}
	return ObservationQuestionOpen
}

func observationLegal(o Observation) []peer.Reason {
	s, at := o.s, o.Status()
	asked := s.Query.By
	professional := asked.Staff != "" && asked == peer.ByStaff(asked.Staff, "") && asked.Staff != s.Worker
	return []peer.Reason{
		peer.Holds(whose.SilentOr(observer, o, s.Saw), "/saw", "What was seen is in the worker's words."),
		peer.Holds(whose.SilentOr(whose.Personal, o, s.OwnView), "/ownView", "The person's own view is in their words."),
		peer.Holds(slices.Equal(s.About, onceInOrder(aspects, s.About)), "/about", "What it is about stands there once each, in the order of the list."),
		peer.Holds(s.question().Answered() == (at != ObservationQuestionOpen), "/further", "The question is open until it is answered, and not after that."),
		peer.Holds(s.Query == (peer.Words{}) || !s.Query.IsZero() && professional, "/query", "What was asked is in the words of somebody else on the staff than the worker."),
		peer.Holds(at != ObservationQueried || !s.Query.IsZero(), "/query", "A query says what is asked."),
		peer.Holds(s.Amended.IsZero() || !s.Query.IsZero(), "/amended", "Only what was asked about was amended."),
		peer.Holds((at == ObservationValidated) == !s.Validated.At.IsZero() && (s.Validated.By == "") == s.Validated.At.IsZero(), "/validated", "What was validated says by whom and when."),
		peer.Holds(s.Validated.By == "" || s.Validated.By != s.Worker, "/validated", "Nobody validates what they wrote themself."),
	}
}

// observationParts: the two see it, and the staff for the person's care. What the
// person says of it goes to others on their recorded yes; whether it went further
// is kept from pages that may be read at home (hazard H08).
var observationParts = []peer.Part[Observation]{
	{Name: "observation", May: whose.Two, Purposes: []peer.Purpose{peer.ForCare, peer.ForRecord},
		Rule: peer.Rule{Row: "REC-49", Code: peer.ErrConsentRequired}, Says: "An observation is for the two and for those who care for the person.",
		Value: func(o Observation) any {
			return struct {
				Person    peer.PersonID `json:"person"`
				Worker    peer.StaffID  `json:"worker"`
				Saw       peer.Words    `json:"saw,omitzero"`
				About     []Aspect      `json:"about,omitempty"`
				Compared  Compared      `json:"compared,omitzero"`
				On        peer.Date     `json:"on"`
				Recorded  time.Time     `json:"recorded"`
				Amended   time.Time     `json:"amended,omitzero"`
				Validated LookedAt      `json:"validated,omitzero"`
			}{o.s.Person, o.s.Worker, o.s.Saw, o.s.About, o.s.Compared, o.On(), o.s.Recorded, o.s.Amended, o.s.Validated}
		}},
	{Name: "ownView", May: whose.Two, Consent: peer.SharePlan,
		Rule: peer.Rule{Row: "REC-50", Code: peer.ErrConsentRequired}, Says: "The person says who may read their own view.",
		Value: func(o Observation) any { return o.s.OwnView }},
	{Name: "query", May: justWorker, Purposes: []peer.Purpose{peer.ForCare},
		Rule: peer.Rule{Row: "REC-49", Code: peer.ErrNotAuthorised}, Says: "What a professional asks is for the worker and for those who care for the person.",
		Value: func(o Observation) any { return o.s.Query }},
	{Name: "further", May: justWorker, Purposes: []peer.Purpose{peer.ForCare},
		Rule: peer.Rule{Row: "REC-49", Code: peer.ErrNotAuthorised}, Says: "Whether it went further is for the worker and for those who care for the person.",
		Value: func(o Observation) any { return o.s.Further }},
}
