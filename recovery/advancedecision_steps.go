package recovery

import "github.com/towpath-care/towpath/peer"

// AdvanceDecisionStep is a step of an advance decision. A step of another record
// does not compile here.
type AdvanceDecisionStep interface{ advanceDecisionStep() }

// WriteDecision writes an advance decision. The worker alongside may write down
// what the person says; every text is the person's own. It needs a policy under
// which decisions are made, and a date of birth that says the person is 18.
type WriteDecision struct {
	ID     string        `json:"id"`
	Person peer.PersonID `json:"person" ask:"required"`
	// Worker is who walks alongside; it may be left out.
	Worker peer.StaffID `json:"worker,omitzero"`
	// Stance is StanceRefuses: a decision can do nothing else (ErrNotARefusal).
	Stance Stance       `json:"stance" ask:"required"`
	Text   DecisionText `json:"text"`
	// Told is what the person has been told already.
	Told []DecisionLimit `json:"told,omitempty" ask:"items=20"`
	// Confirm: the person, writing it themself, confirms it with the same step.
	Confirm bool `json:"confirm,omitzero"`
}

// RewriteDecision puts another text in place of that of a draft.
type RewriteDecision struct {
	Stance Stance       `json:"stance" ask:"required"`
	Text   DecisionText `json:"text"`
}

// EditDecision is the person's new version of what they had confirmed. The new
// version is made and confirmed with the same step, and this one is superseded and
// shared with nobody any more; the new one is shared anew. What was noted about
// formalities was about the old paper and does not go over.
type EditDecision struct {
	ID     string       `json:"id" ask:"required"`
	Stance Stance       `json:"stance" ask:"required"`
	Text   DecisionText `json:"text"`
}

// TellLimits notes what the person has now been told: what a decision can do and
// what it cannot. All of DecisionLimit is told before the person confirms.
type TellLimits struct {
	Topics []DecisionLimit `json:"topics" ask:"required,items=20"`
}

// NoteFormalities notes which formalities are there, as far as somebody has seen.
// What was noted before is replaced. From one of the registered professionals of
// the team it says also that they have looked. It certifies nothing: a Certificate
// other than CertificateNone is answered with peer.ErrWrongRole, whoever gives it.
type NoteFormalities struct {
	Noted       []Formality `json:"noted,omitempty" ask:"items=20"`
	Certificate Certificate `json:"certificate,omitzero"`
}

func (WriteDecision) advanceDecisionStep()   {}
func (RewriteDecision) advanceDecisionStep() {}
func (EditDecision) advanceDecisionStep()    {}
func (TellLimits) advanceDecisionStep()      {}
func (NoteFormalities) advanceDecisionStep() {}
func (ConfirmAdvance) advanceDecisionStep()  {}
func (ShareAdvance) advanceDecisionStep()    {}
func (TakeBackShare) advanceDecisionStep()   {}
func (SayWhere) advanceDecisionStep()        {}
func (ReviewAdvanceOn) advanceDecisionStep() {}
func (WithdrawAdvance) advanceDecisionStep() {}
func (WhoMaySee) advanceDecisionStep()       {}
