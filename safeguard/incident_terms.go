package safeguard

import (
	"slices"

	"github.com/towpath-care/towpath/internal/terms"
)

// IncidentSort says what sort of incident it is (SAFE-11).
type IncidentSort string

// Sorts of incidents.
const (
	IncidentBehaviour IncidentSort = "unprofessional-behaviour"
	IncidentAccident  IncidentSort = "accident"
	IncidentUntoward  IncidentSort = "untoward-occurrence"
	IncidentEquipment IncidentSort = "faulty-equipment"
)

var incidentSorts = []IncidentSort{IncidentBehaviour, IncidentAccident, IncidentUntoward, IncidentEquipment}

// Known reports whether the sort is on the list.
func (s IncidentSort) Known() bool { return slices.Contains(incidentSorts, s) }

// Terms returns the closed list.
func (IncidentSort) Terms() []string { return terms.Of(incidentSorts) }

// trigger is the trigger whose urgency an incident of this sort has.
func (s IncidentSort) trigger() Trigger {
	switch s {
	case IncidentBehaviour:
		return UnprofessionalAct
	case IncidentAccident:
		return Accident
	case IncidentEquipment:
		return FaultyEquipment
	}
	return UntowardIncident
}

// PersonsPart is what a person had to do with an incident.
type PersonsPart string

// What a person had to do with it. Of anything else their record holds nothing.
const (
	PersonHarmed   PersonsPart = "harmed"
	PersonInvolved PersonsPart = "involved"
)

var personsParts = []PersonsPart{PersonHarmed, PersonInvolved}

// Known reports whether it is on the list.
func (p PersonsPart) Known() bool { return slices.Contains(personsParts, p) }

// Terms returns the closed list.
func (PersonsPart) Terms() []string { return terms.Of(personsParts) }

// PhysicalHarm is the physical harm that came of something, by name. Codes differ from
// scale to scale; HarmScales has them.
type PhysicalHarm string

// Physical harm.
const (
	PhysicalNone     PhysicalHarm = "none"
	PhysicalLow      PhysicalHarm = "low"
	PhysicalModerate PhysicalHarm = "moderate"
	PhysicalSevere   PhysicalHarm = "severe"
	PhysicalFatal    PhysicalHarm = "fatal"
)

var physicalHarms = []PhysicalHarm{PhysicalNone, PhysicalLow, PhysicalModerate, PhysicalSevere, PhysicalFatal}

// Known reports whether it is on the list.
func (h PhysicalHarm) Known() bool { return slices.Contains(physicalHarms, h) }

// Terms returns the closed list.
func (PhysicalHarm) Terms() []string { return terms.Of(physicalHarms) }

// PsychologicalHarm is the psychological harm that came of something, by name. It is a
// scale of its own: it has no fatal, and its codes are not those of physical harm.
type PsychologicalHarm string

// Psychological harm.
const (
	PsychologicalNone     PsychologicalHarm = "none"
	PsychologicalLow      PsychologicalHarm = "low"
	PsychologicalModerate PsychologicalHarm = "moderate"
	PsychologicalSevere   PsychologicalHarm = "severe"
)

var psychologicalHarms = []PsychologicalHarm{PsychologicalNone, PsychologicalLow, PsychologicalModerate, PsychologicalSevere}

// Known reports whether it is on the list.
func (h PsychologicalHarm) Known() bool { return slices.Contains(psychologicalHarms, h) }

// Terms returns the closed list.
func (PsychologicalHarm) Terms() []string { return terms.Of(psychologicalHarms) }

// HarmScale is the codes that one version of a system for incidents has for harm.
type HarmScale struct {
	System  string
	Version string
	// Source says where the codes were taken from.
	Source        string
	physical      []harmCode[PhysicalHarm]
	psychological []harmCode[PsychologicalHarm]
}

type harmCode[H ~string] struct {
	harm H
	code string
}

// HarmScales are the scales that are known here, the newest version of a system first.
func HarmScales() []HarmScale { return slices.Clone(harmScales) }

var harmScales = []HarmScale{{
	System: "LFPSE", Version: "5", Source: "NHS England, Learn from patient safety events, taxonomy version 5; guidance on harm of 16 March 2026",
	physical: []harmCode[PhysicalHarm]{
		{PhysicalNone, "5"}, {PhysicalLow, "4"}, {PhysicalModerate, "3"}, {PhysicalSevere, "2"}, {PhysicalFatal, "1"},
	},
	psychological: []harmCode[PsychologicalHarm]{
		{PsychologicalNone, "4"}, {PsychologicalLow, "3"}, {PsychologicalModerate, "2"}, {PsychologicalSevere, "1"},
	},
}}

// Physical is the code of a physical harm; none for a word of no list.
func (s HarmScale) Physical(h PhysicalHarm) (code string, ok bool) { return codeOf(s.physical, h) }

// Psychological is the code of a psychological harm; none for a word of no list.
func (s HarmScale) Psychological(h PsychologicalHarm) (code string, ok bool) {
	return codeOf(s.psychological, h)
}

func codeOf[H ~string](list []harmCode[H], h H) (string, bool) {
	i := slices.IndexFunc(list, func(c harmCode[H]) bool { return c.harm == h })
	if i < 0 {
		return "", false
	}
	return list[i].code, true
}
