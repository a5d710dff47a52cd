package recovery

import (
	"github.com/towpath-care/towpath/internal/whose"
	"github.com/towpath-care/towpath/peer"
)

var (
	fromPerson = peer.Asks{Rule: peer.Rule{Row: "REC-08", Code: ErrNotSelfDefined}, Says: "A goal comes from the person; the worker alongside may write it down.", Fix: "Let the person say it."}
	personSays = peer.Asks{Rule: peer.Rule{Row: "REC-12", Code: peer.ErrPersonsChoiceOnly}, Says: "How it is going is for the person to say.", Fix: "Ask them, and let them say it."}
)

// anywhere are all the places of a goal, underway those in which it can still
// turn out one way or the other.
var (
	anywhere = []peer.Status{GoalProposed, GoalAgreed, GoalActive, GoalOnHold, GoalAchieved, GoalChanged, GoalLetGo}
	underway = []peer.Status{GoalProposed, GoalAgreed, GoalActive, GoalOnHold}
	begun    = []peer.Status{GoalActive, GoalOnHold, GoalAchieved}
)

// goals is the table of REC-05, 08, 12, 13 and 50.
var goals = peer.Machine[Goal, Facts]{
	Kind:   KindGoal,
	Schema: 1, // 1: the first form
	Says:   "Something a person wants for their own life, in their own words, moved by nobody but them.",
	Moves:  "REC-08",
	States: []peer.State{
		{Status: GoalProposed, Says: "It has been said. The person agrees, changes it or lets it go."},
		{Status: GoalAgreed, Says: "The person said yes. They start it, change it or let it go."},
		{Status: GoalActive, Says: "The person is at it. They hold, achieve, change or let go."},
		{Status: GoalOnHold, Says: "It rests. The person picks it up, achieves, changes or lets it go."},
		{Status: GoalAchieved, Says: "The person says they are there. They can pick it up again."},
		{Status: GoalChanged, Says: "It has turned into another. The person still says who may see it."},
		{Status: GoalLetGo, Says: "The person has put it down. They can pick it up again."},
	},
	Head:   func(g *Goal) *peer.Head { return &g.head },
	Data:   func(g *Goal) any { return &g.s },
	Person: Goal.Person,
	Party:  whose.Party[Goal],
	Policy: Facts.digest,
	Legal:  goalLegal,
	Parts:  goalParts,
	Rows: []row[Goal]{
		peer.Begins(row[Goal]{
			Do: "propose", Says: "Say a goal, or write down the one the person said.",
			To: []peer.Status{GoalProposed}, By: []peer.Party{peer.PartyPerson, peer.PartyWorker}, Else: fromPerson, Form: "REC-08",
		}, func(c ProposeGoal) string { return c.ID }, draftGoal, step[Goal, ProposeGoal]{
			Needs: []need[Goal, ProposeGoal]{
				selfDefined("/words", func(c ProposeGoal) []peer.Words { return []peer.Words{c.Words} }),
				selfDefined("/why", func(c ProposeGoal) []peer.Words { return []peer.Words{c.Why} }),
				selfDefined("/strengths", func(c ProposeGoal) []peer.Words { return c.Strengths }),
				selfDefined("/challenges", func(c ProposeGoal) []peer.Words { return c.Challenges }),
				selfDefined("/firstStep", func(c ProposeGoal) []peer.Words { return []peer.Words{c.FirstStep} }),
				targetToCome(func(c ProposeGoal) peer.Date { return c.Target }),
			},
			Apply: proposed,
		}),
		peer.Takes(row[Goal]{
			Do: "agree", Says: "Say yes to it.",
			From: []peer.Status{GoalProposed}, To: []peer.Status{GoalAgreed}, By: whose.Person, Else: personMoves, Form: "REC-08",
		}, step[Goal, AgreeGoal]{Apply: func(g Goal, _ AgreeGoal, t *taken) Goal { return g.moved("", t) }}),
		peer.Takes(row[Goal]{
			Do: "start", Says: "Begin.",
			From: []peer.Status{GoalAgreed}, To: []peer.Status{GoalActive}, By: whose.Person, Else: personMoves, Form: "REC-08",
		}, step[Goal, StartGoal]{Apply: func(g Goal, _ StartGoal, t *taken) Goal { return g.moved("", t).started(t) }}),
		peer.Takes(row[Goal]{
			Do: "hold", Says: "Let it rest for as long as it takes.",
			From: []peer.Status{GoalActive}, To: []peer.Status{GoalOnHold}, By: whose.Person, Else: personMoves, Form: "REC-08",
		}, step[Goal, HoldGoal]{
			Needs:   []need[Goal, HoldGoal]{notForPace(func(c HoldGoal) Because { return c.Because })},
			Apply:   func(g Goal, c HoldGoal, t *taken) Goal { return g.moved(c.Because, t) },
			Options: offeredReasons,
		}),
		peer.Takes(row[Goal]{
			Do: "pick-up", Says: "Take it up again.",
			From: []peer.Status{GoalOnHold, GoalAchieved, GoalLetGo}, To: []peer.Status{GoalActive}, By: whose.Person, Else: personMoves, Form: "REC-08",
		}, step[Goal, PickUp]{Apply: func(g Goal, _ PickUp, t *taken) Goal { return g.moved("", t).started(t) }}),
		peer.Takes(row[Goal]{
			Do: "achieve", Says: "Say that you are there.",
			From: []peer.Status{GoalActive, GoalOnHold}, To: []peer.Status{GoalAchieved}, By: whose.Person, Else: personMoves, Form: "REC-08",
		}, step[Goal, Achieve]{Apply: func(g Goal, _ Achieve, t *taken) Goal { return g.moved("", t) }}),
		peer.Takes(row[Goal]{
			Do: "change", Says: "Say that it has turned into another goal.",
			From: underway, To: []peer.Status{GoalChanged}, By: whose.Person, Else: personMoves, Form: "REC-08", Makes: KindGoal,
		}, step[Goal, ChangeGoal]{
			Needs:   []need[Goal, ChangeGoal]{notForPace(func(c ChangeGoal) Because { return c.Because }), anotherID},
			Also:    nextAllowed,
			Apply:   changed,
			Options: offeredReasons,
		}),
		peer.Takes(row[Goal]{
			Do: "let-go", Says: "Put it down. No reason is asked.",
			From: underway, To: []peer.Status{GoalLetGo}, By: whose.Person, Else: personMoves, Form: "REC-08",
		}, step[Goal, LetGo]{
			Needs:   []need[Goal, LetGo]{notForPace(func(c LetGo) Because { return c.Because })},
			Apply:   func(g Goal, c LetGo, t *taken) Goal { return g.moved(c.Because, t) },
			Options: offeredReasons,
		}),
		peer.Takes(row[Goal]{
			Do: "say-more", Says: "Say why it matters, what helps, the first step or the day you have in mind.",
			From: anywhere, Stays: anywhere, By: whose.Person, Else: personMoves, Form: "REC-08",
		}, step[Goal, SayMore]{
			Needs: []need[Goal, SayMore]{
				selfDefined("/why", func(c SayMore) []peer.Words { return []peer.Words{c.Why} }),
				selfDefined("/strengths", func(c SayMore) []peer.Words { return c.Strengths }),
				selfDefined("/challenges", func(c SayMore) []peer.Words { return c.Challenges }),
				selfDefined("/firstStep", func(c SayMore) []peer.Words { return []peer.Words{c.FirstStep} }),
				targetToCome(func(c SayMore) peer.Date { return c.Target }),
			},
			Apply: saidMore,
		}),
		peer.Takes(row[Goal]{
			Do: "say-how-it-goes", Says: "Say how it is going.",
			From: begun, Stays: begun, By: whose.Person, Else: personSays, Form: "REC-12",
		}, step[Goal, SayHowItGoes]{
			Apply: func(g Goal, c SayHowItGoes, t *taken) Goal {
				g.s.Going, g.s.GoingOn = c.Going, whose.DayUTC(t.Now())
				return g
			},
		}),
		whoMaySee(anywhere, func(g Goal, a Audience) Goal { g.s.Audience = a; return g }),
	},
}

func draftGoal(c ProposeGoal) Goal {
	return Goal{s: goal{Person: c.Person, Worker: c.Worker, Target: c.Target, Domain: c.Domain, Audience: MeAndMyWorker}}
}

func proposed(g Goal, c ProposeGoal, t *taken) Goal {
	by := t.Act.By
	g.s.Words, g.s.Why, g.s.FirstStep = c.Words.Own(by), c.Why.Own(by), c.FirstStep.Own(by)
	g.s.Strengths, g.s.Challenges = whose.Kept(c.Strengths, by), whose.Kept(c.Challenges, by)
	return g.moved("", t)
}

func saidMore(g Goal, c SayMore, t *taken) Goal {
	by := t.Act.By
	g.s.Why, g.s.FirstStep, g.s.Target, g.s.Domain = c.Why.Own(by), c.FirstStep.Own(by), c.Target, c.Domain
	g.s.Strengths, g.s.Challenges = whose.Kept(c.Strengths, by), whose.Kept(c.Challenges, by)
	return g
}

// moved notes the day of a move from one status to another, and why.
func (g Goal) moved(because Because, t *taken) Goal {
	g.s.StatusOn, g.s.Because = whose.DayUTC(t.Now()), because
	return g
}

// started notes the first day the goal was active.
func (g Goal) started(t *taken) Goal {
	if g.s.Started.IsZero() {
		g.s.Started = whose.DayUTC(t.Now())
	}
	return g
}
