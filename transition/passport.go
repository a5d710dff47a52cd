package transition

import (
	"cmp"
	"fmt"
	"io"
	"log/slog"
	"slices"
	"time"

	"github.com/towpath-care/towpath/internal/plainjson"
	"github.com/towpath-care/towpath/internal/terms"
	"github.com/towpath-care/towpath/internal/whose"
	"github.com/towpath-care/towpath/peer"
)

// KindPassportEntry is how an entry of a transition passport is stored.
const KindPassportEntry peer.Kind = "passport-entry"

// Places an entry can be in. Only the person moves it.
const (
	// EntryKept: it is written, for the two. Either may write it anew; the person
	// takes it along or takes it out.
	EntryKept peer.Status = "kept"
	// EntryGoesAlong: the person takes it along. They may say it in other words, keep
	// it back again or take it out.
	EntryGoesAlong peer.Status = "goes-along"
	// EntryTakenOut: they took it out. It stands there for them alone, and nothing
	// leads on.
	EntryTakenOut peer.Status = "taken-out"
)

// Section is a part of a transition passport: what people on the other side may
// like to know, as the person puts it.
type Section string

// Sections, in the order they are shown.
const (
	SectionAboutMe   Section = "about-me"
	SectionMatters   Section = "what-matters-to-me"
	SectionHelps     Section = "what-helps"
	SectionNot       Section = "what-does-not-help"
	SectionTalk      Section = "how-to-talk-with-me"
	SectionPeople    Section = "people-and-places"
	SectionWorries   Section = "what-worries-me"
	SectionQuestions Section = "what-i-would-like-to-know"
)

var sections = []Section{SectionAboutMe, SectionMatters, SectionHelps, SectionNot, SectionTalk, SectionPeople, SectionWorries, SectionQuestions}

// Known reports whether the section is on the list.
func (s Section) Known() bool { return slices.Contains(sections, s) }

// Terms returns the closed list in the order they are shown.
func (Section) Terms() []string { return terms.Of(sections) }

// PassportEntry is one thing a person wants people on the other side to know, in
// their own words. It goes along only when they say so. The zero value is none.
type PassportEntry struct {
	head
	s passportEntry
}

type passportEntry struct {
	Person     peer.PersonID `json:"person" ask:"required"`
	Worker     peer.StaffID  `json:"worker,omitzero"`
	Transition string        `json:"transition" ask:"required"`
	Section    Section       `json:"section" ask:"required"`
	Words      peer.Words    `json:"words" ask:"required,max=2000"`
	Said       time.Time     `json:"said" ask:"required"`
}

// Person is whose passport it is in.
func (e PassportEntry) Person() peer.PersonID { return e.s.Person }

// Worker is the peer support worker beside them; empty when nobody is named.
func (e PassportEntry) Worker() peer.StaffID { return e.s.Worker }

// Transition is the id of the move.
func (e PassportEntry) Transition() string { return e.s.Transition }

// Section is where it stands in the passport.
func (e PassportEntry) Section() Section { return e.s.Section }

// Words are what the person wants to be known.
func (e PassportEntry) Words() peer.Words { return e.s.Words }

// Said is when it was last said, in UTC.
func (e PassportEntry) Said() time.Time { return e.s.Said }

// PassportEntryStep is a step of an entry. A step of another record does not compile
// here.
type PassportEntryStep interface{ passportEntryStep() }

// WriteEntry writes an entry. The worker may write down what the person says; what
// goes along is for the person to say.
type WriteEntry struct {
	ID         string        `json:"id"`
	Person     peer.PersonID `json:"person" ask:"required"`
	Worker     peer.StaffID  `json:"worker,omitzero"`
	Transition string        `json:"transition" ask:"required"`
	Section    Section       `json:"section" ask:"required"`
	Words      peer.Words    `json:"words" ask:"required,max=2000"`
}

// SayAnew says it in other words while it is kept. The worker may write down what
// the person says.
type SayAnew struct {
	Words peer.Words `json:"words" ask:"required,max=2000"`
}

// ChangeAlong says in other words what goes along; it goes along so. Only the person
// does: what was theirs to take along stays theirs.
type ChangeAlong struct {
	Words peer.Words `json:"words" ask:"required,max=2000"`
}

// TakeAlong takes it along.
type TakeAlong struct{}

// KeepBack keeps it back.
type KeepBack struct{}

// TakeOut takes it out of the passport.
type TakeOut struct{}

func (WriteEntry) passportEntryStep()  {}
func (SayAnew) passportEntryStep()     {}
func (ChangeAlong) passportEntryStep() {}
func (TakeAlong) passportEntryStep()   {}
func (KeepBack) passportEntryStep()    {}
func (TakeOut) passportEntryStep()     {}

var forPassport = whose.ForPerson("TRAN-05")

// passportEntries is the table of the passport.
var passportEntries = peer.Machine[PassportEntry, Facts]{
	Kind:   KindPassportEntry,
	Schema: 1, // 1: the first form
	Says:   "One thing a person wants people on the other side to know; it goes along when they say so.",
	Moves:  "TRAN-05",
	States: []peer.State{
		{Status: EntryKept, Says: "It is written, for the two. The person takes it along or takes it out."},
		{Status: EntryGoesAlong, Says: "The person takes it along. They may change it or keep it back again."},
		{Status: EntryTakenOut, Says: "The person took it out.", End: true},
	},
	Head:   func(e *PassportEntry) *peer.Head { return &e.head },
	Data:   func(e *PassportEntry) any { return &e.s },
	Person: PassportEntry.Person,
	Party:  whose.Party[PassportEntry],
	Policy: Facts.digest,
	Legal: func(e PassportEntry) []peer.Reason {
		return []peer.Reason{peer.Holds(whose.SilentOr(whose.Personal, e, e.s.Words), "/words", "An entry is in the person's own words.")}
	},
	Parts: []peer.Part[PassportEntry]{{Name: "entry", If: entrySeen, Rule: peer.Rule{Row: "TRAN-05", Code: peer.ErrConsentRequired}, Says: "An entry is for the two until the person takes it along.",
		Value: func(e PassportEntry) any { return e.s }}},
	Rows: []row[PassportEntry]{
		peer.Begins(row[PassportEntry]{
			Do: "write", Says: "Write an entry.", To: []peer.Status{EntryKept}, By: whose.Two, Else: whose.ForTwo("TRAN-05"), Form: "TRAN-05",
		}, func(c WriteEntry) string { return c.ID }, func(c WriteEntry) PassportEntry {
			return PassportEntry{s: passportEntry{Person: c.Person, Worker: c.Worker, Transition: c.Transition, Section: c.Section}}
		}, step[PassportEntry, WriteEntry]{
			Needs: []need[PassportEntry, WriteEntry]{whose.OwnWords[Facts, PassportEntry]("TRAN-05", "/words", func(c WriteEntry) []peer.Words { return []peer.Words{c.Words} })},
			Apply: func(e PassportEntry, c WriteEntry, k *taken) PassportEntry { return e.said(c.Words, k) },
		}),
		peer.Takes(row[PassportEntry]{
			Do: "say-anew", Says: "Say it in other words.", From: []peer.Status{EntryKept}, To: []peer.Status{EntryKept}, By: whose.Two, Else: whose.ForTwo("TRAN-05"), Form: "TRAN-05",
		}, step[PassportEntry, SayAnew]{
			Needs: []need[PassportEntry, SayAnew]{whose.OwnWords[Facts, PassportEntry]("TRAN-05", "/words", func(c SayAnew) []peer.Words { return []peer.Words{c.Words} })},
			Apply: func(e PassportEntry, c SayAnew, k *taken) PassportEntry { return e.said(c.Words, k) },
		}),
		moveEntry("change-along", "Say in other words what goes along.", EntryGoesAlong, step[PassportEntry, ChangeAlong]{
			Needs: []need[PassportEntry, ChangeAlong]{whose.OwnWords[Facts, PassportEntry]("TRAN-05", "/words", func(c ChangeAlong) []peer.Words { return []peer.Words{c.Words} })},
			Apply: func(e PassportEntry, c ChangeAlong, k *taken) PassportEntry { return e.said(c.Words, k) },
		}, EntryGoesAlong),
		moveEntry("take-along", "Take it along.", EntryGoesAlong, step[PassportEntry, TakeAlong]{Apply: same[TakeAlong]}, EntryKept),
		moveEntry("keep-back", "Keep it back.", EntryKept, step[PassportEntry, KeepBack]{Apply: same[KeepBack]}, EntryGoesAlong),
		moveEntry("take-out", "Take it out of the passport.", EntryTakenOut, step[PassportEntry, TakeOut]{Apply: same[TakeOut]}, EntryKept, EntryGoesAlong),
	},
}

func moveEntry[C any](do peer.Action, says string, to peer.Status, s step[PassportEntry, C], from ...peer.Status) row[PassportEntry] {
	return peer.Takes(row[PassportEntry]{Do: do, Says: says, From: from, To: []peer.Status{to}, By: whose.Person, Else: forPassport, Form: "TRAN-05"}, s)
}

func same[C any](e PassportEntry, _ C, _ *taken) PassportEntry { return e }

func (e PassportEntry) said(w peer.Words, k *taken) PassportEntry {
	e.s.Words, e.s.Said = k.Own(w), k.Now()
	return e
}

// entrySeen: the two, and once it goes along the staff for the person's care. It is
// no part of the record.
func entrySeen(e PassportEntry, as peer.Party, by peer.Reading) bool {
	if e.Status() == EntryTakenOut {
		return takenBack(as, by)
	}
	if forTheTwo(e, as, by) {
		return true
	}
	return e.Status() == EntryGoesAlong && by.By.Staff != "" && by.Purpose == peer.ForCare
}

// Passport is what a person takes along to the other side, as they put it. It is
// data: how it looks on paper or on a screen is for whoever shows it. Only its JSON
// shows the words; printed or logged it shows which move it is for.
type Passport struct {
	Person     peer.PersonID     `json:"person"`
	Transition string            `json:"transition"`
	To         peer.ServiceID    `json:"to,omitzero"`
	Planned    peer.Date         `json:"planned,omitzero"`
	Sections   []PassportSection `json:"sections"`
	// Opinion is what the person thinks of the move, where they want it to be known.
	Opinion peer.Words `json:"opinion,omitzero"`
}

// Format prints which move it is for, for every verb.
func (p Passport) Format(s fmt.State, _ rune) { io.WriteString(s, p.of()) }

// LogValue logs which move it is for.
func (p Passport) LogValue() slog.Value { return slog.StringValue(p.of()) }

func (p Passport) of() string {
	return "passport for " + peer.Ref{Kind: KindTransition, ID: p.Transition}.String()
}

// MarshalJSON writes it for showing, with the words in it.
func (p Passport) MarshalJSON() ([]byte, error) {
	type shown Passport // without this method
	return plainjson.Value(shown(p))
}

// PassportSection is one section with everything the person takes along in it, the
// oldest first.
type PassportSection struct {
	Section Section      `json:"section"`
	Words   []peer.Words `json:"words"`
}

// PassportOf puts together what the person takes along on a move: their entries, in
// the order of the sections, and their opinion where they want it to be known. It
// holds nobody else's words and nothing the person has kept back: of an entry that
// is given more than once the latest counts. Without a move it is empty.
func PassportOf(t Transition, entries []PassportEntry) Passport {
	if !t.Exists() {
		return Passport{}
	}
	out := Passport{Person: t.s.Person, Transition: t.Ref().ID, To: t.s.To, Planned: t.s.Planned}
	if t.s.Opinion.Send {
		out.Opinion = t.s.Opinion.Words
	}
	own := asTheyAre(entries)
	own = slices.DeleteFunc(own, func(e PassportEntry) bool {
		return e.Status() != EntryGoesAlong || e.s.Person != t.s.Person || e.s.Transition != t.Ref().ID
	})
	slices.SortFunc(own, func(a, b PassportEntry) int {
		return cmp.Or(a.s.Said.Compare(b.s.Said), cmp.Compare(a.Ref().ID, b.Ref().ID))
	})
	for _, s := range sections {
		var words []peer.Words
		for _, e := range own {
			if e.s.Section == s {
				words = append(words, e.s.Words)
			}
		}
		if len(words) > 0 {
			out.Sections = append(out.Sections, PassportSection{s, words})
		}
	}
	return out
}

// asTheyAre are the entries, each once and as it is now.
func asTheyAre(entries []PassportEntry) []PassportEntry {
	out := slices.Clone(entries)
	slices.SortFunc(out, func(a, b PassportEntry) int {
		return cmp.Or(cmp.Compare(a.Ref().ID, b.Ref().ID), cmp.Compare(b.Rev(), a.Rev()))
	})
	return slices.CompactFunc(out, func(a, b PassportEntry) bool { return a.Ref() == b.Ref() })
}
