package sharing_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/internal/steptest"
	"github.com/towpath-care/towpath/peer"
	"github.com/towpath-care/towpath/peer/sharing"
)

var noteKind = steptest.Kind[sharing.Note, sharing.NoteStep, sharing.Facts]{
	Table: sharing.NoteTable(), New: sharing.NewNote, CheckNew: sharing.CheckNewNote, Starts: sharing.NoteStarts,
	Do: sharing.Note.Do, Check: sharing.Note.Check, Choices: sharing.Note.Choices,
	Decode: sharing.DecodeNote, EncodeStep: sharing.EncodeNoteStep, DecodeStep: sharing.DecodeNoteStep,
}

// unasked is a note on which nobody has asked the person yet.
func unasked(t testing.TB) sharing.Note {
	t.Helper()
	step := theNote()
	step.Reaction = sharing.NotAsked
	return done(t, noteKind, sharing.Note{}, sharing.NoteStep(step), byJess)
}

func notesOf(t testing.TB) (logged, said sharing.Note, records map[peer.Status]sharing.Note) {
	t.Helper()
	logged = done(t, noteKind, sharing.Note{}, sharing.NoteStep(theNote()), byJess)
	said = done(t, noteKind, logged, sharing.NoteStep(sharing.SayReaction{Reaction: sharing.NotForMe}), bySian)
	shown := done(t, noteKind, said, sharing.NoteStep(sharing.Show{To: iris}), byJess)
	return logged, said, map[peer.Status]sharing.Note{sharing.Logged: shown, sharing.TakenBack: done(t, noteKind, shown, sharing.NoteStep(sharing.TakeBack{}), byJess)}
}

func TestNoteEveryRow(t *testing.T) {
	logged, _, records := notesOf(t)
	type step = sharing.NoteStep
	whose := []peer.Rule{rule("PEER-41", peer.ErrNotAuthorised)}
	wishes := []peer.Rule{rule("PEER-40", sharing.ErrSharingDeclined), rule("PEER-38", sharing.ErrTopicAvoided), rule("PEER-38", sharing.ErrPermissionRequired)}
	where := []peer.Rule{rule("PEER-40", peer.ErrRequired)}
	steptest.Plan[sharing.Note, sharing.NoteStep, sharing.Facts]{
		Kind: noteKind, Person: sian, Anybody: anybody(peer.PartyPerson), Records: records,
		Cases: []steptest.Case[sharing.Note, sharing.NoteStep, sharing.Facts]{
			planned("PEER-40 the worker writes it down", sharing.Note{}, step(theNote()), byJess, sharing.Logged,
				map[string][]peer.Rule{"/worker": whose, "/person": wishes, "/group": where}),
			planned("PEER-40 of a group", sharing.Note{}, step(inGroup()), byJess, sharing.Logged,
				map[string][]peer.Rule{"/worker": whose, "/person": append(where, wishes...), "/relationship": where, "/relatesTo/kind": where, "/relatesTo/id": where}),
			planned("PEER-22 the person says how they took it", logged, step(sharing.SayReaction{Reaction: sharing.NotForMe}), bySian, sharing.Logged, nil),
			planned("PEER-22 the worker writes down what they say", unasked(t), step(sharing.SayReaction{Reaction: sharing.Useful}), byJess, sharing.Logged, nil),
			planned("PEER-41 shown in supervision", logged, step(sharing.Show{To: iris}), byJess, sharing.Logged, nil),
			planned("PEER-41 and hidden again", records[sharing.Logged], step(sharing.Hide{}), byJess, sharing.Logged, nil),
			planned("PEER-41 taken back", logged, step(sharing.TakeBack{}), byJess, sharing.TakenBack, nil),
		},
	}.Run(t)
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
		group := done(t, noteKind, sharing.Note{}, sharing.NoteStep(inGroup()), byJess)
		require.Equal(t, "allotment-group", group.Group())
	})
	t.Run("PEER-41 when it was shared is kept in UTC, to the millisecond", func(t *testing.T) {
		step := theNote()
		step.Shared = on(whenShared).In(time.FixedZone("", 3600)).Add(1500 * time.Microsecond)
		n := done(t, noteKind, sharing.Note{}, sharing.NoteStep(step), byJess)
		require.Equal(t, on(whenShared).Add(time.Millisecond), n.Shared())
	})
	t.Run("PEER-22, PEER-35 how the person took it is theirs to say, and theirs to change", func(t *testing.T) {
		reaction, themself := said.Reaction()
		require.Equal(t, sharing.NotForMe, reaction)
		require.True(t, themself)
		for _, n := range []sharing.Note{logged, said, records[sharing.Logged]} {
			only(t, tried(t, noteKind, n, sharing.NoteStep(sharing.SayReaction{Reaction: sharing.Useful}), byJess), "PEER-22 persons-choice-only", "")
			open(t, tried(t, noteKind, n, sharing.NoteStep(sharing.SayReaction{Reaction: sharing.Useful}), bySian))
		}
		written := done(t, noteKind, unasked(t), sharing.NoteStep(sharing.SayReaction{Reaction: sharing.Useful}), byJess)
		_, themself = written.Reaction()
		require.False(t, themself)
		only(t, tried(t, noteKind, written, sharing.NoteStep(sharing.SayReaction{Reaction: sharing.NotForMe}), byJess), "PEER-22 persons-choice-only", "")
		out := done(t, noteKind, said, sharing.NoteStep(sharing.SayReaction{Reaction: sharing.NotAsked}), bySian)
		only(t, tried(t, noteKind, out, sharing.NoteStep(sharing.SayReaction{Reaction: sharing.Useful}), byJess), "PEER-22 persons-choice-only", "")
	})
	t.Run("PEER-22 in a group nobody is named; the worker puts it right", func(t *testing.T) {
		group := done(t, noteKind, sharing.Note{}, sharing.NoteStep(inGroup()), byJess)
		group = done(t, noteKind, group, sharing.NoteStep(sharing.SayReaction{Reaction: sharing.Useful}), byJess)
		open(t, tried(t, noteKind, group, sharing.NoteStep(sharing.SayReaction{Reaction: sharing.NotForMe}), byJess))
		only(t, tried(t, noteKind, group, sharing.NoteStep(sharing.SayReaction{Reaction: sharing.NotForMe}), bySian), "PEER-22 not-authorised", "")
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
		all := done(t, noteKind, logged, sharing.NoteStep(sharing.TakeBack{}), byJess)
		reaction, _ = all.Reaction()
		require.Empty(t, reaction, "what the worker wrote for them goes too")
		b, err := peer.Encode(all)
		require.NoError(t, err)
		require.NotContains(t, string(b), "returning")
	})
	t.Run("PEER-41, PEER-35 a note is the worker's: nobody else logs, shows or takes it back", func(t *testing.T) {
		for _, by := range []peer.Actor{bySian, byHannah, byIris, byRowan, byMegan} {
			only(t, tried(t, noteKind, sharing.Note{}, sharing.NoteStep(theNote()), by), "PEER-41 not-authorised", "")
			for _, step := range []sharing.NoteStep{sharing.Show{To: hannah}, sharing.Hide{}, sharing.TakeBack{}} {
				only(t, tried(t, noteKind, logged, step, by), "PEER-41 not-authorised", "")
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
		seen(t, logged, "sharing", rule, only, "sian", "jess")
	})
	t.Run("PEER-41, H27 a supervisor sees it in supervision when the worker shows it, and no longer", func(t *testing.T) {
		shown := records[sharing.Logged]
		seen(t, shown, "sharing", rule, only, "sian", "jess", "iris supervision")
		hidden := done(t, noteKind, shown, sharing.NoteStep(sharing.Hide{}), byJess)
		seen(t, hidden, "sharing", rule, only, "sian", "jess")
		require.Equal(t, iris, shown.ShownTo())
		seen(t, shown, "sharing", rule, `"shownTo":"iris-penhale"`, "sian", "jess", "iris supervision")
	})
	t.Run("PEER-41 what the worker thinks of it is theirs", func(t *testing.T) {
		seen(t, logged, "again", rule, `"again":"yes"`, "jess")
		seen(t, records[sharing.Logged], "again", rule, `"again":"yes"`, "jess", "iris supervision")
	})
	t.Run("PEER-41, PEER-22 taken back, the person still sees what they said", func(t *testing.T) {
		seen(t, records[sharing.TakenBack], "sharing", rule, `"reaction":"not-for-me"`, "sian", "jess")
	})
	t.Run("PEER-41 of a group it is the worker's alone", func(t *testing.T) {
		seen(t, done(t, noteKind, sharing.Note{}, sharing.NoteStep(inGroup()), byJess), "sharing", rule, only, "jess")
	})
}

func TestNoteHistories(t *testing.T) {
	histories(t, noteKind, func(t require.TestingT, n sharing.Note, c peer.Change) {
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
	goldens(t, sharing.DecodeNote, records)
	type obj = map[string]any
	unreadable(t, sharing.DecodeNote, records, []hostile{
		{sharing.Logged, "/worker", "", "/worker"},
		{sharing.Logged, "/logged", nil, "/logged"},
		{sharing.Logged, "/person", "", "/relationship"},
		{sharing.Logged, "/relationship", "", "/relationship"},
		{sharing.Logged, "/group", "g", "/relationship"},
		{sharing.Logged, "/relationship", "it was the winter", "/relationship"},
		{sharing.Logged, "/contact", "it was the winter", "/relationship"},
		{sharing.Logged, "/relatesTo/id", "it was\u00a0so", "/relationship"},
		{sharing.Logged, "/purpose", "own-need", "/purpose"},
		{sharing.Logged, "/purpose", "", "/purpose"},
		{sharing.Logged, "/purpose", "model-self-management", "/relatesTo"},
		{sharing.Logged, "/theme", "", "/theme"},
		{sharing.Logged, "/theme", "schizophrenia", "/theme"},
		{sharing.Logged, "/depth", "", "/depth"},
		{sharing.Logged, "/reaction", "", "/reaction"},
		{sharing.Logged, "/relatesTo", obj{}, "/relatesTo"},
		{sharing.Logged, "/relatesTo", obj{"kind": "goal"}, "/relatesTo"},
		{sharing.Logged, "/relatesTo", obj{"id": "g1"}, "/relatesTo"},
		{sharing.Logged, "/shared", nil, "/shared"},
		{sharing.Logged, "/shared", "2026-05-04T10:00:00.001Z", "/shared"},
		{sharing.Logged, "/story", "x", "/story"},
		{sharing.Logged, "/metadata", obj{"story": "x"}, "/metadata"},
		{sharing.Logged, "/recommends", true, "/recommends"},
		{sharing.TakenBack, "/theme", "loss", "/purpose"},
		{sharing.TakenBack, "/shownTo", "iris-penhale", "/purpose"},
		{sharing.TakenBack, "/ownReaction", false, "/purpose"},
		{sharing.TakenBack, "/reaction", "", "/ownReaction"},
		{sharing.TakenBack, "/contact", "c-2", "/purpose"},
	})
	group := map[peer.Status]sharing.Note{sharing.Logged: done(t, noteKind, sharing.Note{}, sharing.NoteStep(inGroup()), byJess)}
	unreadable(t, sharing.DecodeNote, group, []hostile{
		{sharing.Logged, "/ownReaction", true, "/ownReaction"},
		{sharing.Logged, "/purpose", "model-self-management", "/relatesTo"},
		{sharing.Logged, "/group", "the one on a Monday", "/relationship"},
		{sharing.Logged, "/person", "p4", "/relationship"},
		{sharing.Logged, "/relatesTo", obj{"id": "g1"}, "/relatesTo"},
	})
}
