package fhirtest_test

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/fhir/fhirtest"
)

type code struct{ Code string }

type statement struct {
	ResourceType, Status, Date, Kind, FHIRVersion string
	Format, PatchFormat                           []string
	Implementation                                struct{ Description, URL string }
	Rest                                          []struct {
		Mode        string
		Security    *struct{ Description string }
		Interaction []code
		Resource    []typeStatement
	}
}

type typeStatement struct {
	Type, Versioning, ConditionalRead, ConditionalDelete            string
	Interaction                                                     []code
	ReadHistory, UpdateCreate, ConditionalCreate, ConditionalUpdate bool
	SearchParam                                                     []struct{ Name, Type string }
}

func readStatement(t *testing.T, base string) statement {
	t.Helper()
	var doc statement
	require.NoError(t, json.Unmarshal([]byte(send(t, base, "GET /metadata", "").body), &doc))
	return doc
}

func TestCapabilities(t *testing.T) {
	c := config()
	c.Types = []string{"Patient", "Goal"}
	c.UpdateCreate, c.Token = true, "t0k"
	_, base := start(t, c)
	doc := readStatement(t, base)
	require.Equal(t, "CapabilityStatement", doc.ResourceType)
	require.Equal(t, "4.0.1", doc.FHIRVersion)
	require.Equal(t, []string{"json"}, doc.Format)
	require.Equal(t, []string{"application/json-patch+json"}, doc.PatchFormat)
	require.Equal(t, base, doc.Implementation.URL)
	require.NotNil(t, doc.Rest[0].Security)
	require.Equal(t, []code{{"batch"}, {"transaction"}, {"history-system"}}, doc.Rest[0].Interaction)
	byType := doc.Rest[0].Resource
	require.Len(t, byType, 2)
	require.Equal(t, "Goal", byType[0].Type)
	require.Equal(t, "versioned-update", byType[0].Versioning)
	require.Equal(t, "Patient", byType[1].Type)
	require.Equal(t, []code{{"search-type"}, {"history-type"}, {"read"}, {"history-instance"}, {"vread"}}, byType[1].Interaction)
	require.Contains(t, byType[1].SearchParam, struct{ Name, Type string }{"birthdate", "date"})
	tag := send(t, base, "GET /metadata", "").Header.Get("ETag")
	require.Equal(t, 304, send(t, base, "GET /metadata", "", "If-None-Match: "+tag).StatusCode)
	require.Equal(t, 400, send(t, base, "GET /metadata?mode=terminology", "").StatusCode)
	require.Equal(t, 405, send(t, base, "POST /metadata", goal, "Authorization: Bearer t0k").StatusCode)
}

// tries does each interaction there is on one type; every request goes through
// where the interaction is offered.
var tries = map[string]func(typ string) (request, body string, headers []string){
	"read":             func(typ string) (string, string, []string) { return "GET /" + typ + "/a", "", nil },
	"vread":            func(typ string) (string, string, []string) { return "GET /" + typ + "/a/_history/1", "", nil },
	"history-instance": func(typ string) (string, string, []string) { return "GET /" + typ + "/a/_history", "", nil },
	"history-type":     func(typ string) (string, string, []string) { return "GET /" + typ + "/_history", "", nil },
	"search-type":      func(typ string) (string, string, []string) { return "GET /" + typ + "?_id=a", "", nil },
	"create":           func(typ string) (string, string, []string) { return "POST /" + typ, sample(typ, "new"), nil },
	"update": func(typ string) (string, string, []string) {
		return "PUT /" + typ + "/a", sample(typ, "a"), []string{`If-Match: W/"1"`}
	},
	"patch": func(typ string) (string, string, []string) {
		return "PATCH /" + typ + "/b", `[{"op":"add","path":"/language","value":"en"}]`, []string{asPatch, `If-Match: W/"1"`}
	},
	"delete":         func(typ string) (string, string, []string) { return "DELETE /" + typ + "/c", "", nil },
	"batch":          func(string) (string, string, []string) { return "POST ", batch(of("GET Goal?_id=a", "")), nil },
	"transaction":    func(string) (string, string, []string) { return "POST ", transaction(of("GET Goal?_id=a", "")), nil },
	"history-system": func(string) (string, string, []string) { return "GET /_history", "", nil },
}

// sample is a resource of a type that the built-in rules let through.
func sample(typ, id string) string {
	extra := map[string]string{
		"Encounter": `,"status":"planned","class":{"code":"AMB"}`,
		"Goal":      `,"lifecycleStatus":"active","description":{"text":"x"},"subject":{"reference":"Patient/a"}`,
		"CarePlan":  `,"status":"active","intent":"plan","subject":{"reference":"Patient/a"}`,
	}[typ]
	return `{"resourceType":"` + typ + `","id":"` + id + `"` + extra + `,"identifier":[{"system":"urn:x","value":"` + id + `"}]}`
}

// TestTheStatementIsTrue does everything a CapabilityStatement lists, and
// everything it does not list, for servers that differ.
func TestTheStatementIsTrue(t *testing.T) {
	for name, change := range map[string]func(*fhirtest.Config){
		"everything": func(*fhirtest.Config) {},
		"loose":      func(c *fhirtest.Config) { c.UpdateCreate, c.BlindUpdates = true, true },
		"modest": func(c *fhirtest.Config) {
			c.Without = []string{"patch", "delete", "transaction", "batch", "vread", "history-system", "history-type", "history-instance"}
		},
		"write only":  func(c *fhirtest.Config) { c.Without = []string{"read", "search-type", "transaction"} },
		"read only":   func(c *fhirtest.Config) { c.Without = []string{"create", "update", "delete", "patch", "batch"} },
		"conditions":  func(c *fhirtest.Config) { c.NoConditionalCreate, c.NoConditionalUpdate = true, true },
		"few types":   func(c *fhirtest.Config) { c.Types = []string{"Goal", "Patient"} },
		"conditional": func(c *fhirtest.Config) { c.ReadOnly = nil },
	} {
		t.Run(name, func(t *testing.T) {
			c := config()
			change(&c)
			s, base := start(t, c)
			doc := readStatement(t, base)
			works := func(code, typ string) bool {
				request, body, headers := tries[code](typ)
				got := send(t, base, request, body, headers...)
				if got.StatusCode >= 400 {
					require.Contains(t, []int{405, 422}, got.StatusCode, code+" "+got.body)
				}
				return got.StatusCode < 400
			}
			for _, r := range doc.Rest[0].Resource {
				for _, id := range []string{"a", "b", "c"} {
					require.NoError(t, s.Seed([]byte(sample(r.Type, id))))
				}
			}
			for code := range tries {
				if code == "batch" || code == "transaction" || code == "history-system" {
					require.Equal(t, slices.Contains(codesOf(doc.Rest[0].Interaction), code), works(code, ""), code)
					continue
				}
				for _, r := range doc.Rest[0].Resource {
					require.Equal(t, slices.Contains(codesOf(r.Interaction), code), works(code, r.Type), r.Type+" "+code)
				}
			}
			require.Equal(t, slices.Contains(c.Without, "patch"), doc.PatchFormat == nil)
			for _, r := range doc.Rest[0].Resource {
				tryFlags(t, base, r)
			}
		})
	}
}

// tryFlags does what else the statement says of a type.
func tryFlags(t *testing.T, base string, r typeStatement) {
	status := func(request, body string, headers ...string) int {
		return send(t, base, request, body, headers...).StatusCode
	}
	offered := codesOf(r.Interaction)
	created := status("POST /"+r.Type, sample(r.Type, "d"), "If-None-Exist: _id=nobody")
	require.Equal(t, r.ConditionalCreate, created == 201, r.Type)
	require.Equal(t, r.ConditionalUpdate, status("PUT /"+r.Type+"?_id=b", sample(r.Type, "b")) == 200, r.Type)
	require.Equal(t, r.UpdateCreate, status("PUT /"+r.Type+"/chosen", sample(r.Type, "chosen")) == 201, r.Type)
	require.Equal(t, "not-supported", r.ConditionalDelete)
	require.GreaterOrEqual(t, status("DELETE /"+r.Type+"?_id=b", ""), 400)
	require.Equal(t, slices.Contains(offered, "vread"), r.ReadHistory)
	if slices.Contains(offered, "update") {
		require.Equal(t, r.Versioning == "versioned-update", status("PUT /"+r.Type+"/a", sample(r.Type, "a")) == 400, r.Type)
	}
	if slices.Contains(offered, "read") {
		require.Equal(t, r.ConditionalRead == "not-match", status("GET /"+r.Type+"/a", "", "If-None-Match: *") == 304, r.Type)
	}
	if !slices.Contains(offered, "search-type") {
		require.Empty(t, r.SearchParam)
	}
	for _, p := range r.SearchParam {
		value := map[string]string{"token": "x", "string": "x", "date": "2026", "reference": "Patient/x"}[p.Type]
		require.Equal(t, 200, status("GET /"+r.Type+"?"+p.Name+"="+value, ""), r.Type+" "+p.Name)
	}
}

func codesOf(in []code) (out []string) {
	for _, c := range in {
		out = append(out, c.Code)
	}
	return out
}

func TestWithout(t *testing.T) {
	require.PanicsWithValue(t, "fhirtest: Config.Without names the interaction fly, which this server does not know",
		func() { fhirtest.New(fhirtest.Config{Without: []string{"fly"}}) })
	c := config()
	c.Without = []string{"patch", "delete"}
	s, base := start(t, c)
	require.NoError(t, s.Seed([]byte(goal)))
	require.Equal(t, "GET, HEAD, PUT", send(t, base, "DELETE /Goal/g1", "").Header.Get("Allow"))
	inside := readAnswers(t, send(t, base, "POST ", batch(of("DELETE Goal/g1", ""))), "batch-response")
	require.Equal(t, []string{"405 Method Not Allowed"}, inside.statuses(), "nor is it there inside a Bundle")
	require.True(t, strings.HasPrefix(base, "http"))
}
