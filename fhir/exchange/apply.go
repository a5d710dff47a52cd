package exchange

import (
	"context"
	"errors"
	"slices"

	"github.com/towpath-care/towpath/fhir"
	"github.com/towpath-care/towpath/fhir/client"
	"github.com/towpath-care/towpath/peer"
)

// tries is how often an edit is made again after somebody else changed the
// resource in between.
const tries = 4

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
// system does not let the program in at all; what was done by then is in the
// report, and the same plan can be applied again.
func (x *Exchange) Apply(ctx context.Context, server *client.Client, p Plan, done func(Result, int)) (Report, error) {
	var report Report
	if p.Base != x.Base || p.Target != x.Target {
		return report, peer.Fault(peer.Rule{Row: "FHIR-16", Code: ErrOtherServer}, "/base", "The plan was made against this record system.", "Make a plan against this one.")
	}
	a := applier{x, server}
	for _, item := range p.Items {
		r, err := a.item(ctx, item)
		if err != nil {
			return report, err
		}
		report.Results = append(report.Results, r)
		if done != nil {
			done(r, len(p.Items))
		}
	}
	return report, nil
}

type applier struct {
	*Exchange
	server *client.Client
}

// item does one item. Its error ends the whole run; what stands in the way of
// this item alone is in the result.
func (a applier) item(ctx context.Context, i Item) (Result, error) {
	r := Result{Name: i.Name, Did: i.Do, ID: i.ID, ETag: i.ETag, Why: i.Why}
	var err error
	switch i.Do {
	case Create:
		r, err = a.create(ctx, i)
	case Update:
		r, err = a.update(ctx, i)
	case Edit:
		r, err = a.edit(ctx, i)
	}
	if err != nil {
		if ends(ctx, err) {
			return r, err
		}
		r = Result{Name: i.Name, Did: Hold, ID: i.ID, Why: reasonsFor(err)}
	}
	return r, a.settle(ctx, i, r)
}

// ends reports whether an error is about the record system and not the item.
func ends(ctx context.Context, err error) bool {
	if ctx.Err() != nil {
		return true
	}
	for _, k := range []client.Kind{client.Untrusted, client.NoToken, client.Unauthorised, client.NarrowScope, client.Redirected, client.NotR4} {
		if errors.Is(err, k) {
			return true
		}
	}
	return false
}

func (a applier) settle(ctx context.Context, i Item, r Result) error {
	switch {
	case r.Did == Hold:
		return a.Ledger.Park(ctx, a.Target, Parked{i.Name, i.Rev, r.Why})
	case r.Did == Keep:
		return nil
	}
	return a.Ledger.Settle(ctx, a.Target, Link{i.Name, r.ID, r.ETag, i.Rev, i.Base})
}

// create makes a resource of ours. One that turns out to stand there already is
// ours by its identifier and is brought up to date; nothing is made twice.
func (a applier) create(ctx context.Context, i Item) (Result, error) {
	out, err := a.send(ctx, i)
	switch {
	case err == nil && out.Created:
		return Result{Name: i.Name, Did: Create, ID: out.ID, ETag: out.ETag}, nil
	case err == nil && out.Body != nil:
		return a.adopt(ctx, i, out.Resource)
	case err == nil || errors.Is(err, client.Exists):
		return a.readBack(ctx, i, nil)
	case client.MayHaveLanded(err):
		return a.readBack(ctx, i, err)
	}
	return Result{}, err
}

// send creates under our own id where the server lets us choose it, and under a
// condition on our identifier where it does not.
func (a applier) send(ctx context.Context, i Item) (client.Outcome, error) {
	if i.ID != "" {
		return a.server.CreateAt(ctx, i.Name.Type, i.ID, i.Body)
	}
	return a.server.Create(ctx, i.Name.Type, i.Body, client.Condition{System: i.Identifier.System, Value: i.Identifier.Value})
}

// readBack looks whether a write landed. lost is the error of the write whose
// answer was lost; when nothing is found it is tried once more.
func (a applier) readBack(ctx context.Context, i Item, lost error) (Result, error) {
	found, err := a.find(ctx, a.server.Reader(), i.Name.Type, i.ID, i.Identifier)
	switch {
	case err != nil:
		return Result{}, err
	case found.ID != "":
		return a.adopt(ctx, i, found)
	case lost == nil:
		return Result{}, unknown()
	}
	out, err := a.send(ctx, i)
	if err != nil || out.Body == nil && !out.Created {
		return Result{}, unknown()
	}
	return Result{Name: i.Name, Did: Create, ID: out.ID, ETag: out.ETag}, nil
}

func unknown() error {
	return peer.Fault(peer.Rule{Row: "FHIR-16", Code: ErrOutcomeUnknown}, "", "It is known whether the last write landed.", "Plan again later; what is there by then is found, and nothing is written twice.")
}

// adopt takes a resource that stands there as ours: it carries our identifier, and
// when it does not say what we would, it is updated.
func (a applier) adopt(ctx context.Context, i Item, there client.Resource) (Result, error) {
	if !fhir.Carries(there.Body, i.Identifier) {
		return Result{}, notOurs()
	}
	body, err := fhir.WithID(i.Body, there.ID)
	if err != nil {
		return Result{}, err
	}
	changes, err := differences(there.Body, body)
	if err != nil {
		return Result{}, err
	}
	if len(changes) == 0 {
		return Result{Name: i.Name, Did: Leave, ID: there.ID, ETag: there.ETag}, nil
	}
	i.Do, i.ID, i.ETag, i.Body, i.Base = Update, there.ID, there.ETag, body, contentDigest(there.Body)
	return a.update(ctx, i)
}

func notOurs() error {
	return peer.Fault(peer.Rule{Row: "FHIR-16", Code: ErrNotOurs}, "", "What stands where ours belongs is ours.", "Ask whoever runs the record system what it is; nothing was written.")
}

// update replaces a resource of ours on the version it was planned on. A new
// version with the same content is taken as it; one with another content was
// changed by somebody, and that is not ours to write over.
func (a applier) update(ctx context.Context, i Item) (Result, error) {
	for again := range tries {
		out, err := a.server.Update(ctx, i.Name.Type, i.ID, i.Body, i.ETag)
		if err == nil {
			return Result{Name: i.Name, Did: Update, ID: out.ID, ETag: out.ETag, Again: again}, nil
		}
		if !errors.Is(err, client.VersionMoved) && !client.MayHaveLanded(err) {
			return Result{}, err
		}
		there, err := a.server.Read(ctx, i.Name.Type, i.ID)
		if err != nil {
			return Result{}, err
		}
		if changes, err := differences(there.Body, i.Body); err == nil && len(changes) == 0 {
			return Result{Name: i.Name, Did: Update, ID: there.ID, ETag: there.ETag, Again: again}, nil
		}
		if contentDigest(there.Body) != i.Base {
			return Result{}, movedOn()
		}
		i.ETag = there.ETag
	}
	return Result{}, movedOn()
}

func movedOn() error {
	return peer.Fault(peer.Rule{Row: "FHIR-16", Code: ErrMovedOn}, "", "The resource still says what it said when this was planned.", "Look at what was changed there, then plan again.")
}

// edit changes what is ours in a resource of theirs. It reads the resource as it
// is now, looks again whether it may be edited, makes the same edits, and sends
// them on that version; when somebody was quicker, it starts over.
func (a applier) edit(ctx context.Context, i Item) (Result, error) {
	edits, err := fhir.DecodeEdits(i.Edits)
	if err != nil {
		return Result{}, err
	}
	lost := false
	for again := range tries {
		r, err := a.editOnce(ctx, i, edits)
		if err == nil {
			if r.Again = again; lost && r.Did == Leave {
				r.Did = Edit // the write whose answer was lost had landed
			}
			return r, nil
		}
		if lost = client.MayHaveLanded(err); !lost && !errors.Is(err, client.VersionMoved) {
			return Result{}, err
		}
	}
	return Result{}, movedOn()
}

func (a applier) editOnce(ctx context.Context, i Item, edits fhir.Edits) (Result, error) {
	there, err := a.server.Read(ctx, i.Name.Type, i.ID)
	if err != nil {
		return Result{}, err
	}
	before, err := fhir.ParseDocument(there.Body)
	if err != nil {
		return Result{}, err
	}
	if err := fhir.TakesContributions(before); err != nil {
		return Result{}, err
	}
	after, err := edits.Apply(before, i.Want)
	if err != nil {
		return Result{}, err
	}
	r := Result{Name: i.Name, Did: Edit, ID: i.ID, ETag: there.ETag, Spans: len(after.Spans)}
	if !after.Changed() {
		r.Did = Leave
		return r, nil
	}
	r.Foreign = fhir.ForeignBytesChanged(before, after.Document, after.Spans)
	if err := fhir.Frame(there.Body, after); err != nil {
		return Result{}, err
	}
	out, err := a.server.Update(ctx, i.Name.Type, i.ID, after.Document.Bytes(), there.ETag)
	if err != nil {
		return Result{}, err
	}
	r.ETag = out.ETag
	return r, nil
}

// reasonsFor turns whatever stood in the way into reasons that are safe to show.
func reasonsFor(err error) []peer.Reason {
	var refusal *peer.Refusal
	if errors.As(err, &refusal) {
		return refusal.Unmet()
	}
	var e *client.Error
	if !errors.As(err, &e) {
		e = &client.Error{}
	}
	says := "The record system takes it."
	fix := "Look at what the record system says about it: " + e.Error() + "."
	return []peer.Reason{{Rule: peer.Rule{Row: "FHIR-16", Code: ErrServerSaysNo}, Says: says, Fix: fix, Met: peer.No}}
}

// Conflict reports whether somebody else's change is what stands in the way.
func (r Result) Conflict() bool { return r.heldBy(ErrMovedOn, peer.ErrConflict) }

// NotTaken reports whether the record system did not take it, or nobody knows
// whether it did.
func (r Result) NotTaken() bool { return r.heldBy(ErrServerSaysNo, ErrOutcomeUnknown) }

func (r Result) heldBy(codes ...peer.Code) bool {
	return r.Did == Hold && slices.ContainsFunc(r.Why, func(why peer.Reason) bool {
		return slices.ContainsFunc(codes, func(c peer.Code) bool { return why.Rule.Code.Is(c) })
	})
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
