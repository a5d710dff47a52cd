package peer

import (
	"slices"

	"github.com/towpath-care/towpath/internal/terms"
)

// PauseReason says why a pause on the service's side is needed. It is for the worker and
// their line; the person reads that there is a pause, until when, and who is there
// meanwhile (PEER-30, hazard H26). A pause of the person's has none.
type PauseReason string

// Why a pause on the service's side is needed.
const (
	PauseLeave    PauseReason = "leave"
	PauseUnwell   PauseReason = "unwell"
	PauseFamily   PauseReason = "family"
	PauseTraining PauseReason = "training"
	PauseService  PauseReason = "service" // the service cannot offer it for a while
	PauseOther    PauseReason = "other"
)

var pauseReasons = []PauseReason{PauseLeave, PauseUnwell, PauseFamily, PauseTraining, PauseService, PauseOther}

// Known reports whether the reason is on the list.
func (p PauseReason) Known() bool { return slices.Contains(pauseReasons, p) }

// Terms returns the closed list.
func (PauseReason) Terms() []string { return terms.Of(pauseReasons) }

// StepBackGround says why a worker would not be the right one for this person. Nobody is
// turned away for what the Equality Act 2010, section 4, protects: those words are on the
// list to be told apart from one that is missing, and none of them is ever taken
// (PEER-36).
type StepBackGround string

// Grounds on which a worker may step back.
const (
	OwnWellbeing   StepBackGround = "own-wellbeing"
	KnowEachOther  StepBackGround = "we-know-each-other" // outside this work
	OtherInterest  StepBackGround = "another-interest"   // somebody or something else they answer for
	TooMuchAtOnce  StepBackGround = "too-much-at-once"
	OutsideMyScope StepBackGround = "outside-my-scope"
	TimesOrPlaces  StepBackGround = "times-or-places"
)

// What the Equality Act protects.
const (
	GroundAge         StepBackGround = "age"
	GroundDisability  StepBackGround = "disability"
	GroundReassign    StepBackGround = "gender-reassignment"
	GroundMarriage    StepBackGround = "marriage-and-civil-partnership"
	GroundPregnancy   StepBackGround = "pregnancy-and-maternity"
	GroundRace        StepBackGround = "race"
	GroundReligion    StepBackGround = "religion-or-belief"
	GroundSex         StepBackGround = "sex"
	GroundOrientation StepBackGround = "sexual-orientation"
)

var (
	lawfulGrounds    = []StepBackGround{OwnWellbeing, KnowEachOther, OtherInterest, TooMuchAtOnce, OutsideMyScope, TimesOrPlaces}
	protectedGrounds = []StepBackGround{GroundAge, GroundDisability, GroundReassign, GroundMarriage, GroundPregnancy, GroundRace, GroundReligion, GroundSex, GroundOrientation}
)

// Known reports whether the ground is on the list.
func (g StepBackGround) Known() bool { return g.lawful() || g.Protected() }

// Protected reports whether it is what the Equality Act protects, and so no ground.
func (g StepBackGround) Protected() bool { return slices.Contains(protectedGrounds, g) }

func (g StepBackGround) lawful() bool { return slices.Contains(lawfulGrounds, g) }

// Terms returns the closed list; a form offers only those that can be taken.
func (StepBackGround) Terms() []string {
	return terms.Of(slices.Concat(lawfulGrounds, protectedGrounds))
}

// EndKind says how a relationship came to its end (PEER-55).
type EndKind string

// How a relationship ended.
const (
	// EndedPrepared: the two had planned it. Either of them says that it is done.
	EndedPrepared EndKind = "prepared"
	// EndedByPerson: the person left. Nobody says so for them.
	EndedByPerson EndKind = "person-withdrew"
	// EndedServiceChange: the service changed. The worker's line manager says so.
	EndedServiceChange EndKind = "service-change"
	// EndedWorkerLeft: the worker works here no more. Their line manager says so.
	EndedWorkerLeft EndKind = "worker-left"
	// EndedMoved: the person lives elsewhere or is with another service now. The
	// worker's line manager says so.
	EndedMoved EndKind = "moved"
	// EndedDied: the person died. The worker's line manager writes it down.
	EndedDied EndKind = "died"
	// EndedForSafety: it could not go on safely. Somebody in a senior role of the
	// policy says so, never the worker.
	EndedForSafety EndKind = "safety-ground"
)

var endKinds = []EndKind{EndedPrepared, EndedByPerson, EndedServiceChange, EndedWorkerLeft, EndedMoved, EndedDied, EndedForSafety}

// Known reports whether the kind is on the list.
func (k EndKind) Known() bool { return slices.Contains(endKinds, k) }

// Terms returns the closed list.
func (EndKind) Terms() []string { return terms.Of(endKinds) }

// ServiceEnd is one of the ways in which the service ends a relationship.
type ServiceEnd string

// Ways in which the service ends a relationship; EndKind says what each means.
const (
	ForServiceChange = ServiceEnd(EndedServiceChange)
	ForWorkerLeft    = ServiceEnd(EndedWorkerLeft)
	ForMoved         = ServiceEnd(EndedMoved)
)

var serviceEnds = []ServiceEnd{ForServiceChange, ForWorkerLeft, ForMoved}

// Known reports whether the way is on the list.
func (e ServiceEnd) Known() bool { return slices.Contains(serviceEnds, e) }

// Terms returns the closed list.
func (ServiceEnd) Terms() []string { return terms.Of(serviceEnds) }

// EndingTopic is something the two talk about before an ending (PEER-54).
type EndingTopic string

// What the two talk about before an ending.
const (
	TalkedOfFeelings EndingTopic = "feelings"
	TalkedOfGains    EndingTopic = "gains"
	TalkedOfAfter    EndingTopic = "after-contact"
)

var endingTopics = []EndingTopic{TalkedOfFeelings, TalkedOfGains, TalkedOfAfter}

// Known reports whether the topic is on the list.
func (t EndingTopic) Known() bool { return slices.Contains(endingTopics, t) }

// Terms returns the closed list.
func (EndingTopic) Terms() []string { return terms.Of(endingTopics) }

// NotesWish is what the person wants to become of the notes that the two made together
// (PEER-54). To hand them on is a wish: whoever does it asks for a basis to share them.
type NotesWish string

// What becomes of the notes.
const (
	NotesStay   NotesWish = "keep"
	NotesHandOn NotesWish = "hand-on"
)

var notesWishes = []NotesWish{NotesStay, NotesHandOn}

// Known reports whether the wish is on the list.
func (n NotesWish) Known() bool { return slices.Contains(notesWishes, n) }

// Terms returns the closed list.
func (NotesWish) Terms() []string { return terms.Of(notesWishes) }

// PlanWish is what the person wants to become of their plan where it is in the care
// record (PEER-37).
type PlanWish string

// What becomes of the plan in the record.
const (
	PlanStays     PlanWish = "keep"
	PlanTakenBack PlanWish = "take-back"
)

var planWishes = []PlanWish{PlanStays, PlanTakenBack}

// Known reports whether the wish is on the list.
func (p PlanWish) Known() bool { return slices.Contains(planWishes, p) }

// Terms returns the closed list.
func (PlanWish) Terms() []string { return terms.Of(planWishes) }
