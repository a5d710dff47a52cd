package sharing

import (
	"slices"

	"github.com/towpath-care/towpath/internal/terms"
)

// Theme is what lived experience is about, in the broadest word for it. The list is
// closed, names no illness and no treatment, and is the same for what a person would
// rather not hear, what a worker never shares and what was shared.
type Theme string

// Themes.
const (
	SelfHarm             Theme = "self-harm"
	SuicidalThoughts     Theme = "suicidal-thoughts"
	HospitalAdmission    Theme = "hospital-admission"
	Medication           Theme = "medication"
	UsingServices        Theme = "using-services"
	Childhood            Theme = "childhood"
	Loss                 Theme = "loss"
	Violence             Theme = "violence"
	SubstanceUse         Theme = "substance-use"
	Eating               Theme = "eating"
	Sleep                Theme = "sleep"
	Money                Theme = "money"
	Housing              Theme = "housing"
	Work                 Theme = "work"
	Family               Theme = "family"
	Parenting            Theme = "parenting"
	Relationships        Theme = "relationships"
	Identity             Theme = "identity"
	Discrimination       Theme = "discrimination"
	Faith                Theme = "faith"
	EverydayCoping       Theme = "everyday-coping"
	ReturningToInterests Theme = "returning-to-interests"
)

var themes = []Theme{SelfHarm, SuicidalThoughts, HospitalAdmission, Medication, UsingServices, Childhood, Loss, Violence, SubstanceUse, Eating, Sleep,
	Money, Housing, Work, Family, Parenting, Relationships, Identity, Discrimination, Faith, EverydayCoping, ReturningToInterests}

// Known reports whether the theme is on the list.
func (t Theme) Known() bool { return slices.Contains(themes, t) }

// Terms returns the closed list.
func (Theme) Terms() []string { return terms.Of(themes) }

// inOrder is a list of themes as it is stored: in the order of the closed list, each
// once, without those of another list.
func inOrder(list, without []Theme) []Theme {
	var out []Theme
	for _, t := range themes {
		if slices.Contains(list, t) && !slices.Contains(without, t) {
			out = append(out, t)
		}
	}
	return out
}

// Purpose is what lived experience is shared for: always something for the person
// (PEER-40).
type Purpose string

// Purposes.
const (
	InspireHope         Purpose = "inspire-hope"
	Normalise           Purpose = "normalise"             // they are not the only one
	ModelSelfManagement Purpose = "model-self-management" // how one looks after oneself (REC-24)
	ShowAWay            Purpose = "show-a-way"            // a way through services
	BuildConnection     Purpose = "build-connection"
	// OwnNeed is known so that it can be answered, is never offered and never taken:
	// ErrPurposeNotForPerson.
	OwnNeed Purpose = "own-need"
)

var (
	purposes        = []Purpose{InspireHope, Normalise, ModelSelfManagement, ShowAWay, BuildConnection, OwnNeed}
	offeredPurposes = []Purpose{InspireHope, Normalise, ModelSelfManagement, ShowAWay, BuildConnection}
)

// Known reports whether the purpose is on the list.
func (p Purpose) Known() bool { return slices.Contains(purposes, p) }

// Terms returns the closed list.
func (Purpose) Terms() []string { return terms.Of(purposes) }

// Depth is how much a worker chose beforehand to tell.
type Depth string

// Depths.
const (
	Brief    Depth = "brief"
	Moderate Depth = "moderate"
)

var depths = []Depth{Brief, Moderate}

// Known reports whether the depth is on the list.
func (d Depth) Known() bool { return slices.Contains(depths, d) }

// Terms returns the closed list.
func (Depth) Terms() []string { return terms.Of(depths) }

// Reaction is how the person took it (PEER-22). It says something about what was
// shared, nothing about the person.
type Reaction string

// Reactions.
const (
	Useful   Reaction = "useful"
	NotForMe Reaction = "not-for-me"
	NotAsked Reaction = "not-asked" // nobody has asked them
)

var reactions = []Reaction{Useful, NotForMe, NotAsked}

// Known reports whether the reaction is on the list.
func (r Reaction) Known() bool { return slices.Contains(reactions, r) }

// Terms returns the closed list.
func (Reaction) Terms() []string { return terms.Of(reactions) }

// Relation is what kind of thing in the person's life a sharing relates to.
type Relation string

// Relations.
const (
	ToGoal  Relation = "goal"
	ToFear  Relation = "fear"
	ToStep  Relation = "step"  // a step of a plan of theirs
	ToSkill Relation = "skill" // a skill or a way of coping of theirs
)

var relations = []Relation{ToGoal, ToFear, ToStep, ToSkill}

// Known reports whether the relation is on the list.
func (r Relation) Known() bool { return slices.Contains(relations, r) }

// Terms returns the closed list.
func (Relation) Terms() []string { return terms.Of(relations) }
