package recovery

import (
	"slices"

	"github.com/towpath-care/towpath/internal/terms"
)

// AfterSetback is what may be begun after a setback (REC-12). That a goal ends is
// not on the list.
type AfterSetback string

// What may be begun after a setback.
const (
	// AfterProblemSolving: a cycle of problem solving.
	AfterProblemSolving AfterSetback = "problem-solving"
	// AfterCopingReview: a look again at ways of coping.
	AfterCopingReview AfterSetback = "coping-review"
)

var afterSetbacks = []AfterSetback{AfterProblemSolving, AfterCopingReview}

// Known reports whether the word is on the list.
func (a AfterSetback) Known() bool { return slices.Contains(afterSetbacks, a) }

// Terms returns the closed list.
func (AfterSetback) Terms() []string { return terms.Of(afterSetbacks) }
