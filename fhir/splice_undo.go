package fhir

import (
	"strings"

	"github.com/towpath-care/towpath/internal/strictjson"
)

// takeBack undoes one change where what it wrote still stands. left: what stands
// there is somebody else's by now, and was let be. restored are the members that
// were put back so far, by their pointers, and the empty objects and lists that
// something was put back into.
func (d *draft) takeBack(b inverse, restored map[string]bool) (left bool, err error) {
	last := len(b.path) - 1
	element := b.path[last].kind != fieldStep
	if element {
		last--
	}
	if !d.leads(b.path[:last]) {
		return b.did == didRemove, nil
	}
	in, _, err := d.walk(b.path[:last])
	switch {
	case err != nil:
		return false, err
	case element:
		return d.takeBackElement(b, in, restored)
	case b.did == didRemove:
		return d.restoreMember(b, in, restored), nil
	default:
		b.alone = b.alone || restored[in.pointer]
		return d.takeBackMember(b, in)
	}
}

// leads reports whether every step of a path still leads into an object or list of
// the kind it led into. Where it does not, nothing of ours is behind it.
func (d *draft) leads(path []Step) bool {
	at := strictjson.Start(d.raw)
	for i, step := range path {
		v, ok := first(d.raw, at, step)
		if at = v.From; !ok || d.shape(at, i+1 < len(path) && path[i+1].kind != fieldStep, nil) != nil {
			return false
		}
	}
	return true
}

// holdsAny reports whether there is anything in an object.
func (d *draft) holdsAny(at int) bool { return len(neighbours(d.raw, at)) > 0 }

// takeBackMember undoes what Set did. A value that says something else by now, or
// that a twin speaks about, is somebody else's.
func (d *draft) takeBackMember(b inverse, in place) (left bool, err error) {
	name := b.member()
	s := lookup(d.raw, in.at, Field(name))
	if s.hits == 0 {
		return false, nil
	}
	_, twin := first(d.raw, in.at, Field("_"+name))
	value := d.raw[s.value.From:s.value.To]
	at := in.into(name, s.value.From).still(value)
	switch {
	case b.did == didReplace && sameJSON(value, b.was):
		return false, nil
	case twin || !sameJSON(value, b.now):
		return true, nil
	case b.did == didReplace:
		d.replace(at, s.value, b.was, b.path)
	case s.count == 1 && !b.alone:
		return false, leavesEmpty(b.path)
	default:
		d.cut(in, at, s, inverse{path: b.path})
	}
	return false, nil
}

// restoreMember puts a member back that was removed. It is let be where something
// stands there by now, or where its primitive or its twin does by another hand.
func (d *draft) restoreMember(b inverse, in place, restored map[string]bool) (left bool) {
	name := b.member()
	if v, stands := first(d.raw, in.at, Field(name)); stands {
		return !sameJSON(d.raw[v.From:v.To], b.was)
	}
	other, isTwin := strings.CutPrefix(name, "_")
	if !isTwin {
		other = "_" + name
	}
	if _, stands := first(d.raw, in.at, Field(other)); stands && !restored[in.pointer+"/"+other] {
		return true
	}
	restored[in.pointer] = restored[in.pointer] || !d.holdsAny(in.at)
	restored[in.pointer+"/"+name] = true
	d.insert(in, b, named(name, b.was), b.was)
	return false
}

// takeBackElement undoes what was done to an element of a list, which is found by
// its key wherever it is by now.
func (d *draft) takeBackElement(b inverse, in place, restored map[string]bool) (left bool, err error) {
	key := b.path[len(b.path)-1]
	list := lookup(d.raw, in.at, Field(b.member()))
	if list.hits == 0 {
		if b.did == didRemove {
			d.restoreList(b, in, list)
		}
		return false, nil
	}
	if _, twin := first(d.raw, in.at, Field("_"+b.member())); twin {
		return false, pairedList(b.path)
	}
	if d.raw[list.value.From] != '[' {
		return b.did == didRemove, nil
	}
	s := lookup(d.raw, list.value.From, key)
	within := in.into(b.member(), list.value.From)
	switch {
	case s.hits > 1:
		return false, twice(b.path)
	case s.hits == 0:
		if b.did == didRemove {
			restored[within.pointer] = restored[within.pointer] || s.count == 0
			d.restoreElement(b, within, s)
		}
		return false, nil
	case b.did == didAdd:
		b.alone = b.alone || !b.list && restored[within.pointer]
		return false, d.takeOut(b, in, within, list, s)
	}
	value := d.raw[s.value.From:s.value.To]
	switch {
	case sameJSON(value, b.was):
		return false, nil
	case b.did == didRemove || !sameJSON(value, b.now):
		return true, nil
	}
	d.replace(within.element(d.raw, key, s).still(value), s.value, b.was, b.path)
	return false, nil
}

// takeOut takes an element away that was put in, with everything that stands in it.
func (d *draft) takeOut(b inverse, in, within place, list, s slot) error {
	switch {
	case modifying(d.raw[s.value.From:s.value.To]):
		return modifies(b.path)
	case s.count > 1 || b.alone && !b.list:
		d.cutElement(within, s, b.path)
	case list.count == 1 && !(b.alone && b.list):
		return leavesEmpty(b.path)
	default:
		d.cutList(in, within, list, s, b.path)
	}
	return nil
}

// restoreList puts a list back that went with its last element, or makes it anew
// where others have taken the rest of it away.
func (d *draft) restoreList(b inverse, in place, s slot) {
	if b.list {
		d.insert(in, b, named(b.member(), listOf(b.was)), listOf(b.was))
		return
	}
	d.putList(in, s, b.was, b.path)
}

func (d *draft) restoreElement(b inverse, within place, s slot) {
	if b.list {
		d.putElement(within, s, b.was, b.path)
		return
	}
	d.insert(within, b, b.was, b.was)
}
