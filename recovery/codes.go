package recovery

import "github.com/towpath-care/towpath/peer"

// Codes of the recovery rows.
var (
	// ErrNotSelfDefined: a goal is in the person's own words, and these are
	// somebody else's (REC-08).
	ErrNotSelfDefined = peer.NewCode("not-self-defined", peer.ShowWhose)
	// ErrNoProgressIsNotAReason: no goal is ended or put aside because it takes
	// long (REC-13).
	ErrNoProgressIsNotAReason = peer.NewCode("no-progress-is-not-a-reason", peer.Stop)
)
