package scenarios

import (
	"strings"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/peer"
	"github.com/towpath-care/towpath/recovery"
)

// solves is one cycle of AT-04 on its way.
type solves struct {
	*story
	recovery.ProblemSolving
	facts recovery.Facts
}

// take takes a step and goes on from there.
func (s *solves) take(by peer.Actor, when string, step recovery.ProblemSolvingStep) peer.Change {
	s.t.Helper()
	next, change, err := s.Do(step, s.act(by, when, s.Rev()), s.facts)
	require.NoError(s.t, err)
	s.ProblemSolving = next
	return change
}

// hears takes a step that is turned down with exactly these codes and leaves
// everything as it was.
func (s *solves) hears(by peer.Actor, when string, step recovery.ProblemSolvingStep, codes ...peer.Code) *peer.Refusal {
	s.t.Helper()
	before, err := peer.Encode(s.ProblemSolving)
	require.NoError(s.t, err)
	next, change, err := s.Do(step, s.act(by, when, s.Rev()), s.facts)
	r := refused(s.t, err, codes...)
	require.Zero(s.t, change)
	after, err := peer.Encode(next)
	require.NoError(s.t, err)
	require.Equal(s.t, string(before), string(after))
	return r
}

// recoveryFacts are the facts under organisation A's policy, with some of it put
// differently.
func recoveryFacts(t T, swaps ...string) recovery.Facts {
	t.Helper()
	file, err := peer.OpenPolicy([]byte(strings.NewReplacer(swaps...).Replace(policyA)), time.LoadLocation)
	require.NoError(t, err)
	p, err := recovery.PolicyFrom(file)
	require.NoError(t, err)
	return recovery.Facts{Policy: p}
}

// yesToAll names a problem with three yeses.
func yesToAll(text string) recovery.SelectProblem {
	return recovery.SelectProblem{Words: words(text), Relevant: peer.Yes, Important: peer.Yes, Achievable: peer.Yes}
}

// inWordsOf is what the worker writes down as somebody said it.
func inWordsOf(who peer.Actor, text string) peer.Words {
	w := words(text)
	w.By = who
	return w
}

// tellAT04 runs the scenario step by step, but for step 8 (beliefs), which is told
// beside the cycle: each step goes on from the one before.
func tellAT04(t T) {
	const p4 peer.PersonID = "p4" // Siân Weller
	sian := peer.ByPerson(p4)
	s := &solves{story: &story{t: t}, facts: recoveryFacts(t)}
	var goal recovery.Goal

	t.Run("AT-04.1, REC-30 explained first, wanted by her, and one step after the other", func(t T) {
		start := recovery.StartProblemSolving{ID: "ps-1", Person: p4, Worker: w4}
		_, _, err := recovery.NewProblemSolving(start, s.act(sian, "2026-03-04T10:00Z", 0), s.facts)
		refused(t, err, recovery.ErrRationaleNotExplained)
		start.Explained = true
		_, _, err = recovery.NewProblemSolving(start, s.act(jess, "2026-03-04T10:01Z", 0), s.facts)
		refused(t, err, peer.ErrPersonHasNotAgreed)
		start.Wants = peer.Yes
		s.ProblemSolving, _, err = recovery.NewProblemSolving(start, s.act(jess, "2026-03-04T10:02Z", 0), s.facts)
		require.NoError(t, err)
		stands(t, recovery.ProblemExplained, s)
		early := s.hears(sian, "2026-03-04T10:03Z", recovery.AddIdea{Words: words("leave earlier")}, recovery.ErrStepOutOfOrder)
		require.Equal(t, "need", early.Unmet()[0].Args[0].Name())
		require.Equal(t, "select", early.Unmet()[0].Args[0].Value())
	})

	t.Run("AT-04.2, REC-31 she names it, and says yes three times", func(t T) {
		bus := yesToAll("fix the bus company")
		bus.Achievable = peer.No
		which := s.hears(sian, "2026-03-04T10:05Z", bus, recovery.ErrProblemNotSuitable)
		require.Equal(t, "/achievable", which.Unmet()[0].Path)
		chosen := yesToAll("I miss morning appointments")
		chosen.Words.By = sian
		s.hears(jess, "2026-03-04T10:06Z", chosen, peer.ErrPersonsChoiceOnly)
		s.take(sian, "2026-03-04T10:07Z", yesToAll("I miss morning appointments"))
		stands(t, recovery.ProblemSelected, s)
	})

	t.Run("AT-04.3, REC-32 in three parts, none of them a loop, and work on the smallest", func(t T) {
		part := func(text string, of int) recovery.NewPart {
			return recovery.NewPart{Words: inWordsOf(sian, text), Of: of}
		}
		s.hears(jess, "2026-03-04T10:10Z", recovery.Specify{Parts: []recovery.NewPart{part("waking", 2), part("getting ready", 1)}}, recovery.ErrCycle)
		s.take(jess, "2026-03-04T10:12Z", recovery.Specify{Parts: []recovery.NewPart{part("waking", 0), part("getting ready", 0), part("bus", 0)}})
		stands(t, recovery.ProblemSpecified, s)
		s.hears(sian, "2026-03-04T10:13Z", recovery.SetGoal{Goal: "goal-bus", Words: words("be on time"), Resources: []peer.Words{words("neighbour")}, NoneSeen: true}, recovery.ErrNotLeaf)
	})

	t.Run("AT-04.4, REC-33, REC-08 a goal of hers, with what helps and what may get in the way", func(t T) {
		set := recovery.SetGoal{Goal: "goal-bus", Part: 3, Words: words("get the 09:40 on Thursdays"), Resources: []peer.Words{words("neighbour"), words("bus app")}}
		s.hears(sian, "2026-03-04T10:15Z", set, recovery.ErrStepIncomplete)
		set.Obstacles = []peer.Words{words("crowded")}
		made := s.take(sian, "2026-03-04T10:16Z", set).Made
		stands(t, recovery.ProblemGoalsSet, s)
		require.Len(t, made, 2, "said, and agreed to")
		goal = made[1].Record.(recovery.Goal)
		stands(t, recovery.GoalAgreed, goal)
		require.True(t, goal.Words().From(p4))
	})

	t.Run("AT-04.5, REC-34, REC-39 her ideas, as many as she likes, and nobody else's", func(t T) {
		r := s.hears(jess, "2026-03-04T10:20Z", recovery.AddIdea{Words: words("take a taxi")}, recovery.ErrDirective)
		require.Contains(t, r.Error(), "You could ask what they have already thought of.")
		s.hears(sian, "2026-03-04T10:21Z", recovery.CloseIdeas{}, recovery.ErrNoOwnIdea)
		for i, text := range []string{"sit at the front", "leave earlier", "go with my neighbour", "ask for a later appointment"} {
			s.take(sian, []string{"2026-03-04T10:22Z", "2026-03-04T10:23Z", "2026-03-04T10:24Z", "2026-03-04T10:25Z"}[i], recovery.AddIdea{Words: words(text)})
		}
		s.hears(sian, "2026-03-04T10:26Z", recovery.WeighIdea{Idea: 1, Against: words("draughty")}, recovery.ErrJudgingTooEarly)
		s.take(sian, "2026-03-04T10:27Z", recovery.CloseIdeas{})
		stands(t, recovery.ProblemBrainstormed, s)
	})

	t.Run("AT-04.6, REC-35, REC-36 she chooses and plans; what W4 does both agree to", func(t T) {
		choose := func(n int) recovery.ChooseIdeas {
			return recovery.ChooseIdeas{Ideas: []recovery.WeighedIdea{{Idea: n}}}
		}
		s.hears(sian, "2026-03-04T10:30Z", choose(9), recovery.ErrUnknownIdea)
		s.take(sian, "2026-03-04T10:31Z", choose(3))
		stands(t, recovery.ProblemSolutionChosen, s)
		plan := recovery.PlanSolution{Steps: []recovery.PlannedStep{
			{What: words("ask her"), When: words("tonight")},
			{What: words("text Thursday 08:30"), Task: 1},
			{What: words("walk to the stop together"), When: words("Thursday 09:20"), WithWhom: words("my neighbour"), InTheWay: words("rain")}}}
		s.hears(jess, "2026-03-04T10:32Z", recovery.TakeOn{Task: 1}, peer.ErrNeedsBothParties)
		s.hears(sian, "2026-03-04T10:32Z", plan, peer.ErrNeedsBothParties)
		s.take(sian, "2026-03-04T10:33Z", recovery.AskWorker{Words: words("text Thursday 08:30")})
		s.hears(sian, "2026-03-04T10:34Z", plan, peer.ErrNeedsBothParties)
		s.take(jess, "2026-03-04T10:35Z", recovery.TakeOn{Task: 1})
		s.facts.Goal = goal
		change := s.take(sian, "2026-03-04T10:36Z", plan)
		s.facts.Goal = recovery.Goal{}
		stands(t, recovery.ProblemPlanned, s)
		goal = change.Made[0].Record.(recovery.Goal)
		require.Equal(t, recovery.GoalActive, goal.Status(), "REC-08 the goal begins with the plan")
	})

	t.Run("AT-04.7, REC-36, REC-37 tried, learned from, tried in another way", func(t T) {
		tried := func(text, day string) recovery.TrySolution {
			return recovery.TrySolution{Happened: inWordsOf(sian, text), On: peer.MustDate(day)}
		}
		s.take(jess, "2026-03-12T15:00Z", tried("she was away", "2026-03-12"))
		stands(t, recovery.ProblemImplementing, s)
		said := recovery.EvaluateSolution{Outcome: recovery.SolutionDidNotHelp, Learning: words("I need a way of my own")}
		s.hears(sian, "2026-03-13T10:00Z", said, peer.ErrNextStepRequired)
		said.Then, said.Idea = recovery.ThenAnotherIdea, 1
		s.take(sian, "2026-03-13T10:01Z", said)
		stands(t, recovery.ProblemSolutionChosen, s)
		s.take(sian, "2026-03-13T10:02Z", recovery.PlanSolution{Steps: []recovery.PlannedStep{{What: words("sit at the front")}}})
		stands(t, recovery.ProblemPlanned, s)
		s.take(sian, "2026-03-19T12:00Z", tried("I got there", "2026-03-19"))
		s.hears(jess, "2026-03-20T10:00Z", recovery.EvaluateSolution{Outcome: recovery.SolutionHelped}, peer.ErrPersonsChoiceOnly)
		s.take(sian, "2026-03-20T10:01Z", recovery.EvaluateSolution{Outcome: recovery.SolutionHelped})
		stands(t, recovery.ProblemEvaluated, s)
		s.take(sian, "2026-03-20T10:02Z", recovery.CloseProblem{})
		stands(t, recovery.ProblemClosed, s)
	})

	t.Run("AT-04 then, REC-39 who was the origin of what", func(t T) {
		report, err := recovery.OriginReport(s.ProblemSolving, peer.Reading{By: jess, Purpose: peer.ForSupport, At: at(t, "2026-03-20T11:00Z")})
		require.NoError(t, err)
		require.Equal(t, [2]int{4, 0}, [2]int{report.Ideas.Person(), report.Ideas.Worker()})
		require.Equal(t, [2]int{2, 0}, [2]int{report.Choices.Person(), report.Choices.Worker()})
		require.Equal(t, [2]int{1, 0}, [2]int{report.Goals.Person(), report.Goals.Worker()})
		_, err = recovery.OriginReport(s.ProblemSolving, peer.Reading{By: voss, Purpose: peer.ForCare, At: at(t, "2026-03-20T11:00Z")})
		refused(t, err, peer.ErrNotAuthorised)
		require.GreaterOrEqual(t, len(s.Reached()), 6, "places with their times, for the record")
		require.Equal(t, recovery.SolutionHelped, s.Outcome())
		require.Equal(t, "I miss morning appointments", s.Problem().Words.Text.Reveal())
	})

	at04FHIR(t, s, goal)
}

// tellAT04InvitedIdea is the variant under policy C: inside problem solving, once
// ideas are closed, after three of the person's own, and only when they ask.
func tellAT04InvitedIdea(t T) {
	const p4, w6 = peer.PersonID("p4"), peer.StaffID("w6")
	sian, leo := peer.ByPerson(p4), peer.ByStaff(w6, peer.RolePeerWorker)
	s := &solves{story: &story{t: t}, facts: recoveryFacts(t, `"organisation": "A"`, `"organisation": "C"`, `"inside": false`, `"inside": true`)}
	var err error
	s.ProblemSolving, _, err = recovery.NewProblemSolving(recovery.StartProblemSolving{ID: "ps-2", Person: p4, Worker: w6, Explained: true}, s.act(sian, "2026-03-04T10:00Z", 0), s.facts)
	require.NoError(t, err)
	s.take(sian, "2026-03-04T10:01Z", yesToAll("I miss morning appointments"))
	s.take(sian, "2026-03-04T10:02Z", recovery.Specify{Statement: words("the bus")})
	s.take(sian, "2026-03-04T10:03Z", recovery.SetGoal{Goal: "goal-2", Words: words("get the 09:40"), Resources: []peer.Words{words("neighbour")}, NoneSeen: true})
	for _, text := range []string{"one", "two", "three", "four"} {
		s.take(sian, "2026-03-04T10:04Z", recovery.AddIdea{Words: words(text)})
	}
	offer := recovery.OfferInvitedIdea{Words: words("travel a stop at a time"), Basis: recovery.BasisExperience}
	t.Run("AT-04 variant, REC-25, REC-39 before ideas are closed", func(t T) {
		s.hears(leo, "2026-03-04T10:05Z", offer, recovery.ErrDirective, recovery.ErrNotInvited)
		s.take(sian, "2026-03-04T10:06Z", recovery.AskForIdea{})
		s.hears(leo, "2026-03-04T10:07Z", offer, recovery.ErrDirective)
	})
	t.Run("AT-04 variant, REC-39 closed, and nobody asked", func(t T) {
		s.take(sian, "2026-03-04T10:08Z", recovery.CloseIdeas{})
		s.hears(leo, "2026-03-04T10:09Z", offer, recovery.ErrNotInvited)
	})
	t.Run("AT-04 variant, REC-39 asked for: kept as the worker's", func(t T) {
		s.take(sian, "2026-03-04T10:10Z", recovery.AskForIdea{})
		s.take(leo, "2026-03-04T10:11Z", offer)
		require.Len(t, s.Ideas(), 5)
		require.Equal(t, peer.PartyWorker, s.Ideas()[4].Origin)
		report, err := recovery.OriginReport(s.ProblemSolving, peer.Reading{By: leo, Purpose: peer.ForSupport, At: at(t, "2026-03-20T11:00Z")})
		require.NoError(t, err)
		require.Equal(t, [2]int{4, 1}, [2]int{report.Ideas.Person(), report.Ideas.Worker()})
		require.Empty(t, report.Choices)
	})
}
