package worker_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/peer"
	"github.com/towpath-care/towpath/peer/worker"
)

// dueOf is the deadline with this in its id.
func dueOf(t testing.TB, list []peer.Deadline, id string) peer.Deadline {
	t.Helper()
	i := slices.IndexFunc(list, func(d peer.Deadline) bool { return strings.HasSuffix(d.ID, id) })
	require.GreaterOrEqual(t, i, 0, "%v", list)
	return list[i]
}

func TestTrainingDue(t *testing.T) {
	m, p := membersOf(t)[worker.Active], policy(t)
	due := func(at string, list ...peer.Record) []peer.Deadline {
		return worker.TrainingDue(m, list, p, on(at))
	}
	t.Run("PEER-03 twelve weeks from the start, on a bank holiday and not rolled off it", func(t *testing.T) {
		for at, state := range map[string]peer.DeadlineState{"2026-05-24T10:00Z": peer.DeadlineOpen, "2026-05-24T23:00Z": peer.DeadlineDueToday, "2026-05-25T22:59Z": peer.DeadlineDueToday, "2026-05-25T23:00Z": peer.DeadlineOverdue} {
			require.Equal(t, peer.Deadline{ID: "PEER-03.peer-worker/m4.care-certificate", Rule: row("PEER-03", worker.ErrTrainingOpen), About: m.Ref(), Owes: peer.PartyWorker, Owner: peer.Actor{Staff: jess},
				Since: on("2026-03-02T00:00Z"), Due: peer.DueOn(date("2026-05-25")), State: state, Policy: p.Digest()}, dueOf(t, due(at), "care-certificate"), at)
		}
	})
	t.Run("PEER-05 six months from the start", func(t *testing.T) {
		d := dueOf(t, due(evaluated), "peer-certificate")
		require.Equal(t, "2026-09-02", d.Due.String())
		require.Equal(t, row("PEER-05", worker.ErrTrainingOpen), d.Rule)
		late := then(t, membersOf(t)[worker.Active], worker.SetStart{On: date("2025-08-31")})
		require.Equal(t, "2026-02-28", dueOf(t, worker.TrainingDue(late, nil, p, on(evaluated)), "peer-certificate").Due.String(), "a month that is too short ends with its last day")
	})
	t.Run("PEER-12 an induction is held by the supervisor", func(t *testing.T) {
		d := dueOf(t, due(evaluated), "induction")
		require.Equal(t, []any{"2026-03-16", peer.PartyLine, iris}, []any{d.Due.String(), d.Owes, d.Owner.Staff})
	})
	t.Run("PEER-03 met in time, and met late", func(t *testing.T) {
		for day, state := range map[string]peer.DeadlineState{"2026-05-25": peer.DeadlineMet, "2026-05-26": peer.DeadlineMetLate} {
			d := dueOf(t, due("2026-06-01T10:00Z", of(t, worker.CareCertificate, 0, day)), "care-certificate")
			require.Equal(t, state, d.State)
			require.Equal(t, date(day), p.Calendar().Day(d.Met))
		}
		require.Equal(t, peer.DeadlineOverdue, dueOf(t, due("2026-05-26T00:00Z", of(t, worker.CareCertificate, 0, "2026-05-27")), "care-certificate").State, "as it stood then")
	})
	t.Run("PEER-06 a subject is there from the start, and refreshed", func(t *testing.T) {
		d := dueOf(t, due("2026-03-02T10:00Z"), "PEER-06.peer-worker/m4.fire")
		require.Equal(t, []any{"2026-03-02", peer.DeadlineDueToday}, []any{d.Due.String(), d.State})
		last := []peer.Record{refreshed(t, "fire", "2025-05-01"), refreshed(t, "fire", "2024-05-01"), kept(t, func(c *worker.RecordTraining) {
			c.Subject, c.On, c.Result = "fire", date("2026-02-01"), worker.NotYetPassed
		})}
		d = dueOf(t, due("2026-05-02T10:00Z", last...), "fire.2025-05-01")
		require.Equal(t, []any{"2026-05-01", peer.DeadlineOverdue, row("PEER-06", worker.ErrStatutoryDue)}, []any{d.Due.String(), d.State, d.Rule})
		require.Equal(t, "2027-01-01", dueOf(t, due("2026-05-02T10:00Z", refreshed(t, "fire", "2026")), "fire.2026-01-01").Due.String(), "of a year the first day counts")
	})
	t.Run("PEER-06 whatever it is counted in", func(t *testing.T) {
		for unit, want := range map[string]string{"days": "2026-02-06", "weeks": "2026-02-24", "months": "2026-05-03", "workingDays": "2026-02-06"} {
			each := policyWith(t, obj{"statutory": list{obj{"subject": "fire", "every": obj{unit: 3}, "blocks": true}}})
			require.Equal(t, want, dueOf(t, worker.TrainingDue(m, []peer.Record{refreshed(t, "fire", "2026-02-03")}, each, on(evaluated)), "fire.2026-02-03").Due.String(), unit)
		}
	})
	t.Run("PEER-06 what is learnt once is not owed again", func(t *testing.T) {
		once := policyWith(t, obj{"statutory": list{obj{"subject": "first-aid", "blocks": false}}})
		require.Len(t, worker.TrainingDue(m, nil, once, on(evaluated)), 5)
		require.Len(t, worker.TrainingDue(m, []peer.Record{refreshed(t, "first-aid", "2019-01-01")}, once, on(evaluated)), 4)
	})
	t.Run("PEER-07 the check is there from the start, and renewed", func(t *testing.T) {
		d := dueOf(t, due(evaluated), "PEER-07.peer-worker/m4.start")
		require.Equal(t, []any{"2026-03-02", peer.DeadlineOverdue, peer.PartyLine, hannah}, []any{d.Due.String(), d.State, d.Owes, d.Owner.Staff})
		d = dueOf(t, due(evaluated, clearedOn(t, "2026-02-20")), "PEER-07.peer-worker/m4.2029-02-20")
		require.Equal(t, []any{peer.DeadlineOpen, on("2026-02-20T00:00Z")}, []any{d.State, d.Since})
		never := policyWith(t, obj{"check": obj{"before": "submitted"}})
		under := worker.TrainingDue(m, []peer.Record{decidedOn(t, nil, "2026-02-20")}, never, on(evaluated))
		require.False(t, slices.ContainsFunc(under, func(d peer.Deadline) bool { return d.Rule.Row == "PEER-07" }))
	})
	t.Run("PEER-03 nothing is owed before a first day, without a policy, or by who has left", func(t *testing.T) {
		all := membersOf(t)
		require.Empty(t, worker.TrainingDue(all[worker.Registered], nil, p, on(evaluated)))
		require.Empty(t, worker.TrainingDue(all[worker.Left], nil, p, on(evaluated)))
		require.Empty(t, worker.TrainingDue(m, nil, worker.Policy{}, on(evaluated)))
		before := policyWith(t, obj{"requirements": list{obj{"kind": "accredited-training", "when": "before-start", "evidence": "passed", "gates": "contact"}}})
		require.Len(t, worker.TrainingDue(m, nil, before, on(evaluated)), 7, "what comes before the start has no time after it")
	})
	t.Run("PEER-03 the soonest first, and each once", func(t *testing.T) {
		list := due(evaluated, everything(t)...)
		seen := map[string]bool{}
		for i, d := range list {
			require.False(t, seen[d.ID])
			seen[d.ID] = true
			require.True(t, i == 0 || !d.Due.Instant(p.Calendar()).Before(list[i-1].Due.Instant(p.Calendar())))
		}
		require.Len(t, list, 10)
	})
}
