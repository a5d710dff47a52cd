package recovery

import (
	"slices"

	"github.com/towpath-care/towpath/peer"
)

// KindGoal is how a goal is stored.
const KindGoal peer.Kind = "goal"

// Places a goal can be in. Only the person moves it.
const (
	// GoalProposed: it has been said, by the person or written down by the worker.
	// The person agrees, changes it or lets it go.
	GoalProposed peer.Status = "proposed"
	// GoalAgreed: the person has said yes to it. They start, change or let go.
	GoalAgreed peer.Status = "agreed"
	// GoalActive: the person is at it. They hold, achieve, change or let go.
	GoalActive peer.Status = "active"
	// GoalOnHold: it rests. The person picks it up, achieves, changes or lets
	// it go.
	GoalOnHold peer.Status = "on-hold"
	// GoalAchieved: the person says they are there. They can pick it up again.
	GoalAchieved peer.Status = "achieved"
	// GoalChanged: it has turned into another goal, or into none. Nothing leads
	// on; the person still says who may see it.
	GoalChanged peer.Status = "changed"
	// GoalLetGo: the person has put it down. They can pick it up again.
	GoalLetGo peer.Status = "let-go"
)

// Goal is something a person wants for their own life, in their own words
// (REC-08). The zero value is no goal.
type Goal struct {
	head
	s goal
}

// head is embedded unexported, so that only this package changes it.
type head = peer.Head

// goal is what is stored beside the head.
type goal struct {
	Person     peer.PersonID `json:"person" ask:"required"`
	Worker     peer.StaffID  `json:"worker,omitzero"`
	Words      peer.Words    `json:"words" ask:"required,max=2000"`
	Why        peer.Words    `json:"why,omitzero" ask:"max=2000"`
	Strengths  []peer.Words  `json:"strengths,omitempty" ask:"items=20,max=500"`
	Challenges []peer.Words  `json:"challenges,omitempty" ask:"items=20,max=500"`
	FirstStep  peer.Words    `json:"firstStep,omitzero" ask:"max=1000"`
	Target     peer.Date     `json:"target,omitzero"`
	Domain     LifeDomain    `json:"domain,omitzero"`
	Audience   Audience      `json:"audience" ask:"required"`
	Started    peer.Date     `json:"started,omitzero"`
	StatusOn   peer.Date     `json:"statusOn" ask:"required"`
	Because    Because       `json:"because,omitzero"`
	Into       string        `json:"into,omitzero"`
	Going      Going         `json:"going,omitzero"`
	GoingOn    peer.Date     `json:"goingOn,omitzero"`
}

// Person is the person whose goal it is.
func (g Goal) Person() peer.PersonID { return g.s.Person }

// Worker is the peer support worker alongside; empty when nobody is named.
func (g Goal) Worker() peer.StaffID { return g.s.Worker }

// Words are the goal as the person said it.
func (g Goal) Words() peer.Words { return g.s.Words }

// Why is why it matters to them.
func (g Goal) Why() peer.Words { return g.s.Why }

// Strengths are what they can build on.
func (g Goal) Strengths() []peer.Words { return slices.Clone(g.s.Strengths) }

// Challenges are what may get in the way.
func (g Goal) Challenges() []peer.Words { return slices.Clone(g.s.Challenges) }

// FirstStep is what they mean to do first.
func (g Goal) FirstStep() peer.Words { return g.s.FirstStep }

// Target is the day, month or year they have in mind; zero: none. It is theirs
// and never overdue.
func (g Goal) Target() peer.Date { return g.s.Target }

// Domain is the part of life it belongs to; empty when nobody has said.
func (g Goal) Domain() LifeDomain { return g.s.Domain }

// Audience is who may see it, as the person set it; MeAndMyWorker at first.
func (g Goal) Audience() Audience { return g.s.Audience }

// Started is the day it became active first, in UTC; zero before.
func (g Goal) Started() peer.Date { return g.s.Started }

// StatusOn is the day of its last move from one status to another, in UTC.
func (g Goal) StatusOn() peer.Date { return g.s.StatusOn }

// Because is why it was put on hold, changed or let go; empty when the person
// gave no reason.
func (g Goal) Because() Because { return g.s.Because }

// Into is the id of the goal it was changed into; empty when there is none.
func (g Goal) Into() string { return g.s.Into }

// Going is how it is going as the person last said; empty when they have not.
func (g Goal) Going() Going { return g.s.Going }

// GoingOn is the day they said so, in UTC; zero when they have not.
func (g Goal) GoingOn() peer.Date { return g.s.GoingOn }
