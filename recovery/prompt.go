package recovery

import (
	"slices"

	"github.com/towpath-care/towpath/internal/terms"
)

// PromptMoment is a moment at which a worker may ask a question that keeps hope in
// view (REC-04).
type PromptMoment string

// Moments for a prompt.
const (
	MomentSetback  PromptMoment = "after-a-setback"
	MomentLookBack PromptMoment = "at-a-look-back"
	MomentStill    PromptMoment = "when-a-goal-stands-still"
	MomentEnding   PromptMoment = "at-an-ending"
)

var promptMoments = []PromptMoment{MomentSetback, MomentLookBack, MomentStill, MomentEnding}

// Known reports whether the moment is on the list.
func (m PromptMoment) Known() bool { return slices.Contains(promptMoments, m) }

// Terms returns the closed list.
func (PromptMoment) Terms() []string { return terms.Of(promptMoments) }

// Prompt is an open question to ask somebody, or to leave. It foretells nothing and
// weighs nothing.
type Prompt struct {
	// Code names it for good, so that a front end can say it in another language.
	Code string `json:"code"`
	// Says is the question in plain English.
	Says string `json:"says"`
	// Offer is what it opens where a goal stands still; empty otherwise.
	Offer Offer `json:"offer,omitzero"`
}

// Prompts gives the questions for a moment, in the order to try them; none for a
// moment that is not on the list. Each leaves the person's goals open.
func Prompts(m PromptMoment) []Prompt { return slices.Clone(prompts[m]) }

var prompts = map[PromptMoment][]Prompt{
	MomentSetback: {
		{Code: "setback-helped-before", Says: "What has helped you at other times?"},
		{Code: "setback-kept-going", Says: "What kept you going?"},
		{Code: "setback-possible", Says: "What is possible all the same, even if it is small?"},
		{Code: "setback-friend", Says: "What would you say to a friend?"},
		{Code: "setback-now", Says: "What feels right for now, a rest or a small step?"},
	},
	MomentLookBack: {
		{Code: "look-back-glad", Says: "What are you glad about?"},
		{Code: "look-back-strength", Says: "Which of your strengths did you use?"},
		{Code: "look-back-know", Says: "What do you know now that you did not know then?"},
		{Code: "look-back-mark", Says: "What is worth marking, and how would you like to mark it?"},
		{Code: "look-back-more", Says: "What would you like more of?"},
	},
	MomentStill: {
		{Code: "still-matters", Says: "What about this goal matters to you today?"},
		{Code: "still-rest", Says: "What would a good rest look like?", Offer: OfferRest},
		{Code: "still-smaller-step", Says: "What would a smaller step look like?", Offer: OfferSmallerStep},
		{Code: "still-problem-solving", Says: "What is in the way that we could look at together?", Offer: OfferProblemSolving},
		{Code: "still-look-back", Says: "What has moved since you began, even a little?", Offer: OfferLookBack},
	},
	MomentEnding: {
		{Code: "ending-proud", Says: "What did you do that you are proud of?"},
		{Code: "ending-carry", Says: "What will you carry with you from here?"},
		{Code: "ending-people", Says: "Who would you like beside you on the way?"},
		{Code: "ending-hope", Says: "What do you hope for next?"},
	},
}

// SetbackText is a sentence to show beside a setback. It leaves the goal open.
type SetbackText struct {
	// Code names it for good.
	Code string `json:"code"`
	// Says is the sentence in plain English.
	Says string `json:"says"`
}

// SetbackTexts gives what may be shown beside a setback (REC-04, REC-12).
func SetbackTexts() []SetbackText { return slices.Clone(setbackTexts) }

var setbackTexts = []SetbackText{
	{Code: "goal-open", Says: "Your goal is still open."},
	{Code: "goal-as-it-was", Says: "A setback leaves your goal as it was."},
	{Code: "goal-waits", Says: "Your goal can wait while you rest."},
	{Code: "goal-yours", Says: "What happens with your goal is yours to say."},
}
