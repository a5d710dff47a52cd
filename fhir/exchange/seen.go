package exchange

import (
	"context"
	"errors"

	"github.com/towpath-care/towpath/fhir"
	"github.com/towpath-care/towpath/fhir/client"
	"github.com/towpath-care/towpath/peer"
)

// Seen notes that somebody has looked at what was changed in the record system in
// documents of ours (ErrChangedThere), and that ours is to stand all the same: they
// are in the next plan, which shows what it would change. Nothing is written there.
// A change that somebody makes there after this is found again.
//
// Documents that were never sent are passed over. The error is that of the record
// system or of the ledger.
func (x *Exchange) Seen(ctx context.Context, server *client.Reader, names ...Name) error {
	for _, n := range names {
		link, known, err := x.Ledger.Link(ctx, x.Target, n)
		if err == nil && (known || len(link.Expected) > 0) {
			err = x.seen(ctx, server, link)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

func (x *Exchange) seen(ctx context.Context, server *client.Reader, link Link) error {
	there, err := x.there(ctx, server, link)
	if err != nil {
		return err
	}
	return errors.Join(
		x.Ledger.Expect(ctx, x.Target, Expected{link.Name, []peer.Digest{contentDigest(link.Name.Type, there.Body), seenAt(there.ETag)}}),
		x.Ledger.Release(ctx, x.Target, link.Name))
}

// there reads a document where it stands, or finds one whose place is not known, because
// the answer to its first write was lost.
func (x *Exchange) there(ctx context.Context, server *client.Reader, link Link) (client.Resource, error) {
	if link.ID != "" {
		return server.Read(ctx, link.Name.Type, link.ID)
	}
	ours := x.Site.IdentifierOf(link.Name)
	there, err := x.find(ctx, server, link.Name.Type, fhir.ResourceID(ours), ours)
	if err == nil && !fhir.Carries(there.Body, ours) {
		err = notOurs()
	}
	return there, err
}
