package strictjson

import (
	"encoding"
	"encoding/json"
	"errors"
	"reflect"
	"strconv"
	"strings"
)

// mostFaults is how many faults Decode lists before it stops looking.
const mostFaults = 32

// Decode checks data as Check does and then fills *v, which must be a non-nil
// pointer. It reads the tags of encoding/json (name, omitempty and omitzero, "-",
// embedded structs; not the option "string") and calls UnmarshalJSON and
// UnmarshalText where a type has them. It is stricter in that
//   - a member that the struct does not have is a fault, and so is one whose name
//     differs by case;
//   - null stands only for a pointer, slice, map or interface, or where the type
//     reads it by its own UnmarshalJSON;
//   - an array of Go needs exactly as many elements;
//   - *v is replaced as a whole, and only when there was no fault at all.
//
// The error is an *Error, or Errors when there are several; at most 32 are
// listed. An *Error or Errors that a type's own UnmarshalJSON answers are listed
// with their path and offset counted from the document.
func Decode(data []byte, v any, max Limits) error {
	target := reflect.ValueOf(v)
	if target.Kind() != reflect.Pointer || target.IsNil() {
		return errors.New("strictjson: Decode needs a pointer that is not nil")
	}
	if err := Check(data, max); err != nil {
		return err
	}
	d := decoder{scanner: scanner{data: data}, known: map[reflect.Type]fields{}}
	fresh := reflect.New(target.Type().Elem()).Elem()
	d.value(fresh)
	switch len(d.faults) {
	case 0:
		target.Elem().Set(fresh)
		return nil
	case 1:
		return d.faults[0]
	}
	return d.faults
}

// decoder walks a document that Check has passed. Every method that reads a
// value leaves the scanner behind it, whether it fitted or not.
type decoder struct {
	scanner
	steps  []step
	known  map[reflect.Type]fields
	faults Errors
}

func (d *decoder) fault(kind Kind, at int, cause error) {
	d.faultBelow("", kind, at, cause)
}

func (d *decoder) faultBelow(pointer string, kind Kind, at int, cause error) {
	if len(d.faults) < mostFaults {
		d.faults = append(d.faults, &Error{kind, path(d.steps) + pointer, at, cause})
	}
}

func (d *decoder) value(v reflect.Value) {
	d.space()
	null := d.peek() == 'n'
	switch {
	case v.Kind() == reflect.Pointer && null:
		d.at += len("null")
	case v.Kind() == reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem()))
		d.value(v.Elem())
	case d.own(v):
	case null && (v.Kind() == reflect.Slice || v.Kind() == reflect.Map || v.Kind() == reflect.Interface):
		d.at += len("null")
	case null:
		d.leaf(func([]byte) error { return errNull })
	default:
		d.typed(v)
	}
}

var errNull = errors.New("null")

func (d *decoder) typed(v reflect.Value) {
	switch open := d.peek(); {
	case v.Kind() == reflect.Struct && open == '{':
		d.structure(v)
	case v.Kind() == reflect.Map && open == '{':
		d.mapping(v)
	case v.Kind() == reflect.Slice && open == '[':
		d.slice(v)
	case v.Kind() == reflect.Array && open == '[':
		d.array(v)
	case v.Kind() == reflect.String && open == '"' && v.Type() != reflect.TypeFor[json.Number]():
		start := d.at
		d.skipText()
		v.SetString(string(unescape(d.data[start+1 : d.at-1])))
	case v.Kind() == reflect.Struct, v.Kind() == reflect.Map:
		d.leaf(func([]byte) error { return errShape })
	default:
		d.leaf(func(raw []byte) error { return json.Unmarshal(raw, v.Addr().Interface()) })
	}
}

var errShape = errors.New("not an object")

// own lets a type read itself if it can.
func (d *decoder) own(v reflect.Value) bool {
	switch reader := v.Addr().Interface().(type) {
	case json.Unmarshaler:
		d.leaf(reader.UnmarshalJSON)
	case encoding.TextUnmarshaler:
		d.leaf(func(raw []byte) error {
			if raw[0] != '"' {
				return errShape
			}
			return reader.UnmarshalText(unescape(raw[1 : len(raw)-1]))
		})
	default:
		return false
	}
	return true
}

// leaf reads the value as a whole.
func (d *decoder) leaf(read func(raw []byte) error) {
	start := d.at
	d.skip()
	err := read(d.data[start:d.at:d.at])
	inner := All(err)
	for _, e := range inner {
		d.faultBelow(e.Path, e.Kind, start+e.Offset, e.cause)
	}
	if err != nil && len(inner) == 0 {
		d.fault(WrongType, start, foreign(err))
	}
}

// foreign drops what encoding/json says, because it quotes the value.
func foreign(err error) error {
	switch err.(type) {
	case *json.UnmarshalTypeError, *json.SyntaxError, *json.InvalidUnmarshalError:
		return nil
	}
	if err == errNull || err == errShape {
		return nil
	}
	return err
}

func (d *decoder) structure(v reflect.Value) {
	known := d.fields(v.Type())
	d.members(func(name []byte, at int) {
		index, ok := known[string(name)]
		if !ok {
			d.fault(UnknownMember, at, nil)
			d.skip()
			return
		}
		d.value(reach(v, index))
	})
}

func (d *decoder) mapping(v reflect.Value) {
	v.Set(reflect.MakeMap(v.Type()))
	d.members(func(name []byte, at int) {
		key, ok := mapKey(v.Type().Key(), string(name))
		if !ok {
			d.fault(WrongType, at, nil)
			d.skip()
			return
		}
		if v.MapIndex(key).IsValid() {
			d.fault(DuplicateKey, at, nil)
		}
		element := reflect.New(v.Type().Elem()).Elem()
		d.value(element)
		v.SetMapIndex(key, element)
	})
}

func mapKey(t reflect.Type, name string) (key reflect.Value, ok bool) {
	p := reflect.New(t)
	if reader, own := p.Interface().(encoding.TextUnmarshaler); own {
		return p.Elem(), reader.UnmarshalText([]byte(name)) == nil
	}
	switch k := p.Elem(); {
	case k.Kind() == reflect.String:
		k.SetString(name)
		return k, true
	case k.CanInt():
		n, err := strconv.ParseInt(name, 10, t.Bits())
		k.SetInt(n)
		return k, err == nil
	case k.CanUint():
		n, err := strconv.ParseUint(name, 10, t.Bits())
		k.SetUint(n)
		return k, err == nil
	default:
		return k, false
	}
}

func (d *decoder) slice(v reflect.Value) {
	v.Set(reflect.MakeSlice(v.Type(), 0, 0))
	d.elements(func(i int) {
		v.Grow(1)
		v.SetLen(i + 1)
		d.value(v.Index(i))
	})
}

func (d *decoder) array(v reflect.Value) {
	start, n := d.at, 0
	d.elements(func(i int) {
		if n = i + 1; i < v.Len() {
			d.value(v.Index(i))
			return
		}
		d.skip()
	})
	if n != v.Len() {
		d.fault(WrongType, start, nil)
	}
}

// fields finds a struct's members by their exact names.
type fields map[string][]int

func (d *decoder) fields(t reflect.Type) fields {
	known, ok := d.known[t]
	if !ok {
		known = fieldsOf(t)
		d.known[t] = known
	}
	return known
}

// fieldsOf follows encoding/json: the shallower field wins, at one depth the one
// with a tag, and of two that are still equal neither.
func fieldsOf(t reflect.Type) fields {
	type rank struct {
		depth  int
		tagged bool
		clash  bool
	}
	known, ranks := fields{}, map[string]rank{}
	for _, f := range reflect.VisibleFields(t) {
		name, tagged, ok := named(f)
		if !ok || !reachable(t, f.Index) {
			continue
		}
		mine := rank{depth: len(f.Index), tagged: tagged}
		theirs, taken := ranks[name]
		switch {
		case taken && (theirs.depth < mine.depth || theirs.depth == mine.depth && theirs.tagged && !tagged):
			continue
		case taken && theirs.depth == mine.depth && theirs.tagged == tagged:
			mine.clash = true
		}
		known[name], ranks[name] = f.Index, mine
	}
	for name, r := range ranks {
		if r.clash {
			delete(known, name)
		}
	}
	return known
}

// named returns the member a field is read from.
func named(f reflect.StructField) (name string, tagged, ok bool) {
	tag := f.Tag.Get("json")
	name, _, _ = strings.Cut(tag, ",")
	if tag == "-" || !f.IsExported() || f.Anonymous && name == "" && isStruct(f.Type) {
		return "", false, false
	}
	if name == "" {
		return f.Name, false, true
	}
	return name, true, true
}

func isStruct(t reflect.Type) bool {
	return t.Kind() == reflect.Struct || t.Kind() == reflect.Pointer && t.Elem().Kind() == reflect.Struct
}

// reachable reports whether every struct on the way to the field is embedded
// without a name of its own, and can be made when it is a nil pointer.
func reachable(t reflect.Type, index []int) bool {
	for _, i := range index[:len(index)-1] {
		f := t.Field(i)
		if _, _, asMember := named(f); asMember || f.Tag.Get("json") == "-" {
			return false
		}
		if t = f.Type; t.Kind() == reflect.Pointer {
			if !f.IsExported() {
				return false
			}
			t = t.Elem()
		}
	}
	return true
}

func reach(v reflect.Value, index []int) reflect.Value {
	for i, at := range index {
		if i > 0 && v.Kind() == reflect.Pointer {
			if v.IsNil() {
				v.Set(reflect.New(v.Type().Elem()))
			}
			v = v.Elem()
		}
		v = v.Field(at)
	}
	return v
}
