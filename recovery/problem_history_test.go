package recovery_test

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/internal/steptest"
	"github.com/towpath-care/towpath/peer"
	"github.com/towpath-care/towpath/recovery"
)

// Whatever steps anybody tries, in no cycle does an idea, a choice, a goal, a
// verdict or a word of the person's come from anybody else; but for an idea they
// asked for, which is marked as the worker's and is no choice of the worker's.
func TestProblemSolvingHistories(t *testing.T) {
	plain, inside := facts(t), offering(t)
	var offered, startedGoals int
	goals := map[string]recovery.Goal{}
	w := problems.Walks(30).Often(2)
	w.Likely = likely
	w.Evenly = true
	w.Facts = func(draw steptest.Draw, p recovery.ProblemSolving) recovery.Facts {
		f := steptest.OneOf(draw, plain, inside, inside, recovery.Facts{})
		if ids := p.GoalIDs(); len(ids) > 0 {
			f.Goal = goals[ids[len(ids)-1]]
		}
		return f
	}
	w.Give = givenProblem
	w.Hold(t, func(t require.TestingT, before, after recovery.ProblemSolving, c peer.Change) {
		theirs(t, after)
		nothingLost(t, before, after)
		if !slices.Contains([]peer.Action{"start", "specify", "add-idea", "try", "offer-idea", "take-on", "answer-further"}, c.Do) {
			require.Equal(t, peer.PartyPerson, c.As, "the person moves: %s", c.Do)
		}
		if c.Do == "offer-idea" {
			offered++
			require.True(t, before.Invited() && slices.Index(method, before.Status()) > 3 && len(before.Ideas()) >= 3)
		}
		for _, made := range c.Made {
			g := made.Record.(recovery.Goal)
			goals[g.Ref().ID] = g
			personsOwn(t, after.Person(), nil, append(append(g.Strengths(), g.Challenges()...), g.Words())...)
			if g.Status() == recovery.GoalActive {
				startedGoals++
			}
		}
	})
	t.Logf("%d ideas offered, %d goals started", offered, startedGoals)
	require.NotZero(t, offered)
	require.NotZero(t, startedGoals)
}

// likely is how often a choice stands on the list: once for going back or stopping, and
// more often for what leads on, or few histories come to an end.
func likely(_ steptest.Draw, p recovery.ProblemSolving, c peer.Choice) int {
	here := slices.Index(method, p.Status())
	switch {
	case c.Do == "answer-further" && p.QuestionOpen():
		return 9
	case c.Do == "pick-up", here == 3 && len(p.Ideas()) < 3 && c.Do == "add-idea":
		return 13
	case here == 3 && len(p.Ideas()) < 3:
		return 1
	case here == 4 && !p.Invited() && c.Do == "ask-for-idea", here >= 4 && p.Invited() && c.Do == "offer-idea":
		return 9
	case c.Do == "weigh" && len(p.Weighed()) == 0:
		return 5
	case c.Do == "ask-worker" && len(p.Tasks()) == 0, c.Do == "take-on" && len(p.Tasks()) > 0:
		return 9
	case here >= 0 && here < 9 && slices.Contains(c.Leads, method[here+1]) && c.Do != "pass" && c.Do != "go-back":
		return 21
	}
	return 1
}

// theirs checks that the person is the origin of all there is.
func theirs(t require.TestingT, p recovery.ProblemSolving) {
	person, worker := peer.ByPerson(p.Person()), peer.ByStaff(p.Worker(), "")
	own := func(list ...peer.Words) { personsOwn(t, p.Person(), nil, list...) }
	own(p.Statements()...)
	for _, x := range p.Problems() {
		own(x.Words)
		require.Equal(t, peer.Yes, x.Relevant.And(x.Important).And(x.Achievable))
	}
	for _, x := range p.Parts() {
		own(x.Words)
	}
	for _, x := range p.Passed() {
		own(x.Words)
	}
	for _, g := range p.Goals() {
		own(append(append(g.Resources, g.Obstacles...), g.Words)...)
	}
	for _, i := range p.Ideas() {
		if i.Origin == peer.PartyPerson {
			own(i.Words)
			continue
		}
		require.Equal(t, worker, i.Words.By, "an idea that is not theirs is marked as the worker's")
		require.True(t, i.Basis.Known())
	}
	for _, w := range p.Weighed() {
		own(w.For, w.Against)
	}
	for _, c := range p.Chosen() {
		require.Equal(t, person, c.By)
		for _, w := range c.Ideas {
			own(w.For, w.Against)
		}
	}
	for _, x := range p.Tasks() {
		own(x.Words)
	}
	for _, x := range p.Plans() {
		for _, s := range x.Steps {
			own(s.What, s.When, s.Where, s.WithWhom, s.InTheWay)
			require.True(t, s.Task == 0 || !p.Tasks()[s.Task-1].TakenOn.IsZero())
		}
	}
	for _, x := range p.Tries() {
		own(x.Happened)
	}
	for _, e := range p.Evaluations() {
		own(e.Learning)
		require.Equal(t, person, e.By)
	}
}

// nothingLost checks that what was said before a step stands there after it.
func nothingLost(t require.TestingT, before, after recovery.ProblemSolving) {
	kept := func(name string, was, is int, same func(i int) bool) {
		require.GreaterOrEqual(t, is, was, name)
		for i := range was {
			require.True(t, same(i), "%s %d", name, i)
		}
	}
	kept("idea", len(before.Ideas()), len(after.Ideas()), func(i int) bool { return before.Ideas()[i] == after.Ideas()[i] })
	kept("part", len(before.Parts()), len(after.Parts()), func(i int) bool { return before.Parts()[i] == after.Parts()[i] })
	kept("problem", len(before.Problems()), len(after.Problems()), func(i int) bool { return before.Problems()[i] == after.Problems()[i] })
	kept("try", len(before.Tries()), len(after.Tries()), func(i int) bool { return before.Tries()[i] == after.Tries()[i] })
	kept("passed", len(before.Passed()), len(after.Passed()), func(i int) bool { return before.Passed()[i] == after.Passed()[i] })
	kept("choice", len(before.Chosen()), len(after.Chosen()), func(i int) bool { return fmt.Sprint(before.Chosen()[i].At) == fmt.Sprint(after.Chosen()[i].At) })
	kept("goal", len(before.Goals()), len(after.Goals()), func(i int) bool { return before.Goals()[i].Words == after.Goals()[i].Words })
	kept("plan", len(before.Plans()), len(after.Plans()), func(i int) bool { return slices.Equal(before.Plans()[i].Steps, after.Plans()[i].Steps) })
	kept("evaluation", len(before.Evaluations()), len(after.Evaluations()), func(i int) bool {
		was, is := before.Evaluations()[i], after.Evaluations()[i]
		if !before.QuestionOpen() {
			return was == is
		}
		is.Further = was.Further
		return was == is
	})
}

// givenProblem answers a form about this cycle.
func givenProblem(draw steptest.Draw, p recovery.ProblemSolving, _ time.Time) steptest.Give {
	return func(path string, f peer.Field) any {
		switch path {
		case "/explained":
			return mostly(draw, true, false)
		case "/wants", "/relevant", "/important", "/achievable":
			return mostly(draw, "yes", "no", "unknown")
		case "/goal":
			return mostly(draw, fmt.Sprint("g", len(p.GoalIDs())+1), "g1", "a b")
		case "/to":
			return mostly(draw, steptest.OneOf(draw, append(f.Options, "explained")...), "closed", "parked")
		case "/part", "/idea", "/task":
			if path == "/idea" && !f.Required {
				return mostly[any](draw, steptest.Absent, 1)
			}
			return mostly(draw, 1+draw(max(1, len(f.Options))), 99, 0)
		case "/parts":
			return []any{map[string]any{"words": said(draw, "a part"), "of": mostly(draw, 0, draw(6))}, map[string]any{"words": said(draw, "another"), "of": mostly(draw, 0, draw(6))}}
		case "/ideas":
			return []any{map[string]any{"idea": mostly(draw, 1, 2, 99), "for": said(draw, "quick")}}
		case "/steps":
			return []any{map[string]any{"what": said(draw, "go"), "task": mostly(draw, 0, 1)}}
		case "/words":
			if p.Invited() {
				return mostly[any](draw, map[string]any{"text": "go the day before"}, said(draw, "fly")) // whoever takes the step
			}
		case "/basis":
			return steptest.OneOf(draw, f.Options...)
		case "/noneSeen":
			return false
		case "/resources", "/obstacles":
			return mostly[any](draw, []any{said(draw, "the bus app")}, steptest.Absent)
		case "/outcome":
			return steptest.OneOf(draw, f.Options...)
		case "/then":
			return steptest.OneOf[any](draw, steptest.Absent, steptest.Absent, steptest.OneOf(draw, f.Options...))
		}
		return nil
	}
}
