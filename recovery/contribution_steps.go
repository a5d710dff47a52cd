package recovery

import "github.com/towpath-care/towpath/peer"

// ContributionStep is a step of a contribution. A step of another record does not
// compile here.
type ContributionStep interface{ contributionStep() }

// Contribute writes down what the two would add to a service's plan. Written by
// the person themself, they have seen it and agree. Words without an author are
// those of whoever takes the step.
type Contribute struct {
	ID     string        `json:"id"`
	Person peer.PersonID `json:"person" ask:"required"`
	// Worker contributes with them; a person alone leaves it out.
	Worker peer.StaffID `json:"worker,omitzero"`
	Plan   PlanRef      `json:"plan"`
	// What it adds; left out, an activity. A task is offered by the worker who
	// takes it on.
	What  PlanAct    `json:"what,omitzero"`
	Words peer.Words `json:"words" ask:"required,max=4000"`
}

// SeenByPerson is the person's answer, yes or no, once they have seen it. They
// may change it until the owner has decided.
type SeenByPerson struct {
	Agrees peer.Tri `json:"agrees" ask:"required"`
}

// AcceptContribution is the yes of the plan's owner, after the person's own.
type AcceptContribution struct{}

// DeclineContribution is the no of the plan's owner.
type DeclineContribution struct{}

// WithdrawContribution takes it back before the owner has decided. What the person
// has said yes to only they take back.
type WithdrawContribution struct{}

func (Contribute) contributionStep()           {}
func (SeenByPerson) contributionStep()         {}
func (AcceptContribution) contributionStep()   {}
func (DeclineContribution) contributionStep()  {}
func (WithdrawContribution) contributionStep() {}
