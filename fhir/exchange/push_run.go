package exchange

import (
	"context"
	"time"

	"github.com/towpath-care/towpath/fhir/client"
)

// RunOptions say how a Run goes about it. The zero value is sensible.
type RunOptions struct {
	PushOptions
	// Every is how long to wait between two rounds when there was nothing to do; a
	// document that waits is taken by the first round after it is due. 0: 5 seconds.
	Every time.Duration
	// Wake starts a round at once, such as after a change was stored; nil: nothing does.
	Wake <-chan struct{}
	// Round hears how each round went; nil: nobody does. An error is one of a store of
	// the host's, and the next round tries again.
	Round func(PushReport, error)
}

const (
	usualPoll = 5 * time.Second
	// believed is how long a worker believes what it has learned of the record system:
	// who is who, and what it offers and heeds.
	believed = 15 * time.Minute
)

// Run pushes round after round until the context ends, and is then nil: the Bundle in
// hand is finished and noted, and what was claimed and not begun is given back. Several
// may run for one target at a time, also on several machines.
//
// A round in which nothing is due asks the ledger once and the record system nothing.
// After an error of a store of the host's it waits longer each time, up to 15 minutes.
func (x *Exchange) Run(ctx context.Context, server *client.Client, o RunOptions) error {
	p := x.pusher(server, o.PushOptions)
	if o.Every <= 0 {
		o.Every = usualPoll
	}
	learned, failed := x.Now(), 0
	for ctx.Err() == nil {
		if now := x.Now(); now.Sub(learned) > believed {
			p.forget()
			learned = now
		}
		report, err := p.round(ctx)
		if o.Round != nil {
			o.Round(report, err)
		}
		wait := o.Every
		if failed++; err == nil {
			failed = 0
		} else {
			wait = max(wait, p.delay(failed))
		}
		nap(ctx, wait, o.Wake)
	}
	return nil
}

// nap waits until it is time, somebody wakes it, or the context ends.
func nap(ctx context.Context, d time.Duration, wake <-chan struct{}) {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-t.C:
	case <-wake:
	case <-ctx.Done():
	}
}
