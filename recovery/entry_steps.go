package recovery

import "github.com/towpath-care/towpath/peer"

// EntryStep is a step of an entry. A step of another record does not compile here.
type EntryStep interface{ entryStep() }

// WriteEntry writes down what was said. What the worker says is the worker's to
// write, in their own words. What the person says is in the person's own words; the
// worker alongside may write it down and names the person as the author. A worker's
// suggestion or solution is never taken: it is the person's turn (REC-39). Words
// without an author are those of whoever takes the step.
type WriteEntry struct {
	ID     string        `json:"id"`
	Person peer.PersonID `json:"person" ask:"required"`
	// Worker is who walks alongside; a person alone leaves it out.
	Worker peer.StaffID `json:"worker,omitzero"`
	// About is the record it belongs to: a goal, a cycle of problem solving, a
	// setback, another entry. Left out, the entry is kept all the same.
	About peer.Ref `json:"about,omitzero"`
	// As is what it is said as.
	As    EntryKind  `json:"as" ask:"required"`
	Words peer.Words `json:"words" ask:"required,max=4000"`
}

// EntryNotSo is the person's say that an entry does not fit: it is not what they
// meant, or not how it is. Words of their own may be left out. What there is to say
// later is an entry about this one.
type EntryNotSo struct {
	Words peer.Words `json:"words,omitzero" ask:"max=1000"`
}

func (WriteEntry) entryStep() {}
func (EntryNotSo) entryStep() {}
func (WhoMaySee) entryStep()  {}
