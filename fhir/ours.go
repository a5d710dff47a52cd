package fhir

import (
	"slices"

	"github.com/towpath-care/towpath/internal/strictjson"
	"github.com/towpath-care/towpath/peer"
)

// Carries reports whether a resource carries this identifier, and so is the one
// we made.
func Carries(body []byte, id Identifier) bool {
	d, err := ParseDocument(body)
	if err != nil || id == (Identifier{}) {
		return false
	}
	_, ok := d.Get(Field("identifier"), Identified(id.System, id.Value))
	return ok
}

// WithID gives a resource of ours the logical id it has in a record system, where
// that is another one than ResourceID would give. Every other byte stays. A body
// without an id, and an id that no server can have, are peer.ErrRequired; a body
// that is no resource has the codes of ParseDocument.
func WithID(body []byte, id string) ([]byte, error) {
	d, err := parseDocument(body, strictjson.Document)
	if err != nil {
		return nil, err
	}
	if d.ID() == "" || !isID(id) {
		return nil, peer.Fault(peer.Rule{Row: "FHIR-16", Code: peer.ErrRequired}, "/id",
			"The resource has an id, and so has the place it stands in.", "Give the id as the server shows it.")
	}
	at, _ := d.find([]Step{Field("id")})
	raw := d.raw()
	return slices.Concat(raw[:at], []byte(`"`+id+`"`), raw[strictjson.End(raw, at):]), nil
}

// IdentifierOf is the identifier that the resource made from a record carries at
// this site, whether there is one yet or not.
func (s Site) IdentifierOf(record peer.Ref) Identifier {
	return Identifier{s.identifierSystem(record.Kind), record.ID}
}

// IDIn returns the logical id in a reference to a resource of this type, relative
// or absolute; empty when it refers to something else.
func IDIn(reference, resourceType string) string {
	if !refersTo(reference, resourceType) {
		return ""
	}
	_, id := cutLast(versionless(reference))
	return id
}
