package recovery

import "github.com/towpath-care/towpath/peer"

// StrengthStep is a step of a strength. A step of another record does not compile
// here.
type StrengthStep interface{ strengthStep() }

// NameStrength says something the person has to build on. Said by the person it is
// theirs at once; brought in by the worker alongside it is an offer, whoever's words
// it is in. A value or an aspiration is in the person's own words. Words without an
// author are those of whoever takes the step (REC-02).
type NameStrength struct {
	ID     string        `json:"id"`
	Person peer.PersonID `json:"person" ask:"required"`
	Worker peer.StaffID  `json:"worker,omitzero"`
	Sort   StrengthKind  `json:"sort" ask:"required"`
	Words  peer.Words    `json:"words" ask:"required,max=2000"`
}

// AcceptStrength is the person's yes: it is theirs now, or theirs again.
type AcceptStrength struct{}

// SetStrengthAside is the person's no. No reason is asked and none can be given.
type SetStrengthAside struct{}

func (NameStrength) strengthStep()     {}
func (AcceptStrength) strengthStep()   {}
func (SetStrengthAside) strengthStep() {}
func (WhoMaySee) strengthStep()        {}
