package exchange

import (
	"context"
	"time"

	"github.com/towpath-care/towpath/peer"
)

// Queue shares what is dirty among workers: goroutines of one program, or programs on
// many machines. Who claims a document has it to itself until the claim ends. A claim
// saves work and is no lock: what keeps a record system right is the identity of a
// resource and the version an update names, also when a worker outlives its claim and ends
// that of the next.
type Queue interface {
	// Claim gives at most c.Most dirty documents that are due and that nobody has,
	// and holds them until c.Until: those first that others refer to, then
	// those first noted. A claim that is over is nobody's. It gives none while the
	// target rests, and may pass over one that somebody else is changing at this moment.
	Claim(ctx context.Context, target string, c Claim) ([]Claimed, error)
	// Later ends the claims of documents that could not be done now. They are not
	// claimed again before they are due, and Tries is one more. One that was marked
	// in a newer revision since is due at once. One that is put off without a reason is
	// given back as it was: it was not tried, Tries stays, and nothing is journalled.
	Later(ctx context.Context, target string, later ...Postponed) error
	// Leave takes documents that stay here out of what is dirty and out of what is
	// parked: they may not go. A newer revision stays dirty or parked. The host marks
	// them again when they may.
	Leave(ctx context.Context, target string, kept ...Wanted) error
	// Rest keeps everybody from claiming for a target until then: what stands in the
	// way is the record system itself, not a document. The last call counts; the zero
	// time ends it.
	Rest(ctx context.Context, target string, r Resting) error
}

// Claim is what a worker asks for.
type Claim struct {
	Most       int
	Now, Until time.Time
}

// Claimed is a document that a worker has to itself until its claim ends.
type Claimed struct {
	Wanted
	// Link is where the document stood when it was claimed; Known: it has been there.
	Link  Link
	Known bool
	// Tries is how often this revision could not be done.
	Tries int
	// Since is when the document was first noted, of those that are not settled yet.
	Since time.Time
}

// Postponed is a document that could not be done now: when it is due, and why.
type Postponed struct {
	Wanted
	Due time.Time
	Why []peer.Reason
}

// Resting says until when nothing is tried at a target, and why.
type Resting struct {
	Until time.Time     `json:"until"`
	Why   []peer.Reason `json:"why"`
}
