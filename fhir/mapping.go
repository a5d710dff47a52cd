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

var mappings = slices.Concat(contactMappings, goalMappings, contributionMappings, wholeRecords)

// Sentences that hold for the same fields of several records.
const (
	becauseForm      = "The form of the stored record says nothing to others."
	becauseVersions  = "The record system counts its own versions."
	becauseAudit     = "Who took which step when is the audit of this system."
	becauseOwnWords  = "These words are between the person and their worker."
	becauseLanguage  = "R4 has no place for the language of one text, nor for how it was given."
	becauseReasons   = "Nobody has to give a reason, and none is passed on."
	becauseProvision = "How far a record was made together is said in Provenance, which is not written."
)

var contactMappings = []Mapping{
	stays(peer.KindContact, "/schema", becauseForm),
	stays(peer.KindContact, "/rev", becauseVersions),
	stays(peer.KindContact, "/recent", becauseAudit),
	goes(peer.KindContact, "/kind", "Encounter.identifier.system", "Encounter.id"),
	goes(peer.KindContact, "/id", "Encounter.identifier.value", "Encounter.id"),
	goes(peer.KindContact, "/status", "Encounter.status"),
	goes(peer.KindContact, "/person", "Encounter.subject"),
	goes(peer.KindContact, "/worker", "Encounter.participant.individual"),
	stays(peer.KindContact, "/relationship", "Relationships are not written, so there is nothing to refer to."),
	stays(peer.KindContact, "/service", "serviceProvider is the organisation; no published code system names its services."),
	goes(peer.KindContact, "/organisation", "Encounter.serviceProvider"),
	goes(peer.KindContact, "/activity", "Encounter.type"),
	stays(peer.KindContact, "/headcount", "An anonymous drop-in is about nobody."),
	stays(peer.KindContact, "/forSafety", "A record that may be seen at home does not show that somebody was worried."),
	goes(peer.KindContact, "/what/mode", "Encounter.class", "Encounter.type"),
	goes(peer.KindContact, "/what/place", "Encounter.class"),
	stays(peer.KindContact, "/what/setting", "The class says how they met; the sort of service is known from serviceProvider."),
	goes(peer.KindContact, "/what/start", "Encounter.period.start", "Encounter.length"),
	goes(peer.KindContact, "/what/end", "Encounter.period.end", "Encounter.length"),
	goes(peer.KindContact, "/what/outcome", "Encounter.status"),
	stays(peer.KindContact, "/what/notMet", "A contact that did not take place has no Encounter."),
	goes(peer.KindContact, "/what/supervisedBy", "Encounter.participant.individual"),
	goes(peer.KindContact, "/what/present", "Encounter.participant.type"),
	stays(peer.KindContact, "/what/others", "Nobody else who was there stands in the person's record, not even by what they are to them."),
	stays(peer.KindContact, "/what/lone", "How the worker was looked after is for them and their line."),
	stays(peer.KindContact, "/what/lonePlan", "How the worker was looked after is for them and their line."),
	stays(peer.KindContact, "/what/goals", "The fact of a contact goes without asking; which goals it served would say more than the fact."),
	stays(peer.KindContact, "/what/production", becauseProvision),
	stays(peer.KindContact, "/what/notTogether", "Why a record was not made together is for supervision."),
	stays(peer.KindContact, "/entry", "An Encounter holds no words, and which goal it served would say more than the fact; the worker's entry stays here."),
	stays(peer.KindContact, "/validation", "Who has looked at the worker's entry is said in Provenance, which is not written."),
	stays(peer.KindContact, "/recordedAt", becauseAudit),
	stays(peer.KindContact, "/recordBy", "When it was owed is for the worker and their line."),
	stays(peer.KindContact, "/lateBecause", "What held it up is for the worker and their line."),
	stays(peer.KindContact, "/confirmed", becauseProvision),
	stays(peer.KindContact, "/marks", "What was noticed goes to supervision and is held against nobody."),
	stays(peer.KindContact, "/distress", "A record that may be seen at home does not show that somebody was in distress, nor what was said of it."),
	stays(peer.KindContact, "/given", "It would be a note of the person's plan, which is not written; somebody's own use of a thing is theirs to tell."),
	stays(peer.KindContact, "/learned", becauseTheTwo),
	stays(peer.KindContact, "/statements", "It would be a Communication about the Encounter, which is not written; it stands beside the contact here."),
	stays(peer.KindContact, "/before", "What it said before, and why that was put right, stays readable here; the Encounter says what holds now."),
}

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

var contributionMappings = []Mapping{
	stays(recovery.KindContribution, "/schema", becauseForm),
	stays(recovery.KindContribution, "/rev", becauseVersions),
	stays(recovery.KindContribution, "/recent", becauseAudit),
	stays(recovery.KindContribution, "/kind", "A plan that a service owns carries no identifier of ours."),
	goes(recovery.KindContribution, "/id", "CarePlan.activity.id"),
	stays(recovery.KindContribution, "/status", "It decides whether the contribution is sent: when the plan's owner has accepted it."),
	stays(recovery.KindContribution, "/person", "It is checked against CarePlan.subject, and written nowhere."),
	goes(recovery.KindContribution, "/worker", "CarePlan.contributor"),
	stays(recovery.KindContribution, "/what", "An activity, a note and a task go in alike: as one activity with its words."),
	stays(recovery.KindContribution, "/plan/id", "It is the id of the plan that is edited."),
	stays(recovery.KindContribution, "/plan/owner", "The plan says itself whose it is."),
	goes(recovery.KindContribution, "/words/text", "CarePlan.activity.detail.description"),
	stays(recovery.KindContribution, "/words/by", "The person has seen the words and agrees, whoever wrote them down."),
	stays(recovery.KindContribution, "/words/lang", becauseLanguage),
	stays(recovery.KindContribution, "/words/how", becauseLanguage),
	stays(recovery.KindContribution, "/proposed", becauseAudit),
	stays(recovery.KindContribution, "/agrees", "It decides whether the contribution is sent."),
	stays(recovery.KindContribution, "/seenAt", becauseAudit),
	stays(recovery.KindContribution, "/over", becauseAudit),
}
