package recovery_test

import (
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/internal/steptest"
	"github.com/towpath-care/towpath/peer"
	"github.com/towpath-care/towpath/recovery"
)

func theCoproductionCheck() recovery.CheckCoproduction {
	return recovery.CheckCoproduction{ID: "q1", Person: sian, Worker: jess, About: peer.Ref{Kind: recovery.KindPlan, ID: "pl1"},
		Agenda: recovery.CoproducedByBoth, Wrote: recovery.CoproducedByPerson, Decided: recovery.CoproducedByPerson, Changed: own(bySian, "the allotment came first")}
}

var coproductions = steptest.BenchOf(ground, recovery.CoproductionCheckTable(), recovery.NewCoproductionCheck, recovery.CheckNewCoproductionCheck, recovery.CoproductionCheckStarts,
	recovery.DecodeCoproductionCheck, recovery.EncodeCoproductionCheckStep, recovery.DecodeCoproductionCheckStep)

// coproduced is what one of the two says first and, where there is more, what the
// other says after that.
func coproduced(t testing.TB, first recovery.CheckCoproduction, by peer.Actor, then ...recovery.SayCoproduction) recovery.CoproductionCheck {
	t.Helper()
	c, _, err := recovery.NewCoproductionCheck(first, act(by, "2026-03-03T10:00Z", "a1", nil), facts(t))
	require.NoError(t, err)
	other := byJess
	if by == byJess {
		other = bySian
	}
	for i, say := range then {
		c, _, err = c.Do(say, act(other, "2026-03-03T10:05Z", "b"+peer.Rev(i).String(), c), facts(t))
		require.NoError(t, err)
	}
	return c
}

func TestCoproductionCheckEveryRow(t *testing.T) {
	c := coproduced(t, theCoproductionCheck(), bySian)
	type one = steptest.Case[recovery.CoproductionCheck, recovery.CoproductionCheckStep, recovery.Facts]
	step := func(name string, c recovery.CoproductionCheck, step recovery.CoproductionCheckStep, by peer.Actor) one {
		return one{Name: name, Record: c, Step: step, Act: act(by, "2026-05-01T09:00Z", "", nil), Facts: facts(t), To: recovery.CoproductionNoted}
	}
	whose, words := row("REC-46", peer.ErrNotAuthorised), row("REC-46", peer.ErrPersonsWordsOnly)
	byWorker := step("REC-46 the worker begins", recovery.CoproductionCheck{}, theCoproductionCheck(), byJess)
	byWorker.Hears = map[string][]peer.Rule{"/person": {words}, "/worker": {whose}, "/changed": {words}}
	byPerson := step("REC-46 the person begins", recovery.CoproductionCheck{}, theCoproductionCheck(), bySian)
	byPerson.Hears = map[string][]peer.Rule{"/person": {whose, words}}
	say := recovery.SayCoproduction{Agenda: recovery.CoproducedByWorker, Changed: own(bySian, "the name of it")}
	later := step("REC-46 the worker says", c, say, byJess)
	later.Hears = map[string][]peer.Rule{"/changed": {words}}
	coproductions.EveryRow(t, anybody(peer.PartyStaff), map[peer.Status]recovery.CoproductionCheck{recovery.CoproductionNoted: c}, byWorker, byPerson, later, step("REC-46 the person says", c, say, bySian))
}

func TestCoproductionPrompts(t *testing.T) {
	const person, both, worker, somebody, unknown = recovery.CoproducedByPerson, recovery.CoproducedByBoth, recovery.CoproducedByWorker, recovery.CoproducedBySomebody, recovery.CoproducedNotKnown
	type who = recovery.CoproductionWho
	first := func(a, w, d who, changed string) recovery.CheckCoproduction {
		c := theCoproductionCheck()
		c.Agenda, c.Wrote, c.Decided, c.Changed = a, w, d, peer.Words{}
		if changed != "" {
			c.Changed = own(bySian, changed)
		}
		return c
	}
	then := func(a, w, d who) []recovery.SayCoproduction {
		return []recovery.SayCoproduction{{Agenda: a, Wrote: w, Decided: d}}
	}
	type prompts = []recovery.CoproductionPrompt
	for _, c := range []struct {
		name  string
		first recovery.CheckCoproduction
		by    peer.Actor
		then  []recovery.SayCoproduction
		want  prompts
	}{
		{"all of it together", first(both, both, both, "x"), bySian, nil, nil},
		{"the person did it all", first(person, person, person, "x"), byJess, nil, nil},
		{"nothing is said", first("", "", "", ""), bySian, nil, prompts{recovery.PromptAgenda, recovery.PromptWrote, recovery.PromptDecided, recovery.PromptWhatChanged}},
		{"nobody knows", first(unknown, unknown, unknown, "x"), bySian, then(unknown, "", unknown), prompts{recovery.PromptAgenda, recovery.PromptWrote, recovery.PromptDecided}},
		{"the worker did it all", first(worker, worker, worker, "x"), bySian, nil, prompts{recovery.PromptAgendaNotShared, recovery.PromptWritingNotShared, recovery.PromptDecisionNotShared}},
		{"somebody else decided", first(both, both, somebody, "x"), byJess, nil, prompts{recovery.PromptDecisionNotShared}},
		{"the other knows", first(unknown, "", both, "x"), bySian, then(both, both, unknown), nil},
		{"the other says that it was not shared", first(both, "", both, "x"), byJess, then(worker, worker, both), prompts{recovery.PromptAgendaNotShared, recovery.PromptWritingNotShared, recovery.PromptSeenDifferently}},
		{"they see it differently", first(both, person, both, ""), byJess, then(both, person, person), prompts{recovery.PromptWhatChanged, recovery.PromptSeenDifferently}},
	} {
		t.Run("REC-46 "+c.name, func(t *testing.T) {
			got := coproduced(t, c.first, c.by, c.then...).Prompts()
			require.Equal(t, c.want, got)
			require.True(t, slices.IsSortedFunc(got, func(a, b recovery.CoproductionPrompt) int {
				terms := recovery.CoproductionPrompt("").Terms()
				return slices.Index(terms, string(a)) - slices.Index(terms, string(b))
			}), "in the order of the list")
		})
	}
	said := map[string]bool{}
	for _, p := range recovery.CoproductionPrompt("").Terms() {
		text := recovery.CoproductionPrompt(p).Says()
		require.True(t, recovery.CoproductionPrompt(p).Known())
		require.True(t, text != "" && !said[text] && text[len(text)-1] == '?', "a question of its own: %s", p)
		said[text] = true
	}
	require.Empty(t, recovery.CoproductionPrompt("score").Says())
}

// Each of the two answers for themself, and nothing waits for an answer.
func TestCoproductionStopsNothing(t *testing.T) {
	c := coproduced(t, theCoproductionCheck(), byJess, recovery.SayCoproduction{Decided: recovery.CoproducedByWorker})
	require.Equal(t, recovery.CoproducedByPerson, c.WorkerSays().Decided)
	require.Equal(t, recovery.CoproducedByWorker, c.PersonSays().Decided)
	require.Empty(t, c.PersonSays().Agenda, "nobody answers for the other")
	require.Equal(t, "the allotment came first", c.Changed().Text.Reveal(), "what was said stays")
	require.Equal(t, on("2026-03-03T10:00Z"), c.WorkerSays().Said)
	require.Equal(t, peer.Ref{Kind: recovery.KindPlan, ID: "pl1"}, c.About())
	t.Run("REC-46 it is about something", func(t *testing.T) {
		for _, half := range []peer.Ref{{Kind: recovery.KindPlan}, {ID: "pl1"}} {
			step := theCoproductionCheck()
			step.About = half
			only(t, recovery.CheckNewCoproductionCheck(step, act(bySian, "2026-03-03T10:00Z", "r", nil), facts(t)), "REC-46 required", "/about")
		}
	})
	t.Run("REC-46 what changed in the worker's words", func(t *testing.T) {
		step := theCoproductionCheck()
		step.Changed = unsigned("she opened up")
		only(t, recovery.CheckNewCoproductionCheck(step, act(byJess, "2026-03-03T10:00Z", "r", nil), facts(t)), "REC-46 persons-words-only", "/changed")
		only(t, c.Check(recovery.SayCoproduction{Changed: unsigned("x")}, act(byJess, "2026-03-04T10:00Z", "r", c), facts(t)), "REC-46 persons-words-only", "/changed")
	})
	bare := recovery.CheckCoproduction{ID: "q2", Person: sian, Worker: jess, About: c.About()}
	open(t, recovery.CheckNewCoproductionCheck(bare, act(byJess, "2026-03-03T10:00Z", "r", nil), recovery.Facts{}))
	p := tellPlan(t)
	worst := coproduced(t, recovery.CheckCoproduction{ID: "q3", Person: sian, Worker: jess, About: p.filled.Ref(), Decided: recovery.CoproducedBySomebody}, byJess)
	require.NotEmpty(t, worst.Prompts())
	require.Equal(t, recovery.PlanCurrent, doPlan(t, p.filled, recovery.MakePlanCurrent{}, bySian, "2026-03-04T10:00Z", "z").Status())

	for _, by := range []peer.Actor{bySian, byJess, byKay, byMegan} {
		for _, purpose := range []peer.Purpose{peer.ForSupport, peer.ForCare, peer.ForRecord} {
			two := (by == bySian || by == byJess) && purpose != peer.ForRecord
			require.Equal(t, two, c.Sees("check", reading(by, purpose, consent(peer.SharePlan, purpose, peer.Yes))), "REC-46 it is for the two")
		}
	}
}

func TestCoproductionCheckHistories(t *testing.T) {
	coproductions.Walks(8).Giving(func(draw steptest.Draw, _ time.Time) steptest.Give {
		return func(path string, _ peer.Field) any {
			if path == "/about" {
				return mostly[any](draw, map[string]any{"kind": "recovery-plan", "id": "pl1"}, map[string]any{"kind": "recovery-plan"}, steptest.Absent)
			}
			return nil
		}
	}).Hold(t, func(t require.TestingT, _, c recovery.CoproductionCheck, by peer.Change) {
		personsOwn(t, c.Person(), nil, c.Changed())
		said := map[peer.Party]recovery.CoproductionView{peer.PartyPerson: c.PersonSays(), peer.PartyWorker: c.WorkerSays()}[by.As]
		require.Equal(t, by.At, said.Said, "REC-46 each of the two speaks for themself")
		require.Empty(t, by.Signals)
	})
}

func coproductionRecords(t testing.TB) map[peer.Status]peer.Record {
	return map[peer.Status]peer.Record{"coproduction-check-noted": coproduced(t, theCoproductionCheck(), byJess, recovery.SayCoproduction{Wrote: recovery.CoproducedByBoth})}
}

func TestCoproductionCheckStored(t *testing.T) {
	const of = "coproduction-check-noted"
	ground.NeverRead(t, coproductionRecords(t), []steptest.Hostile{
		{Of: of, Path: "/changed/by", Value: map[string]any{"staff": "w4"}, Heard: "/changed: their words"},
		{Of: of, Path: "/about/id", Value: "", Heard: "/about: kind and its id"},
		{Of: of, Path: "/about", Value: map[string]any{}, Heard: "/about"},
		{Of: of, Path: "/personSays/said", Value: "0001-01-01T00:00:00.000Z", Heard: "/personSays: its time"},
		{Of: of, Path: "/workerSays/said", Value: "0001-01-01T00:00:00.000Z", Heard: "/workerSays: its time"},
		{Of: of, Path: "/worker", Value: "", Heard: "/workerSays: names the worker"},
		{Of: of, Path: "/personSays/agenda", Value: "manager", Heard: "/personSays/agenda"},
		{Of: of, Path: "/score", Value: 3, Heard: "/score"},
	})
	ground.Hears(t, coproduced(t, theCoproductionCheck(), bySian), steptest.Hostile{Path: "/personSays", Value: map[string]any{}, Heard: "/personSays: began"})
}
