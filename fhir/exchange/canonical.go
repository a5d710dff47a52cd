package exchange

import (
	"bytes"
	"encoding/json"
	"errors"
	"slices"
	"strconv"

	"github.com/towpath-care/towpath/internal/strictjson"
)

// sameValue compares two JSON values whatever their white space and the order of
// their members. Numbers are compared as they are written: FHIR keeps 4.10 apart
// from 4.1.
func sameValue(a, b []byte) bool {
	x, errA := canonical(a)
	y, errB := canonical(b)
	return errA == nil && errB == nil && bytes.Equal(x, y)
}

func canonical(b []byte) ([]byte, error) {
	v, err := decoded(b)
	if err != nil {
		return nil, err
	}
	return inOneForm(nil, v), nil
}

var errNotJSON = errors.New("exchange: this is not JSON")

// decoded is a JSON value as encoding/json gives it with UseNumber. What others than we
// have written may name a member twice: the last one counts.
func decoded(b []byte) (v any, err error) {
	if strictjson.Check(b, strictjson.Document) == nil {
		return strictjson.Value(b), nil
	}
	if !json.Valid(b) {
		return nil, errNotJSON
	}
	d := json.NewDecoder(bytes.NewReader(b))
	d.UseNumber()
	return v, d.Decode(&v)
}

// inOneForm adds a decoded value to b in a form in which the same is the same bytes:
// those of encoding/json for a map. Digests in the ledgers of hosts are of these bytes, so
// they never change.
func inOneForm(b []byte, v any) []byte {
	switch v := v.(type) {
	case map[string]any:
		names := make([]string, 0, len(v))
		for name := range v {
			names = append(names, name)
		}
		slices.Sort(names)
		b = append(b, '{')
		for i, name := range names {
			if i > 0 {
				b = append(b, ',')
			}
			b = append(textInOneForm(b, name), ':')
			b = inOneForm(b, v[name])
		}
		return append(b, '}')
	case []any:
		b = append(b, '[')
		for i, element := range v {
			if i > 0 {
				b = append(b, ',')
			}
			b = inOneForm(b, element)
		}
		return append(b, ']')
	case string:
		return textInOneForm(b, v)
	case json.Number:
		return append(b, v...)
	case bool:
		return strconv.AppendBool(b, v)
	}
	return append(b, "null"...)
}

// textInOneForm adds a text. Most texts have nothing in them that is written otherwise.
func textInOneForm(b []byte, s string) []byte {
	for i := range len(s) {
		switch c := s[i]; {
		case c < ' ', c > '~', c == '"', c == '\\', c == '<', c == '>', c == '&':
			text, _ := json.Marshal(s) // a text: it cannot fail
			return append(b, text...)
		}
	}
	b = append(b, '"')
	b = append(b, s...)
	return append(b, '"')
}
