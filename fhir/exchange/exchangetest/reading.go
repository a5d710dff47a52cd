package exchangetest

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/fhir/exchange"
	"github.com/towpath-care/towpath/peer"
)

// many is more than a ledger is likely to read at a time.
const many = 700

// filled is a ledger with many of everything.
func filled(t *testing.T, l exchange.Ledger) {
	var wanted []exchange.Wanted
	var put []exchange.Postponed
	var away []exchange.Parked
	var done []exchange.Settled
	var found []exchange.Arrival
	for n := range many {
		wanted = append(wanted, wants(fmt.Sprintf("d-%04d", n), 1))
		put = append(put, later(fmt.Sprintf("d-%04d", n), 1, at))
		away = append(away, parked(fmt.Sprintf("p-%04d", n), 1))
		done = append(done, stands(fmt.Sprintf("s-%04d", n), 1))
		found = append(found, arrival(fmt.Sprintf("a-%04d", n), "1"))
	}
	mark(t, l, wanted...)
	require.NoError(t, l.Later(t.Context(), epr, put...))
	park(t, l, away...)
	settle(t, l, done...)
	arrive(t, l, time.Time{}, found...)
}

// counted reads to the end, or until the limit, and says how much that was.
func counted[T any](seq iter.Seq2[T, error], limit int) (n int, err error) {
	for _, err := range seq {
		if err != nil {
			return n, err
		}
		if n++; n == limit {
			break
		}
	}
	return n, nil
}

// lists are all the ways of reading a ledger to the end.
func lists(ctx context.Context, l exchange.Ledger, limit int) map[string]func() (int, error) {
	return map[string]func() (int, error){
		"Dirty":   func() (int, error) { return counted(l.Dirty(ctx, epr), limit) },
		"Parked":  func() (int, error) { return counted(l.Parked(ctx, epr), limit) },
		"Waiting": func() (int, error) { return counted(l.Waiting(ctx, epr), limit) },
		"Arrived": func() (int, error) { return counted(l.Arrived(ctx, epr), limit) },
		"Links":   func() (int, error) { return counted(l.Links(ctx, epr, exchange.Place{}), limit) },
		"Journal": func() (int, error) { return counted(l.Journal(ctx, epr, time.Time{}), limit) },
	}
}

var reading = map[string]check{
	"FHIR-16 everything there is can be read, and a caller may stop before": func(t *testing.T, l exchange.Ledger) {
		filled(t, l)
		for name, list := range lists(t.Context(), l, 0) {
			n, err := list()
			require.NoError(t, err, name)
			want := many
			if name == "Journal" {
				want = 3 * many
			}
			require.Equal(t, want, n, name)
		}
		for name, list := range lists(t.Context(), l, 3) {
			n, err := list()
			require.NoError(t, err, name)
			require.Equal(t, 3, n, name)
		}
		mark(t, l, wants("d-0000", 2))
	},
	"FHIR-16 a context that ends while somebody reads ends the reading": func(t *testing.T, l exchange.Ledger) {
		filled(t, l)
		ctx, cancel := context.WithCancel(t.Context())
		defer cancel()
		n, last := 0, error(nil)
		for _, err := range l.Dirty(ctx, epr) {
			if last = err; err != nil {
				break
			}
			if n++; n == 10 {
				cancel()
			}
		}
		require.ErrorIs(t, last, context.Canceled)
		require.Less(t, n, many)
	},
	"FHIR-16 the ledger may be changed while it is read: what stays is given once": func(t *testing.T, l exchange.Ledger) {
		filled(t, l)
		given := map[string]int{}
		for w, err := range l.Dirty(t.Context(), epr) {
			require.NoError(t, err)
			id := w.Name.Record.ID
			if given[id]++; len(given)%20 == 1 && len(given) < many {
				mark(t, l, wants("new-"+id, 1))
				settle(t, l, stands(id, 1))
			}
		}
		for n := range many {
			require.Equal(t, 1, given[fmt.Sprintf("d-%04d", n)])
		}
		seen := 0
		for p, err := range l.Parked(t.Context(), epr) {
			require.NoError(t, err)
			if seen++; seen%20 == 1 {
				require.NoError(t, l.Release(t.Context(), epr, p.Name))
			}
		}
		require.Equal(t, many, seen)
		require.Len(t, waits(t, l), many-many/20)
	},
}

// halves are calls that cannot be done whole.
var halves = map[string]check{
	"FHIR-16 what is answered with an error has not been made in part": func(t *testing.T, l exchange.Ledger) {
		mark(t, l, wants("1", 1), wants("2", 1))
		settle(t, l, stands("3", 1))
		park(t, l, parked("4", 1))
		before := snapshot(t, l, epr)
		for _, bad := range []string{"a\x00b", "a\xff\xfeb"} {
			odd := exchange.Wanted{Name: named(bad), Rev: 1}
			whole(t, l, before, l.MarkDirty(t.Context(), epr, wants("9", 1), odd))
			whole(t, l, before, l.Settle(t.Context(), epr, stands("1", 1), exchange.Settled{Link: exchange.Link{Name: odd.Name, Rev: 1}}))
			whole(t, l, before, l.Settle(t.Context(), epr, stands("1", 1), exchange.Settled{Link: exchange.Link{Name: named("5"), ETag: bad, Rev: 1}}))
			whole(t, l, before, l.Park(t.Context(), epr, parked("1", 1), parked(bad, 1)))
			whole(t, l, before, l.Leave(t.Context(), epr, wants("1", 1), odd))
			whole(t, l, before, l.Later(t.Context(), epr, later("1", 1, at), later(bad, 1, at)))
			whole(t, l, before, l.Arrive(t.Context(), epr, []exchange.Arrival{arrival("x", "1"), {Place: exchange.Place{Type: "Goal", ID: bad}}}, exchange.Checkpoint{Name: "poll", Value: []byte("1")}))
		}
	},
	"FHIR-16 a context that ends in the middle leaves all or nothing": func(t *testing.T, l exchange.Ledger) {
		var wanted []exchange.Wanted
		for n := range many {
			wanted = append(wanted, wants(fmt.Sprintf("d-%04d", n), 1))
		}
		for n := range 8 {
			target := fmt.Sprintf("target-%d", n)
			ctx, cancel := context.WithTimeout(t.Context(), time.Duration(n*n)*100*time.Microsecond)
			err := l.MarkDirty(ctx, target, wanted...)
			cancel()
			there := len(all(t, l.Dirty(t.Context(), target)))
			require.Contains(t, []int{0, many}, there)
			if err == nil {
				require.Equal(t, many, there, "it was answered without an error")
			}
		}
	},
}

// whole asks that a call was made, or that it left everything as it was. After one that
// was made there is nothing to compare with any more.
func whole(t *testing.T, l exchange.Ledger, before picture, err error) {
	t.Helper()
	if err == nil {
		t.SkipNow() // this ledger takes any text: nothing stopped half-way
	}
	var refusal *peer.Refusal
	require.True(t, errors.As(err, &refusal), "text that cannot be kept is refused with reasons")
	require.Equal(t, before, snapshot(t, l, epr))
}

var contexts = map[string]check{
	"FHIR-16 nothing is done for a context that has ended": func(t *testing.T, l exchange.Ledger) {
		mark(t, l, wants("1", 1), wants("2", 1))
		park(t, l, parked("3", 1))
		settle(t, l, stands("4", 1))
		arrive(t, l, time.Time{}, arrival("x", "1"))
		before := snapshot(t, l, epr)
		ctx := ended(t)
		for name, err := range errorsOf(ctx, l) {
			require.ErrorIs(t, err, context.Canceled, name)
		}
		for name, list := range lists(ctx, l, 0) {
			n, err := list()
			require.ErrorIs(t, err, context.Canceled, name)
			require.Zero(t, n, name)
		}
		require.Equal(t, before, snapshot(t, l, epr))
	},
}

// errorsOf calls every method that answers with an error.
func errorsOf(ctx context.Context, l exchange.Ledger) map[string]error {
	_, _, link := l.Link(ctx, epr, named("4"))
	_, claimed := l.Claim(ctx, epr, exchange.Claim{Most: 9, Now: at, Until: at.Add(time.Hour)})
	_, standing := l.Standing(ctx, epr, exchange.Place{Type: "Goal", ID: "at-4"})
	_, checkpoint := l.Checkpoint(ctx, epr, "poll")
	_, counts := l.Status(ctx, epr, at)
	return map[string]error{
		"Link": link, "Claim": claimed, "Standing": standing, "Checkpoint": checkpoint, "Status": counts,
		"MarkDirty": l.MarkDirty(ctx, epr, wants("9", 1)),
		"Settle":    l.Settle(ctx, epr, stands("1", 1)),
		"Expect":    l.Expect(ctx, epr, exchange.Expected{Name: named("4"), Contents: []peer.Digest{"sha256:9"}}),
		"Park":      l.Park(ctx, epr, parked("1", 1)),
		"Release":   l.Release(ctx, epr, named("3")),
		"Dismiss":   l.Dismiss(ctx, epr, named("3")),
		"Later":     l.Later(ctx, epr, later("1", 1, at.Add(time.Hour))),
		"Leave":     l.Leave(ctx, epr, wants("1", 1)),
		"Rest":      l.Rest(ctx, epr, exchange.Resting{Until: at.Add(time.Hour)}),
		"Arrive":    l.Arrive(ctx, epr, []exchange.Arrival{arrival("y", "1")}, exchange.Checkpoint{Name: "poll", Value: []byte("2")}),
		"Take":      l.Take(ctx, epr, arrival("x", "1")),
		"Forget":    l.Forget(ctx, epr, at.AddDate(100, 0, 0)),
	}
}
