package strict_test

import (
	"encoding/json"
	"fmt"
	"strings"
	"sync"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/fhir/strict"
	"github.com/towpath-care/towpath/peer"
)

// canary stands for a person's words: it is looked for in everything that can be
// shown.
const canary = "Zephyrine"

const aFlag = `{"resourceType":"Flag","status":"active","code":{"text":"x"},"subject":{"reference":"Patient/1"}}`

// flagWith is a Flag with more members.
func flagWith(members string) string { return strings.TrimSuffix(aFlag, "}") + "," + members + "}" }

// found validates a document and gives each reason as its code and path, after looking
// whether it shows anything of the document.
func found(t testing.TB, doc string) (out []string) {
	t.Helper()
	err := strict.Validate([]byte(doc))
	if err == nil {
		return nil
	}
	var r *peer.Refusal
	require.ErrorAs(t, err, &r)
	shown, jsonErr := json.Marshal(r)
	require.NoError(t, jsonErr)
	require.NotContains(t, string(shown)+err.Error(), canary)
	for _, reason := range r.Reasons {
		require.NotEmpty(t, reason.Says)
		require.NotEmpty(t, reason.Fix)
		out = append(out, reason.Rule.String()+" "+reason.Path)
	}
	return out
}

func TestValidate(t *testing.T) {
	require.Empty(t, found(t, aFlag))
	for name, c := range map[string]struct {
		doc  string
		want []string
	}{
		"FHIR-19 nothing":                {"", []string{"FHIR-19 schema "}},
		"FHIR-19 words":                  {canary, []string{"FHIR-19 schema "}},
		"FHIR-19 a list":                 {"[" + aFlag + "]", []string{"FHIR-19 schema "}},
		"FHIR-19 two documents":          {aFlag + aFlag, []string{"FHIR-19 schema "}},
		"FHIR-19 null":                   {"null", []string{"FHIR-19 schema "}},
		"FHIR-02 no type":                {`{"status":"active"}`, []string{"FHIR-02 required /resourceType"}},
		"FHIR-02 a type that is no text": {`{"resourceType":{"x":"` + canary + `"}}`, []string{"FHIR-02 required /resourceType"}},
		"FHIR-04 a Condition":            {`{"resourceType":"Condition"}`, []string{"FHIR-04 outside-scope-of-practice /resourceType"}},
		"FHIR-04 a person":               {`{"resourceType":"` + canary + `"}`, []string{"FHIR-04 outside-scope-of-practice /resourceType"}},
		"FHIR-04 the schema they share":  {`{"resourceType":"types"}`, []string{"FHIR-04 outside-scope-of-practice /resourceType"}},
		"FHIR-04 a Condition, contained": {flagWith(`"contained":[{"resourceType":"Condition","id":"a"}],"encounter":{"reference":"#a"}`),
			[]string{"FHIR-04 outside-scope-of-practice /contained/0/resourceType", "FHIR-19 schema /encounter/reference"}},
		"FHIR-19 a member twice":          {flagWith(`"status":"active"`), []string{"FHIR-19 duplicate /status"}},
		"FHIR-19 a member that R4 lacks":  {flagWith(`"mood":"` + canary + `"`), []string{"FHIR-19 schema /mood"}},
		"FHIR-19 a member named by words": {flagWith(`"` + canary + ` said so":1,"it's \"` + canary + `\"":2`), []string{"FHIR-19 schema /*"}},
		"FHIR-02 a gap":                   {strings.Replace(aFlag, `"status":"active",`, "", 1), []string{"FHIR-02 required /status"}},
		"FHIR-19 a code that R4 lacks":    {strings.Replace(aFlag, "active", canary, 1), []string{"FHIR-19 schema /status"}},
		"FHIR-03 two of a choice": {`{"resourceType":"Observation","status":"final","code":{"text":"x"},"valueString":"` + canary + `","valueInteger":1}`,
			[]string{"FHIR-03 invalid-choice /value[x]"}},
		"FHIR-03 three of a choice": {`{"resourceType":"Observation","status":"final","code":{"text":"x"},"valueString":"x","valueInteger":1,"_valueTime":{"extension":[{"url":"u:x","valueCode":"x"}]}}`,
			[]string{"FHIR-03 invalid-choice /value[x]"}},
		"FHIR-02 none of a choice that is required": {`{"resourceType":"Communication","status":"completed","payload":[{"id":"a"}]}`,
			[]string{"FHIR-19 schema /payload/0", "FHIR-02 required /payload/0/content[x]"}},
		"FHIR-19 several at once": {`{"resourceType":"Flag","status":null,"code":{"text":""},"subject":{"reference":"Banana/1"},"period":{"start":"2026-02-30"}}`,
			[]string{"FHIR-19 schema /code/text", "FHIR-19 schema /period/start", "FHIR-19 schema /status", "FHIR-19 schema /subject/reference"}},
		"FHIR-19 one reason for one fault, in a list of texts too": {`{"resourceType":"Organization","name":"x","alias":["a",""]}`, []string{"FHIR-19 schema /alias/1"}},
		"FHIR-19 too deep":       {strings.Repeat(`{"resourceType":"Flag","extension":[`, 40) + strings.Repeat(`]}`, 40), nil},
		"FHIR-19 too large":      {flagWith(`"id":"` + strings.Repeat("a", 5<<20) + `"`), []string{"FHIR-19 out-of-range "}},
		"FHIR-19 half a letter":  {flagWith(`"id":"\ud800"`), []string{"FHIR-19 schema /id"}},
		"FHIR-19 a huge number":  {flagWith(`"extension":[{"url":"u:x","valueDecimal":1e5000000}]`), []string{"FHIR-19 out-of-range /extension/0/valueDecimal"}},
		"FHIR-19 a long number":  {flagWith(`"extension":[{"url":"u:x","valueInteger":` + strings.Repeat("1", 41) + `}]`), []string{"FHIR-19 out-of-range /extension/0/valueInteger"}},
		"FHIR-19 a large number": {flagWith(`"extension":[{"url":"u:x","valueInteger":1e99}]`), []string{"FHIR-19 schema /extension/0/valueInteger", "FHIR-19 schema /extension/0/valueInteger"}},
	} {
		t.Run(name, func(t *testing.T) {
			got := found(t, c.doc)
			if c.want == nil {
				require.Len(t, got, 1)
				require.Contains(t, got[0], "out-of-range")
				return
			}
			require.Equal(t, c.want, got)
		})
	}
	t.Run("FHIR-19 no more reasons than somebody reads, and no more values than are judged", func(t *testing.T) {
		require.Len(t, found(t, flagWith(`"extension":[`+strings.Repeat(`{"url":1},`, 900)+`{}]`)), 32)
		require.Equal(t, []string{"FHIR-19 out-of-range "}, found(t, flagWith(`"extension":[`+strings.Repeat(`1,`, 20_000)+`1]`)))
		entry := `{"resource":` + strings.Replace(aFlag, "active", "x", 1) + `},`
		require.Len(t, found(t, `{"resourceType":"Bundle","type":"collection","entry":[`+strings.Repeat(entry, 100)+entry[:len(entry)-1]+`]}`), 32)
	})
	t.Run("FHIR-19 a value is not a value more for standing in a list", func(t *testing.T) {
		require.Equal(t, []string{"FHIR-19 schema /subject"}, found(t, strings.Replace(aFlag, `{"reference":"Patient/1"}`, `[{"reference":"Patient/1"}]`, 1)))
	})
	t.Run("FHIR-19 R4 case and digits", func(t *testing.T) {
		require.NotEmpty(t, found(t, strings.Replace(aFlag, "resourceType", "ResourceType", 1)))
		require.Empty(t, found(t, flagWith(`"extension":[{"url":"u:x","valueDecimal":1.10e2},{"url":"u:x","valueDecimal":-0.0}]`)))
	})
}

func TestReferencesInside(t *testing.T) {
	task := func(members string) string {
		return `{"resourceType":"Task","status":"requested","intent":"order",` + members + `}`
	}
	org := `{"resourceType":"Organization","id":"o","name":"x"}`
	uuid := "urn:uuid:0b8a3a1e-5a2c-4d5e-8f00-0123456789ab"
	batch := func(to, about string) string {
		return `{"resourceType":"Bundle","type":"transaction","entry":[{"fullUrl":"` + uuid + `","resource":` + about + `,"request":{"method":"POST","url":"x"}},` +
			`{"resource":` + task(`"requester":{"reference":"`+to+`"}`) + `,"request":{"method":"POST","url":"Task"}}]}`
	}
	for name, c := range map[string]struct {
		doc  string
		want []string
	}{
		"FHIR-19 to what is contained":            {task(`"contained":[` + org + `],"requester":{"reference":"#o"}`), nil},
		"FHIR-19 to what is contained, wrongly":   {task(`"contained":[` + org + `],"encounter":{"reference":"#o"}`), []string{"FHIR-19 schema /encounter/reference"}},
		"FHIR-19 to nobody":                       {task(`"encounter":{"reference":"#o"}`), []string{"FHIR-19 schema /encounter/reference"}},
		"FHIR-19 from there to its container":     {task(`"contained":[{"resourceType":"Communication","id":"c","status":"completed","about":[{"reference":"#"}]}]`), nil},
		"FHIR-19 from there to it, wrongly":       {task(`"contained":[{"resourceType":"Communication","id":"c","status":"completed","sender":{"reference":"#"}}]`), []string{"FHIR-19 schema /contained/0/sender/reference"}},
		"FHIR-19 to another entry":                {batch(uuid, org), nil},
		"FHIR-19 to another entry, wrongly":       {batch(uuid, strings.Replace(aFlag, "{", `{"id":"f",`, 1)), []string{"FHIR-19 schema /entry/1/resource/requester/reference"}},
		"FHIR-19 to an entry that is not there":   {batch("urn:uuid:00000000-0000-4000-8000-000000000000", org), nil},
		"FHIR-19 to one that a search finds":      {batch("Practitioner?identifier=u:x|1", org), nil},
		"FHIR-19 in what an entry contains":       {batch(uuid, `{"resourceType":"Organization","name":"x","contained":[{"resourceType":"Flag","id":"f","status":"x"}]}`), []string{"FHIR-19 schema /entry/0/resource/contained/0", "FHIR-02 required /entry/0/resource/contained/0/code", "FHIR-19 schema /entry/0/resource/contained/0/status", "FHIR-02 required /entry/0/resource/contained/0/subject"}},
		"FHIR-04 an entry of a type not written":  {batch(uuid, `{"resourceType":"Patient"}`), []string{"FHIR-04 outside-scope-of-practice /entry/0/resource/resourceType", "FHIR-19 schema /entry/1/resource/requester/reference"}},
		"FHIR-19 a resource where none can stand": {task(`"for":{"resourceType":"Flag"}`), []string{"FHIR-19 schema /for/resourceType", "FHIR-02 required /for/code", "FHIR-02 required /for/status", "FHIR-02 required /for/subject"}},
	} {
		t.Run(name, func(t *testing.T) {
			if strings.Contains(name, "Patient") || strings.Contains(name, "type not written") {
				require.Contains(t, found(t, c.doc), c.want[0])
				return
			}
			require.ElementsMatch(t, c.want, found(t, c.doc))
		})
	}
}

func TestTwins(t *testing.T) {
	said := `{"extension":[{"url":"u:x","valueCode":"x"}]}`
	with := func(members string) string {
		return `{"resourceType":"Organization","name":"x",` + members + `}`
	}
	for name, c := range map[string]struct {
		members string
		sound   bool
	}{
		"FHIR-19 a value and its twin":           {`"language":"en","_language":` + said, true},
		"FHIR-19 a twin in place of a value":     {`"_language":` + said, true},
		"FHIR-19 a twin with an id and no value": {`"_language":{"id":"a"}`, false},
		"FHIR-19 a list and its twins":           {`"alias":["a",null],"_alias":[null,` + said + `]`, true},
		"FHIR-19 twins in place of a list":       {`"_alias":[` + said + `]`, true},
		"FHIR-19 one too many":                   {`"alias":["a"],"_alias":[null,` + said + `]`, false},
		"FHIR-19 null on both sides":             {`"alias":["a",null],"_alias":[` + said + `,null]`, false},
		"FHIR-19 null without twins":             {`"alias":["a",null]`, false},
		"FHIR-19 a list of nulls":                {`"alias":[null]`, false},
		"FHIR-19 a twin that is no list":         {`"alias":["a"],"_alias":` + said, false},
		"FHIR-19 a twin of an object":            {`"_meta":` + said, false},
		"FHIR-19 a twin of the id":               {`"id":"a","_id":` + said, false},
	} {
		t.Run(name, func(t *testing.T) { require.Equal(t, c.sound, found(t, with(c.members)) == nil, c.members) })
	}
	require.Empty(t, found(t, strings.Replace(aFlag, `"status":"active"`, `"_status":`+said, 1)), "R4 lets an extension say why a code is not there")
}

func TestSchema(t *testing.T) {
	require.Contains(t, string(strict.Schema("Goal")), "http://json-schema.org/draft-07/schema#")
	for _, no := range []string{"", "Patient", "../doc.go", "../schema/Goal"} {
		require.Nil(t, strict.Schema(no))
	}
	types := strict.Types()
	types[0] = "x"
	require.NotEqual(t, "x", strict.Types()[0])
}

func TestValidateFromEverywhere(t *testing.T) {
	var all sync.WaitGroup
	bad := make(chan string, 200)
	for i := range 40 {
		all.Go(func() {
			for _, typ := range strict.Types() {
				if strict.Validate(fmt.Appendf(nil, `{"resourceType":%q,"banana":%d}`, typ, i)) == nil {
					bad <- typ
				}
			}
		})
	}
	all.Wait()
	require.Empty(t, bad)
}

func FuzzValidate(f *testing.F) {
	f.Add([]byte(aFlag))
	f.Add([]byte(flagWith(`"contained":[{"resourceType":"Organization","id":"o","name":"x"}],"author":{"reference":"#o"}`)))
	f.Add([]byte(`{"resourceType":"Bundle","type":"batch","entry":[{"resource":null}]}`))
	f.Fuzz(func(t *testing.T, doc []byte) {
		if err := strict.Validate(doc); err != nil {
			var r *peer.Refusal
			require.ErrorAs(t, err, &r)
			require.NotEmpty(t, r.Reasons)
			for _, reason := range r.Reasons {
				require.NotEmpty(t, reason.Says, reason.Path)
			}
		}
	})
}

func TestRead(t *testing.T) {
	goal := `{"resourceType":"Goal","lifecycleStatus":"active","description":{"text":"walk"},"identifier":[1,{"system":"u:a","value":"1"},{"system":"u:b","value":"2"}],` +
		`"contained":[{"resourceType":"Organization","id":"o","name":"x"}],"subject":{"reference":"Patient/p1"},"expressedBy":{"reference":"#o"}}`
	r, err := strict.Read([]byte(goal))
	require.NoError(t, err)
	t.Run("FHIR-19 what was read can be looked at", func(t *testing.T) {
		require.Equal(t, "walk", r.Text("description", "text"))
		for _, none := range [][]string{{}, {"description"}, {"description", "text", "x"}, {"identifier", "system"}, {"x", "y"}} {
			require.Empty(t, r.Text(none...), none)
		}
		require.True(t, r.Identified("u:b", "2"))
		require.False(t, r.Identified("u:a", "2"))
		require.False(t, r.Identified("u:a", ""))
		require.False(t, strict.Resource{}.Identified("", ""))
	})
	t.Run("FHIR-19 it is judged as often as is asked, and is what it was", func(t *testing.T) {
		want := strict.Validate([]byte(goal))
		require.Error(t, want)
		for range 3 {
			require.Equal(t, want, r.Validate())
			require.Equal(t, "#o", r.Text("expressedBy", "reference"))
		}
	})
	t.Run("FHIR-02 nothing is no resource", func(t *testing.T) {
		require.ErrorIs(t, strict.Resource{}.Validate(), peer.ErrRequired)
		for _, none := range []string{"", "[]", "null", `{"a":1,"a":2}`, `{"a":1e5000000}`} {
			r, err := strict.Read([]byte(none))
			require.Error(t, err, none)
			require.Equal(t, strict.Resource{}, r)
		}
	})
}
