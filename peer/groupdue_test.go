package peer_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/peer"
)

func TestGroupDue(t *testing.T) {
	g, s := tellGroup(t), tellSession(t)
	due := func(at string, values ...peer.Record) []peer.Deadline {
		t.Helper()
		out, err := peer.Due(values, world(t), on(at))
		require.NoError(t, err)
		return out
	}
	t.Run("PEER-46 a planned session that is over is written up by the end of the next working day", func(t *testing.T) {
		for at, state := range map[string]peer.DeadlineState{"2026-05-05T12:00Z": peer.DeadlineOpen, "2026-05-06T22:59Z": peer.DeadlineDueToday, "2026-05-06T23:00Z": peer.DeadlineOverdue} {
			require.Equal(t, []peer.Deadline{{ID: "PEER-46.group-session/gs-1", Rule: row("PEER-46", peer.ErrRecordDue), About: s.planned.Ref(), Owes: peer.PartyWorker,
				Owner: peer.ByStaff(jess, ""), Since: on("2026-05-05T10:00Z"), Due: peer.DueOn(peer.MustDate("2026-05-06")), State: state, Policy: policyFile(t).Digest()}}, due(at, s.planned), at)
		}
	})
	t.Run("PEER-46 what was written up, called off or never was is owed no more", func(t *testing.T) {
		require.Empty(t, due("2026-05-20T12:00Z", s.recorded, s.calledOff, s.wrong, peer.GroupSession{}))
	})
	t.Run("PEER-58 a group looks back on its agreement", func(t *testing.T) {
		require.Equal(t, []peer.Deadline{{ID: "PEER-58.group/allotment.1.2026-07-29", Rule: row("PEER-58", peer.ErrReviewDue), About: g.agreed.Ref(), Owes: peer.PartyWorker,
			Owner: peer.ByStaff(jess, ""), Since: on("2026-05-06T10:00Z"), Due: peer.DueOn(peer.MustDate("2026-07-29")), State: peer.DeadlineOverdue}}, due("2026-07-30T12:00Z", g.agreed))
		kept := groups.Done(t, g.agreed, peer.KeepGroupAgreement{ReviewOn: peer.MustDate("2026-12-01")}, byJess)
		require.Equal(t, peer.DeadlineOpen, due("2026-07-30T12:00Z", kept)[0].State)
		require.Empty(t, due("2027-07-30T12:00Z", g.begun, g.proposed, g.over, peer.Group{}))
	})
	t.Run("POL-03 a day without a policy is named, and the rest is worked out", func(t *testing.T) {
		w := world(t)
		w.Policies = peer.Policies{}
		list, err := peer.Due([]peer.Record{s.planned, g.agreed}, w, on("2026-07-30T12:00Z"))
		turnedDown(t, err, peer.ErrNoPolicyInForce)
		require.Len(t, list, 1)
	})
}
