package recovery

import "github.com/towpath-care/towpath/peer"

// GoalOrderStep is a step of an order of goals. A step of another record does not
// compile here.
type GoalOrderStep interface{ goalOrderStep() }

// OfferOrder offers the person to put their goals into an order. Either of the two
// may open it; nothing follows when it is left.
type OfferOrder struct {
	ID     string        `json:"id"`
	Person peer.PersonID `json:"person" ask:"required"`
	Worker peer.StaffID  `json:"worker,omitzero"`
}

// OrderGoals is the whole order in one act: what came before is gone. Goals of one
// group stand level. Goals that are left out have no order (REC-09).
type OrderGoals struct {
	Groups []LevelGoals `json:"groups" ask:"required,items=100"`
}

// LeaveUnordered says that the person would rather have no order. No reason is asked.
type LeaveUnordered struct{}

func (WhoMaySee) goalOrderStep()      {}
func (OfferOrder) goalOrderStep()     {}
func (OrderGoals) goalOrderStep()     {}
func (LeaveUnordered) goalOrderStep() {}
