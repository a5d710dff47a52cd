package exchange

import (
	"context"
	"maps"
	"reflect"
	"slices"

	"github.com/towpath-care/towpath/peer"
)

// consented remembers what people had said when documents were made, so that it can be
// asked again before they are sent. said is where; nil: it is not remembered.
type consented struct {
	ask  func(context.Context, peer.PersonID) ([]peer.Consent, error)
	said map[peer.PersonID][]peer.Consent
}

func (c *consented) of(ctx context.Context, id peer.PersonID) ([]peer.Consent, error) {
	said, err := c.ask(ctx, id)
	if err == nil && c.said != nil {
		c.said[id] = said
	}
	return said, err
}

// changed are those who say something else by now than they did.
func (c *consented) changed(ctx context.Context, said map[peer.PersonID][]peer.Consent) (map[peer.PersonID]bool, error) {
	out := map[peer.PersonID]bool{}
	for _, id := range slices.Sorted(maps.Keys(said)) {
		now, err := c.ask(ctx, id)
		if err != nil {
			return nil, err
		}
		if !reflect.DeepEqual(now, said[id]) {
			out[id] = true
		}
	}
	return out, nil
}
