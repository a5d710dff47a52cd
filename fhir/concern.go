package fhir

import (
	"slices"

	r4 "github.com/samply/golang-fhir-models/fhir-models/fhir"

	"github.com/towpath-care/towpath/peer"
	"github.com/towpath-care/towpath/safeguard"
)

var concernHomes = []home{
	{kind: safeguard.KindConcern, resource: "Task", on: func(s Site) bool { return s.Tasks }, parts: hopNumbers, build: inParts(ToConcernTask)},
	{kind: safeguard.KindConcern, resource: "Communication", on: func(s Site) bool { return s.Messages && s.Tasks }, parts: messageNumbers, build: inParts(ToConcernMessage)},
	{kind: safeguard.KindConcern, resource: "Flag", on: func(s Site) bool { return s.Flags }, build: whole(func(c safeguard.Concern, in Context) (Resource, error) { return ToFlag(c, in.Flags[c.Ref()], in) })},
	{kind: safeguard.KindMentalStateReport, resource: "Task", on: func(s Site) bool { return s.Tasks }, build: whole(ToMentalStateTask)},
}

// hopNumbers names the hops of a concern. The calendar tells times and no hop.
func hopNumbers(r peer.Record) (numbers []string) {
	for _, h := range r.(safeguard.Concern).Hops(peer.Calendar{}) {
		numbers = append(numbers, h.Number)
	}
	return numbers
}

// ToConcernTask makes a Task of one hop of a concern: a human's turn to take it on
// (FHIR-14; SAFE-02, 14, 17). hop is its number; safeguard.Concern.Hops has them.
//
// A Task is a copy for those who work in the record system. It never is how anybody is
// told, and telling waits for nothing here (hazard H05). It is made only where somebody
// has stated that the record system enforces its labels, and is labelled R, and NOPAT
// for what is private (FHIR-13, hazard H08). No part of a concern is open to a reader
// for the care record; what goes is what a hop holds, and no word of anybody's.
//
// Its elements are identifier, groupIdentifier (the concern), partOf (the first hop),
// status and statusReason, intent order, priority, code, for, requester, owner,
// authoredOn, restriction.period from when they were told until by when they take it on,
// instantiatesUri (the policy), and note with fixed sentences: whether it was talked
// about with the person, whether they may be got in touch with, and that nobody answered
// whether emergency help was called. code is the trigger of the core, never a word that
// came in; for safeguarding, abuse, risk to others and conduct it is private-concern,
// whether the trigger says so or something else that was said of it, and neither a role
// nor a focus is named. A move that does not progress is urgent at least, and its focus is
// the plan of that move; a change in somebody's mental state has the service's plan as
// its focus. Requester is whoever raised it, save for a carer, who stands in nobody's
// record. There is no description, input or output, and nobody else is named.
//
// ErrNotSent for a concern about nobody, or about somebody who works here;
// peer.ErrRequired without the site's statement, at /calendar where the policy counts in
// days and no calendar is there, and at /hop for a number the concern does not have;
// ErrPatientNotFound for a person whom in.People does not have; ErrUnmappable for a
// trigger that has no code. Staff whom in.People does not have go by our id.
func ToConcernTask(c safeguard.Concern, hop string, in Context) (Resource, error) {
	hops := c.Hops(in.Calendar)
	h, err := concernHop(c, hops, hop)
	if err != nil {
		return Resource{}, err
	}
	t, id, err := in.concernTask(c, hops[0].Number, h)
	if err != nil {
		return Resource{}, err
	}
	return finish(id, t)
}

// aboutStaff are the triggers of concerns about somebody who works here: a concern of
// theirs is for no person's record (hazard H13).
var aboutStaff = []safeguard.Trigger{safeguard.WorkerWellbeing, safeguard.LoneWorkerOverdue}

// concernHop finds a hop, of a concern that can be in a person's record.
func concernHop(c safeguard.Concern, hops []safeguard.Hop, number string) (safeguard.Hop, error) {
	if err := sendable(c); err != nil {
		return safeguard.Hop{}, err
	}
	i := slices.IndexFunc(hops, func(h safeguard.Hop) bool { return h.Number == number })
	if i < 0 {
		return safeguard.Hop{}, peer.Fault(peer.Rule{Row: "FHIR-14", Code: peer.ErrRequired}, "/hop",
			"The hop is one of the concern's.", "Name one of those that Documents lists.")
	}
	return hops[i], nil
}

// sendable says why nothing of a concern can be in anybody's record.
func sendable(c safeguard.Concern) error {
	switch {
	case !c.Exists():
		return peer.Fault(peer.Rule{Row: "FHIR-14", Code: peer.ErrRequired}, "", "There is a concern to send.", "Pass what a step or a decode returned.")
	case c.About() == "":
		return notSent("FHIR-14", "A concern about nobody is in nobody's record.", "It stays here.")
	case slices.Contains(aboutStaff, c.CoreTrigger()):
		return notSent("FHIR-14", "A concern about somebody who works here is in no person's record.", "It stays here.")
	}
	return nil
}

// ended is what R4 TaskStatus has for what came of a hop, why it ended without its
// owner, and what people read.
type ended struct{ code, reason, because, says string }

var hopStatuses = map[safeguard.HopState]ended{
	safeguard.HopAsked:     {code: "requested", says: "Nobody has taken it on yet."},
	safeguard.HopTaken:     {code: "accepted", says: "It has been taken on."},
	safeguard.HopInHand:    {code: "in-progress", says: "It is in hand."},
	safeguard.HopClosed:    {code: "completed", says: "It is closed."},
	safeguard.HopPassedOn:  {"cancelled", "re-escalated", "Passed on to the next who is asked", "It was passed on to the next who is asked."},
	safeguard.HopTakenLate: {"cancelled", "late-acknowledgement", "Taken on by somebody asked before", "Somebody asked before has taken it on."},
	safeguard.HopTakenElse: {"cancelled", "taken-by-another", "Taken on by somebody else", "Somebody else has taken it on."},
}

func (e ended) statusReason() *r4.CodeableConcept {
	if e.reason == "" {
		return nil
	}
	return new(concept(e.because, coding(EndOfTurnSystem, e.reason, e.because)))
}

func (in Context) concernTask(c safeguard.Concern, first string, h safeguard.Hop) (task, Identifier, error) {
	id, badID := in.identify(DocumentName{Type: "Task", Record: c.Ref(), Part: h.Number})
	label, unstated := in.restricted(isPrivate(c))
	person, badPerson := in.patient(c.About())
	code, badCode := asked(askedBy(c))
	focus, badFocus := in.concernFocus(c)
	status, priority := hopStatuses[h.State], priorities[urgencyOf(c)]
	uncounted := unless(h.Told.IsZero() || !h.AcknowledgeBy.IsZero(), "FHIR-14", peer.ErrRequired, "/calendar",
		"A calendar counts the days until it is taken on.", "Give the organisation's calendar.")
	if err := peer.Faults(badID, unstated, badPerson, badCode, badFocus, uncounted); err != nil {
		return task{}, id, err
	}
	notes := concernNotes(c)
	t := task{"Task", ResourceID(id), status.code, "order", priority, &r4.OtherTask{
		Meta:            label,
		Text:            told(append([]string{askedTexts[askedBy(c)] + ". Priority: " + priority + ".", status.says, turnText(h)}, notes...)...),
		Identifier:      []r4.Identifier{id.r4()},
		GroupIdentifier: new(Identifier{in.Site.identifierSystem(safeguard.KindConcern), c.Ref().ID}.r4()),
		InstantiatesUri: text(in.policyURI(c.Handling())),
		StatusReason:    status.statusReason(),
		Code:            &code,
		Focus:           focus,
		For:             person,
		AuthoredOn:      text(instant(h.Began)),
		Requester:       in.requester(c, person),
		Owner:           in.hopOwner(c, h),
		Note:            fixedNotes(notes),
		Restriction:     turn(h.Told, h.AcknowledgeBy),
	}}
	if h.Number != first {
		t.PartOf = []r4.Reference{*in.refer(DocumentName{Type: "Task", Record: c.Ref(), Part: first})}
	}
	return t, id, nil
}
