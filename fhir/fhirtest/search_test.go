package fhirtest_test

import (
	"encoding/json"
	"fmt"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/fhir/fhirtest"
)

type bundle struct {
	ResourceType, Type string
	Total              int
	Link               []struct{ Relation, URL string }
	Entry              []struct {
		FullURL  string
		Resource json.RawMessage
		Search   struct{ Mode string }
	}
}

func (b bundle) link(relation string) string {
	for _, l := range b.Link {
		if l.Relation == relation {
			return l.URL
		}
	}
	return ""
}

func (b bundle) ids(t *testing.T) []string {
	t.Helper()
	out := []string{}
	for _, e := range b.Entry {
		var r struct{ ID string }
		require.NoError(t, json.Unmarshal(e.Resource, &r))
		out = append(out, r.ID)
	}
	return out
}

func readBundle(t *testing.T, r reply) bundle {
	t.Helper()
	require.Equal(t, 200, r.StatusCode, r.body)
	var b bundle
	require.NoError(t, json.Unmarshal([]byte(r.body), &b), r.body)
	require.Equal(t, "Bundle", b.ResourceType)
	require.Equal(t, "searchset", b.Type)
	return b
}

var people = []string{
	patientP1,
	`{"resourceType":"Patient","id":"p2","identifier":[{"system":"urn:trust","value":"9990001014"},{"value":"a,b|c"}],"name":[{"use":"old","family":"Jones"},{"family":"SIANSONOVA"}],"birthDate":"1980-05"}`,
	`{"resourceType":"Patient","id":"p3","name":[{"given":["Rhys"]}],"birthDate":"1981"}`,
	`{"resourceType":"Goal","id":"g1","subject":{"reference":"Patient/p1"}}`,
	`{"resourceType":"Goal","id":"g2","subject":{"reference":"{base}/Patient/p1/_history/3"}}`,
	`{"resourceType":"Goal","id":"g3","subject":{"reference":"Group/p1"}}`,
	`{"resourceType":"Goal","id":"g4","subject":{"reference":"http://elsewhere/Patient/p1"}}`,
	`{"resourceType":"Appointment","id":"a1","participant":[{"actor":{"reference":"Practitioner/w"}},{"actor":{"reference":"Patient/p1"}}]}`,
	`{"resourceType":"Task","id":"t1","for":{"reference":"Patient/p1"}}`,
	`{"resourceType":"Provenance","id":"v1","target":[{"reference":"Goal/g1"},{"reference":"Patient/p1"}]}`,
	`{"resourceType":"QuestionnaireResponse","id":"q1","identifier":{"system":"urn:q","value":"1"}}`,
}

func TestSearch(t *testing.T) {
	s, base := start(t, config())
	for _, p := range people {
		require.NoError(t, s.Seed([]byte(strings.ReplaceAll(p, "{base}", base))))
	}
	for _, c := range []struct {
		name, from, query string
		want              string
	}{
		{"FHIR-15 system and value", "Patient", "identifier=https://fhir.nhs.uk/Id/nhs-number|9990001014", "p1"},
		{"FHIR-15 value in any system", "Patient", "identifier=9990001014", "p1 p2"},
		{"value without system", "Patient", "identifier=|9990001014", ""},
		{"value without system, escaped", "Patient", `identifier=|a\,b\|c`, "p2"},
		{"any value of a system", "Patient", "identifier=urn:trust|", "p2"},
		{"case counts", "Patient", "identifier=URN:TRUST|", ""},
		{"one object, not a list", "QuestionnaireResponse", "identifier=urn:q|1", "q1"},
		{"either", "Patient", "_id=p3,p1", "p1 p3"},
		{"both", "Patient", "_id=p1&_id=p3", ""},
		{"two parameters", "Patient", "identifier=9990001014&birthdate=1980-05-03", "p1"},
		{"FHIR-15 day", "Patient", "birthdate=1980-05-03", "p1"},
		{"month", "Patient", "birthdate=eq1980-05", "p1 p2"},
		{"year", "Patient", "birthdate=1980", "p1 p2"},
		{"a date that is less exact", "Patient", "birthdate=1981-02-03", ""},
		{"FHIR-15 family begins so", "Patient", "family=sian", "p1 p2"},
		{"family in the middle", "Patient", "family=ova", ""},
		{"everybody", "Patient", "", "p1 p2 p3"},
		{"patient by id", "Goal", "patient=p1", "g1 g2"},
		{"patient by reference", "Goal", "patient=Patient/p1", "g1 g2"},
		{"patient by address", "Goal", "patient={base}/Patient/p1", "g1 g2"},
		{"patient who is a group", "Goal", "patient=Group/p1", ""},
		{"subject by id", "Goal", "subject=p1", "g1 g2 g3"},
		{"subject by reference", "Goal", "subject=Group/p1", "g3"},
		{"subject elsewhere", "Goal", "subject=http://elsewhere/Patient/p1", "g4"},
		{"appointment", "Appointment", "patient=p1", "a1"},
		{"task", "Task", "patient=p1&subject=Patient/p1", "t1"},
		{"provenance", "Provenance", "patient=p1", "v1"},
	} {
		t.Run(c.name, func(t *testing.T) {
			query, err := url.ParseQuery(strings.ReplaceAll(strings.ReplaceAll(c.query, "{base}", base), `+`, "%2B"))
			require.NoError(t, err)
			byGet := readBundle(t, send(t, base, "GET /"+c.from+"?"+query.Encode(), ""))
			byPost := readBundle(t, send(t, base, "POST /"+c.from+"/_search", query.Encode(), "Content-Type: application/x-www-form-urlencoded"))
			require.Equal(t, strings.Fields(c.want), append([]string{}, byGet.ids(t)...))
			require.Equal(t, byGet, byPost)
			require.Equal(t, len(strings.Fields(c.want)), byGet.Total)
			for _, e := range byGet.Entry {
				require.Equal(t, "match", e.Search.Mode)
				require.Equal(t, string(e.Resource), send(t, e.FullURL, "GET ", "").body)
			}
			self, err := url.Parse(byGet.link("self"))
			require.NoError(t, err)
			require.Equal(t, query, self.Query())
		})
	}
	require.Zero(t, s.Writes())
}

func TestSearchTurnedDown(t *testing.T) {
	form := []string{"Content-Type: application/x-www-form-urlencoded"}
	rows := []row{
		{name: "not a form", request: "POST /Patient/_search", body: "{}", status: 415, code: "not-supported"},
		{name: "bad form", request: "POST /Patient/_search", body: "%zz", headers: form, status: 400, code: "value"},
		{name: "get the form", request: "GET /Patient/_search", status: 405, code: "not-supported", want: []string{"Allow: POST"}},
		{name: "a page nobody keeps", request: "GET /Patient?_page=9", status: 410, code: "expired"},
	}
	for _, c := range [][3]string{
		{"nickname=x", "not-supported", "http.nickname"},
		{"subject=p1", "not-supported", "http.subject"},
		{"_sort=family", "not-supported", "http._sort"},
		{"identifier:of-type=x", "not-supported", "http.identifier"},
		{"family:exact=x", "not-supported", "http.family"},
		{"identifier=", "value", "http.identifier"},
		{"identifier=a,", "value", "http.identifier"},
		{"identifier=a|b|c", "value", "http.identifier"},
		{"identifier=|", "value", "http.identifier"},
		{"birthdate=ap1980", "value", "http.birthdate"},
		{"birthdate=gt", "value", "http.birthdate"},
		{"birthdate=GE1980", "value", "http.birthdate"},
		{"_lastUpdated=yesterday", "value", "http._lastUpdated"},
		{"_lastUpdated:missing=true", "not-supported", "http._lastUpdated"},
		{"_total=all", "value", "http._total"},
		{"birthdate=1980-13", "value", "http.birthdate"},
		{"_count=-1", "value", "http._count"},
		{"_count=x", "value", "http._count"},
		{"_summary=text", "not-supported", "http._summary"},
		{"9990001014=x", "not-supported", ""},
	} {
		rows = append(rows, row{name: c[0], request: "GET /Patient?" + c[0], status: 400, code: c[1], at: c[2]})
		rows = append(rows, row{name: "form " + c[0], request: "POST /Patient/_search", body: c[0], headers: form, status: 400, code: c[1], at: c[2]})
	}
	runAll(t, rows)
}

func TestSearchSeesTheNewestVersionOnly(t *testing.T) {
	s, base := start(t, config())
	for _, p := range people {
		require.NoError(t, s.Seed([]byte(p)))
	}
	find := func(query string) []string { return readBundle(t, send(t, base, "GET /Patient?"+query, "")).ids(t) }
	swap := func(id, old, new string) {
		require.NoError(t, s.Edit("Patient", id, func(b []byte) []byte { return []byte(strings.ReplaceAll(string(b), old, new)) }))
	}
	require.Equal(t, []string{"p1", "p2"}, find("identifier=9990001014,9990001014,urn:trust%7C9990001014"))
	swap("p1", "9990001014", "x")
	require.Equal(t, []string{"p2"}, find("identifier=9990001014"))
	require.Equal(t, []string{"p1"}, find("identifier=x"))
	require.Equal(t, []string{"p1", "p2"}, find("identifier=9990001014,x"))
	require.Equal(t, []string{"p1", "p2"}, find("identifier=urn:trust%7C,x"))
	swap("p1", `"x"`, `"9990001014"`)
	require.Equal(t, []string{"p1", "p2"}, find("identifier=9990001014"))
	require.Empty(t, find("identifier=x"))
}

func TestSearchLenient(t *testing.T) {
	s, base := start(t, config())
	require.NoError(t, s.Seed([]byte(patientP1)))
	got := readBundle(t, send(t, base, "GET /Patient?nickname=x&_id=p1", "", "Prefer: handling=lenient"))
	require.Equal(t, base+"/Patient?_id=p1", got.link("self"))
	require.Equal(t, 400, send(t, base, "GET /Patient?family:exact=x", "", "Prefer: handling=lenient").StatusCode)
}

func TestPaging(t *testing.T) {
	c := config()
	c.PageSize = 3
	s, base := start(t, c)
	var all []string
	for n := range 8 {
		id := fmt.Sprintf("g%d", n)
		all = append(all, id)
		require.NoError(t, s.Seed([]byte(`{"resourceType":"Goal","id":"`+id+`","subject":{"reference":"Patient/p1"}}`)))
	}
	walk := func(at reply) (ids []string, pages int) {
		for {
			b := readBundle(t, at)
			require.Equal(t, 8, b.Total)
			ids, pages = append(ids, b.ids(t)...), pages+1
			next := b.link("next")
			if next == "" {
				return ids, pages
			}
			require.NotContains(t, next, "p1", "a next link holds nothing of the search")
			// What comes in between two pages neither repeats nor skips a match.
			require.NoError(t, s.Seed([]byte(fmt.Sprintf(`{"resourceType":"Goal","id":"later%d-%d","subject":{"reference":"Patient/p2"}}`, pages, len(s.IDs("Goal"))))))
			at = send(t, next, "GET ", "")
			require.Equal(t, next, readBundle(t, at).link("self"))
		}
	}
	ids, pages := walk(send(t, base, "POST /Goal/_search", "patient=p1&_count=100", "Content-Type: application/x-www-form-urlencoded"))
	require.Equal(t, all, ids)
	require.Equal(t, 3, pages)
	ids, pages = walk(send(t, base, "GET /Goal?patient=p1&_count=2", ""))
	require.Equal(t, all, ids)
	require.Equal(t, 4, pages)
	for _, q := range []string{"_count=0", "_summary=count"} {
		b := send(t, base, "GET /Goal?patient=p1&"+q, "")
		require.Equal(t, 8, readBundle(t, b).Total)
		require.NotContains(t, b.body, "entry")
		require.Empty(t, readBundle(t, b).link("next"))
	}
	require.Equal(t, 410, send(t, base, "GET /Patient?_page=1", "").StatusCode)
}

func TestBaseURL(t *testing.T) {
	made := func(c fhirtest.Config, target string) string {
		r := httptest.NewRequest("POST", target, strings.NewReader(goal))
		r.Header.Set("Content-Type", "application/fhir+json")
		w := httptest.NewRecorder()
		fhirtest.New(c).ServeHTTP(w, r)
		require.Equal(t, 201, w.Code)
		return w.Header().Get("Location")
	}
	c := fhirtest.Config{BaseURL: "https://epr.example/fhir/"}
	require.Equal(t, "https://epr.example/fhir/Goal/srv-1/_history/1", made(c, "http://a.example/Goal"))
	require.Equal(t, "http://a.example/Goal/srv-1/_history/1", made(fhirtest.Config{}, "http://a.example/Goal"))
	require.Equal(t, "https://a.example/Goal/srv-1/_history/1", made(fhirtest.Config{}, "https://a.example/Goal"))
	_, base := start(t, c)
	require.Equal(t, base+"/Goal/srv-1/_history/1", send(t, base, "POST /Goal", goal).Header.Get("Location"), "Start has its own base")
	require.Equal(t, 404, send(t, strings.TrimSuffix(base, "/fhir"), "GET /metadata", "").StatusCode, "nothing is above it")
}

func TestFormAndAddressCountAlike(t *testing.T) {
	s, base := start(t, config())
	for _, p := range people {
		require.NoError(t, s.Seed([]byte(p)))
	}
	got := readBundle(t, send(t, base, "POST /Patient/_search?identifier=9990001014", "birthdate=1980-05-03", "Content-Type: application/x-www-form-urlencoded"))
	require.Equal(t, []string{"p1"}, got.ids(t))
	got = readBundle(t, send(t, base, "POST /Patient/_search?_id=p1", "_id=p2", "Content-Type: application/x-www-form-urlencoded"))
	require.Empty(t, got.Entry, "the same parameter twice narrows the search")
}
