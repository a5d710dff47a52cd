package recovery

import "github.com/towpath-care/towpath/peer"

// ChoiceMadeStep is a step of a choice. A step of another record does not compile
// here.
type ChoiceMadeStep interface{ choiceMadeStep() }

// MakeChoice says what was chosen. Said by the person it stands at once. The worker
// alongside may write down what the person said, in the person's words; whose
// choice it is stays for the person to say (REC-42).
type MakeChoice struct {
	ID     string        `json:"id"`
	Person peer.PersonID `json:"person" ask:"required"`
	Worker peer.StaffID  `json:"worker,omitzero"`
	// Goal is the id of the goal it belongs to, if any.
	Goal   string `json:"goal,omitzero"`
	Chosen Chosen `json:"chosen"`
	Whose  Whose  `json:"whose,omitzero"`
}

// SayWhose is the person's word on whether a choice is theirs, at any time and from
// anywhere: "I was pressed" opens it again, "it is mine" lets it stand. Unknown
// takes back what they said.
type SayWhose struct {
	Whose Whose `json:"whose,omitzero"`
}

// SayTogether says whether options were talked through together before.
type SayTogether struct {
	// Talk is the id of the options talk; left out, the one of the choice.
	Talk          string   `json:"talk,omitzero"`
	Collaborative peer.Tri `json:"collaborative" ask:"required"`
}

// ReviseChoice chooses anew, at any time. What was said before can still be read.
type ReviseChoice struct {
	Chosen Chosen `json:"chosen"`
	Whose  Whose  `json:"whose,omitzero"`
}

// TakeBackChoice takes it back. No reason is asked.
type TakeBackChoice struct{}

func (MakeChoice) choiceMadeStep()     {}
func (SayWhose) choiceMadeStep()       {}
func (SayTogether) choiceMadeStep()    {}
func (ReviseChoice) choiceMadeStep()   {}
func (TakeBackChoice) choiceMadeStep() {}
func (WordsForRecord) choiceMadeStep() {}
func (WhoMaySee) choiceMadeStep()      {}
