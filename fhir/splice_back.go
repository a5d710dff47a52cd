package fhir

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"slices"
	"strconv"

	"github.com/towpath-care/towpath/internal/strictjson"
)

// inverse says how one change of a draft is taken back. path ends with the member
// or with the key of the element.
type inverse struct {
	did  did
	path []Step
	// now is what was written, was what stood there.
	now, was json.RawMessage
	// list: the list came or went with the element. alone: what it was put into was
	// empty before.
	list, alone bool
	// cut is what a removal took away, with the comma that held it; after and
	// before are what stood in front of it and behind it, as neighbour has them.
	cut, after, before string
}

type did string

const (
	didAdd     did = "added"
	didReplace did = "replaced"
	didRemove  did = "removed"
)

// neighbour is a member or an element as it is found again beside what was taken
// away: a member by its name, an element by a digest over what it says, because it
// may carry no key.
type neighbour struct {
	name  func() string
	whole strictjson.Span
}

// neighbours lists what stands in the object or list at raw[at].
func neighbours(raw []byte, at int) (all []neighbour) {
	strictjson.Members(raw, at, func(m strictjson.Member) bool {
		name := string(m.Name)
		all = append(all, neighbour{func() string { return name }, strictjson.Span{From: m.Key.From, To: m.Value.To}})
		return true
	})
	strictjson.Elements(raw, at, func(_ int, v strictjson.Span) bool {
		all = append(all, neighbour{func() string { return digestOf(raw[v.From:v.To]) }, v})
		return true
	})
	return all
}

func digestOf(element []byte) string {
	said, _ := json.Marshal(treeOf(element))
	sum := sha256.Sum256(said)
	return hex.EncodeToString(sum[:16])
}

// around names what stands in front of an entry and behind it; empty for nothing.
func (d *draft) around(at int, s slot) (after, before string) {
	all := neighbours(d.raw, at)
	if s.index > 0 {
		after = all[s.index-1].name()
	}
	if s.index+1 < len(all) {
		before = all[s.index+1].name()
	}
	return after, before
}

// gap finds where an entry stood among those that are there now: behind the one it
// stood behind and in front of the one it stood in front of, or next to one of
// them, or at the end. It is the index of the entry that comes behind.
func (b inverse) gap(all []neighbour) int {
	names := make([]string, len(all)+2) // with nothing in front and nothing behind
	for i, n := range all {
		names[i+1] = n.name()
	}
	behind, inFront := -1, -1
	for i := range len(all) + 1 {
		after, before := names[i] == b.after, names[i+1] == b.before
		switch {
		case after && before:
			return i
		case after && b.after != "" && behind < 0:
			behind = i
		case before && b.before != "" && inFront < 0:
			inFront = i
		}
	}
	switch {
	case behind >= 0:
		return behind
	case inFront >= 0:
		return inFront
	default:
		return len(all)
	}
}

// insert puts an entry back where it was cut from, with the white space it had
// there when what it was joined to is still beside it.
func (d *draft) insert(in place, b inverse, entry, value []byte) {
	all := neighbours(d.raw, in.at)
	i := b.gap(all)
	at, text := in.at+1, entry
	switch {
	case i > 0 && b.after != "" && all[i-1].name() == b.after:
		at, text = all[i-1].whole.To, []byte(b.cut)
	case i < len(all) && b.after == "" && all[i].name() == b.before:
		at, text = all[i].whole.From, []byte(b.cut)
	case i < len(all):
		at, text = all[i].whole.From, append(bytes.Clone(entry), ',')
	case i > 0:
		at, text = all[i-1].whole.To, append([]byte{','}, entry...)
	}
	way := in.pointer + "/" + strconv.Itoa(i)
	if d.raw[in.at] == '{' {
		way = in.pointer + "/" + b.member()
	}
	d.splice(at, at, text, append(slices.Clip(in.pins), newOperation("add", way, value)),
		inverse{path: b.path})
}

// member is the name of the member that the change was about: what was set or
// removed, or the list of the element.
func (b inverse) member() string {
	last := len(b.path) - 1
	if b.path[last].kind != fieldStep {
		last--
	}
	return b.path[last].name
}
