package exchange

import (
	"context"
	"errors"
	"slices"
	"time"

	"github.com/towpath-care/towpath/fhir/client"
	"github.com/towpath-care/towpath/peer"
)

// job is one document in a worker's hands.
type job struct {
	Claimed
	route route
	// item is what would be sent the short way.
	item   Item
	person peer.PersonID
	// after: it refers to another that is in hand and not there yet.
	after []Name
	// old: its record was loaded in an older revision than is known.
	old bool
	// done is what became of it, once it has ended.
	done  Result
	ended bool
	// isolated: it is what a server turned down a whole Bundle for, or one of two.
	isolated bool
}

// route is how a document goes.
type route int

const (
	// short: in a Bundle, without looking first.
	short route = iota
	// alone: planned and applied by itself.
	alone
	// withheld: it may not go; what stands there from before is looked at first of all.
	withheld
)

// hand is what a worker has claimed at one time.
type hand struct {
	*pusher
	caller context.Context // the caller's, which may end
	lease  time.Time       // when the claims end
	jobs   []*job
	hurdle int // the most often that one of them was tried
	// said is what people had said when the documents were made.
	said map[peer.PersonID][]peer.Consent
	made bool
}

func (p *pusher) holding(ctx context.Context, claimed []Claimed, until time.Time) *hand {
	h := &hand{pusher: p, caller: ctx, lease: until, said: map[peer.PersonID][]peer.Consent{}}
	for _, c := range claimed {
		h.jobs = append(h.jobs, &job{Claimed: c})
		h.hurdle = max(h.hurdle, c.Tries)
	}
	return h
}

// working is the context of what is done with the documents in hand: it goes on when the
// caller's ends, and ends with the claims.
func (h *hand) working() (context.Context, context.CancelFunc) {
	return context.WithTimeout(context.WithoutCancel(h.caller), h.lease.Sub(h.Now()))
}

// finish does the documents in hand. Its error is a store's of the host.
func (h *hand) finish() error {
	ctx, cancel := h.working()
	defer cancel()
	err := h.do(ctx)
	return errors.Join(err, h.putBack(ctx))
}

func (h *hand) do(ctx context.Context) error {
	if err := h.know(ctx); err != nil || h.over() {
		return err
	}
	if err := h.makeAll(ctx); err != nil {
		return err
	}
	if err := h.each(ctx, withheld); err != nil {
		return err
	}
	if err := h.bundles(ctx); err != nil {
		return err
	}
	return h.each(ctx, alone)
}

// makeAll makes the documents in hand, once.
func (h *hand) makeAll(ctx context.Context) error {
	if h.made {
		return nil
	}
	h.made, h.asked.said = true, h.said
	defer func() { h.asked.said = nil }()
	if err := h.readyAll(ctx); err != nil {
		return err
	}
	for _, j := range h.jobs {
		switch {
		case j.old:
			h.later(j, reasonsFor(tooOld()))
		case j.route == short && h.run.shutFor(j.item.door()) != nil:
			j.route = alone
		}
	}
	h.options.Trace(Event{Point: PointMade, Documents: len(h.jobs)})
	return nil
}

// ahead claims and makes what is sent next, while what is in hand is on its way. It
// waits until that has arrived where the record system gives the ids: what is made next
// may refer to it.
func (h *hand) ahead() {
	if h.next != nil || h.over() || slices.ContainsFunc(h.jobs, func(j *job) bool { return j.item.Do == Create && j.item.ID == "" }) {
		return
	}
	claimed, until, err := h.claim(h.caller)
	if err != nil || len(claimed) == 0 {
		return // the round finds out
	}
	h.next = h.holding(h.caller, claimed, until)
	ctx, cancel := h.next.working()
	defer cancel()
	h.nextErr = h.next.makeAll(ctx)
}

// over reports whether nothing more is begun: the target rests, the claims are about
// to end, or the caller's context has ended.
func (h *hand) over() bool {
	return h.report.Resting.Why != nil || h.caller.Err() != nil || !h.Now().Before(h.lease.Add(-h.options.Lease/4))
}

// errLapsed: the claims have ended, so nothing is sent: somebody else may have them.
var errLapsed = errors.New("exchange: the claims on these documents have ended")

// held reports whether the documents are still in this worker's hands.
func (h *hand) held(ctx context.Context) error {
	if ctx.Err() != nil || !h.Now().Before(h.lease) {
		return errLapsed
	}
	return nil
}

// know asks once what the record system offers.
func (h *hand) know(ctx context.Context) error {
	if h.knows {
		return nil
	}
	able, err := h.server.Capabilities(ctx)
	if err != nil {
		return h.rest(ctx, err)
	}
	h.able, h.writer.able, h.knows = able, able, true
	return nil
}

// each does by themselves the documents that go this way.
func (h *hand) each(ctx context.Context, r route) error {
	for _, j := range h.jobs {
		if j.route != r || j.ended {
			continue
		}
		if h.over() {
			return nil
		}
		if err := h.alone(ctx, j); err != nil {
			return err
		}
	}
	return nil
}

// unsent are the documents that go the short way and have not gone yet.
func (h *hand) unsent() []*job {
	return slices.DeleteFunc(slices.Clone(h.jobs), func(j *job) bool { return j.route != short || j.ended })
}

// alone plans and applies a document by itself.
func (h *hand) alone(ctx context.Context, j *job) error {
	j.route = alone
	item, err := h.planner.item(ctx, j.Wanted)
	if err != nil {
		return h.failed(ctx, err)
	}
	return h.apply(ctx, j, item)
}

// apply sends an item by itself. A short one that turns out not to be plain is planned.
func (h *hand) apply(ctx context.Context, j *job, item Item) error {
	h.report.Alone++
	h.options.Trace(Event{Point: PointBeforeSend, Documents: 1})
	if err := h.held(ctx); err != nil {
		return h.failed(ctx, err)
	}
	began := h.Now()
	r, err := h.writer.item(ctx, item)
	h.options.Trace(Event{Point: PointAnswered, Documents: 1, Took: h.Now().Sub(began), Trouble: kindOf(err)})
	if err != nil {
		return h.failed(ctx, err)
	}
	if item.unseen && r.heldBy(ErrMovedOn, ErrOutdated) {
		return h.alone(ctx, j)
	}
	h.end(j, item, r)
	return h.note(ctx)
}

// failed tells what concerns the record system as a whole from what ends the push.
func (h *hand) failed(ctx context.Context, err error) error {
	switch {
	case h.held(ctx) != nil: // whoever has them next looks first
		return nil
	case ends(ctx, err):
		return h.rest(ctx, err)
	}
	return err
}

// kindOf is what stood in the way of a request, as a client.Kind says it.
func kindOf(err error) string {
	if e, ok := errors.AsType[*client.Error](err); ok {
		return e.Kind.String()
	}
	return ""
}
