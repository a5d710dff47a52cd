package peer_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/peer"
)

func TestContactDue(t *testing.T) {
	s, b := tellEntry(t), contactBench
	due := func(at string, w peer.World, values ...peer.Record) []peer.Deadline {
		t.Helper()
		out, err := peer.Due(values, w, on(at))
		require.NoError(t, err)
		return out
	}
	worker := peer.ByStaff(jess, "")
	digest := policyFile(t).Digest()
	t.Run("PEER-46 a draft that is not finished lapses", func(t *testing.T) {
		for at, state := range map[string]peer.DeadlineState{nextDay: peer.DeadlineOpen, "2026-03-03T10:00Z": peer.DeadlineDueToday, "2026-03-04T00:00Z": peer.DeadlineOverdue} {
			require.Equal(t, []peer.Deadline{{ID: "PEER-46.contact/c-1.draft", Rule: row("PEER-46", peer.ErrDraftDue), About: s.draft.Ref(), Person: aled,
				Owes: peer.PartyWorker, Owner: worker, Since: on(after), Due: peer.DueOn(peer.MustDate("2026-03-03")), State: state, Policy: digest}}, due(at, world(t), s.draft), at)
		}
	})
	t.Run("PEER-48 an entry that waits is overdue after three working days", func(t *testing.T) {
		for at, state := range map[string]peer.DeadlineState{nextDay: peer.DeadlineOpen, "2026-02-20T10:00Z": peer.DeadlineDueToday, "2026-02-21T00:00Z": peer.DeadlineOverdue} {
			require.Equal(t, []peer.Deadline{{ID: "PEER-48.contact/c-1", Rule: row("PEER-48", peer.ErrValidationDue), About: s.awaiting.Ref(), Person: aled,
				Owes: peer.PartyStaff, Since: on(after), Due: peer.DueOn(peer.MustDate("2026-02-20")), State: state, Policy: digest}}, due(at, world(t), s.awaiting), at)
		}
	})
	t.Run("PEER-48 a question is the worker's to answer", func(t *testing.T) {
		list := due(nextDay, world(t), s.queried)
		require.Len(t, list, 1)
		require.Equal(t, []any{peer.PartyWorker, worker, on(nextDay), "2026-02-23"}, []any{list[0].Owes, list[0].Owner, list[0].Since, list[0].Due.String()})
	})
	t.Run("PEER-48 what was seen, and what nobody was asked to see, is owed no more", func(t *testing.T) {
		wrong := b.Done(t, s.awaiting, peer.MarkInError{Because: own("twice")}, byJess)
		require.Empty(t, due("2026-06-01T10:00Z", world(t), s.seen, s.written, wrong))
	})
	t.Run("PEER-46, PEER-48 what was begun without a policy is judged under the one of that day", func(t *testing.T) {
		submitted := b.Done(t, s.written, peer.SubmitEntry{}, byJess, nobodyLooks)
		require.True(t, submitted.Validation().Due.IsZero())
		draft := b.Done(t, peer.Contact{}, theDraft(), byJess, nobodyLooks)
		planned, _, err := peer.NewContact(thePlan(), act(byJess, before, "x", nil), func() peer.ContactFacts { f := conFacts(t); nobodyLooks(&f); return f }())
		require.NoError(t, err)
		for _, c := range []struct {
			r   peer.Contact
			due string
		}{{submitted, "2026-02-23"}, {draft, "2026-03-03"}, {planned, "2026-02-18"}} {
			list := due(nextDay, world(t), c.r)
			require.Len(t, list, 1)
			require.Equal(t, c.due, list[0].Due.String())
			require.Equal(t, digest, list[0].Policy)
			_, err := peer.Due([]peer.Record{c.r}, peer.World{}, on(nextDay))
			turnedDown(t, err, peer.ErrNoPolicyInForce)
		}
	})
	t.Run("PEER-48 a policy that asks for nothing sets no time", func(t *testing.T) {
		submitted := b.Done(t, s.written, peer.SubmitEntry{}, byJess, nobodyLooks)
		file, err := opened(policyWith(t, func(d map[string]any) {
			v := d["peer"].(map[string]any)["validation"].(map[string]any)
			v["asked"], v["roles"] = "no", []any{}
			delete(v, "within")
		}))
		require.NoError(t, err)
		all, err := peer.NewPolicies(file)
		require.NoError(t, err)
		require.Empty(t, due(nextDay, peer.World{Policies: all, Calendar: file.Calendar()}, submitted))
	})
	t.Run("PEER-46 a deadline that was begun stands, whatever policy comes after it", func(t *testing.T) {
		list := due(nextDay, peer.World{Calendar: world(t).Calendar}, s.draft, s.awaiting, s.queried)
		require.Len(t, list, 3)
	})
}
