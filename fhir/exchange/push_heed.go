package exchange

import (
	"context"
	"errors"

	"github.com/towpath-care/towpath/fhir/client"
)

// fewest is how many documents of a kind are worth finding out for whether the server
// heeds their precondition in a Bundle.
const fewest = 4

// heeds reports whether a precondition is known to be heeded in a Bundle.
func (h *hand) heeds(i Item) bool { return h.able.Batch && h.heeded[i.precondition()] }

// precondition is what a short item is sent under.
func (i Item) precondition() string {
	switch {
	case i.Do == Update:
		return "If-Match"
	case i.ID != "":
		return "If-None-Match"
	}
	return "If-None-Exist"
}

// findOut sends the first document under each kind of precondition by itself, and then
// once more in a Bundle under a precondition that is certainly not met: a server that
// heeds it turns that down, and one that takes it writes what it holds already. It is
// remembered. If-None-Exist is not tried out, because a server that does not heed it
// would make a copy; what is created under it is looked for instead.
func (h *hand) findOut(ctx context.Context, jobs []*job) error {
	kinds := map[string][]*job{}
	for _, j := range jobs {
		kinds[j.item.precondition()] = append(kinds[j.item.precondition()], j)
	}
	for _, kind := range []string{"If-None-Match", "If-None-Exist", "If-Match"} {
		if _, known := h.heeded[kind]; known || !h.able.Batch || len(kinds[kind]) < fewest {
			continue
		}
		for _, j := range kinds[kind] {
			if h.over() {
				return nil
			}
			if err := h.direct(ctx, []*job{j}); err != nil {
				return err
			}
			if j.route == short && j.done.Did == j.item.Do && j.done.Again == 0 && j.done.whole != "" {
				if err := h.probe(ctx, kind, j); err != nil {
					return err
				}
				break
			}
		}
	}
	return nil
}

// probe sends a document that has just been written once more, in a Bundle.
func (h *hand) probe(ctx context.Context, kind string, j *job) error {
	if kind == "If-None-Exist" {
		h.heeded[kind] = true
		return nil
	}
	replies, err := h.exchange(ctx, []client.Entry{entryOf(j.item)}, false)
	switch {
	case err != nil && ends(ctx, err):
		return h.rest(ctx, err)
	case err != nil:
		// A server may turn down a whole batch for the one entry in it.
		e, _ := errors.AsType[*client.Error](err)
		h.heeded[kind] = e != nil && (e.Status == 412 || e.Status == 409)
		return nil
	case replies[0].Err != nil:
		h.heeded[kind] = errors.Is(replies[0].Err, client.VersionMoved) || errors.Is(replies[0].Err, client.Exists) || errors.Is(replies[0].Err, client.Conflict)
		return nil
	}
	h.heeded[kind] = false
	_ = h.run.says(ignoresInBundles())
	r := j.item.did(j.item.Do, replies[0].Resource)
	if skipped(j.done.ETag, r.ETag) {
		r = j.item.held(writtenOver())
	}
	h.report.Did[j.done.Did]-- // it is counted once
	h.end(j, j.item, r)
	return h.note(ctx)
}
