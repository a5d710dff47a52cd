package exchange

import (
	"context"
	"iter"
	"slices"
	"sync"

	"github.com/towpath-care/towpath/peer"
)

// MemoryLedger is a ledger that lasts as long as the program: for one run of an
// example, and the measure that other ledgers are held to in tests. The zero
// value is ready.
type MemoryLedger struct {
	mu      sync.Mutex
	targets map[string]*pages
}

// pages is what is known of one target.
type pages struct {
	order  []Name
	dirty  map[Name]peer.Rev
	links  map[Name]Link
	parked map[Name]Parked
}

var _ Ledger = (*MemoryLedger)(nil)

// of returns a target's pages; the caller holds the lock.
func (m *MemoryLedger) of(target string) *pages {
	if m.targets == nil {
		m.targets = map[string]*pages{}
	}
	p := m.targets[target]
	if p == nil {
		p = &pages{dirty: map[Name]peer.Rev{}, links: map[Name]Link{}, parked: map[Name]Parked{}}
		m.targets[target] = p
	}
	return p
}

// MarkDirty notes that documents have to reach a target.
func (m *MemoryLedger) MarkDirty(ctx context.Context, target string, wanted ...Wanted) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	p := m.of(target)
	for _, w := range wanted {
		if old, parked := p.parked[w.Name]; parked && w.Rev <= old.Rev {
			continue
		}
		p.note(w)
	}
	return ctx.Err()
}

// note takes a document out of what is parked and into what is dirty.
func (p *pages) note(w Wanted) {
	delete(p.parked, w.Name)
	if _, noted := p.dirty[w.Name]; !noted {
		p.order = append(p.order, w.Name)
	}
	p.dirty[w.Name] = max(w.Rev, p.dirty[w.Name])
}

// Dirty gives what still has to reach a target.
func (m *MemoryLedger) Dirty(ctx context.Context, target string) iter.Seq2[Wanted, error] {
	m.mu.Lock()
	p := m.of(target)
	var all []Wanted
	for _, n := range p.order {
		all = append(all, Wanted{n, p.dirty[n]})
	}
	m.mu.Unlock()
	return each(ctx, all)
}

// Link says where a document stands.
func (m *MemoryLedger) Link(ctx context.Context, target string, name Name) (Link, bool, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	l, ok := m.of(target).links[name]
	return l, ok, ctx.Err()
}

// Settle notes that a document stands in the target.
func (m *MemoryLedger) Settle(ctx context.Context, target string, link Link) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	p := m.of(target)
	if p.links[link.Name].Rev <= link.Rev {
		p.links[link.Name] = link
	}
	if p.dirty[link.Name] <= link.Rev {
		p.drop(link.Name)
	}
	if p.parked[link.Name].Rev <= link.Rev {
		delete(p.parked, link.Name)
	}
	return ctx.Err()
}

// Expect notes other contents that may be found there.
func (m *MemoryLedger) Expect(ctx context.Context, target string, name Name, contents ...peer.Digest) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	p := m.of(target)
	if l, known := p.links[name]; known {
		p.links[name] = l.expect(contents)
	}
	return ctx.Err()
}

// Park takes a document out of what is dirty.
func (m *MemoryLedger) Park(ctx context.Context, target string, parked Parked) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	p := m.of(target)
	if max(p.dirty[parked.Name], p.links[parked.Name].Rev, p.parked[parked.Name].Rev) <= parked.Rev {
		p.drop(parked.Name)
		p.parked[parked.Name] = parked
	}
	return ctx.Err()
}

// Release takes parked documents back into what is dirty.
func (m *MemoryLedger) Release(ctx context.Context, target string, names ...Name) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	p := m.of(target)
	for _, n := range names {
		if parked, ok := p.parked[n]; ok {
			p.note(Wanted{n, parked.Rev})
		}
	}
	return ctx.Err()
}

// Parked gives what waits for somebody, in the order of its names.
func (m *MemoryLedger) Parked(ctx context.Context, target string) iter.Seq2[Parked, error] {
	m.mu.Lock()
	var all []Parked
	for _, p := range m.of(target).parked {
		all = append(all, p)
	}
	m.mu.Unlock()
	slices.SortFunc(all, func(a, b Parked) int { return compareNames(a.Name, b.Name) })
	return each(ctx, all)
}

func (p *pages) drop(n Name) {
	delete(p.dirty, n)
	p.order = slices.DeleteFunc(p.order, func(x Name) bool { return x == n })
}

func each[T any](ctx context.Context, all []T) iter.Seq2[T, error] {
	return func(yield func(T, error) bool) {
		for _, v := range all {
			if !yield(v, ctx.Err()) {
				return
			}
		}
	}
}
