package recovery

import (
	"slices"
	"time"

	"github.com/towpath-care/towpath/peer"
)

// KindCopingStrategy is how a coping strategy is stored.
const KindCopingStrategy peer.Kind = "coping-strategy"

// Places a coping strategy can be in. Only the person moves it.
const (
	// CopingInUse: it is one of the person's ways. It begins here when it is theirs
	// already, or comes from trying. The person may drop it.
	CopingInUse peer.Status = "in-use"
	// CopingConsidered: something different they may try. The person plans how,
	// says that they would rather just try it, or drops it.
	CopingConsidered peer.Status = "considered"
	// CopingPlanned: how to use it and what may get in the way have been talked
	// about, or the person would rather not. They try it, plan again or drop it.
	CopingPlanned peer.Status = "planned"
	// CopingTrying: they are trying it. The person keeps it or drops it.
	CopingTrying peer.Status = "trying"
	// CopingDropped: they have put it down. They can pick it up again where they
	// left it.
	CopingDropped peer.Status = "dropped"
)

// CopingStrategy is something a person does, or wants to try, to get through
// difficulty, in their own words (REC-20, REC-22). The zero value is none.
type CopingStrategy struct {
	head
	s coping
}

type coping struct {
	Person    peer.PersonID    `json:"person" ask:"required"`
	Worker    peer.StaffID     `json:"worker,omitzero"`
	Words     peer.Words       `json:"words,omitzero" ask:"max=2000"`
	Item      string           `json:"item,omitzero"`
	Resources []CopingResource `json:"resources,omitempty" ask:"items=20"`

	Use             CopingUse       `json:"use,omitzero"`
	Barriers        []CopingBarrier `json:"barriers,omitempty" ask:"items=20"`
	NothingInTheWay bool            `json:"nothingInTheWay,omitzero"`
	JustTry         peer.Words      `json:"justTry,omitzero" ask:"max=1000"`

	Audience Audience    `json:"audience" ask:"required"`
	MovedAt  time.Time   `json:"movedAt" ask:"required"`
	Place    peer.Status `json:"place" ask:"required"` // where it is; put down, where it was

	NoReminders bool        `json:"noReminders,omitzero"`
	Every       peer.Offset `json:"every,omitzero"`
	ReviewedAt  time.Time   `json:"reviewedAt,omitzero"`
}

// CopingResource is somebody or something outside that helps, by kind and in the
// person's words (REC-20). What anybody else's health is like has no place in it.
type CopingResource struct {
	From HelpFrom `json:"from" ask:"required"`
	// Words may be left out: the kind says enough.
	Words peer.Words `json:"words,omitzero" ask:"max=500"`
}

// CopingUse is how the person means to use a strategy (REC-22).
type CopingUse struct {
	When  peer.Words `json:"when,omitzero" ask:"max=1000"`
	Where peer.Words `json:"where,omitzero" ask:"max=1000"`
	With  peer.Words `json:"with,omitzero" ask:"max=1000"` // with whom
}

// CopingBarrier is what may get in the way, and what the person would do about
// it: a response, or they accept that it may be there (REC-22).
type CopingBarrier struct {
	Words    peer.Words `json:"words" ask:"required,max=500"`
	Response peer.Words `json:"response,omitzero" ask:"max=500"`
	Accepted bool       `json:"accepted,omitzero"`
}

// Person is the person whose strategy it is.
func (c CopingStrategy) Person() peer.PersonID { return c.s.Person }

// Worker is the peer support worker alongside; empty when nobody is named.
func (c CopingStrategy) Worker() peer.StaffID { return c.s.Worker }

// Words are the strategy as the person said it; empty when they chose it from a
// catalogue without a word.
func (c CopingStrategy) Words() peer.Words { return c.s.Words }

// Item is the id of the catalogue item the person opened; empty when it is their
// own idea.
func (c CopingStrategy) Item() string { return c.s.Item }

// Resources are who and what helps with it from outside, as last said.
func (c CopingStrategy) Resources() []CopingResource { return slices.Clone(c.s.Resources) }

// Use is how the person means to use it, as last planned.
func (c CopingStrategy) Use() CopingUse { return c.s.Use }

// Barriers are what may get in the way, each with what the person would do.
func (c CopingStrategy) Barriers() []CopingBarrier { return slices.Clone(c.s.Barriers) }

// NothingInTheWay reports whether the person, asked, saw nothing in the way, or
// nothing more than Barriers.
func (c CopingStrategy) NothingInTheWay() bool { return c.s.NothingInTheWay }

// JustTry is what the person said when they would rather just try it than talk it
// through; empty when it was talked through. It is the mark of a step passed so.
func (c CopingStrategy) JustTry() peer.Words { return c.s.JustTry }

// Audience is who may see it, as the person set it; MeAndMyWorker at first.
func (c CopingStrategy) Audience() Audience { return c.s.Audience }

// MovedAt is when it came to be where it is, in UTC.
func (c CopingStrategy) MovedAt() time.Time { return c.s.MovedAt }

// Place is where it is on its way; once dropped, where it was then and is picked
// up again.
func (c CopingStrategy) Place() peer.Status { return c.s.Place }

// Reminders reports whether the two are reminded to look at it again: yes until
// the person switches it off.
func (c CopingStrategy) Reminders() bool { return c.Exists() && !c.s.NoReminders }

// Every is how often the person wants the two to look at it; zero: as the policy
// says.
func (c CopingStrategy) Every() peer.Offset { return c.s.Every }

// ReviewedAt is when the two last looked at it, appraisals aside, in UTC; zero
// when they have not.
func (c CopingStrategy) ReviewedAt() time.Time { return c.s.ReviewedAt }
