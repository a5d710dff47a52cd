package desk_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/examples/frontend/desk"
	"github.com/towpath-care/towpath/examples/frontend/store"
	"github.com/towpath-care/towpath/examples/frontend/world"
	"github.com/towpath-care/towpath/peer"
	"github.com/towpath-care/towpath/signpost"
)

var (
	aled = desk.Who{Actor: peer.ByPerson("aled"), Person: "aled"}
	jess = desk.Who{Actor: peer.ByStaff("jess", peer.RolePeerWorker), Person: "aled"}
	kay  = desk.Who{Actor: peer.ByStaff("kay", peer.RoleCareCoordinator), Person: "aled"}
)

func open(t *testing.T) (*desk.Desk, *store.Memory) {
	t.Helper()
	s := store.NewMemory(desk.Decode)
	require.NoError(t, world.Tell(t.Context(), s))
	host, err := world.Host()
	require.NoError(t, err)
	return desk.New(desk.Config{Store: s, Host: host, Now: func() time.Time { return world.Begins }, NewID: func() string { return "new" }}), s
}

func asked(kind peer.Kind, id string, seen peer.Rev, request, step string) desk.Asked {
	return desk.Asked{Kind: kind, ID: id, Seen: seen, Request: peer.RequestID(request), Step: []byte(step)}
}

func TestTake(t *testing.T) {
	t.Run("H02 a step that is not taken leaves its signal behind, and nothing else", func(t *testing.T) {
		d, s := open(t)
		move, err := d.Open(t.Context(), jess, peer.Ref{Kind: "transition", ID: "move-1"})
		require.NoError(t, err)
		_, err = d.Take(t.Context(), jess, asked("transition", "move-1", move.Rev, "r-1", `{"do":"flag-extra"}`))
		require.NoError(t, err)
		before, err := s.About(t.Context(), "aled")
		require.NoError(t, err)
		_, err = d.Take(t.Context(), kay, asked("transition", "move-1", move.Rev+1, "r-2", `{"do":"start-transfer"}`))
		require.ErrorIs(t, err, peer.ErrConcernRequired)
		after, err := s.About(t.Context(), "aled")
		require.NoError(t, err)
		require.Len(t, after.Signals, len(before.Signals)+1)
		require.Equal(t, peer.SignalExtraSupport, after.Signals[len(after.Signals)-1].Kind)
		now, err := d.Open(t.Context(), jess, peer.Ref{Kind: "transition", ID: "move-1"})
		require.NoError(t, err)
		require.Equal(t, move.Rev+1, now.Rev)
	})
	t.Run("what cannot be kept is an error, and no change", func(t *testing.T) {
		d, s := open(t)
		d.Store = broken{s}
		change, err := d.Take(t.Context(), aled, asked("goal", "g-1", 6, "r-3", `{"do":"achieve"}`))
		require.ErrorIs(t, err, errBroken)
		require.Zero(t, change)
	})
	t.Run("what is no step is a refusal, and what is no kind is not here", func(t *testing.T) {
		d, _ := open(t)
		var refusal *peer.Refusal
		for _, step := range []string{``, `{}`, `[]`, `{"do":"nothing"}`, `{"do":"achieve","do":"hold"}`} {
			_, err := d.Take(t.Context(), aled, asked("goal", "g-1", 6, "r-4", step))
			require.ErrorAs(t, err, &refusal, step)
		}
		_, err := d.Take(t.Context(), aled, asked("peer-worker", "x", 1, "r-5", `{}`))
		require.ErrorIs(t, err, desk.ErrNotHere)
	})
}

type broken struct{ store.Store }

var errBroken = errors.New("the disk is full")

func (broken) Save(context.Context, store.Saving) error { return errBroken }

// TestReadings: who of the staff read what is kept, what would tell of a concern apart.
func TestReadings(t *testing.T) {
	d, s := open(t)
	for _, of := range []peer.Ref{{Kind: "goal", ID: "g-1"}, {Kind: "concern", ID: "con-1"}} {
		_, err := d.Open(t.Context(), jess, of)
		require.NoError(t, err)
	}
	_, err := d.Open(t.Context(), aled, peer.Ref{Kind: "goal", ID: "g-1"})
	require.NoError(t, err)
	kept, err := s.About(t.Context(), "aled")
	require.NoError(t, err)
	require.Len(t, kept.Seen, 2, "one's own reading is nobody's business")
	require.Equal(t, []bool{false, true}, []bool{kept.Seen[0].Apart, kept.Seen[1].Apart}, "hazard H08")
	about, err := d.Kept(t.Context(), aled)
	require.NoError(t, err)
	for _, e := range about.Entries {
		require.NotEqual(t, peer.Kind("concern"), e.Of.Kind)
	}
}

// TestHelp: help at once is there whatever else is missing.
func TestHelp(t *testing.T) {
	d, _ := open(t)
	emergency, routes := d.Help(t.Context())
	require.NotEmpty(t, emergency.Says)
	require.Len(t, routes, 2)
	d.Host.Policies = peer.Policies{}
	emergency, routes = d.Help(t.Context())
	require.Equal(t, "999", emergency.Telephone)
	require.NotEmpty(t, routes, "hazard H24")
}

// TestLook: what was found is the fact that choosing rests on.
func TestLook(t *testing.T) {
	d, s := open(t)
	one := asked("signpost", "", 0, "r-6", `{"do":"consider","id":"way-9","person":"aled","worker":"jess","about":{"goal":"g-1"},"options":[{"resource":"shed","kind":"information","source":{"kind":"directory"}}]}`)
	found, err := d.Look(t.Context(), jess, signpost.Need{Topics: []signpost.Topic{signpost.TopicCompany}})
	require.NoError(t, err)
	require.Greater(t, len(found.Candidates), 1)
	_, err = d.Take(t.Context(), jess, one)
	require.ErrorIs(t, err, signpost.ErrOneOption)
	found, err = d.Look(t.Context(), aled, signpost.Need{Topics: []signpost.Topic{signpost.TopicCompany}, Distress: signpost.DistressHigh})
	require.NotEmpty(t, found.Crisis, "SIGN-10, H24 before any question")
	_ = err // the open question comes back as a refusal or as a signal: both are kept
	kept, err := s.About(t.Context(), "aled")
	require.NoError(t, err)
	require.NotEmpty(t, kept.Signals, "H02")
}
