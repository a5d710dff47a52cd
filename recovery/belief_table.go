package recovery

import (
	"github.com/towpath-care/towpath/internal/whose"
	"github.com/towpath-care/towpath/peer"
)

var (
	beliefPlaces = []peer.Status{BeliefSaid, BeliefTried, BeliefResult, BeliefPutAside}
	beliefsUp    = []peer.Status{BeliefSaid, BeliefTried, BeliefResult}
)

// beliefs is the table of REC-38.
var beliefs = peer.Machine[Belief, Facts]{
	Kind:   KindBelief,
	Schema: 1, // 1: the first form
	Says:   "A belief that stands in the way, how the person would try it out and what came of it, in their own words.",
	Moves:  "REC-38",
	States: []peer.State{
		{Status: BeliefSaid, Says: "The person has said it, and perhaps how to try it out. They try it or put it aside."},
		{Status: BeliefTried, Says: "It has been tried out. The person says what came of it, or puts it aside."},
		{Status: BeliefResult, Says: "The person has said what came of it. They may put it aside."},
		{Status: BeliefPutAside, Says: "It rests. The person may take it up again where it was."},
	},
	Head:   func(b *Belief) *peer.Head { return &b.head },
	Data:   func(b *Belief) any { return &b.s },
	Person: Belief.Person,
	Party:  whose.Party[Belief],
	Policy: Facts.digest,
	Legal:  beliefLegal,
	Parts:  beliefParts,
	Rows: []row[Belief]{
		peer.Begins(row[Belief]{
			Do: "say", Says: "Say what seems to stand in the way, or write down what the person said.",
			To: []peer.Status{BeliefSaid}, By: whose.Two, Else: whose.ForTwo("REC-38"), Form: "REC-38",
		}, func(c SayBelief) string { return c.ID }, draftBelief, step[Belief, SayBelief]{
			Needs: []need[Belief, SayBelief]{
				whose.OwnWords[Facts, Belief]("REC-38", "/words", func(c SayBelief) []peer.Words { return []peer.Words{c.Words} }),
				whose.OwnWords[Facts, Belief]("REC-38", "/howToTry", func(c SayBelief) []peer.Words { return []peer.Words{c.HowToTry} }),
			},
			Apply: func(b Belief, c SayBelief, t *taken) Belief {
				b.s.Words, b.s.HowToTry = t.Own(c.Words), t.Own(c.HowToTry)
				return b
			},
		}),
		peer.Takes(row[Belief]{
			Do: "plan-try", Says: "Say how to try it out.",
			From: []peer.Status{BeliefSaid}, Stays: []peer.Status{BeliefSaid}, By: whose.Two, Else: whose.ForTwo("REC-38"), Form: "REC-38",
		}, step[Belief, PlanBeliefTry]{
			Needs: []need[Belief, PlanBeliefTry]{whose.OwnWords[Facts, Belief]("REC-38", "/howToTry", func(c PlanBeliefTry) []peer.Words { return []peer.Words{c.HowToTry} })},
			Apply: func(b Belief, c PlanBeliefTry, t *taken) Belief { b.s.HowToTry = t.Own(c.HowToTry); return b },
		}),
		peer.Takes(row[Belief]{
			Do: "try", Says: "Say that it has been tried out, and what came of it if you like.",
			From: []peer.Status{BeliefSaid}, To: []peer.Status{BeliefTried, BeliefResult}, By: whose.Two, Else: whose.ForTwo("REC-38"), Form: "REC-38",
		}, step[Belief, TryBelief]{
			Needs: []need[Belief, TryBelief]{personTried},
			Apply: func(b Belief, c TryBelief, t *taken) Belief {
				b.s.Result, b.s.TriedOn = t.Own(c.Result), whose.DayUTC(t.Now())
				return b
			},
			To: func(b Belief, _ TryBelief) peer.Status { return b.s.tried() },
		}),
		peer.Takes(row[Belief]{
			Do: "say-result", Says: "Say what came of it.",
			From: []peer.Status{BeliefTried}, To: []peer.Status{BeliefResult}, By: whose.Two, Else: whose.ForTwo("REC-38"), Form: "REC-38",
		}, step[Belief, SayBeliefResult]{
			Needs: []need[Belief, SayBeliefResult]{whose.OwnWords[Facts, Belief]("REC-38", "/result", func(c SayBeliefResult) []peer.Words { return []peer.Words{c.Result} })},
			Apply: func(b Belief, c SayBeliefResult, t *taken) Belief { b.s.Result = t.Own(c.Result); return b },
		}),
		peer.Takes(row[Belief]{
			Do: "put-aside", Says: "Let it rest, without a reason.",
			From: beliefsUp, To: []peer.Status{BeliefPutAside}, By: whose.Person, Else: whose.ForPerson("REC-38"), Form: "REC-38",
		}, step[Belief, PutBeliefAside]{Apply: func(b Belief, _ PutBeliefAside, _ *taken) Belief { return b }}),
		peer.Takes(row[Belief]{
			Do: "take-up", Says: "Take it up again where it was.",
			From: []peer.Status{BeliefPutAside}, To: beliefsUp, By: whose.Person, Else: whose.ForPerson("REC-38"), Form: "REC-38",
		}, step[Belief, TakeUpBelief]{
			Apply: func(b Belief, _ TakeUpBelief, _ *taken) Belief { return b },
			To:    func(b Belief, _ TakeUpBelief) peer.Status { return b.s.tried() },
		}),
		whoMaySee(beliefPlaces, func(b Belief, a Audience) Belief { b.s.Audience = a; return b }),
	},
}

// personTried: that somebody tried something is theirs to say. The worker writes it
// down together with what they said about it.
var personTried = need[Belief, TryBelief]{
	Asks: peer.Asks{
		Rule: peer.Rule{Row: "REC-38", Code: peer.ErrPersonsWordsOnly}, Path: "/result",
		Says: "That it was tried, and what came of it, is in the person's own words.", Fix: "Write down what the person says and name them as the author, or leave it to them.",
	},
	Met: func(b Belief, c TryBelief, a peer.Act, _ Facts) peer.Tri {
		if c.Result.IsZero() {
			return peer.Is(whose.Party(b, a.By) != peer.PartyWorker)
		}
		return peer.Is(whose.Personal(b, c.Result.Author(a.By)))
	},
}

// tried is where a belief stands that is not put aside.
func (s belief) tried() peer.Status {
	switch {
	case s.TriedOn.IsZero():
		return BeliefSaid
	case s.Result.IsZero():
		return BeliefTried
	}
	return BeliefResult
}

func draftBelief(c SayBelief) Belief {
	return Belief{s: belief{Person: c.Person, Worker: c.Worker, ProblemSolving: c.ProblemSolving, Audience: MeAndMyWorker}}
}

func beliefLegal(b Belief) []peer.Reason {
	s, at := b.s, b.Status()
	return []peer.Reason{
		peer.Holds(whose.SilentOr(whose.Personal, b, s.Words, s.HowToTry, s.Result), "/words", "Every text of a belief is the person's own."),
		peer.Holds(s.TriedOn.IsZero() || s.TriedOn.Precision() == peer.ByDay, "/triedOn", "It was tried by a whole day."),
		peer.Holds(s.Result.IsZero() || !s.TriedOn.IsZero(), "/result", "What came of it comes after it was tried."),
		peer.Holds(at == BeliefPutAside || at == s.tried(), "/triedOn", "It stands where trying it out has led."),
	}
}

var beliefParts = []peer.Part[Belief]{
	{Name: "belief", If: besideRecord[Belief](peer.ShareGoals), Rule: notShown, Says: "The person says who may see it; it does not go into the care record.",
		Value: func(b Belief) any { return b.s }},
}
