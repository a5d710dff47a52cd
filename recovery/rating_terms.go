package recovery

import (
	"slices"

	"github.com/towpath-care/towpath/internal/terms"
)

// Rating is a whole number from 0 to 10 as somebody named it, written "0" to "10";
// empty: none was named. It is a word of a list and no number, so that none is read
// as 0 and nothing is reckoned from it.
type Rating string

var ratings = []Rating{"0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "10"}

// Known reports whether the rating is one of the eleven.
func (r Rating) Known() bool { return slices.Contains(ratings, r) }

// Terms returns the closed list, from 0 to 10.
func (Rating) Terms() []string { return terms.Of(ratings) }

// Number is the rating as a number, to be shown or sent; false when there is none.
func (r Rating) Number() (int, bool) {
	n := slices.Index(ratings, r)
	return max(n, 0), n >= 0
}

// RatingScale says what 0 and 10 stand for.
type RatingScale string

// Scales, each from what 0 stands for to what 10 stands for.
const (
	ScaleNotAtAllToCompletely RatingScale = "not-at-all-to-completely"
	ScaleNeverToAlways        RatingScale = "never-to-always"
	ScaleHardToEasy           RatingScale = "very-hard-to-very-easy"
	ScaleWorstToBest          RatingScale = "worst-to-best"
)

var ratingScales = []RatingScale{ScaleNotAtAllToCompletely, ScaleNeverToAlways, ScaleHardToEasy, ScaleWorstToBest}

// Known reports whether the scale is on the list.
func (s RatingScale) Known() bool { return slices.Contains(ratingScales, s) }

// Terms returns the closed list.
func (RatingScale) Terms() []string { return terms.Of(ratingScales) }
