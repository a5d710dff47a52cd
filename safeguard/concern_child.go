package safeguard

import "github.com/towpath-care/towpath/peer"

// door is how the literal of concerns asks the table it is: a Go literal cannot name
// itself.
type door interface {
	raise(Raise, peer.Act, Facts) (Concern, peer.Change, error)
}

type concernDoor struct{}

func (concernDoor) raise(r Raise, a peer.Act, f Facts) (Concern, peer.Change, error) {
	return concerns.New(r, a, f)
}

var ownDoor door = concernDoor{}

// childSuffix ends the id of the concern about a child that comes with another.
const childSuffix = "-child"

// forChild is the second concern where a child is at risk (SAFE-05). It holds what is
// known of safety and none of the story.
func (c Concern) forChild(id string) Raise {
	return Raise{
		ID: id[:min(len(id), mostID-len(childSuffix))] + childSuffix, Trigger: SafeguardingChild, NoticedAt: peer.MomentOf(c.s.Noticed), Where: c.s.Where,
		About: c.s.About, Wants: c.s.Wants, Contact: c.s.Contact, Danger: c.s.Danger, Ground: c.s.Ground, NotTo: c.s.NotTo, With: id,
	}
}

// withChild makes the second concern where a child is at risk, once. It was raised by
// whoever raised the first, and comes in now.
func (c Concern) withChild(id string, t *taken) Concern {
	if c.s.Disclosure.Children != peer.Yes || c.s.Core == SafeguardingChild || c.s.With != "" {
		return c
	}
	act := peer.Act{By: c.s.Raiser, At: t.Act.At, ID: t.Act.ID}
	if child, change, err := ownDoor.raise(c.forChild(id), act, t.Facts); err == nil {
		t.Make(child, change)
		c.s.With = child.Ref().ID
	}
	return c
}

// nothingInTheWay: nothing stands in the way of the second concern.
func nothingInTheWay[C any](Concern, C, peer.Act, Facts) peer.Decision { return peer.Decision{} }
