package sharing

import (
	"slices"
	"time"

	"github.com/towpath-care/towpath/internal/strictjson"
	"github.com/towpath-care/towpath/peer"
)

// NoteStep is a step of a note. A step of another record does not compile here. None has
// a field for a text: the JSON of a step with any member that is not named here is
// ErrNarrativeNotAllowed.
type NoteStep interface{ noteStep() }

// Log writes a note. Nobody has to: it is the worker's choice (PEER-40).
type Log struct {
	ID string `json:"id"`
	// Person and Relationship, or Group: where it was shared.
	Person       peer.PersonID `json:"person,omitzero"`
	Worker       peer.StaffID  `json:"worker" ask:"required,row=PEER-41"`
	Relationship string        `json:"relationship,omitzero"`
	Group        string        `json:"group,omitzero"`
	// Contact is the contact at which it was shared; it may be left out.
	Contact string `json:"contact,omitzero"`
	// Shared is when; not in the future.
	Shared  time.Time `json:"shared" ask:"required,row=PEER-41"`
	Purpose Purpose   `json:"purpose,omitzero"`
	Theme   Theme     `json:"theme" ask:"required"`
	// RelatesTo is asked for in a relationship. When self-management is modelled it is a
	// skill or a way of coping of the person's (REC-24).
	RelatesTo RelatesTo `json:"relatesTo,omitzero"`
	Depth     Depth     `json:"depth" ask:"required"`
	// Asked: the person was asked first and said yes, this time (PEER-38).
	Asked    peer.Tri `json:"asked,omitzero"`
	Reaction Reaction `json:"reaction" ask:"required,row=PEER-22"`
	// Again is the worker's own thought whether to share it again.
	Again peer.Tri `json:"again,omitzero"`
	// Recommends: it was put as what the person should do, and not as what helped the
	// worker. It is known so that it can be answered and is never taken (PEER-22).
	Recommends bool `json:"recommends,omitzero"`
}

// SayReaction says how the person took it. The worker may write it down as long as nobody
// has asked them; from then on it is the person's alone.
type SayReaction struct {
	Reaction Reaction `json:"reaction" ask:"required"`
}

// Show lets a supervisor of the worker's choice read the note, in supervision.
type Show struct {
	To peer.StaffID `json:"to" ask:"required"`
}

// Hide keeps the note from the supervisor again.
type Hide struct{}

// TakeBack takes the note back: what it said is gone. No reason is asked.
type TakeBack struct{}

func (Log) noteStep()         {}
func (SayReaction) noteStep() {}
func (Show) noteStep()        {}
func (Hide) noteStep()        {}
func (TakeBack) noteStep()    {}

// UnmarshalJSON reads the members of the step and no others: ErrNarrativeNotAllowed.
func (c *Log) UnmarshalJSON(b []byte) error {
	type plain Log
	return only(b, (*plain)(c))
}

// UnmarshalJSON reads the members of the step and no others: ErrNarrativeNotAllowed.
func (c *SayReaction) UnmarshalJSON(b []byte) error {
	type plain SayReaction
	return only(b, (*plain)(c))
}

// UnmarshalJSON reads the members of the step and no others: ErrNarrativeNotAllowed.
func (c *Show) UnmarshalJSON(b []byte) error {
	type plain Show
	return only(b, (*plain)(c))
}

// UnmarshalJSON reads the members of the step and no others: ErrNarrativeNotAllowed.
func (c *Hide) UnmarshalJSON(b []byte) error {
	type plain Hide
	return only(b, (*plain)(c))
}

// UnmarshalJSON reads the members of the step and no others: ErrNarrativeNotAllowed.
func (c *TakeBack) UnmarshalJSON(b []byte) error {
	type plain TakeBack
	return only(b, (*plain)(c))
}

// only decodes a step into its own members. What came beside them is not read, named or
// kept, and then nothing else is looked at.
func only(b []byte, into any) error {
	err := strictjson.Decode(b, into, strictjson.Default)
	more := func(e *strictjson.Error) bool { return e.Kind == strictjson.UnknownMember }
	if slices.ContainsFunc(strictjson.All(err), more) {
		return peer.Fault(noNarrative.Rule, noNarrative.Path, noNarrative.Says, noNarrative.Fix)
	}
	return err
}
