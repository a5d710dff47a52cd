package peer

import (
	"slices"
	"time"
)

// ContactFacts is what steps of a contact rest on besides the record. What is
// left out is unknown: planning then waits for it, recording marks it.
type ContactFacts struct {
	// Policy in force on the day.
	Policy Policy
	// Agreed is what the two have agreed; AgreedIn makes it.
	Agreed Agreed
	// Ready is the worker's readiness on the day.
	Ready Readiness
	// Age answers whether the service is for somebody of the person's age; the Answer of
	// MayMeet in package peer/worker (PEER-27).
	Age Tri
	// LonePlan answers whether there is what the organisation asks for where the worker
	// is alone; LonePlanFor of package peer/worker gives it (PEER-26).
	LonePlan Tri
	// Works is the calendar of this worker's own working days, in which writing up is
	// counted; zero: the organisation's (PEER-46).
	Works Calendar
	// Professionals are the registered professionals of the team (PEER-48).
	Professionals []StaffID
	// Lines of the worker; they read what belongs to the worker and their line.
	Lines Lines
}

// Agreed is what a relationship says about contacts. The zero value is not known.
type Agreed struct {
	Known      bool
	Person     PersonID
	Worker     StaffID
	Active     bool
	Ended      bool
	Activities []ActivityKind
	Modes      []Mode
}

// AgreedIn reads what a relationship says about contacts: the version in force.
func AgreedIn(r Relationship) Agreed {
	a, _ := r.InForce()
	return Agreed{Known: r.Exists(), Person: r.Person(), Worker: r.Worker(), Active: r.Runs(), Ended: r.Status() == Ended,
		Activities: slices.Clone(a.Activities), Modes: slices.Clone(a.Modes)}
}

// recordBy is when a contact that ended then has to be written up: in the policy's time,
// counted in the days this worker works.
func (f ContactFacts) recordBy(end time.Time) When {
	p := f.Policy
	if !f.Works.KnownUntil().IsZero() {
		p.calendar = f.Works
	}
	return p.recordBy(end)
}
