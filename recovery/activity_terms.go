package recovery

import (
	"slices"

	"github.com/towpath-care/towpath/internal/terms"
)

// ActivityKind is what sort of activity something is (REC-17).
type ActivityKind string

// Kinds of activities.
const (
	ActivityHobby        ActivityKind = "hobby"
	ActivityExercise     ActivityKind = "exercise"
	ActivitySport        ActivityKind = "sport-or-leisure"
	ActivityCourse       ActivityKind = "course"
	ActivityCreative     ActivityKind = "creative"
	ActivityVolunteering ActivityKind = "volunteering"
	ActivityProgramme    ActivityKind = "health-or-wellbeing-programme"
	ActivityOther        ActivityKind = "other"
)

var activityKinds = []ActivityKind{ActivityHobby, ActivityExercise, ActivitySport, ActivityCourse, ActivityCreative,
	ActivityVolunteering, ActivityProgramme, ActivityOther}

// Known reports whether the kind is on the list.
func (k ActivityKind) Known() bool { return slices.Contains(activityKinds, k) }

// Terms returns the closed list.
func (ActivityKind) Terms() []string { return terms.Of(activityKinds) }

// Gives is something an activity gives a person. Only they say so (REC-17).
type Gives string

// What an activity gives.
const (
	GivesWellbeing Gives = "wellbeing"
	GivesIdentity  Gives = "identity-and-confidence"
	GivesPeople    Gives = "people"
	GivesSkills    Gives = "skills"
	GivesRoutine   Gives = "routine"
)

var allGives = []Gives{GivesWellbeing, GivesIdentity, GivesPeople, GivesSkills, GivesRoutine}

// Known reports whether the word is on the list.
func (g Gives) Known() bool { return slices.Contains(allGives, g) }

// Terms returns the closed list.
func (Gives) Terms() []string { return terms.Of(allGives) }

// LedBy says who leads an activity. A peer support worker is not on the list:
// they support what others lead (PEER-59).
type LedBy string

// Who leads an activity.
const (
	LedByPerson  LedBy = "person"  // the person themself
	LedByGroup   LedBy = "group"   // those who take part, together
	LedByService LedBy = "service" // a service or an organisation
)

var ledBys = []LedBy{LedByPerson, LedByGroup, LedByService}

// Known reports whether the word is on the list.
func (l LedBy) Known() bool { return slices.Contains(ledBys, l) }

// Terms returns the closed list.
func (LedBy) Terms() []string { return terms.Of(ledBys) }
