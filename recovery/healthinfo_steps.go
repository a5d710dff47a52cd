package recovery

import "github.com/towpath-care/towpath/peer"

// HealthInfoStep is a step of health information. A step of another record does
// not compile here.
type HealthInfoStep interface{ healthInfoStep() }

// ShowHealthInfo shows the person a piece of information with where it is from.
// Brought by the person themself it is included at once; shown by the worker it
// waits for the person (REC-48).
type ShowHealthInfo struct {
	ID     string        `json:"id"`
	Person peer.PersonID `json:"person" ask:"required"`
	Worker peer.StaffID  `json:"worker,omitzero"`
	About  HealthTopic   `json:"about" ask:"required"`
	// Content is information; what somebody should do is not a peer support
	// worker's to say.
	Content HealthContent `json:"content" ask:"required"`
	Text    peer.Private  `json:"text" ask:"required,max=4000"`
	// Source is where it is from, SourceOn the day, month or year it is of.
	Source   peer.Private `json:"source,omitzero" ask:"max=500"`
	SourceOn peer.Date    `json:"sourceOn,omitzero"`
}

// IncludeHealthInfo is the person's yes: it belongs in their plan.
type IncludeHealthInfo struct{}

// LeaveOutHealthInfo is the person's no, at any time and without a reason.
type LeaveOutHealthInfo struct{}

func (ShowHealthInfo) healthInfoStep()     {}
func (IncludeHealthInfo) healthInfoStep()  {}
func (LeaveOutHealthInfo) healthInfoStep() {}
func (WhoMaySee) healthInfoStep()          {}
