package exchange_test

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/fhir/client"
	"github.com/towpath-care/towpath/fhir/exchange"
	"github.com/towpath-care/towpath/fhir/fhirtest"
	"github.com/towpath-care/towpath/peer"
	"github.com/towpath-care/towpath/recovery"
)

// inProcess carries requests to a server without a network, so that time in a bubble
// passes at once.
type inProcess struct{ *fhirtest.Server }

func (s inProcess) RoundTrip(r *http.Request) (*http.Response, error) {
	if r.Body == nil {
		r.Body = http.NoBody
	}
	w := httptest.NewRecorder()
	r = r.Clone(r.Context())
	r.URL.Path = r.URL.Path[len("/r4"):]
	s.ServeHTTP(w, r)
	return w.Result(), nil
}

// watched is an exchange with one goal that stands in a record system in this process.
func watched(t testing.TB, config fhirtest.Config) (*exchange.Exchange, *fhirtest.Server, *client.Reader) {
	t.Helper()
	config.BaseURL = "https://epr.example/r4"
	epr := fhirtest.New(config)
	x := &exchange.Exchange{Target: "epr", Ledger: &exchange.MemoryLedger{}, Now: time.Now}
	name := exchange.Name{Type: "Goal", Record: peer.Ref{Kind: recovery.KindGoal, ID: "g1"}}
	id := x.Site.IdentifierOf(name)
	require.NoError(t, epr.Seed([]byte(`{"resourceType":"Goal","id":"g1","meta":{"versionId":"1","lastUpdated":"1999-01-01T00:00:00Z"},"identifier":[{"system":"`+id.System+`","value":"`+id.Value+`"}],"description":{"text":"walk"}}`)))
	require.NoError(t, x.Ledger.Settle(t.Context(), "epr", exchange.Settled{Link: exchange.Link{Name: name, ID: "g1", ETag: `W/"1"`, Rev: 1, Base: "sha256:agreed"}}))
	c, err := client.New(client.Config{Base: config.BaseURL, Transport: inProcess{epr}, Retries: -1, Pace: client.Pace{PerSecond: -1}})
	require.NoError(t, err)
	return x, epr, c.Reader()
}

func TestWatch(t *testing.T) {
	same := func(b []byte) []byte { return b }
	t.Run("FHIR-18 it pulls every ten seconds, sooner when somebody says so, and ends with its context", func(t *testing.T) {
		synctest.Test(t, func(t *testing.T) {
			x, epr, server := watched(t, fhirtest.Config{})
			ctx, cancel := context.WithCancel(t.Context())
			wake := make(chan struct{})
			var at []time.Duration
			began := time.Now()
			done := make(chan struct{})
			go func() {
				defer close(done)
				x.Watch(ctx, server, exchange.WatchOptions{Wake: wake, Each: func(r exchange.PullReport, err error) {
					require.NoError(t, err)
					at = append(at, time.Since(began))
				}})
			}()
			time.Sleep(23 * time.Second)
			require.NoError(t, epr.Edit("Goal", "g1", same))
			wake <- struct{}{}
			synctest.Wait()
			require.Equal(t, []time.Duration{0, 10 * time.Second, 20 * time.Second, 23 * time.Second}, at)
			require.Len(t, all(t, x.Arrived(t.Context())), 1)
			for range 5 {
				wake <- struct{}{}
			}
			synctest.Wait()
			require.Equal(t, 28*time.Second, at[len(at)-1], "hints by the dozen: a Pull a second at most")
			close(wake)
			time.Sleep(31 * time.Second)
			synctest.Wait()
			require.Equal(t, 58*time.Second, at[len(at)-1].Round(time.Second), "hints have ended, and time goes on")
			cancel()
			<-done
		})
	})
	t.Run("FHIR-20 it waits longer after each error, hints or not, and as long as it is asked", func(t *testing.T) {
		synctest.Test(t, func(t *testing.T) {
			x, epr, server := watched(t, fhirtest.Config{})
			epr.Fail(fhirtest.Script(&fhirtest.Fault{Status: 429}, &fhirtest.Fault{Status: 429}, &fhirtest.Fault{Status: 429, RetryAfter: "600"}, &fhirtest.Fault{Status: 429, RetryAfter: "86400"}))
			ctx, cancel := context.WithCancel(t.Context())
			wake := make(chan struct{}, 1)
			var waits []time.Duration
			last := time.Now()
			x.Watch(ctx, server, exchange.WatchOptions{Wake: wake, Each: func(_ exchange.PullReport, err error) {
				require.Equal(t, len(waits) < 4, errors.Is(err, client.TooManyRequests))
				waits, last = append(waits, time.Since(last)), time.Now()
				select {
				case wake <- struct{}{}:
				default:
				}
				if len(waits) == 6 {
					cancel()
				}
			}})
			require.Equal(t, []time.Duration{0, 20 * time.Second, 40 * time.Second, 10 * time.Minute, 15 * time.Minute, time.Second}, waits)
		})
	})
	t.Run("FHIR-18 what was removed, and waits for the next push all week, is said once", func(t *testing.T) {
		synctest.Test(t, func(t *testing.T) {
			x, epr, server := watched(t, fhirtest.Config{})
			ctx, cancel := context.WithCancel(t.Context())
			go x.Watch(ctx, server, exchange.WatchOptions{Every: time.Hour})
			time.Sleep(time.Minute)
			require.NoError(t, epr.Delete("Goal", "g1"))
			time.Sleep(26 * time.Hour)
			arrived := all(t, x.Arrived(t.Context()))
			require.Len(t, arrived, 1)
			require.True(t, arrived[0].Removed)
			require.NoError(t, x.Ledger.Take(t.Context(), "epr", arrived...))
			time.Sleep(7 * 24 * time.Hour)
			require.Empty(t, all(t, x.Arrived(t.Context())))
			cancel()
			synctest.Wait()
		})
	})
	t.Run("FHIR-18 an outage of three days: nothing is lost, and it is asked a bounded number of times", func(t *testing.T) {
		synctest.Test(t, func(t *testing.T) {
			x, epr, server := watched(t, fhirtest.Config{})
			ctx, cancel := context.WithCancel(t.Context())
			go x.Watch(ctx, server, exchange.WatchOptions{})
			time.Sleep(time.Minute)
			var asked atomic.Int64
			epr.Fail(func(*http.Request) *fhirtest.Fault { asked.Add(1); return &fhirtest.Fault{Status: 429} })
			require.NoError(t, epr.Edit("Goal", "g1", same))
			time.Sleep(72 * time.Hour)
			require.Less(t, asked.Load(), int64(72*12+20))
			epr.Fail(nil)
			time.Sleep(6 * time.Minute)
			require.Len(t, all(t, x.Arrived(t.Context())), 1)
			cancel()
			synctest.Wait()
		})
	})
}

// BenchmarkIdlePull is a Pull in which nothing has changed, without the network: the
// goal is a millisecond of our own work.
func BenchmarkIdlePull(b *testing.B) {
	x, epr, server := watched(b, fhirtest.Config{})
	system := x.Site.IdentifierSystems("Encounter")[0]
	require.NoError(b, epr.Seed([]byte(`{"resourceType":"Encounter","id":"e00000","meta":{"lastUpdated":"1999-01-01T00:00:00Z"},"identifier":[{"system":"`+system+`","value":"e00000"}]}`)))
	var more []exchange.Settled
	for id := range 10_000 {
		name := exchange.Name{Type: "Encounter", Record: peer.Ref{Kind: peer.KindContact, ID: fmt.Sprintf("e%05d", id)}}
		more = append(more, exchange.Settled{Link: exchange.Link{Name: name, ID: name.Record.ID, ETag: `W/"1"`}})
	}
	require.NoError(b, x.Ledger.Settle(b.Context(), "epr", more...))
	o := exchange.PullOptions{Chunks: -1}
	_, err := x.Pull(b.Context(), server, o)
	require.NoError(b, err)
	b.ReportAllocs()
	for b.Loop() {
		if _, err := x.Pull(b.Context(), server, o); err != nil {
			b.Fatal(err)
		}
	}
}
