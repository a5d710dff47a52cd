package fhir

import (
	"bytes"
	"encoding/json"
	"reflect"
	"slices"
	"strconv"

	"github.com/towpath-care/towpath/internal/strictjson"
	"github.com/towpath-care/towpath/peer"
)

// slot is where a member or an element stands in its object or list, or would.
type slot struct {
	hits  int             // how many entries fit the step; the first one counts
	whole strictjson.Span // the entry: a member with its name, or an element
	value strictjson.Span
	// Ends of what stands around it; -1 where nothing does.
	prevTo   int // the entry in front ends here
	nextFrom int // the entry behind begins here
	lastTo   int // the last entry of all ends here
	count    int // entries in all
}

// lookup finds the entry that a step leads to in the object or list at raw[at].
func lookup(raw []byte, at int, step Step) slot {
	s := slot{prevTo: -1, nextFrom: -1, lastTo: -1}
	if step.kind == fieldStep {
		strictjson.Members(raw, at, func(m strictjson.Member) bool {
			s.pass(strictjson.Span{From: m.Key.From, To: m.Value.To}, m.Value, string(m.Name) == step.name)
			return true
		})
		return s
	}
	strictjson.Elements(raw, at, func(_ int, v strictjson.Span) bool {
		s.pass(v, v, step.fits(raw, v.From))
		return true
	})
	return s
}

// first returns the value that a step leads to, and whether there is one.
func first(raw []byte, at int, step Step) (value strictjson.Span, ok bool) {
	take := func(v strictjson.Span, fits bool) bool {
		if fits {
			value, ok = v, true
		}
		return !fits
	}
	if step.kind == fieldStep {
		strictjson.Members(raw, at, func(m strictjson.Member) bool { return take(m.Value, string(m.Name) == step.name) })
	} else {
		strictjson.Elements(raw, at, func(_ int, v strictjson.Span) bool { return take(v, step.fits(raw, v.From)) })
	}
	return value, ok
}

func (s *slot) pass(whole, value strictjson.Span, fits bool) {
	switch {
	case fits && s.hits == 0:
		s.whole, s.value, s.prevTo = whole, value, s.lastTo
	case s.hits > 0 && s.nextFrom < 0:
		s.nextFrom = whole.From
	}
	if fits {
		s.hits++
	}
	s.lastTo = whole.To
	s.count++
}

// fits reports whether the element at raw[at] carries the step's key.
func (step Step) fits(raw []byte, at int) bool {
	text := func(at int, name string) string {
		v, _ := first(raw, at, Field(name))
		t, _ := strictjson.Text(raw[v.From:v.To])
		return t
	}
	is := func(at int) bool { return text(at, "value") == step.name && text(at, "system") == step.system }
	switch step.kind {
	case elementStep:
		return text(at, "id") == step.name
	case referringStep:
		return sameReference(text(at, "reference"), step.name)
	case identifiedStep:
		own, ok := first(raw, at, Field("identifier"))
		return is(at) || ok && (is(own.From) || anyElement(raw, own.From, is))
	default:
		return false
	}
}

func anyElement(raw []byte, at int, is func(at int) bool) (any bool) {
	strictjson.Elements(raw, at, func(_ int, v strictjson.Span) bool {
		any = is(v.From)
		return !any
	})
	return any
}

// draft is a document in the making: its bytes, and which of them were written.
type draft struct {
	raw   []byte
	hunks []Span
}

// splice puts text in place of raw[from:to] and keeps account of it.
func (d *draft) splice(from, to int, text []byte, path string) {
	raw := make([]byte, 0, len(d.raw)-(to-from)+len(text))
	raw = append(append(append(raw, d.raw[:from]...), text...), d.raw[to:]...)
	d.account(from, to, len(text), path)
	d.raw = raw
}

// account adds a splice to the hunks. Those it lies clear of keep to themselves,
// moved along; those it reaches into become one with it.
func (d *draft) account(from, to, length int, path string) {
	grown := length - (to - from)
	var front, behind []Span
	now, was := Range{from, to}, Range{}
	var inner []Span
	for _, h := range d.hunks {
		switch {
		case h.Now.To <= from:
			front = append(front, h)
		case h.Now.From >= to:
			h.Now = Range{h.Now.From + grown, h.Now.To + grown}
			behind = append(behind, h)
		default:
			inner = append(inner, h)
		}
	}
	shift := 0
	if n := len(front); n > 0 {
		shift = front[n-1].Was.To - front[n-1].Now.To
	}
	was = Range{from + shift, to + shift}
	paths := []string{path}
	if n := len(inner); n > 0 {
		first, last := inner[0], inner[n-1]
		now = Range{min(from, first.Now.From), max(to, last.Now.To)}
		was = Range{first.Was.From - (first.Now.From - now.From), last.Was.To + (now.To - last.Now.To)}
		paths = nil
		for _, h := range inner {
			paths = append(paths, h.Paths...)
		}
		if !slices.Contains(paths, path) {
			paths = append(paths, path)
		}
	}
	merged := Span{Paths: paths, Was: was, Now: Range{now.From, now.To + grown}}
	d.hunks = append(append(front, merged), behind...)
}

// put adds an entry at the end of the object or list at raw[at].
func (d *draft) put(at int, s slot, text []byte, path string) {
	if s.count == 0 {
		d.splice(at+1, at+1, text, path)
		return
	}
	d.splice(s.lastTo, s.lastTo, append([]byte{','}, text...), path)
}

// cut takes an entry away with the comma that held it: exactly what put wrote,
// when it was put at the end.
func (d *draft) cut(s slot, path string) {
	from, to := s.whole.From, s.whole.To
	switch {
	case s.prevTo >= 0:
		from = s.prevTo
	case s.nextFrom >= 0:
		to = s.nextFrom
	}
	d.splice(from, to, nil, path)
}

// apply carries out one edit.
func (d *draft) apply(e *edit) error {
	last := len(e.path) - 1
	if e.op == opUpsert || e.op == opEnsure || e.op == opRemove && e.path[last].kind != fieldStep {
		last--
	}
	at, there, err := d.walk(e.path[:last])
	switch {
	case err != nil:
		return err
	case !there && e.op == opRemove:
		return nil
	case !there:
		return peer.Fault(peer.Rule{Row: "FHIR-17", Code: peer.ErrRequired}, pointer(e.path[:last]),
			"What the edit goes into has to be there.", "Read the document again, and see whether its owner took it away.")
	}
	if last == len(e.path)-1 {
		return d.member(e, at)
	}
	return d.element(e, at)
}

// walk follows a path from the resource inward and refuses to go through
// anything that may not mean what it seems to.
func (d *draft) walk(path []Step) (at int, there bool, err error) {
	at = strictjson.Start(d.raw)
	for i, step := range path {
		s := lookup(d.raw, at, step)
		if s.hits == 0 {
			return 0, false, nil
		}
		if s.hits > 1 {
			return 0, false, twice(path[:i+1])
		}
		at = s.value.From
		toList := i+1 < len(path) && path[i+1].kind != fieldStep
		if err := d.shape(at, toList, path[:i+1]); err != nil {
			return 0, false, err
		}
		if d.modified(at) {
			return 0, false, modifies(path[:i+1])
		}
	}
	return at, true, nil
}

func (d *draft) shape(at int, list bool, path []Step) error {
	switch open := d.raw[at]; {
	case list && open != '[':
		return notEditable(path, "A key leads into a list.", "Look at the definition of the element.")
	case !list && open == '[':
		return notEditable(path, "A list has several owners; an edit names one of its elements.", "Name the element by its id.")
	case !list && open != '{':
		return notEditable(path, "An edit goes into an object.", "Look at the definition of the element.")
	}
	return nil
}

func (d *draft) modified(at int) bool {
	_, ok := first(d.raw, at, Field("modifierExtension"))
	return ok
}

func modifies(path []Step) error {
	return notEditable(path, "A modifierExtension changes what this means, in a way that is not known here.", "Leave it to the owner of the document.")
}

func twice(path []Step) error {
	return peer.Fault(peer.Rule{Row: "FHIR-17", Code: peer.ErrDuplicate}, pointer(path),
		"A key stands for one element.", "Ask the owner of the document which of the elements is meant.")
}

// member carries out Set, and Remove of a member.
func (d *draft) member(e *edit, at int) error {
	name := e.path[len(e.path)-1]
	s, twin := lookup(d.raw, at, name), lookup(d.raw, at, Field("_"+name.name))
	if s.hits > 0 && d.raw[s.value.From] == '[' || twin.hits > 0 && d.raw[twin.value.From] == '[' {
		return notEditable(e.path, "A list has several owners; an edit names one of its elements.", "Name the element by its id.")
	}
	if s.hits > 0 && d.modified(s.value.From) {
		return modifies(e.path)
	}
	if e.op == opRemove {
		return d.removeMember(e, at, s, twin)
	}
	switch {
	case s.hits > 0 && sameJSON(d.raw[s.value.From:s.value.To], e.value):
	case twin.hits > 0:
		return notEditable(e.path, "The twin of this primitive speaks about the value that stands there now.", "Remove the primitive first; its twin goes with it.")
	case s.hits > 0:
		d.splice(s.value.From, s.value.To, e.value, pointer(e.path))
	default:
		d.put(at, s, d.named(name, e.value), pointer(e.path))
	}
	return nil
}

func (d *draft) named(name Step, value []byte) []byte {
	return append(append(strconv.AppendQuote(nil, name.name), ':'), value...)
}

func (d *draft) removeMember(e *edit, at int, s, twin slot) error {
	if gone := s.hits + twin.hits; gone > 0 && gone == s.count {
		return notEditable(e.path, "FHIR has no empty objects.", "Remove the object that would be left empty.")
	}
	path := pointer(e.path)
	if s.hits > 0 {
		d.cut(s, path)
	}
	if twin.hits > 0 {
		d.cut(lookup(d.raw, at, Field("_"+e.path[len(e.path)-1].name)), path)
	}
	return nil
}

// element carries out Upsert, Ensure, and Remove of an element. at is where the
// object begins that the list belongs to.
func (d *draft) element(e *edit, at int) error {
	name, key := e.path[len(e.path)-2], e.path[len(e.path)-1]
	list := lookup(d.raw, at, name)
	if _, twin := first(d.raw, at, Field("_"+name.name)); twin {
		return notEditable(e.path, "The elements of this list and of its twin belong together by their place.", "Leave the list to the owner of the document.")
	}
	if list.hits == 0 {
		if e.op != opRemove {
			d.put(at, list, d.named(name, slices.Concat([]byte{'['}, e.value, []byte{']'})), pointer(e.path))
		}
		return nil
	}
	if err := d.shape(list.value.From, true, e.path[:len(e.path)-1]); err != nil {
		return err
	}
	s := lookup(d.raw, list.value.From, key)
	if s.hits > 1 && e.op != opEnsure {
		return twice(e.path)
	}
	return d.elementAt(e, list, s)
}

func (d *draft) elementAt(e *edit, list, s slot) error {
	path := pointer(e.path)
	switch {
	case s.hits == 0 && e.op == opRemove, s.hits > 0 && e.op == opEnsure:
	case s.hits == 0:
		d.put(list.value.From, s, e.value, path)
	case d.modified(s.value.From):
		return modifies(e.path)
	case e.op == opUpsert:
		if !sameJSON(d.raw[s.value.From:s.value.To], e.value) {
			d.splice(s.value.From, s.value.To, e.value, path)
		}
	case s.count > 1:
		d.cut(s, path)
	case list.count == 1:
		return notEditable(e.path, "FHIR has no empty objects.", "Remove the object that would be left empty.")
	default:
		d.cut(list, path)
	}
	return nil
}

// sameJSON reports whether two values say the same: white space, the order of
// members and how a text is escaped do not count; the digits of a number do,
// because 1.0 and 1.00 are two measurements in FHIR.
func sameJSON(a, b []byte) bool {
	return bytes.Equal(a, b) || reflect.DeepEqual(treeOf(a), treeOf(b))
}

func treeOf(raw []byte) (v any) {
	r := json.NewDecoder(bytes.NewReader(raw))
	r.UseNumber()
	_ = r.Decode(&v)
	return v
}
