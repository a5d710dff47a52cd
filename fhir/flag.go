package fhir

import (
	"slices"
	"time"

	r4 "github.com/samply/golang-fhir-models/fhir-models/fhir"

	"github.com/towpath-care/towpath/peer"
	"github.com/towpath-care/towpath/safeguard"
)

// FlagDecision is what somebody who has a concern decided: that a flag is to stand in
// the person's record. It is theirs to decide and to take away again, and is nowhere in
// a record of ours; the host keeps it. The zero value is no decision.
type FlagDecision struct {
	// By is who decided it, At when.
	By peer.StaffID
	At time.Time
	// SafeguardingLead: they decided it as the organisation's safeguarding lead, which
	// the host has made sure of. What is private needs it.
	SafeguardingLead bool
	// Ended is when they took it away again; zero: it stands.
	Ended time.Time
}

type flag struct {
	ResourceType string `json:"resourceType"`
	ID           string `json:"id"`
	Status       string `json:"status"`
	*r4.OtherFlag
}

// ToFlag makes a Flag where somebody who has taken a concern on has decided that there
// is one (FHIR-14, SAFE-07). No rule and no worker raises one.
//
// Its elements are identifier, status active or, once it was taken away, inactive,
// category safety, subject, period, author (who decided it) and one code, the same for
// everything: speak-with-the-team. It never says why. Labels and the site's statement are
// as for ToConcernTask.
//
// ErrNotSent without a decision, and for what ToConcernTask does not send;
// peer.ErrInvalidTransition for a decision by somebody who had not taken it on by then;
// peer.ErrWrongRole for a private concern that no safeguarding lead has decided about;
// the others are those of ToConcernTask.
func ToFlag(c safeguard.Concern, d FlagDecision, in Context) (Resource, error) {
	if err := sendable(c); err != nil {
		return Resource{}, err
	}
	if d == (FlagDecision{}) {
		return Resource{}, notSent("FHIR-14", "Somebody who has the concern has decided on a flag.", "There is none until they do.")
	}
	has := slices.ContainsFunc(c.Taken(), func(x safeguard.Taken) bool { return x.By == d.By && !x.At.After(d.At) })
	return in.flag(DocumentName{Type: "Flag", Record: c.Ref()}, c.About(), isPrivate(c), d, peer.Faults(
		unless(has, "FHIR-14", peer.ErrInvalidTransition, "/by", "Who decides on a flag has taken the concern on before.", "Let them say that they have it first."),
		unless(d.SafeguardingLead || !isPrivate(c), "SAFE-07", peer.ErrWrongRole, "/safeguardingLead", "A private concern has a flag only when a safeguarding lead decides so.", "Ask the safeguarding lead."),
	))
}

const speakWithTheTeam = "Please speak with the team before you make plans with this person"

// flag is a flag on somebody that somebody decided on; wrong is what stands against it.
func (in Context) flag(name DocumentName, about peer.PersonID, private bool, d FlagDecision, wrong error) (Resource, error) {
	id, badID := in.identify(name)
	label, unstated := in.restricted(private)
	person, badPerson := in.patient(about)
	backwards := unless(d.Ended.IsZero() || !d.Ended.Before(d.At), "FHIR-14", ErrUnmappable, "/ended", "A flag does not end before it was decided.", "Look at the two times again.")
	if err := peer.Faults(wrong, badID, unstated, badPerson, backwards); err != nil {
		return Resource{}, err
	}
	status := "active"
	if !d.Ended.IsZero() {
		status = "inactive"
	}
	return finish(id, flag{"Flag", ResourceID(id), status, &r4.OtherFlag{
		Meta:       label,
		Text:       told(speakWithTheTeam + ". This flag is " + status + "."),
		Identifier: []r4.Identifier{id.r4()},
		Category:   []r4.CodeableConcept{concept("Safety", coding(systemFlag, "safety", "Safety"))},
		Code:       concept(speakWithTheTeam, coding(FlagSystem, "speak-with-the-team", speakWithTheTeam)),
		Subject:    *person,
		Period:     &r4.Period{Start: text(instant(d.At)), End: text(instant(d.Ended))},
		Author:     in.askedOf(d.By, somebodyHere),
	}})
}
