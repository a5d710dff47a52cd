package recovery

import (
	"time"

	"github.com/towpath-care/towpath/internal/whose"
	"github.com/towpath-care/towpath/peer"
)

// toldBy: what stands at a path is in the person's own words.
func toldBy(path string, words func(RecordSetback) peer.Words) need[Setback, RecordSetback] {
	return whose.Said[Facts, Setback, RecordSetback](peer.Asks{
		Rule: peer.Rule{Row: "REC-12", Code: peer.ErrPersonsWordsOnly}, Path: path,
		Says: "These are the person's own words.", Fix: "Write down what the person says and name them as the author, or leave it out.",
	}, whose.Personal[Setback], func(c RecordSetback) []peer.Words { return []peer.Words{words(c)} })
}

// What may be missing: it is noted, and the setback is kept.
var (
	goalSaid = need[Setback, RecordSetback]{
		Asks: peer.Asks{Rule: peer.Rule{Row: "REC-12", Code: peer.ErrRequired}, Path: "/goal", Says: "It is said which goal it is told beside.", Fix: "Name it next time; the setback is kept.", Weight: peer.Warns},
		Met:  func(b Setback, _ RecordSetback, _ peer.Act, _ Facts) peer.Tri { return peer.Is(b.s.Goal != "") },
	}
	happenedSaid = need[Setback, RecordSetback]{
		Asks: peer.Asks{Rule: peer.Rule{Row: "REC-12", Code: peer.ErrRequired}, Path: "/happened", Says: "It is said what happened.", Fix: "Nobody has to say it; the setback is kept.", Weight: peer.Warns},
		Met: func(_ Setback, c RecordSetback, _ peer.Act, _ Facts) peer.Tri {
			return peer.Is(!c.Happened.IsZero())
		},
	}
)

// question is the safety question beside a setback. Where things are known not to
// be worse than usual nothing is asked.
func (s setback) question() whose.Question {
	return whose.Question{Settled: s.Worse == peer.No, Further: s.Further}
}

func setbackLegal(b Setback) []peer.Reason {
	s := b.s
	return []peer.Reason{
		peer.Holds(whose.SilentOr(whose.Personal, b, s.Happened, s.HelpedBefore, s.StillPossible, s.NextStep), "/happened", "Every text of a setback is the person's own."),
		peer.Holds(s.question().Answered() == (b.Status() == SetbackTold), "/further", "The question is open until it is answered, and not after that."),
		peer.Holds(b.Status() == SetbackTold || s.ProblemSolving == "" && s.CopingReview == "", "/problemSolving", "What was begun after it is named once the question is answered."),
	}
}

// setbackParts: the person and the worker alongside see it, and nobody else; it
// never goes into the record (hazard H20). Whether it went further is for the worker:
// a page that is read at home shows no sign of a concern (hazard H08).
var setbackParts = []peer.Part[Setback]{
	{Name: "setback", If: seenByTheTwo[Setback], Rule: notShown, Says: "A setback is for the person and the worker alongside.",
		Value: func(b Setback) any {
			s := b.s
			return struct {
				Person         peer.PersonID `json:"person"`
				Worker         peer.StaffID  `json:"worker,omitzero"`
				Goal           string        `json:"goal,omitzero"`
				Happened       peer.Words    `json:"happened,omitzero"`
				HelpedBefore   peer.Words    `json:"helpedBefore,omitzero"`
				StillPossible  peer.Words    `json:"stillPossible,omitzero"`
				NextStep       peer.Words    `json:"nextStep,omitzero"`
				Rest           bool          `json:"rest,omitzero"`
				Worse          peer.Tri      `json:"worse"`
				Told           time.Time     `json:"told"`
				ProblemSolving string        `json:"problemSolving,omitzero"`
				CopingReview   string        `json:"copingReview,omitzero"`
			}{s.Person, s.Worker, s.Goal, s.Happened, s.HelpedBefore, s.StillPossible, s.NextStep, s.Rest, s.Worse, s.Told, s.ProblemSolving, s.CopingReview}
		}},
	{Name: "further", If: workerReads[Setback], Rule: peer.Rule{Row: "REC-12", Code: peer.ErrNotAuthorised}, Says: "Whether it went further is for the worker alongside.",
		Value: func(b Setback) any { return b.s.Further }},
}
