package recovery

import "github.com/towpath-care/towpath/peer"

// ChoiceFacts is what steps of a choice rest on besides the record.
type ChoiceFacts struct {
	Facts
	// Talk is the options talk that the step names, if it names one.
	Talk TalkFact
}

// TalkFact is what a choice needs to know of an options talk. The zero value knows
// nothing.
type TalkFact struct {
	ID     string
	Person peer.PersonID
	// TalkedThrough: the person says that it is.
	TalkedThrough peer.Tri
	// Options is how many there are; they are numbered from 1.
	Options int
}

// TalkFactFrom reads the fact from an options talk.
func TalkFactFrom(o OptionTalk) TalkFact {
	if !o.Exists() {
		return TalkFact{}
	}
	return TalkFact{ID: o.Ref().ID, Person: o.s.Person, TalkedThrough: peer.Is(o.Status() == OptionTalkThrough), Options: o.optionCount()}
}

// about reports whether the fact is about this talk of this person.
func (f TalkFact) about(talk string, person peer.PersonID) bool {
	return talk != "" && f.ID == talk && f.Person == person
}

// talkedThrough is Unknown for a talk the fact is not about.
func (f TalkFact) talkedThrough(talk string, person peer.PersonID) peer.Tri {
	if !f.about(talk, person) {
		return peer.Unknown
	}
	return f.TalkedThrough
}
