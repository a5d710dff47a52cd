package sharing

import (
	"slices"
	"time"

	"github.com/towpath-care/towpath/peer"
)

// Facts is what steps of this package rest on besides the record. What is not known is
// named by the reason that asked for it. Facts print nothing of anybody's lists.
type Facts struct {
	// Agreed answers whether the two, or the group, had an agreement when it was shared:
	// AgreedOn for a relationship.
	Agreed peer.Tri
	// Wishes are what the person would rather not hear, or everybody in the group:
	// WishesOf.
	Wishes Wishes
	// Limits are what the worker never shares: LimitsOf.
	Limits Limits
	// Modelled are the person's skills and ways of coping that a note may name, as
	// recovery.Modelled gives them. Nil: nobody has looked; empty: there are none.
	Modelled []peer.Ref
}

// FactsFrom gathers the facts of a note from the relationship, the time it was shared and
// the records of the host, which hold the Preferences of the person and the OffLimits of
// the worker, where there are any. Records of other kinds and people are passed over.
// Modelled is the host's to add.
func FactsFrom(r peer.Relationship, shared time.Time, records []peer.Record) Facts {
	return Facts{Agreed: AgreedOn(r, shared), Wishes: WishesOf(records, r.Person()), Limits: LimitsOf(records, r.Worker())}
}

// AgreedOn answers whether the two of a relationship had agreed by some time, and it was
// not over. It is Unknown for no relationship.
func AgreedOn(r peer.Relationship, at time.Time) peer.Tri {
	switch {
	case !r.Exists():
		return peer.Unknown
	case r.Since().IsZero(), at.Before(r.Since()):
		return peer.No
	case r.Holds():
		return peer.Yes
	}
	recent := r.Recent() // nothing leads on from the end: the last change is the ending
	return peer.Is(at.Before(recent[len(recent)-1].At))
}

// Wishes are what one person, or everybody in a group, would rather not hear, as they
// stand when a note is written. A wish counts from the moment it is said, also for what
// is written down later. The zero value is not known. It prints as an address.
type Wishes struct{ s kept[wishes] }

type wishes struct {
	people          []peer.PersonID
	avoid, askFirst []Theme
	ratherNot       bool
}

// WishesOf gathers the wishes of these people from their Preferences among the records.
// Somebody without any has none. Where there are several the narrowest holds.
func WishesOf(records []peer.Record, people ...peer.PersonID) Wishes {
	if len(people) == 0 || slices.Contains(people, "") {
		return Wishes{}
	}
	w := wishes{people: slices.Clone(people)}
	for _, r := range records {
		p, ok := r.(Preferences)
		if !ok || !p.Exists() || !slices.Contains(people, p.Person()) {
			continue
		}
		w.avoid, w.askFirst = append(w.avoid, p.Avoid()...), append(w.askFirst, p.AskFirst()...)
		w.ratherNot = w.ratherNot || p.OptedOut()
	}
	return Wishes{keep(w)}
}

// of answers a question about the person of a note, or about everybody in its group: No
// stands in the way.
func (w Wishes) of(n Note, fits func(wishes) bool) peer.Tri {
	s := w.s.get()
	if !w.s.known() || n.Person() != "" && !slices.Contains(s.people, n.Person()) {
		return peer.Unknown
	}
	return peer.Is(fits(s))
}

// Limits are the themes a worker never shares. The zero value is not known. It prints as
// an address.
type Limits struct{ s kept[limits] }

type limits struct {
	worker peer.StaffID
	themes []Theme
}

// LimitsOf gathers what a worker never shares from their OffLimits among the records. A
// worker without any has none.
func LimitsOf(records []peer.Record, worker peer.StaffID) Limits {
	if worker == "" {
		return Limits{}
	}
	l := limits{worker: worker}
	for _, r := range records {
		if o, ok := r.(OffLimits); ok && o.Exists() && o.Worker() == worker {
			l.themes = append(l.themes, o.Themes()...)
		}
	}
	return Limits{keep(l)}
}

// allow answers whether a worker shares a theme.
func (l Limits) allow(n Note, t Theme) peer.Tri {
	s := l.s.get()
	if !l.s.known() || s.worker != n.Worker() {
		return peer.Unknown
	}
	return peer.Is(!slices.Contains(s.themes, t))
}
