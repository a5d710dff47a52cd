package peer

import (
	"slices"
	"time"

	"github.com/towpath-care/towpath/internal/terms"
)

// ActivityKind is what a person and a worker do together. The list is closed:
// diagnosing, treating, therapy, advising and leading somebody's care are not on
// it and cannot be (PEER-21).
type ActivityKind string

// Activities.
const (
	Orientation   ActivityKind = "orientation"   // the welcome; the only one before agreement
	OneToOne      ActivityKind = "one-to-one"    // time for the two of them
	GroupActivity ActivityKind = "group"         // with others
	DropIn        ActivityKind = "drop-in"       // open to whoever comes
	Accompaniment ActivityKind = "accompaniment" // going along to something the person chose
	ReviewTalk    ActivityKind = "review"        // looking back together
)

var activityKinds = []ActivityKind{Orientation, OneToOne, GroupActivity, DropIn, Accompaniment, ReviewTalk}

// Known reports whether the activity is on the list.
func (k ActivityKind) Known() bool { return slices.Contains(activityKinds, k) }

// Terms returns the closed list.
func (ActivityKind) Terms() []string { return terms.Of(activityKinds) }

// Mode is the way two people are in touch.
type Mode string

// Modes. Text, e-mail and letter need no answer at the same time: their end may
// be their start.
const (
	FaceToFace Mode = "face-to-face"
	Phone      Mode = "phone"
	Video      Mode = "video"
	Chat       Mode = "chat"
	Text       Mode = "text"
	Email      Mode = "e-mail"
	Letter     Mode = "letter"
)

var modes = []Mode{FaceToFace, Phone, Video, Chat, Text, Email, Letter}

// Known reports whether the mode is on the list.
func (m Mode) Known() bool { return slices.Contains(modes, m) }

// Terms returns the closed list.
func (Mode) Terms() []string { return terms.Of(modes) }

// Asynchronous reports whether the other one may answer later.
func (m Mode) Asynchronous() bool { return m == Text || m == Email || m == Letter }

// BoundaryKind is what a boundary is about.
type BoundaryKind string

// Kinds of boundaries.
const (
	BoundaryHours       BoundaryKind = "hours"        // when not to be in touch
	BoundaryPlaces      BoundaryKind = "places"       // where not to meet
	BoundaryMoney       BoundaryKind = "money-gifts"  // money and gifts
	BoundarySocialMedia BoundaryKind = "social-media" // following each other there
	BoundaryTopics      BoundaryKind = "topics"       // what not to talk about
	BoundaryOther       BoundaryKind = "other"        // anything else, in words
)

var boundaryKinds = []BoundaryKind{BoundaryHours, BoundaryPlaces, BoundaryMoney, BoundarySocialMedia, BoundaryTopics, BoundaryOther}

// Known reports whether the kind is on the list.
func (k BoundaryKind) Known() bool { return slices.Contains(boundaryKinds, k) }

// Terms returns the closed list.
func (BoundaryKind) Terms() []string { return terms.Of(boundaryKinds) }

// Boundary is an agreed limit of the relationship, in words that the two of them
// found.
type Boundary struct {
	Kind  BoundaryKind `json:"kind" ask:"required"`
	Words Words        `json:"words" ask:"required,max=1000"`
}

// Agreement is one version of what the two agreed: why they work together, what
// they may do and what they will not. It counts when both have said yes to this
// same version, and until then the one before it stays in force (PEER-33, 34).
type Agreement struct {
	// Version counts from 1 and is never reused.
	Version    int            `json:"version"`
	Purpose    Words          `json:"purpose"`
	Activities []ActivityKind `json:"activities"`
	Modes      []Mode         `json:"modes"`
	Boundaries []Boundary     `json:"boundaries"`
	// Often says how often they mean to meet.
	Often Words `json:"often,omitzero"`
	// WhenWorried says what happens when one of them is worried.
	WhenWorried Words `json:"whenWorried,omitzero"`
	// ReviewOn is the day they mean to look back.
	ReviewOn Date `json:"reviewOn,omitzero"`
	// EndingNamed: they have talked about how it will end.
	EndingNamed bool `json:"endingNamed,omitzero"`
	// QuietAfter is how long it may be quiet between them before the worker, and nobody
	// else, is reminded of it; zero: never (PEER-71).
	QuietAfter Offset `json:"quietAfter,omitzero"`
	// CarriedFrom is the relationship that it came over from with the person. It is then
	// on the table with nobody's yes, and nobody proposed it (PEER-68).
	CarriedFrom string `json:"carriedFrom,omitzero"`
	// Proposed is when and by whom; PersonYes and WorkerYes when each agreed.
	// Proposing is agreeing.
	ProposedBy Party     `json:"proposedBy"`
	Proposed   time.Time `json:"proposed" ask:"required"`
	PersonYes  time.Time `json:"personYes,omitzero"`
	WorkerYes  time.Time `json:"workerYes,omitzero"`
}

// Both reports whether both have said yes to this version.
func (a Agreement) Both() bool { return !a.PersonYes.IsZero() && !a.WorkerYes.IsZero() }

// yes reports whether this party has agreed.
func (a Agreement) yes(p Party) bool {
	return p == PartyPerson && !a.PersonYes.IsZero() || p == PartyWorker && !a.WorkerYes.IsZero()
}

// agreed is when the second of the two said yes.
func (a Agreement) agreed() time.Time {
	if a.PersonYes.After(a.WorkerYes) {
		return a.PersonYes
	}
	return a.WorkerYes
}

func (a *Agreement) confirm(p Party, at time.Time) {
	switch p {
	case PartyPerson:
		a.PersonYes = at
	case PartyWorker:
		a.WorkerYes = at
	}
}

// RightsTopic is one thing a person is told before peer support starts
// (PEER-32).
type RightsTopic string

// Topics of the rights briefing.
const (
	RightVoluntary       RightsTopic = "it-is-voluntary"
	RightToStop          RightsTopic = "how-to-stop"
	RightConfidentiality RightsTopic = "limits-of-confidentiality"
	RightsHere           RightsTopic = "rights-here"
	RightToComplain      RightsTopic = "how-to-complain"
	RightToAdvocacy      RightsTopic = "advocacy"
)

var rightsTopics = []RightsTopic{RightVoluntary, RightToStop, RightConfidentiality, RightsHere, RightToComplain, RightToAdvocacy}

// RightsTopics returns the closed list, in the order they are told.
func RightsTopics() []RightsTopic { return append([]RightsTopic(nil), rightsTopics...) }

// Known reports whether the topic is on the list.
func (t RightsTopic) Known() bool { return slices.Contains(rightsTopics, t) }

// Terms returns the closed list.
func (RightsTopic) Terms() []string { return terms.Of(rightsTopics) }

// Told says what became of a topic.
type Told string

// What became of a topic. Put off is not told.
const (
	Explained Told = "explained"
	PutOff    Told = "put-off"        // the person would rather hear it later
	NotWanted Told = "not-wanted-now" // the person would rather not hear it
)

var tolds = []Told{Explained, PutOff, NotWanted}

// Known reports whether the word is on the list.
func (t Told) Known() bool { return slices.Contains(tolds, t) }

// Terms returns the closed list.
func (Told) Terms() []string { return terms.Of(tolds) }

// Right is a topic and what became of it.
type Right struct {
	Topic RightsTopic `json:"topic" ask:"required"`
	Told  Told        `json:"told" ask:"required"`
}

// RightTold is a topic, what became of it, and when.
type RightTold struct {
	Topic RightsTopic `json:"topic" ask:"required"`
	Told  Told        `json:"told" ask:"required"`
	At    time.Time   `json:"at" ask:"required"`
}
