package recovery

import (
	"slices"

	"github.com/towpath-care/towpath/internal/terms"
)

// CoproductionWho says whose doing something was (REC-46).
type CoproductionWho string

// Whose doing it was.
const (
	CoproducedByPerson   CoproductionWho = "person"
	CoproducedByBoth     CoproductionWho = "both"
	CoproducedByWorker   CoproductionWho = "worker"
	CoproducedBySomebody CoproductionWho = "somebody-else"
	CoproducedNotKnown   CoproductionWho = "not-known"
)

var coproductionWhos = []CoproductionWho{CoproducedByPerson, CoproducedByBoth, CoproducedByWorker, CoproducedBySomebody, CoproducedNotKnown}

// Known reports whether the word is on the list.
func (w CoproductionWho) Known() bool { return slices.Contains(coproductionWhos, w) }

// Terms returns the closed list.
func (CoproductionWho) Terms() []string { return terms.Of(coproductionWhos) }

// answers reports whether somebody knows.
func (w CoproductionWho) answers() bool { return w.Known() && w != CoproducedNotKnown }

// without reports whether it was done without the person.
func (w CoproductionWho) without() bool { return w == CoproducedByWorker || w == CoproducedBySomebody }

// CoproductionPrompt is a question for the two to talk over (REC-46).
type CoproductionPrompt string

// Prompts, in the order they are asked.
const (
	PromptAgenda            CoproductionPrompt = "who-set-the-agenda"
	PromptAgendaNotShared   CoproductionPrompt = "agenda-not-shared"
	PromptWrote             CoproductionPrompt = "who-wrote"
	PromptWritingNotShared  CoproductionPrompt = "writing-not-shared"
	PromptDecided           CoproductionPrompt = "who-decided"
	PromptDecisionNotShared CoproductionPrompt = "decision-not-shared"
	PromptWhatChanged       CoproductionPrompt = "what-changed"
	PromptSeenDifferently   CoproductionPrompt = "seen-differently"
)

var coproductionPrompts = []CoproductionPrompt{PromptAgenda, PromptAgendaNotShared, PromptWrote, PromptWritingNotShared, PromptDecided, PromptDecisionNotShared, PromptWhatChanged, PromptSeenDifferently}

// Known reports whether the prompt is on the list.
func (p CoproductionPrompt) Known() bool { return slices.Contains(coproductionPrompts, p) }

// Terms returns the closed list.
func (CoproductionPrompt) Terms() []string { return terms.Of(coproductionPrompts) }

var promptSays = map[CoproductionPrompt]string{
	PromptAgenda:            "Who said what this would be about?",
	PromptAgendaNotShared:   "What would the person have talked about first?",
	PromptWrote:             "Who found the words?",
	PromptWritingNotShared:  "Which part would the person say in words of their own?",
	PromptDecided:           "Who decided how it would be?",
	PromptDecisionNotShared: "What would the person decide differently, and can it still be?",
	PromptWhatChanged:       "What is different here because of the person?",
	PromptSeenDifferently:   "You remember it differently. What did each of you see?",
}

// Says is the question in plain words; nothing for a prompt that is not on the
// list.
func (p CoproductionPrompt) Says() string { return promptSays[p] }
