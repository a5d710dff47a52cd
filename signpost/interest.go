package signpost

import (
	"cmp"
	"slices"
	"time"

	"github.com/towpath-care/towpath/internal/whose"
	"github.com/towpath-care/towpath/peer"
)

// KindInterest is how an interest is stored.
const KindInterest peer.Kind = "interest"

// Places an interest can be in.
const (
	// Subscribed: the person would like to hear of it. They may change it or stop it.
	Subscribed peer.Status = "subscribed"
	// Unsubscribed: they hear of nothing. They may take it up again.
	Unsubscribed peer.Status = "unsubscribed"
)

// Interest is what somebody would like to hear of when it is new or back (SIGN-22). It
// is theirs alone: nobody else sees it, sets it or stops it. The zero value is none.
type Interest struct {
	head
	s interest
}

type interest struct {
	Person peer.PersonID `json:"person" ask:"required"`
	Of     WouldLike     `json:"of"`
	Since  time.Time     `json:"since" ask:"required"` // when it was last taken up
}

// WouldLike is what somebody would like to hear of: one of these topics or one of
// these categories is enough.
type WouldLike struct {
	Topics     []Topic    `json:"topics,omitempty" ask:"items=24"`
	Categories []Category `json:"categories,omitempty" ask:"items=15"`
	// Area is the id of an area; empty: anywhere. An entry that serves everywhere
	// serves it too.
	Area string `json:"area,omitzero"`
}

// Given reports whether anything is named.
func (w WouldLike) Given() bool { return len(w.Topics)+len(w.Categories) > 0 }

func (w WouldLike) clone() WouldLike {
	w.Topics, w.Categories = slices.Clone(w.Topics), slices.Clone(w.Categories)
	return w
}

// wants reports whether an entry is of the sort.
func (w WouldLike) wants(l Listing) bool {
	topic := slices.ContainsFunc(l.Topics, func(t Topic) bool { return slices.Contains(w.Topics, t) })
	category := slices.ContainsFunc(l.Categories, func(c Category) bool { return slices.Contains(w.Categories, c) })
	return (topic || category) && (w.Area == "" || l.Area == "" || w.Area == l.Area)
}

// Person is whose interest it is.
func (i Interest) Person() peer.PersonID { return i.s.Person }

// Of is what they would like to hear of.
func (i Interest) Of() WouldLike { return i.s.Of.clone() }

// InterestStep is a step of an interest. A step of another record does not compile
// here.
type InterestStep interface{ interestStep() }

// Subscribe asks to hear of something. Only the person does.
type Subscribe struct {
	ID     string        `json:"id"`
	Person peer.PersonID `json:"person" ask:"required"`
	Of     WouldLike     `json:"of"`
}

// ChangeInterest asks to hear of something else instead.
type ChangeInterest struct {
	Of WouldLike `json:"of"`
}

// Unsubscribe stops it. No reason is asked.
type Unsubscribe struct{}

// SubscribeAgain takes it up again.
type SubscribeAgain struct{}

func (Subscribe) interestStep()      {}
func (ChangeInterest) interestStep() {}
func (Unsubscribe) interestStep()    {}
func (SubscribeAgain) interestStep() {}

// interests is the table of SIGN-22.
var interests = peer.Machine[Interest, Facts]{
	Kind:   KindInterest,
	Schema: 1, // 1: the first form
	Says:   "What somebody would like to hear of when it is new or back.",
	Moves:  "SIGN-22",
	States: []peer.State{
		{Status: Subscribed, Says: "The person would like to hear of it. They may change it or stop it."},
		{Status: Unsubscribed, Says: "They hear of nothing. They may take it up again."},
	},
	Head:   func(i *Interest) *peer.Head { return &i.head },
	Data:   func(i *Interest) any { return &i.s },
	Person: Interest.Person,
	Party:  func(i Interest, a peer.Actor) peer.Party { return peer.PartyOf(a, i.s.Person, "") },
	Policy: Facts.digest,
	Legal: func(i Interest) []peer.Reason {
		return []peer.Reason{peer.Holds(i.s.Of.Given(), "/of", "It is said what they would like to hear of.")}
	},
	Parts: []peer.Part[Interest]{{Name: "interest", May: whose.Person, Rule: peer.Rule{Row: "SIGN-22", Code: peer.ErrNotAuthorised}, Says: "What somebody would like to hear of is theirs alone.",
		Value: func(i Interest) any { return i.s }}},
	Rows: []row[Interest]{
		peer.Begins(row[Interest]{
			Do: "subscribe", Says: "Ask to hear of something.", To: []peer.Status{Subscribed}, By: whose.Person, Else: whose.ForPerson("SIGN-22"), Form: "SIGN-22",
		}, func(c Subscribe) string { return c.ID }, func(c Subscribe) Interest { return Interest{s: interest{Person: c.Person}} }, step[Interest, Subscribe]{
			Needs: []need[Interest, Subscribe]{somethingNamed(func(c Subscribe) WouldLike { return c.Of })},
			Apply: func(i Interest, c Subscribe, k *taken) Interest { i.s.Of, i.s.Since = c.Of, k.Now(); return i },
		}),
		peer.Takes(row[Interest]{
			Do: "change", Says: "Ask to hear of something else instead.", From: []peer.Status{Subscribed}, Stays: []peer.Status{Subscribed}, By: whose.Person, Else: whose.ForPerson("SIGN-22"), Form: "SIGN-22",
		}, step[Interest, ChangeInterest]{
			Needs: []need[Interest, ChangeInterest]{somethingNamed(func(c ChangeInterest) WouldLike { return c.Of })},
			Apply: func(i Interest, c ChangeInterest, _ *taken) Interest { i.s.Of = c.Of; return i },
		}),
		peer.Takes(row[Interest]{
			Do: "unsubscribe", Says: "Stop it. No reason is asked.", From: []peer.Status{Subscribed}, To: []peer.Status{Unsubscribed}, By: whose.Person, Else: whose.ForPerson("SIGN-22"), Form: "SIGN-22",
		}, step[Interest, Unsubscribe]{Apply: func(i Interest, _ Unsubscribe, _ *taken) Interest { return i }}),
		peer.Takes(row[Interest]{
			Do: "subscribe-again", Says: "Take it up again.", From: []peer.Status{Unsubscribed}, To: []peer.Status{Subscribed}, By: whose.Person, Else: whose.ForPerson("SIGN-22"), Form: "SIGN-22",
		}, step[Interest, SubscribeAgain]{Apply: func(i Interest, _ SubscribeAgain, k *taken) Interest { i.s.Since = k.Now(); return i }}),
	},
}

func somethingNamed[C any](of func(C) WouldLike) need[Interest, C] {
	return need[Interest, C]{
		Asks: peer.Asks{Rule: peer.Rule{Row: "SIGN-22", Code: peer.ErrRequired}, Path: "/of", Says: "It is said what they would like to hear of.", Fix: "Name a topic or a category."},
		Met:  func(_ Interest, c C, _ peer.Act, _ Facts) peer.Tri { return peer.Is(of(c).Given()) },
	}
}

// Notice says to one person that there is something. It names the entry by its id
// only: a host shows what it is once the person has opened it.
type Notice struct {
	Interest peer.Ref      `json:"interest"`
	Person   peer.PersonID `json:"person"`
	Resource string        `json:"resource"`
	// At is when the entry was listed.
	At time.Time `json:"at"`
}

// Says is the text of every notice. It says nothing of what it is about, nor of peer
// support (hazard H09). A host sends it the way the person said is safe, or not at
// all.
func (Notice) Says() string {
	return "Hello. There is something new for you to see, whenever you like."
}

// Notices are of the entries that were listed, or listed again, after since and by
// now, for those who would like to hear of them: at most one for each entry and
// person. Nobody hears of what was listed while they were not subscribed (SIGN-22),
// nor of what is closed at present or of a course that is over. They come with the
// earliest first.
func Notices(list []Interest, resources []Resource, since, now time.Time) []Notice {
	var out []Notice
	for _, i := range list {
		for _, r := range resources {
			if i.hears(r, since, now) && !slices.ContainsFunc(out, func(n Notice) bool { return n.Person == i.s.Person && n.Resource == r.Ref().ID }) {
				out = append(out, Notice{i.Ref(), i.s.Person, r.Ref().ID, r.s.Listed})
			}
		}
	}
	slices.SortStableFunc(out, func(a, b Notice) int {
		return cmp.Or(a.At.Compare(b.At), cmp.Compare(a.Resource, b.Resource), cmp.Compare(a.Person, b.Person))
	})
	return out
}

func (i Interest) hears(r Resource, since, now time.Time) bool {
	at, today := r.s.Listed, peer.Calendar{}.FirstDay(now) // a day is over once it is over everywhere
	return !r.s.Listing.Sessions.Over(today) && i.Status() == Subscribed && r.Status() == Listed && !r.s.Listing.Now.Closed &&
		at.After(since) && !at.After(now) && !at.Before(i.s.Since) && i.s.Of.wants(r.s.Listing)
}
