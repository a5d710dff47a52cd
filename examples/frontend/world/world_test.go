package world_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/examples/frontend/desk"
	"github.com/towpath-care/towpath/examples/frontend/store"
	"github.com/towpath-care/towpath/examples/frontend/world"
)

func TestTell(t *testing.T) {
	s := store.NewMemory(desk.Decode)
	require.NoError(t, world.Tell(t.Context(), s))
	aled, err := s.About(t.Context(), "aled")
	require.NoError(t, err)
	require.NotEmpty(t, aled.Records)
	for _, r := range aled.Records {
		t.Log(r)
	}
}
