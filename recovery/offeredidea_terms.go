package recovery

import (
	"slices"

	"github.com/towpath-care/towpath/internal/terms"
)

// IdeaBasis says what an idea of the worker's rests on, inside problem solving and
// outside it. What the worker would recommend has no place on the list (REC-25,
// REC-39).
type IdeaBasis string

// What an idea rests on.
const (
	// BasisExperience: the worker has lived it. What they lived is not told here.
	BasisExperience IdeaBasis = "own-experience"
	// BasisTechnique: it is a known way of doing things.
	BasisTechnique IdeaBasis = "known-technique"
)

var ideaBases = []IdeaBasis{BasisExperience, BasisTechnique}

// Known reports whether the word is on the list.
func (b IdeaBasis) Known() bool { return slices.Contains(ideaBases, b) }

// Terms returns the closed list.
func (IdeaBasis) Terms() []string { return terms.Of(ideaBases) }

// IdeaInvited says how the person invited an idea.
type IdeaInvited string

// How an idea was invited.
const (
	// InvitedAsked: the person asked for one.
	InvitedAsked IdeaInvited = "asked"
	// InvitedSaidYes: the worker asked whether they would like one, and they said
	// yes.
	InvitedSaidYes IdeaInvited = "said-yes"
)

var ideaInviteds = []IdeaInvited{InvitedAsked, InvitedSaidYes}

// Known reports whether the word is on the list.
func (i IdeaInvited) Known() bool { return slices.Contains(ideaInviteds, i) }

// Terms returns the closed list.
func (IdeaInvited) Terms() []string { return terms.Of(ideaInviteds) }

// IdeaAnswer is what the person says of an idea that was offered.
type IdeaAnswer string

// Answers to an idea.
const (
	AnswerUseful   IdeaAnswer = "useful"
	AnswerNotForMe IdeaAnswer = "not-for-me"
	AnswerNotNow   IdeaAnswer = "not-now"
)

var ideaAnswers = []IdeaAnswer{AnswerUseful, AnswerNotForMe, AnswerNotNow}

// Known reports whether the word is on the list.
func (a IdeaAnswer) Known() bool { return slices.Contains(ideaAnswers, a) }

// Terms returns the closed list.
func (IdeaAnswer) Terms() []string { return terms.Of(ideaAnswers) }
