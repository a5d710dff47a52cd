package recovery

import "github.com/towpath-care/towpath/peer"

// GradedPlanStep is a step of a graded plan. A step of another record does not
// compile here.
type GradedPlanStep interface{ gradedPlanStep() }

// AskToComeAlong is the person asking the worker to come along at first. Only the
// person asks (REC-19, PEER-50); the worker's yes begins the plan.
type AskToComeAlong struct {
	ID     string        `json:"id"`
	Person peer.PersonID `json:"person" ask:"required"`
	// Worker is who is asked.
	Worker peer.StaffID `json:"worker" ask:"required"`
	// Where the person would like to go, in their words.
	Where peer.Words `json:"where" ask:"required,max=1000"`
	// Partly is what going partly together would be, such as meeting at the bus
	// stop; it can be said later.
	Partly peer.Words `json:"partly,omitzero" ask:"max=1000"`
	// Activity is the id of the activity it leads to, Goals ids of goals.
	Activity string   `json:"activity,omitzero"`
	Goals    []string `json:"goals,omitempty" ask:"items=20"`
}

// ComeAlong is the worker's yes to giving their time. To a plan that was asked
// for it is the beginning; later it takes back a no.
type ComeAlong struct{}

// CannotComeAlong is the worker's no, or no longer. No reason is asked. It moves
// nothing: the person says how they would like to go on.
type CannotComeAlong struct{}

// GoTogether goes together again: a step back, at any time. Where the worker has
// not said that they come along, it asks them.
type GoTogether struct{}

// GoPartlyTogether goes a part of the way together: a step on from together, a
// step back from alone. Where the worker has not said that they come along, it
// asks them. Partly is what that means, in the person's words; left out, what was
// said before stands.
type GoPartlyTogether struct {
	Partly peer.Words `json:"partly,omitzero" ask:"max=1000"`
}

// GoAlone goes alone: the step on from partly together, and from anywhere before
// it a step that is skipped.
type GoAlone struct{}

// FinishGradedPlan says that the person is comfortable alone.
type FinishGradedPlan struct{}

// PutDownGradedPlan puts the plan down. No reason is asked and none can be given.
type PutDownGradedPlan struct{}

// AskAgainToComeAlong asks the worker anew: after a no, or when the plan was
// finished or put down.
type AskAgainToComeAlong struct{}

func (AskToComeAlong) gradedPlanStep()      {}
func (ComeAlong) gradedPlanStep()           {}
func (CannotComeAlong) gradedPlanStep()     {}
func (GoTogether) gradedPlanStep()          {}
func (GoPartlyTogether) gradedPlanStep()    {}
func (GoAlone) gradedPlanStep()             {}
func (FinishGradedPlan) gradedPlanStep()    {}
func (PutDownGradedPlan) gradedPlanStep()   {}
func (AskAgainToComeAlong) gradedPlanStep() {}
func (WhoMaySee) gradedPlanStep()           {}
