package recovery_test

import (
	"runtime/debug"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/internal/steptest"
	"github.com/towpath-care/towpath/peer"
	"github.com/towpath-care/towpath/recovery"
)

func TestMain(m *testing.M) {
	debug.SetGCPercent(800) // these tests make much that is soon forgotten; a third of their time went into clearing it away
	steptest.Main(m, recovery.Tables()...)
}

// The people of these tests. All are invented.
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

// anybody are actors of every sort; the nurse is what a record has them be.
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
    "holidays": ["2026-01-01"], "until": "2026-12-31"
  },
  "recovery": SECTION
}`

// examplePolicy is read once: it is asked for thousands of times.
var examplePolicy recovery.Policy

func policy(t testing.TB) recovery.Policy {
	t.Helper()
	if !examplePolicy.Known() {
		p, err := policyOf(t, string(recovery.ExamplePolicy()))
		require.NoError(t, err)
		examplePolicy = p
	}
	return examplePolicy
}

func facts(t testing.TB) recovery.Facts {
	return recovery.Facts{Policy: policy(t), WellbeingWelcome: peer.Yes}
}

// What these tests say all the time.
var (
	on, own, unsigned = steptest.On, steptest.Own, steptest.Unsigned
	act, only, open   = steptest.ActOn, steptest.Only, steptest.Open
	row               = steptest.Rule
)

// groundOf is the ground of the records of a person's recovery, on these facts.
func groundOf[F any](facts func(testing.TB) F) steptest.Ground[F] {
	return steptest.Ground[F]{Facts: facts, Usual: map[peer.Party]peer.Actor{peer.PartyPerson: bySian}, Share: 40, Give: given, Decode: recovery.Decode,
		Who: func(draw steptest.Draw, _ peer.Record, party peer.Party) peer.Actor { return someone(draw, party) }}
}

// ground is that of most of them. Their histories are taken in an organisation whose
// policy is known, or is not.
var ground = func() steptest.Ground[recovery.Facts] {
	g := groundOf(facts)
	g.Drawn = func(draw steptest.Draw, f recovery.Facts) recovery.Facts {
		return recovery.Facts{Policy: steptest.OneOf(draw, f.Policy, recovery.Policy{})}
	}
	return g
}()
