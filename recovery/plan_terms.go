package recovery

import (
	"slices"

	"github.com/towpath-care/towpath/internal/terms"
)

// PlanSection is a section of a personal recovery plan (REC-45).
type PlanSection string

// Sections, in the order they are shown.
const (
	PlanVision            PlanSection = "vision"             // what recovery means to them
	PlanGoals             PlanSection = "goals"              // what they want for their life
	PlanStrategies        PlanSection = "strategies"         // what they do to get by and get on
	PlanSupports          PlanSection = "supports"           // who and what is there for them
	PlanActivities        PlanSection = "activities"         // what they do
	PlanCrisisWishes      PlanSection = "crisis-wishes"      // what they would like on the worst days
	PlanHealthInformation PlanSection = "health-information" // what they chose to keep at hand (REC-48)
)

var planSections = []PlanSection{PlanVision, PlanGoals, PlanStrategies, PlanSupports, PlanActivities, PlanCrisisWishes, PlanHealthInformation}

// Known reports whether the section is on the list.
func (s PlanSection) Known() bool { return slices.Contains(planSections, s) }

// Terms returns the closed list.
func (PlanSection) Terms() []string { return terms.Of(planSections) }
