package recovery_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/peer"
	"github.com/towpath-care/towpath/recovery"
)

// However much is said, what was stored can be read again: each list has an end, and
// the longest texts in the widest form of JSON fit.
func TestTheFullestCycle(t *testing.T) {
	if testing.Short() {
		t.Skip("it fills every list")
	}
	long := func(n int) peer.Words { return own(bySian, strings.Repeat("\x01", n)) }
	many := func(n, length int) (out []peer.Words) {
		for range n {
			out = append(out, long(length))
		}
		return out
	}
	c := solving(t)[recovery.ProblemExplained].also()
	fillAt := func(row, path string, n int, step func(i int) recovery.ProblemSolvingStep, back ...recovery.ProblemSolvingStep) {
		t.Helper()
		for i := range n {
			if i > 0 {
				c.take(bySian, back...)
			}
			c.take(bySian, step(i))
		}
		only(t, c.also().take(bySian, back...).check(bySian, step(n)), row+" out-of-range", path)
	}
	fill := func(row string, n int, step func(i int) recovery.ProblemSolvingStep, back ...recovery.ProblemSolvingStep) {
		t.Helper()
		fillAt(row, "", n, step, back...)
	}
	to := func(place peer.Status) recovery.ProblemSolvingStep { return recovery.GoBack{To: place} }
	fill("REC-31", 20, func(int) recovery.ProblemSolvingStep {
		s := theProblem()
		s.Words = long(2000)
		return s
	}, to(recovery.ProblemExplained))
	fillAt("REC-32", "/statement", 20, func(int) recovery.ProblemSolvingStep {
		s := recovery.Specify{Statement: long(2000)}
		if len(c.Parts()) < 100 {
			for range 5 {
				s.Parts = append(s.Parts, recovery.NewPart{Words: long(500)})
			}
		}
		return s
	})
	require.Len(t, c.Parts(), 100)
	fill("REC-30", 100, func(int) recovery.ProblemSolvingStep { return recovery.PassStep{Words: long(1000)} }, to(recovery.ProblemSpecified))
	fill("REC-33", 20, func(i int) recovery.ProblemSolvingStep {
		return recovery.SetGoal{Goal: fmt.Sprint("goal-", i), Part: 7, Words: long(2000), Resources: many(10, 500), Obstacles: many(10, 500)}
	})
	fill("REC-34", 100, func(int) recovery.ProblemSolvingStep { return recovery.AddIdea{Words: long(500)} })
	c.take(bySian, recovery.CloseIdeas{})
	fill("REC-35", 100, func(int) recovery.ProblemSolvingStep {
		return recovery.WeighIdea{Idea: 100, For: long(1000), Against: long(1000)}
	})
	invited := c.also()
	invited.facts = offering(t)
	only(t, invited.take(bySian, recovery.AskForIdea{}).check(byJess, recovery.OfferInvitedIdea{Words: unsigned("x"), Basis: recovery.BasisTechnique}), "REC-34 out-of-range", "")
	fill("REC-35", 20, func(int) recovery.ProblemSolvingStep {
		var s recovery.ChooseIdeas
		for n := range 10 {
			s.Ideas = append(s.Ideas, recovery.WeighedIdea{Idea: n + 1, For: long(1000), Against: long(1000)})
		}
		return s
	})
	fill("REC-36", 20, func(int) recovery.ProblemSolvingStep { return recovery.AskWorker{Words: long(500)} })
	fill("REC-36", 20, func(int) recovery.ProblemSolvingStep {
		var s recovery.PlanSolution
		for range 12 {
			s.Steps = append(s.Steps, recovery.PlannedStep{What: long(300), When: long(300), Where: long(300), WithWhom: long(300), InTheWay: long(300)})
		}
		return s
	})
	fill("REC-36", 100, func(int) recovery.ProblemSolvingStep {
		return recovery.TrySolution{Happened: long(2000), On: peer.MustDate("2026-03")}
	})
	only(t, c.check(bySian, recovery.EvaluateSolution{Outcome: recovery.SolutionHelpedPartly, Then: recovery.ThenAnotherIdea, Idea: 1}), "REC-35 out-of-range", "/then")
	fill("REC-37", 20, func(int) recovery.ProblemSolvingStep {
		return recovery.EvaluateSolution{Outcome: recovery.SolutionHelped, Learning: long(2000)}
	}, to(recovery.ProblemImplementing))
	b, err := peer.Encode(c.ProblemSolving)
	require.NoError(t, err)
	back, err := recovery.DecodeProblemSolving(b)
	require.NoError(t, err)
	require.Equal(t, c.Rev(), back.Rev())
	t.Logf("the fullest cycle: %d revisions, %d kB", c.Rev(), len(b)>>10)
}

func TestPartsHaveAnEnd(t *testing.T) {
	c := solving(t)[recovery.ProblemSelected].also()
	var twenty recovery.Specify
	for range 20 {
		twenty.Parts = append(twenty.Parts, recovery.NewPart{Words: own(bySian, "a part")})
	}
	for range 5 {
		c.take(byJess, twenty)
	}
	d := c.check(byJess, recovery.Specify{Parts: twenty.Parts[:1]})
	only(t, d, "REC-32 out-of-range", "/parts")
	require.Equal(t, "100", d.Unmet()[0].Args[0].Value())
	open(t, c.check(byJess, recovery.Specify{Statement: own(bySian, "mornings")}))
}
