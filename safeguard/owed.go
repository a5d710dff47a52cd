package safeguard

import (
	"slices"
	"time"

	"github.com/towpath-care/towpath/internal/terms"
	"github.com/towpath-care/towpath/peer"
)

// World is what is owed is worked out from besides records: the policies and the
// calendar, who is on duty, and when Due was last run.
type World struct {
	peer.World
	Roster Roster
	// Signals are those that the host has stored and that nobody has taken out of the
	// world since; Due owes each that no concern names (hazard H02).
	Signals []peer.Signal
	// LastRun is when Due was last run, as the host keeps it; zero: it never was, as
	// far as anybody knows (SAFE-20).
	LastRun time.Time
	// Read are policies that the host has read with PolicyFrom already, so that they
	// need not be read for every question. Every answer is the same without them.
	Read []Policy
}

// OwedKind says what somebody owes a concern.
type OwedKind string

// Kinds of what is owed.
const (
	// OwedTell: a human is told, in their turn of the chain.
	OwedTell OwedKind = "tell"
	// OwedTellAgain: the chain has ended, or the time in which a human has it, and
	// they are told again.
	OwedTellAgain OwedKind = "tell-again"
	// OwedTelephone: nobody can be reached; somebody rings the policy's number.
	OwedTelephone OwedKind = "telephone"
	// OwedTake: somebody who was told says that they have it.
	OwedTake OwedKind = "take"
	// OwedNext: whoever has it does what they said, or says what is next.
	OwedNext OwedKind = "next"
	// OwedQuestion: something that was not known when it was raised is asked.
	OwedQuestion OwedKind = "question"
	// OwedLookAgain: it is looked at again whether it is safe to tell the person.
	OwedLookAgain OwedKind = "look-again"
	// OwedPutRight: a promise of silence is put right with the person.
	OwedPutRight OwedKind = "put-right"
	// OwedGround: it is said on what ground it was passed on.
	OwedGround OwedKind = "ground"
	// OwedTellPerson: the person is told what came of it.
	OwedTellPerson OwedKind = "tell-person"
	// OwedRaise: a signal that no concern names is raised.
	OwedRaise OwedKind = "raise"
	// OwedRun: the due list is run.
	OwedRun OwedKind = "run"
	// OwedClock: the clock stands before something that has happened; the host sets
	// it right (hazard H28).
	OwedClock OwedKind = "clock"
)

var owedKinds = []OwedKind{OwedTell, OwedTellAgain, OwedTelephone, OwedTake, OwedNext, OwedQuestion, OwedLookAgain, OwedPutRight, OwedGround, OwedTellPerson, OwedRaise, OwedRun, OwedClock}

// Known reports whether the kind is on the list.
func (k OwedKind) Known() bool { return slices.Contains(owedKinds, k) }

// Terms returns the closed list.
func (OwedKind) Terms() []string { return terms.Of(owedKinds) }

// Sends reports whether it is owed by sending a message or by ringing up.
func (k OwedKind) Sends() bool {
	return k == OwedTell || k == OwedTellAgain || k == OwedTelephone
}

// Owed is one thing that somebody owes a concern, with every reason.
type Owed struct {
	// ID is made from what it is about, so that doing it twice is doing it once. Every
	// human of one turn has an id of their own, its Key.
	ID      string
	Kind    OwedKind
	Concern peer.Ref
	Urgency Urgency
	// Turn is which turn of the chain it is; zero for what is no telling.
	Turn Turn
	// To are those who are told, or who owe it; for OwedTelephone nobody.
	To []Recipient
	// Skipped are those who would have been told and are not, each with why.
	Skipped []Skipped
	// Telephone is the policy's number.
	Telephone string
	// Since is when it came to be owed, By until when.
	Since time.Time
	By    peer.When
	// Why are the reasons it rests on, those that would have to be different among
	// them.
	Why []peer.Reason
}

// Recipient is a named human on duty, in the role they are told in; empty for somebody
// brought in.
type Recipient struct {
	Staff peer.StaffID `json:"staff"`
	Role  peer.Role    `json:"role,omitzero"`
}

// SkipReason says why somebody, or a role, is passed over.
type SkipReason string

// Reasons to pass somebody over.
const (
	SkipSubject   SkipReason = "subject"    // it is about them
	SkipLinked    SkipReason = "linked"     // they are close to somebody it is about
	SkipNamed     SkipReason = "named"      // whoever raised it asked for it
	SkipRaiser    SkipReason = "raiser"     // they raised it
	SkipNobodyOn  SkipReason = "nobody-on"  // nobody is on duty in this role
	SkipToldNow   SkipReason = "told"       // they were told in this round
	SkipOldRoster SkipReason = "old-roster" // nobody is passed over; the roster is older than the policy allows
)

var skipReasons = []SkipReason{SkipSubject, SkipLinked, SkipNamed, SkipRaiser, SkipNobodyOn, SkipToldNow, SkipOldRoster}

// Known reports whether the reason is on the list.
func (s SkipReason) Known() bool { return slices.Contains(skipReasons, s) }

// Terms returns the closed list.
func (SkipReason) Terms() []string { return terms.Of(skipReasons) }

// Skipped is somebody, or a role nobody holds at that hour, who is passed over.
type Skipped struct {
	Staff   peer.StaffID `json:"staff,omitzero"`
	Role    peer.Role    `json:"role,omitzero"`
	Because SkipReason   `json:"because"`
}

// Key is the id under which one human is told: the same for the same telling, however
// often it is sent.
func (o Owed) Key(to Recipient) string {
	if to.Staff == "" {
		return o.ID
	}
	return o.ID + "/" + string(to.Staff)
}

// Escalation is what is owed for one concern at a time, what will be next if nobody
// does anything, and why there is silence where there is.
type Escalation struct {
	Concern peer.Ref
	// At is the time it was worked out for: now, or the latest time seen where now
	// lies before it (Backwards, hazard H28).
	At        time.Time
	Backwards bool
	Owed      []Owed
	// Next is when something will be owed that is not yet, if nobody does anything and
	// nobody comes on duty; zero: never.
	Next time.Time
	// Has is who has it, and until when; the zero value: nobody.
	Has Taken
	// Silent are the reasons why nobody is told anything now.
	Silent []peer.Reason
}

// Nobody reports whether nobody has it, as far as anybody can see.
func (e Escalation) Nobody() bool { return e.Has == Taken{} }
