package exchangetest

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/fhir/exchange"
	"github.com/towpath-care/towpath/peer"
)

var marking = map[string]check{
	"FHIR-16 an empty ledger knows nothing": func(t *testing.T, l exchange.Ledger) {
		require.Empty(t, dirty(t, l))
		require.Empty(t, waits(t, l))
		unlinked(t, l, "1")
		require.Empty(t, claim(t, l, 10, at))
		require.Equal(t, exchange.Status{}, status(t, l, at))
	},
	"FHIR-16 nothing marked is nothing done": func(t *testing.T, l exchange.Ledger) {
		mark(t, l)
		require.Empty(t, dirty(t, l))
	},
	"FHIR-16 noted twice is noted once, in the order of the first time, with the newest revision": func(t *testing.T, l exchange.Ledger) {
		mark(t, l, wants("2", 5), wants("1", 1))
		mark(t, l, wants("1", 2), wants("2", 3))
		require.Equal(t, []exchange.Wanted{wants("2", 5), wants("1", 2)}, dirty(t, l))
	},
	"FHIR-16 named twice in one call is noted once too": func(t *testing.T, l exchange.Ledger) {
		mark(t, l, wants("2", 1), wants("1", 3), wants("2", 4), wants("1", 2))
		require.Equal(t, []exchange.Wanted{wants("2", 4), wants("1", 3)}, dirty(t, l))
	},
	"FHIR-16 named twice in one call while it is parked: the newer one is noted, in its place": func(t *testing.T, l exchange.Ledger) {
		park(t, l, parked("1", 4))
		mark(t, l, wants("1", 3), wants("2", 1), wants("1", 5))
		require.Equal(t, []exchange.Wanted{wants("2", 1), wants("1", 5)}, dirty(t, l))
		require.Empty(t, waits(t, l))
		park(t, l, parked("3", 4))
		mark(t, l, wants("3", 4), wants("3", 5), wants("4", 1))
		require.Equal(t, []exchange.Wanted{wants("2", 1), wants("1", 5), wants("3", 5), wants("4", 1)}, dirty(t, l))
	},
	"FHIR-16 type, kind, id and part tell documents apart, whatever they are": func(t *testing.T, l exchange.Ledger) {
		var want []exchange.Wanted
		for _, of := range []string{"Goal", "Task"} {
			for _, kind := range []peer.Kind{"goal", "concern"} {
				for _, id := range []string{"1", "1/2", "'; drop table x; --", "%_\\\"{}[]$1?1:a", "Łódź 🙂 é", "{prefix}"} {
					for _, part := range []string{"", "1", "2 of 3"} {
						want = append(want, exchange.Wanted{Name: exchange.Name{Type: of, Record: peer.Ref{Kind: kind, ID: id}, Part: part}, Rev: peer.Rev(len(want) + 1)})
					}
				}
			}
		}
		mark(t, l, want...)
		require.Equal(t, want, dirty(t, l))
	},
	"FHIR-16 one target knows nothing of another": func(t *testing.T, l exchange.Ledger) {
		mark(t, l, wants("1", 1))
		require.NoError(t, l.Settle(t.Context(), "b", stands("1", 9)))
		require.NoError(t, l.Park(t.Context(), "b", parked("1", 9)))
		require.NoError(t, l.Leave(t.Context(), "b", wants("1", 9)))
		require.NoError(t, l.Rest(t.Context(), "b", exchange.Resting{Until: at.Add(time.Hour)}))
		require.NoError(t, l.Arrive(t.Context(), "b", []exchange.Arrival{arrival("x", "1")}, exchange.Checkpoint{Name: "poll", Value: []byte("1")}))
		require.Len(t, dirty(t, l), 1)
		require.Empty(t, waits(t, l))
		unlinked(t, l, "1")
		require.Empty(t, all(t, l.Journal(t.Context(), epr, time.Time{})))
		require.Empty(t, all(t, l.Arrived(t.Context(), epr)))
		require.Equal(t, exchange.Status{Dirty: 1}, without(status(t, l, at)))
		require.Len(t, claim(t, l, 1, at), 1)
	},
	"FHIR-16 a newer revision of what was put off is due at once, and as if never tried": func(t *testing.T, l exchange.Ledger) {
		mark(t, l, wants("1", 1))
		since := claim(t, l, 1, at)[0].Since
		noted(t, since)
		require.NoError(t, l.Later(t.Context(), epr, exchange.Postponed{Wanted: wants("1", 1), Due: at.Add(time.Hour), Why: because()}))
		mark(t, l, wants("1", 1))
		require.Empty(t, claim(t, l, 1, at), "the same revision is no reason to try again")
		mark(t, l, wants("1", 2))
		got := claim(t, l, 1, at)
		require.Equal(t, []exchange.Claimed{{Wanted: wants("1", 2), Since: since}}, got, "and it is still known when it was first noted")
	},
	"FHIR-16 a newer revision does not take a document out of the hands of who has it": func(t *testing.T, l exchange.Ledger) {
		mark(t, l, wants("1", 1))
		require.Len(t, claim(t, l, 1, at), 1)
		mark(t, l, wants("1", 2))
		require.Empty(t, claim(t, l, 1, at))
		require.Len(t, claim(t, l, 1, at.Add(time.Hour)), 1)
	},
}

// without leaves out of a status when something was noted.
func without(s exchange.Status) exchange.Status {
	s.Oldest, s.Settled = time.Time{}, time.Time{}
	return s
}
