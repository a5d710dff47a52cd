package fhir

import (
	"slices"
	"strconv"

	r4 "github.com/samply/golang-fhir-models/fhir-models/fhir"

	"github.com/towpath-care/towpath/peer"
	"github.com/towpath-care/towpath/recovery"
)

// planHomes are the documents that are CarePlans of a person's.
var planHomes = []home{
	{kind: recovery.KindPlan, resource: "CarePlan", build: whole(ToPlan)},
	{kind: recovery.KindWellbeingPlan, resource: "CarePlan", build: whole(ToWellbeingPlan)},
	{kind: recovery.KindContribution, resource: "CarePlan", build: whole(ToProposal)},
}

// ToPlan makes a CarePlan of a person's own recovery plan (FHIR-08, 11; REC-45):
// what they put into it and made theirs, of the sections that may go into the care
// record, and of those the records that may go there themselves. Where no section
// may, it is peer.ErrConsentRequired (REC-50).
//
// Its elements are identifier, status, intent "plan", category, subject, author,
// which is the person, contributor, which is the worker, description with the
// vision in quotation marks, goal, activity, note by the person, partOf where the
// person linked it to a service's plan, and supportingInfo with advance wishes where
// the site has Consents on. An activity is what the table of plan_items.go makes of a
// record; its element id comes from the record, so that it stays the same wherever
// it stands in the list. It has a detail without a kind and never a reference (R4
// cpl-3), and the person performs it.
//
// It never says what it "addresses", nor a priority; it holds no ideas, beliefs,
// appraisals, fears or options talked through, and no words about those who are
// there for the person. What the plan names and the resource does not have is in
// Resource.LeftOut.
//
// A plan that the person has put down is revoked, with nothing of its contents, and
// has Resource.TakesBack: it replaces what was sent and is not sent where nothing
// was. So has a draft that stands there (Context.Stands): it was put down and picked up
// again. Any other draft is ErrNotSent.
//
// Records that the plan names come from in.Records; Build lists those that are not
// there. One about somebody else is ErrWrongRecord (hazard H19). The other codes are
// ErrUnmappable for a status that has no code and for words that FHIR cannot hold, by
// the number of the item; ErrPatientNotFound and peer.ErrRequired for somebody whom
// in.People does not have.
func ToPlan(p recovery.Plan, in Context) (Resource, error) {
	name := DocumentName{Type: "CarePlan", Record: p.Ref()}
	switch {
	case !p.Exists():
		return Resource{}, peer.Fault(peer.Rule{Row: "FHIR-11", Code: peer.ErrRequired}, "",
			"There is a plan to send.", "Pass what a step or a decode returned.")
	case p.Status() == recovery.PlanPutDown, p.Status() == recovery.PlanDraft && in.stood(name):
		return in.takenBack(name, p.Person(), "personal-recovery-plan")
	case p.Status() != recovery.PlanCurrent:
		return Resource{}, notSent("REC-45", "The plan is the person's plan now, and not a draft.", "It stays here until they say that it is theirs.")
	case !p.Sees("plan", in.reading()):
		return Resource{}, notAgreed("REC-45", "The person has said that a section of their plan may go into the care record.")
	}
	m, err := in.making(name, p.Person(), "personal-recovery-plan")
	m.body.Contributor = m.helped(p.Worker())
	m.body.PartOf = m.linked(p.Service(), "/service/id")
	for _, s := range planSections {
		if p.Sees(s.part, in.reading()) {
			for _, item := range p.Section(s.section) {
				m.item(item)
			}
		}
	}
	m.body.Description = text(quoted(m.vision))
	return m.finished(err)
}

// planSections are the sections of a plan in the order they are shown, with the part
// of the plan that each is (see docs/rules).
var planSections = []struct {
	section recovery.PlanSection
	part    string
}{
	{recovery.PlanVision, "vision"},
	{recovery.PlanGoals, "goals"},
	{recovery.PlanStrategies, "strategies"},
	{recovery.PlanSupports, "supports"},
	{recovery.PlanActivities, "activities"},
	{recovery.PlanCrisisWishes, "crisisWishes"},
	{recovery.PlanHealthInformation, "healthInformation"},
}

func notAgreed(row, says string) error {
	return peer.Fault(peer.Rule{Row: row, Code: peer.ErrConsentRequired}, "/audience", says,
		"It stays here. Ask them if they would like it there.")
}

// planMaking is a CarePlan of a person's while it is made.
type planMaking struct {
	in     Context
	name   DocumentName
	id     Identifier
	whose  peer.PersonID
	person *r4.Reference
	body   personPlan

	at     string // the item that is being looked at, as a path
	done   []peer.Ref
	vision []string
	left   []LeftOut
	faults []error
}

// making begins a CarePlan whose author is the person it is about.
func (in Context) making(name DocumentName, whose peer.PersonID, category string) (*planMaking, error) {
	id, badID := in.identify(name)
	person, badPerson := in.patient(whose)
	m := &planMaking{in: in, name: name, id: id, whose: whose, person: person}
	m.body = personPlan{ResourceType: "CarePlan", ID: ResourceID(id), Status: "active", Intent: "plan", OtherCarePlan: &r4.OtherCarePlan{
		Identifier: []r4.Identifier{id.r4()},
		Category:   planCategory(category),
		Subject:    *person,
		Author:     person,
	}}
	return m, peer.Faults(badID, badPerson)
}

// finished is the resource, or everything that stands in its way.
func (m *planMaking) finished(before error) (Resource, error) {
	if err := peer.Faults(append([]error{before}, m.faults...)...); err != nil {
		return Resource{}, err
	}
	m.body.Text = told(m.body.lines()...)
	r, err := finish(m.id, m.body)
	if err != nil {
		return Resource{}, err
	}
	r.LeftOut = m.left
	return r, nil
}

// takenBack is a plan that the person has put down: nothing of what stood in it.
func (in Context) takenBack(name DocumentName, whose peer.PersonID, category string) (Resource, error) {
	m, err := in.making(name, whose, category)
	m.body.Status = "revoked"
	r, err := m.finished(err)
	r.TakesBack = err == nil
	return r, err
}

// helped is the worker as a contributor; nil when nobody is named.
func (m *planMaking) helped(worker peer.StaffID) []r4.Reference {
	if worker == "" {
		return nil
	}
	who, err := m.in.practitioner(worker, "/worker")
	m.fault(err)
	return []r4.Reference{*who}
}

// linked is a plan that a service owns, by its logical id; nil when there is none.
func (m *planMaking) linked(plan recovery.PlanRef, path string) []r4.Reference {
	if plan.ID == "" {
		return nil
	}
	m.fault(unless(isID(plan.ID), "FHIR-08", ErrUnmappable, path,
		"A service's plan is named by its id in the record system.", "Give the id of the CarePlan."))
	return []r4.Reference{{Reference: text("CarePlan/" + plan.ID)}}
}

func (m *planMaking) fault(err error) {
	if err != nil {
		m.faults = append(m.faults, err)
	}
}

// LeftOut is something that a record names for a document and that the document does
// not have. It holds no words of anybody's.
type LeftOut struct {
	// Record is what was left out, or the record that the words stand in.
	Record peer.Ref `json:"record"`
	// Item is the number of the item that holds the words; 0: the record itself.
	Item int `json:"item,omitzero"`
	// Says is a fixed sentence: why.
	Says string `json:"says"`
}

// Sentences that say why something is left out.
const (
	leftNotSaid  = "The person has not said that it may go into the care record."
	leftNotThere = "The record was not given."
	leftElse     = "It is a document of its own, and a plan does not refer to it."
	leftOff      = "This site does not write consents, so that there is nothing to refer to."
	leftNames    = "Who is there for a person goes by its kind, because words about them may name somebody."
	leftBrief    = "The person has not named the care record as a place where the brief may be read."
	leftTheirs   = "The words are not the person's own."
	leftNobody   = "Whose view it is, is not known in the record system."
)

// leave notes that a record is left out.
func (m *planMaking) leave(ref peer.Ref, says string) {
	m.left = append(m.left, LeftOut{Record: ref, Says: says})
}

// quoted is what recovery means to the person: their words, in quotation marks,
// because an element for a description is nobody's say (REC-01).
func quoted(words []string) string {
	var out []byte
	for i, w := range words {
		if i > 0 {
			out = append(out, '\n')
		}
		out = append(out, "“"+w+"”"...)
	}
	return string(out)
}

// item puts one item of a plan where it belongs.
func (m *planMaking) item(i recovery.PlanItem) {
	m.at = "/items/" + strconv.Itoa(i.Number)
	switch {
	case i.Record.IsZero() && i.Section == recovery.PlanSupports:
		m.left = append(m.left, LeftOut{Record: m.name.Record, Item: i.Number, Says: leftNames})
	case i.Record.IsZero() && i.Section == recovery.PlanVision:
		m.vision = append(m.vision, m.said(i.Words))
	case i.Record.IsZero():
		m.note(elementID(m.name.Record.String()+"."+strconv.Itoa(i.Number), "note"), i.Words, "")
	case !slices.Contains(m.done, i.Record):
		m.done = append(m.done, i.Record)
		m.named(i.Record)
	}
}
