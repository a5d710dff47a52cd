package client_test

import (
	"io"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/fhir/client"
)

// Words that must never be seen in an error, a log line or a printed value.
const (
	canaryToken  = "CANARY-TOKEN-5T"
	canarySecret = "CANARY-SECRET-6S"
	canaryFamily = "CANARY-FAMILY-4F"
	canaryNHS    = "9990001014"
)

// heard is one request as the server saw it.
type heard struct {
	method, address, body string
	header                http.Header
}

// server is a record system in memory: it keeps what it hears and answers by
// the number of the request, from 0. Nothing of it waits on the network, so that
// time in a synctest bubble passes at once.
type server struct {
	answer func(n int, r *http.Request) (*http.Response, error)
	heard  []heard
}

func (s *server) RoundTrip(r *http.Request) (*http.Response, error) {
	var body []byte
	if r.Body != nil {
		body, _ = io.ReadAll(r.Body)
	}
	s.heard = append(s.heard, heard{r.Method, r.URL.String(), string(body), r.Header})
	resp, err := s.answer(len(s.heard)-1, r)
	if err != nil {
		return nil, err
	}
	fresh := *resp // an answer that is given twice is read twice
	if text, ok := resp.Body.(text); ok {
		fresh.Body = io.NopCloser(strings.NewReader(string(text)))
	}
	return &fresh, nil
}

// in answers each request with the next of these, and with the last from then on.
func in(answers ...*http.Response) func(int, *http.Request) (*http.Response, error) {
	return func(n int, _ *http.Request) (*http.Response, error) { return answers[min(n, len(answers)-1)], nil }
}

// text is a body that server makes a reader of.
type text string

func (text) Read([]byte) (int, error) { return 0, io.EOF }
func (text) Close() error             { return nil }

// says makes an answer. Fields are name, value, name, value.
func says(status int, body string, fields ...string) *http.Response {
	h := http.Header{}
	if body != "" {
		h.Set("Content-Type", "application/fhir+json")
	}
	for i := 0; i < len(fields); i += 2 {
		h.Set(fields[i], fields[i+1])
	}
	return &http.Response{StatusCode: status, Header: h, Body: text(body), ContentLength: -1}
}

const (
	base    = "https://epr.example/r4"
	goal    = `{"resourceType":"Goal","id":"g1","meta":{"versionId":"3"}}`
	goalOut = `{"resourceType":"Goal","id":"g1"}`
	outcome = `{"resourceType":"OperationOutcome","issue":[{"severity":"error","code":"processing","diagnostics":"` + canaryFamily + ` ` + canaryNHS + `"}]}`
)

// at makes a client of a server in memory.
func at(t *testing.T, s http.RoundTripper, change ...func(*client.Config)) *client.Client {
	t.Helper()
	c := client.Config{Base: base, Transport: s}
	for _, f := range change {
		f(&c)
	}
	made, err := client.New(c)
	require.NoError(t, err)
	return made
}

// quiet requires that the text holds nothing that anybody may not see.
func quiet(t *testing.T, text string) {
	t.Helper()
	for _, word := range []string{canaryToken, canarySecret, canaryFamily, canaryNHS, "epr.example/r4", "http:", "https:", "identifier="} {
		require.NotContains(t, text, word)
	}
}

// failed requires an *Error of that kind whose text is safe.
func failed(t *testing.T, err error, kind client.Kind) *client.Error {
	t.Helper()
	var e *client.Error
	require.ErrorAs(t, err, &e)
	require.ErrorIs(t, err, kind, err.Error())
	quiet(t, err.Error())
	return e
}

func byNumber() url.Values {
	return url.Values{"identifier": {"https://fhir.nhs.uk/Id/nhs-number|" + canaryNHS}}
}

// all collects a search.
func all(c *client.Client, t *testing.T, typ string, params url.Values) (found []client.Resource, errs []error) {
	t.Helper()
	for r, err := range c.Search(t.Context(), typ, params) {
		if err != nil {
			errs = append(errs, err)
			continue
		}
		found = append(found, r)
	}
	return found, errs
}
