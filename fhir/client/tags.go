package client

import (
	"context"
	"encoding/json"
	"net/http"

	"github.com/towpath-care/towpath/peer"
)

// Tag is one tag of a resource (meta.tag). Its system and its code tell it from
// every other one; a version and a display do not count (R4
// resource-operation-meta-delete.html).
type Tag struct {
	System string `json:"system"`
	Code   string `json:"code"`
}

// snapshot is the header by which a client asks that the tags of an update are those
// that stand afterwards. R4 leaves it to a server whether an update carries the tags
// of the version before forward (resource.html, tag updates); HAPI does, and what is
// built on it, and they heed this.
const snapshot = "X-Meta-Snapshot-Mode"

const metaDelete = "meta-delete"

// UpdateTags is Update, and asks a server that carries tags forward not to: the tags
// of body are to be all there are. Others' tags have to be among them, as they stand
// in the version that etag names. A server that does not know the header passes it
// over, and answers as it does to Update.
func (c *Client) UpdateTags(ctx context.Context, typ, id string, body []byte, etag string) (Outcome, error) {
	return c.update(ctx, typ, id, body, etag, http.Header{snapshot: {"TAG"}})
}

// Untag takes tags off a resource and leaves every other one ($meta-delete). One that
// it does not have is no error. It is made on no version, and a server may or may not
// make a new one of it: read the resource afterwards. It is sent once and never again.
// Ask Abilities.MetaDelete first.
//
// The error is an *Error whose Op is "meta-delete", or a *peer.Refusal when nothing
// was sent.
func (c *Client) Untag(ctx context.Context, typ, id string, tags ...Tag) error {
	if err := peer.Faults(checkType(typ), checkID(id), checkTags(tags)); err != nil {
		return err
	}
	body, err := json.Marshal(taken(tags))
	if err != nil {
		return err
	}
	_, err = c.wire.send(ctx, &call{op: metaDelete, typ: typ, id: id, method: http.MethodPost, at: join(c.wire.base, typ, id, "$"+metaDelete),
		body: body, header: http.Header{"Content-Type": {fhirJSON}}})
	return err
}

// taken are the Parameters of $meta-delete.
func taken(tags []Tag) any {
	type meta struct {
		Tag []Tag `json:"tag"`
	}
	type parameter struct {
		Name  string `json:"name"`
		Value meta   `json:"valueMeta"`
	}
	return struct {
		ResourceType string      `json:"resourceType"`
		Parameter    []parameter `json:"parameter"`
	}{"Parameters", []parameter{{"meta", meta{tags}}}}
}

// checkTags reports whether there is a tag to take off, and each names one.
func checkTags(tags []Tag) error {
	named := len(tags) > 0
	for _, t := range tags {
		named = named && t.System != "" && t.Code != ""
	}
	if named {
		return nil
	}
	return peer.Fault(peer.Rule{Row: "FHIR-09", Code: peer.ErrRequired}, "/tags",
		"Each tag that is to go has a system and a code.", "Give both, of each tag.")
}
