package exchange_test

import (
	"errors"
	"net/http"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/fhir/exchange"
	"github.com/towpath-care/towpath/fhir/fhirtest"
	"github.com/towpath-care/towpath/recovery"
)

func TestHowLongATargetRests(t *testing.T) {
	for name, c := range map[string]struct {
		fault fhirtest.Fault
		rests time.Duration
	}{
		"as long as the server asks":               {fhirtest.Fault{Status: 429, RetryAfter: "120"}, 2 * time.Minute},
		"and no longer than 15 minutes":            {fhirtest.Fault{Status: 503, RetryAfter: "86400"}, 15 * time.Minute},
		"a drawn time where it does not say":       {fhirtest.Fault{Status: 429}, 500 * time.Millisecond},
		"it is turned away, whatever is asked for": {fhirtest.Fault{Status: 401}, 500 * time.Millisecond},
	} {
		t.Run("FHIR-20 "+name, func(t *testing.T) {
			b := newBench(t, fhirtest.Config{UpdateCreate: true})
			b.Records = goals(t, 12)
			b.once(t)
			b.epr.Fail(fhirtest.Faults{Rules: []fhirtest.Rule{{Method: http.MethodPut, Fault: c.fault}, {Method: http.MethodPost, Path: "/fhir", Fault: c.fault}}}.Script())
			if c.fault.Status == 503 {
				b.epr.Fail(fhirtest.Faults{Rules: []fhirtest.Rule{{Method: http.MethodPost, Path: "/fhir", First: 2, Fault: c.fault}}}.Script())
			}
			r := b.push(t, exchange.PushOptions{})
			require.Equal(t, b.Now().Add(c.rests), r.Resting.Until)
			s, err := b.Ledger.Status(t.Context(), "epr", b.Now())
			require.NoError(t, err)
			require.Equal(t, r.Resting, s.Resting)
			require.Zero(t, s.Claimed)
			require.Empty(t, b.parked(t))
		})
	}
	t.Run("FHIR-20 a server that is away: each round asks once, and waits longer", func(t *testing.T) {
		b := newBench(t, fhirtest.Config{UpdateCreate: true})
		b.Records = goals(t, 100)
		b.once(t)
		b.epr.Fail(func(*http.Request) *fhirtest.Fault { return &fhirtest.Fault{Drop: true} })
		var rests []time.Duration
		for range 12 {
			sent := len(b.epr.Log())
			r := b.push(t, exchange.PushOptions{Random: func() float64 { return 1 }})
			require.Equal(t, 1, b.asked(sent))
			rests = append(rests, r.Resting.Until.Sub(b.Now()))
			until := r.Resting.Until
			b.Now = func() time.Time { return until }
		}
		require.Equal(t, time.Second, rests[0])
		require.True(t, slices.IsSorted(rests), "%v", rests)
		require.Greater(t, rests[11], time.Second)
		b.epr.Fail(nil)
		b.later()
		require.Equal(t, 100, b.push(t, exchange.PushOptions{}).Writes())
	})
	t.Run("FHIR-20 403 to every write: found out once, nothing is parked, and the target rests", func(t *testing.T) {
		b := newBench(t, fhirtest.Config{UpdateCreate: true})
		b.Records = goals(t, 100)
		b.epr.Fail(func(r *http.Request) *fhirtest.Fault {
			if isWrite(r) {
				return &fhirtest.Fault{Status: 403}
			}
			return nil
		})
		r := b.push(t, exchange.PushOptions{})
		require.Equal(t, []string{"not-let-in"}, codes(r.Said))
		require.Equal(t, []string{"not-let-in"}, codes(r.Resting.Why))
		require.Less(t, len(b.epr.Log()), 10)
		require.Empty(t, b.parked(t))
		b.epr.Fail(nil)
		b.later()
		require.Equal(t, 100, b.push(t, exchange.PushOptions{}).Writes())
	})
}

func TestALostAnswerIsNotSomebodyElse(t *testing.T) {
	b := proved(t, fhirtest.Config{UpdateCreate: true}, 12)
	b.once(t)
	bundles := 0
	b.epr.Fail(func(r *http.Request) *fhirtest.Fault {
		switch {
		case strings.HasSuffix(r.URL.Path, "/fhir"):
			if bundles++; bundles == 2 {
				return &fhirtest.Fault{Late: true, Drop: true}
			}
		case r.Method == http.MethodGet && strings.Contains(r.URL.Path, "/Goal/"):
			return &fhirtest.Fault{Drop: true}
		}
		return nil
	})
	r := b.push(t, exchange.PushOptions{})
	require.Equal(t, 11, r.PutOff, "%+v", r)
	for n, g := range b.Records.(exchange.Loaded) {
		b.Records.(exchange.Loaded)[n] = pickedUp(t, g.(recovery.Goal))
	}
	b.epr.Fail(nil)
	b.later()
	r = b.push(t, exchange.PushOptions{})
	require.Equal(t, map[exchange.Do]int{exchange.Update: 12}, r.Did, "FHIR-16 what landed is known to be ours")
	require.Empty(t, b.parked(t))
}

func TestASlowServerGetsSmallerBundles(t *testing.T) {
	for name, answers := range map[string]bool{"FHIR-16 one that takes long": true, "FHIR-16 one that gives no answer": false} {
		t.Run(name, func(t *testing.T) {
			b := newBench(t, fhirtest.Config{UpdateCreate: true})
			b.Records = goals(t, 120)
			var passed, large atomic.Int64
			start := b.Now()
			b.Now = func() time.Time { return start.Add(time.Duration(passed.Load())) }
			b.through(t, func(r *http.Request) (*http.Response, error) {
				if r.Method == http.MethodPost && strings.HasSuffix(r.URL.Path, "/fhir") && r.ContentLength > 20_000 {
					if large.Add(1); !answers {
						return nil, errors.New("cut")
					}
					passed.Add(int64(11 * time.Second))
				}
				return http.DefaultTransport.RoundTrip(r)
			})
			var sizes []int
			r := b.push(t, exchange.PushOptions{Entries: 40, Trace: func(e exchange.Event) {
				if e.Point == exchange.PointBeforeSend && e.Bundle && e.Documents > 1 {
					sizes = append(sizes, e.Documents)
				}
			}})
			require.Equal(t, 120, r.Writes(), "%+v", r)
			require.Positive(t, large.Load())
			require.Equal(t, 39, sizes[0], "the first went by itself")
			require.LessOrEqual(t, sizes[1], 19, "%v", sizes)
			require.Less(t, slices.Max(sizes[1:]), 39, "%v", sizes)
			require.Greater(t, slices.Max(sizes[2:]), slices.Min(sizes[1:]), "%v", sizes)
		})
	}
}
