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
	// of it, the plan's owner decides, either of the two takes it back.
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

// Words are what it adds.
func (c Contribution) Words() peer.Words { return c.s.Words }

// Agrees is the person's answer to it: unknown until they have seen it.
func (c Contribution) Agrees() peer.Tri { return c.s.Agrees }

// Proposed is when it was written, in UTC.
func (c Contribution) Proposed() time.Time { return c.s.Proposed }

// Over is when it was accepted, declined or withdrawn, in UTC; zero before.
func (c Contribution) Over() time.Time { return c.s.Over }

// NewContribution takes the step that creates a contribution: Contribute.
func NewContribution(step ContributionStep, act peer.Act, facts ContributionFacts) (Contribution, peer.Change, error) {
	return contributions.New(step, act, facts)
}

// CheckNewContribution answers what NewContribution would say.
func CheckNewContribution(step ContributionStep, act peer.Act, facts ContributionFacts) peer.Decision {
	return contributions.CheckNew(step, act, facts)
}

// ContributionStarts lists the steps that create a contribution, as Choices does for one that
// is there.
func ContributionStarts(act peer.Act, facts ContributionFacts) []peer.Choice {
	return contributions.Starts(act, facts)
}

// Do takes a step. The contribution it is called on stays as it was. A step that may
// not be taken is a *peer.Refusal.
func (c Contribution) Do(step ContributionStep, act peer.Act, facts ContributionFacts) (Contribution, peer.Change, error) {
	return contributions.Do(c, step, act, facts)
}

// Check answers what Do would say and does nothing.
func (c Contribution) Check(step ContributionStep, act peer.Act, facts ContributionFacts) peer.Decision {
	return contributions.Check(c, step, act, facts)
}

// Choices lists every step that leads on from here, whose it is, and what stands
// in the way before a form is filled.
func (c Contribution) Choices(act peer.Act, facts ContributionFacts) []peer.Choice {
	return contributions.Choices(c, act, facts)
}

// View gives what a reader may see and lists what was left out. To write it as
// JSON is to show the words.
func (c Contribution) View(by peer.Reading) (peer.Viewed, error) { return contributions.View(c, by) }

// Stored gives the stored JSON; call peer.Encode.
func (c Contribution) Stored() ([]byte, error) { return contributions.Encode(c) }

// DecodeContribution reads a stored contribution and checks it. Every fault comes at once in a
// *peer.Refusal, and a form newer than this package is peer.ErrNewerSchema.
func DecodeContribution(b []byte) (Contribution, error) { return contributions.Decode(b) }

// DecodeContributionStep reads a step's JSON: its member "do" names the step. Every fault
// comes at once in a *peer.Refusal.
func DecodeContributionStep(b []byte) (ContributionStep, error) {
	return stepAs[ContributionStep](contributions.DecodeStep(b))
}

// EncodeContributionStep gives a step's JSON, with the words in it, to be sent and not
// logged. No step is a *peer.Refusal with peer.ErrRequired.
func EncodeContributionStep(step ContributionStep) ([]byte, error) {
	return contributions.EncodeStep(step)
}

// ContributionTable describes the table of contributions.
func ContributionTable() peer.Table { return contributions.Table() }
