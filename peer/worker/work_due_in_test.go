package worker

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/peer"
)

// The list that the package's Due is made of; its parts are tested by what they are.
func TestWorkDueKnowsEveryKind(t *testing.T) {
	const section = `{"schema":1,"organisation":"A","version":"1","from":"2026-01-01","calendar":{"zone":"Europe/London","workingDays":["mon"],"hours":{"from":"09:00","to":"17:00"},"holidays":[],"until":"2026-12-31"},"worker":`
	file, err := peer.OpenPolicy([]byte(section+string(ExamplePolicy())+"}"), time.LoadLocation)
	require.NoError(t, err)
	p, err := PolicyFrom(file)
	require.NoError(t, err)
	at := func(s string) time.Time { return peer.MustMoment(s).UTC() }
	f := Facts{Policy: p, Lines: peer.Lines{LineManager: "hannah-voss", Supervisor: "iris-penhale"}, Roles: map[peer.StaffID]peer.Role{"iris-penhale": peer.RolePeerSupportLead}}
	jess, day := peer.ByStaff("w4", ""), peer.MustDate("2026-05-01")
	made := func(r peer.Record, _ peer.Change, err error) peer.Record {
		require.NoError(t, err)
		return r
	}
	act := peer.Act{By: jess, At: at("2026-05-04T22:30:00Z"), ID: "a1"}
	sup, c1, e1 := NewSupervision(RecordSupervision{ID: "s", Worker: "w4", Sort: SupervisionPeer, With: "iris-penhale", On: day}, act, f)
	app, c2, e2 := NewAppraisal(RecordAppraisal{ID: "a", Worker: "w4", With: "hannah-voss", On: day}, act, f)
	dev, c3, e3 := NewDevelopmentSession(RecordDevelopment{ID: "d", Worker: "w4", On: day}, act, f)
	dilemma, c4, e4 := NewReflection(Reflect{ID: "r", Worker: "w4", Dilemma: DilemmaPower, Words: peer.Words{Text: peer.Say("x")}}, act, f)
	note, c5, e5 := NewReflection(Reflect{ID: "n", Worker: "w4", Words: peer.Words{Text: peer.Say("x")}}, act, f)
	lone, c6, e6 := NewLoneWorking(PlanLone{ID: "l", Worker: "w4", With: "kay-orr", Place: peer.AtHome, Times: LoneTimes{peer.MustMoment("2026-05-05T09:00:00Z"), peer.MustMoment("2026-05-05T10:00:00Z"), peer.MustMoment("2026-05-05T10:15:00Z")}}, act, f)
	values := []peer.Record{made(sup, c1, e1), made(app, c2, e2), made(dev, c3, e3), made(dilemma, c4, e4), made(note, c5, e5), made(lone, c6, e6), OtherWork{}}
	team := []Employed{{Of: peer.Ref{Kind: "member", ID: "m1"}, Worker: "w4", Start: peer.MustDate("2026-01-05"), Lines: f.Lines}}
	due := func(values []peer.Record, p Policy, now string) (ids []string, list []peer.Deadline) {
		list = workDue(team, values, p, p.calendar, at(now))
		for _, d := range list {
			ids = append(ids, d.ID)
		}
		return ids, list
	}
	ids, list := due(values, p, "2026-05-05T10:31:00Z")
	require.Equal(t, []string{"PEER-13.member/m1.supervision-due.line.2026-01-05", "PEER-26.lone-working/l.1", "PEER-15.reflection/r",
		"PEER-13.member/m1.supervision-due.peer.2026-05-01", "PEER-14.member/m1.development-due.2026-05-01", "PEER-14.member/m1.appraisal-due.2026-05-01"}, ids)
	t.Run("PEER-26 owed by the colleague who waits, overdue when it is raised", func(t *testing.T) {
		require.Equal(t, []any{peer.PartyStaff, peer.ByStaff("kay-orr", ""), at("2026-05-05T10:15:00Z"), peer.DueAt(at("2026-05-05T10:30:00Z")), peer.DeadlineOverdue, ErrLoneCheckInDue},
			[]any{list[1].Owes, list[1].Owner, list[1].Since, list[1].Due, list[1].State, list[1].Rule.Code})
		require.Len(t, OverdueCheckIns([]LoneWorking{lone}, p, at("2026-05-05T10:30:00Z")), 1)
	})
	t.Run("PEER-15 a dilemma is the worker's to take, within the policy's days of the local day", func(t *testing.T) {
		require.Equal(t, []any{peer.PartyWorker, peer.ByStaff("w4", ""), peer.DueOn(peer.MustDate("2026-05-18")), ErrDilemmaDue}, []any{list[2].Owes, list[2].Owner, list[2].Due, list[2].Rule.Code})
	})
	t.Run("PEER-15, PEER-26 what was done is no longer owed", func(t *testing.T) {
		step := func(id peer.RequestID) peer.Act {
			return peer.Act{By: jess, At: at("2026-05-06T10:00:00Z"), ID: id, Seen: 1}
		}
		taken, _, err := dilemma.Do(TakeToSupervision{On: peer.MustDate("2026-05-06")}, step("b1"), f)
		require.NoError(t, err)
		away, _, err := dilemma.Do(PutReflectionAway{}, step("b2"), f)
		require.NoError(t, err)
		heard, _, err := lone.Do(CheckIn{}, step("b3"), f)
		require.NoError(t, err)
		ids, _ := due([]peer.Record{taken, away, heard}, p, "2026-06-05T10:31:00Z")
		require.Len(t, ids, 4, "supervision, twice, an appraisal and development")
	})
	t.Run("PEER-26 without a policy a check-in is owed all the same", func(t *testing.T) {
		ids, list := due(values, Policy{}, "2026-05-05T10:15:00Z")
		require.Equal(t, []string{"PEER-26.lone-working/l.1"}, ids)
		require.Equal(t, peer.DeadlineOverdue, list[0].State)
	})
}
