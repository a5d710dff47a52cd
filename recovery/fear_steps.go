package recovery

import "github.com/towpath-care/towpath/peer"

// FearStep is a step of a fear. A step of another record does not compile here.
type FearStep interface{ fearStep() }

// NameFear names a fear. Only the person does: the worker does not name one, and
// does not write one down in their place either (REC-26).
type NameFear struct {
	ID     string        `json:"id"`
	Person peer.PersonID `json:"person" ask:"required"`
	// Worker is who walks alongside and may see it; left out, nobody but the
	// person does.
	Worker peer.StaffID `json:"worker,omitzero"`
	Words  peer.Words   `json:"words" ask:"required,max=2000"`
	// Stops is what it keeps them from, Helps what would help, SmallSteps what they
	// may do about it. All may be left out, and said later.
	Stops      peer.Words   `json:"stops,omitzero" ask:"max=2000"`
	Helps      peer.Words   `json:"helps,omitzero" ask:"max=2000"`
	SmallSteps []peer.Words `json:"smallSteps,omitempty" ask:"items=20,max=500"`
}

// SayMoreOfFear says more of it, at any time. What is given stands in place of
// what was said before; what is left out stays.
type SayMoreOfFear struct {
	Stops      peer.Words   `json:"stops,omitzero" ask:"max=2000"`
	Helps      peer.Words   `json:"helps,omitzero" ask:"max=2000"`
	SmallSteps []peer.Words `json:"smallSteps,omitempty" ask:"items=20,max=500"`
}

// WorkOnFear begins to do something about it, or begins again.
type WorkOnFear struct{}

// FearIsEasier says that it has become easier.
type FearIsEasier struct{}

// ParkFear leaves it where it is for now. No reason is asked.
type ParkFear struct{}

func (NameFear) fearStep()      {}
func (SayMoreOfFear) fearStep() {}
func (WorkOnFear) fearStep()    {}
func (FearIsEasier) fearStep()  {}
func (ParkFear) fearStep()      {}
