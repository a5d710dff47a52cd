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
	// ErrChangedThere: somebody has changed, in the record system, what is ours in
	// a resource of ours. Which of the two stands is not for a program to say;
	// Exchange.ChangedThere says what was changed.
	ErrChangedThere = peer.NewCode("changed-there", peer.ShowWhose)
	// ErrWrittenOver: the record system let a write of ours replace what nobody
	// had looked at.
	ErrWrittenOver = peer.NewCode("written-over", peer.ShowWhose)
	// ErrTagsKept: the record system did not take over the tags of ours: it kept one
	// that was to go, or did not keep one that is to stand. Everything else of the
	// document was written.
	ErrTagsKept = peer.NewCode("tags-kept", peer.ShowWhose)
	// ErrBothStand: somebody there has put something into a resource that somebody's
	// safety rests on, and the record has moved on here. No program joins the two.
	ErrBothStand = peer.NewCode("both-stand", peer.ShowWhose)
	// ErrReadTooOld: a record was loaded in an older revision than is known to be
	// there.
	ErrReadTooOld = peer.NewCode("read-too-old", peer.Wait)
	// ErrOutdated: the record a plan was made from has moved on, or would make
	// something else now.
	ErrOutdated = peer.NewCode("plan-outdated", peer.ReadAgain)
)

// Codes of what concerns the record system as a whole. They are in Plan.Said and
// Report.Said once, and with every document that was not tried because of them;
// all of those are in the next plan again.
var (
	// ErrGivenUp: it did not answer, and is not asked any more in this run.
	ErrGivenUp = peer.NewCode("given-up", peer.Wait)
	// ErrNotLetIn: the token does not let the client do this to any resource of
	// the type.
	ErrNotLetIn = peer.NewCode("not-let-in", peer.Wait)
	// ErrIgnoresIfMatch: it takes an update whatever version it was made on, so
	// nothing can be changed in it without writing over others.
	ErrIgnoresIfMatch = peer.NewCode("ignores-if-match", peer.Wait)
	// ErrIgnoresInBundles: it does not heed preconditions of the entries of a Bundle, so
	// documents go one by one.
	ErrIgnoresInBundles = peer.NewCode("ignores-in-bundles", peer.Wait)
	// ErrIgnoresIfNoneExist: it creates a resource whatever is there already, so
	// nothing can be created in it once and not twice.
	ErrIgnoresIfNoneExist = peer.NewCode("ignores-if-none-exist", peer.Wait)
)

func fault(code peer.Code, says, fix string, args ...peer.Arg) error {
	return peer.Fault(peer.Rule{Row: "FHIR-16", Code: code}, "", says, fix, args...)
}

func movedOn() error {
	return fault(ErrMovedOn, "The resource still says what it said when this was planned.", "Somebody has changed it there since. Nothing was written over and nothing is lost: plan again, and look at what was changed.")
}

func changedThere() error {
	return fault(ErrChangedThere, "What is ours in the resource there is as it was last agreed on.",
		"Somebody has changed it there, and the record has moved on here. Both stand as they are: nothing was written over and nothing is lost. Ask the person which is right. If it is theirs, change the record here; if it is ours, say so with Exchange.Seen and plan again.")
}

func bothStand() error {
	return fault(ErrBothStand, "Nobody has put anything into the resource there since it was last agreed on.",
		"Somebody has, and the record has moved on here. Somebody's safety rests on it, so the two are not joined by a program: both stand as they are, and nothing is lost. Look at both, and say with Exchange.Seen that ours may be brought up to date there; what they wrote stays.")
}

func tooOld() error {
	return fault(ErrReadTooOld, "The record was loaded in the revision that is known to be there, or a newer one.",
		"It was not sent, and nothing is lost: it is tried again by itself. When it stays like this, the records were put back to an older state: ask whoever runs this program.")
}

func ignoresInBundles() error {
	return fault(ErrIgnoresInBundles, "The record system heeds the preconditions of each entry of a Bundle.",
		"It did not, so documents go one by one. Nothing is lost or written over; it takes longer.")
}

func notOurs() error {
	return fault(ErrNotOurs, "What stands where ours belongs is ours.", "Nothing was written, and the record stands here. Ask whoever runs the record system what it is.")
}

func unknown() error {
	return fault(ErrOutcomeUnknown, "It is known whether the last write landed.", "Its answer was lost, and what stands there could not settle it. Nothing is lost: plan again later; what is there by then is found, and nothing is written twice.")
}

func removedThere() error {
	return fault(ErrRemovedThere, "What was sent before is still there.", "Somebody removed it there; the record stands here, and it is not made again by itself. Ask whoever runs the record system why it was removed.")
}

func tagsKept() error {
	return peer.Fault(peer.Rule{Row: "FHIR-09", Code: ErrTagsKept}, tagPath, "The tag there says where the entry stands.",
		"The record system kept its tags as they were, so the entry may be shown as waiting for a professional when it is not, or the other way round. Everything else stands as it should, and nothing is lost. Ask whoever runs it to put the tag right, and release the document then.")
}

func outdated(says string) error {
	return fault(ErrOutdated, says, "It was not sent, and nothing is lost: plan again, look at it, and apply that plan.")
}

func noVersions() error {
	return fault(ErrServerSaysNo, "The record system says which version of the resource stands there.",
		"Without one, nothing there can be changed safely; nothing was written. Ask whoever runs it to keep versions and to give their ETag.")
}

func copies(n int) error {
	return peer.Fault(peer.Rule{Row: "FHIR-16", Code: peer.ErrDuplicate}, "/identifier", "The record system holds one resource with our identifier.",
		"It holds more; none of them was changed, and nothing is lost. Ask whoever runs it to mark all but one as entered in error, and release it then.", peer.Number("atLeast", n))
}

func writtenOver() error {
	return fault(ErrWrittenOver, "What somebody writes there is not written over.",
		"The record system put this in the place of a version that nobody here had looked at; it did not heed the condition it was sent under. What stood there is in the history of the resource, if it keeps one. Ask whoever runs it to look at that, and to put back what is missing.")
}

func ignoresIfMatch() error {
	return fault(ErrIgnoresIfMatch, "The record system heeds If-Match and If-None-Match.",
		"It did not, so nothing more is changed in it by this run: the next change could write over somebody else's. Nothing more is lost; what was not sent is in the next plan. Ask whoever runs it to have it heed them before a plan is applied again.")
}

func ignoresIfNoneExist() error {
	return fault(ErrIgnoresIfNoneExist, "The record system heeds If-None-Exist.",
		"It did not, so nothing more is created in it by this run: it might be made twice. Nothing is lost; what was not sent is in the next plan. Ask whoever runs it to have it heed the condition, or to let a client choose ids.")
}

// reasonsFor turns whatever stood in the way into reasons that are safe to show.
func reasonsFor(err error) []peer.Reason {
	var refusal *peer.Refusal
	if errors.As(err, &refusal) {
		return refusal.Unmet()
	}
	code, says, fix := ErrServerSaysNo, "The record system takes it.", "It was not written, and the record stands here. Look at what the record system says about it: "
	switch {
	case errors.Is(err, client.SeveralMatch):
		return reasonsFor(copies(2))
	case passing(err):
		code, says, fix = ErrTryLater, "The record system can do it now.", "Nothing is lost: plan again later; it said: "
	}
	if e, ok := errors.AsType[*client.Error](err); ok {
		fix += e.Error() + "."
	}
	return []peer.Reason{{Rule: peer.Rule{Row: "FHIR-16", Code: code}, Says: says, Fix: fix, Met: peer.No}}
}

// passing reports whether the record system, or something that stands before it,
// may do later what it did not do now.
func passing(err error) bool { return mute(err) || errors.Is(err, client.Conflict) }

// mute reports whether a record system gave no answer that says anything.
func mute(err error) bool {
	return errors.Is(err, client.NoAnswer) || errors.Is(err, client.ServerFault) || errors.Is(err, client.NotFHIR)
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
func (r Result) Conflict() bool {
	return r.heldBy(ErrMovedOn, ErrChangedThere, ErrWrittenOver, peer.ErrConflict)
}

// NotTaken reports whether the record system did not take it, or nobody knows
// whether it did.
func (r Result) NotTaken() bool {
	return r.heldBy(ErrServerSaysNo, ErrTryLater, ErrOutcomeUnknown, ErrGivenUp, ErrNotLetIn, ErrIgnoresIfMatch, ErrIgnoresIfNoneExist)
}

func (r Result) heldBy(codes ...peer.Code) bool {
	return r.Did == Hold && slices.ContainsFunc(r.Why, func(why peer.Reason) bool {
		return slices.ContainsFunc(codes, func(c peer.Code) bool { return why.Rule.Code.Is(c) })
	})
}
