package exchange

import (
	"context"
	"encoding/json"
	"errors"
	"slices"

	"github.com/towpath-care/towpath/fhir"
	"github.com/towpath-care/towpath/fhir/client"
)

// A tag of ours says where an entry stands (fhir.EntryStateSystem). It comes and goes
// with the record and says nothing of what the entry holds, so it is no part of its
// content. Many servers carry tags forward, so that leaving one out of an update does
// not take it off (FHIR-09). Every other tag is somebody else's and stays.

const tagPath = "/meta/tag"

func isTagOfOurs(coding json.RawMessage) bool { return labelIn(coding).System == fhir.EntryStateSystem }

// tagsOfOurs are the tags of ours in a resource, as they are written.
func tagsOfOurs(body []byte) []json.RawMessage {
	return slices.DeleteFunc(codingsIn(body, "tag"), func(c json.RawMessage) bool { return !isTagOfOurs(c) })
}

// tagged reports whether a tag is in a list.
func tagged(list []json.RawMessage, tag json.RawMessage) bool {
	return slices.ContainsFunc(list, func(c json.RawMessage) bool { return labelIn(c) == labelIn(tag) })
}

// tagsDiffer says how the tags of ours there differ from those that are to stand.
func tagsDiffer(there, body []byte) (Field, bool) {
	was, next := tagsOfOurs(there), tagsOfOurs(body)
	f := Field{Path: tagPath, Change: Changed, Before: listOf(was), After: listOf(next)}
	switch {
	case len(was) == 0:
		f.Change = Added
	case len(next) == 0:
		f.Change = Removed
	}
	other := func(in []json.RawMessage) func(json.RawMessage) bool {
		return func(tag json.RawMessage) bool { return !tagged(in, tag) }
	}
	return f, slices.ContainsFunc(was, other(next)) || slices.ContainsFunc(next, other(was))
}

// tagsAsMeant are the tags there with ours as they are to stand: others' stay where
// they are, and new ones stand at the end.
func tagsAsMeant(there, body []byte) []json.RawMessage {
	ours := tagsOfOurs(body)
	out := slices.DeleteFunc(codingsIn(there, "tag"), func(c json.RawMessage) bool { return isTagOfOurs(c) && !tagged(ours, c) })
	for _, tag := range ours {
		if !tagged(out, tag) {
			out = append(out, tag)
		}
	}
	return out
}

// strayTags are the tags of ours there that are to go.
func strayTags(there, body []byte) []client.Tag {
	var out []client.Tag
	for _, c := range tagsOfOurs(there) {
		if !tagged(tagsOfOurs(body), c) {
			out = append(out, client.Tag(labelIn(c)))
		}
	}
	return out
}

// inContent reports whether a difference is in what a resource says, and not in its
// meta.
func inContent(f Field) bool { return f.Path != tagPath && f.Path != "/meta/security" }

// retags is the difference in tags of ours that an item was planned with.
func (i Item) retags() (Field, bool) {
	n := slices.IndexFunc(i.Fields, func(f Field) bool { return f.Path == tagPath })
	if n < 0 {
		return Field{}, false
	}
	return i.Fields[n], true
}

// untags reports whether an item takes a tag of ours off.
func (i Item) untags() bool {
	f, retags := i.retags()
	return retags && f.Change != Added
}

// untagsOnly reports whether that is all it does, so that there is nothing to put.
func (i Item) untagsOnly() bool {
	f, retags := i.retags()
	return retags && len(i.Fields) == 1 && f.Change == Removed
}

// put sends an update. Where a tag of ours is to go and the server offers no operation
// for that, it is asked to take the tags as they are sent.
func (a applier) put(ctx context.Context, i Item) (client.Outcome, error) {
	if i.untags() && !a.takesOff(i) {
		return a.server.UpdateTags(ctx, i.Name.Type, i.ID, i.Body, i.ETag)
	}
	return a.server.Update(ctx, i.Name.Type, i.ID, i.Body, i.ETag)
}

func (a applier) takesOff(i Item) bool { return a.able.Types[i.Name.Type].MetaDelete }

// untag takes off the tags of an item that does nothing else. Nothing of it depends on
// a version, but what somebody has changed since the plan is not passed over.
func (a applier) untag(ctx context.Context, i Item) (Result, error) {
	there, err := a.now(ctx, i)
	switch {
	case err != nil:
		return Result{}, err
	case contentDigest(i.Name.Type, there.Body) != i.Base:
		return Result{}, movedOn()
	}
	return a.retagged(ctx, i, i.did(Update, there))
}

// retagged reads back what became of the tags of an item that was written, and takes
// off those that were carried forward, where the server offers to. When they still are
// not as they should be, the item was written all the same, and the result says so.
func (a applier) retagged(ctx context.Context, i Item, r Result) (Result, error) {
	if _, retags := i.retags(); !retags {
		return r, nil
	}
	there, err := a.now(ctx, i)
	if off := strayTags(there.Body, i.Body); err == nil && len(off) > 0 && a.takesOff(i) {
		if err = a.takeOff(ctx, i, off); err == nil {
			there, err = a.now(ctx, i)
		}
	}
	if err != nil {
		return Result{}, err
	}
	if contentDigest(i.Name.Type, there.Body) == r.base {
		r.ETag = there.ETag
	}
	if _, differ := tagsDiffer(there.Body, i.Body); differ {
		r.Why = reasonsFor(tagsKept())
	}
	return r, nil
}

// takeOff asks the server to take tags off. That it turns this down is no reason to
// hold what was written: reading back shows what became of it.
func (a applier) takeOff(ctx context.Context, i Item, off []client.Tag) error {
	err := a.server.Untag(ctx, i.Name.Type, i.ID, off...)
	if err == nil || !silent(err) && !errors.Is(err, client.Conflict) && !ends(ctx, err) {
		return nil
	}
	return err
}

// stands reports whether an item's content is there already: somebody wrote the same,
// or an answer was lost. Tags may still differ, where they were not all there was to
// write: a server may have carried them forward.
func (i Item) stands(there client.Resource) bool {
	changes, err := differences(i.Name.Type, there.Body, i.Body)
	if err != nil || slices.ContainsFunc(changes, func(f Field) bool { return f.Path != tagPath }) {
		return false
	}
	return len(changes) == 0 || slices.ContainsFunc(i.Fields, func(f Field) bool { return f.Path != tagPath })
}
