package recovery_test

import (
	"encoding/json"
	"fmt"
	"reflect"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/internal/steptest"
	"github.com/towpath-care/towpath/peer"
	"github.com/towpath-care/towpath/recovery"
)

func theConnection() recovery.ChooseConnection {
	return recovery.ChooseConnection{ID: "co1", Person: sian, Worker: jess, Who: recovery.ConnectionNeighbour, Wish: recovery.WishMend, Domain: recovery.DomainFriendship,
		Words: own(bySian, "Dilys from the next allotment, before we fell out"), Goals: []string{"g1", "g2"}, Resource: "harbour-craft-shed"}
}

var connections = steptest.BenchOf(ground, recovery.ConnectionTable(), recovery.NewConnection, recovery.CheckNewConnection, recovery.ConnectionStarts,
	recovery.DecodeConnection, recovery.EncodeConnectionStep, recovery.DecodeConnectionStep)

func doConnection(t testing.TB, c recovery.Connection, step recovery.ConnectionStep, at, id string) recovery.Connection {
	t.Helper()
	return connections.DoneAt(t, c, step, bySian, at, id)
}

// tellConnection gives one that the person chose and one they put down.
func tellConnection(t testing.TB) (chosen, down recovery.Connection) {
	t.Helper()
	chosen, _, err := recovery.NewConnection(theConnection(), act(bySian, "2026-05-03T16:00Z", "a1", nil), facts(t))
	require.NoError(t, err)
	return chosen, doConnection(t, chosen, recovery.PutConnectionDown{}, "2026-05-04T09:00Z", "a2")
}

func leanOn() recovery.ChangeConnection {
	return recovery.ChangeConnection{Wish: recovery.WishLeanOn, Goals: []string{"g3"}}
}

func TestConnectionEveryRow(t *testing.T) {
	chosen, down := tellConnection(t)
	type one = steptest.Case[recovery.Connection, recovery.ConnectionStep, recovery.Facts]
	person := func(name string, c recovery.Connection, step recovery.ConnectionStep, to peer.Status) one {
		return one{Name: name, Record: c, Step: step, Act: act(bySian, "2026-05-05T09:00Z", "", nil), Facts: facts(t), To: to}
	}
	twice := row("REC-10", peer.ErrDuplicate)
	first := person("REC-07 the person chooses it", recovery.Connection{}, theConnection(), recovery.ConnectionChosen)
	first.Hears = map[string][]peer.Rule{"/person": {row("REC-10", peer.ErrPersonsChoiceOnly), row("REC-07", peer.ErrPersonsWordsOnly)}, "/goals": {twice}}
	changed := person("REC-10 change what it supports", chosen, leanOn(), recovery.ConnectionChosen)
	changed.Hears = map[string][]peer.Rule{"/goals": {twice}}
	connections.EveryRow(t, anybody(peer.PartyStaff), map[peer.Status]recovery.Connection{recovery.ConnectionChosen: chosen, recovery.ConnectionPutDown: down},
		first, changed,
		person("REC-07 put it down", chosen, recovery.PutConnectionDown{}, recovery.ConnectionPutDown),
		person("REC-07 choose it again", down, recovery.ChooseAgain{}, recovery.ConnectionChosen),
		person("REC-50 who may see its kind", chosen, recovery.WhoMaySee{Audience: recovery.CareRecord}, recovery.ConnectionChosen),
		person("REC-50 who may see it, when it is put down", down, recovery.WhoMaySee{Audience: recovery.OnlyMe}, recovery.ConnectionPutDown),
	)
}

func TestConnectionIsChosenByThePerson(t *testing.T) {
	chosen, down := tellConnection(t)
	for name, by := range map[string]peer.Actor{"the worker": byJess, "a colleague": byRowan, "a nurse": byKay, "a carer": byMegan, "another person": peer.ByPerson(beatriz)} {
		t.Run("REC-10 a support chosen by "+name, func(t *testing.T) {
			only(t, recovery.CheckNewConnection(theConnection(), act(by, "2026-05-03T16:00Z", "r", nil), facts(t)), "REC-10 persons-choice-only", "")
		})
		for _, c := range []struct {
			record recovery.Connection
			step   recovery.ConnectionStep
		}{{chosen, leanOn()}, {chosen, recovery.PutConnectionDown{}}, {down, recovery.ChooseAgain{}}} {
			t.Run("REC-10 changed by "+name, func(t *testing.T) {
				only(t, c.record.Check(c.step, act(by, "2026-05-05T09:00Z", "r", c.record), facts(t)), "REC-10 persons-choice-only", "")
			})
		}
	}
	for name, by := range map[string]peer.Actor{"the worker": byJess, "a carer": byMegan} {
		t.Run("REC-07 in the words of "+name, func(t *testing.T) {
			step := theConnection()
			step.Words = own(by, "a bad influence")
			only(t, recovery.CheckNewConnection(step, act(bySian, "2026-05-03T16:00Z", "r", nil), facts(t)), "REC-07 persons-words-only", "/words")
		})
	}
	t.Run("REC-10 a goal that stands there twice", func(t *testing.T) {
		step := theConnection()
		step.Goals = []string{"g1", "g2", "g1"}
		only(t, recovery.CheckNewConnection(step, act(bySian, "2026-05-03T16:00Z", "r", nil), facts(t)), "REC-10 duplicate", "/goals")
		only(t, chosen.Check(recovery.ChangeConnection{Wish: recovery.WishKeep, Goals: step.Goals}, act(bySian, "2026-05-05T09:00Z", "r", chosen), facts(t)), "REC-10 duplicate", "/goals")
	})
	t.Run("REC-10 more goals than fit", func(t *testing.T) {
		many := leanOn()
		for i := range 21 {
			many.Goals = append(many.Goals[:i], fmt.Sprint("g", i))
		}
		only(t, chosen.Check(many, act(bySian, "2026-05-05T09:00Z", "r", chosen), facts(t)), "REC-10 out-of-range", "/goals")
		many.Goals = many.Goals[:20]
		open(t, chosen.Check(many, act(bySian, "2026-05-05T09:00Z", "r", chosen), facts(t)))
	})
	t.Run("REC-06 a part of life that is not on the list", func(t *testing.T) {
		step := theConnection()
		step.Domain = "ward"
		only(t, recovery.CheckNewConnection(step, act(bySian, "2026-05-03T16:00Z", "r", nil), facts(t)), "REC-06 unknown-code", "/domain")
	})
	t.Run("REC-10 per goal, while it is chosen", func(t *testing.T) {
		require.True(t, chosen.Supports("g1"))
		require.False(t, chosen.Supports("g3"))
		require.False(t, down.Supports("g1"))
		require.True(t, doConnection(t, down, recovery.ChooseAgain{}, "2026-05-05T09:00Z", "b1").Supports("g1"))
		again := doConnection(t, chosen, leanOn(), "2026-05-05T09:00Z", "b1")
		require.Equal(t, recovery.WishLeanOn, again.Wish())
		require.Equal(t, []string{"g3"}, again.Goals())
		require.Empty(t, again.Resource(), "what is left out is no more")
		require.Equal(t, []string{"g1", "g2"}, chosen.Goals())
		require.False(t, recovery.Connection{}.Supports("g1"))
	})
	chosen.Goals()[0] = "g9"
	require.Equal(t, "g1", chosen.Goals()[0])
	first := theConnection()
	fresh, _, err := recovery.NewConnection(first, act(bySian, "2026-05-03T16:00Z", "r", nil), facts(t))
	require.NoError(t, err)
	first.Goals[0] = "g9"
	require.Equal(t, []string{"g1", "g2"}, fresh.Goals())
	mine := leanOn()
	kept := doConnection(t, chosen, mine, "2026-05-05T09:00Z", "b1")
	mine.Goals[0] = "g9"
	require.Equal(t, []string{"g3"}, kept.Goals(), "what a caller does with the step does not reach the record")
	require.Equal(t, recovery.ConnectionNeighbour, chosen.Who())
	require.Equal(t, recovery.WishMend, chosen.Wish())
	require.Equal(t, recovery.DomainFriendship, chosen.Domain())
	require.True(t, chosen.Words().From(sian))
	require.Equal(t, "harbour-craft-shed", chosen.Resource())
	require.Equal(t, sian, chosen.Person())
	require.Equal(t, jess, chosen.Worker())
	require.Equal(t, recovery.MeAndMyWorker, chosen.Audience())
	require.Equal(t, on("2026-05-03T16:00Z"), chosen.Said())
}

// Nothing about the health of somebody else has a place, no name is asked for, and
// nobody but the two reads what the person says about them.
func TestConnectionKeepsOthersOut(t *testing.T) {
	chosen, down := tellConnection(t)
	t.Run("REC-07, H13 the health of a third party is not representable", func(t *testing.T) {
		require.Equal(t, []string{"audience", "domain", "goals", "id", "kind", "person", "recent", "resource", "rev", "said", "schema", "status", "who", "wish", "words", "worker"}, members(t, chosen))
		var names []string
		form := reflect.TypeFor[recovery.ChooseConnection]()
		for i := range form.NumField() {
			names = append(names, form.Field(i).Name)
		}
		require.Equal(t, []string{"ID", "Person", "Worker", "Who", "Wish", "Domain", "Words", "Goals", "Resource"}, names)
		for _, bad := range []string{"health", "diagnosis", "name", "nhsNumber", "telephone"} {
			_, err := recovery.DecodeConnectionStep([]byte(`{"do":"choose","id":"co1","person":"p4","who":"friend","wish":"keep","` + bad + `":"CANARY"}`))
			require.ErrorIs(t, err, peer.ErrSchema, bad)
			require.NotContains(t, err.Error(), "CANARY")
		}
	})
	t.Run("REC-07, H13 nobody has to be named", func(t *testing.T) {
		step := recovery.ChooseConnection{ID: "co2", Person: sian, Who: recovery.ConnectionFriend, Wish: recovery.WishFind}
		open(t, recovery.CheckNewConnection(step, act(bySian, "2026-05-03T16:00Z", "r", nil), facts(t)))
	})
	shows := func(c recovery.Connection) func(recovery.Audience) recovery.Connection {
		return func(a recovery.Audience) recovery.Connection {
			return doConnection(t, c, recovery.WhoMaySee{Audience: a}, "2026-05-09T09:00Z", "b1")
		}
	}
	t.Run("REC-50 who sees which part", func(t *testing.T) {
		readBy(t, peer.SharePlan, shows(chosen), map[string]shown{"kind": {beyond: true, record: true}, "words": {}})
		readBy(t, peer.SharePlan, shows(down), map[string]shown{"kind": {}, "words": {}})
	})
	t.Run("REC-10, H13 others see the kind and nothing else", func(t *testing.T) {
		for _, by := range []peer.Reading{reading(byKay, peer.ForCare), reading(byKay, peer.ForRecord), reading(byJess, peer.ForRecord), reading(bySian, peer.ForRecord)} {
			b := steptest.Seen(t, shows(chosen)(recovery.CareRecord), by)
			var doc struct{ Parts map[string]json.RawMessage }
			require.NoError(t, json.Unmarshal([]byte(b), &doc))
			require.Len(t, doc.Parts, 1)
			require.JSONEq(t, `{"who":"neighbour"}`, string(doc.Parts["kind"]))
			for _, hidden := range []string{"Dilys", "allotment", "mend", "harbour", "g1", "friendship"} {
				require.False(t, strings.Contains(b, hidden), hidden)
			}
		}
	})
}

func TestConnectionHistories(t *testing.T) {
	walkOwnLife(t, connections, 12, func(t require.TestingT, c recovery.Connection, by peer.Change) {
		personsOwn(t, c.Person(), nil, c.Words())
		require.Equal(t, peer.PartyPerson, by.As, "REC-10 the person alone chooses")
		require.Equal(t, c.Person(), by.By.Person)
	})
}
