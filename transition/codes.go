package transition

import "github.com/towpath-care/towpath/peer"

// Codes of the transition rows.
var (
	// ErrPSWCannotOrganise: moving somebody between services is organised by a
	// professional or a service; the peer support worker stands beside the person
	// (TRAN-01, TRAN-10).
	ErrPSWCannotOrganise = peer.NewCode("psw-cannot-organise", peer.ShowWhose)
	// ErrChecklistOpen: one of the six checks has no answer yet, or the move does
	// not progress; the reason names what (TRAN-03, TRAN-15).
	ErrChecklistOpen = peer.NewCode("checklist-open", peer.Wait)
	// ErrEvidenceRequired: a check counts as met with what it rests on (TRAN-05 to
	// TRAN-07).
	ErrEvidenceRequired = peer.NewCode("evidence-required", peer.AskField)
	// ErrContinuityNotConsidered: nobody has said whether the same worker goes along
	// (TRAN-13).
	ErrContinuityNotConsidered = peer.NewCode("continuity-not-considered", peer.AskField)
)
