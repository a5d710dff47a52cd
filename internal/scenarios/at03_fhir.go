package scenarios

import (
	"encoding/json"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/fhir"
	"github.com/towpath-care/towpath/peer"
	"github.com/towpath-care/towpath/peer/sharing"
)

// at03FHIR is what a record system gets of the three contacts, at two of which lived
// experience was shared, and of what the two wrote for themselves.
func at03FHIR(t T, rel peer.Relationship, notes []sharing.Note, goal peer.Record, sealed ...peer.Record) {
	s := afterwards(t)
	facts := peer.ContactFactsFrom(policy(t), rel, peer.Readiness{Verdict: peer.Ready})
	contacts := []peer.Record{record(t, s, "c-2", peer.OneToOne, "2026-02-17T11:30:00Z", "2026-02-17T12:15:00Z", "2026-02-18T09:05Z", facts),
		record(t, s, "c-4", peer.OneToOne, "2026-02-24T11:00:00Z", "2026-02-24T11:45:00Z", "2026-02-24T12:00Z", facts),
		record(t, s, "c-5", peer.OneToOne, "2026-03-02T11:00:00Z", "2026-03-02T11:45:00Z", "2026-03-02T12:00Z", facts)}
	shared := map[peer.Ref]bool{}
	for _, c := range contacts {
		shared[c.Ref()] = sharing.TookPlace(notes, c.Ref().ID)
	}
	for _, n := range notes {
		sealed = append(sealed, n)
	}
	note, plan := jessWrote(t, s)
	sealed = append(sealed, note, plan)
	all := append([]peer.Record{rel, goal}, sealed...)
	bundle := func(site fhir.Site) []fhir.Resource {
		in := siteFor(t, site, p1, "2026-03-10T12:00Z")
		in.Shared = shared
		return made(t, in, append(contacts, all...)...)
	}
	marked := func(all []fhir.Resource) (out []string) {
		for _, r := range all {
			for _, code := range says(t, r.Body, "type.coding.code") {
				if code == "lived-experience-shared" {
					out = append(out, r.Type+" "+r.Identifier.Value)
				}
			}
		}
		return out
	}

	t.Run("AT-03, PEER-41, FHIR-12 off: no Encounter says that anything was shared", func(t T) {
		all := bundle(fhir.Site{})
		require.Equal(t, []string{"Encounter", "Encounter", "Encounter"}, typesOf(all))
		require.Empty(t, marked(all))
		off := everythingOn
		off.SharedFact = false
		require.Empty(t, marked(bundle(off)))
	})
	t.Run("AT-03, PEER-40, FHIR-12 on: exactly the two contacts do, and say no more", func(t T) {
		require.Equal(t, []string{"Encounter c-4", "Encounter c-5"}, marked(bundle(fhir.Site{SharedFact: true})))
	})
	t.Run("AT-03, FHIR-12 with everything on: no Observation, no canary, and not a word of what was shared", func(t T) {
		all := bundle(everythingOn)
		require.Len(t, marked(all), 2)
		require.NotContains(t, typesOf(all), "Observation")
		for _, r := range all {
			for _, never := range []string{"CANARY-REFL-7Q", "CANARY-WELL-8R", "returning-to-interests", "hospital-admission", "inspire-hope", "useful", "self-harm", "childhood"} {
				require.NotContains(t, string(r.Body), never, r.Type)
			}
		}
	})
	t.Run("AT-03, PEER-41, FHIR-12 what is sealed has no home in a record system", func(t T) {
		stayHere(t, sealed...)
		for _, r := range sealed {
			_, err := json.Marshal(r)
			require.ErrorIs(t, err, peer.ErrSealed)
		}
	})
}
