package recovery

import "github.com/towpath-care/towpath/peer"

// PlanStep is a step of a personal recovery plan. A step of another record does
// not compile here.
type PlanStep interface{ planStep() }

// OpenPlan opens an empty draft. The worker opens one where the organisation lets
// them lead how a plan is made; the person always may (REC-45).
type OpenPlan struct {
	ID     string        `json:"id"`
	Person peer.PersonID `json:"person" ask:"required"`
	// Worker helps to make it; a person alone leaves it out.
	Worker peer.StaffID `json:"worker,omitzero"`
}

// InviteToLook asks the person to look at the plan together. It moves nothing, and
// whatever the person does with the plan answers it.
type InviteToLook struct{}

// LookAtPlan is the person's answer to that, also when they would rather not.
type LookAtPlan struct{}

// AddPlanItem puts a record of the person's or words of theirs into a section. What
// the worker puts there counts when the person accepts it, also where they wrote
// down what the person said.
type AddPlanItem struct {
	Section PlanSection `json:"section" ask:"required"`
	// Record and Words: one of the two. Health information is always a record.
	Record peer.Ref   `json:"record,omitzero"`
	Words  peer.Words `json:"words,omitzero" ask:"max=4000"`
}

// AcceptPlanItem makes an item the person's.
type AcceptPlanItem struct {
	Item int `json:"item" ask:"required,min=1"`
}

// EditPlanItem puts new words into an item, which makes it the person's.
type EditPlanItem struct {
	Item  int        `json:"item" ask:"required,min=1"`
	Words peer.Words `json:"words" ask:"required,max=4000"`
}

// RemovePlanItem takes an item out. No reason is asked.
type RemovePlanItem struct {
	Item int `json:"item" ask:"required,min=1"`
}

// MakePlanCurrent says that this is the person's plan now.
type MakePlanCurrent struct{}

// PutPlanDown puts the plan down, at any time and without a reason.
type PutPlanDown struct{}

// PickPlanUp takes it up again, as a draft.
type PickPlanUp struct{}

// LinkServicePlan says that the plan belongs with one that a service owns. The
// service's plan is not touched.
type LinkServicePlan struct {
	Plan PlanRef `json:"plan"`
}

// UnlinkServicePlan takes the link away.
type UnlinkServicePlan struct{}

// WhoMaySeePlan sets who may see one section (REC-50).
type WhoMaySeePlan struct {
	Section  PlanSection `json:"section" ask:"required"`
	Audience Audience    `json:"audience" ask:"required"`
}

func (OpenPlan) planStep()          {}
func (InviteToLook) planStep()      {}
func (LookAtPlan) planStep()        {}
func (AddPlanItem) planStep()       {}
func (AcceptPlanItem) planStep()    {}
func (EditPlanItem) planStep()      {}
func (RemovePlanItem) planStep()    {}
func (MakePlanCurrent) planStep()   {}
func (PutPlanDown) planStep()       {}
func (PickPlanUp) planStep()        {}
func (LinkServicePlan) planStep()   {}
func (UnlinkServicePlan) planStep() {}
func (WhoMaySeePlan) planStep()     {}
