package sharing

import "github.com/towpath-care/towpath/peer"

// Codes of the rows about sharing lived experience.
var (
	// ErrPurposeRequired: lived experience is shared for something (PEER-40).
	ErrPurposeRequired = peer.NewCode("purpose-required", peer.AskField)
	// ErrPurposeNotForPerson: what the worker needs for themself has other places, and
	// the reason names them (PEER-40).
	ErrPurposeNotForPerson = peer.NewCode("purpose-not-for-person", peer.Stop)
	// ErrNarrativeNotAllowed: a note has no place for the story (PEER-41).
	ErrNarrativeNotAllowed = peer.NewCode("narrative-not-allowed", peer.Stop)
	// ErrTopicAvoided: the person wants this topic left alone (PEER-38).
	ErrTopicAvoided = peer.NewCode("topic-avoided", peer.Stop)
	// ErrPermissionRequired: the person wants to be asked first, each time (PEER-38).
	ErrPermissionRequired = peer.NewCode("permission-required", peer.AskField)
	// ErrSharingDeclined: the person would rather not hear lived experience (PEER-40).
	ErrSharingDeclined = peer.NewCode("sharing-declined", peer.Stop)
	// ErrTopicOffLimits: the worker decided beforehand never to share this (PEER-40).
	ErrTopicOffLimits = peer.NewCode("topic-off-limits", peer.Stop)
	// ErrAftercareDue names a prompt of AftercareDue. No step is ever turned down with it
	// (PEER-42).
	ErrAftercareDue = peer.NewCode("aftercare-due", peer.Wait)
)
