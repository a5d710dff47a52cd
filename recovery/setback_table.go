package recovery

import "github.com/towpath-care/towpath/peer"

type (
	setbackRow         = peer.Row[Setback, GoalFacts]
	setbackNeed[C any] = peer.Need[Setback, GoalFacts, C]
	setbackStep[C any] = peer.Step[Setback, GoalFacts, C]
	setbackTaken       = peer.Taken[GoalFacts]
)

var (
	twoTell = peer.Asks{Rule: peer.Rule{Row: "REC-12", Code: peer.ErrNotAuthorised}, Says: "A setback is told by the person; the worker alongside may write it down.", Fix: "Leave it to the two of them; anybody can raise a concern."}
	theTwo  = []peer.Party{peer.PartyPerson, peer.PartyWorker}
)

// setbacks is the table of REC-12.
var setbacks = peer.Machine[Setback, GoalFacts]{
	Kind:   KindSetback,
	Schema: 1, // 1: the first form
	Says:   "Something that made a goal harder, told beside the goal, which stays as it was.",
	Moves:  "REC-12",
	States: []peer.State{
		{Status: SetbackTold, Says: "It is written down and no question is open.", End: true},
		{Status: SetbackQuestionOpen, Says: "It is written down; the person or the worker says whether it needs to go further."},
	},
	Head:   func(b *Setback) *peer.Head { return &b.head },
	Data:   func(b *Setback) any { return &b.s },
	Person: Setback.Person,
	Party:  func(b Setback, a peer.Actor) peer.Party { return peer.PartyOf(a, b.s.Person, b.s.Worker) },
	Policy: func(f GoalFacts) peer.Digest { return f.Policy.Digest() },
	Legal:  setbackLegal,
	Parts:  setbackParts,
	Rows: []setbackRow{
		peer.Begins(setbackRow{
			Do: "record", Says: "Write down a setback.",
			To: []peer.Status{SetbackTold, SetbackQuestionOpen}, By: theTwo, Else: twoTell, Form: "REC-12",
		}, func(c RecordSetback) string { return c.ID }, draftSetback, setbackStep[RecordSetback]{
			Needs: []setbackNeed[RecordSetback]{
				toldBy("/happened", func(c RecordSetback) peer.Words { return c.Happened }),
				toldBy("/helpedBefore", func(c RecordSetback) peer.Words { return c.HelpedBefore }),
				toldBy("/stillPossible", func(c RecordSetback) peer.Words { return c.StillPossible }),
				toldBy("/nextStep", func(c RecordSetback) peer.Words { return c.NextStep }),
				goalSaid, happenedSaid,
				{Asks: keptOpen(asked), Met: func(b Setback, _ RecordSetback, _ peer.Act, _ GoalFacts) peer.Tri { return b.s.answered() }},
				{Asks: keptOpen(concernNamed), Met: func(b Setback, _ RecordSetback, _ peer.Act, _ GoalFacts) peer.Tri { return b.s.named() }},
			},
			Apply: told,
			To: func(b Setback, _ RecordSetback) peer.Status {
				if b.s.settled() {
					return SetbackTold
				}
				return SetbackQuestionOpen
			},
		}),
		peer.Takes(setbackRow{
			Do: "answer-further", Says: "Say whether it needs to go further.",
			From: []peer.Status{SetbackQuestionOpen}, To: []peer.Status{SetbackTold}, By: theTwo, Else: twoTell, Form: "REC-12",
		}, setbackStep[AnswerFurther]{
			Needs: []setbackNeed[AnswerFurther]{
				{Asks: asked, Met: func(b Setback, c AnswerFurther, _ peer.Act, _ GoalFacts) peer.Tri {
					return b.s.with(c.Further).answered()
				}},
				{Asks: concernNamed, Met: func(b Setback, c AnswerFurther, _ peer.Act, _ GoalFacts) peer.Tri { return b.s.with(c.Further).named() }},
			},
			Apply: func(b Setback, c AnswerFurther, _ *setbackTaken) Setback { b.s = b.s.with(c.Further); return b },
		}),
	},
}

func draftSetback(c RecordSetback) Setback {
	return Setback{s: setback{Person: c.Person, Worker: c.Worker, Goal: c.Goal, Rest: c.Rest, Worse: c.Worse, Further: c.Further}}
}

func told(b Setback, c RecordSetback, t *setbackTaken) Setback {
	by := t.Act.By
	b.s.Happened, b.s.HelpedBefore = c.Happened.Own(by), c.HelpedBefore.Own(by)
	b.s.StillPossible, b.s.NextStep = c.StillPossible.Own(by), c.NextStep.Own(by)
	b.s.Told = t.Now()
	return b
}
