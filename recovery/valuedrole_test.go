package recovery_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/internal/steptest"
	"github.com/towpath-care/towpath/peer"
	"github.com/towpath-care/towpath/recovery"
)

func theRole() recovery.NameRole {
	return recovery.NameRole{ID: "ro1", Person: sian, Worker: jess, Domain: recovery.DomainCommunity, Words: own(bySian, "the one at the allotment with spare seedlings"),
		Standing: recovery.RoleWanted}
}

var valuedRoles = steptest.BenchOf(ground, recovery.ValuedRoleTable(), recovery.NewValuedRole, recovery.CheckNewValuedRole, recovery.ValuedRoleStarts,
	recovery.DecodeValuedRole, recovery.EncodeValuedRoleStep, recovery.DecodeValuedRoleStep)

func doRole(t testing.TB, r recovery.ValuedRole, step recovery.ValuedRoleStep, at, id string) recovery.ValuedRole {
	t.Helper()
	return valuedRoles.DoneAt(t, r, step, bySian, at, id)
}

// tellRoles gives one role in each place.
func tellRoles(t testing.TB) (held, wanted, putDown recovery.ValuedRole) {
	t.Helper()
	wanted, _, err := recovery.NewValuedRole(theRole(), act(byJess, "2026-05-03T16:00Z", "a1", nil), facts(t))
	require.NoError(t, err)
	return doRole(t, wanted, recovery.TakeUpRole{}, "2026-05-04T09:00Z", "a2"), wanted, doRole(t, wanted, recovery.PutRoleDown{}, "2026-05-04T09:00Z", "a3")
}

func TestValuedRoleEveryRow(t *testing.T) {
	held, wanted, putDown := tellRoles(t)
	type one = steptest.Case[recovery.ValuedRole, recovery.ValuedRoleStep, recovery.Facts]
	person := func(name string, r recovery.ValuedRole, step recovery.ValuedRoleStep, to peer.Status) one {
		return one{Name: name, Record: r, Step: step, Act: act(bySian, "2026-05-05T09:00Z", "", nil), Facts: facts(t), To: to}
	}
	whose, words := row("REC-06", peer.ErrNotAuthorised), row("REC-06", peer.ErrPersonsWordsOnly)
	first := person("REC-06 the person says it", recovery.ValuedRole{}, theRole(), recovery.ValuedRoleWanted)
	first.Hears = map[string][]peer.Rule{"/person": {whose, words}}
	has, had := theRole(), theRole()
	has.Standing, had.Standing = recovery.RoleHeld, recovery.RolePutDown
	second := person("REC-06 the worker writes it down", recovery.ValuedRole{}, has, recovery.ValuedRoleHeld)
	second.Act.By = byJess
	second.Hears = map[string][]peer.Rule{"/person": {words}, "/worker": {whose}, "/words": {words}}
	third := person("REC-06 one they have put down", recovery.ValuedRole{}, had, recovery.ValuedRolePutDown)
	third.Hears = first.Hears
	valuedRoles.EveryRow(t, anybody(peer.PartyStaff), map[peer.Status]recovery.ValuedRole{recovery.ValuedRoleHeld: held, recovery.ValuedRoleWanted: wanted, recovery.ValuedRolePutDown: putDown},
		first, second, third,
		person("REC-06 take it up", wanted, recovery.TakeUpRole{}, recovery.ValuedRoleHeld),
		person("REC-06 take it up again", putDown, recovery.TakeUpRole{}, recovery.ValuedRoleHeld),
		person("REC-06 want it when it has gone", held, recovery.WantRole{}, recovery.ValuedRoleWanted),
		person("REC-06 want it again", putDown, recovery.WantRole{}, recovery.ValuedRoleWanted),
		person("REC-06 put it down", held, recovery.PutRoleDown{}, recovery.ValuedRolePutDown),
		person("REC-06 no longer want it", wanted, recovery.PutRoleDown{}, recovery.ValuedRolePutDown),
		person("REC-50 who may see it", held, recovery.WhoMaySee{Audience: recovery.Team}, recovery.ValuedRoleHeld),
		person("REC-50 who may see it, when it is put down", putDown, recovery.WhoMaySee{Audience: recovery.OnlyMe}, recovery.ValuedRolePutDown),
	)
}

func TestValuedRoleIsThePersonsOwn(t *testing.T) {
	held, wanted, putDown := tellRoles(t)
	for _, domain := range []recovery.LifeDomain{"ward", "service-user", "Work"} {
		t.Run("REC-06 in a domain that is not on the list: "+string(domain), func(t *testing.T) {
			step := theRole()
			step.Domain = domain
			only(t, recovery.CheckNewValuedRole(step, act(bySian, "2026-05-03T16:00Z", "r", nil), facts(t)), "REC-06 unknown-code", "/domain")
		})
	}
	for name, words := range map[string]peer.Words{"the worker's": unsigned("volunteer"), "a carer's": own(byMegan, "daughter")} {
		t.Run("REC-06 in words that are "+name, func(t *testing.T) {
			step := theRole()
			step.Words = words
			only(t, recovery.CheckNewValuedRole(step, act(byJess, "2026-05-03T16:00Z", "r", nil), facts(t)), "REC-06 persons-words-only", "/words")
		})
	}
	for _, c := range []struct {
		record recovery.ValuedRole
		step   recovery.ValuedRoleStep
	}{{wanted, recovery.TakeUpRole{}}, {held, recovery.WantRole{}}, {held, recovery.PutRoleDown{}}, {putDown, recovery.TakeUpRole{}}} {
		t.Run("REC-06 moved by the worker", func(t *testing.T) {
			only(t, c.record.Check(c.step, act(byJess, "2026-05-05T09:00Z", "r", c.record), facts(t)), "REC-06 persons-choice-only", "")
		})
	}
	require.Equal(t, recovery.DomainCommunity, held.Domain())
	require.True(t, held.Words().From(sian))
	require.Equal(t, sian, held.Person())
	require.Equal(t, jess, held.Worker())
	require.Equal(t, recovery.MeAndMyWorker, held.Audience())
	require.Equal(t, on("2026-05-03T16:00Z"), held.Said())
	require.Equal(t, held.Domain(), func() recovery.LifeDomain {
		goal := theGoal()
		goal.Domain = held.Domain()
		g, _, err := recovery.NewGoal(goal, act(bySian, "2026-05-03T16:00Z", "r", nil), facts(t))
		require.NoError(t, err)
		return g.Domain()
	}(), "REC-06 a goal points to the same part of life")
}

func TestWhoSeesAValuedRole(t *testing.T) {
	held, wanted, putDown := tellRoles(t)
	for _, r := range []recovery.ValuedRole{held, wanted, putDown} {
		readBy(t, peer.SharePlan, func(a recovery.Audience) recovery.ValuedRole {
			return doRole(t, r, recovery.WhoMaySee{Audience: a}, "2026-05-09T09:00Z", "b1")
		}, map[string]shown{"role": {beyond: true, record: true}})
	}
}

func TestValuedRoleHistories(t *testing.T) {
	walkOwnLife(t, valuedRoles, 16, func(t require.TestingT, r recovery.ValuedRole, c peer.Change) {
		personsOwn(t, r.Person(), nil, r.Words())
		require.True(t, r.Domain().Known())
		require.True(t, r.Rev() == 1 || c.As == peer.PartyPerson, "REC-06 only the person moves it")
	})
}
