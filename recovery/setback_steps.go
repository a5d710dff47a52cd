package recovery

import "github.com/towpath-care/towpath/peer"

// SetbackStep is a step of a setback. A step of another record does not compile
// here.
type SetbackStep interface{ setbackStep() }

// RecordSetback writes down a setback. What is missing is noted and never holds
// it up. Every text is the person's own; the worker alongside may write it down
// (REC-12).
//
// Where things are worse than usual, or nobody has said that they are not, it is
// asked whether this needs to go further. Unanswered, the setback is stored with
// the question open and a signal goes with the change (hazard H02).
type RecordSetback struct {
	ID     string        `json:"id"`
	Person peer.PersonID `json:"person" ask:"required"`
	Worker peer.StaffID  `json:"worker,omitzero"`
	// Goal is the id of the goal it is told beside. The goal itself is not
	// needed and not touched.
	Goal          string     `json:"goal,omitzero"`
	Happened      peer.Words `json:"happened,omitzero" ask:"max=4000"`
	HelpedBefore  peer.Words `json:"helpedBefore,omitzero" ask:"max=2000"`
	StillPossible peer.Words `json:"stillPossible,omitzero" ask:"max=2000"`
	// NextStep is a small step the person has in mind; Rest says that they would
	// rather rest. Both may be left out.
	NextStep peer.Words   `json:"nextStep,omitzero" ask:"max=1000"`
	Rest     bool         `json:"rest,omitzero"`
	Worse    peer.Tri     `json:"worse,omitzero"`
	Further  peer.Further `json:"further,omitzero"`
}

// SetbackLedTo names what was begun after it. The record it names is not needed and
// not touched: the person begins it, or does not (REC-12). A question that is open is
// answered first. Named anew, the last one stands.
type SetbackLedTo struct {
	To AfterSetback `json:"to" ask:"required"`
	// Record is the id of what was begun.
	Record string `json:"record" ask:"required"`
}

func (RecordSetback) setbackStep() {}
func (SetbackLedTo) setbackStep()  {}
func (AnswerFurther) setbackStep() {}
