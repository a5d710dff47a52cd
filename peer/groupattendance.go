package peer

import (
	"slices"
	"time"
)

// KindGroupAttendance is how somebody's attendance of a session is stored. The other
// places it can be in are those of a contact: Recorded and EnteredInError.
const KindGroupAttendance Kind = "group-attendance"

// GroupAttendance is one person's own record of a session of a group: when it was, how
// far the record was made with them, and what they say of it. It mentions nobody else
// who was there and not what the group is about (PEER-58, hazard H13). It is what
// becomes one Encounter (FHIR-07). The zero value is none.
type GroupAttendance struct {
	head
	s groupAttendance
}

type groupAttendance struct {
	Person       PersonID    `json:"person" ask:"required"`
	Worker       StaffID     `json:"worker" ask:"required"`
	Session      string      `json:"session" ask:"required"`
	Service      ServiceID   `json:"service,omitzero"`
	Organisation OrgID       `json:"organisation,omitzero"`
	When         SessionTime `json:"when"`
	Led          bool        `json:"led,omitzero"`
	Production   Production  `json:"production,omitzero"`
	NotTogether  NotTogether `json:"notTogether,omitzero"`
	Words        Words       `json:"words,omitzero" ask:"max=4000"`
	Learning     Words       `json:"learning,omitzero" ask:"max=2000"`
	Goals        []string    `json:"goals,omitempty" ask:"items=20"`
	RecordedAt   time.Time   `json:"recordedAt" ask:"required"`
	// RecordBy is when it was owed.
	RecordBy When                `json:"recordBy,omitzero"`
	Before   []EarlierAttendance `json:"before,omitempty" ask:"items=100000"`
}

// EarlierAttendance is what an attendance said before it was put right, and why it was
// (PEER-49).
type EarlierAttendance struct {
	When    SessionTime `json:"when"`
	Because Words       `json:"because" ask:"required,max=1000"`
	By      Actor       `json:"by" ask:"required"`
	At      time.Time   `json:"at" ask:"required"`
}

// Person is who came.
func (a GroupAttendance) Person() PersonID { return a.s.Person }

// Worker is who facilitated and wrote it down.
func (a GroupAttendance) Worker() StaffID { return a.s.Worker }

// Session is the id of the session. Everybody who came has the same: it is never what a
// record elsewhere is created by (hazard H13).
func (a GroupAttendance) Session() string { return a.s.Session }

// Service is the service it belongs to; empty when nobody has said.
func (a GroupAttendance) Service() ServiceID { return a.s.Service }

// Organisation is the organisation that provides the service; empty when nobody has
// said.
func (a GroupAttendance) Organisation() OrgID { return a.s.Organisation }

// When is when and how it was, as it stands now.
func (a GroupAttendance) When() SessionTime { return a.s.When }

// Led reports whether the person led something the group did (PEER-59).
func (a GroupAttendance) Led() bool { return a.s.Led }

// Production is how far the record was made with the person, and why it was not where
// it was not.
func (a GroupAttendance) Production() (Production, NotTogether) {
	return a.s.Production, a.s.NotTogether
}

// Words are what the person says of the session, Learning what they take from it.
func (a GroupAttendance) Words() Words { return a.s.Words }

// Learning is what the person takes from the session, in their own words.
func (a GroupAttendance) Learning() Words { return a.s.Learning }

// Goals are the ids of the person's goals that it served.
func (a GroupAttendance) Goals() []string { return slices.Clone(a.s.Goals) }

// RecordedAt is when it was first written up, in UTC.
func (a GroupAttendance) RecordedAt() time.Time { return a.s.RecordedAt }

// RecordBy is when it had to be written up, under the policy of that day; zero when no
// policy was in force.
func (a GroupAttendance) RecordBy() When { return a.s.RecordBy }

// Before is what it said before each correction, first to last.
func (a GroupAttendance) Before() []EarlierAttendance { return slices.Clone(a.s.Before) }

// GroupAttendanceStep is a step of an attendance. A step of another record does not
// compile here.
type GroupAttendanceStep interface{ groupAttendanceStep() }

// RecordAttendance writes down that somebody was at a session, when that was not written
// down with the session itself. It is turned down only when it cannot have been so.
type RecordAttendance struct {
	ID           string      `json:"id"`
	Person       PersonID    `json:"person" ask:"required"`
	Worker       StaffID     `json:"worker" ask:"required"`
	Session      string      `json:"session" ask:"required"`
	Service      ServiceID   `json:"service,omitzero"`
	Organisation OrgID       `json:"organisation,omitzero"`
	When         SessionTime `json:"when"`
	// Led: they led something the group did (PEER-59).
	Led         bool        `json:"led,omitzero"`
	Production  Production  `json:"production,omitzero"`
	NotTogether NotTogether `json:"notTogether,omitzero"`
}

// SayOwnPart says what the session was like for the person, what they take from it and
// which of their goals it served; whatever is left out is not said. The worker may write
// down what the person says where they have said nothing yet.
type SayOwnPart struct {
	Words    Words    `json:"words,omitzero" ask:"max=4000"`
	Learning Words    `json:"learning,omitzero" ask:"max=2000"`
	Goals    []string `json:"goals,omitempty" ask:"items=20"`
}

// ConfirmAttendance says that the person has seen the record and it is theirs too.
type ConfirmAttendance struct{}

// CorrectAttendance puts an attendance right. What it said before stays readable
// (PEER-49).
type CorrectAttendance struct {
	When    SessionTime `json:"when"`
	Because Words       `json:"because" ask:"required,max=1000"`
}

// AttendanceInError says that an attendance should never have been written. It stays
// readable (PEER-49).
type AttendanceInError struct {
	Because Words `json:"because" ask:"required,max=1000"`
}

func (RecordAttendance) groupAttendanceStep()  {}
func (SayOwnPart) groupAttendanceStep()        {}
func (ConfirmAttendance) groupAttendanceStep() {}
func (CorrectAttendance) groupAttendanceStep() {}
func (AttendanceInError) groupAttendanceStep() {}
