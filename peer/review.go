package peer

import (
	"slices"
	"time"

	"github.com/towpath-care/towpath/internal/terms"
)

// KindReview is how a review is stored.
const KindReview Kind = "review"

// Places a review can be in.
const (
	// ReviewOpen: the two look back. Either says their part and proposes what follows;
	// the other one's yes moves it to ReviewSettled. Either may call it off.
	ReviewOpen Status = "open"
	// ReviewSettled: both said yes to what follows. Nothing leads on; the next review is
	// a new one.
	ReviewSettled Status = "settled"
	// ReviewCalledOff: it did not come about this time. Nothing leads on.
	ReviewCalledOff Status = "called-off"
)

// Review is the two looking back together: what helped, what did not, the strengths they
// saw, what to change, and what each took from it. What follows needs both of them
// (PEER-35, 51). The zero value is none.
type Review struct {
	head
	s review
}

type review struct {
	Person       PersonID   `json:"person" ask:"required"`
	Worker       StaffID    `json:"worker" ask:"required"`
	Relationship string     `json:"relationship" ask:"required"`
	Opened       time.Time  `json:"opened" ask:"required"`
	PersonSaid   ReviewPart `json:"personSaid,omitzero"`
	WorkerSaid   ReviewPart `json:"workerSaid,omitzero"`
	// PersonOwn: the person wrote their part themself. PersonPassed: they would rather
	// not say anything.
	PersonOwn    bool `json:"personOwn,omitzero"`
	PersonPassed bool `json:"personPassed,omitzero"`
	// Outcome is on the table until both have said yes to it.
	Outcome    ReviewOutcome `json:"outcome,omitzero"`
	ProposedBy Party         `json:"proposedBy,omitzero"`
	Settled    time.Time     `json:"settled,omitzero"`
}

// ReviewPart is what one of the two says, in their own words.
type ReviewPart struct {
	Helped     Words   `json:"helped,omitzero" ask:"max=2000"`
	DidNotHelp Words   `json:"didNotHelp,omitzero" ask:"max=2000"`
	Strengths  []Words `json:"strengths,omitempty" ask:"items=20,max=1000"`
	Change     Words   `json:"change,omitzero" ask:"max=2000"`
	// Learned is what they took from it for themself (PEER-35).
	Learned Words `json:"learned,omitzero" ask:"max=2000"`
}

func (p ReviewPart) words() []Words {
	return append([]Words{p.Helped, p.DidNotHelp, p.Change, p.Learned}, p.Strengths...)
}

// said reports whether anything was said.
func (p ReviewPart) said() bool {
	return slices.ContainsFunc(p.words(), func(w Words) bool { return !w.IsZero() })
}

// ReviewOutcome is what follows from a review.
type ReviewOutcome string

// What follows.
const (
	ReviewContinue        ReviewOutcome = "continue"
	ReviewChangeAgreement ReviewOutcome = "change-agreement"
	ReviewPlanEnding      ReviewOutcome = "plan-ending"
)

var reviewOutcomes = []ReviewOutcome{ReviewContinue, ReviewChangeAgreement, ReviewPlanEnding}

// Known reports whether the outcome is on the list.
func (o ReviewOutcome) Known() bool { return slices.Contains(reviewOutcomes, o) }

// Terms returns the closed list.
func (ReviewOutcome) Terms() []string { return terms.Of(reviewOutcomes) }

// Person is one of the two.
func (r Review) Person() PersonID { return r.s.Person }

// Worker is the other one.
func (r Review) Worker() StaffID { return r.s.Worker }

// Relationship is the id of the relationship they look back on.
func (r Review) Relationship() string { return r.s.Relationship }

// Opened is when it began, in UTC.
func (r Review) Opened() time.Time { return r.s.Opened }

// PersonSaid is the person's part; empty: nothing yet.
func (r Review) PersonSaid() ReviewPart { return r.s.PersonSaid.own() }

// WorkerSaid is the worker's part; empty: nothing yet.
func (r Review) WorkerSaid() ReviewPart { return r.s.WorkerSaid.own() }

func (p ReviewPart) own() ReviewPart {
	p.Strengths = slices.Clone(p.Strengths)
	return p
}

// PersonPassed reports whether the person would rather not say anything.
func (r Review) PersonPassed() bool { return r.s.PersonPassed }

// OnTheTable is what one of the two proposed, and who, while the other one's yes is
// missing; empty otherwise.
func (r Review) OnTheTable() (ReviewOutcome, Party) {
	if r.status != ReviewOpen {
		return "", PartyNobody
	}
	return r.s.Outcome, r.s.ProposedBy
}

// Outcome is what both said yes to, and when; empty before.
func (r Review) Outcome() (ReviewOutcome, time.Time) {
	if r.status != ReviewSettled {
		return "", time.Time{}
	}
	return r.s.Outcome, r.s.Settled
}

// ReviewStep is a step of a review. A step of another record does not compile here.
type ReviewStep interface{ reviewStep() }

// OpenReview begins to look back. Either of the two may, at any time; nothing waits for
// it.
type OpenReview struct {
	ID           string   `json:"id"`
	Person       PersonID `json:"person" ask:"required"`
	Worker       StaffID  `json:"worker" ask:"required"`
	Relationship string   `json:"relationship" ask:"required"`
}

// SayInReview says the part of one of the two; said again it takes the place of what was
// there. Whose it is, the words tell: they are all the person's or all the worker's, and
// the worker may write down the person's. A worker's part names a strength.
type SayInReview struct {
	Part ReviewPart `json:"part"`
}

// PassInReview is the person's word that they would rather not say anything.
type PassInReview struct{}

// ProposeOutcome proposes what follows. Whoever proposes has said yes.
type ProposeOutcome struct {
	Outcome ReviewOutcome `json:"outcome" ask:"required"`
}

// AgreeOutcome is the other one's yes to what was proposed.
type AgreeOutcome struct {
	Outcome ReviewOutcome `json:"outcome" ask:"required"`
}

// CallReviewOff says that it does not come about this time. No reason is asked.
type CallReviewOff struct{}

func (OpenReview) reviewStep()     {}
func (SayInReview) reviewStep()    {}
func (PassInReview) reviewStep()   {}
func (ProposeOutcome) reviewStep() {}
func (AgreeOutcome) reviewStep()   {}
func (CallReviewOff) reviewStep()  {}
