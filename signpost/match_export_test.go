package signpost

import (
	"slices"
	"time"

	"github.com/towpath-care/towpath/peer"
)

// Entered is a resource as it would be after the steps that lead there.
type Entered struct {
	ID       string      `json:"id"`
	Status   peer.Status `json:"status"`
	Listing  Listing     `json:"listing"`
	Verified peer.Date   `json:"verified"`
	Doubt    DoubtReason `json:"doubt"`
}

// making is a machine with one step that makes a resource as it is told. Matching reads
// resources and takes no step.
var making = &peer.Machine[Resource, struct{}]{
	Kind: KindResource, Schema: 1, Head: func(r *Resource) *peer.Head { return &r.head },
	Data: func(r *Resource) any { return &r.s }, Person: func(Resource) peer.PersonID { return "" },
	Party: func(Resource, peer.Actor) peer.Party { return peer.PartyStaff },
	Legal: func(Resource) []peer.Reason { return nil },
	Rows: []peer.Row[Resource, struct{}]{
		peer.Begins(
			peer.Row[Resource, struct{}]{Do: "make", To: []peer.Status{Found, Proposed, Verified, Listed, Disputed, Retired}, By: []peer.Party{peer.PartyStaff}},
			func(m Entered) string { return m.ID }, func(Entered) Resource { return Resource{} },
			peer.Step[Resource, struct{}, Entered]{
				Apply: func(r Resource, m Entered, t *peer.Taken[struct{}]) Resource {
					r.s = resource{Listing: m.Listing, Finder: t.Act.By, Found: t.Now(), Verified: verification{On: m.Verified, How: ByPhone, By: t.Act.By.Staff, At: t.Now()}}
					if m.Doubt != "" {
						r.s.Doubts = []Doubt{{Reason: m.Doubt, By: t.Act.By, At: t.Now()}}
					}
					return r
				},
				To: func(_ Resource, m Entered) peer.Status { return m.Status },
			}),
	},
}

// MakeResource makes a resource for a test. What a listing needs and m does not give is filled
// in: a name, a category, what there is to it and a telephone number.
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
	act := peer.Act{By: peer.ByStaff("w4", peer.RolePeerWorker), At: time.Date(2026, 1, 5, 10, 0, 0, 0, time.UTC), ID: "made"}
	r, _, err := making.New(m, act, struct{}{})
	if err != nil {
		panic(err)
	}
	return r
}

// RestrictionReason opens the builder to tests.
var RestrictionReason = restrictionReason

// WaysRound are the needs that have a way round.
func WaysRound() []AccessNeed {
	var out []AccessNeed
	for n := range waysRound {
		out = append(out, n)
	}
	slices.Sort(out)
	return out
}
