package fhir

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/peer"
)

// TestHomesAndDocuments: what is written in the table of homes is what DocumentTypes says,
// so that a test that walks one walks the other.
func TestHomesAndDocuments(t *testing.T) {
	t.Run("FHIR-01 every home is a document, and every document has one home", func(t *testing.T) {
		type name struct {
			kind     peer.Kind
			resource string
		}
		had, listed := map[name]bool{}, map[name]bool{}
		for _, h := range homes {
			require.False(t, had[name{h.kind, h.resource}], "%s of %s", h.resource, h.kind)
			had[name{h.kind, h.resource}] = true
		}
		for kind, types := range documents {
			for _, resource := range types {
				listed[name{kind, resource}] = true
			}
		}
		require.Equal(t, listed, had)
	})
}
