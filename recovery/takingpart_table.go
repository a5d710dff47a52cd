package recovery

import (
	"github.com/towpath-care/towpath/internal/whose"
	"github.com/towpath-care/towpath/peer"
)

var takingPartAnywhere = []peer.Status{TakingPartTold, TakingPartSetAside}

// takingParts is the table of notes on taking part (REC-17).
var takingParts = peer.Machine[TakingPart, Facts]{
	Kind:   KindTakingPart,
	Schema: 1, // 1: the first form
	Says:   "A note that a person took part in an activity, or did not, which is fine; nothing counts them.",
	Moves:  "REC-17",
	States: []peer.State{
		{Status: TakingPartTold, Says: "It is written down. The person may set it aside."},
		{Status: TakingPartSetAside, Says: "The person says that it does not stand. They still say who may see it."},
	},
	Head:   func(n *TakingPart) *peer.Head { return &n.head },
	Data:   func(n *TakingPart) any { return &n.s },
	Person: TakingPart.Person,
	Party:  whose.Party[TakingPart],
	Policy: Facts.digest,
	Legal:  takingPartLegal,
	Parts:  takingPartParts,
	Rows: []row[TakingPart]{
		peer.Begins(row[TakingPart]{
			Do: "tell", Says: "Write down that the person took part, or did not.",
			To: []peer.Status{TakingPartTold}, By: whose.Two, Else: whose.ForTwo("REC-17"), Form: "REC-17",
		}, func(c TellTakingPart) string { return c.ID }, draftTakingPart, step[TakingPart, TellTakingPart]{
			Needs: []need[TakingPart, TellTakingPart]{
				whose.OwnWords[Facts, TakingPart]("REC-17", "/words", func(c TellTakingPart) []peer.Words { return []peer.Words{c.Words} }),
				activitySaid, tookPartSaid, dayHasCome,
			},
			Apply: func(n TakingPart, c TellTakingPart, t *taken) TakingPart {
				n.s.Words, n.s.From, n.s.Told = t.Own(c.Words), t.As, t.Now()
				return n
			},
		}),
		peer.Takes(row[TakingPart]{
			Do: "set-aside", Says: "Say that it does not stand, without a reason.",
			From: []peer.Status{TakingPartTold}, To: []peer.Status{TakingPartSetAside}, By: whose.Person, Else: activityMoves, Form: "REC-17",
		}, step[TakingPart, SetAside]{Apply: func(n TakingPart, _ SetAside, _ *taken) TakingPart { return n }}),
		whoMaySee(takingPartAnywhere, func(n TakingPart, to Audience) TakingPart { n.s.Audience = to; return n }),
	},
}

// What may be missing or look odd: it is noted, and the note is kept.
var (
	activitySaid = need[TakingPart, TellTakingPart]{
		Asks: peer.Asks{Rule: peer.Rule{Row: "REC-17", Code: peer.ErrRequired}, Path: "/activity", Says: "It is said which activity it is about.", Fix: "Tell it again with the activity when there is time; this one is kept.", Weight: peer.Warns},
		Met:  func(n TakingPart, _ TellTakingPart, _ peer.Act, _ Facts) peer.Tri { return peer.Is(n.s.Activity != "") },
	}
	tookPartSaid = need[TakingPart, TellTakingPart]{
		Asks: peer.Asks{Rule: peer.Rule{Row: "REC-17", Code: peer.ErrRequired}, Path: "/tookPart", Says: "It is said whether the person took part.", Fix: "Nobody has to say it; the note is kept.", Weight: peer.Warns},
		Met: func(n TakingPart, _ TellTakingPart, _ peer.Act, _ Facts) peer.Tri {
			return peer.Is(n.s.TookPart != peer.Unknown)
		},
	}
	dayHasCome = need[TakingPart, TellTakingPart]{
		Asks: peer.Asks{Rule: peer.Rule{Row: "REC-17", Code: peer.ErrFutureDate}, Path: "/on", Says: "The day it is about has begun somewhere on earth.", Fix: "Look at the day; the note is kept.", Weight: peer.Warns},
		Met: func(n TakingPart, _ TellTakingPart, act peer.Act, _ Facts) peer.Tri {
			return peer.Is(!n.s.On.After(peer.Calendar{}.LastDay(act.At)))
		},
	}
)

func draftTakingPart(c TellTakingPart) TakingPart {
	return TakingPart{s: takingPart{Person: c.Person, Worker: c.Worker, Activity: c.Activity, On: c.On, TookPart: c.TookPart, Audience: MeAndMyWorker}}
}

func takingPartLegal(n TakingPart) []peer.Reason {
	s := n.s
	return []peer.Reason{
		peer.Holds(whose.SilentOr(whose.Personal, n, s.Words), "/words", "Words about taking part are the person's own."),
		peer.Holds(s.From == peer.PartyPerson || s.From == peer.PartyWorker && s.Worker != "", "/from", "It was told by the person or by the worker it names."),
	}
}

// takingPartParts: what the person has set aside stays between the two at most.
var takingPartParts = []peer.Part[TakingPart]{
	{Name: "takingPart", Rule: notShown, Says: "The person says who may see it; what they set aside goes no further.",
		If: func(n TakingPart, as peer.Party, by peer.Reading) bool {
			stands := n.Status() == TakingPartTold || whose.TwoRead(as, by)
			return stands && seenByAudience[TakingPart](peer.SharePlan)(n, as, by)
		},
		Value: func(n TakingPart) any { return n.s }},
}
