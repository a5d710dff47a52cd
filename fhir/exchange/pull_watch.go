package exchange

import (
	"cmp"
	"context"
	"errors"
	"time"

	"github.com/towpath-care/towpath/fhir/client"
)

// WatchOptions say how Watch goes on.
type WatchOptions struct {
	PullOptions
	// Every is the time between two Pulls. 0: 10 seconds. A Pull in which nothing has
	// changed asks once for each type of which documents of ours stand there; keep that
	// below what the record system allows.
	Every time.Duration
	// Wake has the next Pull begin at once. It is a hint, such as an R4 Subscription
	// gives: one that is lost, doubled or wrong costs time and nothing else. Nil, or
	// closed: none comes.
	Wake <-chan struct{}
	// Soonest is the time between two Pulls however many hints come. 0: 1 second.
	Soonest time.Duration
	// Each is told of every Pull; nil: nobody is.
	Each func(PullReport, error)
	// After is the clock that is waited by. Nil: time.After.
	After func(time.Duration) <-chan time.Time
}

// How long Watch waits at most after one Pull after the other has ended in an error, and
// for a record system that asks to be left alone.
const (
	longestPause = 5 * time.Minute
	longestAsked = 15 * time.Minute
)

// Watch pulls again and again until the context ends. After a Pull that ended in an
// error it waits twice as long as the time before, up to 5 minutes, or as long as the
// record system asks, up to 15; hints do not shorten that. Nothing is lost meanwhile.
func (x *Exchange) Watch(ctx context.Context, server *client.Reader, o WatchOptions) {
	o.Every, o.Soonest = cmp.Or(o.Every, 10*time.Second), cmp.Or(o.Soonest, time.Second)
	if o.After == nil {
		o.After = time.After
	}
	p := x.puller(server, o.PullOptions)
	for inARow := 0; ; {
		report, err := p.pull(ctx)
		if ctx.Err() != nil {
			return
		}
		if o.Each != nil {
			o.Each(report, err)
		}
		if err == nil {
			inARow = 0
			o.rest(ctx)
			continue
		}
		inARow++
		select {
		case <-o.After(o.pause(inARow, err)):
		case <-ctx.Done():
		}
	}
}

// rest waits until the next Pull is due, or somebody wakes it.
func (o *WatchOptions) rest(ctx context.Context) {
	select {
	case <-o.After(min(o.Soonest, o.Every)):
	case <-ctx.Done():
		return
	}
	rest := o.After(max(0, o.Every-o.Soonest))
	for {
		select {
		case <-rest:
			return
		case <-ctx.Done():
			return
		case _, open := <-o.Wake:
			if open {
				return
			}
			o.Wake = nil
		}
	}
}

// pause is how long to wait after so many errors in a row.
func (o *WatchOptions) pause(inARow int, err error) time.Duration {
	wait := longestPause
	if inARow < 10 {
		wait = min(wait, o.Every<<inARow)
	}
	if e, ok := errors.AsType[*client.Error](err); ok {
		wait = max(wait, min(e.RetryAfter, longestAsked))
	}
	return wait
}
