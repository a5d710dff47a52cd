// Package witness lets the project's own tests watch decisions being made, to
// tell for every rule whether a test has seen it met and has seen it as the only
// thing in the way. Nothing outside this module can reach it, and unless a test
// watches it costs one atomic read a decision.
package witness

import (
	"slices"
	"sync"
	"sync/atomic"
)

// Rule is a requirement row and a code.
type Rule struct{ Row, Code string }

// Seen says how a rule has been seen: met, and as the only unmet reason of a
// decision.
type Seen struct{ Met, Alone bool }

// Record is what a test run has seen so far.
type Record struct {
	mu     sync.Mutex
	seen   map[Rule]Seen
	paused int
}

var watching atomic.Pointer[Record]

// Watch starts watching and returns the record it fills.
func Watch() *Record {
	r := &Record{seen: map[Rule]Seen{}}
	watching.Store(r)
	return r
}

// Pause stops counting until the returned function is called: for property
// tests, whose accidents are not to stand in for a test that means it.
func Pause() (resume func()) {
	r := watching.Load()
	if r == nil {
		return func() {}
	}
	r.mu.Lock()
	r.paused++
	r.mu.Unlock()
	return func() { r.mu.Lock(); r.paused--; r.mu.Unlock() }
}

// Decided notes one decision. read takes a reason apart.
func Decided[T any](reasons []T, read func(T) (row, code string, met, counts bool)) {
	r := watching.Load()
	if r == nil {
		return
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.paused > 0 {
		return
	}
	var open []Rule
	for _, x := range reasons {
		row, code, met, counts := read(x)
		rule := Rule{row, code}
		switch {
		case !counts:
		case met:
			s := r.seen[rule]
			s.Met = true
			r.seen[rule] = s
		case !slices.Contains(open, rule):
			open = append(open, rule)
		}
	}
	if len(open) == 1 {
		s := r.seen[open[0]]
		s.Alone = true
		r.seen[open[0]] = s
	}
}

// Missing returns the rules of the list that have not been seen both ways, in
// the order of the list, each with how it has been seen.
func (r *Record) Missing(rules []Rule) (out []Rule, how []Seen) {
	r.mu.Lock()
	defer r.mu.Unlock()
	for _, rule := range rules {
		if s := r.seen[rule]; !s.Met || !s.Alone {
			out, how = append(out, rule), append(how, s)
		}
	}
	return out, how
}
