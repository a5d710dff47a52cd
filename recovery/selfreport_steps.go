package recovery

import "github.com/towpath-care/towpath/peer"

// SelfReportStep is a step of a self report. A step of another record does not
// compile here.
type SelfReportStep interface{ selfReportStep() }

// SaySelfReport says how something is: in words, as a number with its scale, or
// both. Only the person says it (PEER-64). Words without an author are theirs.
type SaySelfReport struct {
	ID     string        `json:"id"`
	Person peer.PersonID `json:"person" ask:"required"`
	// Worker is who walks alongside; it may be left out.
	Worker peer.StaffID `json:"worker,omitzero"`
	Domain ReportDomain `json:"domain" ask:"required"`
	Words  peer.Words   `json:"words,omitzero" ask:"max=2000"`
	// Rating has its scale: Scale, or what 0 and 10 stand for in own words.
	Rating  Rating      `json:"rating,omitzero"`
	Scale   RatingScale `json:"scale,omitzero"`
	LowEnd  peer.Words  `json:"lowEnd,omitzero" ask:"max=200"`
	HighEnd peer.Words  `json:"highEnd,omitzero" ask:"max=200"`
	// Goal is the id of the goal it belongs to, if any.
	Goal string `json:"goal,omitzero"`
}

// TakeBackSelfReport says that it is not so, or not any more. No reason is asked.
type TakeBackSelfReport struct{}

func (SaySelfReport) selfReportStep()      {}
func (TakeBackSelfReport) selfReportStep() {}
func (WhoMaySee) selfReportStep()          {}
