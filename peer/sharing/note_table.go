package sharing

import (
	"time"

	"github.com/towpath-care/towpath/internal/whose"
	"github.com/towpath-care/towpath/peer"
)

// notes is the table of PEER-22, PEER-40 and PEER-41.
var notes = peer.Machine[Note, Facts]{
	Kind:   KindNote,
	Schema: 1, // 1: the first form
	Says:   "That lived experience was shared, what for, and how the person took it; never the story.",
	Moves:  "PEER-41",
	States: []peer.State{
		{Status: Logged, Says: "The worker wrote it. The person says how they took it; the worker shows it to a supervisor or not, and may take it back."},
		{Status: TakenBack, Says: "The worker took it back, and what it said is gone.", End: true},
	},
	Head:   func(n *Note) *peer.Head { return &n.head },
	Data:   func(n *Note) any { return n.s.data() },
	Person: Note.Person,
	Party:  whose.Party[Note],
	Legal:  noteLegal,
	Parts: []peer.Part[Note]{
		{Name: "sharing", If: seenByTwo, Rule: forWorker("PEER-41").Rule, Says: "A note is the worker's, and the person sees it too.",
			Value: func(n Note) any { return n.with(func(s *note) { s.Again = peer.Unknown }).s.get() }},
		{Name: "again", If: seenByWorker, Rule: forWorker("PEER-41").Rule, Says: "What a worker thinks of their own sharing is theirs.",
			Value: func(n Note) any { return n.Again() }},
	},
	Rows: []row[Note]{
		peer.Begins(row[Note]{
			Do: "log", Says: "Write down that lived experience was shared. Nobody has to.",
			To: []peer.Status{Logged}, By: worker, Else: forWorker("PEER-41"), Form: "PEER-40",
			Open: []open[Note]{agreed, hears},
		}, func(c Log) string { return c.ID }, func(c Log) Note {
			return Note{s: keep(note{Person: c.Person, Worker: c.Worker, Relationship: c.Relationship, Group: c.Group, Contact: c.Contact})}
		}, step[Note, Log]{
			Needs: []need[Note, Log]{
				whereShared, forSomething, forPerson, asWorkedForMe, relates, modelled, notAvoided, permitted, withinLimits, hasBeen,
				idOnly("/relationship", func(c Log) string { return c.Relationship }), idOnly("/group", func(c Log) string { return c.Group }),
				idOnly("/contact", func(c Log) string { return c.Contact }), idOnly("/relatesTo/id", func(c Log) string { return c.RelatesTo.ID }),
			},
			Apply:   logNote,
			Options: map[string]func(Note) []string{"/purpose": offered},
		}),
		peer.Takes(row[Note]{
			Do: "say-reaction", Says: "Say how the person took it.", From: []peer.Status{Logged}, To: []peer.Status{Logged},
			By: whose.Two, Else: whose.ForTwo("PEER-22"), Form: "PEER-22", Open: []open[Note]{personsReaction},
		}, step[Note, SayReaction]{Apply: func(n Note, c SayReaction, t *taken) Note {
			return n.with(func(s *note) { s.Reaction, s.OwnReaction = c.Reaction, t.As == peer.PartyPerson })
		}}),
		peer.Takes(row[Note]{
			Do: "show", Says: "Show it to a supervisor.", From: []peer.Status{Logged}, To: []peer.Status{Logged},
			By: worker, Else: forWorker("PEER-41"), Form: "PEER-41",
		}, step[Note, Show]{Apply: func(n Note, c Show, _ *taken) Note { return n.with(func(s *note) { s.ShownTo = c.To }) }}),
		peer.Takes(row[Note]{
			Do: "hide", Says: "Keep it from the supervisor again.", From: []peer.Status{Logged}, To: []peer.Status{Logged},
			By: worker, Else: forWorker("PEER-41"), Form: "PEER-41",
		}, step[Note, Hide]{Apply: func(n Note, _ Hide, _ *taken) Note { return n.with(func(s *note) { s.ShownTo = "" }) }}),
		peer.Takes(row[Note]{
			Do: "take-back", Says: "Take it back.", From: []peer.Status{Logged}, To: []peer.Status{TakenBack},
			By: worker, Else: forWorker("PEER-41"), Form: "PEER-41",
		}, step[Note, TakeBack]{Apply: func(n Note, _ TakeBack, _ *taken) Note { return n.with(func(s *note) { *s = left(*s) }) }}),
	},
}

func logNote(n Note, c Log, t *taken) Note {
	return n.with(func(s *note) {
		s.Shared, s.Purpose, s.Theme, s.RelatesTo, s.Depth = c.Shared.UTC().Truncate(time.Millisecond), c.Purpose, c.Theme, c.RelatesTo, c.Depth
		s.Asked, s.Reaction, s.Again, s.Logged = c.Asked, c.Reaction, c.Again, t.Now()
	})
}
