package fhir

import (
	r4 "github.com/samply/golang-fhir-models/fhir-models/fhir"

	"github.com/towpath-care/towpath/peer"
	"github.com/towpath-care/towpath/transition"
)

var extraSupportHomes = []home{
	{kind: transition.KindTransition, resource: "Task", on: func(s Site) bool { return s.Tasks }, build: whole(ToExtraSupportTask)},
	{kind: transition.KindTransition, resource: "Flag", on: func(s Site) bool { return s.Flags }, build: whole(func(t transition.Transition, in Context) (Resource, error) {
		return ToExtraSupportFlag(t, in.Flags[t.Ref()], in)
	})},
}

// whoeverOrganises is how the organiser of a move is shown whom nobody has named.
const whoeverOrganises = "Whoever organises the move"

// ToExtraSupportTask makes a Task for whoever organises a move during which somebody
// needs extra support (TRAN-08).
//
// Its elements are identifier, status (requested, accepted once a named professional has
// been told, completed when it is lifted or the move is over), intent order, priority
// urgent, code extra-support-during-move, focus (the plan of the move), for, owner (the
// organiser), authoredOn and restriction.period.start. It never says why: nothing here
// knows. Where the move is over and nobody was told it is cancelled, with that as the
// reason. Labels and the site's statement are as for ToConcernTask.
//
// ErrNotSent where no extra support was asked for; peer.ErrConsentRequired where the
// move's door is shut; the others are those of ToConcernTask.
func ToExtraSupportTask(t transition.Transition, in Context) (Resource, error) {
	if err := in.extraSupportSent(t); err != nil {
		return Resource{}, err
	}
	x, id, err := in.extraSupportTask(t)
	if err != nil {
		return Resource{}, err
	}
	return finish(id, x)
}

// extraSupportSent says why nothing of extra support is sent.
func (in Context) extraSupportSent(t transition.Transition) error {
	since, _, _ := t.ExtraSupportTimes()
	switch {
	case !t.Exists():
		return peer.Fault(peer.Rule{Row: "TRAN-08", Code: peer.ErrRequired}, "", "There is a move to send.", "Pass what a step or a decode returned.")
	case !t.Sees("move", in.reading()):
		return peer.Fault(peer.Rule{Row: "TRAN-08", Code: peer.ErrConsentRequired}, "", "Where a move stands is for those who care for the person.", "It stays here.")
	case since.IsZero():
		return notSent("TRAN-08", "Somebody needs extra support during the move.", "There is nothing to send.")
	}
	return nil
}

// moveOver is what became of asking when the move was over before anybody was told.
var moveOver = ended{"cancelled", "move-over", "The move is over", "The move is over."}

// extraSupportStatus is where the asking for extra support stands.
func extraSupportStatus(t transition.Transition) ended {
	_, told, lifted := t.ExtraSupportTimes()
	switch {
	case !lifted.IsZero():
		return ended{code: "completed", says: "It is not needed any more."}
	case !t.Open() && told.IsZero():
		return moveOver
	case !t.Open():
		return ended{code: "completed", says: "The move is over."}
	case !told.IsZero():
		return ended{code: "accepted", says: "A named professional knows."}
	}
	return ended{code: "requested", says: "No named professional has been told yet."}
}

func (in Context) extraSupportTask(t transition.Transition) (task, Identifier, error) {
	id, badID := in.identify(DocumentName{Type: "Task", Record: t.Ref()})
	label, unstated := in.restricted(false)
	person, badPerson := in.patient(t.Person())
	code, badCode := asked(extraSupport)
	if err := peer.Faults(badID, unstated, badPerson, badCode); err != nil {
		return task{}, id, err
	}
	since, _, _ := t.ExtraSupportTimes()
	status := extraSupportStatus(t)
	return task{"Task", ResourceID(id), status.code, "order", "urgent", &r4.OtherTask{
		Meta:         label,
		Text:         told(askedTexts[extraSupport]+". Priority: urgent.", status.says, "Asked for at "+instant(since)+"."),
		Identifier:   []r4.Identifier{id.r4()},
		StatusReason: status.statusReason(),
		Code:         &code,
		Focus:        in.refer(DocumentName{Type: "CarePlan", Record: t.Ref()}),
		For:          person,
		AuthoredOn:   text(instant(since)),
		Owner:        in.moveOwner(t.Organiser()),
		Restriction:  &r4.TaskRestriction{Period: &r4.Period{Start: text(instant(since))}},
	}}, id, nil
}

// moveOwner is who organises a move: the named professional, else their organisation.
func (in Context) moveOwner(o transition.Organiser) *r4.Reference {
	switch {
	case o.Staff != "":
		return in.askedOf(o.Staff, roleText(o.Role))
	case o.Organisation != "":
		if known, err := in.provider(o.Organisation); err == nil {
			return known
		}
	}
	return &r4.Reference{Display: text(whoeverOrganises)}
}

// ToExtraSupportFlag makes a Flag where the organiser of a move, or the professional who
// was told that somebody needs extra support during it, has decided that there is one
// (TRAN-08). It is the flag of ToFlag and says neither what for nor why.
//
// peer.ErrInvalidTransition for a decision of anybody else, or before it was asked for or
// they had been told; the others are those of ToExtraSupportTask and ToFlag.
func ToExtraSupportFlag(t transition.Transition, d FlagDecision, in Context) (Resource, error) {
	if err := in.extraSupportSent(t); err != nil {
		return Resource{}, err
	}
	if d == (FlagDecision{}) {
		return Resource{}, notSent("TRAN-08", "Somebody who was told has decided on a flag.", "There is none until they do.")
	}
	since, told, _ := t.ExtraSupportTimes()
	_, informed := t.ExtraSupport()
	organises := d.By != "" && d.By == t.Organiser().Staff && !d.At.Before(since)
	knows := d.By != "" && d.By == informed && !told.IsZero() && !d.At.Before(told)
	return in.flag(DocumentName{Type: "Flag", Record: t.Ref()}, t.Person(), false, d,
		unless(organises || knows, "TRAN-08", peer.ErrInvalidTransition, "/by", "Who decides on a flag organises the move, or was told before.", "Ask one of them."))
}
