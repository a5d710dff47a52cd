package exchange

import (
	"context"
	"errors"
	"net/http"

	"github.com/towpath-care/towpath/fhir"
	"github.com/towpath-care/towpath/fhir/client"
	"github.com/towpath-care/towpath/peer"
)

// tries is how often an edit is made again after somebody else changed the
// resource in between.
const tries = 4

// create makes a resource of ours. One that turns out to stand there already is
// taken as ours when it carries our identifier and says what was planned; nothing
// is made twice, and nothing is written over that the plan did not show.
func (a applier) create(ctx context.Context, i Item) (Result, error) {
	if err := a.expect(ctx, i); err != nil {
		return Result{}, err
	}
	out, err := a.send(ctx, i)
	switch {
	case err == nil && (out.Created || i.ID != ""):
		return a.created(ctx, i, out)
	case err == nil || errors.Is(err, client.Exists):
		return a.readBack(ctx, i, nil)
	case client.MayHaveLanded(err):
		return a.readBack(ctx, i, err)
	}
	return Result{}, err
}

// expect notes what is about to be sent: when its answer is lost and the record moves
// on, what is found there is not taken for somebody else's, nor somebody else's for ours.
func (a applier) expect(ctx context.Context, i Item) error {
	return a.Ledger.Expect(ctx, a.Target, Expected{i.Name, []peer.Digest{i.says()}})
}

// send creates under our own id where the server lets us choose it, and under a
// condition on our identifier where it does not.
func (a applier) send(ctx context.Context, i Item) (client.Outcome, error) {
	if i.ID != "" {
		return a.server.CreateAt(ctx, i.Name.Type, i.ID, i.Body)
	}
	return a.server.Create(ctx, i.Name.Type, i.Body, client.Condition{System: i.Identifier.System, Value: i.Identifier.Value})
}

// created looks whether a create did what its condition asks for. Under an id of
// ours it made the first version; under If-None-Exist it is the only one with our
// identifier, because a server that does not heed it makes a copy for every try.
func (a applier) created(ctx context.Context, i Item, out client.Outcome) (Result, error) {
	done := i.did(Create, out.Resource)
	if i.ID != "" {
		if !out.Created && out.Version != "1" {
			a.run.stop(ignoresIfMatch(), creates, changes)
			return Result{}, writtenOver()
		}
		return done, nil
	}
	found, err := search(ctx, a.server.Reader(), i.Name.Type, i.Identifier)
	if err != nil || len(found) <= 1 {
		return done, nil // it was created, whether or not anybody can look
	}
	a.run.stop(ignoresIfNoneExist(), creates)
	return Result{}, copies(len(found))
}

// readBack looks whether a write landed. lost is the error of the write whose
// answer was lost; when nothing is found it is tried once more, unless the server
// said that it would do it later.
func (a applier) readBack(ctx context.Context, i Item, lost error) (Result, error) {
	there, err := a.find(ctx, a.server.Reader(), i.Name.Type, i.ID, i.Identifier)
	switch {
	case err != nil:
		return Result{}, inDoubt(err, lost != nil)
	case there.ID != "":
		return adopt(i, there, lost != nil)
	case lost == nil || later(lost):
		return Result{}, unknown()
	}
	if err := a.still(ctx, i); err != nil {
		return Result{}, err
	}
	out, err := a.send(ctx, i)
	switch {
	case err == nil && (out.Created || i.ID != ""):
		return a.created(ctx, i, out)
	case err == nil && out.Body != nil:
		return adopt(i, out.Resource, true)
	case err != nil && ends(ctx, err):
		return Result{}, err
	}
	return Result{}, unknown()
}

// later reports whether a server took a write to do it some time: it must not be
// sent again before somebody has looked.
func later(err error) bool {
	answer, ok := errors.AsType[*client.Error](err)
	return ok && answer.Status == http.StatusAccepted
}

// inDoubt is what is said when a write may have landed and nobody could look.
func inDoubt(err error, lost bool) error {
	if lost && silent(err) {
		return unknown()
	}
	return err
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
	r := Result{Name: i.Name, Did: what, ID: now.ID, ETag: now.ETag}
	if now.Body == nil { // a server that answers without the resource
		r.base = i.says()
	} else {
		r.base, r.whole = i.as(now.Body)
	}
	return r
}

// update replaces a resource of ours on the version it was planned on. In a new
// version that says the same of ours, what others have added stays; one that says
// something else was changed by somebody, and that is not ours to write over.
func (a applier) update(ctx context.Context, i Item) (Result, error) {
	if i.untagsOnly() && a.takesOff(i) {
		return a.untag(ctx, i)
	}
	lost := false
	for again := range tries {
		// Noted before it is sent: when its answer is lost and the record moves on,
		// what is found there is not taken for somebody else's.
		if err := a.expect(ctx, i); err != nil {
			return Result{}, err
		}
		out, err := a.put(ctx, i)
		if err == nil {
			r := i.did(Update, out.Resource)
			r.Again = again
			if err := a.heeded(ctx, i, i.Body, i.ETag, out); err != nil {
				return r, err
			}
			return a.retagged(ctx, i, r)
		}
		if !a.moved(err) && !client.MayHaveLanded(err) {
			return Result{}, err
		}
		lost = lost || client.MayHaveLanded(err)
		there, look := a.now(ctx, i)
		if look != nil {
			return Result{}, inDoubt(look, lost)
		}
		if i.stands(there) {
			r := i.did(Update, there)
			r.Again = again
			return a.retagged(ctx, i, r)
		}
		if i, err = a.onto(ctx, i, there, later(err)); err != nil {
			return Result{}, err
		}
	}
	return Result{}, undone(lost)
}

// onto is an update made on the version that stands there now, if it may still be
// made. waiting: the server said that it would do it later, so it is not sent again.
func (a applier) onto(ctx context.Context, i Item, there client.Resource, waiting bool) (Item, error) {
	switch {
	case waiting:
		return i, unknown()
	case contentDigest(i.Name.Type, there.Body) != i.Base, guarded(i.Name.Type) && wholly(i.Name.Type, i.Body, there.Body) == "":
		return i, movedOn()
	}
	i.ours = i.ours && wholly(i.Name.Type, i.Body, there.Body) != ""
	body, err := brought(i.Name.Type, i.Body, there.Body)
	if err != nil {
		return i, err
	}
	i.Body, i.ETag = body, there.ETag
	return i, a.still(ctx, i)
}

// undone is what is said of a write that was tried as often as it is.
func undone(lost bool) error {
	if lost {
		return unknown()
	}
	return movedOn()
}

// moved reports whether somebody else was quicker, and remembers that the server
// noticed.
func (a applier) moved(err error) bool {
	is := errors.Is(err, client.VersionMoved)
	a.run.heeds = a.run.heeds || is
	return is
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
// is now, looks again whether it may be edited and whether the record still says
// so, makes the same edits, and sends them on that version; when somebody was
// quicker, it starts over.
func (a applier) edit(ctx context.Context, i Item) (Result, error) {
	lost, waiting := false, false
	for again := range tries {
		r, err := a.editOnce(ctx, i, waiting)
		if err == nil {
			if r.Again = again; lost && r.Did == Leave {
				r.Did = Edit // the write whose answer was lost had landed
			}
			return r, nil
		}
		landed := client.MayHaveLanded(err)
		if !landed && !a.moved(err) {
			return Result{}, inDoubt(err, lost)
		}
		lost, waiting = lost || landed, waiting || later(err)
	}
	return Result{}, undone(lost)
}

func (a applier) editOnce(ctx context.Context, i Item, waiting bool) (Result, error) {
	there, err := a.server.Read(ctx, i.Name.Type, i.ID)
	if err != nil {
		return Result{}, err
	}
	before, after, err := a.stillEdits(ctx, i, there.Body)
	if err != nil {
		return Result{}, err
	}
	r := Result{Name: i.Name, Did: Edit, ID: i.ID, ETag: there.ETag, Spans: len(after.Spans), base: digest(after.Document.Bytes())}
	switch {
	case !after.Changed():
		r.Did = Leave
		return r, nil
	case waiting:
		return r, unknown()
	}
	r.Foreign = fhir.ForeignBytesChanged(before, after.Document, after.Spans)
	if err := fhir.Frame(there.Body, after); err != nil {
		return Result{}, err
	}
	body := after.Document.Bytes()
	out, err := a.server.Update(ctx, i.Name.Type, i.ID, body, there.ETag)
	if err != nil {
		return Result{}, err
	}
	r.ETag = out.ETag
	return r, a.heeded(ctx, i, body, there.ETag, out)
}
