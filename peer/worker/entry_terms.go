package worker

import (
	"slices"

	"github.com/towpath-care/towpath/internal/terms"
)

// Experience is a category of lived experience. The category is all that is kept of
// it: no diagnosis, no history and no medication has a place here (PEER-01). A category
// counts as itself and never as another.
type Experience string

// Categories of lived experience.
const (
	OfMentalHealth   Experience = "mental-health"    // a mental-health challenge of any kind
	OfPsychosis      Experience = "psychosis"        // psychosis
	OfBipolar        Experience = "bipolar"          // bipolar
	OfCaring         Experience = "carer"            // caring for somebody
	OfHealthOrSocial Experience = "health-or-social" // another health or social difficulty
)

var experiences = []Experience{OfMentalHealth, OfPsychosis, OfBipolar, OfCaring, OfHealthOrSocial}

// Known reports whether the category is on the list.
func (e Experience) Known() bool { return slices.Contains(experiences, e) }

// Terms returns the closed list.
func (Experience) Terms() []string { return terms.Of(experiences) }

// Asked says how far a service asks whether somebody has used secondary services
// themself (PEER-01).
type Asked string

// How far something is asked.
const (
	NotAsked  Asked = "not-asked" // nobody is asked
	Preferred Asked = "preferred" // it is good to have; without it there is a warning
	Required  Asked = "required"  // nobody works there without
)

var askeds = []Asked{NotAsked, Preferred, Required}

// Known reports whether the word is on the list.
func (a Asked) Known() bool { return slices.Contains(askeds, a) }

// Terms returns the closed list.
func (Asked) Terms() []string { return terms.Of(askeds) }

// Qualification is something somebody has learnt or is aware of that an organisation
// may ask for (PEER-08).
type Qualification string

// Qualifications.
const (
	BasicEducation        Qualification = "basic-education"
	Level3                Qualification = "level-3-health-and-social-care" // or an equivalent
	OtherMentalHealth     Qualification = "other-mental-health-training"
	AwareOfSafeguarding   Qualification = "safeguarding-awareness"
	AwareOfSubstances     Qualification = "substance-awareness"
	AwareOfPhysicalHealth Qualification = "physical-health-awareness"
)

var qualificationList = []Qualification{BasicEducation, Level3, OtherMentalHealth, AwareOfSafeguarding, AwareOfSubstances, AwareOfPhysicalHealth}

// Known reports whether the qualification is on the list.
func (q Qualification) Known() bool { return slices.Contains(qualificationList, q) }

// Terms returns the closed list.
func (Qualification) Terms() []string { return terms.Of(qualificationList) }

// Weight is how much a qualification counts in an organisation. Only what is essential
// is asked by Evaluate (PEER-08).
type Weight string

// Weights.
const (
	Essential Weight = "essential" // nobody works without
	Desirable Weight = "desirable" // good to have; it changes nothing here
	NotUsed   Weight = "not-used"  // the organisation does not look at it
)

var weights = []Weight{Essential, Desirable, NotUsed}

// Known reports whether the weight is on the list.
func (w Weight) Known() bool { return slices.Contains(weights, w) }

// Terms returns the closed list.
func (Weight) Terms() []string { return terms.Of(weights) }
