package transition

import (
	"slices"

	"github.com/towpath-care/towpath/internal/terms"
)

// MoveKind says what kind of move it is (TRAN-02).
type MoveKind string

// Kinds of moves.
const (
	Discharge         MoveKind = "discharge"
	StepDown          MoveKind = "step-down"
	StepUp            MoveKind = "step-up"
	TeamChange        MoveKind = "team-change"
	WorkerChange      MoveKind = "worker-change"
	ToAdultServices   MoveKind = "to-adult-services"
	EndOfIntervention MoveKind = "end-of-intervention"
	OtherMove         MoveKind = "other"
)

var moveKinds = []MoveKind{Discharge, StepDown, StepUp, TeamChange, WorkerChange, ToAdultServices, EndOfIntervention, OtherMove}

// Known reports whether the kind is on the list.
func (k MoveKind) Known() bool { return slices.Contains(moveKinds, k) }

// Terms returns the closed list.
func (MoveKind) Terms() []string { return terms.Of(moveKinds) }

// Check is one of the six things that make a move a good one for the person
// (TRAN-03).
type Check string

// The six checks, in the order they are asked.
const (
	// Notice: as much notice as is practical (TRAN-04).
	Notice Check = "notice"
	// Reason: the person can say why they move (TRAN-05).
	Reason Check = "reason"
	// Opinion: they had the chance to say what they think of it (TRAN-05).
	Opinion Check = "opinion"
	// Timescale: they know when what will happen (TRAN-06).
	Timescale Check = "timescale"
	// Offer: they know what there will be on the other side (TRAN-06).
	Offer Check = "offer"
	// Information: they know what will and what will not be passed on, and could
	// talk about it (TRAN-07).
	Information Check = "information"
)

var checks = []Check{Notice, Reason, Opinion, Timescale, Offer, Information}

// Known reports whether the check is one of the six.
func (c Check) Known() bool { return slices.Contains(checks, c) }

// Terms returns the six in the order they are asked.
func (Check) Terms() []string { return terms.Of(checks) }

// Answer is how far a check is met. The empty Answer is none yet.
type Answer string

// Answers.
const (
	Met       Answer = "met"
	PartlyMet Answer = "partly-met"
	NotMet    Answer = "not-met"
)

var answers = []Answer{Met, PartlyMet, NotMet}

// Known reports whether it is an answer.
func (a Answer) Known() bool { return slices.Contains(answers, a) }

// Terms returns the closed list.
func (Answer) Terms() []string { return terms.Of(answers) }

// Passed is what may be passed on with somebody who moves (TRAN-07).
type Passed string

// What may be passed on.
const (
	PassedCarePlan      Passed = "care-plan"
	PassedRisk          Passed = "risk-and-safety"
	PassedMedication    Passed = "medication"
	PassedHistory       Passed = "history"
	PassedAssessments   Passed = "assessments"
	PassedFamily        Passed = "family-and-carers"
	PassedLegal         Passed = "legal"
	PassedAdvanceWishes Passed = "advance-wishes"
	// PassedPeerNotes are what the two wrote in peer support: this library would
	// send them itself, so a no of the person is a no.
	PassedPeerNotes Passed = "peer-notes"
	PassedOther     Passed = "other"
)

var passable = []Passed{PassedCarePlan, PassedRisk, PassedMedication, PassedHistory, PassedAssessments, PassedFamily, PassedLegal,
	PassedAdvanceWishes, PassedPeerNotes, PassedOther}

// Known reports whether it is on the list.
func (p Passed) Known() bool { return slices.Contains(passable, p) }

// Terms returns the closed list.
func (Passed) Terms() []string { return terms.Of(passable) }

// Effect is what a move does to the peer relationship (TRAN-16).
type Effect string

// Effects.
const (
	// GoesOn: the same two go on; they look at their agreement again.
	GoesOn Effect = "goes-on"
	// Ends: the relationship ends with the move, by a planned ending.
	Ends Effect = "ends"
)

var effects = []Effect{GoesOn, Ends}

// Known reports whether the effect is on the list.
func (e Effect) Known() bool { return slices.Contains(effects, e) }

// Terms returns the closed list.
func (Effect) Terms() []string { return terms.Of(effects) }

// Along is something that can be offered around a move. Each is for the person to
// take or leave.
type Along string

// What can be offered.
const (
	// AlongAdvocacy: somebody independent who speaks with or for the person.
	AlongAdvocacy Along = "advocacy"
	// AlongTalk: a talk with whoever organises the move.
	AlongTalk Along = "talk-with-organiser"
	// AlongCloser: being in touch more often; the person says how much (TRAN-02).
	AlongCloser Along = "closer-contact"
	// AlongFirst: going along to the first appointment.
	AlongFirst Along = "go-along-to-the-first"
)

var alongs = []Along{AlongAdvocacy, AlongTalk, AlongCloser, AlongFirst}

// Known reports whether it is on the list.
func (a Along) Known() bool { return slices.Contains(alongs, a) }

// Terms returns the closed list.
func (Along) Terms() []string { return terms.Of(alongs) }
