package recovery

import (
	"slices"
	"time"

	"github.com/towpath-care/towpath/peer"
)

// KindFear is how a fear is stored.
const KindFear peer.Kind = "fear"

// Places a fear can be in. Only the person moves it, and back again as they say.
const (
	// FearNamed: the person has named it. They work on it, say that it is easier,
	// or park it.
	FearNamed peer.Status = "named"
	// FearWorking: they are at it. They say that it is easier, or park it.
	FearWorking peer.Status = "working"
	// FearEasier: they say that it has become easier. They work on it again, or
	// park it.
	FearEasier peer.Status = "easier"
	// FearParked: they leave it where it is for now. They take it up, or say that
	// it has become easier by itself.
	FearParked peer.Status = "parked"
)

// Fear is something the person is afraid of, named by them alone (REC-26). It is
// for the two of them and goes nowhere else. The zero value is none.
type Fear struct {
	head
	s fear
}

type fear struct {
	Person     peer.PersonID `json:"person" ask:"required"`
	Worker     peer.StaffID  `json:"worker,omitzero"`
	Words      peer.Words    `json:"words" ask:"required,max=2000"`
	Stops      peer.Words    `json:"stops,omitzero" ask:"max=2000"`
	Helps      peer.Words    `json:"helps,omitzero" ask:"max=2000"`
	SmallSteps []peer.Words  `json:"smallSteps,omitempty" ask:"items=20,max=500"`
	Named      time.Time     `json:"named" ask:"required"`
}

// Person is the person who named it.
func (e Fear) Person() peer.PersonID { return e.s.Person }

// Worker is the peer support worker alongside; empty when nobody is named, and
// then it is the person's alone.
func (e Fear) Worker() peer.StaffID { return e.s.Worker }

// Words are the fear as the person named it.
func (e Fear) Words() peer.Words { return e.s.Words }

// Stops is what it keeps them from; empty when they have not said.
func (e Fear) Stops() peer.Words { return e.s.Stops }

// Helps is what would help; empty when they have not said.
func (e Fear) Helps() peer.Words { return e.s.Helps }

// SmallSteps are the small steps they have in mind, in their order.
func (e Fear) SmallSteps() []peer.Words { return slices.Clone(e.s.SmallSteps) }

// Named is when they named it, in UTC.
func (e Fear) Named() time.Time { return e.s.Named }
