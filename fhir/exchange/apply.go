package exchange

import (
	"context"
	"errors"
	"net/url"
	"strings"

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
	// Why is what stood in the way of a Hold.
	Why []peer.Reason
	// Again is how often somebody else's change made it start over.
	Again int
	// Spans are the byte ranges an edit wrote, and Foreign how many bytes
	// outside of them it changed: zero, or the edit is never sent.
	Spans   int
	Foreign int

	base peer.Digest // of what stands there now
}

// Report is what became of a plan.
type Report struct {
	Results []Result
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
// One item that cannot be done does not stop the others: it is held, with the
// reason. Apply ends early, with an error, when the context does, when the plan
// was made against another record system (ErrOtherServer), or when the record
// system does not let the program in at all or asks to be left alone; what was done
// by then is in the report, and the same plan can be applied again.
//
// A held item whose reasons may pass by themselves, peer.Wait and peer.ReadAgain,
// stays in what is dirty. Any other is parked until its record moves on, or until
// Ledger.Release.
func (x *Exchange) Apply(ctx context.Context, server *client.Client, p Plan, done func(Result, int)) (Report, error) {
	var report Report
	if !sameBase(p.Base, x.Base) || p.Target != x.Target {
		return report, peer.Fault(peer.Rule{Row: "FHIR-16", Code: ErrOtherServer}, "/base", "The plan was made against this record system.", "Make a plan against this one.")
	}
	a := applier{x, server}
	for _, item := range p.Items {
		r, err := a.item(ctx, item)
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

// sameBase reports whether two base addresses are the same: a slash at the end and
// the case of scheme and host mean nothing.
func sameBase(a, b string) bool {
	x, errX := url.Parse(strings.TrimRight(a, "/"))
	y, errY := url.Parse(strings.TrimRight(b, "/"))
	if errX != nil || errY != nil {
		return a == b
	}
	return strings.EqualFold(x.Scheme, y.Scheme) && strings.EqualFold(x.Host, y.Host) && x.EscapedPath() == y.EscapedPath()
}

type applier struct {
	*Exchange
	server *client.Client
}

// item does one item. Its error ends the whole run; what stands in the way of
// this item alone is in the result.
func (a applier) item(ctx context.Context, i Item) (Result, error) {
	r := Result{Name: i.Name, Did: i.Do, ID: i.ID, ETag: i.ETag, Why: i.Why, base: i.Base}
	err := ctx.Err()
	if err == nil {
		err = i.sendable()
	}
	switch {
	case err != nil:
	case i.Do == Create:
		r, err = a.create(ctx, i)
	case i.Do == Update:
		r, err = a.update(ctx, i)
	case i.Do == Edit:
		r, err = a.edit(ctx, i)
	}
	switch {
	case err == nil:
		return r, nil
	case ends(ctx, err):
		return r, err
	}
	return Result{Name: i.Name, Did: Hold, ID: i.ID, Why: reasonsFor(err)}, nil
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
	switch {
	case r.Did == Keep, r.Did == Hold && passes(r.Why):
		return nil
	case r.Did == Hold:
		return a.Ledger.Park(ctx, a.Target, Parked{i.Name, i.Rev, r.Why})
	}
	return a.Ledger.Settle(ctx, a.Target, Link{i.Name, r.ID, r.ETag, i.Rev, r.base})
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
