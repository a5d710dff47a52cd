package fhir

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/peer"
	"github.com/towpath-care/towpath/transition"
)

// A later version of a record may bring a word that has no code yet, which no step
// makes today.
func TestUnknownTermsOfContactsAndMoves(t *testing.T) {
	t.Run("FHIR-01, FHIR-05, FHIR-23, TRAN-03 a word without a code is named and never guessed", func(t *testing.T) {
		_, err := notMet("storm")
		require.Equal(t, []string{"FHIR-05 unmappable /what/notMet"}, faults(t, err))
		_, err = checkStatus(transition.CheckAnswer{Check: "weather", Answer: transition.Met}, true)
		require.Equal(t, []string{"TRAN-03 unmappable /checks"}, faults(t, err))
		_, err = checkStatus(transition.CheckAnswer{Check: transition.Notice, Answer: "perhaps"}, true)
		require.Equal(t, []string{"TRAN-03 unmappable /checks"}, faults(t, err))
		require.Equal(t, []string{"TRAN-03 unmappable /status"}, faults(t, moveFault(false, "/status")))
	})
	t.Run("FHIR-05, FHIR-23, TRAN-03 every word there is has a code", func(t *testing.T) {
		require.Len(t, notMetTexts, len(peer.NotMet("").Terms()))
		require.Len(t, alongsides, len(peer.RelationshipTable().States))
		require.Len(t, moveStatuses, len(transition.TransitionTable().States))
		require.Len(t, checkTexts, len(transition.Check("").Terms()))
		require.Len(t, answerTexts, len(transition.Answer("").Terms()))
		for _, class := range classes {
			require.NotEmpty(t, classTexts[*class.Code])
		}
	})
}
