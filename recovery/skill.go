package recovery

import (
	"time"

	"github.com/towpath-care/towpath/peer"
)

// KindSkill is how a self-management skill is stored.
const KindSkill peer.Kind = "self-management-skill"

// Places a skill can be in. Only the person moves it.
const (
	// SkillListed: it is on the person's list and they have not said that they
	// tried it. They try it or set it aside.
	SkillListed peer.Status = "listed"
	// SkillTried: they have tried it. They say again how it is, or set it aside.
	SkillTried peer.Status = "tried"
	// SkillSetAside: it is off the list for now. They can take it up again where
	// they left it.
	SkillSetAside peer.Status = "set-aside"
)

// Skill is an approach to looking after oneself on a person's own list: from a
// catalogue or in their own words (REC-14). How it goes is their say and nobody
// else's. The zero value is none.
type Skill struct {
	head
	s skill
}

type skill struct {
	Person   peer.PersonID `json:"person" ask:"required"`
	Worker   peer.StaffID  `json:"worker,omitzero"`
	Words    peer.Words    `json:"words,omitzero" ask:"max=2000"`
	Code     string        `json:"code,omitzero"`
	Audience Audience      `json:"audience" ask:"required"`
	Listed   time.Time     `json:"listed" ask:"required"`

	Useful   peer.Tri    `json:"useful"`
	When     peer.Words  `json:"when,omitzero" ask:"max=1000"`
	Progress peer.Words  `json:"progress,omitzero" ask:"max=2000"`
	Rating   SkillRating `json:"rating,omitzero"`
	SaidAt   time.Time   `json:"saidAt,omitzero"`
}

// SkillRating is how it goes in a number of the person's own: the number and its
// scale, and nothing worked out from it (REC-14). The zero value is none.
type SkillRating struct {
	Number Rating      `json:"number,omitzero"`
	Scale  RatingScale `json:"scale,omitzero"`
}

// IsZero reports whether no rating was given.
func (r SkillRating) IsZero() bool { return r == SkillRating{} }

// whole reports whether a rating has both its number and its scale, or neither.
func (r SkillRating) whole() bool { return (r.Number == "") == (r.Scale == "") }

// Person is the person whose skill it is.
func (k Skill) Person() peer.PersonID { return k.s.Person }

// Worker is the peer support worker alongside; empty when nobody is named.
func (k Skill) Worker() peer.StaffID { return k.s.Worker }

// Words are the approach as the person said it; empty when they chose it from a
// catalogue without a word.
func (k Skill) Words() peer.Words { return k.s.Words }

// Code is its code in the catalogue; empty when it is their own.
func (k Skill) Code() string { return k.s.Code }

// Audience is who may see it, as the person set it; MeAndMyWorker at first.
func (k Skill) Audience() Audience { return k.s.Audience }

// Listed is when it came onto the list, in UTC.
func (k Skill) Listed() time.Time { return k.s.Listed }

// Tried reports whether the person has said that they tried it.
func (k Skill) Tried() bool { return !k.s.SaidAt.IsZero() }

// Useful is whether it is of use to them, as they last said; unknown when they
// have not.
func (k Skill) Useful() peer.Tri { return k.s.Useful }

// When is when they use it, as they last said; empty when they have not.
func (k Skill) When() peer.Words { return k.s.When }

// Progress is how it is coming along, as they last said; empty when they have
// not.
func (k Skill) Progress() peer.Words { return k.s.Progress }

// Rating is the number they last gave; the zero value when they gave none.
func (k Skill) Rating() SkillRating { return k.s.Rating }

// SaidAt is when they last said how it goes, in UTC; zero when they have not.
func (k Skill) SaidAt() time.Time { return k.s.SaidAt }
