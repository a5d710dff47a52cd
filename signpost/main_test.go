package signpost_test

import (
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/internal/steptest"
	"github.com/towpath-care/towpath/peer"
	"github.com/towpath-care/towpath/signpost"
)

func TestMain(m *testing.M) {
	steptest.Main(m, signpost.Tables()...)
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
	bySian    = peer.ByPerson(sian)
	byBeatriz = peer.ByPerson(beatriz)
	byJess    = peer.ByStaff(jess, peer.RolePeerWorker)
	byRowan   = peer.ByStaff(rowan, peer.RolePeerWorker)
	byKay     = peer.ByStaff(kay, peer.RoleCareCoordinator)
	byMegan   = peer.ByCarer(megan)
)

// anybody are actors of every sort to a record of Sian and Jess.
func anybody() []steptest.Someone {
	return []steptest.Someone{
		{Name: "the person", By: bySian, As: peer.PartyPerson},
		{Name: "another person", By: byBeatriz, As: peer.PartyNobody},
		{Name: "a person with the worker's id", By: peer.ByPerson(peer.PersonID(jess)), As: peer.PartyNobody},
		{Name: "the worker", By: byJess, As: peer.PartyWorker},
		{Name: "another worker", By: byRowan, As: peer.PartyStaff},
		{Name: "staff with the person's id", By: peer.ByStaff(peer.StaffID(sian), peer.RolePeerWorker), As: peer.PartyStaff},
		{Name: "a nurse", By: byKay, As: peer.PartyStaff},
		{Name: "a carer", By: byMegan, As: peer.PartyCarer},
		{Name: "a carer with the person's id", By: peer.ByCarer(peer.CarerID(sian)), As: peer.PartyCarer},
	}
}

// everybody are actors of every sort to a record that is about nobody.
func everybody() []steptest.Someone {
	out := anybody()
	for i, x := range out {
		switch {
		case x.By.Person != "":
			out[i].As = peer.PartyPerson
		case x.By.Staff != "":
			out[i].As = peer.PartyStaff
		}
	}
	return out
}

const policyJSON = `{
  "schema": 1, "organisation": "A", "version": "2026", "from": "2026-01-01", "until": "2026-12-31", "example": true,
  "calendar": {
    "zone": "Europe/London", "workingDays": ["mon","tue","wed","thu","fri"], "hours": {"from": "09:00", "to": "17:00"},
    "holidays": ["2026-01-01","2026-04-03","2026-04-06","2026-05-04","2026-05-25","2026-08-31","2026-12-25","2026-12-28"], "until": "2026-12-31"
  },
  "signpost": SECTION
}`

func policyFile(t testing.TB, section string) peer.PolicyFile {
	t.Helper()
	file, err := peer.OpenPolicy([]byte(strings.Replace(policyJSON, "SECTION", section, 1)), time.LoadLocation)
	require.NoError(t, err)
	return file
}

// policy is the example policy; it is read once, for nothing changes it.
func policy(t testing.TB) signpost.Policy {
	t.Helper()
	p, err := readOnce()
	require.NoError(t, err)
	return p
}

var readOnce = sync.OnceValues(func() (signpost.Policy, error) {
	file, err := peer.OpenPolicy([]byte(strings.Replace(policyJSON, "SECTION", string(signpost.ExamplePolicy()), 1)), time.LoadLocation)
	if err != nil {
		return signpost.Policy{}, err
	}
	return signpost.PolicyFrom(file)
})

// facts are those on which every step is taken: nothing stands in the directory twice,
// and the host knows a few people.
func facts(t testing.TB) signpost.Facts {
	return signpost.Facts{Policy: policy(t), NoOther: peer.Yes, Identifying: []string{"Siân Weller", "p4", "p6"}}
}

// What these tests say all the time.
var (
	on, own, unsigned = steptest.On, steptest.Own, steptest.Unsigned
	act, only, open   = steptest.ActOn, steptest.Only, steptest.Open
	row               = steptest.Rule
)
