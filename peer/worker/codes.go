package worker

import "github.com/towpath-care/towpath/peer"

// Codes of the rows about workers.
var (
	// ErrNoLivedExperience: nobody is a peer support worker without (PEER-01).
	ErrNoLivedExperience = peer.NewCode("no-lived-experience", peer.AskField)
	// ErrLivedExperienceNotRelevant: the service asks for another kind of experience
	// (PEER-01, PEER-02).
	ErrLivedExperienceNotRelevant = peer.NewCode("lived-experience-not-relevant", peer.Wait)
	// ErrPriorNotAccepted: what was done before the start does not count here (PEER-03).
	ErrPriorNotAccepted = peer.NewCode("prior-not-accepted", peer.Stop)
	// ErrTrainingBeforeStart: a training has to be there before somebody starts
	// (PEER-05).
	ErrTrainingBeforeStart = peer.NewCode("training-before-start", peer.Wait)
	// ErrNotPassed: being there is not enough; it has to be passed (PEER-05).
	ErrNotPassed = peer.NewCode("not-passed", peer.Wait)
	// ErrMandatoryTrainingExpired: a statutory training is over that nobody works
	// without (PEER-06).
	ErrMandatoryTrainingExpired = peer.NewCode("mandatory-training-expired", peer.Wait)
	// ErrTrainingOpen: a training that has a time is not there yet (PEER-03, PEER-05,
	// PEER-12). Nothing waits for it, unless the policy says that it gates contact.
	ErrTrainingOpen = peer.NewCode("training-open", peer.Wait)
	// ErrDBSMissing: the criminal-record check is not where the organisation asks it to
	// be (PEER-07).
	ErrDBSMissing = peer.NewCode("dbs-missing", peer.Wait)
	// ErrNotEnforceable: qualities are for reflection and never a gate (PEER-10).
	ErrNotEnforceable = peer.NewCode("not-enforceable", peer.Stop)
	// ErrNoLineManager: somebody stands behind every worker (PEER-11).
	ErrNoLineManager = peer.NewCode("no-line-manager", peer.Wait)
	// ErrProtectedTime: the time is kept for supervision or peer support (PEER-18).
	ErrProtectedTime = peer.NewCode("protected-time", peer.Wait)
	// ErrDiaryConflict: something else stands in the diary then (PEER-25).
	ErrDiaryConflict = peer.NewCode("diary-conflict", peer.AskField)
	// ErrApprovalRequired: what is done outside needs the line manager's yes (PEER-63).
	ErrApprovalRequired = peer.NewCode("approval-required", peer.Wait)
	// PauseNeedsCover warns that people are left without a worker by a pause, a leave or
	// a departure (PEER-17, PEER-71).
	PauseNeedsCover = peer.NewCode("pause-needs-cover", peer.Wait)
)
