package recovery

import "github.com/towpath-care/towpath/peer"

// MeaningStep is a step of a meaning. A step of another record does not compile
// here.
type MeaningStep interface{ meaningStep() }

// SayMeaning says how something makes sense. The person says it themself, or the
// worker alongside writes down what the person said and names the person as author
// of the words (REC-03). Words without an author are those of whoever takes the
// step. What was said before stays beside it.
type SayMeaning struct {
	ID     string        `json:"id"`
	Person peer.PersonID `json:"person" ask:"required"`
	Worker peer.StaffID  `json:"worker,omitzero"`
	Words  peer.Words    `json:"words" ask:"required,max=4000"`
	// Lenses say from where the person looks at it, in any order; none is needed.
	Lenses []MeaningLens `json:"lenses,omitempty" ask:"items=11"`
}

// TakeBackMeaning says that it is not so, or not any more. No reason is asked.
type TakeBackMeaning struct{}

func (SayMeaning) meaningStep()      {}
func (TakeBackMeaning) meaningStep() {}
func (WhoMaySee) meaningStep()       {}
