package sharing_test

import (
	"sync"
	"testing"

	"github.com/towpath-care/towpath/internal/steptest"
	"github.com/towpath-care/towpath/peer"
	"github.com/towpath-care/towpath/peer/sharing"
)

func TestMain(m *testing.M) {
	steptest.Main(m, sharing.Tables()...)
}

// The people of these tests. All are invented. Iris supervises Jess, Hannah leads the
// team.
const (
	sian    peer.PersonID = "p4"
	beatriz peer.PersonID = "p6"
	jess    peer.StaffID  = "w4"
	rowan   peer.StaffID  = "w5"
	hannah  peer.StaffID  = "hannah-voss"
	iris    peer.StaffID  = "iris-penhale"
	megan   peer.CarerID  = "megan"
)

var (
	bySian   = peer.ByPerson(sian)
	byJess   = peer.ByStaff(jess, peer.RolePeerWorker)
	byRowan  = peer.ByStaff(rowan, peer.RolePeerWorker)
	byHannah = peer.ByStaff(hannah, peer.RoleLineManager)
	byIris   = peer.ByStaff(iris, peer.RolePeerSupportLead)
	byMegan  = peer.ByCarer(megan)
)

// anybody are actors of every sort; the person is a party of what is about them, and
// nobody to what is the worker's own.
func anybody(person peer.Party) []steptest.Someone {
	return []steptest.Someone{
		{Name: "the person", By: bySian, As: person},
		{Name: "another person", By: peer.ByPerson(beatriz), As: peer.PartyNobody},
		{Name: "a person with the worker's id", By: peer.ByPerson(peer.PersonID(jess)), As: peer.PartyNobody},
		{Name: "the worker", By: byJess, As: peer.PartyWorker},
		{Name: "another worker", By: byRowan, As: peer.PartyStaff},
		{Name: "staff with the person's id", By: peer.ByStaff(peer.StaffID(sian), peer.RolePeerWorker), As: peer.PartyStaff},
		{Name: "the line manager", By: byHannah, As: peer.PartyStaff},
		{Name: "the supervisor", By: byIris, As: peer.PartyStaff},
		{Name: "a carer", By: byMegan, As: peer.PartyCarer},
		{Name: "a carer with the person's id", By: peer.ByCarer(peer.CarerID(sian)), As: peer.PartyCarer},
	}
}

// What these tests say all the time.
var (
	on, own, unsigned = steptest.On, steptest.Own, steptest.Unsigned
	act, only, open   = steptest.ActOn, steptest.Only, steptest.Open
	rule              = steptest.Rule
)

const (
	whenShared = "2026-05-04T09:30Z"
	whenSaid   = "2026-05-04T10:00Z"
	whenNext   = "2026-05-06T10:00Z"
)

var ground = steptest.Ground[sharing.Facts]{Facts: func(testing.TB) sharing.Facts { return facts() }, Said: whenSaid, Next: whenNext, From: "2026-05-02T22:30Z",
	Usual:  map[peer.Party]peer.Actor{peer.PartyPerson: bySian, peer.PartyWorker: byJess},
	Others: []peer.Actor{bySian, byJess, byRowan, byHannah, byMegan, peer.ByPerson(beatriz)},
	Drawn: func(draw steptest.Draw, f sharing.Facts) sharing.Facts {
		return steptest.Mostly(draw, f, sharing.Facts{}, sharing.Facts{Agreed: peer.No, Wishes: f.Wishes, Limits: f.Limits})
	},
	Odd: []any{"useful", []any{"loss", "money"}}, Decode: sharing.Decode,
}

// readers are everybody who may come along, with every yes there is and with Jess's line
// known.
var readers = steptest.Readers{At: "2026-05-10T09:00Z", Lines: peer.Lines{LineManager: hannah, Supervisor: iris}, Yes: everyYes(),
	Who: map[string]peer.Actor{"sian": bySian, "jess": byJess, "hannah": byHannah, "iris": byIris, "rowan": byRowan, "megan": byMegan,
		"beatriz": peer.ByPerson(beatriz), "sian's id on the staff": peer.ByStaff(peer.StaffID(sian), ""), "jess's id as a person": peer.ByPerson(peer.PersonID(jess)),
		"nobody": {}, "two at once": {Person: sian, Staff: jess}}}

func everyYes() []peer.Consent {
	var out []peer.Consent
	for _, scope := range peer.ConsentScope("").Terms() {
		for _, p := range peer.Purpose("").Terms() {
			out = append(out, peer.Consent{ID: scope, Person: sian, Scope: peer.ConsentScope(scope), Purpose: peer.Purpose(p), Given: peer.Yes, From: on("2026-01-01T00:00Z")})
		}
	}
	return out
}

// lists are what Siân would rather not hear and what Jess never shares.
var lists = sync.OnceValue(func() []peer.Record {
	p, _, err := sharing.NewPreferences(thePreferences(), act(bySian, "2026-05-01T10:00Z", "p", nil), sharing.Facts{})
	if err != nil {
		panic(err)
	}
	o, _, err := sharing.NewOffLimits(sharing.SetOffLimits{ID: "o1", Worker: jess, Themes: []sharing.Theme{sharing.Childhood}}, act(byJess, "2026-05-01T10:00Z", "o", nil), sharing.Facts{})
	if err != nil {
		panic(err)
	}
	return []peer.Record{p, o}
})

func thePreferences() sharing.SetPreferences {
	return sharing.SetPreferences{ID: "p1", Person: sian, Worker: jess, Avoid: []sharing.Theme{sharing.SelfHarm}, AskFirst: []sharing.Theme{sharing.HospitalAdmission},
		Comfort: sharing.Comfort{Place: own(bySian, "on the bench in the garden"), Present: own(bySian, "my sister, no students"), Touch: sharing.NoTouch}}
}

// facts are those of a note of Jess's with Siân: agreed, and nothing in the way.
func facts() sharing.Facts {
	return sharing.Facts{Agreed: peer.Yes, Wishes: sharing.WishesOf(lists(), sian), Limits: sharing.LimitsOf(lists(), jess),
		Modelled: []peer.Ref{{Kind: "self-management-skill", ID: "k1"}}}
}

// theNote is one Jess may write.
func theNote() sharing.Log {
	return sharing.Log{ID: "n1", Person: sian, Worker: jess, Relationship: "rel-4", Contact: "c-2", Shared: on(whenShared), Purpose: sharing.InspireHope,
		Theme: sharing.ReturningToInterests, RelatesTo: sharing.RelatesTo{Kind: sharing.ToGoal, ID: "g1"}, Depth: sharing.Brief, Reaction: sharing.Useful, Again: peer.Yes}
}

// inGroup is one Jess may write of a group.
func inGroup() sharing.Log {
	n := theNote()
	n.Person, n.Relationship, n.Group, n.RelatesTo, n.Reaction = "", "", "allotment-group", sharing.RelatesTo{}, sharing.NotAsked
	return n
}
