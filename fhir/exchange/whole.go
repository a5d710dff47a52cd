package exchange

import (
	"bytes"
	"encoding/json"
	"slices"

	"github.com/towpath-care/towpath/fhir"
	"github.com/towpath-care/towpath/peer"
)

// wholly names the labels and tags of a resource of ours when nothing of others stands
// in it: no member that is not ours, no element of theirs in a shared list, no label,
// tag or identifier of theirs. It is empty when something does, or when a label or tag
// of ours is missing. What the server counts and dates itself is nobody's; so is the
// narrative. body is ours as it is made here.
func wholly(typ string, body, there []byte) peer.Digest {
	ours, errOurs := members(body)
	theirs, errTheirs := members(there)
	if errOurs != nil || errTheirs != nil || len(theirs) == 0 {
		return ""
	}
	owners := ownMembers[typ].owners
	for name, value := range theirs {
		owner, written := owners[name]
		switch {
		case name == "meta", name == "id":
		case owner == fhir.OwnerShared:
			if slices.ContainsFunc(elementsOf(value), func(e json.RawMessage) bool { return !isOurs(e) }) {
				return ""
			}
		case !written && !sameValue(value, ours[name]):
			return ""
		}
	}
	if !bytes.Equal(marks(theirs["meta"]), marks(ours["meta"])) {
		return ""
	}
	return digest(marks(ours["meta"]))
}

// untouched reports whether a server holds a resource as it was sent, byte for byte,
// but for its id and for meta. It spares taking both apart. Both have been read before.
func untouched(ours, theirs []member) bool {
	own := func(m member) bool { return m.name == "id" || m.name == "meta" }
	ours, theirs = slices.DeleteFunc(slices.Clone(ours), own), slices.DeleteFunc(slices.Clone(theirs), own)
	return slices.EqualFunc(ours, theirs, func(a, b member) bool { return bytes.Equal(a.text, b.text) })
}

// as is what a resource says, and the labels and tags of one that is wholly ours, as
// contentDigest and wholly have it, of one that was just sent and stands there now.
func (i Item) as(there []byte) (base, whole peer.Digest) {
	pure := i.Do == Create || i.ours
	sent, held := membersOf(i.Body), membersOf(there)
	if !pure || !untouched(sent, held) {
		if base = contentDigest(i.Name.Type, there); pure {
			whole = wholly(i.Name.Type, i.Body, there)
		}
		return base, whole
	}
	ours, theirs := marks(valueOf(sent, "meta")), marks(valueOf(held, "meta"))
	if bytes.Equal(ours, theirs) {
		whole = digest(ours)
	}
	return i.says(), whole
}

// saying is what a body says, as contentDigest has it.
type saying struct {
	body []byte
	said peer.Digest
}

// says is what the item's body says. It is worked out once for the same bytes: what was
// remembered of others does not hold for these.
func (i Item) says() peer.Digest {
	if i.said.is(i.Body) {
		return i.said.said
	}
	return contentDigest(i.Name.Type, i.Body)
}

// is reports whether it is about the very bytes that stand there.
func (s saying) is(body []byte) bool {
	return len(body) > 0 && len(s.body) == len(body) && &s.body[0] == &body[0]
}

// counted are the members of meta that a server keeps by itself.
var counted = []string{"versionId", "lastUpdated", "source"}

// marks is what others than the server say of a resource in its meta, in a form in
// which the same is the same bytes.
func marks(meta json.RawMessage) []byte {
	all, err := members(meta)
	if err != nil {
		return meta
	}
	for _, name := range counted {
		delete(all, name)
	}
	for name, value := range all {
		var each []string
		for _, e := range elementsOf(value) {
			each = append(each, markOf(e))
		}
		slices.Sort(each)
		if all[name], err = json.Marshal(slices.Compact(each)); err != nil {
			return meta
		}
		if len(each) == 0 {
			delete(all, name)
		}
	}
	text, _ := json.Marshal(all) // texts alone: it cannot fail
	return text
}

// markOf tells one label, tag or profile from another.
func markOf(element json.RawMessage) string {
	if l := labelIn(element); l != (label{}) {
		return l.System + "|" + l.Code
	}
	return string(element)
}

// renamed is a resource under another id.
func renamed(body []byte, id string) ([]byte, error) {
	all, err := membersInOrder(body)
	if err != nil {
		return nil, err
	}
	text, err := json.Marshal(id)
	if err != nil {
		return nil, err
	}
	for i, m := range all {
		if m.name == "id" {
			all[i].text = slices.Concat([]byte(`"id":`), text)
			return object(all), nil
		}
	}
	return object(append(all, member{"id", slices.Concat([]byte(`"id":`), text)})), nil
}

// guarded reports whether somebody's safety rests on resources of a type: what others
// have put into one of them is never joined to ours by a program (hazards H02, H25).
func guarded(typ string) bool {
	for _, owner := range ownMembers[typ].owners {
		if owner == fhir.OwnerSafety {
			return true
		}
	}
	return false
}

// seenAt names a version that somebody has looked at.
func seenAt(etag string) peer.Digest { return digest([]byte("seen " + etag)) }
