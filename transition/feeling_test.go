package transition_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/internal/steptest"
	"github.com/towpath-care/towpath/peer"
	"github.com/towpath-care/towpath/transition"
)

var feelings = steptest.BenchOf(ground, transition.FeelingTable(), transition.NewFeeling, transition.CheckNewFeeling, transition.FeelingStarts,
	transition.DecodeFeeling, transition.EncodeFeelingStep, transition.DecodeFeelingStep)

func theFeeling() transition.SayFeeling {
	return transition.SayFeeling{ID: "f1", Person: sian, Worker: jess, Transition: "t1", When: transition.WhenAnnounced,
		Words: own(bySian, "I will miss the garden, and Ahmed")}
}

func feelingsOf(t testing.TB) (said, shared transition.Feeling, records map[peer.Status]transition.Feeling) {
	t.Helper()
	said = feelings.Done(t, transition.Feeling{}, theFeeling(), byJess)
	shared = feelings.Done(t, said, transition.ShareFeeling{Share: true}, bySian)
	return said, shared, map[peer.Status]transition.Feeling{transition.FeelingSaid: said,
		transition.FeelingTakenBack: feelings.Done(t, shared, transition.TakeFeelingBack{}, bySian)}
}

func TestFeelingEveryRow(t *testing.T) {
	said, shared, records := feelingsOf(t)
	words := []peer.Rule{row("TRAN-09", peer.ErrPersonsWordsOnly)}
	both := append([]peer.Rule{row("TRAN-09", peer.ErrNotAuthorised)}, words...)
	feelings.EveryRow(t, anybody(peer.PartyStaff), records,
		feelings.Planned(t, "TRAN-09 the person says it", transition.Feeling{}, theFeeling(), bySian, transition.FeelingSaid, map[string][]peer.Rule{"/person": both}),
		feelings.Planned(t, "TRAN-09 the worker writes it down", transition.Feeling{}, theFeeling(), byJess, transition.FeelingSaid,
			map[string][]peer.Rule{"/person": words, "/worker": both[:1], "/words": words}),
		feelings.Planned(t, "TRAN-09 others may know", said, transition.ShareFeeling{Share: true}, bySian, transition.FeelingSaid, nil),
		feelings.Planned(t, "TRAN-09 take back", shared, transition.TakeFeelingBack{}, bySian, transition.FeelingTakenBack, nil),
	)
}

func TestFeelingIsThePersons(t *testing.T) {
	for name, c := range map[string]struct {
		by    peer.Actor
		words peer.Words
	}{
		"the worker's own":                  {byJess, unsigned("seems low about it")},
		"the worker names themself":         {byJess, own(byJess, "seems low")},
		"the worker names somebody else":    {byJess, own(peer.ByPerson(beatriz), "sad")},
		"the worker names two at once":      {byJess, own(peer.Actor{Person: sian, Staff: jess}, "sad")},
		"the person passes on the worker's": {bySian, own(byJess, "you will be fine")},
	} {
		t.Run("TRAN-09 "+name, func(t *testing.T) {
			step := theFeeling()
			step.Words = c.words
			only(t, feelings.Tried(t, transition.Feeling{}, step, c.by), "TRAN-09 persons-words-only", "/words")
		})
	}
	said, _, _ := feelingsOf(t)
	for name, by := range map[string]peer.Actor{"worker": byJess, "organiser": byKay, "carer": byMegan} {
		t.Run("TRAN-09 the "+name+" shares it or takes it back", func(t *testing.T) {
			only(t, feelings.Tried(t, said, transition.ShareFeeling{Share: true}, by), "TRAN-09 persons-choice-only", "")
			only(t, feelings.Tried(t, said, transition.TakeFeelingBack{}, by), "TRAN-09 persons-choice-only", "")
		})
	}
	t.Run("TRAN-09 words without an author are the person's", func(t *testing.T) {
		step := theFeeling()
		step.Words, step.When = unsigned("sad"), ""
		f := feelings.Done(t, transition.Feeling{}, step, bySian)
		require.True(t, f.Words().From(sian))
		require.Empty(t, f.When())
		require.Equal(t, on(whenSaid), f.Said())
		require.Equal(t, "t1", f.Transition())
		require.Equal(t, jess, f.Worker())
	})
}

func TestFeelingReading(t *testing.T) {
	said, shared, records := feelingsOf(t)
	const rule = "TRAN-09 consent-required"
	t.Run("TRAN-09 it is for the two", func(t *testing.T) { readers.See(t, said, "feeling", "garden", rule, "sian", "jess") })
	t.Run("TRAN-09 it goes further when the person wants", func(t *testing.T) {
		readers.See(t, shared, "feeling", "garden", rule, "sian", "jess", "jess care-record", "kay direct-care", "kay care-record", "rowan direct-care", "rowan care-record")
	})
	t.Run("TRAN-09 and no further when they change their mind", func(t *testing.T) {
		again := feelings.Done(t, shared, transition.ShareFeeling{}, bySian)
		require.False(t, again.Shared())
		readers.See(t, again, "feeling", "garden", rule, "sian", "jess")
	})
	t.Run("TRAN-09 taken back it is the person's alone", func(t *testing.T) {
		readers.See(t, records[transition.FeelingTakenBack], "feeling", "garden", rule, "sian")
		require.False(t, records[transition.FeelingTakenBack].Shared())
	})
	t.Run("TRAN-09 no consent to share a plan opens it", func(t *testing.T) {
		for _, p := range []peer.Purpose{peer.ForCare, peer.ForRecord, peer.ForSupervision} {
			require.False(t, said.Sees("feeling", readers.Reading(byKay, p, sharesPlan(p, peer.Yes))))
		}
	})
}

func TestFeelingHistories(t *testing.T) {
	feelings.Histories(t, besides, func(t require.TestingT, f transition.Feeling, c peer.Change) {
		saidBySian(t, f.Person(), f.Words())
		require.True(t, f.Rev() == 1 || c.As == peer.PartyPerson)
		require.True(t, f.Status() == transition.FeelingSaid || !f.Shared())
		require.False(t, f.Sees("feeling", readers.Reading(byRowan, peer.ForRecord)) && !f.Shared())
	})
}

func TestFeelingStored(t *testing.T) {
	_, _, records := feelingsOf(t)
	feelings.Goldens(t, records)
	feelings.Unreadable(t, "garden", records, []steptest.Hostile{
		{Of: transition.FeelingSaid, Path: "/words/by", Value: map[string]any{"staff": "w4"}, Heard: "/words"},
		{Of: transition.FeelingSaid, Path: "/words/by", Value: map[string]any{"person": "p4", "staff": "w4"}, Heard: "/words"},
		{Of: transition.FeelingSaid, Path: "/words/text", Value: "", Heard: "/words"},
		{Of: transition.FeelingSaid, Path: "/words/text", Value: strings.Repeat("x", 4001), Heard: "/words/text"},
		{Of: transition.FeelingSaid, Path: "/person", Value: "p6", Heard: "/words"},
		{Of: transition.FeelingSaid, Path: "/transition", Value: "", Heard: "/transition"},
		{Of: transition.FeelingSaid, Path: "/when", Value: "at-night", Heard: "/when"},
		{Of: transition.FeelingSaid, Path: "/said", Value: nil, Heard: "/said"},
		{Of: transition.FeelingTakenBack, Path: "/shared", Value: true, Heard: "/shared"},
	})
}

// forbidden are words that a text for a person does not have.
var forbidden = []string{"failed", "refused", "non-compliant", "dna", "relapse", "poor", "lack", "must", "should", "patient", "risk", "problem", "behaviour", "why"}

func TestPrompts(t *testing.T) {
	asked := map[string]bool{}
	for _, at := range transition.MovePoint("").Terms() {
		list := transition.Prompts(transition.MovePoint(at))
		t.Run("TRAN-09 "+at, func(t *testing.T) {
			require.True(t, transition.MovePoint(at).Known())
			require.NotEmpty(t, list)
			require.LessOrEqual(t, len(list), 3, "few enough to hear")
			for _, p := range list {
				require.Equal(t, at, string(p.At))
				require.False(t, asked[p.Asks], "each is asked once")
				asked[p.Asks] = true
				require.LessOrEqual(t, len(strings.Fields(p.Asks)), 12, p.Asks)
				require.Equal(t, 1, strings.Count(p.Asks, "?"), "one question at a time")
				require.True(t, strings.HasSuffix(p.Asks, "?"))
				first := strings.Fields(p.Asks)[0]
				require.Contains(t, []string{"What", "How", "Who"}, first, "an open question")
				words := strings.FieldsFunc(strings.ToLower(p.Asks), func(r rune) bool { return !(r >= 'a' && r <= 'z' || r == '-') })
				for _, w := range forbidden {
					require.False(t, slices.Contains(words, w), "%s: %s", w, p.Asks)
				}
			}
		})
	}
	require.Empty(t, transition.Prompts("at-night"))
	require.Empty(t, transition.Prompts(""))
	list := transition.Prompts(transition.WhenLast)
	list[0].Asks = "changed"
	require.NotEqual(t, "changed", transition.Prompts(transition.WhenLast)[0].Asks)
}
