package openreferral

import (
	"encoding/json"

	"github.com/towpath-care/towpath/peer"
)

// PageInfo is what a page of services says of itself. A caller that fetches goes on
// until Last. The zero value is no page.
type PageInfo struct {
	Items  int  `json:"total_items"`
	Pages  int  `json:"total_pages"`
	Number int  `json:"page_number"`
	Size   int  `json:"size"`
	First  bool `json:"first_page"`
	Last   bool `json:"last_page"`
	Empty  bool `json:"empty"`
}

// read takes a member of the envelope; one of another type says nothing.
func (p *PageInfo) read(name string, raw []byte) {
	into := map[string]any{
		"total_items": &p.Items, "total_pages": &p.Pages, "page_number": &p.Number, "size": &p.Size,
		"first_page": &p.First, "last_page": &p.Last, "empty": &p.Empty,
	}[name]
	if into != nil {
		_ = json.Unmarshal(raw, into)
	}
}

// contents reads the services of a page. What is no list is reported as an entry that
// cannot be read.
func (r *Reader) contents(d *decoding) (bool, error) {
	open, err := d.Token()
	if err != nil {
		return false, d.why(err)
	}
	if open == json.Delim('[') {
		return true, r.elements(d, "/contents")
	}
	return false, peer.Fault(peer.Rule{Row: "DOC-01", Code: peer.ErrSchema}, "/contents", "The services of a page are a list.", "Tell whoever keeps the directory.")
}
