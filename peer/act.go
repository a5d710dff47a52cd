package peer

import "time"

// Act says who takes a step, when, and what they had in front of them. Every
// record's Do, Check and Choices take one.
type Act struct {
	// By is who does it. The host has authenticated them.
	By Actor
	// For is the recorded authority under which somebody acts for the person.
	// Zero: they act for themself.
	For Authority
	// At is when, to the millisecond; the host's clock.
	At time.Time
	// ID names this request. The same request sent again gives the same change
	// again and does nothing twice.
	ID RequestID
	// Seen is the revision of the record that the actor decided on. Zero when
	// the step creates the record.
	Seen Rev
}

// when is the instant of the act as it is stored: UTC, to the millisecond.
func (a Act) when() time.Time { return a.At.UTC().Truncate(time.Millisecond) }

// dated reports whether there is a time that can be written down: one in the years
// 1 to 9999.
func (a Act) dated() bool {
	year := a.when().Year()
	return !a.At.IsZero() && 1 <= year && year <= 9999
}

// Rules of every step of every machine. They stand for design, not for a
// requirement row, and are listed first in docs/rules.
var (
	ruleActor   = Asks{Rule: Rule{"STEP-01", ErrRequired}, Path: "/by", Says: "One somebody is named as the one who does this.", Fix: "Name the person, a member of staff or a carer: one of them."}
	ruleTime    = Asks{Rule: Rule{"STEP-02", ErrRequired}, Path: "/at", Says: "The time of the act is given.", Fix: "Pass the host's clock."}
	ruleRequest = Asks{Rule: Rule{"STEP-03", ErrRequired}, Path: "/id", Says: "The request has an id of its own.", Fix: "Make one id for each thing somebody does, of at most 200 bytes, and send it again when the answer was lost."}
	ruleSeen    = Asks{Rule: Rule{"STEP-04", ErrConflict}, Path: "/seen", Says: "The record is as it was when this was decided.", Fix: "Read the record again, show what changed, and ask again."}
	ruleClock   = Asks{Rule: Rule{"STEP-05", ErrClockWentBack}, Path: "/at", Says: "The time does not lie before the last step.", Fix: "Look at the host's clock. The step is kept and marked.", Weight: Warns}
	ruleRepeat  = Asks{Rule: Rule{"STEP-06", ErrDuplicate}, Path: "/id", Says: "A request sent again asks for what it asked for the first time.", Fix: "Give the new step a request id of its own."}
	ruleStep    = Asks{Rule: Rule{"STEP-07", ErrRequired}, Says: "A step is given.", Fix: "Send one of the steps that Choices lists."}
)

// CommonRules are the rules of every step of every machine, for the catalogue.
func CommonRules() []Asks {
	return []Asks{ruleActor, ruleTime, ruleRequest, ruleSeen, ruleClock, ruleRepeat, ruleStep}
}

func (a Act) reasons(h *Head, out []Reason) []Reason {
	var last time.Time
	if n := len(h.recent); n > 0 {
		last = h.recent[n-1].At
	}
	return append(out,
		ruleActor.reason(Is(a.By.Valid())),
		ruleTime.reason(Is(a.dated())),
		ruleRequest.reason(Is(a.ID != "" && shortText(string(a.ID)))),
		ruleSeen.reason(Is(a.Seen == h.rev)),
		ruleClock.reason(Is(!a.when().Before(last))))
}
