package strict

import (
	"encoding/json"
	"os"
	"path/filepath"
	"testing"

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
