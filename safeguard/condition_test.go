package safeguard_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/towpath-care/towpath/internal/steptest"
	"github.com/towpath-care/towpath/internal/strictjson"
	"github.com/towpath-care/towpath/peer"
	"github.com/towpath-care/towpath/safeguard"
)

// vectors reads every file of a folder of vectors, strictly.
func vectors[V any](t testing.TB, folder string) map[string]V {
	t.Helper()
	names, err := filepath.Glob("testdata/vectors/" + folder + "/*.json")
	require.NoError(t, err)
	out := map[string]V{}
	for _, name := range names {
		b, err := os.ReadFile(name)
		require.NoError(t, err)
		var v V
		require.NoError(t, strictjson.Decode(b, &v, strictjson.Limits{}), name)
		out[strings.TrimSuffix(filepath.Base(name), ".json")] = v
	}
	return out
}

func conditionOf(t require.TestingT, tree any) (c safeguard.Condition) {
	b, err := json.Marshal(tree)
	require.NoError(t, err)
	require.NoError(t, json.Unmarshal(b, &c), "%s", b)
	return c
}

type fault struct {
	Path string `json:"path"`
	Code string `json:"code"`
}

// faultsOf lists what a refusal says is wrong, and checks that each has its row and
// its two sentences.
func faultsOf(t require.TestingT, err error) (out []fault) {
	var r *peer.Refusal
	require.ErrorAs(t, err, &r)
	for _, reason := range r.Unmet() {
		require.Equal(t, "SAFE-04", reason.Rule.Row)
		require.NotEmpty(t, reason.Says)
		require.NotEmpty(t, reason.Fix)
		out = append(out, fault{reason.Path, reason.Rule.Code.String()})
	}
	return out
}

func TestConditionFaults(t *testing.T) {
	all := vectors[struct {
		Title  string          `json:"title"`
		When   json.RawMessage `json:"when"`
		Faults []fault         `json:"faults"`
	}](t, "condition-faults")
	require.GreaterOrEqual(t, len(all), 20)
	for name, v := range all {
		t.Run("SAFE-04 "+name, func(t *testing.T) {
			require.NotEmpty(t, v.Title)
			was := conditionOf(t, is("violence", "yes"))
			c := was
			require.Equal(t, v.Faults, faultsOf(t, c.UnmarshalJSON(v.When)))
			require.Equal(t, was, c, "nothing half-read")
		})
	}
	t.Run("SAFE-04 a member twice, and what is no JSON", func(t *testing.T) {
		var c safeguard.Condition
		require.Equal(t, []fault{{"/allOf/0/ask", "schema"}}, faultsOf(t, c.UnmarshalJSON([]byte(`{"allOf":[{"ask":"age","ask":"hours"}]}`))))
		for _, bad := range []string{``, ` `, `{`, `{"not":}`, `nul`, "\"\xff\"", `{}{}`} {
			require.Len(t, faultsOf(t, c.UnmarshalJSON([]byte(bad))), 1, bad)
		}
	})
	t.Run("SAFE-04 no word of the document stands in a fault", func(t *testing.T) {
		const canary = "Zephyrine Smith"
		for _, tree := range []any{canary, node{canary: 1}, node{"ask": canary, "isOneOf": []string{canary}}, is("violence", canary), node{"ask": "age", "isBelow": canary}} {
			b, err := json.Marshal(tree)
			require.NoError(t, err)
			var c safeguard.Condition
			err = c.UnmarshalJSON(b)
			require.Error(t, err)
			steptest.Silent(t, "Zephyrine", err)
		}
	})
	t.Run("SAFE-04 in a policy they stand under the member, beside others", func(t *testing.T) {
		var into struct {
			Rules []safeguard.RuleSpec `json:"rules"`
		}
		file, err := peer.OpenPolicy([]byte(`{"schema":1,"organisation":"A","version":"1","from":"2026-01-01","calendar":{"zone":"UTC","workingDays":["mon"],
			"hours":{"from":"09:00","to":"17:00"},"holidays":[],"until":"2026-12-31"},"peer":{"rules":[
			{"id":"a","when":{"anyOf":[{"ask":"hours","isOneOf":["noon"]},{"ask":"hour","isOneOf":["in-hours"]}]}},{"id":7},{"id":"b","when":{"ask":"age","isBelow":0}}]}}`), zone)
		require.NoError(t, err)
		var r *peer.Refusal
		require.ErrorAs(t, file.Section("peer", &into), &r)
		var paths []string
		for _, reason := range r.Unmet() {
			paths = append(paths, reason.Path)
		}
		require.Equal(t, []string{"/peer/rules/0/when/anyOf/0/isOneOf/0", "/peer/rules/0/when/anyOf/1/ask", "/peer/rules/1/id", "/peer/rules/2/when/isBelow"}, paths)
	})
}

func TestConditionReads(t *testing.T) {
	tree := all(is("hours", "out-of-hours"), some(no(is("told-the-person", "yes", "no")), is("trigger", "abuse-disclosure", "risk-to-self", "local-3")), least("age", 16), below("age", 18))
	c := conditionOf(t, tree)

	t.Run("SAFE-04 what was written is what is read", func(t *testing.T) {
		require.Equal(t, "all of (hours is out-of-hours; any of (not (told-the-person is yes or no); trigger is abuse-disclosure, risk-to-self or local-3); age is at least 16; age is below 18)", c.String())
		b, err := json.Marshal(c)
		require.NoError(t, err)
		require.Equal(t, `{"allOf":[{"ask":"hours","isOneOf":["out-of-hours"]},{"anyOf":[{"not":{"ask":"told-the-person","isOneOf":["yes","no"]}},`+
			`{"ask":"trigger","isOneOf":["abuse-disclosure","risk-to-self","local-3"]}]},{"ask":"age","isAtLeast":16},{"ask":"age","isBelow":18}]}`, string(b))
	})
	t.Run("SAFE-04 a policy can walk the questions", func(t *testing.T) {
		leaves := c.Leaves()
		var paths []string
		for _, l := range leaves {
			paths = append(paths, l.Path())
		}
		require.Equal(t, []string{"/allOf/0", "/allOf/1/anyOf/0/not", "/allOf/1/anyOf/1", "/allOf/2", "/allOf/3"}, paths)
		require.Equal(t, safeguard.AskTrigger, leaves[2].Ask())
		require.Equal(t, []string{"abuse-disclosure", "risk-to-self", "local-3"}, leaves[2].Words())
		leaves[2].Words()[0] = "x"
		require.Equal(t, "abuse-disclosure", c.Leaves()[2].Words()[0], "each gets their own")
		bound := func(n int, ok bool) [2]any { return [2]any{n, ok} }
		require.Equal(t, [2]any{16, true}, bound(leaves[3].AtLeast()))
		require.Equal(t, [2]any{0, false}, bound(leaves[3].Below()))
		require.Equal(t, [2]any{18, true}, bound(leaves[4].Below()))
		require.Equal(t, [2]any{0, false}, bound(leaves[4].AtLeast()))
		require.Empty(t, leaves[4].Words())
	})
	t.Run("SAFE-04 none given", func(t *testing.T) {
		var into struct {
			When safeguard.Condition `json:"when,omitzero"`
		}
		require.NoError(t, json.Unmarshal([]byte(`{"when":null}`), &into))
		require.True(t, into.When.IsZero())
		require.Empty(t, into.When.Leaves())
		require.Empty(t, into.When.String())
		b, err := json.Marshal(into)
		require.NoError(t, err)
		require.Equal(t, `{}`, string(b))
		b, err = json.Marshal(into.When)
		require.NoError(t, err)
		require.Equal(t, `null`, string(b))
		require.False(t, c.IsZero())
	})
	t.Run("SAFE-04 as much as is read here", func(t *testing.T) {
		var leaves []any
		for range 64 {
			leaves = append(leaves, is("trigger", "a", "b", "c", "d"))
		}
		require.Len(t, conditionOf(t, some(leaves...)).Leaves(), 64, "64 leaves with 256 words")
		require.Len(t, conditionOf(t, is("trigger", strings.Repeat("w", 80))).Leaves(), 1)
		require.Len(t, conditionOf(t, some(least("age", 1), below("age", 150), below("minutes-since-noticed", 5270400))).Leaves(), 3)
	})
}

func TestAsks(t *testing.T) {
	terms := safeguard.Ask("").Terms()
	require.Len(t, terms, 14)
	require.False(t, safeguard.Ask("").Known())
	require.Empty(t, safeguard.Ask("risk-score").Words())
	for _, term := range terms {
		a := safeguard.Ask(term)
		require.True(t, a.Known())
		for _, word := range a.Words() {
			require.Equal(t, word, safeguard.NewCircumstances().Word(a, word).Found(a))
			conditionOf(t, is(term, word, "unknown"))
		}
		require.NotContains(t, a.Words(), "unknown")
	}
	words := safeguard.AskHours.Words()
	words[0] = "x"
	require.Equal(t, []string{"in-hours", "out-of-hours"}, safeguard.AskHours.Words(), "each gets their own")
}

func TestConditionRoundTrip(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		tree := anyTree(t, 5, true)
		want, err := json.Marshal(tree)
		require.NoError(t, err)
		c := conditionOf(t, tree)
		got, err := json.Marshal(c)
		require.NoError(t, err)
		require.JSONEq(t, string(want), string(got))
		var again safeguard.Condition
		require.NoError(t, strictjson.Decode(got, &again, strictjson.Limits{}))
		require.Equal(t, c, again)
	})
}

// What does not belong is planted into sound conditions, each at a place of its own:
// all of it is found, and nothing else.
func TestHostileConditions(t *testing.T) {
	plants := []struct {
		bad  any
		code string
		path string
	}{
		{nil, "schema", ""}, {true, "schema", ""}, {3.5, "schema", ""}, {"violence", "schema", ""}, {[]any{}, "schema", ""}, {node{}, "schema", ""},
		{node{"allOf": []any{}}, "out-of-range", "/allOf"}, {node{"anyOf": 1}, "schema", "/anyOf"}, {node{"not": "x"}, "schema", "/not"},
		{node{"ask": []any{}, "isBelow": 1}, "schema", "/ask"}, {node{"ask": "Age", "isBelow": 1}, "unknown-code", "/ask"}, {node{"ask": "age"}, "schema", ""},
		{is("hours", "noon"), "unknown-code", "/isOneOf/0"}, {is("violence"), "out-of-range", "/isOneOf"}, {below("age", 151), "out-of-range", "/isBelow"},
		{node{"ask": "violence", "isOneOf": []any{"yes"}, "because": node{"allOf": 3}}, "schema", "/because"}, {no(is("age", "unknown")), "policy-too-weak", "/not/isOneOf/0"},
	}
	rapid.Check(t, func(t *rapid.T) {
		var kids []any
		var want []fault
		for i := range rapid.IntRange(1, 12).Draw(t, "kids") {
			if rapid.Bool().Draw(t, "sound") {
				kids = append(kids, anyTree(t, 1, true))
				continue
			}
			p := plants[rapid.IntRange(0, len(plants)-1).Draw(t, "plant")]
			kids = append(kids, p.bad)
			want = append(want, fault{"/allOf/" + string(rune('0'+i/10)) + string(rune('0'+i%10)) + p.path, p.code})
		}
		for i := range want {
			want[i].Path = strings.Replace(want[i].Path, "/allOf/0", "/allOf/", 1)
		}
		b, err := json.Marshal(all(kids...))
		require.NoError(t, err)
		var c safeguard.Condition
		if err = c.UnmarshalJSON(b); len(want) == 0 {
			require.NoError(t, err)
			return
		}
		require.Equal(t, want, faultsOf(t, err))
	})
	t.Run("SAFE-04 bytes changed anywhere never panic", func(t *testing.T) {
		rapid.Check(t, func(t *rapid.T) {
			b, err := json.Marshal(anyTree(t, 4, true))
			require.NoError(t, err)
			for range rapid.IntRange(1, 4).Draw(t, "n") {
				at := rapid.IntRange(0, len(b)-1).Draw(t, "at")
				b[at] = rapid.SampledFrom([]byte("{}[],:\"\\0x n\x00\xff")).Draw(t, "byte")
			}
			var c safeguard.Condition
			if err := c.UnmarshalJSON(b); err != nil {
				require.NotEmpty(t, faultsOf(t, err))
				require.True(t, c.IsZero())
				return
			}
			_, err = safeguard.CompileRules([]safeguard.RuleSpec{{ID: "a", When: c}})
			require.NoError(t, err)
		})
	})
	t.Run("SAFE-04 deep and huge ones are turned down with few faults", func(t *testing.T) {
		leaf := `{"ask":"violence","isOneOf":["yes"]}`
		for name, doc := range map[string]string{
			"deep lists":       strings.Repeat(`{"allOf":[`, 5_000) + leaf + strings.Repeat(`]}`, 5_000),
			"thirty nots":      strings.Repeat(`{"not":`, 30) + leaf + strings.Repeat(`}`, 30),
			"many leaves":      `{"anyOf":[` + strings.Repeat(leaf+",", 20_000) + leaf + `]}`,
			"many empty lists": `{"anyOf":[` + strings.Repeat(`{"allOf":[]},`, 50_000) + leaf + `]}`,
			"and a not behind": `{"anyOf":[` + strings.Repeat(leaf+",", 70) + leaf + `],"not":` + leaf + `}`,
			"many words":       `{"ask":"trigger","isOneOf":[` + strings.Repeat(`"w",`, 100_000) + `"x"]}`,
			"many numbers":     `{"ask":"trigger","isOneOf":[` + strings.Repeat(`1,`, 100_000) + `1]}`,
			"large":            `{"ask":"trigger","isOneOf":["` + strings.Repeat("w", 2<<20) + `"]}`,
			"long number":      `{"ask":"age","isBelow":` + strings.Repeat("9", 1_000) + `}`,
		} {
			var c safeguard.Condition
			faults := faultsOf(t, c.UnmarshalJSON([]byte(doc)))
			require.NotEmpty(t, faults, name)
			require.LessOrEqual(t, len(faults), 64, name)
		}
	})
}

func TestCompileFaults(t *testing.T) {
	when := conditionOf(t, is("violence", "yes"))
	_, err := safeguard.CompileRules([]safeguard.RuleSpec{{ID: "a", When: when}, {ID: "a", When: when}, {ID: "A b", When: when}, {ID: "c"}, {}})
	require.Equal(t, []fault{{"/1/id", "duplicate"}, {"/2/id", "schema"}, {"/3/when", "required"}, {"/4/id", "schema"}, {"/4/when", "required"}}, faultsOf(t, err))
	rules, err := safeguard.CompileRules([]safeguard.RuleSpec{{ID: "a", Says: "Somebody is hurt.", When: when}})
	require.NoError(t, err)
	require.Equal(t, "Somebody is hurt.", rules.Says("a"))
	require.Empty(t, rules.Says("b"))
	require.Empty(t, safeguard.Rules{}.Says("a"))
	t.Run("SAFE-04 what is judged is what was given then", func(t *testing.T) {
		specs := []safeguard.RuleSpec{{ID: "a", When: when}}
		rules, err := safeguard.CompileRules(specs)
		require.NoError(t, err)
		specs[0] = safeguard.RuleSpec{ID: "z"}
		require.Equal(t, []string{"a"}, rules.Judge(safeguard.NewCircumstances().Word(safeguard.AskViolence, "yes")).Holds())
	})
}

// sortedKeys keeps what is drawn from a map in one order.
func sortedKeys[V any](m map[string]V) []string {
	out := make([]string, 0, len(m))
	for k := range m {
		out = append(out, k)
	}
	slices.Sort(out)
	return out
}
