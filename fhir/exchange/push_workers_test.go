package exchange_test

import (
	"context"
	"errors"
	"net/http"
	"slices"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/fhir/client"
	"github.com/towpath-care/towpath/fhir/exchange"
	"github.com/towpath-care/towpath/fhir/fhirtest"
	"github.com/towpath-care/towpath/recovery"
)

// other is another worker with the same ledger and record system.
func (b *bench) other() *bench {
	x := *b.Exchange
	return &bench{&x, b.epr, b.client}
}

func TestTwoPushAtOnce(t *testing.T) {
	for name, config := range map[string]fhirtest.Config{"FHIR-16 ids chosen by us": {UpdateCreate: true}, "FHIR-16 created under a condition": {}} {
		t.Run(name, func(t *testing.T) {
			b := newBench(t, config)
			b.Records = goals(t, 200)
			require.NoError(t, b.MarkChanged(t.Context()))
			var wg sync.WaitGroup
			reports := make([]exchange.PushReport, 2)
			for n := range reports {
				wg.Go(func() {
					r, err := b.other().Push(context.Background(), b.client, exchange.PushOptions{Entries: 10})
					if err == nil {
						reports[n] = r
					}
				})
			}
			wg.Wait()
			require.Equal(t, 200, reports[0].Writes()+reports[1].Writes())
			require.Len(t, b.epr.IDs("Goal"), 201) // one is the service's
			require.Zero(t, b.plan(t).Writes())
		})
	}
}

func TestTwoPushersKeepOnePace(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		a := newAfternoon(t, fhirtest.Config{UpdateCreate: true}, 1)
		a.quiet = true
		a.b.Records = goals(t, 40)
		require.NoError(t, a.b.MarkChanged(t.Context()))
		began, mu := time.Now(), sync.Mutex{}
		var sent []time.Duration
		server, err := client.New(client.Config{Base: inside, Pace: client.Pace{PerSecond: 2, Burst: 1}, Transport: carrier(func(r *http.Request) (*http.Response, error) {
			mu.Lock()
			sent = append(sent, time.Since(began))
			mu.Unlock()
			return a.carry.RoundTrip(r)
		})})
		require.NoError(t, err)
		var wg sync.WaitGroup
		var wrote atomic.Int64
		for range 2 {
			wg.Go(func() {
				r, err := a.b.other().Push(context.Background(), server, exchange.PushOptions{Entries: 1})
				if err == nil {
					wrote.Add(int64(r.Writes()))
				}
			})
		}
		wg.Wait()
		require.EqualValues(t, 40, wrote.Load())
		slices.Sort(sent)
		for n := range sent[1:] {
			require.GreaterOrEqual(t, sent[n+1]-sent[n], 499*time.Millisecond, "FHIR-20 request %d", n+1)
		}
	})
}

func TestASlowWorker(t *testing.T) {
	for name, config := range map[string]fhirtest.Config{"ids chosen by us": {UpdateCreate: true}, "created under a condition": {}} {
		for what, documents := range map[string]int{"a document by itself": 1, "a Bundle": 11} {
			t.Run("FHIR-16 its claims are over, so it sends nothing: "+what+", "+name, func(t *testing.T) {
				b := newBench(t, config)
				b.Records = goals(t, 12)
				left, now := -1, b.Now()
				b.Now = func() time.Time { return now }
				r := b.push(t, exchange.PushOptions{Trace: func(e exchange.Event) {
					if e.Point == exchange.PointBeforeSend && e.Documents == documents && left < 0 {
						now = now.Add(16 * time.Minute)
						require.Equal(t, map[int]int{1: 12, 11: 11}[documents], b.other().push(t, exchange.PushOptions{}).Writes())
						left = len(b.epr.Log())
					}
				}})
				require.Equal(t, left, len(b.epr.Log()), "it sent something")
				require.Equal(t, map[int]int{1: 0, 11: 1}[documents], r.Writes())
				require.Len(t, b.epr.IDs("Goal"), 13)
				require.Zero(t, b.plan(t).Writes())
			})
		}
	}
	t.Run("FHIR-16 its clock and its store lag behind another's: nothing goes back", func(t *testing.T) {
		b := proved(t, fhirtest.Config{UpdateCreate: true}, 12)
		slept := false
		r := b.push(t, exchange.PushOptions{Trace: func(e exchange.Event) {
			if e.Point != exchange.PointBeforeSend || slept {
				return
			}
			slept = true
			quick := b.other()
			quick.later()
			for n, g := range quick.Records.(exchange.Loaded) {
				quick.Records = slices.Clone(quick.Records.(exchange.Loaded))
				quick.Records.(exchange.Loaded)[n] = pickedUp(t, g.(recovery.Goal))
			}
			require.Equal(t, 12, quick.push(t, exchange.PushOptions{}).Writes())
		}})
		require.Zero(t, r.Writes(), "%+v", r)
		require.Equal(t, 12, r.PutOff)
		for _, id := range b.epr.IDs("Goal") {
			body, _ := b.epr.Bytes("Goal", id)
			require.NotContains(t, string(body), "on-hold")
		}
	})
	t.Run("FHIR-16 a record that loads older than it is known to be is put off", func(t *testing.T) {
		b := proved(t, fhirtest.Config{UpdateCreate: true}, 12)
		require.NoError(t, b.MarkChanged(t.Context()))
		b.Records = goals(t, 12) // a copy of the store that lags behind
		writes := b.epr.Writes()
		r, err := b.Push(t.Context(), b.client, exchange.PushOptions{})
		require.NoError(t, err)
		require.Equal(t, 12, r.PutOff)
		require.Equal(t, []string{"read-too-old"}, codes(b.waiting(t)[0].Why))
		require.Equal(t, writes, b.epr.Writes())
	})
}

// TestTheNextIsMadeMeanwhile: the record system answers the first Bundle only once what
// comes after it has been made.
func TestTheNextIsMadeMeanwhile(t *testing.T) {
	b := newBench(t, fhirtest.Config{UpdateCreate: true})
	b.Records = goals(t, 18)
	next, made, bundles := make(chan struct{}), 0, atomic.Int64{}
	b.through(t, func(r *http.Request) (*http.Response, error) {
		if r.Method == http.MethodPost && bundles.Add(1) == 1 {
			select {
			case <-next:
			case <-r.Context().Done():
				return nil, r.Context().Err()
			}
		}
		return http.DefaultTransport.RoundTrip(r)
	})
	r := b.push(t, exchange.PushOptions{Entries: 6, Trace: func(e exchange.Event) {
		if e.Point != exchange.PointMade {
			return
		}
		if made++; made == 2 {
			close(next)
		}
	}})
	require.Equal(t, map[exchange.Do]int{exchange.Create: 18}, r.Did, "FHIR-16 and all arrive")
	require.Equal(t, 3, made)
}

func TestPushIsToldToStop(t *testing.T) {
	b := newBench(t, fhirtest.Config{UpdateCreate: true})
	b.Records = goals(t, 100)
	require.NoError(t, b.MarkChanged(t.Context()))
	ctx, stop := context.WithCancel(t.Context())
	bundles := 0
	r, err := b.Push(ctx, b.client, exchange.PushOptions{Entries: 10, Trace: func(e exchange.Event) {
		if e.Point == exchange.PointBeforeSend && e.Bundle {
			if bundles++; bundles == 3 {
				stop()
			}
		}
	}})
	require.ErrorIs(t, err, context.Canceled)
	t.Run("FHIR-16 the Bundle in hand is finished and noted", func(t *testing.T) {
		require.Equal(t, 20, r.Writes())
		require.Len(t, b.epr.IDs("Goal"), 21)
	})
	t.Run("FHIR-16 nothing is left claimed, and nothing counts as tried", func(t *testing.T) {
		s, err := b.Ledger.Status(t.Context(), "epr", b.Now())
		require.NoError(t, err)
		require.Equal(t, 80, s.Dirty)
		require.Zero(t, s.Claimed)
		require.Empty(t, b.waiting(t))
		require.Equal(t, 80, b.push(t, exchange.PushOptions{}).Writes())
	})
}

func TestRun(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		a := newAfternoon(t, fhirtest.Config{UpdateCreate: true}, 1)
		a.quiet = true
		began := time.Now()
		b := a.b
		b.Now = func() time.Time { return time.Date(2031, 3, 10, 9, 0, 0, 0, time.UTC).Add(time.Since(began)) }
		b.Records = goals(t, 30)
		require.NoError(t, b.MarkChanged(t.Context()))
		wake := make(chan struct{})
		ctx, stop := context.WithCancel(t.Context())
		rounds, failed, ended := atomic.Int64{}, atomic.Int64{}, make(chan error)
		go func() {
			ended <- b.Run(ctx, b.client, exchange.RunOptions{Wake: wake, Every: time.Minute, Round: func(r exchange.PushReport, err error) {
				rounds.Add(1)
				if err != nil {
					failed.Add(1)
				}
			}})
		}()
		synctest.Wait()
		time.Sleep(30 * time.Second)
		require.EqualValues(t, 1, rounds.Load())
		require.Len(t, b.epr.IDs("Goal"), 31)
		sent := len(b.epr.Log())
		time.Sleep(5 * time.Minute)
		require.EqualValues(t, 6, rounds.Load())
		require.Zero(t, b.asked(sent), "idle rounds asked the record system")
		require.NoError(t, b.Ledger.MarkDirty(ctx, "epr", exchange.Wanted{Name: exchange.Name{Type: "Goal", Record: goals(t, 1)[0].Ref()}, Rev: 1}))
		wake <- struct{}{}
		time.Sleep(time.Second)
		require.EqualValues(t, 7, rounds.Load(), "it was woken")
		stop()
		require.NoError(t, <-ended)
		require.Zero(t, failed.Load())
	})
}

// stuck is a ledger whose claims fail.
type stuck struct{ exchange.Ledger }

func (stuck) Claim(context.Context, string, exchange.Claim) ([]exchange.Claimed, error) {
	return nil, errors.New("the disk is gone")
}

func TestRunWaitsForTheHost(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		a := newAfternoon(t, fhirtest.Config{UpdateCreate: true}, 1)
		a.b.Ledger = stuck{a.b.Ledger}
		ctx, stop := context.WithTimeout(t.Context(), time.Hour)
		defer stop()
		rounds := 0
		require.NoError(t, a.b.Run(ctx, a.b.client, exchange.RunOptions{PushOptions: exchange.PushOptions{Random: func() float64 { return 1 }},
			Round: func(_ exchange.PushReport, err error) { rounds++; require.Error(t, err) }}))
		require.Less(t, rounds, 20)
		require.Greater(t, rounds, 5)
	})
}
