package recovery_test

import (
	"encoding/json"
	"maps"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/internal/steptest"
	"github.com/towpath-care/towpath/peer"
	"github.com/towpath-care/towpath/recovery"
)

func theVision() recovery.SayVision {
	return recovery.SayVision{ID: "v1", Person: sian, Worker: jess, Words: own(bySian, "my own front door, the allotment, and the voices may come along")}
}

var visions = steptest.BenchOf(ground, recovery.VisionTable(), recovery.NewVision, recovery.CheckNewVision, recovery.VisionStarts,
	recovery.DecodeVision, recovery.EncodeVisionStep, recovery.DecodeVisionStep)

func doVision(t testing.TB, v recovery.Vision, step recovery.VisionStep, at, id string) recovery.Vision {
	t.Helper()
	return visions.DoneAt(t, v, step, bySian, at, id)
}

// tellVision gives one that was said and one that was taken back.
func tellVision(t testing.TB) (said, back recovery.Vision) {
	t.Helper()
	said, _, err := recovery.NewVision(theVision(), act(byJess, "2026-05-03T16:00Z", "a1", nil), facts(t))
	require.NoError(t, err)
	return said, doVision(t, said, recovery.TakeBackVision{}, "2026-05-04T09:00Z", "a2")
}

func TestVisionEveryRow(t *testing.T) {
	said, back := tellVision(t)
	type one = steptest.Case[recovery.Vision, recovery.VisionStep, recovery.Facts]
	person := func(name string, v recovery.Vision, step recovery.VisionStep, to peer.Status) one {
		return one{Name: name, Record: v, Step: step, Act: act(bySian, "2026-05-05T09:00Z", "", nil), Facts: facts(t), To: to}
	}
	whose, words := row("REC-01", peer.ErrNotAuthorised), row("REC-01", peer.ErrPersonsWordsOnly)
	first := person("REC-01 the person says it", recovery.Vision{}, theVision(), recovery.VisionSaid)
	first.Hears = map[string][]peer.Rule{"/person": {whose, words}}
	second := person("REC-01 the worker writes it down", recovery.Vision{}, theVision(), recovery.VisionSaid)
	second.Act.By = byJess
	second.Hears = map[string][]peer.Rule{"/person": {words}, "/worker": {whose}, "/words": {words}}
	visions.EveryRow(t, anybody(peer.PartyStaff), map[peer.Status]recovery.Vision{recovery.VisionSaid: said, recovery.VisionTakenBack: back},
		first, second,
		person("REC-01 take it back", said, recovery.TakeBackVision{}, recovery.VisionTakenBack),
		person("REC-50 who may see it", said, recovery.WhoMaySee{Audience: recovery.CareRecord}, recovery.VisionSaid),
		person("REC-50 who may see what was taken back", back, recovery.WhoMaySee{Audience: recovery.OnlyMe}, recovery.VisionTakenBack),
	)
}

func TestVisionIsThePersonsOwn(t *testing.T) {
	for name, c := range map[string]struct {
		by    peer.Actor
		words peer.Words
	}{
		"the worker says it as their own":       {byJess, unsigned("stable on medication")},
		"the worker names themself":             {byJess, own(byJess, "stable on medication")},
		"the worker names a nurse":              {byJess, own(byKay, "in remission")},
		"the worker names a carer":              {byJess, own(byMegan, "back at work")},
		"the worker names somebody who is both": {byJess, own(peer.Actor{Person: sian, Staff: jess}, "well")},
		"the worker names another person":       {byJess, own(peer.ByPerson(beatriz), "well")},
		"the person passes on the worker's":     {bySian, own(byJess, "stable on medication")},
	} {
		t.Run("REC-01 "+name, func(t *testing.T) {
			step := theVision()
			step.Words = c.words
			only(t, recovery.CheckNewVision(step, act(c.by, "2026-05-03T16:00Z", "r", nil), facts(t)), "REC-01 persons-words-only", "/words")
		})
	}
	t.Run("REC-01 nothing said", func(t *testing.T) {
		step := theVision()
		step.Words = peer.Words{By: bySian}
		only(t, recovery.CheckNewVision(step, act(bySian, "2026-05-03T16:00Z", "r", nil), facts(t)), "REC-01 required", "/words")
	})
	t.Run("REC-01 the worker takes it back", func(t *testing.T) {
		said, _ := tellVision(t)
		only(t, said.Check(recovery.TakeBackVision{}, act(byJess, "2026-05-04T09:00Z", "r", said), facts(t)), "REC-01 persons-choice-only", "")
	})
	t.Run("REC-01 no clinical test of it has a place", func(t *testing.T) {
		said, _ := tellVision(t)
		require.Equal(t, []string{"audience", "id", "kind", "person", "recent", "rev", "said", "schema", "status", "words", "worker"}, members(t, said))
	})
	alone := theVision()
	alone.Worker, alone.Words = "", unsigned("to be let be")
	v, _, err := recovery.NewVision(alone, act(bySian, "2026-05-03T16:00Z", "r", nil), facts(t))
	require.NoError(t, err)
	require.True(t, v.Words().From(sian), "words without an author become the person's")
	require.Empty(t, v.Worker())
	require.Equal(t, sian, v.Person())
	require.Equal(t, recovery.MeAndMyWorker, v.Audience())
	require.Equal(t, on("2026-05-03T16:00Z"), v.Said())
}

// members are the members of a record's stored JSON, sorted.
func members(t testing.TB, r peer.Record) []string {
	t.Helper()
	b, err := peer.Encode(r)
	require.NoError(t, err)
	var doc map[string]json.RawMessage
	require.NoError(t, json.Unmarshal(b, &doc))
	return slices.Sorted(maps.Keys(doc))
}

func TestCurrentVision(t *testing.T) {
	say := func(id, at string) recovery.Vision {
		step := theVision()
		step.ID = id
		v, _, err := recovery.NewVision(step, act(bySian, at, "a-"+id, nil), facts(t))
		require.NoError(t, err)
		return v
	}
	back := func(v recovery.Vision) recovery.Vision {
		return doVision(t, v, recovery.TakeBackVision{}, "2026-06-01T09:00Z", "b")
	}
	first, second, third := say("v1", "2026-05-01T09:00Z"), say("v2", "2026-05-02T09:00Z"), say("v3", "2026-05-03T09:00Z")
	same := say("v9", "2026-05-03T09:00Z")
	theirs := theVision()
	theirs.Person, theirs.Words = beatriz, own(peer.ByPerson(beatriz), "a quiet kitchen")
	beatrizs, _, err := recovery.NewVision(theirs, act(peer.ByPerson(beatriz), "2026-05-09T09:00Z", "c", nil), facts(t))
	require.NoError(t, err)
	for name, c := range map[string]struct {
		list []recovery.Vision
		want string
	}{
		"none":                               {nil, ""},
		"one":                                {[]recovery.Vision{first}, "v1"},
		"the one said last":                  {[]recovery.Vision{first, third, second}, "v3"},
		"the one before what was taken back": {[]recovery.Vision{first, second, back(third)}, "v2"},
		"all taken back":                     {[]recovery.Vision{back(first), back(second)}, ""},
		"no vision among them":               {[]recovery.Vision{{}, first, {}}, "v1"},
		"no visions at all":                  {[]recovery.Vision{{}, {}}, ""},
		"two at the same instant":            {[]recovery.Vision{first, third, same, second}, "v9"},
		"one of two taken back":              {[]recovery.Vision{third, back(same)}, "v3"},
		"two people's":                       {[]recovery.Vision{first, beatrizs}, ""},
		"two people's, the first taken back": {[]recovery.Vision{back(first), beatrizs}, ""},
	} {
		t.Run("REC-01 "+name, func(t *testing.T) {
			for range 2 {
				v, ok := recovery.CurrentVision(c.list)
				require.Equal(t, c.want != "", ok)
				require.Equal(t, c.want, v.Ref().ID)
				slices.Reverse(c.list) // the order of the list says nothing
			}
		})
	}
	_, ok := recovery.CurrentVision([]recovery.Vision{first, second})
	require.True(t, ok)
	require.Equal(t, recovery.VisionSaid, first.Status(), "REC-01 an earlier one stays as it was")
}

func TestWhoSeesAVision(t *testing.T) {
	said, back := tellVision(t)
	shows := func(v recovery.Vision) func(recovery.Audience) recovery.Vision {
		return func(a recovery.Audience) recovery.Vision {
			return doVision(t, v, recovery.WhoMaySee{Audience: a}, "2026-05-09T09:00Z", "b1")
		}
	}
	readBy(t, peer.SharePlan, shows(said), map[string]shown{"vision": {beyond: true, record: true}})
	readBy(t, peer.SharePlan, shows(back), map[string]shown{"vision": {}})
	for name, by := range map[string]peer.Actor{"the worker": byJess, "a nurse": byKay, "a carer": byMegan} {
		t.Run("REC-50 widened by "+name, func(t *testing.T) {
			only(t, said.Check(recovery.WhoMaySee{Audience: recovery.CareRecord}, act(by, "2026-05-09T09:00Z", "r", said), facts(t)), "REC-50 persons-choice-only", "")
		})
	}
}

func TestVisionHistories(t *testing.T) {
	walkOwnLife(t, visions, 8, func(t require.TestingT, v recovery.Vision, c peer.Change) {
		personsOwn(t, v.Person(), nil, v.Words())
		require.False(t, v.Words().IsZero())
		if v.Rev() > 1 {
			require.Equal(t, peer.PartyPerson, c.As, "REC-01 only the person moves it")
		}
	})
}
