package recovery

import "github.com/towpath-care/towpath/peer"

// CelebrationStep is a step of a celebration. A step of another record does not
// compile here.
type CelebrationStep interface{ celebrationStep() }

// Celebrate says what is worth marking. Said by the person it is accepted at
// once; said by the worker alongside it is an offer (REC-11). Words without an
// author are those of whoever takes the step.
type Celebrate struct {
	ID     string        `json:"id"`
	Person peer.PersonID `json:"person" ask:"required"`
	Worker peer.StaffID  `json:"worker,omitzero"`
	// Goal is the id of the goal it belongs to, if any.
	Goal string     `json:"goal,omitzero"`
	What peer.Words `json:"what" ask:"required,max=2000"`
	// HowMarked is how the person wants it marked, in their own words; it may be left
	// out.
	HowMarked peer.Words `json:"howMarked,omitzero" ask:"max=1000"`
	// Effort: it is about the effort, whatever came of it.
	Effort bool `json:"effort,omitzero"`
	// On is the day it is about; left out, today.
	On peer.Date `json:"on,omitzero"`
}

// AcceptCelebration is the person's yes: it is theirs now. They may say how they want
// it marked; left out, what was said about that stays.
type AcceptCelebration struct {
	HowMarked peer.Words `json:"howMarked,omitzero" ask:"max=1000"`
}

// SetAside is the person's no. No reason is asked and none can be given.
type SetAside struct{}

func (Celebrate) celebrationStep()         {}
func (AcceptCelebration) celebrationStep() {}
func (SetAside) celebrationStep()          {}
