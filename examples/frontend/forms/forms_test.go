package forms_test

import (
	"encoding/json"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/examples/frontend/desk"
	"github.com/towpath-care/towpath/examples/frontend/forms"
	"github.com/towpath-care/towpath/peer"
)

func known() forms.Known {
	london, err := time.LoadLocation("Europe/London")
	if err != nil {
		panic(err)
	}
	return forms.Known{Zone: london, Fixed: map[string]any{"/id": "new-1", "/person": "aled", "/into/id": "new-2"},
		Pick:        map[string][]forms.Option{"goal": {{Value: "g-1", Label: "sing", Own: true}}, "friend": {{Value: "carer:megan", Label: "Megan"}}},
		Label:       func(f peer.Field) string { return f.Name },
		Hint:        func(peer.Field) string { return "" },
		OptionLabel: func(_ peer.Field, v string) string { return v }}
}

func field(name string, kind peer.FieldKind, edit ...func(*peer.Field)) peer.Field {
	f := peer.Field{Name: name, Path: "/" + name, Kind: kind}
	for _, e := range edit {
		e(&f)
	}
	return f
}

func read(t *testing.T, fields []peer.Field, k forms.Known, posted forms.Posted) map[string]any {
	t.Helper()
	s, err := forms.Read(peer.Choice{Do: "try", Fields: fields}, k, posted)
	require.NoError(t, err)
	out := map[string]any{}
	require.NoError(t, json.Unmarshal(s.JSON, &out))
	require.Equal(t, "try", out["do"])
	delete(out, "do")
	return out
}

func TestRead(t *testing.T) {
	required := func(f *peer.Field) { f.Required = true }
	options := func(o ...string) func(*peer.Field) { return func(f *peer.Field) { f.Options = o } }
	for name, c := range map[string]struct {
		field  peer.Field
		posted forms.Posted
		want   any
	}{
		"a text, trimmed":                        {field("x", peer.FieldText), forms.Posted{"x": {" a\r\nb "}}, "a\nb"},
		"a number":                               {field("x", peer.FieldNumber), forms.Posted{"x": {"3"}}, 3.0},
		"a number that is none is left as it is": {field("x", peer.FieldNumber), forms.Posted{"x": {"three"}}, "three"},
		"a tick":                                 {field("x", peer.FieldYesNo), forms.Posted{"x": {"yes"}}, true},
		"days":                                   {field("x", peer.FieldSpan), forms.Posted{"x": {"7"}}, map[string]any{"days": 7.0}},
		"a local time in summer":                 {field("x", peer.FieldMoment), forms.Posted{"x": {"2026-07-01T10:00"}}, "2026-07-01T10:00:00+01:00"},
		"somebody":                               {field("friend", peer.FieldSomeone), forms.Posted{"friend": {"carer:megan"}}, map[string]any{"carer": "megan"}},
		"nothing":                                {field("x", peer.FieldText), forms.Posted{"x": {"  "}}, nil},
		"words":                                  {field("x", peer.FieldWords), forms.Posted{"x": {"hello"}}, map[string]any{"text": "hello", "how": "written"}},
		"one to pick is taken without asking":    {field("x", peer.FieldNumber, required, options("4")), forms.Posted{}, 4.0},
		"a field of another name is not read":    {field("x", peer.FieldText), forms.Posted{"y": {"a"}}, nil},
		"an id nobody can know":                  {field("x", peer.FieldID), forms.Posted{"x": {"a"}}, nil},
	} {
		t.Run(name, func(t *testing.T) {
			require.Equal(t, c.want, read(t, []peer.Field{c.field}, known(), c.posted)[c.field.Name])
		})
	}
}

func TestReadWhoseWords(t *testing.T) {
	k := known()
	k.Authors = []forms.Author{{Value: "person", Actor: peer.ByPerson("aled"), How: peer.Said}, {Value: "me", Actor: peer.ByStaff("jess", ""), How: peer.Written}}
	words := []peer.Field{field("x", peer.FieldWords)}
	got := read(t, words, k, forms.Posted{"x": {"a"}, "x/by": {"me"}})["x"]
	require.Equal(t, map[string]any{"text": "a", "how": "written", "by": map[string]any{"staff": "jess"}}, got)
	got = read(t, words, k, forms.Posted{"x": {"a"}, "x/by": {"somebody"}})["x"]
	require.Equal(t, map[string]any{"person": "aled"}, got.(map[string]any)["by"])
}

// TestReadLists: lines about which nothing was said are left out, and a fault of a line
// finds its place on the form again.
func TestReadLists(t *testing.T) {
	kind := peer.Field{Name: "kind", Path: "/x/*/kind", Kind: peer.FieldChoice, Required: true, Options: []string{"a", "b", "c"}}
	words := peer.Field{Name: "words", Path: "/x/*/words", Kind: peer.FieldWords, Required: true}
	lined := []peer.Field{{Name: "x", Path: "/x", Kind: peer.FieldGroup, Repeats: true, Items: 9, Fields: []peer.Field{kind, words}}}
	posted := forms.Posted{"x/2/words": {"late"}, "x/0/words": {" "}}
	require.Equal(t, []any{map[string]any{"kind": "c", "words": map[string]any{"text": "late", "how": "written"}}}, read(t, lined, known(), posted)["x"])
	s, err := forms.Read(peer.Choice{Fields: lined}, known(), posted)
	require.NoError(t, err)
	require.Equal(t, "x/2/words", s.Named("/x/0/words/text"))
	require.Equal(t, "", s.Named("/nowhere"))

	note := peer.Field{Name: "text", Path: "/x/*/text", Kind: peer.FieldText}
	ticked := []peer.Field{{Name: "x", Path: "/x", Kind: peer.FieldGroup, Repeats: true, Items: 9, Fields: []peer.Field{kind, note}}}
	require.Equal(t, []any{map[string]any{"kind": "b"}}, read(t, ticked, known(), forms.Posted{"x/1": {"yes"}})["x"], "a line that may be meant without more has a tick")
	drawn := forms.Draw(ticked, known(), nil, nil)
	require.Len(t, drawn[0].Rows, 3)
	require.Equal(t, forms.Tick, drawn[0].Rows[0].Fields[0].Control)

	plain := []peer.Field{{Name: "x", Path: "/x", Kind: peer.FieldGroup, Repeats: true, Items: 3, Fields: []peer.Field{words, {Name: "kind", Path: "/x/*/kind", Kind: peer.FieldChoice, Options: []string{"a"}}}}}
	require.Nil(t, read(t, plain, known(), forms.Posted{"x/0/kind": {"a"}})["x"], "a row without what it has to say is one that somebody left")
	require.Len(t, forms.Draw(plain, known(), forms.Posted{"x/1/words": {"y"}}, nil)[0].Rows, 3, "never more than the list holds")
}

func TestFixedInAGroup(t *testing.T) {
	into := []peer.Field{{Name: "into", Path: "/into", Kind: peer.FieldGroup, Fields: []peer.Field{
		{Name: "id", Path: "/into/id", Kind: peer.FieldID}, {Name: "words", Path: "/into/words", Kind: peer.FieldText}}}}
	require.Nil(t, read(t, into, known(), forms.Posted{})["into"])
	require.Equal(t, map[string]any{"id": "new-2", "words": "x"}, read(t, into, known(), forms.Posted{"into/words": {"x"}})["into"])
}

func TestSplit(t *testing.T) {
	group := peer.Field{Name: "what", Path: "/what", Kind: peer.FieldGroup, Fields: []peer.Field{field("start", peer.FieldMoment), field("end", peer.FieldMoment)}}
	drawn := forms.Draw([]peer.Field{field("a", peer.FieldText), group}, known(), nil, map[string]string{"what/end": "later"})
	first, rest := forms.Split(drawn, []string{"what/end"})
	require.Equal(t, "what/end", first[0].Fields[0].Name)
	require.Equal(t, "later", first[0].Fields[0].Fault)
	require.Equal(t, map[string]string{"a": "a", "what": "what", "what/start": "start"}, forms.Labels(rest))
	require.NotEqual(t, first[0].ID, rest[1].ID, "no id stands twice on a page")
}

// TestEveryFormIsDrawn: whatever kind of field the library has, a control is drawn for
// it, and an empty form is read as an empty step.
func TestEveryFormIsDrawn(t *testing.T) {
	for _, table := range desk.Tables() {
		for _, row := range table.Rows {
			drawn := forms.Draw(row.Fields, known(), nil, nil)
			for name := range forms.Labels(drawn) {
				require.NotEmpty(t, name)
			}
			seen := map[string]bool{}
			ids(t, drawn, seen)
			for name := range read(t, row.Fields, known(), forms.Posted{}) {
				require.Contains(t, []string{"id", "person"}, name, "%s %s", table.Kind, row.Do)
			}
		}
	}
}

func ids(t *testing.T, fields []forms.Field, seen map[string]bool) {
	t.Helper()
	for _, f := range fields {
		require.NotEmpty(t, f.Control, f.Name)
		require.False(t, seen[f.ID], f.ID)
		seen[f.ID] = true
		ids(t, f.Fields, seen)
		for _, r := range f.Rows {
			ids(t, r.Fields, seen)
		}
	}
}
