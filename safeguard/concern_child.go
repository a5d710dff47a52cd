package safeguard

import (
	"time"

	"github.com/towpath-care/towpath/peer"
)

// door is how the literal of concerns asks the table it is: a Go literal cannot name
// itself.
type door interface {
	raise(Raise, peer.Act, Facts) (Concern, peer.Change, error)
	written(Raise) ([]byte, error)
}

type concernDoor struct{}

func (concernDoor) raise(r Raise, a peer.Act, f Facts) (Concern, peer.Change, error) {
	return concerns.New(r, a, f)
}

func (concernDoor) written(r Raise) ([]byte, error) { return concerns.EncodeStep(r) }

var ownDoor door = concernDoor{}

// childSuffix ends the id of the concern about a child that comes of another.
const childSuffix = "-child"

// childID is made from the id of the first concern, whatever its length.
func childID(id string) string {
	if len(id)+len(childSuffix) > mostID {
		id = "concern-" + fingerprint([]byte(id))
	}
	return id + childSuffix
}

// forChild is the second concern where a child is at risk (SAFE-05). It holds what is
// known of safety and none of the story.
func (c Concern) forChild(id string, known time.Time) Raise {
	return Raise{
		ID: childID(id), Trigger: SafeguardingChild, NoticedAt: peer.MomentOf(known), Where: c.s.Where,
		About: c.s.About, Wants: c.s.Wants, Contact: c.s.Contact, Danger: c.s.Danger, Ground: c.s.Ground, NotTo: c.s.NotTo, With: id,
	}
}

// withChild makes the second concern where a child is at risk, once: with the first, or
// later when it becomes known, and its times are counted from then. Whoever raised the
// first counts as having raised it, so that whoever only said more may take it on and
// close it; its change says who did.
func (c Concern) withChild(id string, known time.Time, t *taken) Concern {
	if c.s.Disclosure.Children != peer.Yes || c.s.Core == SafeguardingChild || c.s.Child != "" {
		return c
	}
	act := peer.Act{By: t.Act.By, At: t.Act.At, ID: t.Act.ID}
	if child, change, err := ownDoor.raise(c.forChild(id, known), act, t.Facts); err == nil {
		child.s.Raiser, child.s.AsWorker = c.s.Raiser, c.s.AsWorker
		t.Make(child, change)
		c.s.Child = child.Ref().ID
	}
	return c
}

// nothingInTheWay: nothing stands in the way of the second concern.
func nothingInTheWay[C any](Concern, C, peer.Act, Facts) peer.Decision { return peer.Decision{} }
