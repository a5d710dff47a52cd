package exchange

import (
	"cmp"
	"context"
	"errors"

	"github.com/towpath-care/towpath/fhir/client"
	"github.com/towpath-care/towpath/peer"
)

// Result is what became of one item of a plan.
type Result struct {
	Name Name
	// Did is what was done: Create, Update, Edit, Leave when it stood there
	// already, Hold when it could not be done, Keep.
	Did Do
	// ID and ETag are the resource as it stands now.
	ID, ETag string
	// Why is what stood in the way of a Hold, or what the record system did not take
	// of something that was written (ErrTagsKept).
	Why []peer.Reason
	// Again is how often somebody else's change made it start over.
	Again int
	// Spans are the byte ranges an edit wrote, and Foreign how many bytes
	// outside of them it changed: zero, or the edit is never sent.
	Spans   int
	Foreign int

	base  peer.Digest // of what stands there now
	whole peer.Digest // as Link.Whole
}

// Report is what became of a plan.
type Report struct {
	Results []Result
	// Said is what was learned of the record system as a whole, each thing once.
	Said []peer.Reason
}

// Counts are how many results there are of each kind.
func (r Report) Counts() map[Do]int {
	out := map[Do]int{}
	for _, x := range r.Results {
		out[x.Did]++
	}
	return out
}

// Foreign is how many bytes were changed outside of what the edits declare.
func (r Report) Foreign() int {
	n := 0
	for _, x := range r.Results {
		n += x.Foreign
	}
	return n
}

// Apply writes a plan, item by item, and settles each in the ledger. done is
// called after each item with how many there are; it may be nil.
//
// Nothing is written at all when what the plan is bound to is not what is there now:
// ErrOtherServer, ErrRulesChanged, ErrServerChanged. Before anything is sent, its
// record is loaded and made into a document once more: one that has moved on, may
// not go any more or would say something else is held with ErrOutdated, or kept.
//
// One item that cannot be done does not stop the others: it is held, with the
// reason. What concerns all that is still to come, such as a record system that
// stops answering, turns the client away or does not heed a condition, is found out
// once: Report.Said says so, and the rest is held without being tried. Apply ends
// early, with an error, when the context does, when a store of the host's does not
// answer, or when the record system does not let the program in at all or asks to be
// left alone; what was done by then is in the report, and the same plan can be
// applied again.
//
// A held item whose reasons may pass by themselves, peer.Wait and peer.ReadAgain,
// stays in what is dirty. Any other is parked, with its owner, until its record, or
// another that it is made from, moves on, or until Ledger.Release. So is one that was
// written and of which the record system did not take all.
func (x *Exchange) Apply(ctx context.Context, server *client.Client, p Plan, done func(Result, int)) (Report, error) {
	var report Report
	able, err := x.bound(ctx, server.Reader(), p)
	if err != nil {
		return report, err
	}
	a := applier{x, server, able, newRun(server.Reader())}
	for _, item := range p.Items {
		r, err := a.item(ctx, item)
		report.Said = a.run.said
		if err != nil {
			return report, err
		}
		report.Results = append(report.Results, r)
		// What was written is noted, whether or not anybody still waits for it.
		if err := a.settle(context.WithoutCancel(ctx), item, r); err != nil {
			return report, err
		}
		if done != nil {
			done(r, len(p.Items))
		}
	}
	return report, nil
}

type applier struct {
	*Exchange
	server *client.Client
	able   client.Capabilities
	run    *run
}

// item does one item. Its error ends the whole run; what stands in the way of
// this item alone is in the result.
func (a applier) item(ctx context.Context, i Item) (Result, error) {
	if err := ctx.Err(); err != nil {
		return Result{}, err
	}
	if err := i.sendable(); err != nil {
		return i.held(err), nil
	}
	if !i.Do.Writes() {
		return Result{Name: i.Name, Did: i.Do, ID: i.ID, ETag: i.ETag, Why: i.Why, base: i.Base, whole: i.whole}, nil
	}
	d := i.door()
	if why := a.run.shutFor(d); why != nil {
		return i.held(why), nil
	}
	r, err := a.write(ctx, i)
	if err != nil && (ends(ctx, err) || !about(err)) {
		return r, cmp.Or(ctx.Err(), err)
	}
	if err = a.run.heard(ctx, i.Name, err, d); err != nil {
		return i.held(err), nil
	}
	return r, nil
}

// door is what has to be open for an item that writes.
func (i Item) door() door {
	if i.Do == Create {
		return door{creates, i.Name.Type}
	}
	return door{changes, i.Name.Type}
}

// held is the result of an item that was not done.
func (i Item) held(err error) Result {
	r := Result{Name: i.Name, Did: Hold, ID: i.ID, Why: reasonsFor(err)}
	if keeps(err) {
		r.Did = Keep
	}
	return r
}

func (a applier) write(ctx context.Context, i Item) (Result, error) {
	if i.Do == Edit {
		return a.edit(ctx, i)
	}
	if err := a.still(ctx, i); err != nil {
		return Result{}, err
	}
	if i.Do == Create {
		return a.create(ctx, i)
	}
	return a.update(ctx, i)
}

// ends reports whether an error is about the record system and not the item.
func ends(ctx context.Context, err error) bool {
	if ctx.Err() != nil {
		return true
	}
	for _, k := range []client.Kind{client.Untrusted, client.NoToken, client.Unauthorised, client.NarrowScope, client.Redirected, client.NotR4, client.TooManyRequests} {
		if errors.Is(err, k) {
			return true
		}
	}
	return false
}

func (a applier) settle(ctx context.Context, i Item, r Result) error {
	if names := a.run.turned(); len(names) > 0 {
		// They were parked before it was known that it is about all of them.
		if err := a.Ledger.Release(ctx, a.Target, names...); err != nil {
			return err
		}
	}
	switch {
	case r.Did == Keep, r.Did == Hold && passes(r.Why):
		return nil
	case r.Did == Hold:
		return a.Ledger.Park(ctx, a.Target, i.parked(r))
	}
	err := a.Ledger.Settle(ctx, a.Target, Settled{i.link(r), r.Did})
	if err == nil && r.Did.Writes() && len(r.Why) > 0 {
		err = a.Ledger.Park(ctx, a.Target, i.parked(r))
	}
	return err
}

// parked is an item that waits for somebody.
func (i Item) parked(r Result) Parked {
	return Parked{Name: i.Name, Rev: i.Rev, Why: r.Why, Owner: r.Owner(), Read: i.Read}
}

// link is where an item stands now.
func (i Item) link(r Result) Link {
	return Link{Name: i.Name, ID: r.ID, ETag: r.ETag, Rev: i.Rev, Base: r.base, Read: i.Read, Whole: r.whole}
}

// Writes is how many results sent something.
func (r Report) Writes() int {
	n := 0
	for _, x := range r.Results {
		if x.Did.Writes() {
			n++
		}
	}
	return n
}
