package recovery_test

import (
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/peer"
	"github.com/towpath-care/towpath/recovery"
)

func TestProblemSolvingBegins(t *testing.T) {
	check := func(by peer.Actor, spoil func(*recovery.StartProblemSolving)) peer.Decision {
		step := theStart()
		spoil(&step)
		return recovery.CheckNewProblemSolving(step, act(by, "2026-03-04T10:00Z", "r", nil), facts(t))
	}
	for _, by := range []peer.Actor{bySian, byJess} {
		only(t, check(by, func(s *recovery.StartProblemSolving) { s.Explained = false }), "REC-30 rationale-not-explained", "/explained")
		only(t, check(by, func(s *recovery.StartProblemSolving) { s.Wants = peer.No }), "REC-30 person-has-not-agreed", "/wants")
	}
	only(t, check(byJess, func(s *recovery.StartProblemSolving) { s.Wants = peer.Unknown }), "REC-30 person-has-not-agreed", "/wants")
	open(t, check(bySian, func(s *recovery.StartProblemSolving) { s.Wants = peer.Unknown }))
	require.Equal(t, recovery.MeAndMyWorker, solving(t)[recovery.ProblemExplained].Audience())
	require.Zero(t, solving(t)[recovery.ProblemExplained].Problem())
}

func TestProblemSuits(t *testing.T) {
	at := solving(t)[recovery.ProblemExplained]
	for path, answer := range map[string]func(*recovery.SelectProblem) *peer.Tri{
		"/relevant":   func(s *recovery.SelectProblem) *peer.Tri { return &s.Relevant },
		"/important":  func(s *recovery.SelectProblem) *peer.Tri { return &s.Important },
		"/achievable": func(s *recovery.SelectProblem) *peer.Tri { return &s.Achievable },
	} {
		for _, not := range []peer.Tri{peer.No, peer.Unknown} {
			step := theProblem()
			*answer(&step) = not
			only(t, at.check(bySian, step), "REC-31 problem-not-suitable", path)
		}
	}
	only(t, at.check(byJess, theProblem()), "REC-31 persons-choice-only", "")
	step := theProblem()
	step.Words = own(byJess, "she is always late")
	only(t, at.check(bySian, step), "REC-31 persons-words-only", "/words")
	two := at.also().take(bySian, theProblem(), recovery.GoBack{To: recovery.ProblemExplained}, recovery.SelectProblem{Words: own(bySian, "the noise"), Relevant: peer.Yes, Important: peer.Yes, Achievable: peer.Yes})
	require.Equal(t, "the noise", two.Problem().Words.Text.Reveal())
	require.Len(t, two.Problems(), 2, "REC-31 the one before stays")
}

func TestProblemIsBrokenDown(t *testing.T) {
	at := solving(t)
	parts := func(of ...int) recovery.Specify {
		var s recovery.Specify
		for _, n := range of {
			s.Parts = append(s.Parts, recovery.NewPart{Words: own(bySian, "a part"), Of: n})
		}
		return s
	}
	first, later := at[recovery.ProblemSelected], at[recovery.ProblemSpecified] // later has three parts
	for _, c := range []struct {
		name string
		from *cycle
		of   []int
		rule string
	}{
		{"flat", first, []int{0, 0}, ""},
		{"three levels", first, []int{0, 1, 2}, ""},
		{"the smaller ones first", first, []int{3, 1, 0}, ""},
		{"four levels", first, []int{0, 1, 2, 3}, "REC-32 out-of-range"},
		{"itself", first, []int{1}, "REC-32 cycle"},
		{"each other", first, []int{2, 1}, "REC-32 cycle"},
		{"a ring beside a part", first, []int{0, 3, 4, 2}, "REC-32 cycle"},
		{"a part there is not", first, []int{0, 3}, "REC-32 out-of-range"},
		{"less than nothing", first, []int{-1}, "REC-32 out-of-range"},
		{"a part from before", later, []int{3, 4}, ""},
		{"deeper than a part from before", later, []int{3, 4, 5}, "REC-32 out-of-range"},
		{"a new part of itself", later, []int{4}, "REC-32 cycle"},
		{"one further than there are", later, []int{5}, "REC-32 out-of-range"},
	} {
		t.Run("REC-32 "+c.name, func(t *testing.T) {
			if d := c.from.check(byJess, parts(c.of...)); c.rule != "" {
				only(t, d, c.rule, "/parts")
				return
			}
			next := c.from.also().take(byJess, parts(c.of...))
			for i, p := range next.Parts() {
				require.Equal(t, i+1, p.Number)
				require.True(t, p.Words.From(sian))
			}
		})
	}
	t.Run("REC-32 the policy says how deep", func(t *testing.T) {
		shallow, bare := first.also(), first.also()
		shallow.facts, bare.facts = offering(t), recovery.Facts{}
		d := shallow.check(bySian, parts(0, 1, 2))
		only(t, d, "REC-32 out-of-range", "/parts")
		require.Equal(t, "2", d.Unmet()[0].Args[0].Value())
		open(t, shallow.check(bySian, parts(0, 1)))
		open(t, bare.check(bySian, parts(0, 1, 2, 3, 4, 5, 6, 7, 8, 9)))
		only(t, bare.check(bySian, parts(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10)), "REC-32 out-of-range", "/parts")
		deep := first.also().take(bySian, parts(0, 1, 2))
		deep.facts = offering(t)
		open(t, deep.check(bySian, recovery.Specify{Statement: own(bySian, "mornings")}))
	})
	t.Run("REC-32 empty", func(t *testing.T) {
		only(t, first.check(bySian, recovery.Specify{}), "REC-32 required", "/statement")
		bare := parts(0)
		bare.Parts[0].Words = peer.Words{}
		only(t, first.check(bySian, bare), "REC-32 required", "/parts/0/words")
	})
	t.Run("REC-32 in the worker's words", func(t *testing.T) {
		only(t, first.check(byJess, recovery.Specify{Statement: unsigned("lack of routine")}), "REC-32 persons-words-only", "/statement")
		bad := parts(0)
		bad.Parts[0].Words = own(byJess, "sleep hygiene")
		only(t, first.check(bySian, bad), "REC-32 persons-words-only", "/parts")
	})
	both := first.also().take(byJess, recovery.Specify{Statement: own(bySian, "mornings"), Parts: parts(0).Parts})
	require.Equal(t, "mornings", both.Statements()[0].Text.Reveal())
}

func TestProblemGoal(t *testing.T) {
	at := solving(t)
	parted := at[recovery.ProblemSpecified]
	whole := at[recovery.ProblemSelected].also().take(bySian, recovery.Specify{Statement: own(bySian, "mornings")})
	try := func(c *cycle, spoil func(*recovery.SetGoal)) peer.Decision {
		step := theBusGoal()
		spoil(&step)
		return c.check(bySian, step)
	}
	for _, c := range []struct {
		name, rule, path string
		spoil            func(*recovery.SetGoal)
	}{
		{"the whole of what has parts", "REC-33 not-leaf", "/part", func(s *recovery.SetGoal) { s.Part = 0 }},
		{"a part there is not", "REC-33 not-leaf", "/part", func(s *recovery.SetGoal) { s.Part = 9 }},
		{"a part below nothing", "REC-33 not-leaf", "/part", func(s *recovery.SetGoal) { s.Part = -1 }},
		{"obstacles left blank", "REC-33 step-incomplete", "/obstacles", func(s *recovery.SetGoal) { s.Obstacles = nil }},
		{"obstacles, and none seen", "REC-33 step-incomplete", "/obstacles", func(s *recovery.SetGoal) { s.NoneSeen = true }},
		{"nothing that helps", "REC-33 step-incomplete", "/resources", func(s *recovery.SetGoal) { s.Resources = nil }},
		{"the worker's words", "REC-33 not-self-defined", "/words", func(s *recovery.SetGoal) { s.Words = own(byJess, "attend on time") }},
		{"a resource the worker names", "REC-33 not-self-defined", "/resources", func(s *recovery.SetGoal) { s.Resources[1] = own(byJess, "me") }},
		{"an obstacle the worker names", "REC-33 not-self-defined", "/obstacles", func(s *recovery.SetGoal) { s.Obstacles[0] = own(byJess, "motivation") }},
		{"an id nothing is stored under", "REC-08 required", "/goal", func(s *recovery.SetGoal) { s.Goal = "a b" }},
		{"no id", "REC-33 required", "/goal", func(s *recovery.SetGoal) { s.Goal = "" }},
	} {
		t.Run("REC-33 "+c.name, func(t *testing.T) { only(t, try(parted, c.spoil), c.rule, c.path) })
	}
	t.Run("REC-33 a part that has parts", func(t *testing.T) {
		deeper := parted.also().take(byJess, recovery.Specify{Parts: []recovery.NewPart{{Words: own(bySian, "the stop"), Of: 3}}})
		only(t, try(deeper, func(*recovery.SetGoal) {}), "REC-33 not-leaf", "/part")
		open(t, try(deeper, func(s *recovery.SetGoal) { s.Part = 4 }))
		i := slices.IndexFunc(deeper.Choices(deeper.act(bySian), deeper.facts), func(c peer.Choice) bool { return c.Do == "set-goal" })
		fields := deeper.Choices(deeper.act(bySian), deeper.facts)[i].Fields
		require.Equal(t, []string{"1", "2", "4"}, fields[slices.IndexFunc(fields, func(f peer.Field) bool { return f.Path == "/part" })].Options)
	})
	open(t, try(whole, func(s *recovery.SetGoal) { s.Part = 0 }))
	open(t, try(parted, func(s *recovery.SetGoal) { s.Obstacles, s.NoneSeen = nil, true }))
	only(t, parted.check(byJess, theBusGoal()), "REC-33 persons-choice-only", "")
	t.Run("REC-33 the same goal twice", func(t *testing.T) {
		only(t, at[recovery.ProblemGoalsSet].check(bySian, theBusGoal()), "REC-33 duplicate", "/goal")
	})
	t.Run("REC-33, REC-08 the goal is made, and agreed to", func(t *testing.T) {
		c := parted.also().take(bySian, recovery.WhoMaySee{Audience: recovery.OnlyMe}, theBusGoal())
		said, agreed := c.made(0), c.made(1)
		require.Equal(t, recovery.GoalProposed, said.Status())
		require.Equal(t, recovery.GoalAgreed, agreed.Status())
		require.Equal(t, said.Ref(), agreed.Ref())
		require.True(t, agreed.Words().From(sian))
		require.Len(t, agreed.Strengths(), 2)
		require.Len(t, agreed.Challenges(), 1)
		require.Equal(t, jess, agreed.Worker())
		require.Equal(t, recovery.OnlyMe, agreed.Audience(), "what was the person's alone stays so")
		made := c.changes[len(c.changes)-1].Made
		require.NoError(t, peer.VerifyChain([]peer.Change{*made[0].Change, *made[1].Change}))
		b, err := peer.Encode(agreed)
		require.NoError(t, err)
		_, err = recovery.DecodeGoal(b)
		require.NoError(t, err)
		require.Equal(t, []string{"g9"}, c.GoalIDs())
	})
	t.Run("REC-33 the longest request id", func(t *testing.T) {
		a := parted.act(bySian)
		for len(a.ID) < 200 {
			a.ID += "ŵ"
		}
		a.ID = a.ID[:200]
		_, change, err := parted.Do(theBusGoal(), a, parted.facts)
		require.NoError(t, err)
		require.Len(t, change.Made, 2)
		require.Equal(t, recovery.GoalAgreed, change.Made[1].Record.Status())
	})
}

func TestPlanStartsTheGoal(t *testing.T) {
	at := solving(t)
	goal := at[recovery.ProblemSpecified].also().take(bySian, theBusGoal()).made(1)
	other := tellGoal(t).agreed
	started, _ := doGoal(t, goal, recovery.StartGoal{}, "2026-03-05T09:00Z", "s1")
	hers, _, err := recovery.NewGoal(recovery.ProposeGoal{ID: "g9", Person: beatriz, Words: own(peer.ByPerson(beatriz), "the sea")}, act(peer.ByPerson(beatriz), "2026-03-04T10:00Z", "b1", nil), facts(t))
	require.NoError(t, err)
	hers, _, err = hers.Do(recovery.AgreeGoal{}, act(peer.ByPerson(beatriz), "2026-03-04T10:00Z", "b2", hers), facts(t))
	require.NoError(t, err)
	for name, c := range map[string]struct {
		goal   recovery.Goal
		starts bool
	}{"the goal of the cycle": {goal, true}, "no goal": {recovery.Goal{}, false}, "another goal": {other, false}, "a goal that has begun": {started, false}, "somebody else's": {hers, false}} {
		t.Run("REC-36 "+name, func(t *testing.T) {
			chosen := at[recovery.ProblemSolutionChosen].also()
			chosen.facts.Goal = c.goal
			planned := chosen.take(bySian, theWay())
			require.Equal(t, recovery.ProblemPlanned, planned.Status(), "nothing is held up")
			if !c.starts {
				require.Empty(t, planned.changes[len(planned.changes)-1].Made)
				return
			}
			require.Equal(t, recovery.GoalActive, planned.made(0).Status())
			require.Equal(t, goal.Ref(), planned.made(0).Ref())
		})
	}
}
