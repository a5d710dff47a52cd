package recovery

import (
	"github.com/towpath-care/towpath/internal/whose"
	"github.com/towpath-care/towpath/peer"
)

var setbackTold = []peer.Status{SetbackTold}

var (
	twoTell = peer.Asks{Rule: peer.Rule{Row: "REC-12", Code: peer.ErrNotAuthorised}, Says: "A setback is told by the person; the worker alongside may write it down.", Fix: "Leave it to the two of them; anybody can raise a concern."}
)

// setbacks is the table of REC-12.
var setbacks = peer.Machine[Setback, Facts]{
	Kind:   KindSetback,
	Schema: 1, // 1: the first form
	Says:   "Something that made a goal harder, told beside the goal, which stays as it was.",
	Moves:  "REC-12",
	States: []peer.State{
		{Status: SetbackTold, Says: "It is written down and no question is open. What the two began after it may be named."},
		{Status: SetbackQuestionOpen, Says: "It is written down; the person or the worker says whether it needs to go further."},
	},
	Head:   func(b *Setback) *peer.Head { return &b.head },
	Data:   func(b *Setback) any { return &b.s },
	Person: Setback.Person,
	Party:  whose.Party[Setback],
	Policy: Facts.digest,
	Legal:  setbackLegal,
	Parts:  setbackParts,
	Rows: []row[Setback]{
		peer.Begins(row[Setback]{
			Do: "record", Says: "Write down a setback.",
			To: []peer.Status{SetbackTold, SetbackQuestionOpen}, By: whose.Two, Else: twoTell, Form: "REC-12",
		}, func(c RecordSetback) string { return c.ID }, draftSetback, step[Setback, RecordSetback]{
			Needs: append([]need[Setback, RecordSetback]{
				toldBy("/happened", func(c RecordSetback) peer.Words { return c.Happened }),
				toldBy("/helpedBefore", func(c RecordSetback) peer.Words { return c.HelpedBefore }),
				toldBy("/stillPossible", func(c RecordSetback) peer.Words { return c.StillPossible }),
				toldBy("/nextStep", func(c RecordSetback) peer.Words { return c.NextStep }),
				goalSaid, happenedSaid,
			}, whose.KeptOpen[Facts]("REC-12", func(b Setback, _ RecordSetback) whose.Question { return b.s.question() })...),
			Apply: told,
			To: func(b Setback, _ RecordSetback) peer.Status {
				if b.s.question().Answered() {
					return SetbackTold
				}
				return SetbackQuestionOpen
			},
		}),
		peer.Takes(row[Setback]{
			Do: "answer-further", Says: "Say whether it needs to go further.",
			From: []peer.Status{SetbackQuestionOpen}, To: []peer.Status{SetbackTold}, By: whose.Two, Else: twoTell, Form: "REC-12",
		}, step[Setback, AnswerFurther]{
			Needs: whose.AnsweredNow[Facts]("REC-12", func(_ Setback, c AnswerFurther) whose.Question { return whose.Question{Further: c.Further} }),
			Apply: func(b Setback, c AnswerFurther, _ *taken) Setback { b.s.Further = c.Further; return b },
		}),
		peer.Takes(row[Setback]{
			Do: "led-to", Says: "Name what was begun after it: problem solving, or a look again at ways of coping.",
			From: setbackTold, Stays: setbackTold, By: whose.Two, Else: whose.ForTwo("REC-12"), Form: "REC-12",
		}, step[Setback, SetbackLedTo]{Apply: ledTo}),
	},
}

func draftSetback(c RecordSetback) Setback {
	return Setback{s: setback{Person: c.Person, Worker: c.Worker, Goal: c.Goal, Rest: c.Rest, Worse: c.Worse, Further: c.Further}}
}

func told(b Setback, c RecordSetback, t *taken) Setback {
	by := t.Act.By
	b.s.Happened, b.s.HelpedBefore = c.Happened.Own(by), c.HelpedBefore.Own(by)
	b.s.StillPossible, b.s.NextStep = c.StillPossible.Own(by), c.NextStep.Own(by)
	b.s.Told = t.Now()
	return b
}

func ledTo(b Setback, c SetbackLedTo, _ *taken) Setback {
	if c.To == AfterCopingReview {
		b.s.CopingReview = c.Record
		return b
	}
	b.s.ProblemSolving = c.Record
	return b
}
