package recovery

import (
	"github.com/towpath-care/towpath/internal/whose"
	"github.com/towpath-care/towpath/peer"
)

var (
	twoCelebrate  = peer.Asks{Rule: peer.Rule{Row: "REC-11", Code: peer.ErrNotAuthorised}, Says: "The person or the worker alongside says what is worth marking.", Fix: "Tell one of the two what you saw."}
	personAccepts = peer.Asks{Rule: peer.Rule{Row: "REC-11", Code: peer.ErrPersonsChoiceOnly}, Says: "Whether it is worth marking is for the person to say.", Fix: "Ask them."}
)

// celebrations is the table of REC-11.
var celebrations = peer.Machine[Celebration, Facts]{
	Kind:   KindCelebration,
	Schema: 1, // 1: the first form
	Says:   "A step, a success or an effort worth marking; offered by the worker it counts when the person accepts it.",
	Moves:  "REC-11",
	States: []peer.State{
		{Status: CelebrationOffered, Says: "The worker noticed something. The person accepts it or sets it aside."},
		{Status: CelebrationAccepted, Says: "It counts. The person may set it aside."},
		{Status: CelebrationSetAside, Says: "It does not count. The person may accept it after all."},
	},
	Head:   func(c *Celebration) *peer.Head { return &c.head },
	Data:   func(c *Celebration) any { return &c.s },
	Person: Celebration.Person,
	Party:  whose.Party[Celebration],
	Policy: Facts.digest,
	Legal:  celebrationLegal,
	Parts:  celebrationParts,
	Rows: []row[Celebration]{
		peer.Begins(row[Celebration]{
			Do: "celebrate", Says: "Say what is worth marking.",
			To: []peer.Status{CelebrationOffered, CelebrationAccepted}, By: whose.Two, Else: twoCelebrate, Form: "REC-11",
		}, func(s Celebrate) string { return s.ID }, draftCelebration, step[Celebration, Celebrate]{
			Needs: []need[Celebration, Celebrate]{
				celebratedBy,
				whose.OwnWords[Facts, Celebration]("REC-11", "/howMarked", func(s Celebrate) []peer.Words { return []peer.Words{s.HowMarked} }),
			},
			Apply: celebrated,
			To: func(c Celebration, _ Celebrate) peer.Status {
				if c.s.From == peer.PartyPerson {
					return CelebrationAccepted
				}
				return CelebrationOffered
			},
		}),
		peer.Takes(row[Celebration]{
			Do: "accept", Says: "Make it yours.",
			From: []peer.Status{CelebrationOffered, CelebrationSetAside}, To: []peer.Status{CelebrationAccepted}, By: whose.Person, Else: personAccepts, Form: "REC-11",
		}, step[Celebration, AcceptCelebration]{
			Needs: []need[Celebration, AcceptCelebration]{whose.OwnWords[Facts, Celebration]("REC-11", "/howMarked", func(s AcceptCelebration) []peer.Words { return []peer.Words{s.HowMarked} })},
			Apply: func(c Celebration, s AcceptCelebration, t *taken) Celebration {
				if !s.HowMarked.IsZero() {
					c.s.HowMarked = t.Own(s.HowMarked)
				}
				return c
			},
		}),
		peer.Takes(row[Celebration]{
			Do: "set-aside", Says: "Set it aside, without a reason.",
			From: []peer.Status{CelebrationOffered, CelebrationAccepted}, To: []peer.Status{CelebrationSetAside}, By: whose.Person, Else: personAccepts, Form: "REC-11",
		}, step[Celebration, SetAside]{Apply: func(c Celebration, _ SetAside, _ *taken) Celebration { return c }}),
	},
}

func draftCelebration(s Celebrate) Celebration {
	return Celebration{s: celebration{Person: s.Person, Worker: s.Worker, Goal: s.Goal, Effort: s.Effort, On: s.On}}
}

func celebrated(c Celebration, s Celebrate, t *taken) Celebration {
	c.s.What, c.s.HowMarked = t.Own(s.What), t.Own(s.HowMarked)
	c.s.From, c.s.Said = t.As, t.Now()
	return c
}
