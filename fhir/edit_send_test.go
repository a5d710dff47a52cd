package fhir_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/fhir"
	"github.com/towpath-care/towpath/peer"
)

func TestRequest(t *testing.T) {
	d := parse(t, with(`"activity":[{"id":"x"}, {"id":"a","detail":{"status":"x"}}]`))
	e, err := fhir.Edits{
		fhir.Set(value(`"<y> & \u00e9"`), field("activity"), element("a"), field("detail"), field("status")),
		fhir.Remove(field("activity"), element("x")),
		fhir.Upsert(value(`{"system":"s","value":"1"}`), field("identifier"), fhir.Identified("s", "1")),
	}.Apply(d, ofPlan)
	require.NoError(t, err)

	update, err := e.Update(`W/"from-the-header"`)
	require.NoError(t, err)
	require.Equal(t, []string{"PUT", "CarePlan/c1", "application/fhir+json", `W/"from-the-header"`}, []string{update.Method, update.URL, update.ContentType, update.IfMatch})
	require.Equal(t, string(e.Document.Bytes()), string(update.Body()))
	entry, err := update.Entry()
	require.NoError(t, err)
	require.Equal(t, `{"resource":`+string(e.Document.Bytes())+`,"request":{"method":"PUT","url":"CarePlan/c1","ifMatch":"W/\"from-the-header\""}}`, string(entry))

	patch, err := e.Patch("")
	require.NoError(t, err)
	require.Equal(t, []string{"PATCH", "CarePlan/c1", "application/json-patch+json", `W/"7"`}, []string{patch.Method, patch.URL, patch.ContentType, patch.IfMatch})
	require.Equal(t, `[{"op":"test","path":"/activity/1/id","value":"a"},`+
		`{"op":"replace","path":"/activity/1/detail/status","value":"<y> & \u00e9"},`+
		`{"op":"test","path":"/activity/0/id","value":"x"},{"op":"remove","path":"/activity/0"},`+
		`{"op":"add","path":"/identifier","value":[{"system":"s","value":"1"}]}]`, string(patch.Body()))
	entry, err = patch.Entry()
	require.NoError(t, err)
	require.True(t, strings.HasPrefix(string(entry), `{"resource":{"resourceType":"Binary","contentType":"application/json-patch+json","data":"W3sib3Ai`))
	require.True(t, strings.HasSuffix(string(entry), `"},"request":{"method":"PATCH","url":"CarePlan/c1","ifMatch":"W/\"7\""}}`))
	patch.Body()[0] = 'x'
	require.Equal(t, byte('['), patch.Body()[0], "the body given is a copy")
	_, err = fhir.Request{Method: "PUT"}.Entry()
	refused(t, err, peer.ErrRequired)
}

// What a patch relies on stands in front of it, whatever an element is known by.
func TestPatchPins(t *testing.T) {
	for name, c := range map[string]struct {
		members string
		edit    fhir.Edit
		want    string
	}{
		"a reference, in the version that is there": {`"goal":[{},{"reference":"Goal/1/_history/3"}]`, fhir.Set(value(`"d"`), field("goal"), fhir.Referring("Goal/1"), field("display")),
			`[{"op":"test","path":"/goal/1/reference","value":"Goal/1/_history/3"},{"op":"add","path":"/goal/1/display","value":"d"}]`},
		"an identifier": {`"identifier":[{"value":"1"},{"system":"s","value":"1"}]`, fhir.Remove(field("identifier"), fhir.Identified("s", "1")),
			`[{"op":"test","path":"/identifier/1/system","value":"s"},{"op":"test","path":"/identifier/1/value","value":"1"},{"op":"remove","path":"/identifier/1"}]`},
		"an identifier without a system": {`"identifier":[{"value":"1"},{"system":"s","value":"1"}]`, fhir.Remove(field("identifier"), fhir.Identified("", "1")),
			`[{"op":"test","path":"/identifier/0/value","value":"1"},{"op":"remove","path":"/identifier/0"}]`},
		"the identifier of an element": {`"goal":[{"identifier":{"system":"s","value":"1"}},{}]`, fhir.Remove(field("goal"), fhir.Identified("s", "1")),
			`[{"op":"test","path":"/goal/0/identifier/system","value":"s"},{"op":"test","path":"/goal/0/identifier/value","value":"1"},{"op":"remove","path":"/goal/0"}]`},
		"one of its codings": {`"category":[{},{"coding":[{"code":"2"},{"system":"s","code":"1"}]}]`, fhir.Remove(field("category"), fhir.Coded("s", "1")),
			`[{"op":"test","path":"/category/1/coding/1/system","value":"s"},{"op":"test","path":"/category/1/coding/1/code","value":"1"},{"op":"remove","path":"/category/1"}]`},
		"a url": {`"extension":[{"url":"u"},{"url":"v"}]`, fhir.Upsert(value(`{"url":"v","valueCode":"x"}`), field("extension"), fhir.Extending("v")),
			`[{"op":"test","path":"/extension/1/url","value":"v"},{"op":"replace","path":"/extension/1","value":{"url":"v","valueCode":"x"}}]`},
		"two on the way": {`"a":[{"id":"x","b":[{},{"id":"y","c":1}]}]`, fhir.Set(value(`2`), field("a"), element("x"), field("b"), element("y"), field("c")),
			`[{"op":"test","path":"/a/0/id","value":"x"},{"op":"test","path":"/a/0/b/1/id","value":"y"},{"op":"replace","path":"/a/0/b/1/c","value":2}]`},
		"a list that goes, all of it": {`"note":[{"id":"n","t":1}]`, fhir.Remove(field("note"), element("n")),
			`[{"op":"test","path":"/note","value":[{"id":"n","t":1}]},{"op":"remove","path":"/note"}]`},
		"an element at the end": {`"note":[{}]`, fhir.Upsert(value(`{"id":"n"}`), field("note"), element("n")), `[{"op":"add","path":"/note/-","value":{"id":"n"}}]`},
	} {
		t.Run("FHIR-17 "+name, func(t *testing.T) {
			e, err := prove(t, parse(t, with(c.members)), fhir.Edits{c.edit}, ofPlan)
			require.NoError(t, err)
			patch, err := e.Patch("")
			require.NoError(t, err)
			require.Equal(t, c.want, string(patch.Body()))
		})
	}
}

func TestRequestSaysNo(t *testing.T) {
	title := fhir.Edits{fhir.Set(value(`"x"`), field("title"))}
	unversioned := strings.Replace(plan, `"meta":{"versionId":"7"},`, ``, 1)
	for name, c := range map[string]struct {
		doc, etag string
		want      fhir.Expect
		codes     []error
	}{
		"FHIR-16 nothing changed":                   {with(`"title":"x"`), "", ofPlan, []error{fhir.ErrNothingToSend}},
		"FHIR-16 no version is known":               {unversioned, "", ofPlan, []error{peer.ErrRequired}},
		"FHIR-16 a version that no server can have": {strings.Replace(plan, `"7"`, `"7\" x"`, 1), "", ofPlan, []error{peer.ErrRequired}},
		"FHIR-16 a version without quotes":          {plan, "7", ofPlan, []error{peer.ErrSchema}},
		"FHIR-16 an empty version":                  {plan, `W/""`, ofPlan, []error{peer.ErrSchema}},
		"FHIR-16 two versions":                      {plan, `W/"7", W/"8"`, ofPlan, []error{peer.ErrSchema}},
		"FHIR-16 a version with a line behind it":   {plan, "W/\"7\"\r\nX: y", ofPlan, []error{peer.ErrSchema}},
		"FHIR-16 a line inside a version":           {plan, "W/\"7\r\ny\"", ofPlan, []error{peer.ErrSchema}},
		"FHIR-16 any version":                       {plan, "*", ofPlan, []error{peer.ErrSchema}},
		"FHIR-16 an id that leads elsewhere":        {strings.Replace(plan, `"c1"`, `"../Patient/1"`, 1), "", fhir.Expect{ResourceType: "CarePlan", ID: "../Patient/1", Subject: "Patient/p1"}, []error{peer.ErrRequired}},
		"FHIR-16 a type that leads elsewhere":       {`{"resourceType":"A/B","id":"c1"}`, `W/"1"`, fhir.Expect{ResourceType: "A/B", ID: "c1"}, []error{peer.ErrRequired}},
		"FHIR-16 all of it":                         {strings.Replace(strings.Replace(with(`"title":"x"`), `"c1"`, `"c 1"`, 1), `"meta":{"versionId":"7"},`, ``, 1), "", fhir.Expect{ResourceType: "CarePlan", ID: "c 1", Subject: "Patient/p1"}, []error{fhir.ErrNothingToSend, peer.ErrRequired}},
	} {
		t.Run(name, func(t *testing.T) {
			e, err := title.Apply(parse(t, c.doc), c.want)
			require.NoError(t, err)
			for _, render := range []func(string) (fhir.Request, error){e.Update, e.Patch} {
				r, err := render(c.etag)
				refused(t, err, c.codes...)
				require.Equal(t, fhir.Request{}, r)
			}
		})
	}
	t.Run("FHIR-17 an edit that was forged is not handed out", func(t *testing.T) {
		e, err := title.Apply(parse(t, plan), ofPlan)
		require.NoError(t, err)
		e.Document = parse(t, strings.Replace(string(e.Document.Bytes()), "Practitioner/doctor", "Practitioner/doctot", 1))
		for _, render := range []func(string) (fhir.Request, error){e.Update, e.Patch} {
			_, err := render("")
			refused(t, err, fhir.ErrForeignBytes)
		}
	})
	t.Run("FHIR-17 an edit that was made by hand is not handed out", func(t *testing.T) {
		_, err := fhir.Edited{Document: parse(t, plan), Spans: []fhir.Span{{}}}.Update("")
		refused(t, err, fhir.ErrNothingToSend)
	})
}
