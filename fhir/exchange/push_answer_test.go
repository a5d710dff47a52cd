package exchange_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/fhir"
	"github.com/towpath-care/towpath/fhir/exchange"
	"github.com/towpath-care/towpath/fhir/fhirtest"
	"github.com/towpath-care/towpath/recovery"
)

// badAnswer is what a record system makes of the entries that it answers a Bundle with.
type badAnswer func(entries []map[string]json.RawMessage)

// otherwise lets the record system answer Bundles in its own way. blind: it cannot be
// asked in Bundles what stands there.
func (b *bench) otherwise(t *testing.T, how badAnswer, blind bool) {
	b.through(t, func(r *http.Request) (*http.Response, error) {
		if blind && r.Method == http.MethodPost {
			body, err := io.ReadAll(r.Body)
			if err != nil || bytes.Contains(body, []byte(`"method":"GET"`)) {
				return nil, fmt.Errorf("it is not asked that way")
			}
			r.Body = io.NopCloser(bytes.NewReader(body))
		}
		resp, err := http.DefaultTransport.RoundTrip(r)
		if err != nil || r.Method != http.MethodPost || !strings.HasSuffix(r.URL.Path, "/fhir") {
			return resp, err
		}
		body, err := io.ReadAll(resp.Body)
		resp.Body.Close()
		var bundle map[string]json.RawMessage
		var entries []map[string]json.RawMessage
		if err != nil || json.Unmarshal(body, &bundle) != nil || json.Unmarshal(bundle["entry"], &entries) != nil {
			return nil, fmt.Errorf("the record system answers with something else")
		}
		how(entries)
		if bundle["entry"], err = json.Marshal(entries); err == nil {
			body, err = json.Marshal(bundle)
		}
		resp.Body, resp.ContentLength = io.NopCloser(bytes.NewReader(body)), int64(len(body))
		resp.Header.Del("Content-Length")
		return resp, err
	})
}

// leavingOut takes members out of what the entries say, and the resources of writes.
func leavingOut(members ...string) badAnswer {
	return func(entries []map[string]json.RawMessage) {
		for _, e := range entries {
			var response map[string]json.RawMessage
			if json.Unmarshal(e["response"], &response) != nil || !bytes.Contains(e["resource"], []byte(`"Goal"`)) || bytes.Contains(e["resource"], []byte("searchset")) {
				continue
			}
			delete(e, "resource")
			for _, m := range members {
				delete(response, m)
			}
			e["response"], _ = json.Marshal(response)
		}
	}
}

func inReverse(entries []map[string]json.RawMessage) { slices.Reverse(entries) }

func writesInReverse(entries []map[string]json.RawMessage) {
	if !bytes.Contains(entries[0]["resource"], []byte("searchset")) {
		slices.Reverse(entries)
	}
}

func TestAnAnswerThatTellsEntriesApartBadly(t *testing.T) {
	ways := map[string][]badAnswer{
		"as R4 has it":                                   nil,
		"in another order":                               {inReverse},
		"in another order, and nobody can look":          {inReverse},
		"writes in another order, and where":             {leavingOut("etag", "lastModified"), writesInReverse},
		"in another order, without the resources":        {leavingOut(), inReverse},
		"without the resources":                          {leavingOut()},
		"without the resources and the versions":         {leavingOut("etag", "lastModified")},
		"without the resources, and where they stand":    {leavingOut("location")},
		"nothing but that it was done":                   {leavingOut("etag", "lastModified", "location")},
		"in another order, and nothing but where":        {leavingOut("etag", "lastModified"), inReverse},
		"in another order, and nothing but what version": {leavingOut("location"), inReverse},
	}
	for ids, config := range map[string]fhirtest.Config{"ids chosen by us": {UpdateCreate: true}, "created under a condition": {}} {
		for name, way := range ways {
			t.Run("FHIR-16, FHIR-17 each document is where it says: "+name+", "+ids, func(t *testing.T) {
				b := newBench(t, config)
				b.otherwise(t, func(entries []map[string]json.RawMessage) {
					for _, how := range way {
						how(entries)
					}
				}, strings.Contains(name, "nobody can look"))
				b.Records = goals(t, 12)
				require.Equal(t, 12, written(b.push(t, exchange.PushOptions{})))
				b.eachInItsPlace(t, 12)
				for n, g := range b.Records.(exchange.Loaded) {
					b.Records.(exchange.Loaded)[n] = onHold(t, g.(recovery.Goal))
				}
				if !strings.Contains(name, "but what version") { // nobody could tell
					b.wroteInto(t, b.epr.IDs("Goal")[4])
				}
				require.Equal(t, 12, written(b.push(t, exchange.PushOptions{})))
				b.eachInItsPlace(t, 12)
				require.Empty(t, b.parked(t))
				require.Zero(t, b.plan(t).Writes())
			})
		}
	}
}

// written is how many documents stand there after a push as they are to.
func written(r exchange.PushReport) int { return r.Writes() + r.Did[exchange.Leave] }

// eachInItsPlace holds every goal to what the ledger says of it: where it stands, the
// same from its first version on, and in which version.
func (b *bench) eachInItsPlace(t *testing.T, n int) {
	t.Helper()
	require.Len(t, b.epr.IDs("Goal"), n+1) // one is the service's
	for _, g := range b.Records.(exchange.Loaded) {
		link, known, err := b.Ledger.Link(t.Context(), "epr", exchange.Name{Type: "Goal", Record: g.Ref()})
		require.NoError(t, err)
		require.True(t, known)
		versions := b.epr.Versions("Goal", link.ID)
		require.NotEmpty(t, versions, "%s stands at %q", g.Ref(), link.ID)
		for _, v := range versions {
			require.True(t, fhir.Carries(v.Bytes, fhir.Identifier{System: fhir.Canonical + "/id/goal", Value: g.Ref().ID}), "%s: %s", g.Ref(), link.ID)
		}
	}
}

// wroteInto lets somebody write into a goal there.
func (b *bench) wroteInto(t *testing.T, id string) {
	t.Helper()
	require.NoError(t, b.epr.Edit("Goal", id, func(body []byte) []byte {
		return bytes.Replace(body, []byte(`"resourceType"`), []byte(`"x-note":"theirs","resourceType"`), 1)
	}))
}
