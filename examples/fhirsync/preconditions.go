package main

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"github.com/towpath-care/towpath/fhir/client"
	"github.com/towpath-care/towpath/fhir/exchange"
)

// standing is a document of ours that stands there, to ask with; none when there is no
// store, or nothing was sent.
func (d *doctor) standing(ctx context.Context) (exchange.Link, bool) {
	for l, err := range d.ledger.Links(ctx, d.Target, exchange.Place{}) {
		if err == nil && slices.Contains([]string{"Goal", "Encounter"}, l.Name.Type) {
			return l, true
		}
	}
	return exchange.Link{}, false
}

// never is a version that a resource does not have: they are counted from 1.
const never = `W/"0"`

// preconditions asks whether the record system heeds If-Match, with a resource of ours:
// it is sent what it holds already, on a version that it does not have. One that heeds
// it does nothing, and one that does not writes what stands there.
func (d *doctor) preconditions(ctx context.Context, able client.Capabilities) {
	link, any := exchange.Link{}, false
	if d.ledger != nil {
		link, any = d.standing(ctx)
	}
	where := link.Name.Type + "/" + link.ID
	switch {
	case !any:
		d.says(notAsked, "If-Match", "It is asked with a resource of yours that stands there, and the store knows of none yet: sync first.")
		return
	case !d.Doctor.Write:
		d.says(notAsked, "If-Match", "With --write, %s is sent what it holds already on a version that it does not have: as an update, as a JSON Patch that only tests, and in a Bundle. A record system that heeds If-Match turns all three down, and nothing changes in any case but the version.", where)
		return
	}
	r, err := d.session.server.Reader().Read(ctx, link.Name.Type, link.ID)
	switch {
	case err != nil:
		d.trouble("If-Match", err)
		return
	case r.ETag == "" || r.ETag == never:
		d.says(amiss, "If-Match", "It does not say which version stands there, so nothing can be changed in it safely. Ask whoever runs it to give ETags.")
		return
	}
	d.heeded("If-Match of an update", d.update(ctx, r))
	if able.Types[r.Type].Patch {
		d.heard.patch = fmt.Appendf(nil, `[{"op":"test","path":"/resourceType","value":%q}]`, r.Type)
		d.heeded("If-Match of a patch", d.update(ctx, r))
		d.heard.patch = nil
	} else {
		d.says(notAsked, "If-Match of a patch", "It offers none, and this program sends none.")
	}
	if !able.Batch {
		d.says(notAsked, "If-Match in a Bundle", "It takes no batch.")
		return
	}
	replies, err := d.session.server.Batch(ctx, []client.Entry{client.Updating(r.Type, r.ID, r.Body, never)})
	if err == nil {
		err = replies[0].Err
	}
	d.heeded("If-Match in a Bundle", err)
}

func (d *doctor) update(ctx context.Context, r client.Resource) error {
	_, err := d.session.server.Update(ctx, r.Type, r.ID, r.Body, never)
	return err
}

func (d *doctor) heeded(what string, err error) {
	e, _ := errors.AsType[*client.Error](err)
	switch {
	case err == nil:
		d.says(amiss, what, "It is not heeded: what was sent, which is what stood there, was taken. Nothing is lost. Somebody's change could be written over without anybody noticing: ask whoever runs the record system to have it heeded. This program notices, and stops writing to it or leaves Bundles alone.")
	case errors.Is(err, client.VersionMoved), errors.Is(err, client.Conflict):
		d.says(well, what, "It is heeded.")
	case errors.Is(err, client.NotAllowed):
		d.says(notAsked, what, "It does not do that.")
	case e != nil && e.Status >= 400 && e.Status < 500 && !errors.Is(err, client.Forbidden) && !errors.Is(err, client.Unauthorised):
		d.says(look, what, "It turned it down, with %d and not with 412: nothing is written over.", e.Status)
	default:
		d.trouble(what, err)
	}
}
