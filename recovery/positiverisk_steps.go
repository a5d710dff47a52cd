package recovery

import "github.com/towpath-care/towpath/peer"

// PositiveRiskStep is a step of a talk about risk. A step of another record does
// not compile here.
type PositiveRiskStep interface{ positiveRiskStep() }

// TalkRisk begins a talk about something the person wants to do. What it is and
// why it matters are the person's own words; goods, harms and what would make it
// safer may come from either of the two, each with its author.
//
// A harm at which the policy wants a concern alongside opens the safety question.
// Unanswered, the talk is stored with the question open and a signal goes with the
// change; neither the talk nor the decision waits for the answer (hazards H02 and
// H12).
type TalkRisk struct {
	ID      string         `json:"id"`
	Person  peer.PersonID  `json:"person" ask:"required"`
	Worker  peer.StaffID   `json:"worker,omitzero"`
	What    peer.Words     `json:"what" ask:"required,max=2000"`
	Why     peer.Words     `json:"why,omitzero" ask:"max=2000"`
	Good    []peer.Words   `json:"good,omitempty" ask:"items=30,max=1000"`
	Harm    []PossibleHarm `json:"harm,omitempty" ask:"items=30"`
	Safer   []peer.Words   `json:"safer,omitempty" ask:"items=30,max=1000"`
	Further peer.Further   `json:"further,omitzero"`
}

// AddToTalk adds what has come up since; nothing that was said goes away. A harm
// opens the safety question as in TalkRisk.
type AddToTalk struct {
	Good    []peer.Words   `json:"good,omitempty" ask:"items=30,max=1000"`
	Harm    []PossibleHarm `json:"harm,omitempty" ask:"items=30"`
	Safer   []peer.Words   `json:"safer,omitempty" ask:"items=30,max=1000"`
	Further peer.Further   `json:"further,omitzero"`
}

// AskView notes that somebody of the team, or a carer, was asked how they see it.
// To ask tells them about it, so it is the person's step.
type AskView struct {
	Holder peer.Actor `json:"holder" ask:"required"`
}

// GiveView puts somebody's view beside the others, in its holder's own words. The
// person, the worker and those who were asked give their own; the worker may
// write down what somebody else said, naming them, as long as that holder has not
// said it themself or been written down before. Only its holder replaces a view.
type GiveView struct {
	Words peer.Words `json:"words" ask:"required,max=4000"`
	// ShowPerson: the carer whose view it is says yes to the person reading it.
	// Nobody else can say it for them.
	ShowPerson bool `json:"showPerson,omitzero"`
}

// DecideRisk is what the person decides, at any time and as often as they like.
// It waits for nobody's view and for no answer.
type DecideRisk struct {
	Decision RiskDecision `json:"decision" ask:"required"`
	Because  peer.Words   `json:"because,omitzero" ask:"max=2000"`
}

// ReviewRiskOn sets the day on which the two look at it again; left out, there is
// none.
type ReviewRiskOn struct {
	On peer.Date `json:"on,omitzero"`
}

func (TalkRisk) positiveRiskStep()      {}
func (AddToTalk) positiveRiskStep()     {}
func (AskView) positiveRiskStep()       {}
func (GiveView) positiveRiskStep()      {}
func (DecideRisk) positiveRiskStep()    {}
func (ReviewRiskOn) positiveRiskStep()  {}
func (AnswerFurther) positiveRiskStep() {}
func (WhoMaySee) positiveRiskStep()     {}
