package fhir

import (
	"maps"
	"slices"

	r4 "github.com/samply/golang-fhir-models/fhir-models/fhir"

	"github.com/towpath-care/towpath/transition"
)

// planCategories are the sorts of CarePlan that are ours, with what people read
// beside each code.
var planCategories = map[string]string{
	"personal-recovery-plan": "Personal recovery plan",
	"wellbeing-plan":         "Plan for staying well",
	"contribution":           "Contribution to a plan",
	"transition":             "A move between services",
}

// planType is what a sort of plan is among the NHS Data Dictionary's CARE PLAN TYPE FOR
// MENTAL HEALTH (October 2020: 10 to 14), and in which sense; without a code it is none
// of them, and says is why. Returns count by these codes that somebody has a plan of a
// service's, and end a wait by it.
type planType struct{ code, display, says string }

var planTypes = map[string]planType{
	"personal-recovery-plan": {says: "The plan is the person's own: no service has planned care in it, and their wishes for a crisis are one section of it."},
	"wellbeing-plan":         {says: "The plan is the person's own, for staying well."},
	"contribution":           {says: "It is put to a plan that a service owns, and that plan has a type of its own."},
	"transition":             {"14", "Child or Young Person's Mental Health Transition Plan", "It is so of a move to adult services; a plan of any other move is none of the types."},
}

// planCategory is what sort of plan a CarePlan of ours is, with the national codes
// beside ours that are so of it.
func planCategory(category string, national ...r4.Coding) []r4.CodeableConcept {
	says := planCategories[category]
	return []r4.CodeableConcept{concept(says, append([]r4.Coding{coding(PlanCategorySystem, category, says)}, national...)...)}
}

// moveType is the national type of the plan of a move, at a site that has the codes; it
// is a young person who moves to adult services.
func (s Site) moveType(move transition.MoveKind) []r4.Coding {
	if s.CarePlanTypes == "" || move != transition.ToAdultServices {
		return nil
	}
	national := planTypes["transition"]
	return []r4.Coding{coding(s.CarePlanTypes, national.code, national.display)}
}

// planTypeMap leads from the sorts of our plans to the national types.
func (s Site) planTypeMap() ConceptMap {
	m := ConceptMap{Source: PlanCategorySystem, Target: s.CarePlanTypes}
	for _, category := range slices.Sorted(maps.Keys(planTypes)) {
		national, how := planTypes[category], "narrower"
		if national.code == "" {
			how = "unmatched"
		}
		m.Same = append(m.Same, Same{category, Code{national.code, national.display}, how, national.says})
	}
	return m
}
