package sqlledger

import (
	"context"
	"slices"

	"github.com/towpath-care/towpath/fhir/exchange"
)

// Settle notes that documents stand in the target.
func (l *Ledger) Settle(ctx context.Context, target string, settled ...exchange.Settled) error {
	var names []exchange.Name
	var check strict
	for _, s := range settled {
		names = append(names, s.Name)
		check.text(s.ID, s.ETag, string(s.Base))
	}
	if err := check.err(); err != nil {
		return err
	}
	return l.change(ctx, target, names, everything, func(d *desk) {
		for _, s := range settled {
			on := d.sheets[s.Name]
			if on.link.Rev <= s.Rev {
				on.link, on.linked = s.Link, true
			}
			d.settled = true
			d.enter(exchange.Entry{Name: s.Name, Rev: s.Rev, Did: s.Did}, nil)
			d.done(s.Name, s.Rev)
		}
	})
}

// Expect notes other contents that may be found there.
func (l *Ledger) Expect(ctx context.Context, target string, expected ...exchange.Expected) error {
	var names []exchange.Name
	for _, e := range expected {
		names = append(names, e.Name)
	}
	return l.change(ctx, target, names, everything, func(d *desk) {
		for _, e := range expected {
			s := d.sheets[e.Name]
			s.link.Name = e.Name
			s.link, s.linked = s.link.Expecting(e.Contents...), true
		}
	})
}

// Park takes documents out of what is dirty.
func (l *Ledger) Park(ctx context.Context, target string, parked ...exchange.Parked) error {
	var names []exchange.Name
	for _, p := range parked {
		names = append(names, p.Name)
	}
	return l.change(ctx, target, names, everything, func(d *desk) {
		for _, p := range parked {
			d.park(p)
		}
	})
}

func (d *desk) park(p exchange.Parked) {
	s := d.sheets[p.Name]
	newest := s.link.Rev
	if s.waiting != nil {
		newest = max(newest, s.waiting.rev)
	}
	if newest > p.Rev {
		s.free()
		return
	}
	d.enter(exchange.Entry{Name: p.Name, Rev: p.Rev, Did: exchange.Hold, Parked: true}, p.Why)
	s.stay(waiting{rev: p.Rev, parked: true, since: d.now, why: p.Why, owner: p.Owner, read: p.Read, dismissed: p.Dismissed})
}

// Release takes parked documents back into what is dirty.
func (l *Ledger) Release(ctx context.Context, target string, names ...exchange.Name) error {
	return l.change(ctx, target, names, rowsOnly, func(d *desk) {
		for _, n := range names {
			if s := d.sheets[n]; s.waiting != nil && s.waiting.parked {
				s.stay(waiting{rev: s.waiting.rev, since: d.now})
				s.anew = true // behind those that are dirty already
			}
		}
	})
}

// Dismiss notes of parked documents that it is left at that.
func (l *Ledger) Dismiss(ctx context.Context, target string, names ...exchange.Name) error {
	return l.change(ctx, target, names, rowsOnly, func(d *desk) {
		for _, n := range names {
			if s := d.sheets[n]; s.waiting != nil && s.waiting.parked {
				s.waiting.dismissed, s.moved = true, true
			}
		}
	})
}

// Later ends the claims of documents that could not be done now.
func (l *Ledger) Later(ctx context.Context, target string, later ...exchange.Postponed) error {
	var names []exchange.Name
	for _, p := range later {
		names = append(names, p.Name)
	}
	return l.change(ctx, target, names, rowsOnly, func(d *desk) {
		for _, p := range later {
			d.later(p)
		}
	})
}

func (d *desk) later(p exchange.Postponed) {
	s := d.sheets[p.Name]
	if s.waiting == nil || s.waiting.parked {
		return
	}
	s.free()
	if s.waiting.rev <= p.Rev && len(p.Why) > 0 {
		d.enter(exchange.Entry{Name: p.Name, Rev: p.Rev, Did: exchange.Hold}, p.Why)
		s.waiting.due, s.waiting.why, s.moved = p.Due, slices.Clone(p.Why), true
		s.waiting.tries++
	}
}

// Leave takes documents that stay here out of what is dirty and parked.
func (l *Ledger) Leave(ctx context.Context, target string, kept ...exchange.Wanted) error {
	return l.change(ctx, target, namesOf(kept), rowsOnly, func(d *desk) {
		for _, w := range kept {
			d.enter(exchange.Entry{Name: w.Name, Rev: w.Rev, Did: exchange.Keep}, nil)
			d.done(w.Name, w.Rev)
		}
	})
}

func namesOf(wanted []exchange.Wanted) (names []exchange.Name) {
	for _, w := range wanted {
		names = append(names, w.Name)
	}
	return names
}
