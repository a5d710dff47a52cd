package fhirtest_test

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

func TestSeveralMachines(t *testing.T) {
	c := config()
	c.Nodes = []time.Duration{0, time.Second, -time.Second}
	s, base := start(t, c)
	require.NoError(t, s.Seed([]byte(goal)))
	same := func(b []byte) []byte { return b }
	for range 3 {
		require.NoError(t, s.Edit("Goal", "g1", same))
	}
	versions := s.Versions("Goal", "g1")
	require.Equal(t, time.Second, versions[2].At.Sub(versions[1].At))
	require.Equal(t, -2*time.Second, versions[3].At.Sub(versions[2].At))

	send(t, base, "GET /Goal", "")
	bundle := send(t, base, "GET /Goal", "")
	var answered struct {
		Meta struct{ LastUpdated time.Time }
	}
	require.NoError(t, json.Unmarshal([]byte(bundle.body), &answered))
	require.Equal(t, time.Second, answered.Meta.LastUpdated.Sub(versions[1].At), "the machine that answers has its own clock too")
}

func TestEditLate(t *testing.T) {
	at := time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC)
	c := config()
	c.Now = func() time.Time { return at }
	s, base := start(t, c)
	require.NoError(t, s.Seed([]byte(`{"resourceType":"Goal","id":"g1","meta":{"lastUpdated":"2026-03-01T00:00:00Z"}}`)))
	commit := s.EditLate("Goal", "g1", func(b []byte) []byte { return b })
	since := "GET /Goal?_lastUpdated=ge2026-03-02T09:00:00Z"
	at = at.Add(time.Minute)
	require.Empty(t, readBundle(t, send(t, base, since, "")).Entry, "nobody sees it before it is done")
	require.NoError(t, commit())
	require.Len(t, readBundle(t, send(t, base, since, "")).Entry, 1)
	require.Empty(t, readBundle(t, send(t, base, "GET /Goal?_lastUpdated=ge2026-03-02T09:00:30Z", "")).Entry, "it says when it was begun")
	require.Error(t, s.EditLate("Goal", "nobody", func(b []byte) []byte { return b })())
}

func TestElementsAndOrder(t *testing.T) {
	c := config()
	c.PageSize = 1
	s, base := start(t, c)
	require.NoError(t, s.Seed(
		[]byte(`{"resourceType":"Goal","id":"late","meta":{"lastUpdated":"2026-03-03T00:00:00Z","tag":[{"code":"a"}]},"note":[ 1.50 ],"description":{"text":"x"}}`),
		[]byte(`{"resourceType":"Goal","id":"early","meta":{"lastUpdated":"2026-03-01T00:00:00Z"},"note":[2]}`)))
	first := readBundle(t, send(t, base, "GET /Goal?_sort=_lastUpdated&_elements=id,note", ""))
	require.Contains(t, string(first.Entry[0].Resource), `"early"`)
	second := send(t, base, "GET "+strings.TrimPrefix(first.link("next"), base), "")
	require.Contains(t, second.body, `"note":[ 1.50 ]`)
	require.Contains(t, second.body, `"code":"SUBSETTED"`)
	require.NotContains(t, second.body, "description")
	require.Equal(t, 400, send(t, base, "GET /Goal?_sort=-_lastUpdated", "").StatusCode)
	kept, _ := s.Bytes("Goal", "late")
	require.Contains(t, string(kept), `"tag":[{"code":"a"}]`, "what is stored is whole")
}

func TestWithoutParams(t *testing.T) {
	c := config()
	c.WithoutParams = []string{"_lastUpdated", "_sort", "_elements", "identifier"}
	s, base := start(t, c)
	require.NoError(t, s.Seed([]byte(goal)))
	for _, query := range []string{"_lastUpdated=gt2026", "_sort=_lastUpdated", "_elements=id", "identifier=urn:x|1"} {
		require.Equal(t, 400, send(t, base, "GET /Goal?"+query, "").StatusCode, query)
		require.Equal(t, 200, send(t, base, "GET /Goal?"+query, "", "Prefer: handling=lenient").StatusCode, query)
	}
	for _, name := range []string{"_lastUpdated", "identifier"} {
		require.NotContains(t, send(t, base, "GET /metadata", "").body, `{"name":"`+name+`"`)
	}
	require.Equal(t, 200, send(t, base, "GET /Goal?_id=g1", "").StatusCode)
}
