package strict

import (
	"encoding/json"
	"math/big"
	"slices"
	"unicode/utf8"

	"github.com/santhosh-tekuri/jsonschema/v5"
)

// meets reports whether a value meets a schema. It knows the keywords that our schemas
// have, says yes or no and not why, and keeps nothing, where the validator keeps for
// every value what it would need to explain it. What it does not say yes to, the
// validator judges.
func meets(s *jsonschema.Schema, v any) bool {
	if s.Always != nil {
		return *s.Always
	}
	return meetsItself(s, v) && meetsOthers(s, v)
}

// meetsItself judges the keywords that are about the value and what is in it.
func meetsItself(s *jsonschema.Schema, v any) bool {
	if len(s.Types) > 0 && !slices.ContainsFunc(s.Types, func(t string) bool { return isA(t, v) }) ||
		len(s.Constant) > 0 && s.Constant[0] != v || len(s.Enum) > 0 && !slices.Contains(s.Enum, v) {
		return false
	}
	switch v := v.(type) {
	case map[string]any:
		return meetsObject(s, v)
	case []any:
		items, all := s.Items.(*jsonschema.Schema)
		return len(v) >= s.MinItems && !(all && slices.ContainsFunc(v, func(e any) bool { return !meets(items, e) }))
	case string:
		return meetsText(s, v)
	case json.Number:
		return meetsNumber(s, v)
	}
	return true
}

func meetsObject(s *jsonschema.Schema, v map[string]any) bool {
	if len(v) < s.MinProperties {
		return false
	}
	for _, name := range s.Required {
		if _, is := v[name]; !is {
			return false
		}
	}
	others, said := s.AdditionalProperties.(bool)
	for name, value := range v {
		one, known := s.Properties[name]
		if known && !meets(one, value) || !known && said && !others {
			return false
		}
	}
	return true
}

func meetsText(s *jsonschema.Schema, v string) bool {
	n := 0
	if s.MinLength >= 0 || s.MaxLength >= 0 {
		n = utf8.RuneCountInString(v)
	}
	return n >= s.MinLength && (s.MaxLength < 0 || n <= s.MaxLength) && (s.Pattern == nil || s.Pattern.MatchString(v))
}

func meetsNumber(s *jsonschema.Schema, v json.Number) bool {
	if s.Format != "" && !whole(v) {
		return false
	}
	if s.Minimum == nil && s.Maximum == nil {
		return true
	}
	n, ok := new(big.Rat).SetString(string(v))
	return ok && (s.Minimum == nil || n.Cmp(s.Minimum) >= 0) && (s.Maximum == nil || n.Cmp(s.Maximum) <= 0)
}

// isA reports whether a value is of a type of JSON Schema. An integer is one that is
// written as R4 writes it.
func isA(typ string, v any) bool {
	switch v := v.(type) {
	case map[string]any:
		return typ == "object"
	case []any:
		return typ == "array"
	case string:
		return typ == "string"
	case json.Number:
		return typ == "number" || typ == "integer" && whole(v)
	case bool:
		return typ == "boolean"
	case nil:
		return typ == "null"
	}
	return false
}

// meetsOthers judges the keywords that hold a value to other schemas, and the invariants.
func meetsOthers(s *jsonschema.Schema, v any) bool {
	fails := func(other *jsonschema.Schema) bool { return !meets(other, v) }
	if s.Not != nil && !fails(s.Not) || slices.ContainsFunc(s.AllOf, fails) ||
		len(s.AnyOf) > 0 && !slices.ContainsFunc(s.AnyOf, func(one *jsonschema.Schema) bool { return meets(one, v) }) {
		return false
	}
	if object, is := v.(map[string]any); is {
		for name, then := range s.Dependencies {
			if _, there := object[name]; there && fails(then.(*jsonschema.Schema)) {
				return false
			}
		}
	}
	for _, one := range s.Extensions {
		if len(one.(invariantSchema).broken(v)) > 0 {
			return false
		}
	}
	return true
}
