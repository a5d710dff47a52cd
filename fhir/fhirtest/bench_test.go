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

func BenchmarkGet(b *testing.B) {
	s := fhirtest.New(fhirtest.Config{})
	require.NoError(b, s.Seed([]byte(plan2k)))
	bench(b, s, http.MethodGet, "/CarePlan/cp", "", 200)
}

func BenchmarkPut(b *testing.B) {
	s := fhirtest.New(fhirtest.Config{BlindUpdates: true, UpdateCreate: true})
	require.NoError(b, s.Seed([]byte(plan2k)))
	bench(b, s, http.MethodPut, "/CarePlan/cp", plan2k, 200)
}

func BenchmarkConditionalCreateAmong(b *testing.B) {
	for _, size := range []int{100, 10_000} {
		b.Run(fmt.Sprint(size), func(b *testing.B) {
			s := fhirtest.New(fhirtest.Config{})
			for n := range size {
				require.NoError(b, s.Seed([]byte(fmt.Sprintf(`{"resourceType":"Encounter","id":"e%d","identifier":[{"system":"urn:x:contact","value":"c%d"}]}`, n, n))))
			}
			bench(b, s, http.MethodPost, "/Encounter", encounter, 200, "If-None-Exist", "identifier=urn:x:contact|c1")
		})
	}
}
