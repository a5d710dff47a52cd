package fhir

import "github.com/towpath-care/towpath/peer"

var groupHomes = []home{
	{kind: peer.KindGroupAttendance, resource: "Encounter", build: whole(ToGroupEncounter)},
	{kind: peer.KindGroupAttendance, resource: "Provenance", on: writesProvenance, build: whole(ToGroupProvenance)},
}

// ToGroupEncounter makes an Encounter of one person's attendance of a session of a
// group (FHIR-07), with the same elements as ToEncounter and the type group. It
// names no other who came, not the group, and not what the group is about. The
// session's id stands beside its own identifier, in a system of its own; everybody
// who came has the same, so that nothing is created or found by it (hazard H13).
// Those who were only counted have none.
//
// An attendance that was entered in error becomes entered-in-error with
// Resource.TakesBack. The codes are those of ToEncounter, by their paths in the
// stored attendance.
func ToGroupEncounter(a peer.GroupAttendance, in Context) (Resource, error) {
	if !a.Exists() {
		return Resource{}, peer.Fault(peer.Rule{Row: "FHIR-07", Code: peer.ErrRequired}, "",
			"There is an attendance to send.", "Pass what a step or a decode returned.")
	}
	if !a.Sees("fact", in.reading()) {
		return Resource{}, factStays("That somebody was at a session is for the record.")
	}
	c := a.Contact()
	return in.met(meeting{of: c.Attendance, person: c.Person, worker: c.Worker, organisation: c.Organisation,
		session: c.Session, activity: c.Activity, what: c.What, takenBack: a.Status() == peer.EnteredInError})
}
