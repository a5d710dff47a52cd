package worker_test

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/internal/steptest"
	"github.com/towpath-care/towpath/peer"
	"github.com/towpath-care/towpath/peer/worker"
)

func TestMain(m *testing.M) {
	steptest.Main(m, worker.Tables()...)
}

// The people of these tests. All are invented. Jess is the worker; Hannah is her line
// manager, Iris the peer support lead, Noor looks after employment.
const (
	sian    peer.PersonID = "p4"
	beatriz peer.PersonID = "p6"
	jess    peer.StaffID  = "w4"
	rowan   peer.StaffID  = "w5"
	kay     peer.StaffID  = "kay-orr"
	hannah  peer.StaffID  = "hannah-voss"
	iris    peer.StaffID  = "iris-penhale"
	noor    peer.StaffID  = "noor-castle"
	megan   peer.CarerID  = "megan"
)

var (
	bySian   = peer.ByPerson(sian)
	byJess   = peer.ByStaff(jess, peer.RolePeerWorker)
	byRowan  = peer.ByStaff(rowan, peer.RolePeerWorker)
	byKay    = peer.ByStaff(kay, peer.RoleCareCoordinator)
	byHannah = peer.ByStaff(hannah, peer.RoleLineManager)
	byIris   = peer.ByStaff(iris, peer.RolePeerSupportLead)
	byNoor   = peer.ByStaff(noor, worker.RoleHumanResources)
	byMegan  = peer.ByCarer(megan)
)

// anybody are actors of every sort. A person is a party of nothing here.
func anybody() []steptest.Someone {
	return []steptest.Someone{
		{Name: "a person", By: bySian, As: peer.PartyNobody},
		{Name: "a person with the worker's id", By: peer.ByPerson(peer.PersonID(jess)), As: peer.PartyNobody},
		{Name: "the worker", By: byJess, As: peer.PartyWorker},
		{Name: "another worker", By: byRowan, As: peer.PartyStaff},
		{Name: "a nurse", By: byKay, As: peer.PartyStaff},
		{Name: "the line manager", By: byHannah, As: peer.PartyStaff},
		{Name: "the peer support lead", By: byIris, As: peer.PartyStaff},
		{Name: "a carer", By: byMegan, As: peer.PartyCarer},
		{Name: "a carer with the worker's id", By: peer.ByCarer(peer.CarerID(jess)), As: peer.PartyCarer},
	}
}

const policyJSON = `{
  "schema": 1, "organisation": "A", "version": "2026", "from": "2026-01-01", "until": "2026-12-31", "example": true,
  "calendar": {
    "zone": "Europe/London", "workingDays": ["mon","tue","wed","thu","fri"], "hours": {"from": "09:00", "to": "17:00"},
    "holidays": ["2026-01-01","2026-04-03","2026-04-06","2026-05-04","2026-05-25","2026-08-31","2026-12-25","2026-12-28"], "until": "2026-12-31"
  },
  "worker": SECTION
}`

func policyFile(t testing.TB, section string) peer.PolicyFile {
	t.Helper()
	file, err := peer.OpenPolicy([]byte(strings.Replace(policyJSON, "SECTION", section, 1)), time.LoadLocation)
	require.NoError(t, err)
	return file
}

// obj and list are JSON as tests write it.
type (
	obj  = map[string]any
	list = []any
)

// servicesJSON are services that ask for different things.
var servicesJSON = list{
	obj{"service": "community", "setting": "community-team", "ageFrom": 18, "anyOf": list{}, "secondaryServices": "not-asked"},
	obj{"service": "early-psychosis", "setting": "assertive-outreach", "ageFrom": 18, "anyOf": list{"psychosis", "bipolar"}, "secondaryServices": "not-asked"},
	obj{"service": "ward", "setting": "inpatient-ward", "ageFrom": 18, "anyOf": list{}, "secondaryServices": "required"},
	obj{"service": "drop-in", "setting": "drop-in", "anyOf": list{}, "secondaryServices": "preferred"},
	obj{"service": "young", "setting": "camhs", "ageFrom": 11, "ageTo": 17, "anyOf": list{}, "secondaryServices": "not-asked"},
}

// edited is the example section with members put differently; nil leaves one out.
func edited(t testing.TB, members obj) string {
	t.Helper()
	var section obj
	require.NoError(t, json.Unmarshal(worker.ExamplePolicy(), &section))
	section["services"] = servicesJSON
	for name, value := range members {
		if section[name] = value; value == nil {
			delete(section, name)
		}
	}
	b, err := json.Marshal(section)
	require.NoError(t, err)
	return string(b)
}

func policyWith(t testing.TB, members obj) worker.Policy {
	t.Helper()
	p, err := worker.PolicyFrom(policyFile(t, edited(t, members)))
	require.NoError(t, err)
	return p
}

func policy(t testing.TB) worker.Policy { return policyWith(t, nil) }

// facts are the facts about Jess, who began on 2 March and is done with nothing yet.
func facts(t testing.TB) worker.Facts { return factsWith(policy(t)) }

func factsWith(p worker.Policy) worker.Facts {
	return worker.Facts{Policy: p, Lines: peer.Lines{LineManager: hannah, Supervisor: iris}, Start: date("2026-03-02"), Standing: map[worker.RequirementKind]worker.Standing{},
		Roles: map[peer.StaffID]peer.Role{hannah: peer.RoleLineManager, iris: peer.RolePeerSupportLead, noor: worker.RoleHumanResources, kay: peer.RoleCareCoordinator, rowan: peer.RolePeerWorker}}
}

// What these tests say all the time.
var (
	on, own, unsigned = steptest.On, steptest.Own, steptest.Unsigned
	act, only, open   = steptest.ActOn, steptest.Only, steptest.Open
	row, date         = steptest.Rule, peer.MustDate
)
