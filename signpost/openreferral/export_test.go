package openreferral

import (
	"io"

	"github.com/towpath-care/towpath/peer"
	"github.com/towpath-care/towpath/signpost"
)

// Held is what comparing and writing need of a resource: tests make it without the
// steps that lead there.
type Held = held

// NewHeld makes one of a status with a listing, made sure of on a day.
func NewHeld(id string, status peer.Status, l signpost.Listing, verified peer.Date, changed string) Held {
	h := held{ref: peer.Ref{Kind: signpost.KindResource, ID: id}, status: status, listing: l, verified: verified, changed: changed, shown: true}
	if status == signpost.Retired {
		h.why = signpost.Closed
	}
	return h
}

// CompareHeld is Compare.
func CompareHeld(known []Held, feed Feed) []Difference { return compare(known, feed) }

// WriteHeld is Write, WriteHeldPage is WritePage.
func WriteHeld(w io.Writer, h Held) error { return encode(w, h.service(false)) }

// WriteHeldPage is WritePage.
func WriteHeldPage(w io.Writer, list []Held, p Paging) error { return writePage(w, list, p) }

// Fields are the members that are compared.
func Fields(l signpost.Listing) map[string]string {
	out := map[string]string{}
	for _, f := range fields {
		out[f.name] = f.of(&l)
	}
	return out
}

// Listing is what it was made with.
func (h held) Listing() signpost.Listing { return h.listing }
