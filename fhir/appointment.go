package fhir

import (
	"slices"

	r4 "github.com/samply/golang-fhir-models/fhir-models/fhir"

	"github.com/towpath-care/towpath/peer"
)

// appointment and its participants hide the models' status, whose zero values say
// "proposed" and "accepted".
type (
	appointment struct {
		ResourceType string               `json:"resourceType"`
		ID           string               `json:"id"`
		Status       string               `json:"status"`
		Participant  []appointmentPartner `json:"participant"`
		*r4.OtherAppointment
	}
	appointmentPartner struct {
		Actor  *r4.Reference `json:"actor"`
		Status string        `json:"status"`
	}
)

// ToAppointment makes an Appointment of a contact that was missed or called off
// (FHIR-05, PEER-35). Its elements are identifier, status, cancelationReason where
// it is cancelled and one was given, start and end, which is the start where nobody has said how long it
// was to be, and two participants: the person and the worker.
//
// The status is cancelled; a missed one is noshow only where the site counts them
// for national returns. Both participants stand as tentative, whoever was not there:
// R4 asks for a status, and this one says that nobody was bound to come. There is
// never a comment or a word of blame, and no reason for the appointment.
//
// A contact in the diary, one that took place and an anonymous drop-in have no
// Appointment: ErrNotSent. One that was entered in error, or was put right to say
// that it took place, becomes entered-in-error with Resource.TakesBack. The other
// codes are ErrUnmappable for a reason that has no code, ErrPatientNotFound and
// peer.ErrRequired for somebody whom in.People does not have, and
// peer.ErrConsentRequired.
func ToAppointment(c peer.Contact, in Context) (Resource, error) {
	if !c.Exists() {
		return Resource{}, peer.Fault(peer.Rule{Row: "FHIR-05", Code: peer.ErrRequired}, "",
			"There is a contact to send.", "Pass what a step or a decode returned.")
	}
	if !c.Sees("fact", in.reading()) {
		return Resource{}, factStays("That a contact did not take place is for the record.")
	}
	h, off := didNotTakePlace(c)
	if err := noAppointment(c, off); err != nil {
		return Resource{}, err
	}
	takesBack := c.Status() == peer.EnteredInError || c.What().Outcome == peer.Attended
	a, id, err := in.appointment(c, h, takesBack)
	if err != nil {
		return Resource{}, err
	}
	r, err := finish(id, a)
	r.TakesBack = takesBack && err == nil
	return r, err
}

// didNotTakePlace is the last that was said of the contact as one that did not.
func didNotTakePlace(c peer.Contact) (peer.Happening, bool) {
	off := func(h peer.Happening) bool { return h.Outcome == peer.Missed || h.Outcome == peer.CalledOff }
	if h := c.What(); off(h) {
		return h, true
	}
	for _, was := range slices.Backward(c.Before()) {
		if off(was.What) {
			return was.What, true
		}
	}
	return peer.Happening{}, false
}

func noAppointment(c peer.Contact, off bool) error {
	switch {
	case c.Person() == "":
		return notSent("FHIR-07", "An anonymous drop-in is about nobody.", "It stays here, counted.")
	case off:
		return nil
	}
	return notSent("FHIR-05", "Only a contact that was missed or called off is an Appointment.", "What took place is an Encounter; what is in the diary stays here.")
}

// notMetTexts are what people read beside the code of why a contact did not take
// place. Not to say is no code.
var notMetTexts = map[peer.NotMet]string{
	peer.AnotherDay:  "Another day suited better",
	peer.Unwell:      "Somebody was not well",
	peer.Travel:      "The journey did not work out",
	peer.CrossedWire: "There was a mix-up",
	peer.OurSide:     "It was on the service's side",
	peer.NotSaid:     "",
}

func (in Context) appointment(c peer.Contact, h peer.Happening, takesBack bool) (appointment, Identifier, error) {
	id, badID := in.identify(DocumentName{Type: "Appointment", Record: c.Ref()})
	person, badPerson := in.patient(c.Person())
	worker, badWorker := in.practitioner(c.Worker(), "/worker")
	because, badReason := notMet(h.NotMet)
	end := h.End
	if end.IsZero() {
		end = h.Start
	}
	status := in.Site.appointmentStatus(h.Outcome)
	if takesBack {
		status = "entered-in-error"
	}
	if status != "cancelled" {
		because = nil // R4 app-4, which calls a noshow by a word that is no status
	}
	return appointment{"Appointment", ResourceID(id), status,
		[]appointmentPartner{{person, "tentative"}, {worker, "tentative"}},
		&r4.OtherAppointment{
			Text: told(
				line(takesBack, inError),
				line(h.Outcome == peer.Missed, "Peer support: a meeting that did not take place."),
				line(h.Outcome == peer.CalledOff, "Peer support: a meeting that was called off."),
				"It was to be on "+inWords(h.Start)+".",
				line(because != nil, notMetTexts[h.NotMet]+".")),
			Identifier:        []r4.Identifier{id.r4()},
			CancelationReason: because,
			Start:             text(dateTime(h.Start)),
			End:               text(dateTime(end)),
		}}, id, peer.Faults(badID, badPerson, badWorker, badReason)
}

func (s Site) appointmentStatus(o peer.Outcome) string {
	if s.NationalReturns && o == peer.Missed {
		return "noshow"
	}
	return "cancelled"
}

func notMet(n peer.NotMet) (*r4.CodeableConcept, error) {
	says, known := notMetTexts[n]
	if says == "" {
		return nil, unless(known || n == "", "FHIR-05", ErrUnmappable, "/what/notMet",
			"Why a contact did not take place has a code.", "Use a version of this library that knows it.")
	}
	return new(concept(says, coding(NotMetSystem, n, says))), nil
}
