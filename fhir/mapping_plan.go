package fhir

import (
	"slices"

	"github.com/towpath-care/towpath/peer"
	"github.com/towpath-care/towpath/recovery"
)

// Sentences that hold for the records that a person puts into their plan.
const (
	becauseDecides   = "It decides whether it is sent at all."
	becauseHelper    = "The plan names the worker who helped with it, and no part of it does."
	becauseHowTheyDo = "How the person goes about it is for them and whom they show it to, and stays out of the record."
	becauseOwnSay    = "What it is to the person is their own say, and nobody measures it."
	becauseNobody    = "Who it is stays here, and everything about them: only the kind goes."
	becauseRisk      = "What could go wrong never stands in a record as a list; the person's decision does."
	becauseApproved  = "The record has the words that the person approved for it, and no others."
	becauseFurther   = "A record that may be seen at home does not show that somebody was worried."
)

// headStays are the members of every stored record that say nothing to others.
func headStays(kind peer.Kind) []Mapping {
	return []Mapping{stays(kind, "/schema", becauseForm), stays(kind, "/rev", becauseVersions), stays(kind, "/recent", becauseAudit)}
}

// aPlan is the mapping of a record that is a CarePlan of ours, in which the person is
// named in these elements too.
func aPlan(kind peer.Kind, person []string, own ...Mapping) []Mapping {
	return slices.Concat(headStays(kind), []Mapping{
		goes(kind, "/kind", "CarePlan.identifier.system", "CarePlan.id", "CarePlan.category", "CarePlan.intent"),
		goes(kind, "/id", "CarePlan.identifier.value", "CarePlan.id"),
		goes(kind, "/status", "CarePlan.status"),
		goes(kind, "/person", append([]string{"CarePlan.subject", "CarePlan.author"}, person...)...),
		goes(kind, "/worker", "CarePlan.contributor"),
	}, own)
}

// anActivity is the mapping of a record that becomes an activity of a plan.
func anActivity(kind peer.Kind, own ...Mapping) []Mapping {
	return slices.Concat(headStays(kind), []Mapping{
		goes(kind, "/kind", "CarePlan.activity.detail.code", "CarePlan.activity.id"),
		goes(kind, "/id", "CarePlan.activity.id"),
		goes(kind, "/status", "CarePlan.activity.detail.status", "CarePlan.activity.detail.statusReason"),
		goes(kind, "/person", "CarePlan.activity.detail.performer", "CarePlan.activity.progress.authorReference"),
		stays(kind, "/worker", becauseHelper),
	}, own)
}

// aNote is the mapping of a record that becomes a note of a plan.
func aNote(kind peer.Kind, own ...Mapping) []Mapping {
	return slices.Concat(headStays(kind), []Mapping{
		goes(kind, "/kind", "CarePlan.note.id"),
		goes(kind, "/id", "CarePlan.note.id"),
		stays(kind, "/status", becauseDecides),
		goes(kind, "/person", "CarePlan.note.authorReference"),
		stays(kind, "/worker", becauseHelper),
	}, own)
}

// theWords is the mapping of words that go, with what of them stays here.
func theWords(kind peer.Kind, field string, elements ...string) []Mapping {
	return []Mapping{
		goes(kind, field+"/text", elements...),
		stays(kind, field+"/by", "Whose words they are decides where they stand, or whether they do."),
		stays(kind, field+"/lang", becauseLanguage),
		stays(kind, field+"/how", becauseLanguage),
	}
}

var planMappings = slices.Concat(
	aPlan(recovery.KindPlan, []string{"CarePlan.note.authorReference"},
		stays(recovery.KindPlan, "/from", becauseAudit),
		stays(recovery.KindPlan, "/since", becauseAudit),
		stays(recovery.KindPlan, "/invited", becauseTheTwo),
		stays(recovery.KindPlan, "/last", becauseForm),
		goes(recovery.KindPlan, "/items/number", "CarePlan.note.id"),
		goes(recovery.KindPlan, "/items/section", "CarePlan.description", "CarePlan.note"),
		goes(recovery.KindPlan, "/items/record/kind", "CarePlan.goal", "CarePlan.activity", "CarePlan.note", "CarePlan.supportingInfo"),
		goes(recovery.KindPlan, "/items/record/id", "CarePlan.goal", "CarePlan.activity.id", "CarePlan.note.id", "CarePlan.supportingInfo"),
		stays(recovery.KindPlan, "/items/from", becauseAudit),
		stays(recovery.KindPlan, "/items/put", becauseAudit),
		stays(recovery.KindPlan, "/items/accepted", "It decides whether the item is sent: when the person has made it theirs."),
		stays(recovery.KindPlan, "/shown", becauseDecides),
		goes(recovery.KindPlan, "/service/id", "CarePlan.partOf"),
		stays(recovery.KindPlan, "/service/owner", "The service's plan says itself whose it is."),
	), theWords(recovery.KindPlan, "/items/words", "CarePlan.description", "CarePlan.note.text"),
	aPlan(recovery.KindWellbeingPlan, []string{"CarePlan.activity.detail.performer", "CarePlan.activity.progress.authorReference"},
		stays(recovery.KindWellbeingPlan, "/from", becauseAudit),
		stays(recovery.KindWellbeingPlan, "/answered", becauseTheTwo),
		stays(recovery.KindWellbeingPlan, "/again", becauseTheTwo),
		stays(recovery.KindWellbeingPlan, "/last", becauseForm),
		goes(recovery.KindWellbeingPlan, "/sections/number", "CarePlan.activity.id"),
		goes(recovery.KindWellbeingPlan, "/sections/kind", "CarePlan.activity.detail.code"),
		stays(recovery.KindWellbeingPlan, "/sections/audience", becauseDecides),
		goes(recovery.KindWellbeingPlan, "/sections/said", "CarePlan.activity.progress.time"),
	), theWords(recovery.KindWellbeingPlan, "/sections/title", "CarePlan.activity.detail.code.text"),
	theWords(recovery.KindWellbeingPlan, "/sections/words", "CarePlan.activity.progress.text"),
)

var planNoteMappings = slices.Concat(
	headStays(recovery.KindVision), []Mapping{
		stays(recovery.KindVision, "/kind", "It stands in the plan's description, which has no id."),
		stays(recovery.KindVision, "/id", "It stands in the plan's description, which has no id."),
		stays(recovery.KindVision, "/status", becauseDecides),
		stays(recovery.KindVision, "/person", "The plan names the person."),
		stays(recovery.KindVision, "/worker", becauseHelper),
		stays(recovery.KindVision, "/audience", becauseDecides),
		stays(recovery.KindVision, "/said", "A description has no time of its own."),
	}, theWords(recovery.KindVision, "/words", "CarePlan.description"),
	aNote(recovery.KindStrength,
		stays(recovery.KindStrength, "/sort", "A note has no code."),
		stays(recovery.KindStrength, "/from", "The person has made it theirs, whoever brought it in."),
		stays(recovery.KindStrength, "/audience", becauseDecides),
		goes(recovery.KindStrength, "/said", "CarePlan.note.time"),
	), theWords(recovery.KindStrength, "/words", "CarePlan.note.text"),
	aNote(peer.KindPerspectiveBrief,
		stays(peer.KindPerspectiveBrief, "/rights", "What is at stake is told where the brief is read out."),
		stays(peer.KindPerspectiveBrief, "/concerns", "What troubles the person is told where the brief is read out."),
		stays(peer.KindPerspectiveBrief, "/written", becauseAudit),
		goes(peer.KindPerspectiveBrief, "/approved", "CarePlan.note.time"),
		stays(peer.KindPerspectiveBrief, "/forums", "It decides whether the brief is sent: when the person has named the care record, as \"care-record\"."),
		stays(peer.KindPerspectiveBrief, "/uses", becauseTheTwo),
	), theWords(peer.KindPerspectiveBrief, "/words", "CarePlan.note.text"),
	headStays(recovery.KindCelebration), []Mapping{
		goes(recovery.KindCelebration, "/kind", "Goal.note.id"),
		goes(recovery.KindCelebration, "/id", "Goal.note.id"),
		stays(recovery.KindCelebration, "/status", becauseDecides),
		goes(recovery.KindCelebration, "/person", "Goal.note.authorReference"),
		stays(recovery.KindCelebration, "/worker", becauseHelper),
		stays(recovery.KindCelebration, "/goal", "It says which Goal the note stands in; without one there is none."),
		stays(recovery.KindCelebration, "/howMarked", "How it is marked is between the two."),
		stays(recovery.KindCelebration, "/effort", becauseOwnSay),
		stays(recovery.KindCelebration, "/on", "A note has one time, and it is that of the words."),
		stays(recovery.KindCelebration, "/from", becauseAudit),
		goes(recovery.KindCelebration, "/said", "Goal.note.time"),
	}, theWords(recovery.KindCelebration, "/what", "Goal.note.text"),
)
