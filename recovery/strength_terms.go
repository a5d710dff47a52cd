package recovery

import (
	"slices"

	"github.com/towpath-care/towpath/internal/terms"
)

// StrengthKind says what sort of thing stands in a person's list of what they have
// to build on (REC-02).
type StrengthKind string

// What a person has to build on.
const (
	SortStrength       StrengthKind = "strength"       // something they are good at or can rely on
	SortValue          StrengthKind = "value"          // something that matters to them
	SortAspiration     StrengthKind = "aspiration"     // something they hope for
	SortAccomplishment StrengthKind = "accomplishment" // something they have done
)

var strengthKinds = []StrengthKind{SortStrength, SortValue, SortAspiration, SortAccomplishment}

// Known reports whether the sort is on the list.
func (k StrengthKind) Known() bool { return slices.Contains(strengthKinds, k) }

// Terms returns the closed list.
func (StrengthKind) Terms() []string { return terms.Of(strengthKinds) }

// noticed reports whether somebody else can see it. What matters to a person and
// what they hope for only they can say.
func (k StrengthKind) noticed() bool { return k == SortStrength || k == SortAccomplishment }
