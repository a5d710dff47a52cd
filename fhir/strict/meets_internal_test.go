package strict

import (
	"encoding/json"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/internal/strictjson"
)

// keywords has what meets knows of: each keyword, and whether what it holds is right.
var keywords = map[string]func(v any) bool{
	"$comment": anything, "$schema": anything, "$ref": anything, "definitions": anything, "additionalProperties": is[bool], "allOf": is[[]any],
	"anyOf": is[[]any], "const": is[string], "dependencies": is[map[string]any], "enum": texts, "invariants": texts, "items": is[map[string]any],
	"maxLength": is[json.Number], "maximum": is[json.Number], "minItems": is[json.Number], "minLength": is[json.Number],
	"minProperties": is[json.Number], "minimum": is[json.Number], "not": is[map[string]any], "pattern": is[string],
	"properties": is[map[string]any], "required": texts,
	"format": func(v any) bool { return v == "fhir-whole" },
	"type": func(v any) bool {
		return slices.Contains([]any{"object", "array", "string", "number", "integer", "boolean", "null"}, v)
	},
}

func anything(any) bool { return true }

func is[T any](v any) bool { _, ok := v.(T); return ok }

func texts(v any) bool {
	all, ok := v.([]any)
	return ok && !slices.ContainsFunc(all, func(v any) bool { return !is[string](v) })
}

// eachSchema goes through a schema and those in it.
func eachSchema(v any, see func(map[string]any)) {
	s, ok := v.(map[string]any)
	if !ok {
		return
	}
	see(s)
	for _, k := range []string{"properties", "definitions", "dependencies"} {
		inside, _ := s[k].(map[string]any)
		for _, one := range inside {
			eachSchema(one, see)
		}
	}
	for _, k := range []string{"allOf", "anyOf"} {
		inside, _ := s[k].([]any)
		for _, one := range inside {
			eachSchema(one, see)
		}
	}
	eachSchema(s["not"], see)
	eachSchema(s["items"], see)
}

func TestMeetsKnowsEveryKeyword(t *testing.T) {
	for _, name := range append(Types(), "types") {
		t.Run("FHIR-19 "+name, func(t *testing.T) {
			n := 0
			eachSchema(strictjson.Value(Schema(name)), func(s map[string]any) {
				n++
				for k, v := range s {
					require.Contains(t, keywords, k)
					require.True(t, keywords[k](v), "%s: %v", k, v)
				}
			})
			require.Greater(t, n, 10)
		})
	}
}

// wrong are values to put where another was.
var wrong = []any{nil, true, "", " ", "x", "Banana/1", "2026-02-30", "towpath-1", json.Number("-1"), json.Number("1.5"), json.Number("3e9"),
	json.Number("3000000000"), []any{}, []any{nil}, []any{"x"}, map[string]any{}, map[string]any{"id": "x"}, map[string]any{"reference": "Goal/1"}}

// spoilt is a copy of a value with something changed in it in about one place.
func spoilt(r *rand.Rand, v any) any {
	if r.IntN(12) == 0 {
		return wrong[r.IntN(len(wrong))]
	}
	switch v := v.(type) {
	case map[string]any:
		out := maps.Clone(v)
		names := slices.Sorted(maps.Keys(v))
		if len(names) == 0 {
			return out
		}
		switch name := names[r.IntN(len(names))]; r.IntN(10) {
		case 0:
			delete(out, name)
		case 1:
			out["banana"] = out[name]
		case 2:
			out["_"+name] = map[string]any{"id": "x", "extension": []any{map[string]any{"url": "u:x", "valueCode": "x"}}}
		default:
			out[name] = spoilt(r, v[name])
		}
		return out
	case []any:
		out := slices.Clone(v)
		if len(out) > 0 {
			i := r.IntN(len(out))
			out[i] = spoilt(r, out[i])
		}
		return out
	}
	return wrong[r.IntN(len(wrong))]
}

// TestMeetsSaysWhatTheValidatorSays compares the two on resources of ours, as they are
// and spoilt. TestFaultsAreFound holds both to what R4 says.
func TestMeetsSaysWhatTheValidatorSays(t *testing.T) {
	files, err := filepath.Glob(filepath.Join("..", "testdata", "*.json"))
	require.NoError(t, err)
	r := rand.New(rand.NewPCG(1, 19))
	met, not := 0, 0
	for _, file := range files {
		body, err := os.ReadFile(file)
		require.NoError(t, err)
		root := strictjson.Value(body).(map[string]any)
		typ, _ := root["resourceType"].(string)
		if compiled[typ] == nil {
			continue
		}
		schema := compiled[typ]()
		require.True(t, meets(schema, root), "%s is judged without the validator", file)
		for range 50 {
			v := spoilt(r, root)
			want := schema.Validate(v) == nil
			require.Equal(t, want, meets(schema, v), "%s: %v", file, v)
			if want {
				met++
			} else {
				not++
			}
		}
	}
	t.Logf("%d met their schema, %d did not", met, not)
	require.Greater(t, met, 300)
	require.Greater(t, not, 1500)
}

func TestMeetsCountsCharacters(t *testing.T) {
	for _, n := range []int{1 << 20, 1<<20 + 1} {
		v := map[string]any{"text": strings.Repeat("é", n)}
		schema := compiled["Flag"]().Properties["code"]
		require.Equal(t, n == 1<<20, meets(schema, v), "FHIR-19 %d", n)
		require.Equal(t, n == 1<<20, schema.Validate(v) == nil, "FHIR-19 %d", n)
	}
}
