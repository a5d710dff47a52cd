package recovery

import (
	"github.com/towpath-care/towpath/internal/whose"
	"github.com/towpath-care/towpath/peer"
)

// What the table is made of.
type (
	observationRow           = peer.Row[Observation, ObservationFacts]
	observationOpen          = peer.Open[Observation, ObservationFacts]
	observationNeed[C any]   = peer.Need[Observation, ObservationFacts, C]
	observationStepOf[C any] = peer.Step[Observation, ObservationFacts, C]
	observationTaken         = peer.Taken[ObservationFacts]
)

var (
	workerObserves    = peer.Asks{Rule: peer.Rule{Row: "REC-49", Code: peer.ErrNotAuthorised}, Says: "An observation is written by the worker alongside who saw it.", Fix: "Leave it to them; anybody can raise a concern at any time."}
	professionalLooks = peer.Asks{Rule: peer.Rule{Row: "REC-49", Code: peer.ErrWrongRole}, Says: "Somebody else on the staff than the worker who wrote it looks at it.", Fix: "Ask one of the team's registered professionals."}
	ownViewIsMine     = peer.Asks{Rule: peer.Rule{Row: "REC-49", Code: peer.ErrPersonsWordsOnly}, Says: "Their own view is for the person to say.", Fix: "Ask them how they see it."}

	justWorker = []peer.Party{peer.PartyWorker}
	justStaff  = []peer.Party{peer.PartyStaff}
)

// observations is the table of REC-49.
var observations = peer.Machine[Observation, ObservationFacts]{
	Kind:   KindObservation,
	Schema: 1, // 1: the first form
	Says:   "What a worker saw or heard of how somebody is, in plain words, where that is their duty.",
	Moves:  "REC-49",
	States: []peer.State{
		{Status: ObservationQuestionOpen, Says: "It is written down; the person or the worker says whether it needs to go further."},
		{Status: ObservationRecorded, Says: "It is written down. A registered professional validates or queries it."},
		{Status: ObservationQueried, Says: "A professional has asked something. The worker amends it."},
		{Status: ObservationValidated, Says: "A professional has seen it. The person may put their own view beside it."},
	},
	Head:   func(o *Observation) *peer.Head { return &o.head },
	Data:   func(o *Observation) any { return &o.s },
	Person: Observation.Person,
	Party:  whose.Party[Observation],
	Policy: ObservationFacts.digest,
	Legal:  observationLegal,
	Parts:  observationParts,
	Rows: []observationRow{
		peer.Begins(observationRow{
			Do: "record", Says: "Write down what you saw or heard.",
			To: []peer.Status{ObservationRecorded, ObservationQuestionOpen}, By: justWorker, Else: workerObserves, Form: "REC-49", Open: dutyGiven,
		}, func(c RecordObservation) string { return c.ID }, draftObservation, observationStepOf[RecordObservation]{
			Needs: append([]observationNeed[RecordObservation]{
				sawBy(func(c RecordObservation) peer.Words { return c.Saw }),
				whose.OwnWords[ObservationFacts, Observation]("REC-49", "/ownView", func(c RecordObservation) []peer.Words { return []peer.Words{c.OwnView} }),
				mayBeMissing("/saw", "It is said what was seen or heard.", func(c RecordObservation) bool { return !c.Saw.IsZero() }),
				mayBeMissing("/about", "It is said what it is about.", func(c RecordObservation) bool { return len(c.About) > 0 }),
				mayBeMissing("/compared", "It is said how it was beside how they usually are.", func(c RecordObservation) bool { return c.Compared != "" }),
				noticedByNow,
			}, whose.KeptOpen[ObservationFacts]("REC-49", func(o Observation, _ RecordObservation) whose.Question { return o.s.question() })...),
			Apply: func(o Observation, c RecordObservation, t *observationTaken) Observation {
				o.s.Saw, o.s.OwnView, o.s.Recorded = t.Own(c.Saw), t.Own(c.OwnView), t.Now()
				return o
			},
			To: func(o Observation, _ RecordObservation) peer.Status { return o.s.waits() },
		}),
		peer.Takes(observationRow{
			Do: "answer-further", Says: "Say whether it needs to go further.",
			From: []peer.Status{ObservationQuestionOpen}, To: []peer.Status{ObservationRecorded}, By: whose.Two, Else: whose.ForTwo("REC-49"), Form: "REC-49",
		}, observationStepOf[AnswerFurther]{
			Needs: whose.AnsweredNow[ObservationFacts]("REC-49", func(_ Observation, c AnswerFurther) whose.Question { return whose.Question{Further: c.Further} }),
			Apply: func(o Observation, c AnswerFurther, _ *observationTaken) Observation {
				o.s.Further = c.Further
				return o
			},
		}),
		peer.Takes(observationRow{
			Do: "validate", Says: "Say that you have seen it.",
			From: []peer.Status{ObservationRecorded}, To: []peer.Status{ObservationValidated}, By: justStaff, Else: professionalLooks, Form: "REC-49", Open: []observationOpen{registered},
		}, observationStepOf[ValidateObservation]{Apply: func(o Observation, _ ValidateObservation, t *observationTaken) Observation {
			o.s.Validated = LookedAt{t.Act.By.Staff, t.Now()}
			return o
		}}),
		peer.Takes(observationRow{
			Do: "query", Says: "Ask the worker about it.",
			From: []peer.Status{ObservationRecorded}, To: []peer.Status{ObservationQueried}, By: justStaff, Else: professionalLooks, Form: "REC-49", Open: []observationOpen{registered},
		}, observationStepOf[QueryObservation]{
			Needs: []observationNeed[QueryObservation]{askedBySelf},
			Apply: func(o Observation, c QueryObservation, t *observationTaken) Observation {
				o.s.Query = t.Own(c.Asks)
				return o
			},
		}),
		peer.Takes(observationRow{
			Do: "amend", Says: "Put what you saw anew, after a question.",
			From: []peer.Status{ObservationQueried}, To: []peer.Status{ObservationRecorded, ObservationQuestionOpen}, By: justWorker, Else: workerObserves, Form: "REC-49",
		}, observationStepOf[AmendObservation]{
			Needs: append([]observationNeed[AmendObservation]{
				sawBy(func(c AmendObservation) peer.Words { return c.Saw }),
			}, whose.KeptOpen[ObservationFacts]("REC-49", func(o Observation, c AmendObservation) whose.Question { return o.s.amended(c).question() })...),
			Apply: func(o Observation, c AmendObservation, t *observationTaken) Observation {
				o.s = o.s.amended(c)
				o.s.Amended = t.Now()
				if !c.Saw.IsZero() {
					o.s.Saw = t.Own(c.Saw)
				}
				return o
			},
			To: func(o Observation, _ AmendObservation) peer.Status { return o.s.waits() },
		}),
		peer.Takes(observationRow{
			Do: "add-own-view", Says: "Say how you see it yourself.",
			From: observationAnywhere, Stays: observationAnywhere, By: whose.Person, Else: ownViewIsMine, Form: "REC-49",
		}, observationStepOf[AddOwnView]{
			Needs: []observationNeed[AddOwnView]{whose.OwnWords[ObservationFacts, Observation]("REC-49", "/ownView", func(c AddOwnView) []peer.Words { return []peer.Words{c.OwnView} })},
			Apply: func(o Observation, c AddOwnView, t *observationTaken) Observation {
				o.s.OwnView = t.Own(c.OwnView)
				return o
			},
		}),
	},
}

func draftObservation(c RecordObservation) Observation {
	return Observation{s: observation{Person: c.Person, Worker: c.Worker, About: onceInOrder(aspects, c.About), Compared: c.Compared, On: c.On, Further: c.Further}}
}
