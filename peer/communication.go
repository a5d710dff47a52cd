package peer

import (
	"slices"
	"time"

	"github.com/towpath-care/towpath/internal/terms"
)

// Kinds of records about how somebody is best spoken with, as they are stored.
const (
	KindCommunicationNeeds Kind = "communication-profile"
	KindTeamStyle          Kind = "team-style"
)

// Places such a record can be in.
const (
	// NeedsSaid: the person said what they need, or the worker alongside wrote it down.
	// Either says it anew; it stays here.
	NeedsSaid Status = "said"
	// StyleSaid: a colleague said how they are best spoken with. They say it anew; it
	// stays here.
	StyleSaid Status = "said"
)

// Communication is how somebody hears, reads and is reached best (PEER-39). It says what
// helps and names no condition. All of it may be left out; what is left out nobody has
// said.
type Communication struct {
	// Languages they use, the one they like best first; sign languages among them.
	Languages []Language `json:"languages,omitempty" ask:"items=10"`
	Hears     Hears      `json:"hears,omitzero"`
	Sees      Sees       `json:"sees,omitzero"`
	Reads     Reads      `json:"reads,omitzero"`
	Online    GoesOnline `json:"online,omitzero"`
	// Prefers are the media and formats they like, the one they use most first.
	Prefers []Medium `json:"prefers,omitempty" ask:"items=20"`
	// CannotUse are those that are of no use to them. One on both lists is of no use.
	CannotUse []Medium `json:"cannotUse,omitempty" ask:"items=20"`
	// Helps is what else helps, in their own words.
	Helps Words `json:"helps,omitzero" ask:"max=1000"`
}

// Language is a language somebody uses.
type Language struct {
	// Tag is its BCP 47 tag, such as "cy" or "bfi", which is British Sign Language.
	Tag string `json:"tag" ask:"required,max=35"`
	// Interpreter: one is needed where others do not use it.
	Interpreter Tri `json:"interpreter,omitzero"`
	// Reads: they read it.
	Reads Tri `json:"reads,omitzero"`
}

// Hears says how somebody hears others.
type Hears string

// How somebody hears.
const (
	HearsWell     Hears = "well"
	HearsWithHelp Hears = "with-help"  // a quiet room, a loop, a face to see
	HearsNot      Hears = "not-by-ear" // by signs or in writing
)

var hearsList = []Hears{HearsWell, HearsWithHelp, HearsNot}

// Known reports whether the word is on the list.
func (h Hears) Known() bool { return slices.Contains(hearsList, h) }

// Terms returns the closed list.
func (Hears) Terms() []string { return terms.Of(hearsList) }

// Sees says how somebody sees print.
type Sees string

// How somebody sees print.
const (
	SeesWell  Sees = "well"
	SeesLarge Sees = "large-print"
	SeesNot   Sees = "not-by-eye" // by ear or by touch
)

var seesList = []Sees{SeesWell, SeesLarge, SeesNot}

// Known reports whether the word is on the list.
func (s Sees) Known() bool { return slices.Contains(seesList, s) }

// Terms returns the closed list.
func (Sees) Terms() []string { return terms.Of(seesList) }

// Reads says how somebody takes to reading.
type Reads string

// How somebody takes to reading.
const (
	ReadsWell      Reads = "well"
	ReadsEasy      Reads = "easy-read"
	ReadsRatherNot Reads = "rather-not"
)

var readsList = []Reads{ReadsWell, ReadsEasy, ReadsRatherNot}

// Known reports whether the word is on the list.
func (r Reads) Known() bool { return slices.Contains(readsList, r) }

// Terms returns the closed list.
func (Reads) Terms() []string { return terms.Of(readsList) }

// GoesOnline says whether somebody gets online.
type GoesOnline string

// Whether somebody gets online.
const (
	OnlineAlone    GoesOnline = "by-myself"
	OnlineWithHelp GoesOnline = "with-help"
	NotOnline      GoesOnline = "not-online"
)

var onlineList = []GoesOnline{OnlineAlone, OnlineWithHelp, NotOnline}

// Known reports whether the word is on the list.
func (g GoesOnline) Known() bool { return slices.Contains(onlineList, g) }

// Terms returns the closed list.
func (GoesOnline) Terms() []string { return terms.Of(onlineList) }

func (c Communication) clone() Communication {
	c.Languages, c.Prefers, c.CannotUse = slices.Clone(c.Languages), slices.Clone(c.Prefers), slices.Clone(c.CannotUse)
	return c
}

// settled is what is said as it is stored: each medium once on each list.
func (c Communication) settled() Communication {
	c.Prefers, c.CannotUse = firstOfEach(c.Prefers), mediaOnce(c.CannotUse)
	return c
}

// firstOfEach keeps the order and drops what stands there again.
func firstOfEach(list []Medium) []Medium {
	var out []Medium
	for _, m := range list {
		if !slices.Contains(out, m) {
			out = append(out, m)
		}
	}
	return out
}

// Usable answers whether a medium is of use to somebody. What they said of it counts
// first, a no before a yes; then what follows from how they hear, see, read and get
// online. The rest is Unknown: ask them. Word of mouth, a memory aid, "keep it for me"
// and what staff hand over are of use unless they said otherwise.
func (c Communication) Usable(m Medium) Tri {
	switch {
	case slices.Contains(c.CannotUse, m):
		return No
	case slices.Contains(c.Prefers, m) || m.betweenTwo() || m.byStaff():
		return Yes
	case c.shutOut(m):
		return No
	case m == MediumLargePrint && c.Sees == SeesLarge, m == MediumEasyRead && c.Reads == ReadsEasy:
		return Yes
	}
	return Unknown
}

// shutOut reports whether a medium does not reach somebody, for one of the ways in which
// they hear, see, read and get online.
func (c Communication) shutOut(m Medium) bool {
	on := func(list ...Medium) bool { return slices.Contains(list, m) }
	switch {
	case c.Hears == HearsNot && on(MediumPhone, MediumVoiceMessage, MediumAudio):
	case c.Sees == SeesNot && on(MediumLetter, MediumPrint, MediumEasyRead, MediumLargePrint, MediumSignVideo):
	case c.Sees == SeesLarge && on(MediumLetter, MediumPrint):
	case c.Reads == ReadsRatherNot && on(MediumText, MediumEmail, MediumApp, MediumLetter, MediumWeb, MediumPrint, MediumEasyRead, MediumLargePrint, MediumBraille):
	case c.Online == NotOnline && on(MediumEmail, MediumApp, MediumVideo, MediumWeb):
	default:
		return false
	}
	return true
}

// Suits is Usable as a decision, with ErrMediumNotUsable where it is not a yes.
func (c Communication) Suits(m Medium) Decision {
	return Decision{[]Reason{needsUsed.reason(c.Usable(m))}}
}

// UsableMedia are the media that are known to be of use, those they like best first:
// what signpost takes as a fact before something is handed over (SIGN-13). Those that
// are of use to anybody are among them only where the person named them.
func (c Communication) UsableMedia() []Medium {
	out := slices.Clone(c.Prefers)
	for _, m := range mediumList {
		if !slices.Contains(out, m) && !m.betweenTwo() && !m.byStaff() {
			out = append(out, m)
		}
	}
	return slices.DeleteFunc(out, func(m Medium) bool { return c.Usable(m) != Yes })
}

// IsOnline answers whether somebody gets online, by themself or with help.
func (c Communication) IsOnline() Tri {
	if c.Online == "" {
		return Unknown
	}
	return Is(c.Online != NotOnline)
}

// Interpreters are the tags of the languages that need an interpreter, in order.
func (c Communication) Interpreters() []string {
	var out []string
	for _, l := range c.Languages {
		if l.Interpreter == Yes {
			out = append(out, l.Tag)
		}
	}
	return out
}

// plausibleTag reports whether a text has the shape of a BCP 47 tag: letters and digits
// in parts of at most eight, the first of two or three letters.
func plausibleTag(s string) bool {
	part, first := 0, true
	for i := range len(s) + 1 {
		if i == len(s) || s[i] == '-' {
			if part == 0 || part > 8 || first && (part < 2 || part > 3) {
				return false
			}
			part, first = 0, false
			continue
		}
		letter := 'a' <= s[i]|0x20 && s[i]|0x20 <= 'z'
		if !letter && (first || s[i] < '0' || s[i] > '9') {
			return false
		}
		part++
	}
	return true
}

// CommunicationNeeds is how a person is best spoken with, in meetings, in writing and
// when something is handed over (PEER-39). The zero value is nobody has asked.
type CommunicationNeeds struct {
	head
	s communicationNeeds
}

type communicationNeeds struct {
	Person PersonID      `json:"person" ask:"required"`
	Worker StaffID       `json:"worker,omitzero"`
	How    Communication `json:"how"`
	Said   time.Time     `json:"said" ask:"required"`
}

// Person is whose needs they are.
func (n CommunicationNeeds) Person() PersonID { return n.s.Person }

// Worker is the worker alongside; empty when nobody is named.
func (n CommunicationNeeds) Worker() StaffID { return n.s.Worker }

// How is what the person said.
func (n CommunicationNeeds) How() Communication { return n.s.How.clone() }

// Said is when it was said last, in UTC.
func (n CommunicationNeeds) Said() time.Time { return n.s.Said }

// Usable answers whether a medium is of use to the person, as Communication does.
// Without a record only what is of use to anybody is a yes.
func (n CommunicationNeeds) Usable(m Medium) Tri { return n.s.How.Usable(m) }

// Suits is Usable as a decision, with ErrMediumNotUsable where it is not a yes.
func (n CommunicationNeeds) Suits(m Medium) Decision { return n.s.How.Suits(m) }

// UsableMedia are the media known to be of use to the person, as Communication gives
// them.
func (n CommunicationNeeds) UsableMedia() []Medium { return n.s.How.UsableMedia() }

// TeamStyle is how a colleague is best spoken with by the team (PEER-39). It has the
// shape of a person's needs and is kept apart from them: it is the colleague's own, and
// no person and no carer reads it. The zero value is nobody has asked.
type TeamStyle struct {
	head
	s teamStyle
}

type teamStyle struct {
	Worker StaffID       `json:"worker" ask:"required"`
	How    Communication `json:"how"`
	Said   time.Time     `json:"said" ask:"required"`
}

// Worker is whose style it is.
func (y TeamStyle) Worker() StaffID { return y.s.Worker }

// How is what the colleague said.
func (y TeamStyle) How() Communication { return y.s.How.clone() }

// Said is when it was said last, in UTC.
func (y TeamStyle) Said() time.Time { return y.s.Said }

// Usable answers whether a medium is of use to the colleague, as Communication does.
func (y TeamStyle) Usable(m Medium) Tri { return y.s.How.Usable(m) }
