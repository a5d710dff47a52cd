package recovery

import (
	"slices"
	"time"

	"github.com/towpath-care/towpath/peer"
)

// KindPlan is how a personal recovery plan is stored.
const KindPlan peer.Kind = "recovery-plan"

// Places a plan can be in. Only the person moves it.
const (
	// PlanDraft: it is being made. The person says that it is theirs now, or puts it
	// down.
	PlanDraft peer.Status = "draft"
	// PlanCurrent: it is the person's plan, and stays so while they change it. They
	// put it down.
	PlanCurrent peer.Status = "current"
	// PlanPutDown: the person has put it down. They can pick it up again, as a draft.
	PlanPutDown peer.Status = "put-down"
)

// Plan is a personal recovery plan: the person's own, beside whatever plan a
// service keeps (REC-45). The worker may help to make it and never says what stands
// in it. The zero value is no plan.
type Plan struct {
	head
	s plan
}

type plan struct {
	Person  peer.PersonID  `json:"person" ask:"required"`
	Worker  peer.StaffID   `json:"worker,omitzero"`
	From    peer.Party     `json:"from" ask:"required"`
	Since   time.Time      `json:"since" ask:"required"`
	Invited time.Time      `json:"invited,omitzero"`
	Last    int            `json:"last,omitzero"`
	Items   []PlanItem     `json:"items,omitempty" ask:"items=140"`
	Shown   []PlanShown    `json:"shown,omitempty" ask:"items=7"`
	Service planOfServices `json:"service,omitzero"`
}

// planOfServices is a PlanRef that may be left out.
type planOfServices struct {
	ID    string       `json:"id,omitzero"`
	Owner peer.StaffID `json:"owner,omitzero"`
}

// PlanItem is one thing that stands in a plan: a record of the person's, or words
// of theirs.
type PlanItem struct {
	// Number counts from 1 and is never used again, also when the item is gone.
	Number  int         `json:"number" ask:"required,min=1"`
	Section PlanSection `json:"section" ask:"required"`
	// Record is the record it stands for, which keeps an audience of its own; zero:
	// it is Words.
	Record peer.Ref   `json:"record,omitzero"`
	Words  peer.Words `json:"words,omitzero" ask:"max=4000"`
	// From is who put it there: the person or the worker.
	From peer.Party `json:"from" ask:"required"`
	// Put is when, and Accepted when the person made it theirs, in UTC; zero: they
	// have not, and it does not count.
	Put      time.Time `json:"put" ask:"required"`
	Accepted time.Time `json:"accepted,omitzero"`
}

// Counts reports whether the person has made the item theirs.
func (i PlanItem) Counts() bool { return !i.Accepted.IsZero() }

// PlanShown is who may see a section.
type PlanShown struct {
	Section  PlanSection `json:"section" ask:"required"`
	Audience Audience    `json:"audience" ask:"required"`
}

// Person is whose plan it is.
func (p Plan) Person() peer.PersonID { return p.s.Person }

// Author is who writes the plan: the person, whoever opened it.
func (p Plan) Author() peer.Actor { return peer.ByPerson(p.s.Person) }

// Worker is the peer support worker who helps to make it; empty when nobody is
// named.
func (p Plan) Worker() peer.StaffID { return p.s.Worker }

// From is who opened it: the person or the worker.
func (p Plan) From() peer.Party { return p.s.From }

// Since is when it came to where it is, in UTC.
func (p Plan) Since() time.Time { return p.s.Since }

// Invited is when one of the two last asked the person to look at it, in UTC; zero
// when nothing waits for them.
func (p Plan) Invited() time.Time { return p.s.Invited }

// Items are all items in the order of their numbers, those that do not count yet
// among them.
func (p Plan) Items() []PlanItem { return slices.Clone(p.s.Items) }

// Section are the items of a section that count.
func (p Plan) Section(of PlanSection) []PlanItem {
	return slices.DeleteFunc(p.Items(), func(i PlanItem) bool { return i.Section != of || !i.Counts() })
}

// Audience is who may see a section, as the person set it; MeAndMyWorker at first
// (REC-50).
func (p Plan) Audience(of PlanSection) Audience {
	for _, x := range p.s.Shown {
		if x.Section == of {
			return x.Audience
		}
	}
	return MeAndMyWorker
}

// Service is the service's plan that the person linked this one to; zero: none.
func (p Plan) Service() PlanRef { return PlanRef(p.s.Service) }

// Use gives an item to put it anywhere: into a summary, a goal or a record. An item
// that the person has not accepted is a *peer.Refusal with
// peer.ErrPersonHasNotAgreed, a number that names none one with peer.ErrOutOfRange
// (REC-45).
func (p Plan) Use(number int) (PlanItem, error) {
	item, there := p.item(number)
	switch {
	case !there:
		return PlanItem{}, peer.Fault(planItemNumbered.Rule, "", planItemNumbered.Says, planItemNumbered.Fix)
	case !item.Counts():
		return PlanItem{}, peer.Fault(peer.Rule{Row: "REC-45", Code: peer.ErrPersonHasNotAgreed}, "", "The person has made this item theirs.", "Ask them; they may leave it out.")
	}
	return item, nil
}

// item finds an item by its number.
func (p Plan) item(number int) (PlanItem, bool) {
	i := slices.IndexFunc(p.s.Items, func(i PlanItem) bool { return i.Number == number })
	if i < 0 {
		return PlanItem{}, false
	}
	return p.s.Items[i], true
}
