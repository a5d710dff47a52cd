package fhir

import (
	"bytes"
	"slices"

	"github.com/towpath-care/towpath/internal/strictjson"
	"github.com/towpath-care/towpath/peer"
)

// apply carries out one edit.
func (d *draft) apply(e *edit) error {
	last := len(e.path) - 1
	if e.path[last].kind != fieldStep {
		last--
	}
	in, there, err := d.walk(e.path[:last])
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
		return d.member(e, in)
	}
	return d.element(e, in)
}

// walk follows a path from the resource inward and refuses to go through
// anything that may not mean what it seems to.
func (d *draft) walk(path []Step) (in place, there bool, err error) {
	in.at = strictjson.Start(d.raw)
	for i, step := range path {
		s := lookup(d.raw, in.at, step)
		if s.hits == 0 {
			return in, false, nil
		}
		if s.hits > 1 {
			return in, false, twice(path[:i+1])
		}
		if step.kind == fieldStep {
			in = in.into(step.name, s.value.From)
		} else {
			in = in.element(d.raw, step, s)
		}
		toList := i+1 < len(path) && path[i+1].kind != fieldStep
		if err := d.shape(in.at, toList, path[:i+1]); err != nil {
			return in, false, err
		}
		if d.modified(in.at) {
			return in, false, modifies(path[:i+1])
		}
	}
	return in, true, nil
}

func (d *draft) shape(at int, list bool, path []Step) error {
	switch open := d.raw[at]; {
	case list && open != '[':
		return notEditable(path, "A key leads into a list.", "Look at the definition of the element.")
	case !list && open == '[':
		return severalOwners(path)
	case !list && open != '{':
		return notEditable(path, "An edit goes into an object.", "Look at the definition of the element.")
	}
	return nil
}

func (d *draft) modified(at int) bool {
	_, ok := first(d.raw, at, Field("modifierExtension"))
	return ok
}

func severalOwners(path []Step) error {
	return notEditable(path, "A list has several owners; an edit names one of its elements.", "Name the element by its id.")
}

func modifies(path []Step) error {
	return notEditable(path, "A modifierExtension changes what this means, in a way that is not known here.", "Leave it to the owner of the document.")
}

func pairedList(path []Step) error {
	return notEditable(path, "The elements of this list and of its twin belong together by their place.", "Leave the list to the owner of the document.")
}

func leavesEmpty(path []Step) error {
	return notEditable(path, "FHIR has no empty objects.", "Remove the object that would be left empty.")
}

func twice(path []Step) error {
	return peer.Fault(peer.Rule{Row: "FHIR-17", Code: peer.ErrDuplicate}, pointer(path),
		"A key stands for one element.", "Ask the owner of the document which of the elements is meant.")
}

// member carries out Set, and Remove of a member.
func (d *draft) member(e *edit, in place) error {
	name := e.path[len(e.path)-1].name
	s, twin := lookup(d.raw, in.at, Field(name)), lookup(d.raw, in.at, Field("_"+name))
	if s.hits > 0 && d.raw[s.value.From] == '[' || twin.hits > 0 && d.raw[twin.value.From] == '[' {
		return severalOwners(e.path)
	}
	if s.hits > 0 && modifying(d.raw[s.value.From:s.value.To]) {
		return modifies(e.path)
	}
	if e.op == opRemove {
		return d.removeMember(e, in, s, twin)
	}
	switch {
	case s.hits > 0 && sameJSON(d.raw[s.value.From:s.value.To], e.value):
	case twin.hits > 0:
		return notEditable(e.path, "The twin of this primitive speaks about the value that stands there now.", "Remove the primitive first; its twin goes with it.")
	case s.hits > 0:
		d.replace(in.into(name, s.value.From), s.value, e.value, e.path)
	default:
		d.put(in, s, named(name, e.value), newOperation("add", in.pointer+"/"+name, e.value), inverse{path: e.path, now: e.value})
	}
	return nil
}

func (d *draft) removeMember(e *edit, in place, s, twin slot) error {
	if gone := s.hits + twin.hits; gone > 0 && gone == s.count {
		return leavesEmpty(e.path)
	}
	parent, name := e.path[:len(e.path)-1], e.path[len(e.path)-1].name
	if s.hits > 0 {
		d.cutMember(in, name, parent)
	}
	if twin.hits > 0 {
		d.cutMember(in, "_"+name, parent)
	}
	return nil
}

func (d *draft) cutMember(in place, name string, parent []Step) {
	s := lookup(d.raw, in.at, Field(name))
	d.cut(in, in.into(name, s.value.From), s, inverse{path: join(parent, Field(name)), was: d.copyOf(s)})
}

// element carries out Upsert, Ensure, and Remove of an element of a list that is a
// member of the object in.
func (d *draft) element(e *edit, in place) error {
	name, key := e.path[len(e.path)-2], e.path[len(e.path)-1]
	list := lookup(d.raw, in.at, name)
	if _, twin := first(d.raw, in.at, Field("_"+name.name)); twin {
		return pairedList(e.path)
	}
	if list.hits == 0 {
		if e.op != opRemove {
			d.putList(in, list, e.value, e.path)
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
	return d.elementAt(e, in, list, s)
}

func (d *draft) elementAt(e *edit, in place, list, s slot) error {
	name, key := e.path[len(e.path)-2].name, e.path[len(e.path)-1]
	within := in.into(name, list.value.From)
	switch {
	case s.hits == 0 && e.op == opRemove, s.hits > 0 && e.op == opEnsure:
	case s.hits == 0:
		d.putElement(within, s, e.value, e.path)
	case modifying(d.raw[s.value.From:s.value.To]):
		return modifies(e.path)
	case e.op == opUpsert:
		if !sameJSON(d.raw[s.value.From:s.value.To], e.value) {
			d.replace(within.element(d.raw, key, s), s.value, e.value, e.path)
		}
	case s.count > 1:
		d.cutElement(within, s, e.path)
	case list.count == 1:
		return leavesEmpty(e.path)
	default:
		d.cutList(in, within, list, s, e.path)
	}
	return nil
}

// putList adds a list with one element.
func (d *draft) putList(in place, s slot, element []byte, path []Step) {
	name := path[len(path)-2].name
	d.put(in, s, named(name, listOf(element)), newOperation("add", in.pointer+"/"+name, listOf(element)),
		inverse{path: path, now: element, list: true})
}

func (d *draft) putElement(within place, s slot, element []byte, path []Step) {
	d.put(within, s, element, newOperation("add", within.pointer+"/-", element), inverse{path: path, now: element})
}

func (d *draft) cutElement(within place, s slot, path []Step) {
	d.cut(within, within.element(d.raw, path[len(path)-1], s), s, inverse{path: path, was: d.copyOf(s)})
}

// cutList takes a list away with its last element. A patch relies on the list
// having no other element, so it tests all of it.
func (d *draft) cutList(in, within place, list, s slot, path []Step) {
	back := inverse{path: path, was: d.copyOf(s), list: true}
	d.cut(in, within.still(d.copyOf(list)), list, back)
}

func (d *draft) copyOf(s slot) []byte { return bytes.Clone(d.raw[s.value.From:s.value.To]) }

// join is a path and one more step, in memory of its own.
func join(path []Step, step Step) []Step { return append(slices.Clip(path), step) }
