package peer

import (
	"slices"

	"github.com/towpath-care/towpath/internal/terms"
)

// ConcernID names a concern of package safeguard. It crosses as a plain value.
type ConcernID string

// Further is the answer to the one safety question: does this need to go
// further? A step that must not go on alone takes one (PEER-43, REC-49).
type Further struct {
	// Answer is yes, no or not said.
	Answer Tri `json:"answer"`
	// Concern is the concern that was raised; needed with a yes.
	Concern ConcernID `json:"concern,omitzero"`
	// Because says why it does not need to; needed with a no.
	Because NotFurther `json:"because,omitzero"`
}

// NotFurther says why something does not need to go further.
type NotFurther string

// Reasons why something does not need to go further.
const (
	// AlreadyKnown to those who have to know, in a concern that is open.
	AlreadyKnown NotFurther = "already-known"
	// TalkedThrough with the person, and neither of the two is worried.
	TalkedThrough NotFurther = "talked-through"
	// NotAboutSafety: the question came up, but nothing here is about safety.
	NotAboutSafety NotFurther = "not-about-safety"
)

var notFurther = []NotFurther{AlreadyKnown, TalkedThrough, NotAboutSafety}

// Known reports whether the reason is on the list.
func (n NotFurther) Known() bool { return slices.Contains(notFurther, n) }

// Terms returns the closed list.
func (NotFurther) Terms() []string { return terms.Of(notFurther) }

// Settled reports whether the question has been answered so that the step may go
// on: a yes that names its concern, or a no that says why. An answer that is
// missing, or half given, is Unknown and not a no: it escalates.
func (f Further) Settled() Tri {
	if f.Answer == Yes && f.Concern != "" || f.Answer == No && f.Because.Known() {
		return Yes
	}
	return Unknown
}

// AskFurther is the rule a table puts beside a step that must not go on alone.
// Walked away from, it leaves SignalSafetyQuestion behind with the refusal.
func AskFurther(row, path string) Asks {
	return Asks{
		Rule: Rule{row, ErrConcernRequired}, Path: path,
		Says:  "It has been said whether this needs to go further.",
		Fix:   "Answer yes and name the concern, or no and say why. What was written is kept while you decide.",
		Raise: SignalSafetyQuestion,
	}
}
