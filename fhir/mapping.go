package fhir

import (
	"slices"

	"github.com/towpath-care/towpath/peer"
	"github.com/towpath-care/towpath/recovery"
)

// Mapping says what becomes of one stored field: the elements it goes into, or
// why it stays here. Exactly one of Elements and Because is there.
type Mapping struct {
	// Record is the kind of record.
	Record peer.Kind `json:"record"`
	// Field is a JSON pointer into the stored record. A field that stays here
	// keeps everything below it here too. Empty: the record as a whole, of a kind
	// that has no home in a record system.
	Field string `json:"field,omitempty"`
	// Elements are R4 element paths.
	Elements []string `json:"elements,omitempty"`
	// Because is a fixed sentence.
	Because string `json:"because,omitempty"`
}

// Mappings returns the table of every stored field of every record that feeds a
// document, and of every kind of record that feeds none.
func Mappings() []Mapping {
	out := slices.Clone(mappings)
	for i := range out {
		out[i].Elements = slices.Clone(out[i].Elements)
	}
	return out
}

func goes(record peer.Kind, field string, elements ...string) Mapping {
	return Mapping{Record: record, Field: field, Elements: elements}
}

func stays(record peer.Kind, field, because string) Mapping {
	return Mapping{Record: record, Field: field, Because: because}
}

var mappings = slices.Concat(
	contactMappings, groupAttendanceMappings, relationshipMappings, transitionMappings,
	goalMappings, contributionMappings, planMappings, planNoteMappings, planWayMappings, planSolvingMappings, planVoiceMappings, planSupportMappings,
	consentMappings, statementMappings, decisionMappings, directoryMappings, signpostMappings,
	concernMappings, mentalStateMappings, observationMappings, ownRatingMappings,
	wholeRecords)

// Sentences that hold for the same fields of several records.
const (
	becauseForm     = "The form of the stored record says nothing to others."
	becauseVersions = "The record system counts its own versions."
	becauseAudit    = "Who took which step when is the audit of this system."
	becauseOwnWords = "These words are between the person and their worker."
	becauseLanguage = "R4 has no place for the language of one text, nor for how it was given."
	becauseReasons  = "Nobody has to give a reason, and none is passed on."
)

var goalMappings = []Mapping{
	stays(recovery.KindGoal, "/schema", becauseForm),
	stays(recovery.KindGoal, "/rev", becauseVersions),
	stays(recovery.KindGoal, "/recent", becauseAudit),
	goes(recovery.KindGoal, "/kind", "Goal.identifier.system", "Goal.id"),
	goes(recovery.KindGoal, "/id", "Goal.identifier.value", "Goal.id"),
	goes(recovery.KindGoal, "/status", "Goal.lifecycleStatus", "Goal.achievementStatus", "Goal.statusReason"),
	goes(recovery.KindGoal, "/person", "Goal.subject", "Goal.expressedBy"),
	stays(recovery.KindGoal, "/worker", "A goal is the person's; a worker is not named on it."),
	goes(recovery.KindGoal, "/words/text", "Goal.description.text"),
	stays(recovery.KindGoal, "/words/by", "The words of a goal are always the person's: expressedBy is whose goal it is."),
	stays(recovery.KindGoal, "/words/lang", becauseLanguage),
	stays(recovery.KindGoal, "/words/how", becauseLanguage),
	stays(recovery.KindGoal, "/why", becauseOwnWords),
	stays(recovery.KindGoal, "/strengths", becauseOwnWords),
	stays(recovery.KindGoal, "/challenges", becauseOwnWords),
	stays(recovery.KindGoal, "/firstStep", becauseOwnWords),
	goes(recovery.KindGoal, "/target", "Goal.target.dueDate"),
	goes(recovery.KindGoal, "/domain", "Goal.category"),
	stays(recovery.KindGoal, "/audience", "It decides whether the goal is sent at all."),
	goes(recovery.KindGoal, "/started", "Goal.startDate"),
	goes(recovery.KindGoal, "/statusOn", "Goal.statusDate"),
	stays(recovery.KindGoal, "/because", becauseReasons),
	stays(recovery.KindGoal, "/into", "R4 has no element that leads from one goal to the next."),
	goes(recovery.KindGoal, "/going", "Goal.achievementStatus"),
	stays(recovery.KindGoal, "/goingOn", "R4 has one date for a goal's status, and it is that of the last move."),
}

// A contribution is an edit in a plan that a service owns, or a proposal of ours
// beside it, as the site has it; of the elements here an edit writes contributor and
// activity.
var contributionMappings = []Mapping{
	stays(recovery.KindContribution, "/schema", becauseForm),
	stays(recovery.KindContribution, "/rev", becauseVersions),
	stays(recovery.KindContribution, "/recent", becauseAudit),
	goes(recovery.KindContribution, "/kind", "CarePlan.identifier.system", "CarePlan.id", "CarePlan.category", "CarePlan.intent"),
	goes(recovery.KindContribution, "/id", "CarePlan.activity.id", "CarePlan.identifier.value", "CarePlan.id"),
	stays(recovery.KindContribution, "/status", "It decides whether the contribution is sent: when the plan's owner has accepted it."),
	goes(recovery.KindContribution, "/person", "CarePlan.subject", "CarePlan.author"),
	goes(recovery.KindContribution, "/worker", "CarePlan.contributor"),
	stays(recovery.KindContribution, "/what", "An activity, a note and a task go in alike: as one activity with its words."),
	goes(recovery.KindContribution, "/plan/id", "CarePlan.basedOn"),
	stays(recovery.KindContribution, "/plan/owner", "The plan says itself whose it is."),
	goes(recovery.KindContribution, "/words/text", "CarePlan.activity.detail.description"),
	stays(recovery.KindContribution, "/words/by", "The person has seen the words and agrees, whoever wrote them down; a proposal has them as its author where the words are theirs."),
	stays(recovery.KindContribution, "/words/lang", becauseLanguage),
	stays(recovery.KindContribution, "/words/how", becauseLanguage),
	stays(recovery.KindContribution, "/proposed", becauseAudit),
	stays(recovery.KindContribution, "/agrees", "It decides whether the contribution is sent."),
	stays(recovery.KindContribution, "/seenAt", becauseAudit),
	stays(recovery.KindContribution, "/over", becauseAudit),
}
