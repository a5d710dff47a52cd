package fhir

import (
	"slices"

	"github.com/towpath-care/towpath/peer"
	"github.com/towpath-care/towpath/recovery"
	"github.com/towpath-care/towpath/safeguard"
	"github.com/towpath-care/towpath/signpost"
	"github.com/towpath-care/towpath/transition"
)

// DocumentName names a document, the unit of exchange: one resource that is ours,
// or one set of edits on a resource that is not.
type DocumentName struct {
	// Type is the kind of resource.
	Type string `json:"type"`
	// Record is what it is made from, or what it is named after where several
	// records feed it.
	Record peer.Ref `json:"record"`
	// Part tells apart documents of one type that one record feeds, such as the
	// number of a hop of a concern; empty where there is one.
	Part string `json:"part,omitempty"`
}

// String returns type, record and part, such as "Goal of goal/g1" or "Task 2 of
// concern/c1".
func (n DocumentName) String() string {
	if n.Part == "" {
		return n.Type + " of " + n.Record.String()
	}
	return n.Type + " " + n.Part + " of " + n.Record.String()
}

// documents are the kinds of resources that records of a kind feed, the first of
// them first in every list. A contribution feeds edits on a plan that a service
// owns, or a proposal of ours, as the site has it; the others resources of ours.
var documents = map[peer.Kind][]string{
	peer.KindContact:           {"Encounter", "Appointment", "Provenance", "Communication"},
	peer.KindGroupAttendance:   {"Encounter", "Provenance"},
	peer.KindRelationship:      {"EpisodeOfCare", "CareTeam"},
	recovery.KindGoal:          {"Goal"},
	recovery.KindContribution:  {"CarePlan"},
	transition.KindTransition:  {"CarePlan", "Task", "Flag"},
	recovery.KindPlan:          {"CarePlan"},
	recovery.KindWellbeingPlan: {"CarePlan"},

	peer.KindConsent:              {"Consent"},
	recovery.KindAdvanceStatement: {"Consent", "DocumentReference"},
	recovery.KindAdvanceDecision:  {"Consent", "DocumentReference"},
	signpost.KindResource:         {"HealthcareService", "Organization", "Location"},
	signpost.KindSignpost:         {"Communication", "Task"},

	safeguard.KindConcern:           {"Task", "Communication", "Flag"},
	safeguard.KindMentalStateReport: {"Task"},

	recovery.KindObservation: {"Observation"},
	recovery.KindSelfReport:  {"Observation"},
}

// Documents names the documents that a record feeds; none when its kind has no
// home in a record system. Whether there is anything to send is for Build to say.
func Documents(r peer.Record) []DocumentName {
	var names []DocumentName
	for _, t := range documents[r.Ref().Kind] {
		names = append(names, partsOf(t, r)...)
	}
	return names
}

// Documents names the documents that a record feeds at this site: those that are
// written by default, and those that the site has turned on.
func (s Site) Documents(r peer.Record) []DocumentName {
	return slices.DeleteFunc(Documents(r), func(n DocumentName) bool { return !s.writes(n) })
}

// NamesOf names the documents of a record that is not at hand, as far as its kind
// tells. It is false when only the record itself can say which they are, because it
// feeds one for each of its parts.
func (s Site) NamesOf(record peer.Ref) (names []DocumentName, known bool) {
	known = true
	for _, t := range documents[record.Kind] {
		n := DocumentName{Type: t, Record: record}
		if h, _ := homeOf(record.Kind, t); s.writes(n) {
			names, known = append(names, n), known && h.parts == nil
		}
	}
	return names, known
}

// HasIdentifier reports whether a kind of resource carries business identifiers, by
// which it can be searched for and created under a condition. Provenance has none in
// R4, and is found by the id we choose alone.
func HasIdentifier(resourceType string) bool { return resourceType != "Provenance" }

// DocumentTypes returns the kinds of resources that records of this kind feed;
// none when they have no home in a record system.
func DocumentTypes(kind peer.Kind) []string { return slices.Clone(documents[kind]) }

// WhyNotSent says in a sentence why records of a kind are not sent at this site: they
// have no home in a record system, or the site has not turned on what they would
// become; empty for one that is sent.
func (s Site) WhyNotSent(kind peer.Kind) string {
	if why := WhyNotSent(kind); why != "" {
		return why
	}
	if names, _ := s.NamesOf(peer.Ref{Kind: kind}); len(names) == 0 {
		return "This site has not turned on what it would become: it stays here."
	}
	return ""
}

// WhyNotSent says in a sentence why records of a kind have no home in a record
// system; empty for one that has.
func WhyNotSent(kind peer.Kind) string {
	if len(documents[kind]) > 0 {
		return ""
	}
	for _, m := range mappings {
		if m.Record == kind && m.Field == "" {
			return m.Because
		}
	}
	switch _, planned := planItems[kind]; {
	case kind == recovery.KindCelebration:
		return "It goes as a note of the goal it belongs to, and not as a document of its own."
	case planned:
		return "It goes as a part of the person's plan where they put it there, and not as a document of its own."
	}
	return "No mapping has been decided: it stays here."
}
