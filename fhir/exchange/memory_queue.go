package exchange

import (
	"cmp"
	"context"
	"iter"
	"maps"
	"slices"
	"time"
)

// Claim gives dirty documents that are due and that nobody has.
func (m *MemoryLedger) Claim(ctx context.Context, target string, c Claim) (claimed []Claimed, err error) {
	err = m.on(ctx, target, func(p *pages, _ time.Time) {
		if c.Now.Before(p.rests.Until) {
			return
		}
		free := slices.DeleteFunc(p.inOrder(), func(n *note) bool { return c.Now.Before(n.due) || c.Now.Before(n.until) })
		slices.SortStableFunc(free, func(a, b *note) int { return cmp.Compare(Rank(a.Name.Type), Rank(b.Name.Type)) })
		for _, n := range free[:max(0, min(c.Most, len(free)))] {
			n.until = c.Until
			link := p.links[n.Name]
			claimed = append(claimed, Claimed{n.Wanted, link, link.Stands(), n.tries, n.since})
		}
	})
	return claimed, err
}

// Later ends the claims of documents that could not be done now.
func (m *MemoryLedger) Later(ctx context.Context, target string, later ...Postponed) error {
	return m.on(ctx, target, func(p *pages, now time.Time) {
		for _, l := range later {
			n := p.dirty[l.Name]
			if n == nil {
				continue
			}
			n.until = time.Time{}
			if n.Rev <= l.Rev && len(l.Why) > 0 {
				p.enter(Entry{At: now, Name: l.Name, Rev: l.Rev, Did: Hold}, l.Why)
				n.due, n.why, n.tries = l.Due, l.Why, n.tries+1
			}
		}
	})
}

// Leave takes documents that stay here out of what is dirty and parked.
func (m *MemoryLedger) Leave(ctx context.Context, target string, kept ...Wanted) error {
	return m.on(ctx, target, func(p *pages, now time.Time) {
		for _, w := range kept {
			p.enter(Entry{At: now, Name: w.Name, Rev: w.Rev, Did: Keep}, nil)
			p.done(w)
		}
	})
}

// Rest keeps everybody from claiming for a target until then.
func (m *MemoryLedger) Rest(ctx context.Context, target string, r Resting) error {
	return m.on(ctx, target, func(p *pages, _ time.Time) { p.rests = r })
}

// Status counts what there is for a target.
func (m *MemoryLedger) Status(ctx context.Context, target string, now time.Time) (s Status, err error) {
	err = m.on(ctx, target, func(p *pages, _ time.Time) {
		s = Status{Dirty: len(p.dirty), Arrived: len(p.inbox.arrived), Settled: p.settled}
		if now.Before(p.rests.Until) {
			s.Resting = p.rests
		}
		for _, l := range p.links {
			if l.Stands() {
				s.Standing++
			}
		}
		for _, n := range p.dirty {
			if s.Oldest.IsZero() || n.since.Before(s.Oldest) {
				s.Oldest = n.since
			}
			if now.Before(n.until) {
				s.Claimed++
			} else if now.Before(n.due) {
				s.Waiting++
			}
		}
		for _, x := range p.parked {
			if x.Dismissed {
				s.Dismissed++
			} else {
				s.Parked++
			}
		}
	})
	return s, err
}

// Waiting gives what could not be done and is tried again.
func (m *MemoryLedger) Waiting(ctx context.Context, target string) iter.Seq2[Postponed, error] {
	return listed(ctx, m, target, func(p *pages) (all []Postponed) {
		for n := range maps.Values(p.dirty) {
			if n.tries > 0 {
				all = append(all, Postponed{n.Wanted, n.due, n.why})
			}
		}
		slices.SortFunc(all, func(a, b Postponed) int { return compareNames(a.Name, b.Name) })
		return all
	})
}

// Journal gives what became of documents since then.
func (m *MemoryLedger) Journal(ctx context.Context, target string, since time.Time) iter.Seq2[Entry, error] {
	return listed(ctx, m, target, func(p *pages) []Entry {
		return slices.DeleteFunc(slices.Clone(p.journal), func(e Entry) bool { return e.At.Before(since) })
	})
}

// Forget takes out of the journal what is older.
func (m *MemoryLedger) Forget(ctx context.Context, target string, before time.Time) error {
	return m.on(ctx, target, func(p *pages, _ time.Time) {
		p.journal = slices.DeleteFunc(p.journal, func(e Entry) bool { return e.At.Before(before) })
	})
}
