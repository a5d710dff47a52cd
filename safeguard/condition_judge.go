package safeguard

import (
	"fmt"
	"io"
	"log/slog"
	"slices"
	"strconv"

	"github.com/towpath-care/towpath/peer"
)

// Circumstances are what is known about a concern when rules are judged: for
// everything that can be asked a word, a number, a yes or a no, or that it is not
// known. The zero value knows nothing. They print no more than how much is known.
type Circumstances struct {
	open [openCount]string
	// values are 0 for what is not known, and otherwise the place of a word in its
	// list or a number, one higher. An open word has none before rules give it one.
	values [askCount]uint32
}

// NewCircumstances are circumstances of which nothing is known.
func NewCircumstances() Circumstances { return Circumstances{} }

// Word says what the answer is. A word that cannot be the answer leaves it not
// known, as unknown does: an escalation then fires, and nothing stops it.
func (c Circumstances) Word(a Ask, word string) Circumstances {
	i := a.index()
	if i < 0 {
		return c
	}
	if !a.takes(word) || word == unknownWord {
		word = ""
	}
	if i < openCount {
		c.open[i] = word
		return c
	}
	c.values[i] = uint32(slices.Index(a.words(), word) + 1)
	return c
}

// Number says what the answer is in numbers. One that cannot be, such as an age
// below 0, leaves it not known.
func (c Circumstances) Number(a Ask, n int) Circumstances {
	if i := a.index(); i >= 0 && a.kind() == askNumber {
		c.values[i] = 0
		if n >= 0 && n <= a.most() {
			c.values[i] = uint32(n) + 1
		}
	}
	return c
}

// Answer says yes, no or unknown.
func (c Circumstances) Answer(a Ask, answer peer.Tri) Circumstances {
	return c.Word(a, answer.String())
}

// Found is the answer as a word or in digits, and unknown when it is not known.
func (c Circumstances) Found(a Ask) string {
	i := a.index()
	switch {
	case i < 0:
	case i < openCount && c.open[i] != "":
		return c.open[i]
	case c.values[i] == 0:
	case a.kind() == askNumber:
		return strconv.Itoa(int(c.values[i]) - 1)
	default:
		return a.words()[c.values[i]-1]
	}
	return unknownWord
}

// known counts what is known.
func (c Circumstances) known() (n int) {
	for _, a := range asks {
		if c.Found(a) != unknownWord {
			n++
		}
	}
	return n
}

// String says how much is known.
func (c Circumstances) String() string {
	return fmt.Sprintf("circumstances (known: %d of %d)", c.known(), askCount)
}

// Format writes what String says, for every verb.
func (c Circumstances) Format(s fmt.State, _ rune) { io.WriteString(s, c.String()) }

// LogValue logs what String says.
func (c Circumstances) LogValue() slog.Value { return slog.StringValue(c.String()) }

// Verdict is what rules come to in some circumstances, with every leaf that was
// looked at. None is left out because another had settled it. It never changes,
// and prints no more than how many rules there are.
type Verdict struct {
	rules *compiled
	of    Circumstances
	// answers are those of all leaves and, behind them, those of the rules.
	answers []peer.Tri
}

// Judge answers every rule. A leaf is unknown when its answer is not known and
// unknown is not on its list; allOf, anyOf and not are those of peer.Tri.
func (r Rules) Judge(c Circumstances) Verdict {
	v := Verdict{rules: r.p, of: c}
	if v.rules == nil {
		return v
	}
	v.answers = make([]peer.Tri, len(v.rules.leaves)+len(v.rules.rules))
	values := v.rules.found(c)
	results := v.answers[len(v.rules.leaves):]
	for i := range v.rules.rules {
		rule := &v.rules.rules[i]
		results[i] = v.rules.judge(rule, &values, v.answers[rule.leaf:rule.leafEnd])
	}
	return v
}

// found are what rules are judged by: what is known as numbers, each where its Ask
// stands. The two last are never asked; with them no place lies outside.
type found [16]uint32

// found gives the words that the policy says numbers as well: 1 is a word that no
// rule names.
func (p *compiled) found(c Circumstances) (values found) {
	copy(values[:], c.values[:])
	for i, word := range c.open {
		if word != "" {
			values[i] = p.number(i, word)
		}
	}
	return values
}

func (p *compiled) number(i int, word string) uint32 {
	if at, ok := slices.BinarySearch(p.words[i], word); ok {
		return uint32(at) + 2
	}
	return 1
}

// judge runs one rule and writes down what each of its leaves answers.
func (p *compiled) judge(rule *compiledRule, values *found, answers []peer.Tri) peer.Tri {
	var stack [16]peer.Tri // one for each level and one more
	var top uint8
	leaf := 0
	for _, o := range p.ops[rule.op:rule.opEnd] {
		if o.code > opNot {
			answer := p.leaf(o, values[o.ask%uint8(len(values))])
			answers[leaf] = answer
			leaf++
			stack[top%16] = answer
			top++
			continue
		}
		last, below := &stack[(top-1)%16], &stack[(top-2)%16]
		switch o.code {
		case opAnd:
			*below = below.And(*last)
			top--
		case opOr:
			*below = below.Or(*last)
			top--
		case opNot:
			*last = last.Not()
		}
	}
	return stack[0]
}

// leaf answers one question. 0 is what is not known.
func (p *compiled) leaf(o op, value uint32) peer.Tri {
	met := false
	switch o.code {
	case opOneOf:
		met = p.masks[o.n+value/64]>>(value%64)&1 != 0
	case opNotKnown:
		return peer.Is(value == 0)
	case opAtLeast:
		met = value > o.n
	case opBelow:
		met = value <= o.n && value != 0
	}
	switch {
	case met:
		return peer.Yes
	case value == 0:
		return peer.Unknown
	}
	return peer.No
}

// Of is the rule's answer, and unknown when there is no such rule.
func (v Verdict) Of(id string) peer.Tri {
	if i, ok := v.rules.rule(id); ok {
		return v.result(i)
	}
	return peer.Unknown
}

func (v Verdict) result(i int) peer.Tri { return v.answers[len(v.rules.leaves)+i] }

// Holds are the rules that hold, in the order they were given.
func (v Verdict) Holds() []string { return v.where(func(t peer.Tri) bool { return t == peer.Yes }) }

// MayHold are the rules that hold and those of which nobody can say that they do
// not: an escalation fires on either.
func (v Verdict) MayHold() []string { return v.where(func(t peer.Tri) bool { return t != peer.No }) }

func (v Verdict) where(is func(peer.Tri) bool) (out []string) {
	if v.rules == nil {
		return nil
	}
	for i, rule := range v.rules.rules {
		if is(v.result(i)) {
			out = append(out, rule.id)
		}
	}
	return out
}

// String says how many rules were judged.
func (v Verdict) String() string {
	n := 0
	if v.rules != nil {
		n = len(v.rules.rules)
	}
	return fmt.Sprintf("verdict (rules: %d)", n)
}

// Format writes what String says, for every verb.
func (v Verdict) Format(s fmt.State, _ rune) { io.WriteString(s, v.String()) }

// LogValue logs what String says.
func (v Verdict) LogValue() slog.Value { return slog.StringValue(v.String()) }
