package peer

import (
	"encoding/json"
	"errors"
	"strings"
)

// Refusal is a step that was not taken or a document that could not be read.
// Nothing was changed. Its text and its JSON hold no person's words, no name and
// no identifying number: both are safe to show and to log.
//
// errors.Is(err, recovery.ErrDirective) reports whether that code is among the
// reasons that stand in the way.
type Refusal struct {
	Decision
	// Signals are what the refused step leaves behind: a safety question that
	// was open when somebody walked away. The host stores them (hazard H02).
	Signals []Signal
}

// Error lists every reason that stands in the way, each with its rule, what is
// needed and what would put it right.
func (e *Refusal) Error() string {
	var b strings.Builder
	b.WriteString("not yet:")
	for _, r := range e.Reasons {
		if !r.Stops() {
			continue
		}
		b.WriteString(" [" + r.Rule.String() + "]")
		if r.Path != "" {
			b.WriteString(" " + r.Path + ":")
		}
		b.WriteString(" needed: " + r.Says)
		if r.Fix != "" {
			b.WriteString(" " + r.Fix)
		}
	}
	return b.String()
}

// Is reports whether target is the code of a reason that stands in the way.
func (e *Refusal) Is(target error) bool {
	for _, r := range e.Reasons {
		if r.Stops() && r.Rule.Code.Is(target) {
			return true
		}
	}
	return false
}

// Codes returns the codes that stand in the way, each once, in order.
func (e *Refusal) Codes() []Code {
	var out []Code
	seen := map[string]bool{}
	for _, r := range e.Reasons {
		if r.Stops() && !seen[r.Rule.Code.name] {
			seen[r.Rule.Code.name] = true
			out = append(out, r.Rule.Code)
		}
	}
	return out
}

// MarshalJSON writes an object that goes as it is into problem+json (RFC 9457):
// {"errors":[…]} with the reasons that stand in the way, and "signals" if the
// refused step left any behind.
func (e *Refusal) MarshalJSON() ([]byte, error) {
	p := struct {
		Errors  []Reason `json:"errors"`
		Signals []Signal `json:"signals,omitempty"`
	}{Errors: []Reason{}, Signals: e.Signals}
	for _, r := range e.Reasons {
		if r.Stops() {
			p.Errors = append(p.Errors, r)
		}
	}
	return json.Marshal(p)
}

// Fault makes a refusal with one reason. The sentences are the caller's own
// fixed ones: never put a value into them.
func Fault(rule Rule, path, says, fix string, args ...Arg) error {
	return &Refusal{Decision: Decision{[]Reason{{Rule: rule, Path: path, Says: says, Fix: fix, Args: args, Met: No}}}}
}

// Faults joins refusals so that a caller hears everything at once. It returns
// nil when every err is nil, and the errors joined as they are when one of them
// is no refusal.
func Faults(errs ...error) error {
	var all *Refusal
	for _, err := range errs {
		if err == nil {
			continue
		}
		var r *Refusal
		if !errors.As(err, &r) {
			return errors.Join(errs...)
		}
		if all == nil {
			all = &Refusal{}
		}
		all.Reasons = append(all.Reasons, r.Reasons...)
		all.Signals = append(all.Signals, r.Signals...)
	}
	if all == nil {
		return nil
	}
	return all
}

// Under puts a JSON pointer in front of the path of every reason of a refusal,
// for a fault found inside a larger document. Other errors pass unchanged.
func Under(pointer string, err error) error {
	var r *Refusal
	if !errors.As(err, &r) {
		return err
	}
	out := &Refusal{Signals: r.Signals, Decision: Decision{make([]Reason, len(r.Reasons))}}
	for i, reason := range r.Reasons {
		reason.Path = pointer + reason.Path
		out.Reasons[i] = reason
	}
	return out
}
