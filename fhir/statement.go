package fhir

import (
	"strconv"

	r4 "github.com/samply/golang-fhir-models/fhir-models/fhir"

	"github.com/towpath-care/towpath/peer"
)

// statementsOf numbers the statements of a contact from 1, in the order they were
// made. Nobody changes or removes one, so that a number stays what it is.
func statementsOf(r peer.Record) []string {
	var parts []string
	for i := range r.(peer.Contact).Statements() {
		parts = append(parts, strconv.Itoa(i+1))
	}
	return parts
}

// ToStatement makes a Communication of what the person says about a contact
// themself, on their yes that it may go into the record (PEER-47): the statement of
// this number, from 1. Its elements are identifier, status completed, subject and
// sender, who are the person, about, sent, and note: their words, by them, with the
// time. It is about the contact's Encounter, or about its Appointment where it did
// not take place and the site has Appointments. There is never a payload. That they
// see it otherwise stands in their words and in no code.
//
// ErrNotSent: nothing in the record system stands for the contact; the statement
// stays beside it here. The other codes are peer.ErrConsentRequired,
// ErrWrongRecord for a number that there is not, ErrUnmappable for words that FHIR
// cannot hold and ErrPatientNotFound.
func ToStatement(c peer.Contact, number string, in Context) (Resource, error) {
	said := c.Statements()
	n, err := strconv.Atoi(number)
	if err != nil || n < 1 || n > len(said) || strconv.Itoa(n) != number {
		return Resource{}, peer.Fault(peer.Rule{Row: "PEER-47", Code: ErrWrongRecord}, "/statements",
			"The contact has a statement of this number.", "Name one that the contact has.")
	}
	if !c.Sees("statements", in.reading()) {
		return Resource{}, peer.Fault(peer.Rule{Row: "PEER-47", Code: peer.ErrConsentRequired}, "/statements",
			"The person has said that what they say of their contacts may go into the care record.", "It stays here, beside the contact. Ask them if they would like it there.")
	}
	about, err := in.about(c)
	if err != nil {
		return Resource{}, err
	}
	return in.statement(DocumentName{Type: "Communication", Record: c.Ref(), Part: number}, c.Person(), said[n-1], about)
}

// about is what stands for a contact in the record system.
func (in Context) about(c peer.Contact) (DocumentName, error) {
	_, took := tookPlace(c)
	_, off := didNotTakePlace(c)
	switch {
	case c.Person() != "" && took:
		return DocumentName{Type: "Encounter", Record: c.Ref()}, nil
	case c.Person() != "" && off && in.Site.Appointments:
		return DocumentName{Type: "Appointment", Record: c.Ref()}, nil
	}
	return DocumentName{}, notSent("PEER-47", "What somebody says about a contact stands beside it in the record.", "The contact has no place there; the words stay beside it here.")
}

func (in Context) statement(name DocumentName, by peer.PersonID, s peer.PersonStatement, about DocumentName) (Resource, error) {
	id, badID := in.identify(name)
	person, badPerson := in.patient(by)
	if err := peer.Faults(badID, badPerson, sayable("PEER-47", "/statements", s.Words.Text.Reveal())); err != nil {
		return Resource{}, err
	}
	at := text(instant(s.At))
	note := notedBy(person, name.Record.String()+"."+name.Part, s.Words)
	note[0].Time = at
	return finish(id, communication{"Communication", ResourceID(id), "completed", &r4.OtherCommunication{
		Text:       told("What the person says about a contact of theirs, in their own words:", s.Words.Text.Reveal()),
		Identifier: []r4.Identifier{id.r4()},
		Subject:    person,
		About:      []r4.Reference{*in.refer(about)},
		Sent:       at,
		Sender:     person,
		Note:       note,
	}})
}
