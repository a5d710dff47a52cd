package fhirtest_test

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/fhir/fhirtest"
)

// plan2k is a CarePlan of about 2 KB.
var plan2k = `{"resourceType":"CarePlan","id":"cp","status":"active","intent":"plan","subject":{"reference":"Patient/p1"},"activity":[` +
	strings.TrimSuffix(strings.Repeat(`{"detail":{"status":"in-progress","description":"Walk to the allotment together on Tuesdays"}},`, 20), ",") + `]}`

func bench(b *testing.B, s *fhirtest.Server, method, path, body string, want int, headers ...string) {
	b.Helper()
	b.ReportAllocs()
	b.SetBytes(int64(len(body)))
	for b.Loop() {
		r := httptest.NewRequest(method, path, strings.NewReader(body))
		r.Header.Set("Content-Type", "application/fhir+json")
		for n := 0; n < len(headers); n += 2 {
			r.Header.Set(headers[n], headers[n+1])
		}
		w := httptest.NewRecorder()
		s.ServeHTTP(w, r)
		if w.Code != want {
			b.Fatal(w.Code, w.Body)
		}
	}
}

// many fills a server with Encounters, each with an identifier of its own and one
// of a hundred patients.
func many(b *testing.B, size int) *fhirtest.Server {
	b.Helper()
	s := fhirtest.New(fhirtest.Config{})
	for n := range size {
		require.NoError(b, s.Seed(fmt.Appendf(nil, `{"resourceType":"Encounter","id":"e%d","identifier":[{"system":"urn:x:contact","value":"c%d"}],"subject":{"reference":"Patient/p%d"}}`, n, n, n%100)))
	}
	return s
}

func BenchmarkRead(b *testing.B) {
	s := fhirtest.New(fhirtest.Config{})
	require.NoError(b, s.Seed([]byte(plan2k)))
	bench(b, s, http.MethodGet, "/CarePlan/cp", "", 200)
}

func BenchmarkCreate(b *testing.B) {
	bench(b, fhirtest.New(fhirtest.Config{}), http.MethodPost, "/CarePlan", plan2k, 201)
}

func BenchmarkUpdate(b *testing.B) {
	s := fhirtest.New(fhirtest.Config{BlindUpdates: true, UpdateCreate: true})
	require.NoError(b, s.Seed([]byte(plan2k)))
	bench(b, s, http.MethodPut, "/CarePlan/cp", plan2k, 200)
}

func BenchmarkPatch(b *testing.B) {
	s := fhirtest.New(fhirtest.Config{BlindUpdates: true})
	require.NoError(b, s.Seed([]byte(plan2k)))
	bench(b, s, http.MethodPatch, "/CarePlan/cp", `[{"op":"test","path":"/activity/3/detail/status","value":"in-progress"},{"op":"replace","path":"/activity/3/detail/status","value":"in-progress"}]`, 200,
		"Content-Type", "application/json-patch+json")
}

// BenchmarkTransaction50 sends 25 goals and the 25 plans that refer to them.
func BenchmarkTransaction50(b *testing.B) {
	var entries []string
	for n := range 25 {
		id := fmt.Sprintf("urn:uuid:00000000-0000-4000-8000-%012d", n)
		entries = append(entries,
			of("POST CarePlan", strings.Replace(plan2k, `"activity"`, `"goal":[{"reference":"`+id+`"}],"activity"`, 1)),
			of("POST Goal", goal, `"fullUrl":"`+id+`"`))
	}
	bench(b, fhirtest.New(fhirtest.Config{}), http.MethodPost, "/", transaction(entries...), 200)
}

func BenchmarkSearchAmong(b *testing.B) {
	for _, size := range []int{100, 10_000} {
		for _, query := range []string{"identifier=urn:x:contact|c7", "patient=p7", "_lastUpdated=gt2020-01-01&_count=10"} {
			name, _, _ := strings.Cut(query, "=")
			b.Run(fmt.Sprint(name, "/", size), func(b *testing.B) {
				bench(b, many(b, size), http.MethodGet, "/Encounter?"+query, "", 200)
			})
		}
	}
}

func BenchmarkConditionalCreateAmong(b *testing.B) {
	for _, size := range []int{100, 10_000} {
		b.Run(fmt.Sprint(size), func(b *testing.B) {
			bench(b, many(b, size), http.MethodPost, "/Encounter", encounter, 200, "If-None-Exist", "identifier=urn:x:contact|c1")
		})
	}
}
