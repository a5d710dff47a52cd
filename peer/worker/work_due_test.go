package worker_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/peer"
	"github.com/towpath-care/towpath/peer/worker"
)

// workStanding is Jess since a day.
func workStanding(start string) worker.Employed {
	return worker.Employed{Of: peer.Ref{Kind: "member", ID: "m1"}, Worker: jess, Start: date(start), Lines: peer.Lines{LineManager: hannah, Supervisor: iris}}
}

// workSupervised is a session of a kind on a day, written down at the end of the year.
func workSupervised(t testing.TB, id string, sort worker.SupervisionKind, day string, of peer.StaffID) worker.Supervision {
	t.Helper()
	with := map[worker.SupervisionKind]peer.StaffID{worker.SupervisionPeer: iris, worker.SupervisionLine: hannah}[sort]
	if with == "" {
		with = kay
	}
	s, _, err := worker.NewSupervision(worker.RecordSupervision{ID: id, Worker: of, Sort: sort, With: with, On: date(day)}, act(peer.ByStaff(of, ""), "2026-12-31T10:00Z", "a1", nil), workFacts(t))
	require.NoError(t, err)
	return s
}

func TestSupervisionDue(t *testing.T) {
	p := policy(t)
	due := func(at string, policy worker.Policy, held ...worker.Supervision) map[peer.Party][]peer.Deadline {
		out := map[peer.Party][]peer.Deadline{}
		for _, d := range worker.SupervisionDue([]worker.Employed{workStanding("2026-01-05")}, held, policy, on(at)) {
			out[d.Owes] = append(out[d.Owes], d)
		}
		return out
	}
	// one is the deadline whose id says this kind.
	one := func(at string, kind string, held ...worker.Supervision) peer.Deadline {
		for _, d := range worker.SupervisionDue([]worker.Employed{workStanding("2026-01-05")}, held, p, on(at)) {
			if strings.HasPrefix(d.ID, "PEER-13.member/m1.supervision-due."+kind) {
				return d
			}
		}
		require.Fail(t, "nothing is due")
		return peer.Deadline{}
	}
	t.Run("PEER-13 at first it counts from the start, and is owed by whoever holds it", func(t *testing.T) {
		d := one("2026-01-20T10:00Z", "peer")
		require.Equal(t, peer.Deadline{ID: "PEER-13.member/m1.supervision-due.peer.2026-01-05", Rule: row("PEER-13", worker.ErrSupervisionDue), About: peer.Ref{Kind: "member", ID: "m1"},
			Owes: peer.PartyLine, Owner: peer.ByStaff(iris, ""), Since: on("2026-01-05T00:00Z"), Due: peer.DueOn(date("2026-02-05")), State: peer.DeadlineOpen, Policy: p.Digest()}, d)
		require.Equal(t, peer.ByStaff(hannah, ""), one("2026-01-20T10:00Z", "line").Owner)
	})
	t.Run("PEER-13 a month that is too short, and each after the last", func(t *testing.T) {
		held := []worker.Supervision{workSupervised(t, "s1", worker.SupervisionPeer, "2026-01-31", jess)}
		require.Equal(t, "2026-02-28", one("2026-02-10T10:00Z", "peer", held...).Due.String())
		held = append([]worker.Supervision{workSupervised(t, "s2", worker.SupervisionPeer, "2026-02-20", jess)}, held...)
		for at, state := range map[string]peer.DeadlineState{"2026-03-19T23:59Z": peer.DeadlineOpen, "2026-03-20T00:00Z": peer.DeadlineDueToday, "2026-03-20T23:59Z": peer.DeadlineDueToday, "2026-03-21T00:00Z": peer.DeadlineOverdue} {
			d := one(at, "peer", held...)
			require.Equal(t, "2026-03-20", d.Due.String())
			require.Equal(t, state, d.State, at)
		}
	})
	t.Run("PEER-13 what does not count", func(t *testing.T) {
		wrong := workSupervised(t, "s3", worker.SupervisionPeer, "2026-02-10", jess)
		wrong, _, err := wrong.Do(worker.MarkSupervisionInError{Mistake: worker.NotHeld}, act(byJess, "2026-12-31T11:00Z", "a2", wrong), workFacts(t))
		require.NoError(t, err)
		d := one("2026-02-20T10:00Z", "peer", wrong, workSupervised(t, "s4", worker.SupervisionLine, "2026-02-10", jess), workSupervised(t, "s5", worker.SupervisionPeer, "2026-02-10", rowan),
			workSupervised(t, "s6", worker.SupervisionPeer, "2025-12-20", jess), workSupervised(t, "s7", worker.SupervisionPeer, "2026-03-01", jess))
		require.Equal(t, "2026-02-05", d.Due.String(), "another kind, another worker, before the start, in error, and still to come")
	})
	t.Run("PEER-13 a session of which the month is known counts from its first day", func(t *testing.T) {
		require.Equal(t, "2026-04-01", one("2026-03-20T10:00Z", "peer", workSupervised(t, "s8", worker.SupervisionPeer, "2026-03", jess)).Due.String())
	})
	t.Run("PEER-13 regular supervision is not due until somebody says how often", func(t *testing.T) {
		regular := policyWith(t, obj{"supervision": []any{obj{"kind": "peer"}, obj{"kind": "clinical"}}})
		require.Empty(t, due("2026-12-01T10:00Z", regular))
		require.Empty(t, due("2026-12-01T10:00Z", worker.Policy{}))
		team := policyWith(t, obj{"supervision": []any{obj{"kind": "clinical", "every": obj{"weeks": 2}}}})
		require.Equal(t, peer.Actor{}, due("2026-12-01T10:00Z", team)[peer.PartyStaff][0].Owner)
		require.Equal(t, "2026-01-19", due("2026-12-01T10:00Z", team)[peer.PartyStaff][0].Due.String())
	})
	t.Run("PEER-13 a team, the soonest first", func(t *testing.T) {
		other := workStanding("2026-01-02")
		other.Of.ID, other.Worker = "m2", rowan
		list := worker.SupervisionDue([]worker.Employed{workStanding("2026-01-05"), other}, nil, p, on("2026-01-20T10:00Z"))
		require.Len(t, list, 4)
		require.Equal(t, "m2", list[0].About.ID)
		require.Empty(t, worker.SupervisionDue([]worker.Employed{{Worker: jess}}, nil, p, on("2026-01-20T10:00Z")), "nobody said since when")
	})
}

func TestAppraisalAndDevelopmentDue(t *testing.T) {
	p := policy(t)
	appraised := appraisals.Done(t, worker.Appraisal{}, theAppraisal(), byHannah)
	team := []worker.Employed{workStanding("2024-02-29")}
	t.Run("PEER-14 a year after the last, owed by the line manager", func(t *testing.T) {
		d := worker.AppraisalDue(team, []worker.Appraisal{appraised, appraisalsOf(t)[worker.AppraisalInError]}, p, on("2026-06-01T10:00Z"))
		require.Len(t, d, 1)
		require.Equal(t, "2027-05-04", d[0].Due.String())
		require.Equal(t, []any{peer.PartyLine, peer.ByStaff(hannah, ""), row("PEER-14", worker.ErrAppraisalDue), "PEER-14.member/m1.appraisal-due.2026-05-04"}, []any{d[0].Owes, d[0].Owner, d[0].Rule, d[0].ID})
		first := worker.AppraisalDue(team, nil, p, on("2026-06-01T10:00Z"))
		require.Equal(t, "2025-02-28", first[0].Due.String())
		require.Equal(t, peer.DeadlineOverdue, first[0].State)
		other := workStanding("2024-02-29")
		other.Worker = rowan
		require.Equal(t, "2025-02-28", worker.AppraisalDue([]worker.Employed{other}, []worker.Appraisal{appraised}, p, on("2026-06-01T10:00Z"))[0].Due.String())
	})
	t.Run("PEER-14 development where it is offered", func(t *testing.T) {
		sessions := sessionsOf(t)
		d := worker.DevelopmentDue(team, []worker.DevelopmentSession{sessions[worker.DevelopmentHeld]}, p, on("2026-06-01T10:00Z"))
		require.Equal(t, "2026-06-04", d[0].Due.String())
		require.Equal(t, []any{peer.PartyLine, peer.ByStaff(hannah, ""), row("PEER-14", worker.ErrDevelopmentDue)}, []any{d[0].Owes, d[0].Owner, d[0].Rule})
		require.Equal(t, "2024-03-29", worker.DevelopmentDue(team, []worker.DevelopmentSession{sessions[worker.DevelopmentInError]}, p, on("2026-06-01T10:00Z"))[0].Due.String())
		require.Empty(t, worker.DevelopmentDue(team, nil, policyWith(t, obj{"developmentEvery": nil}), on("2026-06-01T10:00Z")))
	})
}
