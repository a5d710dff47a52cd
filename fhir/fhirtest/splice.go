package fhirtest

import (
	"bytes"
	"encoding/json"
	"errors"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/towpath-care/towpath/internal/strictjson"
)

// instant is how R4 writes meta.lastUpdated, to the millisecond.
const instant = "2006-01-02T15:04:05.000Z07:00"

var errNotObject = errors.New("not a JSON object")

// member is one name and value of a JSON object; start and end are the offsets
// of the value in the bytes it was found in.
type member struct {
	name       string
	start, end int
}

// members lists what stands in data, which is one valid JSON object, in order.
// Nothing inside the values is looked at.
func members(data []byte) []member {
	var out []member
	strictjson.Members(data, strictjson.Start(data), func(m strictjson.Member) bool {
		out = append(out, member{string(m.Name), m.Value.From, m.Value.To})
		return true
	})
	return out
}

// lastOf gives the last member of a name, which is the one that decode keeps.
func lastOf(in []member, name string) (member, bool) {
	for _, m := range slices.Backward(in) {
		if m.name == name {
			return m, true
		}
	}
	return member{}, false
}

// edit replaces the bytes from start to end; start equal to end inserts.
type edit struct {
	start, end int
	with       string
}

// splice applies edits, which must not overlap, and copies every other byte.
func splice(data []byte, edits []edit) []byte {
	slices.SortStableFunc(edits, func(a, b edit) int { return a.start - b.start })
	var out []byte
	at := 0
	for _, e := range edits {
		out = append(out, data[at:e.start]...)
		out = append(out, e.with...)
		at = e.end
	}
	return append(out, data[at:]...)
}

// stamp puts id, meta.versionId and meta.lastUpdated into a resource: a value
// that is there is replaced where it stands, one that is not comes after
// resourceType, or at the front of meta. data is a valid JSON object with a
// resourceType and, if it has a meta, with an object there.
func stamp(data []byte, id, version string, at time.Time) []byte {
	top := members(data)
	after, _ := lastOf(top, "resourceType")
	var edits []edit
	if old, ok := lastOf(top, "id"); ok {
		after = old
		edits = append(edits, edit{old.start, old.end, quote(id)})
	} else {
		edits = append(edits, edit{after.end, after.end, `,"id":` + quote(id)})
	}
	own := [][2]string{{"versionId", quote(version)}, {"lastUpdated", quote(at.Format(instant))}}
	if meta, ok := lastOf(top, "meta"); ok {
		edits = append(edits, edit{meta.start, meta.end, string(setMembers(data[meta.start:meta.end], own))})
	} else {
		edits = append(edits, edit{after.end, after.end, `,"meta":` + string(setMembers([]byte("{}"), own))})
	}
	return splice(data, edits)
}

// setMembers sets members of a JSON object, each to a value already in JSON.
func setMembers(object []byte, fields [][2]string) []byte {
	in := members(object)
	var edits []edit
	var missing []string
	for _, f := range fields {
		if old, ok := lastOf(in, f[0]); ok {
			edits = append(edits, edit{old.start, old.end, f[1]})
			continue
		}
		missing = append(missing, quote(f[0])+":"+f[1])
	}
	text := strings.Join(missing, ",")
	if len(in) > 0 && text != "" {
		text += ","
	}
	front := bytes.IndexByte(object, '{') + 1
	return splice(object, append(edits, edit{front, front, text}))
}

// quote writes a string that holds ASCII letters, digits and . : - only.
func quote(s string) string { return strconv.Quote(s) }

// decode reads one JSON object into plain Go values; numbers stay as they are
// written, so that none is too big.
func decode(data []byte) (map[string]any, error) {
	if !json.Valid(data) {
		return nil, errNotObject
	}
	dec := json.NewDecoder(bytes.NewReader(data))
	dec.UseNumber()
	var doc map[string]any
	if err := dec.Decode(&doc); err != nil || doc == nil {
		return nil, errNotObject
	}
	return doc, nil
}
