package recovery

import (
	"slices"

	"github.com/towpath-care/towpath/internal/whose"
	"github.com/towpath-care/towpath/peer"
)

var meaningAnywhere = []peer.Status{MeaningSaid, MeaningTakenBack}

// meanings is the table of REC-03.
var meanings = peer.Machine[Meaning, Facts]{
	Kind:   KindMeaning,
	Schema: 1, // 1: the first form
	Says:   "How a person makes sense of what they live through; many stand side by side and none is ranked.",
	Moves:  "REC-03",
	States: []peer.State{
		{Status: MeaningSaid, Says: "The person has said it. They may take it back."},
		{Status: MeaningTakenBack, Says: "The person has taken it back. They still say whether the worker may read it."},
	},
	Head:   func(m *Meaning) *peer.Head { return &m.head },
	Data:   func(m *Meaning) any { return &m.s },
	Person: Meaning.Person,
	Party:  whose.Party[Meaning],
	Policy: Facts.digest,
	Legal:  meaningLegal,
	Parts:  meaningParts,
	Rows: []row[Meaning]{
		peer.Begins(row[Meaning]{
			Do: "say", Says: "Say how it makes sense to you, or write down what the person said.",
			To: []peer.Status{MeaningSaid}, By: whose.Two, Else: whose.ForTwo("REC-03"), Form: "REC-03",
		}, func(c SayMeaning) string { return c.ID }, draftMeaning, step[Meaning, SayMeaning]{
			Needs: []need[Meaning, SayMeaning]{
				whose.OwnWords[Facts, Meaning, SayMeaning]("REC-03", "/words", func(c SayMeaning) []peer.Words { return []peer.Words{c.Words} }),
			},
			Apply: func(m Meaning, c SayMeaning, t *taken) Meaning {
				m.s.Words, m.s.Said = t.Own(c.Words), t.Now()
				return m
			},
		}),
		peer.Takes(row[Meaning]{
			Do: "take-back", Says: "Take it back. No reason is asked.",
			From: []peer.Status{MeaningSaid}, To: []peer.Status{MeaningTakenBack}, By: whose.Person, Else: whose.ForPerson("REC-03"), Form: "REC-03",
		}, step[Meaning, TakeBackMeaning]{Apply: func(m Meaning, _ TakeBackMeaning, _ *taken) Meaning { return m }}),
		whoMaySee(meaningAnywhere, func(m Meaning, a Audience) Meaning { m.s.Audience = a; return m }),
	},
}

func draftMeaning(c SayMeaning) Meaning {
	return Meaning{s: meaning{Person: c.Person, Worker: c.Worker, Lenses: unranked(c.Lenses), Audience: MeAndMyWorker}}
}

func meaningLegal(m Meaning) []peer.Reason {
	return []peer.Reason{
		peer.Holds(whose.SilentOr(whose.Personal, m, m.s.Words), "/words", "A meaning is in the person's own words."),
		peer.Holds(slices.Equal(m.s.Lenses, unranked(m.s.Lenses)), "/lenses", "Each lens stands there once, in an order that ranks none."),
	}
}

// meaningParts: for the two, whatever the audience; never for the record.
var meaningParts = []peer.Part[Meaning]{
	{Name: "meaning", If: betweenTwo[Meaning],
		Rule: notShown, Says: "How somebody makes sense of their life is for them and the worker alongside, and the person may keep it to themself.",
		Value: func(m Meaning) any { return m.s }},
}
