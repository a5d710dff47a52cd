package stepschema

import "github.com/towpath-care/towpath/peer"

// decisionsFile is where records find what a change looks like, from where they lie.
const decisionsFile = "decisions.json"

// Record gives the schema of a record as peer.Encode writes it and Decode reads it.
// What does not fit it is not read; what fits it may still not be, by what no schema
// can say: that the last change leads to where the record is, that a day is not before
// another.
func Record(t peer.Table) ([]byte, error) { return written(record(t)) }

func record(t peer.Table) schema {
	s := stored.object(t.Stored)
	members := s["properties"].(schema)
	needed, _ := s["required"].([]string)
	members["kind"] = schema{"const": string(t.Kind)}
	members["schema"] = schema{"type": "integer", "minimum": 1, "maximum": t.Schema, "description": "The number of the stored form."}
	members["id"] = schema{"type": "string", "pattern": recordID}
	members["rev"] = schema{"type": "integer", "minimum": 1, "description": "How many steps the record has taken."}
	members["status"] = statuses(t)
	members["recent"] = schema{"type": "array", "items": ref("Change"), "minItems": 1, "maxItems": peer.Remembered, "description": "The last changes, oldest first."}
	s["required"] = append([]string{"kind", "schema", "id", "rev", "status", "recent"}, needed...)
	s["$schema"], s["title"], s["description"] = draft, "A "+string(t.Kind)+" as it is stored", t.Says
	return s
}

func statuses(t peer.Table) schema {
	var all []peer.Status
	for _, s := range t.States {
		all = append(all, s.Status)
	}
	return terms(all...)
}

// ref points at a definition of the decisions from another file.
func ref(name string) schema { return schema{"$ref": decisionsFile + "#/definitions/" + name} }
