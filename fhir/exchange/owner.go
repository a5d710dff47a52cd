package exchange

import (
	"slices"

	"github.com/towpath-care/towpath/fhir"
	"github.com/towpath-care/towpath/peer"
)

// Owner is whose turn it is when something stands in the way of a document: the
// people who can put it right, never one person's name.
type Owner string

// Who something can wait for.
const (
	// OwnerHere: whoever runs this program, its directory and its settings.
	OwnerHere Owner = "here"
	// OwnerThere: whoever runs the record system.
	OwnerThere Owner = "record-system"
	// OwnerPlan: the owner of the service's plan.
	OwnerPlan Owner = "plan-owner"
	// OwnerWorker: the person's worker, together with the person.
	OwnerWorker Owner = "worker"
	// OwnerGovernance: who answers for what stands in whose record (hazards H19,
	// H25).
	OwnerGovernance Owner = "information-governance"
)

// Says is the owner in words, for showing.
func (o Owner) Says() string { return ownerSays[o] }

// Known reports whether the owner is on the list.
func (o Owner) Known() bool { return ownerSays[o] != "" }

var ownerSays = map[Owner]string{
	OwnerHere:       "whoever runs this program",
	OwnerThere:      "whoever runs the record system",
	OwnerPlan:       "the owner of the plan",
	OwnerWorker:     "the worker, together with the person",
	OwnerGovernance: "information governance",
}

// owners are whose turn it is, most urgent first. What is not listed is to be put
// right here.
var owners = []struct {
	code  peer.Code
	owner Owner
}{
	{fhir.ErrPatientMismatch, OwnerGovernance},
	{ErrStillThere, OwnerGovernance},
	{ErrBothStand, OwnerGovernance},
	{ErrWrittenOver, OwnerThere},
	{ErrNotOurs, OwnerThere},
	{peer.ErrDuplicate, OwnerThere},
	{fhir.ErrPatientAmbiguous, OwnerThere},
	{ErrRemovedThere, OwnerThere},
	{ErrServerSaysNo, OwnerThere},
	{ErrTagsKept, OwnerThere},
	{ErrTryLater, OwnerThere},
	{ErrGivenUp, OwnerThere},
	{ErrNotLetIn, OwnerThere},
	{ErrIgnoresIfMatch, OwnerThere},
	{ErrIgnoresIfNoneExist, OwnerThere},
	{peer.ErrPlanOwnership, OwnerPlan},
	{fhir.ErrNotEditable, OwnerPlan},
	{fhir.ErrContributionOnly, OwnerPlan},
	{ErrChangedThere, OwnerWorker},
	{peer.ErrPersonHasNotAgreed, OwnerWorker},
}

// OwnerOf says whose turn it is: who can put right the most urgent of these
// reasons. It is empty when nothing stands in the way.
func OwnerOf(why []peer.Reason) Owner {
	if !slices.ContainsFunc(why, peer.Reason.Stops) {
		return ""
	}
	for _, o := range owners {
		if slices.ContainsFunc(why, func(r peer.Reason) bool { return r.Stops() && r.Rule.Code.Is(o.code) }) {
			return o.owner
		}
	}
	return OwnerHere
}

// Owner is whose turn it is with an item that is held; empty for any other.
func (i Item) Owner() Owner { return heldFor(i.Do, i.Why) }

// Owner is whose turn it is with a document that is held, or of which not all was
// taken; empty for any other.
func (r Result) Owner() Owner { return heldFor(r.Did, r.Why) }

func heldFor(do Do, why []peer.Reason) Owner {
	if do != Hold && !do.Writes() {
		return ""
	}
	return OwnerOf(why)
}
