package exchange

import (
	"context"
	"iter"
	"time"
)

// Inbox keeps what was found to have changed in a record system until the host has
// taken it, and up to where it was looked. It holds names and versions, no content:
// that stands in the record system.
type Inbox interface {
	// Standing gives the links of the documents that stand in these places, in any
	// order; places of nobody's are passed over. Several may stand in one place.
	Standing(ctx context.Context, target string, places ...Place) ([]Link, error)
	// Links gives the links of all documents that stand behind this place, in the order
	// of their types and then their ids, byte by byte; behind the zero Place, all.
	Links(ctx context.Context, target string, behind Place) iter.Seq2[Link, error]
	// Unseen gives those of these versions that Arrive would not pass over, in their
	// order.
	Unseen(ctx context.Context, target string, found ...Arrival) ([]Arrival, error)
	// Checkpoint gives what was stored last under this name; empty when nothing was.
	Checkpoint(ctx context.Context, target, name string) ([]byte, error)
	// Arrive stores what was found together with the checkpoint up to which it was
	// looked, all or nothing. A version that has arrived before is passed over: while
	// it has not been taken, and after that until a checkpoint forgets it.
	Arrive(ctx context.Context, target string, found []Arrival, upTo Checkpoint) error
	// Arrived gives what the host has not taken yet, in the order it arrived.
	Arrived(ctx context.Context, target string) iter.Seq2[Arrival, error]
	// Take notes that the host has taken these. One that it has not is passed over.
	Take(ctx context.Context, target string, taken ...Arrival) error
}

// Place is where a resource stands in a record system.
type Place struct {
	Type string `json:"type"`
	ID   string `json:"id"`
}

// Arrival is a version of a resource that was found in a record system and that
// nobody here wrote.
type Arrival struct {
	Place
	// ETag is its version; empty for one that was removed. Where the record system
	// keeps no versions it is when it was written, as R4 writes an instant.
	ETag string `json:"etag,omitzero"`
	// Updated is when it was written, by the record system's clock; of one that was
	// removed, when that was found out.
	Updated time.Time `json:"updated,omitzero"`
	// Ours is the document of ours that it is; zero for a resource of others.
	Ours Name `json:"ours,omitzero"`
	// Removed: it is not there any more.
	Removed bool `json:"removed,omitempty"`
}

// Checkpoint is up to where a record system was looked at, in the words of whoever
// looked.
type Checkpoint struct {
	Name  string
	Value []byte
	// Forget is the time, by the record system's clock, before which no version is
	// found again, so that what arrived with an earlier one need not be remembered.
	Forget time.Time
}
