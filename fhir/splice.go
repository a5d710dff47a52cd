package fhir

import (
	"bytes"
	"encoding/json"
	"reflect"
	"slices"
	"strconv"

	"github.com/towpath-care/towpath/internal/strictjson"
)

// draft is a document in the making: its bytes, which of them were written, what a
// JSON Patch says for it, and how it is taken back.
type draft struct {
	raw   []byte
	hunks []Span
	patch []operation
	back  []inverse
}

// place is an object or a list in a draft: where it begins, and the way there as a
// patch writes it, with the tests that what it leads through is still the same.
type place struct {
	at      int
	pointer string
	pins    []operation
}

// into is the place that a member leads to.
func (p place) into(name string, at int) place {
	return place{at, p.pointer + "/" + name, p.pins}
}

// element is the place of an element, which is relied on to carry a key.
func (p place) element(raw []byte, key Step, s slot) place {
	pointer := p.pointer + "/" + strconv.Itoa(s.index)
	return place{s.value.From, pointer, append(slices.Clip(p.pins), key.pins(raw, s.value.From, pointer)...)}
}

// still is the place, relied on to hold this value.
func (p place) still(value []byte) place {
	p.pins = append(slices.Clip(p.pins), newOperation("test", p.pointer, value))
	return p
}

// splice puts text in place of raw[from:to] and keeps account of it.
func (d *draft) splice(from, to int, text []byte, does []operation, back inverse) {
	raw := make([]byte, 0, len(d.raw)-(to-from)+len(text))
	raw = append(append(append(raw, d.raw[:from]...), text...), d.raw[to:]...)
	d.account(from, to, len(text), pointer(back.path))
	d.raw = raw
	d.patch = append(d.patch, does...)
	d.back = append(d.back, back)
}

// put adds a member or an element behind all others. now is its value; what is
// written may be the list around it, or the name in front.
func (d *draft) put(in place, s slot, text []byte, does operation, back inverse) {
	at := in.at + 1
	if s.count > 0 {
		at, text = s.lastTo, append([]byte{','}, text...)
	}
	back.did, back.alone = didAdd, s.count == 0
	d.splice(at, at, text, append(slices.Clip(in.pins), does), back)
}

// replace writes value over what stands there.
func (d *draft) replace(at place, value strictjson.Span, with []byte, path []Step) {
	was := bytes.Clone(d.raw[value.From:value.To])
	d.splice(value.From, value.To, with, append(slices.Clip(at.pins), newOperation("replace", at.pointer, with)),
		inverse{did: didReplace, path: path, was: was, now: with})
}

// cut takes an entry away with the comma that held it: exactly what put wrote,
// when it was put at the end. in is the object or list it stands in, at itself.
func (d *draft) cut(in, at place, s slot, back inverse) {
	from, to := s.whole.From, s.whole.To
	switch {
	case s.prevTo >= 0:
		from = s.prevTo
	case s.nextFrom >= 0:
		to = s.nextFrom
	}
	back.did, back.cut = didRemove, string(d.raw[from:to])
	back.after, back.before = d.around(in.at, s)
	d.splice(from, to, nil, append(slices.Clip(at.pins), newOperation("remove", at.pointer, nil)), back)
}

func named(name string, value []byte) []byte {
	return append(append(strconv.AppendQuote(nil, name), ':'), value...)
}

func listOf(element []byte) []byte { return slices.Concat([]byte{'['}, element, []byte{']'}) }

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
