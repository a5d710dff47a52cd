package fhir

import (
	"github.com/towpath-care/towpath/peer"
	"github.com/towpath-care/towpath/recovery"
)

// wellbeingTexts are what people read beside the kind of a section.
var wellbeingTexts = map[recovery.WellbeingKind]string{
	recovery.WellbeingStrengths: "What there is to build on",
	recovery.WellbeingSupports:  "What does the person good",
	recovery.WellbeingInterests: "What the person would like to try",
	recovery.WellbeingCoping:    "What the person does on a hard day",
	recovery.WellbeingPeople:    "Who is good company",
	recovery.WellbeingRest:      "How the person rests",
	recovery.WellbeingOther:     "Something else",
}

// ToWellbeingPlan makes a CarePlan of a person's plan for staying well, apart from
// their recovery plan and on a yes of its own: each section goes only where the person
// has said so of that section (REC-15). With none it is peer.ErrConsentRequired, and
// ErrNotSent before the person has accepted the plan.
//
// Its elements are those of ToPlan, without goal, description and links: an activity
// for each section, with a code for its kind, the person's title for it in place of ours
// where they gave one, and their words as progress with the person as author. The
// section on people stays here, because it may name somebody (hazard H13), and
// Resource.LeftOut says so.
//
// A plan that the person filled and then declined is revoked and has
// Resource.TakesBack, as with ToPlan; so is one that stands there and has been offered
// again since. The codes are those of ToPlan.
func ToWellbeingPlan(w recovery.WellbeingPlan, in Context) (Resource, error) {
	name := DocumentName{Type: "CarePlan", Record: w.Ref()}
	sections := w.SectionsFor(in.reading())
	switch {
	case !w.Exists():
		return Resource{}, peer.Fault(peer.Rule{Row: "REC-15", Code: peer.ErrRequired}, "",
			"There is a plan to send.", "Pass what a step or a decode returned.")
	case w.Status() == recovery.WellbeingDeclined && len(w.Sections()) > 0, w.Status() != recovery.WellbeingAccepted && in.stood(name):
		return in.takenBack(name, w.Person(), "wellbeing-plan")
	case w.Status() != recovery.WellbeingAccepted:
		return Resource{}, notSent("REC-15", "The person has accepted the plan.", "It stays here until they want one.")
	case len(sections) == 0:
		return Resource{}, notAgreed("REC-15", "The person has said that a section of the plan may go into the care record.")
	}
	m, err := in.making(name, w.Person(), "wellbeing-plan")
	m.body.Contributor = m.helped(w.Worker())
	for _, s := range sections {
		m.section(s)
	}
	return m.finished(err)
}

// section puts one section of a plan for staying well where it belongs.
func (m *planMaking) section(s recovery.WellbeingSection) {
	number := peer.Rev(s.Number).String()
	m.at = "/sections/" + number
	if s.Kind == recovery.WellbeingPeople {
		m.left = append(m.left, LeftOut{Record: m.name.Record, Item: s.Number, Says: leftNames})
		return
	}
	says := m.known(wellbeingTexts[s.Kind])
	a := planActivity{ID: elementID(m.name.Record.String()+"."+number, "activity")}
	a.Detail.Code = new(concept(says, coding(WellbeingSectionSystem, s.Kind, says)))
	if title := m.said(s.Title); title != "" {
		a.Detail.Code.Text = text(title)
	}
	a.Detail.Status = "in-progress"
	a.Detail.Performer = append(a.Detail.Performer, *m.person)
	m.says(&a, s.Words, instant(s.Said))
	m.body.Activity = append(m.body.Activity, a)
}
