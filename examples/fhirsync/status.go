package main

import (
	"context"
	"iter"
	"maps"
	"slices"
	"time"

	"github.com/towpath-care/towpath/fhir/exchange"
)

// status says what stands there, what is on its way and what waits.
func (s *session) status(ctx context.Context) error {
	now, err := s.ledger.Status(ctx, s.Target, s.now())
	if err != nil {
		return ended(err)
	}
	waiting, err := all(s.ledger.Waiting(ctx, s.Target))
	if err != nil {
		return ended(err)
	}
	parked, err := all(s.ledger.Parked(ctx, s.Target))
	if err != nil {
		return ended(err)
	}
	s.show.state(s.Target, now)
	for _, w := range waiting {
		s.show.waiting(w)
	}
	s.show.owners(parked)
	s.show.standing(now)
	if now.Parked > 0 {
		return exit{code: exitSomeHeld}
	}
	return nil
}

// all reads a list to its end.
func all[T any](list iter.Seq2[T, error]) (out []T, err error) {
	for v, err := range list {
		if err != nil {
			return nil, err
		}
		out = append(out, v)
	}
	return out, nil
}

// moment is a time as it is printed.
func moment(t time.Time) string {
	if t.IsZero() {
		return "never"
	}
	return t.UTC().Format(time.RFC3339)
}

func (s printer) state(target string, x exchange.Status) {
	s.say("The record system %q, as this program knows it:", target)
	s.say("  %6d stand there; the last was settled %s", x.Standing, moment(x.Settled))
	s.say("  %6d are on their way: %d of them in somebody's hands, %d tried again later", x.Dirty, x.Claimed, x.Waiting)
	if !x.Oldest.IsZero() {
		s.say("         the oldest since %s", moment(x.Oldest))
	}
	s.say("  %6d are parked, and wait for somebody; %d more are left at that", x.Parked, x.Dismissed)
	s.say("  %6d changes by others are not taken yet", x.Arrived)
	s.rests(x.Resting)
}

func (s printer) waiting(w exchange.Postponed) {
	s.line(struct {
		Type     string   `json:"type"`
		Document string   `json:"document"`
		Due      string   `json:"due"`
		Rules    []string `json:"rules"`
		Says     []string `json:"says"`
	}{"waiting", called(w.Name), moment(w.Due), rules(w.Why), says(w.Why)})
	s.say("  … %s is tried again at %s", called(w.Name), moment(w.Due))
	s.why(w.Why, "")
}

// owners says for whom how many are parked.
func (s printer) owners(parked []exchange.Parked) {
	n := map[exchange.Owner]int{}
	for _, p := range parked {
		if !p.Dismissed {
			n[p.Owner]++
		}
	}
	for _, o := range slices.Sorted(maps.Keys(n)) {
		s.say("  ! %d for %s: fhirsync parked list says what and why", n[o], o.Says())
	}
}

// standing is the last line of what goes by the store.
func (s printer) standing(x exchange.Status) {
	s.line(struct {
		Type      string `json:"type"`
		Standing  int    `json:"standing"`
		Dirty     int    `json:"dirty"`
		Claimed   int    `json:"claimed"`
		Waiting   int    `json:"waiting"`
		Parked    int    `json:"parked"`
		Dismissed int    `json:"dismissed"`
		Oldest    string `json:"oldest"`
		Settled   string `json:"settled"`
	}{"status", x.Standing, x.Dirty, x.Claimed, x.Waiting, x.Parked, x.Dismissed, moment(x.Oldest), moment(x.Settled)})
	s.say("\nstanding %d, on their way %d, parked %d", x.Standing, x.Dirty, x.Parked)
}
