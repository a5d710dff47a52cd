package signpost

import (
	"slices"
	"time"

	"github.com/towpath-care/towpath/peer"
)

// Entered is an entry of the directory as tests need one: in a place, with a listing,
// last made sure of on a day. Nothing of how it came there is asked.
type Entered struct {
	ID       string      `json:"id"`
	Status   peer.Status `json:"status"`
	Listing  Listing     `json:"listing"`
	Verified peer.Date   `json:"verified"`
	Doubt    DoubtReason `json:"doubt"`
	At       time.Time   `json:"at"` // when it was found and listed
}

// making is a machine with one step, which makes an entry as it is told.
var making = &peer.Machine[Resource, struct{}]{
	Kind: KindResource, Schema: 1, Head: func(r *Resource) *peer.Head { return &r.head },
	Data: func(r *Resource) any { return &r.s }, Person: func(Resource) peer.PersonID { return "" },
	Party: func(Resource, peer.Actor) peer.Party { return peer.PartyStaff },
	Rows: []peer.Row[Resource, struct{}]{
		peer.Begins(
			peer.Row[Resource, struct{}]{Do: "make", To: []peer.Status{Found, Proposed, Verified, Listed, Disputed, Retired}, By: []peer.Party{peer.PartyStaff}},
			func(m Entered) string { return m.ID }, func(Entered) Resource { return Resource{} },
			peer.Step[Resource, struct{}, Entered]{
				Apply: func(r Resource, m Entered, t *peer.Taken[struct{}]) Resource {
					r.s = resource{Listing: m.Listing, Finder: t.Act.By, Found: t.Now(), Verified: verification{On: m.Verified, How: ByPhone, By: t.Act.By.Staff, At: t.Now()}, Listed: t.Now()}
					if m.Doubt != "" {
						r.s.Doubts = []Doubt{{Reason: m.Doubt, By: t.Act.By, At: t.Now()}}
					}
					return r
				},
				To: func(_ Resource, m Entered) peer.Status { return m.Status },
			}),
	},
}

// MakeResource makes an entry for a test. What a listing needs and m does not give is
// filled in: a name, a category, what there is to it and a telephone number.
func MakeResource(m Entered) Resource {
	l := &m.Listing
	if l.Name.IsZero() {
		l.Name = peer.Say(m.ID)
	}
	if l.Offers.IsZero() {
		l.Offers = peer.Say("There is tea.")
	}
	if l.Kind == "" {
		l.Kind = Service
	}
	if l.Sector == "" {
		l.Sector = SectorLocal
	}
	if len(l.Categories) == 0 {
		l.Categories = []Category{LeisureGroup}
	}
	if l.Contacts == nil {
		l.Contacts = []ContactPoint{{ContactPhone, peer.Say("01632 960123")}}
	}
	if m.Status == "" {
		m.Status = Listed
	}
	if m.At.IsZero() {
		m.At = time.Date(2026, 1, 5, 10, 0, 0, 0, time.UTC)
	}
	r, _, err := making.New(m, peer.Act{By: peer.ByStaff("w4", ""), At: m.At, ID: "made"}, struct{}{})
	if err != nil {
		panic(err)
	}
	return r
}

// WaysRound are the needs that have a way round.
func WaysRound() []AccessNeed {
	var out []AccessNeed
	for n := range waysRound {
		out = append(out, n)
	}
	slices.Sort(out)
	return out
}
