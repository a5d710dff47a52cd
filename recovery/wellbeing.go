package recovery

import (
	"slices"
	"time"

	"github.com/towpath-care/towpath/peer"
)

// KindWellbeingPlan is how a wellbeing plan is stored.
const KindWellbeingPlan peer.Kind = "wellbeing-plan"

// Places a wellbeing plan can be in. Only the person answers an offer.
const (
	// WellbeingOffered: the worker offered one. The person accepts it, declines it
	// or says later.
	WellbeingOffered peer.Status = "offered"
	// WellbeingAccepted: the person has one. They fill it, or decline it after all.
	WellbeingAccepted peer.Status = "accepted"
	// WellbeingDeclined: the person would rather not. Nobody else comes back to it;
	// the person may reopen it or ask for the offer again.
	WellbeingDeclined peer.Status = "declined"
	// WellbeingLater: not now. The person accepts or declines at any time; the
	// worker offers it again only from a day that the person named.
	WellbeingLater peer.Status = "later"
)

// WellbeingPlan is a plan for staying well, in sections that the person chose. It
// is there only if they want one (REC-15). The zero value is no plan.
type WellbeingPlan struct {
	head
	s wellbeingPlan
}

type wellbeingPlan struct {
	Person   peer.PersonID      `json:"person" ask:"required"`
	Worker   peer.StaffID       `json:"worker,omitzero"`
	From     peer.Party         `json:"from" ask:"required"`
	Answered time.Time          `json:"answered,omitzero"`
	Again    peer.Date          `json:"again,omitzero"`
	Last     int                `json:"last,omitzero"`
	Sections []WellbeingSection `json:"sections,omitempty" ask:"items=30"`
}

// WellbeingSection is one section of a wellbeing plan, in the person's own words.
type WellbeingSection struct {
	// Number counts from 1 and is never used again, also when the section is gone.
	Number int           `json:"number" ask:"required,min=1"`
	Kind   WellbeingKind `json:"kind" ask:"required"`
	// Title is the person's own name for it; empty: it has none but its kind.
	Title peer.Words `json:"title,omitzero" ask:"max=200"`
	Words peer.Words `json:"words" ask:"required,max=4000"`
	// Audience is who may see this section; MeAndMyWorker at first (REC-50).
	Audience Audience `json:"audience" ask:"required"`
	// Said is when its words were last said, in UTC.
	Said time.Time `json:"said" ask:"required"`
}

// Person is the person whose plan it is.
func (w WellbeingPlan) Person() peer.PersonID { return w.s.Person }

// Worker is the peer support worker alongside; empty when nobody is named.
func (w WellbeingPlan) Worker() peer.StaffID { return w.s.Worker }

// From is who came up with it first: the person or the worker.
func (w WellbeingPlan) From() peer.Party { return w.s.From }

// Answered is when the person last answered the offer, in UTC; zero while it waits
// for an answer.
func (w WellbeingPlan) Answered() time.Time { return w.s.Answered }

// Again is from when the person would like to be asked again; zero unless they
// said later and named a day, a month or a year.
func (w WellbeingPlan) Again() peer.Date { return w.s.Again }

// Sections are all its sections in the order of their numbers, for the person's
// own use. SectionsFor gives what somebody else may see.
func (w WellbeingPlan) Sections() []WellbeingSection { return slices.Clone(w.s.Sections) }

// section finds a section by its number.
func (w WellbeingPlan) section(number int) (WellbeingSection, bool) {
	i := slices.IndexFunc(w.s.Sections, func(s WellbeingSection) bool { return s.Number == number })
	if i < 0 {
		return WellbeingSection{}, false
	}
	return w.s.Sections[i], true
}
