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

var feelingKind = steptest.Kind[transition.Feeling, transition.FeelingStep, transition.Facts]{
	Table: transition.FeelingTable(), New: transition.NewFeeling, CheckNew: transition.CheckNewFeeling, Starts: transition.FeelingStarts,
	Do: transition.Feeling.Do, Check: transition.Feeling.Check, Choices: transition.Feeling.Choices,
	Decode: transition.DecodeFeeling, EncodeStep: transition.EncodeFeelingStep, DecodeStep: transition.DecodeFeelingStep,
}

func theFeeling() transition.SayFeeling {
	return transition.SayFeeling{ID: "f1", Person: sian, Worker: jess, Transition: "t1", When: transition.WhenAnnounced,
		Words: own(bySian, "I will miss the garden, and Ahmed")}
}

func feelingsOf(t testing.TB) (said, shared transition.Feeling, records map[peer.Status]transition.Feeling) {
	t.Helper()
	said = done(t, feelingKind, transition.Feeling{}, transition.FeelingStep(theFeeling()), byJess)
	shared = done(t, feelingKind, said, transition.FeelingStep(transition.ShareFeeling{Share: true}), bySian)
	return said, shared, map[peer.Status]transition.Feeling{transition.FeelingSaid: said,
		transition.FeelingTakenBack: done(t, feelingKind, shared, transition.FeelingStep(transition.TakeFeelingBack{}), bySian)}
}

func TestFeelingEveryRow(t *testing.T) {
	said, shared, records := feelingsOf(t)
	type step = transition.FeelingStep
	words := []peer.Rule{row("TRAN-09", peer.ErrPersonsWordsOnly)}
	both := append([]peer.Rule{row("TRAN-09", peer.ErrNotAuthorised)}, words...)
	steptest.Plan[transition.Feeling, transition.FeelingStep, transition.Facts]{
		Kind: feelingKind, Person: sian, Anybody: anybody(peer.PartyStaff), Records: records,
		Cases: []steptest.Case[transition.Feeling, transition.FeelingStep, transition.Facts]{
			planned(t, "TRAN-09 the person says it", transition.Feeling{}, step(theFeeling()), bySian, transition.FeelingSaid, map[string][]peer.Rule{"/person": both}),
			planned(t, "TRAN-09 the worker writes it down", transition.Feeling{}, step(theFeeling()), byJess, transition.FeelingSaid,
				map[string][]peer.Rule{"/person": words, "/worker": both[:1], "/words": words}),
			planned(t, "TRAN-09 others may know", said, step(transition.ShareFeeling{Share: true}), bySian, transition.FeelingSaid, nil),
			planned(t, "TRAN-09 take back", shared, step(transition.TakeFeelingBack{}), bySian, transition.FeelingTakenBack, nil),
		},
	}.Run(t)
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
			only(t, tried(t, feelingKind, transition.Feeling{}, transition.FeelingStep(step), c.by), "TRAN-09 persons-words-only", "/words")
		})
	}
	said, _, _ := feelingsOf(t)
	for name, by := range map[string]peer.Actor{"worker": byJess, "organiser": byKay, "carer": byMegan} {
		t.Run("TRAN-09 the "+name+" shares it or takes it back", func(t *testing.T) {
			only(t, tried(t, feelingKind, said, transition.FeelingStep(transition.ShareFeeling{Share: true}), by), "TRAN-09 persons-choice-only", "")
			only(t, tried(t, feelingKind, said, transition.FeelingStep(transition.TakeFeelingBack{}), by), "TRAN-09 persons-choice-only", "")
		})
	}
	t.Run("TRAN-09 words without an author are the person's", func(t *testing.T) {
		step := theFeeling()
		step.Words, step.When = unsigned("sad"), ""
		f := done(t, feelingKind, transition.Feeling{}, transition.FeelingStep(step), bySian)
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
	t.Run("TRAN-09 it is for the two", func(t *testing.T) { seen(t, said, "feeling", rule, "sian", "jess") })
	t.Run("TRAN-09 it goes further when the person wants", func(t *testing.T) {
		seen(t, shared, "feeling", rule, "sian", "jess", "jess care-record", "kay direct-care", "kay care-record", "rowan direct-care", "rowan care-record")
	})
	t.Run("TRAN-09 and no further when they change their mind", func(t *testing.T) {
		again := done(t, feelingKind, shared, transition.FeelingStep(transition.ShareFeeling{}), bySian)
		require.False(t, again.Shared())
		seen(t, again, "feeling", rule, "sian", "jess")
	})
	t.Run("TRAN-09 taken back it is the person's alone", func(t *testing.T) {
		seen(t, records[transition.FeelingTakenBack], "feeling", rule, "sian")
		require.False(t, records[transition.FeelingTakenBack].Shared())
	})
	t.Run("TRAN-09 no consent to share a plan opens it", func(t *testing.T) {
		for _, p := range []peer.Purpose{peer.ForCare, peer.ForRecord, peer.ForSupervision} {
			require.False(t, said.Sees("feeling", reader{byKay, p, sharesPlan(p, peer.Yes)}.reading()))
		}
	})
}

func TestFeelingHistories(t *testing.T) {
	histories(t, feelingKind, func(t require.TestingT, f transition.Feeling, c peer.Change) {
		saidBySian(t, f.Person(), f.Words())
		require.True(t, f.Rev() == 1 || c.As == peer.PartyPerson)
		require.True(t, f.Status() == transition.FeelingSaid || !f.Shared())
		require.False(t, f.Sees("feeling", reader{byRowan, peer.ForRecord, nil}.reading()) && !f.Shared())
	})
}

func TestFeelingStored(t *testing.T) {
	_, _, records := feelingsOf(t)
	goldens(t, transition.DecodeFeeling, records)
	unreadable(t, transition.DecodeFeeling, records, []hostile{
		{transition.FeelingSaid, "/words/by", map[string]any{"staff": "w4"}, "/words"},
		{transition.FeelingSaid, "/words/by", map[string]any{"person": "p4", "staff": "w4"}, "/words"},
		{transition.FeelingSaid, "/words/text", "", "/words"},
		{transition.FeelingSaid, "/words/text", strings.Repeat("x", 4001), "/words/text"},
		{transition.FeelingSaid, "/person", "p6", "/words"},
		{transition.FeelingSaid, "/transition", "", "/transition"},
		{transition.FeelingSaid, "/when", "at-night", "/when"},
		{transition.FeelingSaid, "/said", nil, "/said"},
		{transition.FeelingTakenBack, "/shared", true, "/shared"},
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
