package exchange

import (
	"context"
	"errors"
	"strconv"
	"strings"

	"github.com/towpath-care/towpath/fhir"
	"github.com/towpath-care/towpath/fhir/client"
)

// answered ends what a Bundle did plainly, and does the rest by itself.
func (h *hand) answered(ctx context.Context, jobs []*job, replies []client.Reply) error {
	var again, made []*job
	for n, j := range jobs {
		i, reply := j.item, replies[n]
		switch {
		case reply.Err != nil && ends(ctx, reply.Err):
			return errors.Join(h.note(ctx), h.rest(ctx, reply.Err))
		case reply.Err != nil && elsewhere(reply.Err):
			j.route = alone
		case reply.Err != nil:
			again = append(again, j)
		case i.Do == Update:
			h.end(j, i, i.did(Update, reply.Resource))
		case i.ID != "":
			r, err := h.writer.created(ctx, i, reply.Outcome)
			if err != nil {
				r = i.held(err)
			}
			h.end(j, i, r)
		case reply.Created && (reply.Body == nil || fhir.Carries(reply.Body, i.Identifier)):
			j.done = i.did(Create, reply.Resource)
			made = append(made, j)
		default: // one was there that met the condition, or the answer is another entry's
			j.route = alone
		}
	}
	if err := h.onlyOnes(ctx, made); err != nil {
		return err
	}
	if err := h.note(ctx); err != nil {
		return err
	}
	return h.direct(ctx, again)
}

// onlyOnes looks whether what was created under a condition is the only one with our
// identifier, and stands where the answer said, all of them in one request: a server that
// does not heed the condition makes a copy for every try, and one that answers in another
// order gives one document the place of another. When nobody can look, it was created all
// the same.
func (h *hand) onlyOnes(ctx context.Context, made []*job) error {
	if len(made) == 0 {
		return nil
	}
	entries := make([]client.Entry, len(made))
	for n, j := range made {
		entries[n] = client.Finding(j.Name.Type, client.Condition{System: j.item.Identifier.System, Value: j.item.Identifier.Value})
	}
	replies, err := h.exchange(ctx, entries, false)
	for n, j := range made {
		switch {
		case err == nil && replies[n].Found > 1:
			h.run.stop(ignoresIfNoneExist(), creates)
			h.end(j, j.item, j.item.held(copies(replies[n].Found)))
		case err == nil && replies[n].Found == 1 && (replies[n].ID != j.done.ID || !fhir.Carries(replies[n].Body, j.item.Identifier)):
			j.route = alone
		default:
			h.end(j, j.item, j.done)
		}
	}
	return nil
}

// elsewhere reports whether the record system has to be looked at to say what became of
// an entry, or what is to become of it.
func elsewhere(err error) bool {
	for _, k := range []client.Kind{client.Conflict, client.VersionMoved, client.Exists, client.SeveralMatch, client.NotFound, client.Gone} {
		if errors.Is(err, k) {
			return true
		}
	}
	return client.MayHaveLanded(err)
}

// entryIn reads the number of an entry from a path such as Bundle.entry[7].resource.
func entryIn(path string) (int, bool) {
	rest, ok := strings.CutPrefix(path, "Bundle.entry[")
	if !ok {
		return 0, false
	}
	number, _, closed := strings.Cut(rest, "]")
	n, err := strconv.Atoi(number)
	return n, closed && err == nil && n >= 0
}
