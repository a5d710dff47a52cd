package fhir

import (
	r4 "github.com/samply/golang-fhir-models/fhir-models/fhir"

	"github.com/towpath-care/towpath/peer"
	"github.com/towpath-care/towpath/safeguard"
)

// qualifiedStaff is how somebody is shown whom the record system does not know, or who
// was not named.
const qualifiedStaff = "Qualified staff"

// reportStatuses are R4 TaskStatus for where a report stands that qualified staff are to
// know.
var reportStatuses = map[peer.Status]ended{
	safeguard.Reported:           {code: "requested", says: "Nobody has taken it on yet."},
	safeguard.ReportAcknowledged: {code: "accepted", says: "It has been taken on."},
	safeguard.PlanReviewed:       {code: "completed", says: "The care plan was looked at."},
	safeguard.NoChange:           {code: "completed", says: "The care plan was looked at."},
}

// ToMentalStateTask makes a Task of a report that somebody is worse than they usually
// are, or up and down, where qualified staff are to know (SAFE-06).
//
// Its elements are identifier, status, intent order, priority (stat for now, urgent for
// today), code mental-state-change, focus (the care plan that was looked at, else the
// service's plan of in), for, requester (the worker), owner (who has it, else whom the
// worker named, else qualified staff), authoredOn and restriction.period.end, which is by
// when they take it on. It never says how somebody is, what was noticed, why somebody was
// not told or what came of it. Labels and the site's statement are as for ToConcernTask.
//
// ErrNotSent where nobody is told, or nobody has said so yet; the others are those of
// ToConcernTask.
func ToMentalStateTask(m safeguard.MentalStateReport, in Context) (Resource, error) {
	if !m.Exists() {
		return Resource{}, peer.Fault(peer.Rule{Row: "SAFE-06", Code: peer.ErrRequired}, "", "There is a report to send.", "Pass what a step or a decode returned.")
	}
	status, known := reportStatuses[m.Status()]
	if !known {
		return Resource{}, notSent("SAFE-06", "Qualified staff are to know of it.", "It stays here.")
	}
	t, id, err := in.mentalStateTask(m, status)
	if err != nil {
		return Resource{}, err
	}
	return finish(id, t)
}

func (in Context) mentalStateTask(m safeguard.MentalStateReport, status ended) (task, Identifier, error) {
	id, badID := in.identify(DocumentName{Type: "Task", Record: m.Ref()})
	label, unstated := in.restricted(false)
	person, badPerson := in.patient(m.Person())
	focus, badFocus := in.servicePlan(m.Plan())
	code, badCode := asked(safeguard.MentalStateChange)
	priority := "stat"
	if m.Decision() == safeguard.TellToday {
		priority = "urgent"
	}
	by := whenText(m.AcknowledgeBy())
	return task{"Task", ResourceID(id), status.code, "order", priority, &r4.OtherTask{
		Meta:        label,
		Text:        told(askedTexts[safeguard.MentalStateChange]+". Priority: "+priority+".", status.says, "To be taken on by "+by+"."),
		Identifier:  []r4.Identifier{id.r4()},
		Code:        &code,
		Focus:       focus,
		For:         person,
		AuthoredOn:  text(instant(m.Reported())),
		Requester:   in.askedOf(m.Worker(), "Peer support worker"),
		Owner:       in.reportOwner(m),
		Restriction: &r4.TaskRestriction{Period: &r4.Period{End: text(by)}},
	}}, id, peer.Faults(badID, unstated, badPerson, badFocus, badCode)
}

// whenText writes a day or an instant as R4 dateTime, which has both.
func whenText(w peer.When) string {
	if w.IsDay() {
		return w.Day(peer.Calendar{}).String()
	}
	return instant(w.Instant(peer.Calendar{}))
}

func (in Context) reportOwner(m safeguard.MentalStateReport) *r4.Reference {
	owner := m.To()
	if taken := m.Taken(); len(taken) > 0 {
		owner = taken[len(taken)-1].By
	}
	if owner == "" {
		return &r4.Reference{Type: text("Practitioner"), Display: text(qualifiedStaff)}
	}
	return in.askedOf(owner, qualifiedStaff)
}
