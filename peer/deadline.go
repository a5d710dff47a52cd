package peer

import (
	"cmp"
	"slices"
	"time"

	"github.com/towpath-care/towpath/internal/terms"
)

// When is the end of a span: an instant or a whole day. An instant is over at
// that instant. A day is over at the next local midnight, so that all of it
// counts.
//
// The zero When was not given and is never over. Whens can be compared with ==.
type When struct {
	day Date
	at  Moment // in UTC, so that == looks at the instant alone
}

// DueOn is a whole day, or the last day of a month or a year.
func DueOn(d Date) When { return When{day: d.Last()} }

// DueAt is an instant, to the millisecond.
func DueAt(t time.Time) When { return When{at: MomentOf(t.UTC())} }

// IsZero reports whether nothing was given.
func (w When) IsZero() bool { return w == When{} }

// IsDay reports whether it is a whole day.
func (w When) IsDay() bool { return !w.day.IsZero() }

// Instant is the first instant at which it is over, in UTC; the zero time when
// nothing was given.
func (w When) Instant(c Calendar) time.Time {
	if w.IsDay() {
		return c.EndOf(w.day)
	}
	return w.at.UTC()
}

// Day is the last local day on which there is still time. An instant at midnight
// belongs to the day that ends there.
func (w When) Day(c Calendar) Date {
	if w.IsDay() || w.IsZero() {
		return w.day
	}
	return c.Day(w.at.UTC().Add(-time.Millisecond))
}

// Over reports whether it is over.
func (w When) Over(now time.Time, c Calendar) bool {
	return !w.IsZero() && !now.Before(w.Instant(c))
}

// Today reports whether today is the last day on which there is still time.
func (w When) Today(now time.Time, c Calendar) bool {
	return !w.IsZero() && w.Day(c) == c.Day(now)
}

// Shown is the end as people read it, in RFC 3339 to the second with the local
// offset. A day is shown as its last second: 2026-02-18T23:59:59Z.
func (w When) Shown(c Calendar) string {
	if w.IsZero() {
		return ""
	}
	t := w.Instant(c)
	if w.IsDay() {
		t = t.Add(-time.Second)
	}
	return t.In(c.Zone()).Format(time.RFC3339)
}

// String returns the day, such as 2026-02-18, or the instant in UTC to the
// millisecond, and nothing when nothing was given.
func (w When) String() string {
	if w.IsDay() {
		return w.day.String()
	}
	return w.at.String()
}

// MarshalText writes the day or the instant as String gives it.
func (w When) MarshalText() ([]byte, error) { return []byte(w.String()), nil }

// UnmarshalText reads a whole day or an instant with its offset. Nothing is the
// zero When. The errors are those of ParseDate and ParseMoment.
func (w *When) UnmarshalText(b []byte) error {
	switch text := string(b); {
	case text == "":
		*w = When{}
	case len(text) <= len(time.DateOnly):
		d, err := wholeDay(text)
		if err != nil {
			return err
		}
		*w = DueOn(d)
	default:
		m, err := ParseMoment(text)
		if err != nil {
			return err
		}
		*w = DueAt(m.UTC())
	}
	return nil
}

// DeadlineState is where a deadline stands at some time. It is worked out and
// never stored: only time and what was recorded move it.
type DeadlineState string

const (
	// DeadlineOpen: there is time, and today is not the last day. A deadline
	// begins so, unless it is due the same day. The clock moves it on to
	// DueToday, whoever records that it was done to Met, a waiver to Waived.
	DeadlineOpen DeadlineState = "open"
	// DeadlineDueToday: today is the last day and it is not over. The clock
	// moves it in from Open and on to Overdue; Met and Waived as for Open.
	DeadlineDueToday DeadlineState = "due-today"
	// DeadlineOverdue: it is over and nothing was recorded. The clock moves it
	// in. Whoever records that it was done moves it to MetLate, a waiver to
	// Waived.
	DeadlineOverdue DeadlineState = "overdue"
	// DeadlineMet: it was done before it was over, or after a waiver. Whoever
	// records that moves it in; nothing moves it out.
	DeadlineMet DeadlineState = "met"
	// DeadlineMetLate: it was done after it was over. Whoever records that moves
	// it in; nothing moves it out.
	DeadlineMetLate DeadlineState = "met-late"
	// DeadlineWaived: somebody with the right to do so let it go and said why.
	// Recording that it was done all the same moves it to Met.
	DeadlineWaived DeadlineState = "waived"
)

var deadlineStates = []DeadlineState{DeadlineOpen, DeadlineDueToday, DeadlineOverdue, DeadlineMet, DeadlineMetLate, DeadlineWaived}

// Known reports whether the state is on the list.
func (s DeadlineState) Known() bool { return slices.Contains(deadlineStates, s) }

// Terms returns the closed list.
func (DeadlineState) Terms() []string { return terms.Of(deadlineStates) }

// Owed reports whether somebody still has to do something about it.
func (s DeadlineState) Owed() bool {
	return s == DeadlineOpen || s == DeadlineDueToday || s == DeadlineOverdue
}

// WaiverReason says why a deadline was let go. The list is closed, so that a
// waiver holds no words about anybody.
type WaiverReason string

const (
	// WaivedNotNeeded: what it was for has fallen away.
	WaivedNotNeeded WaiverReason = "not-needed"
	// WaivedPersonsWish: the person asked that it be left.
	WaivedPersonsWish WaiverReason = "persons-wish"
	// WaivedElsewhere: it is done in another place or by somebody else.
	WaivedElsewhere WaiverReason = "elsewhere"
	// WaivedAway: whoever owes it is away.
	WaivedAway WaiverReason = "away"
)

var waiverReasons = []WaiverReason{WaivedNotNeeded, WaivedPersonsWish, WaivedElsewhere, WaivedAway}

// Known reports whether the reason is on the list.
func (r WaiverReason) Known() bool { return slices.Contains(waiverReasons, r) }

// Terms returns the closed list.
func (WaiverReason) Terms() []string { return terms.Of(waiverReasons) }

// Waiver is a deadline let go: by whom, when and why. Who may do that is for the
// record the deadline belongs to.
type Waiver struct {
	By      Actor        `json:"by"`
	At      time.Time    `json:"at"`
	Because WaiverReason `json:"because"`
}

// Validate is a *Refusal that names everything that is missing: who and when are
// ErrRequired, the reason is ErrReasonRequired.
func (w Waiver) Validate() error {
	var who, when, why error
	if !w.By.Valid() {
		who = Fault(Rule{"PEER-03", ErrRequired}, "/by", "A waiver names who let the deadline go.", "Name the person, somebody on the staff or a carer.")
	}
	if w.At.IsZero() {
		when = Fault(Rule{"PEER-03", ErrRequired}, "/at", "A waiver says when the deadline was let go.", "Give the time.")
	}
	if !w.Because.Known() {
		why = Fault(Rule{"PEER-03", ErrReasonRequired}, "/because", "A waiver has a reason from its list.", "Choose one of not-needed, persons-wish, elsewhere and away.")
	}
	return Faults(who, when, why)
}

// Deadline is something that somebody owes by some time under a rule. It is an
// answer, worked out from records, policy and time: no timer runs and nothing is
// lost in a restart.
type Deadline struct {
	// ID is made from what the deadline is about, so that the same records give
	// the same deadline.
	ID     string        `json:"id"`
	Rule   Rule          `json:"rule"`
	About  Ref           `json:"about"`
	Person PersonID      `json:"person,omitzero"` // whom it concerns, if it concerns somebody
	Owes   Party         `json:"owes"`            // who has to do it
	Owner  Actor         `json:"owner,omitzero"`  // who that is, where it is known
	Since  time.Time     `json:"since"`           // what the span was counted from
	Due    When          `json:"due"`
	State  DeadlineState `json:"state"`           // as At set it
	Met    time.Time     `json:"met,omitzero"`    // when it was done
	Policy Digest        `json:"policy,omitzero"` // the policy the span comes from
	Waived *Waiver       `json:"waived,omitempty"`
}

// At is the deadline with its State at a time. Only what had happened by then
// counts, so that a look back gives what was seen then, and something recorded
// with a later time than now settles nothing yet. A waiver that Validate faults
// settles nothing at all.
func (d Deadline) At(now time.Time, c Calendar) Deadline {
	d.State = d.state(now, c)
	return d
}

func (d Deadline) state(now time.Time, c Calendar) DeadlineState {
	met := !d.Met.IsZero() && !d.Met.After(now)
	switch {
	case met && (!d.Due.Over(d.Met, c) || d.waived(d.Met)):
		return DeadlineMet
	case met:
		return DeadlineMetLate
	case d.waived(now):
		return DeadlineWaived
	case d.Due.Over(now, c):
		return DeadlineOverdue
	case d.Due.Today(now, c):
		return DeadlineDueToday
	}
	return DeadlineOpen
}

func (d Deadline) waived(by time.Time) bool {
	return d.Waived != nil && !d.Waived.At.After(by) && d.Waived.Validate() == nil
}

// SortDeadlines puts what is over first at the front, in place. Those without an
// end come last; those that end together stand in the order of their ids.
func SortDeadlines(ds []Deadline, c Calendar) {
	// A deadline is large and its instant is worked out from a calendar: small keys are
	// sorted, and each deadline is moved once.
	type key struct {
		open bool
		end  time.Time
		at   int
	}
	keys := make([]key, len(ds))
	for i, d := range ds {
		keys[i] = key{open: d.Due.IsZero(), end: d.Due.Instant(c), at: i}
	}
	slices.SortFunc(keys, func(a, b key) int {
		switch {
		case a.open != b.open && a.open:
			return 1
		case a.open != b.open:
			return -1
		}
		return cmp.Or(a.end.Compare(b.end), cmp.Compare(ds[a.at].ID, ds[b.at].ID), cmp.Compare(a.at, b.at))
	})
	sorted := make([]Deadline, len(ds))
	for i, k := range keys {
		sorted[i] = ds[k.at]
	}
	copy(ds, sorted)
}
