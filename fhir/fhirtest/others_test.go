package fhirtest_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"
	"sync"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/fhir/fhirtest"
)

func TestEdit(t *testing.T) {
	s, base := start(t, config())
	plan := `{"resourceType":"CarePlan","id":"svc-77","contained":[{"resourceType":"Goal","id":"k"}],"status":"active","intent":"plan","_title":{"id":"x"},"subject":{"reference":"Patient/p1"}}`
	require.NoError(t, s.Seed([]byte(plan)))
	before := send(t, base, "GET /CarePlan/svc-77", "")
	require.NoError(t, s.Edit("CarePlan", "svc-77", func(b []byte) []byte { return bytes.Replace(b, []byte("active"), []byte("on-hold"), 1) }))

	// FHIR-16: the version seen is no longer the newest.
	require.Equal(t, 412, send(t, base, "PUT /CarePlan/svc-77", plan, "If-Match: "+before.Header.Get("ETag")).StatusCode)
	after := send(t, base, "GET /CarePlan/svc-77", "")
	require.Equal(t, `W/"2"`, after.Header.Get("ETag"))
	require.Equal(t, strings.Replace(plan, "active", "on-hold", 1), strings.Replace(after.body, `,"meta":{"versionId":"2","lastUpdated":`+noonText+`}`, "", 1))
	require.Equal(t, 200, send(t, base, "PUT /CarePlan/svc-77", after.body, `If-Match: W/"2"`).StatusCode)
	require.Equal(t, 1, s.Writes(), "an edit is not a write of a client's")

	require.Error(t, s.Edit("CarePlan", "nobody", func(b []byte) []byte { return b }))
	for _, bad := range []string{"", "[]", `{"resourceType":"Goal"}`, `{"resourceType":"CarePlan","meta":1}`, `null`, plan + plan} {
		require.Error(t, s.Edit("CarePlan", "svc-77", func([]byte) []byte { return []byte(bad) }), bad)
	}
	require.Len(t, s.Versions("CarePlan", "svc-77"), 3)

	kept, _ := s.Bytes("CarePlan", "svc-77")
	require.Error(t, s.Edit("CarePlan", "svc-77", func(b []byte) []byte { clear(b); return b }))
	same, _ := s.Bytes("CarePlan", "svc-77")
	require.Equal(t, kept, same, "what an edit gets is a copy")

	twice := []byte(`{"resourceType":"CarePlan","meta":1,"meta":{"source":"x"}}`)
	require.NoError(t, s.Edit("CarePlan", "svc-77", func([]byte) []byte { return twice }))
	now, _ := s.Bytes("CarePlan", "svc-77")
	require.True(t, json.Valid(now), string(now))
}

// attempt sends one create and reports the status, or 0 when no answer came.
func attempt(t *testing.T, base string) (int, http.Header) {
	t.Helper()
	req, err := http.NewRequest(http.MethodPost, base+"/Encounter", strings.NewReader(encounter))
	require.NoError(t, err)
	req.Header.Set("Content-Type", "application/fhir+json")
	req.Header.Set("If-None-Exist", "identifier=urn:x:contact|c1")
	res, err := http.DefaultTransport.RoundTrip(req)
	if err != nil {
		require.True(t, errors.Is(err, io.EOF) || strings.Contains(err.Error(), "reset") || strings.Contains(err.Error(), "closed"), err)
		return 0, nil
	}
	defer res.Body.Close()
	return res.StatusCode, res.Header
}

func TestFaults(t *testing.T) {
	for _, c := range []struct {
		name   string
		fault  fhirtest.Fault
		status int
		after  string
		made   bool
		second int
	}{
		{"FHIR-20 busy", fhirtest.Fault{RetryAfter: "1"}, 503, "1", false, 201},
		{"FHIR-20 too many", fhirtest.Fault{Status: 429, RetryAfter: "99999999999"}, 429, "99999999999", false, 201},
		{"FHIR-20 token has run out", fhirtest.Fault{Status: 401}, 401, "", false, 201},
		{"FHIR-16 gateway gives up after the commit", fhirtest.Fault{Late: true, Status: 504}, 504, "", true, 200},
		{"FHIR-16 cut before", fhirtest.Fault{Drop: true}, 0, "", false, 201},
		{"FHIR-16 cut after the commit", fhirtest.Fault{Drop: true, Late: true}, 0, "", true, 200},
	} {
		t.Run(c.name, func(t *testing.T) {
			s, base := start(t, config())
			s.Fail(fhirtest.Script(&c.fault))
			status, header := attempt(t, base)
			require.Equal(t, c.status, status)
			if c.after != "" {
				require.Equal(t, c.after, header.Get("Retry-After"))
			}
			if status == 401 {
				require.NotEmpty(t, header.Get("WWW-Authenticate"))
			}
			require.Equal(t, c.made, len(s.IDs("Encounter")) == 1)
			require.Equal(t, c.made, s.Writes() == 1)
			log := s.Log()
			require.Equal(t, c.status, log[0].Status)
			require.True(t, log[0].Fault)
			require.Equal(t, c.made, log[0].Wrote)

			again, _ := attempt(t, base)
			require.Equal(t, c.second, again)
			require.Len(t, s.IDs("Encounter"), 1)
			require.Equal(t, 1, s.Writes())
		})
	}
}

func TestScriptAsksOnlyWhatItIsAsked(t *testing.T) {
	s, base := start(t, config())
	script := fhirtest.Script(&fhirtest.Fault{}, nil, &fhirtest.Fault{Status: 500})
	s.Fail(func(r *http.Request) *fhirtest.Fault {
		if r.Method != http.MethodPost {
			return nil
		}
		return script(r)
	})
	var got []int
	for range 4 {
		require.Equal(t, 200, send(t, base, "GET /metadata", "").StatusCode)
		got = append(got, send(t, base, "POST /Goal", goal).StatusCode)
	}
	require.Equal(t, []int{503, 201, 500, 201}, got)
	s.Fail(func(*http.Request) *fhirtest.Fault { return &fhirtest.Fault{Status: 502} })
	require.Equal(t, "transient", send(t, base, "GET /metadata", "").issues(t)[0]["code"])
	s.Fail(nil)
	require.Equal(t, 200, send(t, base, "GET /metadata", "").StatusCode)
}

func TestAtOnce(t *testing.T) {
	t.Run("FHIR-16 eight conditional creates make one", func(t *testing.T) {
		s, base := start(t, config())
		for round := range 20 {
			s.Reset()
			statuses := make([]int, 8)
			var all sync.WaitGroup
			for n := range statuses {
				all.Go(func() { statuses[n], _ = attempt(t, base) })
			}
			all.Wait()
			counts := map[int]int{}
			for _, status := range statuses {
				counts[status]++
			}
			require.Equal(t, map[int]int{201: 1, 200: 7}, counts, round)
			require.Len(t, s.IDs("Encounter"), 1)
			require.Equal(t, 1, s.Writes())
		}
	})
	t.Run("FHIR-16 eight updates of one version let one through", func(t *testing.T) {
		s, base := start(t, config())
		require.NoError(t, s.Seed([]byte(goal)))
		for round := range 10 {
			statuses := make([]int, 8)
			var all sync.WaitGroup
			for n := range statuses {
				all.Go(func() {
					statuses[n] = send(t, base, "PUT /Goal/g1", goal, fmt.Sprintf(`If-Match: W/"%d"`, round+1)).StatusCode
				})
			}
			all.Wait()
			require.ElementsMatch(t, []int{200, 412, 412, 412, 412, 412, 412, 412}, statuses)
		}
		require.Len(t, s.Versions("Goal", "g1"), 11)
	})
	t.Run("everything beside everything", func(t *testing.T) {
		c := config()
		c.PageSize, c.BlindUpdates = 2, true
		s, base := start(t, c)
		require.NoError(t, s.Seed([]byte(goal)))
		var all sync.WaitGroup
		for range 4 {
			all.Go(func() {
				for range 10 {
					send(t, base, "POST /Goal", goal)
					send(t, base, "PUT /Goal/g1", goal)
					if next := readBundle(t, send(t, base, "GET /Goal?subject=p1", "")).link("next"); next != "" {
						readBundle(t, send(t, next, "GET ", ""))
					}
					require.NoError(t, s.Edit("Goal", "g1", func(b []byte) []byte { return b }))
					s.Bytes("Goal", "g1")
					s.Versions("Goal", "g1")
					s.IDs("Goal")
					s.Log()
					s.Fail(nil)
				}
			})
		}
		all.Wait()
		require.Equal(t, 80, s.Writes())
		require.Len(t, s.IDs("Goal"), 41)
		require.Len(t, s.Versions("Goal", "g1"), 81)
	})
}

func TestStopTwice(t *testing.T) {
	s := fhirtest.New(config())
	base, stop := s.Start()
	stop()
	stop()
	_, err := http.Get(base + "/metadata") //nolint:bodyclose // there is no answer
	require.Error(t, err)
	again, stopAgain := s.Start()
	defer stopAgain()
	require.Equal(t, 200, send(t, again, "GET /metadata", "").StatusCode)
}
