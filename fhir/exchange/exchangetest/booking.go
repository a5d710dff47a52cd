package exchangetest

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/fhir/exchange"
)

// entries are the lines of the journal without when they were noted.
func entries(t tb, l exchange.Ledger, target string) []exchange.Entry {
	t.Helper()
	got := all(t, l.Journal(t.Context(), target, time.Time{}))
	for i := range got {
		require.False(t, got[i].At.IsZero() || got[i].Since.IsZero(), "the times are noted")
		require.False(t, got[i].Since.After(got[i].At), "it was noted before something became of it")
		got[i].At, got[i].Since = time.Time{}, time.Time{}
	}
	return got
}

var journal = map[string]check{
	"FHIR-16 the journal says what became of each document, oldest first": func(t *testing.T, l exchange.Ledger) {
		mark(t, l, wants("1", 1), wants("2", 1), wants("3", 1))
		require.NoError(t, l.Later(t.Context(), epr, later("1", 1, at)))
		settle(t, l, stands("1", 1))
		park(t, l, parked("2", 1))
		require.NoError(t, l.Leave(t.Context(), epr, wants("3", 1)))
		codes := []string{exchange.ErrServerSaysNo.String()}
		require.Equal(t, []exchange.Entry{
			{Name: named("1"), Rev: 1, Did: exchange.Hold, Why: codes},
			{Name: named("1"), Rev: 1, Did: exchange.Create, Tries: 1},
			{Name: named("2"), Rev: 1, Did: exchange.Hold, Parked: true, Why: codes},
			{Name: named("3"), Rev: 1, Did: exchange.Keep},
		}, entries(t, l, epr))
	},
	"FHIR-16 what was passed over is not in the journal": func(t *testing.T, l exchange.Ledger) {
		settle(t, l, stands("1", 2))
		mark(t, l, wants("2", 2))
		require.NoError(t, l.Later(t.Context(), epr, later("2", 1, at), later("nobody", 1, at)))
		park(t, l, parked("1", 1), parked("2", 1))
		require.NoError(t, l.Release(t.Context(), epr, named("1")))
		require.Len(t, entries(t, l, epr), 1)
	},
	"FHIR-16 the journal is read from a time on, and forgets what is older": func(t *testing.T, l exchange.Ledger) {
		settle(t, l, stands("1", 1))
		when := all(t, l.Journal(t.Context(), epr, time.Time{}))[0].At
		require.Len(t, all(t, l.Journal(t.Context(), epr, when)), 1)
		require.Empty(t, all(t, l.Journal(t.Context(), epr, when.Add(time.Second))))
		require.NoError(t, l.Forget(t.Context(), epr, when))
		require.Len(t, entries(t, l, epr), 1, "one of that very moment is not older")
		require.NoError(t, l.Forget(t.Context(), "b", when.Add(time.Second)))
		require.Len(t, entries(t, l, epr), 1, "another target's")
		require.NoError(t, l.Forget(t.Context(), epr, when.Add(time.Second)))
		require.Empty(t, entries(t, l, epr))
		require.Equal(t, stands("1", 1).Link, link(t, l, "1"), "nothing else is forgotten")
		noted(t, status(t, l, at).Settled)
	},
}

var counting = map[string]check{
	"FHIR-16 a status counts what there is": func(t *testing.T, l exchange.Ledger) {
		mark(t, l, wants("1", 1), wants("2", 1), wants("3", 1), wants("4", 1))
		require.Len(t, claim(t, l, 1, at), 1)
		require.NoError(t, l.Later(t.Context(), epr, later("2", 1, at.Add(time.Minute))))
		park(t, l, parked("5", 1), parked("6", 1))
		require.NoError(t, l.Dismiss(t.Context(), epr, named("6")))
		require.NoError(t, l.Arrive(t.Context(), epr, []exchange.Arrival{arrival("x", "1"), arrival("y", "1")}, exchange.Checkpoint{Name: "poll"}))
		s := status(t, l, at)
		require.True(t, s.Settled.IsZero(), "nothing was settled yet")
		settle(t, l, stands("7", 1), stands("8", 1), stands("9", 1))
		s = status(t, l, at)
		noted(t, s.Oldest)
		noted(t, s.Settled)
		require.Equal(t, exchange.Status{Dirty: 4, Claimed: 1, Waiting: 1, Parked: 1, Dismissed: 1, Standing: 3, Arrived: 2}, without(s))
		s = status(t, l, at.Add(time.Minute))
		require.Equal(t, 0, s.Waiting, "it is due by then")
		s = status(t, l, at.Add(time.Hour))
		require.Equal(t, 0, s.Claimed, "the claim is over by then")
		require.Equal(t, 4, s.Dirty)
	},
	"FHIR-16 what is in somebody's hands is not counted as waiting": func(t *testing.T, l exchange.Ledger) {
		mark(t, l, wants("1", 1))
		require.NoError(t, l.Later(t.Context(), epr, later("1", 1, at)))
		require.Len(t, claim(t, l, 1, at), 1)
		require.Equal(t, exchange.Status{Dirty: 1, Claimed: 1}, without(status(t, l, at.Add(-time.Minute))))
	},
	"FHIR-16 nothing dirty: there is no oldest": func(t *testing.T, l exchange.Ledger) {
		mark(t, l, wants("1", 1))
		settle(t, l, stands("1", 1))
		require.Zero(t, status(t, l, at).Oldest)
	},
}
