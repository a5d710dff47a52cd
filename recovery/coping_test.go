package recovery_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/internal/steptest"
	"github.com/towpath-care/towpath/peer"
	"github.com/towpath-care/towpath/recovery"
)

func theWalk() recovery.TellCoping {
	return recovery.TellCoping{ID: "w1", Person: sian, Worker: jess, Words: own(bySian, "walk the dog round the canal"),
		Resources: []recovery.CopingResource{{From: recovery.HelpAnimal, Words: own(bySian, "she will not let me stay in")}, {From: recovery.HelpNeighbour}}}
}

func theRing() recovery.ConsiderCoping {
	return recovery.ConsiderCoping{ID: "w3", Person: sian, Worker: jess, Words: own(bySian, "ring a friend"), Item: "cat-12",
		Resources: []recovery.CopingResource{{From: recovery.HelpFriend, Words: own(bySian, "the one from the choir")}}}
}

func thePlan() recovery.PlanCoping {
	return recovery.PlanCoping{
		Use:      recovery.CopingUse{When: own(bySian, "when the evening gets long"), Where: own(bySian, "on the stairs"), With: own(bySian, "the one from the choir")},
		Barriers: []recovery.CopingBarrier{{Words: own(bySian, "too tired"), Response: own(bySian, "text instead")}, {Words: own(bySian, "no answer"), Accepted: true}},
	}
}

var rather = own(bySian, "I'd rather just try it")

// copingStory is one way of coping in every place it can be in.
type copingStory struct {
	told, considered, planned, trying, kept, dropped recovery.CopingStrategy
}

func doCoping(t testing.TB, c recovery.CopingStrategy, step recovery.CopingStrategyStep, at string) recovery.CopingStrategy {
	t.Helper()
	return copingStrategies.DoneAt(t, c, step, bySian, at, "r-"+at)
}

func newCoping(t testing.TB, step recovery.CopingStrategyStep, by peer.Actor, at string) recovery.CopingStrategy {
	t.Helper()
	return copingStrategies.DoneAt(t, recovery.CopingStrategy{}, step, by, at, "r-"+at)
}

func tellCoping(t testing.TB) copingStory {
	t.Helper()
	var s copingStory
	s.told = newCoping(t, theWalk(), byJess, "2026-03-02T10:00Z")
	s.considered = newCoping(t, theRing(), byJess, "2026-03-02T10:10Z")
	s.planned = doCoping(t, s.considered, thePlan(), "2026-03-05T10:00Z")
	s.trying = doCoping(t, s.planned, recovery.TryCoping{}, "2026-03-09T10:00Z")
	s.kept = doCoping(t, s.trying, recovery.KeepCoping{}, "2026-04-06T10:00Z")
	s.dropped = doCoping(t, s.kept, recovery.DropCoping{}, "2026-05-06T10:00Z")
	return s
}

var copingStrategies = steptest.BenchOf(ground, recovery.CopingStrategyTable(), recovery.NewCopingStrategy, recovery.CheckNewCopingStrategy, recovery.CopingStrategyStarts,
	recovery.DecodeCopingStrategy, recovery.EncodeCopingStrategyStep, recovery.DecodeCopingStrategyStep)

func TestCopingEveryRow(t *testing.T) {
	s, f := tellCoping(t), facts(t)
	type one = steptest.Case[recovery.CopingStrategy, recovery.CopingStrategyStep, recovery.Facts]
	by := func(who peer.Actor, name string, c recovery.CopingStrategy, step recovery.CopingStrategyStep, to peer.Status) one {
		return one{Name: name, Record: c, Step: step, Act: act(who, "2026-06-01T09:00Z", "", nil), Facts: f, To: to}
	}
	person := func(name string, c recovery.CopingStrategy, step recovery.CopingStrategyStep, to peer.Status) one {
		return by(bySian, name, c, step, to)
	}
	hears := func(c one, hears map[string][]peer.Rule) one { c.Hears = hears; return c }
	var none recovery.CopingStrategy
	words, planWords := row("REC-20", peer.ErrPersonsWordsOnly), row("REC-22", peer.ErrPersonsWordsOnly)
	copingStrategies.EveryRow(t, anybody(peer.PartyStaff), map[peer.Status]recovery.CopingStrategy{recovery.CopingInUse: s.kept, recovery.CopingConsidered: s.considered,
		recovery.CopingPlanned: s.planned, recovery.CopingTrying: s.trying, recovery.CopingDropped: s.dropped},
		hears(by(bySian, "REC-20 the person tells it", none, theWalk(), recovery.CopingInUse), map[string][]peer.Rule{
			"/person": {row("REC-20", peer.ErrNotAuthorised), words}}),
		hears(by(byJess, "REC-20 the worker writes it down", none, theWalk(), recovery.CopingInUse), map[string][]peer.Rule{
			"/person": {words}, "/worker": {row("REC-20", peer.ErrNotAuthorised)}, "/words": {words}, "/resources/*/words": {words}}),
		hears(by(bySian, "REC-22 the person considers something else", none, theRing(), recovery.CopingConsidered), map[string][]peer.Rule{
			"/person": {row("REC-22", peer.ErrNotAuthorised), planWords, words}}),
		hears(by(byJess, "REC-22 the worker writes down what they consider", none, theRing(), recovery.CopingConsidered), map[string][]peer.Rule{
			"/person": {planWords, words}, "/worker": {row("REC-22", peer.ErrNotAuthorised)}, "/words": {planWords}, "/resources/*/words": {words}}),
		person("REC-22 plan", s.considered, thePlan(), recovery.CopingPlanned),
		person("REC-22 plan again", s.planned, thePlan(), recovery.CopingPlanned),
		person("REC-22 plan while trying", s.trying, thePlan(), recovery.CopingTrying),
		person("REC-22 plan what is in use", s.told, thePlan(), recovery.CopingInUse),
		person("REC-22 try what was planned", s.planned, recovery.TryCoping{}, recovery.CopingTrying),
		person("REC-22 just try it", s.considered, recovery.TryCoping{JustTry: rather}, recovery.CopingTrying),
		person("REC-22 keep", s.trying, recovery.KeepCoping{}, recovery.CopingInUse),
		person("REC-22 drop", s.kept, recovery.DropCoping{}, recovery.CopingDropped),
		person("REC-22 drop what is only considered", s.considered, recovery.DropCoping{}, recovery.CopingDropped),
		person("REC-22 pick up", s.dropped, recovery.PickUpCoping{}, recovery.CopingInUse),
		person("REC-20 name resources", s.planned, recovery.NameResources{Resources: theRing().Resources}, recovery.CopingPlanned),
		hears(by(byJess, "REC-20 the worker writes down the resources", s.kept, recovery.NameResources{Resources: theRing().Resources}, recovery.CopingInUse),
			map[string][]peer.Rule{"/resources/*/words": {words}}),
		person("REC-23 look again", s.kept, recovery.LookAgain{}, recovery.CopingInUse),
		by(byJess, "REC-23 the worker notes that they looked again", s.trying, recovery.LookAgain{}, recovery.CopingTrying),
		person("REC-23 no more reminders", s.kept, recovery.RemindCoping{On: peer.No}, recovery.CopingInUse),
		person("REC-23 reminders of what was dropped", s.dropped, recovery.RemindCoping{On: peer.Yes}, recovery.CopingDropped),
		person("REC-23 the person's own interval", s.kept, recovery.ReviewCopingEvery{Every: peer.Weeks(2)}, recovery.CopingInUse),
		person("REC-50 who may see it", s.dropped, recovery.WhoMaySee{Audience: recovery.OnlyMe}, recovery.CopingDropped),
	)
}

// triedNew is what a form about a new way of coping hears.
func triedNew(t testing.TB, step recovery.CopingStrategyStep, by peer.Actor) peer.Decision {
	t.Helper()
	return recovery.CheckNewCopingStrategy(step, act(by, "2026-03-02T10:00Z", "r", nil), facts(t))
}

func TestCopingIsInThePersonsWords(t *testing.T) {
	worker := unsigned("you could try mindfulness")
	for path, step := range map[string]func(peer.Words) recovery.CopingStrategyStep{
		"REC-20 /words": func(w peer.Words) recovery.CopingStrategyStep { s := theWalk(); s.Words = w; return s },
		"REC-20 /resources": func(w peer.Words) recovery.CopingStrategyStep {
			s := theWalk()
			s.Resources = append(s.Resources, recovery.CopingResource{From: recovery.HelpGroup, Words: w})
			return s
		},
		"REC-22 /words": func(w peer.Words) recovery.CopingStrategyStep {
			s := theRing()
			s.Words, s.Item = w, ""
			return s
		},
		"REC-20 /resources of something different": func(w peer.Words) recovery.CopingStrategyStep {
			s := theRing()
			s.Resources[0].Words = w
			return s
		},
	} {
		rule, at := path[:6]+" persons-words-only", "/"+map[bool]string{true: "words", false: "resources"}[path[7:] == "/words"]
		for name, c := range map[string]struct {
			by    peer.Actor
			words peer.Words
			fits  bool
		}{
			"the worker says it as their own":             {byJess, worker, false},
			"the worker names themself":                   {byJess, own(byJess, "box breathing"), false},
			"the worker names somebody else":              {byJess, own(peer.ByPerson(beatriz), "box breathing"), false},
			"the worker names somebody who is both":       {byJess, own(peer.Actor{Person: sian, Staff: jess}, "box breathing"), false},
			"the person passes on the worker's words":     {bySian, own(byJess, "box breathing"), false},
			"the worker writes down what the person says": {byJess, own(bySian, "the radio on low"), true},
			"the person says it":                          {bySian, unsigned("the radio on low"), true},
		} {
			t.Run(path+" "+name, func(t *testing.T) {
				d := triedNew(t, step(c.words), c.by)
				if c.fits {
					open(t, d)
					return
				}
				only(t, d, rule, at)
			})
		}
	}
	s := tellCoping(t)
	for name, c := range map[string]struct {
		step recovery.CopingStrategyStep
		on   recovery.CopingStrategy
		by   peer.Actor
		rule string
		path string
	}{
		"when":      {recovery.PlanCoping{Use: recovery.CopingUse{When: own(byJess, "mornings")}, NothingInTheWay: true}, s.considered, bySian, "REC-22", "/use"},
		"where":     {recovery.PlanCoping{Use: recovery.CopingUse{Where: own(byJess, "outside")}, NothingInTheWay: true}, s.considered, bySian, "REC-22", "/use"},
		"with whom": {recovery.PlanCoping{Use: recovery.CopingUse{With: own(byJess, "me")}, NothingInTheWay: true}, s.considered, bySian, "REC-22", "/use"},
		"a barrier": {recovery.PlanCoping{Use: thePlan().Use, Barriers: []recovery.CopingBarrier{{Words: own(byJess, "your mood"), Accepted: true}}}, s.considered, bySian, "REC-22", "/barriers"},
		"a response": {recovery.PlanCoping{Use: thePlan().Use, Barriers: []recovery.CopingBarrier{{Words: own(bySian, "too tired"), Response: own(byJess, "push through")}}},
			s.considered, bySian, "REC-22", "/barriers"},
		"just trying, in a plan": {recovery.PlanCoping{JustTry: own(byJess, "let us just try")}, s.considered, bySian, "REC-22", "/justTry"},
		"just trying":            {recovery.TryCoping{JustTry: own(byJess, "let us just try")}, s.considered, bySian, "REC-22", "/justTry"},
		"resources":              {recovery.NameResources{Resources: []recovery.CopingResource{{From: recovery.HelpService, Words: unsigned("our team")}}}, s.kept, byJess, "REC-20", "/resources"},
	} {
		t.Run(c.rule+" in the worker's words: "+name, func(t *testing.T) {
			only(t, c.on.Check(c.step, act(c.by, "2026-06-01T09:00Z", "r", c.on), facts(t)), c.rule+" persons-words-only", c.path)
		})
	}
	t.Run("REC-22 words without an author become the person's", func(t *testing.T) {
		plan := recovery.PlanCoping{Use: recovery.CopingUse{When: unsigned("evenings"), Where: unsigned("stairs"), With: unsigned("nobody")},
			Barriers: []recovery.CopingBarrier{{Words: unsigned("too tired"), Response: unsigned("text")}}, JustTry: unsigned("anyway")}
		c := doCoping(t, s.considered, plan, "2026-06-01T09:00Z")
		for _, w := range []peer.Words{c.Use().When, c.Use().Where, c.Use().With, c.Barriers()[0].Words, c.Barriers()[0].Response, c.JustTry()} {
			require.True(t, w.From(sian))
		}
		require.True(t, plan.Barriers[0].Words.By == peer.Actor{}, "the form is as it was")
		c = doCoping(t, s.considered, recovery.TryCoping{JustTry: unsigned("anyway")}, "2026-06-01T09:00Z")
		require.True(t, c.JustTry().From(sian))
		said := theRing()
		said.Words, said.Resources[0].Words = unsigned("ring a friend"), unsigned("from the choir")
		c = newCoping(t, said, bySian, "2026-06-01T09:00Z")
		require.True(t, c.Words().From(sian) && c.Resources()[0].Words.From(sian))
		require.True(t, said.Resources[0].Words.By == peer.Actor{}, "the form is as it was")
	})
}

// Alternatives come from the person, or from a catalogue that they opened.
func TestAlternativesAreThePersons(t *testing.T) {
	bare := recovery.ConsiderCoping{ID: "w4", Person: sian, Worker: jess, Item: "cat-7"}
	t.Run("REC-22 the worker picks an item", func(t *testing.T) { only(t, triedNew(t, bare, byJess), "REC-22 persons-choice-only", "/item") })
	t.Run("REC-22 the person opens one", func(t *testing.T) {
		open(t, triedNew(t, bare, bySian))
		require.Equal(t, "cat-7", newCoping(t, bare, bySian, "2026-03-02T10:00Z").Item())
	})
	t.Run("REC-22 the worker writes down what the person says of one", func(t *testing.T) {
		with := bare
		with.Words = own(bySian, "the one with the music")
		open(t, triedNew(t, with, byJess))
	})
	t.Run("REC-22 the worker picks an item in words of their own", func(t *testing.T) {
		with := bare
		with.Words = unsigned("this would be good")
		only(t, triedNew(t, with, byJess), "REC-22 persons-words-only", "/words")
	})
	t.Run("REC-22 nothing at all", func(t *testing.T) {
		none := bare
		none.Item = ""
		only(t, triedNew(t, none, bySian), "REC-22 required", "/words")
	})
	t.Run("REC-22 by somebody else", func(t *testing.T) { only(t, triedNew(t, theRing(), byRowan), "REC-22 not-authorised", "") })
	t.Run("REC-20 by somebody else", func(t *testing.T) { only(t, triedNew(t, theWalk(), byKay), "REC-20 not-authorised", "") })
}

func TestCopingIsTalkedThrough(t *testing.T) {
	s, use := tellCoping(t), thePlan().Use
	plan := func(p recovery.PlanCoping) peer.Decision {
		return s.considered.Check(p, act(bySian, "2026-03-05T10:00Z", "r", s.considered), facts(t))
	}
	tooTired := recovery.CopingBarrier{Words: own(bySian, "too tired")}
	for name, barriers := range map[string][]recovery.CopingBarrier{"left blank": nil, "without a response": {tooTired},
		"one of two without a response": {{Words: own(bySian, "rain"), Accepted: true}, tooTired}} {
		t.Run("REC-22 barriers "+name, func(t *testing.T) {
			only(t, plan(recovery.PlanCoping{Use: use, Barriers: barriers}), "REC-22 step-incomplete", "/barriers")
		})
	}
	t.Run("REC-22 nothing in the way, and one without a response all the same", func(t *testing.T) {
		only(t, plan(recovery.PlanCoping{Use: use, NothingInTheWay: true, Barriers: []recovery.CopingBarrier{tooTired}}), "REC-22 step-incomplete", "/barriers")
	})
	t.Run("REC-22 how to use it left blank", func(t *testing.T) {
		only(t, plan(recovery.PlanCoping{NothingInTheWay: true}), "REC-22 step-incomplete", "/use")
	})
	for name, p := range map[string]recovery.PlanCoping{
		"nothing in the way": {Use: use, NothingInTheWay: true}, "all of them answered": {Use: use, Barriers: thePlan().Barriers},
		"when alone":      {Use: recovery.CopingUse{When: own(bySian, "evenings")}, NothingInTheWay: true},
		"where alone":     {Use: recovery.CopingUse{Where: own(bySian, "the stairs")}, NothingInTheWay: true},
		"with whom alone": {Use: recovery.CopingUse{With: own(bySian, "my cousin")}, NothingInTheWay: true},
		"talked through by somebody who would rather just try": {Use: use, NothingInTheWay: true, JustTry: rather},
	} {
		t.Run("REC-22 "+name, func(t *testing.T) { open(t, plan(p)) })
	}
	mark := []string{"REC-22 step-incomplete /justTry warns"}
	marks := func(c peer.Change) []string {
		var out []string
		for _, r := range c.Reasons {
			out = append(out, r.Rule.String()+" "+r.Path+" "+r.Weight.String())
		}
		return out
	}
	for name, p := range map[string]recovery.PlanCoping{"without a plan": {JustTry: rather}, "with a barrier left open": {Use: use, Barriers: []recovery.CopingBarrier{tooTired}, JustTry: rather},
		"without a use": {NothingInTheWay: true, JustTry: rather}} {
		t.Run("REC-22 they would rather just try it, "+name+": it passes and is marked", func(t *testing.T) {
			next, change, err := s.considered.Do(p, act(bySian, "2026-03-05T10:00Z", "r", s.considered), facts(t))
			require.NoError(t, err)
			require.Equal(t, recovery.CopingPlanned, next.Status())
			require.Equal(t, rather, next.JustTry())
			require.Equal(t, mark, marks(change))
		})
	}
	t.Run("REC-22 straight from considered", func(t *testing.T) {
		a := act(bySian, "2026-03-05T10:00Z", "r", s.considered)
		only(t, s.considered.Check(recovery.TryCoping{}, a, facts(t)), "REC-22 step-incomplete", "/justTry")
		next, change, err := s.considered.Do(recovery.TryCoping{JustTry: rather}, a, facts(t))
		require.NoError(t, err)
		require.Equal(t, recovery.CopingTrying, next.Status())
		require.Equal(t, rather, next.JustTry())
		require.Equal(t, mark, marks(change))
		talked := doCoping(t, next, thePlan(), "2026-03-06T10:00Z")
		require.Equal(t, recovery.CopingTrying, talked.Status())
		require.Zero(t, talked.JustTry(), "talked about since")
	})
	t.Run("REC-22 from planned, with words nobody asked for", func(t *testing.T) {
		next := doCoping(t, s.planned, recovery.TryCoping{JustTry: rather}, "2026-03-06T10:00Z")
		require.Equal(t, rather, next.JustTry())
		open(t, s.planned.Check(recovery.TryCoping{JustTry: rather}, act(bySian, "2026-03-06T10:00Z", "r", s.planned), facts(t)))
		passed := doCoping(t, s.considered, recovery.PlanCoping{JustTry: rather}, "2026-03-05T10:00Z")
		require.Equal(t, rather, doCoping(t, passed, recovery.TryCoping{}, "2026-03-06T10:00Z").JustTry(), "the mark stays")
	})
	for name, step := range map[string]recovery.CopingStrategyStep{"plan": thePlan(), "try": recovery.TryCoping{JustTry: rather}, "drop": recovery.DropCoping{}} {
		t.Run("REC-22 the worker moves it: "+name, func(t *testing.T) {
			only(t, s.considered.Check(step, act(byJess, "2026-03-05T10:00Z", "r", s.considered), facts(t)), "REC-22 persons-choice-only", "")
		})
	}
}

// What was put down is picked up where it was.
func TestCopingIsPickedUpWhereItWas(t *testing.T) {
	s := tellCoping(t)
	for _, c := range []recovery.CopingStrategy{s.told, s.considered, s.planned, s.trying, s.kept} {
		down := doCoping(t, c, recovery.DropCoping{}, "2026-05-06T10:00Z")
		require.Equal(t, recovery.CopingDropped, down.Status())
		require.Equal(t, c.Status(), down.Place())
		require.Equal(t, on("2026-05-06T10:00Z"), down.MovedAt())
		up := doCoping(t, down, recovery.PickUpCoping{}, "2026-07-06T10:00Z")
		require.Equal(t, c.Status(), up.Status())
		require.Equal(t, c.Status(), up.Place())
		require.Equal(t, on("2026-07-06T10:00Z"), up.MovedAt())
		require.Equal(t, c.Barriers(), up.Barriers())
		require.Equal(t, c.Use(), up.Use())
		require.Equal(t, c.JustTry(), up.JustTry())
	}
	t.Run("REC-22 the worker picks it up", func(t *testing.T) {
		only(t, s.dropped.Check(recovery.PickUpCoping{}, act(byJess, "2026-07-06T10:00Z", "r", s.dropped), facts(t)), "REC-22 persons-choice-only", "")
	})
	t.Run("REC-22 what is not tried is not kept", func(t *testing.T) {
		only(t, s.planned.Check(recovery.KeepCoping{}, act(bySian, "2026-07-06T10:00Z", "r", s.planned), facts(t)), "REC-22 invalid-transition", "")
	})
}
