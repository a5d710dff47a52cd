package peer

// AttendeeContact is what a session was for one person who came, as a contact of theirs:
// what becomes one Encounter. Nobody else who came is in it, and not what the group is
// about. Session is the same for everybody and has an identifier system of its own; it
// is never what a record elsewhere is created by (FHIR-07, hazard H13).
type AttendeeContact struct {
	// Attendance is the record it was made from; its id is the one to create by.
	Attendance   Ref
	Person       PersonID
	Worker       StaffID
	Session      string
	Service      ServiceID
	Organisation OrgID
	// Activity is GroupActivity.
	Activity ActivityKind
	What     Happening
}

// ContactsPerAttendee gives each person's own contact facts of a session, in the order
// of their attendances. Attendances of other sessions and those entered in error are
// passed over, and those who were only counted have none. Somebody who stands there
// twice is a *Refusal with ErrDuplicate: nobody could say which counts.
func (s GroupSession) ContactsPerAttendee(list []GroupAttendance) ([]AttendeeContact, error) {
	var out []AttendeeContact
	seen := map[PersonID]bool{}
	for _, a := range list {
		if s.status != Recorded || a.status != Recorded || a.s.Session != s.ref.ID {
			continue
		}
		if seen[a.s.Person] {
			return nil, Fault(cameOnce.Rule, "", cameOnce.Says, "Mark one of the two as entered in error.")
		}
		seen[a.s.Person] = true
		out = append(out, a.Contact())
	}
	return out, nil
}

// Contact is the attendance as a contact of the person's.
func (a GroupAttendance) Contact() AttendeeContact {
	what := a.s.When.happening()
	what.Outcome, what.Goals, what.Production, what.NotTogether = Attended, a.Goals(), a.s.Production, a.s.NotTogether
	return AttendeeContact{Attendance: a.ref, Person: a.s.Person, Worker: a.s.Worker, Session: a.s.Session, Service: a.s.Service,
		Organisation: a.s.Organisation, Activity: GroupActivity, What: what}
}
