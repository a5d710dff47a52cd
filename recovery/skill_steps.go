package recovery

import "github.com/towpath-care/towpath/peer"

// SkillStep is a step of a self-management skill. A step of another record does
// not compile here.
type SkillStep interface{ skillStep() }

// ListSkill puts an approach on the person's list: in their own words, by its code
// in a catalogue that they opened, or both (REC-14). The worker may write down
// their words, and never adds one of their own.
type ListSkill struct {
	ID     string        `json:"id"`
	Person peer.PersonID `json:"person" ask:"required"`
	// Worker is who walks alongside; it may be left out.
	Worker peer.StaffID `json:"worker,omitzero"`
	Words  peer.Words   `json:"words,omitzero" ask:"max=2000"`
	// Code is a code of the catalogue. Where the worker writes it down, the
	// person's words about it stand beside it.
	Code string `json:"code,omitzero"`
}

// SayHowSkillGoes says that the person has tried it, and how it goes as far as they
// like to say. It stands in place of what they said before.
type SayHowSkillGoes struct {
	Useful peer.Tri `json:"useful,omitzero"`
	// When is when they use it.
	When     peer.Words `json:"when,omitzero" ask:"max=1000"`
	Progress peer.Words `json:"progress,omitzero" ask:"max=2000"`
	// Rating may be left out; a number has its scale.
	Rating SkillRating `json:"rating,omitzero"`
}

// SetSkillAside takes it off the list for now. No reason is asked.
type SetSkillAside struct{}

// TakeUpSkill puts it back on the list where it was left.
type TakeUpSkill struct{}

func (ListSkill) skillStep()       {}
func (SayHowSkillGoes) skillStep() {}
func (SetSkillAside) skillStep()   {}
func (TakeUpSkill) skillStep()     {}
func (WhoMaySee) skillStep()       {}
