package safeguard_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/peer"
	"github.com/towpath-care/towpath/safeguard"
)

func encode(t testing.TB, r peer.Record) []byte {
	t.Helper()
	b, err := peer.Encode(r)
	require.NoError(t, err)
	return b
}

func childOf(t testing.TB, c peer.Change) safeguard.Concern {
	t.Helper()
	require.Len(t, c.Made, 1)
	child, ok := c.Made[0].Record.(safeguard.Concern)
	require.True(t, ok)
	require.Equal(t, c.Made[0].Ref, child.Ref())
	require.NoError(t, peer.VerifyChain([]peer.Change{*c.Made[0].Change}))
	back, err := safeguard.DecodeConcern(encode(t, child))
	require.NoError(t, err)
	require.Equal(t, encode(t, child), encode(t, back))
	return child
}

func TestConcernAboutAChild(t *testing.T) {
	t.Run("SAFE-05 a child at risk makes a second concern, with the same times and none of the story", func(t *testing.T) {
		r := theDisclosure()
		r.Disclosure.Children = peer.Yes
		p := raise(t, r, byJess, "2026-03-13T17:42Z")
		child := childOf(t, p.last())
		require.Equal(t, []any{safeguard.SafeguardingChild, safeguard.Immediate, on("2026-03-13T18:10Z"), "c1-child", "c1", byJess.Staff},
			[]any{child.Trigger(), child.Urgency(), child.NotifyBy(), child.Ref().ID, child.With(), child.Raiser().Staff})
		require.Equal(t, "c1-child", p.concern.Child())
		require.Equal(t, p.concern.NotifyBy(), child.NotifyBy())
		require.Equal(t, p.concern.NotTo(), child.NotTo(), "who is not to be told is not told of this either")
		require.Equal(t, p.concern.Wants(), child.Wants())
		require.True(t, child.Text().IsZero())
		require.True(t, child.Disclosure().Quoted.IsZero())
		require.Equal(t, peer.PartyRaiser, p.last().Made[0].Change.As)
	})
	t.Run("SAFE-05, H07 not known is a question, and no is no", func(t *testing.T) {
		for _, answer := range []peer.Tri{peer.Unknown, peer.No} {
			r := theDisclosure()
			r.Disclosure.Children = answer
			p := raise(t, r, byJess, "2026-03-13T17:42Z")
			require.Empty(t, p.last().Made)
			require.Empty(t, p.concern.Child())
		}
	})
	t.Run("SAFE-05 it is made once, also when it becomes known later, and its time runs from then", func(t *testing.T) {
		s := tellConcern(t)
		p := s.acknowledged.copyOf().then(byOde, safeguard.SayMore{Disclosure: safeguard.MoreDisclosed{Children: peer.Yes}}, "2026-03-14T10:00Z")
		child := childOf(t, p.last())
		require.Equal(t, on("2026-03-14T10:30Z"), child.NotifyBy())
		require.Equal(t, jess, child.Raiser().Staff, "whoever said more may take it on and close it")
		require.Equal(t, byOde, p.last().Made[0].Change.By, "its change says who did it")
		for _, answer := range []peer.Tri{peer.Yes, peer.No, peer.Yes} {
			p.then(byJess, safeguard.SayMore{Disclosure: safeguard.MoreDisclosed{Children: answer}})
			require.Empty(t, p.last().Made)
		}
		_, err := safeguard.DecodeConcern(encode(t, p.concern))
		require.NoError(t, err)
	})
	t.Run("SAFE-05 a concern about a child makes no other, and one that came with another does", func(t *testing.T) {
		r := theDisclosure()
		r.Disclosure.Children, r.Trigger = peer.Yes, safeguard.SafeguardingChild
		require.Empty(t, raise(t, r, byJess, "2026-03-13T17:42Z").last().Made)
		r.Trigger, r.With = safeguard.AbuseDisclosure, "another-concern"
		require.Len(t, raise(t, r, byJess, "2026-03-13T17:42Z").last().Made, 1)
	})
	t.Run("SAFE-05, H01 long ids give children ids of their own", func(t *testing.T) {
		ids := map[string]bool{}
		for _, end := range []string{"a", "b"} {
			r := theDisclosure()
			r.ID, r.Disclosure.Children = strings.Repeat("x", 199)+end, peer.Yes
			ids[childOf(t, raise(t, r, byJess, "2026-03-13T17:42Z").last()).Ref().ID] = true
		}
		require.Len(t, ids, 2)
	})
	t.Run("SAFE-05 the same request gives the same two again", func(t *testing.T) {
		r := theDisclosure()
		r.ID, r.Disclosure.Children = "", peer.Yes
		one, two := raise(t, r, byJess, "2026-03-13T17:42Z"), raise(t, r, byJess, "2026-03-13T17:52Z")
		require.Equal(t, one.concern.Ref(), two.concern.Ref(), "also when it comes in later")
		require.Equal(t, childOf(t, one.last()).Ref(), childOf(t, two.last()).Ref())
	})
}
