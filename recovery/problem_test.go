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

// cycle is a cycle of problem solving on its way: every step an hour after the one
// before.
type cycle struct {
	recovery.ProblemSolving
	t       testing.TB
	facts   recovery.Facts
	changes []peer.Change
}

func (c *cycle) act(by peer.Actor) peer.Act {
	n := len(c.changes)
	return peer.Act{By: by, At: on("2026-03-04T10:00Z").Add(time.Duration(n) * time.Hour), ID: peer.RequestID("c" + peer.Rev(n+1).String()), Seen: c.Rev()}
}

func (c *cycle) take(by peer.Actor, steps ...recovery.ProblemSolvingStep) *cycle {
	c.t.Helper()
	for _, step := range steps {
		next, change, err := c.Do(step, c.act(by), c.facts)
		require.NoError(c.t, err, "%T", step)
		c.ProblemSolving, c.changes = next, append(c.changes, change)
	}
	return c
}

// also is the same cycle, to take other steps from here.
func (c *cycle) also() *cycle {
	other := *c
	other.changes = slices.Clone(c.changes)
	return &other
}

func (c *cycle) check(by peer.Actor, step recovery.ProblemSolvingStep) peer.Decision {
	return c.Check(step, c.act(by), c.facts)
}

// made is a record that the last step made.
func (c *cycle) made(i int) recovery.Goal {
	return c.changes[len(c.changes)-1].Made[i].Record.(recovery.Goal)
}

func theStart() recovery.StartProblemSolving {
	return recovery.StartProblemSolving{ID: "ps1", Person: sian, Worker: jess, Explained: true, Wants: peer.Yes}
}

func theProblem() recovery.SelectProblem {
	return recovery.SelectProblem{Words: own(bySian, "I miss morning appointments"), Relevant: peer.Yes, Important: peer.Yes, Achievable: peer.Yes}
}

func theParts() recovery.Specify {
	return recovery.Specify{Parts: []recovery.NewPart{{Words: own(bySian, "waking")}, {Words: own(bySian, "getting ready")}, {Words: own(bySian, "the bus")}}}
}

func theBusGoal() recovery.SetGoal {
	return recovery.SetGoal{Goal: "g9", Part: 3, Words: own(bySian, "get the 09:40 on Thursdays"),
		Resources: []peer.Words{own(bySian, "my neighbour"), own(bySian, "the bus app")}, Obstacles: []peer.Words{own(bySian, "crowded")}}
}

func idea(text string) recovery.AddIdea { return recovery.AddIdea{Words: own(bySian, text)} }

func choice(numbers ...int) recovery.ChooseIdeas {
	var c recovery.ChooseIdeas
	for _, n := range numbers {
		c.Ideas = append(c.Ideas, recovery.WeighedIdea{Idea: n})
	}
	return c
}

func theWay() recovery.PlanSolution {
	return recovery.PlanSolution{Steps: []recovery.PlannedStep{{What: own(bySian, "walk to the stop with her"), When: own(bySian, "Thursday at nine"),
		Where: own(bySian, "the corner"), WithWhom: own(bySian, "my neighbour"), InTheWay: own(bySian, "rain")}}}
}

func theTry() recovery.TrySolution {
	return recovery.TrySolution{Happened: own(bySian, "we got on, and off again"), On: peer.MustDate("2026-03-04")}
}

func went(how recovery.SolutionOutcome) recovery.EvaluateSolution {
	return recovery.EvaluateSolution{Outcome: how, Learning: own(bySian, "two stops are fine")}
}

// solving are cycles in every place of the method.
func solving(t testing.TB) map[peer.Status]*cycle {
	t.Helper()
	c := &cycle{t: t, facts: facts(t)}
	p, change, err := recovery.NewProblemSolving(theStart(), c.act(byJess), c.facts)
	require.NoError(t, err)
	c.ProblemSolving, c.changes = p, []peer.Change{change}
	out := map[peer.Status]*cycle{recovery.ProblemExplained: c.also()}
	for _, stretch := range []struct {
		by    peer.Actor
		steps []recovery.ProblemSolvingStep
	}{
		{bySian, []recovery.ProblemSolvingStep{theProblem()}},
		{byJess, []recovery.ProblemSolvingStep{theParts()}},
		{bySian, []recovery.ProblemSolvingStep{theBusGoal()}},
		{bySian, []recovery.ProblemSolvingStep{idea("leave earlier"), idea("ring the surgery"), idea("go with my neighbour"), recovery.CloseIdeas{}}},
		{bySian, []recovery.ProblemSolvingStep{recovery.WeighIdea{Idea: 3, For: own(bySian, "she is kind")}, choice(3)}},
		{bySian, []recovery.ProblemSolvingStep{recovery.AskWorker{Words: own(bySian, "text me on Thursday at 08:30")}, theWay()}},
		{bySian, []recovery.ProblemSolvingStep{theTry()}},
		{bySian, []recovery.ProblemSolvingStep{went(recovery.SolutionHelped)}},
		{bySian, []recovery.ProblemSolvingStep{recovery.CloseProblem{}}},
	} {
		c.take(stretch.by, stretch.steps...)
		out[c.Status()] = c.also()
	}
	out[recovery.ProblemParked] = out[recovery.ProblemPlanned].also().take(bySian, recovery.ParkProblem{})
	out[recovery.ProblemStopped] = out[recovery.ProblemSpecified].also().take(bySian, recovery.StopProblem{})
	return out
}

// method are the places in their order.
var method = []peer.Status{recovery.ProblemExplained, recovery.ProblemSelected, recovery.ProblemSpecified, recovery.ProblemGoalsSet, recovery.ProblemBrainstormed,
	recovery.ProblemSolutionChosen, recovery.ProblemPlanned, recovery.ProblemImplementing, recovery.ProblemEvaluated, recovery.ProblemClosed}

var problems = steptest.BenchOf(ground, recovery.ProblemSolvingTable(), recovery.NewProblemSolving, recovery.CheckNewProblemSolving, recovery.ProblemSolvingStarts,
	recovery.DecodeProblemSolving, recovery.EncodeProblemSolvingStep, recovery.DecodeProblemSolvingStep)

// offering lets a worker offer an idea the person asked for, after three of theirs.
func offering(t testing.TB) recovery.Facts {
	t.Helper()
	p, err := policyOf(t, `{"stuckAfter": {"days": 42}, "copingReviewAfter": {"days": 60}, "problemDepth": 2,
	  "ideas": {"outside": true, "outsideAfter": 1, "inside": true, "insideAfter": 3}, "workerLeadsPlanning": true, "observations": false,
	  "advance": {"statement": true, "decision": true}, "highRisk": ["life", "child"]}`)
	require.NoError(t, err)
	return recovery.Facts{Policy: p}
}

func TestProblemSolvingEveryRow(t *testing.T) {
	at, f := solving(t), facts(t)
	type one = steptest.Case[recovery.ProblemSolving, recovery.ProblemSolvingStep, recovery.Facts]
	type hears = map[string][]peer.Rule
	records := map[peer.Status]recovery.ProblemSolving{}
	for status, c := range at {
		records[status] = c.ProblemSolving
	}
	taken := func(by peer.Actor, name string, from *cycle, step recovery.ProblemSolvingStep, to peer.Status, also hears) one {
		return one{Name: name, Record: from.ProblemSolving, Step: step, Act: act(by, "2026-06-01T09:00Z", "", nil), Facts: from.facts, To: to, Hears: also}
	}
	person := func(name string, from peer.Status, step recovery.ProblemSolvingStep, to peer.Status, also hears) one {
		return taken(bySian, name, at[from], step, to, also)
	}
	worker := func(name string, from peer.Status, step recovery.ProblemSolvingStep, to peer.Status, also hears) one {
		return taken(byJess, name, at[from], step, to, also)
	}
	persons := func(row string) peer.Rule { return peer.Rule{Row: row, Code: peer.ErrPersonsWordsOnly} }
	start := func(name string, by peer.Actor, also hears) one {
		return one{Name: name, Step: theStart(), Act: act(by, "2026-03-04T10:00Z", "", nil), Facts: f, To: recovery.ProblemExplained, Hears: also}
	}
	asked := at[recovery.ProblemBrainstormed].also()
	asked.facts = offering(t)
	asked.take(bySian, recovery.AskForIdea{})
	harder := at[recovery.ProblemImplementing].also().take(bySian, recovery.EvaluateSolution{Outcome: recovery.SolutionMadeHarder, Then: recovery.ThenAnotherGoal})
	another := recovery.EvaluateSolution{Outcome: recovery.SolutionDidNotHelp, Then: recovery.ThenAnotherIdea, Idea: 1}
	unknownIdea, then := row("REC-35", recovery.ErrUnknownIdea), row("REC-37", peer.ErrNextStepRequired)
	problems.EveryRow(t, anybody(peer.PartyStaff), records,
		start("REC-30 the person begins", bySian, hears{"/person": {row("REC-30", peer.ErrNotAuthorised)}}),
		start("REC-30 the worker begins", byJess, hears{"/worker": {row("REC-30", peer.ErrNotAuthorised)}}),
		person("REC-31 select", recovery.ProblemExplained, theProblem(), recovery.ProblemSelected, nil),
		worker("REC-32 specify", recovery.ProblemSelected, theParts(), recovery.ProblemSpecified, hears{
			"/statement": {persons("REC-32")}, "/parts/*/words": {persons("REC-32")}}),
		person("REC-32 specify again", recovery.ProblemSpecified, recovery.Specify{Statement: own(bySian, "mornings")}, recovery.ProblemSpecified, nil),
		person("REC-33 set a goal", recovery.ProblemSpecified, theBusGoal(), recovery.ProblemGoalsSet, hears{
			"/goal": {row("REC-08", peer.ErrRequired)}}),
		person("REC-34 an idea", recovery.ProblemGoalsSet, idea("fly"), recovery.ProblemGoalsSet, nil),
		worker("REC-34 the worker writes it down", recovery.ProblemGoalsSet, idea("fly"), recovery.ProblemGoalsSet, hears{
			"/words": {row("REC-34", recovery.ErrDirective)}}),
		taken(bySian, "REC-34 close ideas", at[recovery.ProblemGoalsSet].also().take(bySian, idea("fly")), recovery.CloseIdeas{}, recovery.ProblemBrainstormed, nil),
		person("REC-39 ask for an idea", recovery.ProblemBrainstormed, recovery.AskForIdea{}, recovery.ProblemBrainstormed, nil),
		taken(byJess, "REC-39 offer it", asked, recovery.OfferInvitedIdea{Words: unsigned("go the day before"), Basis: recovery.BasisExperience}, recovery.ProblemBrainstormed, nil),
		person("REC-35 weigh", recovery.ProblemBrainstormed, recovery.WeighIdea{Idea: 1, For: own(bySian, "cheap"), Against: own(bySian, "dark")}, recovery.ProblemBrainstormed, hears{
			"/idea": {unknownIdea}}),
		person("REC-35 choose", recovery.ProblemBrainstormed, choice(1, 3), recovery.ProblemSolutionChosen, hears{
			"/ideas": {row("REC-35", peer.ErrDuplicate)}, "/ideas/*/idea": {unknownIdea}}),
		person("REC-36 ask the worker", recovery.ProblemSolutionChosen, recovery.AskWorker{Words: own(bySian, "text me")}, recovery.ProblemSolutionChosen, nil),
		worker("REC-36 the worker takes it on", recovery.ProblemPlanned, recovery.TakeOn{Task: 1}, recovery.ProblemPlanned, hears{
			"/task": {row("REC-36", peer.ErrNeedsBothParties)}}),
		person("REC-36 plan", recovery.ProblemSolutionChosen, theWay(), recovery.ProblemPlanned, nil),
		worker("REC-36 try", recovery.ProblemPlanned, theTry(), recovery.ProblemImplementing, hears{"/happened": {persons("REC-36")}}),
		person("REC-37 it helped", recovery.ProblemImplementing, went(recovery.SolutionHelped), recovery.ProblemEvaluated, nil),
		person("REC-37 it did not, another idea", recovery.ProblemImplementing, another, recovery.ProblemSolutionChosen, hears{"/then": {then}}),
		person("REC-37 it did not, specify again", recovery.ProblemImplementing, recovery.EvaluateSolution{Outcome: recovery.SolutionDidNotHelp, Then: recovery.ThenSpecifyAgain}, recovery.ProblemSelected, nil),
		person("REC-37 harder, another goal", recovery.ProblemImplementing, recovery.EvaluateSolution{Outcome: recovery.SolutionMadeHarder, Then: recovery.ThenAnotherGoal, Further: settled}, recovery.ProblemSpecified, hears{
			"/further/because": {row("REC-37", peer.ErrConcernRequired)}}),
		person("REC-37 harder, stop", recovery.ProblemImplementing, recovery.EvaluateSolution{Outcome: recovery.SolutionMadeHarder, Then: recovery.ThenStop}, recovery.ProblemStopped, nil),
		person("REC-30 close", recovery.ProblemEvaluated, recovery.CloseProblem{}, recovery.ProblemClosed, nil),
		person("REC-30 go back", recovery.ProblemPlanned, recovery.GoBack{To: recovery.ProblemGoalsSet}, recovery.ProblemGoalsSet, hears{
			"/to": {row("REC-30", recovery.ErrStepOutOfOrder)}}),
		person("REC-30 go back from the end", recovery.ProblemClosed, recovery.GoBack{To: recovery.ProblemExplained}, recovery.ProblemExplained, hears{
			"/to": {row("REC-30", recovery.ErrStepOutOfOrder)}}),
		person("REC-30 pass", recovery.ProblemSelected, recovery.PassStep{Words: own(bySian, "I know what it is")}, recovery.ProblemSpecified, nil),
		person("REC-30 park", recovery.ProblemPlanned, recovery.ParkProblem{}, recovery.ProblemParked, nil),
		person("REC-30 pick up", recovery.ProblemParked, recovery.PickUp{}, recovery.ProblemPlanned, nil),
		person("REC-30 pick up what was stopped", recovery.ProblemStopped, recovery.PickUp{}, recovery.ProblemSpecified, nil),
		person("REC-30 stop", recovery.ProblemGoalsSet, recovery.StopProblem{}, recovery.ProblemStopped, nil),
		person("REC-30 stop what rests", recovery.ProblemParked, recovery.StopProblem{}, recovery.ProblemStopped, nil),
		taken(byJess, "REC-37 answer what was left open", harder, recovery.AnswerFurther{Further: settled}, recovery.ProblemSpecified, hears{
			"/further/because": {row("REC-37", peer.ErrConcernRequired)}}),
		person("REC-50 who may see it", recovery.ProblemClosed, recovery.WhoMaySee{Audience: recovery.Team}, recovery.ProblemClosed, nil),
	)
}

// Each place leads on by one step; what comes too early hears which.
func TestProblemSolvingOrder(t *testing.T) {
	at := solving(t)
	ofTheWay := map[peer.Action]recovery.ProblemSolvingStep{"select": theProblem(), "specify": theParts(), "set-goal": theBusGoal(), "close-ideas": recovery.CloseIdeas{},
		"choose": choice(3), "plan": theWay(), "try": theTry(), "evaluate": went(recovery.SolutionHelped), "close": recovery.CloseProblem{}}
	order := []peer.Action{"select", "specify", "set-goal", "close-ideas", "choose", "plan", "try", "evaluate", "close", ""}
	heard := func(c *cycle, step recovery.ProblemSolvingStep) (string, string) {
		d := c.check(bySian, step)
		require.Len(t, d.Unmet(), 1)
		if r := d.Unmet()[0]; r.Rule.Code == recovery.ErrStepOutOfOrder {
			require.Equal(t, "REC-30 step-out-of-order", r.Rule.String())
			require.Equal(t, "need", r.Args[0].Name())
			return r.Rule.Code.String(), r.Args[0].Value()
		}
		return d.Unmet()[0].Rule.Code.String(), ""
	}
	for i, place := range method {
		for j, do := range order[:9] {
			t.Run("REC-30 "+string(do)+" from "+string(place), func(t *testing.T) {
				again := i == j+1 && (do == "specify" || do == "set-goal" || do == "choose" || do == "plan" || do == "try")
				if i == j || again {
					return // it leads on
				}
				need := "go-back"
				if j > i {
					need = string(order[i])
				}
				code, named := heard(at[place], ofTheWay[do])
				require.Equal(t, "step-out-of-order", code)
				require.Equal(t, need, named)
			})
		}
		var open []peer.Action
		for _, c := range at[place].Choices(at[place].act(bySian), at[place].facts) {
			open = append(open, c.Do)
		}
		for j, do := range order[:9] {
			require.Equal(t, j == i || j == i-1 && !slices.Contains([]peer.Action{"select", "close-ideas", "evaluate", "close"}, do), slices.Contains(open, do), "%s is a choice at %s only where it leads on", do, place)
		}
	}
	for _, rest := range []peer.Status{recovery.ProblemParked, recovery.ProblemStopped} {
		_, need := heard(at[rest], theTry())
		require.Equal(t, "pick-up", need)
		_, need = heard(at[rest], recovery.PassStep{Words: unsigned("done")})
		require.Equal(t, "pick-up", need)
	}
	for place, next := range map[peer.Status]string{recovery.ProblemExplained: "select", recovery.ProblemImplementing: "evaluate", recovery.ProblemEvaluated: "close"} {
		_, need := heard(at[place], recovery.PassStep{Words: unsigned("done")})
		require.Equal(t, next, need, "REC-30 what is not passed is taken")
	}
	for _, c := range []struct {
		from peer.Status
		step recovery.ProblemSolvingStep
	}{{recovery.ProblemPlanned, recovery.PickUp{}}, {recovery.ProblemParked, recovery.ParkProblem{}}, {recovery.ProblemClosed, recovery.StopProblem{}},
		{recovery.ProblemClosed, recovery.PassStep{Words: unsigned("done")}}, {recovery.ProblemExplained, recovery.GoBack{To: recovery.ProblemExplained}}} {
		code, _ := heard(at[c.from], c.step)
		require.Equal(t, "invalid-transition", code, "%T from %s", c.step, c.from)
	}
}
