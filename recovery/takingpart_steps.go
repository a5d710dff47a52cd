package recovery

import "github.com/towpath-care/towpath/peer"

// TakingPartStep is a step of a note on taking part. A step of another record
// does not compile here.
type TakingPartStep interface{ takingPartStep() }

// TellTakingPart writes down that the person took part, or did not. Either of the
// two tells it; words in it are the person's own. What is missing is noted and
// never holds it up (REC-17).
type TellTakingPart struct {
	ID     string        `json:"id"`
	Person peer.PersonID `json:"person" ask:"required"`
	// Worker is who walks alongside; left out, nobody but the person sees it
	// at first.
	Worker peer.StaffID `json:"worker,omitzero"`
	// Activity is the id of the activity. The activity itself is not needed and
	// not touched.
	Activity string `json:"activity,omitzero"`
	// On is the day it is about; left out, today.
	On peer.Date `json:"on,omitzero"`
	// TookPart is yes or no; no is as good an answer, and no reason is asked.
	TookPart peer.Tri   `json:"tookPart,omitzero"`
	Words    peer.Words `json:"words,omitzero" ask:"max=2000"`
}

func (TellTakingPart) takingPartStep() {}
func (SetAside) takingPartStep()       {}
func (WhoMaySee) takingPartStep()      {}
