package exchange

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"maps"
	"slices"

	"github.com/towpath-care/towpath/fhir"
	"github.com/towpath-care/towpath/fhir/strict"
	"github.com/towpath-care/towpath/internal/strictjson"
	"github.com/towpath-care/towpath/peer"
)

// ownership is what the library writes of a kind of resource, and who decides about it.
type ownership struct {
	owners map[string]fhir.Owner
	// written and compared are what the functions of these names give.
	written, compared []string
}

// ownMembers has every kind that is written. It is worked out once, and only read.
var ownMembers = func() map[string]ownership {
	out := map[string]ownership{}
	for _, typ := range strict.Types() {
		owners := fhir.Members(typ)
		all := slices.Sorted(maps.Keys(owners))
		out[typ] = ownership{owners, slices.Clip(all), slices.Clip(slices.DeleteFunc(slices.Clone(all),
			func(name string) bool { return owners[name] == fhir.OwnerNarrative }))}
	}
	return out
}()

// written are the members of a resource of ours that the library writes, in order of
// their names. Others may add to it: a note, a number of their own. What is not among
// them is theirs and stays as it stands (FHIR-17). That includes the identifiers once
// ours is among them. Nothing is written into the list.
func written(typ string) []string { return ownMembers[typ].written }

// compared are those of them that say something of the record: the narrative is made
// from the others, and record systems make their own.
func compared(typ string) []string { return ownMembers[typ].compared }

// brought is a resource of ours as it is to stand where one stands already: our
// members, under the id it has there, our labels and tags, and every other member as it
// is there. A narrative there is left out, because it tells what the resource said before.
func brought(typ string, body, there []byte) ([]byte, error) {
	was, err := membersInOrder(there)
	if err != nil {
		return nil, err
	}
	next, err := membersInOrder(body)
	if err != nil {
		return nil, err
	}
	if was, err = withMeta(was, there, body); err != nil {
		return nil, err
	}
	ours, owners := written(typ), ownMembers[typ].owners
	var out []member
	for _, m := range next {
		if m.name == "resourceType" || slices.Contains(ours, m.name) && owners[m.name] != fhir.OwnerShared {
			out = append(out, m)
		}
	}
	for _, name := range ours {
		if owners[name] == fhir.OwnerShared {
			out = append(out, sharedMember(name, valueOf(was, name), valueOf(next, name))...)
		}
	}
	for _, m := range was {
		if m.name != "resourceType" && m.name != "text" && !slices.Contains(ours, m.name) {
			out = append(out, m)
		}
	}
	return object(out), nil
}

// differences lists the members of ours that differ, in order of their names, and last
// the labels of ours that are missing and the tags of ours that differ. there is nil for a resource that is not there yet; then every member counts that says
// something of the record.
func differences(typ string, there, body []byte) ([]Field, error) {
	old, err := members(there)
	if err != nil {
		return nil, err
	}
	next, err := members(body)
	if err != nil {
		return nil, err
	}
	names := compared(typ)
	if there == nil {
		names = slices.DeleteFunc(slices.Collect(maps.Keys(next)), func(n string) bool { return n == "resourceType" || n == "id" || n == "meta" || n == "text" })
	}
	owners := ownMembers[typ].owners
	var out []Field
	for _, n := range slices.Sorted(slices.Values(names)) {
		a, b := old[n], next[n]
		if owners[n] == fhir.OwnerShared {
			a, b = oursIn(a), oursIn(b)
		}
		switch {
		case a == nil && b != nil:
			out = append(out, Field{Path: "/" + n, Change: Added, After: b})
		case a != nil && b == nil:
			out = append(out, Field{Path: "/" + n, Change: Removed, Before: a})
		case a != nil && !sameMeaning(owners[n], a, b):
			out = append(out, Field{Path: "/" + n, Change: Changed, Before: a, After: b})
		}
	}
	if missing := unlabelled(there, body); there != nil && len(missing) > 0 {
		out = append(out, Field{Path: "/meta/security", Change: Added, After: listOf(missing)})
	}
	if tags, differ := tagsDiffer(there, body); there != nil && differ {
		out = append(out, tags)
	}
	return out, nil
}

type member struct {
	name string
	text []byte // the name and the value, as they are written
}

// membersInOrder reads the members of a resource as they are written.
func membersInOrder(b []byte) ([]member, error) {
	if err := strictjson.Check(b, strictjson.Document); err != nil {
		return nil, err
	}
	return membersOf(b), nil
}

// membersOf is membersInOrder of what has been read before: it was built here, or came
// from the client.
func membersOf(b []byte) []member {
	var out []member
	strictjson.Members(b, strictjson.Start(b), func(m strictjson.Member) bool {
		out = append(out, member{string(m.Name), b[m.Key.From:m.Value.To]})
		return true
	})
	return out
}

func object(all []member) []byte {
	texts := make([][]byte, len(all))
	for i, m := range all {
		texts[i] = m.text
	}
	return slices.Concat([]byte("{"), bytes.Join(texts, []byte(",")), []byte("}"))
}

func members(b []byte) (map[string]json.RawMessage, error) {
	out := map[string]json.RawMessage{}
	if len(b) == 0 {
		return out, nil
	}
	return out, json.Unmarshal(b, &out)
}

// contentDigest names what a resource of ours says: our members and nothing else,
// so that a new version with the same content has the same digest. It is empty for
// what is no resource.
func contentDigest(typ string, b []byte) peer.Digest {
	v, err := decoded(b)
	if err != nil {
		return ""
	}
	return saidBy(typ, v)
}

// saidBy is contentDigest of what has been decoded. It changes what it is given.
func saidBy(typ string, resource any) peer.Digest {
	all, _ := resource.(map[string]any)
	if len(all) == 0 {
		return ""
	}
	said := map[string]any{}
	own := ownMembers[typ]
	for _, name := range own.compared {
		value, there := all[name]
		if !there {
			continue
		}
		if value, says := meant(own.owners[name], value); says {
			said[name] = value
		}
	}
	return digest(inOneForm(said))
}

func digest(b []byte) peer.Digest {
	sum := sha256.Sum256(b)
	return peer.Digest("sha256:" + hex.EncodeToString(sum[:]))
}
