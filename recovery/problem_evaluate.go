package recovery

import (
	"slices"

	"github.com/towpath-care/towpath/internal/whose"
	"github.com/towpath-care/towpath/peer"
)

// needsNext reports whether what was tried leaves the person with a choice to make:
// it did not help, or it made things harder. Nothing here is called by a worse name.
func (o SolutionOutcome) needsNext() bool {
	return o == SolutionDidNotHelp || o == SolutionMadeHarder
}

var (
	nextChosen = need[ProblemSolving, EvaluateSolution]{
		Asks: peer.Asks{Rule: peer.Rule{Row: "REC-37", Code: peer.ErrNextStepRequired}, Path: "/then", Says: "What comes next is chosen.", Fix: "Ask what they would like: another idea, another look at the problem, another goal, or to stop."},
		Met: func(_ ProblemSolving, c EvaluateSolution, _ peer.Act, _ Facts) peer.Tri {
			return peer.Is(c.Then != "" && (c.Then == ThenAnotherIdea || c.Idea == 0) || c.Then == "" && c.Idea == 0 && !c.Outcome.needsNext())
		},
	}
	nextOnTheList = onTheList("/idea", func(c EvaluateSolution) []int {
		if c.Then != ThenAnotherIdea {
			return nil
		}
		return []int{c.Idea}
	})
	roomToChoose = need[ProblemSolving, EvaluateSolution]{
		Asks: peer.Asks{Rule: peer.Rule{Row: "REC-35", Code: peer.ErrOutOfRange}, Path: "/then", Says: noRoom.Says, Fix: noRoom.Fix},
		Met: func(p ProblemSolving, c EvaluateSolution, _ peer.Act, _ Facts) peer.Tri {
			return peer.Is(c.Then != ThenAnotherIdea || len(p.s.Choices) < fewInCycle)
		},
		Args: func(ProblemSolving, EvaluateSolution, peer.Act, Facts) []peer.Arg {
			return []peer.Arg{peer.Number("max", fewInCycle)}
		},
	}
	questionStands = open[ProblemSolving]{
		Asks: peer.Asks{Rule: peer.Rule{Row: "REC-37", Code: peer.ErrInvalidTransition}, Says: "Whether something needs to go further has been left open.", Fix: "Nothing is open here. A worry can be told to somebody at any time."},
		Met:  func(p ProblemSolving, _ peer.Act, _ Facts) peer.Tri { return peer.Is(p.QuestionOpen()) },
	}
)

// harder is the safety question beside an outcome: asked where it made things harder.
func harder(o SolutionOutcome, f peer.Further) whose.Question {
	return whose.Question{Settled: o != SolutionMadeHarder, Further: f}
}

func (e ProblemEvaluation) open() bool { return !harder(e.Outcome, e.Further).Answered() }

func evaluated(p ProblemSolving, c EvaluateSolution, t *taken) ProblemSolving {
	p.s.Evaluations = grown(p.s.Evaluations, ProblemEvaluation{Number: len(p.s.Evaluations) + 1, Choice: len(p.s.Choices), Outcome: c.Outcome,
		Learning: t.Own(c.Learning), Then: c.Then, Further: c.Further, By: takenBy(t), At: t.Now()})
	p = p.at(ProblemEvaluated, t)
	switch c.Then {
	case ThenAnotherIdea:
		return p.chose([]WeighedIdea{{Idea: c.Idea}}, t)
	case ThenSpecifyAgain:
		return p.at(ProblemSelected, t)
	case ThenAnotherGoal:
		return p.at(ProblemSpecified, t)
	}
	return p
}

// furtherAnswered gives one answer to all that is open: it is about now, and about all that
// was said.
func furtherAnswered(p ProblemSolving, c AnswerFurther, _ *taken) ProblemSolving {
	p.s.Evaluations = slices.Clone(p.s.Evaluations)
	for i := range p.s.Evaluations {
		if e := &p.s.Evaluations[i]; e.open() {
			e.Further = c.Further
		}
	}
	return p
}
