package strict_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/fhir/strict"
	"github.com/towpath-care/towpath/internal/r4schema"
)

// TestWhatR4AllowsIsAccepted: a schema that turns everything down would find every
// fault too.
func TestWhatR4AllowsIsAccepted(t *testing.T) {
	s := newSampler(t)
	variants := 0
	seen := map[string]bool{}
	for _, typ := range strict.Types() {
		t.Run("FHIR-19 "+typ+": the least, everything, and each way of a choice", func(t *testing.T) {
			least := s.resource(typ, func(e r4schema.Element) bool { return beside[e.Path] })
			require.NoError(t, strict.Validate(encoded(t, least)))
			require.NoError(t, strict.Validate(encoded(t, s.resource(typ, everything))))
			for _, e := range s.children(typ) {
				doc := s.with(e)
				for _, sp := range s.spots {
					if len(sp.element.Of) < 2 || seen[sp.element.Path] {
						continue
					}
					seen[sp.element.Path] = true
					for i := range sp.element.Of {
						other := changed(t, encoded(t, doc), sp.path, func(within, last any) {
							delete(within.(obj), last.(string))
							s.put(within.(obj), sp.element, nil, 1, i)
						})
						require.NoError(t, strict.Validate(encoded(t, other)), "%s as %s", sp.pointer(), sp.element.Of[i].Type)
						variants++
					}
				}
			}
		})
	}
	t.Logf("%d ways of %d choices", variants, len(seen))
}
