package main

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/fhir/fhirtest"
)

func TestDoctor(t *testing.T) {
	x := newSite(t, fhirtest.Config{})
	t.Run("EX-02 before anything was sent", func(t *testing.T) {
		out, code := x.run(t, "doctor", "--write")
		require.Zero(t, code, out)
		require.Contains(t, out, "the store knows of none yet")
	})
	_, code := x.run(t, "sync", "--once")
	require.Zero(t, code)
	writes := x.epr.Writes()
	t.Run("EX-02 it says first what it would do", func(t *testing.T) {
		out, code := x.run(t, "doctor")
		require.Zero(t, code, out)
		golden(t, "doctor.txt", out)
	})
	t.Run("FHIR-16 a record system that heeds If-Match is left as it was", func(t *testing.T) {
		out, code := x.run(t, "doctor", "--write")
		require.Zero(t, code, out)
		require.Equal(t, 3, strings.Count(out, "It is heeded."))
		var sent []string
		for _, r := range x.epr.Log() {
			if r.IfMatch == never || r.Method == http.MethodPatch {
				sent = append(sent, r.Method)
			}
		}
		require.Equal(t, []string{"PUT", "PATCH"}, sent)
		require.Equal(t, writes, x.epr.Writes())
		out, _ = x.run(t, "doctor", "--write", "--json")
		golden(t, "doctor.ndjson", out)
		requireLines(t, out, false)
	})
	t.Run("FHIR-16 one that does not is sent what it holds, and nothing is anybody's loss", func(t *testing.T) {
		before := map[string]string{}
		for _, id := range x.epr.IDs("Encounter") {
			b, _ := x.epr.Bytes("Encounter", id)
			before[id] = withoutMeta(b)
		}
		x.epr.Fail(func(*http.Request) *fhirtest.Fault { return &fhirtest.Fault{IgnoreIfMatch: true} })
		out, code := x.run(t, "doctor", "--write")
		require.Equal(t, exitSomeHeld, code)
		require.Equal(t, 3, strings.Count(out, "amiss"), out)
		saysHow(t, out, "ask whoever runs the record system")
		for id, was := range before {
			b, _ := x.epr.Bytes("Encounter", id)
			require.Equal(t, was, withoutMeta(b))
		}
		x.epr.Fail(nil)
		out, code = x.run(t, "sync", "--once")
		require.Zero(t, code, "what it wrote stands as ours: %s", out)
	})
}

// withoutMeta is a resource without its version.
func withoutMeta(b []byte) string {
	text := string(b)
	at := strings.Index(text, `"meta":`)
	return text[:at] + text[at+strings.Index(text[at:], "}"):]
}

func TestDoctorFinds(t *testing.T) {
	for name, c := range map[string]struct {
		config fhirtest.Config
		fault  *fhirtest.Fault
		says   string
		code   int
	}{
		"a clock an hour off":           {fhirtest.Config{}, &fhirtest.Fault{Skew: time.Hour}, "amiss      clock: This machine's clock and the record system's are 1h0m0s apart", exitSomeHeld},
		"a clock half a minute off":     {fhirtest.Config{}, &fhirtest.Fault{Skew: 30 * time.Second}, "well       clock", exitDone},
		"HTML":                          {fhirtest.Config{}, &fhirtest.Fault{Status: 200, Body: fhirtest.HTMLPage}, "check the base address", exitSomeHeld},
		"nobody is let in":              {fhirtest.Config{Token: "x"}, nil, "amiss      access", exitNotLetIn},
		"a type that cannot be written": {fhirtest.Config{Without: []string{"update"}}, nil, "lets a client update", exitSomeHeld},
		"no Bundles":                    {fhirtest.Config{Without: []string{"batch", "transaction"}}, nil, "look       Bundles", exitDone},
		"no patch":                      {fhirtest.Config{Without: []string{"patch"}}, nil, "record system: It speaks FHIR 4.0.1", exitDone},
	} {
		t.Run("EX-02 "+name, func(t *testing.T) {
			x := newSite(t, c.config)
			x.epr.Fail(func(*http.Request) *fhirtest.Fault { return c.fault })
			out, code := x.run(t, "doctor")
			require.Equal(t, c.code, code, out)
			require.Contains(t, out, c.says)
			require.Zero(t, x.epr.Writes())
		})
	}
	t.Run("EX-02 what it says of rates, and nothing that is not a rate", func(t *testing.T) {
		x := newSite(t, fhirtest.Config{})
		x.epr.Fail(func(r *http.Request) *fhirtest.Fault {
			if strings.HasSuffix(r.URL.Path, "/metadata") {
				return nil
			}
			return &fhirtest.Fault{Status: 404, Body: `{"resourceType":"OperationOutcome","issue":[{"severity":"error","code":"not-found"}]}`, ContentType: "application/fhir+json",
				Header: map[string]string{"X-RateLimit-Limit": "5", "RateLimit-Policy": "<script>", "X-Rates": "9"}}
		})
		out, code := x.run(t, "doctor", "--per-second", "5")
		require.Zero(t, code, out)
		require.Contains(t, out, "It says X-Ratelimit-Limit: 5; this program sends 5 a second")
		require.NotContains(t, out, "script")
	})
	t.Run("EX-02 a store that cannot be opened is one finding among others", func(t *testing.T) {
		x := newSite(t, fhirtest.Config{})
		x.store = "mysql://host/db"
		out, code := x.run(t, "doctor")
		require.Equal(t, exitSomeHeld, code)
		require.Contains(t, out, "amiss      store")
		require.Contains(t, out, "well       record system")
	})
	t.Run("EX-02 the record system inside this program", func(t *testing.T) {
		out, code := fhirsync(t, "doctor")
		require.Zero(t, code, out)
		require.Contains(t, out, "not-asked  store")
	})
}
