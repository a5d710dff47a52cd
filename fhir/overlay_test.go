package fhir_test

import (
	"encoding/json"
	"fmt"
	"log/slog"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/fhir"
	"github.com/towpath-care/towpath/peer"
)

// canary stands for a person's words: it is looked for in everything that can
// be shown.
const canary = "Zephyrine"

const plan = `{"resourceType":"CarePlan","id":"c1","meta":{"versionId":"7"},"status":"active","intent":"plan",` +
	`"subject":{"reference":"Patient/p1"},"author":{"reference":"Practitioner/doctor"}}`

var ofPlan = fhir.Expect{ResourceType: "CarePlan", ID: "c1", Subject: "Patient/p1"}

func parse(t testing.TB, doc string) fhir.Document {
	t.Helper()
	d, err := fhir.ParseDocument([]byte(doc))
	require.NoError(t, err)
	return d
}

// with is the plan with more members.
func with(members string) string { return strings.TrimSuffix(plan, "}") + "," + members + "}" }

// refused requires a refusal with these codes and no other, that shows nothing
// of the document.
func refused(t testing.TB, err error, codes ...error) *peer.Refusal {
	t.Helper()
	var r *peer.Refusal
	require.ErrorAs(t, err, &r)
	shown, jsonErr := json.Marshal(r)
	require.NoError(t, jsonErr)
	require.NotContains(t, string(shown)+err.Error(), canary)
	got := make([]error, 0, len(codes))
	for _, c := range r.Codes() {
		got = append(got, c)
	}
	require.Len(t, got, len(codes), "%v", got)
	for _, c := range codes {
		require.ErrorIs(t, err, c)
	}
	for _, reason := range r.Reasons {
		require.NotEmpty(t, reason.Says)
		require.NotEmpty(t, reason.Fix)
		require.Regexp(t, `^[A-Z]+-\d\d$`, reason.Rule.Row)
	}
	return r
}

// prove applies edits and holds the result to everything that is promised of
// one.
func prove(t testing.TB, d fhir.Document, es fhir.Edits, want fhir.Expect) (fhir.Edited, error) {
	t.Helper()
	before := d.Bytes()
	e, err := es.Apply(d, want)
	require.Equal(t, string(before), string(d.Bytes()), "the old document is untouched")
	if err != nil {
		require.True(t, e.Document.IsZero(), "nothing half-written")
		return e, err
	}
	after := e.Document.Bytes()
	require.True(t, json.Valid(after), "%s", after)
	require.NoError(t, fhir.Frame(before, e), "before %s\nafter  %s\nspans %v", before, after, e.Spans)
	require.Zero(t, fhir.ForeignBytesChanged(d, e.Document, e.Spans))
	require.Equal(t, string(before), string(e.Before().Bytes()))
	require.Equal(t, string(before) != string(after), e.Changed())
	takenBack(t, d, e, want)
	rendered(t, e)
	again, err := es.Apply(e.Document, want)
	require.NoError(t, err)
	require.Equal(t, string(after), string(again.Document.Bytes()), "applied again")
	require.False(t, again.Changed())
	return e, nil
}

// rendered requires that a changed document makes a request both ways, and an
// unchanged one none.
func rendered(t testing.TB, e fhir.Edited) {
	t.Helper()
	for method, render := range map[string]func(string) (fhir.Request, error){"PUT": e.Update, "PATCH": e.Patch} {
		r, err := render(`W/"7"`)
		if !e.Changed() {
			require.ErrorIs(t, err, fhir.ErrNothingToSend)
			continue
		}
		require.NoError(t, err)
		require.Equal(t, []string{method, e.Document.ResourceType() + "/" + e.Document.ID(), `W/"7"`}, []string{r.Method, r.URL, r.IfMatch})
	}
}

// takenBack undoes an edit from its stored form, in the document it made and in one
// that a server has stamped, and requires the bytes of before.
func takenBack(t testing.TB, before fhir.Document, e fhir.Edited, want fhir.Expect) {
	t.Helper()
	stored, err := e.Undo().Encode()
	require.NoError(t, err)
	undo, err := fhir.DecodeUndo(stored)
	require.NoError(t, err, "%s", stored)
	require.Equal(t, !e.Changed(), undo.IsZero())
	undone, err := undo.Apply(e.Document, want)
	require.NoError(t, err)
	require.Equal(t, string(before.Bytes()), string(undone.Document.Bytes()), "undo of %s", e.Document.Bytes())
	require.NoError(t, fhir.Frame(e.Document.Bytes(), undone))
	require.Empty(t, undone.Left)
	again, err := undo.Apply(undone.Document, want)
	require.NoError(t, err)
	require.Equal(t, string(undone.Document.Bytes()), string(again.Document.Bytes()), "undone twice, %s", stored)
}

func TestParseDocument(t *testing.T) {
	for name, c := range map[string]struct {
		doc  string
		code error
		path string
	}{
		"FHIR-17 nothing came":                {"", peer.ErrRequired, ""},
		"FHIR-17 not JSON":                    {`{"resourceType":"CarePlan",` + canary, peer.ErrSchema, "/resourceType"},
		"FHIR-17 list":                        {`[` + plan + `]`, peer.ErrSchema, ""},
		"FHIR-17 text":                        {`"` + canary + `"`, peer.ErrSchema, ""},
		"FHIR-17 null":                        {`null`, peer.ErrSchema, ""},
		"FHIR-17 byte order mark":             {"\ufeff" + plan, peer.ErrSchema, ""},
		"FHIR-17 two resources":               {plan + plan, peer.ErrSchema, ""},
		"FHIR-17 text behind":                 {plan + " " + canary, peer.ErrSchema, ""},
		"FHIR-17 member twice":                {with(`"status":"completed"`), peer.ErrDuplicate, "/status"},
		"FHIR-17 member twice, escaped":       {with(`"\u0073tatus":"completed"`), peer.ErrDuplicate, "/status"},
		"FHIR-17 member twice, further in":    {with(`"note":[{"a":{"text":"x","te\u0078t":"y"}}]`), peer.ErrDuplicate, "/note/0/a/text"},
		"FHIR-17 odd member twice":            {with(`"` + canary + ` Smith":1,"` + canary + ` Smith":2`), peer.ErrDuplicate, "/*"},
		"FHIR-17 65 levels":                   {with(`"x":` + strings.Repeat("[", 64) + strings.Repeat("]", 64)), peer.ErrOutOfRange, "/x" + strings.Repeat("/0", 63)},
		"FHIR-17 exponent of a million":       {with(`"x":1e5000000`), peer.ErrOutOfRange, "/x"},
		"FHIR-17 forty-one digits":            {with(`"x":` + strings.Repeat("9", 41)), peer.ErrOutOfRange, "/x"},
		"FHIR-17 five megabytes":              {with(`"x":"` + strings.Repeat("y", 5<<20) + `"`), peer.ErrOutOfRange, ""},
		"FHIR-17 high surrogate alone":        {with(`"x":"\ud83d"`), peer.ErrSchema, "/x"},
		"FHIR-17 low surrogate alone":         {with(`"x":"\ude00"`), peer.ErrSchema, "/x"},
		"FHIR-17 not UTF-8":                   {with("\"x\":\"\xff\""), peer.ErrSchema, "/x"},
		"FHIR-02 no resourceType":             {`{"id":"` + canary + `"}`, peer.ErrRequired, "/resourceType"},
		"FHIR-02 empty resourceType":          {`{"resourceType":""}`, peer.ErrRequired, "/resourceType"},
		"FHIR-02 resourceType is no text":     {`{"resourceType":7}`, peer.ErrRequired, "/resourceType"},
		"FHIR-02 resourcetype, in other case": {`{"resourcetype":"CarePlan"}`, peer.ErrRequired, "/resourceType"},
	} {
		t.Run(name, func(t *testing.T) {
			d, err := fhir.ParseDocument([]byte(c.doc))
			r := refused(t, err, c.code)
			require.Equal(t, c.path, r.Reasons[0].Path)
			require.True(t, d.IsZero())
		})
	}
	t.Run("64 levels are read", func(t *testing.T) {
		parse(t, with(`"x":`+strings.Repeat("[", 63)+strings.Repeat("]", 63)))
	})
	t.Run("the bytes given and the bytes taken are not shared", func(t *testing.T) {
		in := []byte(plan)
		d, err := fhir.ParseDocument(in)
		require.NoError(t, err)
		in[0], d.Bytes()[0] = 'x', 'x'
		require.Equal(t, plan, string(d.Bytes()))
	})
}

func TestDocumentReaders(t *testing.T) {
	d := parse(t, " \n"+with(`"stat\u0075sReason":{"text":"\u00e9 \ud83d\ude00"},"activity":[{"id":"a","detail":{"status":"x"}},`+
		`{"id":"b"},7],"identifier":[{"system":"s","value":"v"}],"contributor":[{"reference":"Practitioner/w/_history/3","display":"W"}]`))
	require.Equal(t, []string{"CarePlan", "c1", "7", "Patient/p1", "active", "é 😀"},
		[]string{d.ResourceType(), d.ID(), d.VersionID(), d.Subject(), d.Text("status"), d.Text("statusReason", "text")})
	require.Empty(t, d.Text("meta"))
	require.Empty(t, d.Text("status", "x"))
	require.Empty(t, d.Text("nothing", "here"))
	for want, path := range map[string][]fhir.Step{
		`{"status":"x"}`:             {fhir.Field("activity"), fhir.Element("a"), fhir.Field("detail")},
		`{"id":"b"}`:                 {fhir.Field("activity"), fhir.Element("b")},
		`{"system":"s","value":"v"}`: {fhir.Field("identifier"), fhir.Identified("s", "v")},
		`"W"`:                        {fhir.Field("contributor"), fhir.Referring("Practitioner/w"), fhir.Field("display")},
	} {
		raw, ok := d.Get(path...)
		require.True(t, ok)
		require.Equal(t, want, string(raw))
	}
	for _, path := range [][]fhir.Step{
		{fhir.Field("activity"), fhir.Element("c")}, {fhir.Field("status"), fhir.Element("c")}, {fhir.Element("a")}, {{}},
		{fhir.Field("identifier"), fhir.Identified("other", "v")},
	} {
		_, ok := d.Get(path...)
		require.False(t, ok)
	}
	require.Len(t, d.Elements(fhir.Field("activity")), 3)
	require.Empty(t, d.Elements(fhir.Field("status")))
	require.Empty(t, d.Elements(fhir.Field("goal")))

	var none fhir.Document
	require.Empty(t, none.Bytes())
	require.Empty(t, none.ResourceType())
	require.Empty(t, none.Elements(fhir.Field("x")))
	require.Equal(t, "Encounter", parse(t, `{"resourceType":"Encounter","patient":{"reference":"Patient/1"}}`).ResourceType())
	require.Equal(t, "Patient/1", parse(t, `{"resourceType":"Flag","patient":{"reference":"Patient/1"}}`).Subject())
	require.Empty(t, parse(t, `{"resourceType":"Flag","patient":{"reference":"Patient/1"},"subject":{"reference":"Patient/2"}}`).Subject())
}

func TestExpect(t *testing.T) {
	d := parse(t, plan)
	for name, c := range map[string]struct {
		doc   string
		want  fhir.Expect
		codes []error
	}{
		"FHIR-02 other type":                 {plan, fhir.Expect{ResourceType: "Goal", ID: "c1", Subject: "Patient/p1"}, []error{fhir.ErrWrongResourceType}},
		"FHIR-02 no type asked for":          {plan, fhir.Expect{ID: "c1", Subject: "Patient/p1"}, []error{fhir.ErrWrongResourceType}},
		"FHIR-15 other id":                   {plan, fhir.Expect{ResourceType: "CarePlan", ID: "c2", Subject: "Patient/p1"}, []error{fhir.ErrWrongRecord}},
		"FHIR-15 no id asked for":            {plan, fhir.Expect{ResourceType: "CarePlan", Subject: "Patient/p1"}, []error{fhir.ErrWrongRecord}},
		"FHIR-15 somebody else":              {plan, fhir.Expect{ResourceType: "CarePlan", ID: "c1", Subject: "Patient/p2"}, []error{fhir.ErrWrongRecord}},
		"FHIR-15 nobody asked for":           {plan, fhir.Expect{ResourceType: "CarePlan", ID: "c1"}, []error{fhir.ErrWrongRecord}},
		"FHIR-15 other server":               {plan, fhir.Expect{ResourceType: "CarePlan", ID: "c1", Subject: "https://other.example/Patient/p1"}, []error{fhir.ErrWrongRecord}},
		"FHIR-15 known by number only":       {`{"resourceType":"Flag","id":"f","subject":{"identifier":{"value":"` + canary + `"}}}`, fhir.Expect{ResourceType: "Flag", ID: "f"}, []error{fhir.ErrWrongRecord}},
		"FHIR-15 a patient nobody asked for": {`{"resourceType":"Device","id":"f","patient":{"reference":"Patient/p1"}}`, fhir.Expect{ResourceType: "Device", ID: "f"}, []error{fhir.ErrWrongRecord}},
		"FHIR-15 a version of nobody":        {`{"resourceType":"Flag","id":"f","subject":{"identifier":{"value":"` + canary + `"}}}`, fhir.Expect{ResourceType: "Flag", ID: "f", Subject: "/_history/1"}, []error{fhir.ErrWrongRecord}},
		"FHIR-02, FHIR-15 all of it":         {plan, fhir.Expect{}, []error{fhir.ErrWrongResourceType, fhir.ErrWrongRecord}},
	} {
		t.Run(name, func(t *testing.T) {
			refused(t, c.want.Check(parse(t, c.doc)), c.codes...)
			_, err := fhir.Edits{fhir.Set([]byte(`"x"`), fhir.Field("title"))}.Apply(parse(t, c.doc), c.want)
			refused(t, err, c.codes...)
		})
	}
	require.NoError(t, ofPlan.Check(d))
	require.NoError(t, fhir.Expect{ResourceType: "CarePlan", ID: "c1", Subject: "Patient/p1/_history/4"}.Check(d), "another version is the same person")
	require.NoError(t, fhir.Expect{ResourceType: "Location", ID: "l"}.Check(parse(t, `{"resourceType":"Location","id":"l"}`)))
}

// R4 has four elements that can say that a resource was entered in error.
func TestEnteredInError(t *testing.T) {
	of := func(typ, members string) fhir.Document {
		return parse(t, `{"resourceType":"`+typ+`","id":"x","subject":{"reference":"Patient/p1"},`+members+`}`)
	}
	for name, d := range map[string]fhir.Document{
		"a plan":      of("CarePlan", `"status":"entered-in-error"`),
		"a goal":      of("Goal", `"lifecycleStatus":"entered-in-error"`),
		"a document":  of("DocumentReference", `"status":"current","docStatus":"entered-in-error"`),
		"a condition": of("Condition", `"verificationStatus":{"coding":[{"code":"other"},{"code":"entered-in-error"}]}`),
	} {
		t.Run("FHIR-17 "+name, func(t *testing.T) {
			refused(t, fhir.Editable(d), fhir.ErrNotEditable)
			_, err := fhir.Edits{fhir.Set([]byte(`"x"`), fhir.Field("title"))}.Apply(d, fhir.Expect{ResourceType: d.ResourceType(), ID: "x", Subject: "Patient/p1"})
			refused(t, err, fhir.ErrNotEditable)
		})
	}
	require.NoError(t, fhir.Editable(of("Goal", `"lifecycleStatus":"active","verificationStatus":{"coding":[{"code":"confirmed"}]}`)))
}

// FHIR-12: neither a document nor an edit can be printed by accident.
func TestNothingPrints(t *testing.T) {
	d := parse(t, with(`"description":"`+canary+`"`))
	e := fhir.Set([]byte(`"`+canary+`"`), fhir.Field("title"))
	done, err := fhir.Edits{e}.Apply(d, ofPlan)
	require.NoError(t, err)
	request, err := done.Patch("")
	require.NoError(t, err)
	undo := done.Undo()
	type holder struct {
		r    fhir.Request
		u    fhir.Undo
		d    fhir.Document
		e    fhir.Edit
		es   fhir.Edits
		done *fhir.Edited
		Done fhir.Edited
	}
	var log strings.Builder
	logger := slog.New(slog.NewTextHandler(&log, nil))
	for _, v := range []any{d, e, fhir.Edits{e}, done, request, undo, holder{request, undo, d, e, fhir.Edits{e}, &done, done}, &holder{request, undo, d, e, fhir.Edits{e}, &done, done}} {
		for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%x", "%d"} {
			out := fmt.Sprintf(verb, v)
			require.NotContains(t, out, canary)
			require.NotContains(t, out, fmt.Sprintf("%x", canary))
			require.NotContains(t, out, strings.Trim(fmt.Sprint([]byte(canary)), "[]"))
		}
		out, _ := json.Marshal(v)
		require.NotContains(t, string(out), canary)
		logger.Info("x", "v", v)
	}
	require.NotContains(t, log.String(), canary)
	require.Equal(t, fmt.Sprintf("CarePlan of %d bytes", d.Len()), d.String())
	require.Equal(t, "no document", fhir.Document{}.String())
	require.Equal(t, fmt.Sprintf("PATCH CarePlan/c1 of %d bytes", len(request.Body())), request.String())
	require.Equal(t, "no request", fhir.Request{}.String())
	require.Equal(t, "undo of 1 changes", undo.String())
	require.Equal(t, "set /title", e.String())
	require.Equal(t, "no edit", fhir.Edit{}.String())
	require.Equal(t, "remove /a/towpath-1/b/*/c/*", fhir.Remove(fhir.Field("a"), fhir.Element("towpath-1"), fhir.Field("b"),
		fhir.Identified("x", canary), fhir.Field("c"), fhir.Element("9990000018")).String())
}
