package recovery

import "github.com/towpath-care/towpath/peer"

// Codes of the recovery rows.
var (
	// ErrNotSelfDefined: a goal is in the person's own words, and these are
	// somebody else's (REC-08, REC-33).
	ErrNotSelfDefined = peer.NewCode("not-self-defined", peer.ShowWhose)
	// ErrNoProgressIsNotAReason: no goal is ended or put aside because it takes
	// long (REC-13).
	ErrNoProgressIsNotAReason = peer.NewCode("no-progress-is-not-a-reason", peer.Stop)
	// ErrBadOrder: an order names each goal once, and only goals it is about
	// (REC-09).
	ErrBadOrder = peer.NewCode("bad-order", peer.AskField)
	// ErrStepIncomplete: something the step rests on has not been talked about yet
	// (REC-22, REC-33).
	ErrStepIncomplete = peer.NewCode("step-incomplete", peer.AskField)
	// ErrRationaleNotExplained: what the method is and what it is for has not been
	// explained (REC-30).
	ErrRationaleNotExplained = peer.NewCode("rationale-not-explained", peer.Wait)
	// ErrStepOutOfOrder: another step comes first; the reason names it (REC-30).
	ErrStepOutOfOrder = peer.NewCode("step-out-of-order", peer.Wait)
	// ErrProblemNotSuitable: the person said no to one of the three questions about
	// a problem; the reason names which (REC-31).
	ErrProblemNotSuitable = peer.NewCode("problem-not-suitable", peer.AskField)
	// ErrCycle: parts of a problem would contain themselves (REC-32).
	ErrCycle = peer.NewCode("cycle", peer.AskField)
	// ErrNotLeaf: work is done on the smallest parts of a problem (REC-32).
	ErrNotLeaf = peer.NewCode("not-leaf", peer.AskField)
	// ErrJudgingTooEarly: nothing is weighed while ideas are still being collected
	// (REC-34).
	ErrJudgingTooEarly = peer.NewCode("judging-too-early", peer.Wait)
	// ErrNoOwnIdea: ideas are closed with one of the person's own at least (REC-34).
	ErrNoOwnIdea = peer.NewCode("no-own-idea", peer.AskField)
	// ErrDirective: the worker would give the way instead of asking for it; it is
	// the person's turn (REC-25, REC-34, REC-39).
	ErrDirective = peer.NewCode("directive", peer.ShowWhose)
	// ErrUnknownIdea: no such idea stands in the list (REC-35).
	ErrUnknownIdea = peer.NewCode("unknown-idea", peer.AskField)
	// ErrNotInvited: nobody asked for an idea on this occasion (REC-25, REC-39).
	ErrNotInvited = peer.NewCode("not-invited", peer.Wait)
	// ErrChoiceNotReal: a choice needs options that were talked through, two at
	// least and waiting among them (REC-40, REC-42).
	ErrChoiceNotReal = peer.NewCode("choice-not-real", peer.AskField)
	// ErrContributionOnly: a plan that a service owns is contributed to, not written
	// (REC-44).
	ErrContributionOnly = peer.NewCode("contribution-only", peer.Stop)
	// ErrNotARefusal: an advance decision refuses a treatment; it cannot ask for one
	// (REC-47; Mental Capacity Act 2005, section 24).
	ErrNotARefusal = peer.NewCode("not-a-refusal", peer.AskField)
	// ErrDutyNotGiven: the organisation has not given this duty, or the agreement
	// does not name it (REC-45, REC-49).
	ErrDutyNotGiven = peer.NewCode("duty-not-given", peer.Stop)
)
