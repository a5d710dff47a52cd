package safeguard_test

import (
	"encoding/json"
	"strings"
	"sync"
	"testing"
	"time"
	_ "time/tzdata"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/internal/steptest"
	"github.com/towpath-care/towpath/peer"
	"github.com/towpath-care/towpath/safeguard"
)

func TestMain(m *testing.M) {
	steptest.Main(m, safeguard.Tables()...)
}

// The people of these tests. All are invented. Jess raises; on Friday evening Dr Ode is
// on call, with Paul behind them; Hannah leads the team by day, Ines is the safeguarding
// lead.
const (
	sian    peer.PersonID = "p4"
	beatriz peer.PersonID = "p6"
	jess    peer.StaffID  = "w4"
	rowan   peer.StaffID  = "w5"
	ode     peer.StaffID  = "dr-ode"
	paul    peer.StaffID  = "paul-renwick"
	hannah  peer.StaffID  = "hannah-voss"
	ines    peer.StaffID  = "ines-vale"
	iris    peer.StaffID  = "iris-penhale"
	kay     peer.StaffID  = "kay-orr"
	megan   peer.CarerID  = "megan"
)

var (
	bySian   = peer.ByPerson(sian)
	byJess   = peer.ByStaff(jess, peer.RolePeerWorker)
	byRowan  = peer.ByStaff(rowan, peer.RolePeerWorker)
	byOde    = peer.ByStaff(ode, safeguard.RoleOnCallClinician)
	byPaul   = peer.ByStaff(paul, safeguard.RoleDutyManager)
	byHannah = peer.ByStaff(hannah, peer.RoleTeamLead)
	byKay    = peer.ByStaff(kay, peer.RoleCareCoordinator)
	byInes   = peer.ByStaff(ines, safeguard.RoleSafeguardingLead)
	byMegan  = peer.ByCarer(megan)
)

const policyJSON = `{
  "schema": 1, "organisation": "A", "version": "2026", "from": "2026-01-01", "until": "2026-12-31", "example": true,
  "calendar": {
    "zone": "Europe/London", "workingDays": ["mon","tue","wed","thu","fri"], "hours": {"from": "09:00", "to": "17:00"},
    "holidays": ["2026-01-01","2026-04-03","2026-04-06","2026-05-04","2026-05-25","2026-08-31","2026-12-25","2026-12-28"], "until": "2026-12-31"
  },
  "safeguard": SECTION
}`

// rosterJSON has somebody in every role of the example policy.
const rosterJSON = `{
  "schema": 1, "organisation": "A", "version": "2026", "updated": "2026-03-01T09:00:00Z", "from": "2026-01-01", "until": "2026-12-31",
  "people": [{"staff": "dr-ode", "telephone": "01632 960111"}, {"staff": "paul-renwick"}, {"staff": "hannah-voss"}, {"staff": "ines-vale"}, {"staff": "iris-penhale"}, {"staff": "kay-orr"}],
  "shifts": [
    {"staff": "dr-ode", "role": "on-call-clinician", "days": ["mon","tue","wed","thu","fri","sat","sun"], "from": "17:00", "to": "09:00"},
    {"staff": "paul-renwick", "role": "duty-manager", "days": ["mon","tue","wed","thu","fri","sat","sun"], "from": "00:00", "to": "24:00"},
    {"staff": "hannah-voss", "role": "team-lead", "days": ["mon","tue","wed","thu","fri"], "from": "09:00", "to": "17:00"},
    {"staff": "ines-vale", "role": "safeguarding-lead", "days": ["mon","tue","wed","thu","fri"], "from": "09:00", "to": "17:00"},
    {"staff": "iris-penhale", "role": "peer-support-lead", "days": ["mon","tue","wed","thu","fri"], "from": "09:00", "to": "17:00"},
    {"staff": "kay-orr", "role": "care-coordinator", "days": ["mon","tue","wed","thu","fri"], "from": "09:00", "to": "17:00"}
  ]
}`

func policyFile(t testing.TB, section string) peer.PolicyFile {
	t.Helper()
	file, err := peer.OpenPolicy([]byte(strings.Replace(policyJSON, "SECTION", section, 1)), time.LoadLocation)
	require.NoError(t, err)
	return file
}

// section is the example section with some members put differently; nil leaves one out.
func section(t testing.TB, members map[string]any) string {
	t.Helper()
	var doc map[string]any
	require.NoError(t, json.Unmarshal(safeguard.ExamplePolicy(), &doc))
	for name, value := range members {
		if doc[name] = value; value == nil {
			delete(doc, name)
		}
	}
	b, err := json.Marshal(doc)
	require.NoError(t, err)
	return string(b)
}

// saying is the policy of such a section.
func saying(t testing.TB, members map[string]any) (safeguard.Policy, error) {
	t.Helper()
	return safeguard.PolicyFrom(policyFile(t, section(t, members)))
}

// facts are the example policy and the roster; they are read once, for nothing changes
// them.
func facts(t testing.TB) safeguard.Facts {
	t.Helper()
	f, err := readOnce()
	require.NoError(t, err)
	return f
}

var readOnce = sync.OnceValues(func() (f safeguard.Facts, err error) {
	file, err := peer.OpenPolicy([]byte(strings.Replace(policyJSON, "SECTION", string(safeguard.ExamplePolicy()), 1)), time.LoadLocation)
	if err != nil {
		return f, err
	}
	if f.Policy, err = safeguard.PolicyFrom(file); err != nil {
		return f, err
	}
	f.Roster, err = safeguard.OpenRoster([]byte(rosterJSON), f.Policy.Calendar())
	return f, err
})

func policy(t testing.TB) safeguard.Policy { return facts(t).Policy }

func roster(t testing.TB) safeguard.Roster { return facts(t).Roster }

func policies(t testing.TB, files ...peer.PolicyFile) peer.Policies {
	t.Helper()
	p, err := peer.NewPolicies(files...)
	require.NoError(t, err)
	return p
}

// What these tests say all the time.
var (
	on, own, unsigned = steptest.On, steptest.Own, steptest.Unsigned
	act, only, open   = steptest.ActOn, steptest.Only, steptest.Open
	row               = steptest.Rule
	moment            = peer.MustMoment
)

// path takes steps one after the other, at the path's time unless a step says when.
type path struct {
	t       testing.TB
	concern safeguard.Concern
	facts   safeguard.Facts
	at      string
	n       int
	history []peer.Change
}

// raise begins a concern on the Friday evening.
func raise(t testing.TB, r safeguard.Raise, by peer.Actor, at string) *path {
	t.Helper()
	p := &path{t: t, facts: facts(t), at: at}
	return p.raise(r, by)
}

func (p *path) raise(r safeguard.Raise, by peer.Actor) *path {
	p.t.Helper()
	c, change, err := safeguard.NewConcern(r, act(by, p.at, "r0", nil), p.facts)
	require.NoError(p.t, err)
	p.concern, p.history = c, []peer.Change{change}
	return p
}

func (p *path) then(by peer.Actor, step safeguard.ConcernStep, at ...string) *path {
	p.t.Helper()
	if len(at) > 0 {
		p.at = at[0]
	}
	p.n++
	c, change, err := p.concern.Do(step, act(by, p.at, "r"+peer.Rev(p.n).String(), p.concern), p.facts)
	require.NoError(p.t, err)
	p.concern, p.history = c, append(p.history, change)
	return p
}

// check asks without doing.
func (p *path) check(by peer.Actor, step safeguard.ConcernStep, at ...string) peer.Decision {
	when := p.at
	if len(at) > 0 {
		when = at[0]
	}
	return p.concern.Check(step, act(by, when, "check", p.concern), p.facts)
}

// copyOf goes on from the same place without touching it.
func (p *path) copyOf() *path {
	c := *p
	c.history = append([]peer.Change(nil), p.history...)
	return &c
}

func (p *path) last() peer.Change { return p.history[len(p.history)-1] }
