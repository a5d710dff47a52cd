package fhir

import (
	"time"

	r4 "github.com/samply/golang-fhir-models/fhir-models/fhir"

	"github.com/towpath-care/towpath/peer"
)

// provenance has a target and agents, which the models would write as null when
// there are none.
type provenance struct {
	ResourceType string `json:"resourceType"`
	ID           string `json:"id"`
	*r4.OtherProvenance
}

func writesProvenance(s Site) bool { return s.Provenance }

// ToProvenance makes a Provenance of the record of a contact that took place: who
// wrote it, and who looked at it (FHIR-09, 22). There is one for each record, made
// when a professional has looked at the worker's entry; where nobody was asked to
// look, when it is finished.
//
// Its elements are target, which is the contact's Encounter; recorded, which is when
// the entry was seen, or finished, or afterwards confirmed by the person; and agent:
// the worker as author, the person as author beside them where the two made it
// together, and the professional as verifier. Nobody verifies the person's own words.
// Why it was not made together, what was asked about the entry and the entry itself
// are never in it.
//
// R4 gives Provenance no identifier. Resource.Identifier is the one that its id is
// made from, and it stands under that id.
//
// ErrNotSent: the contact has no Encounter to be about, was entered in error, or its
// entry is a draft or waits. An entry that is put anew afterwards waits again, and
// what was sent before stays until it has been seen. The other codes are
// peer.ErrConsentRequired, ErrPatientNotFound, ErrUnmappable and peer.ErrRequired as
// in ToEncounter.
func ToProvenance(c peer.Contact, in Context) (Resource, error) {
	if !c.Exists() {
		return Resource{}, peer.Fault(peer.Rule{Row: "FHIR-09", Code: peer.ErrRequired}, "",
			"There is a contact to send.", "Pass what a step or a decode returned.")
	}
	if !c.Sees("fact", in.reading()) {
		return Resource{}, factStays("Who wrote a contact down is for the record.")
	}
	_, took := tookPlace(c)
	if err := noEncounter(c, took); err != nil {
		return Resource{}, err
	}
	v := c.Validation()
	if err := notYetWritten(c.Status() == peer.Recorded && c.What().Outcome == peer.Attended, v.State == peer.EntryWritten || v.State == peer.EntrySeen); err != nil {
		return Resource{}, err
	}
	return in.provenance(origin{of: c.Ref(), person: c.Person(), worker: c.Worker(), verifier: v.Seen.By,
		together: c.What().Production == peer.CoProduced, at: later(v.Since, c.Confirmed())})
}

// ToGroupProvenance makes a Provenance of one person's attendance of a session, as
// ToProvenance does of a contact. Nobody is asked to look at an attendance, so that
// there is no verifier, and recorded is when it was written down.
func ToGroupProvenance(a peer.GroupAttendance, in Context) (Resource, error) {
	if !a.Exists() {
		return Resource{}, peer.Fault(peer.Rule{Row: "FHIR-22", Code: peer.ErrRequired}, "",
			"There is an attendance to send.", "Pass what a step or a decode returned.")
	}
	if !a.Sees("fact", in.reading()) {
		return Resource{}, factStays("Who wrote an attendance down is for the record.")
	}
	if err := notYetWritten(a.Status() == peer.Recorded, true); err != nil {
		return Resource{}, err
	}
	production, _ := a.Production()
	return in.provenance(origin{of: a.Ref(), person: a.Person(), worker: a.Worker(), together: production == peer.CoProduced, at: a.RecordedAt()})
}

// notYetWritten says why a record has no Provenance.
func notYetWritten(stands, looked bool) error {
	switch {
	case !stands:
		return notSent("FHIR-09", "The record stands as it was written.", "It says itself that it was entered in error.")
	case !looked:
		return notSent("FHIR-09", "The entry is finished, and a professional has looked at it where one was asked.", "It stays here until then; the Encounter says that it waits.")
	}
	return nil
}

func later(a, b time.Time) time.Time {
	if b.After(a) {
		return b
	}
	return a
}

// origin is who made a record, and when it came to stand as it does.
type origin struct {
	of       peer.Ref
	person   peer.PersonID
	worker   peer.StaffID
	verifier peer.StaffID
	together bool
	at       time.Time
}

func (in Context) provenance(o origin) (Resource, error) {
	id, badID := in.identify(DocumentName{Type: "Provenance", Record: o.of})
	agents, badAgent := in.agents(o)
	target := in.refer(DocumentName{Type: "Encounter", Record: o.of})
	if err := peer.Faults(badID, badAgent); err != nil {
		return Resource{}, err
	}
	return finish(id, provenance{"Provenance", ResourceID(id), &r4.OtherProvenance{
		Text: told(
			line(o.together, "Written by the person and a peer support worker together."),
			line(!o.together, "Written by a peer support worker."),
			line(o.verifier != "", "A professional has looked at the worker's entry.")),
		Target:   []r4.Reference{*target},
		Recorded: instant(o.at),
		Agent:    agents,
	}})
}

func (in Context) agents(o origin) ([]r4.ProvenanceAgent, error) {
	var list []r4.ProvenanceAgent
	var faults []error
	as := func(code, says string, who *r4.Reference, err error) {
		list = append(list, r4.ProvenanceAgent{Type: new(concept("", coding(systemAgent, code, says))), Who: *who})
		faults = append(faults, err)
	}
	if o.together {
		person, err := in.patient(o.person)
		as("author", "Author", person, err)
	}
	worker, err := in.practitioner(o.worker, "/worker")
	as("author", "Author", worker, err)
	if o.verifier != "" {
		verifier, err := in.practitioner(o.verifier, "/validation/seen/by")
		as("verifier", "Verifier", verifier, err)
	}
	return list, peer.Faults(faults...)
}
