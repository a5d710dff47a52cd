package recovery

import (
	"slices"

	"github.com/towpath-care/towpath/internal/terms"
)

// OptionKind says whether an option is something to do or a way of not doing it
// now (REC-40).
type OptionKind string

// Kinds of options.
const (
	// OptionSomething: care, support, or anything else one can take up.
	OptionSomething OptionKind = "something"
	// OptionWait: to decide later.
	OptionWait OptionKind = "wait"
	// OptionNone: none of the others.
	OptionNone OptionKind = "none"
)

var optionKinds = []OptionKind{OptionSomething, OptionWait, OptionNone}

// Known reports whether the kind is on the list.
func (k OptionKind) Known() bool { return slices.Contains(optionKinds, k) }

// Terms returns the closed list.
func (OptionKind) Terms() []string { return terms.Of(optionKinds) }

// Waiting reports whether it is to wait or to take none.
func (k OptionKind) Waiting() bool { return k == OptionWait || k == OptionNone }

// ThoughtKind says what the person says of an option.
type ThoughtKind string

// What a person says of an option.
const (
	ThoughtQuestion ThoughtKind = "question"
	ThoughtWorry    ThoughtKind = "worry"
)

var thoughtKinds = []ThoughtKind{ThoughtQuestion, ThoughtWorry}

// Known reports whether the kind is on the list.
func (k ThoughtKind) Known() bool { return slices.Contains(thoughtKinds, k) }

// Terms returns the closed list.
func (ThoughtKind) Terms() []string { return terms.Of(thoughtKinds) }
