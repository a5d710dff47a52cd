package exchange

import (
	"bytes"
	"encoding/json"
	"errors"

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
	return inOneForm(v), nil
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
	err = d.Decode(&v)
	return v, err
}

// inOneForm is a decoded value in a form in which the same is the same bytes: those that
// encoding/json writes, members in the order of their names. Digests in the ledgers of
// hosts are of these bytes, so they never change.
func inOneForm(v any) []byte {
	text, _ := json.Marshal(v) // it has been decoded: it cannot fail
	return text
}
