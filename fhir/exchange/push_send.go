package exchange

import (
	"context"
	"errors"
	"net/http"
	"slices"
	"time"

	"github.com/towpath-care/towpath/fhir/client"
	"github.com/towpath-care/towpath/peer"
)

// bundles sends what goes the short way, those first that others refer to.
func (h *hand) bundles(ctx context.Context) error {
	waves, together := h.waves()
	for _, wave := range waves {
		if err := h.wave(ctx, wave, together); err != nil {
			return err
		}
	}
	return nil
}

// unchanged sends nobody's documents the short way who has said something else since
// they were made: they are made again, by themselves.
func (h *hand) unchanged(ctx context.Context, jobs []*job) ([]*job, error) {
	changed, err := h.asked.changed(ctx, h.said)
	for _, j := range jobs {
		if changed[j.person] {
			j.route = alone
		}
	}
	return left(jobs), err
}

// wave sends documents that do not wait for each other, as many at a time as go into a
// Bundle.
func (h *hand) wave(ctx context.Context, jobs []*job, together bool) error {
	if err := h.findOut(ctx, jobs); err != nil {
		return err
	}
	jobs = left(jobs)
	heeded := slices.DeleteFunc(slices.Clone(jobs), func(j *job) bool { return !h.heeds(j.item) })
	together = together && len(heeded) == len(jobs) && slices.ContainsFunc(jobs, func(j *job) bool { return len(j.after) > 0 })
	for len(heeded) > 0 && !h.over() {
		n := h.fit(heeded)
		if err := h.send(ctx, heeded[:n], together && n == len(heeded)); err != nil {
			return err
		}
		heeded = heeded[n:]
	}
	return h.direct(ctx, left(jobs))
}

// left are the documents that have not ended and still go the short way.
func left(jobs []*job) []*job {
	return slices.DeleteFunc(slices.Clone(jobs), func(j *job) bool { return j.ended || j.route != short })
}

// fit is how many of the first documents go into one Bundle.
func (h *hand) fit(jobs []*job) int {
	n, bytes := 0, 0
	for _, j := range jobs {
		if bytes += entryOf(j.item).Size(); n == h.size.now || n > 0 && bytes > h.options.Bytes {
			break
		}
		n++
	}
	return n
}

// entryOf is an item as an entry of a Bundle.
func entryOf(i Item) client.Entry {
	switch {
	case i.Do == Update:
		return client.Updating(i.Name.Type, i.ID, i.Body, i.ETag)
	case i.ID != "":
		return client.CreatingAt(i.Name.Type, i.ID, i.Body)
	}
	return client.Creating(i.Name.Type, i.Body, client.Condition{System: i.Identifier.System, Value: i.Identifier.Value})
}

// send sends documents in one Bundle, and one by itself.
func (h *hand) send(ctx context.Context, jobs []*job, together bool) error {
	if len(jobs) == 1 || !h.able.Batch {
		return h.direct(ctx, jobs)
	}
	jobs, err := h.unchanged(ctx, jobs)
	if err != nil || len(jobs) == 0 {
		return err
	}
	if err := h.expect(ctx, jobs); err != nil {
		return err
	}
	entries := make([]client.Entry, len(jobs))
	for n, j := range jobs {
		entries[n] = entryOf(j.item)
	}
	replies, err := h.exchange(ctx, entries, together)
	switch {
	case err != nil && together && !client.MayHaveLanded(err) && !ends(ctx, err):
		h.able.Transaction = false
		return h.direct(ctx, jobs)
	case err != nil:
		return h.refused(ctx, jobs, err)
	}
	return h.answered(ctx, jobs, replies)
}

// direct sends documents one by one, without looking first.
func (h *hand) direct(ctx context.Context, jobs []*job) error {
	for _, j := range jobs {
		if h.over() {
			return nil
		}
		if err := h.apply(ctx, j, j.item); err != nil {
			return err
		}
	}
	return nil
}

// expect notes what is about to be sent: when its answer is lost and the record moves on,
// what is found there is not taken for somebody else's, nor somebody else's for ours.
func (h *hand) expect(ctx context.Context, jobs []*job) error {
	var all []Expected
	for _, j := range jobs {
		all = append(all, Expected{j.Name, []peer.Digest{j.item.says()}})
	}
	return h.Ledger.Expect(ctx, h.Target, all...)
}

// exchange sends a Bundle and times it. What is sent next is made in the meantime.
func (h *hand) exchange(ctx context.Context, entries []client.Entry, together bool) ([]client.Reply, error) {
	n := len(entries)
	h.report.Bundles++
	h.options.Trace(Event{Point: PointBeforeSend, Documents: n, Bundle: true, Together: together})
	if err := h.held(ctx); err != nil {
		return nil, err
	}
	began := h.Now()
	var replies []client.Reply
	var err error
	var took time.Duration
	answered := make(chan struct{})
	go func() {
		defer close(answered)
		send := h.client.Batch
		if together {
			send = h.client.Transaction
		}
		replies, err = send(ctx, entries)
		took = h.Now().Sub(began)
	}()
	h.ahead()
	<-answered
	h.options.Trace(Event{Point: PointAnswered, Documents: n, Bundle: true, Together: together, Took: took, Trouble: kindOf(err)})
	switch {
	case took > slow:
		h.size.tooSlow(n)
	case err == nil:
		h.size.plain(n)
	}
	return replies, err
}

// refused is what is done when a Bundle was not answered entry by entry.
func (h *hand) refused(ctx context.Context, jobs []*job, err error) error {
	e, ok := errors.AsType[*client.Error](err)
	switch {
	case !ok || h.held(ctx) != nil:
		return h.failed(ctx, err)
	case ends(ctx, err) || e.Status == http.StatusServiceUnavailable:
		return h.rest(ctx, err)
	case e.Status == http.StatusRequestEntityTooLarge:
		h.size.tooLarge(len(jobs))
		return h.wave(ctx, jobs, false)
	case e.Unknown || passing(err):
		h.size.tooSlow(len(jobs))
		for _, j := range jobs {
			j.route = alone
		}
		return nil
	case e.Kind == client.Forbidden, e.Kind == client.NotFound, e.Kind == client.NotAllowed:
		h.able.Batch = false
		return h.direct(ctx, jobs)
	}
	return h.isolate(ctx, jobs, named(e, len(jobs)))
}

// isolate sends again what a server turned down as a whole: without the entries that it
// named, or in halves when it named none.
func (h *hand) isolate(ctx context.Context, jobs []*job, bad []int) error {
	if len(bad) == 0 {
		return h.halves(ctx, jobs)
	}
	var good []*job
	for n, j := range jobs {
		if !slices.Contains(bad, n) {
			good = append(good, j)
		}
	}
	if len(good) > 0 {
		if err := h.send(ctx, good, false); err != nil {
			return err
		}
	}
	for _, n := range bad {
		jobs[n].isolated = true
		if err := h.direct(ctx, jobs[n:n+1]); err != nil {
			return err
		}
	}
	return nil
}

// halves sends each half of a Bundle that was turned down as a whole. When the first
// half goes through, what is wrong is in the second, which is halved at once.
func (h *hand) halves(ctx context.Context, jobs []*job) error {
	for len(jobs) > 2 && !h.over() {
		half := len(jobs) / 2
		if err := h.send(ctx, jobs[:half], false); err != nil {
			return err
		}
		if slices.ContainsFunc(jobs[:half], func(j *job) bool { return j.isolated }) {
			return h.wave(ctx, jobs[half:], false)
		}
		jobs = jobs[half:]
	}
	for _, j := range jobs {
		j.isolated = true
	}
	return h.direct(ctx, jobs)
}

// named are the entries that the issues of an answer name.
func named(e *client.Error, entries int) []int {
	var out []int
	for _, i := range e.Issues {
		if i.Severity != "error" && i.Severity != "fatal" {
			continue
		}
		for _, path := range i.Expression {
			if n, ok := entryIn(path); ok && n < entries && !slices.Contains(out, n) {
				out = append(out, n)
			}
		}
	}
	return out
}
