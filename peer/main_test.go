package peer_test

import (
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/internal/steptest"
	"github.com/towpath-care/towpath/peer"
)

func TestMain(m *testing.M) {
	steptest.Suite{
		Tables: peer.Tables(),
		Rules:  peer.CommonRules(),
		Excused: map[peer.Rule]string{
			{Row: "STEP-07", Code: peer.ErrRequired}: "a step that is one of the record's has a row, and then nothing is left to say about it",
		},
	}.Main(m)
}

// The people of these tests. All are invented.
const (
	aled    peer.PersonID  = "p1"
	beatriz peer.PersonID  = "p6"
	jess    peer.StaffID   = "w4"
	rowan   peer.StaffID   = "w5"
	hannah  peer.StaffID   = "hannah-voss"
	iris    peer.StaffID   = "iris-penhale"
	kay     peer.StaffID   = "kay-orr"
	megan   peer.CarerID   = "megan"
	team    peer.ServiceID = "tamarside-community"
)

var (
	byAled   = peer.ByPerson(aled)
	byJess   = peer.ByStaff(jess, peer.RolePeerWorker)
	byHannah = peer.ByStaff(hannah, peer.RoleLineManager)
	byMegan  = peer.ByCarer(megan)
	byRowan  = peer.ByStaff(rowan, peer.RolePeerWorker)
	byIris   = peer.ByStaff(iris, peer.RolePeerSupportLead)
	byKay    = peer.ByStaff(kay, peer.RoleCareCoordinator) // a nurse: a registered professional
)

// anybody are actors of every sort. lines is what the two of a worker's line are
// to a record: some records know them as staff only.
func anybody() []steptest.Someone {
	return []steptest.Someone{
		{Name: "the person", By: byAled, As: peer.PartyPerson},
		{Name: "another person", By: peer.ByPerson(beatriz), As: peer.PartyNobody},
		{Name: "a person with the worker's id", By: peer.ByPerson(peer.PersonID(jess)), As: peer.PartyNobody},
		{Name: "the worker", By: byJess, As: peer.PartyWorker},
		{Name: "another worker", By: peer.ByStaff(rowan, peer.RolePeerWorker), As: peer.PartyStaff},
		{Name: "staff with the person's id", By: peer.ByStaff(peer.StaffID(aled), peer.RolePeerWorker), As: peer.PartyStaff},
		{Name: "a nurse", By: peer.ByStaff(kay, peer.RoleCareCoordinator), As: peer.PartyStaff},
		{Name: "a carer", By: byMegan, As: peer.PartyCarer},
		{Name: "a carer with the person's id", By: peer.ByCarer(peer.CarerID(aled)), As: peer.PartyCarer},
	}
}

var policyJSON = strings.Replace(`{
  "schema": 1, "organisation": "A", "version": "2026", "from": "2026-01-01", "until": "2026-12-31", "example": true,
  "calendar": {
    "zone": "Europe/London", "workingDays": ["mon","tue","wed","thu","fri"], "hours": {"from": "09:00", "to": "17:00"},
    "holidays": ["2026-01-01","2026-04-03","2026-04-06","2026-05-04","2026-05-25","2026-08-31","2026-12-25","2026-12-28"],
    "until": "2026-12-31"
  },
  "peer": SECTION
}`, "SECTION", string(peer.ExamplePolicy()), 1)

func policyFile(t testing.TB) peer.PolicyFile {
	t.Helper()
	file, err := peer.OpenPolicy([]byte(policyJSON), time.LoadLocation)
	require.NoError(t, err)
	return file
}

func policy(t testing.TB) peer.Policy {
	t.Helper()
	p, err := peer.PolicyFrom(policyFile(t))
	require.NoError(t, err)
	return p
}

// on reads an instant such as "2026-02-17T11:20Z".
func on(s string) time.Time {
	at, err := time.Parse("2006-01-02T15:04Z07:00", s)
	if err != nil {
		panic(err)
	}
	return at
}

func own(text string) peer.Words {
	return peer.Words{Text: peer.Say(text), Lang: "en-GB", How: peer.Said}
}

// act is an act on what a record is now.
func act(by peer.Actor, at string, id string, r peer.Record) peer.Act {
	a := peer.Act{By: by, At: on(at), ID: peer.RequestID(id)}
	if r != nil {
		a.Seen = r.Rev()
	}
	return a
}

// turnedDown checks that a step was not taken for exactly these codes.
func turnedDown(t testing.TB, err error, codes ...peer.Code) *peer.Refusal {
	t.Helper()
	var r *peer.Refusal
	require.ErrorAs(t, err, &r)
	require.ElementsMatch(t, codes, r.Codes(), r.Error())
	return r
}

// only checks that one rule, and no other, stands in the way.
func only(t testing.TB, d peer.Decision, rule string) peer.Reason {
	t.Helper()
	var stops []peer.Reason
	for _, r := range d.Reasons {
		if r.Stops() {
			stops = append(stops, r)
		}
	}
	require.Len(t, stops, 1, "%v", stops)
	require.Equal(t, rule, stops[0].Rule.String())
	return stops[0]
}

// warned checks that the step is open and that one rule, and no other, warned.
func warned(t testing.TB, d peer.Decision, rule string) peer.Reason {
	t.Helper()
	require.True(t, d.Allowed(), "%v", d.Unmet())
	require.Len(t, d.Unmet(), 1, "%v", d.Unmet())
	require.Equal(t, rule, d.Unmet()[0].Rule.String())
	return d.Unmet()[0]
}

// answers are the three values of every fact, with what each comes to.
var answers = []struct {
	name   string
	answer peer.Tri
}{{"yes", peer.Yes}, {"no", peer.No}, {"not known", peer.Unknown}}
