// Package plainjson writes records and steps as JSON with the private texts in
// them in the open. encoding/json is not able to: a private text makes it return
// an error, so that no logger or handler writes a person's words by accident.
// Only the store's own door and the step's own door use this package.
package plainjson

import (
	"bytes"
	"encoding"
	"encoding/json"
	"fmt"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"time"
)

// Millis is how an instant is written: RFC 3339 to the millisecond.
const Millis = "2006-01-02T15:04:05.000Z07:00"

// Object writes the members of several structs, one after the other, as one
// object.
func Object(structs ...any) ([]byte, error) {
	w := writer{}
	w.b.WriteByte('{')
	first := true
	for _, s := range structs {
		if err := w.members(reflect.Indirect(reflect.ValueOf(s)), &first); err != nil {
			return nil, err
		}
	}
	w.b.WriteByte('}')
	return w.b.Bytes(), nil
}

// Value writes one value.
func Value(v any) ([]byte, error) {
	w := writer{}
	if err := w.value(reflect.ValueOf(v)); err != nil {
		return nil, err
	}
	return w.b.Bytes(), nil
}

type writer struct{ b bytes.Buffer }

type revealer interface{ Reveal() string }

func (w *writer) value(v reflect.Value) error {
	if !v.IsValid() {
		w.b.WriteString("null")
		return nil
	}
	switch x := v.Interface().(type) {
	case revealer:
		return w.text(x.Reveal())
	case time.Time:
		return w.text(x.UTC().Format(Millis))
	case encoding.TextMarshaler:
		t, err := x.MarshalText()
		if err != nil {
			return err
		}
		return w.text(string(t))
	case json.Marshaler:
		raw, err := x.MarshalJSON()
		w.b.Write(raw)
		return err
	}
	switch v.Kind() {
	case reflect.Struct:
		return w.object(v)
	case reflect.Slice:
		return w.list(v)
	case reflect.Map:
		return w.table(v)
	case reflect.Pointer:
		return w.value(v.Elem())
	case reflect.String:
		return w.text(v.String())
	case reflect.Bool:
		w.b.WriteString(strconv.FormatBool(v.Bool()))
		return nil
	}
	switch {
	case v.CanInt():
		w.b.WriteString(strconv.FormatInt(v.Int(), 10))
		return nil
	case v.CanUint():
		w.b.WriteString(strconv.FormatUint(v.Uint(), 10))
		return nil
	}
	return fmt.Errorf("plainjson: no form for %s", v.Type())
}

func (w *writer) text(s string) error {
	e := json.NewEncoder(&w.b)
	e.SetEscapeHTML(false)
	err := e.Encode(s)
	w.b.Truncate(w.b.Len() - 1) // Encode ends with a new line
	return err
}

func (w *writer) object(v reflect.Value) error {
	w.b.WriteByte('{')
	first := true
	err := w.members(v, &first)
	w.b.WriteByte('}')
	return err
}

func (w *writer) members(v reflect.Value, first *bool) error {
	t := v.Type()
	for i := range t.NumField() {
		sf := t.Field(i)
		name, options, _ := strings.Cut(sf.Tag.Get("json"), ",")
		if name == "-" || !sf.IsExported() || name == "" {
			continue
		}
		if optional := strings.Contains(options, "omit"); optional && void(v.Field(i)) {
			continue
		}
		if !*first {
			w.b.WriteByte(',')
		}
		*first = false
		if err := w.text(name); err != nil {
			return err
		}
		w.b.WriteByte(':')
		if err := w.value(v.Field(i)); err != nil {
			return err
		}
	}
	return nil
}

func void(v reflect.Value) bool {
	if v.Kind() == reflect.Slice || v.Kind() == reflect.Map {
		return v.Len() == 0
	}
	return v.IsZero()
}

func (w *writer) list(v reflect.Value) error {
	w.b.WriteByte('[')
	for i := range v.Len() {
		if i > 0 {
			w.b.WriteByte(',')
		}
		if err := w.value(v.Index(i)); err != nil {
			return err
		}
	}
	w.b.WriteByte(']')
	return nil
}

// table writes a map with its keys in order, so that the same record always
// gives the same bytes.
func (w *writer) table(v reflect.Value) error {
	if v.Type().Key().Kind() != reflect.String {
		return fmt.Errorf("plainjson: no form for the keys of %s", v.Type())
	}
	keys := v.MapKeys()
	slices.SortFunc(keys, func(a, b reflect.Value) int { return strings.Compare(a.String(), b.String()) })
	w.b.WriteByte('{')
	for i, k := range keys {
		if i > 0 {
			w.b.WriteByte(',')
		}
		if err := w.text(k.String()); err != nil {
			return err
		}
		w.b.WriteByte(':')
		if err := w.value(v.MapIndex(k)); err != nil {
			return err
		}
	}
	w.b.WriteByte('}')
	return nil
}
