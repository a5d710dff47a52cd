package recovery

import (
	"slices"
	"time"

	"github.com/towpath-care/towpath/peer"
)

// KindSelfAdvocacy is how an occasion to speak up for oneself is stored.
const KindSelfAdvocacy peer.Kind = "self-advocacy"

// Places an occasion can be in.
const (
	// AdvocacyPlanned: it lies ahead. The two prepare; the person says how it went
	// or lets it be.
	AdvocacyPlanned peer.Status = "planned"
	// AdvocacyDone: it is over, whatever came of it. The person may say more, and
	// take it up again.
	AdvocacyDone peer.Status = "done"
	// AdvocacyLeft: the person let it be. They may take it up again.
	AdvocacyLeft peer.Status = "left"
)

// SelfAdvocacy is an occasion on which a person asks for something in their own
// name (REC-43). The worker says nothing in their place but words the person has
// said yes to. The zero value is none.
type SelfAdvocacy struct {
	head
	s selfAdvocacy
}

type selfAdvocacy struct {
	Person    peer.PersonID   `json:"person" ask:"required"`
	Worker    peer.StaffID    `json:"worker,omitzero"`
	Goal      string          `json:"goal,omitzero"`
	Asks      peer.Words      `json:"asks" ask:"required,max=2000"`
	Of        AskedOf         `json:"of" ask:"required"`
	Support   SupportWanted   `json:"support,omitzero"`
	Skills    []AdvocacySkill `json:"skills,omitempty" ask:"items=10"`
	ToSay     []WordsToSay    `json:"toSay,omitempty" ask:"items=20"`
	Result    peer.Words      `json:"result,omitzero" ask:"max=4000"`
	ForRecord peer.Words      `json:"forRecord,omitzero" ask:"max=2000"`
	Audience  Audience        `json:"audience" ask:"required"`
}

// maxWordsToSay is how many words to say one occasion holds.
const maxWordsToSay = 20

// WordsToSay are words that the worker would say for the person.
type WordsToSay struct {
	// Number counts them from 1 and is never used again.
	Number int        `json:"number" ask:"required"`
	Words  peer.Words `json:"words" ask:"required,max=2000"`
	// Agreed is the person's yes to these words; no when they took it back, or said
	// no; unknown before they answered.
	Agreed peer.Tri `json:"agreed,omitzero"`
	// AnsweredAt is when they last answered, in UTC.
	AnsweredAt time.Time `json:"answeredAt,omitzero"`
	// SpokenAt is when the worker last said them, in UTC; zero: never.
	SpokenAt time.Time `json:"spokenAt,omitzero"`
}

// Person is the person who speaks up for themself.
func (a SelfAdvocacy) Person() peer.PersonID { return a.s.Person }

// Worker is the peer support worker alongside; empty when nobody is named.
func (a SelfAdvocacy) Worker() peer.StaffID { return a.s.Worker }

// Goal is the id of the goal it serves; empty when there is none.
func (a SelfAdvocacy) Goal() string { return a.s.Goal }

// Asks is what the person wants to ask for.
func (a SelfAdvocacy) Asks() peer.Words { return a.s.Asks }

// Of is the kind of somebody they ask; never a name.
func (a SelfAdvocacy) Of() AskedOf { return a.s.Of }

// Support is the support they want; empty when they have not said.
func (a SelfAdvocacy) Support() SupportWanted { return a.s.Support }

// Skills are what they practise for it.
func (a SelfAdvocacy) Skills() []AdvocacySkill { return slices.Clone(a.s.Skills) }

// ToSay are the words the worker would say for them, by number.
func (a SelfAdvocacy) ToSay() []WordsToSay { return slices.Clone(a.s.ToSay) }

// Result is what came of it, in the person's own words; empty when they have not
// said.
func (a SelfAdvocacy) Result() peer.Words { return a.s.Result }

// ForRecord are the words the person approved for the care record; empty: none.
func (a SelfAdvocacy) ForRecord() peer.Words { return a.s.ForRecord }

// Audience is who may see it, as the person set it; MeAndMyWorker at first.
func (a SelfAdvocacy) Audience() Audience { return a.s.Audience }
