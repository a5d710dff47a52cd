package fhirtest_test

import (
	"encoding/json"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/fhir/fhirtest"
)

func TestDelete(t *testing.T) {
	s, base := start(t, config())
	require.NoError(t, s.Seed([]byte(goal), []byte(patientP1)))
	require.Equal(t, 412, send(t, base, "DELETE /Goal/g1", "", `If-Match: W/"7"`).StatusCode, "somebody else's version is not deleted")
	require.Equal(t, 400, send(t, base, "DELETE /Goal/g1?_id=g1", "").StatusCode)
	require.Equal(t, 405, send(t, base, "DELETE /Patient/p1", "").StatusCode, "what is read-only stays")
	require.Zero(t, s.Writes())

	gone := send(t, base, "DELETE /Goal/g1", "", `If-Match: W/"1"`)
	require.Equal(t, 204, gone.StatusCode)
	require.Empty(t, gone.body)
	require.Equal(t, `W/"2"`, gone.Header.Get("ETag"))
	require.Equal(t, 1, s.Writes())

	read := send(t, base, "GET /Goal/g1", "")
	require.Equal(t, 410, read.StatusCode)
	require.Equal(t, "deleted", read.issues(t)[0]["code"])
	require.Equal(t, `W/"2"`, read.Header.Get("ETag"))
	require.Equal(t, 200, send(t, base, "GET /Goal/g1/_history/1", "").StatusCode, "the past stays")
	require.Equal(t, 410, send(t, base, "GET /Goal/g1/_history/2", "").StatusCode)
	require.Equal(t, 410, send(t, base, "PATCH /Goal/g1", `[]`, "Content-Type: application/json-patch+json").StatusCode)
	require.Empty(t, readBundle(t, send(t, base, "GET /Goal?_id=g1", "")).Entry)
	require.Empty(t, readBundle(t, send(t, base, "GET /Goal", "")).Entry)
	require.Empty(t, s.IDs("Goal"))
	_, there := s.Bytes("Goal", "g1")
	require.False(t, there)
	require.Error(t, s.Edit("Goal", "g1", func(b []byte) []byte { return b }))
	require.Error(t, s.Delete("Goal", "g1"))

	require.Equal(t, 204, send(t, base, "DELETE /Goal/g1", "").StatusCode, "deleted is deleted")
	require.Equal(t, 204, send(t, base, "DELETE /Goal/never", "").StatusCode)
	require.Equal(t, 412, send(t, base, "DELETE /Goal/never", "", `If-Match: W/"1"`).StatusCode)
	require.Equal(t, 1, s.Writes())
}

func TestADeletedResourceComesBack(t *testing.T) {
	for _, c := range []struct {
		name    string
		headers []string
		status  int
	}{
		{"plainly", nil, 201},
		{"if there is none", []string{"If-None-Match: *"}, 201},
		{"from the deletion", []string{`If-Match: W/"2"`}, 201},
		{"from before the deletion", []string{`If-Match: W/"1"`}, 412},
	} {
		t.Run(c.name, func(t *testing.T) {
			s, base := start(t, config())
			require.NoError(t, s.Seed([]byte(goal)))
			require.NoError(t, s.Delete("Goal", "g1"))
			got := send(t, base, "PUT /Goal/g1", goal, c.headers...)
			require.Equal(t, c.status, got.StatusCode, got.body)
			if c.status != 201 {
				require.Len(t, s.Versions("Goal", "g1"), 2)
				return
			}
			require.Equal(t, `W/"3"`, got.Header.Get("ETag"))
			require.Equal(t, base+"/Goal/g1/_history/3", got.Header.Get("Location"))
			require.Equal(t, 200, send(t, base, "GET /Goal/g1", "").StatusCode)
			require.Equal(t, []string{"g1"}, readBundle(t, send(t, base, "GET /Goal?subject=p1", "")).ids(t))
			versions := s.Versions("Goal", "g1")
			require.True(t, versions[1].Deleted)
			require.Nil(t, versions[1].Bytes)
		})
	}
}

type historyBundle struct {
	Type  string
	Total *int
	Link  []struct{ Relation, URL string }
	Entry []struct {
		FullURL  string
		Resource json.RawMessage
		Request  struct{ Method, URL string }
		Response struct{ Status, ETag, LastModified string }
	}
}

func readHistory(t *testing.T, r reply) (h historyBundle, lines []string) {
	t.Helper()
	require.Equal(t, 200, r.StatusCode, r.body)
	require.NoError(t, json.Unmarshal([]byte(r.body), &h))
	require.Equal(t, "history", h.Type)
	for _, e := range h.Entry {
		lines = append(lines, e.Request.Method+" "+e.Request.URL+" "+e.Response.ETag+" "+e.Response.Status)
		require.Equal(t, e.Request.Method == "DELETE", e.Resource == nil, "a deletion has no resource, everything else has")
	}
	return h, lines
}

func TestHistory(t *testing.T) {
	c := config()
	c.PageSize = 3
	s, base := start(t, c)
	require.NoError(t, s.Seed([]byte(goal)))
	require.Equal(t, 200, send(t, base, "PUT /Goal/g1", goal, `If-Match: W/"1"`).StatusCode)
	require.Equal(t, 201, send(t, base, "POST /Goal", goal).StatusCode)
	require.Equal(t, 201, send(t, base, "POST /Encounter", encounter).StatusCode)
	require.Equal(t, 204, send(t, base, "DELETE /Goal/g1", "").StatusCode)

	_, one := readHistory(t, send(t, base, "GET /Goal/g1/_history", ""))
	require.Equal(t, []string{`DELETE Goal/g1 W/"3" 204 No Content`, `PUT Goal/g1 W/"2" 200 OK`, `PUT Goal/g1 W/"1" 200 OK`}, one)

	first, ofType := readHistory(t, send(t, base, "GET /Goal/_history", ""))
	require.Equal(t, []string{`DELETE Goal/g1 W/"3" 204 No Content`, `POST Goal W/"1" 201 Created`, `PUT Goal/g1 W/"2" 200 OK`}, ofType)
	require.Equal(t, 4, *first.Total)
	require.Equal(t, base+"/Goal/srv-1", first.Entry[1].FullURL)
	require.Equal(t, 201, send(t, base, "POST /Goal", goal).StatusCode)
	require.Equal(t, "next", first.Link[1].Relation)
	_, rest := readHistory(t, send(t, first.Link[1].URL, "GET ", ""))
	require.Equal(t, []string{`PUT Goal/g1 W/"1" 200 OK`}, rest, "what came in meanwhile shifts nothing")

	_, all := readHistory(t, send(t, base, "GET /_history?_count=2", ""))
	require.Equal(t, []string{`POST Goal W/"1" 201 Created`, `DELETE Goal/g1 W/"3" 204 No Content`}, all)
	none, _ := readHistory(t, send(t, base, "GET /_history?_count=0", ""))
	require.Empty(t, none.Entry)
	require.Len(t, none.Link, 1)

	runAll(t, []row{
		{name: "of nothing", request: "GET /Goal/g1/_history", status: 404, code: "not-found"},
		{name: "_at", request: "GET /Goal/_history?_at=2026", status: 400, code: "not-supported"},
		{name: "_since without a zone", request: "GET /Goal/_history?_since=2026-03-02", status: 400, code: "value", at: "http._since"},
		{name: "_count", request: "GET /Goal/_history?_count=-1", status: 400, code: "value", at: "http._count"},
		{name: "a page nobody keeps", request: "GET /Goal/_history?_page=1", status: 410, code: "expired"},
		{name: "of a type nobody has", request: "GET /Banana/_history", status: 404, code: "not-supported"},
		{name: "written to", request: "POST /Goal/_history", body: goal, status: 405, code: "not-supported", want: []string{"Allow: GET, HEAD"}},
		{name: "left out", config: func(c *fhirtest.Config) { c.Without = []string{"history-type"} }, request: "GET /Goal/_history", status: 405, code: "not-supported"},
	})
}

func TestSince(t *testing.T) {
	now := noon
	c := config()
	c.Now = func() time.Time { return now }
	_, base := start(t, c)
	for range 3 {
		require.Equal(t, 201, send(t, base, "POST /Goal", goal).StatusCode)
		now = now.Add(time.Minute)
	}
	_, lines := readHistory(t, send(t, base, "GET /Goal/_history?_since="+url.QueryEscape(noon.Add(time.Minute).Format(time.RFC3339Nano)), ""))
	require.Len(t, lines, 2, "from the instant on, not behind it")
}

func TestLastUpdated(t *testing.T) {
	now := noon
	c := config()
	c.Now = func() time.Time { return now }
	_, base := start(t, c)
	for range 3 { // at 12:00:00.250 on the 2nd, the 3rd and the 4th
		require.Equal(t, 201, send(t, base, "POST /Goal", goal).StatusCode)
		now = now.AddDate(0, 0, 1)
	}
	for query, want := range map[string]string{
		"2026-03-03":                    "srv-2",
		"2026-03":                       "srv-1 srv-2 srv-3",
		"eq2026-03-03T12:00:00.250Z":    "srv-2",
		"2026-03-03T12:00:00Z":          "srv-2",
		"2026-03-03T13:00:00.250+01:00": "srv-2",
		"2026-03-03T12:00":              "srv-2",
		"ne2026-03-03":                  "srv-1 srv-3",
		"gt2026-03-03":                  "srv-3",
		"gt2026-03-03T12:00:00.250Z":    "srv-3",
		"ge2026-03-03T12:00:00.250Z":    "srv-2 srv-3",
		"ge2026-03-03":                  "srv-2 srv-3",
		"lt2026-03-03":                  "srv-1",
		"le2026-03-03":                  "srv-1 srv-2",
		"sa2026-03-03":                  "srv-3",
		"eb2026-03-03":                  "srv-1",
		"sa2026-03-03T12:00:00.249Z":    "srv-2 srv-3",
		"sa2026-03-03T12:00:00.250Z":    "srv-3",
		"eb2026-03-03T12:00:00.251Z":    "srv-1 srv-2",
		"eb2026-03-03T12:00:00.250Z":    "srv-1",
		"2026-03-02,2026-03-04":         "srv-1 srv-3",
		"2027":                          "",
	} {
		got := readBundle(t, send(t, base, "GET /Goal?_lastUpdated="+url.QueryEscape(query), ""))
		require.Equal(t, strings.Fields(want), got.ids(t), query)
	}
	both := readBundle(t, send(t, base, "GET /Goal?_lastUpdated=gt2026-03-02&_lastUpdated=lt2026-03-04", ""))
	require.Equal(t, []string{"srv-2"}, both.ids(t))
	require.Equal(t, 400, send(t, base, "GET /Goal?_lastUpdated=2026-03-03T12:00:00+00:00", "").StatusCode, "a plus that nobody escaped is a space")
}

func TestPagesExpire(t *testing.T) {
	now := noon
	c := config()
	c.PageSize, c.PageLife = 1, time.Minute
	c.Now = func() time.Time { return now }
	s, base := start(t, c)
	require.NoError(t, s.Seed([]byte(people[3]), []byte(people[5]), []byte(people[6])))
	next := func() string { return readBundle(t, send(t, base, "GET /Goal", "")).link("next") }
	first := next()
	require.Equal(t, 200, send(t, first, "GET ", "").StatusCode)
	require.Equal(t, 200, send(t, first, "GET ", "").StatusCode, "a page can be asked for again")
	require.Equal(t, 410, send(t, first+"&subject=p1", "GET ", "").StatusCode, "a link is followed as it is")
	require.Equal(t, 410, send(t, strings.Replace(first, "/Goal", "/Patient", 1), "GET ", "").StatusCode)
	require.Equal(t, 410, send(t, strings.Replace(first, "/Goal", "/Goal/_history", 1), "GET ", "").StatusCode)
	now = now.Add(time.Minute)
	late := send(t, first, "GET ", "")
	require.Equal(t, 410, late.StatusCode)
	require.Equal(t, "expired", late.issues(t)[0]["code"])
	again := next()
	for range 1000 {
		require.NotEqual(t, again, next())
	}
	require.Equal(t, 410, send(t, again, "GET ", "").StatusCode, "a thousand links are kept")
	require.NotContains(t, again, "=2")
}

func TestTotal(t *testing.T) {
	s, base := start(t, config())
	require.NoError(t, s.Seed([]byte(goal)))
	require.NotContains(t, send(t, base, "GET /Goal?_total=none", "").body, `"total"`)
	for _, kind := range []string{"estimate", "accurate"} {
		require.Contains(t, send(t, base, "GET /Goal?_total="+kind, "").body, `"total":1`)
	}
	require.Equal(t, base+"/Goal?_total=none", readBundle(t, send(t, base, "GET /Goal?_total=none", "")).link("self"))
}
