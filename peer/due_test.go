package peer_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/peer"
)

func world(t testing.TB) peer.World {
	t.Helper()
	all, err := peer.NewPolicies(policyFile(t))
	require.NoError(t, err)
	return peer.World{Policies: all, Calendar: policyFile(t).Calendar()}
}

func TestDue(t *testing.T) {
	rel, con, req := tellRel(t), tellCon(t), tellReq(t)
	due := func(at string, values ...peer.Record) []peer.Deadline {
		t.Helper()
		out, err := peer.Due(values, world(t), on(at))
		require.NoError(t, err)
		return out
	}
	t.Run("PEER-46 a planned contact that is over is written up by the end of the next working day", func(t *testing.T) {
		for at, state := range map[string]peer.DeadlineState{"2026-02-17T13:00Z": peer.DeadlineOpen, "2026-02-18T09:00Z": peer.DeadlineDueToday,
			"2026-02-18T23:59Z": peer.DeadlineDueToday, "2026-02-19T00:00Z": peer.DeadlineOverdue} {
			list := due(at, con.planned)
			require.Len(t, list, 1)
			d := list[0]
			require.Equal(t, peer.Deadline{ID: "PEER-46.contact/c-1", Rule: row("PEER-46", peer.ErrRecordDue), About: con.planned.Ref(), Person: aled,
				Owes: peer.PartyWorker, Owner: peer.ByStaff(jess, ""), Since: on("2026-02-17T12:15Z"), Due: peer.DueOn(peer.MustDate("2026-02-18")),
				State: state, Policy: policyFile(t).Digest()}, d, at)
		}
	})
	t.Run("PEER-46 what was written up, or never was, is owed no more", func(t *testing.T) {
		require.Empty(t, due(nextDay, con.wrong))
		for _, d := range due(nextDay, con.recorded) {
			require.NotEqual(t, "PEER-46", d.Rule.Row)
		}
	})
	t.Run("PEER-51 the two look back on the day they chose", func(t *testing.T) {
		list := due("2026-05-13T09:00Z", rel.active)
		require.Len(t, list, 1)
		require.Equal(t, "PEER-51.relationship/rel-1.1", list[0].ID)
		require.Equal(t, "2026-05-12", list[0].Due.String())
		require.Equal(t, peer.DeadlineOverdue, list[0].State)
	})
	t.Run("PEER-51 nobody looks back on what has not begun, or is over", func(t *testing.T) {
		require.Empty(t, due("2026-05-13T09:00Z", rel.offered, rel.welcomed, rel.agreeing, rel.declined, rel.ended, peer.Relationship{}, peer.Contact{}))
	})
	t.Run("PEER-32 rights that were put off are told by the first look back", func(t *testing.T) {
		r, _, err := rel.active.Do(peer.TellRights{Topics: []peer.Right{{Topic: peer.RightToComplain, Told: peer.PutOff}}},
			act(byJess, "2026-03-11T10:00Z", "x", rel.active), relFacts(t))
		require.NoError(t, err)
		list := due("2026-03-12T09:00Z", r)
		require.Len(t, list, 2)
		require.Equal(t, "PEER-32.relationship/rel-1", list[0].ID, "those that end together stand in the order of their ids")
	})
	t.Run("POL-03 what can be worked out comes together with what cannot", func(t *testing.T) {
		w := world(t)
		w.Policies = peer.Policies{}
		unknown := conFacts(t)
		unknown.Policy = peer.Policy{}
		planned, _, err := peer.NewContact(thePlan(), act(byJess, before, "x", nil), unknown)
		require.NoError(t, err)
		list, err := peer.Due([]peer.Record{planned, rel.active}, w, on(nextDay))
		turnedDown(t, err, peer.ErrNoPolicyInForce)
		require.Len(t, list, 1)
	})
	t.Run("records of kinds this package does not know are passed over", func(t *testing.T) {
		out, _, _ := walking(t)
		require.Empty(t, due(nextDay, out, req.asked))
	})
	t.Run("H28 the same records give the same deadlines, in whatever order", func(t *testing.T) {
		require.Equal(t, due(nextDay, con.planned, rel.active), due(nextDay, rel.active, con.planned))
	})
}
