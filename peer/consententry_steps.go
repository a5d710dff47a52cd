package peer

// ConsentEntryStep is a step of an entry of a consent register. A step of another
// record does not compile here.
type ConsentEntryStep interface{ consentEntryStep() }

// GiveConsent asks for the first time, and the answer is yes. The worker may write down
// what the person says.
type GiveConsent struct {
	ID      string       `json:"id"`
	Person  PersonID     `json:"person" ask:"required"`
	Worker  StaffID      `json:"worker,omitzero"`
	Scope   ConsentScope `json:"scope" ask:"required"`
	With    Recipient    `json:"with"`
	Purpose Purpose      `json:"purpose" ask:"required"`
	Yes     ConsentYes   `json:"yes"`
}

// ConsentYes is how a yes was said. It has no place for a condition in words, to which
// no program could hold: a narrower yes names a narrower scope.
type ConsentYes struct {
	// From is the first day it counts, never before it is written down; missing: at
	// once. Until is its last day; missing: it goes on.
	From  Date `json:"from,omitzero"`
	Until Date `json:"until,omitzero"`
	// Holder is the carer who says it in the person's place, where the worker writes it
	// down. A carer who says it themself may leave it out.
	Holder CarerID `json:"holder,omitzero"`
	// Present are who else was in the room.
	Present []InTheRoom `json:"present,omitempty" ask:"items=10"`
}

// GiveAgain is a yes to the same question after another answer, or instead of the yes
// that stands: for longer, or the person's own in place of somebody else's.
type GiveAgain struct {
	Yes ConsentYes `json:"yes"`
}

// SayNoToSharing asks for the first time, and the answer is no. Anybody on the staff
// writes it down.
type SayNoToSharing struct {
	ID      string       `json:"id"`
	Person  PersonID     `json:"person" ask:"required"`
	Worker  StaffID      `json:"worker,omitzero"`
	Scope   ConsentScope `json:"scope" ask:"required"`
	With    Recipient    `json:"with"`
	Purpose Purpose      `json:"purpose" ask:"required"`
}

// SayNo is a no to the same question after another answer.
type SayNo struct{}

// WithdrawConsent takes an answer back, at once and without a reason. What was shared
// before stays as it is; nothing is shared from now on.
type WithdrawConsent struct{}

// WasPressed is the person's word that they had not been free to answer. From then on
// nothing is shared on that answer; they are asked again with nobody else there.
type WasPressed struct{}

// ConfirmAlone says that the person gave the same yes again with nobody else there.
type ConfirmAlone struct{}

func (GiveConsent) consentEntryStep()     {}
func (GiveAgain) consentEntryStep()       {}
func (SayNoToSharing) consentEntryStep()  {}
func (SayNo) consentEntryStep()           {}
func (WithdrawConsent) consentEntryStep() {}
func (WasPressed) consentEntryStep()      {}
func (ConfirmAlone) consentEntryStep()    {}
