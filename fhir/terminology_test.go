package fhir_test

import (
	"encoding/json"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/fhir"
)

func TestCodeSystems(t *testing.T) {
	systems := map[string]map[string]string{}
	for _, c := range fhir.CodeSystems() {
		t.Run("FHIR-06 "+c.ID(), func(t *testing.T) {
			codes := map[string]string{}
			for _, code := range c.Codes {
				require.NotEmpty(t, code.Display)
				require.Empty(t, codes[code.Code], "a code stands once")
				codes[code.Code] = code.Display
			}
			require.NotEmpty(t, codes)
			require.Nil(t, systems[c.URL], "a system stands once")
			systems[c.URL] = codes
			body, err := c.Resource()
			require.NoError(t, err)
			var r struct {
				ResourceType, URL, Status, Content string
				Count                              int
				Concept                            []struct{ Code, Display string }
			}
			require.NoError(t, json.Unmarshal(body, &r))
			require.Equal(t, []any{"CodeSystem", c.URL, "active", "complete", len(c.Codes)}, []any{r.ResourceType, r.URL, r.Status, r.Content, r.Count})
			require.Len(t, r.Concept, len(c.Codes))
		})
	}
	t.Run("FHIR-06 every code of ours that a resource holds is published, with those words", func(t *testing.T) {
		for kind, made := range examples {
			for _, r := range made(t).resources {
				for _, coding := range codings(t, r.Body) {
					if published, ours := systems[coding.System]; ours || isOurs(coding.System) {
						require.Equal(t, coding.Display, published[coding.Code], "%s: %s", kind, coding.Code)
					}
				}
			}
		}
	})
}

func isOurs(system string) bool {
	return len(system) > len(fhir.Canonical) && system[:len(fhir.Canonical)] == fhir.Canonical
}

type seenCoding struct{ System, Code, Display string }

// codings are all codes with a display of a resource.
func codings(t testing.TB, body []byte) (out []seenCoding) {
	t.Helper()
	var v any
	require.NoError(t, json.Unmarshal(body, &v))
	var walk func(v any)
	walk = func(v any) {
		switch v := v.(type) {
		case []any:
			for _, one := range v {
				walk(one)
			}
		case map[string]any:
			system, _ := v["system"].(string)
			code, coded := v["code"].(string)
			if _, quantity := v["unit"]; coded && !quantity {
				display, _ := v["display"].(string)
				out = append(out, seenCoding{system, code, display})
			}
			for _, one := range v {
				walk(one)
			}
		}
	}
	walk(v)
	return out
}

func TestConceptMaps(t *testing.T) {
	require.Empty(t, fhir.Site{}.ConceptMaps(), "nobody has said where the record system keeps the national codes")
	maps := fhir.Site{ConsultationMechanism: "https://epr.example/mechanism"}.ConceptMaps()
	require.Len(t, maps, 1)
	t.Run("FHIR-06 each way of being in touch leads to the national code an Encounter has beside it", func(t *testing.T) {
		in := tamarside(t)
		in.Site.ConsultationMechanism = "https://epr.example/mechanism"
		r, err := fhir.ToEncounter(happened(t, nil), in)
		require.NoError(t, err)
		all := map[string]string{}
		for _, s := range maps[0].Same {
			all[s.National.Code] = s.National.Display
		}
		n := 0
		for _, c := range codings(t, r.Body) {
			if c.System == in.Site.ConsultationMechanism {
				require.Equal(t, c.Display, all[c.Code])
				n++
			}
		}
		require.Equal(t, 1, n)
		require.Len(t, maps[0].Same, 7)
	})
	body, err := maps[0].Resource()
	require.NoError(t, err)
	golden(t, "conceptmap-contact-mode", body)
	t.Run("FHIR-08 each sort of plan leads to its national type, or says why to none", func(t *testing.T) {
		maps := fhir.Site{ConsultationMechanism: "https://epr.example/mechanism", CarePlanTypes: carePlanTypes}.ConceptMaps()
		require.Len(t, maps, 2)
		require.Equal(t, maps[1:], fhir.Site{CarePlanTypes: carePlanTypes}.ConceptMaps())
		require.Len(t, maps[1].Same, len(codeSystem(t, fhir.PlanCategorySystem).Codes))
		for _, s := range maps[1].Same {
			require.Equal(t, s.National == fhir.Code{}, s.Equivalence == "unmatched", s.Code)
			require.True(t, s.National == fhir.Code{} || s.Equivalence == "narrower", s.Code)
			require.NotEmpty(t, s.Comment, "R4 cmd-1 for narrower; for a reader in both cases")
		}
		body, err := maps[1].Resource()
		require.NoError(t, err)
		golden(t, "conceptmap-plan-category", body)
	})
}
