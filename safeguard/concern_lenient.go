package safeguard

import (
	"bytes"
	"encoding"
	"encoding/json"
	"reflect"
	"strconv"
	"strings"

	"github.com/towpath-care/towpath/peer"
)

// mostForm is the longest form that is looked into, in bytes. Of more the beginning
// stands as the text.
const mostForm = 16 << 20

// ReadRaise reads a concern as a form, a device or a letter box sent it. It never gives
// an error (hazard H01): DecodeConcernStep is strict, this is not.
//
//   - A member is read where it can be: an answer may be a JSON true, words may be a
//     plain string, one id may stand for a list.
//   - What is of another type, unknown, or there twice is left out of the form and kept
//     as it came in Beside, and marked.
//   - What is no JSON object at all is kept whole as the text, and marked.
//
// NewConcern puts right what else has to be.
func ReadRaise(b []byte) Raise {
	var c Raise
	b = bytes.TrimSpace(bytes.TrimPrefix(b, []byte("\xef\xbb\xbf")))
	if len(b) > mostForm || len(b) == 0 || b[0] != '{' || !json.Valid(b) {
		c.mark(NoForm)
		c.Text.Text = peer.Say(cut(plainText(b), mostText))
		if len(b) > mostForm {
			c.mark(TextShortened)
		}
		return c
	}
	var left []leftover
	readMembers(b, reflect.ValueOf(&c).Elem(), "", &left)
	var beside strings.Builder
	for _, x := range left {
		c.mark(LeftBeside)
		if beside.Len() > 4*mostBeside { // bytes: there is no room left
			c.mark(TextShortened)
			break
		}
		beside.WriteString(c.line(x.path, plainText(x.raw)))
	}
	c.Beside = peer.Say(c.Beside.Reveal() + beside.String())
	return c
}

// leftover is a member that fits nowhere.
type leftover struct {
	path string
	raw  json.RawMessage
}

// plainText is what came in as text: the text itself where it is one JSON string.
func plainText(b []byte) string {
	var s string
	if len(b) <= mostForm && json.Unmarshal(b, &s) == nil {
		return s
	}
	return string(b[:min(len(b), 4*mostText)])
}

// readMembers reads an object's members, each where it fits.
func readMembers(b []byte, into reflect.Value, path string, left *[]leftover) {
	fields := map[string]reflect.Value{}
	for i := range into.NumField() {
		name, _, _ := strings.Cut(into.Type().Field(i).Tag.Get("json"), ",")
		fields[name] = into.Field(i)
	}
	d := json.NewDecoder(bytes.NewReader(b))
	_, _ = d.Token()
	for d.More() {
		key, _ := d.Token()
		name, _ := key.(string)
		var raw json.RawMessage
		if d.Decode(&raw) != nil {
			return
		}
		at, known := fields[name]
		switch {
		case path == "" && name == "do":
		case !known || !readValue(raw, at, path+name, left):
			*left = append(*left, leftover{path + name, raw})
		default:
			delete(fields, name) // there once
		}
	}
}

// readValue reads one value, and reports whether it fits.
func readValue(raw json.RawMessage, at reflect.Value, path string, left *[]leftover) bool {
	if string(raw) == "null" {
		return true
	}
	switch v := at.Addr().Interface().(type) {
	case *peer.Private:
		*v = peer.Say(plainText(raw))
		return true
	case *peer.Tri:
		return readTri(raw, v)
	case *peer.Words:
		if raw[0] != '{' {
			v.Text = peer.Say(plainText(raw))
			return true
		}
	case encoding.TextUnmarshaler:
		var s string
		return json.Unmarshal(raw, &s) == nil && v.UnmarshalText([]byte(s)) == nil
	}
	switch at.Kind() {
	case reflect.Struct:
		if raw[0] != '{' {
			return false
		}
		readMembers(raw, at, path+"/", left)
	case reflect.Slice:
		return readList(raw, at)
	case reflect.Int:
		n, err := strconv.Atoi(plainText(raw))
		at.SetInt(int64(n))
		return err == nil
	case reflect.Bool:
		var answer peer.Tri
		ok := readTri(raw, &answer)
		at.SetBool(answer == peer.Yes)
		return ok
	default:
		return readString(raw, at)
	}
	return true
}

func readTri(raw json.RawMessage, into *peer.Tri) bool {
	switch strings.ToLower(plainText(raw)) {
	case "yes", "true":
		*into = peer.Yes
	case "no", "false":
		*into = peer.No
	case "unknown", "":
	default:
		return false
	}
	return true
}

// readString reads a text, or a number as it stands.
func readString(raw json.RawMessage, at reflect.Value) bool {
	if raw[0] == '{' || raw[0] == '[' {
		return false
	}
	at.SetString(plainText(raw))
	return true
}

// readList reads a list of texts; one text stands for a list of one.
func readList(raw json.RawMessage, at reflect.Value) bool {
	var items []json.RawMessage
	if raw[0] != '[' {
		items = append(items, raw)
	} else if json.Unmarshal(raw, &items) != nil {
		return false
	}
	list := reflect.MakeSlice(at.Type(), len(items), len(items))
	for i, item := range items {
		if !readString(item, list.Index(i)) {
			return false
		}
	}
	at.Set(list)
	return true
}
