package recovery

import "github.com/towpath-care/towpath/peer"

// AppraisalStep is a step of an appraisal. A step of another record does not
// compile here.
type AppraisalStep interface{ appraisalStep() }

// Appraise says what the person thinks of a coping strategy or a skill. Only they
// give a verdict (REC-21).
type Appraise struct {
	ID     string        `json:"id"`
	Person peer.PersonID `json:"person" ask:"required"`
	// Worker is who walks alongside; it may be left out.
	Worker peer.StaffID `json:"worker,omitzero"`
	// About and Of say what it is about: its kind and its id.
	About   AppraisalOf `json:"about" ask:"required"`
	Of      string      `json:"of" ask:"required"`
	Verdict Verdict     `json:"verdict" ask:"required"`
	// When is when it works or does not; it may be left out.
	When peer.Words `json:"when,omitzero" ask:"max=1000"`
	// Why is asked where it does not work. That they do not know why is an answer:
	// DontKnow.
	Why      peer.Words `json:"why,omitzero" ask:"max=2000"`
	DontKnow bool       `json:"dontKnow,omitzero"`
}

// TakeBackAppraisal takes a verdict back. No reason is asked.
type TakeBackAppraisal struct{}

func (Appraise) appraisalStep()          {}
func (TakeBackAppraisal) appraisalStep() {}
func (WhoMaySee) appraisalStep()         {}
