package recovery_test

import (
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/internal/steptest"
	"github.com/towpath-care/towpath/peer"
	"github.com/towpath-care/towpath/recovery"
)

var aboutGoal = peer.Ref{Kind: recovery.KindGoal, ID: "g1"}

func theNote() recovery.WriteEntry {
	return recovery.WriteEntry{ID: "e1", Person: sian, Worker: jess, About: aboutGoal, As: recovery.EntryNote, Words: own(bySian, "the gate was open and I looked in")}
}

func theReflection() recovery.WriteEntry {
	return recovery.WriteEntry{ID: "e2", Person: sian, Worker: jess, About: aboutGoal, As: recovery.EntryReflection, Words: own(byJess, "it sounds as if the gate was enough for one day")}
}

func newEntry(t testing.TB, step recovery.WriteEntry, by peer.Actor, at string) recovery.Entry {
	t.Helper()
	return entries.DoneAt(t, recovery.Entry{}, step, by, at, "a1")
}

// tellEntry gives a note of the person's, a reflection of the worker's, and that
// reflection once the person has said that it does not fit.
func tellEntry(t testing.TB) (note, reflection, marked recovery.Entry) {
	t.Helper()
	note = newEntry(t, theNote(), byJess, "2026-03-03T10:00Z")
	reflection = newEntry(t, theReflection(), byJess, "2026-03-03T10:05Z")
	marked, _, err := reflection.Do(recovery.EntryNotSo{Words: unsigned("it was not enough, it was shut")}, act(bySian, "2026-03-04T09:00Z", "a2", reflection), facts(t))
	require.NoError(t, err)
	return note, reflection, marked
}

var entries = steptest.BenchOf(ground, recovery.EntryTable(), recovery.NewEntry, recovery.CheckNewEntry, recovery.EntryStarts,
	recovery.DecodeEntry, recovery.EncodeEntryStep, recovery.DecodeEntryStep)

func TestEntryEveryRow(t *testing.T) {
	note, reflection, marked := tellEntry(t)
	type one = steptest.Case[recovery.Entry, recovery.EntryStep, recovery.Facts]
	whose, words := row("REC-39", peer.ErrNotAuthorised), row("REC-39", peer.ErrPersonsWordsOnly)
	begin := func(name string, step recovery.WriteEntry, by peer.Actor, hears map[string][]peer.Rule) one {
		return one{Name: name, Step: step, Act: act(by, "2026-03-03T10:00Z", "", nil), Facts: facts(t), To: recovery.EntrySaid, Hears: hears}
	}
	person := func(name string, e recovery.Entry, step recovery.EntryStep, to peer.Status) one {
		return one{Name: name, Record: e, Step: step, Act: act(bySian, "2026-03-05T09:00Z", "", nil), Facts: facts(t), To: to}
	}
	entries.EveryRow(t, anybody(peer.PartyStaff), map[peer.Status]recovery.Entry{recovery.EntrySaid: reflection, recovery.EntryDoesNotFit: marked},
		begin("REC-39 the person writes a note", theNote(), bySian, map[string][]peer.Rule{"/person": {whose, words}}),
		begin("REC-39 the worker writes down a note", theNote(), byJess, map[string][]peer.Rule{"/person": {words}, "/worker": {whose}, "/words": {words}}),
		begin("REC-39 the worker reflects", theReflection(), byJess, map[string][]peer.Rule{"/worker": {whose}}),
		person("REC-39 it does not fit", reflection, recovery.EntryNotSo{Words: own(bySian, "not quite")}, recovery.EntryDoesNotFit),
		person("REC-39 it does not fit, without a word", note, recovery.EntryNotSo{}, recovery.EntryDoesNotFit),
		person("REC-50 who may see it", note, recovery.WhoMaySee{Audience: recovery.OnlyMe}, recovery.EntrySaid),
		person("REC-50 who may see what does not fit", marked, recovery.WhoMaySee{Audience: recovery.OnlyMe}, recovery.EntryDoesNotFit),
	)
}

// A worker gives no way; whoever's turn it is, they hear how to go on.
func TestEntryIsNeverDirective(t *testing.T) {
	for _, as := range []recovery.EntryKind{recovery.EntrySuggestion, recovery.EntrySolution} {
		for name, c := range map[string]struct {
			by    peer.Actor
			words peer.Words
			fix   string
		}{
			"the worker":                          {byJess, unsigned("take a taxi"), "You could ask what they have already thought of."},
			"the worker, in the person's words":   {byJess, own(bySian, "take a taxi"), "You could ask what they have already thought of."},
			"the person":                          {bySian, unsigned("take a taxi"), "Write it as a note: it is yours."},
			"the person, in the worker's words":   {bySian, own(byJess, "take a taxi"), "Write it as a note: it is yours."},
			"the person, in a role of somebody's": {peer.Actor{Person: sian, Role: peer.RolePeerWorker}, unsigned("take a taxi"), "Write it as a note: it is yours."},
		} {
			t.Run("REC-39 "+string(as)+" by "+name, func(t *testing.T) {
				step := theNote()
				step.As, step.Words = as, c.words
				a := act(c.by, "2026-03-03T10:00Z", "r", nil)
				d := recovery.CheckNewEntry(step, a, facts(t))
				only(t, d, "REC-39 directive", "/as")
				require.Equal(t, c.fix, d.Unmet()[0].Fix)
				e, _, err := recovery.NewEntry(step, a, facts(t))
				require.ErrorIs(t, err, recovery.ErrDirective)
				require.False(t, e.Exists(), "nothing of it is kept")
				require.NotContains(t, err.Error(), "taxi")
			})
		}
	}
	t.Run("REC-39 neither is ever offered", func(t *testing.T) {
		for _, by := range []peer.Actor{bySian, byJess} {
			starts := recovery.EntryStarts(act(by, "2026-03-03T10:00Z", "r", nil), facts(t))
			require.Len(t, starts, 1)
			i := slices.IndexFunc(starts[0].Fields, func(f peer.Field) bool { return f.Name == "as" })
			require.Equal(t, []string{"question", "reflection", "summary", "encouragement", "note", "tried"}, starts[0].Fields[i].Options)
		}
	})
}

// Whose words an entry holds follows from what it is said as.
func TestEntryWhoseWords(t *testing.T) {
	workers := []recovery.EntryKind{recovery.EntryQuestion, recovery.EntryReflection, recovery.EntrySummary, recovery.EntryEncouragement}
	persons := []recovery.EntryKind{recovery.EntryNote, recovery.EntryTried}
	check := func(as recovery.EntryKind, by peer.Actor, words peer.Words) peer.Decision {
		step := theNote()
		step.As, step.Words = as, words
		return recovery.CheckNewEntry(step, act(by, "2026-03-03T10:00Z", "r", nil), facts(t))
	}
	for _, as := range workers {
		t.Run("REC-39 "+string(as), func(t *testing.T) {
			open(t, check(as, byJess, unsigned("what helped last time?")))
			open(t, check(as, byJess, own(byJess, "what helped last time?")))
			for _, c := range []struct {
				by    peer.Actor
				words peer.Words
			}{
				{byJess, own(bySian, "my sister")},            // the person's words as what the worker heard
				{byJess, own(byRowan, "what helped?")},        // a colleague's
				{byJess, own(byMegan, "what helped?")},        // a carer's
				{bySian, unsigned("what helped?")},            // the person asks as the worker
				{bySian, own(byJess, "you should have gone")}, // the person says what the worker said
			} {
				only(t, check(as, c.by, c.words), "REC-39 not-authorised", "/as")
			}
		})
	}
	for _, as := range persons {
		t.Run("REC-39 "+string(as), func(t *testing.T) {
			open(t, check(as, bySian, unsigned("I rang my sister")))
			open(t, check(as, byJess, own(bySian, "I rang my sister")))
			for _, c := range []struct {
				by    peer.Actor
				words peer.Words
			}{
				{byJess, unsigned("she rang her sister")}, {byJess, own(byJess, "she rang her sister")},
				{bySian, own(byJess, "she rang her sister")}, {byJess, own(byMegan, "she rang me")},
				{byJess, own(peer.ByPerson(beatriz), "I rang")}, {byJess, own(peer.Actor{Person: sian, Staff: jess}, "I rang")},
			} {
				only(t, check(as, c.by, c.words), "REC-39 persons-words-only", "/words")
			}
		})
	}
	t.Run("REC-39 without a worker nobody asks or sums up", func(t *testing.T) {
		step := theReflection()
		step.Worker = ""
		_, _, err := recovery.NewEntry(step, act(byJess, "2026-03-03T10:00Z", "r", nil), facts(t))
		require.ErrorIs(t, err, peer.ErrNotAuthorised)
		alone := theNote()
		alone.Worker = ""
		open(t, recovery.CheckNewEntry(alone, act(bySian, "2026-03-03T10:00Z", "r", nil), recovery.Facts{}))
	})
	t.Run("REC-39 what it belongs to is noted when it is missing, and holds nothing up", func(t *testing.T) {
		for _, about := range []peer.Ref{{}, {Kind: recovery.KindGoal}, {ID: "g1"}} {
			step := theNote()
			step.About = about
			d := recovery.CheckNewEntry(step, act(bySian, "2026-03-03T10:00Z", "r", nil), facts(t))
			require.True(t, d.Allowed())
			require.Len(t, d.Unmet(), 1)
			require.Equal(t, "REC-39 required", d.Unmet()[0].Rule.String())
			require.Equal(t, "/about", d.Unmet()[0].Path)
		}
	})
}

func TestEntryDoesNotFit(t *testing.T) {
	note, reflection, marked := tellEntry(t)
	require.Equal(t, recovery.EntryReflection, marked.As())
	require.Equal(t, reflection.Words(), marked.Words(), "REC-39 what was said stays as it was said")
	require.True(t, marked.NotSo().From(sian))
	require.Equal(t, on("2026-03-04T09:00Z"), marked.Marked())
	require.Equal(t, on("2026-03-03T10:05Z"), marked.Said())
	require.Equal(t, aboutGoal, marked.About())
	require.Equal(t, jess, marked.Worker())
	require.Zero(t, reflection.Marked())
	require.True(t, note.Words().From(sian))
	require.Equal(t, peer.ByStaff(jess, ""), reflection.Words().By)
	require.Equal(t, recovery.MeAndMyWorker, note.Audience())

	for name, by := range map[string]peer.Actor{"the worker": byJess, "a colleague": byRowan, "a carer": byMegan} {
		t.Run("REC-39 said by "+name, func(t *testing.T) {
			only(t, reflection.Check(recovery.EntryNotSo{}, act(by, "2026-03-04T09:00Z", "r", reflection), facts(t)), "REC-39 persons-choice-only", "")
		})
	}
	t.Run("REC-39 in the worker's words", func(t *testing.T) {
		only(t, reflection.Check(recovery.EntryNotSo{Words: own(byJess, "she changed her mind")}, act(bySian, "2026-03-04T09:00Z", "r", reflection), facts(t)), "REC-39 persons-words-only", "/words")
	})
	t.Run("REC-39 it stays marked, and nothing takes it back", func(t *testing.T) {
		for _, c := range marked.Choices(act(bySian, "2026-03-05T09:00Z", "r", marked), facts(t)) {
			require.Equal(t, peer.Action("who-may-see"), c.Do)
		}
		require.Equal(t, reflection.Words(), marked.Words())
	})
	for _, r := range recovery.EntryTable().Rows {
		require.NotContains(t, []peer.Action{"edit", "change", "replace", "delete"}, r.Do, "REC-39 entries only grow")
	}
}

func TestEntriesAbout(t *testing.T) {
	write := func(id, about, at string) recovery.Entry {
		step := theNote()
		step.ID, step.About = id, peer.Ref{Kind: recovery.KindGoal, ID: about}
		return newEntry(t, step, bySian, at)
	}
	_, reflection, marked := tellEntry(t) // about g1, said on 2026-03-03
	bare := theNote()
	bare.ID, bare.About = "e9", peer.Ref{}
	list := []recovery.Entry{write("e5", "g1", "2026-03-07T09:00Z"), {}, write("e4", "g1", "2026-03-07T09:00Z"), write("e6", "g2", "2026-03-06T09:00Z"), marked,
		newEntry(t, bare, bySian, "2026-03-02T09:00Z"), write("e7", "g1", "2026-03-01T09:00Z")}
	before := slices.Clone(list)
	var ids []string
	for _, e := range recovery.EntriesAbout(aboutGoal, list) {
		ids = append(ids, e.Ref().ID)
	}
	require.Equal(t, []string{"e7", "e2", "e4", "e5"}, ids, "REC-39 in the order they were said, those that do not fit among them")
	require.Equal(t, before, list)
	require.Empty(t, recovery.EntriesAbout(peer.Ref{}, list))
	require.Empty(t, recovery.EntriesAbout(peer.Ref{Kind: recovery.KindSetback, ID: "g1"}, list))
	require.Len(t, recovery.EntriesAbout(aboutGoal, []recovery.Entry{reflection}), 1)
}

// Nothing of this package adds up what a worker said, or did not get to say.
func TestEntriesAreNotCounted(t *testing.T) {
	for _, f := range []any{recovery.EntriesAbout, recovery.CelebrationsToShow} {
		typ := reflect.TypeOf(f)
		require.NotContains(t, typesIn(typ), reflect.TypeFor[peer.StaffID](), "H27 nothing is asked of one worker")
		for i := range typ.NumOut() {
			require.Equal(t, reflect.Slice, typ.Out(i).Kind(), "H27 the answer is the records, not a number")
		}
	}
}

func typesIn(f reflect.Type) []reflect.Type {
	var out []reflect.Type
	for i := range f.NumIn() {
		out = append(out, f.In(i))
	}
	return out
}

func TestWhoSeesAnEntry(t *testing.T) {
	note, _, marked := tellEntry(t)
	seenByAudienceOnly(t, "entry", func(a recovery.Audience) recovery.Entry {
		next, _, err := note.Do(recovery.WhoMaySee{Audience: a}, act(bySian, "2026-03-05T09:00Z", "b1", note), facts(t))
		require.NoError(t, err)
		return next
	})
	v, err := marked.View(reading(byJess, peer.ForSupport))
	require.True(t, sees(t, v, err, "", "entry"), "the worker learns that it does not fit")
}

func TestEntryHistories(t *testing.T) {
	entries.Walks(8).Hold(t, func(t require.TestingT, _, e recovery.Entry, c peer.Change) {
		worker := peer.ByStaff(e.Worker(), "")
		switch e.As() {
		case recovery.EntryNote, recovery.EntryTried:
			personsOwn(t, e.Person(), nil, e.Words())
		case recovery.EntryQuestion, recovery.EntryReflection, recovery.EntrySummary, recovery.EntryEncouragement:
			require.Equal(t, worker, e.Words().By, "REC-39 a worker's entry is the worker's words")
			require.NotEqual(t, peer.ByStaff("", ""), worker)
		default:
			require.Fail(t, "REC-39 no way is ever given", string(e.As()))
		}
		personsOwn(t, e.Person(), nil, e.NotSo())
		require.Equal(t, e.Status() == recovery.EntryDoesNotFit, !e.Marked().IsZero())
		if e.Rev() > 1 {
			require.Equal(t, peer.PartyPerson, c.As, "what comes after is the person's")
		}
	})
}

func entryRecords(t testing.TB) map[peer.Status]peer.Record {
	note, _, marked := tellEntry(t)
	return map[peer.Status]peer.Record{"entry-said": note, "entry-does-not-fit": marked}
}

func TestEntryStored(t *testing.T) {
	_, reflection, _ := tellEntry(t)
	records := entryRecords(t)
	records["reflection"] = reflection
	ground.NeverRead(t, records, []steptest.Hostile{
		{Of: "entry-said", Path: "/as", Value: "suggestion", Heard: "/as"},
		{Of: "entry-said", Path: "/as", Value: "solution", Heard: "/as"},
		{Of: "entry-said", Path: "/as", Value: "advice", Heard: "/as"},
		{Of: "entry-said", Path: "/as", Value: "", Heard: "/as"},
		{Of: "entry-said", Path: "/as", Value: "reflection", Heard: "/words"},
		{Of: "reflection", Path: "/as", Value: "tried", Heard: "/words"},
		{Of: "reflection", Path: "/worker", Value: "", Heard: "/words"},
		{Of: "reflection", Path: "/worker", Value: "w5", Heard: "/words"},
		{Of: "reflection", Path: "/words/by", Value: map[string]any{"person": "p4"}, Heard: "/words"},
		{Of: "entry-said", Path: "/words/by", Value: map[string]any{"staff": "w4"}, Heard: "/words"},
		{Of: "entry-said", Path: "/words/text", Value: "", Heard: "/words"},
		{Of: "entry-said", Path: "/words/text", Value: strings.Repeat("x", 4001), Heard: "/words/text"},
		{Of: "entry-said", Path: "/audience", Value: "", Heard: "/audience"},
		{Of: "entry-said", Path: "/audience", Value: "everybody", Heard: "/audience"},
		{Of: "entry-said", Path: "/said", Value: "0001-01-01T00:00:00.000Z", Heard: "/said"},
		{Of: "entry-said", Path: "/marked", Value: "2026-03-04T09:00:00.000Z", Heard: "/marked"},
		{Of: "entry-said", Path: "/notSo", Value: map[string]any{"text": "no", "by": map[string]any{"person": "p4"}}, Heard: "/notSo"},
		{Of: "entry-does-not-fit", Path: "/notSo/by", Value: map[string]any{"staff": "w4"}, Heard: "/notSo"},
		{Of: "entry-does-not-fit", Path: "/marked", Value: "0001-01-01T00:00:00.000Z", Heard: "/marked"},
		{Of: "entry-does-not-fit", Path: "/person", Value: "p6", Heard: "/notSo"},
		{Of: "entry-does-not-fit", Path: "/true", Value: true, Heard: "/true"},
	})
	closed(t, recovery.EntryNote)
}
