// Package storetest is what every store of the example has to pass: whoever puts
// tables of their own behind it runs the same tests.
package storetest

import (
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/examples/frontend/store"
	"github.com/towpath-care/towpath/peer"
	"github.com/towpath-care/towpath/recovery"
)

var at = time.Date(2026, 3, 2, 10, 0, 0, 0, time.UTC)

// Run tries a store that can hold records of package recovery. open gives an empty
// one each time.
func Run(t *testing.T, open func() store.Store) {
	t.Helper()
	t.Run("what was saved is read back whole, under its person and nobody else's", func(t *testing.T) {
		s := open()
		g, saving := goal(t, "g-1", "aled")
		require.NoError(t, s.Save(t.Context(), saving))
		back, err := s.Load(t.Context(), g.Ref())
		require.NoError(t, err)
		require.Equal(t, encoded(t, g), encoded(t, back))
		for person, want := range map[peer.PersonID]int{"aled": 1, "beatriz": 0, "": 0} {
			kept, err := s.About(t.Context(), person)
			require.NoError(t, err)
			require.Len(t, kept.Records, want, person)
		}
		nobody, err := s.About(t.Context())
		require.NoError(t, err)
		require.Empty(t, nobody.Records)
	})
	t.Run("what is not there is ErrNotFound", func(t *testing.T) {
		_, err := open().Load(t.Context(), peer.Ref{Kind: recovery.KindGoal, ID: "g-1"})
		require.ErrorIs(t, err, store.ErrNotFound)
	})
	t.Run("of two that go on from the same revision the second is ErrMoved, and nothing of it is kept", func(t *testing.T) {
		s := open()
		g, saving := goal(t, "g-1", "aled")
		require.NoError(t, s.Save(t.Context(), saving))
		next, change, err := g.Do(recovery.AgreeGoal{}, act("r-2", 1), recovery.Facts{})
		require.NoError(t, err)
		was, err := s.Load(t.Context(), g.Ref())
		require.NoError(t, err)
		require.Equal(t, recovery.GoalProposed, was.Status())
		require.NoError(t, s.Save(t.Context(), store.Of(next, change)))
		is, err := s.Load(t.Context(), g.Ref())
		require.NoError(t, err)
		require.Equal(t, recovery.GoalAgreed, is.Status())
		other, change, err := g.Do(recovery.LetGo{}, act("r-3", 1), recovery.Facts{})
		require.NoError(t, err)
		late := store.Of(other, change)
		_, beside := goal(t, "g-2", "aled")
		late.Records, late.Changes = append(late.Records, beside.Records...), append(late.Changes, beside.Changes...)
		late.Signals = []peer.Signal{{ID: "late", About: "aled"}}
		require.ErrorIs(t, s.Save(t.Context(), late), store.ErrMoved)
		require.ErrorIs(t, s.Save(t.Context(), saving), store.ErrMoved, "made a second time")
		kept, err := s.About(t.Context(), "aled")
		require.NoError(t, err)
		require.Len(t, kept.Records, 1)
		require.Empty(t, kept.Signals)
		require.Equal(t, recovery.GoalAgreed, kept.Records[0].Status())
	})
	t.Run("changes come back in the order in which they were kept, from any of them on", func(t *testing.T) {
		s := open()
		last, err := s.Last(t.Context())
		require.NoError(t, err)
		require.Zero(t, last)
		g, saving := goal(t, "g-1", "aled")
		require.NoError(t, s.Save(t.Context(), saving))
		_, beside := goal(t, "a-first-by-name", "beatriz")
		require.NoError(t, s.Save(t.Context(), beside))
		next, change, err := g.Do(recovery.AgreeGoal{}, act("r-2", 1), recovery.Facts{})
		require.NoError(t, err)
		require.NoError(t, s.Save(t.Context(), store.Of(next, change)))
		require.ErrorIs(t, s.Save(t.Context(), store.Of(next, change)), store.ErrMoved)
		moved := func(id string, rev peer.Rev, about peer.PersonID) store.Moved {
			return store.Moved{Of: peer.Ref{Kind: recovery.KindGoal, ID: id}, Rev: rev, About: about, At: at}
		}
		want := []store.Moved{moved("g-1", 1, "aled"), moved("a-first-by-name", 1, "beatriz"), moved("g-1", 2, "aled")}
		all, err := s.Changed(t.Context(), store.Moved{})
		require.NoError(t, err)
		require.Equal(t, want, all)
		for i := range want {
			rest, err := s.Changed(t.Context(), store.Moved{Of: want[i].Of, Rev: want[i].Rev})
			require.NoError(t, err)
			require.ElementsMatch(t, want[i+1:], rest)
		}
		last, err = s.Last(t.Context())
		require.NoError(t, err)
		require.Equal(t, want[2], last)
		_, err = s.Changed(t.Context(), moved("g-1", 3, "aled"))
		require.ErrorIs(t, err, store.ErrNotFound)
	})
	t.Run("a record that begins in the middle is ErrMoved", func(t *testing.T) {
		g, _ := goal(t, "g-1", "aled")
		next, change, err := g.Do(recovery.AgreeGoal{}, act("r-2", 1), recovery.Facts{})
		require.NoError(t, err)
		require.ErrorIs(t, open().Save(t.Context(), store.Of(next, change)), store.ErrMoved)
	})
	t.Run("of many who save at once one is first, and nobody else's is kept", func(t *testing.T) {
		s := open()
		g, saving := goal(t, "g-1", "aled")
		require.NoError(t, s.Save(t.Context(), saving))
		done := make(chan error)
		for i := range 8 {
			next, change, err := g.Do(recovery.AgreeGoal{}, act(fmt.Sprint("r-", i), 1), recovery.Facts{})
			require.NoError(t, err)
			go func() { done <- s.Save(t.Context(), store.Of(next, change)) }()
		}
		first := 0
		for range 8 {
			if err := <-done; err == nil {
				first++
			} else {
				require.ErrorIs(t, err, store.ErrMoved)
			}
		}
		require.Equal(t, 1, first)
		all, err := s.Changed(t.Context(), store.Moved{})
		require.NoError(t, err)
		require.Len(t, all, 2)
	})
	t.Run("signals and readings come back with whom they are about", func(t *testing.T) {
		s := open()
		g, saving := goal(t, "g-1", "aled")
		saving.Signals = []peer.Signal{{ID: "s-1", About: "aled", From: g.Ref(), Kind: peer.SignalGoesFurther, Noticed: at}}
		require.NoError(t, s.Save(t.Context(), saving))
		require.NoError(t, s.Save(t.Context(), store.Saving{Signals: saving.Signals}), "a signal is kept once")
		require.NoError(t, s.Save(t.Context(), store.Saving{Seen: []peer.Seen{{Of: g.Ref(), By: peer.ByStaff("jess", ""), Purpose: peer.ForSupport, At: at}}}))
		for person, want := range map[peer.PersonID]int{"aled": 1, "beatriz": 0} {
			kept, err := s.About(t.Context(), person)
			require.NoError(t, err)
			require.Len(t, kept.Signals, want)
			require.Len(t, kept.Seen, want)
		}
	})
}

func act(id string, seen peer.Rev) peer.Act {
	return peer.Act{By: peer.ByPerson("aled"), At: at, ID: peer.RequestID(id), Seen: seen}
}

func goal(t *testing.T, id string, person peer.PersonID) (recovery.Goal, store.Saving) {
	t.Helper()
	a := act("r-"+id, 0)
	a.By = peer.ByPerson(person)
	g, change, err := recovery.NewGoal(recovery.ProposeGoal{ID: id, Person: person, Words: peer.Words{Text: peer.Say("see the sea")}}, a, recovery.Facts{})
	require.NoError(t, err)
	return g, store.Of(g, change)
}

func encoded(t *testing.T, r peer.Record) string {
	t.Helper()
	b, err := peer.Encode(r)
	require.NoError(t, err)
	return string(b)
}
