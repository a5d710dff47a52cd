package recovery

import (
	_ "embed"
	"time"

	"github.com/towpath-care/towpath/peer"
)

// Policy is this package's section of an organisation's policy, read from a
// peer.PolicyFile. The zero value is no policy: a person says and moves their
// goals all the same, and nothing is called still.
type Policy struct {
	section  policySection
	digest   peer.Digest
	calendar peer.Calendar
}

type policySection struct {
	// StuckAfter is how long an active goal stands still before the two of them
	// are offered something (REC-13).
	StuckAfter peer.Offset `json:"stuckAfter"`
}

//go:embed policy.json
var examplePolicy []byte

// ExamplePolicy is an example of this package's section. Its values are invented:
// an organisation sets its own.
func ExamplePolicy() []byte { return append([]byte(nil), examplePolicy...) }

// PolicyFrom reads this package's section. What is missing is
// peer.ErrPolicyIncomplete and what goes below a floor peer.ErrPolicyTooWeak, all
// faults at once in a *peer.Refusal.
func PolicyFrom(file peer.PolicyFile) (Policy, error) {
	p := Policy{digest: file.Digest(), calendar: file.Calendar()}
	if err := file.Section("recovery", &p.section); err != nil {
		return Policy{}, err
	}
	if err := peer.Faults(p.section.complete(), p.section.withinFloors()); err != nil {
		return Policy{}, err
	}
	return p, nil
}

func (s policySection) complete() error {
	if !s.StuckAfter.IsZero() {
		return nil
	}
	return peer.Fault(peer.Rule{Row: "POL-01", Code: peer.ErrPolicyIncomplete}, "/recovery/stuckAfter",
		"The policy says how long a goal stands still before the two are offered something.", "Say it in the policy; the example section shows how.")
}

func (s policySection) withinFloors() error {
	span, timed := s.StuckAfter.Fixed()
	if s.StuckAfter.IsZero() || timed && span >= 24*time.Hour || !timed && s.StuckAfter.Count() >= 1 {
		return nil
	}
	return peer.Fault(peer.Rule{Row: "POL-04", Code: peer.ErrPolicyTooWeak}, "/recovery/stuckAfter",
		"A goal has a day at least before it is called still.", "Choose a day or more; no organisation goes below that.", peer.Number("days", 1))
}

// Known reports whether there is a policy at all.
func (p Policy) Known() bool { return p.digest != "" }

// Digest names the policy the section was read from.
func (p Policy) Digest() peer.Digest { return p.digest }

// Calendar is the organisation's calendar.
func (p Policy) Calendar() peer.Calendar { return p.calendar }

// today is the day it is in the policy's zone. Without a policy it is the day it
// is where days end last, twelve hours behind UTC, so that nobody is told that a
// day is over which is not over for them.
func (p Policy) today(at time.Time) peer.Date {
	if !p.Known() {
		return dayUTC(at.Add(-12 * time.Hour))
	}
	return p.calendar.Day(at)
}

// stillSince reports whether a goal that last moved on this day stands still.
func (p Policy) stillSince(day peer.Date, now time.Time) bool {
	if !p.Known() {
		return false
	}
	end, err := p.section.StuckAfter.AfterDate(day, p.calendar)
	return err == nil && end.Over(now, p.calendar)
}
