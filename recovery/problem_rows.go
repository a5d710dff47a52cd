package recovery

import (
	"slices"

	"github.com/towpath-care/towpath/internal/whose"
	"github.com/towpath-care/towpath/peer"
)

// The rows from a plan to the end.
var problemDoes = []row[ProblemSolving]{
	peer.Takes(row[ProblemSolving]{
		Do: "ask-worker", Says: "Ask the worker to do something.",
		From: planPlaces, Stays: planPlaces, By: whose.Person, Else: whose.ForPerson("REC-36"), Form: "REC-36",
		Open: []open[ProblemSolving]{roomInCycle("REC-36", fewInCycle, func(s problemSolving) int { return len(s.Tasks) })},
	}, step[ProblemSolving, AskWorker]{
		Needs: []need[ProblemSolving, AskWorker]{sayOf("REC-36", "/words", func(c AskWorker) []peer.Words { return []peer.Words{c.Words} })},
		Apply: asked,
	}),
	peer.Takes(row[ProblemSolving]{
		Do: "take-on", Says: "Say yes to what the person asked you to do.",
		From: planPlaces, Stays: planPlaces, By: []peer.Party{peer.PartyWorker}, Else: workerSays, Form: "REC-36",
	}, step[ProblemSolving, TakeOn]{
		Needs: []need[ProblemSolving, TakeOn]{askedByPerson},
		Apply: takenOn,
		Options: map[string]func(ProblemSolving) []string{"/task": func(p ProblemSolving) []string {
			var out []int
			for _, task := range p.s.Tasks {
				if task.TakenOn.IsZero() {
					out = append(out, task.Number)
				}
			}
			return numbers(out)
		}},
	}),
	peer.Takes(row[ProblemSolving]{
		Do: "plan", Says: "Plan it: what, when, where, with whom, and what might get in the way.",
		From: placesOf(way[5:7]), To: placesOf(way[6:7]), By: whose.Person, Else: whose.ForPerson("REC-36"), Form: "REC-36", Makes: KindGoal,
		Open: []open[ProblemSolving]{roomInCycle("REC-36", fewInCycle, func(s problemSolving) int { return len(s.Plans) })},
	}, step[ProblemSolving, PlanSolution]{
		Needs: []need[ProblemSolving, PlanSolution]{
			sayOf("REC-36", "/steps", func(c PlanSolution) []peer.Words { return texts(c.Steps) }),
			tasksAgreed,
		},
		Also:  func(ProblemSolving, PlanSolution, peer.Act, Facts) peer.Decision { return peer.Decision{} }, // a goal that cannot start holds nothing up
		Apply: solutionPlanned,
	}),
	peer.Takes(row[ProblemSolving]{
		Do: "try", Says: "Tell what happened when it was tried.",
		From: placesOf(way[6:8]), To: placesOf(way[7:8]), By: whose.Two, Else: whose.ForTwo("REC-36"), Form: "REC-36",
		Open: []open[ProblemSolving]{roomInCycle("REC-36", manyInCycle, func(s problemSolving) int { return len(s.Tries) })},
	}, step[ProblemSolving, TrySolution]{
		Needs: []need[ProblemSolving, TrySolution]{
			sayOf("REC-36", "/happened", func(c TrySolution) []peer.Words { return []peer.Words{c.Happened} }),
			tryTold, tryDated, tryHappened,
		},
		Apply: tried,
	}),
	peer.Takes(row[ProblemSolving]{
		Do: "evaluate", Says: "Say how it went and what you learned, good or bad.",
		From: placesOf(way[7:8]), To: []peer.Status{ProblemEvaluated, ProblemSolutionChosen, ProblemSelected, ProblemSpecified, ProblemStopped},
		By: whose.Person, Else: whose.ForPerson("REC-37"), Form: "REC-37",
		Open: []open[ProblemSolving]{roomInCycle("REC-37", fewInCycle, func(s problemSolving) int { return len(s.Evaluations) })},
	}, step[ProblemSolving, EvaluateSolution]{
		Needs: append([]need[ProblemSolving, EvaluateSolution]{
			sayOf("REC-37", "/learning", func(c EvaluateSolution) []peer.Words { return []peer.Words{c.Learning} }),
			nextChosen, nextOnTheList, roomToChoose,
		}, whose.KeptOpen[Facts]("REC-37", func(_ ProblemSolving, c EvaluateSolution) whose.Question { return harder(c.Outcome, c.Further) })...),
		Apply: evaluated,
		To: func(p ProblemSolving, c EvaluateSolution) peer.Status {
			if c.Then == ThenStop {
				return ProblemStopped
			}
			return p.s.Place
		},
		Options: map[string]func(ProblemSolving) []string{"/idea": ideaNumbers},
	}),
	peer.Takes(row[ProblemSolving]{
		Do: "close", Says: "Say that you are done with it.",
		From: placesOf(way[8:9]), To: placesOf(way[9:]), By: whose.Person, Else: problemMoves, Form: "REC-30",
	}, step[ProblemSolving, CloseProblem]{
		Apply: func(p ProblemSolving, _ CloseProblem, t *taken) ProblemSolving { return p.at(ProblemClosed, t) },
	}),
}

// The rows of every place.
var problemAnytime = []row[ProblemSolving]{
	peer.Takes(row[ProblemSolving]{
		Do: "go-back", Says: "Go back to an earlier place. All that was said stays.",
		From: placesOf(way[1:]), To: onTheWay, By: whose.Person, Else: problemMoves, Form: "REC-30",
	}, step[ProblemSolving, GoBack]{
		Needs:   []need[ProblemSolving, GoBack]{liesBehind},
		Apply:   func(p ProblemSolving, c GoBack, t *taken) ProblemSolving { return p.at(c.To, t) },
		To:      goesOn[GoBack],
		Options: map[string]func(ProblemSolving) []string{"/to": behind},
	}),
	peer.Takes(row[ProblemSolving]{
		Do: "pass", Says: "Say that you have done this step already.",
		From: passable(0), To: passable(1), By: whose.Person, Else: problemMoves, Form: "REC-30",
		Open: []open[ProblemSolving]{roomInCycle("REC-30", manyInCycle, func(s problemSolving) int { return len(s.Passed) })},
	}, step[ProblemSolving, PassStep]{
		Needs: []need[ProblemSolving, PassStep]{sayOf("REC-30", "/words", func(c PassStep) []peer.Words { return []peer.Words{c.Words} })},
		Apply: passedOn,
		To:    goesOn[PassStep],
	}),
	peer.Takes(row[ProblemSolving]{
		Do: "park", Says: "Let it rest. It can be picked up where it was.",
		From: onTheWay, To: []peer.Status{ProblemParked}, By: whose.Person, Else: problemMoves, Form: "REC-30",
	}, step[ProblemSolving, ParkProblem]{Apply: laidDown[ParkProblem]}),
	peer.Takes(row[ProblemSolving]{
		Do: "stop", Says: "Stop. No reason is asked.",
		From: append(slices.Clone(onTheWay), ProblemParked), To: []peer.Status{ProblemStopped}, By: whose.Person, Else: problemMoves, Form: "REC-30",
	}, step[ProblemSolving, StopProblem]{Apply: laidDown[StopProblem]}),
	peer.Takes(row[ProblemSolving]{
		Do: "pick-up", Says: "Go on where it was.",
		From: restPlaces, To: onTheWay, By: whose.Person, Else: problemMoves, Form: "REC-30",
	}, step[ProblemSolving, PickUp]{
		Apply: func(p ProblemSolving, _ PickUp, _ *taken) ProblemSolving { return p },
		To:    goesOn[PickUp],
	}),
	peer.Takes(row[ProblemSolving]{
		Do: "answer-further", Says: "Say whether it needs to go further.",
		From: anyPlace, Stays: anyPlace, By: whose.Two, Else: whose.ForTwo("REC-37"), Form: "REC-37",
		Open: []open[ProblemSolving]{questionStands},
	}, step[ProblemSolving, AnswerFurther]{
		Needs: whose.AnsweredNow[Facts]("REC-37", func(_ ProblemSolving, c AnswerFurther) whose.Question { return whose.Question{Further: c.Further} }),
		Apply: furtherAnswered,
	}),
	whoMaySee(anyPlace, func(p ProblemSolving, a Audience) ProblemSolving { p.s.Audience = a; return p }),
}

// What has to be so before anything begins.
var (
	methodExplained = need[ProblemSolving, StartProblemSolving]{
		Asks: peer.Asks{Rule: peer.Rule{Row: "REC-30", Code: ErrRationaleNotExplained}, Path: "/explained", Says: "What the method is and what it is for has been explained.", Fix: "Explain it first; the person can then say whether they want to use it."},
		Met: func(_ ProblemSolving, c StartProblemSolving, _ peer.Act, _ Facts) peer.Tri {
			return peer.Is(c.Explained)
		},
	}
	personWants = need[ProblemSolving, StartProblemSolving]{
		Asks: peer.Asks{Rule: peer.Rule{Row: "REC-30", Code: peer.ErrPersonHasNotAgreed}, Path: "/wants", Says: "The person wants to use the method.", Fix: "Ask them; there are other ways, and they can come back to this one."},
		Met: func(p ProblemSolving, c StartProblemSolving, a peer.Act, _ Facts) peer.Tri {
			if c.Wants == peer.Unknown && whose.Party(p, a.By) == peer.PartyPerson {
				return peer.Yes // beginning it is their yes
			}
			return c.Wants
		},
	}
	liesBehind = need[ProblemSolving, GoBack]{
		Asks: peer.Asks{Rule: peer.Rule{Row: "REC-30", Code: ErrStepOutOfOrder}, Path: "/to", Says: "The place lies before the one the cycle is at.", Fix: "Name an earlier place; to go on, take the step that leads on, or let the person pass it."},
		Met: func(p ProblemSolving, c GoBack, _ peer.Act, _ Facts) peer.Tri {
			to := along(c.To)
			return peer.Is(to >= 0 && to < along(p.s.Place))
		},
	}
)

func draftProblem(c StartProblemSolving) ProblemSolving {
	return ProblemSolving{s: problemSolving{Person: c.Person, Worker: c.Worker, Audience: MeAndMyWorker}}
}

// passedOn goes on to the next place and marks that the step to it was passed.
func passedOn(p ProblemSolving, c PassStep, t *taken) ProblemSolving {
	next := way[along(p.s.Place)+1].place
	p.s.Passed = grown(p.s.Passed, PassedStep{next, t.Own(c.Words), t.Now()})
	return p.at(next, t)
}

// laidDown leaves everything where it is; what was asked of the worker on this
// occasion is over with it.
func laidDown[C any](p ProblemSolving, _ C, _ *taken) ProblemSolving {
	p.s.Invited = false
	return p
}
