package recovery

import (
	"github.com/towpath-care/towpath/internal/whose"
	"github.com/towpath-care/towpath/peer"
)

// entryPlaces are all the places of an entry.
var entryPlaces = []peer.Status{EntrySaid, EntryDoesNotFit}

// entries is the table of what is said along the way, REC-39.
var entries = peer.Machine[Entry, Facts]{
	Kind:   KindEntry,
	Schema: 1, // 1: the first form
	Says:   "Something said along the way: asked, heard, summed up or encouraged by the worker, noted or tried by the person.",
	Moves:  "REC-39",
	States: []peer.State{
		{Status: EntrySaid, Says: "It is written down. The person may say that it does not fit."},
		{Status: EntryDoesNotFit, Says: "The person said that it does not fit, and it stays marked. They still say who may see it."},
	},
	Head:   func(e *Entry) *peer.Head { return &e.head },
	Data:   func(e *Entry) any { return &e.s },
	Person: Entry.Person,
	Party:  whose.Party[Entry],
	Policy: Facts.digest,
	Legal:  entryLegal,
	Parts:  entryParts,
	Rows: []row[Entry]{
		peer.Begins(row[Entry]{
			Do: "write", Says: "Write down what was said.",
			To: []peer.Status{EntrySaid}, By: whose.Two, Else: whose.ForTwo("REC-39"), Form: "REC-39",
		}, func(c WriteEntry) string { return c.ID }, draftEntry, step[Entry, WriteEntry]{
			Needs:   []need[Entry, WriteEntry]{personsTurn, ownThought, workersEntry, personsEntry, entryAbout},
			Apply:   written,
			Options: map[string]func(Entry) []string{"/as": offeredAs},
		}),
		peer.Takes(row[Entry]{
			Do: "does-not-fit", Says: "Say that it does not fit, with or without a word about it.",
			From: []peer.Status{EntrySaid}, To: []peer.Status{EntryDoesNotFit}, By: whose.Person, Else: whose.ForPerson("REC-39"), Form: "REC-39",
		}, step[Entry, EntryNotSo]{
			Needs: []need[Entry, EntryNotSo]{whose.OwnWords[Facts, Entry]("REC-39", "/words", func(c EntryNotSo) []peer.Words { return []peer.Words{c.Words} })},
			Apply: func(e Entry, c EntryNotSo, t *taken) Entry {
				e.s.NotSo, e.s.Marked = t.Own(c.Words), t.Now()
				return e
			},
		}),
		whoMaySee(entryPlaces, func(e Entry, a Audience) Entry { e.s.Audience = a; return e }),
	},
}

func draftEntry(c WriteEntry) Entry {
	return Entry{s: entry{Person: c.Person, Worker: c.Worker, About: c.About, As: c.As, Audience: MeAndMyWorker}}
}

func written(e Entry, c WriteEntry, t *taken) Entry {
	e.s.Words, e.s.Said = t.Own(c.Words), t.Now()
	return e
}
