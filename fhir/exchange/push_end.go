package exchange

import (
	"context"
	"errors"
	"time"

	"github.com/towpath-care/towpath/fhir/client"
	"github.com/towpath-care/towpath/peer"
)

// outcomes are what became of documents and is not noted yet.
type outcomes struct {
	settled []Settled
	parked  []Parked
	later   []Postponed
	kept    []Wanted
	why     []peer.Reason
}

func (o outcomes) len() int { return len(o.settled) + len(o.parked) + len(o.later) + len(o.kept) }

// end says what became of a document.
func (h *hand) end(j *job, i Item, r Result) {
	j.ended, j.done = true, r
	if r.Did == Hold && passes(r.Why) {
		h.later(j, r.Why)
		return
	}
	h.report.Did[r.Did]++
	switch r.Did {
	case Keep:
		h.ended.kept = append(h.ended.kept, Wanted{j.Name, max(i.Rev, j.Rev)})
	case Hold:
		h.report.Parked++
		h.ended.parked = append(h.ended.parked, i.parked(r))
		h.ended.why = append(h.ended.why, r.Why...)
	default:
		h.ended.settled = append(h.ended.settled, Settled{i.link(r), r.Did})
		if r.Did.Writes() && len(r.Why) > 0 { // written, and somebody has to look at it
			h.report.Parked++
			h.ended.parked = append(h.ended.parked, i.parked(r))
			h.ended.why = append(h.ended.why, r.Why...)
		}
	}
}

// later puts a document off until after a wait.
func (h *hand) later(j *job, why []peer.Reason) {
	h.put(j, h.Now().Add(h.delay(j.Tries)), why)
	h.report.Did[Hold]++
	h.report.PutOff++
}

func (h *hand) put(j *job, due time.Time, why []peer.Reason) {
	j.ended = true
	h.ended.later = append(h.ended.later, Postponed{j.Wanted, due, why})
	h.ended.why = append(h.ended.why, why...)
}

// delay is how long to wait after so many tries: anything up to a ceiling that doubles
// (full jitter), so that not everybody comes back at once.
func (p *pusher) delay(tries int) time.Duration {
	ceiling := longestDelay
	if tries < 10 {
		ceiling = min(ceiling, firstDelay<<tries)
	}
	return max(time.Millisecond, time.Duration(p.options.Random()*float64(ceiling)))
}

// note writes into the ledger what became of documents: each kind in one call. It is
// done whether or not anybody still waits for it.
func (h *hand) note(ctx context.Context) error {
	o := h.ended
	if h.ended = (outcomes{}); o.len() == 0 {
		return nil
	}
	h.options.Trace(Event{Point: PointBeforeSettle, Documents: o.len()})
	ctx = context.WithoutCancel(ctx)
	var err error
	if len(o.settled) > 0 {
		err = h.Ledger.Settle(ctx, h.Target, o.settled...)
	}
	if len(o.parked) > 0 {
		err = errors.Join(err, h.Ledger.Park(ctx, h.Target, o.parked...))
	}
	if len(o.later) > 0 {
		err = errors.Join(err, h.Ledger.Later(ctx, h.Target, o.later...))
	}
	if len(o.kept) > 0 {
		err = errors.Join(err, h.Ledger.Leave(ctx, h.Target, o.kept...))
	}
	if names := h.run.turned(); len(names) > 0 {
		// They were parked before it was known that it is about all of them.
		err = errors.Join(err, h.Ledger.Release(ctx, h.Target, names...))
	}
	h.options.Trace(Event{Point: PointAfterSettle, Documents: o.len(), Did: o.did(), Why: CodesOf(o.why)})
	return errors.Join(err, h.givenUp(ctx))
}

func (o outcomes) did() map[Do]int {
	out := map[Do]int{}
	for _, s := range o.settled {
		out[s.Did]++
	}
	for do, n := range map[Do]int{Keep: len(o.kept), Hold: len(o.parked) + len(o.later)} {
		if n > 0 {
			out[do] += n
		}
	}
	return out
}

// putBack ends the claims of documents that were not tried. While the target rests they
// wait as long as it does, and it counts as a try; otherwise they are given back as they
// were.
func (h *hand) putBack(ctx context.Context) error {
	if h.held(ctx) != nil {
		return h.note(ctx)
	}
	resting := h.report.Resting
	for _, j := range h.jobs {
		if j.ended {
			continue
		}
		h.put(j, resting.Until, resting.Why)
		if resting.Why != nil {
			h.report.Did[Hold]++
			h.report.PutOff++
		}
	}
	return h.note(ctx)
}

// givenUp lets the target rest when the run has learned that nothing can be done: no
// answer, or turned away with nothing let through.
func (h *hand) givenUp(ctx context.Context) error {
	why := h.run.hopeless()
	if why == nil || h.report.Resting.Why != nil {
		return nil
	}
	return h.restFor(ctx, h.delay(h.hurdle), reasonsFor(why))
}

// hopeless is why nothing can be done for any document, if so.
func (r *run) hopeless() error {
	if r.dead != nil {
		return r.dead
	}
	var shut error
	for _, w := range r.ways {
		if w.through {
			return nil
		}
		if errors.Is(w.shut, ErrNotLetIn) {
			shut = w.shut
		}
	}
	return shut
}

// rest lets the target rest because of an answer that is about the record system.
func (h *hand) rest(ctx context.Context, err error) error {
	wait := h.delay(h.hurdle)
	if e, ok := errors.AsType[*client.Error](err); ok && e.RetryAfter > 0 {
		wait = min(e.RetryAfter, longestDelay)
	}
	return h.restFor(ctx, wait, restingBecause(err))
}

func (h *hand) restFor(ctx context.Context, wait time.Duration, why []peer.Reason) error {
	h.report.Resting = Resting{Until: h.Now().Add(wait), Why: why}
	h.options.Trace(Event{Point: PointResting, Until: h.report.Resting.Until, Why: CodesOf(why)})
	return h.Ledger.Rest(context.WithoutCancel(ctx), h.Target, h.report.Resting)
}

// restingBecause says why a target rests.
func restingBecause(err error) []peer.Reason {
	e, ok := errors.AsType[*client.Error](err)
	switch {
	case !ok || passing(err):
		return reasonsFor(err)
	case e.Kind == client.TooManyRequests:
		return reasonsFor(fault(ErrTryLater, "The record system takes more requests.", "It asked for fewer, and is left alone for a while. Nothing is lost: what was not written is tried again by itself."))
	}
	return reasonsFor(fault(ErrNotLetIn, "The record system lets this program in.",
		"It does not, so nothing is tried for a while. Nothing is lost: what was not written is tried again by itself. What stands in the way: "+e.Error()+"."))
}
