package exchangetest

import (
	"strconv"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/fhir/exchange"
	"github.com/towpath-care/towpath/peer"
)

// arrival is a version of a goal there, written at that minute.
func arrival(id, version string) exchange.Arrival {
	minute, _ := strconv.Atoi(version)
	return exchange.Arrival{Place: exchange.Place{Type: "Goal", ID: id}, ETag: `W/"` + version + `"`, Updated: at.Add(time.Duration(minute) * time.Minute)}
}

func arrive(t *testing.T, l exchange.Inbox, forget time.Time, found ...exchange.Arrival) {
	t.Helper()
	require.NoError(t, l.Arrive(t.Context(), epr, found, exchange.Checkpoint{Name: "poll", Value: []byte("x"), Forget: forget}))
}

// arrived is what has not been taken, with its times in UTC.
func arrived(t tb, l exchange.Inbox, target string) []exchange.Arrival {
	t.Helper()
	got := all(t, l.Arrived(t.Context(), target))
	for i := range got {
		got[i].Updated = got[i].Updated.UTC()
	}
	return got
}

var arriving = map[string]check{
	"FHIR-17 what has arrived is given back in its order, until it is taken": func(t *testing.T, l exchange.Ledger) {
		removed := exchange.Arrival{Place: exchange.Place{Type: "CarePlan", ID: "é'"}, Removed: true}
		ours := arrival("b", "2")
		ours.Ours = exchange.Name{Type: "Goal", Record: peer.Ref{Kind: "goal", ID: "g'1"}, Part: "2"}
		arrive(t, l, time.Time{}, ours, removed)
		arrive(t, l, time.Time{}, arrival("a", "1"), arrival("a", "3"))
		require.Equal(t, []exchange.Arrival{ours, removed, arrival("a", "1"), arrival("a", "3")}, arrived(t, l, epr))
		require.NoError(t, l.Take(t.Context(), epr, removed, arrival("a", "3"), arrival("nobody", "1")))
		require.Equal(t, []exchange.Arrival{ours, arrival("a", "1")}, arrived(t, l, epr))
		require.NoError(t, l.Take(t.Context(), "b", ours))
		require.Len(t, arrived(t, l, epr), 2, "another target's")
	},
	"FHIR-17 a version arrives once, also when it has been taken": func(t *testing.T, l exchange.Ledger) {
		arrive(t, l, time.Time{}, arrival("a", "1"), arrival("a", "1"))
		arrive(t, l, time.Time{}, arrival("a", "1"), arrival("a", "2"))
		require.Len(t, arrived(t, l, epr), 2)
		require.NoError(t, l.Take(t.Context(), epr, arrived(t, l, epr)...))
		arrive(t, l, time.Time{}, arrival("a", "2"), arrival("a", "1"), arrival("b", "1"))
		require.Equal(t, []exchange.Arrival{arrival("b", "1")}, arrived(t, l, epr))
	},
	"FHIR-17 what the checkpoint forgets may arrive again": func(t *testing.T, l exchange.Ledger) {
		arrive(t, l, time.Time{}, arrival("a", "1"), arrival("a", "2"))
		require.NoError(t, l.Take(t.Context(), epr, arrived(t, l, epr)...))
		arrive(t, l, at.Add(2*time.Minute))
		arrive(t, l, at.Add(2*time.Minute), arrival("a", "1"), arrival("a", "2"))
		require.Equal(t, []exchange.Arrival{arrival("a", "1")}, arrived(t, l, epr), "one of that very moment is remembered")
	},
	"FHIR-17 forgetting takes nothing from what has not been taken": func(t *testing.T, l exchange.Ledger) {
		arrive(t, l, time.Time{}, arrival("a", "1"))
		arrive(t, l, at.Add(time.Hour))
		require.Len(t, arrived(t, l, epr), 1)
	},
	"FHIR-17 forgetting takes nothing from what another target has seen": func(t *testing.T, l exchange.Ledger) {
		arrive(t, l, time.Time{}, arrival("a", "1"))
		require.NoError(t, l.Take(t.Context(), epr, arrived(t, l, epr)...))
		require.NoError(t, l.Arrive(t.Context(), "b", nil, exchange.Checkpoint{Name: "poll", Forget: at.Add(time.Hour)}))
		arrive(t, l, time.Time{}, arrival("a", "1"))
		require.Empty(t, arrived(t, l, epr))
	},
	"FHIR-17 a checkpoint is what was stored last under its name": func(t *testing.T, l exchange.Ledger) {
		read := func(target, name string) []byte {
			value, err := l.Checkpoint(t.Context(), target, name)
			require.NoError(t, err)
			return value
		}
		require.Empty(t, read(epr, "poll"))
		value := []byte("first\x00\xff")
		require.NoError(t, l.Arrive(t.Context(), epr, nil, exchange.Checkpoint{Name: "poll", Value: value}))
		value[0] = 'x'
		require.Equal(t, []byte("first\x00\xff"), read(epr, "poll"), "it is the ledger's own copy")
		require.NoError(t, l.Arrive(t.Context(), epr, nil, exchange.Checkpoint{Name: "sweep", Value: []byte("other")}))
		require.NoError(t, l.Arrive(t.Context(), epr, nil, exchange.Checkpoint{Name: "poll", Value: []byte("second")}))
		require.Equal(t, []byte("second"), read(epr, "poll"))
		require.Equal(t, []byte("other"), read(epr, "sweep"))
		require.Empty(t, read("b", "poll"))
		require.NoError(t, l.Arrive(t.Context(), epr, nil, exchange.Checkpoint{Name: "poll"}))
		require.Empty(t, read(epr, "poll"))
	},
	"FHIR-17 what stands in a place is found, and nothing of nobody's": func(t *testing.T, l exchange.Ledger) {
		settle(t, l, stands("1", 1), stands("2", 1), stands("3", 1))
		plan := stands("1", 1)
		plan.Name.Type = "CarePlan"
		settle(t, l, plan)
		place := func(of, id string) exchange.Place { return exchange.Place{Type: of, ID: id} }
		got, err := l.Standing(t.Context(), epr, place("Goal", "at-1"), place("Goal", "at-3"), place("Goal", "at-1"), place("Goal", "nobody"), place("CarePlan", "at-2"))
		require.NoError(t, err)
		require.ElementsMatch(t, []exchange.Link{stands("1", 1).Link, stands("3", 1).Link}, got)
		got, err = l.Standing(t.Context(), epr)
		require.NoError(t, err)
		require.Empty(t, got)
		got, err = l.Standing(t.Context(), "b", place("Goal", "at-1"))
		require.NoError(t, err)
		require.Empty(t, got)
	},
	"FHIR-17 a link that moved to another place is found there only": func(t *testing.T, l exchange.Ledger) {
		settle(t, l, stands("1", 1))
		moved := stands("1", 2)
		moved.ID = "elsewhere"
		settle(t, l, moved)
		got, err := l.Standing(t.Context(), epr, exchange.Place{Type: "Goal", ID: "at-1"}, exchange.Place{Type: "Goal", ID: "elsewhere"})
		require.NoError(t, err)
		require.Equal(t, []exchange.Link{moved.Link}, got)
	},
}
