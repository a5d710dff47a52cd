package exchangetest

import (
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/fhir/exchange"
	"github.com/towpath-care/towpath/peer"
)

// standing puts a document into a place.
func standing(t *testing.T, l exchange.Ledger, name, place string) {
	t.Helper()
	settle(t, l, exchange.Settled{Link: exchange.Link{Name: named(name), ID: place, Rev: 1}})
}

// behind are the places of the links that stand behind a place.
func behind(t *testing.T, l exchange.Ledger, place exchange.Place) (out []string) {
	t.Helper()
	for _, link := range all(t, l.Links(t.Context(), epr, place)) {
		out = append(out, link.ID)
	}
	return out
}

var places = map[string]check{
	"FHIR-18 links come by place, byte by byte, behind a place that need not be there": func(t *testing.T, l exchange.Ledger) {
		standing(t, l, "1", "b")
		standing(t, l, "2", "a")
		standing(t, l, "3", "Z")
		standing(t, l, "4", "a-1")
		require.Equal(t, []string{"Z", "a", "a-1", "b"}, behind(t, l, exchange.Place{}))
		require.Equal(t, []string{"a-1", "b"}, behind(t, l, exchange.Place{Type: "Goal", ID: "a"}))
		require.Equal(t, []string{"a-1", "b"}, behind(t, l, exchange.Place{Type: "Goal", ID: "a+"}))
		require.Empty(t, behind(t, l, exchange.Place{Type: "Goal", ID: "b"}))
		require.Empty(t, behind(t, l, exchange.Place{Type: "Task"}))
		require.Empty(t, all(t, l.Links(t.Context(), "b", exchange.Place{})))
	},
	"FHIR-18 several documents in one place, and one that has moved": func(t *testing.T, l exchange.Ledger) {
		standing(t, l, "1", "plan")
		standing(t, l, "2", "plan")
		require.Equal(t, []string{"plan", "plan"}, behind(t, l, exchange.Place{}))
		standing(t, l, "1", "moved")
		require.Equal(t, []string{"moved", "plan"}, behind(t, l, exchange.Place{}))
		there, err := l.Standing(t.Context(), epr, exchange.Place{Type: "Goal", ID: "plan"}, exchange.Place{Type: "Goal", ID: "nobody"})
		require.NoError(t, err)
		require.Len(t, there, 1)
	},
	"FHIR-18 more links than are read at a time, also in one place, and a reader who has enough": func(t *testing.T, l exchange.Ledger) {
		var done []exchange.Settled
		for n := range many {
			done = append(done, exchange.Settled{Link: exchange.Link{Name: named(fmt.Sprintf("s-%04d", n)), ID: fmt.Sprintf("%04d", n%400), Rev: 1}})
		}
		settle(t, l, done...)
		require.Len(t, behind(t, l, exchange.Place{}), many)
		for range l.Links(t.Context(), epr, exchange.Place{}) {
			break
		}
	},
	"FHIR-18 a version that has arrived is not unseen until it is taken and forgotten": func(t *testing.T, l exchange.Ledger) {
		one, two := arrival("1", "1"), arrival("1", "2")
		one.Ours = named("g")
		unseen := func() []exchange.Arrival {
			t.Helper()
			out, err := l.Unseen(t.Context(), epr, two, one)
			require.NoError(t, err)
			return out
		}
		forget := func(minute time.Duration) { arrive(t, l, at.Add(minute*time.Minute)) }
		require.Equal(t, []exchange.Arrival{two, one}, unseen())
		arrive(t, l, at.Add(time.Hour), one)
		require.Equal(t, []exchange.Arrival{two}, unseen(), "it waits, however old it is")
		arrive(t, l, at.Add(time.Hour), one)
		require.Len(t, arrived(t, l, epr), 1)
		require.NoError(t, l.Take(t.Context(), epr, one))
		require.Equal(t, []exchange.Arrival{two}, unseen(), "it is taken, and not forgotten")
		forget(1)
		require.Equal(t, []exchange.Arrival{two}, unseen(), "what was written at that time is not older")
		forget(2)
		require.Equal(t, []exchange.Arrival{two, one}, unseen())
		out, err := l.Unseen(t.Context(), epr)
		require.NoError(t, err)
		require.Empty(t, out)
	},
	"FHIR-16 a link keeps what is known of what stands there": func(t *testing.T, l exchange.Ledger) {
		whole := stands("1", 1)
		whole.Whole = "sha256:w"
		settle(t, l, whole)
		require.NoError(t, l.Expect(t.Context(), epr, exchange.Expected{Name: named("1"), Contents: []peer.Digest{"sha256:2"}}))
		require.EqualValues(t, "sha256:w", link(t, l, "1").Whole)
		settle(t, l, stands("1", 2))
		require.Empty(t, link(t, l, "1").Whole)
	},
	"FHIR-09 what was written and waits for somebody all the same is parked in the same revision": func(t *testing.T, l exchange.Ledger) {
		mark(t, l, wants("1", 3))
		settle(t, l, stands("1", 3))
		park(t, l, parked("1", 3))
		require.Empty(t, dirty(t, l))
		require.Len(t, waits(t, l), 1)
		require.EqualValues(t, 3, link(t, l, "1").Rev)
	},
}
