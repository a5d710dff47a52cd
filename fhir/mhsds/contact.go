package mhsds

import (
	"iter"
	"strconv"
	"time"

	"github.com/towpath-care/towpath/fhir"
	"github.com/towpath-care/towpath/peer"
)

// CareContact is a row of MHS201, one for each contact with a person that took place
// or was meant to. Fields without a value are empty; Lacks says why.
type CareContact struct {
	Contact        string // CARE CONTACT IDENTIFIER: the id of the record; required
	ServiceRequest string // SERVICE REQUEST IDENTIFIER; required
	Date, Time     string // CARE CONTACT DATE (required) and TIME, as the clocks showed there
	Minutes        string // CLINICAL CONTACT DURATION, in minutes that really passed
	Consultation   string // CONSULTATION TYPE: 01 initial, 02 follow-up
	Subject        string // CARE CONTACT SUBJECT: 01, the person
	Mechanism      string // CONSULTATION MECHANISM (MENTAL HEALTH)
	Location       string // ACTIVITY LOCATION TYPE CODE
	Site           string // ORGANISATION SITE IDENTIFIER
	TherapyMode    string // CARE CONTACT PATIENT THERAPY MODE: 1 individual, 3 group
	Attendance     string // ATTENDANCE STATUS
	Lacks          []Lack
}

// CareActivity is a row of MHS202: what was done in a contact that took place. It has
// no procedure, finding or observation code: peer support is none of them.
type CareActivity struct {
	Activity     string // CARE ACTIVITY IDENTIFIER; required
	Contact      string // CARE CONTACT IDENTIFIER; required
	Professional string // CARE PROFESSIONAL LOCAL IDENTIFIER
	Minutes      string // CLINICAL CONTACT DURATION OF CARE ACTIVITY
	Lacks        []Lack
}

// CareContacts gives the rows of the contacts and attendances among the records, in
// their order. Left out are drop-ins that name nobody, and what was entered in error.
// A contact is a follow-up when an earlier one of the same relationship that took
// place came before it here, and initial when it is the one they first met at: give
// the records in the order they happened.
func CareContacts(records iter.Seq[peer.Record], s Site) iter.Seq[CareContact] {
	return func(yield func(CareContact) bool) {
		met := map[string]bool{}
		for r := range records {
			row, ok := s.careContact(r, met)
			if ok && !yield(row) {
				return
			}
		}
	}
}

func (s Site) careContact(r peer.Record, met map[string]bool) (CareContact, bool) {
	switch r := r.(type) {
	case peer.Contact:
		if r.Person() == "" || r.Status() == peer.EnteredInError {
			return CareContact{}, false
		}
		return s.ofContact(r, met), true
	case peer.GroupAttendance:
		if r.Status() == peer.EnteredInError {
			return CareContact{}, false
		}
		return s.ofAttendance(r), true
	}
	return CareContact{}, false
}

func (s Site) ofContact(c peer.Contact, met map[string]bool) CareContact {
	h := c.What()
	mode, known := fhir.NationalTherapyMode(c.Activity())
	row := CareContact{Contact: c.Ref().ID, ServiceRequest: s.Referrals[c.Relationship()], TherapyMode: mode.Code, Subject: "01"}
	s.when(&row, h, c.Service())
	l := lacks(row.Lacks)
	l.unless(known, "CareContPatientTherMode", "A drop-in is neither for one nor for a group, or nobody has said what it was for.")
	row.Attendance = attendance(h, &l)
	row.Consultation = consultation(c, met, &l)
	l.unless(row.ServiceRequest != "", "ServiceRequestId", "Nobody has said which referral the relationship belongs to.")
	row.Lacks = l
	return row
}

func (s Site) ofAttendance(a peer.GroupAttendance) CareContact {
	w := a.When()
	row := CareContact{Contact: a.Ref().ID, TherapyMode: "3", Subject: "01", Attendance: "5"}
	s.when(&row, peer.Happening{Mode: w.Mode, Place: w.Place, Start: w.Start, End: w.End, Outcome: peer.Attended}, a.Service())
	l := lacks(row.Lacks)
	l.unless(false, "ServiceRequestId", "An attendance belongs to a group and to no relationship.")
	l.unless(false, "ConsType", "Whether a group is somebody's first contact is not recorded.")
	row.Lacks = l
	return row
}

// when fills in what follows from when and how it was.
func (s Site) when(row *CareContact, h peer.Happening, service peer.ServiceID) {
	var l lacks
	row.Date, row.Time = clocks(h.Start)
	if h.Outcome == peer.Attended {
		row.Minutes = strconv.Itoa(min(h.Minutes(), 9999))
	}
	mechanism, known := fhir.NationalMode(h.Mode)
	row.Mechanism, row.Location, row.Site = mechanism.Code, s.location(h.Place), s.Sites[service]
	l.unless(known, "ConsMechanismMH", "Nobody has said in what way they were in touch.")
	l.unless(row.Location != "" || h.Mode != peer.FaceToFace, "ActLocTypeCode", "No national code has been named for that kind of place.")
	l.unless(row.Site != "", "SiteIDOfTreat", "No site has been named for the service.")
	row.Lacks = l
}

// clocks are the day and the time that the clocks showed where it was said.
func clocks(m peer.Moment) (day, at string) {
	if m.IsZero() {
		return "", ""
	}
	local := m.UTC().In(time.FixedZone("", m.Offset()*60))
	return local.Format("2006-01-02"), local.Format("15:04:05")
}

// attendance is the national code for what became of a contact. Two of them tell
// being late apart, which nobody writes down here.
func attendance(h peer.Happening, l *lacks) string {
	ours := h.NotMet == peer.OurSide
	switch {
	case h.Outcome == peer.Attended:
		return "5"
	case h.Outcome == "":
		return "0"
	case ours:
		return "4"
	case h.NotMet == peer.CrossedWire, h.Outcome == peer.CalledOff && (h.NotMet == "" || h.NotMet == peer.NotSaid):
		l.unless(false, "AttendStatus", "It is not said from whose side it did not come about, and nobody has to say.")
		return ""
	case h.Outcome == peer.CalledOff:
		return "2"
	}
	return "3"
}

func consultation(c peer.Contact, met map[string]bool, l *lacks) string {
	before := met[c.Relationship()]
	if c.What().Outcome == peer.Attended && c.Relationship() != "" {
		met[c.Relationship()] = true
	}
	switch {
	case before:
		return "02"
	case c.Activity() == peer.Orientation:
		return "01"
	}
	l.unless(false, "ConsType", "No earlier contact of the relationship is among these records.")
	return ""
}

// CareActivities gives a row for each contact and attendance that took place.
func CareActivities(records iter.Seq[peer.Record], s Site) iter.Seq[CareActivity] {
	return func(yield func(CareActivity) bool) {
		for r := range records {
			row, ok := s.careActivity(r)
			if ok && !yield(row) {
				return
			}
		}
	}
}

func (s Site) careActivity(r peer.Record) (CareActivity, bool) {
	contact, took := s.careContact(r, map[string]bool{})
	if !took || contact.Attendance != "5" {
		return CareActivity{}, false
	}
	var worker peer.StaffID
	switch r := r.(type) {
	case peer.Contact:
		worker = r.Worker()
	case peer.GroupAttendance:
		worker = r.Worker()
	}
	row := CareActivity{Activity: contact.Contact, Contact: contact.Contact, Professional: s.Professionals[worker], Minutes: contact.Minutes}
	l := lacks{}
	l.unless(row.Professional != "", "CareProfLocalId", "No local identifier has been named for the worker.")
	row.Lacks = l
	return row, true
}
