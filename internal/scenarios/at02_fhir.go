package scenarios

import (
	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/fhir"
	"github.com/towpath-care/towpath/peer"
)

// at02Supervised is what a record system gets of Callum's contact with Carys beside him,
// and of all that was looked at before he might have it.
func at02Supervised(t T, c peer.Contact, behind ...peer.Record) {
	t.Run("AT-02, FHIR-05, PEER-04 an Encounter with two participants, of whom one supervises", func(t T) {
		all := made(t, siteFor(t, fhir.Site{}, p1, "2026-03-10T13:00Z"), append([]peer.Record{c}, behind...)...)
		require.Equal(t, []string{"Encounter"}, typesOf(all))
		require.Equal(t, []string{"Practitioner/w1", "Practitioner/w5"}, says(t, all[0].Body, "participant.individual.reference"))
		require.Equal(t, []string{"PPRF"}, says(t, all[0].Body, "participant.type.coding.code")[:1])
		require.Contains(t, says(t, all[0].Body, "participant.type.coding.code")[1:], "supervising")
		require.NotContains(t, says(t, all[0].Body, "participant.type.coding.code")[1:], "PPRF")
	})
	t.Run("AT-02, FHIR-12 no supervision, check or training in any resource, whatever the site has turned on", func(t T) {
		stayHere(t, behind...)
		for _, r := range made(t, siteFor(t, everythingOn, p1, "2026-03-10T13:00Z"), append([]peer.Record{c}, behind...)...) {
			for _, hidden := range []string{"001234567890", "certificate", "training", "check", "induction", "DBS"} {
				require.NotContains(t, string(r.Body), hidden, r.Type)
			}
		}
	})
}
