package recovery

import (
	"slices"

	"github.com/towpath-care/towpath/internal/terms"
)

// SolutionOutcome is how a solution went, in the person's own say (REC-37). All four
// are things learned.
type SolutionOutcome string

// How a solution went.
const (
	SolutionHelped       SolutionOutcome = "helped"
	SolutionHelpedPartly SolutionOutcome = "partly"
	SolutionDidNotHelp   SolutionOutcome = "did-not-help"
	// SolutionMadeHarder: it made things harder. It is asked whether that needs to go
	// further.
	SolutionMadeHarder SolutionOutcome = "made-harder"
)

var solutionOutcomes = []SolutionOutcome{SolutionHelped, SolutionHelpedPartly, SolutionDidNotHelp, SolutionMadeHarder}

// Known reports whether the word is on the list.
func (o SolutionOutcome) Known() bool { return slices.Contains(solutionOutcomes, o) }

// Terms returns the closed list.
func (SolutionOutcome) Terms() []string { return terms.Of(solutionOutcomes) }

// ProblemThen is what the person chooses to do next (REC-37). Stopping is one of
// the choices.
type ProblemThen string

// What comes next.
const (
	// ThenAnotherIdea: they choose another idea from the list, and plan.
	ThenAnotherIdea ProblemThen = "another-idea"
	// ThenSpecifyAgain: they look again at what the problem is.
	ThenSpecifyAgain ProblemThen = "specify-again"
	// ThenAnotherGoal: they set another goal.
	ThenAnotherGoal ProblemThen = "another-goal"
	// ThenStop: they stop here. They can pick it up again.
	ThenStop ProblemThen = "stop"
)

var problemThens = []ProblemThen{ThenAnotherIdea, ThenSpecifyAgain, ThenAnotherGoal, ThenStop}

// Known reports whether the word is on the list.
func (n ProblemThen) Known() bool { return slices.Contains(problemThens, n) }

// Terms returns the closed list.
func (ProblemThen) Terms() []string { return terms.Of(problemThens) }
