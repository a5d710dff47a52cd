package safeguard

import (
	"slices"

	"github.com/towpath-care/towpath/internal/terms"
)

// Trigger says what was noticed (SAFE-01). The core list is closed; an organisation
// adds triggers of its own in its policy, each standing for one of the core.
type Trigger string

// The core triggers.
const (
	SafeguardingAdult Trigger = "safeguarding-adult"
	SafeguardingChild Trigger = "safeguarding-child"
	AbuseDisclosure   Trigger = "abuse-disclosure"
	RiskToSelf        Trigger = "risk-to-self"
	RiskToOthers      Trigger = "risk-to-others"
	OtherRisk         Trigger = "other-risk"
	EnvironmentalRisk Trigger = "environmental-risk"
	UntowardIncident  Trigger = "untoward-incident"
	UnusualOccurrence Trigger = "unusual-occurrence"
	MentalStateChange Trigger = "mental-state-change"
	HighRiskSituation Trigger = "high-risk-situation"
	LimitOfCompetence Trigger = "limit-of-competence"
	NotProgressing    Trigger = "transition-not-progressing"
	DiscriminatoryAct Trigger = "discriminatory-practice"
	UnprofessionalAct Trigger = "unprofessional-behaviour"
	Accident          Trigger = "accident"
	FaultyEquipment   Trigger = "faulty-equipment"
	WorkerWellbeing   Trigger = "worker-wellbeing"
	LoneWorkerOverdue Trigger = "lone-worker-overdue"
	AreaOfConcern     Trigger = "area-of-concern" // somebody is not sure: never nothing
)

var coreTriggers = []Trigger{SafeguardingAdult, SafeguardingChild, AbuseDisclosure, RiskToSelf, RiskToOthers, OtherRisk, EnvironmentalRisk,
	UntowardIncident, UnusualOccurrence, MentalStateChange, HighRiskSituation, LimitOfCompetence, NotProgressing, DiscriminatoryAct,
	UnprofessionalAct, Accident, FaultyEquipment, WorkerWellbeing, LoneWorkerOverdue, AreaOfConcern}

// CoreTriggers are those that every policy has a route for.
func CoreTriggers() []Trigger { return slices.Clone(coreTriggers) }

// Core reports whether the trigger is one of the core.
func (t Trigger) Core() bool { return slices.Contains(coreTriggers, t) }

// alwaysImmediate are the triggers that no organisation makes less urgent (SAFE-02).
var alwaysImmediate = []Trigger{SafeguardingAdult, SafeguardingChild, AbuseDisclosure, UntowardIncident, UnusualOccurrence, HighRiskSituation}

// safeguarding are the triggers whose chain has a safeguarding lead or a senior
// clinician in it (hazard H03).
var safeguarding = []Trigger{SafeguardingAdult, SafeguardingChild, AbuseDisclosure}

// privateTriggers are never named where others may read (fhir-homes; hazard H08).
var privateTriggers = []Trigger{SafeguardingAdult, SafeguardingChild, AbuseDisclosure, RiskToOthers, UnprofessionalAct, DiscriminatoryAct}

// Private reports whether the trigger is not named where others may read it.
func (t Trigger) Private() bool { return slices.Contains(privateTriggers, t) }

// Urgency says how soon somebody has to know.
type Urgency string

// Urgencies, the least first.
const (
	Routine   Urgency = "routine"
	Soon      Urgency = "soon"
	Immediate Urgency = "immediate"
)

var urgencies = []Urgency{Routine, Soon, Immediate}

// Known reports whether the urgency is on the list.
func (u Urgency) Known() bool { return slices.Contains(urgencies, u) }

// Terms returns the closed list, the least urgent first.
func (Urgency) Terms() []string { return terms.Of(urgencies) }

// above reports whether u is more urgent than v.
func (u Urgency) above(v Urgency) bool {
	return slices.Index(urgencies, u) > slices.Index(urgencies, v)
}

// Floor is the least urgency of a trigger of the core, whatever a policy says (SAFE-02).
func (t Trigger) Floor() Urgency {
	if slices.Contains(alwaysImmediate, t) {
		return Immediate
	}
	return Routine
}
