package safeguard_test

import (
	"time"

	"pgregory.net/rapid"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/peer"
	"github.com/towpath-care/towpath/safeguard"
)

// A condition as a tree of JSON, and what is known as a map of JSON: what the tests
// hold the compiled rules against.
type node = map[string]any

func all(kids ...any) any  { return node{"allOf": kids} }
func some(kids ...any) any { return node{"anyOf": kids} }
func no(kid any) any       { return node{"not": kid} }
func is(ask string, words ...string) any {
	list := []any{}
	for _, w := range words {
		list = append(list, w)
	}
	return node{"ask": ask, "isOneOf": list}
}
func least(ask string, n int) any { return node{"ask": ask, "isAtLeast": float64(n)} }
func below(ask string, n int) any { return node{"ask": ask, "isBelow": float64(n)} }

// naive reads the tree from top to bottom each time. leaf hears of each leaf in
// its turn.
func naive(tree any, known node, leaf func(peer.Tri)) peer.Tri {
	n := tree.(node)
	if kids, ok := n["allOf"].([]any); ok {
		out := peer.Yes
		for _, k := range kids {
			switch naive(k, known, leaf) {
			case peer.No:
				out = peer.No
			case peer.Unknown:
				if out == peer.Yes {
					out = peer.Unknown
				}
			}
		}
		return out
	}
	if kids, ok := n["anyOf"].([]any); ok {
		out := peer.No
		for _, k := range kids {
			switch naive(k, known, leaf) {
			case peer.Yes:
				out = peer.Yes
			case peer.Unknown:
				if out == peer.No {
					out = peer.Unknown
				}
			}
		}
		return out
	}
	if kid, ok := n["not"]; ok {
		return [...]peer.Tri{peer.Yes: peer.No, peer.No: peer.Yes, peer.Unknown: peer.Unknown}[naive(kid, known, leaf)]
	}
	answer := naiveLeaf(n, known[n["ask"].(string)])
	if leaf != nil {
		leaf(answer)
	}
	return answer
}

func naiveLeaf(n node, found any) peer.Tri {
	if found == nil {
		found = "unknown"
	}
	words, _ := n["isOneOf"].([]any)
	for _, w := range words {
		if w == found {
			return peer.Yes
		}
	}
	if found == "unknown" {
		return peer.Unknown
	}
	if bound, ok := n["isAtLeast"].(float64); ok {
		return peer.Is(found.(float64) >= bound)
	}
	if bound, ok := n["isBelow"].(float64); ok {
		return peer.Is(found.(float64) < bound)
	}
	return peer.No
}

// knowing makes circumstances of what is known.
func knowing(known node) safeguard.Circumstances {
	c := safeguard.NewCircumstances()
	for ask, v := range known {
		switch v := v.(type) {
		case string:
			c = c.Word(safeguard.Ask(ask), v)
		case float64:
			c = c.Number(safeguard.Ask(ask), int(v))
		}
	}
	return c
}

func rulesOf(t require.TestingT, trees ...any) safeguard.Rules {
	var specs []safeguard.RuleSpec
	for i, tree := range trees {
		specs = append(specs, safeguard.RuleSpec{ID: ruleID(i), When: conditionOf(t, tree)})
	}
	rules, err := safeguard.CompileRules(specs)
	require.NoError(t, err)
	return rules
}

func ruleID(i int) string { return "r" + string(rune('a'+i/26%26)) + string(rune('a'+i%26)) }

// openWords are some that conditions name; circumstances have one more.
var openWords = []string{"abuse-disclosure", "risk-to-self", "routine", "local-1"}

func wordsOf(ask string) []string {
	switch ask {
	case "trigger", "urgency":
		return openWords
	}
	return safeguard.Ask(ask).Words()
}

// anyTree draws a condition of at most so many levels below it. Unknown is listed
// only where it may be, and only if wanted.
func anyTree(t *rapid.T, depth int, unknown bool) any {
	return treeOver(t, safeguard.Ask("").Terms(), depth, unknown)
}

func treeOver(t *rapid.T, asks []string, depth int, unknown bool) any {
	form := 0
	if depth > 0 {
		form = rapid.IntRange(0, 5).Draw(t, "form")
	}
	switch form {
	case 1, 2:
		return all(treesOver(t, asks, depth, unknown)...)
	case 3, 4:
		return some(treesOver(t, asks, depth, unknown)...)
	case 5:
		return no(treeOver(t, asks, depth-1, false))
	}
	ask := rapid.SampledFrom(asks).Draw(t, "ask")
	if ask == "age" || ask == "minutes-since-noticed" {
		switch n := rapid.IntRange(1, 4).Draw(t, "n"); rapid.IntRange(0, 4).Draw(t, "test") {
		case 0, 1:
			return least(ask, n)
		case 2, 3:
			return below(ask, n)
		}
		if !unknown {
			return least(ask, 2)
		}
		return is(ask, "unknown")
	}
	choose := wordsOf(ask)
	if unknown {
		choose = append([]string{"unknown"}, choose...)
	}
	return is(ask, rapid.SliceOfNDistinct(rapid.SampledFrom(choose), 1, min(3, len(choose)), rapid.ID[string]).Draw(t, "words")...)
}

func treesOver(t *rapid.T, asks []string, depth int, unknown bool) (out []any) {
	for range rapid.IntRange(1, 3).Draw(t, "kids") {
		if out = append(out, treeOver(t, asks, depth-1, unknown)); depth > 3 {
			return out // wide or deep, so that no condition has too many leaves
		}
	}
	return out
}

// palette are answers to what is asked: at least one for each way in which a drawn
// condition can take it.
func palette(ask string) (out []any) {
	if ask == "age" || ask == "minutes-since-noticed" {
		return []any{0.0, 1.0, 2.0, 3.0, 4.0, 5.0}
	}
	for _, w := range wordsOf(ask) {
		out = append(out, w)
	}
	if ask == "trigger" || ask == "urgency" {
		out = append(out, "named-nowhere")
	}
	return out
}

func anyKnown(t *rapid.T) node {
	known := node{}
	for _, ask := range safeguard.Ask("").Terms() {
		switch rapid.IntRange(0, 3).Draw(t, "known") {
		case 0:
		case 1:
			known[ask] = "unknown"
		default:
			known[ask] = rapid.SampledFrom(palette(ask)).Draw(t, ask)
		}
	}
	return known
}

func zone(name string) (*time.Location, error) { return time.LoadLocation(name) }
