package safeguard

import "github.com/towpath-care/towpath/peer"

// Codes of the safeguard rows. Raising a concern meets none of those that stand in
// the way: they are for policy files and for what comes after.
var (
	// ErrNoRecipient: a policy names nobody who would be told (SAFE-03).
	ErrNoRecipient = peer.NewCode("no-recipient", peer.AskField)
	// ErrNotAuthorisedToClose: those who were told close a concern, and roles the
	// policy names; never whoever raised it (SAFE-16).
	ErrNotAuthorisedToClose = peer.NewCode("not-authorised-to-close", peer.ShowWhose)
	// ErrDowngrade: a concern is never made less urgent (SAFE-16).
	ErrDowngrade = peer.NewCode("downgrade", peer.Stop)
	// ErrWrongRecord: what concerns staff or equipment does not belong in a person's
	// record (SAFE-11).
	ErrWrongRecord = peer.NewCode("wrong-record", peer.Stop)
)

// Marks of a concern that was raised in spite of something. None of them stands in the
// way; each is kept with the concern and asked about afterwards (hazard H01).
var (
	// UnknownTrigger: no trigger, or one that neither the library nor the policy knows;
	// it is an area of concern and the word is kept (SAFE-01).
	UnknownTrigger = peer.NewCode("unknown-trigger", peer.AskField)
	// NoticedLater: the time it was noticed lies after the time it came in; the time
	// it came in counts (SAFE-01).
	NoticedLater = peer.NewCode("noticed-later", peer.AskField)
	// TextShortened: a text is longer than anything that can be kept; its beginning is.
	TextShortened = peer.NewCode("text-shortened", peer.AskField)
	// NotInForce: no policy is in force; the last one counts, or the built-in floor
	// (SAFE-04).
	NotInForce = peer.NewCode("not-in-force", peer.AskField)
	// SecrecyPromise: somebody promised silence; it is put right with the person
	// (SAFE-05, hazard H11).
	SecrecyPromise = peer.NewCode("secrecy-promise", peer.AskField)
	// NobodyNamed: nobody knows who raised it.
	NobodyNamed = peer.NewCode("nobody-named", peer.AskField)
	// NoTime: nobody knows when it came in.
	NoTime = peer.NewCode("no-time", peer.AskField)
	// WordUnknown: an answer from a closed list is not on it; it is left out.
	WordUnknown = peer.NewCode("word-unknown", peer.AskField)
	// ListShortened: a list is longer than can be kept; its beginning is.
	ListShortened = peer.NewCode("list-shortened", peer.AskField)
)
