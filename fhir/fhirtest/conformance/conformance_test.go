package conformance_test

import (
	"bytes"
	"context"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/fhir/fhirtest"
	"github.com/towpath-care/towpath/fhir/fhirtest/conformance"
	"github.com/towpath-care/towpath/fhir/strict"
)

// odd is a server with one fault. in changes a request on its way to it, out the
// answer on its way back.
type odd struct {
	config fhirtest.Config
	fault  *fhirtest.Fault
	in     func(r *http.Request, body string) string
	out    func(r *http.Request, a *answer)
}

type answer struct {
	status int
	header http.Header
	body   string
}

// RoundTrip carries a request to the server without a network.
func (o odd) client() *http.Client {
	if o.config.Validate == nil {
		o.config.Validate = strict.Validate
	}
	server := fhirtest.New(o.config)
	if o.fault != nil {
		server.Fail(func(*http.Request) *fhirtest.Fault { return o.fault })
	}
	return &http.Client{Transport: trip(func(r *http.Request) (*http.Response, error) {
		var body []byte
		if r.Body != nil {
			body, _ = io.ReadAll(r.Body)
		}
		sent := r.Clone(r.Context())
		if o.in != nil {
			body = []byte(o.in(sent, string(body)))
		}
		sent.Body, sent.ContentLength = io.NopCloser(bytes.NewReader(body)), int64(len(body))
		w := httptest.NewRecorder()
		server.ServeHTTP(w, sent)
		a := answer{w.Code, w.Header(), w.Body.String()}
		if o.out != nil {
			o.out(r, &a)
		}
		a.header.Set("Content-Length", strconv.Itoa(len(a.body)))
		return &http.Response{StatusCode: a.status, Header: a.header, Body: io.NopCloser(strings.NewReader(a.body)), Request: r}, nil
	})}
}

type trip func(*http.Request) (*http.Response, error)

func (t trip) RoundTrip(r *http.Request) (*http.Response, error) { return t(r) }

func look(t *testing.T, o odd, only ...string) []conformance.Finding {
	t.Helper()
	found, err := conformance.Run(context.Background(), conformance.Target{Base: "http://epr.example/", Client: o.client(), Only: only})
	require.NoError(t, err)
	return found
}

func TestOurServerHoldsEveryCheck(t *testing.T) {
	for name, config := range map[string]fhirtest.Config{
		"strict": {}, "loose": {UpdateCreate: true, BlindUpdates: true}, "small pages": {PageSize: 1, UpdateCreate: true},
		"another type": {Types: []string{"Flag"}},
	} {
		t.Run(name, func(t *testing.T) {
			found := look(t, odd{config: config})
			require.Len(t, found, len(conformance.Checks()))
			for _, f := range found {
				if f.Verdict != conformance.Skipped {
					require.Equal(t, conformance.Holds, f.Verdict, f.String())
					require.Empty(t, f.Says)
				}
				if name == "strict" {
					require.NotEqual(t, conformance.Skipped, f.Verdict, f.String())
				}
			}
		})
	}
}

func TestOverTheWire(t *testing.T) {
	server := fhirtest.New(fhirtest.Config{Token: "t0k", Validate: strict.Validate})
	base, stop := server.Start()
	defer stop()
	found, err := conformance.Run(context.Background(), conformance.Target{Base: base, Header: http.Header{"Authorization": {"Bearer t0k"}}})
	require.NoError(t, err)
	for _, f := range found {
		require.Equal(t, conformance.Holds, f.Verdict, f.String())
	}
	require.Empty(t, server.IDs("Encounter"), "what was made is deleted")
}

func status(method string, from, to int) func(*http.Request, *answer) {
	return func(r *http.Request, a *answer) {
		if r.Method == method && a.status == from {
			a.status = to
		}
	}
}

func replaced(old, new string) func(*http.Request, *answer) {
	return func(_ *http.Request, a *answer) { a.body = strings.ReplaceAll(a.body, old, new) }
}

func without(header string) func(*http.Request, string) string {
	return func(r *http.Request, body string) string {
		r.Header.Del(header)
		return body
	}
}

func became(old, new string) func(*http.Request, string) string {
	return func(_ *http.Request, body string) string { return strings.ReplaceAll(body, old, new) }
}

func asMethod(from, to string) func(*http.Request, string) string {
	return func(r *http.Request, body string) string {
		if r.Method == from {
			r.Method, r.URL.RawQuery = to, ""
		}
		return body
	}
}

func dropped(parameter string) func(*http.Request, string) string {
	return func(r *http.Request, body string) string {
		q := r.URL.Query()
		q.Del(parameter)
		r.URL.RawQuery = q.Encode()
		return body
	}
}

// wrong has, for every check, a server that departs in just that.
func wrong() map[string]odd {
	deleted := map[string]bool{}
	blind := fhirtest.Config{BlindUpdates: true}
	asBatch := odd{in: became(`"type":"transaction"`, `"type":"batch"`)}
	takes := odd{config: fhirtest.Config{Validate: func([]byte) error { return nil }}}
	return map[string]odd{
		"statement-names-json": {out: func(_ *http.Request, a *answer) { a.header.Set("Content-Type", "application/json") }},
		"create-answers-location": {out: func(_ *http.Request, a *answer) {
			a.header.Set("Location", strings.Split(a.header.Get("Location"), "/_history")[0])
		}},
		"create-ignores-id": {config: fhirtest.Config{UpdateCreate: true}, in: func(r *http.Request, body string) string {
			if _, rest, chosen := strings.Cut(body, `"id":"`); chosen && r.Method == "POST" {
				r.Method = "PUT"
				r.URL.Path += "/" + rest[:strings.Index(rest, `"`)]
			}
			return body
		}},
		"create-sets-meta":             {out: replaced(`"versionId"`, `"version"`)},
		"create-turns-down-bad-json":   {out: status("POST", 400, 500)},
		"create-turns-down-other-type": {out: status("POST", 400, 201)},
		"refusal-is-an-outcome":        {out: replaced(`OperationOutcome`, `Oops`)},
		"unknown-type-is-404":          {out: status("GET", 404, 400)},
		"read-unknown-is-404":          {out: status("GET", 404, 410)},
		"read-returns-what-was-asked":  {out: func(_ *http.Request, a *answer) { a.header.Set("ETag", `"1"`) }},
		"read-if-changed":              {in: without("If-None-Match")},
		"prefer-minimal":               {in: without("Prefer")},
		"turns-down-unknown-member":    takes,
		"turns-down-missing-element":   takes,
		"turns-down-wrong-code":        takes,
		"turns-down-wrong-type":        takes,
		"turns-down-single-for-list":   takes,
		"turns-down-null":              {in: became(`"language":""`, `"language":"en"`)},
		"turns-down-two-of-a-choice":   takes,
		"turns-down-wrong-date":        takes,
		"update-turns-down-too":        takes,
		"update-makes-a-version":       {out: func(_ *http.Request, a *answer) { a.header.Set("ETag", `W/"1"`) }},
		"update-needs-its-id":          {out: status("PUT", 400, 200)},
		"update-heeds-if-match":        {fault: &fhirtest.Fault{IgnoreIfMatch: true}},
		"update-asks-for-if-match": {in: func(r *http.Request, body string) string {
			if r.Method == "PUT" {
				r.Header.Set("If-Match", `W/"1"`)
			}
			return body
		}},
		"update-as-create": {config: fhirtest.Config{UpdateCreate: true}, out: replaced(`"updateCreate":true`, `"updateCreate":false`)},
		"version-read": {in: func(r *http.Request, body string) string {
			r.URL.Path, _, _ = strings.Cut(r.URL.Path, "/_history/")
			return body
		}},
		"history-newest-first":     {out: replaced(`"method":"PUT"`, `"method":"POST"`)},
		"delete-is-410":            {out: status("GET", 410, 200)},
		"delete-hides-from-search": {in: asMethod("DELETE", "GET")},
		"delete-twice": {out: func(r *http.Request, a *answer) {
			if r.Method == "DELETE" && deleted[r.URL.Path] {
				a.status = 404
			}
			deleted[r.URL.Path] = r.Method == "DELETE"
		}},
		"delete-and-back":            {out: status("PUT", 201, 410)},
		"patch-is-applied":           {in: became(`en-GB`, `cy`)},
		"patch-heeds-test":           {in: became(`,{"op":"test","path":"/id","value":"towpath-other"}`, ``)},
		"conditional-create-once":    {in: without("If-None-Exist")},
		"conditional-create-several": {in: without("If-None-Exist")},
		"conditional-create-at-once": {fault: &fhirtest.Fault{IgnoreIfNoneExist: true}},
		"conditional-update-one":     {in: asMethod("PUT", "POST")},
		"conditional-update-none":    {config: blind, out: status("PUT", 201, 404)},
		"conditional-update-several": {in: asMethod("PUT", "POST")},
		"search-by-identifier":       {in: dropped("identifier")},
		"search-by-form":             {in: became("identifier=", "_id=x,")},
		"search-strict":              {in: dropped("towpath-unknown")},
		"search-last-updated":        {in: dropped("_lastUpdated")},
		"search-pages":               {out: replaced(`"relation":"next"`, `"relation":"more"`)},
		"search-self-link":           {out: replaced(`"relation":"self"`, `"relation":"me"`)},
		"transaction-does-all":       asBatch,
		"transaction-all-or-nothing": asBatch,
		"transaction-same-twice":     asBatch,
		"transaction-references":     {in: became(`"valueReference":{"reference"`, `"valueReference":{"display"`)},
		"batch-one-by-one":           {in: became(`"type":"batch"`, `"type":"transaction"`)},
	}
}

func TestEveryCheckSeesItsFault(t *testing.T) {
	servers := wrong()
	names := map[string]bool{}
	for _, c := range conformance.Checks() {
		t.Run(c.Name, func(t *testing.T) {
			require.False(t, names[c.Name])
			names[c.Name] = true
			require.NotEmpty(t, c.Section)
			require.True(t, strings.HasSuffix(c.Says, "."), c.Says)
			server, there := servers[c.Name]
			require.True(t, there, "no server has this fault")
			found := look(t, server, c.Name)
			require.Len(t, found, 1)
			require.Equal(t, conformance.Departs, found[0].Verdict, found[0].String())
			require.NotEmpty(t, found[0].Says)
			require.NotContains(t, found[0].String(), "\n")
			require.NotContains(t, found[0].Says, "identifier=", "no query is shown")
		})
	}
	require.Len(t, servers, len(names))
}

// A check that tries two things, or looks at two, sees each of them alone.
func TestHalfAFaultIsSeen(t *testing.T) {
	takes := fhirtest.Config{Validate: func([]byte) error { return nil }}
	for name, c := range map[string]struct {
		check  string
		server odd
	}{
		"a language that is no code is taken": {"turns-down-wrong-code", odd{in: became(`"en GB "`, `"en"`)}},
		"a status of nobody's is taken":       {"turns-down-wrong-code", odd{in: became(`"towpath-planned"`, `"planned"`)}},
		"an empty text is taken":              {"turns-down-null", odd{in: became(`"language":""`, `"language":"en"`)}},
		"null is taken":                       {"turns-down-null", odd{in: became(`"language":null`, `"language":"en"`)}},
		"a thirteenth month is taken":         {"turns-down-wrong-date", odd{in: became("2026-13-01", "2026-12-01")}},
		"a thirtieth of February is taken":    {"turns-down-wrong-date", odd{in: became("2026-02-30", "2026-02-28")}},
		"turned down, and stored":             {"turns-down-wrong-type", odd{config: takes, out: status("POST", 201, 422)}},
		"taken, it says, and not stored":      {"turns-down-wrong-type", odd{out: status("POST", 422, 201)}},
		"an update turned down, and stored":   {"update-turns-down-too", odd{config: takes, out: status("PUT", 200, 422)}},
		"an update taken, and not stored":     {"update-turns-down-too", odd{out: status("PUT", 422, 200)}},
	} {
		t.Run(name, func(t *testing.T) {
			found := look(t, c.server, c.check)
			require.Len(t, found, 1)
			require.Equal(t, conformance.Departs, found[0].Verdict, found[0].String())
		})
	}
}

func TestWhatIsNotOfferedIsSkipped(t *testing.T) {
	modest := fhirtest.Config{NoConditionalCreate: true, NoConditionalUpdate: true, BlindUpdates: true,
		Without: []string{"update", "delete", "patch", "vread", "history-instance", "batch", "transaction"}}
	skipped := 0
	for _, f := range look(t, odd{config: modest}) {
		require.NotEqual(t, conformance.Departs, f.Verdict, f.String())
		if f.Verdict == conformance.Skipped {
			skipped++
			require.NotEmpty(t, f.Says)
		}
	}
	require.Greater(t, skipped, 20)
}

func TestNothingToLookAt(t *testing.T) {
	for name, o := range map[string]odd{
		"no statement":       {out: status("GET", 200, 404)},
		"HTML":               {out: replaced("{", "<html>")},
		"another FHIR":       {out: replaced(`"4.0.1"`, `"5.0.0"`)},
		"no type to work on": {config: fhirtest.Config{Types: []string{"Goal"}}},
		"only to be read":    {config: fhirtest.Config{ReadOnly: []string{"Encounter", "Flag"}}},
		"no search":          {config: fhirtest.Config{Without: []string{"search-type"}}},
		"hides":              {fault: &fhirtest.Fault{Status: 401}},
	} {
		t.Run(name, func(t *testing.T) {
			found, err := conformance.Run(context.Background(), conformance.Target{Base: "http://epr.example", Client: o.client()})
			require.ErrorContains(t, err, "conformance: ")
			require.Empty(t, found)
		})
	}
	_, err := conformance.Run(context.Background(), conformance.Target{Base: "http://epr.example", Type: "Banana", Client: odd{}.client()})
	require.ErrorContains(t, err, "Banana")
	_, err = conformance.Run(context.Background(), conformance.Target{Base: "http://127.0.0.1:1"})
	require.ErrorContains(t, err, "no answer")
	_, err = conformance.Run(context.Background(), conformance.Target{Base: "::"})
	require.Error(t, err)
	over, cancel := context.WithCancel(context.Background())
	cancel()
	_, err = conformance.Run(over, conformance.Target{Base: "http://epr.example", Client: http.DefaultClient})
	require.Error(t, err)
}

func TestAResourceOfTheCallers(t *testing.T) {
	var bodies []string
	server := odd{in: func(_ *http.Request, body string) string {
		bodies = append(bodies, body)
		return body
	}}
	found, err := conformance.Run(context.Background(), conformance.Target{Base: "http://epr.example", Client: server.client(), Type: "Task", Only: []string{"create-sets-meta", "update-makes-a-version"},
		Resource: func(system, value string) []byte {
			return []byte(`{"resourceType":"Task","status":"draft","intent":"order","identifier":[{"system":"` + system + `","value":"` + value + `"}]}`)
		}})
	require.NoError(t, err)
	require.Len(t, found, 2)
	for _, f := range found {
		require.Equal(t, conformance.Holds, f.Verdict, f.String())
	}
	require.Contains(t, strings.Join(bodies, ""), `"intent":"order"`)

	found, err = conformance.Run(context.Background(), conformance.Target{Base: "http://epr.example", Client: odd{}.client(), Type: "Organization",
		Only: []string{"turns-down-missing-element", "turns-down-wrong-code", "turns-down-unknown-member"},
		Resource: func(system, value string) []byte {
			return []byte(`{"resourceType":"Organization","identifier":[{"system":"` + system + `","value":"` + value + `"}]}`)
		}})
	require.NoError(t, err)
	var verdicts []conformance.Verdict
	for _, f := range found {
		verdicts = append(verdicts, f.Verdict)
	}
	require.Equal(t, []conformance.Verdict{conformance.Holds, conformance.Skipped, conformance.Holds}, verdicts, "what it requires is the caller's to know")
}

// TestServerElsewhere looks at a server of the reader's, such as a test system of
// a record system. What it departs in is printed and fails nothing.
func TestServerElsewhere(t *testing.T) {
	base := os.Getenv("TOWPATH_FHIR_BASE")
	if base == "" {
		t.Skip("TOWPATH_FHIR_BASE is not set: there is no server elsewhere to look at")
	}
	target := conformance.Target{Base: base, Type: os.Getenv("TOWPATH_FHIR_TYPE")}
	if token := os.Getenv("TOWPATH_FHIR_TOKEN"); token != "" {
		target.Header = http.Header{"Authorization": {"Bearer " + token}}
	}
	found, err := conformance.Run(t.Context(), target)
	require.NoError(t, err)
	for _, f := range found {
		t.Log(f)
	}
}
