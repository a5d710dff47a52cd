package exchange_test

import (
	"bytes"
	"context"
	"io"
	"iter"
	"net/http"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/fhir/client"
	"github.com/towpath-care/towpath/fhir/exchange"
	"github.com/towpath-care/towpath/fhir/fhirtest"
	"github.com/towpath-care/towpath/internal/ratio"
	"github.com/towpath-care/towpath/peer"
)

// shelf is a store of records that finds each at once.
type shelf struct {
	all   []peer.Record
	byRef map[peer.Ref]peer.Record
}

func shelved(all exchange.Loaded) shelf {
	s := shelf{all, map[peer.Ref]peer.Record{}}
	for _, r := range all {
		s.byRef[r.Ref()] = r
	}
	return s
}

func (s shelf) Load(_ context.Context, ref peer.Ref) (peer.Record, error) { return s.byRef[ref], nil }

func (s shelf) Keys(ctx context.Context) iter.Seq2[exchange.Key, error] {
	return exchange.Loaded(s.all).Keys(ctx)
}

// sent is a request as it was sent.
type sent struct {
	method, at string
	header     http.Header
	body       []byte
}

// recorder keeps every request that goes through it.
type recorder struct {
	mu  sync.Mutex
	all []sent
}

func (r *recorder) RoundTrip(req *http.Request) (*http.Response, error) {
	var body []byte
	if req.Body != nil {
		body, _ = io.ReadAll(req.Body)
		req.Body = io.NopCloser(bytes.NewReader(body))
	}
	r.mu.Lock()
	r.all = append(r.all, sent{req.Method, req.URL.String(), req.Header.Clone(), body})
	r.mu.Unlock()
	return http.DefaultTransport.RoundTrip(req)
}

// again sends the same bytes with nothing but net/http.
func (r *recorder) again(b *testing.B) {
	for _, s := range r.all {
		req, err := http.NewRequest(s.method, s.at, bytes.NewReader(s.body))
		require.NoError(b, err)
		req.Header = s.header
		resp, err := http.DefaultClient.Do(req)
		require.NoError(b, err)
		_, err = io.Copy(io.Discard, resp.Body)
		require.NoError(b, err)
		resp.Body.Close()
	}
}

// BenchmarkPush brings 1,000 new goals to a record system, and then sends it the same
// bytes with a bare http.Client, in turn: in Bundles and one by one, at once and with 20
// ms until each answer. requests/change is what both send. rate/bare is how fast Push is
// beside the bare client, and where answers take their time, rate/ideal and bare/ideal are
// how fast the two are beside somebody who waits for each answer and for nothing else: the
// record system's own work is not in that.
func BenchmarkPush(b *testing.B) {
	told := make(exchange.Loaded, 0, 1000)
	for _, c := range []struct {
		name    string
		entries int
		latency time.Duration
		goals   int
	}{
		{"bundles of 50, 0 ms", 50, 0, 1000},
		{"bundles of 50, 20 ms", 50, 20 * time.Millisecond, 1000},
		{"singles, 0 ms", 1, 0, 1000},
		{"singles, 20 ms", 1, 20 * time.Millisecond, 100},
	} {
		b.Run(c.name, func(b *testing.B) {
			if len(told) == 0 {
				told = goals(b, 1000)
			}
			epr := newBench(b, fhirtest.Config{UpdateCreate: true, Validate: func([]byte) error { return nil }})
			epr.Records = shelved(told[:c.goals])
			var wanted []exchange.Wanted
			for _, g := range told[:c.goals] {
				wanted = append(wanted, exchange.Wanted{Name: exchange.Name{Type: "Goal", Record: g.Ref()}, Rev: g.Rev()})
			}
			anew := func(through http.RoundTripper) *client.Client {
				epr.epr.Reset()
				seedEPR(b, epr.epr)
				if c.latency > 0 {
					epr.epr.Fail(func(*http.Request) *fhirtest.Fault { return &fhirtest.Fault{Delay: c.latency} })
				}
				epr.Ledger = &exchange.MemoryLedger{}
				require.NoError(b, epr.Ledger.MarkDirty(b.Context(), "epr", wanted...))
				c, err := client.New(client.Config{Base: epr.Base, Transport: through})
				require.NoError(b, err)
				return c
			}
			push := func(server *client.Client) {
				r, err := epr.Push(b.Context(), server, exchange.PushOptions{Entries: c.entries})
				require.NoError(b, err)
				require.Equal(b, c.goals, r.Writes())
			}
			record := &recorder{}
			push(anew(record))
			var ours, bare, ideal float64
			ratio.Of(b, func() {
				server := anew(http.DefaultTransport)
				ours += ratio.Milliseconds(func() { push(server) })
			}, func() {
				anew(nil)
				bare += ratio.Milliseconds(func() { record.again(b) })
				ideal += float64(len(record.all)) * float64(c.latency) / float64(time.Millisecond)
			})
			b.ReportMetric(float64(len(record.all))/float64(c.goals), "requests/change")
			b.ReportMetric(bare/ours, "rate/bare")
			if c.latency > 0 {
				b.ReportMetric(ideal/ours, "rate/ideal")
				b.ReportMetric(ideal/bare, "bare/ideal")
			}
		})
	}
}
