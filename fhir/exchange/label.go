package exchange

import (
	"encoding/json"
	"slices"
)

// A security label of ours is added where it is missing and never taken off: narrower
// wins (hazards H08, H25). Everything else in meta is the record system's.

// label is what tells one security label from another.
type label struct{ System, Code string }

// labelsOf are the security labels of a resource, as they are written.
func labelsOf(body []byte) []json.RawMessage {
	var r struct {
		Meta struct {
			Security []json.RawMessage `json:"security"`
		} `json:"meta"`
	}
	if json.Unmarshal(body, &r) != nil {
		return nil
	}
	return r.Meta.Security
}

func labelIn(coding []byte) (l label) {
	_ = json.Unmarshal(coding, &l)
	return l
}

// unlabelled are the labels of a resource of ours that the one there does not have.
func unlabelled(there, body []byte) []json.RawMessage {
	has := labelsOf(there)
	return slices.DeleteFunc(labelsOf(body), func(ours json.RawMessage) bool {
		return slices.ContainsFunc(has, func(theirs json.RawMessage) bool { return labelIn(theirs) == labelIn(ours) })
	})
}

// withLabels is a resource's members with these labels among those of its meta; every
// other byte of it stays.
func withLabels(all []member, missing []json.RawMessage) ([]member, error) {
	if len(missing) == 0 {
		return all, nil
	}
	var meta []member
	if value := valueOf(all, "meta"); value != nil {
		var err error
		if meta, err = membersInOrder(value); err != nil {
			return nil, err
		}
	}
	labels := listOf(append(elementsOf(valueOf(meta, "security")), missing...))
	without := func(list []member, name string) []member {
		return slices.DeleteFunc(slices.Clone(list), func(m member) bool { return m.name == name })
	}
	meta = append(without(meta, "security"), member{"security", slices.Concat([]byte(`"security":`), labels)})
	return append(without(all, "meta"), member{"meta", slices.Concat([]byte(`"meta":`), object(meta))}), nil
}
