package desk_test

import (
	"context"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/examples/frontend/desk"
	"github.com/towpath-care/towpath/examples/frontend/store"
	"github.com/towpath-care/towpath/peer"
)

// hannah is told of what others notice, and has nobody's pages open.
var hannah = desk.Who{Actor: peer.ByStaff("hannah", peer.RoleTeamLead)}

// unread is a store in which a change can be seen, and what it is about cannot be read.
type unread struct{ store.Store }

func (unread) About(context.Context, ...peer.PersonID) (store.Kept, error) {
	return store.Kept{}, errBroken
}

// TestHearing: what cannot be read now is not passed over, and those who are told hear of
// nothing else.
func TestHearing(t *testing.T) {
	now, end := context.WithCancel(t.Context())
	end() // nobody waits: what there is to hear is there
	goes := asked("goal", "g-1", 6, "r-1", `{"do":"say-how-it-goes","going":"sustaining"}`)
	t.Run("what the store cannot say is heard once it can", func(t *testing.T) {
		d, s := open(t)
		heard, err := d.Hear(t.Context(), aled, store.Moved{})
		require.NoError(t, err)
		defer heard.End()
		c, err := d.Take(t.Context(), aled, goes)
		require.NoError(t, err)
		d.Store = unread{s}
		_, err = heard.Next(now)
		require.ErrorIs(t, err, errBroken)
		_, err = d.Hear(t.Context(), aled, store.Moved{Of: c.Of, Rev: c.Rev})
		require.ErrorIs(t, err, errBroken, "where to begin is not known")
		d.Store = s
		list, err := heard.Next(now)
		require.NoError(t, err)
		require.Len(t, list, 1)
		require.Equal(t, c.Of, list[0].Of)
	})
	t.Run("SAFE-18 those who are told hear nothing of the person's meetings and moves", func(t *testing.T) {
		d, _ := open(t)
		heard, err := d.Hear(t.Context(), hannah, store.Moved{})
		require.NoError(t, err)
		defer heard.End()
		move := peer.Ref{Kind: "transition", ID: "move-1"}
		is, err := d.Open(t.Context(), jess, move)
		require.NoError(t, err)
		_, err = d.Take(t.Context(), jess, asked(move.Kind, move.ID, is.Rev, "r-2", `{"do":"flag-extra"}`))
		require.NoError(t, err)
		_, err = d.Take(t.Context(), jess, asked("concern", "", 0, "r-3", `{"do":"raise","id":"con-9","trigger":"other-risk","about":"aled","text":{"text":"x","how":"written","by":{"staff":"jess"}}}`))
		require.NoError(t, err)
		list, err := heard.Next(now)
		require.NoError(t, err)
		require.Len(t, list, 1)
		require.Equal(t, peer.Ref{Kind: "concern", ID: "con-9"}, list[0].Of)
	})
}
