package recovery

import "github.com/towpath-care/towpath/peer"

// CopingStrategyStep is a step of a coping strategy. A step of another record
// does not compile here.
type CopingStrategyStep interface{ copingStrategyStep() }

// TellCoping says what the person does already: it is in use from the first
// (REC-20). The person says it, or the worker alongside writes down what they said
// and names them as author.
type TellCoping struct {
	ID     string        `json:"id"`
	Person peer.PersonID `json:"person" ask:"required"`
	// Worker is who walks alongside; it may be left out.
	Worker    peer.StaffID     `json:"worker,omitzero"`
	Words     peer.Words       `json:"words" ask:"required,max=2000"`
	Resources []CopingResource `json:"resources,omitempty" ask:"items=20"`
}

// ConsiderCoping says something different that the person may try (REC-22): in
// their own words, as an item of a catalogue that they opened, or both. The worker
// may write down their words, and never adds one of their own.
type ConsiderCoping struct {
	ID     string        `json:"id"`
	Person peer.PersonID `json:"person" ask:"required"`
	Worker peer.StaffID  `json:"worker,omitzero"`
	Words  peer.Words    `json:"words,omitzero" ask:"max=2000"`
	// Item is the id of a catalogue item. Where the worker writes it down, the
	// person's words about it stand beside it.
	Item      string           `json:"item,omitzero"`
	Resources []CopingResource `json:"resources,omitempty" ask:"items=20,row=REC-20"`
}

// PlanCoping says how to use it and what may get in the way (REC-22). It stands in
// place of what was planned before. Use says when, where or with whom; each
// barrier has a response or is accepted, or nothing is in the way.
//
// A person who would rather just try it says so in JustTry, and nothing else is
// needed: the step passes, and is marked.
type PlanCoping struct {
	Use             CopingUse       `json:"use,omitzero"`
	Barriers        []CopingBarrier `json:"barriers,omitempty" ask:"items=20"`
	NothingInTheWay bool            `json:"nothingInTheWay,omitzero"`
	JustTry         peer.Words      `json:"justTry,omitzero" ask:"max=1000"`
}

// TryCoping begins trying it. Where nothing has been planned, JustTry says in the
// person's own words that they would rather just try it.
type TryCoping struct {
	JustTry peer.Words `json:"justTry,omitzero" ask:"max=1000"`
}

// KeepCoping says that what was tried is one of their ways now.
type KeepCoping struct{}

// DropCoping puts it down, at any time. No reason is asked.
type DropCoping struct{}

// PickUpCoping takes it up again where it was put down.
type PickUpCoping struct{}

// NameResources says who and what helps with it from outside; it stands in place
// of what was said before. An empty list: nobody and nothing.
type NameResources struct {
	Resources []CopingResource `json:"resources,omitempty" ask:"items=20"`
}

// LookAgain says that the two have looked at it again, whatever came of it. What
// the person thinks of it is an Appraisal (REC-23).
type LookAgain struct{}

// RemindCoping switches reminders to look at it on or off (REC-23).
type RemindCoping struct {
	On peer.Tri `json:"on" ask:"required"`
}

// ReviewCopingEvery sets how often the two look at it; it goes before the policy's
// time. Left out, it is as the policy says again (REC-23).
type ReviewCopingEvery struct {
	Every peer.Offset `json:"every,omitzero"`
}

func (TellCoping) copingStrategyStep()        {}
func (ConsiderCoping) copingStrategyStep()    {}
func (PlanCoping) copingStrategyStep()        {}
func (TryCoping) copingStrategyStep()         {}
func (KeepCoping) copingStrategyStep()        {}
func (DropCoping) copingStrategyStep()        {}
func (PickUpCoping) copingStrategyStep()      {}
func (NameResources) copingStrategyStep()     {}
func (LookAgain) copingStrategyStep()         {}
func (RemindCoping) copingStrategyStep()      {}
func (ReviewCopingEvery) copingStrategyStep() {}
func (WhoMaySee) copingStrategyStep()         {}
