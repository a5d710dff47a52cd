package fhir_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/fhir"
	"github.com/towpath-care/towpath/peer"
)

// What is taken back after somebody else has edited: ours goes, theirs stays.
func TestUndoLater(t *testing.T) {
	inner := []fhir.Step{field("one"), field("x")}
	note := func(id, text string) string { return `{"id":"` + id + `","text":"` + text + `"}` }
	ours := fhir.Upsert(value(note("n", "ours")), field("note"), element("n"))
	for name, c := range map[string]struct {
		before     string
		edit       fhir.Edits
		they, make string // what they put in place of what, in the edited document
		want       string
		left       []string
	}{
		"element, moved and among others": {plan, fhir.Edits{ours}, `[` + note("n", "ours") + `]`, `[ ` + note("a", "t") + ` , ` + note("n", "ours") + `, ` + note("b", "t") + `]`,
			with(`"note":[ ` + note("a", "t") + `, ` + note("b", "t") + `]`), nil},
		"element, written into":                   {plan, fhir.Edits{ours}, `"text":"ours"`, `"text":"theirs","time":"2026"`, plan, nil},
		"element, gone":                           {plan, fhir.Edits{ours}, `,"note":[` + note("n", "ours") + `]`, ``, plan, nil},
		"element, its list of another":            {plan, fhir.Edits{ours}, `[` + note("n", "ours") + `]`, `"text"`, with(`"note":"text"`), nil},
		"element that replaced one":               {with(`"note":[` + note("n", "old") + `]`), fhir.Edits{ours}, `{"id":"n"`, `{"id":"a"},{"id":"n"`, with(`"note":[{"id":"a"},` + note("n", "old") + `]`), nil},
		"element that replaced one, written into": {with(`"note":[` + note("n", "old") + `]`), fhir.Edits{ours}, `ours`, `theirs`, with(`"note":[` + note("n", "theirs") + `]`), []string{"/note/n"}},
		"element taken out, list moved about": {with(`"note":[` + note("a", "t") + `,` + note("n", "old") + ` , ` + note("c", "t") + `]`), fhir.Edits{fhir.Remove(field("note"), element("n"))},
			note("a", "t") + ` , ` + note("c", "t"), note("c", "t") + `,` + note("a", "t"), with(`"note":[` + note("c", "t") + `,` + note("a", "t") + `,` + note("n", "old") + `]`), nil},
		"element taken out, list gone": {with(`"note":[` + note("a", "t") + `,` + note("n", "old") + `]`), fhir.Edits{fhir.Remove(field("note"), element("n"))},
			`,"note":[` + note("a", "t") + `]`, ``, with(`"note":[` + note("n", "old") + `]`), nil},
		"element taken out, another in its place": {with(`"note":[` + note("n", "old") + `,7]`), fhir.Edits{fhir.Remove(field("note"), element("n"))},
			`[7]`, `[7,` + note("n", "theirs") + `]`, with(`"note":[7,` + note("n", "theirs") + `]`), []string{"/note/n"}},
		"last element taken out, list made anew": {with(`"note":[` + note("n", "old") + `]`), fhir.Edits{fhir.Remove(field("note"), element("n"))},
			`"status"`, `"note":[` + note("a", "t") + `],"status"`, strings.Replace(plan, `"status"`, `"note":[`+note("a", "t")+`,`+note("n", "old")+`],"status"`, 1), nil},
		"value set":                              {plan, fhir.Edits{fhir.Set(value(`"x"`), field("title"))}, `"active"`, `"on-hold"`, strings.Replace(plan, "active", "on-hold", 1), nil},
		"value set, by them too":                 {plan, fhir.Edits{fhir.Set(value(`"x"`), field("title"))}, `"x"`, `"y"`, with(`"title":"y"`), []string{"/title"}},
		"value set, with a twin by them":         {plan, fhir.Edits{fhir.Set(value(`"x"`), field("title"))}, `"title"`, `"_title":{"id":"t"},"title"`, with(`"_title":{"id":"t"},"title":"x"`), []string{"/title"}},
		"value replaced, by them too":            {with(`"title":"old"`), fhir.Edits{fhir.Set(value(`"x"`), field("title"))}, `"x"`, `"y"`, with(`"title":"y"`), []string{"/title"}},
		"value replaced, put back":               {with(`"title":"old"`), fhir.Edits{fhir.Set(value(`"x"`), field("title"))}, `"x"`, `"old"`, with(`"title":"old"`), nil},
		"value replaced, gone":                   {with(`"title":"old"`), fhir.Edits{fhir.Set(value(`"x"`), field("title"))}, `,"title":"x"`, ``, plan, nil},
		"value of an object that is gone":        {with(`"one":{"a":1}`), fhir.Edits{fhir.Set(value(`1`), inner...)}, `,"one":{"a":1,"x":1}`, ``, plan, nil},
		"member taken out, between others now":   {with(`"title":"t","x":1`), fhir.Edits{fhir.Remove(field("title"))}, `"x":1`, `"y":2,"x":1`, with(`"title":"t","y":2,"x":1`), nil},
		"member taken out, neighbours gone":      {`{"title":"t", "x":1,` + plan[1:], fhir.Edits{fhir.Remove(field("title"))}, `"x":1,`, ``, strings.TrimSuffix(plan, "}") + `,"title":"t"}`, nil},
		"member taken out, only what was behind": {with(`"y":1,"title":"t" , "x":1`), fhir.Edits{fhir.Remove(field("title"))}, `"y":1 ,`, ``, with(` "title":"t","x":1`), nil},
		"member taken out, there anew":           {with(`"title":"t"`), fhir.Edits{fhir.Remove(field("title"))}, `"active"`, `"active","title":"u"`, strings.Replace(plan, `"active"`, `"active","title":"u"`, 1), []string{"/title"}},
		"member taken out, its object gone":      {with(`"one":{"x":1,"a":1}`), fhir.Edits{fhir.Remove(inner...)}, `,"one":{"a":1}`, ``, plan, []string{"/one/x"}},
		"value and twin taken out, a value there anew": {with(`"title":"t","_title":{"id":"x"}`), fhir.Edits{fhir.Remove(field("title"))}, `"active"`, `"active","title":"u"`,
			strings.Replace(plan, `"active"`, `"active","title":"u"`, 1), []string{"/_title", "/title"}},
		"value and twin taken out, a twin there anew": {with(`"title":"t","_title":{"id":"x"}`), fhir.Edits{fhir.Remove(field("title"))}, `"active"`, `"active","_title":{"id":"u"}`,
			strings.Replace(plan, `"active"`, `"active","_title":{"id":"u"}`, 1), []string{"/_title", "/title"}},
	} {
		t.Run("FHIR-17 "+name, func(t *testing.T) {
			e, err := prove(t, parse(t, c.before), c.edit, ofPlan)
			require.NoError(t, err)
			after := string(e.Document.Bytes())
			require.Equal(t, 1, strings.Count(after, c.they), "%s", after)
			now := parse(t, strings.Replace(after, c.they, c.make, 1))
			undone, err := e.Undo().Apply(now, ofPlan)
			require.NoError(t, err)
			require.Equal(t, c.want, string(undone.Document.Bytes()))
			require.Equal(t, c.left, undone.Left)
			require.NoError(t, fhir.Frame(now.Bytes(), undone))
			rendered(t, undone)
			require.True(t, undone.Undo().IsZero(), "an undo is taken back by the edits themselves")
			again, err := e.Undo().Apply(undone.Document, ofPlan)
			require.NoError(t, err)
			require.False(t, again.Changed())
		})
	}
}

// A document that the server has put a version and a time into is as it was but for
// these, wherever in it they stand.
func TestUndoInAStampedDocument(t *testing.T) {
	for name, before := range map[string]string{
		"no meta":           strings.Replace(with(`"title" : "t" , "note":[ {"id":"n"} ]`), `"meta":{"versionId":"7"},`, ``, 1),
		"meta behind":       strings.Replace(with(`"title" : "t" , "note":[ {"id":"n"} ] , "meta" : { "source":"x" }`), `"meta":{"versionId":"7"},`, ``, 1),
		"meta with a label": strings.Replace(with(`"note":[ {"id":"n"} ],"title" : "t"`), `"versionId":"7"`, ` "security":[ {"code":"R"} ] `, 1),
	} {
		t.Run("FHIR-17 "+name, func(t *testing.T) {
			d := parse(t, before)
			es := fhir.Edits{
				fhir.Remove(field("title")), fhir.Upsert(value(`{"id":"m"}`), field("note"), element("m")), fhir.Remove(field("note"), element("n")),
			}
			e, err := prove(t, d, es, ofPlan)
			require.NoError(t, err)
			r, err := e.Update(`W/"1"`)
			require.NoError(t, err)
			s := server(t, d.Bytes())
			status, answer := alone.send(t, s, r)
			require.Equal(t, 200, status, answer)
			undone, err := e.Undo().Apply(parse(t, string(storedThere(t, s, d))), ofPlan)
			require.NoError(t, err)
			require.Equal(t, string(untouched(t, d.Bytes(), d, 1)), string(undone.Document.Bytes()))
		})
	}
}

// What an undo takes back only if it still stands, its patch tests for: a server that
// does not heed If-Match may hold somebody else's value by then.
func TestUndoPatch(t *testing.T) {
	d := parse(t, with(`"title":"old","note":[{"id":"n","t":1}]`))
	e, err := fhir.Edits{
		fhir.Set(value(`"new"`), field("title")), fhir.Set(value(`"d"`), field("description")),
		fhir.Upsert(value(`{"id":"n","t":2}`), field("note"), element("n")),
	}.Apply(d, ofPlan)
	require.NoError(t, err)
	undone, err := e.Undo().Apply(e.Document, ofPlan)
	require.NoError(t, err)
	patch, err := undone.Patch("")
	require.NoError(t, err)
	require.Equal(t, `[{"op":"test","path":"/note/0/id","value":"n"},{"op":"test","path":"/note/0","value":{"id":"n","t":2}},`+
		`{"op":"replace","path":"/note/0","value":{"id":"n","t":1}},`+
		`{"op":"test","path":"/description","value":"d"},{"op":"remove","path":"/description"},`+
		`{"op":"test","path":"/title","value":"new"},{"op":"replace","path":"/title","value":"old"}]`, string(patch.Body()))
}

func TestUndoSaysNo(t *testing.T) {
	es := fhir.Edits{
		fhir.Upsert(value(`{"id":"n","text":"`+canary+`"}`), field("note"), element("n")), fhir.Set(value(`1`), field("one"), field("x")),
		fhir.Upsert(value(`{"id":"n"}`), field("two"), field("list"), element("n")),
	}
	e, err := es.Apply(parse(t, with(`"one":{"a":1},"two":{"b":1}`)), ofPlan)
	require.NoError(t, err)
	undo, after := e.Undo(), string(e.Document.Bytes())
	for name, c := range map[string]struct {
		old, now string
		codes    []error
	}{
		"FHIR-02 another kind of resource":                {`"CarePlan"`, `"Goal"`, []error{fhir.ErrWrongResourceType}},
		"FHIR-15 about somebody else":                     {`Patient/p1`, `Patient/p2`, []error{fhir.ErrWrongRecord}},
		"FHIR-17 entered in error":                        {`"active"`, `"entered-in-error"`, []error{fhir.ErrNotEditable}},
		"FHIR-17 our element means another thing":         {`"id":"n"`, `"id":"n","modifierExtension":[{"url":"u"}]`, []error{fhir.ErrNotEditable}},
		"FHIR-17 a part of ours means another thing":      {`"id":"n"`, `"id":"n","detail":{"modifierExtension":[{"url":"u"}]}`, []error{fhir.ErrNotEditable}},
		"FHIR-17 two carry our key":                       {`"note":[`, `"note":[{"id":"n"},`, []error{peer.ErrDuplicate}},
		"FHIR-17 our list has a twin":                     {`"note":[`, `"_note":[null],"note":[`, []error{fhir.ErrNotEditable}},
		"FHIR-17 an empty object would be left":           {`"a":1,`, ``, []error{fhir.ErrNotEditable}},
		"FHIR-17 an empty object would be left by a list": {`"b":1,`, ``, []error{fhir.ErrNotEditable}},
		"FHIR-17 on the way to ours":                      {`"a":1,`, `"modifierExtension":[],`, []error{fhir.ErrNotEditable}},
	} {
		t.Run(name, func(t *testing.T) {
			require.Contains(t, after, c.old)
			undone, err := undo.Apply(parse(t, strings.Replace(after, c.old, c.now, 1)), ofPlan)
			refused(t, err, c.codes...)
			require.True(t, undone.Document.IsZero(), "nothing half-undone")
		})
	}
	t.Run("FHIR-17 the document is missing", func(t *testing.T) {
		_, err := undo.Apply(fhir.Document{}, ofPlan)
		refused(t, err, peer.ErrRequired)
	})
	t.Run("FHIR-17 nothing to undo", func(t *testing.T) {
		undone, err := fhir.Undo{}.Apply(parse(t, plan), ofPlan)
		require.NoError(t, err)
		require.False(t, undone.Changed())
		require.True(t, fhir.Edited{}.Undo().IsZero())
	})
}

func TestUndoIsStored(t *testing.T) {
	d := parse(t, with(`"title": "t", "note":[ {"id":"a"}, {"id":"n"} ], "goal":[ {"id":"g" , "x":1.0} ],"z":{"a" : 1}`))
	e, err := fhir.Edits{
		fhir.Remove(field("title")), fhir.Remove(field("note"), element("n")), fhir.Upsert(value(`{"id":"g"}`), field("goal"), element("g")),
		fhir.Set(value(`"<b> & c"`), field("description")), fhir.Upsert(value(`{"url":"u"}`), field("extension"), fhir.Extending("u")),
		fhir.Set(value(`{"b":2}`), field("z")),
	}.Apply(d, ofPlan)
	require.NoError(t, err)
	b, err := e.Undo().Encode()
	require.NoError(t, err)
	undo, err := fhir.DecodeUndo(b)
	require.NoError(t, err)
	again, err := undo.Encode()
	require.NoError(t, err)
	require.Equal(t, string(b), string(again))
	undone, err := undo.Apply(e.Document, ofPlan)
	require.NoError(t, err)
	require.Equal(t, string(d.Bytes()), string(undone.Document.Bytes()), "white space inside what was replaced is kept in store")

	x := `"path":[{"field":"x"}]`
	n := `"path":[{"field":"note"},{"id":"n"}]`
	for name, stored := range map[string]string{
		"no operation":                      `{` + x + `,"now":"1"}`,
		"an operation of no list":           `{"did":"` + canary + `",` + x + `,"now":"1"}`,
		"no path":                           `{"did":"added","path":[],"now":"1"}`,
		"a path to what is not ours":        `{"did":"removed","path":[{"field":"id"}],"was":"1","cut":"\"id\":1"}`,
		"the subject":                       `{"did":"replaced","path":[{"field":"subject"}],"was":"1","now":"2"}`,
		"a twin that was set":               `{"did":"added","path":[{"field":"_x"}],"now":"{}"}`,
		"added, without what":               `{"did":"added",` + x + `}`,
		"added, with what was there":        `{"did":"added",` + x + `,"now":"1","was":"1"}`,
		"added, with a cut":                 `{"did":"added",` + x + `,"now":"1","cut":"\"x\":1"}`,
		"replaced, without what was there":  `{"did":"replaced",` + x + `,"now":"1"}`,
		"replaced by what is not JSON":      `{"did":"replaced",` + x + `,"was":"1","now":"{"}`,
		"was more than one value":           `{"did":"replaced",` + x + `,"was":"1,\"status\":2","now":"1"}`,
		"an element without its key":        `{"did":"added",` + n + `,"now":"{\"id\":\"m\"}"}`,
		"removed, without the cut":          `{"did":"removed",` + x + `,"was":"1"}`,
		"removed, with what was written":    `{"did":"removed",` + x + `,"was":"1","now":"1","cut":"\"x\":1"}`,
		"removed, a cut of another":         `{"did":"removed",` + x + `,"was":"1","cut":",\"y\":1"}`,
		"removed, a cut of more":            `{"did":"removed",` + x + `,"was":"1","cut":",\"x\":1,\"status\":2"}`,
		"removed, a cut of another value":   `{"did":"removed",` + x + `,"was":"1","cut":",\"x\":2"}`,
		"removed, a cut that breaks out":    `{"did":"removed",` + x + `,"was":"1","cut":",\"x\":1},{\"x\":1"}`,
		"removed element, a cut of two":     `{"did":"removed",` + n + `,"was":"{\"id\":\"n\"}","cut":",{\"id\":\"n\"},{\"id\":\"m\"}"}`,
		"removed list, a cut without it":    `{"did":"removed",` + n + `,"was":"{\"id\":\"n\"}","list":true,"cut":",{\"id\":\"n\"}"}`,
		"removed list, with somebody's":     `{"did":"removed",` + n + `,"was":"{\"id\":\"n\"}","list":true,"cut":",\"note\":[{\"id\":\"n\"},{\"id\":\"m\"}]"}`,
		"removed list, without an element":  `{"did":"removed",` + x + `,"was":"1","list":true,"cut":",\"x\":[1]"}`,
		"a modifier that was never there":   `{"did":"replaced",` + x + `,"was":"{\"modifierExtension\":[{\"url\":\"u\"}]}","now":"1"}`,
		"removed element, in a list around": `{"did":"removed",` + n + `,"was":"{\"id\":\"n\"}","cut":",\"note\":[{\"id\":\"n\"}]"}`,
	} {
		t.Run("FHIR-17 "+name, func(t *testing.T) {
			_, err := fhir.DecodeUndo([]byte("[" + stored + "]"))
			refused(t, err, fhir.ErrNotEditable)
		})
	}
	_, err = fhir.DecodeUndo([]byte(`[{"index":0}]`))
	refused(t, err, peer.ErrSchema)
}
