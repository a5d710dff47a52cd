package recovery_test

import (
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/internal/steptest"
	"github.com/towpath-care/towpath/peer"
	"github.com/towpath-care/towpath/recovery"
)

func theGoal() recovery.ProposeGoal {
	return recovery.ProposeGoal{ID: "g1", Person: sian, Worker: jess, Words: own(bySian, "get back to the allotment"),
		Why: own(bySian, "my hands know what to do there"), Strengths: []peer.Words{own(bySian, "I can grow anything")},
		Challenges: []peer.Words{own(bySian, "two buses")}, FirstStep: own(bySian, "look at the gate on Sunday"),
		Target: peer.MustDate("2026-06"), Domain: recovery.DomainLeisure}
}

func theNext() recovery.NextGoal {
	return recovery.NextGoal{ID: "g2", Words: own(bySian, "a window box, and the smell of soil"), Domain: recovery.DomainHome}
}

// goalStory is one goal in every place it can be in.
type goalStory struct {
	proposed, agreed, active, resting, achieved, changed, letGo recovery.Goal
	history                                                     []peer.Change
}

func doGoal(t testing.TB, g recovery.Goal, step recovery.GoalStep, at, id string) (recovery.Goal, peer.Change) {
	t.Helper()
	return goals.ChangedAt(t, g, step, bySian, at, id)
}

func tellGoal(t testing.TB) goalStory {
	t.Helper()
	var s goalStory
	var err error
	s.history = make([]peer.Change, 4)
	s.proposed, s.history[0], err = recovery.NewGoal(theGoal(), act(byJess, "2026-02-24T10:00Z", "a1", nil), facts(t))
	require.NoError(t, err)
	s.agreed, s.history[1] = doGoal(t, s.proposed, recovery.AgreeGoal{}, "2026-02-24T10:05Z", "a2")
	s.active, s.history[2] = doGoal(t, s.agreed, recovery.StartGoal{}, "2026-03-01T09:00Z", "a3")
	s.resting, s.history[3] = doGoal(t, s.active, recovery.HoldGoal{Because: recovery.BecauseRest}, "2026-04-01T09:00Z", "a4")
	s.achieved, _ = doGoal(t, s.active, recovery.Achieve{}, "2026-05-01T09:00Z", "a5")
	s.changed, _ = doGoal(t, s.active, recovery.ChangeGoal{}, "2026-05-01T09:00Z", "a6")
	s.letGo, _ = doGoal(t, s.active, recovery.LetGo{}, "2026-05-01T09:00Z", "a7")
	return s
}

var goals = steptest.BenchOf(ground, recovery.GoalTable(), recovery.NewGoal, recovery.CheckNewGoal, recovery.GoalStarts,
	recovery.DecodeGoal, recovery.EncodeGoalStep, recovery.DecodeGoalStep)

func TestGoalEveryRow(t *testing.T) {
	s, f := tellGoal(t), facts(t)
	type one = steptest.Case[recovery.Goal, recovery.GoalStep, recovery.Facts]
	person := func(name string, g recovery.Goal, step recovery.GoalStep, to peer.Status) one {
		return one{Name: name, Record: g, Step: step, Act: act(bySian, "2026-06-01T09:00Z", "", nil), Facts: f, To: to}
	}
	into := person("REC-08 it turns into another", s.active, recovery.ChangeGoal{Because: recovery.BecauseLifeChanged, Into: theNext()}, recovery.GoalChanged)
	into.Hears = map[string][]peer.Rule{"/into/id": {row("REC-08", peer.ErrRequired)}}
	steptest.Plan[recovery.Goal, recovery.GoalStep, recovery.Facts]{
		Kind: goals.Kind, Person: sian, Anybody: anybody(peer.PartyStaff),
		Records: map[peer.Status]recovery.Goal{recovery.GoalProposed: s.proposed, recovery.GoalAgreed: s.agreed, recovery.GoalActive: s.active,
			recovery.GoalOnHold: s.resting, recovery.GoalAchieved: s.achieved, recovery.GoalChanged: s.changed, recovery.GoalLetGo: s.letGo},
		Cases: []one{
			{Name: "REC-08 the person says it", Step: theGoal(), Act: act(bySian, "2026-02-24T10:00Z", "", nil), Facts: f, To: recovery.GoalProposed,
				Hears: map[string][]peer.Rule{"/person": {row("REC-08", recovery.ErrNotSelfDefined)}}},
			{Name: "REC-08 the worker writes it down", Step: theGoal(), Act: act(byJess, "2026-02-24T10:00Z", "", nil), Facts: f, To: recovery.GoalProposed,
				Hears: map[string][]peer.Rule{
					"/person": {row("REC-08", recovery.ErrNotSelfDefined)}, "/worker": {row("REC-08", recovery.ErrNotSelfDefined)},
					"/words": {row("REC-08", recovery.ErrNotSelfDefined)}, "/why": {row("REC-08", recovery.ErrNotSelfDefined)},
					"/strengths": {row("REC-08", recovery.ErrNotSelfDefined)}, "/challenges": {row("REC-08", recovery.ErrNotSelfDefined)},
					"/firstStep": {row("REC-08", recovery.ErrNotSelfDefined)}}},
			person("REC-05 agree", s.proposed, recovery.AgreeGoal{}, recovery.GoalAgreed),
			person("REC-05 start", s.agreed, recovery.StartGoal{}, recovery.GoalActive),
			person("REC-05 hold", s.active, recovery.HoldGoal{}, recovery.GoalOnHold),
			person("REC-05 pick up what rests", s.resting, recovery.PickUp{}, recovery.GoalActive),
			person("REC-08 pick up what was achieved", s.achieved, recovery.PickUp{}, recovery.GoalActive),
			person("REC-08 pick up what was let go", s.letGo, recovery.PickUp{}, recovery.GoalActive),
			person("REC-05 achieve", s.active, recovery.Achieve{}, recovery.GoalAchieved),
			person("REC-05 achieve what rests", s.resting, recovery.Achieve{}, recovery.GoalAchieved),
			into,
			person("REC-05 let go of what was only said", s.proposed, recovery.LetGo{Because: recovery.BecauseNotMine}, recovery.GoalLetGo),
			person("REC-05 let go", s.active, recovery.LetGo{}, recovery.GoalLetGo),
			person("REC-08 say more of it", s.active, recovery.SayMore{Why: own(bySian, "it is quiet there"), FirstStep: own(bySian, "ring Dilys"), Target: peer.MustDate("2026-09")}, recovery.GoalActive),
			person("REC-08 say no more of it", s.achieved, recovery.SayMore{}, recovery.GoalAchieved),
			person("REC-12 say how it goes", s.active, recovery.SayHowItGoes{Going: recovery.GoingWorsening}, recovery.GoalActive),
			person("REC-12 say how it goes on, once there", s.achieved, recovery.SayHowItGoes{Going: recovery.GoingSustaining}, recovery.GoalAchieved),
			person("REC-50 who may see it", s.active, recovery.WhoMaySee{Audience: recovery.OnlyMe}, recovery.GoalActive),
			person("REC-50 who may see it, when it is over", s.changed, recovery.WhoMaySee{Audience: recovery.OnlyMe}, recovery.GoalChanged),
		},
	}.Run(t)
}

func TestGoalIsSelfDefined(t *testing.T) {
	put := map[string]func(*recovery.ProposeGoal, peer.Words){
		"/words":      func(g *recovery.ProposeGoal, w peer.Words) { g.Words = w },
		"/why":        func(g *recovery.ProposeGoal, w peer.Words) { g.Why = w },
		"/strengths":  func(g *recovery.ProposeGoal, w peer.Words) { g.Strengths = append(g.Strengths, w) },
		"/challenges": func(g *recovery.ProposeGoal, w peer.Words) { g.Challenges = append(g.Challenges, w) },
		"/firstStep":  func(g *recovery.ProposeGoal, w peer.Words) { g.FirstStep = w },
	}
	for path, set := range put {
		for name, tried := range map[string]struct {
			by    peer.Actor
			words peer.Words
			fits  bool
		}{
			"the worker says it as their own":             {byJess, unsigned("come to the walking group"), false},
			"the worker names themself":                   {byJess, own(byJess, "come to the walking group"), false},
			"the worker names somebody else":              {byJess, own(peer.ByPerson(beatriz), "come to the walking group"), false},
			"the worker names somebody who is both":       {byJess, own(peer.Actor{Person: sian, Staff: jess}, "come along"), false},
			"the person passes on the worker's words":     {bySian, own(byJess, "come to the walking group"), false},
			"the worker writes down what the person says": {byJess, own(bySian, "back to the allotment"), true},
			"the person says it":                          {bySian, unsigned("back to the allotment"), true},
		} {
			t.Run("REC-08 "+path+" "+name, func(t *testing.T) {
				step := theGoal()
				set(&step, tried.words)
				d := recovery.CheckNewGoal(step, act(tried.by, "2026-02-24T10:00Z", "r", nil), facts(t))
				if tried.fits {
					open(t, d)
					return
				}
				only(t, d, "REC-08 not-self-defined", path)
			})
		}
	}
	t.Run("REC-08 words without an author become the person's", func(t *testing.T) {
		step := theGoal()
		step.Words, step.Why = unsigned("back to the allotment"), peer.Words{By: byJess, Lang: "cy"}
		g, _, err := recovery.NewGoal(step, act(bySian, "2026-02-24T10:00Z", "r", nil), facts(t))
		require.NoError(t, err)
		require.True(t, g.Words().From(sian))
		require.Zero(t, g.Why(), "nothing said has no author either")
	})
	t.Run("REC-08 a goal for somebody else", func(t *testing.T) {
		step := theGoal()
		step.Person = beatriz
		only(t, recovery.CheckNewGoal(theGoal(), act(peer.ByPerson(beatriz), "2026-02-24T10:00Z", "r", nil), facts(t)), "REC-08 not-self-defined", "")
		_, _, err := recovery.NewGoal(step, act(bySian, "2026-02-24T10:00Z", "r", nil), facts(t))
		require.ErrorIs(t, err, recovery.ErrNotSelfDefined)
	})
}

func TestGoalTargetIsNotOver(t *testing.T) {
	policies := map[string]recovery.Policy{"with a policy": policy(t), "without one": {}}
	for _, c := range []struct {
		target, at string
		known      bool // allowed where the policy's calendar is known
		unknown    bool // and where it is not
	}{
		{"2026-06-12", "2026-06-12T10:00Z", true, true},
		{"2026-06-11", "2026-06-12T10:00Z", false, true}, // still the 11th at UTC-12
		{"2026-06-11", "2026-06-12T12:00Z", false, false},
		{"2026-06-11", "2026-06-11T22:59Z", true, true},
		{"2026-06-11", "2026-06-11T23:00Z", false, true}, // midnight in London
		{"2026-06", "2026-06-30T12:00Z", true, true},
		{"2026-05", "2026-06-30T12:00Z", false, false},
		{"2026", "2026-06-30T12:00Z", true, true},
		{"2025", "2026-06-30T12:00Z", false, false},
		{"", "2026-06-30T12:00Z", true, true},
	} {
		for name, p := range policies {
			step := theGoal()
			step.Target = peer.Date{}
			if c.target != "" {
				step.Target = peer.MustDate(c.target)
			}
			d := recovery.CheckNewGoal(step, act(bySian, c.at, "r", nil), recovery.Facts{Policy: p})
			if p.Known() && c.known || !p.Known() && c.unknown {
				open(t, d)
				continue
			}
			t.Run("REC-08 "+c.target+" said at "+c.at+" "+name, func(t *testing.T) { only(t, d, "REC-08 past-date", "/target") })
		}
	}
}

func TestNoProgressIsNotAReason(t *testing.T) {
	s := tellGoal(t)
	for name, step := range map[string]recovery.GoalStep{
		"hold":   recovery.HoldGoal{Because: recovery.BecauseNoProgress},
		"change": recovery.ChangeGoal{Because: recovery.BecauseNoProgress},
		"let go": recovery.LetGo{Because: recovery.BecauseNoProgress},
	} {
		t.Run("REC-13 "+name, func(t *testing.T) {
			d := s.active.Check(step, act(bySian, "2026-09-01T09:00Z", "r", s.active), facts(t))
			only(t, d, "REC-13 no-progress-is-not-a-reason", "/because")
		})
	}
	t.Run("REC-13 it is never offered", func(t *testing.T) {
		for _, c := range s.active.Choices(act(bySian, "2026-09-01T09:00Z", "r", s.active), facts(t)) {
			for _, f := range c.Fields {
				if f.Name == "because" {
					require.NotContains(t, f.Options, string(recovery.BecauseNoProgress), c.Do)
					require.Len(t, f.Options, len(recovery.Because("").Terms())-1)
				}
			}
		}
	})
}

func TestGoalTurnsIntoAnother(t *testing.T) {
	s := tellGoal(t)
	hidden, _ := doGoal(t, s.active, recovery.WhoMaySee{Audience: recovery.OnlyMe}, "2026-05-01T08:00Z", "b1")
	over, change := doGoal(t, hidden, recovery.ChangeGoal{Into: theNext()}, "2026-05-01T09:00Z", "b2")
	require.Equal(t, recovery.GoalChanged, over.Status())
	require.Equal(t, "g2", over.Into())
	require.Len(t, change.Made, 1)
	next := change.Made[0].Record.(recovery.Goal)
	require.Equal(t, recovery.GoalProposed, next.Status())
	require.Equal(t, sian, next.Person())
	require.Equal(t, jess, next.Worker())
	require.True(t, next.Words().From(sian))
	require.Equal(t, recovery.OnlyMe, next.Audience(), "REC-50 what was the person's alone stays so")
	require.NoError(t, peer.VerifyChain([]peer.Change{*change.Made[0].Change}))
	b, err := peer.Encode(next)
	require.NoError(t, err)
	_, err = recovery.DecodeGoal(b)
	require.NoError(t, err)
	next, _ = doGoal(t, next, recovery.AgreeGoal{}, "2026-05-01T09:10Z", "b3")
	require.Equal(t, recovery.GoalAgreed, next.Status())

	try := func(into recovery.NextGoal, by peer.Actor) peer.Decision {
		return s.active.Check(recovery.ChangeGoal{Into: into}, act(by, "2026-05-01T09:00Z", "r", s.active), facts(t))
	}
	spoilt := func(spoil func(*recovery.NextGoal)) peer.Decision {
		into := theNext()
		spoil(&into)
		return try(into, bySian)
	}
	t.Run("REC-08 into itself", func(t *testing.T) {
		only(t, spoilt(func(n *recovery.NextGoal) { n.ID = "g1" }), "REC-08 duplicate", "/into/id")
	})
	t.Run("REC-08 without an id", func(t *testing.T) {
		only(t, spoilt(func(n *recovery.NextGoal) { n.ID = "" }), "REC-08 required", "/into/id")
	})
	t.Run("REC-08 without words", func(t *testing.T) {
		only(t, spoilt(func(n *recovery.NextGoal) { n.Words = peer.Words{} }), "REC-08 required", "/into/words")
	})
	t.Run("REC-08 in the worker's words", func(t *testing.T) {
		only(t, spoilt(func(n *recovery.NextGoal) { n.Words = own(byJess, "attend the group") }), "REC-08 not-self-defined", "/into/words")
	})
	t.Run("REC-08 by a day that is over", func(t *testing.T) {
		only(t, spoilt(func(n *recovery.NextGoal) { n.Target = peer.MustDate("2026-04-30") }), "REC-08 past-date", "/into/target")
	})
	t.Run("REC-05 by the worker", func(t *testing.T) { only(t, try(theNext(), byJess), "REC-05 persons-choice-only", "") })
	for name, n := range map[string]recovery.NextGoal{
		"words": {Words: unsigned("x")}, "why": {Why: unsigned("x")}, "strengths": {Strengths: []peer.Words{unsigned("x")}},
		"challenges": {Challenges: []peer.Words{unsigned("x")}}, "firstStep": {FirstStep: unsigned("x")},
		"target": {Target: peer.MustDate("2027")}, "domain": {Domain: recovery.DomainHome},
	} {
		require.False(t, try(n, bySian).Allowed(), "%s alone is never dropped in silence", name)
	}
}

func TestGoalDays(t *testing.T) {
	s := tellGoal(t)
	require.Zero(t, s.agreed.Started())
	require.Equal(t, "2026-03-01", s.active.Started().String())
	require.Equal(t, "2026-04-01", s.resting.StatusOn().String())
	require.Equal(t, recovery.BecauseRest, s.resting.Because())
	up, _ := doGoal(t, s.resting, recovery.PickUp{}, "2026-05-01T23:30Z", "b1")
	require.Equal(t, "2026-03-01", up.Started().String(), "the first day stays")
	require.Equal(t, "2026-05-01", up.StatusOn().String(), "the day in UTC, not in London")
	require.Empty(t, up.Because())
	said, _ := doGoal(t, up, recovery.SayHowItGoes{Going: recovery.GoingImproving}, "2026-05-08T09:00Z", "b2")
	require.Equal(t, recovery.GoingImproving, said.Going())
	require.Equal(t, "2026-05-08", said.GoingOn().String())
	require.Equal(t, up.StatusOn(), said.StatusOn(), "a say moves nothing")
	seen, _ := doGoal(t, said, recovery.WhoMaySee{Audience: recovery.Team}, "2026-05-09T09:00Z", "b3")
	require.Equal(t, up.StatusOn(), seen.StatusOn())

	put, _ := doGoal(t, s.proposed, recovery.LetGo{}, "2026-03-01T09:00Z", "b4")
	require.Zero(t, put.Started())
	put, _ = doGoal(t, put, recovery.PickUp{}, "2026-03-02T09:00Z", "b5")
	require.Equal(t, "2026-03-02", put.Started().String(), "picked up without ever having begun")
}

func TestGoalGivesCopies(t *testing.T) {
	step := theGoal()
	g, _, err := recovery.NewGoal(step, act(bySian, "2026-02-24T10:00Z", "r", nil), facts(t))
	require.NoError(t, err)
	step.Strengths[0], step.Challenges[0] = peer.Words{}, peer.Words{}
	g.Strengths()[0], g.Challenges()[0] = peer.Words{}, peer.Words{}
	require.False(t, g.Strengths()[0].IsZero())
	require.False(t, g.Challenges()[0].IsZero())
	require.Equal(t, "look at the gate on Sunday", g.FirstStep().Text.Reveal())
	require.Equal(t, recovery.DomainLeisure, g.Domain())
	require.Equal(t, "2026-06", g.Target().String())
	require.Zero(t, recovery.Goal{}.Audience())
}

// Nothing a person says or decides about their goals waits for a fact.
func TestGoalsWaitForNoFact(t *testing.T) {
	s := tellGoal(t)
	for _, c := range s.active.Choices(act(bySian, "2026-05-01T09:00Z", "r", s.active), recovery.Facts{}) {
		require.True(t, c.Open && c.Yours, c.Do)
	}
	for _, c := range s.active.Choices(act(byJess, "2026-05-01T09:00Z", "r", s.active), facts(t)) {
		require.False(t, c.Open || c.Yours, c.Do)
		require.Equal(t, []peer.Party{peer.PartyPerson}, c.Whose)
	}
	starts := recovery.GoalStarts(act(bySian, "2026-05-01T09:00Z", "r", nil), recovery.Facts{})
	require.Equal(t, peer.Action("propose"), starts[0].Do)
	require.True(t, slices.ContainsFunc(starts[0].Needs, func(r peer.Reason) bool { return r.Rule.Code.Is(recovery.ErrNotSelfDefined) }))
}

func TestGoalHistories(t *testing.T) {
	goals.Walks(30).Hold(t, func(t require.TestingT, _, g recovery.Goal, c peer.Change) {
		if g.Rev() > 1 {
			require.Equal(t, peer.PartyPerson, c.As, "REC-05 only the person moves a goal")
			require.Equal(t, g.Person(), c.By.Person)
		}
		require.Empty(t, c.For)
		personsOwn(t, g.Person(), nil, append(append(g.Strengths(), g.Challenges()...), g.Words(), g.Why(), g.FirstStep())...)
		require.NotEqual(t, recovery.BecauseNoProgress, g.Because())
		for _, made := range c.Made {
			next := made.Record.(recovery.Goal)
			personsOwn(t, g.Person(), nil, next.Words())
			require.Equal(t, g.Audience(), next.Audience())
			require.NotEqual(t, g.Ref(), next.Ref())
		}
	})
}

// What stands around a goal is the person's to say again; the goal stays in the words
// it was said in, and where it is.
func TestGoalSayMore(t *testing.T) {
	s := tellGoal(t)
	words := own(bySian, "it is quiet there")
	more := recovery.SayMore{Why: words, Strengths: []peer.Words{words}, FirstStep: words, Target: peer.MustDate("2026-09"), Domain: recovery.DomainHealth}
	g, _ := doGoal(t, s.active, more, "2026-05-01T09:00Z", "m1")
	require.Equal(t, []any{words, []peer.Words{words}, []peer.Words(nil), words, peer.MustDate("2026-09"), recovery.DomainHealth},
		[]any{g.Why(), g.Strengths(), g.Challenges(), g.FirstStep(), g.Target(), g.Domain()}, "REC-08 what is left out stands there no more")
	require.Equal(t, []any{s.active.Words(), s.active.Status(), s.active.StatusOn(), s.active.Going(), s.active.Audience()}, []any{g.Words(), g.Status(), g.StatusOn(), g.Going(), g.Audience()})
	for path, step := range map[string]recovery.SayMore{
		"/why": {Why: own(byJess, "x")}, "/strengths": {Strengths: []peer.Words{words, own(byJess, "x")}},
		"/challenges": {Challenges: []peer.Words{own(byJess, "x")}}, "/firstStep": {FirstStep: own(byJess, "x")},
	} {
		t.Run("REC-08 the worker's words at "+path, func(t *testing.T) {
			only(t, s.active.Check(step, act(bySian, "2026-05-01T09:00Z", "r", s.active), facts(t)), "REC-08 not-self-defined", path)
		})
	}
	t.Run("REC-05 the worker says more of it", func(t *testing.T) {
		only(t, s.active.Check(more, act(byJess, "2026-05-01T09:00Z", "r", s.active), facts(t)), "REC-05 persons-choice-only", "")
	})
	t.Run("REC-08 a day that is over, and one that they had in mind already", func(t *testing.T) {
		late := "2026-11-01T09:00Z"
		only(t, s.active.Check(recovery.SayMore{Target: peer.MustDate("2026-07")}, act(bySian, late, "r", s.active), facts(t)), "REC-08 past-date", "/target")
		open(t, s.active.Check(recovery.SayMore{Target: s.active.Target()}, act(bySian, late, "r", s.active), facts(t)))
	})
}
