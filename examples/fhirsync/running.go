package main

import (
	"context"
	"crypto/sha256"
	"fmt"
	"strings"
	"sync"
	"time"

	"github.com/towpath-care/towpath/fhir/exchange"
)

// running is a sync that goes on: what it has done, and whose turn it is to print.
type running struct {
	*session
	mu      sync.Mutex
	figures figures
	wake    chan struct{}
	// said is what the last Pull said of the record system: it is shown once.
	said string
}

// on pushes and pulls until it is told to stop. What is in hand then is finished and
// noted. Any number of programs on one store share the work.
func (s *session) on(ctx context.Context) error {
	if err := s.forget(ctx); err != nil {
		return ended(err)
	}
	r := &running{session: s, wake: make(chan struct{}, 1)}
	stop, err := r.serve()
	if err != nil {
		return exit{exitUsage, err}
	}
	defer stop()
	s.show.say("Running on; Ctrl-C or SIGTERM ends it.")
	var all sync.WaitGroup
	all.Go(func() { r.marks(ctx) })
	all.Go(func() {
		s.sync.Watch(ctx, s.server.Reader(), exchange.WatchOptions{Every: s.Sync.Every, Each: func(p exchange.PullReport, err error) { r.pulled(ctx, p, err) }})
	})
	all.Go(func() {
		err = s.sync.Run(ctx, s.server, exchange.RunOptions{Every: s.Sync.Every, Wake: r.wake, Round: r.round, PushOptions: exchange.PushOptions{Trace: r.trace}})
	})
	all.Wait()
	s.show.say("Stopped: what was in hand is finished and noted; the rest goes on when it is started again.")
	return ended(err)
}

// marks looks for records that have moved on. Nobody else tells this program: records on
// disk are changed by others. What stays here has no place in the ledger and would be
// looked at each time, so nothing is asked while all keys are as they were.
func (r *running) marks(ctx context.Context) {
	var before [sha256.Size]byte
	for ctx.Err() == nil {
		now, err := r.keys(ctx)
		if err == nil && now != before {
			if err = r.sync.MarkChanged(ctx); err == nil {
				before = now
				r.hurry()
			}
		}
		if ctx.Err() == nil {
			r.trouble(err)
		}
		select {
		case <-time.After(r.Sync.Every):
		case <-ctx.Done():
		}
	}
}

// keys is a digest of all records and their revisions.
func (r *running) keys(ctx context.Context) (out [sha256.Size]byte, err error) {
	h := sha256.New()
	for k, err := range r.sync.Records.Keys(ctx) {
		if err != nil {
			return out, err
		}
		fmt.Fprintln(h, k.Ref, k.Rev)
	}
	return [sha256.Size]byte(h.Sum(nil)), nil
}

// hurry has the next round begin at once.
func (r *running) hurry() {
	select {
	case r.wake <- struct{}{}:
	default:
	}
}

func (r *running) pulled(ctx context.Context, p exchange.PullReport, err error) {
	if err != nil {
		r.trouble(err)
		return
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	r.figures.pulled(p, r.now())
	said := strings.Join(exchange.CodesOf(p.Said), " ")
	if p.Arrived+p.Marked+len(p.Merged)+p.Unread > 0 || said != r.said {
		r.show.pulled(p)
	}
	r.said = said
	if p.Marked > 0 {
		r.hurry()
	}
	if err := r.arrivals(ctx); err != nil && ctx.Err() == nil {
		r.show.trouble(err)
	}
}

func (r *running) round(p exchange.PushReport, err error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.figures.pushed(p, r.now())
	if len(p.Did)+len(p.Said) > 0 || p.Resting.Why != nil {
		r.show.pushed(p)
		r.show.rests(p.Resting)
	}
	if err != nil && exitCode(ended(err)) != exitInterrupted {
		r.figures.troubles++
		r.show.trouble(err)
	}
}

func (r *running) trace(e exchange.Event) {
	if e.Point == exchange.PointAnswered {
		r.mu.Lock()
		defer r.mu.Unlock()
		r.figures.answered(e)
	}
}

func (r *running) trouble(err error) {
	if err == nil {
		return
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	r.figures.troubles++
	r.show.trouble(err)
}

// trouble says what stood in the way of a round; the next one tries again.
func (s printer) trouble(err error) {
	says := ended(err).Error()
	s.line(struct {
		Type string `json:"type"`
		Says string `json:"says"`
	}{"trouble", says})
	s.say("  ! %s. It is tried again.", says)
}

// figures are what a run has done since it began.
type figures struct {
	did                map[exchange.Do]int
	parked, putOff     int
	bundles, alone     int
	arrived            int
	answers            int
	answering          time.Duration
	late               map[string]int // answers that were not plain, by client.Kind
	troubles           int
	lastPush, lastPull time.Time
}

func (f *figures) pushed(p exchange.PushReport, now time.Time) {
	f.did, f.lastPush = sums(f.did, p.Did), now
	f.parked, f.putOff = f.parked+p.Parked, f.putOff+p.PutOff
	f.bundles, f.alone = f.bundles+p.Bundles, f.alone+p.Alone
}

func (f *figures) pulled(p exchange.PullReport, now time.Time) {
	f.lastPull, f.arrived = now, f.arrived+p.Arrived
}

func (f *figures) answered(e exchange.Event) {
	f.answers++
	f.answering += e.Took
	if e.Trouble != "" {
		if f.late == nil {
			f.late = map[string]int{}
		}
		f.late[e.Trouble]++
	}
}
