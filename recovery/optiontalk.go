package recovery

import (
	"slices"

	"github.com/towpath-care/towpath/peer"
)

// KindOptionTalk is how an options talk is stored.
const KindOptionTalk peer.Kind = "option-talk"

// Places an options talk can be in.
const (
	// OptionTalkOpen: the two collect options, questions and worries. The person
	// says that it is talked through, or sets it aside.
	OptionTalkOpen peer.Status = "open"
	// OptionTalkThrough: the person says that it is talked through. They open it
	// again or set it aside.
	OptionTalkThrough peer.Status = "talked-through"
	// OptionTalkSetAside: the person has put it away. They open it again.
	OptionTalkSetAside peer.Status = "set-aside"
)

// OptionTalk is the sheet of one choice: what there is to choose from, and what
// the person asks and worries about (REC-40). Options are information from either
// of the two. None is recommended: there is no field for it. The zero value is no
// talk.
type OptionTalk struct {
	head
	s optionTalk
}

type optionTalk struct {
	Person    peer.PersonID `json:"person" ask:"required"`
	Worker    peer.StaffID  `json:"worker,omitzero"`
	Goal      string        `json:"goal,omitzero"`
	About     peer.Words    `json:"about" ask:"required,max=1000"`
	Options   []TalkOption  `json:"options,omitempty" ask:"items=20"`
	Thoughts  []TalkThought `json:"thoughts,omitempty" ask:"items=40"`
	TeachBack peer.Words    `json:"teachBack,omitzero" ask:"max=4000"`
	Audience  Audience      `json:"audience" ask:"required"`
}

// How much one sheet holds.
const (
	maxOptions  = 20
	maxThoughts = 40
)

// TalkOption is one option of a talk.
type TalkOption struct {
	// Number counts the options of the talk from 1 and is never used again.
	Number int        `json:"number" ask:"required,min=1,max=20"`
	Kind   OptionKind `json:"kind" ask:"required"`
	// What it is; Provider is who provides it, Access how one usually gets there.
	What     peer.Words   `json:"what,omitzero" ask:"max=2000"`
	Provider peer.Private `json:"provider,omitzero" ask:"max=300"`
	Access   peer.Private `json:"access,omitzero" ask:"max=2000"`
	Source   Source       `json:"source,omitzero"`
	// From is which of the two added it.
	From peer.Party `json:"from" ask:"required"`
}

// TalkThought is a question or a worry of the person's.
type TalkThought struct {
	Kind ThoughtKind `json:"kind" ask:"required"`
	// Option is the number of the option it is about; 0: the choice as a whole.
	Option int        `json:"option,omitzero" ask:"max=20"`
	Words  peer.Words `json:"words" ask:"required,max=2000"`
}

// Person is the person whose choice it is about.
func (o OptionTalk) Person() peer.PersonID { return o.s.Person }

// Worker is the peer support worker alongside; empty when nobody is named.
func (o OptionTalk) Worker() peer.StaffID { return o.s.Worker }

// Goal is the id of the goal it belongs to; empty when there is none.
func (o OptionTalk) Goal() string { return o.s.Goal }

// About is what there is to choose, in the words of one of the two.
func (o OptionTalk) About() peer.Words { return o.s.About }

// Options are what there is to choose from, by number.
func (o OptionTalk) Options() []TalkOption { return slices.Clone(o.s.Options) }

// Thoughts are what the person asks and worries about, in the order they said it.
func (o OptionTalk) Thoughts() []TalkThought { return slices.Clone(o.s.Thoughts) }

// TeachBack is what the options come to in the person's own words, as they said it
// when they closed the talk; empty when they have not.
func (o OptionTalk) TeachBack() peer.Words { return o.s.TeachBack }

// Audience is who may see it, as the person set it; MeAndMyWorker at first.
func (o OptionTalk) Audience() Audience { return o.s.Audience }
