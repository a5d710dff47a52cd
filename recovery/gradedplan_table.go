package recovery

import (
	"github.com/towpath-care/towpath/internal/whose"
	"github.com/towpath-care/towpath/peer"
)

var (
	gradedWorker = []peer.Party{peer.PartyWorker}

	gradedMoves = whose.ForPerson("REC-19")
	workersTime = peer.Asks{Rule: peer.Rule{Row: "REC-19", Code: peer.ErrNotAuthorised}, Says: "Whether they come along is for the worker who is asked to say.", Fix: "Ask them; it is their time."}
)

// gradedAnywhere are all the places of a graded plan, gradedOpen those before its
// end, gradedOnTheWay those after the worker's yes.
var (
	gradedAnywhere = []peer.Status{GradedAsked, GradedTogether, GradedPartly, GradedAlone, GradedFinished, GradedPutDown}
	gradedOpen     = []peer.Status{GradedAsked, GradedTogether, GradedPartly, GradedAlone}
	gradedOnTheWay = []peer.Status{GradedTogether, GradedPartly, GradedAlone}
)

// gradedPlans is the table of REC-19.
var gradedPlans = peer.Machine[GradedPlan, Facts]{
	Kind:   KindGradedPlan,
	Schema: 1, // 1: the first form
	Says:   "Going somewhere together, then partly together, then alone, at the pace the person says.",
	Moves:  "REC-19",
	States: []peer.State{
		{Status: GradedAsked, Says: "The person has asked. The worker says whether they come along; the person goes alone or puts it down."},
		{Status: GradedTogether, Says: "The two go together. The person goes on when they are ready, or puts it down."},
		{Status: GradedPartly, Says: "They go a part of the way together. The person goes on, steps back or puts it down."},
		{Status: GradedAlone, Says: "The person goes alone. They say that they are comfortable with it, step back or put it down."},
		{Status: GradedFinished, Says: "The person is comfortable alone. They can ask again."},
		{Status: GradedPutDown, Says: "The person has put it down. They can ask again."},
	},
	Head:   func(p *GradedPlan) *peer.Head { return &p.head },
	Data:   func(p *GradedPlan) any { return &p.s },
	Person: GradedPlan.Person,
	Party:  whose.Party[GradedPlan],
	Policy: Facts.digest,
	Legal:  gradedPlanLegal,
	Parts:  gradedPlanParts,
	Rows: []row[GradedPlan]{
		peer.Begins(row[GradedPlan]{
			Do: "ask", Says: "Ask the worker to come along at first.",
			To: []peer.Status{GradedAsked}, By: whose.Person, Else: gradedMoves, Form: "REC-19",
		}, func(c AskToComeAlong) string { return c.ID }, draftGradedPlan, step[GradedPlan, AskToComeAlong]{
			Needs: []need[GradedPlan, AskToComeAlong]{
				whose.OwnWords[Facts, GradedPlan]("REC-19", "/where", func(c AskToComeAlong) []peer.Words { return []peer.Words{c.Where} }),
				whose.OwnWords[Facts, GradedPlan]("REC-19", "/partly", func(c AskToComeAlong) []peer.Words { return []peer.Words{c.Partly} }),
			},
			Apply: func(p GradedPlan, c AskToComeAlong, t *taken) GradedPlan {
				p.s.Where, p.s.Partly = t.Own(c.Where), t.Own(c.Partly)
				return p.asked(t)
			},
		}),
		peer.Takes(row[GradedPlan]{
			Do: "come-along", Says: "Say yes to coming along.",
			From: gradedOpen, To: []peer.Status{GradedTogether}, Stays: gradedOnTheWay, By: gradedWorker, Else: workersTime, Form: "REC-19",
		}, step[GradedPlan, ComeAlong]{Apply: func(p GradedPlan, _ ComeAlong, t *taken) GradedPlan {
			p.s.ComesAlong = peer.Yes
			if p.Status() == GradedAsked {
				return p.together(t)
			}
			return p
		}}),
		peer.Takes(row[GradedPlan]{
			Do: "cannot-come-along", Says: "Say that you cannot come along. No reason is asked.",
			From: gradedOpen, Stays: gradedOpen, By: gradedWorker, Else: workersTime, Form: "REC-19",
		}, step[GradedPlan, CannotComeAlong]{Apply: func(p GradedPlan, _ CannotComeAlong, _ *taken) GradedPlan {
			p.s.ComesAlong = peer.No
			return p
		}}),
		peer.Takes(row[GradedPlan]{
			Do: "go-together", Says: "Step back to going together.",
			From: []peer.Status{GradedPartly, GradedAlone}, To: []peer.Status{GradedTogether, GradedAsked}, By: whose.Person, Else: gradedMoves, Form: "REC-19",
		}, step[GradedPlan, GoTogether]{
			Apply: func(p GradedPlan, _ GoTogether, t *taken) GradedPlan { return p.withWorker(GradedPlan.together, t) },
			To:    func(p GradedPlan, _ GoTogether) peer.Status { return p.orAsked(GradedTogether) },
		}),
		peer.Takes(row[GradedPlan]{
			Do: "go-partly-together", Says: "Go a part of the way together.",
			From: []peer.Status{GradedTogether, GradedAlone}, To: []peer.Status{GradedPartly, GradedAsked}, By: whose.Person, Else: gradedMoves, Form: "REC-19",
		}, step[GradedPlan, GoPartlyTogether]{
			Needs: []need[GradedPlan, GoPartlyTogether]{
				whose.OwnWords[Facts, GradedPlan]("REC-19", "/partly", func(c GoPartlyTogether) []peer.Words { return []peer.Words{c.Partly} }),
			},
			Apply: func(p GradedPlan, c GoPartlyTogether, t *taken) GradedPlan {
				if !c.Partly.IsZero() {
					p.s.Partly = t.Own(c.Partly)
				}
				return p.withWorker(GradedPlan.partly, t)
			},
			To: func(p GradedPlan, _ GoPartlyTogether) peer.Status { return p.orAsked(GradedPartly) },
		}),
		gradedMove("go-alone", "Go alone.", []peer.Status{GradedAsked, GradedTogether, GradedPartly}, GradedAlone,
			func(p GradedPlan, _ GoAlone, t *taken) GradedPlan { return p.alone(t) }),
		gradedMove("finish", "Say that you are comfortable alone.", []peer.Status{GradedAlone}, GradedFinished,
			func(p GradedPlan, _ FinishGradedPlan, t *taken) GradedPlan { return p.moved(t) }),
		gradedMove("put-down", "Put it down. No reason is asked.", gradedOpen, GradedPutDown,
			func(p GradedPlan, _ PutDownGradedPlan, t *taken) GradedPlan { return p.moved(t) }),
		gradedMove("ask-again", "Ask the worker to come along, once more.", []peer.Status{GradedAsked, GradedFinished, GradedPutDown}, GradedAsked,
			func(p GradedPlan, _ AskAgainToComeAlong, t *taken) GradedPlan { return p.asked(t) }),
		whoMaySee(gradedAnywhere, func(p GradedPlan, to Audience) GradedPlan { p.s.Audience = to; return p }),
	},
}

// gradedMove is a row by which the person moves the plan: nothing is asked and
// nothing stands in the way.
func gradedMove[C any](do peer.Action, says string, from []peer.Status, to peer.Status, apply func(GradedPlan, C, *taken) GradedPlan) row[GradedPlan] {
	return peer.Takes(row[GradedPlan]{
		Do: do, Says: says, From: from, To: []peer.Status{to}, By: whose.Person, Else: gradedMoves, Form: "REC-19",
	}, step[GradedPlan, C]{Apply: apply})
}
