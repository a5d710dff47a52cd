package fhir

import (
	"encoding/base64"
	"strings"
	"time"

	r4 "github.com/samply/golang-fhir-models/fhir-models/fhir"

	"github.com/towpath-care/towpath/peer"
	"github.com/towpath-care/towpath/recovery"
)

var advanceHomes = []home{
	{kind: recovery.KindAdvanceStatement, resource: "Consent", on: func(s Site) bool { return s.Consents }, build: whole(ToStatementConsent)},
	{kind: recovery.KindAdvanceStatement, resource: "DocumentReference", on: func(s Site) bool { return s.Papers }, build: whole(ToStatementPaper)},
	{kind: recovery.KindAdvanceDecision, resource: "Consent", on: func(s Site) bool { return s.Consents }, build: whole(ToDecisionConsent)},
	{kind: recovery.KindAdvanceDecision, resource: "DocumentReference", on: func(s Site) bool { return s.Papers }, build: whole(ToDecisionPaper)},
}

// paper hides the twin's codes: the zero value of its status says "current".
type paper struct {
	ResourceType string `json:"resourceType"`
	ID           string `json:"id"`
	Status       string `json:"status"`
	DocStatus    string `json:"docStatus"`
	*r4.OtherDocumentReference
}

// ToStatementConsent makes a Consent of a version of a person's advance statement
// (REC-47, FHIR-24): that there is one, not what it says.
//
// Its elements are identifier, status, scope adr, category acd with the kind of
// document, patient, performer, which is the person, dateTime, which is when they
// confirmed it, policy.uri, which is the law that provides for it, and sourceReference
// to the document where the site has papers. The narrative always says that nobody has
// checked it. There is never a verification, a provision or a Flag, nor who has been
// given it.
//
// What is in force is active; what was superseded or taken back is inactive. A draft
// stays here, until the person asks that it goes out to those who care for them; then
// it is a draft there too. What they have not let go into the care record is
// peer.ErrConsentRequired; but what is over and stands there is ended there all the same,
// with Resource.TakesBack. The other codes are ErrPatientNotFound for a person whom
// in.People does not have, and ErrUnmappable.
func ToStatementConsent(s recovery.AdvanceStatement, in Context) (Resource, error) {
	return in.wishConsent(statementWish(s, in))
}

// ToDecisionConsent is ToStatementConsent of an advance decision. What was told about
// it, which formalities were noted and who looked at them stay here: beside a decision
// they would read as a certificate, and nobody certifies it.
func ToDecisionConsent(d recovery.AdvanceDecision, in Context) (Resource, error) {
	return in.wishConsent(decisionWish(d, in))
}

// ToStatementPaper makes a DocumentReference of the text of a version of a person's
// advance statement (REC-47).
//
// Its elements are identifier, status, docStatus (preliminary until the person has
// confirmed it), type, subject and author, which both are the person, description, which
// says that nobody has checked it, and content with the text as plain text, all of it in
// the person's own words under headings of ours: what it says, where it is kept and whom
// to ask. What was superseded or taken back is
// superseded, R4 has no other word, and holds its text no more.
//
// The codes are those of ToStatementConsent; words that FHIR cannot hold are
// ErrUnmappable.
func ToStatementPaper(s recovery.AdvanceStatement, in Context) (Resource, error) {
	return in.wishPaper(statementWish(s, in))
}

// ToDecisionPaper is ToStatementPaper of an advance decision.
func ToDecisionPaper(d recovery.AdvanceDecision, in Context) (Resource, error) {
	return in.wishPaper(decisionWish(d, in))
}

// wish is what an advance statement and an advance decision have in common, as far as
// the person lets it go into the care record.
type wish struct {
	of        peer.Record
	person    peer.PersonID
	kind      recovery.AdvanceKind
	seen      bool
	confirmed time.Time
	words     []wishWords
}

// wishWords are words of the person's under a heading.
type wishWords struct {
	heading, path string
	words         peer.Words
}

// What the fixed sentence sends people to: it says to ask whom the document names.
const (
	whereHeading = "Where the document is kept"
	askHeading   = "Whom to ask about it"
)

func statementWish(s recovery.AdvanceStatement, in Context) wish {
	x := s.Text()
	return wish{of: s, person: s.Person(), kind: recovery.StatementInAdvance, seen: s.Sees("statement", in.reading()), confirmed: s.Confirmed(), words: []wishWords{
		{"What I would want", "/text/wishes", x.Wishes}, {"What helps me", "/text/helps", x.Helps}, {"What I would rather not have", "/text/ratherNot", x.RatherNot},
		{whereHeading, "/document/where", s.Where()}, {askHeading, "/document/ask", s.Ask()}}}
}

func decisionWish(d recovery.AdvanceDecision, in Context) wish {
	x := d.Text()
	return wish{of: d, person: d.Person(), kind: recovery.DecisionInAdvance, seen: d.Sees("decision", in.reading()), confirmed: d.Confirmed(), words: []wishWords{
		{"The treatment I do not want", "/text/treatment", x.Treatment}, {"When this is to count", "/text/circumstances", x.Circumstances},
		{"What I would like others to understand", "/text/why", x.Why}, {"If my life is at risk", "/text/lifeAtRisk", x.LifeAtRisk},
		{whereHeading, "/document/where", d.Where()}, {askHeading, "/document/ask", d.Ask()}}}
}

// refusal says why nothing of it may leave, if so. What is over ends what stands there,
// whoever may see it by now: it only takes away (hazard H18).
func (in Context) refusal(w wish, name DocumentName) error {
	switch {
	case !w.of.Exists():
		return peer.Fault(peer.Rule{Row: "FHIR-24", Code: peer.ErrRequired}, "",
			"There is an advance document to send.", "Pass what a step or a decode returned.")
	case !w.seen && !(w.over() && in.stood(name)):
		return peer.Fault(peer.Rule{Row: "REC-47", Code: peer.ErrConsentRequired}, "/audience",
			"The person lets it go into the care record, and has confirmed it or asked that the draft goes out.", "It stays here. Ask them if they would like it there.")
	}
	return nil
}

// wishState is what R4 ConsentState and DocumentReferenceStatus have for a place, and
// what people read.
type wishState struct{ code, paper, says string }

var wishStates = map[peer.Status]wishState{
	recovery.AdvanceDraft:      {"draft", "current", "It is a draft: the person has not confirmed it."},
	recovery.AdvanceConfirmed:  {"active", "current", "The person has confirmed it."},
	recovery.AdvanceShared:     {"active", "current", "The person has confirmed it."},
	recovery.AdvanceSuperseded: {"inactive", "superseded", "It counts no more: the person has put a newer one in its place."},
	recovery.AdvanceWithdrawn:  {"inactive", "superseded", "It counts no more: the person has taken it back."},
}

// over reports whether it counts no more.
func (w wish) over() bool { return wishStates[w.of.Status()].code == "inactive" }

// wishKind is what people read of a kind of advance document, and the law that provides
// for it: the Mental Capacity Act 2005, by the address at which it is published.
type wishKind struct{ says, law string }

var wishKinds = map[recovery.AdvanceKind]wishKind{
	recovery.StatementInAdvance: {"Advance statement of wishes", "http://www.legislation.gov.uk/id/ukpga/2005/9/section/4"},
	recovery.DecisionInAdvance:  {"Advance decision to refuse treatment", "http://www.legislation.gov.uk/id/ukpga/2005/9/section/24"},
}

func (in Context) wishConsent(w wish) (Resource, error) {
	name := DocumentName{Type: "Consent", Record: w.of.Ref()}
	if err := in.refusal(w, name); err != nil {
		return Resource{}, err
	}
	id, badID := in.identify(name)
	person, badPerson := in.patient(w.person)
	stands, known := wishStates[w.of.Status()]
	if err := peer.Faults(badID, badPerson, consentFault(known, "/status")); err != nil {
		return Resource{}, err
	}
	kind := wishKinds[w.kind]
	body := &r4.OtherConsent{
		Text:       told(kind.says+".", stands.says, recovery.NotChecked),
		Identifier: []r4.Identifier{id.r4()},
		Scope:      concept("What somebody wants if they cannot say it", coding(systemConsentScope, "adr", "Advanced Care Directive")),
		Category:   []r4.CodeableConcept{concept(kind.says, coding(systemConsentCategory, "acd", "Advance Directive"), coding(AdvanceKindSystem, w.kind, kind.says))},
		Patient:    person,
		Performer:  []r4.Reference{*person},
		DateTime:   text(inUTC(w.confirmed)),
		Policy:     []r4.ConsentPolicy{{Uri: text(kind.law)}},
	}
	if in.Site.Papers {
		body.SourceReference = in.refer(DocumentName{Type: "DocumentReference", Record: w.of.Ref()})
	}
	return w.ending(finish(id, consent{"Consent", ResourceID(id), stands.code, body}))
}

func (in Context) wishPaper(w wish) (Resource, error) {
	name := DocumentName{Type: "DocumentReference", Record: w.of.Ref()}
	if err := in.refusal(w, name); err != nil {
		return Resource{}, err
	}
	id, badID := in.identify(name)
	person, badPerson := in.patient(w.person)
	stands, known := wishStates[w.of.Status()]
	if err := peer.Faults(badID, badPerson, consentFault(known, "/status"), w.sayable()); err != nil {
		return Resource{}, err
	}
	kind, docStatus := wishKinds[w.kind], "final"
	if w.confirmed.IsZero() {
		docStatus = "preliminary"
	}
	return w.ending(finish(id, paper{"DocumentReference", ResourceID(id), stands.paper, docStatus, &r4.OtherDocumentReference{
		Text:        told(kind.says+".", stands.says, recovery.NotChecked),
		Identifier:  []r4.Identifier{id.r4()},
		Type:        new(concept(kind.says, coding(AdvanceKindSystem, w.kind, kind.says))),
		Subject:     person,
		Author:      []r4.Reference{*person},
		Description: text(recovery.NotChecked),
		Content:     []r4.DocumentReferenceContent{{Attachment: w.attachment(kind.says, stands)}},
	}}))
}

// ending marks what may only end what stands there.
func (w wish) ending(r Resource, err error) (Resource, error) {
	r.TakesBack = err == nil && !w.seen
	return r, err
}

func (w wish) sayable() error {
	var faults []error
	for _, x := range w.words {
		faults = append(faults, sayable("REC-47", x.path, x.words.Text.Reveal()))
	}
	return peer.Faults(faults...)
}

// attachment is the text. Of what is over there is none (R4 Attachment: without data
// and url, no content is available).
func (w wish) attachment(title string, stands wishState) r4.Attachment {
	a := r4.Attachment{Title: text(title), Creation: text(inUTC(w.confirmed))}
	if stands.paper != "current" {
		return a
	}
	lines := []string{title, stands.says, recovery.NotChecked}
	for _, x := range w.words {
		if !x.words.IsZero() {
			lines = append(lines, x.heading+":\n"+x.words.Text.Reveal())
		}
	}
	a.ContentType = text("text/plain;charset=utf-8")
	a.Data = text(base64.StdEncoding.EncodeToString([]byte(strings.Join(lines, "\n\n") + "\n")))
	return a
}
