package worker

import (
	_ "embed"
	"slices"
	"time"

	"github.com/towpath-care/towpath/peer"
)

// Policy is this package's section of an organisation's policy, read from a
// peer.PolicyFile. Trusts differ in nearly all of it, so that nothing of it is a
// constant. The zero value is no policy: what happened is recorded all the same, and
// nothing is computed from a number nobody gave.
type Policy struct {
	section  policySection
	digest   peer.Digest
	calendar peer.Calendar
}

type policySection struct {
	// Experience is what every worker brings, Services what each asks for besides
	// (PEER-01, PEER-27).
	Experience experienceRule `json:"experience"`
	Services   []Service      `json:"services"`
	// Requirements are trainings with a time and what they hold open (PEER-03 to
	// PEER-05, PEER-12), Statutory subjects those that are refreshed (PEER-06).
	Requirements []Requirement   `json:"requirements"`
	Statutory    []Statutory     `json:"statutory"`
	Check        checkRule       `json:"check"`
	Qualified    []Qualified     `json:"qualifications"`
	Supervision  []Cadence       `json:"supervision"`
	Supervisors  []peer.Role     `json:"peerSupervisors"`
	Appraisal    peer.Offset     `json:"appraisalEvery"`
	Development  peer.Offset     `json:"developmentEvery"`
	Protected    ProtectedTime   `json:"protectedTime"`
	Uncovered    peer.Offset     `json:"pauseWithoutCover"`
	LoneWorking  LoneWorkingRule `json:"loneWorking"`
	Dilemma      peer.Offset     `json:"reflectOnDilemmaWithin"`
}

//go:embed policy.json
var examplePolicy []byte

// ExamplePolicy is an example of this package's section. Its values are invented: an
// organisation sets its own.
func ExamplePolicy() []byte { return slices.Clone(examplePolicy) }

// PolicyFrom reads this package's section. What is missing is peer.ErrPolicyIncomplete,
// what goes below a floor or above a ceiling peer.ErrPolicyTooWeak, a word of no list
// peer.ErrUnknownCode, the same thing twice peer.ErrDuplicate and a personal quality
// made a requirement ErrNotEnforceable, all faults at once in a *peer.Refusal.
func PolicyFrom(file peer.PolicyFile) (Policy, error) {
	p := Policy{digest: file.Digest(), calendar: file.Calendar()}
	if err := file.Section("worker", &p.section); err != nil {
		return Policy{}, err
	}
	if err := peer.Faults(p.section.check(), p.section.workFaults()); err != nil {
		return Policy{}, err
	}
	return p, nil
}

// Known reports whether there is a policy at all.
func (p Policy) Known() bool { return p.digest != "" }

// Digest names the policy the section was read from.
func (p Policy) Digest() peer.Digest { return p.digest }

// Calendar is the organisation's calendar.
func (p Policy) Calendar() peer.Calendar { return p.calendar }

// Service is what the policy says of a service; false: it names none of that id.
func (p Policy) Service(id peer.ServiceID) (Service, bool) {
	i := slices.IndexFunc(p.section.Services, func(s Service) bool { return s.Service == id })
	if i < 0 {
		return Service{}, false
	}
	s := p.section.Services[i]
	s.AnyOf = slices.Clone(s.AnyOf)
	return s, true
}

// Requirements are the trainings the organisation asks for at a time.
func (p Policy) Requirements() []Requirement { return slices.Clone(p.section.Requirements) }

// Statutory are the subjects of the organisation's register.
func (p Policy) Statutory() []Statutory { return slices.Clone(p.section.Statutory) }

func (p Policy) requirement(kind RequirementKind) (Requirement, bool) {
	i := slices.IndexFunc(p.section.Requirements, func(r Requirement) bool { return r.Kind == kind })
	if i < 0 {
		return Requirement{}, false
	}
	return p.section.Requirements[i], true
}

func (p Policy) lists(s Subject) bool {
	return slices.ContainsFunc(p.section.Statutory, func(x Statutory) bool { return x.Subject == s })
}

// today is the local day, and the day in UTC when there is no policy.
func (p Policy) today(at time.Time) peer.Date { return p.calendar.Day(at) }

// latestToday is today in the policy's zone, and the last day that can have begun anywhere
// when there is no policy: what has happened is not called the future.
func (p Policy) latestToday(at time.Time) peer.Date {
	if !p.Known() {
		at = at.Add(14 * time.Hour)
	}
	return p.calendar.Day(at)
}
