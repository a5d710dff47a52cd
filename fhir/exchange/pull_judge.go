package exchange

import (
	"cmp"
	"context"
	"errors"
	"slices"
	"time"

	"github.com/towpath-care/towpath/fhir/client"
)

// judge says which of the resources on a page have arrived, in the order in which they
// were written, and marks what the next Push has to look at. since is from when on
// everything counts: what is older has been looked at before.
func (p *puller) judge(ctx context.Context, s stream, page client.Page, since time.Time, whole bool) (found []Arrival, err error) {
	switch s.of {
	case ofPeople:
		found, err = p.judgePeople(ctx, page)
	case ofTheirs:
		found, err = p.judgeTheirs(ctx, page, since)
	default:
		found, err = p.judgeOurs(ctx, page, since, whole)
	}
	slices.SortStableFunc(found, func(a, b Arrival) int {
		return cmp.Or(a.Updated.Compare(b.Updated), comparePlaces(a.Place, b.Place), cmp.Compare(a.ETag, b.ETag))
	})
	p.report.Arrived += len(found)
	return found, err
}

// arrivalOf is a resource as it arrives.
func arrivalOf(r client.Resource, of Name) Arrival {
	a := Arrival{Place: Place{r.Type, r.ID}, ETag: r.ETag, Updated: r.Updated(), Ours: of}
	if a.ETag == "" && !a.Updated.IsZero() {
		a.ETag = a.Updated.Format(time.RFC3339Nano)
	}
	return a
}

// versioned reports whether one version of a resource can be told from the next.
func versioned(a Arrival) bool { return a.ETag != "" }

// linksAt are the links of what stands in the places of a page.
func (p *puller) linksAt(ctx context.Context, page client.Page) (map[Place][]Link, error) {
	places := make([]Place, 0, len(page.Matches))
	for _, r := range page.Matches {
		places = append(places, Place{r.Type, r.ID})
	}
	if len(places) == 0 {
		return nil, nil
	}
	links, err := p.Ledger.Standing(ctx, p.Target, places...)
	at := map[Place][]Link{}
	for _, l := range links {
		at[l.place()] = append(at[l.place()], l)
	}
	return at, err
}

// document gives the document of ours that is the whole resource.
func (p *puller) document(links []Link) (Link, bool) {
	i := slices.IndexFunc(links, func(l Link) bool { return !p.inPlace(l.Name) })
	if i < 0 {
		return Link{}, false
	}
	return links[i], true
}

// judgeTheirs lets every version arrive that is in time, that is no document of ours,
// and that an edit of ours did not make.
func (p *puller) judgeTheirs(ctx context.Context, page client.Page, since time.Time) ([]Arrival, error) {
	links, err := p.linksAt(ctx, page)
	if err != nil {
		return nil, err
	}
	var found []Arrival
	for _, r := range page.Matches {
		a := arrivalOf(r, Name{})
		at := links[a.Place]
		if _, is := p.document(at); is || !versioned(a) || a.Updated.Before(since) {
			continue
		}
		if slices.ContainsFunc(at, func(l Link) bool { return l.ETag == a.ETag }) {
			p.report.Own++
			continue
		}
		found = append(found, a)
	}
	return p.unseen(ctx, found)
}

func (p *puller) unseen(ctx context.Context, found []Arrival) ([]Arrival, error) {
	if len(found) == 0 {
		return nil, nil
	}
	return p.Ledger.Unseen(ctx, p.Target, found...)
}

// judgeOurs lets those versions of documents of ours arrive in which something of ours
// is not as it was agreed on. What no link leads to was never settled here, and is for
// Push to find.
func (p *puller) judgeOurs(ctx context.Context, page client.Page, since time.Time, whole bool) ([]Arrival, error) {
	links, err := p.linksAt(ctx, page)
	if err != nil {
		return nil, err
	}
	bodies := map[Place]client.Resource{}
	var open []Arrival
	for _, r := range page.Matches {
		link, is := p.document(links[Place{r.Type, r.ID}])
		a := arrivalOf(r, link.Name)
		if !is || !versioned(a) {
			continue
		}
		if a.ETag == link.ETag {
			p.report.Own++
			continue
		}
		said, err := p.saidBefore(ctx, a, link, since)
		if err != nil {
			return nil, err
		}
		if !said {
			open, bodies[a.Place] = append(open, a), r
		}
	}
	if open, err = p.unseen(ctx, open); err != nil {
		return nil, err
	}
	var found []Arrival
	for _, a := range open {
		link, _ := p.document(links[a.Place])
		r := bodies[a.Place]
		if !whole {
			r.Body = nil
		}
		changed, err := p.oursChanged(ctx, &a, link, r.Body)
		if err != nil {
			return nil, err
		}
		if changed {
			found = append(found, a)
		}
	}
	return found, nil
}

// saidBefore reports whether a version has been looked at before, though the ledger may
// have forgotten it: it is older than everything that is looked for, and its number has
// not gone back, or its document waits for somebody already.
func (p *puller) saidBefore(ctx context.Context, a Arrival, l Link, since time.Time) (bool, error) {
	if !a.Updated.IsZero() && a.Updated.Before(since) && !wentBack(l.ETag, a.ETag) {
		return true, nil
	}
	if !a.Updated.IsZero() && !a.Updated.Before(p.forget) {
		return false, nil
	}
	return p.waits(ctx, l.Name)
}

// wentBack reports whether a version comes before another one, as after a backup was
// brought back.
func wentBack(was, now string) bool {
	from, known := numbered(was)
	to, counts := numbered(now)
	return known && counts && to < from
}

// waits reports whether a document is dirty or parked: the next Push looks at it, or
// somebody has to.
func (p *puller) waits(ctx context.Context, n Name) (bool, error) {
	if p.busy == nil {
		busy := map[Name]bool{}
		for w, err := range p.Ledger.Dirty(ctx, p.Target) {
			if err != nil {
				return false, err
			}
			busy[w.Name] = true
		}
		for x, err := range p.Ledger.Parked(ctx, p.Target) {
			if err != nil {
				return false, err
			}
			busy[x.Name] = true
		}
		p.busy = busy
	}
	return p.busy[n], nil
}

// oursChanged looks whether something of ours is not as it was agreed on, in the body
// or, without one, in what stands there now. Somebody's safety may rest on a label too,
// which no digest covers: such a document is looked at by the next Push in any case.
func (p *puller) oursChanged(ctx context.Context, a *Arrival, l Link, body []byte) (bool, error) {
	if body == nil {
		r, err := p.server.Read(ctx, a.Type, a.ID)
		p.report.Bodies++
		switch {
		case errors.Is(err, client.NotFound), errors.Is(err, client.Gone):
			return p.removed(ctx, a, l)
		case shut(err):
			return true, nil // it can be told, and not what it says
		case err != nil:
			return false, err
		}
		if now := arrivalOf(r, l.Name); now.ETag != a.ETag {
			return false, nil // it has moved on: the next poll has that version
		}
		body = r.Body
	}
	changed := !l.knows(contentDigest(a.Type, body))
	if !changed {
		p.report.Own++
	}
	if changed || isSafety(a.Type) {
		return changed, p.markDirty(ctx, Wanted{l.Name, l.Rev})
	}
	return false, nil
}

// shut reports whether the record system answered that this one resource is not to be
// had.
func shut(err error) bool {
	for _, k := range []client.Kind{client.Forbidden, client.NotAllowed, client.BadRequest, client.NotFHIR, client.WrongResource, client.TooLarge} {
		if errors.Is(err, k) {
			return true
		}
	}
	return false
}

// removed makes an arrival one that says that the document is not there any more. It is
// said again only when nobody is to look at it any more and it still is not there.
func (p *puller) removed(ctx context.Context, a *Arrival, l Link) (bool, error) {
	a.ETag, a.Removed = "", true
	waits, err := p.waits(ctx, l.Name)
	if err != nil || waits {
		return false, err
	}
	unseen, err := p.unseen(ctx, []Arrival{*a})
	if err != nil || len(unseen) == 0 {
		return false, err
	}
	p.report.Removed++
	return true, p.markDirty(ctx, Wanted{l.Name, l.Rev})
}

// markDirty has the next Push look at documents. It comes before what arrived is stored: an
// end in between makes it once more, and loses nothing.
func (p *puller) markDirty(ctx context.Context, wanted ...Wanted) error {
	if len(wanted) == 0 {
		return nil
	}
	p.report.Marked += len(wanted)
	return p.Ledger.MarkDirty(ctx, p.Target, wanted...)
}
