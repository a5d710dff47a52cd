package peer

import (
	"slices"
	"time"

	"github.com/towpath-care/towpath/internal/terms"
)

// KindCarerSaid is how something a carer said is stored.
const KindCarerSaid Kind = "carer-said"

// Places something a carer said can be in.
const (
	// CarerHeard: it was said and somebody listened. The carer says whether the person
	// may read it, and may take it back.
	CarerHeard Status = "heard"
	// CarerTookBack: they took it back. It stands there for them and for whoever
	// listened, and nothing leads on. A concern that came of it goes on.
	CarerTookBack Status = "taken-back"
)

// CarerTopic is what a carer speaks about.
type CarerTopic string

// Topics.
const (
	AboutThePerson CarerTopic = "the-person"
	// AboutAWorry is a worry about somebody's safety: it is asked whether it needs to
	// go further.
	AboutAWorry CarerTopic = "a-worry"
)

var carerTopics = []CarerTopic{AboutThePerson, AboutAWorry}

// Known reports whether the topic is on the list.
func (t CarerTopic) Known() bool { return slices.Contains(carerTopics, t) }

// Terms returns the closed list.
func (CarerTopic) Terms() []string { return terms.Of(carerTopics) }

// CarerSaid is something a carer said about the person they support. Listening needs
// nobody's yes, and tells the carer nothing. What they said is theirs and kept apart:
// the person does not read it without the carer's yes (PEER-56, hazard H15). A worry is
// kept whatever becomes of the question whether it needs to go further. The zero value
// is none.
type CarerSaid struct {
	head
	s carerSaid
}

type carerSaid struct {
	Carer  CarerID  `json:"carer" ask:"required"`
	Person PersonID `json:"person" ask:"required"`
	// Worker is whoever listened.
	Worker  StaffID    `json:"worker" ask:"required"`
	Topic   CarerTopic `json:"topic" ask:"required"`
	Words   Words      `json:"words" ask:"required,max=10000"`
	Further Further    `json:"further,omitzero"`
	Shown   bool       `json:"shown,omitzero"`
	Said    time.Time  `json:"said" ask:"required"`
}

// Carer is whose words they are.
func (c CarerSaid) Carer() CarerID { return c.s.Carer }

// Person is whom the carer supports.
func (c CarerSaid) Person() PersonID { return c.s.Person }

// Worker is whoever listened.
func (c CarerSaid) Worker() StaffID { return c.s.Worker }

// Topic is what it is about.
func (c CarerSaid) Topic() CarerTopic { return c.s.Topic }

// Words are the carer's own.
func (c CarerSaid) Words() Words { return c.s.Words }

// Further is the answer to whether it needs to go further.
func (c CarerSaid) Further() Further { return c.s.Further }

// Shown reports whether the carer lets the person read it.
func (c CarerSaid) Shown() bool { return c.s.Shown }

// Said is when it was said, in UTC.
func (c CarerSaid) Said() time.Time { return c.s.Said }

// CarerSaidStep is a step of something a carer said. A step of another record does not
// compile here.
type CarerSaidStep interface{ carerSaidStep() }

// ListenToCarer keeps what a carer said, in their words. Whoever listened writes it
// down, or the carer does.
type ListenToCarer struct {
	ID     string     `json:"id"`
	Carer  CarerID    `json:"carer" ask:"required"`
	Person PersonID   `json:"person" ask:"required"`
	Worker StaffID    `json:"worker" ask:"required"`
	Topic  CarerTopic `json:"topic" ask:"required"`
	Words  Words      `json:"words" ask:"required,max=10000"`
	// Further is asked of a worry. It is kept without an answer too, and then the
	// question stays open.
	Further Further `json:"further,omitzero"`
}

// SettleWorry answers whether it needs to go further.
type SettleWorry struct {
	Further Further `json:"further"`
}

// ShowThePerson says whether the person may read it. It is the carer's to say; whoever
// listened writes it down.
type ShowThePerson struct {
	Show bool `json:"show,omitzero"`
}

// TakeCarersWordsBack takes it back. No reason is asked.
type TakeCarersWordsBack struct{}

func (ListenToCarer) carerSaidStep()       {}
func (SettleWorry) carerSaidStep()         {}
func (ShowThePerson) carerSaidStep()       {}
func (TakeCarersWordsBack) carerSaidStep() {}

type (
	heardRow         = Row[CarerSaid, Facts]
	heardOpen        = Open[CarerSaid, Facts]
	heardNeed[C any] = Need[CarerSaid, Facts, C]
	heardStep[C any] = Step[CarerSaid, Facts, C]
	heardTaken       = Taken[Facts]
)

var carersAndHeard = Asks{Rule: Rule{"PEER-56", ErrNotAuthorised}, Says: "This is for the carer who said it and for whoever listened.", Fix: "Ask one of the two; anybody on the staff may listen and write down anew."}

// carersSaid is the table of PEER-56 about what carers say.
var carersSaid = Machine[CarerSaid, Facts]{
	Kind:   KindCarerSaid,
	Schema: 1, // 1: the first form
	Says:   "Something a carer said about the person they support. It is theirs, and kept apart.",
	Moves:  "PEER-56",
	States: []State{
		{CarerHeard, "It was said and somebody listened. The carer says whether the person may read it.", false},
		{CarerTookBack, "The carer took it back.", true},
	},
	Head:   func(c *CarerSaid) *Head { return &c.head },
	Data:   func(c *CarerSaid) any { return &c.s },
	Person: CarerSaid.Person,
	Party:  func(c CarerSaid, a Actor) Party { return PartyOf(a, c.s.Person, c.s.Worker) },
	Policy: func(f Facts) Digest { return f.Policy.Digest() },
	Line:   func(f Facts) Lines { return f.Lines },
	Legal: func(c CarerSaid) []Reason {
		return []Reason{
			Holds(c.s.Words.By == ByCarer(c.s.Carer), "/words", "These are the carer's own words."),
			Holds(c.status == CarerHeard || !c.s.Shown, "/shown", "What was taken back goes no further."),
		}
	},
	Parts: []Part[CarerSaid]{{Name: "said", If: carerSaidSeen,
		Rule: Rule{"PEER-56", ErrConsentRequired}, Says: "What a carer says is for them and for whoever listened, unless they let the person read it.",
		Value: func(c CarerSaid) any { return c.s }}},
	Rows: []heardRow{
		Begins(heardRow{
			Do: "listen", Says: "Keep what a carer said, in their words.", To: []Status{CarerHeard},
			By: []Party{PartyWorker, PartyCarer}, Else: carersAndHeard, Form: "PEER-56",
			Open: []heardOpen{carerThemself},
		}, func(c ListenToCarer) string { return c.ID }, func(c ListenToCarer) CarerSaid {
			return CarerSaid{s: carerSaid{Carer: c.Carer, Person: c.Person, Worker: c.Worker, Topic: c.Topic, Further: c.Further}}
		}, heardStep[ListenToCarer]{
			Needs: append(worryAsked(Raises, func(c ListenToCarer) (Further, bool) { return c.Further, c.Topic == AboutAWorry }), carersOwnWords),
			Apply: func(c CarerSaid, p ListenToCarer, t *heardTaken) CarerSaid {
				c.s.Words, c.s.Said = t.Own(p.Words), t.Now()
				return c
			},
		}),
		Takes(heardRow{
			Do: "settle", Says: "Say whether it needs to go further.", From: []Status{CarerHeard}, To: []Status{CarerHeard},
			By: []Party{PartyWorker}, Else: carersAndHeard, Form: "PEER-56",
		}, heardStep[SettleWorry]{
			Needs: worryAsked(Blocks, func(c SettleWorry) (Further, bool) { return c.Further, true }),
			Apply: func(c CarerSaid, p SettleWorry, _ *heardTaken) CarerSaid { c.s.Further = p.Further; return c },
		}),
		Takes(heardRow{
			Do: "show-the-person", Says: "Say whether the person may read it.", From: []Status{CarerHeard}, To: []Status{CarerHeard},
			By: []Party{PartyWorker, PartyCarer}, Else: carersAndHeard, Form: "PEER-56",
			Open: []heardOpen{carerThemself},
		}, heardStep[ShowThePerson]{Apply: func(c CarerSaid, p ShowThePerson, _ *heardTaken) CarerSaid { c.s.Shown = p.Show; return c }}),
		Takes(heardRow{
			Do: "take-back", Says: "Take it back.", From: []Status{CarerHeard}, To: []Status{CarerTookBack},
			By: []Party{PartyWorker, PartyCarer}, Else: carersAndHeard, Form: "PEER-56",
			Open: []heardOpen{carerThemself},
		}, heardStep[TakeCarersWordsBack]{Apply: func(c CarerSaid, _ TakeCarersWordsBack, _ *heardTaken) CarerSaid {
			c.s.Shown = false
			return c
		}}),
	},
}

// carerThemself: a carer speaks for nobody but themself.
var carerThemself = heardOpen{
	Asks: Asks{Rule: carersAndHeard.Rule, Says: "A carer speaks for themself.", Fix: "Let each carer say their own."},
	Met:  func(c CarerSaid, a Act, _ Facts) Tri { return Is(a.By.Carer == "" || a.By.Carer == c.s.Carer) },
}

var carersOwnWords = heardNeed[ListenToCarer]{
	Asks: Asks{Rule: Rule{"PEER-56", ErrPersonsWordsOnly}, Path: "/words", Says: "These are the carer's own words.", Fix: "Write down what the carer says and name them as the author."},
	Met: func(c CarerSaid, p ListenToCarer, a Act, _ Facts) Tri {
		return Is(p.Words.IsZero() || p.Words.Author(a.By) == ByCarer(c.s.Carer))
	},
}

// worryAsked asks whether something needs to go further: that it is answered, and that a
// yes names its concern. of gives the answer, and whether it is asked at all.
func worryAsked[C any](weight Weight, of func(C) (Further, bool)) []heardNeed[C] {
	answered, named := AskFurther("PEER-56", "/further"), AskFurther("PEER-56", "/further/concern")
	named.Says, named.Fix, named.Raise = "What needs to go further has its concern.", "Raise a concern and name it here. What was written is kept.", SignalGoesFurther
	answered.Weight, named.Weight = weight, weight
	return []heardNeed[C]{
		{Asks: answered, Met: func(_ CarerSaid, c C, _ Act, _ Facts) Tri {
			if f, asked := of(c); asked && f.Answer != Yes {
				return f.Settled()
			}
			return Yes
		}},
		{Asks: named, Met: func(_ CarerSaid, c C, _ Act, _ Facts) Tri {
			f, _ := of(c)
			return Is(f.Answer != Yes || f.Concern != "")
		}},
	}
}

// carerSaidSeen: the carer and whoever listened; the person where the carer lets them.
// It goes into no record.
func carerSaidSeen(c CarerSaid, as Party, by Reading) bool {
	switch {
	case by.Purpose == ForRecord:
		return false
	case as == PartyPerson:
		return c.s.Shown
	}
	return as == PartyWorker || as == PartyCarer && by.By.Carer == c.s.Carer
}
