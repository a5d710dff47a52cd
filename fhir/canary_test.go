package fhir_test

import (
	"encoding/base64"
	"encoding/json"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/fhir"
	"github.com/towpath-care/towpath/peer"
)

// marked is a record in which every text that somebody wrote, and every id of another
// record, is a mark with its path. Each text field that its type has must stand in it,
// so that a field that is added is marked too or fails here. The paths of but keep what
// they have: ids that have to fit together, and what has to have a shape.
func marked(t testing.TB, r peer.Record, but ...string) peer.Record {
	t.Helper()
	body, err := peer.Encode(r)
	require.NoError(t, err)
	var members map[string]any
	require.NoError(t, json.Unmarshal(body, &members))
	found := map[string]bool{}
	record := reflect.TypeOf(r)
	for i := range record.NumField() {
		if f := record.Field(i); !f.Anonymous {
			texts(f.Type, "", members, found, but)
		}
	}
	for path, there := range found {
		require.True(t, there, "the record of this test has a text at %s", path)
	}
	body, err = json.Marshal(members)
	require.NoError(t, err)
	return decode(t, r.Ref().Kind, body)
}

var marks = regexp.MustCompile(canary + `\[([^\]]*)\]`)

// texts puts marks into v, which is stored as a value of this type, and notes for each
// text field whether there was one.
func texts(typ reflect.Type, path string, v any, found map[string]bool, but []string) any {
	for typ.Kind() == reflect.Pointer {
		typ = typ.Elem()
	}
	mark := canary + "[" + path + "]"
	switch {
	case slices.Contains(but, path):
		found[path] = true
	case typ == reflect.TypeFor[peer.Private]():
		found[path] = found[path] || v != nil
		if v != nil {
			return mark
		}
	case typ == reflect.TypeFor[string]() && v != nil:
		return mark
	case typ.Kind() == reflect.Slice && typ.Elem().Kind() != reflect.Uint8:
		list, _ := v.([]any)
		for i := range list {
			list[i] = texts(typ.Elem(), path, list[i], found, but)
		}
		if len(list) == 0 {
			texts(typ.Elem(), path, nil, found, but)
		}
	case typ.Kind() == reflect.Struct && !writesItself(typ):
		members, _ := v.(map[string]any)
		for i := range typ.NumField() {
			name, _, _ := strings.Cut(typ.Field(i).Tag.Get("json"), ",")
			if now := texts(typ.Field(i).Type, path+"/"+name, members[name], found, but); members[name] != nil {
				members[name] = now
			}
		}
	}
	return v
}

// onlyWhereSaid checks that a mark stands nowhere in resources of a record but in
// the elements that the mapping table names for its field, or in a narrative of a
// resource that has one of them. It returns the fields that were seen.
func onlyWhereSaid(t testing.TB, kind peer.Kind, resources []fhir.Resource) (seen []string) {
	t.Helper()
	for _, r := range resources {
		for path, values := range leaves(t, r.Body) {
			if strings.HasSuffix(path, "attachment.data") {
				values = []string{plain(t, values[0])}
			}
			for _, found := range marks.FindAllStringSubmatch(strings.Join(values, " "), -1) {
				seen = append(seen, found[1])
				require.True(t, mapped(kind, found[1], r.Type, path), "%s of a %s stands in %s.%s", found[1], kind, r.Type, path)
			}
		}
	}
	slices.Sort(seen)
	return slices.Compact(seen)
}

// plain is the text of an attachment.
func plain(t testing.TB, data string) string {
	t.Helper()
	text, err := base64.StdEncoding.DecodeString(data)
	require.NoError(t, err)
	return string(text)
}

func mapped(kind peer.Kind, field, resource, path string) bool {
	return slices.ContainsFunc(fhir.Mappings(), func(m fhir.Mapping) bool {
		return m.Record == kind && m.Field == field && slices.ContainsFunc(m.Elements, func(e string) bool {
			return under(strings.ReplaceAll(e, ".", "/"), strings.ReplaceAll(resource+"."+path, ".", "/")) || path == "text.div" && strings.HasPrefix(e, resource+".")
		})
	})
}
