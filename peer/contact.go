package peer

import (
	"slices"
	"time"

	"github.com/towpath-care/towpath/internal/terms"
)

// KindContact is how a contact is stored.
const KindContact Kind = "contact"

// Places a contact can be in.
const (
	// Planned: the two mean to meet. The worker records what became of it, which
	// moves it to Recorded; either of the two may mark it as entered in error.
	Planned Status = "planned"
	// Recorded: what happened is written down. Either of the two may have it put
	// right, which leaves it Recorded and keeps what it said before, or mark it as
	// entered in error.
	Recorded Status = "recorded"
	// EnteredInError: one of the two said that it should never have been written. It
	// stays readable. Nothing leads on.
	EnteredInError Status = "entered-in-error"
)

// Contact is one time a person and a worker were in touch, or meant to be: when,
// how long, in what way and what for. Every contact counts, also short, remote
// and missed ones (PEER-44). The zero value is no contact.
type Contact struct {
	head
	s contact
}

// contact is what is stored beside the head.
type contact struct {
	Person       PersonID     `json:"person,omitzero"`
	Worker       StaffID      `json:"worker" ask:"required"`
	Relationship string       `json:"relationship,omitzero"`
	Service      ServiceID    `json:"service,omitzero"`
	Organisation OrgID        `json:"organisation,omitzero"`
	Kind         ActivityKind `json:"activity,omitzero"`
	Headcount    int          `json:"headcount,omitzero" ask:"min=1,max=10000"`
	ForSafety    bool         `json:"forSafety,omitzero"`
	What         Happening    `json:"what"`
	// RecordedAt is when it was first written up, RecordBy when it was owed.
	RecordedAt time.Time `json:"recordedAt,omitzero"`
	RecordBy   When      `json:"recordBy,omitzero"`
	Marks      []Mark    `json:"marks,omitempty"`
	Before     []Earlier `json:"before,omitempty" ask:"items=100000"`
}

// Mark says what was noticed about a contact that was recorded all the same. It
// goes to supervision; it is never held against anybody.
type Mark string

// Marks.
const (
	OutsideAgreement Mark = "outside-agreement" // not among what the two agreed
	WorkerNotReady   Mark = "worker-not-ready"  // the worker was not ready to work, or it was not known
	Unsupervised     Mark = "unsupervised"      // no supervising colleague is named
	Late             Mark = "late"              // written up after the policy's time
	LengthUnlikely   Mark = "length-unlikely"   // longer than a contact usually is
)

var marks = []Mark{OutsideAgreement, WorkerNotReady, Unsupervised, Late, LengthUnlikely}

// Known reports whether the mark is on the list.
func (m Mark) Known() bool { return slices.Contains(marks, m) }

// Terms returns the closed list.
func (Mark) Terms() []string { return terms.Of(marks) }

// Earlier is what a contact said before it was put right, and why it was
// (PEER-49).
type Earlier struct {
	What    Happening `json:"what"`
	Because Words     `json:"because" ask:"required"`
	By      Actor     `json:"by" ask:"required"`
	At      time.Time `json:"at" ask:"required"`
}

// Person is the person it was with; empty for an anonymous drop-in.
func (c Contact) Person() PersonID { return c.s.Person }

// Worker is the peer support worker whose contact it is.
func (c Contact) Worker() StaffID { return c.s.Worker }

// Relationship is the id of the relationship it belongs to; empty when there is
// none.
func (c Contact) Relationship() string { return c.s.Relationship }

// Service is the service it belongs to; empty when nobody has said.
func (c Contact) Service() ServiceID { return c.s.Service }

// Organisation is the organisation that provides the service; empty when nobody has
// said.
func (c Contact) Organisation() OrgID { return c.s.Organisation }

// Activity is what kind of contact it is; empty while nobody has said.
func (c Contact) Activity() ActivityKind { return c.s.Kind }

// Headcount is how many came to an anonymous drop-in; zero otherwise.
func (c Contact) Headcount() int { return c.s.Headcount }

// What is when and how it was, as it stands now.
func (c Contact) What() Happening {
	h := c.s.What
	h.Goals = slices.Clone(h.Goals)
	return h
}

// RecordedAt is when it was first written up, in UTC; zero while it is planned.
func (c Contact) RecordedAt() time.Time { return c.s.RecordedAt }

// RecordBy is when it had to be written up, under the policy of that day; zero
// when no policy was in force.
func (c Contact) RecordBy() When { return c.s.RecordBy }

// Marks are what was noticed when it was recorded.
func (c Contact) Marks() []Mark { return slices.Clone(c.s.Marks) }

// Before is what it said before each correction, first to last.
func (c Contact) Before() []Earlier { return slices.Clone(c.s.Before) }
