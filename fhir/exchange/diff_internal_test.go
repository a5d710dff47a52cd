package exchange

import (
	"bytes"
	"encoding/json"
	"io"
	"math/rand/v2"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/towpath-care/towpath/fhir"
	"github.com/towpath-care/towpath/fhir/client"
	"github.com/towpath-care/towpath/fhir/strict"
	"github.com/towpath-care/towpath/peer"
)

// rewritten writes the same value in other bytes: members in another order, other
// white space, other escapes.
func rewritten(r *rand.Rand, b []byte) []byte {
	d := json.NewDecoder(bytes.NewReader(b))
	d.UseNumber()
	var v any
	if d.Decode(&v) != nil {
		return b
	}
	var out strings.Builder
	rewrite(r, &out, v)
	return []byte(out.String())
}

func rewrite(r *rand.Rand, out *strings.Builder, v any) {
	space := func() { out.WriteString([]string{"", " ", "\n\t"}[r.IntN(3)]) }
	text := func(s string) {
		out.WriteByte('"')
		for _, c := range s {
			if r.IntN(4) == 0 && c < 0x10000 {
				out.WriteString(`\u` + string("0123456789abcdef"[c>>12&15]) + string("0123456789ABCDEF"[c>>8&15]) + string("0123456789abcdef"[c>>4&15]) + string("0123456789abcdef"[c&15]))
				continue
			}
			q, _ := json.Marshal(string(c))
			out.Write(q[1 : len(q)-1])
		}
		out.WriteByte('"')
	}
	space()
	switch v := v.(type) {
	case map[string]any:
		out.WriteByte('{')
		first := true
		for k, x := range v { // in no order
			if !first {
				out.WriteByte(',')
			}
			first = false
			space()
			text(k)
			space()
			out.WriteByte(':')
			rewrite(r, out, x)
		}
		out.WriteByte('}')
	case []any:
		out.WriteByte('[')
		for i, x := range v {
			if i > 0 {
				out.WriteByte(',')
			}
			rewrite(r, out, x)
		}
		out.WriteByte(']')
	case string:
		text(v)
	default:
		q, _ := json.Marshal(v)
		out.Write(q)
	}
	space()
}

var aGoal = []byte(`{"resourceType":"Goal","id":"g","meta":{"versionId":"3","tag":[{"code":"R"}]},"lifecycleStatus":"active","description":{"text":"Mòd & \"kin\" \ud83c\udf31"},"target":[{"detailQuantity":{"value":4.10}}],"subject":{"reference":"Patient/p"},"identifier":[{"system":"s","value":"v"}]}`)

func TestTheSameValueInOtherBytesIsNoDifference(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r := rand.New(rand.NewPCG(rapid.Uint64().Draw(t, "seed"), 7))
		other := rewritten(r, aGoal)
		changes, err := differences("Goal", aGoal, other)
		require.NoError(t, err)
		require.Empty(t, changes, "%s", other)
		require.Equal(t, contentDigest("Goal", aGoal), contentDigest("Goal", other))
	})
}

func TestWhatIsADifference(t *testing.T) {
	edit := func(old, new string) []byte { return bytes.Replace(aGoal, []byte(old), []byte(new), 1) }
	cases := map[string]struct {
		there, body []byte
		want        []Field
	}{
		"FHIR-16 4.10 is not 4.1":                   {aGoal, edit("4.10", "4.1"), []Field{{Path: "/target", Change: Changed}}},
		"FHIR-16 a text that is another":            {aGoal, edit("kin", "Kin"), []Field{{Path: "/description", Change: Changed}}},
		"FHIR-16 a member of ours that went":        {aGoal, edit(`"subject":{"reference":"Patient/p"},`, ``), []Field{{Path: "/subject", Change: Removed}}},
		"FHIR-16 a member of ours that came":        {edit(`"lifecycleStatus":"active",`, ``), aGoal, []Field{{Path: "/lifecycleStatus", Change: Added}}},
		"FHIR-16 another version is none":           {edit(`"3"`, `"4"`), aGoal, nil},
		"FHIR-17 a narrative and a note are theirs": {edit(`"id":"g"`, `"id":"h","text":{"div":"x"},"note":[{"text":"n"}],"_description":{}`), aGoal, nil},
		"FHIR-17 an identifier of theirs":           {edit(`"identifier":[`, `"identifier":[{"value":"theirs"},`), aGoal, nil},
		"FHIR-16 a list in another order":           {edit(`4.10}}]`, `1}},{"x":2}]`), edit(`4.10}}]`, `2}},{"x":1}]`), []Field{{Path: "/target", Change: Changed}}},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			got, err := differences("Goal", c.there, c.body)
			require.NoError(t, err)
			require.Len(t, got, len(c.want))
			for i, f := range got {
				require.Equal(t, c.want[i].Path, f.Path)
				require.Equal(t, c.want[i].Change, f.Change)
				require.Equal(t, f.Change != Added, f.Before != nil)
				require.Equal(t, f.Change != Removed, f.After != nil)
			}
			require.Equal(t, len(got) == 0, contentDigest("Goal", c.there) == contentDigest("Goal", c.body))
		})
	}
	t.Run("FHIR-16 what is no JSON is an error, and has no digest", func(t *testing.T) {
		for _, bad := range []string{"{", "[]", "1"} {
			_, err := differences("Goal", []byte(bad), aGoal)
			require.Error(t, err)
			_, err = differences("Goal", aGoal, []byte(bad))
			require.Error(t, err)
			require.Empty(t, contentDigest("Goal", []byte(bad)))
		}
		_, err := brought("Goal", aGoal, []byte("{"))
		require.Error(t, err)
		_, err = brought("Goal", []byte("{"), aGoal)
		require.Error(t, err)
		require.Empty(t, contentDigest("Goal", nil))
		require.False(t, sameValue([]byte("{"), []byte("{")))
	})
}

func TestWhatOthersAddedIsBrought(t *testing.T) {
	there := []byte(`{ "resourceType": "Goal", "id":"theirs", "meta":{"security":[{"code":"R"}]}, "text":{"div":"old"}, "description":{"text":"old"}, "startDate":"2026-01-01",
 "identifier":[{"value":"mrn"},{"system":"s","value":"v"}], "x-vendor": 4.10, "_startDate":{"extension":[]} }`)
	got, err := brought("Goal", aGoal, there)
	require.NoError(t, err)
	d, err := fhir.ParseDocument(got)
	require.NoError(t, err)
	require.Equal(t, "theirs", d.ID())
	for name, want := range map[string]string{"meta": `{"security":[{"code":"R"}]}`, "x-vendor": "4.10", "identifier": `[{"value":"mrn"},{"system":"s","value":"v"}]`,
		"_startDate": `{"extension":[]}`, "lifecycleStatus": `"active"`} {
		value, ok := d.Get(fhir.Field(name))
		require.True(t, ok, name)
		require.Equal(t, want, string(value), "FHIR-17")
	}
	for _, gone := range []string{"text", "startDate"} {
		_, ok := d.Get(fhir.Field(gone))
		require.False(t, ok, gone)
	}
	require.NotContains(t, string(got), "old")
}

// TestEveryMemberThatIsWrittenIsOnTheList: a member that the mapping names and the
// list does not would never be brought up to date.
func TestALabelOfOursIsAddedAndNeverTakenOff(t *testing.T) {
	const r, nopat, theirs = `{"system":"urn:c","code":"R"}`, `{"system":"urn:a","code":"NOPAT"}`, `{"system":"urn:a","code":"HOUSE"}`
	task := func(meta string) []byte { return []byte(`{"resourceType":"Task",` + meta + `"status":"requested"}`) }
	for name, c := range map[string]struct{ there, ours, meta string }{
		"H08, FHIR-13 one that came later":      {`"meta":{"versionId":"3","security":[` + r + `,` + theirs + `],"x":4.10},`, `"meta":{"security":[` + r + `,` + nopat + `]},`, `{"versionId":"3","x":4.10,"security":[` + r + `,` + theirs + `,` + nopat + `]}`},
		"H08, FHIR-13 where there is no label":  {`"meta":{"versionId":"3"},`, `"meta":{"security":[` + r + `]},`, `{"versionId":"3","security":[` + r + `]}`},
		"H08, FHIR-13 where there is no meta":   {``, `"meta":{"security":[` + r + `]},`, `{"security":[` + r + `]}`},
		"H25, FHIR-13 one that we have no more": {`"meta":{"security":[` + r + `,` + nopat + `]},`, `"meta":{"security":[` + r + `]},`, `{"security":[` + r + `,` + nopat + `]}`},
	} {
		t.Run(name, func(t *testing.T) {
			there, ours := task(c.there), task(c.ours)
			changes, err := differences("Task", there, ours)
			require.NoError(t, err)
			require.Equal(t, len(unlabelled(there, ours)) > 0, len(changes) == 1 && changes[0].Path == "/meta/security" && changes[0].Change == Added)
			next, err := brought("Task", ours, there)
			require.NoError(t, err)
			all, err := membersInOrder(next)
			require.NoError(t, err)
			require.Equal(t, c.meta, string(valueOf(all, "meta")))
			changes, err = differences("Task", next, ours)
			require.NoError(t, err)
			require.Empty(t, changes, "what was brought is as it should be")
		})
	}
}

func TestEveryMemberThatIsWrittenIsOnTheList(t *testing.T) {
	for _, m := range fhir.Mappings() {
		for _, e := range m.Elements {
			typ, path, _ := strings.Cut(e, ".")
			name, _, _ := strings.Cut(path, ".")
			name, _, _ = strings.Cut(name, "[")
			if !slices.Contains([]string{"", "id", "meta", "identifier"}, name) {
				require.Contains(t, written(typ), name, e)
			}
		}
	}
}

// TestEveryKindHasItsPlace: what a plan can write is put in an order, dependencies first.
func TestEveryKindHasItsPlace(t *testing.T) {
	for _, typ := range ranks {
		require.True(t, fhir.Allowed(typ), typ)
		require.NotEmpty(t, written(typ), typ)
	}
	for _, m := range fhir.Mappings() {
		for _, e := range m.Elements {
			typ, _, _ := strings.Cut(e, ".")
			require.Contains(t, ranks, typ)
		}
	}
}

func TestPlanFileGivesBackWhatWasSaved(t *testing.T) {
	words := rapid.StringMatching(`[ -~é<>&🌱]{0,20}`)
	id := rapid.StringMatching(`[a-z0-9-]{1,12}`)
	rapid.Check(t, func(t *rapid.T) {
		p := Plan{Target: words.Draw(t, "target"), Base: words.Draw(t, "base"), Made: time.UnixMilli(rapid.Int64Range(0, 4e12).Draw(t, "made")).UTC()}
		for range rapid.IntRange(0, 4).Draw(t, "items") {
			record, system := id.Draw(t, "record"), "s"
			text, err := json.Marshal(words.Draw(t, "words"))
			require.NoError(t, err)
			text = bytes.ReplaceAll(bytes.ReplaceAll(text, []byte(`\u003c`), []byte("<")), []byte(`\u0026`), []byte("&")) // as the fhir package writes
			body := json.RawMessage(`{"resourceType":"Goal","id":"r1","identifier":[{"system":"s","value":"` + record + `"}],"description":{"text":` + string(text) + `}}`)
			p.Items = append(p.Items, Item{Do: rapid.SampledFrom([]Do{Create, Update}).Draw(t, "do"), Name: Name{Type: "Goal", Record: peer.Ref{Kind: "goal", ID: record}},
				Rev: peer.Rev(rapid.IntRange(1, 99).Draw(t, "rev")), ID: "r1", Identifier: fhir.Identifier{System: system, Value: record}, ETag: `W/"1"`, Base: "sha256:00", Body: body,
				Fields: []Field{{Path: "/description", Change: Added, After: text}},
				Why:    []peer.Reason{{Rule: peer.Rule{Row: "FHIR-16", Code: ErrMovedOn}, Says: "So.", Args: []peer.Arg{peer.Number("copies", 2)}, Met: peer.No}}})
		}
		saved, err := p.Encode()
		require.NoError(t, err)
		back, err := DecodePlan(saved)
		require.NoError(t, err)
		again, err := back.Encode()
		require.NoError(t, err)
		require.Equal(t, string(saved), string(again))
		require.Equal(t, p.Counts(), back.Counts())
		require.Equal(t, p.Writes(), back.Writes())
		for n, i := range back.Items {
			require.True(t, sameValue(p.Items[n].Body, i.Body))
			require.Equal(t, bytes.Count(p.Items[n].Body, []byte("<")), bytes.Count(i.Body, []byte("<")), "words look as they were typed")
			i.Body, p.Items[n].Body = nil, nil
			i.Fields[0].After, p.Items[n].Fields[0].After = nil, nil
			want, err := json.Marshal(p.Items[n])
			require.NoError(t, err)
			got, err := json.Marshal(i)
			require.NoError(t, err)
			require.Equal(t, string(want), string(got))
		}
		at := rapid.IntRange(0, len(saved)-1).Draw(t, "cut")
		_, err = DecodePlan(saved[:at])
		if at < len(bytes.TrimSpace(saved)) {
			require.ErrorIs(t, err, ErrPlanAltered)
		}
	})
}

// planOf is a plan of one item, bound to what is there now.
func (x *Exchange) planOf(i Item) Plan {
	return Plan{Target: x.Target, Base: x.Base, Rules: x.rules(), Server: abilities(client.Capabilities{FHIRVersion: "4.0.1"}), Items: []Item{i}}
}

// onlyMetadata is a client of a server that says what it is and nothing else: a
// test in which anything more is asked does not pass.
func onlyMetadata(t *testing.T) *client.Client {
	c, err := client.New(client.Config{Base: "https://epr.example", Transport: carried(func(r *http.Request) (*http.Response, error) {
		require.Equal(t, "/metadata", r.URL.Path)
		return &http.Response{StatusCode: 200, Header: http.Header{"Content-Type": {"application/fhir+json"}}, Request: r,
			Body: io.NopCloser(strings.NewReader(`{"resourceType":"CapabilityStatement","fhirVersion":"4.0.1"}`))}, nil
	})})
	require.NoError(t, err)
	return c
}

type carried func(*http.Request) (*http.Response, error)

func (c carried) RoundTrip(r *http.Request) (*http.Response, error) { return c(r) }

func TestAPlanWritesNothingElse(t *testing.T) {
	goal := func(change func(*Item)) Item {
		i := Item{Do: Create, Name: Name{Type: "Goal", Record: peer.Ref{Kind: "goal", ID: "v"}}, ID: "g", Identifier: fhir.Identifier{System: "s", Value: "v"}, Body: aGoal}
		change(&i)
		return i
	}
	cases := map[string]Item{
		"FHIR-15 a Patient":                     goal(func(i *Item) { i.Name.Type = "Patient" }),
		"FHIR-04 a Condition":                   goal(func(i *Item) { i.Name.Type, i.Do = "Condition", Update }),
		"FHIR-04 a body of another kind":        goal(func(i *Item) { i.Name.Type = "CarePlan" }),
		"FHIR-16 a deed nobody knows":           goal(func(i *Item) { i.Do = "delete" }),
		"FHIR-16 no deed at all":                goal(func(i *Item) { i.Do = "" }),
		"FHIR-16 a body without our identifier": goal(func(i *Item) { i.Body = []byte(`{"resourceType":"Goal"}`) }),
		"FHIR-16 the identifier of another":     goal(func(i *Item) { i.Name.Record.ID = "w" }),
		"FHIR-16 an update of nothing":          goal(func(i *Item) { i.Do, i.ID = Update, "" }),
		"FHIR-08 edits in a Goal":               goal(func(i *Item) { i.Do = Edit }),
		"FHIR-08 edits in another plan":         {Do: Edit, ID: "a", Name: Name{Type: "CarePlan"}, Want: fhir.Expect{ResourceType: "CarePlan", ID: "b", Subject: "Patient/p"}},
		"FHIR-08 edits in anybody's plan":       {Do: Edit, ID: "a", Name: Name{Type: "CarePlan"}, Want: fhir.Expect{ResourceType: "CarePlan", ID: "a"}},
	}
	require.True(t, goal(func(*Item) {}).sound())
	for name, item := range cases {
		t.Run(name, func(t *testing.T) {
			x := &Exchange{Target: "epr", Base: "b", Ledger: &MemoryLedger{}}
			p := x.planOf(item)
			saved, err := p.Encode()
			require.NoError(t, err)
			_, err = DecodePlan(saved)
			require.ErrorIs(t, err, ErrPlanAltered, "a digest can be made anew")
			r, err := x.Apply(t.Context(), onlyMetadata(t), p, nil)
			require.NoError(t, err)
			require.Equal(t, Hold, r.Results[0].Did)
			_, known, err := x.Ledger.Link(t.Context(), "epr", item.Name)
			require.NoError(t, err)
			require.False(t, known, "settled what was never sent")
		})
	}
	t.Run("FHIR-16 a form nobody has written yet", func(t *testing.T) {
		for _, schema := range []int{0, -1} {
			text, err := json.Marshal(planFile{Schema: schema})
			require.NoError(t, err)
			text, err = canonical(text)
			require.NoError(t, err)
			text, err = json.Marshal(planFile{Schema: schema, Digest: digest(text)})
			require.NoError(t, err)
			_, err = DecodePlan(text)
			require.ErrorIs(t, err, ErrPlanAltered)
		}
	})
}

func TestAPlanSendsStrictR4Only(t *testing.T) {
	body := func(members string) []byte {
		return []byte(`{"resourceType":"Goal","id":"g","identifier":[{"system":"s","value":"v"}],"lifecycleStatus":"active","description":{"text":"x"},` + members + `}`)
	}
	const subject = `"subject":{"reference":"Patient/p"}`
	item := Item{Name: Name{Type: "Goal", Record: peer.Ref{Kind: "goal", ID: "v"}}, ID: "g", Identifier: fhir.Identifier{System: "s", Value: "v"}}
	for name, c := range map[string]struct {
		do   Do
		body []byte
		code error
	}{
		"FHIR-19 a create as it was built":                   {Create, body(subject), nil},
		"FHIR-19 an update as it was built":                  {Update, body(subject), nil},
		"FHIR-19 a create with a member nobody knows":        {Create, body(subject + `,"x-vendor":4.10`), peer.ErrSchema},
		"FHIR-19 an update with what a vendor has added":     {Update, body(subject + `,"x-vendor":4.10,"note":[]`), nil},
		"FHIR-19 an update of ours with what R4 lacks":       {Update, body(subject + `,"statusDate":"yesterday"`), peer.ErrSchema},
		"FHIR-02 an update that takes away whom it is about": {Update, body(`"statusDate":"2026-02-17"`), peer.ErrRequired},
		"FHIR-03 a create with two targets for one":          {Create, body(subject + `,"startDate":"2026-02-17","startCodeableConcept":{"text":"x"}`), strict.ErrInvalidChoice},
	} {
		t.Run(name, func(t *testing.T) {
			item.Do, item.Body = c.do, c.body
			if c.code == nil {
				require.NoError(t, item.sendable())
				return
			}
			x := &Exchange{Target: "epr", Base: "b", Ledger: &MemoryLedger{}}
			r, err := x.Apply(t.Context(), onlyMetadata(t), x.planOf(item), nil)
			require.NoError(t, err)
			require.Equal(t, Hold, r.Results[0].Did)
			require.ErrorIs(t, r.Results[0].Why[0].Rule.Code, c.code)
		})
	}
}

func TestTheSameAddress(t *testing.T) {
	for _, c := range []struct {
		a, b string
		same bool
	}{
		{"https://epr.example/fhir", "https://epr.example/fhir/", true},
		{"https://epr.example/fhir", "HTTPS://EPR.example/fhir", true},
		{"https://epr.example", "https://epr.example/", true},
		{"https://epr.example/fhir", "https://epr.example/FHIR", false},
		{"https://epr.example/fhir", "http://epr.example/fhir", false},
		{"https://epr.example/fhir", "https://epr.example:8443/fhir", false},
		{"https://epr.example/a/b", "https://epr.example/a%2Fb", false},
		{"the record system inside", "the record system inside", true},
		{"", "https://epr.example", false},
		{"%zz", "%zz", true},
		{"%zz", "%zy", false},
	} {
		require.Equal(t, c.same, sameBase(c.a, c.b), "%s %s", c.a, c.b)
		require.Equal(t, c.same, sameBase(c.b, c.a), "%s %s", c.b, c.a)
	}
}
