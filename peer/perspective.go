package peer

import (
	"slices"
	"time"
)

// KindPerspectiveBrief is how a perspective brief is stored.
const KindPerspectiveBrief Kind = "perspective-brief"

// Places a brief can be in. The person may take it back from any of them.
const (
	// BriefDraft: the two write it. The person's yes, with where it may be used, moves
	// it to BriefApproved.
	BriefDraft Status = "draft"
	// BriefApproved: the person said yes. The worker uses it where the person said, and
	// tells them what was said back. Written anew it is a draft again.
	BriefApproved Status = "approved"
	// BriefTakenBack: the person took it back. It is used nowhere; what was said back
	// where it had been used is still told to them.
	BriefTakenBack Status = "taken-back"
)

// PerspectiveBrief is what a person wants a team to know, in their own words: said for
// them only after their yes and only where they said, and what was said back is brought
// to them (PEER-61). The zero value is none.
type PerspectiveBrief struct {
	head
	s perspectiveBrief
}

type perspectiveBrief struct {
	Person   PersonID   `json:"person" ask:"required"`
	Worker   StaffID    `json:"worker" ask:"required"`
	Words    Words      `json:"words" ask:"required,max=4000"`
	Rights   []Words    `json:"rights,omitempty" ask:"items=20,max=1000"`
	Concerns []Words    `json:"concerns,omitempty" ask:"items=20,max=1000"`
	Written  time.Time  `json:"written" ask:"required"`
	Approved time.Time  `json:"approved,omitzero"`
	Forums   []string   `json:"forums,omitempty" ask:"items=20"`
	Uses     []BriefUse `json:"uses,omitempty" ask:"items=1000"`
}

// BriefUse is one time that a brief was used.
type BriefUse struct {
	// Number counts from 1 and is never used again.
	Number int `json:"number" ask:"required,min=1,max=1000"`
	// Forum is the id of the meeting or the team where it was said.
	Forum string `json:"forum" ask:"required"`
	On    Date   `json:"on" ask:"required"`
	// TellBy is when the person is to be told what was said back, and Policy the policy
	// that said so; zero: none was in force.
	TellBy When   `json:"tellBy,omitzero"`
	Policy Digest `json:"policy,omitzero"`
	// Back is what was said back, as the person was told, and Told when.
	Back Words     `json:"back,omitzero" ask:"max=4000"`
	Told time.Time `json:"told,omitzero"`
}

// Person is whose perspective it is.
func (b PerspectiveBrief) Person() PersonID { return b.s.Person }

// Worker is the peer support worker who carries it.
func (b PerspectiveBrief) Worker() StaffID { return b.s.Worker }

// Words are what the person wants the team to know.
func (b PerspectiveBrief) Words() Words { return b.s.Words }

// Rights are what the person sees at stake for their rights.
func (b PerspectiveBrief) Rights() []Words { return slices.Clone(b.s.Rights) }

// Concerns are what troubles the person.
func (b PerspectiveBrief) Concerns() []Words { return slices.Clone(b.s.Concerns) }

// Approved is when the person said yes to these words, in UTC; zero: they have not.
func (b PerspectiveBrief) Approved() time.Time { return b.s.Approved }

// Forums are the ids of the meetings and teams where the person wants it said; none
// without their yes.
func (b PerspectiveBrief) Forums() []string { return slices.Clone(b.s.Forums) }

// Uses are where it was used, first to last, and what was said back.
func (b PerspectiveBrief) Uses() []BriefUse { return slices.Clone(b.s.Uses) }

// MayUse answers whether the person wants it said there.
func (b PerspectiveBrief) MayUse(forum string) Tri {
	return Is(b.status == BriefApproved && slices.Contains(b.s.Forums, forum))
}

// PerspectiveBriefStep is a step of a brief. A step of another record does not compile
// here.
type PerspectiveBriefStep interface{ perspectiveBriefStep() }

// WriteBrief begins one. The worker may write down what the person says.
type WriteBrief struct {
	ID       string   `json:"id"`
	Person   PersonID `json:"person" ask:"required"`
	Worker   StaffID  `json:"worker" ask:"required"`
	Words    Words    `json:"words" ask:"required,max=4000"`
	Rights   []Words  `json:"rights,omitempty" ask:"items=20,max=1000"`
	Concerns []Words  `json:"concerns,omitempty" ask:"items=20,max=1000"`
}

// RewriteBrief puts it anew. The person's yes to the words before does not count for
// these.
type RewriteBrief struct {
	Words    Words   `json:"words" ask:"required,max=4000"`
	Rights   []Words `json:"rights,omitempty" ask:"items=20,max=1000"`
	Concerns []Words `json:"concerns,omitempty" ask:"items=20,max=1000"`
}

// ApproveBrief is the person's yes: to these words, to be said in these places. Said
// again it takes the place of the one before.
type ApproveBrief struct {
	Forums []string `json:"forums" ask:"required,items=20"`
}

// UseBrief says where it was used, and on which day.
type UseBrief struct {
	Forum string `json:"forum" ask:"required"`
	// On is the day; without one it is today.
	On Date `json:"on,omitzero"`
}

// TellBack tells the person what was said back when it was used; or the person says that
// they have heard.
type TellBack struct {
	// Use is the number of the use.
	Use int `json:"use" ask:"required,min=1,max=1000"`
	// Back is what was said back; nothing is an answer too.
	Back Words `json:"back,omitzero" ask:"max=4000"`
}

// TakeBriefBack takes it back, at once and without a reason.
type TakeBriefBack struct{}

func (WriteBrief) perspectiveBriefStep()    {}
func (RewriteBrief) perspectiveBriefStep()  {}
func (ApproveBrief) perspectiveBriefStep()  {}
func (UseBrief) perspectiveBriefStep()      {}
func (TellBack) perspectiveBriefStep()      {}
func (TakeBriefBack) perspectiveBriefStep() {}
