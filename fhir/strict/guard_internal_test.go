package strict

import (
	"encoding/json"
	"os"
	"path/filepath"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v5"
	"github.com/stretchr/testify/require"
)

func TestTheValidatorIsKeptFromWhatEndsIt(t *testing.T) {
	t.Run("FHIR-19 nothing is loaded from outside", func(t *testing.T) {
		file := filepath.Join(t.TempDir(), "x.json")
		require.NoError(t, os.WriteFile(file, []byte(`{"type":"object"}`), 0o600))
		for _, outside := range []string{"file://" + file, file, "https://schema.invalid/r4/../x.json", "https://schema.invalid/r4/Patient.json", "http://epr.example/x.json"} {
			_, err := newShelf().compiler.Compile(outside)
			require.Error(t, err, outside)
		}
	})
	t.Run("FHIR-19 what it cannot judge is turned down", func(t *testing.T) {
		for _, v := range []any{json.Number("1e5000000"), make(chan int)} { // read lets neither through
			node := map[string]any{"resourceType": "Flag", "extension": []any{map[string]any{"url": "u:x", "valueInteger": v}}}
			got := judge(&resource{node: node})
			require.Equal(t, faults{shape("", "The resource can be judged.")}, got)
		}
	})
	t.Run("FHIR-19 every schema compiles", func(t *testing.T) {
		s := newShelf()
		for _, typ := range types {
			require.NotNil(t, s.compile(typ))
		}
	})
}

func TestStraighten(t *testing.T) {
	s := newShelf()
	t.Run("FHIR-19 no schema is passed through to reach another", func(t *testing.T) {
		for _, typ := range types {
			s.compile(typ)
		}
		require.Greater(t, len(s.straight), 1000)
		for one := range s.straight {
			require.Nil(t, one.Ref, one.Location)
			for name, p := range one.Properties {
				require.Nil(t, p.Ref, "%s %s", one.Location, name)
			}
			for _, d := range one.Dependencies {
				require.Nil(t, d.(*jsonschema.Schema).Ref, one.Location)
			}
			for _, p := range append(one.AllOf, one.AnyOf...) {
				require.Nil(t, p.Ref, one.Location)
			}
			if items, ok := one.Items.(*jsonschema.Schema); ok {
				require.Nil(t, items.Ref, one.Location)
			}
		}
	})
	t.Run("FHIR-19 a schema that may be judging already is left alone", func(t *testing.T) {
		shared := s.compile("Goal").Properties["subject"].AllOf[0]
		require.True(t, s.straight[shared], shared.Location)
		shared.Properties["display"] = &jsonschema.Schema{Ref: shared}
		require.Equal(t, shared, s.compile("Flag").Properties["subject"].AllOf[0])
		require.NotNil(t, shared.Properties["display"].Ref)
	})
}

func TestBefore(t *testing.T) {
	for _, c := range []struct {
		a, b string
		is   bool
	}{
		{"2026-02-16", "2026-02-17", true}, {"2026-02-17", "2026-02-17", false}, {"2026-01", "2026-02-01", true},
		{"2026-01", "2026-01-31", false}, {"2025", "2026-02", true}, {"2026", "2026-02", false},
		{"2026-02-16", "2026-02-17T13:59:00Z", false}, {"2026-02-16", "2026-02-17T14:00:00Z", true}, // it is a day somewhere
		{"2026-02-16T09:59:00Z", "2026-02-17", true}, {"2026-02-16T10:01:00Z", "2026-02-17", false},
		{"2026-02-17T10:00:00Z", "2026-02-17T10:00:00.001Z", true}, {"2026-02-17T10:00:00Z", "2026-02-17T11:00:00+01:00", false},
		{"", "2026", false}, {"2026", "", false}, {"2026-02-17T23:59:60Z", "2027", false}, {"soon", "later", false},
	} {
		require.Equal(t, c.is, before(c.a, c.b), "%s before %s", c.a, c.b)
	}
}
