package recovery

import (
	"slices"

	"github.com/towpath-care/towpath/internal/terms"
)

// AskedOf is the kind of somebody a person asks for something; never a name
// (REC-43).
type AskedOf string

// Kinds of somebody a person asks.
const (
	AskedOfCareTeam     AskedOf = "care-team"
	AskedOfDoctor       AskedOf = "doctor"
	AskedOfPeerWorker   AskedOf = "peer-worker"
	AskedOfHousing      AskedOf = "housing"
	AskedOfBenefits     AskedOf = "benefits"
	AskedOfEmployer     AskedOf = "employer"
	AskedOfSchool       AskedOf = "school"
	AskedOfFamily       AskedOf = "family"
	AskedOfOrganisation AskedOf = "organisation"
	AskedOfOther        AskedOf = "other"
)

var askedOfs = []AskedOf{AskedOfCareTeam, AskedOfDoctor, AskedOfPeerWorker, AskedOfHousing, AskedOfBenefits, AskedOfEmployer, AskedOfSchool, AskedOfFamily, AskedOfOrganisation, AskedOfOther}

// Known reports whether the kind is on the list.
func (a AskedOf) Known() bool { return slices.Contains(askedOfs, a) }

// Terms returns the closed list.
func (AskedOf) Terms() []string { return terms.Of(askedOfs) }

// SupportWanted is the support a person wants when they speak up for themself
// (REC-43).
type SupportWanted string

// Support a person wants when they speak up.
const (
	// WantsNone: they go and speak on their own.
	WantsNone SupportWanted = "none"
	// WantsAlongside: the worker is with them.
	WantsAlongside SupportWanted = "alongside"
	// WantsAdvocate: somebody independent speaks with them (SIGN-17).
	WantsAdvocate SupportWanted = "advocate"
)

var supportsWanted = []SupportWanted{WantsNone, WantsAlongside, WantsAdvocate}

// Known reports whether the support is on the list.
func (s SupportWanted) Known() bool { return slices.Contains(supportsWanted, s) }

// Terms returns the closed list.
func (SupportWanted) Terms() []string { return terms.Of(supportsWanted) }

// AdvocacySkill is something a person practises in order to speak up for themself
// (REC-43). How well is never scored.
type AdvocacySkill string

// What a person practises.
const (
	SkillSayWhatIWant  AdvocacySkill = "say-what-i-want"
	SkillSayNo         AdvocacySkill = "say-no"
	SkillAskWhy        AdvocacySkill = "ask-why"
	SkillAskForTime    AdvocacySkill = "ask-for-time"
	SkillBringNotes    AdvocacySkill = "bring-notes"
	SkillKnowMyRights  AdvocacySkill = "know-my-rights"
	SkillBringSomebody AdvocacySkill = "bring-somebody"
	SkillSomethingElse AdvocacySkill = "other"
)

var advocacySkills = []AdvocacySkill{SkillSayWhatIWant, SkillSayNo, SkillAskWhy, SkillAskForTime, SkillBringNotes, SkillKnowMyRights, SkillBringSomebody, SkillSomethingElse}

// Known reports whether the skill is on the list.
func (s AdvocacySkill) Known() bool { return slices.Contains(advocacySkills, s) }

// Terms returns the closed list.
func (AdvocacySkill) Terms() []string { return terms.Of(advocacySkills) }
