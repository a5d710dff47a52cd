package safeguard_test

import (
	"fmt"
	"log/slog"
	"maps"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/towpath-care/towpath/internal/strictjson"
	"github.com/towpath-care/towpath/peer"
	"github.com/towpath-care/towpath/safeguard"
)

type judged struct {
	Title string `json:"title"`
	Rules []struct {
		ID   string `json:"id"`
		When any    `json:"when"`
	} `json:"rules"`
	Circumstances node     `json:"circumstances"`
	Holds         []string `json:"holds"`
	MayHold       []string `json:"mayHold"`
}

// covers notes what a condition came to, with its parts two by two.
func covers(seen map[string]bool, tree any, known node) peer.Tri {
	n := tree.(node)
	out := naive(tree, known, nil)
	for _, form := range []string{"allOf", "anyOf"} {
		kids, ok := n[form].([]any)
		if !ok {
			continue
		}
		seen[form+" "+out.String()] = true
		var parts []peer.Tri
		for _, k := range kids {
			parts = append(parts, covers(seen, k, known))
		}
		if len(parts) == 2 {
			seen[fmt.Sprint(form, " of ", parts[0], " and ", parts[1])] = true
		}
	}
	if kid, ok := n["not"]; ok {
		seen["not "+covers(seen, kid, known).String()] = true
	}
	if ask, ok := n["ask"].(string); ok {
		seen["ask "+ask] = true
		for _, test := range []string{"isOneOf", "isAtLeast", "isBelow"} {
			if _, ok := n[test]; ok {
				seen[test+" "+out.String()] = true
			}
		}
	}
	return out
}

func TestConditionVectors(t *testing.T) {
	seen := map[string]bool{}
	files := vectors[judged](t, "conditions")
	require.GreaterOrEqual(t, len(files), 20)
	for name, v := range files {
		t.Run("SAFE-04 "+name, func(t *testing.T) {
			require.NotEmpty(t, v.Title)
			for ask, answer := range v.Circumstances {
				require.Equal(t, fmt.Sprint(answer), knowing(v.Circumstances).Found(safeguard.Ask(ask)), "an answer that can be given")
			}
			specs := []safeguard.RuleSpec{}
			for _, r := range v.Rules {
				specs = append(specs, safeguard.RuleSpec{ID: r.ID, When: conditionOf(t, r.When)})
				covers(seen, r.When, v.Circumstances)
			}
			rules, err := safeguard.CompileRules(specs)
			require.NoError(t, err)
			verdict := rules.Judge(knowing(v.Circumstances))
			require.Equal(t, v.Holds, append([]string{}, verdict.Holds()...))
			require.Equal(t, v.MayHold, append([]string{}, verdict.MayHold()...))
		})
	}
	t.Run("SAFE-04 the vectors show everything", func(t *testing.T) {
		answers := []peer.Tri{peer.Yes, peer.No, peer.Unknown}
		for _, a := range answers {
			for _, form := range []string{"allOf", "anyOf", "not", "isOneOf", "isAtLeast", "isBelow"} {
				require.Contains(t, seen, form+" "+a.String())
			}
			for _, b := range answers {
				require.Contains(t, seen, fmt.Sprint("allOf of ", a, " and ", b))
				require.Contains(t, seen, fmt.Sprint("anyOf of ", a, " and ", b))
			}
		}
		for _, ask := range safeguard.Ask("").Terms() {
			require.Contains(t, seen, "ask "+ask)
		}
	})
}

func TestJudgeIsTheNaiveOne(t *testing.T) {
	tally := map[peer.Tri]int{}
	rapid.Check(t, func(t *rapid.T) {
		var trees []any
		for range rapid.IntRange(1, 4).Draw(t, "rules") {
			trees = append(trees, anyTree(t, 4, true))
		}
		known := anyKnown(t)
		circumstances := knowing(known)
		verdict := rulesOf(t, trees...).Judge(circumstances)
		var holds, may []string
		for i, tree := range trees {
			var leaves []peer.Tri
			want := naive(tree, known, func(a peer.Tri) { leaves = append(leaves, a) })
			tally[want]++
			require.Equal(t, want, verdict.Of(ruleID(i)))
			var got []peer.Tri
			for _, f := range verdict.Why(ruleID(i)) {
				got = append(got, f.Answer)
				require.Equal(t, circumstances.Found(f.Leaf.Ask()), f.Found)
			}
			require.Equal(t, leaves, got, "every leaf, with what it answers")
			if want == peer.Yes {
				holds = append(holds, ruleID(i))
			}
			if want != peer.No {
				may = append(may, ruleID(i))
			}
		}
		require.Equal(t, holds, verdict.Holds())
		require.Equal(t, may, verdict.MayHold())
	})
	for _, answer := range []peer.Tri{peer.Yes, peer.No, peer.Unknown} {
		require.Greater(t, tally[answer], 20, "%s: %v", answer, tally)
	}
}

func TestLawsOfConditions(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a, b, c := anyTree(t, 2, false), anyTree(t, 2, false), anyTree(t, 2, false)
		known := knowing(anyKnown(t))
		same := func(law string, x, y any) {
			v := rulesOf(t, x, y).Judge(known)
			require.Equal(t, v.Of("raa"), v.Of("rab"), law)
		}
		same("not not", no(no(a)), a)
		same("once is twice", all(a, a), a)
		same("once is twice", some(a, a), a)
		same("order", all(a, b), all(b, a))
		same("order", some(a, b), some(b, a))
		same("grouping", all(all(a, b), c), all(a, b, c))
		same("grouping", some(a, some(b, c)), some(a, b, c))
		same("De Morgan", no(all(a, b)), some(no(a), no(b)))
		same("De Morgan", no(some(a, b)), all(no(a), no(b)))
		same("distribution", all(a, some(b, c)), some(all(a, b), all(a, c)))
		same("distribution", some(a, all(b, c)), all(some(a, b), some(a, c)))
		same("absorption", all(a, some(a, b)), a)
		same("absorption", some(a, all(a, b)), a)
	})
}

// Whatever is not known any more never makes the opposite of what was said; and
// where lists have unknown, it never takes a rule out of those that may hold.
func TestKnowingLess(t *testing.T) {
	less := func(t *rapid.T, known node) safeguard.Circumstances {
		fewer := maps.Clone(known)
		for _, ask := range sortedKeys(known) {
			if rapid.Bool().Draw(t, "forget") {
				delete(fewer, ask)
			}
		}
		return knowing(fewer)
	}
	t.Run("SAFE-04 a yes never becomes a no, nor a no a yes", func(t *testing.T) {
		rapid.Check(t, func(t *rapid.T) {
			rules, known := rulesOf(t, anyTree(t, 4, false)), anyKnown(t)
			was, then := rules.Judge(knowing(known)).Of("raa"), rules.Judge(less(t, known)).Of("raa")
			require.True(t, then == was || then == peer.Unknown, "%s, then %s", was, then)
		})
	})
	t.Run("SAFE-04, SAFE-07 not knowing never quiets an escalation", func(t *testing.T) {
		rapid.Check(t, func(t *rapid.T) {
			rules, known := rulesOf(t, anyTree(t, 4, true)), anyKnown(t)
			if rules.Judge(knowing(known)).Of("raa") != peer.No {
				require.NotEqual(t, peer.No, rules.Judge(less(t, known)).Of("raa"))
			}
		})
	})
}

func TestCircumstances(t *testing.T) {
	none := safeguard.NewCircumstances()
	require.Equal(t, safeguard.Circumstances{}, none)
	for _, term := range safeguard.Ask("").Terms() {
		require.Equal(t, "unknown", none.Found(safeguard.Ask(term)))
	}
	require.Equal(t, "unknown", none.Found("risk-score"))

	t.Run("SAFE-05 an answer is kept, and unknown is none", func(t *testing.T) {
		c := none.Answer(safeguard.AskViolence, peer.Yes).Answer(safeguard.AskToldThePerson, peer.No).Number(safeguard.AskAge, 0).Word(safeguard.AskTrigger, "risk-to-self")
		require.Equal(t, "yes", c.Found(safeguard.AskViolence))
		require.Equal(t, "no", c.Found(safeguard.AskToldThePerson))
		require.Equal(t, "0", c.Found(safeguard.AskAge))
		require.Equal(t, "risk-to-self", c.Found(safeguard.AskTrigger))
		require.Equal(t, none, c.Answer(safeguard.AskViolence, peer.Unknown).Word(safeguard.AskToldThePerson, "unknown").Number(safeguard.AskAge, -1).Word(safeguard.AskTrigger, "unknown"))
	})
	t.Run("SAFE-04, H01 what cannot be the answer leaves it not known", func(t *testing.T) {
		for name, c := range map[string]safeguard.Circumstances{
			"a word of no list":       none.Word(safeguard.AskHours, "noon"),
			"a word in its stead":     none.Word(safeguard.AskHours, "in-hours").Word(safeguard.AskHours, "noon"),
			"an open word of no form": none.Word(safeguard.AskTrigger, "risk-to-self").Word(safeguard.AskTrigger, "What she said"),
			"an empty word":           none.Word(safeguard.AskTrigger, ""),
			"a word for a number":     none.Word(safeguard.AskAge, "18"),
			"a number for a word":     none.Number(safeguard.AskViolence, 1).Number(safeguard.AskTrigger, 1),
			"an age nobody has":       none.Number(safeguard.AskAge, 18).Number(safeguard.AskAge, 151),
			"a clock that went wrong": none.Number(safeguard.AskMinutesSinceNoticed, -5).Number(safeguard.AskMinutesSinceNoticed, 1<<30),
			"what cannot be asked":    none.Word("risk-score", "high").Number("risk-score", 7).Answer("", peer.Yes),
		} {
			require.Equal(t, none, c, name)
		}
		require.Equal(t, "150", none.Number(safeguard.AskAge, 150).Found(safeguard.AskAge))
	})
	t.Run("H26 neither circumstances nor a verdict print what is known", func(t *testing.T) {
		c := none.Word(safeguard.AskTrigger, "abuse-disclosure").Number(safeguard.AskAge, 56)
		v := rulesOf(t, is("trigger", "abuse-disclosure")).Judge(c)
		for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%d", "%x"} {
			require.Equal(t, "circumstances (known: 2 of 14)", fmt.Sprintf(verb, c))
			require.Equal(t, "verdict (rules: 1)", fmt.Sprintf(verb, v))
		}
		require.Equal(t, slog.StringValue("circumstances (known: 2 of 14)"), c.LogValue())
		require.Equal(t, slog.StringValue("verdict (rules: 1)"), v.LogValue())
		require.Equal(t, "verdict (rules: 0)", safeguard.Verdict{}.String())
	})
}

func TestNothingToJudge(t *testing.T) {
	for _, v := range []safeguard.Verdict{{}, safeguard.Rules{}.Judge(safeguard.NewCircumstances()), rulesOf(t, is("violence", "yes")).Judge(safeguard.NewCircumstances())} {
		require.Equal(t, peer.Unknown, v.Of("nowhere"))
		require.Empty(t, v.Holds())
		require.Empty(t, v.Why("nowhere"))
		require.Empty(t, v.Explain("nowhere"))
		require.Empty(t, v.WouldChange("nowhere"))
	}
	require.Empty(t, safeguard.Rules{}.Judge(safeguard.NewCircumstances()).MayHold())
}

// Many words in one list need more than one word of bits.
func TestManyWords(t *testing.T) {
	var names []string
	var trees []any
	for i := range 150 {
		names = append(names, "local-"+ruleID(i))
		trees = append(trees, is("trigger", names[i]))
	}
	rules := rulesOf(t, append(trees, is("trigger", append([]string{"unknown"}, names...)...))...)
	for i, name := range names {
		v := rules.Judge(safeguard.NewCircumstances().Word(safeguard.AskTrigger, name))
		require.Equal(t, []string{ruleID(i), ruleID(150)}, v.MayHold())
	}
	require.Empty(t, rules.Judge(safeguard.NewCircumstances().Word(safeguard.AskTrigger, "local")).MayHold())
	require.Equal(t, []string{ruleID(150)}, rules.Judge(safeguard.NewCircumstances()).Holds())
}

// nightRules are rules of three to five leaves such as a policy has.
func nightRules(n int) (out []any) {
	shapes := []any{
		all(is("hours", "out-of-hours"), is("trigger", "abuse-disclosure", "risk-to-self", "risk-to-others"), no(is("setting", "ward", "secure"))),
		some(is("immediate-danger", "yes", "unknown"), is("intent-with-plan", "yes"), is("violence", "yes"), all(is("about-child", "yes"), below("age", 18))),
		all(is("urgency", "immediate"), least("minutes-since-noticed", 60), some(is("told-the-person", "no"), is("asked-for-silence", "yes"))),
		some(all(is("raised-by", "carer", "person"), is("hours", "in-hours")), all(is("children-at-risk", "yes", "unknown"), least("age", 18))),
		all(is("trigger", "safeguarding-child"), some(is("hours", "out-of-hours"), is("setting", "home", "phone")), no(all(least("age", 16), below("age", 18)))),
	}
	for i := range n {
		out = append(out, shapes[i%len(shapes)])
	}
	return out
}

var fridayNight = node{"trigger": "abuse-disclosure", "urgency": "immediate", "hours": "out-of-hours", "raised-by": "worker", "setting": "home",
	"about-child": "no", "age": 56.0, "told-the-person": "yes", "asked-for-silence": "yes", "minutes-since-noticed": 67.0}

func TestJudgeAllocatesOnce(t *testing.T) {
	rules, c := rulesOf(t, nightRules(10)...), knowing(fridayNight)
	require.LessOrEqual(t, testing.AllocsPerRun(100, func() { _ = rules.Judge(c) }), 1.0)
}

// naiveAll reads the trees each time and keeps what every leaf answered.
func naiveAll(trees []any, known node) (answers []peer.Tri) {
	for _, tree := range trees {
		answers = append(answers, naive(tree, known, func(a peer.Tri) { answers = append(answers, a) }))
	}
	return answers
}

func BenchmarkJudge(b *testing.B) {
	for _, n := range []int{10, 1_000} {
		trees := nightRules(n)
		var specs []safeguard.RuleSpec
		for i, tree := range trees {
			specs = append(specs, safeguard.RuleSpec{ID: fmt.Sprint("rule-", i), When: conditionOf(b, tree)})
		}
		rules, err := safeguard.CompileRules(specs)
		require.NoError(b, err)
		c := knowing(fridayNight)
		b.Run(fmt.Sprintf("%d-rules/compiled", n), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				_ = rules.Judge(c)
			}
		})
		b.Run(fmt.Sprintf("%d-rules/naive", n), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				_ = naiveAll(trees, fridayNight)
			}
		})
	}
}

func BenchmarkReadCondition(b *testing.B) {
	doc := []byte(`{"anyOf":[{"ask":"immediate-danger","isOneOf":["yes","unknown"]},{"allOf":[{"ask":"violence","isOneOf":["yes"]},{"not":{"ask":"setting","isOneOf":["ward","secure"]}}]},{"ask":"age","isBelow":18}]}`)
	b.ReportAllocs()
	for b.Loop() {
		var c safeguard.Condition
		if err := strictjson.Decode(doc, &c, strictjson.Limits{}); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkWouldChange(b *testing.B) {
	v := rulesOf(b, nightRules(10)...).Judge(knowing(fridayNight))
	b.ReportAllocs()
	for b.Loop() {
		for i := range 10 {
			_ = v.WouldChange(ruleID(i))
		}
	}
}
