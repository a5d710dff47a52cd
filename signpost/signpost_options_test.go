package signpost_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/peer"
	"github.com/towpath-care/towpath/signpost"
)

// TestSignpostNumbersOffered: what is numbered is offered by its number, and only what is
// still open.
func TestSignpostNumbersOffered(t *testing.T) {
	offered := func(w *way, do peer.Action) []string {
		for _, c := range w.s.Choices(act(bySian, whenNext, "x", w.s), w.facts) {
			if c.Do == do {
				return c.Fields[0].Options
			}
		}
		return nil
	}
	w := chosenWay(t, shed)
	for _, do := range []peer.Action{"help-done", "drop-help", "solve-challenge"} {
		require.Equal(t, []string{}, offered(w, do), do)
	}
	w.then(bySian, signpost.AskHelp{Kind: signpost.HelpForm}).then(bySian, signpost.AskHelp{Kind: signpost.HelpGoAlong}).then(bySian, signpost.DropHelp{Number: 1})
	require.Equal(t, []string{"2"}, offered(w, "help-done"), "SIGN-18")
	require.Equal(t, []string{"2"}, offered(w, "drop-help"), "SIGN-18")
	w.then(bySian, signpost.NameChallenge{Kind: signpost.ChallengeTravel})
	require.Equal(t, []string{"1"}, offered(w, "solve-challenge"), "SIGN-19")
}
