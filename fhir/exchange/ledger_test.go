package exchange_test

import (
	"context"
	"fmt"
	"iter"
	"sync"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/fhir/exchange"
	"github.com/towpath-care/towpath/peer"
)

func TestMemoryLedger(t *testing.T) {
	testLedger(t, func() exchange.Ledger { return &exchange.MemoryLedger{} })
}

func named(id string) exchange.Name {
	return exchange.Name{Type: "Goal", Record: peer.Ref{Kind: "goal", ID: id}}
}

func wants(id string, rev peer.Rev) exchange.Wanted {
	return exchange.Wanted{Name: named(id), Rev: rev}
}

func all[T any](t *testing.T, seq iter.Seq2[T, error]) []T {
	t.Helper()
	out := []T{}
	for v, err := range seq {
		require.NoError(t, err)
		out = append(out, v)
	}
	return out
}

// testLedger holds a ledger to its contract; open gives an empty one.
func testLedger(t *testing.T, open func() exchange.Ledger) {
	ctx := context.Background()
	why := []peer.Reason{{Rule: peer.Rule{Row: "FHIR-16", Code: exchange.ErrServerSaysNo}, Says: "It is taken.", Met: peer.No}}
	park := func(id string, rev peer.Rev) exchange.Parked {
		return exchange.Parked{Name: named(id), Rev: rev, Why: why}
	}
	cases := map[string]func(t *testing.T, l exchange.Ledger){
		"FHIR-16 an empty ledger knows nothing": func(t *testing.T, l exchange.Ledger) {
			require.Empty(t, all(t, l.Dirty(ctx, "a")))
			require.Empty(t, all(t, l.Parked(ctx, "a")))
			_, known, err := l.Link(ctx, "a", named("1"))
			require.NoError(t, err)
			require.False(t, known)
		},
		"FHIR-16 noted twice is noted once, in the order of the first time, with the newest revision": func(t *testing.T, l exchange.Ledger) {
			require.NoError(t, l.MarkDirty(ctx, "a", wants("2", 5), wants("1", 1)))
			require.NoError(t, l.MarkDirty(ctx, "a", wants("1", 2), wants("2", 3)))
			require.Equal(t, []exchange.Wanted{wants("2", 5), wants("1", 2)}, all(t, l.Dirty(ctx, "a")))
		},
		"FHIR-16 one target knows nothing of another": func(t *testing.T, l exchange.Ledger) {
			require.NoError(t, l.MarkDirty(ctx, "a", wants("1", 1)))
			require.NoError(t, l.Settle(ctx, "b", exchange.Settled{Link: exchange.Link{Name: named("1"), Rev: 9}}))
			require.NoError(t, l.Park(ctx, "b", park("1", 9)))
			require.Len(t, all(t, l.Dirty(ctx, "a")), 1)
			_, known, err := l.Link(ctx, "a", named("1"))
			require.NoError(t, err)
			require.False(t, known)
		},
		"FHIR-16 a record that moved on since stays dirty": func(t *testing.T, l exchange.Ledger) {
			require.NoError(t, l.MarkDirty(ctx, "a", wants("1", 2)))
			link := exchange.Link{Name: named("1"), ID: "x", ETag: `W/"1"`, Rev: 1, Base: "sha256:1"}
			require.NoError(t, l.Settle(ctx, "a", exchange.Settled{Link: link}))
			got, known, err := l.Link(ctx, "a", named("1"))
			require.NoError(t, err)
			require.True(t, known)
			require.Equal(t, link, got)
			require.Equal(t, []exchange.Wanted{wants("1", 2)}, all(t, l.Dirty(ctx, "a")))
			require.NoError(t, l.Park(ctx, "a", park("1", 1)))
			require.Empty(t, all(t, l.Parked(ctx, "a")), "an older revision is not parked over a newer one that is dirty")
			link.Rev = 2
			require.NoError(t, l.Settle(ctx, "a", exchange.Settled{Link: link}))
			require.Empty(t, all(t, l.Dirty(ctx, "a")))
		},
		"FHIR-16 what an old plan did does not take the place of what a newer one did": func(t *testing.T, l exchange.Ledger) {
			require.NoError(t, l.Settle(ctx, "a", exchange.Settled{Link: exchange.Link{Name: named("1"), ID: "new", Rev: 3}}))
			require.NoError(t, l.Settle(ctx, "a", exchange.Settled{Link: exchange.Link{Name: named("1"), ID: "old", Rev: 2}}))
			require.NoError(t, l.Park(ctx, "a", park("1", 2)))
			got, _, err := l.Link(ctx, "a", named("1"))
			require.NoError(t, err)
			require.Equal(t, "new", got.ID)
			require.Empty(t, all(t, l.Parked(ctx, "a")))
		},
		"FHIR-16 what may be found there is expected until the next settle": func(t *testing.T, l exchange.Ledger) {
			expected := func() []peer.Digest {
				link, _, err := l.Link(ctx, "a", named("1"))
				require.NoError(t, err)
				return link.Expected
			}
			require.NoError(t, l.Expect(ctx, "a", exchange.Expected{Name: named("1"), Contents: []peer.Digest{"sha256:1"}}))
			_, known, err := l.Link(ctx, "a", named("1"))
			require.NoError(t, err)
			require.False(t, known, "nothing is expected where nothing stands")
			require.NoError(t, l.MarkDirty(ctx, "a", wants("1", 1)))
			require.NoError(t, l.Settle(ctx, "a", exchange.Settled{Link: exchange.Link{Name: named("1"), Rev: 1, Base: "sha256:0"}}))
			require.NoError(t, l.Park(ctx, "a", park("1", 2)))
			require.NoError(t, l.Expect(ctx, "a", exchange.Expected{Name: named("1"), Contents: []peer.Digest{"sha256:1", "sha256:2"}}))
			require.NoError(t, l.Expect(ctx, "a", exchange.Expected{Name: named("1"), Contents: []peer.Digest{"sha256:1"}}))
			require.Equal(t, []peer.Digest{"sha256:2", "sha256:1"}, expected())
			require.Len(t, all(t, l.Parked(ctx, "a")), 1, "it changes nothing else")
			for n := range 2 * exchange.MostExpected {
				require.NoError(t, l.Expect(ctx, "a", exchange.Expected{Name: named("1"), Contents: []peer.Digest{peer.Digest(fmt.Sprintf("sha256:many-%d", n))}}))
			}
			require.Len(t, expected(), exchange.MostExpected)
			require.Equal(t, peer.Digest(fmt.Sprintf("sha256:many-%d", 2*exchange.MostExpected-1)), expected()[exchange.MostExpected-1])
			require.NoError(t, l.Settle(ctx, "a", exchange.Settled{Link: exchange.Link{Name: named("1"), Rev: 2, Base: "sha256:1"}}))
			require.Empty(t, expected())
		},
		"FHIR-16 parked waits for a newer revision": func(t *testing.T, l exchange.Ledger) {
			require.NoError(t, l.MarkDirty(ctx, "a", wants("2", 2), wants("1", 2)))
			require.NoError(t, l.Park(ctx, "a", park("2", 2)))
			require.NoError(t, l.Park(ctx, "a", park("1", 2)))
			require.NoError(t, l.Park(ctx, "a", park("1", 1)))
			require.Equal(t, []exchange.Parked{park("1", 2), park("2", 2)}, all(t, l.Parked(ctx, "a")))
			require.NoError(t, l.MarkDirty(ctx, "a", wants("1", 2), wants("2", 1)))
			require.Empty(t, all(t, l.Dirty(ctx, "a")), "the same revision is still parked")
			require.NoError(t, l.MarkDirty(ctx, "a", wants("1", 3)))
			require.Equal(t, []exchange.Wanted{wants("1", 3)}, all(t, l.Dirty(ctx, "a")))
			require.Len(t, all(t, l.Parked(ctx, "a")), 1)
		},
		"FHIR-16 what landed after all is not parked any more": func(t *testing.T, l exchange.Ledger) {
			require.NoError(t, l.Park(ctx, "a", park("1", 2)))
			require.NoError(t, l.Settle(ctx, "a", exchange.Settled{Link: exchange.Link{Name: named("1"), Rev: 1}}))
			require.Len(t, all(t, l.Parked(ctx, "a")), 1, "what landed is older")
			require.NoError(t, l.Settle(ctx, "a", exchange.Settled{Link: exchange.Link{Name: named("1"), Rev: 2}}))
			require.Empty(t, all(t, l.Parked(ctx, "a")))
		},
		"FHIR-16 released: it is dirty again, as it was": func(t *testing.T, l exchange.Ledger) {
			require.NoError(t, l.Park(ctx, "a", park("1", 2)))
			require.NoError(t, l.Release(ctx, "a", named("1"), named("nobody")))
			require.Empty(t, all(t, l.Parked(ctx, "a")))
			require.Equal(t, []exchange.Wanted{wants("1", 2)}, all(t, l.Dirty(ctx, "a")))
		},
		"FHIR-16 a caller who stops reading, and one whose context has ended": func(t *testing.T, l exchange.Ledger) {
			require.NoError(t, l.MarkDirty(ctx, "a", wants("1", 1), wants("2", 1)))
			n := 0
			for range l.Dirty(ctx, "a") {
				n++
				break
			}
			require.Equal(t, 1, n)
			over, cancel := context.WithCancel(ctx)
			cancel()
			for _, err := range l.Dirty(over, "a") {
				require.ErrorIs(t, err, context.Canceled)
			}
		},
		"FHIR-16 used by several at once, and changed while it is read": func(t *testing.T, l exchange.Ledger) {
			var all sync.WaitGroup
			for range 4 {
				all.Go(func() {
					for rev := peer.Rev(1); rev < 20; rev++ {
						_ = l.MarkDirty(ctx, "a", wants("1", rev), wants("2", rev))
						for w := range l.Dirty(ctx, "a") {
							_ = l.Settle(ctx, "a", exchange.Settled{Link: exchange.Link{Name: w.Name, Rev: w.Rev}})
						}
						_ = l.Park(ctx, "a", park("1", rev))
						_ = l.Release(ctx, "a", named("1"))
					}
				})
			}
			all.Wait()
			link, _, err := l.Link(ctx, "a", named("2"))
			require.NoError(t, err)
			require.Equal(t, peer.Rev(19), link.Rev)
		},
	}
	for name, check := range cases {
		t.Run(name, func(t *testing.T) { check(t, open()) })
	}
}
