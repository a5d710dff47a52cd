package recovery

import (
	"slices"

	"github.com/towpath-care/towpath/internal/terms"
	"github.com/towpath-care/towpath/peer"
)

// PlanNeed says what the worker needs to look at a service's plan for (REC-44).
type PlanNeed string

// What it is looked at for.
const (
	// PlanNeedTalkThrough: the person would like to talk it through.
	PlanNeedTalkThrough PlanNeed = "talk-it-through"
	// PlanNeedContribute: the two have something to add to it.
	PlanNeedContribute PlanNeed = "contribute"
	// PlanNeedTask: the worker does something that its owner agreed to.
	PlanNeedTask PlanNeed = "task"
	// PlanNeedPrepare: the person prepares for a meeting about it.
	PlanNeedPrepare PlanNeed = "prepare-a-meeting"
)

var planNeeds = []PlanNeed{PlanNeedTalkThrough, PlanNeedContribute, PlanNeedTask, PlanNeedPrepare}

// Known reports whether the need is on the list.
func (n PlanNeed) Known() bool { return slices.Contains(planNeeds, n) }

// Terms returns the closed list.
func (PlanNeed) Terms() []string { return terms.Of(planNeeds) }

// PlanView is what stands in a service's plan, as it was read there, for the two to
// look at. Nothing here changes the plan.
type PlanView struct {
	Plan   PlanRef
	Person peer.PersonID
	// Worker is the peer support worker alongside.
	Worker peer.StaffID
	Text   peer.Private
	Goals  []ServiceGoal
	// Activities are what the plan says is to be done.
	Activities []peer.Private
}

// Look gives the plan to a reader who may see it here, and nothing of it to anybody
// else. The person always may. The worker alongside may for a need of the work and
// on the person's yes to sharing the plan for that purpose: without the yes it is a
// *peer.Refusal with peer.ErrConsentRequired, without a need one with
// peer.ErrReasonRequired. Everybody else reads it where its owner keeps it
// (REC-44).
func (v PlanView) Look(need PlanNeed, by peer.Reading) (PlanView, error) {
	as := peer.PartyNobody
	if by.By.Valid() {
		as = peer.PartyOf(by.By, v.Person, v.Worker)
	}
	fault := func(ok bool, code peer.Code, says, fix string) error {
		if ok {
			return nil
		}
		return peer.Fault(peer.Rule{Row: "REC-44", Code: code}, "", says, fix)
	}
	var err error
	switch as {
	case peer.PartyPerson:
	case peer.PartyWorker:
		given := peer.Consented(by.Consents, v.Person, peer.SharePlan, by.Purpose, by.At) == peer.Yes
		err = peer.Faults(
			fault(given && by.Purpose == peer.ForSupport, peer.ErrConsentRequired, "The person said yes to looking at this plan together.", "Ask them whether they would like to."),
			fault(need.Known(), peer.ErrReasonRequired, "It is said what the plan is needed for.", "Choose one of the needs on the list, or leave the plan where it is."),
		)
	default:
		err = fault(false, peer.ErrNotAuthorised, "Here the plan is read by the person and the worker alongside.", "Read it where its owner keeps it.")
	}
	if err != nil {
		return PlanView{}, err
	}
	return v, nil
}
