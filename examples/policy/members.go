package main

import (
	"bytes"
	"cmp"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/towpath-care/towpath/peer"
)

// member is one value of a policy file with where it stands. An item of a list that has
// a name is found by its name, so that one more item moves no other.
type member struct{ Path, Value string }

// names are the members by which items of lists in a policy are told apart.
var names = []string{"trigger", "chain", "id", "kind", "subject", "service", "setting", "qualification", "says"}

// members lists all values of a policy: the envelope first, and then the sections.
func members(raw []byte) []member {
	d := json.NewDecoder(bytes.NewReader(raw))
	d.UseNumber()
	var v map[string]any
	if d.Decode(&v) != nil {
		return nil
	}
	var out []member
	section := func(name string) int { return slices.Index(peer.Sections(), name) }
	for _, name := range slices.SortedFunc(maps.Keys(v), func(a, b string) int { return cmp.Or(section(a)-section(b), cmp.Compare(a, b)) }) {
		out = append(out, below("/"+name, v[name])...)
	}
	return out
}

func below(path string, v any) []member {
	switch v := v.(type) {
	case map[string]any:
		if text, ok := spanText(v); ok {
			return []member{{path, text}}
		}
		var out []member
		for _, name := range slices.Sorted(maps.Keys(v)) {
			out = append(out, below(path+"/"+name, v[name])...)
		}
		return out
	case []any:
		return items(path, v)
	}
	return []member{{path, scalar(v)}}
}

// items are the members of a list; one of plain values is one member.
func items(path string, list []any) []member {
	var out []member
	var words []string
	for i, v := range list {
		item, named := v.(map[string]any)
		if !named {
			words = append(words, scalar(v))
			continue
		}
		out = append(out, below(fmt.Sprintf("%s/%s", path, nameOf(item, i)), v)...)
	}
	if len(out) > 0 {
		return out
	}
	return []member{{path, cmp.Or(strings.Join(words, ", "), "nothing")}}
}

func nameOf(item map[string]any, i int) string {
	for _, name := range names {
		if s, ok := item[name].(string); ok {
			return s
		}
	}
	return fmt.Sprint(i)
}

// spanText writes a span of time, as peer.Offset reads it.
func spanText(v map[string]any) (string, bool) {
	b, err := json.Marshal(v)
	if err != nil {
		return "", false
	}
	var o peer.Offset
	if json.Unmarshal(b, &o) != nil {
		return "", false
	}
	return offset(o), true
}

func scalar(v any) string {
	switch v := v.(type) {
	case bool:
		if v {
			return "yes"
		}
		return "no"
	case nil:
		return "nothing"
	case map[string]any, []any:
		b, _ := json.Marshal(v)
		return string(b)
	}
	return fmt.Sprint(v)
}

// moved is a value that is otherwise in another policy; empty: it is not there.
type moved struct{ Path, Was, Now string }

// differences lists the values that are otherwise.
func differences(was, now []byte) []moved {
	before, after := members(was), members(now)
	value := func(list []member, path string) string {
		i := slices.IndexFunc(list, func(m member) bool { return m.Path == path })
		if i < 0 {
			return ""
		}
		return list[i].Value
	}
	var out []moved
	for _, m := range after {
		if old := value(before, m.Path); old != m.Value {
			out = append(out, moved{m.Path, old, m.Value})
		}
	}
	for _, m := range before {
		if value(after, m.Path) == "" {
			out = append(out, moved{m.Path, m.Value, ""})
		}
	}
	return out
}
