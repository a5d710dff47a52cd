package exchange

import (
	"context"
	"errors"
	"net/url"
	"slices"

	"github.com/towpath-care/towpath/fhir"
	"github.com/towpath-care/towpath/fhir/client"
)

// stands finds a resource of ours in the record system, and what the ledger knows
// of it: where the ledger says it is, or where it would be if the server let us
// choose, else by our identifier. One that was there and is gone is ErrRemovedThere.
func (p planner) stands(ctx context.Context, name Name, ours fhir.Identifier) (client.Resource, Link, error) {
	link, known, err := p.Ledger.Link(ctx, p.Target, name)
	if err != nil {
		return client.Resource{}, link, err
	}
	id := link.ID
	if !known && p.able.Types[name.Type].UpdateCreate {
		id = fhir.ResourceID(ours)
	}
	there, err := p.find(ctx, p.server, name.Type, id, ours)
	switch {
	case err != nil:
		return client.Resource{}, link, err
	case there.ID == "" && known:
		return there, link, removedThere()
	case there.ID != "" && !fhir.Carries(there.Body, ours):
		return there, link, notOurs()
	case there.ID != "" && !known && len(link.Expected) == 0:
		// Another program may have sent it since the ledger was asked: then the ledger
		// knows by now what was sent, and whether this is that or somebody else's.
		link, _, err = p.Ledger.Link(ctx, p.Target, name)
	}
	return there, link, err
}

// find reads a resource by its id, where one is known, and otherwise searches by
// our identifier. Nothing found is the zero Resource.
func (x *Exchange) find(ctx context.Context, server *client.Reader, typ, id string, ours fhir.Identifier) (client.Resource, error) {
	if id != "" {
		there, err := server.Read(ctx, typ, id)
		switch {
		case errors.Is(err, client.Gone):
			return client.Resource{}, removedThere()
		case !errors.Is(err, client.NotFound):
			return there, err
		}
	}
	if !fhir.HasIdentifier(typ) {
		return client.Resource{}, nil
	}
	found, err := search(ctx, server, typ, ours)
	switch {
	case err != nil || len(found) == 0:
		return client.Resource{}, err
	case len(found) > 1:
		return client.Resource{}, copies(len(found))
	}
	// A search may answer with an older version than a read.
	there, err := server.Read(ctx, typ, found[0].ID)
	if errors.Is(err, client.NotFound) || errors.Is(err, client.Gone) {
		return client.Resource{}, removedThere()
	}
	return there, err
}

// search gives the resources that carry our identifier, whatever else the server
// answers with. Of several, those that were marked as entered in error do not count.
func search(ctx context.Context, server *client.Reader, typ string, ours fhir.Identifier) ([]client.Resource, error) {
	var found []client.Resource
	for r, err := range server.Search(ctx, typ, url.Values{"identifier": {ours.System + "|" + ours.Value}}) {
		if err != nil {
			return nil, err
		}
		if fhir.Carries(r.Body, ours) {
			found = append(found, r)
		}
	}
	if valid := slices.DeleteFunc(slices.Clone(found), inError); len(found) > 1 && len(valid) > 0 {
		return valid, nil
	}
	return found, nil
}
