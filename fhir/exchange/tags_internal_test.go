package exchange

import (
	"encoding/json"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/fhir"
	"github.com/towpath-care/towpath/fhir/client"
)

func TestTagsOfOurs(t *testing.T) {
	ours := func(code string) string { return `{"system":"` + fhir.EntryStateSystem + `","code":"` + code + `"}` }
	theirs := `{"code":"awaiting-validation", "system":"https://pilot.example/tags"}`
	with := func(tags string) []byte { return []byte(`{"resourceType":"Encounter","meta":{"tag":[` + tags + `]}}`) }
	type row struct {
		there, body []byte
		change      FieldChange // empty: none
		stands      string      // afterwards; empty: none
		stray       []client.Tag
	}
	waits := client.Tag{System: fhir.EntryStateSystem, Code: "awaiting-validation"}
	for name, r := range map[string]row{
		"none on either side":             {with(theirs), with(""), "", theirs, nil},
		"the same":                        {with(theirs + "," + ours("awaiting-validation")), with(ours("awaiting-validation")), "", theirs + "," + ours("awaiting-validation"), nil},
		"the same, twice there":           {with(ours("awaiting-validation") + "," + ours("awaiting-validation")), with(ours("awaiting-validation")), "", ours("awaiting-validation") + "," + ours("awaiting-validation"), nil},
		"another display and version":     {with(`{"system":"` + fhir.EntryStateSystem + `","code":"awaiting-validation","display":"x","version":"2"}`), with(ours("awaiting-validation")), "", `{"system":"` + fhir.EntryStateSystem + `","code":"awaiting-validation","display":"x","version":"2"}`, nil},
		"one to go":                       {with(ours("awaiting-validation") + "," + theirs), with(""), Removed, theirs, []client.Tag{waits}},
		"the only one goes":               {with(ours("awaiting-validation")), []byte(`{}`), Removed, "", []client.Tag{waits}},
		"one to come":                     {with(theirs), with(ours("awaiting-validation")), Added, theirs + "," + ours("awaiting-validation"), nil},
		"one for another":                 {with(ours("awaiting-validation") + "," + theirs), with(ours("other")), Changed, theirs + "," + ours("other"), []client.Tag{waits}},
		"no meta there":                   {[]byte(`{"resourceType":"Encounter"}`), with(ours("other")), Added, ours("other"), nil},
		"a meta there that is no object":  {[]byte(`{"meta":[1]}`), with(ours("other")), Added, ours("other"), nil},
		"a tag there that is no list":     {[]byte(`{"meta":{"tag":{}}}`), with(ours("other")), Added, ours("other"), nil},
		"a tag there that is no coding":   {with(`1,"x",null,` + theirs), with(""), "", `1,"x",null,` + theirs, nil},
		"what is no JSON":                 {[]byte(`{`), with(""), "", "", nil},
		"a system that begins like ours":  {with(`{"system":"` + fhir.EntryStateSystem + `/2","code":"awaiting-validation"}`), with(""), "", `{"system":"` + fhir.EntryStateSystem + `/2","code":"awaiting-validation"}`, nil},
		"a security label of that system": {[]byte(`{"meta":{"security":[` + ours("awaiting-validation") + `]}}`), with(""), "", "", nil},
	} {
		t.Run("FHIR-09, FHIR-17 "+name, func(t *testing.T) {
			f, differ := tagsDiffer(r.there, r.body)
			require.Equal(t, r.change != "", differ)
			if differ {
				require.Equal(t, r.change, f.Change)
				require.NotContains(t, string(f.Before)+string(f.After), "pilot.example")
			}
			var want json.RawMessage
			if r.stands != "" {
				want = json.RawMessage("[" + r.stands + "]")
			}
			require.Equal(t, string(want), string(listOf(tagsAsMeant(r.there, r.body))))
			require.Equal(t, r.stray, strayTags(r.there, r.body))
		})
	}
}

func TestAResourceIsBroughtWithItsTags(t *testing.T) {
	tag := `{"system":"` + fhir.EntryStateSystem + `","code":"awaiting-validation"}`
	t.Run("FHIR-09, FHIR-17 the last tag goes, and everything else of meta stays in its bytes", func(t *testing.T) {
		there := []byte(`{"resourceType":"Encounter","id":"e","meta":{"versionId": "3","tag":[` + tag + `],"x-vendor":{"a" : 1}},"status":"finished"}`)
		out, err := brought("Encounter", []byte(`{"resourceType":"Encounter","id":"e","status":"finished"}`), there)
		require.NoError(t, err)
		require.JSONEq(t, `{"resourceType":"Encounter","status":"finished","id":"e","meta":{"versionId":"3","x-vendor":{"a":1}}}`, string(out))
		require.Contains(t, string(out), `"x-vendor":{"a" : 1}`)
	})
	t.Run("FHIR-09 a meta that held nothing else is left out whole, because R4 has no empty object", func(t *testing.T) {
		out, err := brought("Encounter", []byte(`{"resourceType":"Encounter","id":"e"}`), []byte(`{"resourceType":"Encounter","id":"e","meta":{"tag":[`+tag+`]}}`))
		require.NoError(t, err)
		require.JSONEq(t, `{"resourceType":"Encounter","id":"e"}`, string(out))
	})
	t.Run("FHIR-09, FHIR-13 a label that is missing and a tag that goes, at once", func(t *testing.T) {
		out, err := brought("Encounter", []byte(`{"resourceType":"Encounter","id":"e","meta":{"security":[{"code":"R"}]}}`),
			[]byte(`{"resourceType":"Encounter","id":"e","meta":{"security":[{"code":"L"}],"tag":[`+tag+`,{"code":"t"}]}}`))
		require.NoError(t, err)
		require.JSONEq(t, `{"resourceType":"Encounter","id":"e","meta":{"security":[{"code":"L"},{"code":"R"}],"tag":[{"code":"t"}]}}`, string(out))
	})
}
