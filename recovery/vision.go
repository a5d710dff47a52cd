package recovery

import (
	"time"

	"github.com/towpath-care/towpath/peer"
)

// KindVision is how a vision is stored.
const KindVision peer.Kind = "vision"

// Places a vision can be in. Only the person moves it.
const (
	// VisionSaid: the person has said it. They may take it back.
	VisionSaid peer.Status = "said"
	// VisionTakenBack: the person has taken it back. It stays readable for the
	// two; the person still says who may see it.
	VisionTakenBack peer.Status = "taken-back"
)

// Vision is what recovery means to one person, in their words and nobody else's
// (REC-01). What a clinic would call being well has no place in it, and illness may
// go on beside it. A new version is a record of its own; CurrentVision finds the
// one that holds. The zero value is no vision.
type Vision struct {
	head
	s vision
}

type vision struct {
	Person   peer.PersonID `json:"person" ask:"required"`
	Worker   peer.StaffID  `json:"worker,omitzero"`
	Words    peer.Words    `json:"words" ask:"required,max=4000"`
	Audience Audience      `json:"audience" ask:"required"`
	Said     time.Time     `json:"said" ask:"required"`
}

// Person is the person whose vision it is.
func (v Vision) Person() peer.PersonID { return v.s.Person }

// Worker is the peer support worker alongside; empty when nobody is named.
func (v Vision) Worker() peer.StaffID { return v.s.Worker }

// Words are the vision as the person said it.
func (v Vision) Words() peer.Words { return v.s.Words }

// Audience is who may see it, as the person set it; MeAndMyWorker at first.
func (v Vision) Audience() Audience { return v.s.Audience }

// Said is when it was said, in UTC.
func (v Vision) Said() time.Time { return v.s.Said }

// CurrentVision finds the vision that holds now: the one said last and not taken
// back. The list is one person's, each vision once, in any order; those of more
// than one person have no vision between them. Of two said at the same instant it
// is the one whose id is the greater, byte by byte. With none it reports false. The
// earlier ones stay as they are (REC-01).
func CurrentVision(list []Vision) (Vision, bool) {
	var last Vision
	var whose peer.PersonID
	for _, v := range list {
		if !v.Exists() {
			continue
		}
		if whose == "" {
			whose = v.Person()
		}
		if v.Person() != whose {
			return Vision{}, false
		}
		if v.Status() == VisionSaid && (!last.Exists() || last.before(v)) {
			last = v
		}
	}
	return last, last.Exists()
}

// before reports whether v was said before w.
func (v Vision) before(w Vision) bool {
	if order := v.Said().Compare(w.Said()); order != 0 {
		return order < 0
	}
	return v.Ref().ID < w.Ref().ID
}
