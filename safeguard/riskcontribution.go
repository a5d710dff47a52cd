package safeguard

import (
	"slices"
	"time"

	"github.com/towpath-care/towpath/internal/terms"
	"github.com/towpath-care/towpath/peer"
)

// KindRiskContribution is how a contribution to a risk assessment is stored.
const KindRiskContribution peer.Kind = "risk-contribution"

// Places a contribution can be in.
const (
	// RiskOffered: it is there for whoever owns the assessment, who says whether it was
	// taken in. Whoever gave it may withdraw it.
	RiskOffered peer.Status = "offered"
	// RiskTakenIn: the owner took it in. Nothing leads on.
	RiskTakenIn peer.Status = "taken-in"
	// RiskNotTakenIn: the owner did not, and said why. It stands as it was given, and
	// nothing leads on.
	RiskNotTakenIn peer.Status = "not-taken-in"
	// RiskWithdrawn: whoever gave it withdrew it. Nothing leads on.
	RiskWithdrawn peer.Status = "withdrawn"
	// RiskFinished: the worker finished an assessment of their own. Nothing leads on.
	RiskFinished peer.Status = "finished"
)

// RiskContribution is the worker's view and the person's, side by side, for an assessment
// that has to be made (SAFE-08). The person's clinical risk assessment is a professional's:
// no score, sign-off or closing of it exists here. The zero value is none.
type RiskContribution struct {
	head
	s riskContribution
}

type riskContribution struct {
	Person      peer.PersonID  `json:"person" ask:"required"`
	Worker      peer.StaffID   `json:"worker" ask:"required"`
	Assessment  string         `json:"assessment" ask:"required"`
	Sort        AssessmentSort `json:"sort" ask:"required"`
	Owner       peer.StaffID   `json:"owner" ask:"required"`
	WorkersView peer.Words     `json:"workersView,omitzero" ask:"max=4000"`
	PersonsView peer.Words     `json:"personsView,omitzero" ask:"max=4000"`
	GivenBy     peer.Party     `json:"givenBy" ask:"required"`
	Offered     time.Time      `json:"offered" ask:"required"`
	Says        peer.Private   `json:"says,omitzero" ask:"max=2000"`
	Over        time.Time      `json:"over,omitzero"`
}

// AssessmentSort says what is assessed.
type AssessmentSort string

// What is assessed.
const (
	// AssessPerson is the person's clinical risk assessment; a professional owns it.
	AssessPerson AssessmentSort = "person"
	// AssessActivity, AssessPlace and AssessAlone may be a worker's own: something the
	// two do, where they do it, and working alone.
	AssessActivity AssessmentSort = "activity"
	AssessPlace    AssessmentSort = "environment"
	AssessAlone    AssessmentSort = "lone-working"
)

var assessmentSorts = []AssessmentSort{AssessPerson, AssessActivity, AssessPlace, AssessAlone}

// Known reports whether it is on the list.
func (s AssessmentSort) Known() bool { return slices.Contains(assessmentSorts, s) }

// Terms returns the closed list.
func (AssessmentSort) Terms() []string { return terms.Of(assessmentSorts) }

// Person is the person beside whom the worker stands.
func (r RiskContribution) Person() peer.PersonID { return r.s.Person }

// Worker is the peer support worker.
func (r RiskContribution) Worker() peer.StaffID { return r.s.Worker }

// Assessment is the id of the assessment.
func (r RiskContribution) Assessment() string { return r.s.Assessment }

// Sort is what is assessed.
func (r RiskContribution) Sort() AssessmentSort { return r.s.Sort }

// Owner is whose assessment it is.
func (r RiskContribution) Owner() peer.StaffID { return r.s.Owner }

// WorkersView is the worker's view, in their words; empty: not given.
func (r RiskContribution) WorkersView() peer.Words { return r.s.WorkersView }

// PersonsView is the person's view, in their words; empty: not given.
func (r RiskContribution) PersonsView() peer.Words { return r.s.PersonsView }

// Offered is when it was given, in UTC.
func (r RiskContribution) Offered() time.Time { return r.s.Offered }

// Says is what the owner said of it; empty: nothing.
func (r RiskContribution) Says() peer.Private { return r.s.Says }

// Over is when it was taken in, not taken in, withdrawn or finished, in UTC; zero: it is
// offered.
func (r RiskContribution) Over() time.Time { return r.s.Over }

// workersOwn reports whether the assessment is the worker's own.
func (s riskContribution) workersOwn() bool { return s.Sort != AssessPerson && s.Owner == s.Worker }

// RiskContributionStep is a step of a contribution. A step of another record does not
// compile here.
type RiskContributionStep interface{ riskContributionStep() }

// OfferRiskView gives the worker's view, the person's, or both side by side.
type OfferRiskView struct {
	ID         string         `json:"id"`
	Person     peer.PersonID  `json:"person" ask:"required"`
	Worker     peer.StaffID   `json:"worker" ask:"required"`
	Assessment string         `json:"assessment" ask:"required"`
	Sort       AssessmentSort `json:"sort" ask:"required"`
	// Owner is whose assessment it is: the worker's only where it is not the person's.
	Owner       peer.StaffID `json:"owner" ask:"required"`
	WorkersView peer.Words   `json:"workersView,omitzero" ask:"max=4000"`
	PersonsView peer.Words   `json:"personsView,omitzero" ask:"max=4000"`
}

// TakeRiskViewIn says that it was taken into the assessment.
type TakeRiskViewIn struct {
	Says peer.Private `json:"says,omitzero" ask:"max=2000"`
}

// LeaveRiskViewOut says that it was not, and why.
type LeaveRiskViewOut struct {
	Says peer.Private `json:"says" ask:"required,max=2000"`
}

// WithdrawRiskView withdraws it. No reason is asked.
type WithdrawRiskView struct{}

// FinishAssessment finishes an assessment that is the worker's own.
type FinishAssessment struct{}

func (OfferRiskView) riskContributionStep()    {}
func (TakeRiskViewIn) riskContributionStep()   {}
func (LeaveRiskViewOut) riskContributionStep() {}
func (WithdrawRiskView) riskContributionStep() {}
func (FinishAssessment) riskContributionStep() {}
