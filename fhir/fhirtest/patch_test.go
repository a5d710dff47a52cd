package fhirtest_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/fhir/fhirtest"
)

const asPatch = "Content-Type: application/json-patch+json"

// flag stands for any resource that the server has no rules of its own for.
const flag = `{"resourceType":"Flag","id":"f1",  "x" : {"a":1.0,"b":[10, 20 ,30],"c~d/e":"z"},"y":"two","n":[{"id":"k1","t":"one"},{"id":"k2"}]}`

// unspliced takes the server's own values out.
func unspliced(text string) string {
	return strings.Replace(strings.Replace(text, `,"meta":{"versionId":"2","lastUpdated":`+noonText+`}`, "", 1), noonText, "", 1)
}

func TestPatch(t *testing.T) {
	with := func(old, new string) string {
		require.Contains(t, flag, old)
		return strings.Replace(flag, old, new, 1)
	}
	for _, c := range []struct{ name, patch, want string }{
		{"nothing", `[]`, flag},
		{"add a member", `[{"op":"add","path":"/z","value":[ 1 ]}]`, with(`{"id":"k2"}]}`, `{"id":"k2"}],"z":[ 1 ]}`)},
		{"add a member that is there", `[{"op":"add","path":"/y","value":"three"}]`, with(`"two"`, `"three"`)},
		{"add in front", `[{"op":"add","path":"/x/b/0","value":5}]`, with(`[10,`, `[5,10,`)},
		{"add in the middle", `[{"op":"add","path":"/x/b/2","value":5}]`, with(`,30`, `,5,30`)},
		{"add behind, by number", `[{"op":"add","path":"/x/b/3","value":5}]`, with(`,30`, `,30,5`)},
		{"add behind, by -", `[{"op":"add","path":"/x/b/-","value":5}]`, with(`,30`, `,30,5`)},
		{"remove a member", `[{"op":"remove","path":"/y"}]`, with(`"y":"two",`, ``)},
		{"remove the last member", `[{"op":"remove","path":"/n"}]`, with(`,"n":[{"id":"k1","t":"one"},{"id":"k2"}]`, ``)},
		{"remove the first element", `[{"op":"remove","path":"/x/b/0"}]`, with(`10, `, ``)},
		{"remove the middle one", `[{"op":"remove","path":"/x/b/1"}]`, with(`20 ,`, ``)},
		{"remove the last one", `[{"op":"remove","path":"/x/b/2"}]`, with(` ,30`, ``)},
		{"remove the last of two", `[{"op":"remove","path":"/n/1"}]`, with(`,{"id":"k2"}`, ``)},
		{"remove the only one, then add", `[{"op":"remove","path":"/n/1/id"},{"op":"add","path":"/n/1/t","value":2}]`, with(`{"id":"k2"}`, `{"t":2}`)},
		{"replace", `[{"op":"replace","path":"/x/a","value": 1.50 }]`, with(`1.0`, `1.50`)},
		{"escapes", `[{"op":"replace","path":"/x/c~0d~1e","value":"q"}]`, with(`"z"`, `"q"`)},
		{"move a member", `[{"op":"move","from":"/y","path":"/x/y"}]`, strings.Replace(with(`"y":"two",`, ``), `"z"}`, `"z","y":"two"}`, 1)},
		{"move an element", `[{"op":"move","from":"/x/b/0","path":"/x/b/2"}]`, with(`[10, 20 ,30]`, `[20 ,30,10]`)},
		{"move onto itself", `[{"op":"move","from":"/x/a","path":"/x/a"}]`, with(`{"a":1.0,"b":[10, 20 ,30],"c~d/e":"z"}`, `{"b":[10, 20 ,30],"c~d/e":"z","a":1.0}`)},
		{"copy", `[{"op":"copy","from":"/x/b/1","path":"/x/b/-"}]`, with(`,30`, `,30,20`)},
		{"copy into itself", `[{"op":"copy","from":"/n/0","path":"/n/0/m"}]`, with(`"t":"one"}`, `"t":"one","m":{"id":"k1","t":"one"}}`)},
		{"test, then replace", `[{"op":"test","path":"/n/0/id","value":"k1"},{"op":"replace","path":"/n/0/t","value":"uno"}]`, with(`one`, `uno`)},
		{"test a number by its worth", `[{"op":"test","path":"/x/a","value":10e-1}]`, flag},
		{"test an object in any order", `[{"op":"test","path":"/n/0","value":{"t":"o\u006ee","id":"k1"}}]`, flag},
		{"a member nobody knows", `[{"op":"test","path":"/y","value":"two","why":"x"}]`, flag},
		{"one sees what the other did", `[{"op":"add","path":"/q","value":{"r":1}},{"op":"move","from":"/q/r","path":"/q/s"},{"op":"test","path":"/q/s","value":1}]`, with(`{"id":"k2"}]}`, `{"id":"k2"}],"q":{"s":1}}`)},
	} {
		t.Run("FHIR-17 "+c.name, func(t *testing.T) {
			s, base := start(t, config())
			require.NoError(t, s.Seed([]byte(flag)))
			got := send(t, base, "PATCH /Flag/f1", c.patch, asPatch, `If-Match: W/"1"`)
			require.Equal(t, 200, got.StatusCode, got.body)
			require.Equal(t, `W/"2"`, got.Header.Get("ETag"))
			require.Equal(t, c.want, unspliced(got.body), "every other byte")
			require.Equal(t, 1, s.Writes())
		})
	}
}

func TestPatchTurnedDown(t *testing.T) {
	seed := []string{flag, goal}
	match := []string{asPatch, `If-Match: W/"1"`}
	var rows []row
	for _, c := range []struct {
		name, patch string
		status      int
		code        string
	}{
		{"no array", `{}`, 400, "structure"},
		{"no JSON", `[`, 400, "structure"},
		{"a key twice", `[{"op":"test","op":"remove","path":"/y","value":"two"}]`, 400, "structure"},
		{"no object", `[1]`, 400, "structure"},
		{"no op", `[{"path":"/y"}]`, 400, "structure"},
		{"an op nobody has", `[{"op":"spam","path":"/y"}]`, 400, "structure"},
		{"no path", `[{"op":"remove"}]`, 400, "structure"},
		{"a path that is none", `[{"op":"remove","path":"y"}]`, 400, "structure"},
		{"a half escape", `[{"op":"remove","path":"/y~2"}]`, 400, "structure"},
		{"no value", `[{"op":"add","path":"/z"}]`, 400, "structure"},
		{"no from", `[{"op":"move","path":"/z"}]`, 400, "structure"},
		{"a from that is none", `[{"op":"copy","from":"y","path":"/z"}]`, 400, "structure"},
		{"the second is bad", `[{"op":"add","path":"/z","value":1},{"op":"x","path":"/z"}]`, 400, "structure"},
		{"test fails", `[{"op":"test","path":"/y","value":"three"},{"op":"remove","path":"/y"}]`, 422, "conflict"},
		{"test of another kind", `[{"op":"test","path":"/x/a","value":"1"}]`, 422, "conflict"},
		{"test of more", `[{"op":"test","path":"/n/1","value":{"id":"k2","t":1}}]`, 422, "conflict"},
		{"test of a longer list", `[{"op":"test","path":"/x/b","value":[10,20,30,40]}]`, 422, "conflict"},
		{"test of what is not there", `[{"op":"test","path":"/q","value":null}]`, 422, "not-found"},
		{"remove what is not there", `[{"op":"remove","path":"/q"}]`, 422, "not-found"},
		{"replace what is not there", `[{"op":"replace","path":"/q","value":1}]`, 422, "not-found"},
		{"move what is not there", `[{"op":"move","from":"/q","path":"/r"}]`, 422, "not-found"},
		{"move into itself", `[{"op":"move","from":"/x","path":"/x/b/0"}]`, 422, "invalid"},
		{"add below nothing", `[{"op":"add","path":"/q/r","value":1}]`, 422, "not-found"},
		{"add below a text", `[{"op":"add","path":"/y/r","value":1}]`, 422, "not-found"},
		{"add too far", `[{"op":"add","path":"/x/b/4","value":1}]`, 422, "not-found"},
		{"an index with a zero", `[{"op":"add","path":"/x/b/01","value":1}]`, 422, "not-found"},
		{"an index below zero", `[{"op":"add","path":"/x/b/-1","value":1}]`, 422, "not-found"},
		{"replace behind the end", `[{"op":"replace","path":"/x/b/-","value":1}]`, 422, "not-found"},
		{"remove everything", `[{"op":"remove","path":""}]`, 422, "invalid"},
		{"become nothing", `[{"op":"replace","path":"","value":7}]`, 422, "structure"},
		{"become another type", `[{"op":"replace","path":"/resourceType","value":"Goal"}]`, 422, "invalid"},
		{"become another resource", `[{"op":"replace","path":"/id","value":"f2"}]`, 422, "value"},
		{"lose the id", `[{"op":"remove","path":"/id"}]`, 422, "value"},
		{"leave an empty array", `[{"op":"replace","path":"/x/b","value":[]}]`, 422, "structure"},
		{"leave null", `[{"op":"add","path":"/z","value":null}]`, 422, "structure"},
		{"the first is undone when the second fails", `[{"op":"remove","path":"/y"},{"op":"remove","path":"/y"}]`, 422, "not-found"},
	} {
		rows = append(rows, row{name: c.name, seed: seed, request: "PATCH /Flag/f1", body: c.patch, headers: match, status: c.status, code: c.code})
	}
	ok := `[{"op":"add","path":"/z","value":1}]`
	runAll(t, append(rows,
		row{name: "what R4 requires is taken away", seed: seed, request: "PATCH /Goal/g1", body: `[{"op":"remove","path":"/lifecycleStatus"}]`, headers: match, status: 422, code: "required", at: "Goal.lifecycleStatus"},
		row{name: "as JSON", seed: seed, request: "PATCH /Flag/f1", body: ok, headers: []string{`If-Match: W/"1"`}, status: 415, code: "not-supported", want: []string{"Accept-Patch: application/json-patch+json"}},
		row{name: "a merge patch", seed: seed, request: "PATCH /Flag/f1", body: `{"y":"x"}`, headers: []string{"Content-Type: application/merge-patch+json"}, status: 415, code: "not-supported"},
		row{name: "FHIR-16 without If-Match", seed: seed, request: "PATCH /Flag/f1", body: ok, headers: []string{asPatch}, status: 400, code: "required", at: "http.If-Match"},
		row{name: "without If-Match where that is allowed", config: blind, seed: seed, request: "PATCH /Flag/f1", body: ok, headers: []string{asPatch}, status: 200, writes: 1},
		row{name: "FHIR-16 another version", seed: seed, request: "PATCH /Flag/f1", body: ok, headers: []string{asPatch, `If-Match: W/"9"`}, status: 412, code: "conflict"},
		row{name: "nothing there", request: "PATCH /Flag/f1", body: ok, headers: match, status: 404, code: "not-found"},
		row{name: "FHIR-15 a Patient", seed: []string{patientP1}, request: "PATCH /Patient/p1", body: ok, headers: match, status: 405, code: "not-supported"},
		row{name: "left out", config: func(c *fhirtest.Config) { c.Without = []string{"patch"} }, seed: seed, request: "PATCH /Flag/f1", body: ok, headers: match, status: 405, code: "not-supported"},
		row{name: "with a query", seed: seed, request: "PATCH /Flag/f1?_id=f1", body: ok, headers: match, status: 400, code: "not-supported"},
		row{name: "more operations than anybody needs", seed: seed, request: "PATCH /Flag/f1", headers: match, status: 413, code: "too-costly",
			body: "[" + strings.TrimSuffix(strings.Repeat(`{"op":"test","path":"/y","value":"two"},`, 1001), ",") + "]"},
		row{name: "doubling", config: func(c *fhirtest.Config) { c.MaxBody = 1 << 16 }, seed: seed, request: "PATCH /Flag/f1", headers: match, status: 422, code: "too-long",
			body: "[" + strings.TrimSuffix(strings.Repeat(`{"op":"copy","from":"/n","path":"/n/-"},`, 60), ",") + "]"},
	))
}

func TestPatchIsBounded(t *testing.T) {
	c := config()
	c.MaxBody = 8 << 20
	s, base := start(t, c)
	require.NoError(t, s.Seed([]byte(`{"resourceType":"Flag","id":"f1","x":"`+strings.Repeat("a", 1<<20)+`"}`)))
	ops := "[" + strings.TrimSuffix(strings.Repeat(`{"op":"test","path":"/id","value":"f1"},`, 1000), ",") + "]"
	got := send(t, base, "PATCH /Flag/f1", ops, asPatch, `If-Match: W/"1"`)
	require.Equal(t, 422, got.StatusCode)
	require.Equal(t, "too-costly", got.issues(t)[0]["code"])
}

func TestConditional(t *testing.T) {
	seed := func(n int) (out []string) {
		for i := range n {
			out = append(out, fmt.Sprintf(`{"resourceType":"Flag","id":"f%d","identifier":[{"system":"urn:x","value":"1"}],"v":%d}`, i+1, i))
		}
		return out
	}
	const (
		doc    = `{"resourceType":"Flag","identifier":[{"system":"urn:x","value":"1"}]}`
		withID = `{"resourceType":"Flag","id":"f9","identifier":[{"system":"urn:x","value":"1"}]}`
		put    = "PUT /Flag?identifier=urn:x|1"
		patch  = "PATCH /Flag?identifier=urn:x|1"
		op     = `[{"op":"replace","path":"/v","value":7}]`
	)
	off := func(c *fhirtest.Config) { c.NoConditionalUpdate = true }
	both := func(c *fhirtest.Config) { c.UpdateCreate = true }
	runAll(t, []row{
		{name: "none, no id", request: put, body: doc, status: 201, writes: 1, want: []string{"Location: {base}/Flag/srv-1/_history/1"}},
		{name: "none, an id", config: both, request: put, body: withID, status: 201, writes: 1, want: []string{"Location: {base}/Flag/f9/_history/1"}},
		{name: "none, an id the server would give", request: put, body: withID, status: 405, code: "not-supported"},
		{name: "none, an id that another has", config: both, seed: []string{`{"resourceType":"Flag","id":"f9"}`}, request: put, body: withID, status: 409, code: "conflict", at: "Flag.id"},
		{name: "none, and a version", request: put, body: doc, headers: []string{`If-Match: W/"1"`}, status: 412, code: "conflict"},
		{name: "one, no id", seed: seed(1), request: put, body: doc, status: 200, writes: 1, want: []string{`ETag: W/"2"`, "Location: {base}/Flag/f1/_history/2"}},
		{name: "one, its id", seed: seed(1), request: put, body: strings.Replace(withID, "f9", "f1", 1), status: 200, writes: 1},
		{name: "one, another id", seed: seed(1), request: put, body: withID, status: 400, code: "value", at: "Flag.id"},
		{name: "FHIR-16 one, its version", seed: seed(1), request: put, body: doc, headers: []string{`If-Match: W/"1"`}, status: 200, writes: 1},
		{name: "FHIR-16 one, another version", seed: seed(1), request: put, body: doc, headers: []string{`If-Match: W/"4"`}, status: 412, code: "conflict"},
		{name: "one, and none is wanted", seed: seed(1), request: put, body: doc, headers: []string{"If-None-Match: *"}, status: 412, code: "duplicate"},
		{name: "several", seed: seed(2), request: put, body: doc, status: 412, code: "multiple-matches"},
		{name: "no search", seed: seed(1), request: "PUT /Flag", body: doc, status: 400, code: "value"},
		{name: "a search for everything", seed: seed(1), request: "PUT /Flag?_format=json", body: doc, status: 400, code: "value"},
		{name: "a page size", seed: seed(1), request: put + "&_count=1", body: doc, status: 400, code: "value"},
		{name: "an unknown parameter", seed: seed(1), request: "PUT /Flag?colour=red", body: doc, status: 400, code: "not-supported", at: "http.colour"},
		{name: "not offered", config: off, seed: seed(1), request: put, body: doc, status: 400, code: "not-supported"},
		{name: "FHIR-15 a Patient", request: "PUT /Patient?identifier=1", body: `{"resourceType":"Patient"}`, status: 405, code: "not-supported"},
		{name: "patch one", seed: seed(1), request: patch, body: op, headers: []string{asPatch}, status: 200, writes: 1, want: []string{"Location: {base}/Flag/f1/_history/2"}},
		{name: "patch one, another version", seed: seed(1), request: patch, body: op, headers: []string{asPatch, `If-Match: W/"4"`}, status: 412, code: "conflict"},
		{name: "patch none", request: patch, body: op, headers: []string{asPatch}, status: 404, code: "not-found"},
		{name: "patch several", seed: seed(2), request: patch, body: op, headers: []string{asPatch}, status: 412, code: "multiple-matches"},
		{name: "patch not offered", config: off, seed: seed(1), request: patch, body: op, headers: []string{asPatch}, status: 400, code: "not-supported"},
		{name: "delete", seed: seed(1), request: "DELETE /Flag?identifier=urn:x|1", status: 400, code: "not-supported"},
		{name: "delete everything", seed: seed(1), request: "DELETE /Flag", status: 400, code: "not-supported"},
	})
}

type expressed struct{ at, says string }

func (e expressed) Error() string      { return e.says }
func (e expressed) Expression() string { return e.at }
