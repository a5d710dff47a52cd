package sharing_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/internal/steptest"
	"github.com/towpath-care/towpath/peer"
	"github.com/towpath-care/towpath/peer/sharing"
)

var notes = steptest.BenchOf(ground, sharing.NoteTable(), sharing.NewNote, sharing.CheckNewNote, sharing.NoteStarts,
	sharing.DecodeNote, sharing.EncodeNoteStep, sharing.DecodeNoteStep)

// unasked is a note on which nobody has asked the person yet.
func unasked(t testing.TB) sharing.Note {
	t.Helper()
	step := theNote()
	step.Reaction = sharing.NotAsked
	return notes.Done(t, sharing.Note{}, step, byJess)
}

func notesOf(t testing.TB) (logged, said sharing.Note, records map[peer.Status]sharing.Note) {
	t.Helper()
	logged = notes.Done(t, sharing.Note{}, theNote(), byJess)
	said = notes.Done(t, logged, sharing.SayReaction{Reaction: sharing.NotForMe}, bySian)
	shown := notes.Done(t, said, sharing.Show{To: iris}, byJess)
	return logged, said, map[peer.Status]sharing.Note{sharing.Logged: shown, sharing.TakenBack: notes.Done(t, shown, sharing.TakeBack{}, byJess)}
}

func TestNoteEveryRow(t *testing.T) {
	logged, _, records := notesOf(t)
	whose := []peer.Rule{rule("PEER-41", peer.ErrNotAuthorised)}
	wishes := []peer.Rule{rule("PEER-40", sharing.ErrSharingDeclined), rule("PEER-38", sharing.ErrTopicAvoided), rule("PEER-38", sharing.ErrPermissionRequired)}
	where := []peer.Rule{rule("PEER-40", peer.ErrRequired)}
	notes.EveryRow(t, anybody(peer.PartyPerson), records,
		notes.Planned(t, "PEER-40 the worker writes it down", sharing.Note{}, theNote(), byJess, sharing.Logged,
			map[string][]peer.Rule{"/worker": whose, "/person": wishes, "/group": where}),
		notes.Planned(t, "PEER-40 of a group", sharing.Note{}, inGroup(), byJess, sharing.Logged,
			map[string][]peer.Rule{"/worker": whose, "/person": append(where, wishes...), "/relationship": where, "/relatesTo/kind": where, "/relatesTo/id": where}),
		notes.Planned(t, "PEER-22 the person says how they took it", logged, sharing.SayReaction{Reaction: sharing.NotForMe}, bySian, sharing.Logged, nil),
		notes.Planned(t, "PEER-22 the worker writes down what they say", unasked(t), sharing.SayReaction{Reaction: sharing.Useful}, byJess, sharing.Logged, nil),
		notes.Planned(t, "PEER-41 shown in supervision", logged, sharing.Show{To: iris}, byJess, sharing.Logged, nil),
		notes.Planned(t, "PEER-41 and hidden again", records[sharing.Logged], sharing.Hide{}, byJess, sharing.Logged, nil),
		notes.Planned(t, "PEER-41 taken back", logged, sharing.TakeBack{}, byJess, sharing.TakenBack, nil),
	)
}

func TestNoteHolds(t *testing.T) {
	logged, said, records := notesOf(t)
	t.Run("PEER-41 what it may hold, and nothing besides", func(t *testing.T) {
		reaction, themself := logged.Reaction()
		require.Equal(t, []any{sian, jess, "rel-4", "", "c-2", on(whenShared), sharing.InspireHope, sharing.ReturningToInterests, sharing.RelatesTo{Kind: sharing.ToGoal, ID: "g1"},
			sharing.Brief, peer.Unknown, sharing.Useful, false, peer.Yes, peer.StaffID(""), on(whenSaid)},
			[]any{logged.Person(), logged.Worker(), logged.Relationship(), logged.Group(), logged.Contact(), logged.Shared(), logged.Purpose(), logged.Theme(), logged.RelatesTo(),
				logged.Depth(), logged.Asked(), reaction, themself, logged.Again(), logged.ShownTo(), logged.Logged()})
		noText(t, sharing.NoteTable())
		group := notes.Done(t, sharing.Note{}, inGroup(), byJess)
		require.Equal(t, "allotment-group", group.Group())
	})
	t.Run("PEER-41 when it was shared is kept in UTC, to the millisecond", func(t *testing.T) {
		step := theNote()
		step.Shared = on(whenShared).In(time.FixedZone("", 3600)).Add(1500 * time.Microsecond)
		n := notes.Done(t, sharing.Note{}, step, byJess)
		require.Equal(t, on(whenShared).Add(time.Millisecond), n.Shared())
	})
	t.Run("PEER-22, PEER-35 how the person took it is theirs to say, and theirs to change", func(t *testing.T) {
		reaction, themself := said.Reaction()
		require.Equal(t, sharing.NotForMe, reaction)
		require.True(t, themself)
		for _, n := range []sharing.Note{logged, said, records[sharing.Logged]} {
			only(t, notes.Tried(t, n, sharing.SayReaction{Reaction: sharing.Useful}, byJess), "PEER-22 persons-choice-only", "")
			open(t, notes.Tried(t, n, sharing.SayReaction{Reaction: sharing.Useful}, bySian))
		}
		written := notes.Done(t, unasked(t), sharing.SayReaction{Reaction: sharing.Useful}, byJess)
		_, themself = written.Reaction()
		require.False(t, themself)
		only(t, notes.Tried(t, written, sharing.SayReaction{Reaction: sharing.NotForMe}, byJess), "PEER-22 persons-choice-only", "")
		out := notes.Done(t, said, sharing.SayReaction{Reaction: sharing.NotAsked}, bySian)
		only(t, notes.Tried(t, out, sharing.SayReaction{Reaction: sharing.Useful}, byJess), "PEER-22 persons-choice-only", "")
	})
	t.Run("PEER-22 in a group nobody is named; the worker puts it right", func(t *testing.T) {
		group := notes.Done(t, sharing.Note{}, inGroup(), byJess)
		group = notes.Done(t, group, sharing.SayReaction{Reaction: sharing.Useful}, byJess)
		open(t, notes.Tried(t, group, sharing.SayReaction{Reaction: sharing.NotForMe}, byJess))
		only(t, notes.Tried(t, group, sharing.SayReaction{Reaction: sharing.NotForMe}, bySian), "PEER-22 not-authorised", "")
	})
	t.Run("PEER-41 taken back, what it said is gone, but for what the person said themself", func(t *testing.T) {
		back := records[sharing.TakenBack]
		reaction, themself := back.Reaction()
		require.Equal(t, sharing.NotForMe, reaction)
		require.True(t, themself)
		require.Zero(t, back.Shared())
		require.Equal(t, []any{"", sharing.Purpose(""), sharing.Theme(""), sharing.RelatesTo{}, sharing.Depth(""), peer.Unknown, peer.StaffID("")},
			[]any{back.Contact(), back.Purpose(), back.Theme(), back.RelatesTo(), back.Depth(), back.Again(), back.ShownTo()})
		require.Equal(t, []any{sian, jess, "rel-4", on(whenSaid)}, []any{back.Person(), back.Worker(), back.Relationship(), back.Logged()})
		all := notes.Done(t, logged, sharing.TakeBack{}, byJess)
		reaction, _ = all.Reaction()
		require.Empty(t, reaction, "what the worker wrote for them goes too")
		b, err := peer.Encode(all)
		require.NoError(t, err)
		require.NotContains(t, string(b), "returning")
	})
	t.Run("PEER-41, PEER-35 a note is the worker's: nobody else logs, shows or takes it back", func(t *testing.T) {
		for _, by := range []peer.Actor{bySian, byHannah, byIris, byRowan, byMegan} {
			only(t, notes.Tried(t, sharing.Note{}, theNote(), by), "PEER-41 not-authorised", "")
			for _, step := range []sharing.NoteStep{sharing.Show{To: hannah}, sharing.Hide{}, sharing.TakeBack{}} {
				only(t, notes.Tried(t, logged, step, by), "PEER-41 not-authorised", "")
			}
		}
	})
}

// noText checks that nothing in a table asks for a text, and that the only sentence is an
// id.
func noText(t *testing.T, table peer.Table) {
	t.Helper()
	var look func(fields []peer.Field)
	look = func(fields []peer.Field) {
		for _, f := range fields {
			require.NotContains(t, []peer.FieldKind{peer.FieldText, peer.FieldWords}, f.Kind, f.Path)
			look(f.Fields)
		}
	}
	for _, row := range table.Rows {
		look(row.Fields)
	}
}

func TestNoteReading(t *testing.T) {
	logged, _, records := notesOf(t)
	const rule = "PEER-41 not-authorised"
	const only = `"theme":"returning-to-interests"`
	t.Run("PEER-41, PEER-35 the worker's, and the person sees it too", func(t *testing.T) {
		readers.See(t, logged, "sharing", only, rule, "sian", "jess")
	})
	t.Run("PEER-41, H27 a supervisor sees it in supervision when the worker shows it, and no longer", func(t *testing.T) {
		shown := records[sharing.Logged]
		readers.See(t, shown, "sharing", only, rule, "sian", "jess", "iris supervision")
		hidden := notes.Done(t, shown, sharing.Hide{}, byJess)
		readers.See(t, hidden, "sharing", only, rule, "sian", "jess")
		require.Equal(t, iris, shown.ShownTo())
		readers.See(t, shown, "sharing", `"shownTo":"iris-penhale"`, rule, "sian", "jess", "iris supervision")
	})
	t.Run("PEER-41 what the worker thinks of it is theirs", func(t *testing.T) {
		readers.See(t, logged, "again", `"again":"yes"`, rule, "jess")
		readers.See(t, records[sharing.Logged], "again", `"again":"yes"`, rule, "jess", "iris supervision")
	})
	t.Run("PEER-41, PEER-22 taken back, the person still sees what they said", func(t *testing.T) {
		readers.See(t, records[sharing.TakenBack], "sharing", `"reaction":"not-for-me"`, rule, "sian", "jess")
	})
	t.Run("PEER-41 of a group it is the worker's alone", func(t *testing.T) {
		readers.See(t, notes.Done(t, sharing.Note{}, inGroup(), byJess), "sharing", only, rule, "jess")
	})
}

func TestNoteHistories(t *testing.T) {
	notes.Histories(t, given, func(t require.TestingT, n sharing.Note, c peer.Change) {
		require.Equal(t, c.Do != "say-reaction" || c.As == peer.PartyWorker, c.By.Staff == n.Worker())
		require.Empty(t, c.Signals)
		require.NotContains(t, []sharing.Purpose{sharing.OwnNeed}, n.Purpose())
		require.NotEqual(t, n.Person() != "", n.Group() != "")
		if n.Status() == sharing.TakenBack {
			require.Empty(t, n.Theme())
			return
		}
		require.NotContains(t, []sharing.Theme{sharing.SelfHarm, sharing.Childhood, ""}, n.Theme())
		require.True(t, n.Theme() != sharing.HospitalAdmission || n.Asked() == peer.Yes)
		require.True(t, n.Purpose() != sharing.ModelSelfManagement || n.RelatesTo() == sharing.RelatesTo{Kind: sharing.ToSkill, ID: "k1"})
		require.False(t, n.Shared().After(n.Logged()))
	})
}

func TestNoteStored(t *testing.T) {
	_, _, records := notesOf(t)
	notes.Goldens(t, records)
	type obj = map[string]any
	notes.Unreadable(t, "garden", records, []steptest.Hostile{
		{Of: sharing.Logged, Path: "/worker", Value: "", Heard: "/worker"},
		{Of: sharing.Logged, Path: "/logged", Value: nil, Heard: "/logged"},
		{Of: sharing.Logged, Path: "/person", Value: "", Heard: "/relationship"},
		{Of: sharing.Logged, Path: "/relationship", Value: "", Heard: "/relationship"},
		{Of: sharing.Logged, Path: "/group", Value: "g", Heard: "/relationship"},
		{Of: sharing.Logged, Path: "/relationship", Value: "it was the winter", Heard: "/relationship"},
		{Of: sharing.Logged, Path: "/contact", Value: "it was the winter", Heard: "/relationship"},
		{Of: sharing.Logged, Path: "/relatesTo/id", Value: "it was\u00a0so", Heard: "/relationship"},
		{Of: sharing.Logged, Path: "/purpose", Value: "own-need", Heard: "/purpose"},
		{Of: sharing.Logged, Path: "/purpose", Value: "", Heard: "/purpose"},
		{Of: sharing.Logged, Path: "/purpose", Value: "model-self-management", Heard: "/relatesTo"},
		{Of: sharing.Logged, Path: "/theme", Value: "", Heard: "/theme"},
		{Of: sharing.Logged, Path: "/theme", Value: "schizophrenia", Heard: "/theme"},
		{Of: sharing.Logged, Path: "/depth", Value: "", Heard: "/depth"},
		{Of: sharing.Logged, Path: "/reaction", Value: "", Heard: "/reaction"},
		{Of: sharing.Logged, Path: "/relatesTo", Value: obj{}, Heard: "/relatesTo"},
		{Of: sharing.Logged, Path: "/relatesTo", Value: obj{"kind": "goal"}, Heard: "/relatesTo"},
		{Of: sharing.Logged, Path: "/relatesTo", Value: obj{"id": "g1"}, Heard: "/relatesTo"},
		{Of: sharing.Logged, Path: "/shared", Value: nil, Heard: "/shared"},
		{Of: sharing.Logged, Path: "/shared", Value: "2026-05-04T10:00:00.001Z", Heard: "/shared"},
		{Of: sharing.Logged, Path: "/story", Value: "x", Heard: "/story"},
		{Of: sharing.Logged, Path: "/metadata", Value: obj{"story": "x"}, Heard: "/metadata"},
		{Of: sharing.Logged, Path: "/recommends", Value: true, Heard: "/recommends"},
		{Of: sharing.TakenBack, Path: "/theme", Value: "loss", Heard: "/purpose"},
		{Of: sharing.TakenBack, Path: "/shownTo", Value: "iris-penhale", Heard: "/purpose"},
		{Of: sharing.TakenBack, Path: "/ownReaction", Value: false, Heard: "/purpose"},
		{Of: sharing.TakenBack, Path: "/reaction", Value: "", Heard: "/ownReaction"},
		{Of: sharing.TakenBack, Path: "/contact", Value: "c-2", Heard: "/purpose"},
	})
	group := map[peer.Status]sharing.Note{sharing.Logged: notes.Done(t, sharing.Note{}, inGroup(), byJess)}
	notes.Unreadable(t, "garden", group, []steptest.Hostile{
		{Of: sharing.Logged, Path: "/ownReaction", Value: true, Heard: "/ownReaction"},
		{Of: sharing.Logged, Path: "/purpose", Value: "model-self-management", Heard: "/relatesTo"},
		{Of: sharing.Logged, Path: "/group", Value: "the one on a Monday", Heard: "/relationship"},
		{Of: sharing.Logged, Path: "/person", Value: "p4", Heard: "/relationship"},
		{Of: sharing.Logged, Path: "/relatesTo", Value: obj{"id": "g1"}, Heard: "/relatesTo"},
	})
}
