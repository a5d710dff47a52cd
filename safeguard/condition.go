package safeguard

import (
	"encoding/json"
	"slices"
	"strconv"
	"strings"

	"github.com/towpath-care/towpath/peer"
)

// Condition says when a rule of a policy holds (SAFE-03, SAFE-04, SAFE-07). It is
// data, made to be read aloud, and there is no language behind it. In JSON it is
// one of
//
//	{"allOf": […]}    every condition in the list holds
//	{"anyOf": […]}    at least one of them does
//	{"not": {…}}      the condition does not hold
//	{"ask": "hours", "isOneOf": ["out-of-hours"]}
//	{"ask": "age", "isAtLeast": 18}
//	{"ask": "age", "isBelow": 18}
//
// What nobody knows makes a leaf unknown, unless its list has the word unknown.
// That word does not stand under not: what is not known must never be the
// reason why a rule stays quiet.
//
// A Condition is read from JSON and never changes. The zero Condition was not
// given.
type Condition struct {
	form form
	kids []Condition
	leaf Leaf
}

type form uint8

const (
	noForm form = iota
	formAll
	formAny
	formNot
	formLeaf
)

// Bounds of a condition. A policy that needs more says it with more rules.
const (
	maxConditionDepth  = 8
	maxConditionLeaves = 64
	maxConditionWords  = 256
	maxConditionFaults = 64
)

// Leaf is one question of a condition: what is asked, and which answers count.
type Leaf struct {
	ask   Ask
	test  test
	words []string
	n     int
	path  string
}

type test uint8

const (
	testOneOf test = iota
	testAtLeast
	testBelow
)

// Ask is what the leaf asks.
func (l Leaf) Ask() Ask { return l.ask }

// Words are the answers that count, in the policy's order; none when the answer
// is a number.
func (l Leaf) Words() []string { return slices.Clone(l.words) }

// AtLeast is the least number that counts, and false when the leaf has none.
func (l Leaf) AtLeast() (int, bool) { return l.bound(testAtLeast) }

// Below is the number below which an answer counts, and false when the leaf has
// none.
func (l Leaf) Below() (int, bool) { return l.bound(testBelow) }

func (l Leaf) bound(t test) (int, bool) {
	if l.test != t {
		return 0, false
	}
	return l.n, true
}

// Path is the JSON pointer of the leaf in its condition; empty when the condition
// is this leaf.
func (l Leaf) Path() string { return l.path }

// String reads the leaf aloud: "age is below 18".
func (l Leaf) String() string { return string(l.ask) + " is " + l.wanted() }

func (l Leaf) wanted() string {
	switch l.test {
	case testAtLeast:
		return "at least " + strconv.Itoa(l.n)
	case testBelow:
		return "below " + strconv.Itoa(l.n)
	}
	last := len(l.words) - 1
	if last < 1 {
		return strings.Join(l.words, "")
	}
	return strings.Join(l.words[:last], ", ") + " or " + l.words[last]
}

// IsZero reports whether no condition was given.
func (c Condition) IsZero() bool { return c.form == noForm }

// Leaves are the condition's questions in the order in which they are written. A
// policy holds their words against its own lists, such as its triggers.
func (c Condition) Leaves() []Leaf {
	if c.form == formLeaf {
		return []Leaf{c.leaf}
	}
	var out []Leaf
	for _, k := range c.kids {
		out = append(out, k.Leaves()...)
	}
	return out
}

// String reads the condition aloud: "all of (hours is out-of-hours; age is below
// 18)". It is empty when none was given.
func (c Condition) String() string {
	switch c.form {
	case noForm:
		return ""
	case formLeaf:
		return c.leaf.String()
	}
	parts := make([]string, len(c.kids))
	for i, k := range c.kids {
		parts[i] = k.String()
	}
	return [...]string{formAll: "all of", formAny: "any of", formNot: "not"}[c.form] + " (" + strings.Join(parts, "; ") + ")"
}

type conditionJSON struct {
	AllOf     []Condition `json:"allOf,omitempty"`
	AnyOf     []Condition `json:"anyOf,omitempty"`
	Not       *Condition  `json:"not,omitempty"`
	Ask       Ask         `json:"ask,omitempty"`
	IsOneOf   []string    `json:"isOneOf,omitempty"`
	IsAtLeast int         `json:"isAtLeast,omitempty"`
	IsBelow   int         `json:"isBelow,omitempty"`
}

// MarshalJSON writes the condition as it was read, and null when none was given.
func (c Condition) MarshalJSON() ([]byte, error) {
	var j conditionJSON
	switch c.form {
	case noForm:
		return []byte("null"), nil
	case formAll:
		j.AllOf = c.kids
	case formAny:
		j.AnyOf = c.kids
	case formNot:
		j.Not = &c.kids[0]
	case formLeaf:
		j.Ask, j.IsOneOf = c.leaf.ask, c.leaf.words
		j.IsAtLeast, _ = c.leaf.AtLeast()
		j.IsBelow, _ = c.leaf.Below()
	}
	return json.Marshal(j)
}

// UnmarshalJSON reads a condition; null is none. Everything that is wrong comes at
// once in a *peer.Refusal of SAFE-04 (64 faults at most), each under its JSON
// pointer: peer.ErrSchema for a shape that is none, peer.ErrUnknownCode for a word
// that is not on its list, peer.ErrDuplicate for one that stands there twice,
// peer.ErrOutOfRange for what is beyond its limits (8 levels, 64 leaves, 256
// words, an empty list, a number nobody can have) and peer.ErrPolicyTooWeak for
// unknown under not.
func (c *Condition) UnmarshalJSON(b []byte) error {
	if string(b) == "null" {
		*c = Condition{}
		return nil
	}
	read, err := readCondition(b)
	if err == nil {
		*c = read
	}
	return err
}

func conditionFault(code peer.Code, path, says, fix string, args ...peer.Arg) error {
	return peer.Fault(peer.Rule{Row: "SAFE-04", Code: code}, path, says, fix, args...)
}
