package recovery

import (
	"slices"

	"github.com/towpath-care/towpath/peer"
)

// KindProblemSolving is how a cycle of problem solving is stored.
const KindProblemSolving peer.Kind = "problem-solving"

// Places a cycle can be in: the first ten in the order of the method. From each of
// those the person can go back to any before it; until it is closed they can let it
// rest or stop.
const (
	// ProblemExplained: the method has been explained and the person wants to use
	// it. They name the problem.
	ProblemExplained peer.Status = "explained"
	// ProblemSelected: the person has named it. Either of the two writes down what
	// it is made of.
	ProblemSelected peer.Status = "selected"
	// ProblemSpecified: it is clear what it is. The person sets a goal.
	ProblemSpecified peer.Status = "specified"
	// ProblemGoalsSet: there is a goal, and ideas are being collected. The person
	// closes them.
	ProblemGoalsSet peer.Status = "goals-set"
	// ProblemBrainstormed: ideas are closed. The person chooses.
	ProblemBrainstormed peer.Status = "brainstormed"
	// ProblemSolutionChosen: the person has chosen. They plan.
	ProblemSolutionChosen peer.Status = "solution-chosen"
	// ProblemPlanned: there is a plan. Either of the two tells how it went.
	ProblemPlanned peer.Status = "planned"
	// ProblemImplementing: it is being tried. The person says whether it helped.
	ProblemImplementing peer.Status = "implementing"
	// ProblemEvaluated: the person has said so. They close it.
	ProblemEvaluated peer.Status = "evaluated"
	// ProblemClosed: the person is done with it. They can go back.
	ProblemClosed peer.Status = "closed"
	// ProblemParked: the person lets it rest. They pick it up where it was.
	ProblemParked peer.Status = "parked"
	// ProblemStopped: the person has stopped, and nobody asks why. They can pick it
	// up where it was.
	ProblemStopped peer.Status = "stopped"
)

// ProblemSolving is one cycle of solving a problem step by step. The person names
// the problem, has the ideas, chooses and says how it went; the worker alongside
// asks and writes down (REC-30 to 39). Nothing that was said is ever lost: who goes
// back finds it where it was. The zero value is no cycle.
type ProblemSolving struct {
	head
	s problemSolving
}

// problemSolving is what is stored beside the head.
type problemSolving struct {
	Person      peer.PersonID       `json:"person" ask:"required"`
	Worker      peer.StaffID        `json:"worker,omitzero"`
	Audience    Audience            `json:"audience" ask:"required"`
	Place       peer.Status         `json:"place" ask:"required"`
	Reached     []ReachedPlace      `json:"reached" ask:"required,items=10"`
	Passed      []PassedStep        `json:"passed,omitempty" ask:"items=100"`
	Problems    []SelectedProblem   `json:"problems,omitempty" ask:"items=20"`
	Statements  []peer.Words        `json:"statements,omitempty" ask:"items=20,max=2000"`
	Parts       []ProblemPart       `json:"parts,omitempty" ask:"items=100"`
	Goals       []ProblemGoal       `json:"goals,omitempty" ask:"items=20"`
	Ideas       []ProblemIdea       `json:"ideas,omitempty" ask:"items=100"`
	Invited     bool                `json:"invited,omitzero"`
	Weighed     []WeighedIdea       `json:"weighed,omitempty" ask:"items=100"`
	Choices     []ProblemChoice     `json:"choices,omitempty" ask:"items=20"`
	Tasks       []WorkerTask        `json:"tasks,omitempty" ask:"items=20"`
	Plans       []ProblemPlan       `json:"plans,omitempty" ask:"items=20"`
	Tries       []ProblemTry        `json:"tries,omitempty" ask:"items=100"`
	Evaluations []ProblemEvaluation `json:"evaluations,omitempty" ask:"items=20"`
}

// Person is the person whose problem it is.
func (p ProblemSolving) Person() peer.PersonID { return p.s.Person }

// Worker is the peer support worker alongside; empty when nobody is named.
func (p ProblemSolving) Worker() peer.StaffID { return p.s.Worker }

// Audience is who may see it, as the person set it; MeAndMyWorker at first.
func (p ProblemSolving) Audience() Audience { return p.s.Audience }

// Place is how far the two are on the way; while the cycle is parked or stopped,
// where it goes on when the person picks it up.
func (p ProblemSolving) Place() peer.Status { return p.s.Place }

// Reached is when each place was last reached, in the order of the method.
func (p ProblemSolving) Reached() []ReachedPlace { return slices.Clone(p.s.Reached) }

// Passed are the steps the person said they had done already, oldest first.
func (p ProblemSolving) Passed() []PassedStep { return slices.Clone(p.s.Passed) }

// Problem is the problem as the person last named it; zero when they have not.
func (p ProblemSolving) Problem() SelectedProblem { return newest(p.s.Problems) }

// Problems are all the problems the person has named here, oldest first.
func (p ProblemSolving) Problems() []SelectedProblem { return slices.Clone(p.s.Problems) }

// Statements are what the problem is, in the person's words, oldest first.
func (p ProblemSolving) Statements() []peer.Words { return slices.Clone(p.s.Statements) }

// Parts are the smaller parts it was broken down into, number 1 first.
func (p ProblemSolving) Parts() []ProblemPart { return slices.Clone(p.s.Parts) }

// Goals are the goals set in this cycle, oldest first.
func (p ProblemSolving) Goals() []ProblemGoal {
	out := slices.Clone(p.s.Goals)
	for i := range out {
		out[i].Resources, out[i].Obstacles = slices.Clone(out[i].Resources), slices.Clone(out[i].Obstacles)
	}
	return out
}

// Ideas are all ideas, number 1 first, those the worker was asked for among them.
func (p ProblemSolving) Ideas() []ProblemIdea { return slices.Clone(p.s.Ideas) }

// Invited reports whether the person has asked the worker for an idea and heard none
// yet, on this occasion.
func (p ProblemSolving) Invited() bool { return p.s.Invited }

// Weighed is what the person said for and against ideas, oldest first.
func (p ProblemSolving) Weighed() []WeighedIdea { return slices.Clone(p.s.Weighed) }

// Chosen is what the person has chosen, number 1 first.
func (p ProblemSolving) Chosen() []ProblemChoice {
	out := slices.Clone(p.s.Choices)
	for i := range out {
		out[i].Ideas = slices.Clone(out[i].Ideas)
	}
	return out
}

// Tasks are what the person has asked the worker to do, number 1 first.
func (p ProblemSolving) Tasks() []WorkerTask { return slices.Clone(p.s.Tasks) }

// Plans are the plans made, oldest first; the last one counts.
func (p ProblemSolving) Plans() []ProblemPlan {
	out := slices.Clone(p.s.Plans)
	for i := range out {
		out[i].Steps = slices.Clone(out[i].Steps)
	}
	return out
}

// Tries are what happened when it was tried, oldest first.
func (p ProblemSolving) Tries() []ProblemTry { return slices.Clone(p.s.Tries) }

// Evaluations are what the person said of how it went, number 1 first.
func (p ProblemSolving) Evaluations() []ProblemEvaluation { return slices.Clone(p.s.Evaluations) }

// QuestionOpen reports whether something was made harder and nobody has said yet
// whether it needs to go further.
func (p ProblemSolving) QuestionOpen() bool {
	return slices.ContainsFunc(p.s.Evaluations, ProblemEvaluation.open)
}

// newest is the newest of a list, and the zero value of an empty one.
func newest[T any](list []T) T {
	if len(list) == 0 {
		var none T
		return none
	}
	return list[len(list)-1]
}
