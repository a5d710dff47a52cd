package exchange_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/fhir/exchange"
)

func TestMemoryInbox(t *testing.T) {
	day := func(n int) time.Time { return time.Date(2026, 3, n, 9, 0, 0, 0, time.UTC) }
	arrival := func(id, etag string, updated time.Time) exchange.Arrival {
		return exchange.Arrival{Place: exchange.Place{Type: "Goal", ID: id}, ETag: etag, Updated: updated}
	}
	upTo := func(forget time.Time) exchange.Checkpoint {
		return exchange.Checkpoint{Name: "x", Value: []byte("1"), Forget: forget}
	}
	settle := func(t *testing.T, l exchange.Ledger, name, id string) {
		require.NoError(t, l.Settle(t.Context(), "a", exchange.Settled{Link: exchange.Link{Name: named(name), ID: id, Rev: 1}}))
	}
	ids := func(t *testing.T, l exchange.Ledger, behind exchange.Place) (out []string) {
		for _, link := range all(t, l.Links(t.Context(), "a", behind)) {
			out = append(out, link.ID)
		}
		return out
	}
	t.Run("FHIR-18 links by place, byte by byte, behind a place that need not be there", func(t *testing.T) {
		l := &exchange.MemoryLedger{}
		settle(t, l, "1", "b")
		settle(t, l, "2", "a")
		settle(t, l, "3", "Z")
		settle(t, l, "4", "a-1")
		require.Equal(t, []string{"Z", "a", "a-1", "b"}, ids(t, l, exchange.Place{}))
		require.Equal(t, []string{"a-1", "b"}, ids(t, l, exchange.Place{Type: "Goal", ID: "a"}))
		require.Equal(t, []string{"a-1", "b"}, ids(t, l, exchange.Place{Type: "Goal", ID: "a+"}))
		require.Empty(t, ids(t, l, exchange.Place{Type: "Goal", ID: "b"}))
		require.Empty(t, ids(t, l, exchange.Place{Type: "Task"}))
		require.Empty(t, all(t, l.Links(t.Context(), "b", exchange.Place{})))
	})
	t.Run("FHIR-18 several documents in one place, and one that has moved", func(t *testing.T) {
		l := &exchange.MemoryLedger{}
		settle(t, l, "1", "plan")
		settle(t, l, "2", "plan")
		require.Equal(t, []string{"plan", "plan"}, ids(t, l, exchange.Place{}))
		settle(t, l, "1", "moved")
		require.Equal(t, []string{"moved", "plan"}, ids(t, l, exchange.Place{}))
		there, err := l.Standing(t.Context(), "a", exchange.Place{Type: "Goal", ID: "plan"}, exchange.Place{Type: "Goal", ID: "nobody"})
		require.NoError(t, err)
		require.Len(t, there, 1)
	})
	t.Run("FHIR-18 more links than are looked up at a time, and a reader who has enough", func(t *testing.T) {
		l := &exchange.MemoryLedger{}
		for n := range 250 {
			settle(t, l, time.Duration(n).String(), time.Duration(n).String())
		}
		require.Len(t, ids(t, l, exchange.Place{}), 250)
		for range l.Links(t.Context(), "a", exchange.Place{}) {
			break
		}
	})
	t.Run("FHIR-18 a version that has arrived is not unseen until it is taken and forgotten", func(t *testing.T) {
		l := &exchange.MemoryLedger{}
		one, two := arrival("1", `W/"2"`, day(1)), arrival("1", `W/"3"`, day(2))
		unseen := func() []exchange.Arrival {
			out, err := l.Unseen(t.Context(), "a", two, one)
			require.NoError(t, err)
			return out
		}
		require.Equal(t, []exchange.Arrival{two, one}, unseen())
		require.NoError(t, l.Arrive(t.Context(), "a", []exchange.Arrival{one}, upTo(day(9))))
		require.Equal(t, []exchange.Arrival{two}, unseen(), "it waits, however old it is")
		require.NoError(t, l.Arrive(t.Context(), "a", []exchange.Arrival{one}, upTo(day(9))))
		require.Len(t, all(t, l.Arrived(t.Context(), "a")), 1)
		require.NoError(t, l.Take(t.Context(), "a", one))
		require.Equal(t, []exchange.Arrival{two}, unseen(), "it is taken, and not forgotten")
		require.NoError(t, l.Arrive(t.Context(), "a", nil, upTo(day(1))))
		require.Equal(t, []exchange.Arrival{two}, unseen(), "what was written at that time is not older")
		require.NoError(t, l.Arrive(t.Context(), "a", nil, upTo(day(2))))
		require.Equal(t, []exchange.Arrival{two, one}, unseen())
	})
}
