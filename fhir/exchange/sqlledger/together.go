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
	// alone: it could not be done with the others, and is done by itself.
	alone bool
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
	case l.turn <- struct{}{}:
		t.lead(ctx, l)
		<-l.turn
	case <-ctx.Done():
	}
	if t.leave(p) {
		return ctx.Err()
	}
	<-p.done
	if p.alone {
		return l.write(ctx, func(c connection) error { return l.mark(ctx, c, marks, always) })
	}
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
// what stands in its own way. Where several can write at once, nobody waits here for a
// row that somebody else keeps: each does that by itself, and holds up nobody.
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
	err := l.markAtOnce(ctx, marks)
	for _, p := range all {
		switch p.err = err; {
		case err == nil:
		case !speeches[l.dialect].alone:
			p.alone = true
		case len(all) > 1:
			p.err = l.once(ctx, func(c connection) error { return l.mark(ctx, c, p.marks, always) })
		}
		close(p.done)
	}
}

// markAtOnce marks documents, and where several can write at once it does not wait for a
// row that somebody else keeps. One statement is a transaction by itself, and takes one
// way to the server and back.
func (l *Ledger) markAtOnce(ctx context.Context, marks []note) error {
	at := speeches[l.dialect].atOnce
	if at == "" {
		return l.once(ctx, func(c connection) error { return l.mark(ctx, c, marks, always) })
	}
	ctx, cancel := context.WithTimeout(ctx, l.patience)
	defer cancel()
	if l.inOne(marks) == len(marks) {
		return l.mark(ctx, l.db, marks, at)
	}
	return l.once(ctx, func(c connection) error { return l.mark(ctx, c, marks, at) })
}
