package peer

import (
	_ "embed"
	"time"
)

// Policy is this package's section of an organisation's policy, read from a
// PolicyFile. Nothing in it is a constant of ours: organisations differ. The zero
// value is no policy; what happened is recorded all the same.
type Policy struct {
	section  policySection
	digest   Digest
	calendar Calendar
}

type policySection struct {
	// RecordWithin is how soon after a contact it is written up (PEER-46).
	RecordWithin Offset `json:"recordWithin"`
	// ReviewAfter is how long after an agreement the two look back (PEER-51).
	ReviewAfter Offset `json:"reviewAfter"`
	// LongestContact is how long a contact can be before it is asked whether
	// its times are right (PEER-44), in minutes.
	LongestContact int `json:"longestContactMinutes"`

	Relationship relationshipRules `json:"relationship"`
	Validation   validationRules   `json:"validation"`
	Sharing      sharingRules      `json:"sharing"`
	Groups       groupRules        `json:"groups"`
	Feedback     feedbackRules     `json:"feedback"`
	Team         teamRules         `json:"team"`
}

//go:embed policy.json
var examplePolicy []byte

// ExamplePolicy is an example of this package's section. Its values are invented:
// an organisation sets its own.
func ExamplePolicy() []byte { return append([]byte(nil), examplePolicy...) }

// PolicyFrom reads this package's section. What is missing is ErrPolicyIncomplete
// and what goes beyond a floor or ceiling ErrPolicyTooWeak, all faults at once.
func PolicyFrom(file PolicyFile) (Policy, error) {
	p := Policy{digest: file.Digest(), calendar: file.Calendar()}
	if err := file.Section("peer", &p.section); err != nil {
		return Policy{}, err
	}
	s := p.section
	err := Faults(
		said(!s.RecordWithin.IsZero(), "/peer/recordWithin", "The policy says how soon a contact is written up."),
		said(!s.ReviewAfter.IsZero(), "/peer/reviewAfter", "The policy says when the two look back."),
		said(s.LongestContact != 0, "/peer/longestContactMinutes", "The policy says how long a contact can be before its times are asked about."),
		within(s.LongestContact >= 0 && s.LongestContact <= 24*60, "/peer/longestContactMinutes", "A contact is at most a day long: 1440 minutes."),
		s.Relationship.faults(), s.Validation.faults(), s.Sharing.faults(), s.Groups.faults(), s.Feedback.faults(), s.Team.faults(),
	)
	if err != nil {
		return Policy{}, err
	}
	return p, nil
}

// said is a fault where the policy does not say what it has to.
func said(ok bool, path, says string) error {
	if ok {
		return nil
	}
	return Fault(policySaid, path, says, "Say it in the policy; the example section shows how.")
}

// within is a fault where the policy goes beyond a floor or a ceiling.
func within(ok bool, path, says string) error {
	if ok {
		return nil
	}
	return Fault(policyLimits, path, says, "Choose a value within the limits; no organisation moves them.")
}

// Known reports whether there is a policy at all.
func (p Policy) Known() bool { return p.digest != "" }

// Digest names the policy the section was read from.
func (p Policy) Digest() Digest { return p.digest }

// Calendar is the organisation's calendar.
func (p Policy) Calendar() Calendar { return p.calendar }

// reviewAfter is the usual day to look back; none without a policy.
func (p Policy) reviewAfter(at time.Time) Date {
	if !p.Known() {
		return Date{}
	}
	w, err := p.section.ReviewAfter.After(at, p.calendar)
	if err != nil {
		return Date{}
	}
	return w.Day(p.calendar)
}

// recordBy is when a contact that ended then has to be written up; none without
// a policy.
func (p Policy) recordBy(end time.Time) When {
	if !p.Known() {
		return When{}
	}
	w, err := p.section.RecordWithin.After(end, p.calendar)
	if err != nil {
		return When{}
	}
	return w
}

func (p Policy) longest() time.Duration {
	return time.Duration(p.section.LongestContact) * time.Minute
}
