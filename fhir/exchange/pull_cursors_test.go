package exchange_test

import (
	"cmp"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/fhir/client"
	"github.com/towpath-care/towpath/fhir/exchange"
	"github.com/towpath-care/towpath/peer"
	"github.com/towpath-care/towpath/recovery"
)

// cluster is a record system of three machines whose clocks differ, in which people
// change goals of ours, ten a second, one in a hundred of them in a transaction that
// takes its time. It answers searches by time and nothing else.
type cluster struct {
	now     time.Time
	changes []late // in the order in which they become visible
	next    int    // the first that is not visible yet
	shown   []late // by the time they say, oldest first
	turns   int
	pages   map[string]rest
}

// late is a change: what it says of when it was made, and when it can be seen.
type late struct {
	id            int
	says, visible time.Time
}

// rest is what is left of a search.
type rest struct {
	rows  []late
	whole bool
	count int
}

var off = []time.Duration{0, 800 * time.Millisecond, -800 * time.Millisecond}

func newCluster(changes int) *cluster {
	random := rand.New(rand.NewPCG(2026, 7))
	c := &cluster{now: time.Date(2026, 3, 10, 9, 0, 0, 0, time.UTC), pages: map[string]rest{}}
	for id := range changes {
		begun := c.now.Add(time.Duration(id) * 100 * time.Millisecond)
		takes := 10 * time.Millisecond
		if random.IntN(100) == 0 {
			takes = 5*time.Second + time.Duration(random.Int64N(int64(100*time.Second)))
		}
		c.changes = append(c.changes, late{id, begun.Add(off[random.IntN(len(off))]).Truncate(time.Millisecond), begun.Add(takes)})
	}
	slices.SortStableFunc(c.changes, func(a, b late) int { return a.visible.Compare(b.visible) })
	return c
}

// pass lets time pass.
func (c *cluster) pass(d time.Duration) {
	c.now = c.now.Add(d)
	for ; c.next < len(c.changes) && !c.changes[c.next].visible.After(c.now); c.next++ {
		one := c.changes[c.next]
		at, _ := slices.BinarySearchFunc(c.shown, one, byTime)
		c.shown = slices.Insert(c.shown, at, one)
	}
}

func byTime(a, b late) int { return cmp.Or(a.says.Compare(b.says), cmp.Compare(a.id, b.id)) }

// since is what a search shows.
func (c *cluster) since(from time.Time) []late {
	at, _ := slices.BinarySearchFunc(c.shown, from, func(one late, from time.Time) int { return one.says.Compare(from) })
	return c.shown[at:]
}

func (c *cluster) RoundTrip(r *http.Request) (*http.Response, error) {
	c.turns++
	if token := r.URL.Query().Get("page"); token != "" {
		return c.answer(c.pages[token]), nil
	}
	if r.Method == http.MethodGet {
		id := r.URL.Path[strings.LastIndexByte(r.URL.Path, '/')+1:]
		return fhirJSON(`{"resourceType":"Goal","id":"` + id + `","meta":{"versionId":"2"},"description":{"text":"walk to the allotment and back"}}`), nil
	}
	form, err := io.ReadAll(r.Body)
	if err != nil {
		return nil, err
	}
	asked, err := url.ParseQuery(string(form))
	if err != nil {
		return nil, err
	}
	count, _ := strconv.Atoi(cmp.Or(asked.Get("_count"), "100"))
	found := rest{whole: asked.Get("_elements") == "", count: count}
	switch {
	case asked.Has("_id") && !strings.Contains(asked.Get("identifier"), "of-nobody"):
		found.rows = []late{{id: 0, says: c.now}}
	case asked.Has("_lastUpdated"):
		from, err := time.Parse(time.RFC3339, strings.TrimPrefix(asked.Get("_lastUpdated"), "ge"))
		if err != nil {
			return nil, err
		}
		found.rows = slices.Clone(c.since(from))
	}
	return c.answer(found), nil
}

// answer is a page, by the clock of the machine whose turn it is.
func (c *cluster) answer(r rest) *http.Response {
	var b strings.Builder
	at := c.now.Add(off[c.turns%len(off)]).Format("2006-01-02T15:04:05.000Z")
	fmt.Fprintf(&b, `{"resourceType":"Bundle","type":"searchset","meta":{"lastUpdated":"%s"},"link":[`, at)
	rows := r.rows[:min(r.count, len(r.rows))]
	if r.rows = r.rows[len(rows):]; len(r.rows) > 0 {
		token := strconv.Itoa(c.turns)
		c.pages = map[string]rest{token: r}
		fmt.Fprintf(&b, `{"relation":"next","url":"https://epr.example/r4/Goal?page=%s"}`, token)
	}
	b.WriteString(`],"entry":[`)
	for i, one := range rows {
		if i > 0 {
			b.WriteByte(',')
		}
		fmt.Fprintf(&b, `{"resource":{"resourceType":"Goal","id":"%d","meta":{"versionId":"2","lastUpdated":"%s"}`, one.id, one.says.Format("2006-01-02T15:04:05.000Z"))
		if r.whole {
			b.WriteString(`,"description":{"text":"walk to the allotment and back"}`)
		}
		b.WriteString(`}}`)
	}
	b.WriteString(`]}`)
	return fhirJSON(b.String())
}

func fhirJSON(body string) *http.Response {
	return &http.Response{StatusCode: 200, Header: http.Header{"Content-Type": {"application/fhir+json"}}, Body: io.NopCloser(strings.NewReader(body))}
}

// ruled is what came of a rule, each per change but the first.
type ruled struct {
	missed       int
	bodies, rows float64
}

// simple is a rule with one window: everything since the newest that was seen, less an
// overlap, or since our own clock said.
func simple(changes int, every, overlap, ourClock time.Duration) ruled {
	c := newCluster(changes)
	newest, seen, bodies := c.now.Add(-time.Second), make([]bool, changes), 0
	for c.next < len(c.changes) {
		asked := newest
		c.pass(every)
		for _, one := range c.since(asked.Add(-overlap)) {
			if overlap == 0 && !one.says.After(asked) {
				continue // greater, and not greater or equal
			}
			bodies++
			seen[one.id] = true
			newest = later(newest, one.says)
		}
		if ourClock != 0 {
			newest = c.now.Add(ourClock)
		}
	}
	missed := 0
	for _, was := range seen {
		if !was {
			missed++
		}
	}
	return ruled{missed, float64(bodies) / float64(changes), 0}
}

func later(a, b time.Time) time.Time {
	if a.After(b) {
		return a
	}
	return b
}

// twoTiers is the rule of Pull, by Pull itself.
func twoTiers(t *testing.T, changes int, every time.Duration) ruled {
	t.Helper()
	c := newCluster(changes)
	epr, err := client.New(client.Config{Base: "https://epr.example/r4", Transport: c, PageLimit: 1000, Pace: client.Pace{PerSecond: -1}})
	require.NoError(t, err)
	ledger := &exchange.MemoryLedger{}
	links := make([]exchange.Settled, changes)
	for id := range links {
		name := exchange.Name{Type: "Goal", Record: peer.Ref{Kind: recovery.KindGoal, ID: strconv.Itoa(id)}}
		links[id] = exchange.Settled{Link: exchange.Link{Name: name, ID: strconv.Itoa(id), ETag: `W/"1"`, Rev: 1, Base: "sha256:agreed"}}
	}
	require.NoError(t, ledger.Settle(t.Context(), "epr", links...))
	// The host's clock is an hour ahead, and that does not matter.
	x := &exchange.Exchange{Target: "epr", Ledger: ledger, Now: func() time.Time { return c.now.Add(time.Hour) }}
	// Without a round: it would find what the other two miss.
	o := exchange.PullOptions{Chunks: -1, Page: 1000}
	times, bodies, rows := make([]int, changes), 0, 0
	var end time.Time
	for ; end.IsZero() || c.now.Before(end); c.pass(every) {
		report, err := x.Pull(t.Context(), epr.Reader(), o)
		require.NoError(t, err)
		require.Empty(t, report.Said)
		bodies, rows = bodies+report.Bodies, rows+report.Rows
		arrived := all(t, x.Arrived(t.Context()))
		for _, a := range arrived {
			id, err := strconv.Atoi(a.ID)
			require.NoError(t, err)
			times[id]++
		}
		require.NoError(t, ledger.Take(t.Context(), "epr", arrived...))
		if c.next == len(c.changes) && end.IsZero() {
			end = c.now.Add(10 * time.Minute)
		}
	}
	missed := 0
	for id, n := range times {
		require.LessOrEqual(t, n, 1, "goal %d arrived again", id)
		if n == 0 {
			missed++
		}
	}
	return ruled{missed, float64(bodies) / float64(changes), float64(rows) / float64(changes)}
}

// TestCursors prints, with -v, the table of rules that decision 50 rests on: for 100,000
// changes with TOWPATH_LONG=1, and for ten minutes of them without.
func TestCursors(t *testing.T) {
	changes := sized(6_000, 100_000)
	print := func(rule string, every time.Duration, f ruled) {
		t.Logf("%-36s poll %3s  missed %6d  bodies %5.2f  rows %4.2f", rule, every, f.missed, f.bodies, f.rows)
	}
	for _, every := range []time.Duration{5 * time.Second, time.Minute} {
		t.Run("FHIR-18 two tiers miss nothing, polling every "+every.String(), func(t *testing.T) {
			f := twoTiers(t, changes, every)
			print("two tiers", every, f)
			require.Zero(t, f.missed)
			require.LessOrEqual(t, f.bodies, 1.5)
			require.LessOrEqual(t, f.rows, 1.5)
		})
		t.Run("FHIR-18 other rules miss some, or read everything many times, every "+every.String(), func(t *testing.T) {
			newest := simple(changes, every, 0, 0)
			print("after the newest seen (android-fhir)", every, newest)
			require.Greater(t, newest.missed, changes/200, "the check is blind")
			ours := simple(changes, every, 0, 30*time.Second)
			print("by our clock, 30 s fast", every, ours)
			require.Greater(t, ours.missed, changes/4)
			overlap := simple(changes, every, 2*time.Second, 0)
			print("2 s before the newest", every, overlap)
			require.Positive(t, overlap.missed)
			wide := simple(changes, every, 122*time.Second, 0)
			print("122 s before the newest", every, wide)
			require.Zero(t, wide.missed)
			require.Greater(t, wide.bodies, 2.0)
		})
	}
}
