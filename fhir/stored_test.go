package fhir_test

import (
	"encoding/json"
	"maps"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/fhir"
	"github.com/towpath-care/towpath/peer"
)

// stored is a record as its own package keeps one, such as "peer/contact-planned",
// with members put into it. A member that is nil is taken out.
func stored[R peer.Record](t testing.TB, name string, with map[string]any) R {
	t.Helper()
	body, err := os.ReadFile(filepath.Join("..", filepath.Dir(name), "testdata", "v1", filepath.Base(name)+".json"))
	require.NoError(t, err)
	var members map[string]any
	require.NoError(t, json.Unmarshal(body, &members))
	maps.Copy(members, with)
	maps.DeleteFunc(members, func(_ string, v any) bool { return v == nil })
	kind := peer.Kind(members["kind"].(string))
	body, err = json.Marshal(members)
	require.NoError(t, err)
	return decode(t, kind, body).(R)
}

// put is a member of a stored record, from its JSON.
func put(t testing.TB, body string) any {
	t.Helper()
	var v any
	require.NoError(t, json.Unmarshal([]byte(body), &v))
	return v
}

// saysYes is a person's yes that something may go into the record, or another answer.
func saysYes(person peer.PersonID, scope peer.ConsentScope, given peer.Tri) []peer.Consent {
	return []peer.Consent{{ID: "yes-1", Person: person, Scope: scope, Purpose: peer.ForRecord, Given: given, From: time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)}}
}

// sharing is tamarside with every switch of this package's own on and a yes to
// whatever was asked.
func sharing(t testing.TB) fhir.Context {
	t.Helper()
	in := tamarside(t)
	in.At = clock
	in.Site = fhir.Site{Episodes: true, Appointments: true, SharedFact: true, Messages: true, Provenance: true, Organisation: "A"}
	in.People.Patients["p4"] = fhir.Patient{Reference: fhir.Reference{Reference: "Patient/p4"}}
	in.People.Staff["w9"] = fhir.Reference{Reference: "Practitioner/w9"}
	in.People.Staff["kay-orr"] = fhir.Reference{Reference: "Practitioner/kay", Display: "Kay Orr"}
	for _, person := range []peer.PersonID{aled, "p4"} {
		for _, scope := range []peer.ConsentScope{peer.ShareContacts, peer.SharePlan, peer.ShareAgreement, peer.ShareGoals} {
			in.Consents = append(in.Consents, saysYes(person, scope, peer.Yes)...)
		}
	}
	return in
}

// built is every document of a record that can be built.
func built(t testing.TB, r peer.Record, in fhir.Context) []fhir.Resource {
	t.Helper()
	var out []fhir.Resource
	for _, name := range in.Site.Documents(r) {
		if resource, _, err := fhir.Build(name, r, in); err == nil {
			out = append(out, resource)
		}
	}
	return out
}
