package recovery

import (
	"slices"

	"github.com/towpath-care/towpath/peer"
)

// KindActivity is how an activity is stored.
const KindActivity peer.Kind = "activity"

// Places an activity can be in. Only the person moves it.
const (
	// ActivityWanted: it has been named, by the person or written down by the
	// worker. The person begins it or drops it.
	ActivityWanted peer.Status = "wanted"
	// ActivityGoingOn: the person does it. They let it rest, say that it is over
	// or drop it.
	ActivityGoingOn peer.Status = "going-on"
	// ActivityResting: it rests. The person picks it up, says that it is over or
	// drops it.
	ActivityResting peer.Status = "resting"
	// ActivityOver: the person says that it is over. They can pick it up again.
	ActivityOver peer.Status = "over"
	// ActivityDropped: the person has put it down. They can pick it up again.
	ActivityDropped peer.Status = "dropped"
)

// Activity is something that matters to a person and that they do or would like
// to do, in their own words (REC-17). Nothing here counts or scores how often
// they do it. The zero value is no activity.
type Activity struct {
	head
	s activity
}

type activity struct {
	Person   peer.PersonID  `json:"person" ask:"required"`
	Worker   peer.StaffID   `json:"worker,omitzero"`
	What     ActivityKind   `json:"what" ask:"required"`
	Words    peer.Words     `json:"words" ask:"required,max=2000"`
	Gives    []Gives        `json:"gives,omitempty" ask:"items=5"`
	Meaning  peer.Words     `json:"meaning,omitzero" ask:"max=2000"`
	Schedule peer.Words     `json:"schedule,omitzero" ask:"max=500"`
	When     peer.When      `json:"when,omitzero"`
	InGroup  bool           `json:"inGroup,omitzero"`
	LedBy    LedBy          `json:"ledBy,omitzero"`
	Goals    []string       `json:"goals,omitempty" ask:"items=20"`
	Domain   LifeDomain     `json:"domain,omitzero"`
	Plans    []PlanActivity `json:"plans,omitempty" ask:"items=5"`
	Audience Audience       `json:"audience" ask:"required"`
	StatusOn peer.Date      `json:"statusOn" ask:"required"`
}

// PlanActivity points at an activity that a service's plan names. The plan stays
// its owner's; nothing here changes it.
type PlanActivity struct {
	Plan PlanRef `json:"plan"`
	// ID is the activity's id in that plan.
	ID string `json:"id" ask:"required"`
}

// Person is the person whose activity it is.
func (a Activity) Person() peer.PersonID { return a.s.Person }

// Worker is the peer support worker alongside; empty when nobody is named.
func (a Activity) Worker() peer.StaffID { return a.s.Worker }

// What is what sort of activity it is.
func (a Activity) What() ActivityKind { return a.s.What }

// Words are the activity as the person named it.
func (a Activity) Words() peer.Words { return a.s.Words }

// Gives is what it gives the person, of the list; empty when they have not said.
func (a Activity) Gives() []Gives { return slices.Clone(a.s.Gives) }

// Meaning is what it gives or means to them, in their own words; empty when they
// have not said.
func (a Activity) Meaning() peer.Words { return a.s.Meaning }

// Schedule is when it is, in the person's words; empty when nobody has said.
func (a Activity) Schedule() peer.Words { return a.s.Schedule }

// When is a day or a time it is on, such as the first; zero: none. Nothing is due
// then.
func (a Activity) When() peer.When { return a.s.When }

// InGroup reports whether it is done in a group.
func (a Activity) InGroup() bool { return a.s.InGroup }

// LedBy is who leads it; empty when nobody has said, which a group activity never
// is.
func (a Activity) LedBy() LedBy { return a.s.LedBy }

// Goals are the ids of goals it belongs to.
func (a Activity) Goals() []string { return slices.Clone(a.s.Goals) }

// Domain is the part of life it belongs to; empty when nobody has said.
func (a Activity) Domain() LifeDomain { return a.s.Domain }

// Plans are where services' plans name the same activity.
func (a Activity) Plans() []PlanActivity { return slices.Clone(a.s.Plans) }

// Audience is who may see it, as the person set it; MeAndMyWorker at first.
func (a Activity) Audience() Audience { return a.s.Audience }

// StatusOn is the day of its last move from one status to another, in UTC.
func (a Activity) StatusOn() peer.Date { return a.s.StatusOn }
