package recovery

import (
	"cmp"
	"slices"
	"time"

	"github.com/towpath-care/towpath/internal/whose"
	"github.com/towpath-care/towpath/peer"
)

// KindCelebration is how a celebration is stored.
const KindCelebration peer.Kind = "celebration"

// Places a celebration can be in.
const (
	// CelebrationOffered: the worker noticed something. The person accepts it
	// or sets it aside.
	CelebrationOffered peer.Status = "offered"
	// CelebrationAccepted: it counts. The person may set it aside.
	CelebrationAccepted peer.Status = "accepted"
	// CelebrationSetAside: it does not count. The person may accept it after
	// all.
	CelebrationSetAside peer.Status = "set-aside"
)

// Celebration is a step, a success or an effort worth marking, whatever came of
// it (REC-11). What the worker offers counts when the person accepts it. The zero
// value is no celebration.
type Celebration struct {
	head
	s celebration
}

type celebration struct {
	Person    peer.PersonID `json:"person" ask:"required"`
	Worker    peer.StaffID  `json:"worker,omitzero"`
	Goal      string        `json:"goal,omitzero"`
	What      peer.Words    `json:"what" ask:"required,max=2000"`
	HowMarked peer.Words    `json:"howMarked,omitzero" ask:"max=1000"`
	Effort    bool          `json:"effort,omitzero"`
	On        peer.Date     `json:"on,omitzero"`
	From      peer.Party    `json:"from" ask:"required"`
	Said      time.Time     `json:"said" ask:"required"`
}

// Person is the person whose celebration it is.
func (c Celebration) Person() peer.PersonID { return c.s.Person }

// Worker is the peer support worker alongside; empty when nobody is named.
func (c Celebration) Worker() peer.StaffID { return c.s.Worker }

// Goal is the id of the goal it belongs to; empty when there is none.
func (c Celebration) Goal() string { return c.s.Goal }

// What is worth marking.
func (c Celebration) What() peer.Words { return c.s.What }

// HowMarked is how the person wants it marked; empty: they have not said.
func (c Celebration) HowMarked() peer.Words { return c.s.HowMarked }

// Effort reports whether it is about the effort, whatever came of it.
func (c Celebration) Effort() bool { return c.s.Effort }

// On is the day it is about; the day it was said, in UTC, when none was given.
func (c Celebration) On() peer.Date {
	if c.s.On.IsZero() && c.Exists() {
		return whose.DayUTC(c.s.Said)
	}
	return c.s.On
}

// From is who said it first: the person or the worker.
func (c Celebration) From() peer.Party { return c.s.From }

// Said is when it was said, in UTC.
func (c Celebration) Said() time.Time { return c.s.Said }

// CelebrationsToShow gives what may be shown at a look back or an ending: those of
// one person that count, in the order of their days. Those said of the same day stand
// in the order in which they were said. It gives them all and counts none.
func CelebrationsToShow(person peer.PersonID, list []Celebration) []Celebration {
	var out []Celebration
	for _, c := range list {
		if c.Person() == person && c.Counts() == nil {
			out = append(out, c)
		}
	}
	slices.SortStableFunc(out, func(a, b Celebration) int {
		return cmp.Or(a.On().Compare(b.On()), a.s.Said.Compare(b.s.Said), cmp.Compare(a.Ref().ID, b.Ref().ID))
	})
	return out
}

// Counts answers whether it may be used: shown at a look back, at an ending, or
// put into a record. Before the person has accepted it, it is a *peer.Refusal
// with peer.ErrPersonHasNotAgreed (REC-11).
func (c Celebration) Counts() error {
	if c.Status() == CelebrationAccepted {
		return nil
	}
	return peer.Fault(notBefore, "", "The person has made this celebration theirs.", "Ask them; they may set it aside.")
}

var notBefore = peer.Rule{Row: "REC-11", Code: peer.ErrPersonHasNotAgreed}
