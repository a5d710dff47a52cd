package client

import (
	"context"
	"net/http"
	"sync"
	"time"

	"golang.org/x/time/rate"
)

// Pace is how many requests a record system is sent, however many calls there are at
// once: a second's worth on average, and a few at once after a pause. An answer of 429
// or 503 halves it, and it grows again, a little with each answer of another kind, up
// to what is said here.
//
// What is known of limits: the NHS England API platform allows 5 requests a second for
// each application and API, counted over a minute; the e-Referral Service 10, and 2
// for binaries; others say theirs when it is registered. The default stays below.
type Pace struct {
	// PerSecond is the rate. 0: 4, and no limit to a server on this machine. Below 0:
	// no limit.
	PerSecond float64
	// Burst is how many may go at once after a pause. 0: 8.
	Burst int
}

const (
	usualRate  = 4
	usualBurst = 8
	// steps is how many answers lead from nothing back to the whole rate.
	steps = 20
	// slowest is the part of the rate that is left however often it is halved.
	slowest = 1.0 / 64
)

// pacer holds a record system's requests to its pace. A nil pacer lets all through.
type pacer struct {
	limiter *rate.Limiter
	full    rate.Limit
	now     func() time.Time
	wait    func(context.Context, time.Duration)

	mu  sync.Mutex
	cut time.Time // when it was last halved
}

// pacer makes the pacer for a server; nil for none.
func (c *Config) pacer(local bool) *pacer {
	p := c.Pace
	if p.PerSecond < 0 || p.PerSecond == 0 && local {
		return nil
	}
	orElse(&p.PerSecond, usualRate)
	orElse(&p.Burst, usualBurst)
	return &pacer{limiter: rate.NewLimiter(rate.Limit(p.PerSecond), p.Burst), full: rate.Limit(p.PerSecond), now: c.Now, wait: c.Wait}
}

// turn waits until a request may go. It gives when that was; an error when the context
// ended first or would end before, and then the turn is somebody else's.
func (p *pacer) turn(ctx context.Context) (time.Time, error) {
	if p == nil {
		return time.Time{}, nil
	}
	now := p.now()
	turn := p.limiter.ReserveN(now, 1)
	delay := turn.DelayFrom(now)
	// A context's deadline is always by the machine's clock.
	if end, ok := ctx.Deadline(); ok && time.Until(end) <= delay {
		turn.CancelAt(now)
		return now, context.DeadlineExceeded
	}
	if delay > 0 {
		p.wait(ctx, delay)
	}
	if err := ctx.Err(); err != nil {
		turn.CancelAt(p.now())
		return now, err
	}
	return p.now(), nil
}

// heard changes the rate by what was answered to a request sent then. Many requests
// that were on their way together and met the same trouble halve it once.
func (p *pacer) heard(sent time.Time, status int) {
	if p == nil {
		return
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	now, is := p.now(), p.limiter.Limit()
	switch {
	case status != http.StatusTooManyRequests && status != http.StatusServiceUnavailable:
		p.limiter.SetLimitAt(now, min(p.full, is+p.full/steps))
	case sent.After(p.cut):
		p.cut = now
		p.limiter.SetLimitAt(now, max(p.full*slowest, is/2))
	}
}
