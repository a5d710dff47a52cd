package recovery

import (
	"time"

	"github.com/towpath-care/towpath/internal/whose"
	"github.com/towpath-care/towpath/peer"
)

// KindTakingPart is how a note on taking part is stored.
const KindTakingPart peer.Kind = "taking-part"

// Places a note on taking part can be in.
const (
	// TakingPartTold: it is written down. The person may set it aside.
	TakingPartTold peer.Status = "told"
	// TakingPartSetAside: the person says that it does not stand. Nothing leads
	// on but who may see it; what was so is told anew.
	TakingPartSetAside peer.Status = "set-aside"
)

// TakingPart is a note that a person took part in an activity on a day, or did
// not, which is fine (REC-17). Each is a record of its own. Nothing counts them,
// and no rate or score is made of them. The zero value is no note.
type TakingPart struct {
	head
	s takingPart
}

type takingPart struct {
	Person   peer.PersonID `json:"person" ask:"required"`
	Worker   peer.StaffID  `json:"worker,omitzero"`
	Activity string        `json:"activity,omitzero"`
	On       peer.Date     `json:"on,omitzero"`
	TookPart peer.Tri      `json:"tookPart"`
	Words    peer.Words    `json:"words,omitzero" ask:"max=2000"`
	From     peer.Party    `json:"from" ask:"required"`
	Told     time.Time     `json:"told" ask:"required"`
	Audience Audience      `json:"audience" ask:"required"`
}

// Person is the person whom it is about.
func (n TakingPart) Person() peer.PersonID { return n.s.Person }

// Worker is the peer support worker alongside; empty when nobody is named.
func (n TakingPart) Worker() peer.StaffID { return n.s.Worker }

// Activity is the id of the activity it belongs to; empty when nobody has said.
func (n TakingPart) Activity() string { return n.s.Activity }

// On is the day it is about; the day it was told, in UTC, when none was given.
func (n TakingPart) On() peer.Date {
	if n.s.On.IsZero() && n.Exists() {
		return whose.DayUTC(n.s.Told)
	}
	return n.s.On
}

// TookPart is yes when they took part and no when they did not; both are fine.
// Unknown: it is not said.
func (n TakingPart) TookPart() peer.Tri { return n.s.TookPart }

// Words are what the person says of it; empty when they said nothing.
func (n TakingPart) Words() peer.Words { return n.s.Words }

// From is who told it: the person or the worker.
func (n TakingPart) From() peer.Party { return n.s.From }

// Told is when it was written down, in UTC.
func (n TakingPart) Told() time.Time { return n.s.Told }

// Audience is who may see it, as the person set it; MeAndMyWorker at first.
func (n TakingPart) Audience() Audience { return n.s.Audience }
