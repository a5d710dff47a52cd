package fhir_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/fhir"
	"github.com/towpath-care/towpath/fhir/fhirtest"
)

// server holds one document; its clock stands still, so that two servers that did
// the same hold the same bytes. It takes any resource of the right form.
func server(t testing.TB, doc []byte) *fhirtest.Server {
	s := fhirtest.New(fhirtest.Config{
		Now:      func() time.Time { return time.Date(2026, 5, 4, 10, 0, 0, 0, time.UTC) },
		Validate: func([]byte) error { return nil },
		MaxBody:  8 << 20,
	})
	require.NoError(t, s.Seed(doc))
	return s
}

// served is a document as a server has it that wrote a version into it.
func served(t testing.TB, doc []byte) fhir.Document {
	d := parse(t, string(doc))
	return parse(t, string(untouched(t, doc, d, 1)))
}

// untouched are the bytes of a document after so many writes that changed nothing
// but version and time.
func untouched(t testing.TB, doc []byte, d fhir.Document, writes int) []byte {
	s := server(t, doc)
	for range writes {
		require.NoError(t, s.Edit(d.ResourceType(), d.ID(), func(b []byte) []byte { return b }))
	}
	return storedThere(t, s, d)
}

func storedThere(t testing.TB, s *fhirtest.Server, d fhir.Document) []byte {
	b, ok := s.Bytes(d.ResourceType(), d.ID())
	require.True(t, ok)
	return bytes.TrimSpace(b) // a Bundle does not carry the white space around a resource
}

// by sends a request by itself, in a transaction, or in a batch.
type by string

const (
	alone       by = ""
	transaction by = "transaction"
	batch       by = "batch"
)

func (how by) send(t testing.TB, s *fhirtest.Server, r fhir.Request) (status int, answer string) {
	method, url, body := r.Method, "/"+r.URL, r.Body()
	headers := http.Header{"Content-Type": {r.ContentType}, "If-Match": {r.IfMatch}}
	if how != alone {
		entry, err := r.Entry()
		require.NoError(t, err)
		method, url, headers = http.MethodPost, "/", http.Header{"Content-Type": {"application/fhir+json"}}
		body = fmt.Appendf(nil, `{"resourceType":"Bundle","type":"%s","entry":[%s]}`, how, entry)
	}
	req := httptest.NewRequest(method, url, bytes.NewReader(body))
	req.Header = headers
	w := httptest.NewRecorder()
	s.ServeHTTP(w, req)
	if how == batch && w.Code == http.StatusOK {
		var b struct {
			Entry []struct{ Response struct{ Status string } }
		}
		require.NoError(t, json.Unmarshal(w.Body.Bytes(), &b))
		_, err := fmt.Sscan(b.Entry[0].Response.Status, &status)
		require.NoError(t, err)
		return status, w.Body.String()
	}
	return w.Code, w.Body.String()
}

// both are the two ways an edit is written.
func both(t testing.TB, e fhir.Edited, etag string) []fhir.Request {
	update, err := e.Update(etag)
	require.NoError(t, err)
	patch, err := e.Patch(etag)
	require.NoError(t, err)
	return []fhir.Request{update, patch}
}

func compact(t testing.TB, doc []byte) string {
	var b bytes.Buffer
	require.NoError(t, json.Compact(&b, doc))
	return b.String()
}

// tree is a document without the order of its members, which a patch cannot give
// back and JSON does not count.
func tree(t testing.TB, doc []byte) (v any) {
	r := json.NewDecoder(bytes.NewReader(doc))
	r.UseNumber()
	require.NoError(t, r.Decode(&v))
	return v
}

// sent writes an edit in every way there is to servers that hold the document, and
// requires that all come to hold the same: in the same bytes where the whole of it
// was sent, in the same order where a patch was. Then it takes the edit back in the
// same way, and requires the document as it would be if nobody
// had ever written.
func sent(t testing.TB, d fhir.Document, e fhir.Edited) {
	t.Helper()
	var want []byte
	for i, r := range both(t, e, "") {
		for _, how := range []by{alone, transaction, batch} {
			s := server(t, d.Bytes())
			status, answer := how.send(t, s, r)
			require.Equal(t, http.StatusOK, status, "%s %s", r.Body(), answer)
			now := storedThere(t, s, d)
			if want == nil {
				want = now
			}
			if r.Method == http.MethodPut {
				require.Equal(t, string(want), string(now))
			}
			require.Equal(t, compact(t, want), compact(t, now), "%s", r.Body())

			undone, err := e.Undo().Apply(parse(t, string(now)), expectOf(d))
			require.NoError(t, err)
			back := both(t, undone, "")[i]
			require.NotEqual(t, r.IfMatch, back.IfMatch, "made on the version that was written")
			status, answer = how.send(t, s, back)
			require.Equal(t, http.StatusOK, status, "%s %s", back.Body(), answer)
			original, now := untouched(t, d.Bytes(), d, 2), storedThere(t, s, d)
			if r.Method == http.MethodPut {
				require.Equal(t, string(original), string(now), "undone")
			}
			require.Equal(t, tree(t, original), tree(t, now), "undone")
		}
	}
}

// FHIR-17: an update, a patch and both as entries of a Bundle come to the same.
func TestSent(t *testing.T) {
	tagged := strings.Replace(plan, `"versionId":"7"`, `"versionId":"1", "tag":[ {"system":"s","code":"1"} , {"system":"s","code":"2"} ]`, 1)
	doc := strings.TrimSuffix(tagged, "}") + `,"title" : "old", "_title":{"id":"t"},
  "contributor":[ {"reference":"Practitioner/nurse"} , {"reference":"Practitioner/worker/_history/2","display":"W"} ],
  "identifier":[{"system":"s","value":"1"}, {"value":"1"}, {"system":"t","value":"1","period":{"start":"2026"}}],
  "goal":[{"identifier":{"system":"s","value":"1"}},{"identifier":{"system":"t","value":"1"},"display":"g"}],
  "activity":[{"id":"x"}, {"id":"a","detail":{"status":"x","performer":[{"reference":"Patient/p1"}]}} ,{"id":"c"}],
  "note":[ {"id":"only" , "text":"n"} ], "language":"en", "extension":[{"url":"u","valueCode":"x"}]
}
`
	tag := []fhir.Step{field("meta"), field("tag")}
	for name, es := range map[string]fhir.Edits{
		"set, new":             {fhir.Set(value(`{"text": "x"}`), field("statusReason"))},
		"set, changed":         {fhir.Set(value(`"cy"`), field("language"))},
		"set, far inside":      {fhir.Set(value(`"y"`), field("activity"), element("a"), field("detail"), field("status"))},
		"list, new":            {fhir.Upsert(value(`{"id":"n"}`), field("supportingInfo"), element("n"))},
		"element, new":         {fhir.Upsert(value(`{"id":"n"}`), field("activity"), element("n"))},
		"element, new, twice":  {fhir.Upsert(value(`{"id":"n"}`), field("activity"), element("n")), fhir.Upsert(value(`{"id":"m"}`), field("activity"), element("m"))},
		"element, changed":     {fhir.Upsert(value(`{"id":"a","x":1.10}`), field("activity"), element("a"))},
		"element, far inside":  {fhir.Upsert(value(`{"reference":"Patient/p1","display":"d"}`), field("activity"), element("a"), field("detail"), field("performer"), fhir.Referring("Patient/p1"))},
		"by identifier":        {fhir.Upsert(value(`{"system":"t","value":"1"}`), field("identifier"), fhir.Identified("t", "1"))},
		"without a system":     {fhir.Remove(field("identifier"), fhir.Identified("", "1"))},
		"by its identifier":    {fhir.Set(value(`"h"`), field("goal"), fhir.Identified("t", "1"), field("display"))},
		"by reference":         {fhir.Set(value(`"V"`), field("contributor"), fhir.Referring("Practitioner/worker"), field("display"))},
		"by code":              {fhir.Upsert(value(`{"system":"s","code":"2","display":"d"}`), append(tag, fhir.Coded("s", "2"))...)},
		"by url":               {fhir.Upsert(value(`{"url":"u","valueCode":"y"}`), field("extension"), fhir.Extending("u"))},
		"label, new":           {fhir.Upsert(value(`{"system":"s","code":"R"}`), field("meta"), field("security"), fhir.Coded("s", "R"))},
		"member gone":          {fhir.Remove(field("language"))},
		"member and twin gone": {fhir.Remove(field("title"))},
		"title replaced":       {fhir.Remove(field("title")), fhir.Set(value(`"new"`), field("title"))},
		"first gone":           {fhir.Remove(append(tag, fhir.Coded("s", "1"))...)},
		"middle gone":          {fhir.Remove(field("activity"), element("a"))},
		"last gone":            {fhir.Remove(field("activity"), element("c"))},
		"first and last gone":  {fhir.Remove(field("activity"), element("x")), fhir.Remove(field("activity"), element("c"))},
		"list gone":            {fhir.Remove(field("note"), element("only"))},
		"list gone, and back":  {fhir.Remove(field("note"), element("only")), fhir.Upsert(value(`{"id":"m"}`), field("note"), element("m"))},
		"added, then changed":  {fhir.Upsert(value(`{"id":"n","d":{"x":1}}`), field("activity"), element("n")), fhir.Set(value(`2`), field("activity"), element("n"), field("d"), field("y"))},
	} {
		t.Run("FHIR-16, FHIR-17 "+name, func(t *testing.T) {
			d := parse(t, doc)
			e, err := prove(t, d, es, ofPlan)
			require.NoError(t, err)
			sent(t, d, e)
		})
	}
}

// The same over HL7's documents: everything at once that fits one of them.
func TestPublishedDocumentsAreSent(t *testing.T) {
	documents, n := published(t), 0
	for _, name := range slices.Sorted(maps.Keys(documents)) {
		d := documents[name]
		if s := server(t, d.Bytes()); s.Edit(d.ResourceType(), d.ID(), func(b []byte) []byte { return b }) != nil {
			continue
		}
		e, err := fitting(d).Apply(d, expectOf(d))
		if err == nil {
			sent(t, d, e)
			n++
		}
	}
	t.Logf("%d of %d documents sent in six ways, and taken back", n, len(documents))
	require.Greater(t, n, 170)
}
