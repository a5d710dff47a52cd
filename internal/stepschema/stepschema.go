// Package stepschema writes the JSON Schema (draft-07) of the steps of a table, for
// front ends in any language: what a form may post, read from the same literal
// that judges it.
package stepschema

import (
	"bytes"
	"encoding/json"

	"github.com/towpath-care/towpath/peer"
)

// schema is one JSON Schema. A map keeps its members in order when it is written.
type schema map[string]any

// patterns are how values are written that JSON has no type for.
var patterns = map[peer.FieldKind]string{
	peer.FieldDate:   `^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$`,
	peer.FieldMoment: `^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]+)?(Z|[+-][0-9]{2}:[0-9]{2})$`,
	peer.FieldClock:  `^[0-9]{2}:[0-9]{2}$`,
	peer.FieldWhen:   `^[0-9]{4}-[0-9]{2}-[0-9]{2}(T.+)?$`,
}

// Of gives the schema of every step of a table. A step that does not fit it is
// turned down; one that fits it may still be, by rules over the record and the
// facts.
func Of(t peer.Table) ([]byte, error) {
	var steps []any
	for _, row := range t.Rows {
		steps = append(steps, step(row))
	}
	var b bytes.Buffer
	w := json.NewEncoder(&b)
	w.SetEscapeHTML(false)
	w.SetIndent("", "  ")
	err := w.Encode(schema{
		"$schema":     "http://json-schema.org/draft-07/schema#",
		"title":       "Steps of a " + string(t.Kind),
		"description": t.Says,
		"oneOf":       steps,
	})
	return b.Bytes(), err
}

func step(row peer.RowOf) schema {
	if row.Mended {
		return neverTurnedDown(row)
	}
	s := object(row.Fields)
	s["title"], s["description"] = string(row.Do), row.Says
	members := s["properties"].(schema)
	members["do"] = schema{"const": string(row.Do)}
	needed, _ := s["required"].([]string)
	needed = append([]string{"do"}, needed...)
	if _, ok := members["id"]; ok && len(row.From) == 0 {
		members["id"] = schema{"type": "string", "pattern": `^[A-Za-z0-9_-][A-Za-z0-9._-]{0,199}$`}
		needed = append(needed, "id")
	}
	s["required"] = needed
	return s
}

// neverTurnedDown is a step that is taken whatever stands in it: its schema names the
// members and holds them to nothing, so that nobody who checks a form before sending it
// turns it down (hazard H01).
func neverTurnedDown(row peer.RowOf) schema {
	members := schema{"do": schema{"const": string(row.Do)}}
	for _, f := range row.Fields {
		members[f.Name] = schema{"description": "what a form draws: " + string(f.Kind)}
	}
	return schema{"title": string(row.Do), "description": row.Says, "type": "object", "properties": members, "required": []string{"do"}}
}

// object is a group of fields; nothing else may stand in it.
func object(fields []peer.Field) schema {
	members := schema{}
	var needed []string
	for _, f := range fields {
		members[f.Name] = field(f)
		if required(f) {
			needed = append(needed, f.Name)
		}
	}
	s := schema{"type": "object", "properties": members, "additionalProperties": false}
	if len(needed) > 0 {
		s["required"] = needed
	}
	return s
}

// required reports whether a member has to be there: a tick that is left out is
// a no, and a group with something required in it is needed itself.
func required(f peer.Field) bool {
	if f.Kind == peer.FieldGroup && !f.Repeats {
		for _, inner := range f.Fields {
			if required(inner) {
				return true
			}
		}
	}
	return f.Required && f.Kind != peer.FieldYesNo
}

func field(f peer.Field) schema {
	one := value(f)
	if !f.Repeats {
		return one
	}
	list := schema{"type": "array", "items": one, "maxItems": f.Items}
	if f.Required {
		list["minItems"] = 1
	}
	return list
}

func value(f peer.Field) schema {
	switch f.Kind {
	case peer.FieldWords:
		return words(f)
	case peer.FieldChoice, peer.FieldAnswer:
		return schema{"enum": f.Options}
	case peer.FieldNumber:
		s := schema{"type": "integer", "minimum": f.Min}
		if f.Max > 0 {
			s["maximum"] = f.Max
		}
		return s
	case peer.FieldYesNo:
		return schema{"type": "boolean"}
	case peer.FieldSomeone:
		return someone()
	case peer.FieldSpan:
		return schema{"type": "object"}
	case peer.FieldGroup:
		return object(f.Fields)
	}
	s := schema{"type": "string"}
	if p, ok := patterns[f.Kind]; ok {
		s["pattern"] = p
	}
	if f.Max > 0 {
		s["maxLength"] = f.Max
	}
	if f.Required || f.Repeats {
		s["minLength"] = 1
	}
	return s
}

// words are somebody's own words.
func words(f peer.Field) schema {
	text := schema{"type": "string", "maxLength": f.Max}
	if f.Required || f.Repeats {
		text["minLength"] = 1
	}
	s := schema{"type": "object", "additionalProperties": false, "properties": schema{
		"text": text, "by": someone(), "lang": schema{"type": "string", "maxLength": 35}, "how": schema{"enum": peer.How("").Terms()},
	}}
	if f.Required || f.Repeats {
		s["required"] = []string{"text"}
	}
	return s
}

// someone is the person, a member of staff or a carer.
func someone() schema {
	id := schema{"type": "string", "maxLength": 200}
	return schema{"type": "object", "additionalProperties": false, "properties": schema{"person": id, "staff": id, "carer": id, "role": id}}
}
