package recovery

import (
	"slices"

	"github.com/towpath-care/towpath/internal/whose"
	"github.com/towpath-care/towpath/peer"
)

// problemLegal is what is so of every cycle: nobody but the person said, chose or
// judged anything, but for an idea marked as the worker's; what is numbered is
// numbered in order; and the cycle has what its place takes, or the person passed
// the step.
func problemLegal(p ProblemSolving) []peer.Reason {
	return slices.Concat(p.legalWay(), p.legalWords(), p.legalParts(), p.legalIdeas(), p.legalDoing())
}

func (p ProblemSolving) legalWay() []peer.Reason {
	s, here, at := p.s, along(p.s.Place), p.Status()
	rest := slices.Contains(restPlaces, at)
	return []peer.Reason{
		peer.Holds(here >= 0 && (at == s.Place || rest && s.Place != ProblemClosed), "/place", "The place is where the cycle stands, or where it goes on."),
		peer.Holds(s.cameHere(here), "/reached", "Every place up to this one has been reached, each once, in order."),
		peer.Holds(s.earned(here), "/place", "The cycle has what its place takes, or the step there was passed."),
		peer.Holds(!slices.ContainsFunc(s.Passed, func(x PassedStep) bool { return !slices.Contains(passable(1), x.Place) }), "/passed", "Only steps that can be passed were passed."),
		peer.Holds(!s.Invited || slices.Contains(onTheWay, at), "/invited", "Nobody is asked for an idea while it rests or is closed."),
	}
}

// cameHere reports whether all places up to one were reached.
func (s problemSolving) cameHere(here int) bool {
	var order []int
	for _, r := range s.Reached {
		order = append(order, along(r.Place))
	}
	once := slices.IsSorted(order) && len(slices.Compact(slices.Clone(order))) == len(order)
	return once && len(order) > here && !slices.Contains(order, -1) && (here < 0 || order[here] == here)
}

// earned reports whether a cycle has what the places up to one take.
func (s problemSolving) earned(here int) bool {
	for _, w := range way[:here+1] {
		if !w.with(s) && !slices.ContainsFunc(s.Passed, func(x PassedStep) bool { return x.Place == w.place }) {
			return false
		}
	}
	return true
}

func (p ProblemSolving) legalWords() []peer.Reason {
	s := p.s
	says := func(path string, list ...peer.Words) peer.Reason {
		return peer.Holds(whose.SilentOr(whose.Personal, p, list...), path, "These are the person's own words.")
	}
	var passed, named, parts, goals, tasks, plans, tries, learned, pros []peer.Words
	suitable := true
	for _, x := range s.Passed {
		passed = append(passed, x.Words)
	}
	for _, x := range s.Problems {
		named = append(named, x.Words)
		suitable = suitable && x.Relevant.And(x.Important).And(x.Achievable) == peer.Yes
	}
	for _, x := range s.Parts {
		parts = append(parts, x.Words)
	}
	for _, x := range s.Goals {
		goals = append(append(append(goals, x.Words), x.Resources...), x.Obstacles...)
	}
	for _, x := range s.Choices {
		pros = append(pros, prosAndCons(x.Ideas)...)
	}
	for _, x := range s.Tasks {
		tasks = append(tasks, x.Words)
	}
	for _, x := range s.Plans {
		plans = append(plans, texts(x.Steps)...)
	}
	for _, x := range s.Tries {
		tries = append(tries, x.Happened)
	}
	for _, x := range s.Evaluations {
		learned = append(learned, x.Learning)
	}
	return []peer.Reason{
		says("/passed", passed...), says("/problems", named...), says("/statements", s.Statements...), says("/parts", parts...), says("/goals", goals...),
		says("/weighed", prosAndCons(s.Weighed)...), says("/choices", pros...), says("/tasks", tasks...), says("/plans", plans...), says("/tries", tries...),
		says("/evaluations", learned...),
		peer.Holds(suitable, "/problems", "The person said yes to all three questions about a problem they named."),
	}
}

func (p ProblemSolving) legalParts() []peer.Reason {
	s := p.s
	_, loops := levels(s.Parts)
	whole := func(g ProblemGoal) bool {
		return 0 <= g.Part && g.Part <= len(s.Parts) && g.NoneSeen == (len(g.Obstacles) == 0)
	}
	ids := map[string]bool{}
	for _, g := range s.Goals {
		ids[g.Goal] = true
	}
	return []peer.Reason{
		peer.Holds(inOrder(s.Parts, func(x ProblemPart) int { return x.Number }), "/parts", "Parts are numbered from 1, in order."),
		peer.Holds(havePlaces(s.Parts) && !loops, "/parts", "Every part belongs to the problem, or to another part without a loop."),
		peer.Holds(!slices.ContainsFunc(s.Goals, func(g ProblemGoal) bool { return !whole(g) }), "/goals", "A goal is for a part there is, and what may get in the way was thought about."),
		peer.Holds(len(ids) == len(s.Goals), "/goals", "Each goal stands there once."),
	}
}

func (p ProblemSolving) legalIdeas() []peer.Reason {
	s := p.s
	known := func(list []WeighedIdea) bool {
		return !slices.ContainsFunc(list, func(w WeighedIdea) bool { return w.Idea < 1 || w.Idea > len(s.Ideas) })
	}
	sound := func(i ProblemIdea) bool {
		if i.Basis == "" {
			return i.Origin == peer.PartyPerson && whose.Personal(p, i.Words.By)
		}
		return i.Origin == peer.PartyWorker && whose.Workers(p, i.Words.By)
	}
	chosen := func(c ProblemChoice) bool { return whose.Personal(p, c.By) && known(c.Ideas) && eachIdeaOnce(c.Ideas) }
	return []peer.Reason{
		peer.Holds(inOrder(s.Ideas, func(x ProblemIdea) int { return x.Number }), "/ideas", "Ideas are numbered from 1, in order."),
		peer.Holds(!slices.ContainsFunc(s.Ideas, func(i ProblemIdea) bool { return !sound(i) }), "/ideas", "An idea is the person's, or marked as the worker's with where it is from."),
		peer.Holds(known(s.Weighed), "/weighed", "What was weighed stands in the list."),
		peer.Holds(inOrder(s.Choices, func(x ProblemChoice) int { return x.Number }), "/choices", "Choices are numbered from 1, in order."),
		peer.Holds(!slices.ContainsFunc(s.Choices, func(c ProblemChoice) bool { return !chosen(c) }), "/choices", "The person chose, from the list, each idea once."),
	}
}

func (p ProblemSolving) legalDoing() []peer.Reason {
	s := p.s
	forChoice := func(n int) bool { return 0 <= n && n <= len(s.Choices) }
	planned := func(x ProblemPlan) bool { return forChoice(x.Choice) && s.agreed(x.Steps) }
	judged := func(e ProblemEvaluation) bool {
		return whose.Personal(p, e.By) && forChoice(e.Choice) && (e.Then != "" || !e.Outcome.needsNext())
	}
	return []peer.Reason{
		peer.Holds(inOrder(s.Tasks, func(x WorkerTask) int { return x.Number }), "/tasks", "Tasks are numbered from 1, in order."),
		peer.Holds(s.Worker != "" || !slices.ContainsFunc(s.Tasks, func(x WorkerTask) bool { return !x.TakenOn.IsZero() }), "/tasks", "What was taken on has a worker who took it on."),
		peer.Holds(!slices.ContainsFunc(s.Plans, func(x ProblemPlan) bool { return !planned(x) }), "/plans", "A plan is for a choice there is, and both agreed to what the worker does in it."),
		peer.Holds(inOrder(s.Evaluations, func(x ProblemEvaluation) int { return x.Number }), "/evaluations", "Evaluations are numbered from 1, in order."),
		peer.Holds(!slices.ContainsFunc(s.Evaluations, func(e ProblemEvaluation) bool { return !judged(e) }), "/evaluations", "The person said how it went, and what comes next where that was needed."),
	}
}
