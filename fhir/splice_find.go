package fhir

import "github.com/towpath-care/towpath/internal/strictjson"

// slot is where a member or an element stands in its object or list, or would.
type slot struct {
	hits  int             // how many entries fit the step; the first one counts
	index int             // of the entry among all
	whole strictjson.Span // the entry: a member with its name, or an element
	value strictjson.Span
	// Ends of what stands around it; -1 where nothing does.
	prevTo   int // the entry in front ends here
	nextFrom int // the entry behind begins here
	lastTo   int // the last entry of all ends here
	count    int // entries in all
}

// lookup finds the entry that a step leads to in the object or list at raw[at].
func lookup(raw []byte, at int, step Step) slot {
	s := slot{prevTo: -1, nextFrom: -1, lastTo: -1}
	if step.kind == fieldStep {
		strictjson.Members(raw, at, func(m strictjson.Member) bool {
			s.pass(strictjson.Span{From: m.Key.From, To: m.Value.To}, m.Value, string(m.Name) == step.name)
			return true
		})
		return s
	}
	strictjson.Elements(raw, at, func(_ int, v strictjson.Span) bool {
		s.pass(v, v, step.fits(raw, v.From))
		return true
	})
	return s
}

// first returns the value that a step leads to, and whether there is one.
func first(raw []byte, at int, step Step) (value strictjson.Span, ok bool) {
	take := func(v strictjson.Span, fits bool) bool {
		if fits {
			value, ok = v, true
		}
		return !fits
	}
	if step.kind == fieldStep {
		strictjson.Members(raw, at, func(m strictjson.Member) bool { return take(m.Value, string(m.Name) == step.name) })
	} else {
		strictjson.Elements(raw, at, func(_ int, v strictjson.Span) bool { return take(v, step.fits(raw, v.From)) })
	}
	return value, ok
}

func (s *slot) pass(whole, value strictjson.Span, fits bool) {
	switch {
	case fits && s.hits == 0:
		s.whole, s.value, s.prevTo, s.index = whole, value, s.lastTo, s.count
	case s.hits > 0 && s.nextFrom < 0:
		s.nextFrom = whole.From
	}
	if fits {
		s.hits++
	}
	s.lastTo = whole.To
	s.count++
}
