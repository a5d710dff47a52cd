package exchange

import (
	"cmp"
	"context"
	"iter"
	"slices"
	"strings"

	"github.com/towpath-care/towpath/peer"
)

// Records is the host's own store, seen from here: it can load one record and say
// which there are. Nothing here writes to it.
type Records interface {
	// Load gives one record.
	Load(ctx context.Context, ref peer.Ref) (peer.Record, error)
	// Keys gives every record's reference and revision.
	Keys(ctx context.Context) iter.Seq2[Key, error]
}

// Key is a record's reference and the revision it has now.
type Key struct {
	Ref peer.Ref `json:"ref"`
	Rev peer.Rev `json:"rev"`
}

// Loaded is a Records over records that are in memory already.
type Loaded []peer.Record

// Load gives the record with this reference; peer.ErrRequired when there is none.
func (l Loaded) Load(_ context.Context, ref peer.Ref) (peer.Record, error) {
	for _, r := range l {
		if r.Ref() == ref {
			return r, nil
		}
	}
	return nil, peer.Fault(peer.Rule{Row: "FHIR-16", Code: peer.ErrRequired}, "", "The record is there.", "Load it before it is asked for.")
}

// Keys gives every record's reference and revision, in the order of the slice.
func (l Loaded) Keys(ctx context.Context) iter.Seq2[Key, error] {
	return func(yield func(Key, error) bool) {
		for _, r := range l {
			if !yield(Key{r.Ref(), r.Rev()}, ctx.Err()) {
				return
			}
		}
	}
}

func compareNames(a, b Name) int {
	return cmp.Or(cmp.Compare(Rank(a.Type), Rank(b.Type)), strings.Compare(string(a.Record.Kind), string(b.Record.Kind)), strings.Compare(a.Record.ID, b.Record.ID), strings.Compare(a.Part, b.Part))
}

// ranks put what others refer to first.
var ranks = []string{"Organization", "Location", "HealthcareService", "EpisodeOfCare", "CareTeam", "Observation", "Goal", "DocumentReference", "Consent", "CarePlan",
	"Encounter", "Appointment", "Provenance", "Task", "Communication", "Flag"}

// Rank is where resources of a type come among those of others: what others refer to
// first. It is for those who write a ledger, for Queue.Claim.
func Rank(resourceType string) int {
	if i := slices.Index(ranks, resourceType); i >= 0 {
		return i
	}
	return len(ranks)
}
