package recovery

import (
	"slices"

	"github.com/towpath-care/towpath/internal/terms"
)

// WellbeingKind is what a section of a wellbeing plan is about (REC-15).
type WellbeingKind string

// Kinds of sections.
const (
	WellbeingStrengths WellbeingKind = "strengths"               // what there is to build on
	WellbeingSupports  WellbeingKind = "what-supports-wellbeing" // what does them good
	WellbeingInterests WellbeingKind = "new-interests"           // what they would like to try
	WellbeingCoping    WellbeingKind = "coping"                  // what they do on a hard day
	WellbeingPeople    WellbeingKind = "people"                  // who is good company
	WellbeingRest      WellbeingKind = "rest"                    // how they rest
	WellbeingOther     WellbeingKind = "other"                   // anything else, under a title of the person's own
)

var wellbeingKinds = []WellbeingKind{WellbeingStrengths, WellbeingSupports, WellbeingInterests, WellbeingCoping, WellbeingPeople, WellbeingRest, WellbeingOther}

// Known reports whether the kind is on the list.
func (k WellbeingKind) Known() bool { return slices.Contains(wellbeingKinds, k) }

// Terms returns the closed list.
func (WellbeingKind) Terms() []string { return terms.Of(wellbeingKinds) }
