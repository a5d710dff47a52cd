package fhir

import (
	"fmt"
	"io"
	"strings"

	"github.com/towpath-care/towpath/internal/strictjson"
)

// Step leads from a value to one inside it: to a member of an object, or to the
// element of a list that carries a key. There is no step by place in a list.
type Step struct {
	kind   stepKind
	name   string
	system string
}

type stepKind uint8

const (
	noStep stepKind = iota
	fieldStep
	elementStep
	identifiedStep
	codedStep
	referringStep
	extendingStep
)

// Field leads to the member of that name.
func Field(name string) Step { return Step{kind: fieldStep, name: name} }

// Element leads to the element of a list whose member "id" is this. Record
// systems that take a resource apart (HAPI does it with meta.tag) do not keep the
// ids of elements everywhere; Coded and Extending need none.
func Element(id string) Step { return Step{kind: elementStep, name: id} }

// Identified leads to the element of a list that is, or has as its member
// "identifier", an Identifier of this system and value.
func Identified(system, value string) Step {
	return Step{kind: identifiedStep, name: value, system: system}
}

// Coded leads to the element of a list that is, or has in its member "coding", a
// Coding of this system and code: a tag or a label of meta, a category.
func Coded(system, code string) Step {
	return Step{kind: codedStep, name: code, system: system}
}

// Referring leads to the element of a list whose member "reference" leads to the
// same resource, in whatever version.
func Referring(reference string) Step { return Step{kind: referringStep, name: reference} }

// Extending leads to the extension of this url.
func Extending(url string) Step { return Step{kind: extendingStep, name: url} }

// Format writes the step as it stands in paths that are shown, for every verb.
func (s Step) Format(f fmt.State, _ rune) { io.WriteString(f, pointer([]Step{s})) }

// pointer writes a path for people and logs. Only member names and element ids
// that look like ids are shown; identifiers, codes and references are not.
func pointer(path []Step) string {
	var b strings.Builder
	for _, s := range path {
		b.WriteByte('/')
		switch {
		case s.kind == fieldStep:
			b.WriteString(strictjson.Token(s.name))
		case s.kind == elementStep && isID(s.name) && (s.name[0]|0x20) >= 'a':
			b.WriteString(s.name)
		default:
			b.WriteByte('*')
		}
	}
	return b.String()
}

// isID reports whether s is a FHIR id: 1 to 64 letters, digits, "-" and ".".
func isID(s string) bool {
	for i := range len(s) {
		c := s[i]
		letter := c|0x20 >= 'a' && c|0x20 <= 'z'
		if !letter && (c < '0' || c > '9') && c != '-' && c != '.' {
			return false
		}
	}
	return len(s) >= 1 && len(s) <= 64
}

// mark says which members make an element carry a key: name and, where it is set,
// system; of the element itself or, where within is set, of what stands there.
type mark struct{ within, name, system string }

var marks = map[stepKind]mark{
	elementStep:    {name: "id"},
	identifiedStep: {within: "identifier", name: "value", system: "system"},
	codedStep:      {within: "coding", name: "code", system: "system"},
	referringStep:  {name: "reference"},
	extendingStep:  {name: "url"},
}

// isKnownBy reports whether a member is part of what an element carries its key in.
func (s Step) isKnownBy(member string) bool {
	m, keyed := marks[s.kind]
	return keyed && (member == m.name || member == m.system || member == m.within)
}

// fits reports whether the element at raw[at] carries the step's key.
func (s Step) fits(raw []byte, at int) bool {
	_, _, ok := s.bearer(raw, at)
	return ok
}

// bearer finds the object that bears the key, in the element at raw[at], and the
// JSON pointer from the element to it.
func (s Step) bearer(raw []byte, at int) (object int, way string, ok bool) {
	m := marks[s.kind]
	if s.marked(raw, at) {
		return at, "", true
	}
	if m.within == "" {
		return 0, "", false
	}
	own, there := first(raw, at, Field(m.within))
	if !there {
		return 0, "", false
	}
	if s.marked(raw, own.From) {
		return own.From, "/" + m.within, true
	}
	strictjson.Elements(raw, own.From, func(i int, v strictjson.Span) bool {
		if ok = s.marked(raw, v.From); ok {
			object, way = v.From, fmt.Sprintf("/%s/%d", m.within, i)
		}
		return !ok
	})
	return object, way, ok
}

// marked reports whether the object at raw[at] itself bears the key.
func (s Step) marked(raw []byte, at int) bool {
	m := marks[s.kind]
	text := func(name string) string {
		v, _ := first(raw, at, Field(name))
		t, _ := strictjson.Text(raw[v.From:v.To])
		return t
	}
	switch s.kind {
	case noStep, fieldStep:
		return false
	case referringStep:
		return sameReference(text(m.name), s.name)
	default:
		return text(m.name) == s.name && (m.system == "" || text(m.system) == s.system)
	}
}

// pins are the tests that make a patch fail where the element at raw[at], which a
// pointer leads to, carries another key by then. A system that is missing cannot
// be tested for.
func (s Step) pins(raw []byte, at int, pointer string) (tests []operation) {
	object, way, _ := s.bearer(raw, at)
	for _, name := range []string{marks[s.kind].system, marks[s.kind].name} {
		if v, ok := first(raw, object, Field(name)); ok && name != "" {
			tests = append(tests, newOperation("test", pointer+way+"/"+name, raw[v.From:v.To]))
		}
	}
	return tests
}
