package recovery

import (
	"time"

	"github.com/towpath-care/towpath/peer"
)

// KindStrength is how a strength is stored.
const KindStrength peer.Kind = "strength"

// Places a strength can be in. After the first word only the person moves it.
const (
	// StrengthOffered: the worker noticed something, or wrote down what the person
	// said. The person accepts it or sets it aside.
	StrengthOffered peer.Status = "offered"
	// StrengthAccepted: it is the person's, and it counts. They may set it aside.
	StrengthAccepted peer.Status = "accepted"
	// StrengthSetAside: it does not count. The person may take it up again.
	StrengthSetAside peer.Status = "set-aside"
)

// Strength is something a person has to build on: a strength, a value, an
// aspiration or an accomplishment (REC-02). Said by the person it is theirs at
// once; what the worker offers counts when the person accepts it. The zero value is
// no strength.
type Strength struct {
	head
	s strength
}

type strength struct {
	Person   peer.PersonID `json:"person" ask:"required"`
	Worker   peer.StaffID  `json:"worker,omitzero"`
	Sort     StrengthKind  `json:"sort" ask:"required"`
	Words    peer.Words    `json:"words" ask:"required,max=2000"`
	From     peer.Party    `json:"from" ask:"required"`
	Audience Audience      `json:"audience" ask:"required"`
	Said     time.Time     `json:"said" ask:"required"`
}

// Person is the person whose strength it is.
func (g Strength) Person() peer.PersonID { return g.s.Person }

// Worker is the peer support worker alongside; empty when nobody is named.
func (g Strength) Worker() peer.StaffID { return g.s.Worker }

// Sort is whether it is a strength, a value, an aspiration or an accomplishment.
func (g Strength) Sort() StrengthKind { return g.s.Sort }

// Words are what it is, as one of the two said it.
func (g Strength) Words() peer.Words { return g.s.Words }

// From is who brought it in first: the person or the worker.
func (g Strength) From() peer.Party { return g.s.From }

// Audience is who may see it, as the person set it; MeAndMyWorker at first. Before
// they have accepted it nobody but the two sees it.
func (g Strength) Audience() Audience { return g.s.Audience }

// Said is when it was said, in UTC.
func (g Strength) Said() time.Time { return g.s.Said }

// Counts answers whether it may be used: built on in a goal or a plan, shown at a
// look back, or put into a record. Before the person has accepted it, it is a
// *peer.Refusal with peer.ErrPersonHasNotAgreed (REC-02).
func (g Strength) Counts() error {
	if g.Status() == StrengthAccepted {
		return nil
	}
	return peer.Fault(peer.Rule{Row: "REC-02", Code: peer.ErrPersonHasNotAgreed}, "",
		"The person has made this strength theirs.", "Ask whether they see it that way; they may set it aside.")
}
