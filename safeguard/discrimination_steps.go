package safeguard

import "github.com/towpath-care/towpath/peer"

// DiscriminationStep is a step of it. A step of another record does not compile here.
type DiscriminationStep interface{ discriminationStep() }

// NoteDiscrimination writes down what was seen or met. Anybody notes it, and nobody is
// told yet.
type NoteDiscrimination struct {
	ID string `json:"id"`
	// Person is to whom it was done. Nobody reads who it was, but for whoever notes it,
	// until the person says yes.
	Person          peer.PersonID    `json:"person,omitzero"`
	Words           peer.Words       `json:"words" ask:"required,max=10000"`
	Characteristics []Characteristic `json:"characteristics,omitempty" ask:"items=9"`
	Where           Where            `json:"where,omitzero"`
	// Happened is when it happened; missing: now.
	Happened peer.Moment `json:"happened,omitzero"`
	// NotTo are those it is about, those close to them, and anybody else who is not to
	// be told; no reason is asked.
	NotTo NotTo `json:"notTo,omitzero"`
}

// RaiseDiscrimination tells somebody who is no part of it. Without somebody named, or
// where whom is named may not be told, it goes to the next of the policy's chain
// ([RouteDiscrimination]).
type RaiseDiscrimination struct {
	To peer.StaffID `json:"to,omitzero"`
	// Says is the text that is passed on; missing: the text of the last time. Named: the
	// person can be told from it, which takes their yes.
	Says  peer.Private `json:"says,omitzero" ask:"max=10000"`
	Named bool         `json:"named,omitzero"`
}

// NamePerson passes on a text with the person in it, now that they have said yes.
type NamePerson struct {
	Says peer.Private `json:"says" ask:"required,max=10000"`
}

// UnnamePerson passes on a text without the person: they have thought again. No reason is
// asked.
type UnnamePerson struct {
	Says peer.Private `json:"says" ask:"required,max=10000"`
}

// TakeDiscrimination says "I have it", what happens next and by when. In silence it
// lapses then.
type TakeDiscrimination struct {
	Next  peer.Private `json:"next" ask:"required,max=1000"`
	Until peer.Moment  `json:"until" ask:"required"`
}

// SayOutcome says what was done, and what whoever noted it was told.
type SayOutcome struct {
	Says  peer.Private `json:"says" ask:"required,max=10000"`
	Noter peer.Private `json:"noter" ask:"required,max=4000"`
}

func (NoteDiscrimination) discriminationStep()  {}
func (RaiseDiscrimination) discriminationStep() {}
func (NamePerson) discriminationStep()          {}
func (UnnamePerson) discriminationStep()        {}
func (TakeDiscrimination) discriminationStep()  {}
func (SayOutcome) discriminationStep()          {}
