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
	// Whole is the digest of the labels and tags that stand there in the version of
	// ETag, when nothing of others stands in the resource: then it may be replaced on
	// that version without being read first. Empty: it is read.
	Whole peer.Digest `json:"whole,omitzero"`
}

// MostExpected is how many contents a link expects at most: more writes than this
// are not lost one after the other without one that is settled.
const MostExpected = 16

// Expecting is the link with more contents that may be found there. It is for those
// who write a ledger; everybody else says Ledger.Expect.
func (l Link) Expecting(contents ...peer.Digest) Link {
	all := slices.Clone(l.Expected)
	for _, c := range contents {
		all = append(slices.DeleteFunc(all, func(old peer.Digest) bool { return old == c }), c)
	}
	l.Expected = all[max(0, len(all)-MostExpected):]
	return l
}

// place is where the document stands.
func (l Link) place() Place { return Place{l.Name.Type, l.ID} }

// Stands reports whether the document has been there. One that was only expected to be,
// because a write of it was about to be sent, has a link without place and revision. It
// is for those who write a ledger.
func (l Link) Stands() bool { return l.ID != "" || l.Rev != 0 }

// foreign reports whether a content is somebody else's: it was neither agreed on nor
// expected. Of a document of which nothing was ever sent nobody can say.
func (l Link) foreign(content peer.Digest) bool {
	return (l.Base != "" || len(l.Expected) > 0) && !l.knows(content)
}

// knows reports whether a content was agreed on or may be found there. One that cannot be
// told is nobody's.
func (l Link) knows(content peer.Digest) bool {
	return content != "" && (l.Base == content || slices.Contains(l.Expected, content))
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
	// Dismissed: somebody has decided to leave it at that.
	Dismissed bool `json:"dismissed,omitempty"`
}

// Settled is a document that stands in a target, and what was done for it.
type Settled struct {
	Link
	Did Do `json:"did"`
}

// Expected are contents that may be found in a document's place. See Ledger.Expect.
type Expected struct {
	Name     Name
	Contents []peer.Digest
}

// Ledger remembers what still has to reach whom, per target. It is a hint that
// saves work: what is true stands in the host's records and in the record
// system. A target is a name the host gives to one record system.
//
// An implementation is safe for concurrent use, by several programs where it says
// so. A change that has been answered without an error survives a crash, except in a
// ledger that says it does not; one that was answered with an error has not been made
// in part. Text that it cannot give back as it was, it refuses with a *peer.Refusal.
//
// What is given one by one may be read at different moments: what is there all the time is
// given once, what comes or goes in the meantime may be given or not, and a caller may
// change the ledger while reading. Times are kept to the millisecond at least.
//
// exchangetest.Ledger holds an implementation to all of this, and exchangetest.Shared one
// that several programs may use.
type Ledger interface {
	Marker
	Queue
	Inbox
	Book

	// Dirty gives what still has to reach a target, parked documents left out,
	// in the order it was first noted.
	Dirty(ctx context.Context, target string) iter.Seq2[Wanted, error]
	// Link says where a document stands; false when it has never been there. It may
	// still hold contents that are expected there.
	Link(ctx context.Context, target string, name Name) (Link, bool, error)
	// Settle notes that documents stand in the target, and are not parked or claimed
	// any more; all of them or none. What is dirty, or parked, in a newer revision
	// stays so, and a link to a newer revision is not replaced.
	Settle(ctx context.Context, target string, settled ...Settled) error
	// Expect notes, in the links of documents, other contents that may be found
	// there: that of a write that is about to be sent and whose answer may be lost,
	// and somebody else's that has been looked at. A content noted twice is noted
	// once; the newest MostExpected are kept until the next Settle, also for a document
	// that has never been there. It changes nothing else.
	Expect(ctx context.Context, target string, expected ...Expected) error
	// Park takes documents out of what is dirty until they are marked again with
	// a newer revision, or released. It does nothing for one that is dirty, parked or
	// settled in a newer revision.
	Park(ctx context.Context, target string, parked ...Parked) error
	// Release takes parked documents back into what is dirty, in the revision
	// they were parked in, due at once and as if never tried: somebody has put right
	// what stood in the way. Names that are not parked are passed over.
	Release(ctx context.Context, target string, names ...Name) error
	// Dismiss notes of parked documents that somebody has decided to leave it at that.
	// They stay parked under the same conditions; Parked says so. Names that are not
	// parked are passed over.
	Dismiss(ctx context.Context, target string, names ...Name) error
	// Parked gives what waits for somebody, in the order of its names.
	Parked(ctx context.Context, target string) iter.Seq2[Parked, error]
}

// Marker is the part of a ledger that a host calls with every change it stores. A
// ledger in a database offers it within the host's own transaction too, so that a
// record and the note of it are stored together or not at all.
type Marker interface {
	// MarkDirty notes that documents have to reach a target. A document noted
	// twice is noted once, with the newest revision; a newer revision is due at once,
	// and is as if never tried.
	MarkDirty(ctx context.Context, target string, wanted ...Wanted) error
}
