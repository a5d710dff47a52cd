package transition_test

import (
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/internal/steptest"
	"github.com/towpath-care/towpath/peer"
	"github.com/towpath-care/towpath/transition"
)

func TestMain(m *testing.M) {
	steptest.Main(m, transition.Tables()...)
}

// The people of these tests. All are invented. Kay organises.
const (
	sian    peer.PersonID = "p4"
	beatriz peer.PersonID = "p6"
	jess    peer.StaffID  = "w4"
	rowan   peer.StaffID  = "w5"
	kay     peer.StaffID  = "kay-orr"
	megan   peer.CarerID  = "megan"
)

var (
	bySian  = peer.ByPerson(sian)
	byJess  = peer.ByStaff(jess, peer.RolePeerWorker)
	byRowan = peer.ByStaff(rowan, peer.RolePeerWorker)
	byKay   = peer.ByStaff(kay, peer.RoleCareCoordinator)
	byMegan = peer.ByCarer(megan)
)

// anybody are actors of every sort; the nurse is what a record has Kay be.
func anybody(nurse peer.Party) []steptest.Someone {
	return []steptest.Someone{
		{Name: "the person", By: bySian, As: peer.PartyPerson},
		{Name: "another person", By: peer.ByPerson(beatriz), As: peer.PartyNobody},
		{Name: "a person with the worker's id", By: peer.ByPerson(peer.PersonID(jess)), As: peer.PartyNobody},
		{Name: "the worker", By: byJess, As: peer.PartyWorker},
		{Name: "another worker", By: byRowan, As: peer.PartyStaff},
		{Name: "staff with the person's id", By: peer.ByStaff(peer.StaffID(sian), peer.RolePeerWorker), As: peer.PartyStaff},
		{Name: "a nurse", By: byKay, As: nurse},
		{Name: "a carer", By: byMegan, As: peer.PartyCarer},
		{Name: "a carer with the person's id", By: peer.ByCarer(peer.CarerID(sian)), As: peer.PartyCarer},
	}
}

const policyJSON = `{
  "schema": 1, "organisation": "A", "version": "2026", "from": "2026-01-01", "until": "2026-12-31", "example": true,
  "calendar": {
    "zone": "Europe/London", "workingDays": ["mon","tue","wed","thu","fri"], "hours": {"from": "09:00", "to": "17:00"},
    "holidays": ["2026-01-01","2026-04-03","2026-04-06","2026-05-04","2026-05-25","2026-08-31","2026-12-25","2026-12-28"], "until": "2026-12-31"
  },
  "transition": SECTION
}`

func policyFile(t testing.TB, section string) peer.PolicyFile {
	t.Helper()
	file, err := peer.OpenPolicy([]byte(strings.Replace(policyJSON, "SECTION", section, 1)), time.LoadLocation)
	require.NoError(t, err)
	return file
}

func policy(t testing.TB) transition.Policy {
	t.Helper()
	p, err := transition.PolicyFrom(policyFile(t, string(transition.ExamplePolicy())))
	require.NoError(t, err)
	return p
}

func facts(t testing.TB) transition.Facts { return transition.Facts{Policy: policy(t)} }

const (
	whenSaid = "2026-05-04T10:00Z"
	whenNext = "2026-05-06T10:00Z"
)

var ground = steptest.Ground[transition.Facts]{Facts: facts, Said: whenSaid, Next: whenNext,
	Usual:  map[peer.Party]peer.Actor{peer.PartyPerson: bySian, peer.PartyWorker: byJess, peer.PartyOrganiser: byKay, peer.PartyStaff: byKay},
	Others: []peer.Actor{bySian, byJess, byRowan, byKay, byMegan, peer.ByPerson(beatriz)},
	Drawn: func(draw steptest.Draw, f transition.Facts) transition.Facts {
		return transition.Facts{Policy: steptest.OneOf(draw, f.Policy, transition.Policy{}), Organises: steptest.OneOf(draw, peer.Yes, peer.Yes, peer.Unknown, peer.No)}
	},
	Odd: []any{"organiser", "met"}, Spoilt: 300, Decode: transition.Decode,
}

var readers = steptest.Readers{At: "2026-05-10T09:00Z", Who: map[string]peer.Actor{"sian": bySian, "jess": byJess, "kay": byKay, "rowan": byRowan, "megan": byMegan,
	"beatriz": peer.ByPerson(beatriz), "nobody": {}, "two at once": {Person: sian, Staff: jess}}}

// sharesPlan is a yes of the person, or another answer, to sharing for a purpose.
func sharesPlan(purpose peer.Purpose, given peer.Tri) peer.Consent {
	return peer.Consent{ID: "c1", Person: sian, Scope: peer.SharePlan, Purpose: purpose, Given: given, From: on("2026-01-01T00:00Z")}
}

// What these tests say all the time.
var (
	on, own, unsigned = steptest.On, steptest.Own, steptest.Unsigned
	act, only, open   = steptest.ActOn, steptest.Only, steptest.Open
	row               = steptest.Rule
)
