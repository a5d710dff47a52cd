package recovery

import (
	"slices"

	"github.com/towpath-care/towpath/internal/terms"
	"github.com/towpath-care/towpath/internal/whose"
	"github.com/towpath-care/towpath/peer"
)

var decisionMade = []advanceOpen[AdvanceDecision]{
	lawful[AdvanceDecision](DecisionInAdvance),
	madeHere[AdvanceDecision](Policy.decisions),
	isAdult,
}

var isAdult = advanceOpen[AdvanceDecision]{
	Asks: peer.Asks{Rule: peer.Rule{Row: "REC-47", Code: peer.ErrAgeOutsideScope}, Says: "The person is known to be 18 or over.", Fix: "Write an advance statement, which asks nobody's age; if the date of birth is not known, ask for it."},
	Met: func(_ AdvanceDecision, a peer.Act, f AdvanceFacts) peer.Tri {
		return adult(f.Born, f.Policy.calendar.FirstDay(a.At))
	},
}

var allTold = peer.Asks{Rule: peer.Rule{Row: "REC-47", Code: ErrStepIncomplete}, Says: "The person has been told what a decision can do and what it cannot.", Fix: "Talk through what is missing; there is time."}

// toldNow is the open half of the question, of what stands in the record.
var toldNow = advanceOpen[AdvanceDecision]{
	Asks: allTold,
	Met: func(d AdvanceDecision, _ peer.Act, _ AdvanceFacts) peer.Tri {
		return peer.Is(len(untold(d.s.Told)) == 0)
	},
	Args: func(d AdvanceDecision, _ peer.Act, _ AdvanceFacts) []peer.Arg { return untold(d.s.Told) },
}

// toldBefore is the same of a decision that is confirmed as it is written.
var toldBefore = advanceNeed[AdvanceDecision, WriteDecision]{
	Asks: peer.Asks{Rule: allTold.Rule, Path: "/told", Says: allTold.Says, Fix: allTold.Fix},
	Met: func(_ AdvanceDecision, c WriteDecision, _ peer.Act, _ AdvanceFacts) peer.Tri {
		return peer.Is(!c.Confirm || len(untold(c.Told)) == 0)
	},
	Args: func(_ AdvanceDecision, c WriteDecision, _ peer.Act, _ AdvanceFacts) []peer.Arg { return untold(c.Told) },
}

// untold names what has not been told.
func untold(told []DecisionLimit) []peer.Arg {
	var out []peer.Arg
	for _, l := range limits {
		if !slices.Contains(told, l) {
			out = append(out, peer.Word("topic", l))
		}
	}
	return out
}

// refuses: a decision refuses a treatment and asks for none.
func refuses[C any](stance func(C) Stance) advanceNeed[AdvanceDecision, C] {
	return advanceNeed[AdvanceDecision, C]{
		Asks: peer.Asks{Rule: peer.Rule{Row: "REC-47", Code: ErrNotARefusal}, Path: "/stance", Says: "An advance decision says which treatment is not wanted.", Fix: "Put what is wanted into an advance statement. What treatment would they not want, and when?"},
		Met: func(_ AdvanceDecision, c C, _ peer.Act, _ AdvanceFacts) peer.Tri {
			return peer.Is(stance(c) != StanceWants)
		},
	}
}

// offeredStance leaves out the stance that is never taken.
var offeredStance = map[string]func(AdvanceDecision) []string{"/stance": func(AdvanceDecision) []string {
	return terms.Of([]Stance{StanceRefuses})
}}

// offeredCertificate leaves out the certificates that are never taken.
var offeredCertificate = map[string]func(AdvanceDecision) []string{"/certificate": func(AdvanceDecision) []string {
	return terms.Of([]Certificate{CertificateNone})
}}

// nothingCertified: nobody certifies validity or capacity here.
var nothingCertified = advanceNeed[AdvanceDecision, NoteFormalities]{
	Asks: peer.Asks{Rule: peer.Rule{Row: "REC-47", Code: peer.ErrWrongRole}, Path: "/certificate", Says: "Nothing is certified here: neither that the decision is valid nor that the person has capacity.", Fix: "Leave it out, and ask the professional whom the formality names."},
	Met: func(_ AdvanceDecision, c NoteFormalities, _ peer.Act, _ AdvanceFacts) peer.Tri {
		return peer.Is(c.Certificate == "" || c.Certificate == CertificateNone)
	},
}

// mayLook: of the staff beside the worker, the registered professionals whom the
// facts name.
var mayLook = advanceOpen[AdvanceDecision]{
	Asks: peer.Asks{Rule: nothingCertified.Rule, Says: "Formalities are looked at by a registered professional of the team.", Fix: "Ask one of them to look."},
	Met: func(d AdvanceDecision, a peer.Act, f AdvanceFacts) peer.Tri {
		if slices.Contains(whose.Two, whose.Party(d, a.By)) {
			return peer.Yes
		}
		return oneOfStaff(f.Professionals, a.By)
	},
}

var formalitiesFor = peer.Asks{Rule: nothingCertified.Rule, Says: "This is for the person, the worker alongside and the team's registered professionals.", Fix: "Ask one of them."}

// onceInOrder is each word of a list once, in the order of the closed list.
func onceInOrder[T comparable](all, said []T) []T {
	var out []T
	for _, v := range all {
		if slices.Contains(said, v) {
			out = append(out, v)
		}
	}
	return out
}

func decisionWords[C any](stance func(C) Stance, text func(C) DecisionText) []advanceNeed[AdvanceDecision, C] {
	at := func(path string, words func(DecisionText) peer.Words) advanceNeed[AdvanceDecision, C] {
		return whose.OwnWords[AdvanceFacts, AdvanceDecision]("REC-47", path, func(c C) []peer.Words { return []peer.Words{words(text(c))} })
	}
	return append([]advanceNeed[AdvanceDecision, C]{
		at("/text/treatment", func(x DecisionText) peer.Words { return x.Treatment }),
		at("/text/circumstances", func(x DecisionText) peer.Words { return x.Circumstances }),
		at("/text/why", func(x DecisionText) peer.Words { return x.Why }),
		at("/text/lifeAtRisk", func(x DecisionText) peer.Words { return x.LifeAtRisk }),
	}, refuses(stance))
}

func decisionLegal(d AdvanceDecision) []peer.Reason {
	x, p, looked := d.s.Text, d.s.Document, d.s.LookedAt
	return append(paperLegal(d),
		peer.Holds(whose.SilentOr(whose.Personal, d, x.Treatment, x.Circumstances, x.Why, x.LifeAtRisk), "/text", "Every text of a decision is the person's own."),
		peer.Holds(p.Confirmed.IsZero() || len(untold(d.s.Told)) == 0, "/told", "What was confirmed the person has been told about."),
		peer.Holds(slices.Equal(d.s.Told, onceInOrder(limits, d.s.Told)), "/told", "Each topic stands there once, in the order of the list."),
		peer.Holds(slices.Equal(d.s.Noted, onceInOrder(formalities, d.s.Noted)) && !slices.Contains(d.s.Noted, FormalityLifeAtRisk), "/noted", "Each formality stands there once, and the person's own statement is not noted for them."),
		peer.Holds((looked.By == "") == looked.At.IsZero() && (looked.By == "" || looked.By != d.s.Worker), "/lookedAt", "Who looked at the formalities is somebody else than the worker, at a time."),
	)
}

var decisionParts = []peer.Part[AdvanceDecision]{
	{Name: "decision", If: advanceSeen[AdvanceDecision], Rule: notShown, Says: "The person says who may see their decision.",
		Value: func(d AdvanceDecision) any {
			return struct {
				Note     string          `json:"note"`
				Person   peer.PersonID   `json:"person"`
				Worker   peer.StaffID    `json:"worker,omitzero"`
				Text     DecisionText    `json:"text"`
				Told     []DecisionLimit `json:"told,omitempty"`
				Noted    []Formality     `json:"noted,omitempty"`
				LookedAt LookedAt        `json:"lookedAt,omitzero"`
				Audience Audience        `json:"audience"`
				Life     lifeSeen        `json:"life"`
			}{NotChecked, d.s.Person, d.s.Worker, d.s.Text, d.s.Told, d.s.Noted, d.s.LookedAt, d.s.Audience, seenLife(d)}
		}},
	{Name: "shares", If: advanceTwo[AdvanceDecision], Rule: notShown, Says: "Who has it is for the person and the worker alongside.",
		Value: func(d AdvanceDecision) any { return slices.Clone(d.s.Document.Shares) }},
}
