package exchange

import (
	"context"
	"iter"
	"slices"
	"time"

	"github.com/towpath-care/towpath/peer"
)

// Book is what a ledger says of itself to those who look after the exchange. It holds
// ids, times and codes, and no words of a person.
type Book interface {
	// Status counts what there is for a target at this moment.
	Status(ctx context.Context, target string, now time.Time) (Status, error)
	// Waiting gives what could not be done and is tried again, with when and why, in
	// the order of its names.
	Waiting(ctx context.Context, target string) iter.Seq2[Postponed, error]
	// Journal gives what was settled, parked, left or put off since then, oldest
	// first.
	Journal(ctx context.Context, target string, since time.Time) iter.Seq2[Entry, error]
	// Forget takes out of the journal what is older.
	Forget(ctx context.Context, target string, before time.Time) error
}

// Status counts the documents of a target.
type Status struct {
	// Dirty still have to reach it: Claimed of them are in somebody's hands, and
	// Waiting of them are not due yet.
	Dirty, Claimed, Waiting int
	// Parked wait for somebody; Dismissed are those that somebody has decided to leave
	// at that, and are not counted in Parked.
	Parked, Dismissed int
	// Standing are the documents that stand there, as far as the ledger knows.
	Standing int
	// Arrived have changed there and are not taken yet.
	Arrived int
	// Oldest is when the one that has been dirty longest was first noted, Settled when
	// one was last settled; zero: none.
	Oldest, Settled time.Time
	// Resting says whether nothing is tried for now; zero: it is.
	Resting Resting
}

// Entry is a line of the journal: what became of a document.
type Entry struct {
	At   time.Time
	Name Name
	Rev  peer.Rev
	// Did is Create, Update, Edit or Leave when it was settled, Keep when it stays
	// here, Hold when it was parked or put off.
	Did Do
	// Parked tells what was parked from what is tried again.
	Parked bool
	// Since is when the document was noted.
	Since time.Time
	// Tries is how often it had been put off.
	Tries int
	// Why are the codes of what stood in the way.
	Why []string
}

// CodesOf are the codes of reasons, each once, in order: what a journal keeps of them.
func CodesOf(why []peer.Reason) []string {
	var codes []string
	for _, r := range why {
		if c := r.Rule.Code.String(); !slices.Contains(codes, c) {
			codes = append(codes, c)
		}
	}
	return codes
}
