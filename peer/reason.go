package peer

import (
	"encoding/json"
	"slices"
)

// Rule names a rule for good: the requirement row it comes from and the code
// that is heard when it is not met, such as "REC-34 no-own-idea". It is never
// reused.
type Rule struct {
	Row  string
	Code Code
}

type ruleJSON struct {
	Row  string   `json:"row"`
	Code Code     `json:"code"`
	Kind CodeKind `json:"kind"`
}

// MarshalJSON writes row, code and the code's kind, so that a rule read back is
// the rule that was written.
func (r Rule) MarshalJSON() ([]byte, error) {
	return json.Marshal(ruleJSON{r.Row, r.Code, r.Code.kind})
}

// UnmarshalJSON reads what MarshalJSON wrote.
func (r *Rule) UnmarshalJSON(b []byte) error {
	var j ruleJSON
	if err := json.Unmarshal(b, &j); err != nil {
		return err
	}
	*r = Rule{j.Row, Code{j.Code.name, j.Kind}}
	return nil
}

// String returns the row and the code with a space between them.
func (r Rule) String() string { return r.Row + " " + r.Code.name }

// Weight says what a reason does when it is not met.
type Weight uint8

const (
	// Blocks is the zero value: unmet, the step is refused.
	Blocks Weight = iota
	// Warns: unmet, the step goes on and the reason is kept with the change.
	Warns
	// Raises: unmet, the step goes on and a Signal goes with the change.
	Raises
)

var weights = [...]string{Blocks: "blocks", Warns: "warns", Raises: "raises"}

// String returns blocks, warns or raises.
func (w Weight) String() string { return weights[min(int(w), len(weights)-1)] }

// MarshalText writes the weight as String gives it.
func (w Weight) MarshalText() ([]byte, error) { return []byte(w.String()), nil }

// UnmarshalText reads a weight; an unknown one is read as Blocks.
func (w *Weight) UnmarshalText(b []byte) error {
	*w = Weight(max(0, slices.Index(weights[:], string(b))))
	return nil
}

// Audience says who may read why a reason is not met. Others are told only
// that it is not available today (PEER-16, hazard H26).
type Audience uint8

const (
	// Everyone is the zero value.
	Everyone Audience = iota
	// WorkerAndLine: the worker, their line manager and their supervisor.
	WorkerAndLine
)

// admits reports whether a party may read a reason of this audience. Everybody but
// the worker and their line is kept from what belongs to them.
func (a Audience) admits(p Party) bool {
	return a == Everyone || p == PartyWorker || p == PartyLine
}

// Reason is one thing a decision rests on, met or not. It is the only way to
// say no. Says and Fix are fixed sentences of ours: no reason ever holds a
// person's words, a name or an identifying number.
type Reason struct {
	Rule     Rule
	Path     string // JSON pointer into the step; empty when the step is not at fault
	Says     string // what has to be so, worded as it is when it is met: "Needed: …"
	Fix      string // what would put it right
	Args     []Arg  // numbers, dates and codes; never text
	Weight   Weight
	Met      Tri
	Audience Audience

	behind bool // a reason of the verdict that the reason before it rests on
}

// Stops reports whether this reason alone refuses the step.
func (r Reason) Stops() bool { return r.Weight == Blocks && r.Met != Yes }

type reasonJSON struct {
	Row    string   `json:"row"`
	Code   Code     `json:"code"`
	Kind   CodeKind `json:"kind"`
	Path   string   `json:"path,omitempty"`
	Says   string   `json:"says"`
	Fix    string   `json:"fix,omitempty"`
	Args   []Arg    `json:"args,omitempty"`
	Weight Weight   `json:"weight"`
	Met    Tri      `json:"met"`
	Line   bool     `json:"workerAndLineOnly,omitempty"`
}

// MarshalJSON writes the reason with its code's kind beside the code, so that a
// front end need not know our codes to know what to do.
func (r Reason) MarshalJSON() ([]byte, error) {
	return json.Marshal(reasonJSON{r.Rule.Row, r.Rule.Code, r.Rule.Code.kind, r.Path, r.Says, r.Fix, r.Args, r.Weight, r.Met, r.Audience == WorkerAndLine})
}

// UnmarshalJSON reads what MarshalJSON wrote.
func (r *Reason) UnmarshalJSON(b []byte) error {
	var j reasonJSON
	if err := json.Unmarshal(b, &j); err != nil {
		return err
	}
	*r = Reason{Rule: Rule{j.Row, Code{j.Code.name, j.Kind}}, Path: j.Path, Says: j.Says, Fix: j.Fix, Args: j.Args, Weight: j.Weight, Met: j.Met}
	if j.Line {
		r.Audience = WorkerAndLine
	}
	return nil
}

// Decision is the answer to one question, with every reason it rests on: those
// that are met, those that are not and those nobody knows. It never stops at
// the first.
type Decision struct {
	Reasons []Reason `json:"reasons"`
}

// Allowed reports whether nothing stands in the way. A decision without
// reasons allows nothing.
func (d Decision) Allowed() bool {
	return len(d.Reasons) > 0 && !slices.ContainsFunc(d.Reasons, Reason.Stops)
}

// Answer is the decision as a fact for another one: Yes when it allows, No when
// something that stands in the way is known not to be so, and Unknown otherwise.
func (d Decision) Answer() Tri {
	switch {
	case d.Allowed():
		return Yes
	case slices.ContainsFunc(d.Reasons, func(r Reason) bool { return r.Stops() && r.Met == No }):
		return No
	}
	return Unknown
}

// Unmet returns the reasons that are not met, in the order of the table,
// warnings among them.
func (d Decision) Unmet() []Reason {
	var out []Reason
	for _, r := range d.Reasons {
		if r.Met != Yes {
			out = append(out, r)
		}
	}
	return out
}

// Missing returns the reasons that nobody can judge yet: the facts a caller has
// to find out and supply.
func (d Decision) Missing() []Reason {
	var out []Reason
	for _, r := range d.Reasons {
		if r.Met == Unknown {
			out = append(out, r)
		}
	}
	return out
}

var notToday = Reason{
	Rule: Rule{"PEER-16", ErrNotAvailableToday},
	Says: "Not available today.",
	Fix:  "Ask for another day, or for somebody else.",
	Met:  No,
}

// SeenBy returns the decision as this party may read it. Unmet reasons that belong
// to the worker and their line become one that says "not available today"; a fact
// that nobody knows is named to the staff all the same, who have to find it out. The
// machine does this by itself for whoever takes the step; a host calls it when
// it shows a decision to somebody else.
func (d Decision) SeenBy(p Party) Decision {
	hidden := func(r Reason) bool {
		return !r.Audience.admits(p) && (r.Met == No || r.Met == Unknown && p != PartyStaff)
	}
	if !slices.ContainsFunc(d.Reasons, hidden) {
		return d
	}
	var out Decision
	told := false
	for _, r := range d.Reasons {
		switch {
		case !hidden(r):
			out.Reasons = append(out.Reasons, r)
		case r.Stops() && !told:
			told = true
			out.Reasons = append(out.Reasons, notToday)
		}
	}
	return out
}
