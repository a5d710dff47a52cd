package recovery_test

import (
	"reflect"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/internal/steptest"
	"github.com/towpath-care/towpath/peer"
	"github.com/towpath-care/towpath/recovery"
)

func thePart() recovery.TellTakingPart {
	return recovery.TellTakingPart{ID: "n1", Person: sian, Worker: jess, Activity: "v1", On: peer.MustDate("2026-05-07"), TookPart: peer.Yes,
		Words: own(bySian, "I made a pot for the allotment")}
}

func newPart(t testing.TB, step recovery.TellTakingPart, by peer.Actor) (recovery.TakingPart, peer.Change) {
	t.Helper()
	return takingParts.ChangedAt(t, recovery.TakingPart{}, step, by, "2026-05-07T18:00Z", "a1")
}

// takingPartsOf gives one note that stands and one that the person set aside.
func takingPartsOf(t testing.TB) (told, aside recovery.TakingPart) {
	t.Helper()
	told, _ = newPart(t, thePart(), byJess)
	aside, _, err := told.Do(recovery.SetAside{}, act(bySian, "2026-05-08T09:00Z", "a2", told), facts(t))
	require.NoError(t, err)
	return told, aside
}

var takingParts = steptest.BenchOf(ground, recovery.TakingPartTable(), recovery.NewTakingPart, recovery.CheckNewTakingPart, recovery.TakingPartStarts,
	recovery.DecodeTakingPart, recovery.EncodeTakingPartStep, recovery.DecodeTakingPartStep)

func TestTakingPartEveryRow(t *testing.T) {
	told, aside := takingPartsOf(t)
	type one = steptest.Case[recovery.TakingPart, recovery.TakingPartStep, recovery.Facts]
	step := func(name string, n recovery.TakingPart, step recovery.TakingPartStep, by peer.Actor, to peer.Status) one {
		return one{Name: name, Record: n, Step: step, Act: act(by, "2026-05-09T09:00Z", "", nil), Facts: facts(t), To: to}
	}
	whose, words := row("REC-17", peer.ErrNotAuthorised), row("REC-17", peer.ErrPersonsWordsOnly)
	byPerson := step("REC-17 the person tells it", recovery.TakingPart{}, thePart(), bySian, recovery.TakingPartTold)
	byPerson.Hears = map[string][]peer.Rule{"/person": {whose, words}}
	byWorker := step("REC-17 the worker tells it", recovery.TakingPart{}, thePart(), byJess, recovery.TakingPartTold)
	byWorker.Hears = map[string][]peer.Rule{"/person": {words}, "/worker": {whose}, "/words": {words}}
	takingParts.EveryRow(t, anybody(peer.PartyStaff), map[peer.Status]recovery.TakingPart{recovery.TakingPartTold: told, recovery.TakingPartSetAside: aside},
		byPerson, byWorker,
		step("REC-17 the person sets it aside", told, recovery.SetAside{}, bySian, recovery.TakingPartSetAside),
		step("REC-50 who may see it", told, recovery.WhoMaySee{Audience: recovery.Team}, bySian, recovery.TakingPartTold),
		step("REC-50 who may see it, set aside", aside, recovery.WhoMaySee{Audience: recovery.OnlyMe}, bySian, recovery.TakingPartSetAside),
	)
}

func TestTakingPartIsKept(t *testing.T) {
	for _, c := range []struct {
		name  string
		spoil func(*recovery.TellTakingPart)
		warns string
		path  string
	}{
		{"it is all said", func(*recovery.TellTakingPart) {}, "", ""},
		{"not this time", func(s *recovery.TellTakingPart) { s.TookPart = peer.No }, "", ""},
		{"nothing is said of the activity", func(s *recovery.TellTakingPart) { s.Activity = "" }, "REC-17 required", "/activity"},
		{"nobody says whether", func(s *recovery.TellTakingPart) { s.TookPart = peer.Unknown }, "REC-17 required", "/tookPart"},
		{"no words", func(s *recovery.TellTakingPart) { s.Words = peer.Words{} }, "", ""},
		{"a day somewhere on earth already", func(s *recovery.TellTakingPart) { s.On = peer.MustDate("2026-05-08") }, "", ""},
		{"a day to come", func(s *recovery.TellTakingPart) { s.On = peer.MustDate("2026-05-09") }, "REC-17 future-date", "/on"},
		{"this month", func(s *recovery.TellTakingPart) { s.On = peer.MustDate("2026-05") }, "", ""},
	} {
		t.Run("REC-17 "+c.name, func(t *testing.T) {
			step := thePart()
			c.spoil(&step)
			n, change := newPart(t, step, byJess)
			require.Equal(t, recovery.TakingPartTold, n.Status())
			require.Empty(t, change.Signals)
			if c.warns == "" {
				require.Empty(t, change.Reasons)
				return
			}
			require.Len(t, change.Reasons, 1, "what is missing is noted and holds nothing up")
			require.Equal(t, c.warns, change.Reasons[0].Rule.String())
			require.Equal(t, c.path, change.Reasons[0].Path)
		})
	}
	told, aside := takingPartsOf(t)
	t.Run("REC-17 in the worker's words", func(t *testing.T) {
		step := thePart()
		step.Words = unsigned("she was not herself")
		only(t, recovery.CheckNewTakingPart(step, act(byJess, "2026-05-07T18:00Z", "r", nil), facts(t)), "REC-17 persons-words-only", "/words")
		open(t, recovery.CheckNewTakingPart(step, act(bySian, "2026-05-07T18:00Z", "r", nil), facts(t)))
	})
	t.Run("REC-17 the worker sets a note aside", func(t *testing.T) {
		only(t, told.Check(recovery.SetAside{}, act(byJess, "2026-05-08T18:00Z", "r", told), facts(t)), "REC-17 persons-choice-only", "")
	})
	t.Run("REC-17 told by somebody else", func(t *testing.T) {
		only(t, recovery.CheckNewTakingPart(thePart(), act(byMegan, "2026-05-07T18:00Z", "r", nil), facts(t)), "REC-17 not-authorised", "")
	})
	require.Equal(t, peer.PartyWorker, told.From())
	require.Equal(t, "v1", told.Activity())
	require.Equal(t, jess, told.Worker())
	require.Equal(t, "2026-05-07", told.On().String())
	require.Equal(t, on("2026-05-07T18:00Z"), told.Told())
	require.Equal(t, peer.Yes, aside.TookPart(), "a note set aside is as it was")
	require.True(t, aside.Words().From(sian))
	require.Equal(t, recovery.MeAndMyWorker, told.Audience())

	earlier := thePart()
	earlier.On = peer.MustDate("2026-05-01")
	n, _ := newPart(t, earlier, bySian)
	require.Equal(t, "2026-05-01", n.On().String(), "the day it is about, not the day it was told")

	undated := thePart()
	undated.On, undated.Words = peer.Date{}, unsigned("the clay was cold")
	n, _ = newPart(t, undated, bySian)
	require.Equal(t, "2026-05-07", n.On().String())
	require.Equal(t, peer.PartyPerson, n.From())
	require.True(t, n.Words().From(sian))
	require.Zero(t, recovery.TakingPart{}.On())
}

// Taking part is never scored: no number stands in a note and none comes out of
// one.
func TestTakingPartCountsNothing(t *testing.T) {
	for _, typ := range []reflect.Type{reflect.TypeFor[recovery.TakingPart](), reflect.TypeFor[recovery.Activity]()} {
		for i := range typ.NumMethod() {
			m := typ.Method(i)
			for j := range m.Type.NumOut() {
				k := m.Type.Out(j).Kind()
				number := k >= reflect.Int && k <= reflect.Float64 && m.Type.Out(j) != reflect.TypeFor[peer.Tri]()
				require.True(t, !number || m.Name == "Rev", "REC-17 %s.%s", typ, m.Name)
			}
		}
	}
	for _, f := range append(recovery.TakingPartTable().Rows[0].Fields, recovery.ActivityTable().Rows[0].Fields...) {
		require.NotEqual(t, peer.FieldNumber, f.Kind, "REC-17 %s", f.Path)
	}
}

func TestTakingPartHistories(t *testing.T) {
	takingParts.Walks(6).Giving(activityGiven).Hold(t, func(t require.TestingT, _, n recovery.TakingPart, c peer.Change) {
		require.True(t, n.Rev() == 1 || c.As == peer.PartyPerson)
		personsOwn(t, n.Person(), nil, n.Words())
		require.Contains(t, []peer.Party{peer.PartyPerson, peer.PartyWorker}, n.From())
		require.Empty(t, c.Signals)
	})
}
