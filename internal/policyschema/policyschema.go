// Package policyschema writes the JSON Schema (draft-07) of an organisation's policy,
// for editors and for checks before a policy is sent anywhere: the envelope, the
// calendar, and the section of package safeguard in full. The other sections are held
// to be objects; their packages say what stands in them.
//
// What fits the schema may still be turned down by what no schema can say: a chain that
// is not there, a name that stands there twice, a day before another.
package policyschema

import (
	"bytes"
	"encoding/json"

	"github.com/towpath-care/towpath/internal/terms"
	"github.com/towpath-care/towpath/peer"
)

// schema is one JSON Schema. A map keeps its members in order when it is written.
type schema map[string]any

// Policy gives the schema of a policy file.
func Policy() ([]byte, error) {
	members := schema{
		"schema":       schema{"const": 1},
		"organisation": text(1),
		"version":      text(1),
		"from":         day(),
		"until":        day(),
		"example":      schema{"type": "boolean", "description": "These are example values; the policy is not live."},
		"calendar":     calendar(),
	}
	for _, name := range peer.Sections() {
		members[name] = schema{"type": "object"}
	}
	members["safeguard"] = safeguardSection()
	root := object(members, "schema", "organisation", "version", "from", "calendar")
	root["$schema"] = "http://json-schema.org/draft-07/schema#"
	root["title"] = "Policy of an organisation"
	root["definitions"] = schema{"condition": condition()}
	root["if"] = schema{"required": []string{"example"}, "properties": schema{"example": schema{"const": true}}}
	root["then"] = schema{"properties": schema{"safeguard": schema{"not": schema{"required": []string{"live"}}}}}
	root["else"] = schema{"properties": schema{"safeguard": schema{"required": []string{"live"}}}}
	var b bytes.Buffer
	w := json.NewEncoder(&b)
	w.SetEscapeHTML(false)
	w.SetIndent("", "  ")
	err := w.Encode(root)
	return b.Bytes(), err
}

// object holds these members and no others.
func object(members schema, needed ...string) schema {
	s := schema{"type": "object", "properties": members, "additionalProperties": false}
	if len(needed) > 0 {
		s["required"] = needed
	}
	return s
}

// all are the names of members that are all needed.
func all(members schema) []string {
	var out []string
	for name := range members {
		out = append(out, name)
	}
	return sorted(out)
}

func text(least int) schema { return schema{"type": "string", "minLength": least} }

func short() schema { return schema{"type": "string", "minLength": 1, "maxLength": 200} }

func oneOf[T ~string](list []T) schema { return schema{"enum": terms.Of(list)} }

func list(items schema, least, most int) schema {
	s := schema{"type": "array", "items": items}
	if least > 0 {
		s["minItems"] = least
	}
	if most > 0 {
		s["maxItems"] = most
	}
	return s
}

func day() schema {
	return schema{"type": "string", "pattern": `^[0-9]{4}-[0-9]{2}-[0-9]{2}$`}
}

func clock() schema { return schema{"type": "string", "pattern": `^[0-9]{2}:[0-9]{2}$`} }

func calendar() schema {
	return object(schema{
		"zone":        text(1),
		"workingDays": list(oneOf([]string{"mon", "tue", "wed", "thu", "fri", "sat", "sun"}), 1, 7),
		"hours":       object(schema{"from": clock(), "to": clock()}, "from", "to"),
		"holidays":    list(day(), 0, 0),
		"until":       day(),
	}, "zone", "workingDays", "hours", "until")
}

// minutes is a span of real time, from a minute to this many.
func minutes(most int) schema {
	return schema{"oneOf": []any{unit("minutes", most), unit("hours", most/60)}}
}

// days is a span of this many days at most, however it is counted.
func days(most int) schema {
	forms := []any{unit("minutes", most*24*60), unit("hours", most*24)}
	for name, per := range map[string]int{"days": 1, "workingDays": 1, "weeks": 7, "months": 31} {
		if most/per < 1 {
			continue
		}
		u := unit(name, most/per)
		u["properties"].(schema)["at"] = clock()
		forms = append(forms, u)
	}
	sortForms(forms)
	return schema{"oneOf": forms}
}

func unit(name string, most int) schema {
	return object(schema{name: schema{"type": "integer", "minimum": 1, "maximum": most}}, name)
}
