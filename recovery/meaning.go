package recovery

import (
	"slices"
	"time"

	"github.com/towpath-care/towpath/peer"
)

// KindMeaning is how a meaning is stored.
const KindMeaning peer.Kind = "meaning"

// Places a meaning can be in. Only the person moves it.
const (
	// MeaningSaid: the person has said it. They may take it back.
	MeaningSaid peer.Status = "said"
	// MeaningTakenBack: the person has taken it back. They still say whether the
	// worker alongside may read it.
	MeaningTakenBack peer.Status = "taken-back"
)

// Meaning is how a person makes sense of what they live through: what happened, how
// it feels, their own explanation, what culture, faith and identity make of it, and
// what money, housing or discrimination have to do with it (REC-03). Many stand
// side by side: nothing ranks them, and no diagnosis takes their place. It is for
// the two and never for the record. The zero value is no meaning.
type Meaning struct {
	head
	s meaning
}

type meaning struct {
	Person   peer.PersonID `json:"person" ask:"required"`
	Worker   peer.StaffID  `json:"worker,omitzero"`
	Words    peer.Words    `json:"words" ask:"required,max=4000"`
	Lenses   []MeaningLens `json:"lenses,omitempty" ask:"items=11"`
	Audience Audience      `json:"audience" ask:"required"`
	Said     time.Time     `json:"said" ask:"required"`
}

// Person is the person whose life it is about.
func (m Meaning) Person() peer.PersonID { return m.s.Person }

// Worker is the peer support worker alongside; empty when nobody is named.
func (m Meaning) Worker() peer.StaffID { return m.s.Worker }

// Words are what the person said.
func (m Meaning) Words() peer.Words { return m.s.Words }

// Lenses are from where they look at it, each once; their order means nothing.
// Empty when nobody has said.
func (m Meaning) Lenses() []MeaningLens { return slices.Clone(m.s.Lenses) }

// Audience is who may see it, as the person set it; MeAndMyWorker at first. OnlyMe
// keeps it from the worker too; nothing opens it to anybody beyond the two.
func (m Meaning) Audience() Audience { return m.s.Audience }

// Said is when it was said, in UTC.
func (m Meaning) Said() time.Time { return m.s.Said }
