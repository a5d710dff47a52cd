package exchangetest

import (
	"fmt"
	"maps"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/fhir/exchange"
	"github.com/towpath-care/towpath/peer"
)

// Shared holds a ledger that several programs may use at once to its contract. open gives
// two ledgers that were opened, each for itself, on one empty store.
func Shared(t *testing.T, open func(t *testing.T) (one, other exchange.Ledger)) {
	for _, name := range slices.Sorted(maps.Keys(sharing)) {
		t.Run(name, func(t *testing.T) {
			one, other := open(t)
			sharing[name](t, one, other)
		})
	}
}

var sharing = map[string]func(t *testing.T, one, other exchange.Ledger){
	"FHIR-16 what one was told the other knows": func(t *testing.T, one, other exchange.Ledger) {
		mark(t, one, wants("1", 1), wants("2", 1), wants("3", 1))
		settle(t, one, stands("2", 1))
		park(t, one, parked("3", 1))
		arrive(t, one, time.Time{}, arrival("x", "1"))
		require.NoError(t, one.Rest(t.Context(), epr, exchange.Resting{Until: at.Add(time.Hour), Why: because()}))
		require.Equal(t, snapshot(t, one, epr), snapshot(t, other, epr))
		require.Empty(t, claim(t, other, 9, at), "it rests for everybody")
		require.NoError(t, other.Rest(t.Context(), epr, exchange.Resting{}))
		require.Equal(t, []string{"1"}, ids(claim(t, one, 9, at)))
	},
	"FHIR-16 what one has claimed the other does not get": func(t *testing.T, one, other exchange.Ledger) {
		mark(t, one, wants("1", 1), wants("2", 1))
		require.Equal(t, []string{"1"}, ids(claim(t, one, 1, at)))
		require.Equal(t, []string{"2"}, ids(claim(t, other, 9, at)))
		require.Equal(t, []string{"1", "2"}, ids(claim(t, other, 9, at.Add(time.Hour))), "claims that are over are nobody's")
	},
	"FHIR-16 many who claim at once share the work, and nothing is left": func(t *testing.T, one, other exchange.Ledger) {
		const documents, batch = 120, 7
		var wanted []exchange.Wanted
		for n := range documents {
			wanted = append(wanted, wants(fmt.Sprintf("%03d", n), 1))
		}
		mark(t, one, wanted...)
		given := drain(t, []exchange.Ledger{one, other, one, other}, batch)
		require.Len(t, given, documents)
		for id, times := range given {
			require.Equal(t, 1, times, id)
		}
		require.Empty(t, dirty(t, other))
		require.Equal(t, documents, status(t, other, at).Standing)
	},
	"FHIR-16 many who mark at once are all heard": func(t *testing.T, one, other exchange.Ledger) {
		var wrong sync.Map
		var all sync.WaitGroup
		for n := range 16 {
			all.Go(func() {
				l := []exchange.Ledger{one, other}[n%2]
				for rev := range peer.Rev(5) {
					err := l.MarkDirty(t.Context(), epr, wants(fmt.Sprintf("own-%d", n), 1), wants("everybody's", rev+1))
					if err != nil {
						wrong.Store(n, err)
					}
				}
			})
		}
		all.Wait()
		wrong.Range(func(_, err any) bool { require.NoError(t, err.(error)); return true })
		require.Len(t, dirty(t, other), 17)
		require.Contains(t, dirty(t, one), wants("everybody's", 5), "the newest revision stays")
	},
	"FHIR-17 a version that arrives twice at once arrives once": func(t *testing.T, one, other exchange.Ledger) {
		var all sync.WaitGroup
		for n := range 8 {
			all.Go(func() {
				_ = []exchange.Ledger{one, other}[n%2].Arrive(t.Context(), epr, []exchange.Arrival{arrival("x", "1"), arrival("y", "1")}, exchange.Checkpoint{Name: "poll"})
			})
		}
		all.Wait()
		arrive(t, one, time.Time{}, arrival("x", "1"), arrival("y", "1"))
		require.Len(t, arrived(t, other, epr), 2)
	},
}

// drain has a worker for each ledger claim and settle until nothing is left, and counts
// how often each document was given out.
func drain(t *testing.T, ledgers []exchange.Ledger, batch int) map[string]int {
	t.Helper()
	given := map[string]int{}
	var mu sync.Mutex
	var wrong []error
	var all sync.WaitGroup
	for _, l := range ledgers {
		all.Go(func() {
			for {
				claimed, err := l.Claim(t.Context(), epr, exchange.Claim{Most: batch, Now: at, Until: at.Add(time.Hour)})
				var done []exchange.Settled
				mu.Lock()
				for _, c := range claimed {
					given[c.Name.Record.ID]++
					done = append(done, stands(c.Name.Record.ID, c.Rev))
				}
				mu.Unlock()
				if err == nil {
					err = l.Settle(t.Context(), epr, done...)
				}
				if err != nil {
					mu.Lock()
					wrong = append(wrong, err)
					mu.Unlock()
				}
				if err != nil || len(claimed) == 0 {
					return
				}
			}
		})
	}
	all.Wait()
	require.Empty(t, wrong)
	return given
}
