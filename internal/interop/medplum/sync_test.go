package medplum_test

import (
	"bytes"
	"context"
	"encoding/json"
	"io/fs"
	"net/http"
	"testing"
	"time"
	_ "time/tzdata"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/examples/fixtures"
	"github.com/towpath-care/towpath/fhir"
	"github.com/towpath-care/towpath/fhir/client"
	"github.com/towpath-care/towpath/fhir/exchange"
	"github.com/towpath-care/towpath/peer"
)

// known says who is who among the invented people.
type known struct{ aled fhir.Person }

func (k known) Person(context.Context, peer.PersonID) (fhir.Person, error) { return k.aled, nil }

func (known) Staff(context.Context, peer.StaffID) (fhir.Reference, error) {
	return fhir.Reference{Reference: "Practitioner/jess-tamblyn", Display: "Jess Tamblyn"}, nil
}

func (known) Organisation(context.Context, peer.OrgID) (fhir.Reference, error) {
	return fhir.Reference{Reference: "Organization/tamarside"}, nil
}

// put sends a resource as another user of the record system would.
func put(t *testing.T, base string, resource map[string]any) {
	t.Helper()
	body, err := json.Marshal(resource)
	require.NoError(t, err)
	at := base + "/" + resource["resourceType"].(string) + "/" + resource["id"].(string)
	r, err := http.NewRequestWithContext(t.Context(), http.MethodPut, at, bytes.NewReader(body))
	require.NoError(t, err)
	r.Header.Set("Content-Type", "application/fhir+json")
	answer, err := http.DefaultClient.Do(r)
	require.NoError(t, err)
	require.NoError(t, answer.Body.Close())
	require.Equal(t, http.StatusOK, answer.StatusCode, at)
}

// filled fills the record system with the invented people, without the member of
// their maker's own that Medplum does not take, and gives an exchange with it.
func filled(t *testing.T, base string) (*exchange.Exchange, *client.Client) {
	t.Helper()
	names, err := fs.Glob(fixtures.EPR(), "*.json")
	require.NoError(t, err)
	for _, name := range names {
		text, err := fs.ReadFile(fixtures.EPR(), name)
		require.NoError(t, err)
		var resource map[string]any
		require.NoError(t, json.Unmarshal(text, &resource))
		delete(resource, "x-tamarside-workflow")
		put(t, base, resource)
	}
	number, err := peer.ParseNHSNumber("9990001014")
	require.NoError(t, err)
	told, err := fixtures.Story()
	require.NoError(t, err)
	c, err := client.New(client.Config{Base: base})
	require.NoError(t, err)
	return &exchange.Exchange{
		Target: "medplum", Base: base, Records: exchange.Loaded(told.Records), Ledger: &exchange.MemoryLedger{},
		People: known{fhir.Person{NHSNumber: number, BirthDate: peer.MustDate("1988-04-12"), Family: peer.Say("Prowse")}},
		Site:   fhir.Site{PlanEdits: true}, Now: func() time.Time { return time.Date(2026, 3, 10, 9, 0, 0, 0, time.UTC) },
	}, c
}

func TestMedplumTakesWhatWeSend(t *testing.T) {
	base := server(t)
	x, c := filled(t, base)
	plan := func() exchange.Plan {
		require.NoError(t, x.MarkChanged(t.Context()))
		p, err := x.Plan(t.Context(), c.Reader())
		require.NoError(t, err)
		return p
	}
	t.Run("FHIR-16 each document arrives once, and again is nothing", func(t *testing.T) {
		r, err := x.Apply(t.Context(), c, plan(), nil)
		require.NoError(t, err)
		require.Equal(t, map[exchange.Do]int{exchange.Create: 5, exchange.Edit: 1, exchange.Keep: 5}, r.Counts())
		require.Zero(t, r.Foreign())
		x.Ledger = &exchange.MemoryLedger{}
		require.Equal(t, map[exchange.Do]int{exchange.Leave: 6, exchange.Keep: 5}, plan().Counts())
	})
	t.Run("FHIR-16 somebody edits the plan between our read and our write: both changes stand", func(t *testing.T) {
		there, err := c.Reader().Read(t.Context(), "CarePlan", "CP-SVC-77")
		require.NoError(t, err)
		var theirs map[string]any
		require.NoError(t, json.Unmarshal(there.Body, &theirs))
		delete(theirs, "activity")
		put(t, base, theirs)
		x.Ledger = &exchange.MemoryLedger{}
		p := plan()
		theirs["title"] = "changed meanwhile"
		put(t, base, theirs)
		r, err := x.Apply(t.Context(), c, p, nil)
		require.NoError(t, err)
		require.Equal(t, 1, r.Counts()[exchange.Edit])
		there, err = c.Reader().Read(t.Context(), "CarePlan", "CP-SVC-77")
		require.NoError(t, err)
		require.Contains(t, string(there.Body), "changed meanwhile")
		require.Contains(t, string(there.Body), "-activity")
	})
}
