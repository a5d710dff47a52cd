package recovery

import (
	"slices"

	"github.com/towpath-care/towpath/peer"
)

// KindGradedPlan is how a graded plan is stored.
const KindGradedPlan peer.Kind = "graded-plan"

// Places a graded plan can be in. Only the person moves it; the worker's part is
// to say yes or no to giving their time.
const (
	// GradedAsked: the person has asked the worker to come along. The worker says
	// yes, which begins it, or that they cannot. The person goes alone or puts it
	// down.
	GradedAsked peer.Status = "asked"
	// GradedTogether: the two go together. The person goes on when they are
	// ready, or puts it down.
	GradedTogether peer.Status = "together"
	// GradedPartly: they go a part of the way together. The person goes on, steps
	// back or puts it down.
	GradedPartly peer.Status = "partly-together"
	// GradedAlone: the person goes alone. They say that they are comfortable with
	// it, step back or put it down.
	GradedAlone peer.Status = "alone"
	// GradedFinished: the person is comfortable alone. They can ask again.
	GradedFinished peer.Status = "finished"
	// GradedPutDown: the person has put it down. They can ask again.
	GradedPutDown peer.Status = "put-down"
)

// GradedPlan is going somewhere together, then partly together, then alone, at
// the pace the person says (REC-19). The zero value is no plan.
//
// It keeps the latest day of each step and nothing else of the way there, so it
// never grows and no step back stands out in it. Every move is in the changes
// that the host keeps.
type GradedPlan struct {
	head
	s gradedPlan
}

type gradedPlan struct {
	Person         peer.PersonID `json:"person" ask:"required"`
	Worker         peer.StaffID  `json:"worker" ask:"required"`
	Where          peer.Words    `json:"where" ask:"required,max=1000"`
	Partly         peer.Words    `json:"partly,omitzero" ask:"max=1000"`
	Activity       string        `json:"activity,omitzero"`
	Goals          []string      `json:"goals,omitempty" ask:"items=20"`
	ComesAlong     peer.Tri      `json:"comesAlong"`
	Together       peer.Date     `json:"together,omitzero"`
	PartlyTogether peer.Date     `json:"partlyTogether,omitzero"`
	Alone          peer.Date     `json:"alone,omitzero"`
	StatusOn       peer.Date     `json:"statusOn" ask:"required"`
	Audience       Audience      `json:"audience" ask:"required"`
}

// Person is the person whose plan it is.
func (p GradedPlan) Person() peer.PersonID { return p.s.Person }

// Worker is the peer support worker who is asked to come along.
func (p GradedPlan) Worker() peer.StaffID { return p.s.Worker }

// Where is where the person would like to go.
func (p GradedPlan) Where() peer.Words { return p.s.Where }

// Partly is what going partly together means here; empty when nobody has said.
func (p GradedPlan) Partly() peer.Words { return p.s.Partly }

// Activity is the id of the activity it leads to; empty when there is none.
func (p GradedPlan) Activity() string { return p.s.Activity }

// Goals are the ids of goals it belongs to.
func (p GradedPlan) Goals() []string { return slices.Clone(p.s.Goals) }

// ComesAlong is the worker's own answer about their time: unknown while they are
// asked. It may change at any time and moves nothing by itself.
func (p GradedPlan) ComesAlong() peer.Tri { return p.s.ComesAlong }

// Reached is the latest day on which the plan came to be together, partly
// together or alone, in UTC; zero: not yet, or not one of the three.
func (p GradedPlan) Reached(at peer.Status) peer.Date {
	switch at {
	case GradedTogether:
		return p.s.Together
	case GradedPartly:
		return p.s.PartlyTogether
	case GradedAlone:
		return p.s.Alone
	}
	return peer.Date{}
}

// StatusOn is the day of its last move, in UTC.
func (p GradedPlan) StatusOn() peer.Date { return p.s.StatusOn }

// Audience is who may see it, as the person set it; MeAndMyWorker at first.
func (p GradedPlan) Audience() Audience { return p.s.Audience }
