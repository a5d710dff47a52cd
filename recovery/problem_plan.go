package recovery

import (
	"slices"

	"github.com/towpath-care/towpath/peer"
)

// A task of the worker's is agreed by two yeses, each a step of the one who gives
// it: the person's by asking, the worker's by taking it on.
var bothAgree = peer.Rule{Row: "REC-36", Code: peer.ErrNeedsBothParties}

var (
	askedByPerson = need[ProblemSolving, TakeOn]{
		Asks: peer.Asks{Rule: bothAgree, Path: "/task", Says: "The person has asked for it.", Fix: "Wait until they ask, or ask what would help."},
		Met: func(p ProblemSolving, c TakeOn, _ peer.Act, _ Facts) peer.Tri {
			return peer.Is(c.Task >= 1 && c.Task <= len(p.s.Tasks))
		},
	}
	tasksAgreed = need[ProblemSolving, PlanSolution]{
		Asks: peer.Asks{Rule: bothAgree, Path: "/steps", Says: "What the worker does in the plan both have said yes to.", Fix: "Ask the worker, and wait for their own yes; or plan without it."},
		Met: func(p ProblemSolving, c PlanSolution, _ peer.Act, _ Facts) peer.Tri {
			return peer.Is(p.s.agreed(c.Steps))
		},
	}
)

// agreed reports whether every task in a plan was asked for and taken on.
func (s problemSolving) agreed(steps []PlannedStep) bool {
	return !slices.ContainsFunc(steps, func(x PlannedStep) bool {
		return x.Task < 0 || x.Task > len(s.Tasks) || x.Task > 0 && s.Tasks[x.Task-1].TakenOn.IsZero()
	})
}

func asked(p ProblemSolving, c AskWorker, t *taken) ProblemSolving {
	p.s.Tasks = grown(p.s.Tasks, WorkerTask{Number: len(p.s.Tasks) + 1, Words: t.Own(c.Words), Asked: t.Now()})
	return p
}

func takenOn(p ProblemSolving, c TakeOn, t *taken) ProblemSolving {
	p.s.Tasks = slices.Clone(p.s.Tasks)
	if task := &p.s.Tasks[c.Task-1]; task.TakenOn.IsZero() {
		task.TakenOn = t.Now()
	}
	return p
}

// texts are all words of planned steps.
func texts(steps []PlannedStep) []peer.Words {
	var out []peer.Words
	for _, x := range steps {
		out = append(out, x.What, x.When, x.Where, x.WithWhom, x.InTheWay)
	}
	return out
}

func solutionPlanned(p ProblemSolving, c PlanSolution, t *taken) ProblemSolving {
	steps := make([]PlannedStep, len(c.Steps))
	for i, x := range c.Steps {
		steps[i] = PlannedStep{t.Own(x.What), t.Own(x.When), t.Own(x.Where), t.Own(x.WithWhom), t.Own(x.InTheWay), x.Task}
	}
	p.s.Plans = grown(p.s.Plans, ProblemPlan{len(p.s.Choices), steps, t.Now()})
	startedWith(p, t)
	return p.at(ProblemPlanned, t)
}

// What may be missing when somebody tells how it went: it is noted, and kept.
var (
	tryTold = need[ProblemSolving, TrySolution]{
		Asks: peer.Asks{Rule: peer.Rule{Row: "REC-36", Code: peer.ErrRequired}, Path: "/happened", Says: "It is said what happened.", Fix: "Nobody has to say it; that it was tried is kept.", Weight: peer.Warns},
		Met: func(_ ProblemSolving, c TrySolution, _ peer.Act, _ Facts) peer.Tri {
			return peer.Is(!c.Happened.IsZero())
		},
	}
	tryDated = need[ProblemSolving, TrySolution]{
		Asks: peer.Asks{Rule: peer.Rule{Row: "REC-36", Code: peer.ErrRequired}, Path: "/on", Says: "It is said on which day.", Fix: "A month or a year will do; that it was tried is kept.", Weight: peer.Warns},
		Met: func(_ ProblemSolving, c TrySolution, _ peer.Act, _ Facts) peer.Tri {
			return peer.Is(!c.On.IsZero())
		},
	}
	tryHappened = need[ProblemSolving, TrySolution]{
		Asks: peer.Asks{Rule: peer.Rule{Row: "REC-36", Code: peer.ErrFutureDate}, Path: "/on", Says: "The day has begun.", Fix: "Look at the day again; what was told is kept.", Weight: peer.Warns},
		Met: func(_ ProblemSolving, c TrySolution, a peer.Act, f Facts) peer.Tri {
			return peer.Is(c.On.IsZero() || !f.Policy.calendar.LastDay(a.At).Before(c.On))
		},
	}
)

func tried(p ProblemSolving, c TrySolution, t *taken) ProblemSolving {
	p.s.Tries = grown(p.s.Tries, ProblemTry{t.Own(c.Happened), c.On, t.Now()})
	return p.at(ProblemImplementing, t)
}
