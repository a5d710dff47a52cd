package recovery

import (
	"slices"
	"time"

	"github.com/towpath-care/towpath/peer"
)

// KindChoice is how a choice is stored.
const KindChoice peer.Kind = "choice"

// Places a choice can be in. Only the person moves it.
const (
	// ChoiceNoted: the worker wrote down what the person said. The person says
	// whether it is theirs, chooses anew or takes it back.
	ChoiceNoted peer.Status = "noted"
	// ChoiceStands: the person chose it, and has not said that they felt put upon.
	// They may say so, choose anew or take it back at any time.
	ChoiceStands peer.Status = "stands"
	// ChoiceFeltPutUpon: the person says that it was not theirs. It is kept and
	// open again: they look at it anew, say that it is theirs after all, or take it
	// back.
	ChoiceFeltPutUpon peer.Status = "felt-put-upon"
	// ChoiceTakenBack: the person took it back. They may choose anew.
	ChoiceTakenBack peer.Status = "taken-back"
)

// ChoiceMade is a choice of the person's, or one that somebody else made for them
// (REC-42). Two things are said of it, apart: whether it is theirs, which is their
// word alone and theirs to change at any time (hazard H17), and whether options
// were talked through together first. The zero value is no choice.
type ChoiceMade struct {
	head
	s choiceMade
}

type choiceMade struct {
	Person peer.PersonID `json:"person" ask:"required"`
	Worker peer.StaffID  `json:"worker,omitzero"`
	Goal   string        `json:"goal,omitzero"`
	// Said ends with what holds now.
	Said      []ChoiceSaid `json:"said" ask:"required,items=12"`
	ForRecord peer.Words   `json:"forRecord,omitzero" ask:"max=2000"`
	Audience  Audience     `json:"audience" ask:"required"`
}

// keptSays is how many says of a choice it keeps, the one that holds among them.
const keptSays = 12

// Chosen is what was chosen: an option of a talk, something in the person's own
// words, or both.
type Chosen struct {
	// Talk is the id of the options talk, Option the number of its option.
	Talk   string     `json:"talk,omitzero"`
	Option int        `json:"option,omitzero" ask:"max=20"`
	Words  peer.Words `json:"words,omitzero" ask:"max=2000"`
	// Collaborative: options were talked through together before. Yes only after a
	// talk that the person says is talked through.
	Collaborative peer.Tri `json:"collaborative,omitzero"`
}

// Whose is what the person says of a choice: whether it is theirs.
type Whose struct {
	// Active: it is theirs and was not put upon them. Unknown when they have not
	// said, or would rather not.
	Active peer.Tri `json:"active,omitzero"`
	// ImposedBy is the kind of somebody who chose for them; empty: nobody did.
	ImposedBy Imposer `json:"imposedBy,omitzero"`
	// Says is how it was, in their own words.
	Says peer.Words `json:"says,omitzero" ask:"max=2000"`
}

// ChoiceSaid is one say of a choice.
type ChoiceSaid struct {
	// Number counts the says of a choice from 1 and is never used again.
	Number int    `json:"number" ask:"required"`
	Chosen Chosen `json:"chosen"`
	Whose  Whose  `json:"whose,omitzero"`
	// From is who gave it: the person, or the worker who wrote it down.
	From peer.Party `json:"from" ask:"required"`
	// At is when it was said, in UTC.
	At time.Time `json:"at" ask:"required"`
}

// Person is the person whose life it is about.
func (c ChoiceMade) Person() peer.PersonID { return c.s.Person }

// Worker is the peer support worker alongside; empty when nobody is named.
func (c ChoiceMade) Worker() peer.StaffID { return c.s.Worker }

// Goal is the id of the goal it belongs to; empty when there is none.
func (c ChoiceMade) Goal() string { return c.s.Goal }

// Said is what holds now.
func (c ChoiceMade) Said() ChoiceSaid {
	if len(c.s.Said) == 0 {
		return ChoiceSaid{}
	}
	return c.s.Said[len(c.s.Said)-1]
}

// Earlier is what was said before, oldest first, at most the last eleven of it.
func (c ChoiceMade) Earlier() []ChoiceSaid {
	return slices.Clone(c.s.Said[:max(0, len(c.s.Said)-1)])
}

// ForRecord are the words the person approved for the care record; empty: none. A
// new say takes them back.
func (c ChoiceMade) ForRecord() peer.Words { return c.s.ForRecord }

// Audience is who may see it, as the person set it; MeAndMyWorker at first.
func (c ChoiceMade) Audience() Audience { return c.s.Audience }

// FeltPutUpon reports whether the person says that it was not theirs: they said so,
// or named who chose for them and have not said that it is theirs all the same.
func (c ChoiceMade) FeltPutUpon() bool { return c.Said().Whose.putUpon() }

// SelfDefined reports whether it counts as the person's own: it stands, they say
// that it is theirs, and nobody chose for them. What nobody has said does not
// count.
func (c ChoiceMade) SelfDefined() bool {
	w := c.Said().Whose
	return c.Status() == ChoiceStands && w.Active == peer.Yes && w.ImposedBy == ""
}

// Offers are what the two may do about a choice the person felt put upon to make;
// none otherwise. Going on as if it were theirs is not on the list.
func (c ChoiceMade) Offers() []ChoiceOffer {
	if !c.FeltPutUpon() {
		return nil
	}
	return slices.Clone(choiceOffers)
}

func (w Whose) putUpon() bool {
	return w.Active == peer.No || w.ImposedBy != "" && w.Active != peer.Yes
}
