package fhir

import (
	"slices"
	"time"

	r4 "github.com/samply/golang-fhir-models/fhir-models/fhir"

	"github.com/towpath-care/towpath/peer"
)

var consentHomes = []home{
	{kind: peer.KindConsent, resource: "Consent", on: func(s Site) bool { return s.Consents }, build: whole(ToConsent)},
}

// consent hides the twin's status, whose zero value says "draft".
type consent struct {
	ResourceType string `json:"resourceType"`
	ID           string `json:"id"`
	Status       string `json:"status"`
	*r4.OtherConsent
}

// Code systems of consents (HL7 Terminology, as R4 names them).
const (
	systemConsentScope    = "http://terminology.hl7.org/CodeSystem/consentscope"
	systemConsentCategory = "http://terminology.hl7.org/CodeSystem/consentcategorycodes"
	systemConsentAction   = "http://terminology.hl7.org/CodeSystem/consentaction"
)

// ToConsent makes a Consent of one question of a person's consent register, with the
// answer that stands (PEER-57, FHIR-24).
//
// It is the common-law agreement to share, never the lawful basis of data protection
// law. Its elements are identifier, status, scope patient-privacy, category IDSCL with
// what would be shared, patient, performer, policy.uri, and a provision: permit or
// deny, period, the recipient as actor, and the action disclose. A yes is active and
// permits, a no is active and denies. What was taken back, and what has to be asked
// again, is inactive and denies, so that a reader who overlooks the status finds no
// permission either. That time has passed changes nothing: period says when a yes
// begins and ends.
//
// The performer is the person where the answer is their own; where somebody else gave
// it in their place, nobody is named. How they were asked, who was there, and what was
// recorded of what they can decide stay here, and so does what they answered before.
// There is no verification and no data. A recipient whom in.People does not have goes
// by identifier: a no is never held up by a directory. A carer always does.
//
// Consents about a carer, and about concerns, are labelled R. They are
// peer.ErrRequired at a site that has not stated that its labels are enforced. The
// other codes are peer.ErrConsentRequired for an answer that is not for the record,
// ErrPatientNotFound for a person whom in.People does not have, and ErrUnmappable for
// a word that has no code.
func ToConsent(e peer.ConsentEntry, in Context) (Resource, error) {
	if !e.Exists() {
		return Resource{}, peer.Fault(peer.Rule{Row: "FHIR-24", Code: peer.ErrRequired}, "",
			"There is a consent to send.", "Pass what a step or a decode returned.")
	}
	if !e.Sees("answer", in.reading()) {
		return Resource{}, peer.Fault(peer.Rule{Row: "PEER-57", Code: peer.ErrConsentRequired}, "",
			"What somebody said about sharing is for the record.", "It stays here.")
	}
	answer := e.Answers()[len(e.Answers())-1]
	id, badID := in.identify(DocumentName{Type: "Consent", Record: e.Ref()})
	person, badPerson := in.patient(e.Person())
	actor, badRecipient := in.sharedWith(e.With())
	label, badLabel := in.consentLabel(e)
	says, known := sharedTexts[e.Scope()]
	purpose, forKnown := purposeTexts[e.Purpose()]
	stands, hasCode := consentStates[e.Status()]
	if err := peer.Faults(badID, badPerson, badRecipient, badLabel, consentFault(known, "/scope"),
		consentFault(forKnown, "/purpose"), consentFault(hasCode, "/status")); err != nil {
		return Resource{}, err
	}
	if never(answer) {
		stands = consentStates[peer.ConsentWithdrawn]
	}
	body := &r4.OtherConsent{
		Meta:       label,
		Text:       told(stands.says, "What: "+says+".", "With: "+*actor.Display+".", "For: "+purpose+".", period(answer)),
		Identifier: []r4.Identifier{id.r4()},
		Scope:      concept("Privacy consent", coding(systemConsentScope, "patient-privacy", "Privacy Consent")),
		Category: []r4.CodeableConcept{
			concept("Sharing information", coding(systemActCode, "IDSCL", "information disclosure")),
			concept(says, coding(SharedSystem, e.Scope(), says)),
		},
		Patient:   person,
		Policy:    []r4.ConsentPolicy{{Uri: text(SharingPolicy + "/" + string(e.Scope()) + "/" + string(e.Purpose()))}},
		Provision: provision(stands.permits, answer, actor, purpose),
	}
	if ownAnswer(e.Answers()) {
		body.Performer = []r4.Reference{*person}
	}
	return finish(id, consent{"Consent", ResourceID(id), stands.code, body})
}

func consentFault(known bool, path string) error {
	return unless(known, "FHIR-24", ErrUnmappable, path, "What a consent is about has a code.", "Use a version of this library that knows it.")
}

// consentState is what R4 ConsentState and the provision say of a place.
type consentState struct {
	code    string
	permits bool
	says    string
}

var consentStates = map[peer.Status]consentState{
	peer.ConsentGiven:     {"active", true, "The answer to sharing is yes."},
	peer.ConsentSaidNo:    {"active", false, "The answer to sharing is no."},
	peer.ConsentWithdrawn: {"inactive", false, "There is no yes to sharing: it was taken back or is over."},
	peer.ConsentReopened:  {"inactive", false, "There is no yes to sharing: it has to be asked again."},
}

// sharedTexts are what people read beside the code of what would be shared.
var sharedTexts = map[peer.ConsentScope]string{
	peer.ShareAgreement: "What was agreed about peer support",
	peer.ShareContacts:  "Contacts with peer support",
	peer.ShareGoals:     "The person's goals",
	peer.SharePlan:      "The person's plan",
	peer.ShareConcerns:  "The person's name, where somebody raises something for them",
}

// purposeTexts are what people read of a purpose.
var purposeTexts = map[peer.Purpose]string{
	peer.ForSupport:     "peer support",
	peer.ForCare:        "direct care",
	peer.ForSupervision: "the worker's supervision",
	peer.ForRecord:      "the care record",
}

// never reports whether a yes ends before it begins, as one does whose giver loses
// their authority before the day it was to count from.
func never(a peer.ConsentAnswer) bool { return !a.Until.IsZero() && !a.From.Before(a.Until) }

// ownAnswer reports whether the last answer that was given, a yes or a no, is the
// person's own.
func ownAnswer(list []peer.ConsentAnswer) bool {
	for _, a := range slices.Backward(list) {
		if a.Says == peer.ConsentGiven || a.Says == peer.ConsentSaidNo {
			return a.Holder == ""
		}
	}
	return false
}

func provision(permits bool, a peer.ConsentAnswer, actor r4.Reference, purpose string) *r4.ConsentProvision {
	kind := r4.ConsentProvisionTypeDeny
	if permits {
		kind = r4.ConsentProvisionTypePermit
	}
	return &r4.ConsentProvision{
		Type:   &kind,
		Period: &r4.Period{Start: text(inUTC(a.From)), End: text(lastOf(a))},
		Actor: []r4.ConsentProvisionActor{{
			Role:      concept("Who it is shared with", coding(systemParticipation, "IRCP", "information recipient")),
			Reference: actor,
		}},
		Action: []r4.CodeableConcept{concept("Disclose for "+purpose, coding(systemConsentAction, "disclose", "Disclose"))},
	}
}

func period(a peer.ConsentAnswer) string {
	if end := lastOf(a); end != "" {
		return "From " + inUTC(a.From) + " to " + end + "."
	}
	return "From " + inUTC(a.From) + "."
}

// lastOf is the last instant at which an answer counts: R4 Period includes its end,
// and an answer is over at the end of its own. Empty: it goes on, or never counts.
func lastOf(a peer.ConsentAnswer) string {
	if a.Until.IsZero() || never(a) {
		return ""
	}
	return inUTC(a.Until.Add(-time.Millisecond))
}

func inUTC(at time.Time) string { return dateTime(peer.MomentOf(at.UTC())) }

// consentLabel labels what a reader at home must not come upon (hazards H08, H14): that
// somebody close may hear things or may not, and that concerns are spoken of.
func (in Context) consentLabel(e peer.ConsentEntry) (*r4.Meta, error) {
	if e.With().Kind != peer.RecipientCarer && e.Scope() != peer.ShareConcerns {
		return nil, nil
	}
	return in.restricted(false)
}

// recipient is what kind of resource a recipient would be, and what people read where
// the record system does not know them.
type recipient struct{ resource, says string }

var recipients = map[peer.RecipientKind]recipient{
	peer.RecipientHere:         {"Organization", "The service that supports the person"},
	peer.RecipientService:      {"Organization", "A service"},
	peer.RecipientOrganisation: {"Organization", "An organisation"},
	peer.RecipientProfessional: {"Practitioner", "A professional"},
	peer.RecipientCarer:        {"RelatedPerson", "A carer of the person; peer support knows which one"},
}

// sharedWith refers to a recipient. There is always one: a permission for nobody in
// particular would be one for everybody. The reference always has a display.
func (in Context) sharedWith(with peer.Recipient) (r4.Reference, error) {
	as, known := recipients[with.Kind]
	there, err := in.knownRecipient(with)
	if err != nil || there.Reference != "" {
		if there.Display == "" {
			there.Display = as.says
		}
		return *there.r4(), err
	}
	r := r4.Reference{Type: text(as.resource), Display: text(as.says)}
	if with.ID != "" {
		r.Identifier = new(Identifier{in.Site.identifierSystem("recipient-" + peer.Kind(with.Kind)), with.ID}.r4())
	}
	return r, consentFault(known, "/with/kind")
}

// knownRecipient is a recipient as the record system knows them. An organisation and a
// professional are looked for; nobody else is.
func (in Context) knownRecipient(with peer.Recipient) (Reference, error) {
	switch with.Kind {
	case peer.RecipientOrganisation:
		there, looked := in.People.Organisations[peer.OrgID(with.ID)]
		if !looked {
			want(&in.lacks().Organisations, peer.OrgID(with.ID))
		}
		return there, unless(there == Reference{} || refersTo(there.Reference, "Organization"), "FHIR-24", ErrUnmappable, "/with/id",
			"An organisation is named as an Organization.", "Give a reference such as Organization/ and the id.")
	case peer.RecipientProfessional:
		there, looked := in.People.Staff[peer.StaffID(with.ID)]
		if !looked {
			want(&in.lacks().Staff, peer.StaffID(with.ID))
		}
		return there, unless(there == Reference{} || isPractitioner(there.Reference), "FHIR-24", ErrUnmappable, "/with/id",
			"A professional is named as a Practitioner.", "Give a reference such as Practitioner/ and the id.")
	}
	return Reference{}, nil
}
