package worker_test

import (
	"os/exec"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/peer"
	"github.com/towpath-care/towpath/peer/worker"
)

func world(t testing.TB) peer.World {
	t.Helper()
	file := policyFile(t, edited(t, nil))
	all, err := peer.NewPolicies(file)
	require.NoError(t, err)
	return peer.World{Policies: all, Calendar: file.Calendar()}
}

// owedAt are the ids of what is owed.
func owedAt(t testing.TB, at string, values ...peer.Record) []string {
	t.Helper()
	list, err := worker.Due(values, world(t), on(at))
	require.NoError(t, err)
	var out []string
	for _, d := range list {
		out = append(out, d.ID)
	}
	return out
}

func about(ids []string, row string) []string {
	return slices.DeleteFunc(slices.Clone(ids), func(id string) bool { return !strings.HasPrefix(id, row+".") })
}

func TestDue(t *testing.T) {
	all := membersOf(t)
	active := all[worker.Active]
	t.Run("PEER-03, PEER-05, PEER-06, PEER-07, PEER-12, PEER-13, PEER-14 all that a worker begins with, the soonest first", func(t *testing.T) {
		list, err := worker.Due([]peer.Record{active}, world(t), on(evaluated))
		require.NoError(t, err)
		require.Len(t, list, 3+6+1+2+2)
		require.True(t, slices.IsSortedFunc(list, func(a, b peer.Deadline) int {
			return a.Due.Instant(world(t).Calendar).Compare(b.Due.Instant(world(t).Calendar))
		}))
		d := dueOf(t, list, "supervision-due.peer.2026-03-02")
		require.Equal(t, []any{active.Ref(), peer.PartyLine, iris, "2026-04-02", peer.DeadlineOpen}, []any{d.About, d.Owes, d.Owner.Staff, d.Due.String(), d.State}, "from the member: first day and lines")
		require.Equal(t, hannah, dueOf(t, list, "appraisal-due.2026-03-02").Owner.Staff)
	})
	t.Run("PEER-03, PEER-05, PEER-12 what has been done is owed no more", func(t *testing.T) {
		done := owedAt(t, evaluated, append(everything(t), active)...)
		for _, row := range []string{"PEER-03", "PEER-05", "PEER-12"} {
			require.Empty(t, about(done, row))
			require.Len(t, about(owedAt(t, evaluated, active), row), 1)
		}
		require.Equal(t, []string{"PEER-07.peer-worker/m4.2029-02-20"}, about(done, "PEER-07"), "the renewal is still to come")
	})
	t.Run("PEER-13 the lines of that day hold it, and those of the first day before", func(t *testing.T) {
		moved := then(t, active, worker.SetLines{From: date("2026-03-20"), LineManager: kay, Supervisor: rowan})
		for at, who := range map[string]peer.StaffID{"2026-02-20T10:00Z": hannah, "2026-03-19T23:59Z": hannah, "2026-03-20T00:00Z": kay} {
			list, err := worker.Due([]peer.Record{moved}, world(t), on(at))
			require.NoError(t, err)
			require.Equal(t, who, dueOf(t, list, "supervision-due.line.2026-03-02").Owner.Staff, at)
		}
	})
	t.Run("PEER-13, PEER-14 nothing is held with who has not begun or is gone, and away is still here", func(t *testing.T) {
		for status, n := range map[peer.Status]int{worker.Registered: 0, worker.Left: 0, worker.Active: 4, worker.Away: 4} {
			ids := owedAt(t, evaluated, all[status])
			require.Len(t, append(about(ids, "PEER-13"), about(ids, "PEER-14")...), n, status)
		}
		soon := then(t, all[worker.Registered], worker.SetStart{On: date("2026-03-02")})
		require.Empty(t, about(owedAt(t, evaluated, soon), "PEER-13"), "a first day alone activates nobody")
		leaving := then(t, active, worker.GiveNotice{LastDay: date("2026-03-31")})
		require.Len(t, about(owedAt(t, "2026-03-31T22:59Z", leaving), "PEER-13"), 2, "until the end of their last day")
		require.Empty(t, about(owedAt(t, "2026-03-31T23:00Z", leaving), "PEER-13"))
	})
	t.Run("PEER-13 each worker by their own records", func(t *testing.T) {
		f := facts(t)
		held, _, err := worker.NewSupervision(worker.RecordSupervision{ID: "s1", Worker: rowan, Sort: worker.SupervisionPeer, With: iris, On: date("2026-03-05")}, act(byRowan, evaluated, "s1", nil), f)
		require.NoError(t, err)
		require.Contains(t, owedAt(t, evaluated, active, held), "PEER-13.peer-worker/m4.supervision-due.peer.2026-03-02", "another worker's session")
		held, _, err = worker.NewSupervision(worker.RecordSupervision{ID: "s2", Worker: jess, Sort: worker.SupervisionPeer, With: iris, On: date("2026-03-05")}, act(byJess, evaluated, "s2", nil), f)
		require.NoError(t, err)
		require.Contains(t, owedAt(t, evaluated, held, active), "PEER-13.peer-worker/m4.supervision-due.peer.2026-03-05")
	})
	t.Run("PEER-15 a dilemma is owed without a member beside it", func(t *testing.T) {
		r, _, err := worker.NewReflection(worker.Reflect{ID: "r1", Worker: jess, Dilemma: worker.DilemmaPower, Words: peer.Words{Text: peer.Say("x")}}, act(byJess, evaluated, "r1", nil), facts(t))
		require.NoError(t, err)
		require.Equal(t, []string{"PEER-15.reflection/r1"}, owedAt(t, evaluated, r))
	})
	t.Run("POL-03 without a policy, a worker who is alone is waited for all the same", func(t *testing.T) {
		w := world(t)
		w.Policies = peer.Policies{}
		list, err := worker.Due([]peer.Record{active, loneOf(t)[worker.LonePlanned]}, w, on("2026-06-01T10:00Z"))
		require.ErrorIs(t, err, peer.ErrNoPolicyInForce)
		var r *peer.Refusal
		require.ErrorAs(t, err, &r)
		require.Len(t, list, 1)
		require.Equal(t, row("PEER-26", worker.ErrLoneCheckInDue), list[0].Rule)
		require.Equal(t, peer.DeadlineOverdue, list[0].State)
		_, err = worker.Due([]peer.Record{active}, world(t), on("2027-06-01T10:00Z"))
		require.ErrorIs(t, err, peer.ErrNoPolicyInForce, "the day is past the last policy")
	})
	t.Run("POL-01 a policy that says nothing about workers", func(t *testing.T) {
		file, err := peer.OpenPolicy([]byte(strings.Replace(policyJSON, `"worker": SECTION`, `"transition": {}`, 1)), time.LoadLocation)
		require.NoError(t, err)
		all, err := peer.NewPolicies(file)
		require.NoError(t, err)
		list, err := worker.Due([]peer.Record{active}, peer.World{Policies: all, Calendar: file.Calendar()}, on(evaluated))
		require.ErrorIs(t, err, peer.ErrPolicyIncomplete)
		require.Empty(t, list)
	})
	t.Run("POL-03 nothing to ask a policy about is no fault", func(t *testing.T) {
		for _, values := range [][]peer.Record{nil, {peer.Contact{}}, {worker.Member{}}, everything(t)} {
			list, err := worker.Due(values, peer.World{}, on(evaluated))
			require.NoError(t, err)
			require.Empty(t, list)
		}
	})
}

// What leaves for a record system is made by packages under fhir, and none of them can so
// much as name a worker's record.
func TestNothingThatLeavesLeansOnWorkers(t *testing.T) {
	t.Run("FHIR-12, H26 no package under fhir imports this one", func(t *testing.T) {
		out, err := exec.Command("go", "list", "-deps", "github.com/towpath-care/towpath/fhir/...").Output()
		require.NoError(t, err)
		require.Contains(t, string(out), "towpath/fhir/exchange\n", "the list is the one that is meant")
		require.NotContains(t, string(out), "towpath/peer/worker")
	})
}
