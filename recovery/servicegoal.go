package recovery

import "github.com/towpath-care/towpath/peer"

// PlanRef points at a plan that a service owns (REC-44).
type PlanRef struct {
	// ID is the plan's id where the service keeps it.
	ID string `json:"id" ask:"required"`
	// Owner is the professional whose plan it is; never the peer support worker.
	Owner peer.StaffID `json:"owner" ask:"required"`
}

// ServiceGoal is a goal that stands in a service's plan, as it was read there.
// It is not a Goal: nothing here moves it, ranks it or counts it among the
// person's own (REC-08).
type ServiceGoal struct {
	ID   string
	Plan PlanRef
	Text peer.Private
}
