package recovery_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/internal/steptest"
	"github.com/towpath-care/towpath/peer"
	"github.com/towpath-care/towpath/recovery"
)

func theMeaning() recovery.SayMeaning {
	return recovery.SayMeaning{ID: "m1", Person: sian, Worker: jess, Words: own(bySian, "it began when we lost the allotment and the house with it"),
		Lenses: []recovery.MeaningLens{recovery.LensHousing, recovery.LensExperience}}
}

var meanings = steptest.BenchOf(ground, recovery.MeaningTable(), recovery.NewMeaning, recovery.CheckNewMeaning, recovery.MeaningStarts,
	recovery.DecodeMeaning, recovery.EncodeMeaningStep, recovery.DecodeMeaningStep)

func doMeaning(t testing.TB, m recovery.Meaning, step recovery.MeaningStep, at, id string) recovery.Meaning {
	t.Helper()
	return meanings.DoneAt(t, m, step, bySian, at, id)
}

// tellMeaning gives one that was said and one that was taken back.
func tellMeaning(t testing.TB) (said, back recovery.Meaning) {
	t.Helper()
	said, _, err := recovery.NewMeaning(theMeaning(), act(byJess, "2026-05-03T16:00Z", "a1", nil), facts(t))
	require.NoError(t, err)
	return said, doMeaning(t, said, recovery.TakeBackMeaning{}, "2026-05-04T09:00Z", "a2")
}

func TestMeaningEveryRow(t *testing.T) {
	said, back := tellMeaning(t)
	type one = steptest.Case[recovery.Meaning, recovery.MeaningStep, recovery.Facts]
	person := func(name string, m recovery.Meaning, step recovery.MeaningStep, to peer.Status) one {
		return one{Name: name, Record: m, Step: step, Act: act(bySian, "2026-05-05T09:00Z", "", nil), Facts: facts(t), To: to}
	}
	whose, words := row("REC-03", peer.ErrNotAuthorised), row("REC-03", peer.ErrPersonsWordsOnly)
	first := person("REC-03 the person says it", recovery.Meaning{}, theMeaning(), recovery.MeaningSaid)
	first.Hears = map[string][]peer.Rule{"/person": {whose, words}}
	second := person("REC-03 the worker writes it down", recovery.Meaning{}, theMeaning(), recovery.MeaningSaid)
	second.Act.By = byJess
	second.Hears = map[string][]peer.Rule{"/person": {words}, "/worker": {whose}, "/words": {words}}
	meanings.EveryRow(t, anybody(peer.PartyStaff), map[peer.Status]recovery.Meaning{recovery.MeaningSaid: said, recovery.MeaningTakenBack: back},
		first, second,
		person("REC-03 take it back", said, recovery.TakeBackMeaning{}, recovery.MeaningTakenBack),
		person("REC-50 keep it to oneself", said, recovery.WhoMaySee{Audience: recovery.OnlyMe}, recovery.MeaningSaid),
		person("REC-50 keep what was taken back to oneself", back, recovery.WhoMaySee{Audience: recovery.OnlyMe}, recovery.MeaningTakenBack),
	)
}

func TestMeaningIsThePersonsOwn(t *testing.T) {
	said, _ := tellMeaning(t)
	for name, words := range map[string]peer.Words{
		"the worker's": unsigned("a chemical imbalance"), "a nurse's": own(byKay, "schizophrenia"),
		"a carer's": own(byMegan, "it runs in the family"), "another person's": own(peer.ByPerson(beatriz), "the devil"),
	} {
		t.Run("REC-03 the words are "+name, func(t *testing.T) {
			step := theMeaning()
			step.Words = words
			only(t, recovery.CheckNewMeaning(step, act(byJess, "2026-05-03T16:00Z", "r", nil), facts(t)), "REC-03 persons-words-only", "/words")
		})
	}
	for name, by := range map[string]peer.Actor{"the worker": byJess, "a nurse": byKay} {
		t.Run("REC-03 taken back by "+name, func(t *testing.T) {
			only(t, said.Check(recovery.TakeBackMeaning{}, act(by, "2026-05-04T09:00Z", "r", said), facts(t)), "REC-03 persons-choice-only", "")
		})
	}
	t.Run("REC-03 written by a colleague", func(t *testing.T) {
		only(t, recovery.CheckNewMeaning(theMeaning(), act(byRowan, "2026-05-03T16:00Z", "r", nil), facts(t)), "REC-03 not-authorised", "")
	})
	t.Run("REC-03 no place for a rank or a diagnosis", func(t *testing.T) {
		require.Equal(t, []string{"audience", "id", "kind", "lenses", "person", "recent", "rev", "said", "schema", "status", "words", "worker"}, members(t, said))
		require.NotContains(t, recovery.MeaningLens("").Terms(), "diagnosis")
		require.Equal(t, []recovery.MeaningLens{recovery.LensExperience, recovery.LensHousing}, said.Lenses(), "the order in which they were given is not kept")
	})
	t.Run("REC-03 several explanations stand side by side", func(t *testing.T) {
		other := theMeaning()
		other.ID, other.Words, other.Lenses = "m2", own(bySian, "my grandmother heard them too, and it was a gift"), []recovery.MeaningLens{recovery.LensFaith, recovery.LensFaith}
		m, change, err := recovery.NewMeaning(other, act(bySian, "2026-05-06T16:00Z", "r", nil), facts(t))
		require.NoError(t, err)
		require.Empty(t, change.Made)
		require.Equal(t, recovery.MeaningSaid, said.Status())
		require.Equal(t, []recovery.MeaningLens{recovery.LensFaith}, m.Lenses(), "each lens once")
	})
	said.Lenses()[0] = recovery.LensOther
	require.Equal(t, recovery.LensExperience, said.Lenses()[0])
	require.Equal(t, sian, said.Person())
	require.Equal(t, jess, said.Worker())
	require.True(t, said.Words().From(sian))
	require.Equal(t, recovery.MeAndMyWorker, said.Audience())
	require.Equal(t, on("2026-05-03T16:00Z"), said.Said())
	require.Equal(t, []recovery.MeaningLens{recovery.LensHousing, recovery.LensExperience}, theMeaning().Lenses)
}

// Whatever the person sets, it is never seen beyond the two and never in the record.
func TestWhoSeesAMeaning(t *testing.T) {
	said, back := tellMeaning(t)
	for _, m := range []recovery.Meaning{said, back} {
		readBy(t, peer.SharePlan, func(a recovery.Audience) recovery.Meaning {
			return doMeaning(t, m, recovery.WhoMaySee{Audience: a}, "2026-05-09T09:00Z", "b1")
		}, map[string]shown{"meaning": {}})
	}
}

func TestMeaningHistories(t *testing.T) {
	walkOwnLife(t, meanings, 8, func(t require.TestingT, m recovery.Meaning, c peer.Change) {
		personsOwn(t, m.Person(), nil, m.Words())
		require.True(t, m.Rev() == 1 || c.As == peer.PartyPerson, "REC-03 only the person moves it")
		require.False(t, m.Sees("meaning", reading(byKay, peer.ForRecord)))
	})
}
