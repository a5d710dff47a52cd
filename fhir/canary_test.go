package fhir_test

import (
	"encoding/base64"
	"encoding/json"
	"maps"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/fhir"
	"github.com/towpath-care/towpath/peer"
)

// sighting is one way to look for the canaries of a kind of record.
type sighting struct {
	// record says everything that can be said.
	record peer.Record
	// keeps are the fields that have no mark: ids that have to fit together, what has to
	// have a shape, and texts that no record of which something goes can have.
	keeps []string
	// made is what is made of the record with its marks, under the consent and the labels
	// under which most of it goes.
	made func(testing.TB, peer.Record) []fhir.Resource
	// within is the kind of record that the resources are documents of, where this one
	// goes as a part of another; its ids stand where the table has those of that one.
	within peer.Kind
}

// sightings has those of every kind that feeds documents, which between them see every
// field that goes. The tests of a document add theirs.
var sightings = map[peer.Kind]func(testing.TB) []sighting{}

// TestCanary marks every text and every id of every kind of record that feeds documents.
// Each mark stands in the elements that the mapping table names for its field, and
// nowhere else.
func TestCanary(t *testing.T) {
	kinds := map[peer.Kind]bool{}
	for _, m := range fhir.Mappings() {
		if m.Field != "" {
			kinds[m.Record] = true
		}
	}
	for _, kind := range slices.Sorted(maps.Keys(kinds)) {
		t.Run("FHIR-12 a mark in every text and id of "+string(kind), func(t *testing.T) {
			require.NotNil(t, sightings[kind], "the tests of this kind add what is made of it")
			goes, seen := map[string]bool{}, map[string]bool{}
			for _, s := range sightings[kind](t) {
				r := marked(t, s.record, s.keeps...)
				for _, field := range marksIn(t, r) {
					goes[field] = goes[field] || slices.ContainsFunc(fhir.Mappings(), func(m fhir.Mapping) bool { return m.Record == kind && m.Field == field && len(m.Elements) > 0 })
				}
				resources := s.made(t, r)
				for _, field := range onlyWhereMapped(t, kind, resources) {
					seen[field] = true
				}
				idsWhereMapped(t, r, s.within, resources)
			}
			maps.DeleteFunc(goes, func(_ string, yes bool) bool { return !yes })
			require.Equal(t, slices.Sorted(maps.Keys(goes)), slices.Sorted(maps.Keys(seen)), "what the table says goes, and what went")
		})
	}
}

// eachField visits every field that a value of this type is stored with, filled or not,
// and puts there what it answers with.
func eachField(typ reflect.Type, path string, v any, visit func(typ reflect.Type, path string, v any) any) any {
	for typ.Kind() == reflect.Pointer {
		typ = typ.Elem()
	}
	switch {
	case typ.Kind() == reflect.Slice && typ.Elem().Kind() != reflect.Uint8:
		list, _ := v.([]any)
		for i := range list {
			list[i] = eachField(typ.Elem(), path, list[i], visit)
		}
		if len(list) == 0 {
			eachField(typ.Elem(), path, nil, visit)
		}
		return v
	case typ.Kind() == reflect.Struct && !writesItself(typ):
		members, _ := v.(map[string]any)
		for i := range typ.NumField() {
			name, _, _ := strings.Cut(typ.Field(i).Tag.Get("json"), ",")
			if now := eachField(typ.Field(i).Type, path+"/"+name, members[name], visit); members[name] != nil {
				members[name] = now
			}
		}
		return v
	}
	return visit(typ, path, v)
}

// storedWith is a record as it is stored, with what visit answers in each of its fields.
func storedWith(t testing.TB, r peer.Record, visit func(typ reflect.Type, path string, v any) any) []byte {
	t.Helper()
	body, err := peer.Encode(r)
	require.NoError(t, err)
	var members map[string]any
	require.NoError(t, json.Unmarshal(body, &members))
	record := reflect.TypeOf(r)
	for i := range record.NumField() {
		if f := record.Field(i); !f.Anonymous {
			eachField(f.Type, "", members, visit)
		}
	}
	body, err = json.Marshal(members)
	require.NoError(t, err)
	return body
}

// marked is a record in which every text that somebody wrote, and every id of another
// record, is a mark with its path. Each text field that its type has must stand in it,
// so that a field that is added is marked too or fails here. The paths of keeps have what
// they had.
func marked(t testing.TB, r peer.Record, keeps ...string) peer.Record {
	t.Helper()
	filled := map[string]bool{}
	body := storedWith(t, r, func(typ reflect.Type, path string, v any) any {
		text := typ == reflect.TypeFor[peer.Private]()
		switch {
		case slices.Contains(keeps, path) || !text && typ != reflect.TypeFor[string]():
			return v
		case text:
			filled[path] = filled[path] || v != nil
		}
		if v == nil {
			return nil
		}
		return mark(path)
	})
	for path, there := range filled {
		require.True(t, there, "the record of this test has a text at %s", path)
	}
	return decode(t, r.Ref().Kind, body)
}

// mark is what stands in a field; it is short, because some fields are.
func mark(path string) string { return "Z[" + path + "]" }

var marks = regexp.MustCompile(`Z\[([^\]]*)\]`)

// marksIn are the fields of a record that are marked.
func marksIn(t testing.TB, r peer.Record) (fields []string) {
	t.Helper()
	body, err := peer.Encode(r)
	require.NoError(t, err)
	for _, found := range marks.FindAllStringSubmatch(string(body), -1) {
		fields = append(fields, found[1])
	}
	return fields
}

// onlyWhereMapped checks that a mark stands nowhere in resources of a record but in
// the elements that the mapping table names for its field, or in a narrative of a
// resource that has one of them. It returns the fields that were seen.
func onlyWhereMapped(t testing.TB, kind peer.Kind, resources []fhir.Resource) (seen []string) {
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

// idsWhereMapped checks that the ids a record names people by, its own and those that
// keep what they have stand as the value of an element that the table names for one of
// the fields that have that id, and of none else. A reference ends in the id.
func idsWhereMapped(t testing.TB, r peer.Record, within peer.Kind, resources []fhir.Resource) {
	t.Helper()
	fields := map[string][]string{r.Ref().ID: {"/id"}}
	storedWith(t, r, func(typ reflect.Type, path string, v any) any {
		named := typ == reflect.TypeFor[peer.PersonID]() || typ == reflect.TypeFor[peer.StaffID]() || typ == reflect.TypeFor[peer.OrgID]() || typ == reflect.TypeFor[string]()
		if id, is := v.(string); is && named {
			fields[id] = append(fields[id], path)
		}
		return v
	})
	for _, made := range resources {
		for path, values := range leaves(t, made.Body) {
			for _, value := range values {
				from := fields[value[strings.LastIndex(value, "/")+1:]]
				there := func(field string) bool {
					return mapped(r.Ref().Kind, field, made.Type, path) || mapped(within, field, made.Type, path) || mapped(within, "/id", made.Type, path)
				}
				require.True(t, len(from) == 0 || slices.ContainsFunc(from, there), "%v of %s stands in %s.%s", from, r.Ref().Kind, made.Type, path)
			}
		}
	}
}
