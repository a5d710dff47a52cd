package fhir

import (
	"github.com/towpath-care/towpath/peer"
	"github.com/towpath-care/towpath/recovery"
)

// ContributionOf is what a person and a worker contribute to a service's plan, as
// Contribute takes it: accepted when the plan's owner has said yes, seen when the
// person has seen it and agrees. person and worker are who they are in the record
// system.
//
// Its activity is not-started: what becomes of it in the plan is for the plan's
// owner to say. Nobody is named as its performer, because a contribution does not
// say whose turn it is.
func ContributionOf(c recovery.Contribution, person, worker Reference) Contribution {
	return Contribution{
		ID:          c.Ref().ID,
		PlanID:      c.Plan().ID,
		PatientRef:  person.Reference,
		Contributor: worker,
		Description: c.Words().Text,
		Status:      "not-started",
		Accepted:    c.Status() == recovery.ContributionAccepted,
		Seen:        c.Agrees() == peer.Yes,
	}
}
