package recovery

import "github.com/towpath-care/towpath/peer"

// WellbeingPlanStep is a step of a wellbeing plan. A step of another record does
// not compile here.
type WellbeingPlanStep interface{ wellbeingPlanStep() }

// OfferWellbeing offers a plan for staying well. Begun by the person themself it
// is accepted at once (REC-15). A worker offers it once: facts.WellbeingWelcome says
// whether one was turned down before.
type OfferWellbeing struct {
	ID     string        `json:"id"`
	Person peer.PersonID `json:"person" ask:"required"`
	Worker peer.StaffID  `json:"worker,omitzero"`
}

// AcceptWellbeing is the person's yes.
type AcceptWellbeing struct{}

// DeclineWellbeing is the person's no, at any time and without a reason. Nobody
// reminds them after that.
type DeclineWellbeing struct{}

// LaterWellbeing is the person's not now. Again is from when they would like to be
// asked; left out, nobody asks.
type LaterWellbeing struct {
	Again peer.Date `json:"again,omitzero"`
}

// ReopenWellbeing takes up a plan that the person had declined.
type ReopenWellbeing struct{}

// OfferWellbeingAgain offers it once more: the person may always have it so, the
// worker from the day the person named.
type OfferWellbeingAgain struct{}

// AddWellbeingSection adds a section in the person's words; the worker alongside
// may write down what the person said.
type AddWellbeingSection struct {
	Kind WellbeingKind `json:"kind" ask:"required"`
	// Title is the person's own; a section of kind other has one.
	Title peer.Words `json:"title,omitzero" ask:"max=200"`
	Words peer.Words `json:"words" ask:"required,max=4000"`
}

// EditWellbeingSection puts new words into a section. A title that is left out is
// gone.
type EditWellbeingSection struct {
	Section int        `json:"section" ask:"required,min=1"`
	Title   peer.Words `json:"title,omitzero" ask:"max=200"`
	Words   peer.Words `json:"words" ask:"required,max=4000"`
}

// RemoveWellbeingSection takes a section out. Its number is not used again.
type RemoveWellbeingSection struct {
	Section int `json:"section" ask:"required,min=1"`
}

// WhoMaySeeWellbeing sets who may see one section (REC-50).
type WhoMaySeeWellbeing struct {
	Section  int      `json:"section" ask:"required,min=1,row=REC-15"`
	Audience Audience `json:"audience" ask:"required"`
}

func (OfferWellbeing) wellbeingPlanStep()         {}
func (AcceptWellbeing) wellbeingPlanStep()        {}
func (DeclineWellbeing) wellbeingPlanStep()       {}
func (LaterWellbeing) wellbeingPlanStep()         {}
func (ReopenWellbeing) wellbeingPlanStep()        {}
func (OfferWellbeingAgain) wellbeingPlanStep()    {}
func (AddWellbeingSection) wellbeingPlanStep()    {}
func (EditWellbeingSection) wellbeingPlanStep()   {}
func (RemoveWellbeingSection) wellbeingPlanStep() {}
func (WhoMaySeeWellbeing) wellbeingPlanStep()     {}
