package fhir

import "github.com/towpath-care/towpath/peer"

// Canonical is where everything that Towpath itself names in FHIR stands: code
// systems, and identifier systems unless a site has its own (Site.Identifiers).
// Nothing else spells it.
const Canonical = "https://github.com/towpath-care/towpath/fhir"

// Code systems of ours. Their codes are the words that records are stored with.
const (
	// ContactKindSystem has what a contact was for, such as "one-to-one"
	// (peer.ActivityKind).
	ContactKindSystem = Canonical + "/CodeSystem/contact-kind"
	// ContactModeSystem has the way two people were in touch, such as "phone"
	// (peer.Mode).
	ContactModeSystem = Canonical + "/CodeSystem/contact-mode"
	// ParticipationSystem has parts in a contact that HL7 has no code for:
	// "supervising".
	ParticipationSystem = Canonical + "/CodeSystem/participation"
	// ContactFactSystem has what else an Encounter says of a contact:
	// "lived-experience-shared".
	ContactFactSystem = Canonical + "/CodeSystem/contact-fact"
	// NotMetSystem has why a contact did not take place, in words that blame nobody
	// (peer.NotMet).
	NotMetSystem = Canonical + "/CodeSystem/not-met"
	// EntryStateSystem has where an entry stands, as a tag: "awaiting-validation".
	EntryStateSystem = Canonical + "/CodeSystem/entry-state"
	// EpisodeSystem has what an EpisodeOfCare is of: "peer-support".
	EpisodeSystem = Canonical + "/CodeSystem/episode"
	// TeamRoleSystem has what somebody is in a CareTeam: "person" and "peer-worker".
	TeamRoleSystem = Canonical + "/CodeSystem/team-role"
	// TransitionCheckSystem has the six checks of a move between services, such as
	// "notice" (transition.Check).
	TransitionCheckSystem = Canonical + "/CodeSystem/transition-check"
	// PlanCategorySystem has what sort of plan a CarePlan of ours is, such as
	// "personal-recovery-plan".
	PlanCategorySystem = Canonical + "/CodeSystem/plan-category"
	// PlanActivitySystem has what sort of activity of a plan it is, such as
	// "problem-solving" (the kind of record it is made from).
	PlanActivitySystem = Canonical + "/CodeSystem/plan-activity"
	// ActivitySortSystem has what sort of activity matters to a person, such as
	// "hobby" (recovery.ActivityKind).
	ActivitySortSystem = Canonical + "/CodeSystem/activity-sort"
	// HealthTopicSystem has what health information is on (recovery.HealthTopic).
	HealthTopicSystem = Canonical + "/CodeSystem/health-topic"
	// MeetingEventSystem has what a person prepares for (recovery.MeetingEvent).
	MeetingEventSystem = Canonical + "/CodeSystem/meeting-event"
	// WellbeingSectionSystem has what a section of a plan for staying well is about
	// (recovery.WellbeingKind).
	WellbeingSectionSystem = Canonical + "/CodeSystem/wellbeing-section"
	// SolutionOutcomeSystem has how a solution went in the person's say
	// (recovery.SolutionOutcome).
	SolutionOutcomeSystem = Canonical + "/CodeSystem/solution-outcome"
	// RiskDecisionSystem has what a person decided about something they want to do
	// (recovery.RiskDecision).
	RiskDecisionSystem = Canonical + "/CodeSystem/risk-decision"
	// SignpostOutcomeSystem has what came of a signpost in the person's word
	// (signpost.Outcome).
	SignpostOutcomeSystem = Canonical + "/CodeSystem/signpost-outcome"
	// LifeDomainSystem has the part of life that a goal is about.
	LifeDomainSystem = Canonical + "/CodeSystem/life-domain"
	// SharedSystem has what a consent to sharing is about, such as "goals"
	// (peer.ConsentScope).
	SharedSystem = Canonical + "/CodeSystem/shared"
	// AdvanceKindSystem has the kinds of advance documents (recovery.AdvanceKind).
	AdvanceKindSystem = Canonical + "/CodeSystem/advance-document"
	// ServiceCategorySystem has what an entry of the directory is filed under
	// (signpost.Category).
	ServiceCategorySystem = Canonical + "/CodeSystem/service-category"
	// ServiceTopicSystem has what an entry is about (signpost.Topic).
	ServiceTopicSystem = Canonical + "/CodeSystem/service-topic"
	// ServiceFeatureSystem has what an entry has for those who need it
	// (signpost.AccessNeed).
	ServiceFeatureSystem = Canonical + "/CodeSystem/service-feature"
	// SectorSystem has whose an entry is (signpost.Sector).
	SectorSystem = Canonical + "/CodeSystem/sector"
	// CostSystem has what an entry costs (signpost.CostKind).
	CostSystem = Canonical + "/CodeSystem/cost"
	// HandedOverSystem has the form in which details were handed over: text, email,
	// app, web, phone, print, recording, in-person or verbal. It has fewer words than
	// signpost.Medium, because some of those tell of the person.
	HandedOverSystem = Canonical + "/CodeSystem/handed-over"
	// FollowUpSystem has the one thing a follow-up of a signpost is: "follow-up".
	FollowUpSystem = Canonical + "/CodeSystem/signpost-task"
	// AskedSystem has what somebody is asked to look at: the core triggers of concerns
	// that may be named (safeguard.Trigger), "private-concern" for the others, and
	// "extra-support-during-move".
	AskedSystem = Canonical + "/CodeSystem/asked-to-look-at"
	// EndOfTurnSystem has why somebody's turn to take a concern on ended without them,
	// such as "re-escalated".
	EndOfTurnSystem = Canonical + "/CodeSystem/end-of-turn"
	// MessageSystem has what was said between those who look after a concern:
	// "told" and "acknowledged".
	MessageSystem = Canonical + "/CodeSystem/concern-message"
	// FlagSystem has the one thing that a flag of ours says: "speak-with-the-team".
	FlagSystem = Canonical + "/CodeSystem/flag"
	// NoticedSystem has what an observation is: "what-was-noticed".
	NoticedSystem = Canonical + "/CodeSystem/observation"
	// OwnRatingSystem has what a person rates in their own life
	// (recovery.ReportDomain), and OwnScaleSystem what 0 and 10 stand for
	// (recovery.RatingScale, or "own").
	OwnRatingSystem = Canonical + "/CodeSystem/own-rating"
	// OwnScaleSystem has what the ends of a scale stand for.
	OwnScaleSystem = Canonical + "/CodeSystem/own-scale"
)

// SharingPolicy is the policy that a consent to sharing goes beyond: nothing is shared
// unless somebody said yes. What would be shared and for what purpose follow it, each
// after a slash, such as "/goals/direct-care".
const SharingPolicy = Canonical + "/policy/sharing"

// DirectoryEntrySystem is the system of the identifiers that entries of the directory
// have where they were read (Open Referral UK: service.id). The directory that gave one
// is its assigner.
const DirectoryEntrySystem = Canonical + "/id/directory-entry"

// Extensions of ours, each on HealthcareService.
const (
	// ExtensionLastVerified is the day on which somebody last made sure of an entry of
	// the directory: valueDate.
	ExtensionLastVerified = Canonical + "/StructureDefinition/last-verified"
	// ExtensionAssured is the day on which the directory that an entry was read from
	// had made sure of it: valueDate.
	ExtensionAssured = Canonical + "/StructureDefinition/assured"
	// ExtensionCost is what it costs: valueCodeableConcept.
	ExtensionCost = Canonical + "/StructureDefinition/cost"
)

// Systems of others, each as its owner publishes it.
const (
	// NHSNumberSystem is the system of NHS numbers (UK Core Patient).
	NHSNumberSystem = "https://fhir.nhs.uk/Id/nhs-number"
	// ODSSystem is the system of the codes of NHS organisations (UK Core
	// Organization).
	ODSSystem = "https://fhir.nhs.uk/Id/ods-organization-code"

	systemClass           = "http://terminology.hl7.org/CodeSystem/v3-ActCode"
	systemParticipation   = "http://terminology.hl7.org/CodeSystem/v3-ParticipationType"
	systemAgent           = "http://terminology.hl7.org/CodeSystem/provenance-participant-type"
	systemGoalAchievement = "http://terminology.hl7.org/CodeSystem/goal-achievement"
	systemUnits           = "http://unitsofmeasure.org"
	systemCommunication   = "http://terminology.hl7.org/CodeSystem/communication-category"
	systemFlag            = "http://terminology.hl7.org/CodeSystem/flag-category"
	systemObservation     = "http://terminology.hl7.org/CodeSystem/observation-category"
)

// profileEncounter is the only profile that may be claimed: UK Core has
// published none for Goal, and drafts only for CarePlan.
const profileEncounter = "https://fhir.hl7.org.uk/StructureDefinition/UKCore-Encounter"

// identifierSystem is the system of the identifiers that resources made from
// records of this kind carry: one for each kind, so that a contact and a goal of
// the same id are never taken for each other.
func (s Site) identifierSystem(kind peer.Kind) string {
	base := s.Identifiers
	if base == "" {
		base = Canonical + "/id"
	}
	return base + "/" + string(kind)
}
