package client_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"testing/synctest"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/fhir"
	"github.com/towpath-care/towpath/fhir/client"
	"github.com/towpath-care/towpath/peer"
)

func TestRead(t *testing.T) {
	read := func(t *testing.T, answer *http.Response) (client.Resource, error) {
		return at(t, &server{answer: in(answer)}, func(c *client.Config) { c.Retries, c.AnswerLimit = -1, 2048 }).Read(t.Context(), "Goal", "g1")
	}
	t.Run("FHIR-17 the body is the bytes the server sent", func(t *testing.T) {
		body := "{\"resourceType\":\"Goal\",  \"id\":\"g1\",\n\"note\":1.0e0,\"name\":\"\\u00e9<>&\"}"
		got, err := read(t, says(200, " \n"+body+"\n", "ETag", `W/"7"`))
		require.NoError(t, err)
		require.Equal(t, body, string(got.Body))
		require.Equal(t, client.Resource{Type: "Goal", ID: "g1", Version: "7", ETag: `W/"7"`, Body: got.Body}, got)
	})
	t.Run("FHIR-16 without an ETag the version makes one, and an odd ETag is passed over", func(t *testing.T) {
		for _, etag := range []string{"", "*", "3", `W/"3", W/"4"`, `"a b"`, `W/""`, `W/"`, `"`, `w/"3"`} {
			got, err := read(t, says(200, goal, "ETag", etag))
			require.NoError(t, err)
			require.Equal(t, `W/"3"`, got.ETag, etag)
		}
	})
	for name, c := range map[string]struct {
		answer *http.Response
		want   client.Kind
	}{
		"another type":          {says(200, `{"resourceType":"Patient","id":"g1"}`), client.WrongResource},
		"another id":            {says(200, `{"resourceType":"Goal","id":"g2"}`), client.WrongResource},
		"no type":               {says(200, `{"id":"g1"}`), client.NotFHIR},
		"type by another case":  {says(200, `{"ResourceType":"Goal","id":"g1"}`), client.NotFHIR},
		"an id that is none":    {says(200, `{"resourceType":"Goal","id":"../x"}`), client.NotFHIR},
		"html":                  {says(200, "<html>"+canaryFamily, "Content-Type", "text/html"), client.NotFHIR},
		"json called html":      {says(200, goal, "Content-Type", "text/html"), client.NotFHIR},
		"xml":                   {says(200, goal, "Content-Type", "application/fhir+xml"), client.NotFHIR},
		"no content type":       {says(200, goal, "Content-Type", ""), client.NotFHIR},
		"half a document":       {says(200, goal[:20]), client.NotFHIR},
		"a member twice":        {says(200, `{"resourceType":"Goal","id":"g1","id":"g1"}`), client.NotFHIR},
		"too deep":              {says(200, `{"resourceType":"Goal","id":"g1","x":`+strings.Repeat("[", 80)+strings.Repeat("]", 80)+`}`), client.NotFHIR},
		"an array":              {says(200, `[]`), client.NotFHIR},
		"nothing":               {says(200, ""), client.NotFHIR},
		"too large":             {says(200, goal+strings.Repeat(" ", 2048)), client.TooLarge},
		"404 by the server":     {says(404, outcome), client.NotFound},
		"404 and nothing else":  {says(404, ""), client.NotFound},
		"404 by a gateway":      {says(404, "<html>", "Content-Type", "text/html"), client.NotFHIR},
		"404 by a json gateway": {says(404, `{"message":"no route"}`, "Content-Type", "application/json"), client.NotFHIR},
		"404 and a large page":  {says(404, strings.Repeat("x", 4096), "Content-Type", "text/html"), client.NotFHIR},
		"404 and large json":    {says(404, `{"message":"`+strings.Repeat("x", 4096)+`"}`, "Content-Type", "application/json"), client.NotFHIR},
		"409 said at length":    {says(409, strings.Replace(outcome, "CANARY", strings.Repeat("x", 4096), 1)), client.Conflict},
		"410":                   {says(410, outcome), client.Gone},
		"409":                   {says(409, outcome), client.Conflict},
		"422":                   {says(422, outcome), client.RuleBroken},
		"422 by a gateway":      {says(422, "<html>", "Content-Type", "text/html"), client.NotFHIR},
		"403 by a gateway":      {says(403, "<html>", "Content-Type", "text/html"), client.Forbidden},
		"500 and a large page":  {says(500, strings.Repeat("x", 4096), "Content-Type", "text/html"), client.ServerFault},
		"another address":       {says(302, "", "Location", "https://evil.example"), client.Redirected},
		"a bad address":         {says(301, "", "Location", "https://%zz"), client.Redirected},
		"not modified":          {says(304, ""), client.Redirected},
		"other version":         {says(406, outcome), client.BadRequest},
	} {
		t.Run("FHIR-18 "+name, func(t *testing.T) {
			got, err := read(t, c.answer)
			e := failed(t, err, c.want)
			require.Equal(t, c.answer.StatusCode, e.Status)
			require.Empty(t, got)
			require.Equal(t, c.want == client.WrongResource, errors.Is(err, fhir.ErrWrongResourceType))
		})
	}
	t.Run("FHIR-20 a body that breaks off is read again", func(t *testing.T) {
		synctest.Test(t, func(t *testing.T) {
			cut := says(200, goal)
			cut.Body = io.NopCloser(io.MultiReader(strings.NewReader(goal[:9]), broken{}))
			s := &server{answer: in(cut, says(200, goal))}
			_, err := at(t, s).Read(t.Context(), "Goal", "g1")
			require.NoError(t, err)
			require.Len(t, s.heard, 2)
		})
	})
	for _, bad := range [][2]string{{"goal", "g1"}, {"Goal/x", "g1"}, {"", "g1"}, {"Goal", ""}, {"Goal", ".."}, {"Goal", "."}, {"Goal", "a/b"},
		{"Goal", "a?b"}, {"Goal", "a b"}, {"Goal", strings.Repeat("a", 65)}, {strings.Repeat("A", 65), "g1"}} {
		t.Run(fmt.Sprintf("FHIR-01 not sent: %q %q", bad[0], bad[1]), func(t *testing.T) {
			s := &server{}
			_, err := at(t, s).Read(t.Context(), bad[0], bad[1])
			var r *peer.Refusal
			require.ErrorAs(t, err, &r)
			require.Empty(t, s.heard)
		})
	}
}

type broken struct{}

func (broken) Read([]byte) (int, error) { return 0, io.ErrUnexpectedEOF }

func page(next string, entries ...string) *http.Response {
	link := ""
	if next != "" {
		link = fmt.Sprintf(`"link":[{"relation":"next","url":%q}],`, next)
	}
	return says(200, `{"resourceType":"Bundle","type":"searchset",`+link+`"entry":[`+strings.Join(entries, ",")+`]}`)
}

func entry(resource string) string { return `{"resource":` + resource + `}` }

func TestSearch(t *testing.T) {
	t.Run("FHIR-15 what is searched for is in the body, never in the address", func(t *testing.T) {
		s := &server{answer: in(page(base+"/Goal?_getpages=1", entry(goal)), page("", entry(goal)))}
		found, errs := all(at(t, s), t, "Goal", byNumber())
		require.Empty(t, errs)
		require.Len(t, found, 2)
		require.Equal(t, goal, string(found[0].Body))
		require.Equal(t, `W/"3"`, found[0].ETag)
		first := s.heard[0]
		require.Equal(t, "POST", first.method)
		require.Equal(t, base+"/Goal/_search", first.address)
		require.Equal(t, byNumber().Encode(), first.body)
		require.Equal(t, "application/x-www-form-urlencoded", first.header.Get("Content-Type"))
		require.Equal(t, "handling=strict", first.header.Get("Prefer"))
		require.Equal(t, "GET", s.heard[1].method)
	})
	t.Run("FHIR-15 a next link that repeats the number is asked by POST", func(t *testing.T) {
		s := &server{answer: in(page(base+"/Goal?"+byNumber().Encode()+"&page=2", entry(goal)), page(""))}
		_, errs := all(at(t, s), t, "Goal", byNumber())
		require.Empty(t, errs)
		require.Equal(t, base+"/Goal/_search", s.heard[1].address)
		require.Contains(t, s.heard[1].body, "page=2")
		require.Contains(t, s.heard[1].body, canaryNHS)
	})
	for name, c := range map[string]struct{ name, value, repeated string }{
		"a reverse chain":             {"_has:Encounter:patient:identifier", "x|" + canaryNHS, "x|" + canaryNHS},
		"one of a list":               {"identifier", "x|7,x|" + canaryNHS + ",8", canaryNHS},
		"one of a list of names":      {"family", "Prowse," + canaryFamily, canaryFamily},
		"a parameter nobody heard of": {"_secret", canaryFamily, canaryFamily},
	} {
		t.Run("FHIR-15 a next link that repeats "+name+" is asked by POST", func(t *testing.T) {
			link := url.Values{c.name: {c.repeated}, "page": {"2"}}
			s := &server{answer: in(page(base+"/Goal?"+link.Encode(), entry(goal)), page(""))}
			_, errs := all(at(t, s), t, "Goal", url.Values{c.name: {c.value}})
			require.Empty(t, errs)
			require.Equal(t, base+"/Goal/_search", s.heard[1].address)
			require.Equal(t, link.Encode(), s.heard[1].body)
		})
	}
	t.Run("FHIR-15 a next link that repeats what shapes the answer is followed", func(t *testing.T) {
		shape := url.Values{"_count": {"20"}, "_lastUpdated": {"ge2026-03-01T10:00:00Z"}, "_elements": {"id,meta"}, "_include:iterate": {"Goal:patient"}}
		s := &server{answer: in(page(base+"/Goal?"+shape.Encode()+"&page=2", entry(goal)), page(""))}
		_, errs := all(at(t, s), t, "Goal", shape)
		require.Empty(t, errs)
		require.Equal(t, "GET", s.heard[1].method)
	})
	t.Run("FHIR-18 a bad entry is told with its id and the others go on", func(t *testing.T) {
		s := &server{answer: in(page("",
			entry(`{"resourceType":"Patient","id":"p9","name":"`+canaryFamily+`"}`), entry(`{"id":"x"}`), `{}`, entry(`"text"`),
			`{"search":{"mode":"include"},"resource":{"resourceType":"Patient","id":"p1"}}`, `{"search":{"mode":"outcome"},"resource":`+outcome+`}`,
			entry(goal)))}
		found, errs := all(at(t, s), t, "Goal", nil)
		require.Len(t, found, 1)
		require.Len(t, errs, 4)
		require.Equal(t, "p9", failed(t, errs[0], client.WrongResource).ID)
		require.Equal(t, "x", failed(t, errs[1], client.NotFHIR).ID)
	})
	t.Run("FHIR-20 a search without end is ended", func(t *testing.T) {
		s := &server{answer: in(page(base+"/Goal?x=1", entry(goal)))}
		_, errs := all(at(t, s, func(c *client.Config) { c.PageLimit = 3 }), t, "Goal", nil)
		require.Len(t, errs, 1)
		failed(t, errs[0], client.TooLarge)
		require.Len(t, s.heard, 3)
	})
	t.Run("FHIR-20 a search has a limit of entries over all its pages", func(t *testing.T) {
		s := &server{answer: in(page(base+"/Goal?x=1", entry(goal), entry(goal), `{"search":{"mode":"include"}}`))}
		found, errs := all(at(t, s, func(c *client.Config) { c.EntryLimit = 7 }), t, "Goal", nil)
		require.Len(t, found, 5)
		require.Len(t, errs, 1)
		failed(t, errs[0], client.TooLarge)
		require.Len(t, s.heard, 3)
		s = &server{answer: in(page("", entry(goal), entry(goal)))}
		found, errs = all(at(t, s, func(c *client.Config) { c.EntryLimit = 2 }), t, "Goal", nil)
		require.Len(t, found, 2)
		require.Empty(t, errs)
	})
	t.Run("FHIR-20 who stops looking stops asking", func(t *testing.T) {
		s := &server{answer: in(page(base+"/Goal?x=1", entry(goal), `{}`))}
		for range at(t, s).Search(t.Context(), "Goal", nil) {
			break
		}
		require.Len(t, s.heard, 1)
	})
	t.Run("FHIR-20 a search is tried again after 5xx, and its last answer told", func(t *testing.T) {
		synctest.Test(t, func(t *testing.T) {
			s := &server{answer: in(says(503, ""), page("", entry(goal)))}
			found, errs := all(at(t, s), t, "Goal", byNumber())
			require.Empty(t, errs)
			require.Len(t, found, 1)
		})
	})
	for name, answer := range map[string]*http.Response{"a resource": says(200, goal), "another Bundle": says(200, `{"resourceType":"Bundle","type":"batch-response"}`), "nothing": says(200, "")} {
		t.Run("FHIR-18 no searchset but "+name, func(t *testing.T) {
			_, errs := all(at(t, &server{answer: in(answer)}), t, "Goal", nil)
			require.Len(t, errs, 1)
			failed(t, errs[0], client.NotFHIR)
		})
	}
	t.Run("FHIR-01 a type that is none is not sent", func(t *testing.T) {
		s := &server{}
		_, errs := all(at(t, s), t, "../x", nil)
		require.Len(t, errs, 1)
		require.Empty(t, s.heard)
	})
}

func TestCapabilities(t *testing.T) {
	statement := func(version string) *http.Response {
		return says(200, fmt.Sprintf(`{"resourceType":"CapabilityStatement","fhirVersion":%s,"rest":[
			{"mode":"client","resource":[{"type":"Flag"}]},
			{"mode":"server","resource":[
				{"type":"Goal","conditionalCreate":true,"updateCreate":"true","versioning":"versioned-update",
				 "interaction":[{"code":"read"},{"code":"search-type"},{"code":"create"},{"code":"update"},{"code":"patch"},{"code":"delete"}],
				 "searchParam":[{"name":"identifier"}]},
				{"type":"CarePlan","updateCreate":true,"versioning":"odd"}, {"type":"%s"}, 7]}]}`, version, "no type"))
	}
	t.Run("FHIR-01 what the server says it does", func(t *testing.T) {
		s := &server{answer: in(statement(`"4.0.1"`))}
		got, err := at(t, s).Reader().Capabilities(t.Context())
		require.NoError(t, err)
		require.Equal(t, client.Capabilities{FHIRVersion: "4.0.1", Types: map[string]client.Abilities{
			"Goal": {Read: true, Search: true, Create: true, Update: true, Patch: true, ConditionalCreate: true,
				Versioning: "versioned-update", SearchParams: []string{"identifier"}},
			"CarePlan": {UpdateCreate: true},
		}}, got)
		require.Equal(t, base+"/metadata", s.heard[0].address)
	})
	for _, other := range []string{`"4.3.0"`, `"5.0.0"`, `"3.0.2"`, `"4.01"`, `"40"`, `""`, `4.0`, `null`} {
		t.Run("FHIR-01 another version "+other, func(t *testing.T) {
			_, err := at(t, &server{answer: in(statement(other))}).Capabilities(t.Context())
			failed(t, err, client.NotR4)
		})
	}
	t.Run("FHIR-01 no statement", func(t *testing.T) {
		_, err := at(t, &server{answer: in(says(200, goal))}).Capabilities(t.Context())
		failed(t, err, client.NotFHIR)
	})
}

func TestReaderCannotWrite(t *testing.T) {
	t.Run("FHIR-20 a Reader has no method that writes and gives nothing that does", func(t *testing.T) {
		r := any(at(t, &server{}).Reader())
		_, creates := r.(interface {
			Create() (client.Outcome, error)
		})
		require.False(t, creates)
		requireMethods(t, r, "Capabilities", "Format", "LogValue", "Pages", "Read", "Search", "String")
		_, err := json.Marshal(client.Config{})
		require.Error(t, err)
	})
}
