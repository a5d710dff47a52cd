package signpost

import "github.com/towpath-care/towpath/peer"

// Codes of the signpost rows.
var (
	// ErrInvalidContact: a way to get in touch does not have the shape it must have
	// (SIGN-01).
	ErrInvalidContact = peer.NewCode("invalid-contact", peer.AskField)
	// ErrStaleResource: nobody has made sure of the entry for too long, or a course is
	// over (SIGN-03, SIGN-25).
	ErrStaleResource = peer.NewCode("stale-resource", peer.Wait)
	// ErrDisputedResource: somebody said the entry is not as described, and nobody has
	// made sure since (SIGN-04).
	ErrDisputedResource = peer.NewCode("disputed-resource", peer.Wait)
	// LimitsUnknown warns that nobody has written down whom a resource cannot serve
	// (SIGN-05).
	LimitsUnknown = peer.NewCode("limits-unknown", peer.AskField)
	// ErrNotVerified: nobody has made sure of the entry yet (SIGN-06).
	ErrNotVerified = peer.NewCode("not-verified", peer.Wait)
	// ErrNotEligible: the resource says that it cannot serve this person (SIGN-08).
	ErrNotEligible = peer.NewCode("not-eligible", peer.Stop)
	// ErrRestrictedSetting: where the person is, this does not reach them; the reason
	// names what does (SIGN-09).
	ErrRestrictedSetting = peer.NewCode("restricted-setting", peer.AskField)
	// ErrSupportRequired: the person would like help to get there, and none is agreed
	// (SIGN-12).
	ErrSupportRequired = peer.NewCode("support-required", peer.AskField)
	// ErrNotLasting: nothing that lasts was offered (SIGN-13).
	ErrNotLasting = peer.NewCode("not-lasting", peer.AskField)
	// AdvocacyNotOffered warns that nobody offered an advocate where one is always
	// offered (SIGN-17).
	AdvocacyNotOffered = peer.NewCode("advocacy-not-offered", peer.AskField)
	// ErrReferralOutOfScope: a referral is a professional's; the reason says who
	// (SIGN-24).
	ErrReferralOutOfScope = peer.NewCode("referral-out-of-scope", peer.Stop)
	// ErrOneOption: a choice has more than one way where there is more than one
	// (SIGN-11).
	ErrOneOption = peer.NewCode("one-option", peer.AskField)
	// NotAskedFor: the entry is about something else than the person wished for
	// (SIGN-10).
	NotAskedFor = peer.NewCode("not-asked-for", peer.Stop)
	// OutOfReach: the entry serves another area, or lies further away than the person
	// said (SIGN-08).
	OutOfReach = peer.NewCode("out-of-reach", peer.Stop)
	// ClosedForNow: its organisation says that it is closed for a while (SIGN-03).
	ClosedForNow = peer.NewCode("closed-for-now", peer.Wait)
)
