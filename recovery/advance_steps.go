package recovery

import "github.com/towpath-care/towpath/peer"

// ConfirmAdvance is the person's yes: this is what they want.
type ConfirmAdvance struct{}

// ShareAdvance gives it to somebody. It is the person's step, and needs their
// consent in force at that moment (AdvanceFacts.Consents).
type ShareAdvance struct {
	With Recipient `json:"with"`
	// AsDraft: the person asks that it goes out before they have confirmed it.
	// Without that a draft stays here (hazard H18).
	AsDraft bool `json:"asDraft,omitzero"`
}

// TakeBackShare ends one share, by its number. What was given stays in the list
// with its end.
type TakeBackShare struct {
	Number int `json:"number" ask:"required,min=1"`
}

// SayWhere says where the document is kept and whom to ask about it, in the
// person's own words. Each takes the place of what was said before; left out, it
// is no longer said.
type SayWhere struct {
	Where peer.Words `json:"where,omitzero" ask:"max=500"`
	Ask   peer.Words `json:"ask,omitzero" ask:"max=500"`
}

// ReviewAdvanceOn sets the day on which the person would look at it again; left
// out, there is none.
type ReviewAdvanceOn struct {
	On peer.Date `json:"on,omitzero"`
}

// WithdrawAdvance takes it back at any time, without a reason. Nobody has it from
// then on.
type WithdrawAdvance struct{}
