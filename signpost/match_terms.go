package signpost

import (
	"slices"

	"github.com/towpath-care/towpath/internal/terms"
)

// Distress is how much distress somebody describes, in a band of their own choosing
// (SIGN-10). Nobody else fills it in, and nothing is worked out from it.
type Distress string

// Bands. The zero value is DistressNotSaid.
const (
	DistressNotSaid Distress = "not-said"
	DistressSome    Distress = "some"
	// DistressALot adds somebody to talk to.
	DistressALot Distress = "a-lot"
	// DistressHigh brings help at once, before and without any question.
	DistressHigh Distress = "high"
)

var distresses = []Distress{DistressNotSaid, DistressSome, DistressALot, DistressHigh}

// Known reports whether the band is on the list.
func (d Distress) Known() bool { return slices.Contains(distresses, d) }

// Terms returns the closed list.
func (Distress) Terms() []string { return terms.Of(distresses) }

// Ease is something that makes it easier to begin.
type Ease string

// What makes it easier.
const (
	// EaseDropIn: nothing has to be arranged.
	EaseDropIn Ease = "drop-in"
	// EaseSomebodyAlong: somebody may come along.
	EaseSomebodyAlong Ease = "somebody-along"
)

var eases = []Ease{EaseDropIn, EaseSomebodyAlong}

// Known reports whether the word is on the list.
func (e Ease) Known() bool { return slices.Contains(eases, e) }

// Terms returns the closed list.
func (Ease) Terms() []string { return terms.Of(eases) }
