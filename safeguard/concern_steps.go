package safeguard

import "github.com/towpath-care/towpath/peer"

// ConcernStep is a step of a concern. A step of another record does not compile here.
type ConcernStep interface{ concernStep() }

// Raise says that something was noticed. Anybody raises a concern, from anywhere, with
// almost nothing; it is never turned down (hazard H01). What it cannot be without is put
// right and marked: an unknown trigger is an area of concern, a time to come is the time
// it came in, a missing id is made from what came in.
type Raise struct {
	ID      string  `json:"id"`
	Trigger Trigger `json:"trigger,omitzero"`
	// About is the person it is about, Age their age where it is known.
	About peer.PersonID `json:"about,omitzero"`
	Age   int           `json:"age,omitzero" ask:"min=1,max=130"`
	// NoticedAt is when it was noticed, as the device had it; missing: now.
	NoticedAt peer.Moment `json:"noticedAt,omitzero"`
	Where     Where       `json:"where,omitzero"`
	// Text is what was noticed, in the words of whoever noticed it.
	Text peer.Words `json:"text,omitzero" ask:"max=500000"`
	// Wants is what the person wants to happen, in their words.
	Wants      peer.Words  `json:"wants,omitzero" ask:"max=10000"`
	Contact    SafeContact `json:"contact,omitzero"`
	Talk       SayTalked   `json:"talk,omitzero"`
	Disclosure Disclosure  `json:"disclosure,omitzero"`
	Danger     Danger      `json:"danger,omitzero"`
	Ground     Ground      `json:"ground,omitzero"`
	NotTo      NotTo       `json:"notTo,omitzero"`
	// Origin are the ids of the signals it answers.
	Origin []string `json:"origin,omitempty" ask:"items=200"`
	// With is the id of the concern it comes together with.
	With string `json:"with,omitzero"`
	// Marks, Given and Beside are what had to be put right on the way: the library sets
	// them, and a device that raised it without a connection passes them on.
	Marks []Mark       `json:"marks,omitempty" ask:"items=20"`
	Given peer.Private `json:"given,omitzero" ask:"max=400"`
	// Beside is what came in and fits nowhere else, as it came.
	Beside peer.Private `json:"beside,omitzero" ask:"max=20000"`
}

// Sent says that a human was told: who, in which turn, and with which receipt. Sent
// again it is the same receipt and nothing new (SAFE-17). Somebody told outside the
// plan has no turn.
type Sent struct {
	Turn    string       `json:"turn,omitzero"`
	To      peer.StaffID `json:"to" ask:"required"`
	Role    peer.Role    `json:"role,omitzero"`
	Receipt string       `json:"receipt" ask:"required"`
	// At is when they were told; missing: now.
	At peer.Moment `json:"at,omitzero"`
}

// Acknowledge says "I have it", what happens next and by when. In silence it lapses
// then (SAFE-14).
type Acknowledge struct {
	Next  peer.Private `json:"next" ask:"required,max=1000"`
	Until peer.Moment  `json:"until" ask:"required"`
	// Bring are others on the staff who are to know.
	Bring []peer.StaffID `json:"bring,omitempty" ask:"items=20"`
}

// Work says that somebody who was told is at work on it without having it yet. It puts
// off telling again, and nothing else.
type Work struct{}

// SetInHand says that something is being done, what is next and by when.
type SetInHand struct {
	Next  peer.Private `json:"next" ask:"required,max=1000"`
	Until peer.Moment  `json:"until" ask:"required"`
}

// Close ends it with an outcome: what was done, what whoever raised it was told, and
// what the person was told, or why not yet (SAFE-16).
type Close struct {
	As     Closing      `json:"as" ask:"required"`
	Says   peer.Words   `json:"says" ask:"required,max=10000"`
	Raiser peer.Private `json:"raiser" ask:"required,max=4000"`
	Person PersonHeard  `json:"person"`
}

// TakeBack says that it was raised by mistake; only before anybody was told.
type TakeBack struct{}

// MoreUrgent makes it more urgent, never less (SAFE-16).
type MoreUrgent struct {
	To Urgency `json:"to" ask:"required"`
}

// SayTalked says whether it was talked about with the person (SAFE-09).
type SayTalked struct {
	Answer    TalkedWith   `json:"answer,omitzero" ask:"required"`
	Because   peer.Private `json:"because,omitzero" ask:"max=2000"`
	LookAgain peer.Date    `json:"lookAgain,omitzero"`
}

// SayMore adds what was not known when it was raised. What is given stands, what is not
// given stays as it was, and nothing that was said is taken away.
type SayMore struct {
	About      peer.PersonID `json:"about,omitzero"`
	Age        int           `json:"age,omitzero" ask:"min=1,max=130"`
	Wants      peer.Words    `json:"wants,omitzero" ask:"max=10000"`
	Contact    SafeContact   `json:"contact,omitzero"`
	Disclosure MoreDisclosed `json:"disclosure,omitzero"`
	Danger     Danger        `json:"danger,omitzero"`
	Ground     Ground        `json:"ground,omitzero"`
	NotTo      NotTo         `json:"notTo,omitzero"`
}

// MoreDisclosed is what became known of a disclosure.
type MoreDisclosed struct {
	Safe         peer.Tri `json:"safe"`
	Children     peer.Tri `json:"children"`
	ToldPassedOn peer.Tri `json:"toldPassedOn"`
	Promised     bool     `json:"promised,omitzero"`
}

// PutRight says that whoever promised silence has put it right with the person (hazard
// H11).
type PutRight struct{}

// FinishPart says that whoever raised it has written down what they can. It asks
// whether it was talked about with the person, and closes nothing (SAFE-09).
type FinishPart struct{}

func (Raise) concernStep()       {}
func (Sent) concernStep()        {}
func (Acknowledge) concernStep() {}
func (Work) concernStep()        {}
func (SetInHand) concernStep()   {}
func (Close) concernStep()       {}
func (TakeBack) concernStep()    {}
func (MoreUrgent) concernStep()  {}
func (SayTalked) concernStep()   {}
func (SayMore) concernStep()     {}
func (PutRight) concernStep()    {}
func (FinishPart) concernStep()  {}
