package fhirtest_test

import (
	"cmp"
	"encoding/json"
	"fmt"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/fhir/fhirtest"
)

func TestRequired(t *testing.T) {
	plan := `{"resourceType":"CarePlan","status":"active","intent":"plan","subject":{"identifier":{"value":"x"}}}`
	without := func(doc, part string) string {
		require.Contains(t, doc, part)
		return strings.Replace(doc, part, "", 1)
	}
	with := func(doc, old, new string) string {
		require.Contains(t, doc, old)
		return strings.Replace(doc, old, new, 1)
	}
	var rows []row
	for _, c := range [][4]string{
		{"Encounter", without(encounter, `"status":"finished",`), "required", "Encounter.status"},
		{"Encounter", with(encounter, `finished`, `completed`), "code-invalid", "Encounter.status"},
		{"Encounter", with(encounter, `"finished"`, `3`), "code-invalid", "Encounter.status"},
		{"Encounter", without(encounter, `"class":{"code":"AMB"},`), "required", "Encounter.class"},
		{"Encounter", with(encounter, `{"code":"AMB"}`, `[{"code":"AMB"}]`), "structure", "Encounter.class"},
		{"Encounter", with(encounter, `"code":"AMB"`, `"display":"x"`), "required", "Encounter.class.code"},
		{"Encounter", with(encounter, `"AMB"`, `5`), "structure", "Encounter.class.code"},
		{"Goal", without(goal, `"lifecycleStatus":"active",`), "required", "Goal.lifecycleStatus"},
		{"Goal", with(goal, `active`, `bogus`), "code-invalid", "Goal.lifecycleStatus"},
		{"Goal", without(goal, `"description":{"text":"Back to the allotment"},`), "required", "Goal.description"},
		{"Goal", with(goal, `{"text":"Back to the allotment"}`, `"Back"`), "structure", "Goal.description"},
		{"Goal", without(goal, `,"subject":{"reference":"Patient/p1"}`), "required", "Goal.subject"},
		{"Goal", with(goal, `{"reference":"Patient/p1"}`, `{"type":"Patient"}`), "structure", "Goal.subject"},
		{"CarePlan", without(plan, `"status":"active",`), "required", "CarePlan.status"},
		{"CarePlan", with(plan, `active`, `banana`), "code-invalid", "CarePlan.status"},
		{"CarePlan", without(plan, `"intent":"plan",`), "required", "CarePlan.intent"},
		{"CarePlan", with(plan, `"plan"`, `"directive"`), "code-invalid", "CarePlan.intent"},
		{"CarePlan", without(plan, `,"subject":{"identifier":{"value":"x"}}`), "required", "CarePlan.subject"},
	} {
		rows = append(rows, row{name: "FHIR-02 " + c[2] + " " + c[3], request: "POST /" + c[0], body: c[1], status: 422, code: c[2], at: c[3]})
	}
	rows = append(rows,
		row{name: "only an extension where the status would be", request: "POST /Encounter", status: 201, writes: 1,
			body: with(encounter, `"status":"finished"`, `"_status":{"extension":[{"url":"http://hl7.org/fhir/StructureDefinition/data-absent-reason","valueCode":"unknown"}]}`)},
		row{name: "a plan that is whole", request: "POST /CarePlan", body: plan, status: 201, writes: 1})
	runAll(t, rows)

	_, base := start(t, config())
	all := send(t, base, "POST /CarePlan", `{"resourceType":"CarePlan"}`).issues(t)
	require.Len(t, all, 3, "every fault at once")
}

func TestHostileBodies(t *testing.T) {
	in := func(rest string) string { return `{"resourceType":"Flag",` + rest + `}` }
	for _, c := range []struct{ name, body, code, at string }{
		{"nothing", "", "structure", ""},
		{"spaces", "  ", "structure", ""},
		{"half", `{"resourceType":"Flag"`, "structure", ""},
		{"two", `{"resourceType":"Flag"}{}`, "structure", ""},
		{"byte order mark", "\ufeff" + `{"resourceType":"Flag"}`, "structure", ""},
		{"not UTF-8", in(`"x":"` + "\xff" + `"`), "structure", ""},
		{"half a pair", in(`"x":"\ud800"`), "structure", ""},
		{"comment", in(`/**/"x":1`), "structure", ""},
		{"duplicate key", in(`"status":"a","status":"b"`), "structure", ""},
		{"duplicate key, escaped", in(`"status":"a","\u0073tatus":"b"`), "structure", ""},
		{"duplicate resourceType", in(`"resourceType":"Goal"`), "structure", ""},
		{"too deep", in(`"x":` + strings.Repeat("[", 100_000)), "structure", ""},
		{"a number nobody can hold", in(`"x":1e5000000`), "structure", ""},
		{"list", `[]`, "structure", ""},
		{"null", `null`, "structure", ""},
		{"text", `"Flag"`, "structure", ""},
		{"no type", `{"id":"x"}`, "invalid", "resourceType"},
		{"type in another case", `{"ResourceType":"Flag"}`, "invalid", "resourceType"},
		{"type that is no text", `{"resourceType":["Flag"]}`, "invalid", "resourceType"},
		{"null member", in(`"status":null`), "structure", "Flag.status"},
		{"empty text", in(`"status":""`), "structure", "Flag.status"},
		{"empty object", in(`"code":{}`), "structure", "Flag.code"},
		{"empty array", in(`"category":[]`), "structure", "Flag.category"},
		{"null further in", in(`"category":[{"coding":[{"code":"a"},{"code":null}]}]`), "structure", "Flag.category[0].coding[1].code"},
		{"null in an array", in(`"x":["a",null]`), "structure", "Flag.x[1]"},
		{"null on both sides", in(`"x":["a",null],"_x":[{"id":"1"},null]`), "structure", "Flag._x[1]"},
		{"array in an array", in(`"x":[["a"]]`), "structure", "Flag.x[0]"},
		{"a name that is no element", in(`"Hannah said so":null`), "structure", "Flag.*"},
		{"id that is none", in(`"id":"a b"`), "value", "Flag.id"},
		{"id that is a number", in(`"id":7`), "value", "Flag.id"},
		{"meta that is a text", in(`"meta":"x"`), "structure", "Flag.meta"},
		{"meta that is a list", in(`"meta":[{"versionId":"1"}]`), "structure", "Flag.meta"},
	} {
		t.Run(c.name, func(t *testing.T) {
			s, base := start(t, config())
			got := send(t, base, "POST /Flag", c.body, "Content-Type: application/fhir+json")
			require.Equal(t, 400, got.StatusCode, got.body)
			issue := got.issues(t)[0]
			require.Equal(t, c.code, issue["code"], got.body)
			if c.at != "" {
				require.Equal(t, []any{c.at}, issue["expression"])
			}
			require.NotContains(t, got.body, "Hannah")
			require.Zero(t, s.Writes())
			require.Empty(t, s.IDs("Flag"))
		})
	}
	t.Run("null keeps pace with its twin", func(t *testing.T) {
		_, base := start(t, config())
		got := send(t, base, "POST /Flag", in(`"x":["a",null],"_x":[null,{"id":"1"}]`))
		require.Equal(t, 201, got.StatusCode, got.body)
	})
	t.Run("an answer has an end", func(t *testing.T) {
		_, base := start(t, config())
		got := send(t, base, "POST /Flag", in(`"x":[`+strings.TrimSuffix(strings.Repeat("null,", 10_000), ",")+`]`))
		require.Len(t, got.issues(t), 50)
	})
}

// FuzzBodies sends what nobody should to the handler and asks that it never
// breaks and never keeps what is not a resource.
func FuzzBodies(f *testing.F) {
	for _, seed := range []string{encounter, goal, patientP1, `{"resourceType":"Goal","meta":{}}`, `{`, `{"resourceType":"Goal","id":"g1","meta":{"versionId":"1"}}`} {
		f.Add(seed, "identifier=a|b", `W/"1"`)
	}
	f.Fuzz(func(t *testing.T, body, ifNoneExist, ifMatch string) {
		s := fhirtest.New(fhirtest.Config{UpdateCreate: true, Now: config().Now})
		for _, to := range []string{"POST /Goal", "PUT /Goal/g1", "PUT /Goal/g1"} {
			method, path, _ := strings.Cut(to, " ")
			r := httptest.NewRequest(method, path, strings.NewReader(body))
			r.Header.Set("Content-Type", "application/fhir+json")
			r.Header.Set("If-None-Exist", ifNoneExist)
			r.Header.Set("If-Match", ifMatch)
			w := httptest.NewRecorder()
			s.ServeHTTP(w, r)
			require.Less(t, w.Code, 500)
		}
		for _, id := range s.IDs("Goal") {
			data, _ := s.Bytes("Goal", id)
			require.Equal(t, head{"Goal", id}, headOf(t, data))
		}
	})
}

func FuzzSearch(f *testing.F) {
	for _, seed := range []string{"identifier=a|b", `identifier=\,|\`, "birthdate=1980", "family=%c3%a9", "_count=2&_id=p1,", "_page=1"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, query string) {
		s := fhirtest.New(config())
		require.NoError(t, s.Seed([]byte(patientP1)))
		r := httptest.NewRequest("GET", "/Patient", nil)
		r.URL.RawQuery = query
		w := httptest.NewRecorder()
		s.ServeHTTP(w, r)
		require.Less(t, w.Code, 500)
		require.NotEmpty(t, w.Body.Bytes())
	})
}

// FuzzPatch asks that a patch never breaks the server, and that what it leaves is
// a resource under its own id.
func FuzzPatch(f *testing.F) {
	for _, seed := range []string{`[]`, `[{"op":"add","path":"/x/b/-","value":1}]`, `[{"op":"move","from":"/x","path":"/z"}]`, `[{"op":"test","path":"","value":{}}]`,
		`[{"op":"remove","path":"/n/1"},{"op":"copy","from":"/n/0","path":"/n/0"}]`, `[{"op":"replace","path":"/x/c~0d~1e","value":[{}]}]`} {
		f.Add(flag, seed)
	}
	f.Fuzz(func(t *testing.T, doc, ops string) {
		s := fhirtest.New(fhirtest.Config{BlindUpdates: true, Now: config().Now})
		if s.Seed([]byte(doc)) != nil || len(s.IDs("Flag")) == 0 {
			t.Skip("not a Flag")
		}
		id := s.IDs("Flag")[0]
		r := httptest.NewRequest("PATCH", "/Flag/"+id, strings.NewReader(ops))
		r.Header.Set("Content-Type", "application/json-patch+json")
		w := httptest.NewRecorder()
		s.ServeHTTP(w, r)
		require.Less(t, w.Code, 500)
		data, _ := s.Bytes("Flag", id)
		require.Equal(t, head{"Flag", id}, headOf(t, data))
		require.Equal(t, w.Code == 200, s.Writes() == 1)
	})
}

// FuzzBundle asks that a transaction never breaks the server and leaves nothing
// behind when it is turned down.
func FuzzBundle(f *testing.F) {
	for _, entry := range []string{of("POST Goal", goal, `"fullUrl":"urn:uuid:1"`), of("DELETE Goal/g1", ""), of("PUT Goal?_id=g1", goal),
		of("POST Flag", `{"resourceType":"Flag","a":{"reference":"urn:uuid:1"},"text":{"div":"<a href=\"urn:uuid:1\">"}}`), of("GET Goal?subject=p1", "")} {
		f.Add("transaction", entry, of("PUT Goal/g1", goal, `"ifMatch":"W/\"1\""`))
		f.Add("batch", entry, entry)
	}
	f.Fuzz(func(t *testing.T, kind, one, two string) {
		s := fhirtest.New(config())
		require.NoError(t, s.Seed([]byte(goal)))
		before := whole(s)
		r := httptest.NewRequest("POST", "/", strings.NewReader(asBundle(kind, []string{one, two})))
		r.Header.Set("Content-Type", "application/fhir+json")
		w := httptest.NewRecorder()
		s.ServeHTTP(w, r)
		require.Less(t, w.Code, 500)
		require.True(t, json.Valid(w.Body.Bytes()))
		if w.Code != 200 {
			require.Equal(t, before, whole(s))
		}
	})
}

// TestALot sends a million of everything. Work that grew faster than what is sent
// would not end within the time of a test.
func TestALot(t *testing.T) {
	if testing.Short() {
		t.Skip("a million of everything takes seconds")
	}
	million := 1_000_000
	if raced {
		million = 100_000
	}
	c := config()
	c.MaxBody = 64 << 20
	s := fhirtest.New(c)
	repeat := func(part string, n int) string { return strings.TrimSuffix(strings.Repeat(part, n), ",") }
	var members strings.Builder
	for n := range million {
		fmt.Fprintf(&members, `,"m%d":1`, n)
	}
	for _, c := range []struct {
		name, method, path, body, media string
		status                          int
	}{
		{"members", "POST", "/Flag", `{"resourceType":"Flag"` + members.String() + `}`, "", 201},
		{"one member again and again", "POST", "/Flag", `{"resourceType":"Flag"` + strings.Repeat(`,"a":1`, million) + `}`, "", 400},
		{"depth", "POST", "/Flag", `{"resourceType":"Flag","a":` + strings.Repeat("[", million), "", 400},
		{"identifiers alike", "POST", "/Flag", `{"resourceType":"Flag","identifier":[` + repeat(`{"value":"x"},`, million) + `]}`, "", 201},
		{"entries", "POST", "/", asBundle("batch", []string{repeat(of("GET Flag/x", "")+",", million/4)}), "", 413},
		{"entries that are none", "POST", "/", asBundle("transaction", []string{repeat("7,", million)}), "", 400},
		{"links in a narrative", "POST", "/", transaction(of("POST Flag", `{"resourceType":"Flag","text":{"div":"`+strings.Repeat(`href=\"`, million)+`"}}`, `"fullUrl":"urn:uuid:1"`)), "", 200},
		{"operations", "PATCH", "/Flag/f1", `[` + repeat(`{"op":"remove","path":"/y"},`, million) + `]`, "application/json-patch+json", 413},
		{"a long pointer", "PATCH", "/Flag/f1", `[{"op":"remove","path":"` + strings.Repeat("/a", million) + `"}]`, "application/json-patch+json", 422},
		{"values to search for", "POST", "/Flag/_search", "identifier=" + strings.Repeat("a,", million) + "a", "application/x-www-form-urlencoded", 400},
		{"parameters", "POST", "/Flag/_search", strings.Repeat("identifier=a&", million/4), "application/x-www-form-urlencoded", 400},
		{"parameters nobody knows", "POST", "/Flag/_search", "x" + strings.Repeat("&y", million), "application/x-www-form-urlencoded", 400},
	} {
		t.Run(c.name, func(t *testing.T) {
			s.Reset()
			require.NoError(t, s.Seed([]byte(flag)))
			r := httptest.NewRequest(c.method, c.path, strings.NewReader(c.body))
			r.Header.Set("Content-Type", cmp.Or(c.media, "application/fhir+json"))
			r.Header.Set("If-Match", `W/"1"`)
			w := httptest.NewRecorder()
			s.ServeHTTP(w, r)
			require.Equal(t, c.status, w.Code, w.Body.String()[:min(300, w.Body.Len())])
		})
	}
}
