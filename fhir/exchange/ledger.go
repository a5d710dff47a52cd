package exchange

import (
	"context"
	"iter"
	"slices"

	"github.com/towpath-care/towpath/fhir"
	"github.com/towpath-care/towpath/peer"
)

// Name names a document: the resource type it becomes and the record it comes
// from. It is the unit of exchange: one resource that is ours, or one set of edits
// on a resource that is not.
type Name = fhir.DocumentName

// Wanted is a document that still has to reach a target, in the revision its
// record has now.
type Wanted struct {
	Name Name     `json:"name"`
	Rev  peer.Rev `json:"rev"`
}

// Link says where a document stands in a target.
type Link struct {
	Name Name   `json:"name"`
	ID   string `json:"id"`   // the resource's logical id there
	ETag string `json:"etag"` // its version when it was last seen
	// Rev is the revision of the record that stands there.
	Rev peer.Rev `json:"rev"`
	// Base is the digest of the content last agreed on.
	Base peer.Digest `json:"base"`
	// Expected are the digests of other contents that may be found there without
	// anybody having to be asked, newest last. See Ledger.Expect.
	Expected []peer.Digest `json:"expected,omitempty"`
	// Read are the other records it was made from, in the revisions they had: it is
	// made anew when one of them moves on.
	Read []Key `json:"read,omitempty"`
}

// MostExpected is how many contents a link expects at most: more writes than this
// are not lost one after the other without one that is settled.
const MostExpected = 16

// expect is the link with more contents that may be found there.
func (l Link) expect(contents []peer.Digest) Link {
	all := slices.Clone(l.Expected)
	for _, c := range contents {
		all = append(slices.DeleteFunc(all, func(old peer.Digest) bool { return old == c }), c)
	}
	l.Expected = all[max(0, len(all)-MostExpected):]
	return l
}

// knows reports whether a content was agreed on or may be found there.
func (l Link) knows(content peer.Digest) bool {
	return l.Base == content || slices.Contains(l.Expected, content)
}

// Parked is a document that cannot go on without somebody: what stands in the
// way, and what would put it right.
type Parked struct {
	Name Name          `json:"name"`
	Rev  peer.Rev      `json:"rev"`
	Why  []peer.Reason `json:"why"`
	// Owner is whose turn it is.
	Owner Owner `json:"owner"`
	// Read are the other records it is made from, as Item.Read has them: it is looked
	// at again when one of them moves on, or can be read.
	Read []Key `json:"read,omitempty"`
}

// Ledger remembers what still has to reach whom, per target. It is a hint that
// saves work: what is true stands in the host's records and in the record
// system. A target is a name the host gives to one record system.
//
// An implementation is safe for concurrent use. A change that has been answered
// without an error survives a crash, except in a ledger that says it does not.
type Ledger interface {
	// MarkDirty notes that documents have to reach a target. A document noted
	// twice is noted once, with the newest revision.
	MarkDirty(ctx context.Context, target string, wanted ...Wanted) error
	// Dirty gives what still has to reach a target, parked documents left out,
	// in the order it was first noted.
	Dirty(ctx context.Context, target string) iter.Seq2[Wanted, error]
	// Link says where a document stands; false when it has never been there.
	Link(ctx context.Context, target string, name Name) (Link, bool, error)
	// Settle notes that a document stands in the target, and is not parked any
	// more. What is dirty, or parked, in a newer revision stays so, and a link
	// to a newer revision is not replaced.
	Settle(ctx context.Context, target string, link Link) error
	// Expect notes, in a document's link, other contents that may be found there:
	// that of a write that is about to be sent and whose answer may be lost, and
	// somebody else's that has been looked at. A content noted twice is noted once;
	// the newest MostExpected are kept until the next Settle. It changes nothing
	// else, and does nothing for a document without a link.
	Expect(ctx context.Context, target string, name Name, contents ...peer.Digest) error
	// Park takes a document out of what is dirty until it is marked again with
	// a newer revision, or released. It does nothing when the document is dirty,
	// parked or settled in a newer revision.
	Park(ctx context.Context, target string, parked Parked) error
	// Release takes parked documents back into what is dirty, in the revision
	// they were parked in: somebody has put right what stood in the way. Names
	// that are not parked are passed over.
	Release(ctx context.Context, target string, names ...Name) error
	// Parked gives what waits for somebody, in the order of its names.
	Parked(ctx context.Context, target string) iter.Seq2[Parked, error]
}
