package peer_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/internal/steptest"
	"github.com/towpath-care/towpath/peer"
)

func TestEntryStands(t *testing.T) {
	b, s := contactBench, tellEntry(t)
	pol := policy(t)
	t.Run("PEER-48 an entry that is finished waits where the policy asks for it", func(t *testing.T) {
		v := s.awaiting.Validation()
		require.Equal(t, peer.EntryAwaiting, v.State)
		require.Equal(t, on(after), v.Since)
		require.Equal(t, "2026-02-20", v.Due.String(), "three working days")
		require.Equal(t, pol.Digest(), v.Policy)
		require.Zero(t, v.Seen)
	})
	t.Run("PEER-48 without a policy nobody is asked, and the worker may ask", func(t *testing.T) {
		require.Equal(t, peer.EntryWritten, s.written.Validation().State)
		require.True(t, s.written.Validation().Due.IsZero())
		r := b.Done(t, s.written, peer.SubmitEntry{}, byJess)
		require.Equal(t, peer.EntryAwaiting, r.Validation().State)
		require.Equal(t, "2026-02-23", r.Validation().Due.String())
		for _, r := range []peer.Contact{s.draft, s.awaiting, s.queried, s.seen} {
			steptest.Only(t, b.Tried(t, r, peer.SubmitEntry{}, byJess), "PEER-48 invalid-transition", "")
		}
	})
	t.Run("PEER-45 a drop-in that names nobody is in nobody's record", func(t *testing.T) {
		require.Equal(t, peer.EntryWritten, b.Done(t, peer.Contact{}, theDropIn(), byJess).Validation().State)
	})
	t.Run("PEER-48 seen by a professional", func(t *testing.T) {
		require.Equal(t, peer.EntrySeen, s.seen.Validation().State)
		require.Equal(t, peer.EntrySight{By: kay, At: on(nextDay)}, s.seen.Validation().Seen)
		require.True(t, s.seen.Validation().Due.IsZero())
		require.Equal(t, s.awaiting.Entry(), s.seen.Entry(), "it changes no word")
	})
	t.Run("PEER-48 only what waits is looked at", func(t *testing.T) {
		for _, r := range []peer.Contact{s.draft, s.written, s.queried, s.seen} {
			steptest.Only(t, b.Tried(t, r, peer.ValidateEntry{}, byKay), "PEER-48 invalid-transition", "")
			steptest.Only(t, b.Tried(t, r, theQuery(), byKay), "PEER-48 invalid-transition", "")
		}
	})
	t.Run("PEER-48 nobody validates what they wrote themself, whatever else they are", func(t *testing.T) {
		nurse := peer.ByStaff(jess, peer.RoleCareCoordinator)
		registered := func(f *peer.ContactFacts) { f.Professionals = append(f.Professionals, jess) }
		for _, by := range []peer.Actor{byJess, nurse} {
			steptest.Only(t, b.Tried(t, s.awaiting, peer.ValidateEntry{}, by, registered), "PEER-48 self-validation", "")
			q := peer.QueryEntry{Asks: steptest.Own(by, "did I?")}
			steptest.Only(t, b.Tried(t, s.awaiting, q, by, registered), "PEER-48 self-validation", "")
		}
	})
	t.Run("PEER-48 a registered professional in a role of the policy", func(t *testing.T) {
		for name, c := range map[string]struct {
			by    peer.Actor
			facts func(*peer.ContactFacts)
		}{
			"another worker":            {peer.ByStaff(rowan, peer.RolePeerWorker), nil},
			"somebody not registered":   {peer.ByStaff(iris, peer.RoleCareCoordinator), nil},
			"a role that is not listed": {peer.ByStaff(kay, peer.RoleLineManager), nil},
			"without any role":          {peer.ByStaff(kay, ""), nil},
			"nobody knows who is":       {byKay, func(f *peer.ContactFacts) { f.Professionals = nil }},
			"nobody knows the policy":   {byKay, nobodyLooks},
		} {
			set := c.facts
			if set == nil {
				set = func(*peer.ContactFacts) {}
			}
			t.Log(name)
			steptest.Only(t, b.Tried(t, s.awaiting, peer.ValidateEntry{}, c.by, set), "PEER-48 wrong-role", "")
		}
	})
	t.Run("PEER-48 where the policy lists no roles every registered professional may", func(t *testing.T) {
		open := policyOf(t, func(v map[string]any) { v["asked"], v["roles"] = "no", []any{} })
		steptest.Open(t, b.Tried(t, s.awaiting, peer.ValidateEntry{}, peer.ByStaff(kay, "nurse"), func(f *peer.ContactFacts) { f.Policy = open }))
		r := b.Done(t, peer.Contact{}, theRecord(), byJess, func(f *peer.ContactFacts) { f.Policy = open })
		require.Equal(t, peer.EntryWritten, r.Validation().State, "nobody is asked")
	})
}

func TestEntryQueried(t *testing.T) {
	b, s := contactBench, tellEntry(t)
	t.Run("PEER-48 a question stands there with its reason, and the worker answers in time", func(t *testing.T) {
		v := s.queried.Validation()
		require.Equal(t, peer.EntryQueried, v.State)
		require.Len(t, v.Queries, 1)
		require.Equal(t, peer.ByStaff(kay, ""), v.Queries[0].Asks.By)
		require.Equal(t, peer.PartNote, v.Queries[0].About)
		require.Equal(t, on(nextDay), v.Queries[0].At)
		require.Equal(t, "2026-02-23", v.Due.String())
		steptest.Only(t, b.Tried(t, s.awaiting, peer.QueryEntry{}, byKay), "PEER-48 required", "/asks")
	})
	t.Run("PEER-48 in the words of whoever asks", func(t *testing.T) {
		for _, w := range []peer.Words{steptest.Own(byAled, "was it?"), steptest.Own(byHannah, "was it?")} {
			steptest.Only(t, b.Tried(t, s.awaiting, peer.QueryEntry{Asks: w}, byKay), "PEER-48 wrong-role", "/asks")
		}
		require.Equal(t, peer.ByStaff(kay, ""), b.Done(t, s.awaiting, peer.QueryEntry{Asks: own("was it?")}, byKay).Validation().Queries[0].Asks.By)
	})
	t.Run("PEER-47, PEER-48 nobody asks about what the person says", func(t *testing.T) {
		q := theQuery()
		q.About = peer.PartPersonsWords
		steptest.Only(t, b.Tried(t, s.awaiting, q, byKay), "PEER-47 immutable", "/about")
		for _, c := range s.awaiting.Choices(act(byKay, nextDay, "x", s.awaiting), conFacts(t)) {
			if c.Do == "query" {
				require.NotContains(t, c.Fields[0].Options, string(peer.PartPersonsWords), "and it is never offered")
				require.Contains(t, c.Fields[0].Options, string(peer.PartNote))
			}
		}
	})
	t.Run("PEER-48 amended, it is awaited again, and what it said stays readable", func(t *testing.T) {
		for _, r := range []peer.Contact{s.queried, s.seen} {
			next := b.Done(t, r, theAmendment(), byJess)
			v := next.Validation()
			require.Equal(t, peer.EntryAwaiting, v.State)
			require.Zero(t, v.Seen)
			require.Equal(t, "2026-02-23", v.Due.String())
			require.Equal(t, r.Validation().Queries, v.Queries, "what was asked stays")
			was := next.Before()[0]
			require.Equal(t, r.Entry(), was.Entry)
			require.Equal(t, r.Validation().Seen, was.Seen)
			require.Equal(t, "we took the bus to the council's allotment office", next.Entry().Note.Text.Reveal())
		}
		again := b.Done(t, b.Done(t, s.queried, theAmendment(), byJess), theQuery(), byKay)
		require.Len(t, again.Validation().Queries, 2)
	})
	t.Run("PEER-48 what waits already waits on", func(t *testing.T) {
		require.Equal(t, s.awaiting.Validation(), b.Done(t, s.awaiting, theAmendment(), byJess).Validation())
		require.Equal(t, peer.EntryDraft, b.Done(t, s.draft, theAmendment(), byJess).Validation().State)
		require.Equal(t, peer.EntryWritten, b.Done(t, s.written, theAmendment(), byJess).Validation().State)
	})
	t.Run("PEER-48 facts put right are looked at again; the person answers no question that went to the worker", func(t *testing.T) {
		for by, states := range map[peer.Actor][2]peer.EntryState{byJess: {peer.EntryAwaiting, peer.EntryAwaiting}, byAled: {peer.EntryQueried, peer.EntryAwaiting}} {
			require.Equal(t, states[0], b.Done(t, s.queried, theCorrection(), by).Validation().State)
			require.Equal(t, states[1], b.Done(t, s.seen, theCorrection(), by).Validation().State)
		}
	})
	t.Run("PEER-47 what the person says changes nothing of where the entry stands", func(t *testing.T) {
		for _, r := range []peer.Contact{s.draft, s.written, s.awaiting, s.queried, s.seen} {
			require.Equal(t, r.Validation(), b.Done(t, r, peer.AddStatement{Words: own("not so"), Disagrees: true}, byAled).Validation())
		}
	})
}
