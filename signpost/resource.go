package signpost

import (
	"slices"
	"time"

	"github.com/towpath-care/towpath/internal/terms"
	"github.com/towpath-care/towpath/peer"
)

// KindResource is how an entry of the directory is stored.
const KindResource peer.Kind = "resource"

// Places an entry can be in. That it is stale is never a place but an answer of
// Freshness.
const (
	// Found: somebody came across it. Anybody may propose it to the directory; the
	// staff may retire it.
	Found peer.Status = "found"
	// Proposed: it is meant for the directory. Somebody on the staff makes sure of it,
	// or retires it.
	Proposed peer.Status = "proposed"
	// Verified: somebody made sure of it. The staff list it or retire it.
	Verified peer.Status = "verified"
	// Listed: people are shown it. The staff make sure of it again and again, anybody
	// says that it is not as described, the staff retire it.
	Listed peer.Status = "listed"
	// Disputed: somebody said that it is not as described. Making sure of it lists it
	// again; the staff may retire it.
	Disputed peer.Status = "disputed"
	// Retired: it is there no more, and one that comes back is a new entry. What
	// somebody still has to say of it is kept.
	Retired peer.Status = "retired"
)

// Resource is an entry of the directory: something there is, with what it offers and
// what it does not, whom it is for and how it was last made sure of (SIGN-01). It
// holds nothing about anybody who uses it. The zero value is no entry.
type Resource struct {
	head
	s resource
}

type resource struct {
	Listing  Listing       `json:"listing"`
	Finder   peer.Actor    `json:"finder" ask:"required"`
	Found    time.Time     `json:"found" ask:"required"`
	Verified verification  `json:"verified"`
	Changed  time.Time     `json:"changed,omitzero"` // when what people go by was changed, and nobody has made sure since
	Doubts   []Doubt       `json:"doubts,omitempty" ask:"items=20"`
	Listed   time.Time     `json:"listed,omitzero"` // when it was listed last
	Why      RetiredReason `json:"why,omitzero"`
}

type verification struct {
	On  peer.Date    `json:"on,omitzero"`
	How HowVerified  `json:"how,omitzero"`
	By  peer.StaffID `json:"by,omitzero"`
	At  time.Time    `json:"at,omitzero"`
}

// Doubt is what somebody said about an entry that is not as described (SIGN-04). Their
// words are for the staff; who said it is for the host, and a view never names them.
type Doubt struct {
	Reason DoubtReason `json:"reason" ask:"required"`
	Words  peer.Words  `json:"words,omitzero" ask:"max=2000"`
	By     peer.Actor  `json:"by" ask:"required"`
	At     time.Time   `json:"at" ask:"required"`
	// Settled is when somebody made sure of the entry after it; zero: nobody has.
	Settled time.Time `json:"settled,omitzero"`
}

// open reports whether nobody has made sure since.
func (d Doubt) open() bool { return d.Settled.IsZero() }

// mostDoubts are kept of an entry, the newest.
const mostDoubts = 20

// HowVerified says how somebody made sure of an entry (SIGN-03).
type HowVerified string

// Ways to make sure.
const (
	ByPhone   HowVerified = "phone"
	ByEmail   HowVerified = "email"
	ByVisit   HowVerified = "visit"
	BySite    HowVerified = "site"
	ByPeers   HowVerified = "peers" // somebody who was there told it
	ByPartner HowVerified = "partner-directory"
)

var howVerified = []HowVerified{ByPhone, ByEmail, ByVisit, BySite, ByPeers, ByPartner}

// Known reports whether the way is on the list.
func (h HowVerified) Known() bool { return slices.Contains(howVerified, h) }

// Terms returns the closed list.
func (HowVerified) Terms() []string { return terms.Of(howVerified) }

// DoubtReason says in what an entry is not as described (SIGN-04).
type DoubtReason string

// Reasons to doubt an entry.
const (
	NotAsDescribed DoubtReason = "not-as-described"
	NotThere       DoubtReason = "not-there"
	NotReachable   DoubtReason = "not-reachable"
	NotWelcoming   DoubtReason = "not-welcoming"
	// NotSafe: somebody did not feel safe there, or was not. It is asked whether
	// that needs to go further, and kept whatever the answer.
	NotSafe DoubtReason = "not-safe"
)

var doubtReasons = []DoubtReason{NotAsDescribed, NotThere, NotReachable, NotWelcoming, NotSafe}

// Known reports whether the reason is on the list.
func (d DoubtReason) Known() bool { return slices.Contains(doubtReasons, d) }

// Terms returns the closed list.
func (DoubtReason) Terms() []string { return terms.Of(doubtReasons) }

// RetiredReason says why an entry is there no more.
type RetiredReason string

// Reasons to retire an entry.
const (
	// Closed: it is there no more.
	Closed RetiredReason = "closed"
	// Merged: it has become part of another.
	Merged RetiredReason = "merged"
	// Unsuitable: it is not one for this directory.
	Unsuitable RetiredReason = "unsuitable"
	// DoubleEntry: it stands there twice.
	DoubleEntry RetiredReason = "double-entry"
)

var retiredReasons = []RetiredReason{Closed, Merged, Unsuitable, DoubleEntry}

// Known reports whether the reason is on the list.
func (r RetiredReason) Known() bool { return slices.Contains(retiredReasons, r) }

// Terms returns the closed list.
func (RetiredReason) Terms() []string { return terms.Of(retiredReasons) }

// Listing is what the directory says of it.
func (r Resource) Listing() Listing { return r.s.Listing.clone() }

// Finder is who found it; the credit is theirs (SIGN-06). It is for the host to thank
// them: a view never names them (hazard H13).
func (r Resource) Finder() peer.Actor { return r.s.Finder }

// Found is when it was found, in UTC.
func (r Resource) Found() time.Time { return r.s.Found }

// LastVerified is the day somebody last made sure of it, and how; zero: nobody has.
func (r Resource) LastVerified() (peer.Date, HowVerified) { return r.s.Verified.On, r.s.Verified.How }

// Changed reports whether what people go by was changed since somebody made sure of it.
func (r Resource) Changed() bool { return !r.s.Changed.IsZero() }

// Doubts are what people said that is not as described, oldest first, the newest 20 of
// them; also those that were settled. They are for the host.
func (r Resource) Doubts() []Doubt { return slices.Clone(r.s.Doubts) }

// ListedAt is when it was listed last, in UTC, also when it came back after a doubt;
// zero: it never was (SIGN-22).
func (r Resource) ListedAt() time.Time { return r.s.Listed }

// Why is why it is there no more; empty: it is there.
func (r Resource) Why() RetiredReason { return r.s.Why }

// Crisis reports whether it is help at once.
func (r Resource) Crisis() bool { return r.s.Listing.Kind == Crisis }

// Freshness says whether somebody made sure of an entry lately enough.
type Freshness string

// Answers of Freshness. The policy and the clock move an entry from one to the other,
// and a change of what people go by makes it stale.
const (
	Fresh Freshness = "fresh"
	// Stale: nobody has made sure of it for longer than the policy allows, or nobody
	// ever has, or not since it was changed, or nobody has said how long is allowed.
	Stale Freshness = "stale"
	// Over: its last session is over (SIGN-25).
	Over Freshness = "over"
)

// Freshness answers it for a time: fresh through the last day of the policy's span
// (SIGN-03). Of a day that is partly known the first counts.
func (r Resource) Freshness(p Policy, now time.Time) Freshness {
	if r.s.Listing.Sessions.Over(p.Calendar().Day(now)) {
		return Over
	}
	until, known := r.freshUntil(p)
	if !known || r.Changed() || until.Over(now, p.Calendar()) {
		return Stale
	}
	return Fresh
}

// freshUntil is the last day on which it counts as checked; false where nobody can say.
func (r Resource) freshUntil(p Policy) (peer.When, bool) {
	most, known := p.maxAge(r.s.Listing.Sector, r.Crisis())
	if !known || r.s.Verified.On.IsZero() {
		return peer.When{}, false
	}
	until, err := most.AfterDate(r.s.Verified.On.First(), p.Calendar())
	return until, err == nil
}
