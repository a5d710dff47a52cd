package door_test

import (
	"bytes"
	"encoding/json"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v5"
	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/examples/wasm/door"
	"github.com/towpath-care/towpath/peer"
	"github.com/towpath-care/towpath/recovery"
	"github.com/towpath-care/towpath/safeguard"
	"github.com/towpath-care/towpath/signpost"
	"github.com/towpath-care/towpath/transition"
)

// tables are those of the five packages.
func tables() []peer.Table {
	return slices.Concat(peer.Tables(), recovery.Tables(), safeguard.Tables(), signpost.Tables(), transition.Tables())
}

func answer(t testing.TB, name string, q obj) map[string]any {
	t.Helper()
	b, err := json.Marshal(q)
	require.NoError(t, err)
	return answerTo(t, name, b)
}

func answerTo(t testing.TB, name string, q []byte) (out map[string]any) {
	t.Helper()
	require.NoError(t, json.Unmarshal(door.Answer(name, q), &out))
	return out
}

// codes are those of the errors of an answer.
func codes(a map[string]any) (out []string) {
	list, _ := a["errors"].([]any)
	for _, e := range list {
		out = append(out, e.(map[string]any)["code"].(string))
	}
	return out
}

// Every kind of record of the five packages begins here, with every step that begins
// one.
func TestEveryKindIsHere(t *testing.T) {
	for _, table := range tables() {
		want := map[string]bool{}
		for _, row := range table.Rows {
			if len(row.From) == 0 {
				want[string(row.Do)] = true
			}
		}
		a := answer(t, "choices", obj{"kind": table.Kind})
		require.Empty(t, codes(a), table.Kind)
		got := map[string]bool{}
		for _, c := range a["choices"].([]any) {
			got[c.(map[string]any)["do"].(string)] = true
		}
		require.Equal(t, want, got, table.Kind)
		for do := range want {
			for _, name := range []string{"check", "do"} {
				b, err := json.Marshal(obj{"kind": table.Kind, "step": obj{"do": do}})
				require.NoError(t, err)
				require.NotContains(t, string(door.Answer(name, b)), "fault-of-ours", "%s %s", table.Kind, do)
			}
		}
	}
}

// Every stored record that the packages keep as an example is read, shown, asked and
// written again as it was.
func TestEveryStoredRecord(t *testing.T) {
	seen := map[string]bool{}
	for _, pkg := range []string{"peer", "recovery", "safeguard", "signpost", "transition"} {
		names, err := filepath.Glob(filepath.Join("..", "..", "..", pkg, "testdata", "v1", "*.json"))
		require.NoError(t, err)
		for _, name := range names {
			raw, err := os.ReadFile(name)
			require.NoError(t, err)
			var head struct {
				Kind   string
				Recent []any
			}
			require.NoError(t, json.Unmarshal(raw, &head))
			if head.Recent == nil {
				continue
			}
			seen[head.Kind] = true
			q := obj{"record": json.RawMessage(raw)}
			again := answer(t, "decode", q)
			require.Empty(t, codes(again), name)
			var want map[string]any
			require.NoError(t, json.Unmarshal(raw, &want))
			require.Equal(t, want, again["record"], name)
			require.Empty(t, codes(answer(t, "choices", q)), name)
			require.Empty(t, codes(answer(t, "view", q)), name)
			require.Equal(t, []string{"required"}, codes(answer(t, "do", q)), name)
		}
	}
	require.Len(t, seen, len(tables()))
}

// What comes back has the schemas that are published.
func TestAnswersFitTheSchemas(t *testing.T) {
	c := jsonschema.NewCompiler()
	c.Draft = jsonschema.Draft7
	names, err := filepath.Glob(filepath.Join("..", "..", "..", "docs", "schema", "*.json"))
	require.NoError(t, err)
	for _, name := range names {
		b, err := os.ReadFile(name)
		require.NoError(t, err)
		require.NoError(t, c.AddResource(filepath.Base(name), bytes.NewReader(b)))
	}
	fits := func(schema, title string, v any) {
		s, err := c.Compile(schema)
		require.NoError(t, err, schema)
		require.NoError(t, s.Validate(v), title)
	}
	of := func(title, definition string, list any) {
		items, _ := list.([]any)
		for _, v := range items {
			fits("decisions.json#/definitions/"+definition, title, v)
		}
	}
	met := map[string]int{}
	for _, list := range vectors(t) {
		for _, v := range list {
			a := answerTo(t, v.Door, v.asked())
			for member := range a {
				met[member]++
			}
			of(v.Title, "Reason", a["errors"])
			of(v.Title, "Reason", a["reasons"])
			of(v.Title, "Choice", a["choices"])
			of(v.Title, "Deadline", a["deadlines"])
			if r, ok := a["record"].(map[string]any); ok {
				fits(r["kind"].(string)+".json", v.Title, r)
			}
			if a["change"] != nil {
				of(v.Title, "Change", []any{a["change"]})
			}
			if a["view"] != nil {
				of(v.Title, "View", []any{a["view"]})
			}
		}
	}
	require.Subset(t, slices.Collect(maps.Keys(met)), []string{"errors", "reasons", "choices", "deadlines", "record", "change", "view", "allowed"})
}

// Hazard H01: raising a concern is never turned down, whatever stands in the question,
// as long as it can be told that a concern is raised.
func TestAConcernIsRaisedWhateverStandsAroundIt(t *testing.T) {
	for name, more := range map[string]obj{
		"no act": {"act": nil}, "an act that is none": {"act": 7}, "an act of nobody's": {"act": obj{"by": obj{"person": "a", "staff": "b"}}}, "a year that nobody can write": {"act": obj{"at": "99999-01-01T00:00:00Z"}},
		"no step": {"step": nil}, "a step that is none": {"step": "he hits me"}, "a step of another sort": {"step": obj{"do": "close"}}, "facts that are none": {"facts": 3}, "facts nobody knows": {"facts": obj{"odd": 1}},
		"a policy that cannot be read": {"policies": []any{obj{"schema": 99}}}, "a roster that cannot be read": {"roster": "x"}, "zones that are none": {"zones": 4}, "a member that nobody knows": {"odd": true},
	} {
		a := answer(t, "do", with(obj{"kind": "concern", "act": at(jess, 0), "step": obj{"do": "raise", "id": "con-1", "text": said("he hits me")}}, more))
		require.Empty(t, codes(a), name)
		require.Equal(t, "raised", a["record"].(map[string]any)["status"], name)
		if more["step"] == nil && name != "no step" {
			require.Equal(t, "he hits me", a["record"].(map[string]any)["text"].(map[string]any)["text"], name)
		}
	}
	under := answer(t, "do", obj{"kind": "concern", "act": at(jess, 0), "facts": 3, "step": obj{"do": "raise"}, "policies": []any{file(t, "safeguard", "testdata", "policies", "tamarside.json")}})
	require.NotEmpty(t, under["change"].(map[string]any)["policy"], "what can be read counts")
	twice := []byte(`{"kind":"concern","step":{"do":"raise","text":"he hits me"},"act":{},"act":{}}`)
	require.Empty(t, codes(answerTo(t, "do", twice)))
	require.Equal(t, []string{"unknown-code"}, codes(answer(t, "do", obj{"kind": "concerns", "step": obj{"do": "raise"}})))
	raised := answer(t, "do", obj{"kind": "concern", "step": obj{"do": "raise"}})["record"]
	require.NotEmpty(t, codes(answer(t, "do", obj{"kind": "concern", "record": raised, "step": obj{"do": "close"}})), "only raising goes on regardless")
}

// A list that is left out is not known; an empty one says that there are none.
func TestFactsAreKnownOrNot(t *testing.T) {
	order := obj{"record": golden(t, "recovery", "goal-order-offered.json"), "step": obj{"do": "order", "groups": []any{obj{"goals": []any{"g-1"}}}}}
	require.Equal(t, "unknown", met(t, answer(t, "check", order), "/groups"))
	require.Equal(t, "unknown", met(t, answer(t, "check", with(order, obj{"facts": obj{}})), "/groups"))
	require.Equal(t, "no", met(t, answer(t, "check", with(order, obj{"facts": obj{"goals": []any{}}})), "/groups"))
}

// met is the answer of the first reason at a path that is not met.
func met(t testing.TB, a map[string]any, path string) string {
	t.Helper()
	require.Empty(t, codes(a))
	for _, r := range a["reasons"].([]any) {
		if r := r.(map[string]any); r["met"] != "yes" && strings.HasPrefix(str(r["path"]), path) {
			return r["met"].(string)
		}
	}
	return "yes"
}

func str(v any) string { s, _ := v.(string); return s }

// Documents that were bent at random get an answer, and it is never a fault of ours.
func TestWhateverIsSentGetsAnAnswer(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 11))
	var docs []vector
	all := vectors(t)
	for _, name := range slices.Sorted(maps.Keys(all)) {
		docs = append(docs, all[name]...)
	}
	answered := 0
	for range 3000 {
		v := docs[r.IntN(len(docs))]
		doc, name := slices.Clone(v.asked()), v.Door
		for range 1 + r.IntN(4) {
			doc = bend(r, doc)
		}
		if r.IntN(4) == 0 {
			name = door.Names()[r.IntN(len(door.Names()))]
		}
		a := door.Answer(name, doc)
		require.True(t, json.Valid(a), "%s %q", name, doc)
		require.NotContains(t, string(a), "fault-of-ours", "%s %q", name, doc)
		if !bytes.Contains(a, []byte(`{"errors"`)) {
			answered++
		}
	}
	require.Greater(t, answered, 30, "some are answered all the same")
}

func bend(r *rand.Rand, doc []byte) []byte {
	if len(doc) == 0 {
		return []byte("{")
	}
	at := r.IntN(len(doc))
	switch r.IntN(5) {
	case 0:
		return slices.Delete(doc, at, at+1)
	case 1:
		doc[at] = byte(r.IntN(256))
		return doc
	case 2:
		return slices.Insert(doc, at, []byte(`"x":`)...)
	case 3:
		words := []string{"null", "true", "0", `""`, "[]", "{}", "-1", `"yes"`}
		if value := bytes.IndexByte(doc[at:], ':'); value >= 0 {
			rest := doc[at+value+1:]
			if end := bytes.IndexAny(rest, ",}"); end >= 0 {
				return slices.Concat(doc[:at+value+1], []byte(words[r.IntN(len(words))]), rest[end:])
			}
		}
		return doc
	}
	return doc[:at]
}

// Nobody's words come back in an error.
func TestErrorsHoldNoWords(t *testing.T) {
	const words = "only jess knows about this"
	for _, q := range []obj{
		{"record": obj{"kind": words}}, {"kind": words}, {"kind": "goal", "step": obj{"do": words}}, {"kind": "goal", "facts": obj{words: words}}, {"kind": "goal", "act": obj{"at": words}}, {"kind": "goal", words: 1},
		{"kind": "goal", "step": obj{"do": "propose", "id": words, "person": 7, "words": obj{"text": 7, "how": words}}},
	} {
		for _, name := range door.Names() {
			b, err := json.Marshal(q)
			require.NoError(t, err)
			require.NotContains(t, string(door.Answer(name, b)), words, "%s %s", name, b)
		}
	}
}
