package events_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/examples/frontend/events"
)

// TestBell: everybody hears it, somebody slow hears it once, and nobody who left does.
func TestBell(t *testing.T) {
	var b events.Bell
	b.Ring()
	quick, end := b.Listen()
	slow, endSlow := b.Listen()
	require.Empty(t, quick, "what was rung before is over")
	b.Ring()
	<-quick
	b.Ring()
	require.Len(t, quick, 1)
	require.Len(t, slow, 1)
	end()
	<-quick
	<-slow
	b.Ring()
	require.Empty(t, quick)
	require.Len(t, slow, 1)
	endSlow()
}
