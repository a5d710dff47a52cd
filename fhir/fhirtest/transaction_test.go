package fhirtest_test

import (
	"encoding/base64"
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/fhir/fhirtest"
)

// of writes one entry of a Bundle: a request such as "POST Goal", its resource,
// and anything more as it stands in JSON, such as `"fullUrl":"urn:uuid:1"`. What
// begins with if goes into the request.
func of(request, resource string, more ...string) string {
	method, address, _ := strings.Cut(request, " ")
	in := fmt.Sprintf(`"method":%q,"url":%q`, method, address)
	out := ""
	for _, one := range more {
		if strings.HasPrefix(one, `"if`) {
			in += "," + one
		} else {
			out += one + ","
		}
	}
	if resource != "" {
		out += `"resource":` + resource + ","
	}
	return "{" + out + `"request":{` + in + `}}`
}

func transaction(entries ...string) string { return asBundle("transaction", entries) }
func batch(entries ...string) string       { return asBundle("batch", entries) }

func asBundle(kind string, entries []string) string {
	return `{"resourceType":"Bundle","type":"` + kind + `","entry":[` + strings.Join(entries, ",") + `]}`
}

type answers struct {
	ResourceType, Type string
	Entry              []struct {
		Resource json.RawMessage
		Response struct {
			Status, Location, ETag, LastModified string
			Outcome                              *struct {
				Issue []struct {
					Code       string
					Expression []string
				}
			}
		}
	}
}

func readAnswers(t *testing.T, r reply, kind string) answers {
	t.Helper()
	require.Equal(t, 200, r.StatusCode, r.body)
	var a answers
	require.NoError(t, json.Unmarshal([]byte(r.body), &a), r.body)
	require.Equal(t, kind, a.Type)
	return a
}

func (a answers) statuses() (out []string) {
	for _, e := range a.Entry {
		out = append(out, e.Response.Status)
	}
	return out
}

const (
	uuidGoal = "urn:uuid:0c7e3d0a-6a3b-4b0e-9f0e-000000000001"
	uuidPlan = "urn:uuid:0c7e3d0a-6a3b-4b0e-9f0e-000000000002"
)

func TestTransaction(t *testing.T) {
	s, base := start(t, config())
	require.NoError(t, s.Seed([]byte(flag), []byte(strings.ReplaceAll(goal, "g1", "g2")), []byte(strings.ReplaceAll(goal, "g1", "g3"))))
	patch := `{"resourceType":"Binary","contentType":"application/json-patch+json","data":"` +
		base64.StdEncoding.EncodeToString([]byte(`[{"op":"replace","path":"/y","value":"patched"}]`)) + `"}`
	got := readAnswers(t, send(t, base, "POST ", transaction(
		of("GET Flag/f1", ""),
		of("PUT Goal/g2", strings.ReplaceAll(goal, "g1", "g2"), `"ifMatch":"W/\"1\""`),
		of("POST CarePlan", `{"resourceType":"CarePlan","status":"active","intent":"plan","subject":{"reference":"Patient/p1"},"goal":[{"reference":"`+uuidGoal+`"}]}`, `"fullUrl":"`+uuidPlan+`"`),
		of("PATCH Flag/f1", patch, `"ifMatch":"W/\"1\""`),
		of("POST Goal", goal, `"fullUrl":"`+uuidGoal+`"`),
		of("DELETE Goal/g3", ""),
		of("GET Goal?_lastUpdated=ge2026", ""),
		of("HEAD Goal/g2/_history/1", ""),
	)), "transaction-response")
	require.Equal(t, []string{"200 OK", "200 OK", "201 Created", "200 OK", "201 Created", "204 No Content", "200 OK", "200 OK"}, got.statuses())
	require.Contains(t, string(got.Entry[0].Resource), `"patched"`, "what reads comes last")
	require.Equal(t, base+"/CarePlan/srv-1/_history/1", got.Entry[2].Response.Location)
	require.Equal(t, `W/"1"`, got.Entry[2].Response.ETag)
	require.Equal(t, "2026-03-02T12:00:00.250Z", got.Entry[2].Response.LastModified)
	require.Contains(t, string(got.Entry[2].Resource), `"goal":[{"reference":"Goal/srv-2"}]`)
	require.Equal(t, `W/"2"`, got.Entry[5].Response.ETag)
	var found bundle
	require.NoError(t, json.Unmarshal(got.Entry[6].Resource, &found))
	require.Equal(t, []string{"g2", "srv-2"}, found.ids(t))
	stored, _ := s.Bytes("CarePlan", "srv-1")
	require.Equal(t, string(got.Entry[2].Resource), string(stored))
	require.Equal(t, 1, s.Writes(), "it is one request")

	empty := send(t, base, "POST /", `{"resourceType":"Bundle","type":"transaction"}`)
	require.Empty(t, readAnswers(t, empty, "transaction-response").Entry)
	small := readAnswers(t, send(t, base, "POST ", transaction(of("POST Flag", flag)), "Prefer: return=minimal"), "transaction-response")
	require.Nil(t, small.Entry[0].Resource)
	told := readAnswers(t, send(t, base, "POST ", transaction(of("POST Flag", flag)), "Prefer: return=OperationOutcome"), "transaction-response")
	require.Nil(t, told.Entry[0].Resource)
	require.Equal(t, "informational", told.Entry[0].Response.Outcome.Issue[0].Code)
}

func TestReferencesInATransaction(t *testing.T) {
	s, base := start(t, config())
	flagged := func(inside string) string { return `{"resourceType":"Flag",` + inside + `}` }
	require.NoError(t, s.Seed([]byte(flag), []byte(patientP1), []byte(`{"resourceType":"Location","id":"l1","identifier":[{"value":"there"}]}`)))
	for _, c := range []struct{ name, inside, want string }{
		{"a reference", `"a":{"reference":"{goal}"}`, `"a":{"reference":"Goal/srv-2"}`},
		{"one to itself", `"a":{"reference":"{self}"}`, `"a":{"reference":"Flag/srv-1"}`},
		{"escaped", `"a":{"refer\u0065nce":"urn:uuid:0c7e3d0a\u002d6a3b-4b0e-9f0e-000000000001"}`, `"a":{"refer\u0065nce":"Goal/srv-2"}`},
		{"with a version", `"a":{"reference":"{goal}/_history/7"}`, `"a":{"reference":"Goal/srv-2/_history/1"}`},
		{"a part of it", `"a":{"reference":"{goal}#p"}`, `"a":{"reference":"Goal/srv-2#p"}`},
		{"a uri", `"extension":[{"url":"http://x","valueUri":"{goal}"}],"instantiatesUri":["{goal}"]`, `"extension":[{"url":"http://x","valueUri":"Goal/srv-2"}],"instantiatesUri":["Goal/srv-2"]`},
		{"a canonical stays", `"instantiatesCanonical":["{goal}"]`, `"instantiatesCanonical":["{goal}"]`},
		{"an identifier stays", `"identifier":[{"system":"urn:ietf:rfc:3986","value":"{goal}"}]`, `"identifier":[{"system":"urn:ietf:rfc:3986","value":"{goal}"}]`},
		{"a text stays", `"title":"{goal}"`, `"title":"{goal}"`},
		{"a narrative", `"text":{"status":"generated","div":"<div xmlns=\"http://www.w3.org/1999/xhtml\"><a href=\"{goal}\">x</a> {goal} <img src='{goal}' alt=\"{goal}\"/></div>"}`,
			`"text":{"status":"generated","div":"<div xmlns=\"http://www.w3.org/1999/xhtml\"><a href=\"Goal/srv-2\">x</a> {goal} <img src='Goal/srv-2' alt=\"{goal}\"/></div>"}`},
		{"out of the Bundle", `"a":{"reference":"Patient/p1"},"b":{"reference":"http://elsewhere/Goal/1"}`, `"a":{"reference":"Patient/p1"},"b":{"reference":"http://elsewhere/Goal/1"}`},
		{"where it was elsewhere", `"a":{"reference":"http://old.example/fhir/Goal/77"}`, `"a":{"reference":"Goal/srv-3"}`},
		{"where it was, relative", `"a":{"reference":"Goal/77"}`, `"a":{"reference":"Goal/77"}`},
		{"by search", `"a":{"reference":"Location?identifier=there"}`, `"a":{"reference":"Location/l1"}`},
		{"by search, to what is made here", `"a":{"reference":"Goal?identifier=new"}`, `"a":{"reference":"Goal/srv-2"}`},
	} {
		t.Run(c.name, func(t *testing.T) {
			s.Reset()
			require.NoError(t, s.Seed([]byte(patientP1), []byte(`{"resourceType":"Location","id":"l1","identifier":[{"value":"there"}]}`)))
			put := strings.NewReplacer("{goal}", uuidGoal, "{self}", uuidPlan)
			got := readAnswers(t, send(t, base, "POST ", transaction(
				of("POST Flag", flagged(put.Replace(c.inside)), `"fullUrl":"`+uuidPlan+`"`),
				of("POST Goal", strings.Replace(goal, `{"resource`, `{"identifier":[{"value":"new"}],"resource`, 1), `"fullUrl":"`+uuidGoal+`"`),
				of("POST Goal", goal, `"fullUrl":"http://old.example/fhir/Goal/77"`),
			)), "transaction-response")
			stored, _ := s.Bytes("Flag", "srv-1")
			require.Equal(t, flagged(put.Replace(c.want)), unstamp(t, stored, "srv-1", "1"), "every other byte")
			require.Equal(t, string(stored), string(got.Entry[0].Resource))
		})
	}
	t.Run("relative to where its own entry was", func(t *testing.T) {
		s.Reset()
		readAnswers(t, send(t, base, "POST ", transaction(
			of("POST Flag", flagged(`"a":{"reference":"Goal/77"}`), `"fullUrl":"http://old.example/fhir/Flag/1"`),
			of("POST Goal", goal, `"fullUrl":"http://old.example/fhir/Goal/77"`))), "transaction-response")
		stored, _ := s.Bytes("Flag", "srv-1")
		require.Contains(t, string(stored), `"reference":"Goal/srv-2"`)
	})
	t.Run("to a version of what is changed or found", func(t *testing.T) {
		s.Reset()
		identified := func(id string) string { return strings.Replace(sample("Goal", id), `"id":"`+id+`",`, "", 1) }
		require.NoError(t, s.Seed([]byte(sample("Goal", "changed")), []byte(sample("Goal", "found")), []byte(sample("Goal", "gone"))))
		for _, id := range []string{"changed", "found"} {
			require.NoError(t, s.Edit("Goal", id, func(b []byte) []byte { return b }))
		}
		require.NoError(t, s.Delete("Goal", "gone"))
		readAnswers(t, send(t, base, "POST ", transaction(
			of("POST Flag", flagged(`"a":{"reference":"urn:uuid:1/_history/9"},"b":{"reference":"urn:uuid:2/_history/9"},"c":{"reference":"urn:uuid:3/_history/9"}`)),
			of("PUT Goal/changed", sample("Goal", "changed"), `"fullUrl":"urn:uuid:1"`, `"ifMatch":"W/\"2\""`),
			of("POST Goal", identified("found"), `"fullUrl":"urn:uuid:2"`, `"ifNoneExist":"identifier=found"`),
			of("PUT Goal/gone", sample("Goal", "gone"), `"fullUrl":"urn:uuid:3"`))), "transaction-response")
		stored, _ := s.Bytes("Flag", "srv-1")
		for _, want := range []string{"Goal/changed/_history/3", "Goal/found/_history/2", "Goal/gone/_history/3"} {
			require.Contains(t, string(stored), `"`+want+`"`)
		}
	})
	t.Run("to what a condition finds", func(t *testing.T) {
		s.Reset()
		require.NoError(t, s.Seed([]byte(strings.Replace(goal, `{"resource`, `{"identifier":[{"value":"old"}],"resource`, 1))))
		got := readAnswers(t, send(t, base, "POST ", transaction(
			of("POST Flag", flagged(`"a":{"reference":"`+uuidGoal+`"},"b":{"reference":"`+uuidPlan+`/_history/9"}`)),
			of("POST Goal", goal, `"fullUrl":"`+uuidGoal+`"`, `"ifNoneExist":"identifier=old"`),
			of("PUT Location?identifier=l", `{"resourceType":"Location","identifier":[{"value":"l"}]}`, `"fullUrl":"`+uuidPlan+`"`))), "transaction-response")
		require.Equal(t, []string{"201 Created", "200 OK", "201 Created"}, got.statuses())
		stored, _ := s.Bytes("Flag", "srv-1")
		require.Contains(t, string(stored), `"a":{"reference":"Goal/g1"},"b":{"reference":"Location/srv-2/_history/1"}`)
	})
}

func TestTransactionTurnedDown(t *testing.T) {
	ok := of("POST Flag", `{"resourceType":"Flag","identifier":[{"value":"n"}]}`)
	put := func(id string) string {
		return of("PUT Goal/"+id, strings.ReplaceAll(goal, "g1", id), `"ifMatch":"W/\"1\""`)
	}
	named := `{"resourceType":"Flag","identifier":[{"value":"n"}]}`
	off := func(c *fhirtest.Config) { c.Without = []string{"transaction"} }
	for _, c := range []struct {
		name   string
		config func(*fhirtest.Config)
		body   string
		status int
		code   string
		at     string
	}{
		{"not a Bundle", nil, goal, 400, "invalid", "resourceType"},
		{"a collection", nil, asBundle("collection", []string{ok}), 400, "value", "Bundle.type"},
		{"not offered", off, transaction(ok), 422, "not-supported", "Bundle.type"},
		{"a total", nil, `{"resourceType":"Bundle","type":"transaction","total":1,"entry":[` + ok + `]}`, 400, "invalid", "Bundle.total"},
		{"empty entry", nil, transaction(), 400, "structure", "Bundle.entry"},
		{"entry is an object", nil, `{"resourceType":"Bundle","type":"transaction","entry":` + ok + `}`, 400, "structure", "Bundle.entry"},
		{"entry is a text", nil, `{"resourceType":"Bundle","type":"transaction","entry":"x"}`, 400, "structure", "Bundle.entry"},
		{"an entry is a number", nil, transaction(ok, "7"), 400, "value", "Bundle.entry[1].request.method"},
		{"no request", nil, transaction(ok, `{"resource":`+goal+`}`), 400, "value", "Bundle.entry[1].request.method"},
		{"a method nobody has", nil, transaction(of("SEND Goal", goal)), 400, "value", "Bundle.entry[0].request.method"},
		{"no address", nil, transaction(`{"request":{"method":"GET"}}`), 400, "value", "Bundle.entry[0].request.url"},
		{"an address from the root", nil, transaction(of("GET /Goal/g1", "")), 400, "value", "Bundle.entry[0].request.url"},
		{"a whole address", nil, transaction(of("GET http://x/Goal/g1", "")), 400, "value", "Bundle.entry[0].request.url"},
		{"a bad query", nil, transaction(of("GET Goal?%zz", "")), 400, "value", "Bundle.entry[0].request.url"},
		{"a response", nil, transaction(of("GET Goal/g1", "", `"response":{"status":"200"}`)), 400, "invalid", "Bundle.entry[0].response"},
		{"a search mode", nil, transaction(of("GET Goal/g1", "", `"search":{"mode":"match"}`)), 400, "invalid", "Bundle.entry[0].search"},
		{"a relative fullUrl", nil, transaction(of("POST Flag", named, `"fullUrl":"Flag/1"`)), 400, "value", "Bundle.entry[0].fullUrl"},
		{"a fullUrl of a version", nil, transaction(of("POST Flag", named, `"fullUrl":"http://x/Flag/1/_history/2"`)), 400, "value", "Bundle.entry[0].fullUrl"},
		{"a fullUrl twice", nil, transaction(of("POST Flag", named, `"fullUrl":"urn:uuid:1"`), of("POST Goal", goal, `"fullUrl":"urn:uuid:1"`)), 400, "duplicate", "Bundle.entry[1].fullUrl"},
		{"no resource", nil, transaction(of("POST Flag", "")), 400, "required", "Bundle.entry[0].resource"},
		{"a resource that is a text", nil, transaction(of("POST Flag", `"x"`)), 400, "required", "Bundle.entry[0].resource"},
		{"ifModifiedSince", nil, transaction(of("GET Goal/g1", "", `"ifModifiedSince":"2026-01-01T00:00:00Z"`)), 400, "not-supported", "Bundle.entry[0].request.ifModifiedSince"},
		{"ifMatch that is a number", nil, transaction(of("GET Goal/g1", "", `"ifMatch":1`)), 400, "structure", "Bundle.entry[0].request.ifMatch"},
		{"a FHIRPath patch", nil, transaction(of("PATCH Goal/g1", `{"resourceType":"Parameters"}`)), 400, "not-supported", "Bundle.entry[0].resource"},
		{"a patch that is no base64", nil, transaction(of("PATCH Goal/g1", `{"resourceType":"Binary","contentType":"application/json-patch+json","data":"?"}`)), 400, "not-supported", "Bundle.entry[0].resource"},
		{"a patch of another kind", nil, transaction(ok, of("PATCH Goal/g1", `{"resourceType":"Binary","contentType":"text/plain","data":"W10="}`, `"ifMatch":"W/\"1\""`)), 415, "not-supported", "Bundle.entry[1]"},
		{"a type nobody has", nil, transaction(ok, of("POST Banana", goal)), 404, "not-supported", "Bundle.entry[1]"},
		{"a Bundle in a Bundle", nil, transaction(of("POST ?x=1", transaction(ok))), 400, "value", "Bundle.entry[0].request.url"},
		{"FHIR-15 a Patient", nil, transaction(ok, of("POST Patient", `{"resourceType":"Patient"}`), of("POST Patient", `{"resourceType":"Patient"}`)), 405, "not-supported", "Bundle.entry[1]"},
		{"FHIR-02 a resource with a fault", nil, transaction(ok, of("POST Goal", `{"resourceType":"Goal","lifecycleStatus":"bogus"}`)), 422, "code-invalid", "Bundle.entry[1].resource.lifecycleStatus"},
		{"another type", nil, transaction(ok, of("POST Encounter", goal)), 400, "invalid", "Bundle.entry[1].resource"},
		{"FHIR-16 another version", nil, transaction(ok, of("PUT Goal/g1", goal, `"ifMatch":"W/\"9\""`)), 412, "conflict", "Bundle.entry[1]"},
		{"FHIR-16 no version", nil, transaction(ok, of("PUT Goal/g1", goal)), 400, "required", "Bundle.entry[1].request.ifMatch"},
		{"a delete of another version", nil, transaction(ok, of("DELETE Goal/g1", "", `"ifMatch":"W/\"9\""`)), 412, "conflict", "Bundle.entry[1]"},
		{"a read of nothing undoes it all", nil, transaction(ok, of("GET Goal/none", "")), 404, "not-found", "Bundle.entry[1]"},
		{"the same twice", nil, transaction(put("g1"), put("g1")), 400, "duplicate", "Bundle.entry[1]"},
		{"changed and deleted", nil, transaction(put("g1"), of("DELETE Goal/g1", "")), 400, "duplicate", "Bundle.entry[0]"},
		{"found and changed", nil, transaction(put("g1"), of("POST Goal", goal, `"ifNoneExist":"_id=g1"`)), 400, "duplicate", "Bundle.entry[0]"},
		{"found twice", nil, transaction(of("PUT Goal?_id=g1", goal), of("POST Goal", goal, `"ifNoneExist":"_id=g1"`)), 400, "duplicate", "Bundle.entry[0]"},
		{"FHIR-16 the same condition twice", nil, transaction(of("POST Flag", named, `"ifNoneExist":"identifier=n"`), of("POST Flag", named, `"ifNoneExist":"identifier=n"`)), 400, "duplicate", "Bundle.entry[0].request"},
		{"a condition that another entry meets", nil, transaction(of("POST Flag", named, `"ifNoneExist":"identifier=n"`), ok), 400, "duplicate", "Bundle.entry[0].request"},
		{"a condition that another entry meets, before it", nil, transaction(ok, of("PUT Flag?identifier=n", named)), 400, "duplicate", "Bundle.entry[1].request"},
		{"a condition that is none", nil, transaction(ok, of("POST Flag", named, `"ifNoneExist":"colour=red"`)), 400, "not-supported", "Bundle.entry[1]"},
		{"several match", nil, transaction(ok, of("POST Goal", goal, `"ifNoneExist":"subject=p1"`)), 412, "multiple-matches", "Bundle.entry[1]"},
		{"a conditional delete", nil, transaction(ok, of("DELETE Goal?_id=g1", "")), 400, "not-supported", "Bundle.entry[1]"},
		{"a reference to no entry", nil, transaction(ok, of("POST Flag", `{"resourceType":"Flag","a":{"reference":"urn:uuid:none"}}`)), 400, "not-found", "Bundle.entry[1].resource"},
		{"a reference that finds nothing", nil, transaction(ok, of("POST Flag", `{"resourceType":"Flag","a":{"reference":"Goal?identifier=none"}}`)), 412, "not-found", "Bundle.entry[1].resource"},
		{"a reference that finds several", nil, transaction(ok, of("POST Flag", `{"resourceType":"Flag","a":{"reference":"Goal?subject=p1"}}`)), 412, "multiple-matches", "Bundle.entry[1].resource"},
		{"a reference that searches for everything", nil, transaction(ok, of("POST Flag", `{"resourceType":"Flag","a":{"reference":"Goal?_count=1"}}`)), 412, "value", "Bundle.entry[1].resource"},
		{"a reference to a type nobody has", nil, transaction(ok, of("POST Flag", `{"resourceType":"Flag","a":{"reference":"Banana?identifier=1"}}`)), 412, "value", "Bundle.entry[1].resource"},
		{"too many", func(c *fhirtest.Config) { c.MaxEntries = 2 }, transaction(ok, ok, ok), 413, "too-costly", "Bundle.entry"},
	} {
		t.Run(c.name, func(t *testing.T) {
			conf := config()
			if c.config != nil {
				c.config(&conf)
			}
			s, base := start(t, conf)
			require.NoError(t, s.Seed([]byte(goal), []byte(strings.ReplaceAll(goal, "g1", "g2")), []byte(patientP1)))
			before := whole(s)
			got := send(t, base, "POST ", c.body)
			require.Equal(t, c.status, got.StatusCode, got.body)
			first := got.issues(t)[0]
			require.Equal(t, c.code, first["code"], got.body)
			require.Equal(t, []any{c.at}, first["expression"], got.body)
			require.Equal(t, before, whole(s), "nothing of it was done")
			require.Zero(t, s.Writes())
			require.Equal(t, base+"/Flag/srv-1/_history/1", send(t, base, "POST /Flag", named).Header.Get("Location"), "nor is an id used up")
			require.Equal(t, []string{"srv-1"}, readBundle(t, send(t, base, "GET /Flag?identifier=n", "")).ids(t))
		})
	}
}

// whole writes down all that a server holds.
func whole(s *fhirtest.Server) string {
	var b strings.Builder
	for _, kind := range []string{"Goal", "Flag", "Patient", "CarePlan", "Encounter"} {
		for _, id := range s.IDs(kind) {
			for _, v := range s.Versions(kind, id) {
				fmt.Fprintln(&b, kind, id, v.ID, v.Deleted, string(v.Bytes))
			}
		}
	}
	return b.String()
}

func TestBatch(t *testing.T) {
	s, base := start(t, config())
	require.NoError(t, s.Seed([]byte(goal), []byte(strings.ReplaceAll(goal, "g1", "g2"))))
	got := readAnswers(t, send(t, base, "POST ", batch(
		of("GET Goal/none", ""),
		of("POST Goal", `{"resourceType":"Goal"}`),
		of("POST Flag", `{"resourceType":"Flag"}`, `"fullUrl":"urn:uuid:1"`),
		of("POST Flag", `{"resourceType":"Flag","a":{"reference":"urn:uuid:1"}}`),
		of("PUT Goal/g1", goal, `"ifMatch":"W/\"1\""`),
		of("DELETE Goal/g1", ""),
		of("DELETE Goal/g2", ""),
		of("POST Patient", `{"resourceType":"Patient"}`),
		of("GET Goal/g2", ""),
	)), "batch-response")
	require.Equal(t, []string{"404 Not Found", "422 Unprocessable Entity", "201 Created", "400 Bad Request", "400 Bad Request", "400 Bad Request",
		"204 No Content", "405 Method Not Allowed", "410 Gone"}, got.statuses())
	require.Equal(t, []string{"Bundle.entry[1].resource.lifecycleStatus"}, got.Entry[1].Response.Outcome.Issue[0].Expression)
	require.Len(t, s.Versions("Goal", "g1"), 1, "neither of two that change one resource is done")
	require.Len(t, s.IDs("Flag"), 1)
	require.Equal(t, 1, s.Writes())
}

func TestTransactionsAtOnce(t *testing.T) {
	s, base := start(t, config())
	body := transaction(of("POST Flag", `{"resourceType":"Flag","identifier":[{"value":"n"}]}`, `"ifNoneExist":"identifier=n"`), of("POST Goal", goal))
	done := make(chan reply)
	for range 8 {
		go func() { done <- send(t, base, "POST ", body) }()
	}
	made := 0
	for range 8 {
		a := readAnswers(t, <-done, "transaction-response")
		if a.Entry[0].Response.Status == "201 Created" {
			made++
		}
	}
	require.Equal(t, 1, made)
	require.Len(t, s.IDs("Flag"), 1)
	require.Len(t, s.IDs("Goal"), 8)
}

func TestABatchTurnedDownAsAWhole(t *testing.T) {
	bad := of("PUT Goal/g2", strings.Replace(goalBody("g2"), `"lifecycleStatus":"active",`, "", 1))
	sent := batch(of("PUT Goal/g1", goalBody("g1")), bad)
	for name, nameless := range map[string]bool{"and it names the entry": false, "and it names none": true} {
		t.Run("FHIR-16 one entry is turned down, so all are, "+name, func(t *testing.T) {
			s, base := start(t, fhirtest.Config{UpdateCreate: true})
			s.Fail(fhirtest.Script(&fhirtest.Fault{WholeBatch: true, Nameless: nameless}))
			got := send(t, base, "POST ", sent)
			require.Equal(t, 422, got.StatusCode)
			require.Equal(t, !nameless, strings.Contains(got.body, "Bundle.entry[1]"), got.body)
			require.Empty(t, s.IDs("Goal"))
			require.Zero(t, s.Writes())
		})
	}
	t.Run("FHIR-16 nothing is wrong with it", func(t *testing.T) {
		s, base := start(t, fhirtest.Config{UpdateCreate: true})
		s.Fail(fhirtest.Script(&fhirtest.Fault{WholeBatch: true}))
		require.Equal(t, 200, send(t, base, "POST ", batch(of("PUT Goal/g1", goalBody("g1")))).StatusCode)
		require.Equal(t, []string{"g1"}, s.IDs("Goal"))
	})
}

func goalBody(id string) string {
	return `{"resourceType":"Goal","id":"` + id + `","lifecycleStatus":"active","description":{"text":"ring Megan"},"subject":{"reference":"Patient/p1"}}`
}
