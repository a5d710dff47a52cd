package safeguard_test

import (
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/towpath-care/towpath/peer"
	"github.com/towpath-care/towpath/safeguard"
)

func TestExplain(t *testing.T) {
	tree := all(is("hours", "out-of-hours"), is("setting", "home", "phone"), some(is("children-at-risk", "yes"), is("children-at-risk", "yes", "unknown")),
		least("age", 18), below("age", 18), no(is("violence", "yes")), is("trigger", "a", "b", "c"), is("told-the-person", "unknown", "no"))
	v := rulesOf(t, tree).Judge(knowing(node{"hours": "out-of-hours", "setting": "phone", "age": 41.0, "violence": "no", "told-the-person": "yes"}))
	require.Equal(t, "hours is out-of-hours; setting is phone, which is home or phone; children-at-risk is not known; children-at-risk is not known, which counts here; "+
		"age is 41, which is at least 18; age is 41, which is not below 18; violence is no, which is not yes; trigger is not known; told-the-person is yes, which is not unknown or no", v.Explain("raa"))
	why := v.Why("raa")
	require.Len(t, why, 9)
	require.Equal(t, "/allOf/2/anyOf/1", why[3].Leaf.Path())
	require.Equal(t, []any{"unknown", peer.Yes}, []any{why[3].Found, why[3].Answer})
	why[0] = safeguard.LeafFound{}
	require.Equal(t, "hours is out-of-hours", v.Why("raa")[0].String(), "each gets their own")

	t.Run("SAFE-04 a verdict stays what it was", func(t *testing.T) {
		rules := rulesOf(t, is("violence", "yes"))
		c := knowing(node{"violence": "yes"})
		v := rules.Judge(c)
		rules.Judge(c.Answer(safeguard.AskViolence, peer.No))
		require.Equal(t, peer.Yes, v.Of("raa"))
		require.Equal(t, "violence is yes", v.Explain("raa"))
	})
}

// wouldChange names the sets by the paths of their leaves.
func wouldChange(v safeguard.Verdict) (out []string) {
	for _, set := range v.WouldChange("raa") {
		var paths []string
		for _, l := range set {
			paths = append(paths, l.Path())
		}
		out = append(out, strings.Join(paths, " "))
	}
	return out
}

func TestWouldChange(t *testing.T) {
	for name, c := range map[string]struct {
		tree  any
		known node
		want  []string
	}{
		"each no of a list": {some(is("violence", "yes"), is("immediate-danger", "yes")), node{"violence": "no", "immediate-danger": "no"}, []string{"/anyOf/0", "/anyOf/1"}},
		"two yeses of which each would do": {some(is("violence", "yes"), is("immediate-danger", "yes")), node{"violence": "yes", "immediate-danger": "yes"},
			[]string{"/anyOf/0 /anyOf/1"}},
		"three take more than two facts": {some(is("violence", "yes"), is("immediate-danger", "yes"), is("intent-with-plan", "yes")),
			node{"violence": "yes", "immediate-danger": "yes", "intent-with-plan": "yes"}, nil},
		"what is not known would settle it":  {all(is("violence", "yes"), is("hours", "out-of-hours")), node{"hours": "out-of-hours"}, []string{"/allOf/0", "/allOf/1"}},
		"one fact that two leaves ask":       {all(is("hours", "in-hours"), no(is("hours", "out-of-hours"))), node{"hours": "in-hours"}, []string{"/allOf/0 /allOf/1/not"}},
		"a range":                            {all(least("age", 16), below("age", 18)), node{"age": 17.0}, []string{"/allOf/0", "/allOf/1"}},
		"a range from below":                 {all(least("age", 16), below("age", 18)), node{"age": 3.0}, []string{"/allOf/0"}},
		"nothing can":                        {all(is("hours", "in-hours"), is("hours", "out-of-hours")), node{"hours": "in-hours"}, nil},
		"unknown counted, knowing would not": {is("children-at-risk", "yes", "unknown"), node{}, []string{""}},
		"one before two, then as written": {some(all(is("violence", "yes"), is("setting", "home")), all(is("hours", "in-hours"), is("raised-by", "carer")), is("urgency", "immediate")),
			node{"violence": "no", "setting": "ward", "hours": "out-of-hours", "raised-by": "staff", "urgency": "routine"}, []string{"/anyOf/2", "/anyOf/0/allOf/0 /anyOf/0/allOf/1", "/anyOf/1/allOf/0 /anyOf/1/allOf/1"}},
	} {
		t.Run("SAFE-04 "+name, func(t *testing.T) {
			require.Equal(t, c.want, wouldChange(rulesOf(t, c.tree).Judge(knowing(c.known))))
		})
	}
}

// slowly finds the same by trying every answer to every one or two questions.
func slowly(tree any, asks []string, known node) (out []string) {
	leaves := func(known node) (list []peer.Tri, answer peer.Tri) {
		answer = naive(tree, known, func(a peer.Tri) { list = append(list, a) })
		return list, answer
	}
	now, answer := leaves(known)
	turned := map[string]bool{} // one letter for each leaf: x where it is answered otherwise
	try := func(other node) {
		then, came := leaves(other)
		if came == peer.Unknown || came == answer {
			return
		}
		var set strings.Builder
		for i := range then {
			if then[i] != now[i] {
				set.WriteByte('x')
			} else {
				set.WriteByte('z')
			}
		}
		turned[set.String()] = true
	}
	for _, a := range asks {
		for _, x := range palette(a) {
			for _, b := range asks {
				for _, y := range palette(b) {
					other := maps.Clone(known)
					other[b] = y
					other[a] = x
					try(other)
				}
			}
		}
	}
	within := func(small, large string) bool {
		for i := range small {
			if small[i] == 'x' && large[i] != 'x' {
				return false
			}
		}
		return small != large
	}
	for _, set := range sortedKeys(turned) {
		if !slices.ContainsFunc(sortedKeys(turned), func(s string) bool { return within(s, set) }) {
			out = append(out, set)
		}
	}
	slices.SortStableFunc(out, func(a, b string) int { return strings.Count(a, "x") - strings.Count(b, "x") })
	return out
}

func TestWouldChangeIsTheSlowOne(t *testing.T) {
	asks := []string{"trigger", "hours", "age", "violence"}
	sizes := map[int]int{}
	rapid.Check(t, func(t *rapid.T) {
		tree := treeOver(t, asks, 3, true)
		known := anyKnown(t)
		v := rulesOf(t, tree, is("trigger", openWords[0], "zz")).Judge(knowing(known))
		leaves := conditionOf(t, tree).Leaves()
		var got []string
		for _, set := range v.WouldChange("raa") {
			sizes[len(set)]++
			letters := []byte(strings.Repeat("z", len(leaves)))
			for _, l := range set {
				letters[slices.IndexFunc(leaves, func(m safeguard.Leaf) bool { return m.Path() == l.Path() })] = 'x'
			}
			got = append(got, string(letters))
		}
		require.Equal(t, slowly(tree, asks, known), got)
	})
	require.Greater(t, sizes[1], 50, "%v", sizes)
	require.Greater(t, sizes[2], 10, "%v", sizes)
}

// The most that a condition can ask and name takes no time that anybody notices.
func TestWouldChangeOfTheLargest(t *testing.T) {
	var kids []any
	for i := range 32 {
		w := ruleID(i)
		kids = append(kids, all(is("trigger", w+"-1", w+"-2", w+"-3", w+"-4"), is("urgency", w+"-5", w+"-6", w+"-7", w+"-8")))
	}
	rules := rulesOf(t, some(kids...))
	require.Len(t, rules.Judge(knowing(node{"trigger": "x", "urgency": "x"})).WouldChange("raa"), 32)
	sets := rules.Judge(knowing(node{"trigger": "raa-1", "urgency": "raa-5"})).WouldChange("raa")
	require.Len(t, sets, 2)
}
