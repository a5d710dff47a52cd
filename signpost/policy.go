package signpost

import (
	_ "embed"
	"slices"

	"github.com/towpath-care/towpath/peer"
)

// Policy is this package's section of an organisation's policy, read from a
// peer.PolicyFile. The zero value is no policy: what happens is recorded all the
// same, nothing counts as fresh, and the crisis route is the emergency number.
type Policy struct {
	section  policySection
	digest   peer.Digest
	calendar peer.Calendar
}

type policySection struct {
	// MaxAge is how long an entry counts as checked, by sector, and for crisis help
	// on its own shorter clock (SIGN-03, hazard H24).
	MaxAge maxAges `json:"maxAge"`
	// FollowUpAfter is when it is asked how it went, FollowUpAgain when it is asked
	// again, FollowUpAtMost how often at most (SIGN-15).
	FollowUpAfter  peer.Offset `json:"followUpAfter"`
	FollowUpAgain  peer.Offset `json:"followUpAgain"`
	FollowUpAtMost int         `json:"followUpAtMost"`
	// Settings are places with limits on what may reach somebody; a ward, a secure
	// ward and custody are always named (SIGN-09).
	Settings []Restriction `json:"settings"`
	// Sensitive are topics of resources that never leave for another record, even
	// with a general yes; abuse, sexual violence and sexual health always are (hazard
	// H08).
	Sensitive []Topic `json:"sensitive"`
	// Crisis are the routes that come first, before any question (SIGN-10).
	Crisis []CrisisRoute `json:"crisis"`
}

type maxAges struct {
	Trust      peer.Offset `json:"trust"`
	Local      peer.Offset `json:"local"`
	OpenAccess peer.Offset `json:"open-access"`
	National   peer.Offset `json:"national"`
	Other      peer.Offset `json:"other"`
	Crisis     peer.Offset `json:"crisis"`
}

// Restriction says what does not reach somebody where they are, and what does
// (SIGN-09).
type Restriction struct {
	Setting Setting  `json:"setting"`
	Blocks  []Medium `json:"blocks"`
	Instead []Medium `json:"instead"`
}

// CrisisRoute is help at once, as the organisation's policy gives it.
type CrisisRoute struct {
	Says      string `json:"says"`
	Telephone string `json:"telephone"`
}

// emergency is the route when no policy gives one: the emergency number of the United
// Kingdom.
var emergency = CrisisRoute{Says: "Emergency services", Telephone: "999"}

//go:embed policy.json
var examplePolicy []byte

// ExamplePolicy is an example of this package's section. Its values are invented:
// an organisation sets its own.
func ExamplePolicy() []byte { return slices.Clone(examplePolicy) }

// PolicyFrom reads this package's section. What is missing is
// peer.ErrPolicyIncomplete, what goes below a floor or above a ceiling
// peer.ErrPolicyTooWeak, a word of no list peer.ErrUnknownCode, a setting that stands
// there twice peer.ErrDuplicate and a number nobody can ring ErrInvalidContact, all
// faults at once in a *peer.Refusal.
func PolicyFrom(file peer.PolicyFile) (Policy, error) {
	p := Policy{digest: file.Digest(), calendar: file.Calendar()}
	if err := file.Section("signpost", &p.section); err != nil {
		return Policy{}, err
	}
	if err := peer.Faults(p.section.faults()...); err != nil {
		return Policy{}, err
	}
	return p, nil
}

// ages are the members of maxAge.
func (s policySection) ages() []age {
	m := s.MaxAge
	return []age{
		{"trust", m.Trust, maxAgeDays}, {"local", m.Local, maxAgeDays}, {"open-access", m.OpenAccess, maxAgeDays},
		{"national", m.National, maxAgeDays}, {"other", m.Other, maxAgeDays}, {"crisis", m.Crisis, maxCrisisDays},
	}
}

type age struct {
	name  string
	given peer.Offset
	most  int
}

// Known reports whether there is a policy at all.
func (p Policy) Known() bool { return p.digest != "" }

// Digest names the policy the section was read from.
func (p Policy) Digest() peer.Digest { return p.digest }

// Calendar is the organisation's calendar.
func (p Policy) Calendar() peer.Calendar { return p.calendar }

// Crisis are the routes to help at once, in the policy's order; never none. Without a
// policy it is the emergency number.
func (p Policy) Crisis() []CrisisRoute {
	if len(p.section.Crisis) == 0 {
		return []CrisisRoute{emergency}
	}
	return slices.Clone(p.section.Crisis)
}

// Sensitive reports whether a topic never leaves for another record (hazard H08).
// Without a policy every topic is.
func (p Policy) Sensitive(t Topic) bool {
	return !p.Known() || slices.Contains(p.section.Sensitive, t)
}

// maxAge is how long an entry of this sort counts as checked; false without a policy.
func (p Policy) maxAge(s Sector, crisis bool) (peer.Offset, bool) {
	if !p.Known() {
		return peer.Offset{}, false
	}
	m := p.section.MaxAge
	if crisis {
		return m.Crisis, true
	}
	switch s {
	case SectorTrust:
		return m.Trust, true
	case SectorLocal:
		return m.Local, true
	case SectorOpenAccess:
		return m.OpenAccess, true
	case SectorNational:
		return m.National, true
	}
	return m.Other, true
}
