package safeguard_test

import (
	"encoding/json"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/internal/steptest"
	"github.com/towpath-care/towpath/peer"
	"github.com/towpath-care/towpath/safeguard"
)

// Whoever is told knows how the person may be reached, or that they have to ask first,
// before they can do anything.
func TestConcernSafeContactGoesAlong(t *testing.T) {
	for name, c := range map[string]struct {
		given safeguard.SafeContact
		want  safeguard.Contactable
		how   string
	}{
		"SAFE-05, H10 in the way that is safe":             {safeguard.SafeContact{Answer: safeguard.ContactHow, How: unsigned("by telephone, mornings only")}, safeguard.ContactHow, "by telephone, mornings only"},
		"SAFE-05, H10 not yet":                             {safeguard.SafeContact{Answer: safeguard.ContactNotYet}, safeguard.ContactNotYet, ""},
		"SAFE-05, H10 nobody said, so the worker is asked": {safeguard.SafeContact{}, "", ""},
	} {
		t.Run(name, func(t *testing.T) {
			p := raise(t, safeguard.Raise{ID: "c1", Trigger: safeguard.AbuseDisclosure, About: sian, Contact: c.given}, byJess, "2026-03-13T17:42Z").
				then(byPaul, safeguard.Sent{Turn: "1.1", To: ode, Receipt: "m-1"})
			least := p.concern.Minimal()
			require.Equal(t, c.want, least.Contact)
			require.Equal(t, c.how, least.How.Reveal())
			require.Equal(t, peer.ByStaff(jess, ""), least.Raiser, "whom to ask first")
			b := steptest.Seen(t, p.concern, peer.Reading{By: byOde, Purpose: peer.ForCare})
			var seen struct {
				Parts struct{ Concern struct{ Contact, How string } }
			}
			require.NoError(t, json.Unmarshal([]byte(b), &seen))
			require.Equal(t, []string{string(c.want), c.how}, []string{seen.Parts.Concern.Contact, seen.Parts.Concern.How})
		})
	}
	t.Run("SAFE-09, H10 it can be said and changed at any time", func(t *testing.T) {
		p := raise(t, safeguard.Raise{ID: "c1", Trigger: safeguard.AbuseDisclosure, About: sian}, byJess, "2026-03-13T17:42Z").
			then(byJess, safeguard.SayMore{Contact: safeguard.SafeContact{Answer: safeguard.ContactNotYet}}, "2026-03-13T17:50Z")
		require.Equal(t, safeguard.ContactNotYet, p.concern.Minimal().Contact)
	})
}
