package safeguard

import "github.com/towpath-care/towpath/peer"

// MentalStateReportStep is a step of a report. A step of another record does not compile
// here.
type MentalStateReportStep interface{ mentalStateReportStep() }

// ReportMentalState writes down that somebody is worse than they usually are, or up and
// down. It is stored whatever was decided: where nobody says whether qualified staff are
// told, or "no" has no reason, the question stays open and a signal goes with the change
// (hazard H02).
type ReportMentalState struct {
	ID     string        `json:"id"`
	Person peer.PersonID `json:"person" ask:"required"`
	Worker peer.StaffID  `json:"worker" ask:"required"`
	Change MentalChange  `json:"change" ask:"required"`
	// Words are what was noticed, as the worker or the person puts it.
	Words peer.Words `json:"words,omitzero" ask:"max=4000"`
	// Observation is the id of the observation it comes from.
	Observation string `json:"observation,omitzero"`
	// Noticed is when it was noticed; missing: now.
	Noticed  peer.Moment  `json:"noticed,omitzero"`
	Decision Tell         `json:"decision,omitzero"`
	Because  peer.Private `json:"because,omitzero" ask:"max=2000"`
	// To is whom the worker names among the qualified staff.
	To peer.StaffID `json:"to,omitzero"`
}

// DecideTelling says whether qualified staff are told. "No" has a reason.
type DecideTelling struct {
	Decision Tell         `json:"decision" ask:"required"`
	Because  peer.Private `json:"because,omitzero" ask:"max=2000"`
	To       peer.StaffID `json:"to,omitzero"`
}

// TakeReport says "I have it", what happens next and by when. In silence it lapses then.
type TakeReport struct {
	Next  peer.Private `json:"next" ask:"required,max=1000"`
	Until peer.Moment  `json:"until" ask:"required"`
}

// ReviewPlan says that the care plan was looked at and is up to date.
type ReviewPlan struct {
	// Plan is the id of the care plan.
	Plan  string       `json:"plan,omitzero"`
	Found peer.Private `json:"found,omitzero" ask:"max=4000"`
}

// LeavePlan says that the care plan stays as it is, and why.
type LeavePlan struct {
	Plan  string       `json:"plan,omitzero"`
	Found peer.Private `json:"found" ask:"required,max=4000"`
}

func (ReportMentalState) mentalStateReportStep() {}
func (DecideTelling) mentalStateReportStep()     {}
func (TakeReport) mentalStateReportStep()        {}
func (ReviewPlan) mentalStateReportStep()        {}
func (LeavePlan) mentalStateReportStep()         {}
