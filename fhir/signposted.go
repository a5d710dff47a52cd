package fhir

import (
	r4 "github.com/samply/golang-fhir-models/fhir-models/fhir"

	"github.com/towpath-care/towpath/peer"
	"github.com/towpath-care/towpath/signpost"
)

var signpostHomes = []home{
	{kind: signpost.KindSignpost, resource: "Communication", on: func(s Site) bool { return s.Messages }, build: whole(ToHandedOver)},
	{kind: signpost.KindSignpost, resource: "Task", on: func(s Site) bool { return s.Tasks }, build: whole(ToFollowUp)},
}

const (
	systemMessageCategory = "http://terminology.hl7.org/CodeSystem/communication-category"
	systemMessageMedium   = "http://terminology.hl7.org/CodeSystem/v3-ParticipationMode"
)

// ToHandedOver makes a Communication of the details of a place that a person took along
// (SIGN-13), when they have said that their plan may go into the care record, and never
// where the place is about a sensitive topic, whatever they agreed to (hazard H08): both
// are peer.ErrConsentRequired, and nothing tells one from the other.
//
// Its elements are identifier, status completed, category instruction, medium, subject
// and recipient, which both are the person, about the entry of the directory where the
// site writes it, and sent, which is the day. There is no payload, no note, no reason
// and no sender: either of the two hands details over. A form that would show that
// something is not safe to keep goes as word of mouth.
//
// The other codes are ErrNotSent where the details were not handed over, or are kept
// until the person leaves where they are; ErrPatientNotFound for a person whom
// in.People does not have; ErrUnmappable for a form that has no code.
func ToHandedOver(s signpost.Signpost, in Context) (Resource, error) {
	if err := in.signposted(s); err != nil {
		return Resource{}, err
	}
	medium, on := s.Handed()
	if on.IsZero() || medium == signpost.MediumHold {
		return Resource{}, notSent("SIGN-13", "The person has the details.", "It stays here until they have them.")
	}
	id, badID := in.identify(DocumentName{Type: "Communication", Record: s.Ref()})
	person, badPerson := in.patient(s.Person())
	form, known := forms[medium]
	if err := peer.Faults(badID, badPerson, unless(known, "SIGN-13", ErrUnmappable, "/handed/medium",
		"The form in which details are handed over has a code.", "Use a version of this library that knows it.")); err != nil {
		return Resource{}, err
	}
	body := &r4.OtherCommunication{
		Text:       told("The person took details of a place along.", form.says+".", "On "+on.String()+"."),
		Identifier: []r4.Identifier{id.r4()},
		Category:   []r4.CodeableConcept{concept("Details to take along", coding(systemMessageCategory, "instruction", "Instruction"))},
		Medium:     []r4.CodeableConcept{concept(form.says, coding(HandedOverSystem, form.code, form.says), coding(systemMessageMedium, form.hl7, form.display))},
		Subject:    person,
		Sent:       text(on.String()),
		Recipient:  []r4.Reference{*person},
	}
	if in.Site.Directory {
		body.About = []r4.Reference{*in.refer(DocumentName{Type: "HealthcareService", Record: peer.Ref{Kind: signpost.KindResource, ID: s.Chosen()}})}
	}
	return finish(id, communication{"Communication", ResourceID(id), "completed", body})
}

// signposted says why nothing of a signpost may leave, if so.
func (in Context) signposted(s signpost.Signpost) error {
	switch {
	case !s.Exists():
		return peer.Fault(peer.Rule{Row: "FHIR-01", Code: peer.ErrRequired}, "",
			"There is a signpost to send.", "Pass what a step or a decode returned.")
	case !s.Sees("activity", in.reading()):
		return peer.Fault(peer.Rule{Row: "SIGN-14", Code: peer.ErrConsentRequired}, "",
			"The person has said that their plan may go into the care record.", "It stays here. Ask them if they would like it there.")
	}
	return nil
}

// form is what others read of the form in which details were handed over: a code of
// ours, and one of HL7's v3-ParticipationMode.
type form struct{ says, code, hl7, display string }

var (
	onPaper   = form{"On paper", "print", "WRITTEN", "written"}
	recording = form{"As a recording", "recording", "ELECTRONIC", "electronic data"}
	byMouth   = form{"By word of mouth", "verbal", "VERBAL", "verbal"}
	inPerson  = form{"In person", "in-person", "FACE", "face-to-face"}
)

// forms leave out what a form tells of the person: what they can read, and that a paper
// would not be safe at home (hazard H09). What is held until they leave has none.
var forms = map[signpost.Medium]form{
	signpost.MediumText:       {"By text message", "text", "ELECTRONIC", "electronic data"},
	signpost.MediumEmail:      {"By e-mail", "email", "EMAILWRIT", "email"},
	signpost.MediumApp:        {"In an app", "app", "ONLINEWRIT", "online written"},
	signpost.MediumWeb:        {"As a page on the web", "web", "ONLINEWRIT", "online written"},
	signpost.MediumPhone:      {"By phone", "phone", "PHONE", "telephone"},
	signpost.MediumPrint:      onPaper,
	signpost.MediumEasyRead:   onPaper,
	signpost.MediumLargePrint: onPaper,
	signpost.MediumBraille:    onPaper,
	signpost.MediumAudio:      recording,
	signpost.MediumSignVideo:  recording,
	signpost.MediumVerbal:     byMouth,
	signpost.MediumMemoryAid:  byMouth,
	signpost.MediumKeepForMe:  byMouth,
	signpost.MediumViaStaff:   inPerson,
}

// ToFollowUp makes a Task of the day on which a person is asked how it went (SIGN-15),
// under the same yes as ToHandedOver and never about a sensitive topic.
//
// Its elements are identifier, status, intent plan, code follow-up, for, which is the
// person, authoredOn, which is the day they had the details, owner, which is the worker,
// and restriction.period.end, which is the day. It never says what about, and has no
// input, no output and no description: what came of it is said in the person's plan.
//
// It is requested while somebody is to ask, completed when the person has said what came
// of it, and cancelled when nobody is to ask any more: no outcome is made up. One that is
// cancelled is made only where it stands in the record system already. That, and a
// signpost of which nobody has the details, is ErrNotSent otherwise. The other codes are
// peer.ErrConsentRequired, ErrPatientNotFound for a person and peer.ErrRequired for a
// worker whom in.People does not have, and ErrUnmappable.
func ToFollowUp(s signpost.Signpost, in Context) (Resource, error) {
	if err := in.signposted(s); err != nil {
		return Resource{}, err
	}
	name := DocumentName{Type: "Task", Record: s.Ref()}
	_, on := s.Handed()
	status := followUpStatus(s)
	if on.IsZero() || status == "cancelled" && !in.stood(name) {
		return Resource{}, notSent("SIGN-15", "Somebody is to ask how it went.", "It stays here.")
	}
	id, badID := in.identify(name)
	person, badPerson := in.patient(s.Person())
	owner, badOwner := in.followsUp(s.Worker())
	if err := peer.Faults(badID, badPerson, badOwner, unless(status != "", "SIGN-15", ErrUnmappable, "/status",
		"The status of a signpost has a code.", "Use a version of this library that knows it.")); err != nil {
		return Resource{}, err
	}
	says := followUpTexts[status]
	body := &r4.OtherTask{
		Identifier: []r4.Identifier{id.r4()},
		Code:       new(concept("Ask how it went", coding(FollowUpSystem, "follow-up", "Ask how it went"))),
		For:        person,
		AuthoredOn: text(on.String()),
		Owner:      owner,
	}
	if due := s.FollowUp(); !due.IsZero() {
		body.Restriction = &r4.TaskRestriction{Period: &r4.Period{End: text(due.String())}}
		says += " The day is " + due.String() + "."
	}
	body.Text = told(says)
	return finish(id, task{"Task", ResourceID(id), status, "plan", "", body})
}

var followUpTexts = map[string]string{
	"requested": "The person is to be asked how it went.",
	"completed": "The person has said how it went.",
	"cancelled": "Nobody is to ask how it went any more.",
}

// followUpStatus is R4 TaskStatus; empty for a status that has none.
func followUpStatus(s signpost.Signpost) string {
	switch s.Status() {
	case signpost.Given:
		if s.FollowUp().IsZero() {
			return "cancelled"
		}
		return "requested"
	case signpost.Accessed, signpost.NotAccessed, signpost.NeedsDifferent:
		return "completed"
	case signpost.NotKnown, signpost.PersonClosed:
		return "cancelled"
	}
	return ""
}

// followsUp is the worker alongside; nil when nobody is named.
func (in Context) followsUp(worker peer.StaffID) (*r4.Reference, error) {
	if worker == "" {
		return nil, nil
	}
	return in.practitioner(worker, "/worker")
}
