package desk

import (
	"context"
	"errors"
	"slices"

	"github.com/towpath-care/towpath/examples/frontend/store"
	"github.com/towpath-care/towpath/safeguard"
)

// Hearing is somebody who hears what changes, from the store and in its order. One
// goroutine uses it.
type Hearing struct {
	desk *Desk
	who  Who
	last store.Moved
	rung <-chan struct{}
	end  func()
}

// Hear begins after a change that this reader heard before, so that they miss nothing of
// what came meanwhile, and otherwise now. A change of a record that they see nothing of is
// no place to begin at: whether there is one, nobody learns that way (hazard H08). End
// ends it.
func (d *Desk) Hear(ctx context.Context, who Who, after store.Moved) (*Hearing, error) {
	h := &Hearing{desk: d, who: who, last: after}
	h.rung, h.end = d.Events.Listen()
	heard, err := d.heard(ctx, who, after)
	if err == nil && !heard {
		h.last, err = d.Store.Last(ctx)
	}
	if err != nil {
		h.end()
		return nil, err
	}
	return h, nil
}

// heard reports whether there is such a change, of a record that this reader sees.
func (d *Desk) heard(ctx context.Context, who Who, after store.Moved) (bool, error) {
	if after.Of.IsZero() {
		return false, nil
	}
	_, err := d.Store.Changed(ctx, after)
	if errors.Is(err, store.ErrNotFound) {
		return false, nil
	}
	if err != nil {
		return false, err
	}
	return d.hears(ctx, who, after)
}

// End ends it.
func (h *Hearing) End() { h.end() }

// Next waits for changes that this reader sees something of. The error is the context's
// when it is over, or the store's; whoever begins again after the last change they heard
// misses nothing by either.
func (h *Hearing) Next(ctx context.Context) ([]store.Moved, error) {
	for {
		list, err := h.desk.Store.Changed(ctx, h.last)
		if err != nil {
			return nil, err
		}
		var heard []store.Moved
		for _, m := range list {
			hears, err := h.desk.hears(ctx, h.who, m)
			if err != nil {
				return nil, err
			}
			if h.last = m; hears {
				heard = append(heard, m)
			}
		}
		if len(heard) > 0 {
			return heard, nil
		}
		select {
		case <-ctx.Done():
			return nil, ctx.Err()
		case <-h.rung:
		}
	}
}

// hears reports whether somebody sees anything of the record that moved on, or has to be
// told of it.
func (d *Desk) hears(ctx context.Context, who Who, m store.Moved) (bool, error) {
	at, err := d.Beside(ctx, who, m.Of)
	if err != nil || m.About != "" && m.About != at.Person {
		return false, unlessNotHere(err)
	}
	a, err := d.around(ctx, at)
	if err != nil {
		return false, err
	}
	if _, err = a.open(m.Of); err == nil || !who.Receives() || !errors.Is(err, ErrNotHere) {
		return err == nil, unlessNotHere(err)
	}
	message, err := d.Message(ctx, who)
	return slices.ContainsFunc(message.Tellings, func(t safeguard.Telling) bool { return t.Concern == m.Of }), err
}

// unlessNotHere leaves out that something is not here for somebody.
func unlessNotHere(err error) error {
	if errors.Is(err, ErrNotHere) {
		return nil
	}
	return err
}
