package signpost

import (
	"time"

	"github.com/towpath-care/towpath/peer"
)

// EntryInTest is an entry of the directory as tests of signposts need one: in a place,
// last made sure of on a day, listed at a time. Nothing of how it came there is asked.
func EntryInTest(id string, l Listing, status peer.Status, verified peer.Date, at time.Time) Resource {
	r, _, err := entriesInTest.New(putInTest{id, status}, peer.Act{By: peer.ByStaff("directory", ""), At: at, ID: "put"}, Facts{})
	if err != nil {
		panic(err)
	}
	r.s = resource{Listing: l.clone(), Finder: peer.ByStaff("directory", ""), Found: at, Verified: verification{On: verified, How: ByPhone}, Listed: at}
	return r
}

type putInTest struct {
	ID string      `json:"id"`
	In peer.Status `json:"in"`
}

var entriesInTest = peer.Machine[Resource, Facts]{
	Kind: KindResource, Schema: 1, Moves: "SIGN-01",
	Head:   func(r *Resource) *peer.Head { return &r.head },
	Data:   func(r *Resource) any { return &r.s },
	Person: func(Resource) peer.PersonID { return "" },
	Party:  func(Resource, peer.Actor) peer.Party { return peer.PartyStaff },
	Rows: []row[Resource]{peer.Begins(row[Resource]{
		Do: "put", To: []peer.Status{Found, Proposed, Verified, Listed, Disputed, Retired}, By: []peer.Party{peer.PartyStaff}, Form: "SIGN-01",
	}, func(c putInTest) string { return c.ID }, func(putInTest) Resource { return Resource{} }, step[Resource, putInTest]{
		Apply: func(r Resource, _ putInTest, _ *taken) Resource { return r },
		To:    func(_ Resource, c putInTest) peer.Status { return c.In },
	})},
}
