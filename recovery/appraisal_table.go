package recovery

import (
	"github.com/towpath-care/towpath/internal/whose"
	"github.com/towpath-care/towpath/peer"
)

var appraisalAnywhere = []peer.Status{AppraisalGiven, AppraisalTakenBack}

// appraisals is the table of REC-21 and 50.
var appraisals = peer.Machine[Appraisal, Facts]{
	Kind:   KindAppraisal,
	Schema: 1, // 1: the first form
	Says:   "What the person thinks of something they do to cope, at one time; the next verdict stands beside it.",
	Moves:  "REC-21",
	States: []peer.State{
		{Status: AppraisalGiven, Says: "The person said what they think. They may take it back."},
		{Status: AppraisalTakenBack, Says: "The person took it back. They still say who may see it."},
	},
	Head:   func(a *Appraisal) *peer.Head { return &a.head },
	Data:   func(a *Appraisal) any { return &a.s },
	Person: Appraisal.Person,
	Party:  whose.Party[Appraisal],
	Policy: Facts.digest,
	Legal:  appraisalLegal,
	Parts:  appraisalParts,
	Rows: []row[Appraisal]{
		peer.Begins(row[Appraisal]{
			Do: "appraise", Says: "Say what you think of it: it works, sometimes, or it does not.",
			To: []peer.Status{AppraisalGiven}, By: whose.Person, Else: whose.ForPerson("REC-21"), Form: "REC-21",
		}, func(s Appraise) string { return s.ID }, draftAppraisal, step[Appraisal, Appraise]{
			Needs: []need[Appraisal, Appraise]{
				whose.OwnWords[Facts, Appraisal]("REC-21", "/when", func(s Appraise) []peer.Words { return []peer.Words{s.When} }),
				whose.OwnWords[Facts, Appraisal]("REC-21", "/why", func(s Appraise) []peer.Words { return []peer.Words{s.Why} }),
				whySaid,
			},
			Apply: func(a Appraisal, s Appraise, t *taken) Appraisal {
				a.s.When, a.s.Why, a.s.Said = t.Own(s.When), t.Own(s.Why), t.Now()
				return a
			},
		}),
		peer.Takes(row[Appraisal]{
			Do: "take-back", Says: "Take it back, without a reason.",
			From: []peer.Status{AppraisalGiven}, To: []peer.Status{AppraisalTakenBack}, By: whose.Person, Else: whose.ForPerson("REC-21"), Form: "REC-21",
		}, step[Appraisal, TakeBackAppraisal]{Apply: func(a Appraisal, _ TakeBackAppraisal, _ *taken) Appraisal { return a }}),
		whoMaySee(appraisalAnywhere, func(a Appraisal, to Audience) Appraisal { a.s.Audience = to; return a }),
	},
}

func draftAppraisal(s Appraise) Appraisal {
	return Appraisal{s: appraisal{Person: s.Person, Worker: s.Worker, About: s.About, Of: s.Of, Verdict: s.Verdict, DontKnow: s.DontKnow, Audience: MeAndMyWorker}}
}

var whySaid = need[Appraisal, Appraise]{
	Asks: peer.Asks{Rule: peer.Rule{Row: "REC-21", Code: peer.ErrRequired}, Path: "/why", Says: "Where something does not work it is said why, or that they do not know.", Fix: "You could ask what happens then. A word or two will do, and so will \"don't know\"."},
	Met: func(_ Appraisal, s Appraise, _ peer.Act, _ Facts) peer.Tri {
		return peer.Is(whyThere(s.Verdict, s.Why, s.DontKnow))
	},
}

// whyThere reports whether there is a why where one is asked for.
func whyThere(v Verdict, why peer.Words, dontKnow bool) bool {
	return v != DoesNotWork || !why.IsZero() || dontKnow
}

func appraisalLegal(a Appraisal) []peer.Reason {
	s := a.s
	return []peer.Reason{
		peer.Holds(whose.SilentOr(whose.Personal, a, s.When, s.Why), "/why", "Every text of an appraisal is the person's own."),
		peer.Holds(whyThere(s.Verdict, s.Why, s.DontKnow), "/why", "Where something does not work it is said why, or that they do not know."),
	}
}

// appraisalParts: for those the person lets see it, and never for the record.
var appraisalParts = []peer.Part[Appraisal]{
	{Name: "appraisal", If: besideRecord[Appraisal](peer.SharePlan), Rule: notShown, Says: "The person says who may see what they think of it; it stays out of the record.",
		Value: func(a Appraisal) any { return a.s }},
}
