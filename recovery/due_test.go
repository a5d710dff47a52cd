package recovery_test

import (
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/peer"
	"github.com/towpath-care/towpath/recovery"
)

func dueWorld(t testing.TB) peer.World {
	t.Helper()
	file, err := peer.OpenPolicy([]byte(strings.Replace(policyJSON, "SECTION", string(recovery.ExamplePolicy()), 1)), time.LoadLocation)
	require.NoError(t, err)
	all, err := peer.NewPolicies(file)
	require.NoError(t, err)
	return peer.World{Policies: all, Calendar: file.Calendar()}
}

func TestCopingReviewsDue(t *testing.T) {
	s, w := tellCoping(t), dueWorld(t)
	due := func(at string, values ...peer.Record) []peer.Deadline {
		t.Helper()
		out, err := recovery.Due(values, w, on(at))
		require.NoError(t, err)
		return out
	}
	// day is the only deadline's day, and "" when there is none.
	day := func(values ...peer.Record) string {
		t.Helper()
		list := due("2026-05-01T09:00Z", values...)
		if len(list) == 0 {
			return ""
		}
		require.Len(t, list, 1)
		return list[0].Due.String()
	}
	t.Run("REC-23 the policy's time after it came into use", func(t *testing.T) {
		for at, state := range map[string]peer.DeadlineState{"2026-05-01T09:00Z": peer.DeadlineOpen, "2026-06-05T09:00Z": peer.DeadlineDueToday,
			"2026-06-05T22:59Z": peer.DeadlineDueToday, "2026-06-05T23:00Z": peer.DeadlineOverdue} {
			require.Equal(t, []peer.Deadline{{ID: "REC-23.coping-strategy/w3", Rule: row("REC-23", recovery.ErrCopingReviewDue), About: s.kept.Ref(), Person: sian,
				Owes: peer.PartyWorker, Owner: peer.ByStaff(jess, ""), Since: on("2026-04-06T10:00Z"), Due: peer.DueOn(peer.MustDate("2026-06-05")),
				State: state, Policy: policy(t).Digest()}}, due(at, s.kept), at)
		}
		require.Equal(t, "2026-05-01", day(s.told), "60 days after 2 March")
		require.Equal(t, "2026-05-08", day(s.trying))
	})
	t.Run("REC-23 nothing of what is only planned, or was put down", func(t *testing.T) {
		require.Empty(t, due("2026-05-01T09:00Z", s.considered, s.planned, s.dropped, recovery.CopingStrategy{}, recovery.Appraisal{}, nil))
		up := doCoping(t, s.dropped, recovery.PickUpCoping{}, "2026-06-06T10:00Z")
		require.Equal(t, "2026-08-05", day(up), "counted from when it was picked up again")
	})
	t.Run("REC-23 from the last time they looked, in whatever way", func(t *testing.T) {
		late := verdict(t, "v1", recovery.OfCopingStrategy, "w3", recovery.Works, "2026-04-20T10:00Z")
		require.Equal(t, "2026-06-19", day(s.kept, late))
		require.Equal(t, "2026-06-19", day(late, s.kept))
		early := verdict(t, "v2", recovery.OfCopingStrategy, "w3", recovery.Works, "2026-03-20T10:00Z")
		require.Equal(t, "2026-06-05", day(early, s.kept), "a verdict from before puts nothing back")
		require.Equal(t, "2026-06-19", day(early, late, s.kept))
		require.Equal(t, "2026-06-19", day(late, early, s.kept))
		looked := doCoping(t, s.kept, recovery.LookAgain{}, "2026-04-30T10:00Z")
		require.Equal(t, "2026-06-29", day(looked, late))
		require.Equal(t, on("2026-04-30T10:00Z"), due("2026-05-01T09:00Z", looked, late)[0].Since)
	})
	t.Run("REC-23 a verdict on something else, by somebody else or taken back is none", func(t *testing.T) {
		foreign, _, err := recovery.NewAppraisal(recovery.Appraise{ID: "v7", Person: beatriz, About: recovery.OfCopingStrategy, Of: "w3", Verdict: recovery.Works},
			act(peer.ByPerson(beatriz), "2026-04-20T10:00Z", "r", nil), facts(t))
		require.NoError(t, err)
		require.Equal(t, "2026-06-05", day(s.kept, foreign,
			verdict(t, "v1", recovery.OfCopingStrategy, "w9", recovery.Works, "2026-04-20T10:00Z"),
			verdict(t, "v2", recovery.OfSkill, "w3", recovery.Works, "2026-04-20T10:00Z"),
			takenBack(t, verdict(t, "v3", recovery.OfCopingStrategy, "w3", recovery.Works, "2026-04-20T10:00Z"), "2026-04-21T10:00Z")))
	})
	t.Run("REC-23 no reminders, nothing due", func(t *testing.T) {
		off := doCoping(t, s.kept, recovery.RemindCoping{On: peer.No}, "2026-04-07T10:00Z")
		require.Empty(t, due("2026-12-01T09:00Z", off))
		require.Equal(t, "2026-06-05", day(doCoping(t, off, recovery.RemindCoping{On: peer.Yes}, "2026-04-08T10:00Z")))
	})
	t.Run("REC-23 the person's own interval goes first and rests on no policy", func(t *testing.T) {
		mine := doCoping(t, s.kept, recovery.ReviewCopingEvery{Every: peer.Weeks(2)}, "2026-04-07T10:00Z")
		require.Equal(t, "2026-04-20", day(mine))
		bare := w
		bare.Policies = peer.Policies{}
		out, err := recovery.Due([]peer.Record{mine}, bare, on("2026-04-08T10:00Z"))
		require.NoError(t, err)
		require.Equal(t, "2026-04-20", out[0].Due.String())
		require.Empty(t, out[0].Policy)
	})
	t.Run("REC-23 their own hours and working days are those of the calendar", func(t *testing.T) {
		hours := doCoping(t, s.kept, recovery.ReviewCopingEvery{Every: peer.Hours(24)}, "2026-04-07T10:00Z")
		require.Equal(t, "2026-04-07T23:00:00.000Z", day(hours), "a day from midnight in London")
		mine := doCoping(t, s.kept, recovery.ReviewCopingEvery{Every: peer.WorkingDays(5)}, "2026-04-07T10:00Z")
		require.Equal(t, "2026-04-13", day(mine))
	})
	t.Run("POL-03 what can be worked out comes together with what cannot", func(t *testing.T) {
		mine := doCoping(t, s.told, recovery.ReviewCopingEvery{Every: peer.Weeks(2)}, "2026-04-07T10:00Z")
		bare := w
		bare.Policies = peer.Policies{}
		list, err := recovery.Due([]peer.Record{s.kept, mine}, bare, on("2026-05-01T09:00Z"))
		var r *peer.Refusal
		require.ErrorAs(t, err, &r)
		require.ErrorIs(t, err, peer.ErrNoPolicyInForce)
		require.Equal(t, "2026-04-06", r.Unmet()[0].Args[0].Value())
		require.Len(t, list, 1)
	})
	t.Run("POL-03 a policy without this section is said so", func(t *testing.T) {
		file, err := peer.OpenPolicy([]byte(strings.Replace(policyJSON, `,
  "recovery": SECTION`, "", 1)), time.LoadLocation)
		require.NoError(t, err)
		all, err := peer.NewPolicies(file)
		require.NoError(t, err)
		list, err := recovery.Due([]peer.Record{s.kept}, peer.World{Policies: all, Calendar: w.Calendar}, on("2026-05-01T09:00Z"))
		require.ErrorIs(t, err, peer.ErrPolicyIncomplete)
		require.Empty(t, list)
	})
	t.Run("REC-23 the day is the local one", func(t *testing.T) {
		late := doCoping(t, s.trying, recovery.KeepCoping{}, "2026-04-06T23:30Z") // 7 April in London
		require.Equal(t, "2026-06-06", day(late))
	})
	t.Run("REC-23, REC-50 what is hers alone is a reminder to her, and never overdue", func(t *testing.T) {
		alone := theWalk()
		alone.Worker = ""
		hidden := doCoping(t, s.kept, recovery.WhoMaySee{Audience: recovery.OnlyMe}, "2026-04-07T10:00Z")
		for _, c := range []recovery.CopingStrategy{hidden, newCoping(t, alone, bySian, "2026-04-06T10:00Z")} {
			for at, state := range map[string]peer.DeadlineState{"2026-05-01T09:00Z": peer.DeadlineOpen, "2026-06-05T09:00Z": peer.DeadlineDueToday, "2026-07-05T09:00Z": peer.DeadlineOpen} {
				list := due(at, c)
				require.Len(t, list, 1)
				require.Equal(t, peer.PartyPerson, list[0].Owes)
				require.Equal(t, bySian, list[0].Owner)
				require.Equal(t, state, list[0].State, at)
			}
		}
	})
	t.Run("H28 the same records give the same deadlines, in whatever order", func(t *testing.T) {
		list := due("2026-05-01T09:00Z", s.kept, s.told)
		require.Equal(t, list, due("2026-05-01T09:00Z", s.told, s.kept))
		require.Equal(t, []string{"REC-23.coping-strategy/w1", "REC-23.coping-strategy/w3"}, []string{list[0].ID, list[1].ID}, "the soonest first")
	})
	t.Run("REC-23 records of other kinds are passed over", func(t *testing.T) {
		require.Empty(t, due("2026-05-01T09:00Z", tellGoal(t).active, newSkill(t, theSkill(), bySian), newFear(t, theFear())))
	})
}

// dueOf is what is owed on one record alone.
func dueOf(t testing.TB, r peer.Record) []peer.Deadline {
	t.Helper()
	owed, err := recovery.Due([]peer.Record{r}, peer.World{}, on("2026-03-01T09:00Z"))
	require.NoError(t, err)
	return owed
}
