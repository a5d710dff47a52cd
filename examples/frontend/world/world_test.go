package world_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/examples/frontend/desk"
	"github.com/towpath-care/towpath/examples/frontend/store"
	"github.com/towpath-care/towpath/examples/frontend/world"
	"github.com/towpath-care/towpath/peer"
)

func TestTell(t *testing.T) {
	s := store.NewMemory(desk.Decode)
	require.NoError(t, world.Tell(t.Context(), s))
	aled, err := s.About(t.Context(), "aled")
	require.NoError(t, err)
	kinds := map[peer.Kind]int{}
	for _, r := range aled.Records {
		kinds[r.Ref().Kind]++
	}
	require.Equal(t, map[peer.Kind]int{"support-request": 1, "relationship": 1, "contact": 6, "goal": 3, "problem-solving": 1, "self-report": 5, "signpost": 1, "transition": 1, "concern": 3}, kinds)
	last, err := s.Last(t.Context())
	require.NoError(t, err)
	require.True(t, last.At.Before(world.Begins), "the story is over when the example begins")
}
