package exchangetest

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/fhir/exchange"
	"github.com/towpath-care/towpath/peer"
)

var claiming = map[string]check{
	"FHIR-16 a claim gives no more than was asked for": func(t *testing.T, l exchange.Ledger) {
		mark(t, l, wants("1", 1), wants("2", 1), wants("3", 1))
		require.Empty(t, claim(t, l, 0, at))
		require.Empty(t, claim(t, l, -1, at))
		require.Equal(t, []string{"1", "2"}, ids(claim(t, l, 2, at)))
		require.Equal(t, []string{"3"}, ids(claim(t, l, 2, at)))
	},
	"FHIR-16 what others refer to comes first, then what was noted first": func(t *testing.T, l exchange.Ledger) {
		of := func(resource, id string) exchange.Wanted {
			return exchange.Wanted{Name: exchange.Name{Type: resource, Record: peer.Ref{Kind: "goal", ID: id}}, Rev: 1}
		}
		mark(t, l, of("Encounter", "1"), of("CarePlan", "2"), of("Goal", "4"), of("Goal", "3"), of("Organization", "5"))
		require.Equal(t, []string{"5", "4", "3", "2", "1"}, ids(claim(t, l, 9, at)))
		require.Equal(t, []string{"1", "2", "4", "3", "5"}, recordsOf(dirty(t, l)), "a claim changes nothing of what is dirty")
	},
	"FHIR-16 who claims has it to itself until the claim ends": func(t *testing.T, l exchange.Ledger) {
		mark(t, l, wants("1", 1))
		require.Len(t, claim(t, l, 1, at), 1)
		require.Empty(t, claim(t, l, 1, at))
		require.Empty(t, claim(t, l, 1, at.Add(time.Hour-time.Millisecond)))
		require.Len(t, claim(t, l, 1, at.Add(time.Hour)), 1, "a claim that is over is nobody's")
		require.Empty(t, claim(t, l, 1, at.Add(time.Hour)))
	},
	"FHIR-16 a claim says where the document stood": func(t *testing.T, l exchange.Ledger) {
		settle(t, l, stands("2", 1))
		mark(t, l, wants("1", 1), wants("2", 2))
		got := claim(t, l, 2, at)
		require.Equal(t, wants("1", 1), got[0].Wanted)
		require.False(t, got[0].Known)
		require.Zero(t, got[0].Link)
		require.True(t, got[1].Known)
		require.Equal(t, stands("2", 1).Link, got[1].Link)
		noted(t, got[1].Since)
	},
	"FHIR-16 what is left here is neither dirty nor parked": func(t *testing.T, l exchange.Ledger) {
		mark(t, l, wants("1", 1), wants("2", 2), wants("5", 1))
		park(t, l, parked("3", 1), parked("4", 2))
		require.Len(t, claim(t, l, 9, at), 3)
		require.NoError(t, l.Leave(t.Context(), epr, wants("1", 1), wants("2", 1), wants("3", 1), wants("4", 1), wants("nobody", 1)))
		require.Equal(t, []exchange.Wanted{wants("2", 2), wants("5", 1)}, dirty(t, l), "a newer revision stays dirty")
		require.Equal(t, []exchange.Parked{parked("4", 2)}, waits(t, l), "a newer revision stays parked")
		require.Equal(t, []string{"2"}, ids(claim(t, l, 9, at)), "and is in nobody's hands")
		unlinked(t, l, "1")
		mark(t, l, wants("1", 1))
		require.Contains(t, dirty(t, l), wants("1", 1), "the host marks it again when it may go")
	},
}

func recordsOf(wanted []exchange.Wanted) (out []string) {
	for _, w := range wanted {
		out = append(out, w.Name.Record.ID)
	}
	return out
}

func later(id string, rev peer.Rev, due time.Time) exchange.Postponed {
	return exchange.Postponed{Wanted: wants(id, rev), Due: due, Why: because()}
}

var putOff = map[string]check{
	"FHIR-16 what is put off without a reason is given back as it was": func(t *testing.T, l exchange.Ledger) {
		mark(t, l, wants("1", 1))
		require.Len(t, claim(t, l, 1, at), 1)
		back := later("1", 1, at.Add(time.Hour))
		back.Why = nil
		require.NoError(t, l.Later(t.Context(), epr, back))
		require.Empty(t, all(t, l.Waiting(t.Context(), epr)))
		require.Empty(t, all(t, l.Journal(t.Context(), epr, time.Time{})))
		again := claim(t, l, 1, at)
		require.Equal(t, []string{"1"}, ids(again))
		require.Zero(t, again[0].Tries)
	},
	"FHIR-16 what was put off is not claimed before it is due": func(t *testing.T, l exchange.Ledger) {
		mark(t, l, wants("1", 1), wants("2", 1))
		require.Len(t, claim(t, l, 1, at), 1)
		require.NoError(t, l.Later(t.Context(), epr, later("1", 1, at.Add(time.Minute))))
		require.Equal(t, []string{"2"}, ids(claim(t, l, 9, at)))
		require.Empty(t, claim(t, l, 9, at.Add(time.Minute-time.Millisecond)))
		got := claim(t, l, 9, at.Add(time.Minute))
		require.Equal(t, []string{"1"}, ids(got), "its claim had ended, though its time was not over")
		require.Equal(t, 1, got[0].Tries)
		require.NoError(t, l.Later(t.Context(), epr, later("1", 1, at)))
		require.Equal(t, 2, claim(t, l, 9, at.Add(time.Minute))[0].Tries)
	},
	"FHIR-16 what was put off says when it is due and why, in the order of its names": func(t *testing.T, l exchange.Ledger) {
		mark(t, l, wants("2", 1), wants("1", 1), wants("3", 1))
		want := []exchange.Postponed{later("1", 1, at.Add(time.Hour)), later("2", 1, at.Add(time.Minute))}
		require.NoError(t, l.Later(t.Context(), epr, want[1], want[0]))
		got := all(t, l.Waiting(t.Context(), epr))
		require.Len(t, got, 2)
		for i, w := range want {
			require.True(t, got[i].Due.Equal(w.Due), "due")
			got[i].Due, w.Due = time.Time{}, time.Time{}
			require.Equal(t, w, got[i])
		}
		settle(t, l, stands("1", 1))
		mark(t, l, wants("2", 2))
		require.Empty(t, all(t, l.Waiting(t.Context(), epr)))
	},
	"FHIR-16 put off in an older revision: the newer one is due at once": func(t *testing.T, l exchange.Ledger) {
		mark(t, l, wants("1", 1))
		require.Len(t, claim(t, l, 1, at), 1)
		mark(t, l, wants("1", 2))
		require.NoError(t, l.Later(t.Context(), epr, later("1", 1, at.Add(time.Hour))))
		got := claim(t, l, 1, at)
		require.Equal(t, []string{"1"}, ids(got))
		require.Zero(t, got[0].Tries)
	},
	"FHIR-16 what is not dirty cannot be put off": func(t *testing.T, l exchange.Ledger) {
		park(t, l, parked("2", 1))
		require.NoError(t, l.Later(t.Context(), epr, later("1", 1, at), later("2", 1, at)))
		require.Empty(t, dirty(t, l))
		require.Equal(t, []exchange.Parked{parked("2", 1)}, waits(t, l))
		require.Empty(t, all(t, l.Waiting(t.Context(), epr)))
	},
	"FHIR-16 put off twice in one call is tried twice": func(t *testing.T, l exchange.Ledger) {
		mark(t, l, wants("1", 1))
		require.NoError(t, l.Later(t.Context(), epr, later("1", 1, at.Add(time.Hour)), later("1", 1, at)))
		require.Equal(t, 2, claim(t, l, 1, at)[0].Tries)
	},
}

var resting = map[string]check{
	"FHIR-16 while a target rests nothing is claimed": func(t *testing.T, l exchange.Ledger) {
		mark(t, l, wants("1", 1))
		rest := func(until time.Time) {
			require.NoError(t, l.Rest(t.Context(), epr, exchange.Resting{Until: until, Why: because()}))
		}
		rest(at.Add(2 * time.Hour))
		rest(at.Add(time.Hour))
		require.Empty(t, claim(t, l, 1, at))
		s := status(t, l, at)
		require.True(t, s.Resting.Until.Equal(at.Add(time.Hour)), "the last call counts")
		require.Equal(t, because(), s.Resting.Why)
		require.Zero(t, status(t, l, at.Add(time.Hour)).Resting)
		require.Len(t, claim(t, l, 1, at.Add(time.Hour)), 1)
	},
	"FHIR-16 the zero time ends a rest": func(t *testing.T, l exchange.Ledger) {
		mark(t, l, wants("1", 1))
		require.NoError(t, l.Rest(t.Context(), epr, exchange.Resting{Until: at.Add(time.Hour), Why: because()}))
		require.NoError(t, l.Rest(t.Context(), epr, exchange.Resting{}))
		require.Zero(t, status(t, l, at).Resting)
		require.Len(t, claim(t, l, 1, at), 1)
		settle(t, l, stands("1", 1))
		require.NoError(t, l.Rest(t.Context(), epr, exchange.Resting{Until: at.Add(time.Hour)}))
		noted(t, status(t, l, at).Settled)
	},
}
