package fhirtest_test

import (
	"context"
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"runtime"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/fhir/fhirtest"
)

// clock lets no real time pass, and remembers how much would have.
type clock struct {
	mu     sync.Mutex
	passed []time.Duration
}

func (c *clock) wait(_ context.Context, d time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.passed = append(c.passed, d)
}

// outcome is what a client saw of one create.
type outcome struct {
	status   int
	header   http.Header
	body     string
	err      error // of the request, or of reading the body
	answered bool
}

// try creates the encounter, under a condition, and gives up when ctx ends. It
// follows no redirect.
func try(ctx context.Context, t *testing.T, base string) outcome {
	t.Helper()
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, base+"/Encounter", strings.NewReader(encounter))
	require.NoError(t, err)
	req.Header.Set("Content-Type", "application/fhir+json")
	req.Header.Set("If-None-Exist", "identifier=urn:x:contact|c1")
	res, err := (&http.Transport{}).RoundTrip(req)
	if err != nil {
		return outcome{err: err}
	}
	defer res.Body.Close()
	body, err := io.ReadAll(res.Body)
	return outcome{res.StatusCode, res.Header, string(body), err, true}
}

func TestBadDays(t *testing.T) {
	days := fhirtest.BadDays(noon)
	seen := map[string]bool{}
	for _, day := range days {
		t.Run("FHIR-20 "+day.Name, func(t *testing.T) {
			require.False(t, seen[day.Name], "each is named once")
			seen[day.Name] = true
			require.NotEmpty(t, day.Says)
			time := &clock{}
			c := config()
			c.Wait = time.wait
			s, base := start(t, c)
			s.Fail(fhirtest.Script(&day.Fault))
			ctx, giveUp := context.WithCancel(context.Background())
			defer giveUp()
			if day.Fault.Hang {
				go func() { // once the server has noted the request, it is hanging
					for len(s.Log()) == 0 {
						runtime.Gosched()
					}
					giveUp()
				}()
			}
			got := try(ctx, t, base)
			f := day.Fault
			own := f.Status == 0 && !f.Drop && !f.Hang
			require.Equal(t, f.Late || own, len(s.IDs("Encounter")) == 1, "whether it was done")
			require.Equal(t, f.Drop || f.Hang, !got.answered)
			require.Equal(t, f.CutAfter > 0 || f.LengthOff > 0, got.answered && got.err != nil, "a body that is cut is an error")
			log := s.Log()
			require.True(t, log[0].Fault)
			require.Equal(t, len(s.IDs("Encounter")) == 1, log[0].Wrote)
			switch {
			case !got.answered:
				require.Zero(t, log[0].Status)
			case f.Status != 0:
				require.Equal(t, f.Status, got.status)
				require.Equal(t, f.RetryAfter, got.header.Get("Retry-After"))
				for name, value := range f.Header {
					require.Equal(t, value, got.header.Get(name))
				}
			default:
				require.Equal(t, 201, got.status)
			}
			if f.Body != "" {
				require.Equal(t, f.Body, got.body)
				require.Equal(t, "text/html; charset=utf-8", got.header.Get("Content-Type"))
			}
			whole, _ := s.Bytes("Encounter", "srv-1")
			switch {
			case f.CutAfter > 0:
				require.Equal(t, string(whole[:f.CutAfter]), got.body)
			case f.LengthOff < 0:
				require.Equal(t, string(whole[:len(whole)+f.LengthOff]), got.body)
				require.False(t, json.Valid([]byte(got.body)))
			case f.Piece > 0:
				require.Equal(t, string(whole), got.body)
				require.Len(t, time.passed, (len(whole)+f.Piece-1)/f.Piece-1)
			}
			if f.Delay > 0 {
				require.Equal(t, f.Delay, time.passed[0])
			}
			if f.Skew != 0 {
				require.Equal(t, noon.Add(f.Skew).Format(http.TimeFormat), got.header.Get("Date"))
				require.Equal(t, noon.Add(f.Skew), s.Versions("Encounter", "srv-1")[0].At)
				require.Contains(t, got.body, noon.Add(f.Skew).Format("2006-01-02T15:04"))
			}

			again := try(context.Background(), t, base)
			require.NoError(t, again.err)
			require.Contains(t, []int{200, 201}, again.status, "the day is over")
			require.Len(t, s.IDs("Encounter"), 1)

			data, err := json.Marshal(f)
			require.NoError(t, err)
			var back fhirtest.Fault
			require.NoError(t, json.Unmarshal(data, &back))
			require.Equal(t, f, back, "a fault is a value")
		})
	}
	require.GreaterOrEqual(t, len(days), 25)
}

func TestPreconditionsIgnored(t *testing.T) {
	s, base := start(t, config())
	require.NoError(t, s.Seed([]byte(goal), []byte(flag)))
	s.Fail(fhirtest.Faults{Rules: []fhirtest.Rule{{Fault: fhirtest.Fault{IgnoreIfMatch: true, IgnoreIfNoneExist: true}}}}.Script())
	require.Equal(t, `W/"2"`, send(t, base, "PUT /Goal/g1", goal, `If-Match: W/"7"`).Header.Get("ETag"))
	require.Equal(t, 200, send(t, base, "PATCH /Flag/f1", `[]`, asPatch, `If-Match: W/"7"`).StatusCode)
	require.Equal(t, 400, send(t, base, "PUT /Goal/g1", goal, `If-Match: 7`).StatusCode, "what is no ETag is still none")
	for range 2 {
		require.Equal(t, 201, send(t, base, "POST /Encounter", encounter, "If-None-Exist: identifier=urn:x:contact|c1").StatusCode)
	}
	got := readAnswers(t, send(t, base, "POST ", transaction(
		of("POST Encounter", encounter, `"ifNoneExist":"identifier=c1"`), of("PUT Goal/g1", goal, `"ifMatch":"W/\"7\""`))), "transaction-response")
	require.Equal(t, []string{"201 Created", "200 OK"}, got.statuses())
	require.Len(t, s.IDs("Encounter"), 3)
	require.Equal(t, 204, send(t, base, "DELETE /Goal/g1", "", `If-Match: W/"7"`).StatusCode)
	s.Fail(nil)
	require.Equal(t, 412, send(t, base, "PUT /Flag/f1", flag, `If-Match: W/"7"`).StatusCode)
}

func TestFaultsByRule(t *testing.T) {
	ask := func(script func(*http.Request) *fhirtest.Fault, request string) int {
		method, address, _ := strings.Cut(request, " ")
		r, err := http.NewRequest(method, "http://epr.example/fhir"+address, nil)
		require.NoError(t, err)
		if f := script(r); f != nil {
			return f.Status
		}
		return 0
	}
	rule := func(status int, r fhirtest.Rule) fhirtest.Rule {
		r.Fault.Status = status
		return r
	}
	script := fhirtest.Faults{Rules: []fhirtest.Rule{
		rule(501, fhirtest.Rule{Method: "POST", Path: "/Goal", First: 2, Last: 3}),
		rule(502, fhirtest.Rule{Path: "/Encounter/*", First: 2}),
		rule(503, fhirtest.Rule{Path: "*/_search", Last: 1}),
		rule(504, fhirtest.Rule{Method: "DELETE"}),
		rule(505, fhirtest.Rule{Path: "[", Method: "DELETE"}),
	}}.Script()
	var got []int
	for _, request := range []string{
		"POST /Goal", "GET /Goal", "POST /Goal", "POST /Goal", "POST /Goal",
		"GET /Encounter/1", "GET /Encounter/2", "GET /Encounter/3", "GET /Encounter", "GET /Encounter/3/_history",
		"POST /Goal/_search", "POST /Goal/_search", "DELETE /Goal/1", "GET ",
	} {
		got = append(got, ask(script, request))
	}
	require.Equal(t, []int{0, 0, 501, 501, 0, 0, 502, 502, 0, 0, 503, 0, 504, 0}, got)

	shares := func(seed uint64) (hits string, n int) {
		script := fhirtest.Faults{Seed: seed, Rules: []fhirtest.Rule{rule(503, fhirtest.Rule{Share: 0.2})}}.Script()
		for range 1000 {
			if ask(script, "GET /Goal") == 503 {
				n++
				hits += "x"
			} else {
				hits += "."
			}
		}
		return hits, n
	}
	one, n := shares(7)
	again, _ := shares(7)
	other, _ := shares(8)
	require.Equal(t, one, again, "the same seed, the same day")
	require.NotEqual(t, one, other)
	require.InDelta(t, 200, n, 50)

	plan := fhirtest.Faults{Seed: 3, Rules: []fhirtest.Rule{{Method: "PUT", Path: "/Goal/*", First: 1, Last: 2, Share: 0.5, Fault: fhirtest.Fault{Late: true, Drop: true}}}}
	data, err := json.Marshal(plan)
	require.NoError(t, err)
	require.JSONEq(t, `{"seed":3,"rules":[{"method":"PUT","path":"/Goal/*","first":1,"last":2,"share":0.5,"fault":{"late":true,"drop":true}}]}`, string(data))
	var back fhirtest.Faults
	require.NoError(t, json.Unmarshal(data, &back))
	require.Equal(t, plan, back)
}

// TestAHangEndsWithTheClient sees the server let go of a request whose body it
// never had a use for.
func TestAHangEndsWithTheClient(t *testing.T) {
	s := fhirtest.New(config())
	s.Fail(func(*http.Request) *fhirtest.Fault { return &fhirtest.Fault{Hang: true} })
	over := make(chan bool)
	web := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		defer close(over)
		s.ServeHTTP(w, r)
	}))
	defer web.Close()
	ctx, giveUp := context.WithCancel(context.Background())
	go func() {
		for len(s.Log()) == 0 {
			runtime.Gosched()
		}
		giveUp()
	}()
	require.ErrorIs(t, try(ctx, t, web.URL).err, context.Canceled)
	<-over
}

func TestStopEndsAHang(t *testing.T) {
	s := fhirtest.New(config())
	base, stop := s.Start()
	s.Fail(func(*http.Request) *fhirtest.Fault { return &fhirtest.Fault{Hang: true} })
	over := make(chan outcome)
	go func() { over <- try(context.Background(), t, base) }()
	for len(s.Log()) == 0 {
		runtime.Gosched()
	}
	stop()
	require.Error(t, (<-over).err)
}

func TestFaultyAnswerToAHead(t *testing.T) {
	s, base := start(t, config())
	require.NoError(t, s.Seed([]byte(goal)))
	s.Fail(fhirtest.Script(&fhirtest.Fault{LengthOff: 5, CutAfter: 3, Piece: 1}))
	got := send(t, base, "HEAD /Goal/g1", "")
	require.Equal(t, 200, got.StatusCode)
	require.Empty(t, got.body)
}

func TestAFaultOfBothKinds(t *testing.T) {
	passes := &clock{}
	c := config()
	c.Wait = passes.wait
	s, base := start(t, c)
	s.Fail(fhirtest.Script(&fhirtest.Fault{Status: 500, Delay: time.Minute, Piece: 50, Every: time.Second, IgnoreIfNoneExist: true}))
	got := send(t, base, "POST /Goal", goal)
	require.Equal(t, 500, got.StatusCode, "the answer is not the server's")
	require.Equal(t, "exception", got.issues(t)[0]["code"])
	require.Zero(t, s.Writes(), "and nothing was done")
	require.Equal(t, []time.Duration{time.Minute, time.Second, time.Second}, passes.passed, "it is slow all the same")
}

// TestATimerIsTheDefault lets a client give up on a server that really waits.
func TestATimerIsTheDefault(t *testing.T) {
	s, base := start(t, config())
	s.Fail(fhirtest.Script(&fhirtest.Fault{Delay: time.Hour}, &fhirtest.Fault{Delay: time.Nanosecond}))
	ctx, giveUp := context.WithCancel(context.Background())
	go func() {
		for len(s.Log()) == 0 {
			runtime.Gosched()
		}
		giveUp()
	}()
	require.ErrorIs(t, try(ctx, t, base).err, context.Canceled)
	require.Equal(t, 200, try(context.Background(), t, base).status)
}
