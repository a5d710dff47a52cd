package recovery

import "github.com/towpath-care/towpath/peer"

// OfferedIdeaStep is a step of an offered idea. A step of another record does not
// compile here.
type OfferedIdeaStep interface{ offeredIdeaStep() }

// OfferIdea offers an idea, or writes down that one was offered. The worker takes
// it, in their own words: a way, in a sentence or two, without the story behind it.
// It asks for a policy that lets ideas be offered, the person's invitation on the
// same occasion, and as many different ideas of the person's own as the policy says,
// listed in their words (REC-25).
type OfferIdea struct {
	ID     string        `json:"id"`
	Person peer.PersonID `json:"person" ask:"required"`
	Worker peer.StaffID  `json:"worker,omitzero"`
	// About is the record it would be a way towards: a goal, an activity. Problem
	// solving has its own door.
	About peer.Ref `json:"about"`
	// OwnIdeas are what the person thought of themself, each in their own words.
	OwnIdeas []peer.Words   `json:"ownIdeas,omitempty" ask:"items=20,max=500"`
	Invited  IdeaInvitation `json:"invited,omitzero"`
	Basis    IdeaBasis      `json:"basis" ask:"required"`
	Idea     peer.Words     `json:"idea" ask:"required,max=300"`
}

// AnswerIdea is what the person says of it, now or when they come back to it.
type AnswerIdea struct {
	Answer IdeaAnswer `json:"answer" ask:"required"`
}

func (OfferIdea) offeredIdeaStep()  {}
func (AnswerIdea) offeredIdeaStep() {}
