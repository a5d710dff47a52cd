package recovery

import (
	"slices"

	"github.com/towpath-care/towpath/peer"
)

// toldBy: what stands at a path is in the person's own words.
func toldBy(path string, words func(RecordSetback) peer.Words) setbackNeed[RecordSetback] {
	return saidBy[RecordSetback, Setback, GoalFacts](peer.Asks{
		Rule: peer.Rule{Row: "REC-12", Code: peer.ErrPersonsWordsOnly}, Path: path,
		Says: "These are the person's own words.", Fix: "Write down what the person says and name them as the author, or leave it out.",
	}, Setback.personal, func(c RecordSetback) []peer.Words { return []peer.Words{words(c)} })
}

func (b Setback) personal(a peer.Actor) bool {
	return b.s.Person != "" && a == peer.ByPerson(b.s.Person)
}

// What may be missing: it is noted, and the setback is kept.
var (
	goalSaid = setbackNeed[RecordSetback]{
		Asks: peer.Asks{Rule: peer.Rule{Row: "REC-12", Code: peer.ErrRequired}, Path: "/goal", Says: "It is said which goal it is told beside.", Fix: "Add it when there is time; the setback is kept.", Weight: peer.Warns},
		Met:  func(b Setback, _ RecordSetback, _ peer.Act, _ GoalFacts) peer.Tri { return peer.Is(b.s.Goal != "") },
	}
	happenedSaid = setbackNeed[RecordSetback]{
		Asks: peer.Asks{Rule: peer.Rule{Row: "REC-12", Code: peer.ErrRequired}, Path: "/happened", Says: "It is said what happened.", Fix: "Nobody has to say it; the setback is kept.", Weight: peer.Warns},
		Met: func(_ Setback, c RecordSetback, _ peer.Act, _ GoalFacts) peer.Tri {
			return peer.Is(!c.Happened.IsZero())
		},
	}
)

// The safety question has two halves: that it is answered, and that a yes names
// the concern that was raised.
var (
	asked        = peer.AskFurther("REC-12", "/further")
	concernNamed = peer.Asks{Rule: peer.Rule{Row: "REC-12", Code: peer.ErrConcernRequired}, Path: "/further/concern", Says: "What needs to go further has its concern.", Fix: "Raise a concern and name it here. What was written is kept.", Raise: peer.SignalGoesFurther}
)

// keptOpen is a half of the question where the entry is stored whatever the
// answer.
func keptOpen(a peer.Asks) peer.Asks {
	a.Weight = peer.Raises
	return a
}

// answered is Unknown while the question stands open. Where things are known not
// to be worse than usual nothing is asked.
func (s setback) answered() peer.Tri {
	if s.Worse == peer.No || s.Further.Answer == peer.Yes {
		return peer.Yes
	}
	return s.Further.Settled()
}

// named is No when somebody said yes and there is no concern.
func (s setback) named() peer.Tri {
	return peer.Is(s.Further.Answer != peer.Yes || s.Further.Concern != "")
}

func (s setback) settled() bool { return s.answered().And(s.named()) == peer.Yes }

func (s setback) with(f peer.Further) setback {
	s.Further = f
	return s
}

func setbackLegal(b Setback) []peer.Reason {
	s := b.s
	return []peer.Reason{
		peer.Holds(silentOr(b.personal, s.Happened, s.HelpedBefore, s.StillPossible, s.NextStep), "/happened", "Every text of a setback is the person's own."),
		peer.Holds(s.settled() == (b.Status() == SetbackTold), "/further", "The question is open until it is answered, and not after that."),
	}
}

// setbackParts: the person and the worker alongside see it, and nobody else; it
// never goes into the record (hazard H20).
var setbackParts = []peer.Part[Setback]{
	{Name: "setback", Rule: peer.Rule{Row: "REC-50", Code: peer.ErrConsentRequired}, Says: "A setback is for the person and the worker alongside.",
		If: func(_ Setback, as peer.Party, by peer.Reading) bool {
			return slices.Contains(theTwo, as) && by.Purpose != peer.ForRecord
		},
		Value: func(b Setback) any { return b.s }},
}
