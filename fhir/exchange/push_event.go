package exchange

import (
	"time"
)

// Point is a place in a Push. A program may be stopped at any of them, and nothing is
// lost or doubled.
type Point string

// The points of a Push, in the order they are come to. What happens in the record
// system between BeforeSend and Answered is seen by a client.Config.Transport.
const (
	// PointClaimed: documents are in this worker's hands.
	PointClaimed Point = "claimed"
	// PointMade: they are made from their records; nothing was sent.
	PointMade Point = "made"
	// PointBeforeSend: a Bundle, or one document by itself, is about to be sent.
	PointBeforeSend Point = "before-send"
	// PointAnswered: it was answered, or is known not to be; nothing was noted yet.
	PointAnswered Point = "answered"
	// PointBeforeSettle: what became of documents is about to be noted in the ledger.
	PointBeforeSettle Point = "before-settle"
	// PointAfterSettle: it is noted.
	PointAfterSettle Point = "after-settle"
	// PointResting: the target rests.
	PointResting Point = "resting"
)

// Event says that a Push came to a point. It holds counts, times and codes, and
// nothing of a person: it may be logged, counted and shown.
type Event struct {
	Point Point `json:"point"`
	// Documents are how many it is about.
	Documents int `json:"documents"`
	// Bundle: they are in one request. Together: and it is done whole or not at all.
	Bundle   bool `json:"bundle,omitempty"`
	Together bool `json:"together,omitempty"`
	// Took is how long the answer took, for PointAnswered.
	Took time.Duration `json:"took,omitzero"`
	// Trouble is what stood in the way of the request as a whole, as a client.Kind says
	// it, for PointAnswered; empty: nothing did.
	Trouble string `json:"trouble,omitzero"`
	// Did counts what became of documents, for PointAfterSettle; Why has the codes of
	// what stood in the way.
	Did map[Do]int `json:"did,omitempty"`
	Why []string   `json:"why,omitempty"`
	// Until is when the target is tried again, for PointResting.
	Until time.Time `json:"until,omitzero"`
}
