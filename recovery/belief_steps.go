package recovery

import "github.com/towpath-care/towpath/peer"

// BeliefStep is a step of a belief. A step of another record does not compile here.
type BeliefStep interface{ beliefStep() }

// SayBelief says a belief that stands in the way, at any step of problem solving or
// outside it. Every text is the person's own; the worker alongside may write it down
// and names the person as the author (REC-38). Words without an author are those of
// whoever takes the step.
type SayBelief struct {
	ID     string        `json:"id"`
	Person peer.PersonID `json:"person" ask:"required"`
	Worker peer.StaffID  `json:"worker,omitzero"`
	// ProblemSolving is the id of the cycle it came up in, if any. The cycle itself
	// is not needed and not touched.
	ProblemSolving string     `json:"problemSolving,omitzero"`
	Words          peer.Words `json:"words" ask:"required,max=2000"`
	// HowToTry is how to try it out; it may come later or never.
	HowToTry peer.Words `json:"howToTry,omitzero" ask:"max=1000"`
}

// PlanBeliefTry says how to try it out, or how else.
type PlanBeliefTry struct {
	HowToTry peer.Words `json:"howToTry" ask:"required,max=1000"`
}

// TryBelief says that it has been tried out. The person may leave the result for
// later; the worker writes down what the person said about it, or nothing.
type TryBelief struct {
	Result peer.Words `json:"result,omitzero" ask:"max=2000"`
}

// SayBeliefResult says what came of it.
type SayBeliefResult struct {
	Result peer.Words `json:"result" ask:"required,max=2000"`
}

// PutBeliefAside lets it rest. No reason is asked and none can be given.
type PutBeliefAside struct{}

// TakeUpBelief takes it up again where it was.
type TakeUpBelief struct{}

func (SayBelief) beliefStep()       {}
func (PlanBeliefTry) beliefStep()   {}
func (TryBelief) beliefStep()       {}
func (SayBeliefResult) beliefStep() {}
func (PutBeliefAside) beliefStep()  {}
func (TakeUpBelief) beliefStep()    {}
func (WhoMaySee) beliefStep()       {}
