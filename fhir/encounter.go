package fhir

import (
	"encoding/json"
	"slices"
	"strconv"
	"time"

	r4 "github.com/samply/golang-fhir-models/fhir-models/fhir"

	"github.com/towpath-care/towpath/peer"
)

// ToEncounter makes an Encounter of a contact that took place (FHIR-05, 06).
//
// The fact of a contact goes to the record by the organisation's duty, so it
// holds no words of anybody: no reason, no note, no place by name, nobody but the
// person, the worker and a supervising colleague. Its elements are identifier,
// status, class, type, subject, participant, period with the offset it was said
// in, length in minutes that really passed (UCUM min; 0 for a letter that ends as
// it starts), serviceProvider, and partOf for a part of a stay.
//
// A contact in the diary, one that did not take place and an anonymous drop-in
// have no Encounter: ErrNotSent says so. A contact that was entered in error, or was
// put right to say that it did not take place, becomes entered-in-error with
// Resource.TakesBack.
//
// The other codes are ErrUnmappable for a way of being in touch, a place or an
// activity that has no code, by its path in the stored contact;
// ErrPatientNotFound and peer.ErrRequired for somebody whom in.People does not
// have.
func ToEncounter(c peer.Contact, in Context) (Resource, error) {
	if !c.Exists() {
		return Resource{}, peer.Fault(peer.Rule{Row: "FHIR-05", Code: peer.ErrRequired}, "",
			"There is a contact to send.", "Pass what a step or a decode returned.")
	}
	if !c.Sees("fact", in.reading()) {
		return Resource{}, peer.Fault(peer.Rule{Row: "PEER-57", Code: peer.ErrConsentRequired}, "",
			"That a contact took place is for the record.", "It stays here.")
	}
	h, took := tookPlace(c)
	if err := noEncounter(c, took); err != nil {
		return Resource{}, err
	}
	e, id, err := in.encounter(c, h)
	if err != nil {
		return Resource{}, err
	}
	takesBack := c.Status() == peer.EnteredInError || c.What().Outcome != peer.Attended
	if takesBack {
		e.Status = "entered-in-error"
	}
	r, err := finish(id, e)
	r.TakesBack = takesBack && err == nil
	return r, err
}

// tookPlace is the last that was said of the contact as one that took place.
func tookPlace(c peer.Contact) (peer.Happening, bool) {
	if h := c.What(); h.Outcome == peer.Attended {
		return h, true
	}
	for _, was := range slices.Backward(c.Before()) {
		if was.What.Outcome == peer.Attended {
			return was.What, true
		}
	}
	return peer.Happening{}, false
}

// noEncounter says why a contact has none.
func noEncounter(c peer.Contact, took bool) error {
	switch {
	case c.Person() == "":
		return notSent("FHIR-07", "An anonymous drop-in is about nobody.", "It stays here, counted.")
	case took:
		return nil
	case c.Status() == peer.Planned:
		return notSent("FHIR-05", "A contact in the diary has not taken place.", "It stays here until it has.")
	default:
		return notSent("FHIR-05", "A contact that did not take place has no Encounter.", "It stays here.")
	}
}

func notSent(row, says, instead string) error {
	return peer.Fault(peer.Rule{Row: row, Code: ErrNotSent}, "", says, instead)
}

func (in Context) encounter(c peer.Contact, h peer.Happening) (encounter, Identifier, error) {
	id, badID := in.identify(DocumentName{Type: "Encounter", Record: c.Ref()})
	subject, badPerson := in.patient(c.Person())
	provider, badProvider := in.provider(c.Organisation())
	class, partOf, badClass := in.class(h)
	kinds, badKind := in.kinds(c.Activity(), h.Mode)
	participants, badParticipant := in.participants(c.Worker(), h)
	if err := peer.Faults(badID, badPerson, badProvider, badClass, badKind, badParticipant); err != nil {
		return encounter{}, id, err
	}
	return encounter{"Encounter", ResourceID(id), "finished", &r4.OtherEncounter{
		Meta:            in.Site.meta(),
		Identifier:      []r4.Identifier{id.r4()},
		Class:           class,
		Type:            kinds,
		Subject:         subject,
		Participant:     participants,
		Period:          &r4.Period{Start: text(dateTime(h.Start)), End: text(dateTime(h.End))},
		Length:          minutes(h.Minutes()),
		ServiceProvider: provider,
		PartOf:          partOf,
	}}, id, nil
}

func (s Site) meta() *r4.Meta {
	if !s.UKCore {
		return nil
	}
	return &r4.Meta{Profile: []string{profileEncounter}}
}

// classes are the codes of v3-ActCode for places where two people meet (FHIR-06).
var classes = map[peer.Place]r4.Coding{
	peer.AtClinic:    coding(systemClass, "AMB", "ambulatory"),
	peer.AtHome:      coding(systemClass, "HH", "home health"),
	peer.InCommunity: coding(systemClass, "FLD", "field"),
	peer.OnWard:      coding(systemClass, "AMB", "ambulatory"),
}

// class is the way two people met, and the stay it was a part of, if any. HL7 has
// one code for everything that is not face to face.
func (in Context) class(h peer.Happening) (class r4.Coding, stay *r4.Reference, err error) {
	class, knownPlace := classes[h.Place]
	_, knownMode := mechanisms[h.Mode]
	switch {
	case !knownMode:
		return class, nil, unmappable("/what/mode", "The way they were in touch has a code.", "Say in what way they were in touch.")
	case h.Mode != peer.FaceToFace:
		return coding(systemClass, "VR", "virtual"), nil, nil
	case !knownPlace:
		return class, nil, unmappable("/what/place", "The kind of place where they met has a code.", "Say in what kind of place they met.")
	case h.Place == peer.OnWard && in.Site.WardAsStay && in.Stay != "":
		return coding(systemClass, "IMP", "inpatient encounter"), Reference{Reference: in.Stay}.r4(),
			unless(refersTo(in.Stay, "Encounter"), "FHIR-06", ErrUnmappable, "/stay",
				"A stay is named as an Encounter.", "Give a reference such as Encounter/ and the id, or none.")
	}
	return class, nil, nil
}

func unmappable(path, says, fix string) error {
	return peer.Fault(peer.Rule{Row: "FHIR-06", Code: ErrUnmappable}, path, says, fix)
}

// kindTexts are what people read beside the code of a kind of contact.
var kindTexts = map[peer.ActivityKind]string{
	peer.Orientation:   "Welcome to peer support",
	peer.OneToOne:      "One-to-one peer support",
	peer.GroupActivity: "Peer support in a group",
	peer.DropIn:        "Peer support drop-in",
	peer.Accompaniment: "Peer support: going along",
	peer.ReviewTalk:    "Peer support: looking back together",
}

// mechanism is the national code for a way of being in touch.
type mechanism struct{ says, code, display string }

// mechanisms are NHS Data Dictionary, CONSULTATION MECHANISM (MENTAL HEALTH),
// June 2026. Chat is the one where both are there at the same time; a letter is
// not listed there.
var mechanisms = map[peer.Mode]mechanism{
	peer.FaceToFace: {"Face to face", "01", "Face to face"},
	peer.Phone:      {"By phone", "02", "Telephone"},
	peer.Video:      {"By video", "11", "Video consultation"},
	peer.Chat:       {"By chat", "10", "Instant messaging (Synchronous)"},
	peer.Text:       {"By text message", "09", "Text message (Asynchronous)"},
	peer.Email:      {"By e-mail", "05", "Email"},
	peer.Letter:     {"By letter", "98", "Other (not listed)"},
}

// kinds is what the contact was for and, where the site asks, the way they were
// in touch. What nobody has said yet is left out: a contact is not held back for
// form's sake.
func (in Context) kinds(kind peer.ActivityKind, mode peer.Mode) (types []r4.CodeableConcept, err error) {
	says, known := kindTexts[kind]
	if known {
		types = append(types, concept(says, coding(ContactKindSystem, kind, says)))
	}
	if m, ok := mechanisms[mode]; ok && in.Site.ConsultationMechanism != "" {
		types = append(types, concept(m.says, coding(ContactModeSystem, mode, m.says), coding(in.Site.ConsultationMechanism, m.code, m.display)))
	}
	return types, unless(known || kind == "", "FHIR-05", ErrUnmappable, "/activity",
		"The kind of contact has a code.", "Use a version of this library that knows it.")
}

// participants are the worker and, where there was one, the supervising
// colleague; never anybody else who was there.
func (in Context) participants(worker peer.StaffID, h peer.Happening) ([]r4.EncounterParticipant, error) {
	who, err := in.practitioner(worker, "/worker")
	list := []r4.EncounterParticipant{{
		Type:       []r4.CodeableConcept{concept("", coding(systemParticipation, "PPRF", "primary performer"))},
		Individual: who,
	}}
	if h.SupervisedBy == "" {
		return list, err
	}
	colleague, unknown := in.practitioner(h.SupervisedBy, "/what/supervisedBy")
	as := []r4.CodeableConcept{concept("Supervising colleague", coding(ParticipationSystem, "supervising", "Supervising colleague"))}
	if h.Present {
		as = append(as, concept("", coding(systemParticipation, "SPRF", "secondary performer")))
	}
	return append(list, r4.EncounterParticipant{Type: as, Individual: colleague}), peer.Faults(err, unknown)
}

// dateTime writes an instant as R4 dateTime, with the offset it was said in and
// no more decimals than it has.
func dateTime(m peer.Moment) string {
	if m.IsZero() {
		return ""
	}
	return m.UTC().In(time.FixedZone("", m.Offset()*60)).Format(time.RFC3339Nano)
}

func minutes(n int) *r4.Duration {
	return &r4.Duration{Value: new(json.Number(strconv.Itoa(n))), Unit: text("min"), System: text(systemUnits), Code: text("min")}
}
