package recovery

import (
	"github.com/towpath-care/towpath/internal/whose"
	"github.com/towpath-care/towpath/peer"
)

var (
	twoCoproduce       = whose.ForTwo("REC-46")
	coproductionGoesOn = []peer.Status{CoproductionNoted}
)

// coproductionChecks is the table of REC-46.
var coproductionChecks = peer.Machine[CoproductionCheck, Facts]{
	Kind:   KindCoproductionCheck,
	Schema: 1, // 1: the first form
	Says:   "How the two see the making of a document they share; it asks and stops nothing.",
	Moves:  "REC-46",
	States: []peer.State{
		{Status: CoproductionNoted, Says: "It is there. Either of the two says what they think at any time."},
	},
	Head:   func(c *CoproductionCheck) *peer.Head { return &c.head },
	Data:   func(c *CoproductionCheck) any { return &c.s },
	Person: CoproductionCheck.Person,
	Party:  whose.Party[CoproductionCheck],
	Policy: Facts.digest,
	Legal:  coproductionLegal,
	Parts:  coproductionParts,
	Rows: []row[CoproductionCheck]{
		peer.Begins(row[CoproductionCheck]{
			Do: "check", Says: "Look at how a document came about.",
			To: coproductionGoesOn, By: whose.Two, Else: twoCoproduce, Form: "REC-46",
		}, func(c CheckCoproduction) string { return c.ID }, draftCoproduction, step[CoproductionCheck, CheckCoproduction]{
			Needs: []need[CoproductionCheck, CheckCoproduction]{
				coproductionAbout,
				whose.OwnWords[Facts, CoproductionCheck]("REC-46", "/changed", func(c CheckCoproduction) []peer.Words { return []peer.Words{c.Changed} }),
			},
			Apply: func(c CoproductionCheck, s CheckCoproduction, t *taken) CoproductionCheck {
				return c.said(SayCoproduction{s.Agenda, s.Wrote, s.Decided, s.Changed}, t)
			},
		}),
		peer.Takes(row[CoproductionCheck]{
			Do: "say", Says: "Say how you see it.",
			From: coproductionGoesOn, Stays: coproductionGoesOn, By: whose.Two, Else: twoCoproduce, Form: "REC-46",
		}, step[CoproductionCheck, SayCoproduction]{
			Needs: []need[CoproductionCheck, SayCoproduction]{
				whose.OwnWords[Facts, CoproductionCheck]("REC-46", "/changed", func(c SayCoproduction) []peer.Words { return []peer.Words{c.Changed} }),
			},
			Apply: CoproductionCheck.said,
		}),
	},
}

func draftCoproduction(s CheckCoproduction) CoproductionCheck {
	return CoproductionCheck{s: coproductionCheck{Person: s.Person, Worker: s.Worker, About: s.About}}
}

// said keeps what one of the two thinks, beside what the other does.
func (c CoproductionCheck) said(s SayCoproduction, t *taken) CoproductionCheck {
	v := CoproductionView{s.Agenda, s.Wrote, s.Decided, t.Now()}
	if t.As == peer.PartyPerson {
		c.s.PersonSays = v
	} else {
		c.s.WorkerSays = v
	}
	if !s.Changed.IsZero() {
		c.s.Changed = t.Own(s.Changed)
	}
	return c
}

var coproductionAbout = need[CoproductionCheck, CheckCoproduction]{
	Asks: peer.Asks{Rule: peer.Rule{Row: "REC-46", Code: peer.ErrRequired}, Path: "/about", Says: "The document is named by its kind and its id.", Fix: "Name the document that the two share."},
	Met: func(_ CoproductionCheck, s CheckCoproduction, _ peer.Act, _ Facts) peer.Tri {
		return peer.Is(s.About.IsZero() || wholeRef(s.About))
	},
}

// wholeRef reports whether a reference names a kind and an id.
func wholeRef(r peer.Ref) bool { return r.Kind != "" && r.ID != "" }

func coproductionLegal(c CoproductionCheck) []peer.Reason {
	s := c.s
	said := func(v CoproductionView) bool { return v == CoproductionView{} || !v.Said.IsZero() }
	return []peer.Reason{
		peer.Holds(wholeRef(s.About), "/about", "The document is named by its kind and its id."),
		peer.Holds(whose.SilentOr(whose.Personal, c, s.Changed), "/changed", "What changed because of the person is in their words."),
		peer.Holds(said(s.PersonSays), "/personSays", "What the person thinks has its time."),
		peer.Holds(said(s.WorkerSays) && (s.Worker != "" || s.WorkerSays.Said.IsZero()), "/workerSays", "What the worker thinks has its time, and the check names the worker."),
		peer.Holds(!s.PersonSays.Said.IsZero() || !s.WorkerSays.Said.IsZero(), "/personSays", "One of the two began it."),
	}
}

// coproductionParts: it is for the two and goes into no record.
var coproductionParts = []peer.Part[CoproductionCheck]{
	{Name: "check", Rule: notShown, Says: "How a document came about is for the person and the worker alongside.",
		If:    func(_ CoproductionCheck, as peer.Party, by peer.Reading) bool { return whose.TwoRead(as, by) },
		Value: func(c CoproductionCheck) any { return c.s }},
}
