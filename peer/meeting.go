package peer

import (
	"slices"
	"time"

	"github.com/towpath-care/towpath/internal/terms"
)

// KindMeetingAttendance is how it is stored that a worker was at a meeting.
const KindMeetingAttendance Kind = "meeting-attendance"

// MeetingAttended is where an attendance stands: the worker was there. They may mark it
// as entered in error, which moves it to EnteredInError.
const MeetingAttended Status = "attended"

// MeetingKind says what sort of meeting it was.
type MeetingKind string

// Sorts of meetings.
const (
	MeetingClinical    MeetingKind = "clinical"
	MeetingBusiness    MeetingKind = "business"
	MeetingDevelopment MeetingKind = "service-development"
	MeetingTeam        MeetingKind = "multi-disciplinary"
)

var meetingKinds = []MeetingKind{MeetingClinical, MeetingBusiness, MeetingDevelopment, MeetingTeam}

// Known reports whether the sort is on the list.
func (k MeetingKind) Known() bool { return slices.Contains(meetingKinds, k) }

// Terms returns the closed list.
func (MeetingKind) Terms() []string { return terms.Of(meetingKinds) }

// MeetingAttendance is that a worker was at a meeting of the team: what sort, when, and
// which professions were there (PEER-60). It holds nobody who was talked about; what is
// said for a person stands in their perspective brief. The zero value is none.
type MeetingAttendance struct {
	head
	s meetingAttendance
}

type meetingAttendance struct {
	Worker   StaffID     `json:"worker" ask:"required"`
	Sort     MeetingKind `json:"sort" ask:"required"`
	Team     ServiceID   `json:"team,omitzero"`
	On       Date        `json:"on" ask:"required"`
	Minutes  int         `json:"minutes,omitzero" ask:"min=1,max=1440"`
	Roles    []TeamRole  `json:"roles,omitempty" ask:"items=30"`
	Recorded time.Time   `json:"recorded" ask:"required"`
}

// Worker is who was there.
func (m MeetingAttendance) Worker() StaffID { return m.s.Worker }

// Sort is what sort of meeting it was.
func (m MeetingAttendance) Sort() MeetingKind { return m.s.Sort }

// Team is the id of the team or the service; empty: not said.
func (m MeetingAttendance) Team() ServiceID { return m.s.Team }

// On is the day.
func (m MeetingAttendance) On() Date { return m.s.On }

// Minutes is how long it took; 0: not said.
func (m MeetingAttendance) Minutes() int { return m.s.Minutes }

// Roles are the professions that were there.
func (m MeetingAttendance) Roles() []TeamRole { return slices.Clone(m.s.Roles) }

// Recorded is when it was written down, in UTC.
func (m MeetingAttendance) Recorded() time.Time { return m.s.Recorded }

// MeetingAttendanceStep is a step of an attendance. A step of another record does not
// compile here.
type MeetingAttendanceStep interface{ meetingAttendanceStep() }

// RecordMeeting writes down that the worker was at a meeting. There is no field for a
// person and none for words.
type RecordMeeting struct {
	ID     string      `json:"id"`
	Worker StaffID     `json:"worker" ask:"required"`
	Sort   MeetingKind `json:"sort" ask:"required"`
	Team   ServiceID   `json:"team,omitzero"`
	// On is the day; without one it was today.
	On      Date       `json:"on,omitzero"`
	Minutes int        `json:"minutes,omitzero" ask:"min=1,max=1440"`
	Roles   []TeamRole `json:"roles,omitempty" ask:"items=30"`
}

// MarkMeetingInError says that it should not have been written. No reason is asked.
type MarkMeetingInError struct{}

func (RecordMeeting) meetingAttendanceStep()      {}
func (MarkMeetingInError) meetingAttendanceStep() {}

type (
	meetingRow         = Row[MeetingAttendance, Facts]
	meetingNeed[C any] = Need[MeetingAttendance, Facts, C]
	meetingStep[C any] = Step[MeetingAttendance, Facts, C]
	meetingTaken       = Taken[Facts]
)

// meetingAttendances is the table of PEER-60 for meetings.
var meetingAttendances = Machine[MeetingAttendance, Facts]{
	Kind:   KindMeetingAttendance,
	Schema: 1, // 1: the first form
	Says:   "A worker was at a meeting of the team; nobody who was talked about is in it.",
	Moves:  "PEER-60",
	States: []State{
		{MeetingAttended, "The worker was there. They may mark it as entered in error.", false},
		{EnteredInError, "It should not have been written; it stays readable.", true},
	},
	Head:   func(m *MeetingAttendance) *Head { return &m.head },
	Data:   func(m *MeetingAttendance) any { return &m.s },
	Person: func(MeetingAttendance) PersonID { return "" }, // it is about nobody
	Party:  func(m MeetingAttendance, a Actor) Party { return PartyOf(a, "", m.s.Worker) },
	Policy: func(f Facts) Digest { return f.Policy.Digest() },
	Line:   func(f Facts) Lines { return f.Lines },
	Legal: func(m MeetingAttendance) []Reason {
		return []Reason{
			Holds(allCoded(m.s.Roles), "/roles", "A role is written as a code."),
			Holds(begun(m.s.On, m.s.Recorded), "/on", "It was not in the future."),
		}
	},
	Parts: []Part[MeetingAttendance]{{Name: "meeting", If: func(_ MeetingAttendance, as Party, by Reading) bool { return workerAndLine(as, by) },
		Rule: Rule{"PEER-60", ErrNotAuthorised}, Says: "Where a worker was is for them and, in supervision, for their line.", Value: func(m MeetingAttendance) any { return m.s }}},
	Rows: []meetingRow{
		Begins(meetingRow{
			Do: "record", Says: "Write down that you were at a meeting.", To: []Status{MeetingAttended}, By: workerAlone, Else: stepOfWorker("PEER-60"), Form: "PEER-60",
		}, func(c RecordMeeting) string { return c.ID }, func(c RecordMeeting) MeetingAttendance {
			return MeetingAttendance{s: meetingAttendance{Worker: c.Worker, Sort: c.Sort, Team: c.Team, Minutes: c.Minutes, Roles: c.Roles}}
		}, meetingStep[RecordMeeting]{
			Needs: []meetingNeed[RecordMeeting]{
				roleCoded[MeetingAttendance, Facts](func(c RecordMeeting) []TeamRole { return c.Roles }, "/roles"),
				hasBegun[MeetingAttendance, Facts]("PEER-60", "/on", func(c RecordMeeting) Date { return c.On }),
			},
			Apply: func(m MeetingAttendance, c RecordMeeting, t *meetingTaken) MeetingAttendance {
				m.s.Roles, m.s.On, m.s.Recorded = c.Roles, dayOr(c.On, t, t.Facts.Policy.Calendar()), t.Now()
				return m
			},
		}),
		Takes(meetingRow{
			Do: "mark-in-error", Says: "Say that it should not have been written.", From: []Status{MeetingAttended}, To: []Status{EnteredInError}, By: workerAlone, Else: stepOfWorker("PEER-60"), Form: "PEER-60",
		}, meetingStep[MarkMeetingInError]{Apply: func(m MeetingAttendance, _ MarkMeetingInError, _ *meetingTaken) MeetingAttendance { return m }}),
	},
}
