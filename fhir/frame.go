package fhir

import (
	"bytes"
	"encoding/json"
	"slices"
	"strconv"

	"github.com/towpath-care/towpath/peer"
)

// Frame proves of a finished edit that it touched nothing that is not its own:
// outside the spans every byte is as it was, and what stood or stands inside the
// spans is only what the edits name. It reads both documents with encoding/json
// and shares no code with what made the edit.
//
// before is the document as it was read. The error is ErrForeignBytes with the
// number of bytes; it means that this package is at fault, and that the document
// must not be sent.
func Frame(before []byte, e Edited) error {
	changed := foreignBytesChanged(before, e.Document.raw(), e.Spans)
	if changed == 0 {
		owned := e.owned(before)
		changed = differing(foreign(before, owned), foreign(e.Document.raw(), owned))
	}
	if changed == 0 {
		return nil
	}
	return peer.Fault(peer.Rule{Row: "FHIR-17", Code: ErrForeignBytes}, "",
		"An edit leaves every byte as it was that is not its own.", "Do not send this document, and report the fault.",
		peer.Number("bytes", changed))
}

// claim is a path that was, or may have been, written to.
type claim struct {
	path []Step
	// unlessThere: only where nothing stood there. twin: with the twin of the
	// primitive.
	unlessThere, twin bool
}

func (es Edits) claims() []claim {
	out := make([]claim, len(es))
	for i, e := range es {
		path := e.edit().path
		out[i] = claim{path, e.edit().op == opEnsure, e.edit().op == opRemove && path[len(path)-1].kind == fieldStep}
	}
	return out
}

// owned returns the paths that may be written to in the document before.
func (e Edited) owned(before []byte) (paths [][]Step) {
	if e.how == nil {
		return nil
	}
	for _, c := range e.how.inner.claims {
		last := len(c.path) - 1
		if c.unlessThere && stands(before, c.path) {
			continue
		}
		paths = append(paths, c.path)
		if c.twin {
			paths = append(paths, append(slices.Clone(c.path[:last]), Field("_"+c.path[last].name)))
		}
	}
	return paths
}

// ForeignBytesChanged counts the bytes outside the spans that differ between two
// documents. It is 0 for every edit that was made here. Spans that overlap, stand
// out of order or reach outside a document count every byte.
func ForeignBytesChanged(before, after Document, spans []Span) int {
	return foreignBytesChanged(before.raw(), after.raw(), spans)
}

func foreignBytesChanged(before, after []byte, spans []Span) int {
	changed, was, now := 0, 0, 0
	ends := Span{Was: Range{len(before), len(before)}, Now: Range{len(after), len(after)}}
	for _, s := range append(slices.Clone(spans), ends) {
		if s.Was.From < was || s.Now.From < now || s.Was.To < s.Was.From || s.Now.To < s.Now.From ||
			s.Was.To > len(before) || s.Now.To > len(after) {
			return max(len(before), len(after))
		}
		changed += differing(before[was:s.Was.From], after[now:s.Now.From])
		was, now = s.Was.To, s.Now.To
	}
	return changed
}

// differing counts the bytes between the first and the last that differ.
func differing(a, b []byte) int {
	n := 0
	for n < min(len(a), len(b)) && a[n] == b[n] {
		n++
	}
	a, b = a[n:], b[n:]
	for len(a) > 0 && len(b) > 0 && a[len(a)-1] == b[len(b)-1] {
		a, b = a[:len(a)-1], b[:len(b)-1]
	}
	return max(len(a), len(b))
}

// foreign writes what a value holds apart from what the paths lead to: foreign
// members and elements as they stand, byte for byte and in their order, and
// around them the objects and lists they stand in. A list or an object that
// holds nothing foreign is not written.
func foreign(raw []byte, owned [][]Step) []byte {
	r := json.NewDecoder(bytes.NewReader(raw))
	open, _ := r.Token()
	if open, ok := open.(json.Delim); ok && len(owned) > 0 {
		return foreignIn(r, open, owned)
	}
	return raw
}

func foreignIn(r *json.Decoder, open json.Delim, owned [][]Step) []byte {
	out := []byte{byte(open)}
	for r.More() {
		name := ""
		if open == '{' {
			token, _ := r.Token()
			name, _ = token.(string)
		}
		var value json.RawMessage
		if r.Decode(&value) != nil {
			return nil
		}
		below, mine := narrow(owned, open == '{', name, value)
		if mine {
			continue
		}
		if rest := foreign(value, below); len(rest) > 0 {
			out = append(append(append(strconv.AppendQuote(out, name), ':'), rest...), ',')
		}
	}
	if len(out) == 1 {
		return nil
	}
	return out
}

// narrow returns what is left of the paths that lead into a member or element,
// and whether one of them ends there.
func narrow(owned [][]Step, object bool, name string, value []byte) (below [][]Step, mine bool) {
	for _, path := range owned {
		if object && path[0] != Field(name) || !object && !carries(value, path[0]) {
			continue
		}
		if len(path) == 1 {
			return nil, true
		}
		below = append(below, path[1:])
	}
	return below, false
}

// stands reports whether something stands at the end of a path.
func stands(raw []byte, path []Step) bool {
	if len(path) == 0 {
		return true
	}
	if path[0].kind == fieldStep {
		value, ok := membersOf(raw)[path[0].name]
		return ok && stands(value, path[1:])
	}
	return slices.ContainsFunc(elementsOf(raw), func(element json.RawMessage) bool {
		return carries(element, path[0]) && stands(element, path[1:])
	})
}

// carries reports whether an element carries a key.
func carries(element []byte, key Step) bool {
	m := membersOf(element)
	within := func(member, code string) bool {
		is := func(raw json.RawMessage) bool {
			m := membersOf(raw)
			return textOf(m["system"]) == key.system && textOf(m[code]) == key.name
		}
		return is(element) || is(m[member]) || slices.ContainsFunc(elementsOf(m[member]), is)
	}
	switch key.kind {
	case elementStep:
		return textOf(m["id"]) == key.name
	case referringStep:
		return sameReference(textOf(m["reference"]), key.name)
	case extendingStep:
		return textOf(m["url"]) == key.name
	case identifiedStep:
		return within("identifier", "value")
	case codedStep:
		return within("coding", "code")
	default:
		return false
	}
}

func membersOf(raw []byte) (m map[string]json.RawMessage) {
	_ = json.Unmarshal(raw, &m)
	return m
}

func elementsOf(raw []byte) (l []json.RawMessage) {
	_ = json.Unmarshal(raw, &l)
	return l
}

func textOf(raw []byte) (t string) {
	_ = json.Unmarshal(raw, &t)
	return t
}
