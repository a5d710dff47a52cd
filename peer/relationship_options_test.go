package peer_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/peer"
)

// TestConfirmOptions: a form for the yes need not be told a number, it offers the one
// there is; where nothing is on the table there is nothing to pick.
func TestConfirmOptions(t *testing.T) {
	s := tellRel(t)
	offered := func(r peer.Relationship) []string {
		for _, c := range r.Choices(act(byJess, "2026-02-17T11:15Z", "x", r), peer.RelationshipFacts{}) {
			if c.Do == "confirm" {
				return c.Fields[0].Options
			}
		}
		return nil
	}
	require.Equal(t, []string{"1"}, offered(s.agreeing), "PEER-33")
	require.Equal(t, []string{}, offered(s.active), "PEER-33")
}
