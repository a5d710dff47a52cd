package exchange

import (
	"context"
	"errors"

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
		if err == nil && known {
			err = x.seen(ctx, server, link)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

func (x *Exchange) seen(ctx context.Context, server *client.Reader, link Link) error {
	there, err := server.Read(ctx, link.Name.Type, link.ID)
	if err != nil {
		return err
	}
	return errors.Join(
		x.Ledger.Expect(ctx, x.Target, Expected{link.Name, []peer.Digest{contentDigest(link.Name.Type, there.Body), seenAt(there.ETag)}}),
		x.Ledger.Release(ctx, x.Target, link.Name))
}
