package recovery

import "github.com/towpath-care/towpath/peer"

// ObservationStep is a step of an observation. A step of another record does not
// compile here.
type ObservationStep interface{ observationStep() }

// RecordObservation writes down what the worker saw or heard. It needs the duty,
// from the organisation and in the agreement (ErrDutyNotGiven). What is missing of
// it is noted and holds nothing up; the person's own view is never asked for as a
// condition.
//
// Where it was worse than usual or came and went, or nobody says how it was, it
// is asked whether this needs to go further. Unanswered, the observation is stored
// with the question open and a signal goes with the change; a record that is not
// taken leaves the same signal with the refusal (hazard H02).
type RecordObservation struct {
	ID     string        `json:"id"`
	Person peer.PersonID `json:"person" ask:"required"`
	Worker peer.StaffID  `json:"worker" ask:"required"`
	// Saw is in the worker's own words, OwnView in the person's.
	Saw      peer.Words `json:"saw,omitzero" ask:"max=4000"`
	OwnView  peer.Words `json:"ownView,omitzero" ask:"max=4000"`
	About    []Aspect   `json:"about,omitempty" ask:"items=10"`
	Compared Compared   `json:"compared,omitzero"`
	// On is the day it was noticed; left out, the day of the step.
	On      peer.Date    `json:"on,omitzero"`
	Further peer.Further `json:"further,omitzero"`
}

// ValidateObservation says that a registered professional, other than the worker,
// has seen it. It changes no word of anybody's.
type ValidateObservation struct{}

// QueryObservation asks the worker about it, in the professional's own words.
type QueryObservation struct {
	Asks peer.Words `json:"asks" ask:"required,max=2000"`
}

// AmendObservation is the worker's answer to a query: what they saw, put anew. What
// is left out stays as it was; the person's own view is not part of it. The safety
// question is asked as at first; an answer given before stands unless another is
// given.
type AmendObservation struct {
	Saw      peer.Words   `json:"saw,omitzero" ask:"max=4000"`
	About    []Aspect     `json:"about,omitempty" ask:"items=10"`
	Compared Compared     `json:"compared,omitzero"`
	Further  peer.Further `json:"further,omitzero"`
}

// AddOwnView puts the person's own view beside it, at any time; what they said
// before is replaced.
type AddOwnView struct {
	OwnView peer.Words `json:"ownView" ask:"required,max=4000"`
}

func (RecordObservation) observationStep()   {}
func (AnswerFurther) observationStep()       {}
func (ValidateObservation) observationStep() {}
func (QueryObservation) observationStep()    {}
func (AmendObservation) observationStep()    {}
func (AddOwnView) observationStep()          {}
