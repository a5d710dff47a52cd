package fhirtest_test

import (
	"encoding/json"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/fhir/fhirtest"
)

// noon is the server's clock in tests.
var noon = time.Date(2026, 3, 2, 12, 0, 0, 250_000_000, time.UTC)

const noonText = `"2026-03-02T12:00:00.250Z"`

func config() fhirtest.Config {
	return fhirtest.Config{ReadOnly: []string{"Patient"}, Now: func() time.Time { return noon }}
}

func start(t *testing.T, c fhirtest.Config) (*fhirtest.Server, string) {
	t.Helper()
	s := fhirtest.New(c)
	base, stop := s.Start()
	t.Cleanup(stop)
	return s, base
}

// reply is an answer with its body read.
type reply struct {
	*http.Response
	body string
}

func (r reply) issues(t *testing.T) []map[string]any {
	t.Helper()
	var o struct {
		ResourceType string
		Issue        []map[string]any
	}
	require.NoError(t, json.Unmarshal([]byte(r.body), &o), r.body)
	require.Equal(t, "OperationOutcome", o.ResourceType)
	return o.Issue
}

// send makes a request; headers are "Name: value" lines. A body without a content
// type is sent as FHIR JSON.
func send(t *testing.T, base, request, body string, headers ...string) reply {
	t.Helper()
	method, address, _ := strings.Cut(request, " ")
	req, err := http.NewRequest(method, base+address, strings.NewReader(body))
	require.NoError(t, err)
	if body != "" {
		req.Header.Set("Content-Type", "application/fhir+json")
	}
	for _, h := range headers {
		name, value, _ := strings.Cut(h, ": ")
		if value == "(none)" {
			req.Header.Del(name)
			continue
		}
		if name == "Content-Type" {
			req.Header.Del(name)
		}
		req.Header.Add(name, value)
	}
	res, err := http.DefaultTransport.RoundTrip(req)
	require.NoError(t, err)
	defer res.Body.Close()
	got, err := io.ReadAll(res.Body)
	require.NoError(t, err)
	return reply{res, string(got)}
}

const (
	encounter = `{"resourceType":"Encounter","status":"finished","class":{"code":"AMB"},"identifier":[{"system":"urn:x:contact","value":"c1"}]}`
	goal      = `{"resourceType":"Goal","id":"g1","lifecycleStatus":"active","description":{"text":"Back to the allotment"},"subject":{"reference":"Patient/p1"}}`
	patientP1 = `{"resourceType":"Patient","id":"p1","identifier":[{"system":"https://fhir.nhs.uk/Id/nhs-number","value":"9990001014"}],"name":[{"family":"Siânson"}],"birthDate":"1980-05-03"}`
)

// row is one request and what the server must answer.
type row struct {
	name    string
	config  func(*fhirtest.Config)
	seed    []string
	request string
	body    string
	headers []string

	status int
	code   string   // of the first issue
	at     string   // its expression
	want   []string // "Name: value" headers of the answer
	writes int
}

func (r row) run(t *testing.T) {
	c := config()
	if r.config != nil {
		r.config(&c)
	}
	s, base := start(t, c)
	for _, data := range r.seed {
		require.NoError(t, s.Seed([]byte(data)))
	}
	got := send(t, base, r.request, r.body, r.headers...)
	require.Equal(t, r.status, got.StatusCode, got.body)
	require.Equal(t, r.writes, s.Writes())
	for _, h := range r.want {
		name, value, _ := strings.Cut(h, ": ")
		require.Equal(t, strings.ReplaceAll(value, "{base}", base), got.Header.Get(name), name)
	}
	if r.status < 400 {
		require.Empty(t, r.code)
		return
	}
	require.Equal(t, "application/fhir+json", got.Header.Get("Content-Type"))
	first := got.issues(t)[0]
	require.Equal(t, "error", first["severity"])
	require.Equal(t, r.code, first["code"], got.body)
	require.NotEmpty(t, first["diagnostics"])
	if r.at != "" {
		require.Equal(t, []any{r.at}, first["expression"], got.body)
	}
}

func runAll(t *testing.T, rows []row) {
	for _, r := range rows {
		t.Run(r.name, func(t *testing.T) { r.run(t) })
	}
}

func updateCreate(c *fhirtest.Config) { c.UpdateCreate = true }
func blind(c *fhirtest.Config)        { c.BlindUpdates = true }

func TestCreate(t *testing.T) {
	two := []string{
		`{"resourceType":"Encounter","id":"e1","identifier":[{"system":"urn:x:contact","value":"c1"}]}`,
		`{"resourceType":"Encounter","id":"e2","identifier":{"system":"urn:x:contact","value":"c1"}}`,
	}
	runAll(t, []row{
		{name: "FHIR-16 create", request: "POST /Encounter", body: encounter, status: 201, writes: 1,
			want: []string{"Location: {base}/Encounter/srv-1/_history/1", `ETag: W/"1"`, "Last-Modified: Mon, 02 Mar 2026 12:00:00 GMT", "Date: Mon, 02 Mar 2026 12:00:00 GMT"}},
		{name: "FHIR-16 conditional, none there", request: "POST /Encounter", body: encounter, headers: []string{"If-None-Exist: identifier=urn:x:contact|c1"}, status: 201, writes: 1},
		{name: "FHIR-16 conditional, one there", seed: two[:1], request: "POST /Encounter", body: encounter, headers: []string{"If-None-Exist: identifier=urn:x:contact|c1"},
			status: 200, want: []string{"Location: {base}/Encounter/e1/_history/1", `ETag: W/"1"`}},
		{name: "FHIR-16 conditional, percent-encoded", seed: two[:1], request: "POST /Encounter", body: encounter, headers: []string{"If-None-Exist: identifier=urn%3Ax%3Acontact%7Cc1"}, status: 200},
		{name: "FHIR-16 conditional, two there", seed: two, request: "POST /Encounter", body: encounter, headers: []string{"If-None-Exist: identifier=urn:x:contact|c1"}, status: 412, code: "multiple-matches"},
		{name: "conditional, unknown parameter even when lenient", request: "POST /Encounter", body: encounter, headers: []string{"If-None-Exist: contact=c1", "Prefer: handling=lenient"}, status: 400, code: "not-supported", at: "http.contact"},
		{name: "conditional, empty value", request: "POST /Encounter", body: encounter, headers: []string{"If-None-Exist: identifier="}, status: 400, code: "value", at: "http.identifier"},
		{name: "conditional, no criterion", request: "POST /Encounter", body: encounter, headers: []string{"If-None-Exist: _count=1"}, status: 400, code: "value", at: "http.If-None-Exist"},
		{name: "conditional, a criterion and a page size", request: "POST /Encounter", body: encounter, headers: []string{"If-None-Exist: identifier=c1&_count=1"}, status: 400, code: "value", at: "http.If-None-Exist"},
		{name: "conditional, whole address", request: "POST /Encounter", body: encounter, headers: []string{"If-None-Exist: Encounter?identifier=c1"}, status: 400, code: "value"},
		{name: "conditional, twice", request: "POST /Encounter", body: encounter, headers: []string{"If-None-Exist: identifier=c1", "If-None-Exist: identifier=c2"}, status: 400, code: "value"},
		{name: "conditional, not offered", config: func(c *fhirtest.Config) { c.NoConditionalCreate = true }, request: "POST /Encounter", body: encounter, headers: []string{"If-None-Exist: identifier=c1"}, status: 400, code: "not-supported"},
		{name: "FHIR-15 no Patient is created", request: "POST /Patient", body: `{"resourceType":"Patient"}`, status: 405, code: "not-supported", want: []string{"Allow: GET, HEAD"}},
		{name: "an id that was sent is not kept", request: "POST /Goal", body: goal, status: 201, writes: 1, want: []string{"Location: {base}/Goal/srv-1/_history/1"}},
		{name: "another type", request: "POST /Encounter", body: goal, status: 400, code: "invalid", at: "resourceType"},
		{name: "a type nobody has", request: "POST /Banana", body: goal, status: 404, code: "not-supported"},
		{name: "a type left out", config: func(c *fhirtest.Config) { c.Types = []string{"Encounter"} }, request: "POST /Goal", body: goal, status: 404, code: "not-supported"},
		{name: "no content type", request: "POST /Goal", body: goal, headers: []string{"Content-Type: (none)"}, status: 415, code: "not-supported"},
		{name: "XML", request: "POST /Goal", body: "<Goal/>", headers: []string{"Content-Type: application/fhir+xml"}, status: 415, code: "not-supported"},
		{name: "Latin-1", request: "POST /Goal", body: goal, headers: []string{"Content-Type: application/fhir+json; charset=iso-8859-1"}, status: 415, code: "not-supported"},
		{name: "another FHIR", request: "POST /Goal", body: goal, headers: []string{"Content-Type: application/fhir+json; fhirVersion=5.0"}, status: 415, code: "not-supported"},
		{name: "bare JSON", request: "POST /Goal", body: goal, headers: []string{"Content-Type: application/json; charset=UTF-8"}, status: 201, writes: 1},
		{name: "wants XML", request: "POST /Goal", body: goal, headers: []string{"Accept: application/fhir+xml"}, status: 406, code: "not-supported"},
		{name: "wants no JSON", request: "POST /Goal", body: goal, headers: []string{"Accept: application/fhir+json;q=0"}, status: 406, code: "not-supported"},
		{name: "wants another FHIR", request: "POST /Goal", body: goal, headers: []string{"Accept: application/fhir+json; fhirVersion=5.0"}, status: 406, code: "not-supported"},
		{name: "wants bare JSON", request: "POST /Goal", body: goal, headers: []string{"Accept: application/fhir+xml, application/json"}, status: 201, writes: 1, want: []string{"Content-Type: application/json"}},
		{name: "_format before Accept", request: "POST /Goal?_format=xml", body: goal, headers: []string{"Accept: application/json"}, status: 406, code: "not-supported"},
		{name: "a query on a create", request: "POST /Goal?identifier=c1", body: goal, status: 400, code: "not-supported"},
		{name: "too long", config: func(c *fhirtest.Config) { c.MaxBody = 20 }, request: "POST /Goal", body: goal, status: 413, code: "too-long"},
	})
}

func TestUpdate(t *testing.T) {
	g1 := []string{goal}
	runAll(t, []row{
		{name: "FHIR-16 with the version seen", seed: g1, request: "PUT /Goal/g1", body: goal, headers: []string{`If-Match: W/"1"`}, status: 200, writes: 1, want: []string{`ETag: W/"2"`, "Last-Modified: Mon, 02 Mar 2026 12:00:00 GMT"}},
		{name: "FHIR-16 with another version", seed: g1, request: "PUT /Goal/g1", body: goal, headers: []string{`If-Match: W/"7"`}, status: 412, code: "conflict"},
		{name: "FHIR-16 without If-Match", seed: g1, request: "PUT /Goal/g1", body: goal, status: 400, code: "required", at: "http.If-Match"},
		{name: "without If-Match where that is allowed", config: blind, seed: g1, request: "PUT /Goal/g1", body: goal, status: 200, writes: 1},
		{name: "another version where blind is allowed", config: blind, seed: g1, request: "PUT /Goal/g1", body: goal, headers: []string{`If-Match: W/"7"`}, status: 412, code: "conflict"},
		{name: "strong tag", seed: g1, request: "PUT /Goal/g1", body: goal, headers: []string{`If-Match: "1"`}, status: 400, code: "value", at: "http.If-Match"},
		{name: "bare version", seed: g1, request: "PUT /Goal/g1", body: goal, headers: []string{`If-Match: 1`}, status: 400, code: "value"},
		{name: "open quote", seed: g1, request: "PUT /Goal/g1", body: goal, headers: []string{`If-Match: W/"1`}, status: 400, code: "value"},
		{name: "empty version", seed: g1, request: "PUT /Goal/g1", body: goal, headers: []string{`If-Match: W/""`}, status: 400, code: "value"},
		{name: "any version", seed: g1, request: "PUT /Goal/g1", body: goal, headers: []string{`If-Match: *`}, status: 400, code: "value"},
		{name: "two versions", seed: g1, request: "PUT /Goal/g1", body: goal, headers: []string{`If-Match: W/"1", W/"2"`}, status: 400, code: "value"},
		{name: "body without id", seed: g1, request: "PUT /Goal/g1", body: strings.Replace(goal, `"id":"g1",`, "", 1), headers: []string{`If-Match: W/"1"`}, status: 400, code: "value", at: "Goal.id"},
		{name: "body with another id", seed: g1, request: "PUT /Goal/g1", body: strings.Replace(goal, "g1", "g2", 1), headers: []string{`If-Match: W/"1"`}, status: 400, code: "value", at: "Goal.id"},
		{name: "body of another type", seed: g1, request: "PUT /Goal/g1", body: encounter, headers: []string{`If-Match: W/"1"`}, status: 400, code: "invalid"},
		{name: "nothing there", request: "PUT /Goal/g1", body: goal, status: 405, code: "not-supported", want: []string{"Allow: GET, HEAD"}},
		{name: "nothing there, with a version", request: "PUT /Goal/g1", body: goal, headers: []string{`If-Match: W/"1"`}, status: 405, code: "not-supported"},
		{name: "FHIR-16 as create", config: updateCreate, request: "PUT /Goal/g1", body: goal, headers: []string{"If-None-Match: *"}, status: 201, writes: 1, want: []string{"Location: {base}/Goal/g1/_history/1", `ETag: W/"1"`}},
		{name: "FHIR-16 as create, there already", config: updateCreate, seed: g1, request: "PUT /Goal/g1", body: goal, headers: []string{"If-None-Match: *"}, status: 412, code: "duplicate"},
		{name: "as create without precondition", config: updateCreate, request: "PUT /Goal/g1", body: goal, status: 201, writes: 1},
		{name: "as create with a version", config: updateCreate, request: "PUT /Goal/g1", body: goal, headers: []string{`If-Match: W/"1"`}, status: 412, code: "conflict"},
		{name: "If-None-Match with a version", config: updateCreate, request: "PUT /Goal/g1", body: goal, headers: []string{`If-None-Match: W/"1"`}, status: 400, code: "value"},
		{name: "an id that is none", config: updateCreate, request: "PUT /Goal/g_1", body: strings.Replace(goal, "g1", "g_1", 1), status: 400, code: "value", at: "Goal.id"},
		{name: "FHIR-15 no Patient is changed", seed: []string{patientP1}, request: "PUT /Patient/p1", body: patientP1, headers: []string{`If-Match: W/"1"`}, status: 405, code: "not-supported"},
		{name: "post to a resource", seed: g1, request: "POST /Goal/g1", body: goal, status: 405, code: "not-supported", want: []string{"Allow: DELETE, GET, HEAD, PATCH, PUT"}},
	})
}

func TestRead(t *testing.T) {
	seed := []string{goal, `{"resourceType":"Goal","id":"g9","meta":{"versionId":"abc-7","lastUpdated":"2025-01-02T03:04:05+01:00"}}`}
	runAll(t, []row{
		{name: "read", seed: seed, request: "GET /Goal/g1", status: 200, want: []string{`ETag: W/"1"`, "Content-Type: application/fhir+json"}},
		{name: "its own version and time", seed: seed, request: "GET /Goal/g9", status: 200, want: []string{`ETag: W/"abc-7"`, "Last-Modified: Thu, 02 Jan 2025 02:04:05 GMT"}},
		{name: "head", seed: seed, request: "HEAD /Goal/g1", status: 200, want: []string{`ETag: W/"1"`}},
		{name: "not there", seed: seed, request: "GET /Goal/g2", status: 404, code: "not-found"},
		{name: "not that type", seed: seed, request: "GET /CarePlan/g1", status: 404, code: "not-found"},
		{name: "known already", seed: seed, request: "GET /Goal/g9", headers: []string{`If-None-Match: W/"x", W/"abc-7"`}, status: 304, want: []string{`ETag: W/"abc-7"`, "Content-Type: "}},
		{name: "known by any tag", seed: seed, request: "GET /Goal/g1", headers: []string{"If-None-Match: *"}, status: 304},
		{name: "known in another version", seed: seed, request: "GET /Goal/g9", headers: []string{`If-None-Match: W/"x"`}, status: 200},
		{name: "a version", seed: seed, request: "GET /Goal/g9/_history/abc-7", status: 200},
		{name: "no version of nothing", seed: seed, request: "GET /Goal/g8/_history/1", status: 404, code: "not-found"},
		{name: "a version with a query", seed: seed, request: "GET /Goal/g9/_history/abc-7?_elements=id", status: 400, code: "not-supported"},
		{name: "_format of a read", seed: seed, request: "GET /Goal/g1?_format=json&_pretty=true", headers: []string{"Accept: text/html"}, status: 200},
		{name: "no such version", seed: seed, request: "GET /Goal/g9/_history/1", status: 404, code: "not-found"},
		{name: "summary", seed: seed, request: "GET /Goal/g1?_summary=true", status: 400, code: "not-supported"},
		{name: "an operation", seed: seed, request: "GET /Goal/g1/$meta/x", status: 404, code: "not-supported"},
		{name: "above the base", request: "GET /../Goal/g1", seed: seed, status: 404, code: "not-supported"},
		{name: "bad query", seed: seed, request: "GET /Goal/g1?%zz", status: 400, code: "value"},
		{name: "FHIR-20 no token", config: func(c *fhirtest.Config) { c.Token = "t0k" }, seed: seed, request: "GET /Goal/g1", status: 401, code: "login", want: []string{`WWW-Authenticate: Bearer realm="fhirtest"`}},
		{name: "FHIR-20 wrong token", config: func(c *fhirtest.Config) { c.Token = "t0k" }, seed: seed, request: "GET /Goal/g1", headers: []string{"Authorization: Bearer t0"}, status: 401, code: "login"},
		{name: "FHIR-20 right token", config: func(c *fhirtest.Config) { c.Token = "t0k" }, seed: seed, request: "GET /Goal/g1", headers: []string{"Authorization: bearer t0k"}, status: 200},
		{name: "FHIR-20 metadata needs no token", config: func(c *fhirtest.Config) { c.Token = "t0k" }, request: "GET /metadata", status: 200},
	})
}

func TestPrefer(t *testing.T) {
	s, base := start(t, config())
	minimal := send(t, base, "POST /Goal", goal, "Prefer: return=minimal, handling=strict", "X-Request-ID: r-1", "X-Correlation-ID: k-1")
	require.Equal(t, 201, minimal.StatusCode)
	require.Empty(t, minimal.body)
	require.Empty(t, minimal.Header.Get("Content-Type"))
	require.Equal(t, "r-1", minimal.Header.Get("X-Request-ID"))
	require.Equal(t, "k-1", minimal.Header.Get("X-Correlation-ID"))

	told := send(t, base, "POST /Goal", goal, "Prefer: return=OperationOutcome")
	require.Equal(t, "information", told.issues(t)[0]["severity"])

	whole := send(t, base, "POST /Goal", goal, "Prefer: return=representation")
	stored, ok := s.Bytes("Goal", "srv-3")
	require.True(t, ok)
	require.Equal(t, string(stored), whole.body)
	require.Equal(t, whole.body, send(t, base, "POST /Goal", goal, "If-None-Exist: _id=srv-3").body)

	lost := send(t, base, "GET /Goal/none", "", "X-Request-ID: r-2")
	require.Equal(t, "r-2", lost.Header.Get("X-Request-ID"))
}

func TestNewSaysWhatItDoesNotKnow(t *testing.T) {
	require.PanicsWithValue(t, "fhirtest: Config names the type Banana, which this server does not know", func() { fhirtest.New(fhirtest.Config{Types: []string{"Banana"}}) })
	require.Panics(t, func() { fhirtest.New(fhirtest.Config{ReadOnly: []string{"Banana"}}) })
}

func TestLogAndReset(t *testing.T) {
	s, base := start(t, config())
	require.NoError(t, s.Seed([]byte(goal)))
	send(t, base, "GET /Patient?identifier=9990001014", "")
	send(t, base, "POST /Goal", goal, "If-None-Exist: identifier=https://fhir.nhs.uk/Id/nhs-number|9990001014&9990001014=x", "Authorization: Bearer s3cret")
	send(t, base, "PUT /Goal/g1", goal, `If-Match: W/"4"`, "X-Request-ID: r-1")
	log := s.Log()
	require.Len(t, log, 3)
	require.Equal(t, fhirtest.Request{Method: "GET", Path: "/Patient", Type: "Patient", Status: 200, BytesOut: log[0].BytesOut}, log[0])
	require.Equal(t, "identifier,*", log[1].IfNoneExist)
	require.Equal(t, len(goal), log[1].BytesIn)
	require.Equal(t, 412, log[2].Status)
	require.Equal(t, `W/"4"`, log[2].IfMatch)
	require.Equal(t, "r-1", log[2].RequestID)
	require.False(t, log[2].Wrote)
	for _, r := range log {
		line, err := json.Marshal(r)
		require.NoError(t, err)
		require.NotContains(t, string(line), "999000")
		require.NotContains(t, string(line), "s3cret")
	}
	s.Reset()
	require.Empty(t, s.Log())
	require.Zero(t, s.Writes())
	require.Empty(t, s.IDs("Goal"))
	require.Equal(t, 404, send(t, base, "GET /Goal/g1", "").StatusCode)
}
