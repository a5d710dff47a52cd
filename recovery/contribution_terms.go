package recovery

import (
	"slices"

	"github.com/towpath-care/towpath/internal/terms"
)

// PlanAct is something that can be done about a plan that a service owns. The
// first three add to it; the rest is its owner's (REC-44).
type PlanAct string

// What can be done about a service's plan.
const (
	// ContributeActivity: something to do. A contribution that does not say what it adds
	// adds this.
	ContributeActivity PlanAct = "add-activity"
	// ContributeNote: something to know.
	ContributeNote PlanAct = "add-note"
	// ContributeTask: something the worker would do, where the plan's owner agrees.
	ContributeTask PlanAct = "offer-task"

	// These are known so that they can be answered, are never offered and never
	// taken: ErrContributionOnly.
	PlanActCreate  PlanAct = "create"
	PlanActEdit    PlanAct = "edit"
	PlanActApprove PlanAct = "approve"
	PlanActClose   PlanAct = "close"
	PlanActMonitor PlanAct = "monitor-or-sign"
)

var planActs = []PlanAct{ContributeActivity, ContributeNote, ContributeTask, PlanActCreate, PlanActEdit, PlanActApprove, PlanActClose, PlanActMonitor}

// Known reports whether the word is on the list.
func (a PlanAct) Known() bool { return slices.Contains(planActs, a) }

// Terms returns the closed list.
func (PlanAct) Terms() []string { return terms.Of(planActs) }

// contributes reports whether it adds to a plan that somebody else owns.
func (a PlanAct) contributes() bool {
	return a == ContributeActivity || a == ContributeNote || a == ContributeTask
}
