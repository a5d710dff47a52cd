package recovery

import (
	"time"

	"github.com/towpath-care/towpath/peer"
)

// KindSetback is how a setback is stored.
const KindSetback peer.Kind = "setback"

// Places a setback can be in.
const (
	// SetbackTold: it is written down and no question is open. Either of the two
	// may name what they began after it.
	SetbackTold peer.Status = "told"
	// SetbackQuestionOpen: it is written down, and whether it needs to go
	// further has not been said. The person or the worker answers.
	SetbackQuestionOpen peer.Status = "question-open"
)

// Setback is something that made a goal harder, told beside the goal. It leaves
// the goal as it was: its status and how it is going are for the person to say
// (REC-12). The zero value is no setback.
type Setback struct {
	head
	s setback
}

type setback struct {
	Person        peer.PersonID `json:"person" ask:"required"`
	Worker        peer.StaffID  `json:"worker,omitzero"`
	Goal          string        `json:"goal,omitzero"`
	Happened      peer.Words    `json:"happened,omitzero" ask:"max=4000"`
	HelpedBefore  peer.Words    `json:"helpedBefore,omitzero" ask:"max=2000"`
	StillPossible peer.Words    `json:"stillPossible,omitzero" ask:"max=2000"`
	NextStep      peer.Words    `json:"nextStep,omitzero" ask:"max=1000"`
	Rest          bool          `json:"rest,omitzero"`
	Worse         peer.Tri      `json:"worse"`
	Further       peer.Further  `json:"further"`
	Told          time.Time     `json:"told" ask:"required"`
	// What was begun after it, by id.
	ProblemSolving string `json:"problemSolving,omitzero"`
	CopingReview   string `json:"copingReview,omitzero"`
}

// Person is the person whose setback it is.
func (b Setback) Person() peer.PersonID { return b.s.Person }

// Worker is the peer support worker alongside; empty when nobody is named.
func (b Setback) Worker() peer.StaffID { return b.s.Worker }

// Goal is the id of the goal it is told beside; empty when nobody has said.
func (b Setback) Goal() string { return b.s.Goal }

// Happened is what happened, in the person's words; empty when they would rather
// not say.
func (b Setback) Happened() peer.Words { return b.s.Happened }

// HelpedBefore is what helped at other times.
func (b Setback) HelpedBefore() peer.Words { return b.s.HelpedBefore }

// StillPossible is what is possible all the same.
func (b Setback) StillPossible() peer.Words { return b.s.StillPossible }

// NextStep is a small step the person has in mind; empty: none, or rest.
func (b Setback) NextStep() peer.Words { return b.s.NextStep }

// Rest reports whether the person would rather rest for now.
func (b Setback) Rest() bool { return b.s.Rest }

// Worse answers whether things are worse than usual.
func (b Setback) Worse() peer.Tri { return b.s.Worse }

// Further is what has been answered to whether it needs to go further.
func (b Setback) Further() peer.Further { return b.s.Further }

// Told is when it was written down, in UTC.
func (b Setback) Told() time.Time { return b.s.Told }

// ProblemSolving is the id of the cycle of problem solving that was begun after it;
// empty when there is none.
func (b Setback) ProblemSolving() string { return b.s.ProblemSolving }

// CopingReview is the id of the look again at ways of coping that was begun after
// it; empty when there is none.
func (b Setback) CopingReview() string { return b.s.CopingReview }
