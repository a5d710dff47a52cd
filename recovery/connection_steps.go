package recovery

import "github.com/towpath-care/towpath/peer"

// ConnectionStep is a step of a connection. A step of another record does not
// compile here.
type ConnectionStep interface{ connectionStep() }

// ChooseConnection says who or what matters. Only the person chooses (REC-10); the
// worker may ask. Words without an author are the person's.
type ChooseConnection struct {
	ID     string        `json:"id"`
	Person peer.PersonID `json:"person" ask:"required"`
	// Worker is who walks alongside; it may be left out.
	Worker peer.StaffID   `json:"worker,omitzero"`
	Who    ConnectionKind `json:"who" ask:"required"`
	// Wish is what the person would like of it.
	Wish   ConnectionWish `json:"wish" ask:"required"`
	Domain LifeDomain     `json:"domain,omitzero" ask:"row=REC-06"`
	// Words are for the two only. No name is needed.
	Words peer.Words `json:"words,omitzero" ask:"max=1000"`
	// Goals are the ids of the goals it supports, Resource that of a resource of
	// the directory it leads to. Both may be left out.
	Goals    []string `json:"goals,omitempty" ask:"items=20,row=REC-10"`
	Resource string   `json:"resource,omitzero" ask:"row=REC-10"`
}

// ChangeConnection says what the person would like of it now, which goals it
// supports and where it leads. All three are put anew: what is left out is no more.
type ChangeConnection struct {
	Wish     ConnectionWish `json:"wish" ask:"required"`
	Goals    []string       `json:"goals,omitempty" ask:"items=20,row=REC-10"`
	Resource string         `json:"resource,omitzero" ask:"row=REC-10"`
}

// PutConnectionDown puts it down. No reason is asked.
type PutConnectionDown struct{}

// ChooseAgain takes up what was put down, as it was.
type ChooseAgain struct{}

func (ChooseConnection) connectionStep()  {}
func (ChangeConnection) connectionStep()  {}
func (PutConnectionDown) connectionStep() {}
func (ChooseAgain) connectionStep()       {}
func (WhoMaySee) connectionStep()         {}
