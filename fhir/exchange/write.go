package exchange

import (
	"context"
	"errors"

	"github.com/towpath-care/towpath/fhir"
	"github.com/towpath-care/towpath/fhir/client"
)

// tries is how often an edit is made again after somebody else changed the
// resource in between.
const tries = 4

// create makes a resource of ours. One that turns out to stand there already is
// taken as ours when it carries our identifier and says what was planned; nothing
// is made twice, and nothing is written over that the plan did not show.
func (a applier) create(ctx context.Context, i Item) (Result, error) {
	out, err := a.send(ctx, i)
	switch {
	case err == nil && out.Created:
		return i.did(Create, out.Resource), nil
	case err == nil && i.ID != "": // the server did not heed If-None-Match
		return i.did(Update, out.Resource), nil
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
	there, err := a.find(ctx, a.server.Reader(), i.Name.Type, i.ID, i.Identifier)
	switch {
	case err != nil:
		return Result{}, err
	case there.ID != "":
		return adopt(i, there, lost != nil)
	case lost == nil:
		return Result{}, unknown()
	}
	out, err := a.send(ctx, i)
	switch {
	case err == nil && out.Created:
		return i.did(Create, out.Resource), nil
	case err == nil && out.Body != nil:
		return adopt(i, out.Resource, true)
	case err != nil && ends(ctx, err):
		return Result{}, err
	}
	return Result{}, unknown()
}

// adopt takes a resource that stands there as the one that was to be created. It
// carries our identifier, and says what was planned: one that says something else
// was changed by somebody, or is newer than the plan. made: a write of ours may
// have put it there.
func adopt(i Item, there client.Resource, made bool) (Result, error) {
	if !fhir.Carries(there.Body, i.Identifier) {
		return Result{}, notOurs()
	}
	changes, err := differences(i.Name.Type, there.Body, i.Body)
	switch {
	case err != nil:
		return Result{}, err
	case len(changes) > 0:
		return Result{}, movedOn()
	case made:
		return i.did(Create, there), nil
	}
	return i.did(Leave, there), nil
}

// did is the result of a write of a resource of ours.
func (i Item) did(what Do, now client.Resource) Result {
	return Result{Name: i.Name, Did: what, ID: now.ID, ETag: now.ETag, base: contentDigest(i.Name.Type, i.Body)}
}

// update replaces a resource of ours on the version it was planned on. In a new
// version that says the same of ours, what others have added stays; one that says
// something else was changed by somebody, and that is not ours to write over.
func (a applier) update(ctx context.Context, i Item) (Result, error) {
	for again := range tries {
		out, err := a.server.Update(ctx, i.Name.Type, i.ID, i.Body, i.ETag)
		if err == nil {
			r := i.did(Update, out.Resource)
			r.Again = again
			return r, nil
		}
		if !errors.Is(err, client.VersionMoved) && !client.MayHaveLanded(err) {
			return Result{}, err
		}
		there, err := a.now(ctx, i)
		if err != nil {
			return Result{}, err
		}
		if changes, err := differences(i.Name.Type, there.Body, i.Body); err == nil && len(changes) == 0 {
			r := i.did(Update, there)
			r.Again = again
			return r, nil
		}
		if contentDigest(i.Name.Type, there.Body) != i.Base {
			return Result{}, movedOn()
		}
		i.ETag = there.ETag
		if i.Body, err = brought(i.Name.Type, i.Body, there.Body); err != nil {
			return Result{}, err
		}
	}
	return Result{}, movedOn()
}

// now reads a resource of ours as it stands.
func (a applier) now(ctx context.Context, i Item) (client.Resource, error) {
	there, err := a.server.Read(ctx, i.Name.Type, i.ID)
	switch {
	case errors.Is(err, client.NotFound), errors.Is(err, client.Gone):
		return there, removedThere()
	case err == nil && !fhir.Carries(there.Body, i.Identifier):
		return there, notOurs()
	}
	return there, err
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
		landed := client.MayHaveLanded(err)
		if !landed && !errors.Is(err, client.VersionMoved) {
			return Result{}, err
		}
		lost = lost || landed
	}
	if lost {
		return Result{}, unknown()
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
	r := Result{Name: i.Name, Did: Edit, ID: i.ID, ETag: there.ETag, Spans: len(after.Spans), base: digest(after.Document.Bytes())}
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
