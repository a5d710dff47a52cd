package peer

import (
	"slices"
	"time"

	"github.com/towpath-care/towpath/internal/terms"
)

// KindBoundaryCrossing is how a boundary crossing is stored.
const KindBoundaryCrossing Kind = "boundary-crossing"

// Places a crossing can be in.
const (
	// CrossingLogged: one of the two wrote it down. The worker takes it to supervision,
	// which moves it to CrossingTaken.
	CrossingLogged Status = "logged"
	// CrossingTaken: the worker took it to supervision. Nothing leads on but the answer
	// to whether it needs to go further.
	CrossingTaken Status = "taken-to-supervision"
)

// BoundaryCrossing is an act outside an agreed boundary, by either of the two, written
// down without blame (PEER-34). It is for the two and for supervision and goes into
// nobody's record. What the person logs stays theirs alone until they have said that it
// need not go further: who it is about is not the one to hear of it first. The zero
// value is none.
type BoundaryCrossing struct {
	head
	s boundaryCrossing
}

type boundaryCrossing struct {
	Person       PersonID     `json:"person" ask:"required"`
	Worker       StaffID      `json:"worker" ask:"required"`
	Relationship string       `json:"relationship" ask:"required"`
	By           CrossedBy    `json:"by" ask:"required"`
	Boundary     BoundaryKind `json:"boundary" ask:"required"`
	On           Date         `json:"on" ask:"required"`
	Words        Words        `json:"words,omitzero" ask:"max=2000"`
	LoggedBy     Party        `json:"loggedBy" ask:"required"`
	Logged       time.Time    `json:"logged" ask:"required"`
	Further      Further      `json:"further,omitzero"`
	TakenOn      Date         `json:"takenOn,omitzero"`
	TakenTo      StaffID      `json:"takenTo,omitzero"`
}

// CrossedBy says which of the two a crossing was by.
type CrossedBy string

// Either of the two.
const (
	CrossedByPerson CrossedBy = "person"
	CrossedByWorker CrossedBy = "worker"
)

var crossedBys = []CrossedBy{CrossedByPerson, CrossedByWorker}

// Known reports whether the word is on the list.
func (c CrossedBy) Known() bool { return slices.Contains(crossedBys, c) }

// Terms returns the closed list.
func (CrossedBy) Terms() []string { return terms.Of(crossedBys) }

// Person is one of the two.
func (c BoundaryCrossing) Person() PersonID { return c.s.Person }

// Worker is the other one.
func (c BoundaryCrossing) Worker() StaffID { return c.s.Worker }

// Relationship is the id of the relationship whose boundary it was.
func (c BoundaryCrossing) Relationship() string { return c.s.Relationship }

// By is which of the two it was by.
func (c BoundaryCrossing) By() CrossedBy { return c.s.By }

// Boundary is what the boundary was about.
func (c BoundaryCrossing) Boundary() BoundaryKind { return c.s.Boundary }

// On is the day it was.
func (c BoundaryCrossing) On() Date { return c.s.On }

// Words are what whoever logged it wrote; empty: nothing.
func (c BoundaryCrossing) Words() Words { return c.s.Words }

// Logged is when it was written down, in UTC, and by which of the two.
func (c BoundaryCrossing) Logged() (time.Time, Party) { return c.s.Logged, c.s.LoggedBy }

// Further is the answer to whether it needs to go further.
func (c BoundaryCrossing) Further() Further { return c.s.Further }

// TakenToSupervision is on which day and to whom the worker took it; zero before.
func (c BoundaryCrossing) TakenToSupervision() (Date, StaffID) { return c.s.TakenOn, c.s.TakenTo }

// Shared reports whether the worker knows of it through this record: they logged it, or
// the person did and said that it need not go further (hazards H04, H26).
func (c BoundaryCrossing) Shared() bool {
	return c.s.LoggedBy == PartyWorker || c.s.Further.Settled() == Yes && c.s.Further.Answer == No
}

// BoundaryCrossingStep is a step of a crossing. A step of another record does not
// compile here.
type BoundaryCrossingStep interface{ boundaryCrossingStep() }

// LogCrossing writes it down. Either of the two may, also about the other one. Whether
// it needs to go further is asked along the way and holds nothing up: left open, or
// answered with a yes that names no concern, it is a signal.
type LogCrossing struct {
	ID           string       `json:"id"`
	Person       PersonID     `json:"person" ask:"required"`
	Worker       StaffID      `json:"worker" ask:"required"`
	Relationship string       `json:"relationship" ask:"required"`
	By           CrossedBy    `json:"by" ask:"required"`
	Boundary     BoundaryKind `json:"boundary" ask:"required"`
	// On is the day it was; without one it was today.
	On      Date    `json:"on,omitzero"`
	Words   Words   `json:"words,omitzero" ask:"max=2000"`
	Further Further `json:"further,omitzero"`
}

// AnswerCrossing says whether it needs to go further. It is for whoever logged it.
type AnswerCrossing struct {
	Further Further `json:"further"`
}

// TakeToSupervision says on which day and to whom the worker took it.
type TakeToSupervision struct {
	// On is the day; without one it is today.
	On   Date    `json:"on,omitzero"`
	With StaffID `json:"with" ask:"required"`
	// Further is needed where it has not been answered yet.
	Further Further `json:"further,omitzero"`
}

func (LogCrossing) boundaryCrossingStep()       {}
func (AnswerCrossing) boundaryCrossingStep()    {}
func (TakeToSupervision) boundaryCrossingStep() {}
