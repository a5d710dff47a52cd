// Package stepschema writes JSON Schemas (draft-07) for programs in any language, read
// from the same literals that judge: what a form may post (Of), what a host keeps
// (Record), and what a decision looks like (Decisions). Declarations turns all of them
// into TypeScript.
package stepschema

import (
	"bytes"
	"encoding/json"

	"github.com/towpath-care/towpath/peer"
)

// schema is one JSON Schema. A map keeps its members in order when it is written.
type schema map[string]any

const draft = "http://json-schema.org/draft-07/schema#"

// recordID is what the id of a record looks like.
const recordID = `^[A-Za-z0-9_-][A-Za-z0-9._-]{0,199}$`

// Of gives the schema of every step of a table. A step that does not fit it is
// turned down; one that fits it may still be, by rules over the record and the
// facts.
func Of(t peer.Table) ([]byte, error) { return written(steps(t)) }

func steps(t peer.Table) schema {
	var all []any
	for _, row := range t.Rows {
		all = append(all, step(row))
	}
	return schema{
		"$schema":     draft,
		"title":       "Steps of a " + string(t.Kind),
		"description": t.Says,
		"oneOf":       all,
	}
}

// written is a schema as it lies in a file.
func written(s schema) ([]byte, error) {
	var b bytes.Buffer
	w := json.NewEncoder(&b)
	w.SetEscapeHTML(false)
	w.SetIndent("", "  ")
	err := w.Encode(s)
	return b.Bytes(), err
}

func step(row peer.RowOf) schema {
	if row.Mended {
		return neverTurnedDown(row)
	}
	s := posted.object(row.Fields)
	s["title"], s["description"] = string(row.Do), row.Says
	members := s["properties"].(schema)
	members["do"] = schema{"const": string(row.Do)}
	needed, _ := s["required"].([]string)
	needed = append([]string{"do"}, needed...)
	if _, ok := members["id"]; ok && len(row.From) == 0 {
		members["id"] = schema{"type": "string", "pattern": recordID}
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
