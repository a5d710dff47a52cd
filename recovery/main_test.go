package recovery_test

import (
	"maps"
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

// moved is a record with the steps of its kind.
type moved[R, S, F any] interface {
	peer.Record
	Do(step S, a peer.Act, f F) (R, peer.Change, error)
	Check(step S, a peer.Act, f F) peer.Decision
	Choices(a peer.Act, f F) []peer.Choice
}

// kindOf is the kind whose doors these are.
func kindOf[R moved[R, S, F], S, F any](table peer.Table, begin func(S, peer.Act, F) (R, peer.Change, error), check func(S, peer.Act, F) peer.Decision,
	starts func(peer.Act, F) []peer.Choice, decode func([]byte) (R, error), encodeStep func(S) ([]byte, error), decodeStep func([]byte) (S, error)) steptest.Kind[R, S, F] {
	return steptest.Kind[R, S, F]{Table: table, New: begin, CheckNew: check, Starts: starts, Decode: decode, EncodeStep: encodeStep, DecodeStep: decodeStep,
		Do:      func(r R, s S, a peer.Act, f F) (R, peer.Change, error) { return r.Do(s, a, f) },
		Check:   func(r R, s S, a peer.Act, f F) peer.Decision { return r.Check(s, a, f) },
		Choices: func(r R, a peer.Act, f F) []peer.Choice { return r.Choices(a, f) },
	}
}

// takes is a step that has to be allowed.
func takes[R peer.Record, S, F any](t testing.TB, kind steptest.Kind[R, S, F], r R, step any, by peer.Actor, at, id string, f F) R {
	t.Helper()
	s := step.(S)
	if !r.Exists() {
		next, _, err := kind.New(s, act(by, at, id, nil), f)
		require.NoError(t, err)
		return next
	}
	next, _, err := kind.Do(r, s, act(by, at, id, r), f)
	require.NoError(t, err)
	return next
}

// hearing is a case in which these rules are heard too when this field does not fit.
func hearing[R peer.Record, S, F any](c steptest.Case[R, S, F], path string, rules ...peer.Rule) steptest.Case[R, S, F] {
	if c.Hears = maps.Clone(c.Hears); c.Hears == nil {
		c.Hears = map[string][]peer.Rule{}
	}
	c.Hears[path] = rules
	return c
}
