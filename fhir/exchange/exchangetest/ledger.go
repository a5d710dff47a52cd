package exchangetest

import (
	"context"
	"iter"
	"maps"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/fhir/exchange"
	"github.com/towpath-care/towpath/peer"
)

// at is a moment that the tests give as now.
var at = time.Date(2026, 3, 10, 9, 0, 0, 0, time.UTC)

// check is one thing that a ledger has to do. It gets an empty one.
type check func(t *testing.T, l exchange.Ledger)

// Ledger holds a ledger to its contract. open gives an empty one each time it is called,
// and has what it needs cleaned up with t.
func Ledger(t *testing.T, open func(t *testing.T) exchange.Ledger) {
	for _, part := range []map[string]check{marking, settling, first, parking, claiming, putOff, resting, journal, counting, arriving, places, reading, halves, contexts} {
		for _, name := range slices.Sorted(maps.Keys(part)) {
			t.Run(name, func(t *testing.T) { part[name](t, open(t)) })
		}
	}
	t.Run("FHIR-16 random sequences do what the ledger in memory does", func(t *testing.T) { sequences(t, open(t)) })
	t.Run("FHIR-16 what several workers do at once is as if one did it after the other", func(t *testing.T) { histories(t, open(t)) })
}

// tb is a test, or one check of package rapid.
type tb interface {
	Helper()
	Errorf(format string, args ...any)
	FailNow()
	Context() context.Context
}

// epr is the target of most tests.
const epr = "epr"

func named(id string) exchange.Name {
	return exchange.Name{Type: "Goal", Record: peer.Ref{Kind: "goal", ID: id}}
}

func wants(id string, rev peer.Rev) exchange.Wanted {
	return exchange.Wanted{Name: named(id), Rev: rev}
}

func stands(id string, rev peer.Rev) exchange.Settled {
	return exchange.Settled{Link: exchange.Link{Name: named(id), ID: "at-" + id, ETag: `W/"1"`, Rev: rev, Base: "sha256:1"}, Did: exchange.Create}
}

func parked(id string, rev peer.Rev) exchange.Parked {
	return exchange.Parked{Name: named(id), Rev: rev, Why: because(), Owner: exchange.OwnerThere, Read: []exchange.Key{{Ref: peer.Ref{Kind: "relationship", ID: "r-1"}, Rev: 3}}}
}

func because() []peer.Reason {
	return []peer.Reason{{Rule: peer.Rule{Row: "FHIR-16", Code: exchange.ErrServerSaysNo}, Path: "/status", Says: "It is taken.",
		Fix: "Ask whoever runs the record system.", Args: []peer.Arg{peer.Number("atLeast", 2)}, Met: peer.No}}
}

func mark(t *testing.T, l exchange.Marker, wanted ...exchange.Wanted) {
	t.Helper()
	require.NoError(t, l.MarkDirty(t.Context(), epr, wanted...))
}

func settle(t *testing.T, l exchange.Ledger, settled ...exchange.Settled) {
	t.Helper()
	require.NoError(t, l.Settle(t.Context(), epr, settled...))
}

func park(t *testing.T, l exchange.Ledger, all ...exchange.Parked) {
	t.Helper()
	require.NoError(t, l.Park(t.Context(), epr, all...))
}

// claim claims for an hour.
func claim(t *testing.T, l exchange.Queue, most int, now time.Time) []exchange.Claimed {
	t.Helper()
	claimed, err := l.Claim(t.Context(), epr, exchange.Claim{Most: most, Now: now, Until: now.Add(time.Hour)})
	require.NoError(t, err)
	return claimed
}

func ids(claimed []exchange.Claimed) []string {
	out := []string{}
	for _, c := range claimed {
		out = append(out, c.Name.Record.ID)
	}
	return out
}

func all[T any](t tb, seq iter.Seq2[T, error]) []T {
	t.Helper()
	out := []T{}
	for v, err := range seq {
		require.NoError(t, err)
		out = append(out, v)
	}
	return out
}

func dirty(t *testing.T, l exchange.Ledger) []exchange.Wanted {
	t.Helper()
	return all(t, l.Dirty(t.Context(), epr))
}

func waits(t *testing.T, l exchange.Ledger) []exchange.Parked {
	t.Helper()
	return all(t, l.Parked(t.Context(), epr))
}

func link(t *testing.T, l exchange.Ledger, id string) exchange.Link {
	t.Helper()
	found, known, err := l.Link(t.Context(), epr, named(id))
	require.NoError(t, err)
	require.True(t, known, "there is a link")
	return found
}

func unlinked(t *testing.T, l exchange.Ledger, id string) {
	t.Helper()
	_, known, err := l.Link(t.Context(), epr, named(id))
	require.NoError(t, err)
	require.False(t, known, "there is no link")
}

func status(t *testing.T, l exchange.Ledger, now time.Time) exchange.Status {
	t.Helper()
	s, err := l.Status(t.Context(), epr, now)
	require.NoError(t, err)
	return s
}

func ended(t *testing.T) context.Context {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	return ctx
}

// noted asks that a ledger has noted a time. Its clock is its own: it may stand on
// another machine, or be a test's.
func noted(t *testing.T, moment time.Time) {
	t.Helper()
	require.False(t, moment.IsZero(), "the time is noted")
}
