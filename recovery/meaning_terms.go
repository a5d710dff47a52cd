package recovery

import (
	"slices"

	"github.com/towpath-care/towpath/internal/terms"
)

// MeaningLens says from where a person looks at what has happened to them (REC-03).
// There is none for a diagnosis.
type MeaningLens string

// Lenses.
const (
	LensExperience     MeaningLens = "experience"      // what happened, as they lived it
	LensFeelings       MeaningLens = "feelings"        // what it felt like
	LensExplanation    MeaningLens = "own-explanation" // how they explain it themself
	LensCulture        MeaningLens = "culture"
	LensFaith          MeaningLens = "faith"
	LensIdentity       MeaningLens = "identity"
	LensMoney          MeaningLens = "money"
	LensHousing        MeaningLens = "housing"
	LensDiscrimination MeaningLens = "discrimination"
	LensInequality     MeaningLens = "inequality" // any other way in which things are unequal
	LensOther          MeaningLens = "other"
)

var meaningLenses = []MeaningLens{LensExperience, LensFeelings, LensExplanation, LensCulture, LensFaith, LensIdentity, LensMoney,
	LensHousing, LensDiscrimination, LensInequality, LensOther}

// Known reports whether the lens is on the list.
func (l MeaningLens) Known() bool { return slices.Contains(meaningLenses, l) }

// Terms returns the closed list. Its order means nothing.
func (MeaningLens) Terms() []string { return terms.Of(meaningLenses) }

// unranked keeps each lens once and in the list's own order, so that no order tells
// which was meant to come first.
func unranked(lenses []MeaningLens) []MeaningLens {
	var out []MeaningLens
	for _, l := range meaningLenses {
		if slices.Contains(lenses, l) {
			out = append(out, l)
		}
	}
	return out
}
