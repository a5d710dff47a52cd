package recovery

import "github.com/towpath-care/towpath/peer"

// GoalStep is a step of a goal. A step of another record does not compile here.
type GoalStep interface{ goalStep() }

// ProposeGoal says a goal. The person says it themself, or the worker alongside
// writes down what the person said and names the person as author of the words;
// every text in it is the person's own (REC-08). Words without an author are
// those of whoever takes the step.
type ProposeGoal struct {
	ID     string        `json:"id"`
	Person peer.PersonID `json:"person" ask:"required"`
	// Worker is who walks alongside; it may be left out.
	Worker peer.StaffID `json:"worker,omitzero"`
	Words  peer.Words   `json:"words" ask:"required,max=2000"`
	// Why is why it matters, Strengths what there is to build on, Challenges
	// what may get in the way, FirstStep what to do first.
	Why        peer.Words   `json:"why,omitzero" ask:"max=2000"`
	Strengths  []peer.Words `json:"strengths,omitempty" ask:"items=20,max=500"`
	Challenges []peer.Words `json:"challenges,omitempty" ask:"items=20,max=500"`
	FirstStep  peer.Words   `json:"firstStep,omitzero" ask:"max=1000"`
	// Target is a day, a month or a year the person has in mind. It is not over
	// yet: in the policy's calendar, and without a policy anywhere on earth.
	Target peer.Date  `json:"target,omitzero"`
	Domain LifeDomain `json:"domain,omitzero" ask:"row=REC-06"`
}

// AgreeGoal is the person's yes to a goal that was said or written down.
type AgreeGoal struct{}

// StartGoal begins it.
type StartGoal struct{}

// HoldGoal lets it rest, at any time and for as long as the person likes.
type HoldGoal struct {
	Because Because `json:"because,omitzero"`
}

// PickUp takes up again what rested, was achieved or was let go.
type PickUp struct{}

// Achieve says that the person is there. Only they know.
type Achieve struct{}

// ChangeGoal ends a goal because it has turned into another. Into makes the new
// goal with the same step; it starts as proposed, with the same audience.
type ChangeGoal struct {
	Because Because  `json:"because,omitzero"`
	Into    NextGoal `json:"into,omitzero"`
}

// NextGoal is the goal another one turns into. Left out altogether, there is
// none yet; otherwise it needs an id and words, as ProposeGoal does.
type NextGoal struct {
	ID         string       `json:"id,omitzero"`
	Words      peer.Words   `json:"words,omitzero" ask:"max=2000"`
	Why        peer.Words   `json:"why,omitzero" ask:"max=2000"`
	Strengths  []peer.Words `json:"strengths,omitempty" ask:"items=20,max=500"`
	Challenges []peer.Words `json:"challenges,omitempty" ask:"items=20,max=500"`
	FirstStep  peer.Words   `json:"firstStep,omitzero" ask:"max=1000"`
	Target     peer.Date    `json:"target,omitzero"`
	Domain     LifeDomain   `json:"domain,omitzero" ask:"row=REC-06"`
}

// SayMore says again what stands around a goal: why it matters, what helps, what may
// get in the way, the first step, the day in mind and the part of life. It takes the
// place of what was said before; left out, nothing stands there. The goal itself stays
// in the words it was said in: other words are another goal (ChangeGoal).
type SayMore struct {
	Why        peer.Words   `json:"why,omitzero" ask:"max=2000"`
	Strengths  []peer.Words `json:"strengths,omitempty" ask:"items=20,max=500"`
	Challenges []peer.Words `json:"challenges,omitempty" ask:"items=20,max=500"`
	FirstStep  peer.Words   `json:"firstStep,omitzero" ask:"max=1000"`
	Target     peer.Date    `json:"target,omitzero"`
	Domain     LifeDomain   `json:"domain,omitzero" ask:"row=REC-06"`
}

// LetGo puts a goal down. No reason is asked; it can be picked up again.
type LetGo struct {
	Because Because `json:"because,omitzero"`
}

// SayHowItGoes is the person's own say on how it is going. It moves nothing
// (REC-12).
type SayHowItGoes struct {
	Going Going `json:"going" ask:"required"`
}

func (SayMore) goalStep()      {}
func (ProposeGoal) goalStep()  {}
func (AgreeGoal) goalStep()    {}
func (StartGoal) goalStep()    {}
func (HoldGoal) goalStep()     {}
func (PickUp) goalStep()       {}
func (Achieve) goalStep()      {}
func (ChangeGoal) goalStep()   {}
func (LetGo) goalStep()        {}
func (SayHowItGoes) goalStep() {}
func (WhoMaySee) goalStep()    {}
