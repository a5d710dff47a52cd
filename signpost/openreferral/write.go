package openreferral

import (
	"cmp"
	"crypto/sha1"
	"encoding/hex"
	"encoding/json"
	"errors"
	"io"
	"slices"
	"strings"

	"github.com/towpath-care/towpath/peer"
	"github.com/towpath-care/towpath/signpost"
)

// ErrNotWritten: an entry is not for others: nobody has listed it, it is in doubt, or it
// was never one for this directory.
var ErrNotWritten = errors.New("openreferral: only entries that are listed, or were and are closed, are written")

// Write writes one entry as a whole service. Listed entries are active, or temporarily
// closed; those that were listed and have closed, or become part of another, inactive.
// Anything else is ErrNotWritten: a double entry would take the one it doubles away from
// whoever reads it. Who found an entry, who
// doubted it and who made sure of it are never written; the day somebody last did is
// assured_date. An app, a second address on the web, and what the format has no member
// for are left away.
//
// The service's id is the one it was read with when that is a UUID, otherwise one made
// from the record's id (UUID version 5, RFC 9562), the same every time. So are the ids
// within it. The same entry always gives the same bytes.
func Write(w io.Writer, r signpost.Resource) error {
	h := holding(r)
	if !h.written() {
		return ErrNotWritten
	}
	return encode(w, h.service(false))
}

// Paging says which page of how many entries is written. The zero value is all of them
// on one page.
type Paging struct {
	// Number is the page, from 1; Size how many entries it has.
	Number, Size int
	// Shallow leaves away what belongs to a service, as lists of directories do.
	Shallow bool
}

// WritePage writes a page of services, by their ids, as Write writes each. Entries that
// are not for others are left away. A page beyond the last is empty.
func WritePage(w io.Writer, resources []signpost.Resource, p Paging) error {
	list := make([]held, 0, len(resources))
	for _, r := range resources {
		list = append(list, holding(r))
	}
	return writePage(w, list, p)
}

func writePage(w io.Writer, list []held, p Paging) error {
	list = slices.DeleteFunc(slices.Clone(list), func(h held) bool { return !h.written() })
	slices.SortFunc(list, func(a, b held) int {
		return cmp.Or(strings.Compare(a.id(), b.id()), strings.Compare(a.ref.ID, b.ref.ID))
	})
	if p.Size <= 0 {
		p.Size = max(1, len(list))
	}
	p.Number = max(1, p.Number)
	page := envelope{PageInfo: PageInfo{Items: len(list), Pages: max(1, (len(list)+p.Size-1)/p.Size), Number: p.Number, Size: p.Size, First: p.Number == 1}, Contents: []wire{}}
	page.Last = p.Number >= page.Pages
	if from := p.Number - 1; from < page.Pages {
		for _, h := range list[min(len(list), from*p.Size):min(len(list), (from+1)*p.Size)] {
			page.Contents = append(page.Contents, h.service(p.Shallow))
		}
	}
	page.Empty = len(page.Contents) == 0
	return encode(w, page)
}

func encode(w io.Writer, v any) error {
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	return e.Encode(v)
}

func (h held) written() bool {
	return h.status == signpost.Listed || h.status == signpost.Retired && h.shown && (h.why == signpost.Closed || h.why == signpost.Merged)
}

func (h held) id() string {
	if id := h.listing.Source.ID; isUUID(id) {
		return id
	}
	return madeID("resource", h.ref.ID)
}

// ours is the UUID that ids are made under.
var ours = [16]byte{0x9a, 0x1f, 0x0c, 0x52, 0x6d, 0x3b, 0x5e, 0x71, 0x8c, 0x44, 0x2e, 0x97, 0xb0, 0x5d, 0x63, 0xe8}

// madeID is a UUID version 5 of what something is called.
func madeID(parts ...string) string {
	sum := sha1.Sum(append(ours[:], strings.Join(parts, "\x00")...))
	u := sum[:16]
	u[6], u[8] = u[6]&0x0f|0x50, u[8]&0x3f|0x80
	x := hex.EncodeToString(u)
	return x[:8] + "-" + x[8:12] + "-" + x[12:16] + "-" + x[16:20] + "-" + x[20:]
}

func (h held) service(shallow bool) wire {
	l := h.listing
	out := wire{
		ID: h.id(), Name: l.Name.Reveal(), Description: l.Offers.Reveal(), Status: h.state(), Alert: l.Now.Alert.Reveal(),
		MinimumAge: l.Reach.MinimumAge, MaximumAge: l.Reach.MaximumAge, LastModified: h.changed, WaitTime: l.Reach.Waiting.Reveal(),
		Eligibility: paragraphs(l.Reach.Serves.Reveal(), l.Reach.Threshold.Reveal(), labelled("Not for: ", l.Reach.CannotServe)),
	}
	if h.verified.Precision() == peer.ByDay {
		out.AssuredDate = h.verified.String()
	}
	h.reachable(&out)
	if name := l.OrganisationName.Reveal(); name != "" {
		out.Organization = &wireOrganization{ID: orMade(l.Organisation, "organisation", cmp.Or(l.Organisation, name)), Name: name, Description: name}
	}
	if !shallow {
		h.nested(&out)
		return out
	}
	out.Phones, out.Contacts = nil, nil
	return out
}

func labelled(label string, p peer.Private) string {
	if p.IsZero() {
		return ""
	}
	return label + p.Reveal()
}

func paragraphs(parts ...string) string {
	return strings.Join(slices.DeleteFunc(parts, func(p string) bool { return p == "" }), "\n")
}

func orMade(id string, parts ...string) string {
	if isUUID(id) {
		return id
	}
	return madeID(parts...)
}

func (h held) state() string {
	switch {
	case h.status == signpost.Retired:
		return "inactive"
	case h.listing.Now.Closed:
		return "temporarily closed"
	}
	return "active"
}

// reachable writes the ways to get in touch that have a member of their own: the first
// e-mail and the first address on the web; all numbers.
func (h held) reachable(out *wire) {
	for _, c := range h.listing.Contacts {
		value := c.Value.Reveal()
		switch {
		case c.Kind == signpost.ContactEmail && out.Email == "":
			out.Email = value
		case c.Kind == signpost.ContactEmail:
			out.Contacts = append(out.Contacts, wireContact{ID: h.part("contact", value), Email: value})
		case c.Kind == signpost.ContactWeb && out.URL == "":
			out.URL = value
		case c.Kind == signpost.ContactPhone:
			out.Phones = append(out.Phones, wirePhone{ID: h.part("phone", value), Number: value, Type: "voice"})
		case c.Kind == signpost.ContactSMS:
			out.Phones = append(out.Phones, wirePhone{ID: h.part("text", value), Number: value, Type: "text"})
		}
	}
}

func (h held) part(of ...string) string { return madeID(append([]string{h.id()}, of...)...) }
