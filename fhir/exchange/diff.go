package exchange

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"maps"
	"slices"

	"github.com/towpath-care/towpath/peer"
)

// serversOwn are the members of a resource of ours that the server fills in.
var serversOwn = []string{"id", "meta", "text"}

// differences lists the members of a resource of ours that differ, in order of
// their names. before is nil for a resource that is not there yet.
func differences(before, after []byte) ([]Field, error) {
	old, err := members(before)
	if err != nil {
		return nil, err
	}
	next, err := members(after)
	if err != nil {
		return nil, err
	}
	names := slices.Sorted(maps.Keys(union(old, next)))
	var out []Field
	for _, n := range names {
		a, was := old[n]
		b, is := next[n]
		switch {
		case slices.Contains(serversOwn, n) || n == "resourceType":
		case !was:
			out = append(out, Field{Path: "/" + n, Change: Added, After: b})
		case !is:
			out = append(out, Field{Path: "/" + n, Change: Removed, Before: a})
		case !sameValue(a, b):
			out = append(out, Field{Path: "/" + n, Change: Changed, Before: a, After: b})
		}
	}
	return out, nil
}

func union(a, b map[string]json.RawMessage) map[string]json.RawMessage {
	out := maps.Clone(a)
	maps.Copy(out, b)
	return out
}

func members(b []byte) (map[string]json.RawMessage, error) {
	out := map[string]json.RawMessage{}
	if len(b) == 0 {
		return out, nil
	}
	return out, json.Unmarshal(b, &out)
}

// sameValue compares two JSON values whatever their white space and the order of
// their members. Numbers are compared as they are written: FHIR keeps 4.10 apart
// from 4.1.
func sameValue(a, b []byte) bool {
	x, errA := canonical(a)
	y, errB := canonical(b)
	return errA == nil && errB == nil && bytes.Equal(x, y)
}

func canonical(b []byte) ([]byte, error) {
	d := json.NewDecoder(bytes.NewReader(b))
	d.UseNumber()
	var v any
	if err := d.Decode(&v); err != nil {
		return nil, err
	}
	return json.Marshal(v)
}

// contentDigest names what a resource of ours says, the server's own members
// left out, so that a new version with the same content has the same digest.
func contentDigest(b []byte) peer.Digest {
	all, err := members(b)
	if err != nil {
		return ""
	}
	for _, n := range serversOwn {
		delete(all, n)
	}
	text, err := json.Marshal(all)
	if err == nil {
		text, err = canonical(text)
	}
	if err != nil {
		return ""
	}
	return digest(text)
}

func digest(b []byte) peer.Digest {
	sum := sha256.Sum256(b)
	return peer.Digest("sha256:" + hex.EncodeToString(sum[:]))
}
