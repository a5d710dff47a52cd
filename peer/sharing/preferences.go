package sharing

import (
	"slices"

	"github.com/towpath-care/towpath/internal/terms"
	"github.com/towpath-care/towpath/internal/whose"
	"github.com/towpath-care/towpath/peer"
)

// KindPreferences is how a person's preferences are stored.
const KindPreferences peer.Kind = "preference-list"

// Places preferences can be in. The person alone moves them.
const (
	// Hears: the person hears lived experience, but for what they listed. They may
	// change the list, or opt out.
	Hears peer.Status = "hears"
	// RatherNot: the person would rather hear none. The list stays; they may change it,
	// or hear it again.
	RatherNot peer.Status = "rather-not"
)

// Preferences are what a person would rather leave alone, be asked about first, and
// what makes it easier for them to be there (PEER-38). The person sets them, nobody asks
// why, and they are for the person and the worker beside them. They are never exported.
// The zero value is none.
type Preferences struct {
	head
	s kept[preferences]
}

type preferences struct {
	Person   peer.PersonID `json:"person" ask:"required"`
	Worker   peer.StaffID  `json:"worker,omitzero"`
	Avoid    []Theme       `json:"avoid,omitempty" ask:"items=50"`
	AskFirst []Theme       `json:"askFirst,omitempty" ask:"items=50"`
	Comfort  Comfort       `json:"comfort,omitzero"`
}

// Comfort is what makes it easier for somebody to be there, in their own words. All of
// it may be left out.
type Comfort struct {
	Place   peer.Words `json:"place,omitzero" ask:"max=500"`   // where to meet, and where not
	Seating peer.Words `json:"seating,omitzero" ask:"max=500"` // by the door, side by side
	Times   peer.Words `json:"times,omitzero" ask:"max=500"`   // when it is easier
	Present peer.Words `json:"present,omitzero" ask:"max=500"` // who may be there
	Touch   Touch      `json:"touch,omitzero"`
}

func (c Comfort) words() []peer.Words { return []peer.Words{c.Place, c.Seating, c.Times, c.Present} }

// own is the comfort as it is stored.
func (c Comfort) own(t *taken) Comfort {
	c.Place, c.Seating, c.Times, c.Present = t.Own(c.Place), t.Own(c.Seating), t.Own(c.Times), t.Own(c.Present)
	return c
}

// Touch says whether a hand on the arm is welcome. Empty: nobody has said, and nobody
// touches.
type Touch string

// Whether touch is welcome.
const (
	NoTouch       Touch = "no-touch"
	AskEachTime   Touch = "ask-each-time"
	TouchIsAllOne Touch = "fine-with-me"
)

var touches = []Touch{NoTouch, AskEachTime, TouchIsAllOne}

// Known reports whether the word is on the list.
func (t Touch) Known() bool { return slices.Contains(touches, t) }

// Terms returns the closed list.
func (Touch) Terms() []string { return terms.Of(touches) }

// Person is whose preferences they are.
func (p Preferences) Person() peer.PersonID { return p.s.get().Person }

// Worker is the worker beside them, who sees them too; empty when nobody is named.
func (p Preferences) Worker() peer.StaffID { return p.s.get().Worker }

// Avoid are the themes to leave alone.
func (p Preferences) Avoid() []Theme { return slices.Clone(p.s.get().Avoid) }

// AskFirst are the themes to ask about first, each time. None of them is to be avoided.
func (p Preferences) AskFirst() []Theme { return slices.Clone(p.s.get().AskFirst) }

// Comfort is what makes it easier for the person to be there.
func (p Preferences) Comfort() Comfort { return p.s.get().Comfort }

// OptedOut reports whether the person would rather hear no lived experience at all.
func (p Preferences) OptedOut() bool { return p.Status() == RatherNot }

// PreferencesStep is a step of preferences. A step of another record does not compile
// here.
type PreferencesStep interface{ preferencesStep() }

// SetPreferences says for the first time what the person would rather. All of it may be
// left out. A theme on both lists is one to avoid.
type SetPreferences struct {
	ID       string        `json:"id"`
	Person   peer.PersonID `json:"person" ask:"required"`
	Worker   peer.StaffID  `json:"worker,omitzero"`
	Avoid    []Theme       `json:"avoid,omitempty" ask:"items=50"`
	AskFirst []Theme       `json:"askFirst,omitempty" ask:"items=50"`
	Comfort  Comfort       `json:"comfort,omitzero"`
	// RatherNot: they would rather hear no lived experience.
	RatherNot bool `json:"ratherNot,omitzero"`
}

// ChangePreferences says all of it anew; what is left out no longer holds. Whether they
// hear lived experience at all stays as it is.
type ChangePreferences struct {
	Worker   peer.StaffID `json:"worker,omitzero"`
	Avoid    []Theme      `json:"avoid,omitempty" ask:"items=50"`
	AskFirst []Theme      `json:"askFirst,omitempty" ask:"items=50"`
	Comfort  Comfort      `json:"comfort,omitzero"`
}

// OptOut: the person would rather hear no lived experience. It depends on nothing and
// no reason is asked.
type OptOut struct{}

// HearAgain: they would like to hear it again.
type HearAgain struct{}

func (SetPreferences) preferencesStep()    {}
func (ChangePreferences) preferencesStep() {}
func (OptOut) preferencesStep()            {}
func (HearAgain) preferencesStep()         {}

// preferenceLists is the table of PEER-38.
var preferenceLists = peer.Machine[Preferences, Facts]{
	Kind:   KindPreferences,
	Schema: 1, // 1: the first form
	Says:   "What a person would rather not hear, be asked about first, and what makes it easier to be there.",
	Moves:  "PEER-38",
	States: []peer.State{
		{Status: Hears, Says: "The person hears lived experience, but for what they listed. They may change the list, or opt out."},
		{Status: RatherNot, Says: "The person would rather hear none. They may change the list, or hear it again."},
	},
	Head:   func(p *Preferences) *peer.Head { return &p.head },
	Data:   func(p *Preferences) any { return p.s.data() },
	Person: Preferences.Person,
	Party:  whose.Party[Preferences],
	Legal:  preferencesLegal,
	Parts: []peer.Part[Preferences]{{Name: "preferences", If: func(_ Preferences, as peer.Party, by peer.Reading) bool { return whose.TwoRead(as, by) },
		Rule: peer.Rule{Row: "PEER-38", Code: peer.ErrNotAuthorised}, Says: "What somebody would rather is for them and the worker beside them.",
		Value: func(p Preferences) any { return p.s.get() }}},
	Rows: []row[Preferences]{
		peer.Begins(row[Preferences]{
			Do: "set", Says: "Say what you would rather.", To: []peer.Status{Hears, RatherNot}, By: whose.Person, Else: whose.ForPerson("PEER-38"), Form: "PEER-38",
		}, func(c SetPreferences) string { return c.ID }, func(c SetPreferences) Preferences {
			return Preferences{s: keep(preferences{Person: c.Person, Worker: c.Worker})}
		}, step[Preferences, SetPreferences]{
			Needs: []need[Preferences, SetPreferences]{whose.OwnWords[Facts, Preferences]("PEER-38", "/comfort", func(c SetPreferences) []peer.Words { return c.Comfort.words() })},
			Apply: func(p Preferences, c SetPreferences, t *taken) Preferences {
				return p.saying(c.Worker, c.Avoid, c.AskFirst, c.Comfort.own(t))
			},
			To: func(_ Preferences, c SetPreferences) peer.Status {
				if c.RatherNot {
					return RatherNot
				}
				return Hears
			},
		}),
		peer.Takes(row[Preferences]{
			Do: "change", Says: "Say it anew.", From: []peer.Status{Hears, RatherNot}, Stays: []peer.Status{Hears, RatherNot}, By: whose.Person, Else: whose.ForPerson("PEER-38"), Form: "PEER-38",
		}, step[Preferences, ChangePreferences]{
			Needs: []need[Preferences, ChangePreferences]{whose.OwnWords[Facts, Preferences]("PEER-38", "/comfort", func(c ChangePreferences) []peer.Words { return c.Comfort.words() })},
			Apply: func(p Preferences, c ChangePreferences, t *taken) Preferences {
				return p.saying(c.Worker, c.Avoid, c.AskFirst, c.Comfort.own(t))
			},
		}),
		peer.Takes(row[Preferences]{
			Do: "opt-out", Says: "Say that you would rather hear no lived experience.", From: []peer.Status{Hears}, To: []peer.Status{RatherNot}, By: whose.Person, Else: whose.ForPerson("PEER-40"), Form: "PEER-40",
		}, step[Preferences, OptOut]{Apply: func(p Preferences, _ OptOut, _ *taken) Preferences { return p }}),
		peer.Takes(row[Preferences]{
			Do: "hear-again", Says: "Say that you would like to hear it again.", From: []peer.Status{RatherNot}, To: []peer.Status{Hears}, By: whose.Person, Else: whose.ForPerson("PEER-40"), Form: "PEER-40",
		}, step[Preferences, HearAgain]{Apply: func(p Preferences, _ HearAgain, _ *taken) Preferences { return p }}),
	},
}

func (p Preferences) saying(w peer.StaffID, avoid, askFirst []Theme, c Comfort) Preferences {
	p.s = keep(preferences{Person: p.Person(), Worker: w, Avoid: inOrder(avoid, nil), AskFirst: inOrder(askFirst, avoid), Comfort: c})
	return p
}

func preferencesLegal(p Preferences) []peer.Reason {
	s := p.s.get()
	return []peer.Reason{
		peer.Holds(slices.Equal(s.Avoid, inOrder(s.Avoid, nil)), "/avoid", "Each theme stands there once, in order."),
		peer.Holds(slices.Equal(s.AskFirst, inOrder(s.AskFirst, s.Avoid)), "/askFirst", "Each theme stands there once, in order, and on one of the two lists."),
		peer.Holds(whose.SilentOr(whose.Personal, p, s.Comfort.words()...), "/comfort", "What makes it easier is in the person's own words."),
	}
}
