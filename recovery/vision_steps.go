package recovery

import "github.com/towpath-care/towpath/peer"

// VisionStep is a step of a vision. A step of another record does not compile
// here.
type VisionStep interface{ visionStep() }

// SayVision says what recovery means. The person says it themself, or the worker
// alongside writes down what the person said and names the person as author of the
// words (REC-01). Words without an author are those of whoever takes the step. An
// earlier vision is left as it is.
type SayVision struct {
	ID     string        `json:"id"`
	Person peer.PersonID `json:"person" ask:"required"`
	// Worker is who walks alongside; it may be left out.
	Worker peer.StaffID `json:"worker,omitzero"`
	Words  peer.Words   `json:"words" ask:"required,max=4000"`
}

// TakeBackVision says that this is not it, or not any more. No reason is asked.
type TakeBackVision struct{}

func (SayVision) visionStep()      {}
func (TakeBackVision) visionStep() {}
func (WhoMaySee) visionStep()      {}
