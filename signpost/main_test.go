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

const (
	whenSaid = "2026-05-04T10:00Z"
	whenNext = "2026-05-06T10:00Z"
)

var ground = steptest.Ground[signpost.Facts]{Facts: facts, Said: whenSaid, Next: whenNext,
	Usual:  map[peer.Party]peer.Actor{peer.PartyPerson: bySian, peer.PartyWorker: byJess, peer.PartyStaff: byKay, peer.PartyCarer: byMegan},
	Others: []peer.Actor{bySian, byJess, byRowan, byKay, byMegan, byBeatriz},
	Drawn: func(draw steptest.Draw, f signpost.Facts) signpost.Facts {
		return signpost.Facts{Policy: steptest.OneOf(draw, f.Policy, signpost.Policy{}), NoOther: steptest.Mostly(draw, peer.Yes, peer.Unknown, peer.No), Identifying: []string{"p4", "Ahmed"}}
	},
	Odd: []any{"given", "accessed", "shed"}, Decode: signpost.Decode,
	Shapes: []string{"/listing/"}, // a listing names the rows of its fields wherever it stands
}

// giving is the ground of what is given to a person.
var giving = steptest.Ground[signpost.GivingFacts]{Facts: func(t testing.TB) signpost.GivingFacts { return givingFacts(t) }, From: "2026-04-20T22:30Z",
	Usual:  map[peer.Party]peer.Actor{peer.PartyPerson: bySian, peer.PartyWorker: byJess, peer.PartyStaff: byRowan},
	Others: []peer.Actor{bySian, byJess, byRowan, byMegan, byBeatriz},
	Drawn: func(draw steptest.Draw, f signpost.GivingFacts) signpost.GivingFacts {
		return steptest.Mostly(draw, f, signpost.GivingFacts{})
	},
	Odd: ground.Odd, Decode: signpost.Decode,
}

var readers = steptest.Readers{At: "2026-05-10T09:00Z", Who: map[string]peer.Actor{"sian": bySian, "jess": byJess, "kay": byKay, "rowan": byRowan, "megan": byMegan,
	"beatriz": byBeatriz, "nobody": {}, "two at once": {Person: sian, Staff: jess}}}

// sharing are the readers after what Sian said to sharing their plan, for every purpose;
// unknown: nothing.
func sharing(answer peer.Tri) steptest.Readers {
	out := readers
	for _, p := range peer.Purpose("").Terms() {
		if answer != peer.Unknown {
			out.Yes = append(out.Yes, peer.Consent{ID: "c1", Person: sian, Scope: peer.SharePlan, Purpose: peer.Purpose(p), Given: answer, From: on("2026-01-01T00:00Z")})
		}
	}
	return out
}

// What these tests say all the time.
var (
	on, own, unsigned = steptest.On, steptest.Own, steptest.Unsigned
	act, only, open   = steptest.ActOn, steptest.Only, steptest.Open
	row               = steptest.Rule
)
