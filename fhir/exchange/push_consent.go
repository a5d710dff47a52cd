package exchange

import (
	"context"
	"maps"
	"reflect"
	"slices"

	"github.com/towpath-care/towpath/peer"
)

// consented remembers what people had said when the documents in hand were made, so
// that it can be asked again before they are sent.
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

// anew forgets what was said.
func (c *consented) anew() { c.said = map[peer.PersonID][]peer.Consent{} }

// changed are those who say something else by now.
func (c *consented) changed(ctx context.Context) (map[peer.PersonID]bool, error) {
	out := map[peer.PersonID]bool{}
	for _, id := range slices.Sorted(maps.Keys(c.said)) {
		now, err := c.ask(ctx, id)
		if err != nil {
			return nil, err
		}
		if !reflect.DeepEqual(now, c.said[id]) {
			out[id] = true
		}
	}
	return out, nil
}
