package safeguard

import (
	"cmp"
	"math/bits"
	"slices"
	"strings"

	"github.com/towpath-care/towpath/peer"
)

// LeafFound is one question of a rule, what was found and what that answers.
type LeafFound struct {
	Leaf Leaf
	// Found is a word or digits, and unknown when it is not known.
	Found string
	// Answer is whether what was found counts; unknown when nobody can say.
	Answer peer.Tri
}

// String says it in plain English: "age is 16, which is below 18". It holds words
// of lists and numbers only.
func (f LeafFound) String() string {
	ask, wanted := string(f.Leaf.ask), f.Leaf.wanted()
	switch {
	case f.Answer == peer.Unknown:
		return ask + " is not known"
	case f.Found == unknownWord:
		return ask + " is not known, which counts here"
	case f.Answer == peer.No:
		return ask + " is " + f.Found + ", which is not " + wanted
	case f.Found == wanted:
		return ask + " is " + f.Found
	}
	return ask + " is " + f.Found + ", which is " + wanted
}

// Why is everything a rule's answer rests on: all its leaves in the order in which
// the policy has them. There is nothing when there is no such rule.
func (v Verdict) Why(id string) []LeafFound {
	i, ok := v.rules.rule(id)
	if !ok {
		return nil
	}
	rule := &v.rules.rules[i]
	out := make([]LeafFound, 0, rule.leafEnd-rule.leaf)
	for at := rule.leaf; at < rule.leafEnd; at++ {
		l := v.rules.leaves[at]
		out = append(out, LeafFound{l, v.of.Found(l.ask), v.answers[at]})
	}
	return out
}

// Explain says Why in plain English: "hours is out-of-hours; children-at-risk is
// not known". It is empty when there is no such rule.
func (v Verdict) Explain(id string) string {
	why := v.Why(id)
	parts := make([]string, len(why))
	for i, f := range why {
		parts[i] = f.String()
	}
	return strings.Join(parts, "; ")
}

// WouldChange is what would turn a rule's answer round: a yes into a no, a no into
// a yes, and what nobody can say into either. Each set is the leaves that would
// be answered otherwise if one fact, or two, were known and different. No set
// holds more than it takes; those with fewest leaves come first, and then those
// that stand first in the policy. There is nothing when one or two facts do not
// change it, or when there is no such rule.
func (v Verdict) WouldChange(id string) [][]Leaf {
	i, ok := v.rules.rule(id)
	if !ok {
		return nil
	}
	w := v.wonder(i)
	var out [][]Leaf
	for _, set := range w.smallest() {
		var leaves []Leaf
		for ; set != 0; set &= set - 1 {
			leaves = append(leaves, w.leaves[bits.TrailingZeros64(set)])
		}
		out = append(out, leaves)
	}
	return out
}

// wondering tries one rule in other circumstances. A set of its leaves, of which
// there are at most 64, is the bits of a number.
type wondering struct {
	p      *compiled
	rule   *compiledRule
	leaves []Leaf
	ops    []op // those of the leaves
	values found
	now    []peer.Tri
	answer peer.Tri
	turned []uint64
}

func (v Verdict) wonder(i int) *wondering {
	rule := &v.rules.rules[i]
	w := &wondering{p: v.rules, rule: rule, leaves: v.rules.leaves[rule.leaf:rule.leafEnd], values: v.rules.found(v.of),
		now: v.answers[rule.leaf:rule.leafEnd], answer: v.result(i)}
	for _, o := range v.rules.ops[rule.op:rule.opEnd] {
		if o.code > opNot {
			w.ops = append(w.ops, o)
		}
	}
	return w
}

// smallest are the sets of which no part is a set as well.
func (w *wondering) smallest() []uint64 {
	var others [askCount][]other
	for a := range others {
		others[a] = w.others(a)
		for _, x := range others[a] {
			w.try(w.with(a, x.value), x.set)
		}
	}
	for a := range others {
		for b := range a {
			for _, x := range others[a] {
				for _, y := range others[b] {
					values := w.with(a, x.value)
					values[b] = y.value
					w.try(values, x.set|y.set)
				}
			}
		}
	}
	var out []uint64
	for _, s := range w.turned {
		if !slices.ContainsFunc(w.turned, func(t uint64) bool { return t != s && t&s == t }) {
			out = append(out, s)
		}
	}
	slices.SortFunc(out, func(a, b uint64) int {
		return cmp.Or(cmp.Compare(bits.OnesCount64(a), bits.OnesCount64(b)), cmp.Compare(bits.Reverse64(b), bits.Reverse64(a)))
	})
	return out
}

func (w *wondering) with(a int, value uint32) found {
	values := w.values
	values[a] = value
	return values
}

// try keeps the set if the rule's answer is turned round, and spares itself the
// look when a part of the set already does it.
func (w *wondering) try(values found, set uint64) {
	if slices.ContainsFunc(w.turned, func(t uint64) bool { return t&set == t }) {
		return
	}
	var room [maxConditionLeaves]peer.Tri
	if then := w.p.judge(w.rule, &values, room[:len(w.leaves)]); then != peer.Unknown && then != w.answer {
		w.turned = append(w.turned, set)
	}
}

// other is a value that a fact might have, and the leaves it would answer
// otherwise.
type other struct {
	value uint32
	set   uint64
	yes   uint64
}

// others are the values of one fact that answer some leaf otherwise, one for each
// way of answering them all.
func (w *wondering) others(a int) (out []other) {
	for _, value := range w.candidates(a) {
		x := other{value: value}
		for i, o := range w.ops {
			if int(o.ask) != a {
				continue
			}
			answer := w.p.leaf(o, value)
			if answer == peer.Yes {
				x.yes |= 1 << i
			}
			if answer != w.now[i] {
				x.set |= 1 << i
			}
		}
		if x.set != 0 && !slices.ContainsFunc(out, func(y other) bool { return y.yes == x.yes }) {
			out = append(out, x)
		}
	}
	return out
}

// candidates are known values of a fact, at least one for each way in which the
// rule's leaves can be answered.
func (w *wondering) candidates(a int) (out []uint32) {
	for i, o := range w.ops {
		switch l := w.leaves[i]; {
		case int(o.ask) != a:
		case l.ask.kind() == askNumber:
			// 0 and each bound, as values are: one higher.
			out = append(out, 1, uint32(l.n)+1)
		case a < openCount:
			out = append(out, 1)
			for _, word := range l.words {
				if word != unknownWord {
					out = append(out, w.p.number(a, word))
				}
			}
		default:
			for i := range l.ask.words() {
				out = append(out, uint32(i)+1)
			}
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}
