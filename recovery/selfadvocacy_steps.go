package recovery

import "github.com/towpath-care/towpath/peer"

// SelfAdvocacyStep is a step of an occasion to speak up for oneself. A step of
// another record does not compile here.
type SelfAdvocacyStep interface{ selfAdvocacyStep() }

// PlanToAsk says what the person wants to ask for and of whom, in their own words;
// the worker alongside may write it down (REC-43).
type PlanToAsk struct {
	ID     string        `json:"id"`
	Person peer.PersonID `json:"person" ask:"required"`
	Worker peer.StaffID  `json:"worker,omitzero"`
	// Goal is the id of the goal it serves, if any.
	Goal string     `json:"goal,omitzero"`
	Asks peer.Words `json:"asks" ask:"required,max=2000"`
	// Of is the kind of somebody they ask; no name is needed.
	Of AskedOf `json:"of" ask:"required"`
}

// SaySupportWanted is the person's word on the support they want.
type SaySupportWanted struct {
	Support SupportWanted `json:"support" ask:"required"`
}

// PractiseSkills says what the person practises for it, in place of what was said
// before.
type PractiseSkills struct {
	Skills []AdvocacySkill `json:"skills" ask:"required,items=10"`
}

// ProposeWords puts up words that the worker would say for the person, in the words
// of either. They get the next number. Nobody says them before the person's yes.
type ProposeWords struct {
	Words peer.Words `json:"words" ask:"required,max=2000"`
}

// AnswerWords is the person's yes or no to such words. They may change it, and take
// a yes back, at any time.
type AnswerWords struct {
	Number int      `json:"number" ask:"required,min=1,max=20"`
	Agreed peer.Tri `json:"agreed" ask:"required"`
}

// SpeakForPerson is the worker about to say words for the person: those and no
// others, while the person's yes to them holds.
type SpeakForPerson struct {
	Number int `json:"number" ask:"required,min=1,max=20"`
}

// SayAdvocacyResult says that it is over and what came of it, in the person's own
// words. Nobody has to say what came of it.
type SayAdvocacyResult struct {
	Result peer.Words `json:"result,omitzero" ask:"max=4000"`
}

// LeaveOccasion lets it be. No reason is asked.
type LeaveOccasion struct{}

// TakeUpOccasion takes it up again.
type TakeUpOccasion struct{}

func (PlanToAsk) selfAdvocacyStep()         {}
func (SaySupportWanted) selfAdvocacyStep()  {}
func (PractiseSkills) selfAdvocacyStep()    {}
func (ProposeWords) selfAdvocacyStep()      {}
func (AnswerWords) selfAdvocacyStep()       {}
func (SpeakForPerson) selfAdvocacyStep()    {}
func (SayAdvocacyResult) selfAdvocacyStep() {}
func (LeaveOccasion) selfAdvocacyStep()     {}
func (TakeUpOccasion) selfAdvocacyStep()    {}
func (WordsForRecord) selfAdvocacyStep()    {}
func (WhoMaySee) selfAdvocacyStep()         {}
