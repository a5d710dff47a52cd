package safeguard

import (
	"slices"

	"github.com/towpath-care/towpath/peer"
)

// placed is a condition of a policy and where it stands.
type placed struct {
	path string
	when Condition
}

// conditions are those of the rules, in the policy's order.
func (s policySection) conditions() []placed {
	var out []placed
	for i, r := range s.HighRisk {
		out = append(out, placed{"/safeguard/" + item("highRisk", i), r.When})
	}
	for i, r := range s.Sooner {
		out = append(out, placed{"/safeguard/" + item("sooner", i), r.When})
	}
	return out
}

// rules: each can hold, and each can stay quiet.
func (l *linter) rules() {
	for _, x := range l.policy.section.conditions() {
		if x.when.IsZero() {
			continue
		}
		if l.policy.section.cannotBe(x.when, peer.Yes) {
			l.add(neverHolds, x.path, l.begins(""))
		} else if l.policy.section.cannotBe(x.when, peer.No) {
			l.add(alwaysHolds, x.path, l.begins(""))
		}
	}
}

// known is an answer that a concern can have; not given: nobody knows.
type known struct {
	given bool
	word  string
	n     int
}

// mostTries bounds the search; a condition that needs more is left alone.
const mostTries = 50_000

// search looks for circumstances in which a condition comes to an answer. What has no
// value yet may still become anything, so a part that is settled settles all beyond it.
type search struct {
	when   Condition
	want   peer.Tri
	asks   []Ask
	values [askCount]known
	set    [askCount]bool
	tries  int
}

// cannotBe reports whether no concern under this policy gives a condition that answer.
func (s policySection) cannotBe(c Condition, want peer.Tri) bool {
	look := &search{when: c, want: want}
	words := false // whether it asks for the trigger or the urgency
	for _, x := range c.Leaves() {
		if x.ask == AskTrigger || x.ask == AskUrgency {
			words = true
		} else if !slices.Contains(look.asks, x.ask) {
			look.asks = append(look.asks, x.ask)
		}
	}
	if !words {
		return !look.from(0)
	}
	// A trigger and its urgency come together: the policy gives one with the other.
	for _, r := range s.Triggers {
		look.put(AskTrigger, known{given: true, word: string(r.Trigger)})
		look.put(AskUrgency, known{given: true, word: string(s.urgencyOf(r))})
		if look.from(0) {
			return false
		}
	}
	return len(s.Triggers) > 0
}

func (s *search) put(a Ask, v known) { s.values[a.index()], s.set[a.index()] = v, true }

// from tries the values of the asks from the n-th on, and reports whether one gives the
// answer, or nobody can say because it takes too long.
func (s *search) from(n int) bool {
	if s.tries++; s.tries > mostTries {
		return true
	}
	switch answer := s.answer(s.when); {
	case answer == s.want:
		return true
	case answer != peer.Unknown || n == len(s.asks):
		return false
	}
	a := s.asks[n]
	for _, v := range s.candidates(a) {
		s.put(a, v)
		if s.from(n + 1) {
			return true
		}
	}
	s.set[a.index()] = false
	return false
}

func (s *search) answer(c Condition) peer.Tri {
	switch c.form {
	case formLeaf:
		if !s.set[c.leaf.ask.index()] {
			return peer.Unknown
		}
		return c.leaf.answers(s.values[c.leaf.ask.index()])
	case formNot:
		return s.answer(c.kids[0]).Not()
	}
	out := s.answer(c.kids[0])
	for _, k := range c.kids[1:] {
		if c.form == formAll {
			out = out.And(s.answer(k))
		} else {
			out = out.Or(s.answer(k))
		}
	}
	return out
}

// answers is what a leaf makes of a value.
func (l Leaf) answers(v known) peer.Tri {
	switch {
	case !v.given && slices.Contains(l.words, unknownWord):
		return peer.Yes
	case !v.given:
		return peer.Unknown
	case l.test == testAtLeast:
		return peer.Is(v.n >= l.n)
	case l.test == testBelow:
		return peer.Is(v.n < l.n)
	}
	return peer.Is(slices.Contains(l.words, v.word))
}

// Ages that a concern can have.
const (
	leastAge  = 1
	mostYears = 130
)

// candidates are values of what is asked, at least one for each way in which the leaves
// can be answered.
func (s *search) candidates(a Ask) []known {
	var out []known
	for _, word := range a.words() {
		out = append(out, known{given: true, word: word})
	}
	if a.kind() == askNumber {
		least, most := 0, a.most()
		if a == AskAge {
			least, most = leastAge, mostYears
		}
		numbers := []int{least}
		for _, x := range s.when.Leaves() {
			if x.ask == a {
				numbers = append(numbers, x.n) // where an answer turns
			}
		}
		for _, n := range numbers {
			if least <= n && n <= most {
				out = append(out, known{given: true, n: n})
			}
		}
	}
	return append(out, known{})
}
