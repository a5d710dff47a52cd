package exchange

import (
	"bytes"
	"encoding/json"
	"slices"

	"github.com/towpath-care/towpath/fhir"
)

// A list that others add to holds elements of ours, known by their ids, and elements
// of theirs. Ours are brought up to date, in the places they have; theirs stay as they
// are written, byte for byte (FHIR-17).

// elementsOf are the elements of a list as they are written; none for what is no list.
func elementsOf(list []byte) []json.RawMessage {
	var out []json.RawMessage
	if json.Unmarshal(list, &out) != nil {
		return nil
	}
	return out
}

// elementID is the id of an element; empty when it has none.
func elementID(element []byte) string {
	var head map[string]json.RawMessage
	var id string
	if json.Unmarshal(element, &head) != nil || json.Unmarshal(head["id"], &id) != nil {
		return ""
	}
	return id
}

func isOurs(element json.RawMessage) bool { return fhir.IsElementOfOurs(elementID(element)) }

// oursIn is a list with our elements alone; nil when it has none.
func oursIn(list json.RawMessage) json.RawMessage {
	return listOf(slices.DeleteFunc(elementsOf(list), func(e json.RawMessage) bool { return !isOurs(e) }))
}

func listOf(elements []json.RawMessage) json.RawMessage {
	if len(elements) == 0 {
		return nil
	}
	parts := make([][]byte, len(elements))
	for i, e := range elements {
		parts[i] = e
	}
	return slices.Concat([]byte("["), bytes.Join(parts, []byte(",")), []byte("]"))
}

// shared is a list there with our elements brought up to date: those we no longer have
// are gone, and new ones stand at the end.
func shared(there, ours json.RawMessage) json.RawMessage {
	next := elementsOf(ours)
	var out []json.RawMessage
	for _, e := range elementsOf(there) {
		if !isOurs(e) {
			out = append(out, e)
			continue
		}
		id := elementID(e)
		if i := slices.IndexFunc(next, func(n json.RawMessage) bool { return elementID(n) == id }); i >= 0 {
			out = append(out, next[i])
			next = slices.Delete(next, i, i+1)
		}
	}
	return listOf(append(out, next...))
}

// sharedMember is a list that others add to as it is to stand; none when it is empty.
func sharedMember(name string, there, ours json.RawMessage) []member {
	list := shared(there, ours)
	if list == nil {
		return nil
	}
	return []member{{name, slices.Concat([]byte(`"`+name+`":`), list)}}
}

// oursAlone are the members of a resource that we write, with our elements alone where
// others add to a list.
func oursAlone(typ string, all []member) []member {
	ours, owners := append(written(typ), "resourceType", "id"), fhir.Members(typ)
	var out []member
	for _, m := range all {
		switch {
		case owners[m.name] == fhir.OwnerShared:
			out = append(out, sharedMember(m.name, nil, oursIn(valueOf(all, m.name)))...)
		case slices.Contains(ours, m.name):
			out = append(out, m)
		}
	}
	return out
}

// valueOf is the value of a member among those of a resource; nil when it has none.
func valueOf(all []member, name string) json.RawMessage {
	for _, m := range all {
		if m.name == name {
			return bytes.TrimSpace(m.text[bytes.IndexByte(m.text, ':')+1:])
		}
	}
	return nil
}
