package recovery

import (
	"github.com/towpath-care/towpath/internal/whose"
	"github.com/towpath-care/towpath/peer"
)

var (
	twoName = peer.Asks{Rule: peer.Rule{Row: "REC-02", Code: peer.ErrNotAuthorised}, Says: "The person or the worker alongside says what there is to build on.", Fix: "Tell one of the two what you saw."}

	strengthAnywhere = []peer.Status{StrengthOffered, StrengthAccepted, StrengthSetAside}
)

// strengths is the table of REC-02.
var strengths = peer.Machine[Strength, Facts]{
	Kind:   KindStrength,
	Schema: 1, // 1: the first form
	Says:   "Something a person has to build on; offered by the worker it counts when the person accepts it.",
	Moves:  "REC-02",
	States: []peer.State{
		{Status: StrengthOffered, Says: "The worker brought it in. The person accepts it or sets it aside."},
		{Status: StrengthAccepted, Says: "It is the person's, and it counts. They may set it aside."},
		{Status: StrengthSetAside, Says: "It does not count. The person may take it up again."},
	},
	Head:   func(g *Strength) *peer.Head { return &g.head },
	Data:   func(g *Strength) any { return &g.s },
	Person: Strength.Person,
	Party:  whose.Party[Strength],
	Policy: Facts.digest,
	Legal:  strengthLegal,
	Parts:  strengthParts,
	Rows: []row[Strength]{
		peer.Begins(row[Strength]{
			Do: "name", Says: "Say what there is to build on.",
			To: []peer.Status{StrengthOffered, StrengthAccepted}, By: whose.Two, Else: twoName, Form: "REC-02",
		}, func(c NameStrength) string { return c.ID }, draftStrength, step[Strength, NameStrength]{
			Needs: []need[Strength, NameStrength]{strengthSaidBy, mattersToThem},
			Apply: func(g Strength, c NameStrength, t *taken) Strength {
				g.s.Words, g.s.From, g.s.Said = t.Own(c.Words), t.As, t.Now()
				return g
			},
			To: func(g Strength, _ NameStrength) peer.Status {
				if g.s.From == peer.PartyPerson {
					return StrengthAccepted
				}
				return StrengthOffered
			},
		}),
		peer.Takes(row[Strength]{
			Do: "accept", Says: "Make it yours.",
			From: []peer.Status{StrengthOffered, StrengthSetAside}, To: []peer.Status{StrengthAccepted}, By: whose.Person, Else: whose.ForPerson("REC-02"), Form: "REC-02",
		}, step[Strength, AcceptStrength]{Apply: func(g Strength, _ AcceptStrength, _ *taken) Strength { return g }}),
		peer.Takes(row[Strength]{
			Do: "set-aside", Says: "Set it aside, without a reason.",
			From: []peer.Status{StrengthOffered, StrengthAccepted}, To: []peer.Status{StrengthSetAside}, By: whose.Person, Else: whose.ForPerson("REC-02"), Form: "REC-02",
		}, step[Strength, SetStrengthAside]{Apply: func(g Strength, _ SetStrengthAside, _ *taken) Strength { return g }}),
		whoMaySee(strengthAnywhere, func(g Strength, a Audience) Strength { g.s.Audience = a; return g }),
	},
}

func draftStrength(c NameStrength) Strength {
	return Strength{s: strength{Person: c.Person, Worker: c.Worker, Sort: c.Sort, Audience: MeAndMyWorker}}
}
