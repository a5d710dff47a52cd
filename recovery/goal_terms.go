package recovery

import (
	"slices"

	"github.com/towpath-care/towpath/internal/terms"
)

// LifeDomain is a part of life, beyond services, that a goal belongs to
// (REC-06).
type LifeDomain string

// Life domains.
const (
	DomainHome        LifeDomain = "home"
	DomainWork        LifeDomain = "work"
	DomainStudy       LifeDomain = "study"
	DomainFamily      LifeDomain = "family"
	DomainFriendship  LifeDomain = "friendship"
	DomainCommunity   LifeDomain = "community"
	DomainFaith       LifeDomain = "faith"
	DomainCreativity  LifeDomain = "creativity"
	DomainCitizenship LifeDomain = "citizenship"
	DomainHealth      LifeDomain = "health"
	DomainMoney       LifeDomain = "money"
	DomainLeisure     LifeDomain = "leisure"
	DomainOther       LifeDomain = "other"
)

var lifeDomains = []LifeDomain{DomainHome, DomainWork, DomainStudy, DomainFamily, DomainFriendship, DomainCommunity, DomainFaith,
	DomainCreativity, DomainCitizenship, DomainHealth, DomainMoney, DomainLeisure, DomainOther}

// Known reports whether the domain is on the list.
func (d LifeDomain) Known() bool { return slices.Contains(lifeDomains, d) }

// Terms returns the closed list.
func (LifeDomain) Terms() []string { return terms.Of(lifeDomains) }

// Going is how a goal is going, in the person's own say and nobody else's
// (REC-12; the codes of R4 Goal.achievementStatus, less not-achieved and
// not-attainable, which nobody says of a goal here).
type Going string

// How a goal is going.
const (
	GoingInProgress Going = "in-progress"
	GoingImproving  Going = "improving"
	GoingAchieved   Going = "achieved"
	GoingSustaining Going = "sustaining"
	GoingNoChange   Going = "no-change"
	GoingWorsening  Going = "worsening"
	GoingNoProgress Going = "no-progress"
)

var goings = []Going{GoingInProgress, GoingImproving, GoingAchieved, GoingSustaining, GoingNoChange, GoingWorsening, GoingNoProgress}

// Known reports whether the word is on the list.
func (g Going) Known() bool { return slices.Contains(goings, g) }

// Terms returns the closed list.
func (Going) Terms() []string { return terms.Of(goings) }

// Because says why a person puts a goal on hold, changes it or lets it go. It
// may always be left out.
type Because string

// Why a goal is put on hold, changed or let go.
const (
	BecauseRest          Because = "rest-for-now"
	BecauseSomethingElse Because = "something-else-matters-more"
	BecauseLifeChanged   Because = "life-has-changed"
	BecauseEnough        Because = "far-enough"
	BecauseNotMine       Because = "not-really-mine"
	// BecauseNoProgress is known so that it can be answered, is never offered
	// and never taken: ErrNoProgressIsNotAReason (REC-13).
	BecauseNoProgress Because = "no-progress"
)

var becauses = []Because{BecauseRest, BecauseSomethingElse, BecauseLifeChanged, BecauseEnough, BecauseNotMine, BecauseNoProgress}

// Known reports whether the word is on the list.
func (b Because) Known() bool { return slices.Contains(becauses, b) }

// Terms returns the closed list.
func (Because) Terms() []string { return terms.Of(becauses) }
