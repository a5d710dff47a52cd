package recovery

import "github.com/towpath-care/towpath/peer"

// AdvanceStatementStep is a step of an advance statement. A step of another record
// does not compile here.
type AdvanceStatementStep interface{ advanceStatementStep() }

// WriteStatement writes an advance statement. The worker alongside may write down
// what the person says; every text is the person's own. Words without an author
// are those of whoever takes the step.
//
// Without a policy it is written all the same: nobody is kept from saying what
// they want. Only an organisation that says it makes none turns it down.
type WriteStatement struct {
	ID     string        `json:"id"`
	Person peer.PersonID `json:"person" ask:"required"`
	// Worker is who walks alongside; it may be left out.
	Worker peer.StaffID  `json:"worker,omitzero"`
	Text   StatementText `json:"text"`
	// Confirm: the person, writing it themself, confirms it with the same step.
	Confirm bool `json:"confirm,omitzero"`
}

// RewriteStatement puts another text in place of that of a draft.
type RewriteStatement struct {
	Text StatementText `json:"text"`
}

// EditStatement is the person's new version of what they had confirmed. The new
// version is made and confirmed with the same step, and this one is superseded and
// shared with nobody any more; the new one is shared anew. What the new version
// keeps is who may see it and whom to ask.
type EditStatement struct {
	ID   string        `json:"id" ask:"required"`
	Text StatementText `json:"text"`
}

func (WriteStatement) advanceStatementStep()   {}
func (RewriteStatement) advanceStatementStep() {}
func (EditStatement) advanceStatementStep()    {}
func (ConfirmAdvance) advanceStatementStep()   {}
func (ShareAdvance) advanceStatementStep()     {}
func (TakeBackShare) advanceStatementStep()    {}
func (SayWhere) advanceStatementStep()         {}
func (ReviewAdvanceOn) advanceStatementStep()  {}
func (WithdrawAdvance) advanceStatementStep()  {}
func (WhoMaySee) advanceStatementStep()        {}
