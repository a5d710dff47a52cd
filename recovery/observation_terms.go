package recovery

import (
	"slices"

	"github.com/towpath-care/towpath/internal/terms"
)

// Compared is how somebody seemed beside how they usually are (REC-49). It is one
// of four words and never a score.
type Compared string

// How somebody seemed.
const (
	ComparedBetter      Compared = "better"
	ComparedSame        Compared = "same"
	ComparedWorse       Compared = "worse"
	ComparedFluctuating Compared = "fluctuating"
)

var comparisons = []Compared{ComparedBetter, ComparedSame, ComparedWorse, ComparedFluctuating}

// Known reports whether the word is on the list.
func (c Compared) Known() bool { return slices.Contains(comparisons, c) }

// Terms returns the closed list.
func (Compared) Terms() []string { return terms.Of(comparisons) }

// asks reports whether the safety question is asked: of what was worse or came and
// went, and of what nobody has said.
func (c Compared) asks() bool { return c != ComparedBetter && c != ComparedSame }

// Aspect is what an observation is about (REC-49). No diagnosis is on the list.
type Aspect string

// Aspects.
const (
	AspectProgress    Aspect = "progress"
	AspectFunctioning Aspect = "functioning"
	AspectMood        Aspect = "mood"
	AspectMentalState Aspect = "mental-state"
)

var aspects = []Aspect{AspectProgress, AspectFunctioning, AspectMood, AspectMentalState}

// Known reports whether the word is on the list.
func (a Aspect) Known() bool { return slices.Contains(aspects, a) }

// Terms returns the closed list.
func (Aspect) Terms() []string { return terms.Of(aspects) }
