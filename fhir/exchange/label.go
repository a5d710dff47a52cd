package exchange

import (
	"encoding/json"
	"slices"
)

// A security label of ours is added where it is missing and never taken off: narrower
// wins (hazards H08, H25). Beside those and the tags of ours (tags.go), everything in
// meta is the record system's.

// label is what tells one security label, or one tag, from another.
type label struct{ System, Code string }

// labelsOf are the security labels of a resource, as they are written.
func labelsOf(body []byte) []json.RawMessage { return codingsIn(body, "security") }

// codingsIn are the codings of a member of a resource's meta, as they are written.
func codingsIn(body []byte, name string) []json.RawMessage {
	var r struct {
		Meta map[string]json.RawMessage `json:"meta"`
	}
	if json.Unmarshal(body, &r) != nil {
		return nil
	}
	return elementsOf(r.Meta[name])
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

// withMeta are the members of the resource there with our labels and tags as they are
// to stand in its meta; every other byte of it stays.
func withMeta(all []member, there, body []byte) (out []member, err error) {
	out = all
	if missing := unlabelled(there, body); len(missing) > 0 {
		out, err = inMeta(out, "security", listOf(append(labelsOf(there), missing...)))
	}
	if _, differ := tagsDiffer(there, body); differ && err == nil {
		out, err = inMeta(out, "tag", listOf(tagsAsMeant(there, body)))
	}
	return out, err
}

// inMeta sets a list in the meta of a resource, or takes it out when it is empty.
func inMeta(all []member, name string, list json.RawMessage) ([]member, error) {
	var meta []member
	if value := valueOf(all, "meta"); value != nil {
		var err error
		if meta, err = membersInOrder(value); err != nil {
			return nil, err
		}
	}
	without := func(list []member, name string) []member {
		return slices.DeleteFunc(slices.Clone(list), func(m member) bool { return m.name == name })
	}
	meta = without(meta, name)
	if list != nil {
		meta = append(meta, member{name, slices.Concat([]byte(`"`+name+`":`), list)})
	}
	all = without(all, "meta")
	if len(meta) > 0 {
		all = append(all, member{"meta", slices.Concat([]byte(`"meta":`), object(meta))})
	}
	return all, nil
}
