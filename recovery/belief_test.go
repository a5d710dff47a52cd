package recovery_test

import (
	"reflect"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/internal/steptest"
	"github.com/towpath-care/towpath/peer"
	"github.com/towpath-care/towpath/recovery"
)

func theBelief() recovery.SayBelief {
	return recovery.SayBelief{ID: "b1", Person: sian, Worker: jess, ProblemSolving: "ps1", Words: own(bySian, "people will stare"), HowToTry: own(bySian, "ride one stop")}
}

// beliefStory is one belief in every place it can be in.
type beliefStory struct {
	said, tried, result, aside recovery.Belief
}

func doBelief(t testing.TB, b recovery.Belief, step recovery.BeliefStep, by peer.Actor, id string) recovery.Belief {
	t.Helper()
	return beliefs.DoneAt(t, b, step, by, "2026-03-12T10:00Z", id)
}

func tellBelief(t testing.TB) beliefStory {
	t.Helper()
	var s beliefStory
	var err error
	s.said, _, err = recovery.NewBelief(theBelief(), act(byJess, "2026-03-05T10:00Z", "a1", nil), facts(t))
	require.NoError(t, err)
	s.tried = doBelief(t, s.said, recovery.TryBelief{}, bySian, "a2")
	s.result = doBelief(t, s.tried, recovery.SayBeliefResult{Result: own(bySian, "one child did, and smiled")}, byJess, "a3")
	s.aside = doBelief(t, s.result, recovery.PutBeliefAside{}, bySian, "a4")
	return s
}

var beliefs = steptest.BenchOf(ground, recovery.BeliefTable(), recovery.NewBelief, recovery.CheckNewBelief, recovery.BeliefStarts,
	recovery.DecodeBelief, recovery.EncodeBeliefStep, recovery.DecodeBeliefStep)

func TestBeliefEveryRow(t *testing.T) {
	s, f := tellBelief(t), facts(t)
	type one = steptest.Case[recovery.Belief, recovery.BeliefStep, recovery.Facts]
	whose, words := row("REC-38", peer.ErrNotAuthorised), []peer.Rule{row("REC-38", peer.ErrPersonsWordsOnly)}
	by := func(who peer.Actor, name string, b recovery.Belief, step recovery.BeliefStep, to peer.Status, wordsAt ...string) one {
		c := one{Name: name, Record: b, Step: step, Act: act(who, "2026-04-01T09:00Z", "", nil), Facts: f, To: to, Hears: map[string][]peer.Rule{}}
		for _, path := range wordsAt {
			c.Hears[path] = words
		}
		return c
	}
	first := by(bySian, "REC-38 the person says it", recovery.Belief{}, theBelief(), recovery.BeliefSaid)
	first.Hears["/person"] = append(words, whose)
	second := by(byJess, "REC-38 the worker writes it down", recovery.Belief{}, theBelief(), recovery.BeliefSaid, "/person", "/words", "/howToTry")
	second.Hears["/worker"] = []peer.Rule{whose}
	result := own(bySian, "nobody looked")
	beliefs.EveryRow(t, anybody(peer.PartyStaff), map[peer.Status]recovery.Belief{recovery.BeliefSaid: s.said, recovery.BeliefTried: s.tried, recovery.BeliefResult: s.result, recovery.BeliefPutAside: s.aside},
		first, second,
		by(bySian, "REC-38 how to try it", s.said, recovery.PlanBeliefTry{HowToTry: own(bySian, "ride to the park")}, recovery.BeliefSaid),
		by(byJess, "REC-38 how to try it, written down", s.said, recovery.PlanBeliefTry{HowToTry: own(bySian, "ride to the park")}, recovery.BeliefSaid, "/howToTry"),
		by(bySian, "REC-38 it was tried", s.said, recovery.TryBelief{}, recovery.BeliefTried),
		by(bySian, "REC-38 it was tried, with what came of it", s.said, recovery.TryBelief{Result: result}, recovery.BeliefResult),
		by(byJess, "REC-38 it was tried, written down", s.said, recovery.TryBelief{Result: result}, recovery.BeliefResult, "/result"),
		by(bySian, "REC-38 what came of it", s.tried, recovery.SayBeliefResult{Result: result}, recovery.BeliefResult),
		by(byJess, "REC-38 what came of it, written down", s.tried, recovery.SayBeliefResult{Result: result}, recovery.BeliefResult, "/result"),
		by(bySian, "REC-38 put aside", s.said, recovery.PutBeliefAside{}, recovery.BeliefPutAside),
		by(bySian, "REC-38 taken up", s.aside, recovery.TakeUpBelief{}, recovery.BeliefResult),
		by(bySian, "REC-50 who may see it", s.said, recovery.WhoMaySee{Audience: recovery.OnlyMe}, recovery.BeliefSaid),
		by(bySian, "REC-50 who may see it, put aside", s.aside, recovery.WhoMaySee{Audience: recovery.Team}, recovery.BeliefPutAside),
	)
}

func TestBeliefIsThePersons(t *testing.T) {
	s := tellBelief(t)
	notTheirs := map[string]struct {
		by    peer.Actor
		words peer.Words
	}{
		"the worker says it as their own":         {byJess, unsigned("nobody stares")},
		"the worker names themself":               {byJess, own(byJess, "nobody stares")},
		"the person passes on the worker's words": {bySian, own(byJess, "nobody stares")},
		"the worker names another person":         {byJess, own(peer.ByPerson(beatriz), "they stare")},
		"the worker names a carer":                {byJess, own(byMegan, "they stare")},
	}
	for name, c := range notTheirs {
		t.Run("REC-38 "+name, func(t *testing.T) {
			step := theBelief()
			step.Words = c.words
			only(t, recovery.CheckNewBelief(step, act(c.by, "2026-03-05T10:00Z", "r", nil), facts(t)), "REC-38 persons-words-only", "/words")
			step = theBelief()
			step.HowToTry = c.words
			only(t, recovery.CheckNewBelief(step, act(c.by, "2026-03-05T10:00Z", "r", nil), facts(t)), "REC-38 persons-words-only", "/howToTry")
			check := func(b recovery.Belief, step recovery.BeliefStep) peer.Decision {
				return b.Check(step, act(c.by, "2026-03-12T10:00Z", "r", b), facts(t))
			}
			only(t, check(s.said, recovery.PlanBeliefTry{HowToTry: c.words}), "REC-38 persons-words-only", "/howToTry")
			only(t, check(s.said, recovery.TryBelief{Result: c.words}), "REC-38 persons-words-only", "/result")
			only(t, check(s.tried, recovery.SayBeliefResult{Result: c.words}), "REC-38 persons-words-only", "/result")
		})
	}
	t.Run("REC-38 words without an author are the person's", func(t *testing.T) {
		planned := doBelief(t, s.said, recovery.PlanBeliefTry{HowToTry: unsigned("nod to one of them")}, bySian, "b1")
		require.True(t, planned.HowToTry().From(sian))
		require.True(t, doBelief(t, planned, recovery.TryBelief{Result: unsigned("he nodded back")}, bySian, "b2").Result().From(sian))
		require.True(t, doBelief(t, s.tried, recovery.SayBeliefResult{Result: unsigned("he nodded back")}, bySian, "b3").Result().From(sian))
	})
	t.Run("REC-38 the worker says that it was tried, and the person has said nothing", func(t *testing.T) {
		for _, nothing := range []peer.Words{{}, {By: bySian, How: peer.Said}} {
			only(t, s.said.Check(recovery.TryBelief{Result: nothing}, act(byJess, "2026-03-12T10:00Z", "r", s.said), facts(t)), "REC-38 persons-words-only", "/result")
			open(t, s.said.Check(recovery.TryBelief{Result: nothing}, act(bySian, "2026-03-12T10:00Z", "r", s.said), facts(t)))
		}
	})
	for name, step := range map[string]recovery.BeliefStep{"puts it aside": recovery.PutBeliefAside{}, "takes it up": recovery.TakeUpBelief{}} {
		t.Run("REC-38 the worker "+name, func(t *testing.T) {
			b := s.said
			if name == "takes it up" {
				b = s.aside
			}
			only(t, b.Check(step, act(byJess, "2026-03-12T10:00Z", "r", b), facts(t)), "REC-38 persons-choice-only", "")
		})
	}
	t.Run("REC-38 whether it is so has no place in it", func(t *testing.T) {
		for _, typ := range []reflect.Type{reflect.TypeFor[recovery.SayBelief](), reflect.TypeFor[recovery.PlanBeliefTry](), reflect.TypeFor[recovery.TryBelief](),
			reflect.TypeFor[recovery.SayBeliefResult](), reflect.TypeFor[recovery.PutBeliefAside](), reflect.TypeFor[recovery.TakeUpBelief]()} {
			for i := range typ.NumField() {
				f := typ.Field(i)
				words := f.Type == reflect.TypeFor[peer.Words]()
				id := f.Name == "ID" || f.Name == "Person" || f.Name == "Worker" || f.Name == "ProblemSolving"
				require.True(t, words || id, "%s.%s is neither words nor an id", typ, f.Name)
			}
		}
		for _, st := range recovery.BeliefTable().States {
			for _, verdict := range []string{"true", "false", "disproved", "proved", "right", "wrong"} {
				require.NotContains(t, strings.ToLower(string(st.Status)+" "+st.Says), verdict)
			}
		}
	})
}

func TestBeliefStory(t *testing.T) {
	s := tellBelief(t)
	require.Equal(t, "ps1", s.said.ProblemSolving())
	require.Equal(t, jess, s.said.Worker())
	require.Equal(t, "people will stare", s.said.Words().Text.Reveal())
	require.Equal(t, "ride one stop", s.said.HowToTry().Text.Reveal())
	require.Zero(t, s.said.TriedOn())
	require.Equal(t, "2026-03-12", s.tried.TriedOn().String())
	require.Zero(t, s.tried.Result())
	require.True(t, s.result.Result().From(sian))
	require.Equal(t, recovery.MeAndMyWorker, s.result.Audience())
	for from, b := range map[peer.Status]recovery.Belief{recovery.BeliefSaid: s.said, recovery.BeliefTried: s.tried, recovery.BeliefResult: s.result} {
		aside := doBelief(t, b, recovery.PutBeliefAside{}, bySian, "c1")
		up := doBelief(t, aside, recovery.TakeUpBelief{}, bySian, "c2")
		require.Equal(t, from, up.Status(), "REC-38 taken up where it was")
		require.Equal(t, b.Words(), up.Words())
	}
	alone := theBelief()
	alone.ProblemSolving, alone.Worker, alone.HowToTry = "", "", peer.Words{}
	b, _, err := recovery.NewBelief(alone, act(bySian, "2026-03-05T10:00Z", "r", nil), recovery.Facts{})
	require.NoError(t, err, "REC-38 at any step, and without one; no fact is asked for")
	require.Zero(t, b.HowToTry())
}

func TestWhoSeesABelief(t *testing.T) {
	said := tellBelief(t).said
	seenByAudienceOnly(t, "belief", func(a recovery.Audience) recovery.Belief {
		return doBelief(t, said, recovery.WhoMaySee{Audience: a}, bySian, "b1")
	})
}

func TestBeliefHistories(t *testing.T) {
	beliefs.Walks(14).Hold(t, func(t require.TestingT, _, b recovery.Belief, c peer.Change) {
		personsOwn(t, b.Person(), nil, b.Words(), b.HowToTry(), b.Result())
		require.False(t, b.Words().IsZero())
		require.True(t, b.Result().IsZero() || !b.TriedOn().IsZero())
		switch c.Do {
		case "put-aside", "take-up", "who-may-see":
			require.Equal(t, peer.PartyPerson, c.As, "REC-38 the person moves it")
		case "try":
			require.True(t, c.As == peer.PartyPerson || !b.Result().IsZero(), "REC-38 the worker has the person's words for it")
		}
	})
}

func beliefRecords(t testing.TB) map[peer.Status]peer.Record {
	s := tellBelief(t)
	return map[peer.Status]peer.Record{"belief-said": s.said, "belief-tried": s.tried, "belief-result-said": s.result, "belief-put-aside": s.aside}
}

func TestBeliefStored(t *testing.T) {
	ground.NeverRead(t, beliefRecords(t), []steptest.Hostile{
		{Of: "belief-said", Path: "/words/by", Value: map[string]any{"staff": "w4"}, Heard: "/words"},
		{Of: "belief-said", Path: "/howToTry/by", Value: map[string]any{"staff": "w4"}, Heard: "/words"},
		{Of: "belief-result-said", Path: "/result/by", Value: map[string]any{"staff": "w4"}, Heard: "/words"},
		{Of: "belief-said", Path: "/person", Value: "p6", Heard: "/words"},
		{Of: "belief-said", Path: "/words/text", Value: "", Heard: "/words"},
		{Of: "belief-said", Path: "/words/text", Value: strings.Repeat("x", 2001), Heard: "/words/text"},
		{Of: "belief-said", Path: "/audience", Value: "", Heard: "/audience"},
		{Of: "belief-said", Path: "/triedOn", Value: "2026-03-12", Heard: "/triedOn"},
		{Of: "belief-tried", Path: "/triedOn", Value: "", Heard: "/triedOn"},
		{Of: "belief-tried", Path: "/triedOn", Value: "2026-03", Heard: "/triedOn"},
		{Of: "belief-tried", Path: "/result", Value: map[string]any{"text": "x", "by": map[string]any{"person": "p4"}}, Heard: "/triedOn"},
		{Of: "belief-result-said", Path: "/result", Value: map[string]any{"text": ""}, Heard: "/triedOn"},
		{Of: "belief-put-aside", Path: "/triedOn", Value: "", Heard: "/result"},
		{Of: "belief-said", Path: "/true", Value: "no", Heard: "/true"},
		{Of: "belief-said", Path: "/verdict", Value: "no", Heard: "/verdict"},
	})
}
