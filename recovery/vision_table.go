package recovery

import (
	"github.com/towpath-care/towpath/internal/whose"
	"github.com/towpath-care/towpath/peer"
)

var visionAnywhere = []peer.Status{VisionSaid, VisionTakenBack}

// visions is the table of REC-01.
var visions = peer.Machine[Vision, Facts]{
	Kind:   KindVision,
	Schema: 1, // 1: the first form
	Says:   "What recovery means to one person, in their own words; a new version is a record of its own.",
	Moves:  "REC-01",
	States: []peer.State{
		{Status: VisionSaid, Says: "The person has said it. They may take it back."},
		{Status: VisionTakenBack, Says: "The person has taken it back. They still say who may see it."},
	},
	Head:   func(v *Vision) *peer.Head { return &v.head },
	Data:   func(v *Vision) any { return &v.s },
	Person: Vision.Person,
	Party:  whose.Party[Vision],
	Policy: Facts.digest,
	Legal:  visionLegal,
	Parts:  visionParts,
	Rows: []row[Vision]{
		peer.Begins(row[Vision]{
			Do: "say", Says: "Say what recovery means to you, or write down what the person said.",
			To: []peer.Status{VisionSaid}, By: whose.Two, Else: whose.ForTwo("REC-01"), Form: "REC-01",
		}, func(c SayVision) string { return c.ID }, draftVision, step[Vision, SayVision]{
			Needs: []need[Vision, SayVision]{
				whose.OwnWords[Facts, Vision, SayVision]("REC-01", "/words", func(c SayVision) []peer.Words { return []peer.Words{c.Words} }),
			},
			Apply: func(v Vision, c SayVision, t *taken) Vision {
				v.s.Words, v.s.Said = t.Own(c.Words), t.Now()
				return v
			},
		}),
		peer.Takes(row[Vision]{
			Do: "take-back", Says: "Take it back. No reason is asked.",
			From: []peer.Status{VisionSaid}, To: []peer.Status{VisionTakenBack}, By: whose.Person, Else: whose.ForPerson("REC-01"), Form: "REC-01",
		}, step[Vision, TakeBackVision]{Apply: func(v Vision, _ TakeBackVision, _ *taken) Vision { return v }}),
		whoMaySee(visionAnywhere, func(v Vision, a Audience) Vision { v.s.Audience = a; return v }),
	},
}

func draftVision(c SayVision) Vision {
	return Vision{s: vision{Person: c.Person, Worker: c.Worker, Audience: MeAndMyWorker}}
}

func visionLegal(v Vision) []peer.Reason {
	return []peer.Reason{
		peer.Holds(whose.SilentOr(whose.Personal, v, v.s.Words), "/words", "A vision is in the person's own words."),
	}
}

var visionParts = []peer.Part[Vision]{
	{Name: "vision", If: shownWhile[Vision](VisionSaid, peer.SharePlan),
		Rule: notShown, Says: "The person says who may see what recovery means to them; what they took back is for the two.",
		Value: func(v Vision) any { return v.s }},
}
