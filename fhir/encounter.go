package fhir

import (
	"encoding/json"
	"slices"
	"strconv"
	"time"

	r4 "github.com/samply/golang-fhir-models/fhir-models/fhir"

	"github.com/towpath-care/towpath/peer"
)

var contactHomes = []home{
	{kind: peer.KindContact, resource: "Encounter", build: whole(ToEncounter)},
	{kind: peer.KindContact, resource: "Appointment", on: func(s Site) bool { return s.Appointments }, build: whole(ToAppointment)},
	{kind: peer.KindContact, resource: "Provenance", on: writesProvenance, build: whole(ToProvenance)},
	{kind: peer.KindContact, resource: "Communication", on: func(s Site) bool { return s.Messages }, parts: statementsOf, build: inParts(ToStatement)},
}

// ToEncounter makes an Encounter of a contact that took place (FHIR-05, 06).
//
// The fact of a contact goes to the record by the organisation's duty, so it
// holds no words of anybody: no reason, no note, no place by name, nobody but the
// person, the worker and a supervising colleague. Its elements are identifier,
// status, class, type, subject, participant, period with the offset it was said
// in, length in minutes that really passed (UCUM min; 0 for a letter that ends as
// it starts), serviceProvider, episodeOfCare where the site has episodes, and partOf
// for a part of a stay. Going along, a visit at home and a visit on a ward are a
// type and a class of it. The tag awaiting-validation stands in meta until a
// professional has looked at the worker's entry, where somebody is to (FHIR-09).
// That somebody was in distress never stands in it: the contact's own door is shut
// to the care record there, whatever the person has said yes to (PEER-43).
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
		return Resource{}, factStays("That a contact took place is for the record.")
	}
	h, took := tookPlace(c)
	if err := noEncounter(c, took); err != nil {
		return Resource{}, err
	}
	return in.met(meeting{of: c.Ref(), person: c.Person(), worker: c.Worker(), organisation: c.Organisation(), relationship: c.Relationship(),
		activity: c.Activity(), what: h, waits: waits(c), takenBack: c.Status() == peer.EnteredInError || c.What().Outcome != peer.Attended})
}

func factStays(says string) error {
	return peer.Fault(peer.Rule{Row: "PEER-57", Code: peer.ErrConsentRequired}, "", says, "It stays here.")
}

// meeting is what an Encounter is made from, whichever record says so.
type meeting struct {
	of           peer.Ref
	person       peer.PersonID
	worker       peer.StaffID
	organisation peer.OrgID
	relationship string
	session      string // of a group
	activity     peer.ActivityKind
	what         peer.Happening
	waits        bool // for a professional to look at it
	takenBack    bool
}

func (in Context) met(m meeting) (Resource, error) {
	e, id, err := in.encounter(m)
	if err != nil {
		return Resource{}, err
	}
	r, err := finish(id, e)
	r.TakesBack = m.takenBack && err == nil
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

func (in Context) encounter(m meeting) (encounter, Identifier, error) {
	id, badID := in.identify(DocumentName{Type: "Encounter", Record: m.of})
	subject, badPerson := in.patient(m.person)
	provider, badProvider := in.provider(m.organisation)
	class, partOf, badClass := in.class(m.what)
	kinds, badKind := in.kinds(m.activity, m.what.Mode)
	participants, badParticipant := in.participants(m.worker, m.what)
	episode, badEpisode := in.episode(m.relationship)
	if err := peer.Faults(badID, badPerson, badProvider, badClass, badKind, badParticipant, badEpisode); err != nil {
		return encounter{}, id, err
	}
	status := "finished"
	if m.takenBack {
		status = "entered-in-error"
	}
	e := encounter{"Encounter", ResourceID(id), status, &r4.OtherEncounter{
		Meta:            in.Site.meta(m.waits),
		Identifier:      in.identifiers(id, m.session),
		Class:           class,
		Type:            append(kinds, in.sharedFact(m.of)...),
		Subject:         subject,
		Participant:     participants,
		Period:          &r4.Period{Start: text(dateTime(m.what.Start)), End: text(dateTime(m.what.End))},
		Length:          minutes(m.what.Minutes()),
		ServiceProvider: provider,
		PartOf:          partOf,
		EpisodeOfCare:   episode,
	}}
	e.Text = toldOf(m, e)
	return e, id, nil
}

// meta is the profile that is claimed, and the tag of what nobody has looked at yet.
func (s Site) meta(waits bool) *r4.Meta {
	if !s.UKCore && !waits {
		return nil
	}
	m := &r4.Meta{}
	if s.UKCore {
		m.Profile = []string{profileEncounter}
	}
	if waits {
		m.Tag = []r4.Coding{coding(EntryStateSystem, peer.EntryAwaiting, "Not yet looked at by a professional")}
	}
	return m
}

// waits reports whether an entry is on its way to a professional: it is finished and
// waits, it was asked about, or it is still a draft. One that nobody was asked to look
// at does not wait.
func waits(c peer.Contact) bool {
	switch c.Validation().State {
	case peer.EntryDraft, peer.EntryAwaiting, peer.EntryQueried:
		return true
	}
	return false
}

// identifiers are the Encounter's own, and that of the session of a group, which all
// who came have alike: it has a system of its own and nothing is created by it
// (FHIR-07, hazard H13).
func (in Context) identifiers(own Identifier, session string) []r4.Identifier {
	list := []r4.Identifier{own.r4()}
	if session != "" {
		list = append(list, Identifier{in.Site.identifierSystem(peer.KindGroupSession), session}.r4())
	}
	return list
}

// sharedFact is that lived experience was shared: the fact and nothing else
// (PEER-40, 41).
func (in Context) sharedFact(of peer.Ref) []r4.CodeableConcept {
	if !in.Site.SharedFact || !in.Shared[of] {
		return nil
	}
	const says = "Lived experience was shared"
	return []r4.CodeableConcept{concept(says, coding(ContactFactSystem, "lived-experience-shared", says))}
}

// episode is the episode that a contact belongs to: that of its relationship, or the
// record system's own.
func (in Context) episode(relationship string) ([]r4.Reference, error) {
	switch {
	case in.Site.Episodes && relationship != "":
		return []r4.Reference{*in.refer(episodeName(peer.Ref{Kind: peer.KindRelationship, ID: relationship}))}, nil
	case in.Site.Episodes || in.Episode == "":
		return nil, nil
	}
	return []r4.Reference{*Reference{Reference: in.Episode}.r4()}, unless(refersTo(in.Episode, "EpisodeOfCare"), "FHIR-05", ErrUnmappable, "/episode",
		"An episode is named as an EpisodeOfCare.", "Give a reference such as EpisodeOfCare/ and the id, or none.")
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

// therapyModes are NHS Data Dictionary, CARE CONTACT PATIENT THERAPY MODE. A drop-in
// is open to whoever comes: it is neither.
var therapyModes = map[peer.ActivityKind]struct{ code, display string }{
	peer.Orientation:   {"1", "Individual patient"},
	peer.OneToOne:      {"1", "Individual patient"},
	peer.GroupActivity: {"3", "Group therapy"},
	peer.Accompaniment: {"1", "Individual patient"},
	peer.ReviewTalk:    {"1", "Individual patient"},
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
		codings := []r4.Coding{coding(ContactKindSystem, kind, says)}
		if mode, ok := therapyModes[kind]; ok && in.Site.TherapyMode != "" {
			codings = append(codings, coding(in.Site.TherapyMode, mode.code, mode.display))
		}
		types = append(types, concept(says, codings...))
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

// instant writes a time of ours as R4 dateTime; empty for none.
func instant(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return dateTime(peer.MomentOf(t.UTC()))
}

func minutes(n int) *r4.Duration {
	return &r4.Duration{Value: new(json.Number(strconv.Itoa(n))), Unit: text("min"), System: text(systemUnits), Code: text("min")}
}
