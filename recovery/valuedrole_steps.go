package recovery

import "github.com/towpath-care/towpath/peer"

// ValuedRoleStep is a step of a valued role. A step of another record does not
// compile here.
type ValuedRoleStep interface{ valuedRoleStep() }

// NameRole says a role the person has, wants or has put down. The person says it
// themself, or the worker alongside writes down what the person said and names the
// person as author of the words (REC-06). Words without an author are those of
// whoever takes the step.
type NameRole struct {
	ID     string        `json:"id"`
	Person peer.PersonID `json:"person" ask:"required"`
	Worker peer.StaffID  `json:"worker,omitzero"`
	Domain LifeDomain    `json:"domain" ask:"required"`
	Words  peer.Words    `json:"words" ask:"required,max=1000"`
	// Standing is how it stands in their life.
	Standing RoleStanding `json:"standing" ask:"required"`
}

// TakeUpRole says that the person has it now, or has it again.
type TakeUpRole struct{}

// WantRole says that they would like it, or would like it again.
type WantRole struct{}

// PutRoleDown says that it is behind them. No reason is asked.
type PutRoleDown struct{}

func (NameRole) valuedRoleStep()    {}
func (TakeUpRole) valuedRoleStep()  {}
func (WantRole) valuedRoleStep()    {}
func (PutRoleDown) valuedRoleStep() {}
func (WhoMaySee) valuedRoleStep()   {}
