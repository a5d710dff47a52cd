package fhir

import (
	"regexp"
	"slices"
	"strings"

	"github.com/towpath-care/towpath/internal/strictjson"
	"github.com/towpath-care/towpath/peer"
)

// Carries reports whether a resource carries this identifier, and so is the one
// we made. R4 gives Provenance none: ours stands under the id that is made from it
// (ResourceID), and one under another id is not known to be ours.
func Carries(body []byte, id Identifier) bool {
	d, err := ParseDocument(body)
	return err == nil && isOurs(d, id)
}

func isOurs(d Document, id Identifier) bool {
	switch {
	case id == (Identifier{}):
		return false
	case d.ResourceType() == "Provenance":
		return d.ID() == ResourceID(id)
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

// IdentifierOf is the identifier that the resource of this name carries at this
// site, whether there is one yet or not. Each kind of document has a system of its
// own, so that one is never taken for another (FHIR-16).
func (s Site) IdentifierOf(name DocumentName) Identifier {
	id := Identifier{s.identifierSystem(name.Record.Kind), name.Record.ID}
	if first := documents[name.Record.Kind]; len(first) > 0 && first[0] != name.Type {
		id.System += "/" + strings.ToLower(name.Type)
	}
	if name.Part != "" {
		id.Value += "." + name.Part
	}
	return id
}

// IdentifierSystems are the systems of the identifiers that documents of this type
// carry at this site, in order: what carries one of them was made here. None for a type
// that we do not write, and for Provenance, which has no identifier in R4.
func (s Site) IdentifierSystems(resourceType string) []string {
	var out []string
	for kind, types := range documents {
		if HasIdentifier(resourceType) && slices.Contains(types, resourceType) {
			out = append(out, s.IdentifierOf(DocumentName{Type: resourceType, Record: peer.Ref{Kind: kind}}).System)
		}
	}
	slices.Sort(out)
	return out
}

// IsElementOfOurs reports whether an element of a list that others add to, such as a
// note or an activity, is one that we wrote: by the id it has, which is ours from end
// to end. One that only begins like ours is theirs.
func IsElementOfOurs(id string) bool { return elementOfOurs.MatchString(id) }

var elementOfOurs = regexp.MustCompile(`^` + elementPrefix + `[0-9a-f]{32}-[a-z]+$`)

// IDIn returns the logical id in a reference to a resource of this type, relative
// or absolute; empty when it refers to something else.
func IDIn(reference, resourceType string) string {
	if !refersTo(reference, resourceType) {
		return ""
	}
	_, id := cutLast(versionless(reference))
	return id
}
