package recovery_test

import (
	"slices"
	"strings"
	"testing"
	"unicode"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/recovery"
)

// foretelling are words that foretell, weigh, blame or close: they stand in nothing
// that is asked to keep hope in view.
var foretelling = []string{"unlikely", "likely", "probably", "chance", "odds", "risk", "prognosis", "outcome", "recover", "recovered", "remission", "relapse", "symptom", "symptoms", "illness", "ill", "diagnosis",
	"treatment", "score", "rate", "percent", "average", "normal", "expect", "realistic", "unrealistic", "fail", "fault", "wrong", "mistake", "poor", "lack", "should", "must", "need", "try harder", "why", "never",
	"always", "cancel", "close", "closed", "end", "stop", "quit", "drop", "impossible", "too late", "too hard", "again"}

func spokenWords(text string) []string {
	return strings.FieldsFunc(strings.ToLower(text), func(r rune) bool { return !unicode.IsLetter(r) })
}

// plainEnglish checks the words and the length of a sentence.
func plainEnglish(t *testing.T, says string) {
	t.Helper()
	words := spokenWords(says)
	padded := " " + strings.Join(words, " ") + " "
	for _, w := range foretelling {
		require.NotContains(t, padded, " "+w+" ", "REC-04 %q", says)
	}
	require.LessOrEqual(t, len(words), 12, "REC-04 a short sentence: %q", says)
	require.Equal(t, 1, strings.Count(says, "?")+strings.Count(says, "."), "one sentence: %q", says)
	letters := 0
	for _, w := range words {
		require.LessOrEqual(t, len(w), 9, "a short word: %q", w)
		letters += len(w)
	}
	require.LessOrEqual(t, letters, 5*len(words), "REC-04 words of five letters or fewer on average: %q", says)
}

func TestPrompts(t *testing.T) {
	seen := map[string]bool{}
	for _, word := range recovery.PromptMoment("").Terms() {
		m := recovery.PromptMoment(word)
		list := recovery.Prompts(m)
		require.GreaterOrEqual(t, len(list), 3, m)
		for _, p := range list {
			t.Run("REC-04 "+p.Code, func(t *testing.T) {
				require.False(t, seen[p.Code], "a code names one prompt")
				plainEnglish(t, p.Says)
				require.True(t, strings.HasSuffix(p.Says, "?"))
				require.Contains(t, []string{"what", "which", "who", "how", "when", "where"}, spokenWords(p.Says)[0], "an open question is not answered with yes or no")
				require.True(t, p.Offer == "" || m == recovery.MomentStill && p.Offer.Known())
			})
			seen[p.Code] = true
		}
		list[0].Says = "spoilt"
		require.NotEqual(t, "spoilt", recovery.Prompts(m)[0].Says)
	}
	require.Empty(t, recovery.Prompts(""))
	require.Empty(t, recovery.Prompts("before-a-discharge"))
	closed(t, recovery.MomentEnding)

	still := recovery.Prompts(recovery.MomentStill)
	for _, o := range recovery.Offer("").Terms() {
		t.Run("REC-04, REC-13 "+o, func(t *testing.T) {
			n := 0
			for _, p := range still {
				if p.Offer == recovery.Offer(o) {
					n++
				}
			}
			require.Equal(t, 1, n, "each offer has a question that opens it")
		})
	}
}

// The codes are stored by front ends that say the prompts in another language.
func TestPromptCodesAreForGood(t *testing.T) {
	var codes []string
	for _, word := range recovery.PromptMoment("").Terms() {
		for _, p := range recovery.Prompts(recovery.PromptMoment(word)) {
			codes = append(codes, p.Code)
		}
	}
	for _, x := range recovery.SetbackTexts() {
		codes = append(codes, x.Code)
	}
	for _, code := range []string{"setback-helped-before", "setback-kept-going", "setback-possible", "setback-friend", "setback-now",
		"look-back-glad", "look-back-strength", "look-back-know", "look-back-mark", "look-back-more",
		"still-matters", "still-rest", "still-smaller-step", "still-problem-solving", "still-look-back",
		"ending-proud", "ending-carry", "ending-people", "ending-hope",
		"goal-open", "goal-as-it-was", "goal-waits", "goal-yours"} {
		require.Contains(t, codes, code)
	}
}

func TestSetbackTextsKeepTheGoalOpen(t *testing.T) {
	list := recovery.SetbackTexts()
	require.NotEmpty(t, list)
	codes := map[string]bool{}
	for _, x := range list {
		t.Run("REC-04, REC-12 "+x.Code, func(t *testing.T) {
			require.False(t, codes[x.Code])
			plainEnglish(t, x.Says)
			words := spokenWords(x.Says)
			require.Contains(t, words, "goal")
			require.True(t, slices.ContainsFunc([]string{"open", "as it was", "wait", "yours"}, func(kept string) bool {
				return strings.Contains(strings.Join(words, " "), kept)
			}), "it says that the goal is still there: %q", x.Says)
		})
		codes[x.Code] = true
	}
	list[0].Says = "spoilt"
	require.NotEqual(t, "spoilt", recovery.SetbackTexts()[0].Says)
}
