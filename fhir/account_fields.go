package fhir

import (
	"bytes"
	"encoding/json"
	"slices"
	"strings"

	"github.com/towpath-care/towpath/peer"
	"github.com/towpath-care/towpath/recovery"
)

// Placed is a field of a record and where it goes.
type Placed struct {
	// Field is a JSON pointer into the stored record.
	Field string `json:"field"`
	// Elements are R4 element paths.
	Elements []string `json:"elements"`
}

// Kept is a field of a record that stays here, and why.
type Kept struct {
	Field   string `json:"field"`
	Because string `json:"because"`
}

// Fields is what becomes of the fields of one record in one document: each field that
// says something is in one of the two, and nothing that anybody said is in either.
type Fields struct {
	Sent  []Placed
	Stays []Kept
}

// becauseAbsent is said of a field that has a home in R4 and is not in what was
// made of this record.
const becauseAbsent = "What it says here has no place of its own in this resource."

// FieldsIn says, as Mappings lays down, what becomes of the fields of a record in a
// resource of this type. body is the resource; where it is empty, a field goes into
// every element that it may go into. The error is that of peer.Encode.
func FieldsIn(r peer.Record, resourceType string, body []byte) (Fields, error) {
	if len(body) == 0 {
		return fieldsIn(r, func(e string) bool { return typeOf(e) == resourceType })
	}
	there := plainOf(body)
	return fieldsIn(r, func(element string) bool {
		path := strings.Split(element, ".")
		return path[0] == resourceType && says(there, path[1:])
	})
}

// FieldsInEdit says what becomes of the fields of a contribution in the plan that a
// service owns: of the elements of a CarePlan an edit writes activity and contributor.
func FieldsInEdit(c recovery.Contribution) (Fields, error) {
	return fieldsIn(c, func(element string) bool {
		return element == "CarePlan.contributor" || strings.HasPrefix(element, "CarePlan.activity.")
	})
}

// fieldsIn goes through the fields that a record has; written are the elements that
// are written of it.
func fieldsIn(r peer.Record, written func(element string) bool) (f Fields, err error) {
	stored, err := peer.Encode(r)
	if err != nil {
		return f, err
	}
	record := plainOf(stored)
	for _, m := range mappings {
		if m.Record != r.Ref().Kind || m.Field == "" || !says(record, strings.Split(m.Field[1:], "/")) {
			continue
		}
		at := slices.DeleteFunc(slices.Clone(m.Elements), func(e string) bool { return !written(e) })
		switch {
		case m.Because != "":
			f.Stays = append(f.Stays, Kept{m.Field, m.Because})
		case len(at) == 0:
			f.Stays = append(f.Stays, Kept{m.Field, becauseAbsent})
		default:
			f.Sent = append(f.Sent, Placed{m.Field, at})
		}
	}
	return f, nil
}

func typeOf(element string) string {
	typ, _, _ := strings.Cut(element, ".")
	return typ
}

// plainOf is a document as it is decoded; nil for what is no JSON.
func plainOf(body []byte) (v any) {
	d := json.NewDecoder(bytes.NewReader(body))
	d.UseNumber()
	if d.Decode(&v) != nil {
		return nil
	}
	return v
}

// says reports whether something stands at a path: an object or list with something in
// it, a text that is not empty, a number. A list is looked through.
func says(v any, path []string) bool {
	switch v := v.(type) {
	case []any:
		return slices.ContainsFunc(v, func(one any) bool { return says(one, path) })
	case map[string]any:
		if len(path) == 0 {
			return len(v) > 0
		}
		return says(v[path[0]], path[1:])
	case nil:
		return false
	}
	return len(path) == 0 && v != ""
}
