package peer

import (
	"slices"
	"time"

	"github.com/towpath-care/towpath/internal/terms"
)

// KindMatchWishes is how a person's wishes for a worker are stored.
const KindMatchWishes Kind = "wish-list"

// Places wishes can be in.
const (
	// WishesSaid: the person said what they would like of a worker, or that anybody is
	// fine. They say it anew, choose a worker, or say that it is none of these.
	WishesSaid Status = "said"
	// WorkerChosen: the person chose a worker. They may choose another, say that it is
	// none of these after all, or say their wishes anew.
	WorkerChosen Status = "chosen"
	// NoneOfThem: the person chose none of those who were suggested. They may choose
	// one after all, or say their wishes anew.
	NoneOfThem Status = "none-of-them"
)

// MatchWishes are what a person would like of the worker who walks alongside, and whom
// they chose (PEER-36). Nobody asks why, and nobody chooses for them. The zero value is
// nobody has asked.
type MatchWishes struct {
	head
	s matchWishes
}

type matchWishes struct {
	Person PersonID  `json:"person" ask:"required"`
	Wishes []Wish    `json:"wishes,omitempty" ask:"items=20"`
	Words  Words     `json:"words,omitzero" ask:"max=2000"`
	Said   time.Time `json:"said" ask:"required"`
	Chosen StaffID   `json:"chosen,omitzero"`
}

// Wish is one thing a person would like of a worker.
type Wish struct {
	Trait Trait `json:"trait"`
	// Weight: without a worker who has it they would rather have none, or it would be
	// nice.
	Weight WishWeight `json:"weight" ask:"required"`
}

// Trait is something about a worker that a person may wish for and that a worker may
// offer to be known: what sort of thing, and which. It is a category and never a history,
// and it does not print.
type Trait struct {
	Kind TraitKind `json:"kind" ask:"required"`
	// Is is a LivedExperience, a BCP 47 language tag, a Gender, or, for culture and
	// faith, the organisation's own word for it.
	Is Private `json:"is" ask:"required,max=100"`
}

// TraitKind is a sort of thing a person may wish for in a worker. The list is closed.
type TraitKind string

// Sorts of things.
const (
	OfExperience TraitKind = "shared-experience"
	OfLanguage   TraitKind = "language"
	OfGender     TraitKind = "gender"
	OfCulture    TraitKind = "culture"
	OfFaith      TraitKind = "faith"
)

var traitKinds = []TraitKind{OfExperience, OfLanguage, OfGender, OfCulture, OfFaith}

// Known reports whether the sort is on the list.
func (k TraitKind) Known() bool { return slices.Contains(traitKinds, k) }

// Terms returns the closed list.
func (TraitKind) Terms() []string { return terms.Of(traitKinds) }

// LivedExperience is a category of lived experience. Package worker uses the same words;
// the category is all there is (PEER-01).
type LivedExperience string

// Categories of lived experience.
const (
	LivedMentalHealth   LivedExperience = "mental-health"
	LivedPsychosis      LivedExperience = "psychosis"
	LivedBipolar        LivedExperience = "bipolar"
	LivedCaring         LivedExperience = "carer"
	LivedHealthOrSocial LivedExperience = "health-or-social"
)

var livedExperiences = []LivedExperience{LivedMentalHealth, LivedPsychosis, LivedBipolar, LivedCaring, LivedHealthOrSocial}

// Known reports whether the category is on the list.
func (e LivedExperience) Known() bool { return slices.Contains(livedExperiences, e) }

// Terms returns the closed list.
func (LivedExperience) Terms() []string { return terms.Of(livedExperiences) }

// Gender is how somebody names their gender.
type Gender string

// Genders that can be wished for and offered.
const (
	Woman     Gender = "woman"
	Man       Gender = "man"
	NonBinary Gender = "non-binary"
)

var genders = []Gender{Woman, Man, NonBinary}

// Known reports whether the gender is on the list.
func (g Gender) Known() bool { return slices.Contains(genders, g) }

// Terms returns the closed list.
func (Gender) Terms() []string { return terms.Of(genders) }

// WishWeight says how much a wish counts.
type WishWeight string

// How much a wish counts.
const (
	MustHave  WishWeight = "must-have"
	WouldLike WishWeight = "would-like"
)

var wishWeights = []WishWeight{MustHave, WouldLike}

// Known reports whether the weight is on the list.
func (w WishWeight) Known() bool { return slices.Contains(wishWeights, w) }

// Terms returns the closed list.
func (WishWeight) Terms() []string { return terms.Of(wishWeights) }

// fits reports whether the trait is one of its sort.
func (t Trait) fits() bool {
	is := t.Is.Reveal()
	switch t.Kind {
	case OfExperience:
		return LivedExperience(is).Known()
	case OfLanguage:
		return plausibleTag(is)
	case OfGender:
		return Gender(is).Known()
	}
	return t.Kind.Known() && is != ""
}

// Person is whose wishes they are.
func (w MatchWishes) Person() PersonID { return w.s.Person }

// Wishes are what they would like; none: anybody is fine.
func (w MatchWishes) Wishes() []Wish { return slices.Clone(w.s.Wishes) }

// Words are how the person put it.
func (w MatchWishes) Words() Words { return w.s.Words }

// Said is when the wishes were said, in UTC.
func (w MatchWishes) Said() time.Time { return w.s.Said }

// Chosen is the worker the person chose; empty: nobody, or not yet.
func (w MatchWishes) Chosen() StaffID { return w.s.Chosen }

// MatchWishesStep is a step of wishes. A step of another record does not compile here.
type MatchWishesStep interface{ matchWishesStep() }

// SayWishes says what the person would like of a worker. No wishes: anybody is fine. The
// staff may write it down in the person's words.
type SayWishes struct {
	ID     string   `json:"id"`
	Person PersonID `json:"person" ask:"required"`
	Wishes []Wish   `json:"wishes,omitempty" ask:"items=20"`
	Words  Words    `json:"words,omitzero" ask:"max=2000"`
}

// ChangeWishes says all of it anew; whom they chose before no longer holds.
type ChangeWishes struct {
	Wishes []Wish `json:"wishes,omitempty" ask:"items=20"`
	Words  Words  `json:"words,omitzero" ask:"max=2000"`
}

// ChooseWorker is the person's choice. It books nobody: whether the worker has room and
// may work is asked when they are offered.
type ChooseWorker struct {
	Worker StaffID `json:"worker" ask:"required"`
}

// ChooseNone is the person's no to all who were suggested. No reason is asked.
type ChooseNone struct{}

func (SayWishes) matchWishesStep()    {}
func (ChangeWishes) matchWishesStep() {}
func (ChooseWorker) matchWishesStep() {}
func (ChooseNone) matchWishesStep()   {}
