package signpost

import "github.com/towpath-care/towpath/peer"

// ResourceStep is a step of an entry of the directory. A step of another record does
// not compile here.
type ResourceStep interface{ resourceStep() }

// Find writes down something that somebody came across. Anybody may: a person who is
// supported, a carer, somebody on the staff; the credit is theirs (SIGN-06).
type Find struct {
	ID      string  `json:"id"`
	Listing Listing `json:"listing"`
}

// Propose means it for the directory.
type Propose struct{}

// Verify says on which day somebody made sure of it, and how (SIGN-03). It settles what
// was doubted or changed before that day.
type Verify struct {
	On  peer.Date   `json:"on" ask:"required"`
	How HowVerified `json:"how" ask:"required"`
}

// List shows it to people.
type List struct{}

// Amend replaces what is said of it. Where something changes that people go by, it is
// made sure of anew: before it is listed it is proposed again, and once it is listed it
// stays there as stale until somebody has.
type Amend struct {
	Listing Listing `json:"listing"`
}

// Dispute says that it is not as described. It rests on no fact and no policy, and is
// kept whatever is missing, also when the entry is there no more (SIGN-04, hazard H02).
// Further is asked where somebody was not safe.
type Dispute struct {
	Reason  DoubtReason  `json:"reason" ask:"required"`
	Words   peer.Words   `json:"words,omitzero" ask:"max=2000"`
	Further peer.Further `json:"further"`
}

// Retire takes it out of the directory.
type Retire struct {
	Why RetiredReason `json:"why" ask:"required"`
}

func (Find) resourceStep()    {}
func (Propose) resourceStep() {}
func (Verify) resourceStep()  {}
func (List) resourceStep()    {}
func (Amend) resourceStep()   {}
func (Dispute) resourceStep() {}
func (Retire) resourceStep()  {}
