package sqlledger

import (
	"context"
	"slices"
	"sync"
)

// together lets those who mark at the same moment share one transaction, and so one wait
// for the disk. Each hears only when what it marked is on the disk.
type together struct {
	mu      sync.Mutex
	waiting []*caller
}

// caller is one call that waits for its turn.
type caller struct {
	marks []note
	done  chan struct{}
	err   error
}

// mark waits until somebody has marked it along with theirs, or for its turn to mark what
// everybody who waits wants.
func (t *together) mark(ctx context.Context, l *Ledger, marks []note) error {
	p := &caller{marks: marks, done: make(chan struct{})}
	t.mu.Lock()
	t.waiting = append(t.waiting, p)
	t.mu.Unlock()
	select {
	case <-p.done:
		return p.err
	case l.turn <- struct{}{}:
		t.lead(ctx, l)
		<-l.turn
	case <-ctx.Done():
	}
	if t.leave(p) {
		return ctx.Err()
	}
	<-p.done
	return p.err
}

// leave takes back a call that nobody has taken up.
func (t *together) leave(p *caller) bool {
	t.mu.Lock()
	defer t.mu.Unlock()
	i := slices.Index(t.waiting, p)
	if i >= 0 {
		t.waiting = slices.Delete(t.waiting, i, i+1)
	}
	return i >= 0
}

// lead marks what everybody who waits wants. When that cannot be done in one, each hears
// what stands in its own way.
func (t *together) lead(ctx context.Context, l *Ledger) {
	t.mu.Lock()
	all := t.waiting
	t.waiting = nil
	t.mu.Unlock()
	if len(all) == 0 {
		return
	}
	var marks []note
	for _, p := range all {
		marks = append(marks, p.marks...)
	}
	// One that has given up does not undo the work of the others.
	ctx = context.WithoutCancel(ctx)
	err := l.once(ctx, func(c connection) error { return l.mark(ctx, c, marks) })
	for _, p := range all {
		if p.err = err; err != nil && len(all) > 1 {
			p.err = l.once(ctx, func(c connection) error { return l.mark(ctx, c, p.marks) })
		}
		close(p.done)
	}
}
