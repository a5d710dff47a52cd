package recovery

import "github.com/towpath-care/towpath/peer"

// OptionTalkStep is a step of an options talk. A step of another record does not
// compile here.
type OptionTalkStep interface{ optionTalkStep() }

// OpenOptionTalk begins the sheet of one choice. Words without an author are those
// of whoever takes the step (REC-40).
type OpenOptionTalk struct {
	ID     string        `json:"id"`
	Person peer.PersonID `json:"person" ask:"required"`
	Worker peer.StaffID  `json:"worker,omitzero"`
	// Goal is the id of the goal it belongs to, if any.
	Goal string `json:"goal,omitzero"`
	// About is what there is to choose.
	About peer.Words `json:"about" ask:"required,max=1000"`
}

// AddOption adds an option as information, from either of the two. It gets the
// next number. To wait, or to take none, needs no words and no source; anything
// else says what it is and where that is from.
type AddOption struct {
	Kind     OptionKind   `json:"kind" ask:"required"`
	What     peer.Words   `json:"what,omitzero" ask:"max=2000"`
	Provider peer.Private `json:"provider,omitzero" ask:"max=300"`
	Access   peer.Private `json:"access,omitzero" ask:"max=2000"`
	Source   Source       `json:"source,omitzero"`
}

// AskOfOption is a question or a worry of the person's, in their own words; the
// worker alongside may write it down. It can be said at any time.
type AskOfOption struct {
	Kind ThoughtKind `json:"kind" ask:"required"`
	// Option is the number of the option; left out, it is about the whole choice.
	Option int        `json:"option,omitzero" ask:"max=20"`
	Words  peer.Words `json:"words" ask:"required,max=2000"`
}

// TalkedThrough is the person's word that the options have been talked through.
// TeachBack is what they come to in the person's own words, where they like to say
// it: a check of how it was explained, not of the person.
type TalkedThrough struct {
	TeachBack peer.Words `json:"teachBack,omitzero" ask:"max=4000"`
}

// ReopenOptionTalk opens it again.
type ReopenOptionTalk struct{}

// SetOptionTalkAside puts it away. No reason is asked.
type SetOptionTalkAside struct{}

func (OpenOptionTalk) optionTalkStep()     {}
func (AddOption) optionTalkStep()          {}
func (AskOfOption) optionTalkStep()        {}
func (TalkedThrough) optionTalkStep()      {}
func (ReopenOptionTalk) optionTalkStep()   {}
func (SetOptionTalkAside) optionTalkStep() {}
func (WhoMaySee) optionTalkStep()          {}
