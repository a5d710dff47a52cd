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
	// right or add to it, which leaves it Recorded and keeps what it said before, or
	// mark it as entered in error. Where the worker's entry stands is Validation.
	Recorded Status = "recorded"
	// EnteredInError: one of the two said that it should never have been written. It
	// stays readable. The person may still put their own words beside it.
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
	Entry        ContactEntry `json:"entry,omitzero"`
	Validation   Validation   `json:"validation,omitzero"`
	// RecordedAt is when it was first written up, RecordBy when it was owed.
	RecordedAt  time.Time         `json:"recordedAt,omitzero"`
	RecordBy    When              `json:"recordBy,omitzero"`
	LateBecause Words             `json:"lateBecause,omitzero" ask:"max=1000"`
	Confirmed   time.Time         `json:"confirmed,omitzero"`
	Marks       []Mark            `json:"marks,omitempty"`
	Distress    DistressSupport   `json:"distress,omitzero"`
	Given       []GivenContent    `json:"given,omitempty" ask:"items=100000"`
	Learned     []TakenFromIt     `json:"learned,omitempty" ask:"items=100000"`
	Statements  []PersonStatement `json:"statements,omitempty" ask:"items=100000"`
	Before      []Earlier         `json:"before,omitempty" ask:"items=100000"`
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
	NoLonePlan       Mark = "no-lone-plan"      // the worker was alone, and nobody knew where
	NotTheirChoice   Mark = "not-their-choice"  // somebody else than the person chose where they went
)

var marks = []Mark{OutsideAgreement, WorkerNotReady, Unsupervised, Late, LengthUnlikely, NoLonePlan, NotTheirChoice}

// Known reports whether the mark is on the list.
func (m Mark) Known() bool { return slices.Contains(marks, m) }

// Terms returns the closed list.
func (Mark) Terms() []string { return terms.Of(marks) }

// Earlier is what a contact said before it was put right, and why it was
// (PEER-49).
type Earlier struct {
	What    Happening    `json:"what"`
	Entry   ContactEntry `json:"entry,omitzero"`
	Seen    EntrySight   `json:"seen,omitzero"`
	Because Words        `json:"because" ask:"required"`
	By      Actor        `json:"by" ask:"required"`
	At      time.Time    `json:"at" ask:"required"`
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

// ForSafety reports whether it is about somebody's distress or safety.
func (c Contact) ForSafety() bool { return c.s.ForSafety }

// What is when and how it was, as it stands now.
func (c Contact) What() Happening { return c.s.What.own() }

// Entry is what the worker wrote of it, as it stands now. Going along is there from
// the planning on.
func (c Contact) Entry() ContactEntry { return c.s.Entry.own() }

// Validation says where the worker's entry stands: a draft, finished, waiting to be
// looked at, asked about or seen. It is zero while the contact is planned.
func (c Contact) Validation() Validation { return c.s.Validation.own() }

// RecordedAt is when it was first written up, in UTC; zero while it is planned.
func (c Contact) RecordedAt() time.Time { return c.s.RecordedAt }

// RecordBy is when it has to be, or had to be, written up, under the policy of the day
// on which it was planned or written up; zero when none was known then.
func (c Contact) RecordBy() When { return c.s.RecordBy }

// LateBecause is what held the writing up; empty: nobody has said.
func (c Contact) LateBecause() Words { return c.s.LateBecause }

// Confirmed is when the person read what was written without them and confirmed it,
// in UTC; zero: never, or it was changed since.
func (c Contact) Confirmed() time.Time { return c.s.Confirmed }

// Marks are what was noticed when it was recorded.
func (c Contact) Marks() []Mark { return slices.Clone(c.s.Marks) }

// Distress is what was written down of somebody's distress; zero: nothing.
func (c Contact) Distress() DistressSupport { return c.s.Distress.own() }

// Given is the information and guidance that was given, in the order it was written
// down.
func (c Contact) Given() []GivenContent { return slices.Clone(c.s.Given) }

// Learned is what each of the two took from it, in the order they said so.
func (c Contact) Learned() []TakenFromIt { return slices.Clone(c.s.Learned) }

// Statements are what the person says about it themself, first to last. They travel
// with the record, and nobody changes them.
func (c Contact) Statements() []PersonStatement { return slices.Clone(c.s.Statements) }

// Before is what it said before each correction, first to last.
func (c Contact) Before() []Earlier {
	out := slices.Clone(c.s.Before)
	for i := range out {
		out[i].What, out[i].Entry = out[i].What.own(), out[i].Entry.own()
	}
	return out
}
