package transition

import (
	_ "embed"
	"time"

	"github.com/towpath-care/towpath/peer"
)

// Policy is this package's section of an organisation's policy, read from a
// peer.PolicyFile. The zero value is no policy: what happens is recorded all the
// same, and nothing is computed from a number nobody gave.
type Policy struct {
	section  policySection
	digest   peer.Digest
	calendar peer.Calendar
}

type policySection struct {
	// MinimumNotice is how long before the day somebody is told, so that the two
	// are prompted to ask when it is less (TRAN-04).
	MinimumNotice peer.Offset `json:"minimumNotice"`
	// OpenBefore is how close to the day a check may still be open (TRAN-15).
	OpenBefore peer.Offset `json:"openBefore"`
	// ContactWithin is how soon after the move the new service is in touch
	// (TRAN-15).
	ContactWithin peer.Offset `json:"contactWithin"`
	// EscalateBy is when a colleague or the supervisor has to know that a move
	// does not progress (TRAN-15).
	EscalateBy peer.Offset `json:"escalateBy"`
	// FirstContact is how soon after a discharge the worker and the person meet
	// (TRAN-14).
	FirstContact peer.Offset `json:"firstContactAfterDischarge"`
	// CheckInEvery is how often closer contact is offered during a move; the
	// person says how much (TRAN-02).
	CheckInEvery peer.Offset `json:"checkInEvery"`
}

//go:embed policy.json
var examplePolicy []byte

// ExamplePolicy is an example of this package's section. Its values are invented:
// an organisation sets its own.
func ExamplePolicy() []byte { return append([]byte(nil), examplePolicy...) }

// PolicyFrom reads this package's section. What is missing is
// peer.ErrPolicyIncomplete and what goes below a floor or above a ceiling
// peer.ErrPolicyTooWeak, all faults at once in a *peer.Refusal.
func PolicyFrom(file peer.PolicyFile) (Policy, error) {
	p := Policy{digest: file.Digest(), calendar: file.Calendar()}
	if err := file.Section("transition", &p.section); err != nil {
		return Policy{}, err
	}
	if err := peer.Faults(p.section.complete(), p.section.withinLimits()); err != nil {
		return Policy{}, err
	}
	return p, nil
}

// spans are the members of the section with what each says.
func (s policySection) spans() []span {
	return []span{
		{"minimumNotice", s.MinimumNotice, "The policy says how long before the day somebody is told."},
		{"openBefore", s.OpenBefore, "The policy says how close to the day a check may still be open."},
		{"contactWithin", s.ContactWithin, "The policy says how soon the new service is in touch."},
		{"escalateBy", s.EscalateBy, "The policy says by when somebody has to know that a move does not progress."},
		{"firstContactAfterDischarge", s.FirstContact, "The policy says how soon after a discharge the two meet."},
		{"checkInEvery", s.CheckInEvery, "The policy says how often closer contact is offered."},
	}
}

type span struct {
	name  string
	given peer.Offset
	says  string
}

func (s policySection) complete() error {
	var faults []error
	for _, x := range s.spans() {
		if x.given.IsZero() {
			faults = append(faults, peer.Fault(peer.Rule{Row: "POL-01", Code: peer.ErrPolicyIncomplete}, "/transition/"+x.name, x.says, "Say it in the policy; the example section shows how."))
		}
	}
	return peer.Faults(faults...)
}

func (s policySection) withinLimits() error {
	within := func(ok bool, path, says, fix string, days int) error {
		if ok {
			return nil
		}
		return peer.Fault(peer.Rule{Row: "POL-04", Code: peer.ErrPolicyTooWeak}, "/transition/"+path, says, fix, peer.Number("days", days))
	}
	return peer.Faults(
		within(s.OpenBefore.IsZero() || s.OpenBefore.Unit() == peer.UnitDays && s.OpenBefore.Count() >= 1 && s.OpenBefore.Count() <= maxContactDays, "openBefore", "It is counted in whole days before the move, from 1 to 28.", "Choose a number of days from 1 to 28.", maxContactDays),
		within(atMost(s.ContactWithin, maxContactDays), "contactWithin", "The new service is in touch within 28 days.", "Choose 28 days or fewer; no organisation goes beyond that.", maxContactDays),
		within(atMost(s.EscalateBy, maxEscalateDays), "escalateBy", "Somebody knows within 3 days that a move does not progress.", "Choose 3 days or fewer; no organisation goes beyond that.", maxEscalateDays),
		within(s.CheckInEvery.IsZero() || s.CheckInEvery.Count() >= 1 && atMost(s.CheckInEvery, maxContactDays), "checkInEvery", "Closer contact is offered at least every 28 days, and not at every moment.", "Choose from 1 to 28 days.", maxContactDays),
		within(atMost(s.FirstContact, maxFirstDays), "firstContactAfterDischarge", "The two meet within 7 days of a discharge.", "Choose 7 days or fewer; no organisation goes beyond that.", maxFirstDays),
	)
}

// Ceilings that no organisation lifts, in days. They are ours.
const (
	maxContactDays  = 28
	maxEscalateDays = 3
	maxFirstDays    = 7
)

// atMost compares a span with a number of days; a working day counts as a day and
// a month as the longest. What is not said is another fault.
func atMost(o peer.Offset, days int) bool {
	if span, timed := o.Fixed(); timed {
		return span <= time.Duration(days)*24*time.Hour
	}
	switch o.Unit() {
	case peer.UnitDays, peer.UnitWorkingDays:
		return o.Count() <= days
	case peer.UnitWeeks:
		return o.Count()*7 <= days
	case peer.UnitMonths:
		return o.Count()*31 <= days
	}
	return o.IsZero()
}

// Known reports whether there is a policy at all.
func (p Policy) Known() bool { return p.digest != "" }

// Digest names the policy the section was read from.
func (p Policy) Digest() peer.Digest { return p.digest }

// MinimumNotice is how long before the day somebody is told; less is a prompt to
// ask why.
func (p Policy) MinimumNotice() peer.Offset { return p.section.MinimumNotice }

// CheckInEvery is how often closer contact is offered during a move (TRAN-02).
func (p Policy) CheckInEvery() peer.Offset { return p.section.CheckInEvery }

// today is the local day, and the day in UTC when there is no policy.
func (p Policy) today(at time.Time) peer.Date { return p.calendar.Day(at) }

// Calendar is the organisation's calendar.
func (p Policy) Calendar() peer.Calendar { return p.calendar }
