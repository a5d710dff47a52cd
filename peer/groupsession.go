package peer

import (
	"slices"
	"time"

	"github.com/towpath-care/towpath/internal/terms"
)

// KindGroupSession is how a session of a group is stored.
const KindGroupSession Kind = "group-session"

// SessionCalledOff: a session that was planned did not take place. Those who facilitate
// it say so, and need no reason. Nothing leads on. The other places of a session are
// those of a contact: Planned, Recorded and EnteredInError.
const SessionCalledOff Status = "called-off"

// SessionTime is when and how people met, or mean to.
type SessionTime struct {
	Mode  Mode  `json:"mode,omitzero"`
	Place Place `json:"place,omitzero"`
	// Start and End are instants with the offset they were said in: a time without one
	// is none (PEER-44).
	Start Moment `json:"start" ask:"required"`
	End   Moment `json:"end" ask:"required"`
}

// Minutes is the length in real minutes: across a clock change it is not what the
// clocks show.
func (s SessionTime) Minutes() int { return s.happening().Minutes() }

func (s SessionTime) happening() Happening {
	return Happening{Mode: s.Mode, Place: s.Place, Start: s.Start, End: s.End}
}

// ends reports whether the end lies after the start. One that is missing is the form's
// to say.
func (s SessionTime) ends() bool {
	return s.Start.IsZero() || s.End.IsZero() || s.happening().ends()
}

// SessionLed says who led something that was done at a session (PEER-59).
type SessionLed string

// Who led an activity. Where it was not the facilitators, they were there to support.
const (
	LedByOneMember    SessionLed = "a-member"
	LedByTheMembers   SessionLed = "the-members"
	LedByFacilitators SessionLed = "the-facilitators"
	LedByVisitor      SessionLed = "a-visitor"
)

var sessionLeds = []SessionLed{LedByOneMember, LedByTheMembers, LedByFacilitators, LedByVisitor}

// Known reports whether the word is on the list.
func (l SessionLed) Known() bool { return slices.Contains(sessionLeds, l) }

// Terms returns the closed list.
func (SessionLed) Terms() []string { return terms.Of(sessionLeds) }

// SessionActivity is something a group did: what, who led it, and who on the staff was
// there to support. A member who led is not named here; it stands in their own
// attendance.
type SessionActivity struct {
	What        Private    `json:"what" ask:"required,max=500"`
	LedBy       SessionLed `json:"ledBy,omitzero"`
	SupportedBy []StaffID  `json:"supportedBy,omitempty" ask:"items=10"`
}

// SessionMark says what was noticed about a session that was written down all the same.
// It goes to supervision; it is never held against anybody.
type SessionMark string

// Marks of a session.
const (
	NoGroupAgreement    SessionMark = "no-group-agreement" // the group had none in force, or nobody knew
	LedOutsideScope     SessionMark = "led-outside-scope"  // peer support workers alone, in a kind kept for another profession
	SessionNotReady     SessionMark = "worker-not-ready"
	SessionUnsupervised SessionMark = "unsupervised"
	SessionLate         SessionMark = "late"
	SessionLongUnlikely SessionMark = "length-unlikely"
)

var sessionMarks = []SessionMark{NoGroupAgreement, LedOutsideScope, SessionNotReady, SessionUnsupervised, SessionLate, SessionLongUnlikely}

// Known reports whether the mark is on the list.
func (m SessionMark) Known() bool { return slices.Contains(sessionMarks, m) }

// Terms returns the closed list.
func (SessionMark) Terms() []string { return terms.Of(sessionMarks) }

// GroupSession is one time a group met, or means to: when, who facilitated, what was
// done and how many came (PEER-58). It names nobody who came: each of them has a
// GroupAttendance of their own, made with the session or later, so that nothing about
// one can be read off another's. The zero value is none.
type GroupSession struct {
	head
	s groupSession
}

type groupSession struct {
	Group        string            `json:"group" ask:"required"`
	Service      ServiceID         `json:"service,omitzero"`
	Organisation OrgID             `json:"organisation,omitzero"`
	Facilitators []Facilitator     `json:"facilitators" ask:"required,items=10"`
	When         SessionTime       `json:"when"`
	Activities   []SessionActivity `json:"activities,omitempty" ask:"items=50"`
	Headcount    int               `json:"headcount,omitzero" ask:"min=1,max=10000"`
	// Agreement is the version that was in force as it was written down.
	Agreement int `json:"agreement,omitzero" ask:"min=1,max=10000"`
	// RecordedAt is when it was first written up, RecordBy when it was owed.
	RecordedAt time.Time        `json:"recordedAt,omitzero"`
	RecordBy   When             `json:"recordBy,omitzero"`
	Marks      []SessionMark    `json:"marks,omitempty" ask:"items=10"`
	Before     []EarlierSession `json:"before,omitempty" ask:"items=100000"`
}

// EarlierSession is what a session said before it was put right, and why it was
// (PEER-49). The reason is a colleague's and names nobody.
type EarlierSession struct {
	When       SessionTime       `json:"when"`
	Activities []SessionActivity `json:"activities,omitempty" ask:"items=50"`
	Headcount  int               `json:"headcount,omitzero"`
	Because    Private           `json:"because" ask:"required,max=1000"`
	By         Actor             `json:"by" ask:"required"`
	At         time.Time         `json:"at" ask:"required"`
}

// Group is the id of the group.
func (s GroupSession) Group() string { return s.s.Group }

// Service is the service it belongs to; empty when nobody has said.
func (s GroupSession) Service() ServiceID { return s.s.Service }

// Organisation is the organisation that provides the service; empty when nobody has
// said.
func (s GroupSession) Organisation() OrgID { return s.s.Organisation }

// Facilitators are who facilitate this session; the first writes it up.
func (s GroupSession) Facilitators() []Facilitator { return slices.Clone(s.s.Facilitators) }

// When is when and how it was, as it stands now.
func (s GroupSession) When() SessionTime { return s.s.When }

// Activities are what was done, or is meant to be.
func (s GroupSession) Activities() []SessionActivity { return copyActivities(s.s.Activities) }

// Headcount is how many came, those who did not say who they are among them; zero:
// nobody has counted.
func (s GroupSession) Headcount() int { return s.s.Headcount }

// Agreement is the version of the group's agreement that was in force as it was written
// down; zero: none, or nobody knew.
func (s GroupSession) Agreement() int { return s.s.Agreement }

// RecordedAt is when it was first written up, in UTC; zero while it is planned.
func (s GroupSession) RecordedAt() time.Time { return s.s.RecordedAt }

// RecordBy is when it had to be written up, under the policy of that day; zero when no
// policy was in force.
func (s GroupSession) RecordBy() When { return s.s.RecordBy }

// Marks are what was noticed when it was written down.
func (s GroupSession) Marks() []SessionMark { return slices.Clone(s.s.Marks) }

// Before is what it said before each correction, first to last.
func (s GroupSession) Before() []EarlierSession {
	out := slices.Clone(s.s.Before)
	for i := range out {
		out[i].Activities = copyActivities(out[i].Activities)
	}
	return out
}

func copyActivities(list []SessionActivity) []SessionActivity {
	out := slices.Clone(list)
	for i := range out {
		out[i].SupportedBy = slices.Clone(out[i].SupportedBy)
	}
	return out
}
