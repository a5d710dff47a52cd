package exchange

import (
	"errors"
	"slices"

	"github.com/towpath-care/towpath/fhir/client"
	"github.com/towpath-care/towpath/peer"
)

// Codes of what stands in the way of one document. Those whose kind is peer.Wait
// or peer.ReadAgain are looked at again by the next plan; the others park the
// document.
var (
	// ErrMovedOn: what a plan was made on is not there any more.
	ErrMovedOn = peer.NewCode("moved-on", peer.ReadAgain)
	// ErrNotOurs: a resource where ours should be is not ours.
	ErrNotOurs = peer.NewCode("not-ours", peer.Stop)
	// ErrOutcomeUnknown: nobody can say whether a write landed.
	ErrOutcomeUnknown = peer.NewCode("outcome-unknown", peer.Wait)
	// ErrServerSaysNo: the record system does not take it.
	ErrServerSaysNo = peer.NewCode("server-says-no", peer.Stop)
	// ErrTryLater: the record system gave no answer, or could not do it now.
	ErrTryLater = peer.NewCode("try-later", peer.Wait)
	// ErrRemovedThere: the record system removed what stood there. It is never
	// made again by itself.
	ErrRemovedThere = peer.NewCode("removed-there", peer.ShowWhose)
	// ErrStillThere: it was sent once and may not stand there any more.
	ErrStillThere = peer.NewCode("still-there", peer.ShowWhose)
)

func fault(code peer.Code, says, fix string, args ...peer.Arg) error {
	return peer.Fault(peer.Rule{Row: "FHIR-16", Code: code}, "", says, fix, args...)
}

func movedOn() error {
	return fault(ErrMovedOn, "The resource still says what it said when this was planned.", "Look at what was changed there, then plan again.")
}

func notOurs() error {
	return fault(ErrNotOurs, "What stands where ours belongs is ours.", "Ask whoever runs the record system what it is; nothing was written.")
}

func unknown() error {
	return fault(ErrOutcomeUnknown, "It is known whether the last write landed.", "Plan again later; what is there by then is found, and nothing is written twice.")
}

func removedThere() error {
	return fault(ErrRemovedThere, "What was sent before is still there.", "Ask whoever runs the record system why it was removed; it is not made again by itself.")
}

// reasonsFor turns whatever stood in the way into reasons that are safe to show.
func reasonsFor(err error) []peer.Reason {
	var refusal *peer.Refusal
	if errors.As(err, &refusal) {
		return refusal.Unmet()
	}
	code, says, fix := ErrServerSaysNo, "The record system takes it.", "Look at what the record system says about it: "
	if errors.Is(err, client.NoAnswer) || errors.Is(err, client.ServerFault) {
		code, says, fix = ErrTryLater, "The record system can do it now.", "Plan again later; it said: "
	}
	if e, ok := errors.AsType[*client.Error](err); ok {
		fix += e.Error() + "."
	}
	return []peer.Reason{{Rule: peer.Rule{Row: "FHIR-16", Code: code}, Says: says, Fix: fix, Met: peer.No}}
}

// about reports whether an error is about one document: a reason of ours, or an
// answer of the record system. Any other is the host's own, and ends the run.
func about(err error) bool {
	var refusal *peer.Refusal
	var answer *client.Error
	return errors.As(err, &refusal) || errors.As(err, &answer)
}

// passes reports whether the next plan may find nothing in the way any more, without
// anybody having done something.
func passes(why []peer.Reason) bool {
	return !slices.ContainsFunc(why, func(r peer.Reason) bool {
		k := r.Rule.Code.Kind()
		return r.Stops() && k != peer.Wait && k != peer.ReadAgain
	})
}

// Conflict reports whether somebody else's change is what stands in the way.
func (r Result) Conflict() bool { return r.heldBy(ErrMovedOn, peer.ErrConflict) }

// NotTaken reports whether the record system did not take it, or nobody knows
// whether it did.
func (r Result) NotTaken() bool { return r.heldBy(ErrServerSaysNo, ErrTryLater, ErrOutcomeUnknown) }

func (r Result) heldBy(codes ...peer.Code) bool {
	return r.Did == Hold && slices.ContainsFunc(r.Why, func(why peer.Reason) bool {
		return slices.ContainsFunc(codes, func(c peer.Code) bool { return why.Rule.Code.Is(c) })
	})
}
