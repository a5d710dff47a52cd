package peer

import (
	"slices"
	"time"
)

// ChangeAsked is the person's wish for another worker (PEER-68). There is no reason: none
// is asked and none can be given.
type ChangeAsked struct {
	At time.Time `json:"at,omitzero"`
	// AnswerBy is when the worker's line owes them somebody else, under the policy of
	// that day; zero when none was in force.
	AnswerBy When   `json:"answerBy,omitzero"`
	Policy   Digest `json:"policy,omitzero"`
}

// ChangeAsked is when the person last asked for another worker, and by when one is owed;
// zero when they have not.
func (r Relationship) ChangeAsked() ChangeAsked { return r.s.Change }

// SteppedBack is that the worker would not be the right one for this person, before it
// began, and why (PEER-36).
type SteppedBack struct {
	At     time.Time      `json:"at,omitzero"`
	Ground StepBackGround `json:"ground,omitzero"`
	// AnswerBy is when the line owes the person somebody else, as in ChangeAsked.
	AnswerBy When   `json:"answerBy,omitzero"`
	Policy   Digest `json:"policy,omitzero"`
}

// SteppedBack is when the worker stepped back and why; zero when they did not. The ground
// is for the worker and their line: show it through View.
func (r Relationship) SteppedBack() SteppedBack { return r.s.StepBack }

// CareCoordinator is the registered professional who is responsible for the person's
// service plan from a day on; without Staff nobody is (PEER-11).
type CareCoordinator struct {
	Staff StaffID `json:"staff,omitzero"`
	Role  Role    `json:"role,omitzero"`
	From  Date    `json:"from" ask:"required"`
}

// CareCoordinators are all who were named, first to last.
func (r Relationship) CareCoordinators() []CareCoordinator { return slices.Clone(r.s.Coordinators) }

// CareCoordinatorOn is who was care co-ordinator on a day; false when nobody was.
func (r Relationship) CareCoordinatorOn(day Date) (CareCoordinator, bool) {
	for _, c := range slices.Backward(r.s.Coordinators) {
		if !day.IsZero() && !c.From.After(day) {
			return c, c.Staff != ""
		}
	}
	return CareCoordinator{}, false
}

// WordGiven is that the person has heard that the worker is away or leaving, and who is
// there meanwhile, where somebody is (PEER-71).
type WordGiven struct {
	At    time.Time `json:"at,omitzero"`
	Cover StaffID   `json:"cover,omitzero"`
}

// WordGiven is the last word the person had about who is there; zero when none was
// needed yet.
func (r Relationship) WordGiven() WordGiven { return r.s.Word }
