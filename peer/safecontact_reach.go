package peer

import (
	"slices"
	"strings"
	"time"
)

// What stands behind the answer whether somebody may be reached (PEER-69).
var (
	reachKnown = Asks{Rule: Rule{"PEER-69", ErrMediumNotUsable}, Says: "It is known how this person may be reached.", Fix: "Ask the worker alongside first: not known is not a yes."}
	reachNow   = Asks{Rule: Rule{"PEER-69", ErrMediumNotUsable}, Says: "This person may be got in touch with at present.", Fix: "Wait until they say, and talk when somebody is with them."}
	reachWay   = Asks{Rule: Rule{"PEER-69", ErrMediumNotUsable}, Path: "/medium", Says: "This way is one that is safe for the person.", Fix: "Take a way they named, or ask the worker alongside."}
	reachTime  = Asks{Rule: Rule{"PEER-69", ErrMediumNotUsable}, Path: "/at", Says: "It is a time at which this way is safe for the person.", Fix: "Wait for a time they named, or ask the worker alongside."}
	reachOne   = Asks{Rule: Rule{"PEER-69", ErrMediumNotUsable}, Says: "What is safe for the person and what they need are said of the same person.", Fix: "Read both for whom it goes to."}
	needsUsed  = Asks{Rule: Rule{"PEER-39", ErrMediumNotUsable}, Path: "/medium", Says: "The person can use this way.", Fix: "Take one they use, or ask them which."}
)

// Reach answers whether the person may be reached in this way at this time, with every
// reason. Times of the week are read in the calendar's zone. What is not safe wins over
// everything, and what nobody said is Unknown: it is never a yes. What stays between two
// people who are together, such as word of mouth, needs no asking.
func (s SafeContact) Reach(way Medium, at time.Time, c Calendar) Decision {
	safe := Is(!s.s.How.unsafe(way))
	if way.betweenTwo() {
		return Decision{[]Reason{reachWay.reason(safe)}}
	}
	if !s.Exists() {
		return Decision{[]Reason{reachKnown.reason(Unknown)}}
	}
	out := []Reason{reachKnown.reason(Yes), reachNow.reason(Is(s.status != ContactNotNow))}
	i := slices.IndexFunc(s.s.How.Ways, func(w SafeWay) bool { return w.Medium == way })
	if i < 0 {
		return Decision{append(out, reachWay.reason(safe.And(Unknown)))}
	}
	return Decision{append(out, reachWay.reason(Yes), reachTime.reason(s.s.How.Ways[i].at(at, c)))}
}

// at answers whether a way is safe at a time; Unknown where no time was said, and where
// times were and no calendar says what the clocks show.
func (w SafeWay) at(at time.Time, c Calendar) Tri {
	switch {
	case w.AnyTime:
		return Yes
	case len(w.Times) == 0 || at.IsZero() || c.zone == nil:
		return Unknown
	}
	local := at.In(c.Zone())
	return Is(slices.ContainsFunc(w.Times, func(t WeekTime) bool { return t.covers(local) }))
}

func (t WeekTime) covers(local time.Time) bool {
	minutes := local.Hour()*60 + local.Minute()
	return slices.Contains(t.Days, Weekday(weekdays[local.Weekday()])) && t.From.Minutes() <= minutes && minutes < t.To.Minutes()
}

// Sendable is nil when something may be sent to a person in this way at this time: it
// is safe, and no need of theirs speaks against it. Otherwise it is a *Refusal with
// ErrMediumNotUsable that names every reason. Needs nobody has asked about stop nothing;
// safety nobody has asked about does.
func Sendable(safe SafeContact, needs CommunicationNeeds, way Medium, at time.Time, c Calendar) error {
	d := safe.Reach(way, at, c)
	if safe.Exists() && needs.Exists() {
		d.Reasons = append(d.Reasons, reachOne.reason(Is(needs.Person() == safe.Person())))
	}
	if needs.Usable(way) != Unknown {
		d.Reasons = append(d.Reasons, needs.Suits(way).Reasons...)
	}
	if d.Allowed() {
		return nil
	}
	return &Refusal{Decision: d}
}

// Avoids answers whether a text does without the words that the person would rather no
// message used. A word inside another counts, and how wide the gap between two words is
// does not. Where nothing is known about the person it
// is Unknown.
func (s SafeContact) Avoids(text Private) Tri {
	if !s.Exists() {
		return Unknown
	}
	low := oneSpaced(text)
	return Is(!slices.ContainsFunc(s.s.How.Avoid, func(w Private) bool {
		word := oneSpaced(w)
		return word != "" && strings.Contains(low, word)
	}))
}

// oneSpaced is a text in small letters with one space between words, over line ends too.
func oneSpaced(text Private) string {
	return strings.Join(strings.Fields(strings.ToLower(text.Reveal())), " ")
}

// UnsafeMedia are the media known not to be safe for the person, in the order of the
// closed list: what signpost takes as a fact before something is handed over (SIGN-13).
func (s SafeContact) UnsafeMedia() []Medium {
	return slices.DeleteFunc(slices.Clone(mediumList), func(m Medium) bool { return !s.s.How.unsafe(m) })
}

// Contactable says in one word whether a person may be got in touch with. Package
// safeguard uses the same words (hazard H10).
type Contactable string

// Answers. Empty is not known, which reads: ask the worker first.
const (
	// ContactableHow: in the ways that stand beside it.
	ContactableHow Contactable = "how"
	// ContactableNotYet: not yet.
	ContactableNotYet Contactable = "not-yet"
)

// Known reports whether the answer is on the list.
func (c Contactable) Known() bool { return c == ContactableHow || c == ContactableNotYet }

// Terms returns the closed list.
func (Contactable) Terms() []string {
	return []string{string(ContactableHow), string(ContactableNotYet)}
}

// Contactable is what goes along with a concern about the person: whether they may be
// got in touch with, and how in plain English. The text is that of whoever said or wrote
// it down last; it holds what is not safe as well. Without a way that is safe the answer
// is empty.
func (s SafeContact) Contactable() (Contactable, Words) {
	if !s.Exists() {
		return "", Words{}
	}
	how := Words{Text: s.plain(), Lang: "en-GB", By: s.recent[len(s.recent)-1].By}
	how.By.Role = ""
	switch {
	case s.status == ContactNotNow:
		return ContactableNotYet, how.Own(how.By)
	case len(s.s.How.Ways) == 0:
		return "", how.Own(how.By)
	}
	return ContactableHow, how.Own(how.By)
}

// plain is what is said in short English sentences: first what is not safe, so that a
// text that is cut loses nothing of that.
func (s SafeContact) plain() Private {
	h := s.s.How
	var out []string
	if len(h.NotSafe) > 0 {
		var list []string
		for _, m := range h.NotSafe {
			list = append(list, plainMedium(m))
		}
		out = append(out, "Not safe: "+strings.Join(list, ", ")+".")
	}
	if h.NeverInWriting {
		out = append(out, "Never in writing.")
	}
	if h.NeverLeaveMessage {
		out = append(out, "Never leave a message.")
	}
	for _, w := range h.Ways {
		out = append(out, "By "+plainMedium(w.Medium)+": "+w.plainTimes()+".")
	}
	if !h.SayItIs.IsZero() {
		out = append(out, "Say it is: "+h.SayItIs.Reveal()+".")
	}
	if len(h.Avoid) > 0 {
		var list []string
		for _, w := range h.Avoid {
			list = append(list, strings.TrimSpace(w.Reveal()))
		}
		out = append(out, "Do not say: "+strings.Join(list, ", ")+".")
	}
	if !h.Words.IsZero() {
		out = append(out, "In their words: “"+h.Words.Text.Reveal()+"”")
	}
	return Say(strings.Join(out, " "))
}

func (w SafeWay) plainTimes() string {
	switch {
	case w.AnyTime:
		return "at any time"
	case len(w.Times) == 0:
		return "ask when"
	}
	var list []string
	for _, t := range w.Times {
		var days []string
		for _, d := range t.Days {
			days = append(days, string(d))
		}
		list = append(list, strings.Join(days, ", ")+" "+t.From.String()+" to "+t.To.String())
	}
	return strings.Join(list, "; ")
}

func plainMedium(m Medium) string { return strings.ReplaceAll(string(m), "-", " ") }
