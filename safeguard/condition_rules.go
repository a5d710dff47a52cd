package safeguard

import (
	"slices"
	"strconv"

	"github.com/towpath-care/towpath/peer"
)

// RuleSpec is a rule as a policy writes it.
type RuleSpec struct {
	// ID names the rule in its policy: 1 to 80 lower-case letters, digits and
	// hyphens.
	ID string `json:"id"`
	// Says is what the rule is for, in the organisation's words.
	Says string `json:"says,omitzero"`
	// When is the condition under which it holds.
	When Condition `json:"when"`
}

// Rules are conditions made ready to be judged together. They never change and
// may be shared. The zero value has none.
type Rules struct{ p *compiled }

// compiled holds the conditions of all rules one behind the other, each as a list
// of operations on a small stack.
type compiled struct {
	rules  []compiledRule
	index  map[string]int
	leaves []Leaf
	ops    []op
	// words are the ones that leaves name where the policy says the words, sorted.
	words [openCount][]string
	// masks hold for each leaf with words one bit for each answer that counts.
	masks []uint64
}

type compiledRule struct {
	id, says      string
	op, opEnd     int // in ops
	leaf, leafEnd int // in leaves
}

// op is one operation. Those of leaves put an answer onto the stack; and, or and
// not work on what is there.
type op struct {
	code opCode
	ask  uint8
	n    uint32 // the number, or where the mask begins
}

type opCode uint8

const (
	opAnd opCode = iota
	opOr
	opNot
	opOneOf
	opNotKnown // a number of which only unknown counts
	opAtLeast
	opBelow
)

// CompileRules makes rules ready. Everything that is wrong comes at once in a
// *peer.Refusal of SAFE-04, under the rule's place in the list such as /3/id:
// peer.ErrSchema for an id that is no word, peer.ErrDuplicate for one that stands
// there twice, peer.ErrRequired for a rule without a condition.
func CompileRules(specs []RuleSpec) (Rules, error) {
	p := &compiled{index: make(map[string]int, len(specs))}
	var faults []error
	for i, s := range specs {
		path := "/" + strconv.Itoa(i)
		if !plainWord(s.ID) {
			faults = append(faults, conditionFault(peer.ErrSchema, path+"/id", "A rule has an id of 1 to 80 lower-case letters, digits and hyphens.", "Give it one."))
		} else if _, twice := p.index[s.ID]; twice {
			faults = append(faults, conditionFault(peer.ErrDuplicate, path+"/id", "An id names one rule.", "Give the second one another id."))
		}
		if s.When.IsZero() {
			faults = append(faults, conditionFault(peer.ErrRequired, path+"/when", "A rule says when it holds.", "Give it a condition."))
		}
		p.index[s.ID] = i
	}
	if err := peer.Faults(faults...); err != nil {
		return Rules{}, err
	}
	p.learn(specs)
	for _, s := range specs {
		p.add(s)
	}
	return Rules{p}, nil
}

// Says is what the rule is for, in the organisation's words, and empty when there
// is no such rule.
func (r Rules) Says(id string) string {
	if i, ok := r.p.rule(id); ok {
		return r.p.rules[i].says
	}
	return ""
}

func (p *compiled) rule(id string) (int, bool) {
	if p == nil {
		return 0, false
	}
	i, ok := p.index[id]
	return i, ok
}

// learn collects the words that leaves name where the policy says the words.
func (p *compiled) learn(specs []RuleSpec) {
	for _, s := range specs {
		for _, l := range s.When.Leaves() {
			if i := l.ask.index(); i < openCount {
				p.words[i] = append(p.words[i], l.words...)
			}
		}
	}
	for i := range p.words {
		slices.Sort(p.words[i])
		p.words[i] = slices.Compact(p.words[i])
	}
}

func (p *compiled) add(s RuleSpec) {
	rule := compiledRule{id: s.ID, says: s.Says, op: len(p.ops), leaf: len(p.leaves)}
	p.compile(s.When)
	rule.opEnd, rule.leafEnd = len(p.ops), len(p.leaves)
	p.rules = append(p.rules, rule)
}

func (p *compiled) compile(c Condition) {
	if c.form == formLeaf {
		p.ops = append(p.ops, p.compileLeaf(c.leaf))
		p.leaves = append(p.leaves, c.leaf)
		return
	}
	code := [...]opCode{formAll: opAnd, formAny: opOr, formNot: opNot}[c.form]
	for i, k := range c.kids {
		p.compile(k)
		if i > 0 || code == opNot {
			p.ops = append(p.ops, op{code: code})
		}
	}
}

func (p *compiled) compileLeaf(l Leaf) op {
	o := op{ask: uint8(l.ask.index()), n: uint32(l.n)}
	switch {
	case l.test == testAtLeast:
		o.code = opAtLeast
	case l.test == testBelow:
		o.code = opBelow
	case l.ask.kind() == askNumber:
		o.code = opNotKnown
	default:
		o.code, o.n = opOneOf, p.mask(l)
	}
	return o
}

// mask adds one bit for each value the answer can have, and sets those that count.
func (p *compiled) mask(l Leaf) uint32 {
	at, i := len(p.masks), l.ask.index()
	values := len(l.ask.words()) + 1
	if i < openCount {
		values = len(p.words[i]) + 2
	}
	p.masks = append(p.masks, make([]uint64, (values+63)/64)...)
	for _, word := range l.words {
		var value uint32 // 0: unknown
		switch {
		case word == unknownWord:
		case i < openCount:
			value = p.number(i, word)
		default:
			value = uint32(slices.Index(l.ask.words(), word)) + 1
		}
		p.masks[at+int(value/64)] |= 1 << (value % 64)
	}
	return uint32(at)
}
