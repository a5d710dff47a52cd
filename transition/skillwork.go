package transition

import (
	"slices"
	"time"

	"github.com/towpath-care/towpath/internal/terms"
	"github.com/towpath-care/towpath/internal/whose"
	"github.com/towpath-care/towpath/peer"
)

// KindSkillWork is how work on a skill before a move is stored.
const KindSkillWork peer.Kind = "skill-work"

// Places work on a skill can be in. It is optional, and the person's.
const (
	// SkillOffered: the worker offered it. The person takes it up or leaves it.
	SkillOffered peer.Status = "offered"
	// SkillTakenUp: the person is at it. They say when it is enough, or leave it.
	SkillTakenUp peer.Status = "taken-up"
	// SkillEnough: the person says it is enough. They may take it up again.
	SkillEnough peer.Status = "enough"
	// SkillLeft: the person left it. It is not offered again; they may take it up.
	SkillLeft peer.Status = "left"
)

// Skill is what somebody may like to practise before a move (TRAN-12).
type Skill string

// Skills.
const (
	SkillIndependence  Skill = "independence"
	SkillAssertiveness Skill = "assertiveness"
	SkillSelfAdvocacy  Skill = "self-advocacy"
	SkillOther         Skill = "other"
)

var skills = []Skill{SkillIndependence, SkillAssertiveness, SkillSelfAdvocacy, SkillOther}

// Known reports whether the skill is on the list.
func (s Skill) Known() bool { return slices.Contains(skills, s) }

// Terms returns the closed list.
func (Skill) Terms() []string { return terms.Of(skills) }

// SkillWork is practising something before a move, for those who like to (TRAN-12).
// It may serve goals, named by their ids. The zero value is none.
type SkillWork struct {
	head
	s skillWork
}

type skillWork struct {
	Person     peer.PersonID `json:"person" ask:"required"`
	Worker     peer.StaffID  `json:"worker,omitzero"`
	Transition string        `json:"transition" ask:"required"`
	Skill      Skill         `json:"skill" ask:"required"`
	Own        bool          `json:"own,omitzero"`
	Goals      []string      `json:"goals,omitempty" ask:"items=20"`
	Words      peer.Words    `json:"words,omitzero" ask:"max=1000"`
	Begun      time.Time     `json:"begun" ask:"required"`
}

// Person is whose work it is.
func (s SkillWork) Person() peer.PersonID { return s.s.Person }

// Worker is the peer support worker beside them; empty when nobody is named.
func (s SkillWork) Worker() peer.StaffID { return s.s.Worker }

// Transition is the id of the move.
func (s SkillWork) Transition() string { return s.s.Transition }

// Skill is what it is about.
func (s SkillWork) Skill() Skill { return s.s.Skill }

// Own reports whether it was the person's own idea; else the worker offered it.
func (s SkillWork) Own() bool { return s.s.Own }

// Goals are the ids of the goals it serves.
func (s SkillWork) Goals() []string { return slices.Clone(s.s.Goals) }

// Words are what the person wants of it; empty when they have not said.
func (s SkillWork) Words() peer.Words { return s.s.Words }

// Begun is when it was offered or taken up first, in UTC.
func (s SkillWork) Begun() time.Time { return s.s.Begun }

// SkillWorkStep is a step of work on a skill. A step of another record does not
// compile here.
type SkillWorkStep interface{ skillWorkStep() }

// BeginSkill takes up a skill, or offers it: offered by the worker it waits for the
// person.
type BeginSkill struct {
	ID         string        `json:"id"`
	Person     peer.PersonID `json:"person" ask:"required"`
	Worker     peer.StaffID  `json:"worker,omitzero"`
	Transition string        `json:"transition" ask:"required"`
	Skill      Skill         `json:"skill" ask:"required"`
}

// TakeUp is the person's yes: what they want of it, and the goals it serves. Both may
// be left out.
type TakeUp struct {
	Words peer.Words `json:"words,omitzero" ask:"max=1000"`
	Goals []string   `json:"goals,omitempty" ask:"items=20"`
}

// Enough is the person's word that it is enough.
type Enough struct{}

// Leave leaves it. No reason is asked, and it is not offered again.
type Leave struct{}

func (BeginSkill) skillWorkStep() {}
func (TakeUp) skillWorkStep()     {}
func (Enough) skillWorkStep()     {}
func (Leave) skillWorkStep()      {}

// skillWorks is the table of TRAN-12.
var skillWorks = peer.Machine[SkillWork, Facts]{
	Kind:   KindSkillWork,
	Schema: 1, // 1: the first form
	Says:   "Practising something before a move, for those who like to.",
	Moves:  "TRAN-12",
	States: []peer.State{
		{Status: SkillOffered, Says: "The worker offered it. The person takes it up or leaves it."},
		{Status: SkillTakenUp, Says: "The person is at it. They say when it is enough, or leave it."},
		{Status: SkillEnough, Says: "The person says it is enough. They may take it up again."},
		{Status: SkillLeft, Says: "The person left it. They may take it up after all."},
	},
	Head:   func(s *SkillWork) *peer.Head { return &s.head },
	Data:   func(s *SkillWork) any { return &s.s },
	Person: SkillWork.Person,
	Party:  whose.Party[SkillWork],
	Policy: Facts.digest,
	Legal: func(s SkillWork) []peer.Reason {
		return []peer.Reason{peer.Holds(whose.SilentOr(whose.Personal, s, s.s.Words), "/words", "What the person wants of it is in their own words."),
			peer.Holds(s.Status() != SkillOffered || !s.s.Own && s.s.Words.IsZero() && len(s.s.Goals) == 0, "/status", "What is only offered has nothing of the person's yet.")}
	},
	Parts: []peer.Part[SkillWork]{{Name: "skill", If: forTheTwo[SkillWork], Rule: peer.Rule{Row: "TRAN-12", Code: peer.ErrConsentRequired}, Says: "What somebody practises is for the two; a goal is seen by whom the person says.",
		Value: func(s SkillWork) any { return s.s }}},
	Rows: []row[SkillWork]{
		peer.Begins(row[SkillWork]{
			Do: "begin", Says: "Take it up, or offer it.", To: []peer.Status{SkillOffered, SkillTakenUp}, By: whose.Two, Else: whose.ForTwo("TRAN-12"), Form: "TRAN-12",
		}, func(c BeginSkill) string { return c.ID }, func(c BeginSkill) SkillWork {
			return SkillWork{s: skillWork{Person: c.Person, Worker: c.Worker, Transition: c.Transition, Skill: c.Skill}}
		}, step[SkillWork, BeginSkill]{
			Apply: func(s SkillWork, _ BeginSkill, k *taken) SkillWork {
				s.s.Begun, s.s.Own = k.Now(), k.As == peer.PartyPerson
				return s
			},
			To: func(s SkillWork, _ BeginSkill) peer.Status {
				if s.s.Own {
					return SkillTakenUp
				}
				return SkillOffered
			},
		}),
		peer.Takes(row[SkillWork]{
			Do: "take-up", Says: "Take it up.", From: []peer.Status{SkillOffered, SkillTakenUp, SkillEnough, SkillLeft}, To: []peer.Status{SkillTakenUp}, By: whose.Person, Else: whose.ForPerson("TRAN-12"), Form: "TRAN-12",
		}, step[SkillWork, TakeUp]{
			Needs: []need[SkillWork, TakeUp]{whose.OwnWords[Facts, SkillWork]("TRAN-12", "/words", func(c TakeUp) []peer.Words { return []peer.Words{c.Words} })},
			Apply: func(s SkillWork, c TakeUp, k *taken) SkillWork {
				s.s.Words, s.s.Goals = k.Own(c.Words), slices.Clone(c.Goals)
				return s
			},
		}),
		peer.Takes(row[SkillWork]{
			Do: "enough", Says: "Say that it is enough.", From: []peer.Status{SkillTakenUp}, To: []peer.Status{SkillEnough}, By: whose.Person, Else: whose.ForPerson("TRAN-12"), Form: "TRAN-12",
		}, step[SkillWork, Enough]{Apply: func(s SkillWork, _ Enough, _ *taken) SkillWork { return s }}),
		peer.Takes(row[SkillWork]{
			Do: "leave", Says: "Leave it. No reason is asked.", From: []peer.Status{SkillOffered, SkillTakenUp}, To: []peer.Status{SkillLeft}, By: whose.Person, Else: whose.ForPerson("TRAN-12"), Form: "TRAN-12",
		}, step[SkillWork, Leave]{Apply: func(s SkillWork, _ Leave, _ *taken) SkillWork { return s }}),
	},
}
