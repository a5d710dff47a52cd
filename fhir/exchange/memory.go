package exchange

import (
	"cmp"
	"context"
	"iter"
	"maps"
	"slices"
	"sync"
	"time"

	"github.com/towpath-care/towpath/peer"
)

// MemoryLedger is a ledger that lasts as long as the program: for one run of an
// example, and the measure that other ledgers are held to in tests. The zero
// value is ready.
type MemoryLedger struct {
	// Now is the clock of what it notes; nil: time.Now.
	Now func() time.Time

	mu      sync.Mutex
	targets map[string]*pages
}

var _ Ledger = (*MemoryLedger)(nil)

// pages is what is known of one target.
type pages struct {
	noted  int // how many documents were noted so far
	dirty  map[Name]*note
	links  map[Name]Link
	parked map[Name]Parked
	rests  Resting
	inbox  inbox
	// standing are the documents that stand in a place; places are these in order, nil
	// until somebody asks.
	standing map[Place][]Name
	places   []Place
	// journal is oldest first; settled is when something was settled last.
	journal []Entry
	settled time.Time
}

// note is a document that is dirty.
type note struct {
	Wanted
	order int
	since time.Time
	due   time.Time
	tries int
	why   []peer.Reason
	until time.Time // the end of the claim on it
}

func newPages() *pages {
	return &pages{dirty: map[Name]*note{}, links: map[Name]Link{}, parked: map[Name]Parked{}, standing: map[Place][]Name{}, inbox: newInbox()}
}

// on does something with a target's pages, undisturbed, unless the context is over.
func (m *MemoryLedger) on(ctx context.Context, target string, do func(p *pages, now time.Time)) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.targets == nil {
		m.targets = map[string]*pages{}
	}
	if m.targets[target] == nil {
		m.targets[target] = newPages()
	}
	now := time.Now
	if m.Now != nil {
		now = m.Now
	}
	do(m.targets[target], now())
	return nil
}

// MarkDirty notes that documents have to reach a target.
func (m *MemoryLedger) MarkDirty(ctx context.Context, target string, wanted ...Wanted) error {
	return m.on(ctx, target, func(p *pages, now time.Time) {
		for _, w := range wanted {
			if old, parked := p.parked[w.Name]; !parked || w.Rev > old.Rev {
				p.note(w, now)
			}
		}
	})
}

// note takes a document out of what is parked and into what is dirty.
func (p *pages) note(w Wanted, now time.Time) {
	delete(p.parked, w.Name)
	n := p.dirty[w.Name]
	switch {
	case n == nil:
		p.noted++
		p.dirty[w.Name] = &note{Wanted: w, order: p.noted, since: now}
	case w.Rev > n.Rev:
		n.Rev, n.due, n.tries, n.why = w.Rev, time.Time{}, 0, nil
	}
}

// Dirty gives what still has to reach a target.
func (m *MemoryLedger) Dirty(ctx context.Context, target string) iter.Seq2[Wanted, error] {
	return listed(ctx, m, target, func(p *pages) (all []Wanted) {
		for _, n := range p.inOrder() {
			all = append(all, n.Wanted)
		}
		return all
	})
}

func (p *pages) inOrder() []*note {
	return slices.SortedFunc(maps.Values(p.dirty), func(a, b *note) int { return cmp.Compare(a.order, b.order) })
}

// Link says where a document stands.
func (m *MemoryLedger) Link(ctx context.Context, target string, name Name) (l Link, known bool, err error) {
	err = m.on(ctx, target, func(p *pages, _ time.Time) { l = p.links[name] })
	return l, l.Stands(), err
}

// Settle notes that documents stand in the target.
func (m *MemoryLedger) Settle(ctx context.Context, target string, settled ...Settled) error {
	return m.on(ctx, target, func(p *pages, now time.Time) {
		for _, s := range settled {
			if p.links[s.Name].Rev <= s.Rev {
				p.standIn(s.Link)
			}
			p.settled = now
			p.enter(Entry{At: now, Name: s.Name, Rev: s.Rev, Did: s.Did}, nil)
			p.done(Wanted{s.Name, s.Rev})
		}
	})
}

// enter writes a line into the journal.
func (p *pages) enter(e Entry, why []peer.Reason) {
	e.Since = e.At
	if n := p.dirty[e.Name]; n != nil {
		e.Since, e.Tries = n.since, n.tries
	}
	e.Why = CodesOf(why)
	p.journal = append(p.journal, e)
}

// done takes out of what is dirty and parked what is no newer, and ends the claim.
func (p *pages) done(w Wanted) {
	if n := p.dirty[w.Name]; n != nil && n.Rev <= w.Rev {
		delete(p.dirty, w.Name)
	} else if n != nil {
		n.until = time.Time{}
	}
	if old, parked := p.parked[w.Name]; parked && old.Rev <= w.Rev {
		delete(p.parked, w.Name)
	}
}

// Expect notes other contents that may be found there.
func (m *MemoryLedger) Expect(ctx context.Context, target string, expected ...Expected) error {
	return m.on(ctx, target, func(p *pages, _ time.Time) {
		for _, e := range expected {
			l := p.links[e.Name]
			l.Name = e.Name
			p.links[e.Name] = l.Expecting(e.Contents...)
		}
	})
}

// Park takes documents out of what is dirty.
func (m *MemoryLedger) Park(ctx context.Context, target string, parked ...Parked) error {
	return m.on(ctx, target, func(p *pages, now time.Time) {
		for _, x := range parked {
			if max(p.revision(x.Name), p.links[x.Name].Rev, p.parked[x.Name].Rev) <= x.Rev {
				p.enter(Entry{At: now, Name: x.Name, Rev: x.Rev, Did: Hold, Parked: true}, x.Why)
				delete(p.dirty, x.Name)
				p.parked[x.Name] = x
			} else if n := p.dirty[x.Name]; n != nil {
				n.until = time.Time{}
			}
		}
	})
}

func (p *pages) revision(n Name) peer.Rev {
	if noted := p.dirty[n]; noted != nil {
		return noted.Rev
	}
	return 0
}

// Release takes parked documents back into what is dirty.
func (m *MemoryLedger) Release(ctx context.Context, target string, names ...Name) error {
	return m.on(ctx, target, func(p *pages, now time.Time) {
		for _, n := range names {
			if parked, ok := p.parked[n]; ok {
				p.note(Wanted{n, parked.Rev}, now)
			}
		}
	})
}

// Dismiss notes of parked documents that it is left at that.
func (m *MemoryLedger) Dismiss(ctx context.Context, target string, names ...Name) error {
	return m.on(ctx, target, func(p *pages, _ time.Time) {
		for _, n := range names {
			if parked, ok := p.parked[n]; ok {
				parked.Dismissed = true
				p.parked[n] = parked
			}
		}
	})
}

// Parked gives what waits for somebody, in the order of its names.
func (m *MemoryLedger) Parked(ctx context.Context, target string) iter.Seq2[Parked, error] {
	return listed(ctx, m, target, func(p *pages) []Parked {
		return slices.SortedFunc(maps.Values(p.parked), func(a, b Parked) int { return compareNames(a.Name, b.Name) })
	})
}

// listed gives what there is of a target at this moment.
func listed[T any](ctx context.Context, m *MemoryLedger, target string, all func(*pages) []T) iter.Seq2[T, error] {
	return func(yield func(T, error) bool) {
		var now []T
		if err := m.on(ctx, target, func(p *pages, _ time.Time) { now = all(p) }); err != nil {
			var none T
			yield(none, err)
			return
		}
		for _, v := range now {
			if !yield(v, ctx.Err()) {
				return
			}
		}
	}
}
