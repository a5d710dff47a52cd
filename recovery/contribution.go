package recovery

import (
	"time"

	"github.com/towpath-care/towpath/peer"
)

// KindContribution is how a contribution is stored.
const KindContribution peer.Kind = "contribution"

// Places a contribution can be in.
const (
	// ContributionProposed: it has been written. The person says what they think
	// of it, the plan's owner decides. The person takes it back at any time, the
	// worker until the person has said yes to it.
	ContributionProposed peer.Status = "proposed"
	// ContributionAccepted: the plan's owner said yes. Nothing leads on.
	ContributionAccepted peer.Status = "accepted"
	// ContributionDeclined: the plan's owner said no. Nothing leads on.
	ContributionDeclined peer.Status = "declined"
	// ContributionWithdrawn: one of the two took it back. Nothing leads on.
	ContributionWithdrawn peer.Status = "withdrawn"
)

// Contribution is what a person and a worker would add to a plan that a service
// owns. The plan stays its owner's: this is a proposal beside it, and nothing here
// creates, approves or closes a plan (REC-44). The zero value is no contribution.
type Contribution struct {
	head
	s contribution
}

type contribution struct {
	Person   peer.PersonID `json:"person" ask:"required"`
	Worker   peer.StaffID  `json:"worker,omitzero"`
	Plan     PlanRef       `json:"plan"`
	What     PlanAct       `json:"what,omitzero"`
	Words    peer.Words    `json:"words" ask:"required,max=4000"`
	Proposed time.Time     `json:"proposed" ask:"required"`
	Agrees   peer.Tri      `json:"agrees"`
	SeenAt   time.Time     `json:"seenAt,omitzero"`
	Over     time.Time     `json:"over,omitzero"`
}

// Person is the person whose plan it is.
func (c Contribution) Person() peer.PersonID { return c.s.Person }

// Worker is the peer support worker who contributes with them; empty when the
// person does alone.
func (c Contribution) Worker() peer.StaffID { return c.s.Worker }

// Plan is the service's plan and whose it is.
func (c Contribution) Plan() PlanRef { return c.s.Plan }

// What it is that it adds: an activity, a note or a task the worker takes on.
func (c Contribution) What() PlanAct {
	if c.s.What == "" && c.Exists() {
		return ContributeActivity
	}
	return c.s.What
}

// Words are what it adds.
func (c Contribution) Words() peer.Words { return c.s.Words }

// Agrees is the person's answer to it: unknown until they have seen it.
func (c Contribution) Agrees() peer.Tri { return c.s.Agrees }

// Proposed is when it was written, in UTC.
func (c Contribution) Proposed() time.Time { return c.s.Proposed }

// Over is when it was accepted, declined or withdrawn, in UTC; zero before.
func (c Contribution) Over() time.Time { return c.s.Over }
