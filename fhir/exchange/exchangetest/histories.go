package exchangetest

import (
	"fmt"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/anishathalye/porcupine"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/towpath-care/towpath/fhir/exchange"
	"github.com/towpath-care/towpath/peer"
)

// state is what there is to know of one document.
type state struct {
	dirty, parked peer.Rev // 0: it is not
	tries         int
	held          bool
	link          peer.Rev
}

// call is one operation on the document, and saw is what it answered.
type call struct {
	do  string
	rev peer.Rev
}

type saw struct {
	rev   peer.Rev
	tries int
	found bool
}

// histories lets several workers do things to one document at once. Whatever they were
// answered has to be what they could have been answered one after the other.
func histories(t *testing.T, l exchange.Ledger) {
	run := 0
	rapid.Check(t, func(rt *rapid.T) {
		run++
		if testing.Short() && run%10 != 0 {
			return
		}
		target := fmt.Sprintf("history-%d", run)
		plans := rapid.SliceOfN(rapid.SliceOfN(rapid.Custom(drawCall), 1, 6), 2, 4).Draw(rt, "workers")
		history := work(rt, l, target, plans)
		if !porcupine.CheckOperations(oneDocument, history) {
			// Said here too: what happened once at the same moment may not happen again.
			t.Logf("no order of these explains what was answered: %+v", history)
			rt.FailNow()
		}
	})
}

func drawCall(rt *rapid.T) call {
	return call{rapid.SampledFrom([]string{"mark", "mark", "settle", "park", "release", "leave", "later", "claim", "claim", "link", "dirty", "parked"}).Draw(rt, "do"),
		peer.Rev(rapid.IntRange(1, 4).Draw(rt, "rev"))}
}

// work has each worker do what is planned for it, all at once.
func work(t tb, l exchange.Ledger, target string, plans [][]call) []porcupine.Operation {
	var clock atomic.Int64
	var mu sync.Mutex
	var history []porcupine.Operation
	var wrong []error
	var all sync.WaitGroup
	for worker, plan := range plans {
		all.Go(func() {
			for _, c := range plan {
				begun := clock.Add(1)
				answer, err := c.on(t, l, target)
				over := clock.Add(1)
				mu.Lock()
				history = append(history, porcupine.Operation{ClientId: worker, Input: c, Call: begun, Output: answer, Return: over})
				if err != nil {
					wrong = append(wrong, err)
				}
				mu.Unlock()
			}
		})
	}
	all.Wait()
	require.Empty(t, wrong)
	return history
}

func (c call) on(t tb, l exchange.Ledger, target string) (s saw, err error) {
	ctx, wanted := t.Context(), exchange.Wanted{Name: named("1"), Rev: c.rev}
	switch c.do {
	case "mark":
		err = l.MarkDirty(ctx, target, wanted)
	case "settle":
		err = l.Settle(ctx, target, stands("1", c.rev))
	case "park":
		err = l.Park(ctx, target, parked("1", c.rev))
	case "release":
		err = l.Release(ctx, target, wanted.Name)
	case "leave":
		err = l.Leave(ctx, target, wanted)
	case "later":
		err = l.Later(ctx, target, exchange.Postponed{Wanted: wanted, Due: at, Why: because()})
	case "claim":
		claimed, problem := l.Claim(ctx, target, exchange.Claim{Most: 1, Now: at, Until: at.Add(time.Hour)})
		if err = problem; len(claimed) > 0 {
			s = saw{claimed[0].Rev, claimed[0].Tries, true}
		}
	case "link":
		link, known, problem := l.Link(ctx, target, wanted.Name)
		s, err = saw{rev: link.Rev, found: known}, problem
	case "dirty":
		for w, problem := range l.Dirty(ctx, target) {
			s, err = saw{rev: w.Rev, found: true}, problem
		}
	case "parked":
		for p, problem := range l.Parked(ctx, target) {
			s, err = saw{rev: p.Rev, found: true}, problem
		}
	}
	return s, err
}

var oneDocument = porcupine.Model{
	Init: func() any { return state{} },
	Step: func(before, input, output any) (bool, any) { return before.(state).step(input.(call), output.(saw)) },
}

// step says whether a document in this state may answer like that, and how it is then.
func (s state) step(c call, o saw) (bool, any) {
	switch c.do {
	case "mark":
		if c.rev > s.parked && (s.parked > 0 || s.dirty == 0) {
			s.dirty, s.parked, s.tries, s.held = c.rev, 0, 0, false
		} else if s.parked == 0 && c.rev > s.dirty {
			s.dirty, s.tries = c.rev, 0
		}
	case "settle", "leave":
		if c.do == "settle" {
			s.link = max(s.link, c.rev)
		}
		if s.dirty <= c.rev {
			s.dirty, s.tries = 0, 0
		}
		if s.parked <= c.rev {
			s.parked = 0
		}
		s.held = false
	case "park":
		if s.held = false; max(s.dirty, s.parked, s.link) <= c.rev {
			s.dirty, s.parked, s.tries = 0, c.rev, 0
		}
	case "release":
		if s.parked > 0 {
			s = state{dirty: s.parked, link: s.link}
		}
	case "later":
		if s.held = false; s.dirty > 0 && s.dirty <= c.rev {
			s.tries++
		}
	default:
		return s.shows(c, o)
	}
	return true, s
}

// shows says whether a document in this state may be seen like that. A claim may pass
// over one that somebody else is changing at this moment.
func (s state) shows(c call, o saw) (bool, any) {
	switch c.do {
	case "claim":
		if !o.found {
			return true, s
		}
		ok := s.dirty > 0 && !s.held && o == saw{s.dirty, s.tries, true}
		s.held = true
		return ok, s
	case "link":
		return o == saw{rev: s.link, found: s.link > 0}, s
	case "dirty":
		return o == saw{rev: s.dirty, found: s.dirty > 0}, s
	}
	return o == saw{rev: s.parked, found: s.parked > 0}, s
}
