package transition

import (
	"slices"
	"time"

	"github.com/towpath-care/towpath/internal/terms"
	"github.com/towpath-care/towpath/internal/whose"
	"github.com/towpath-care/towpath/peer"
)

// KindFeeling is how a feeling about a move is stored.
const KindFeeling peer.Kind = "feeling"

// Places a feeling can be in.
const (
	// FeelingSaid: it was said, for the two. The person may let others know, and may
	// take it back.
	FeelingSaid peer.Status = "said"
	// FeelingTakenBack: they took it back. It stands there for them alone, and
	// nothing leads on.
	FeelingTakenBack peer.Status = "taken-back"
)

// Feeling is how a person feels about a move, and about losing people by it, in
// their own words; there may be many over time (TRAN-09). It is for the two and goes
// into no record, unless the person wants others to know. The zero value is none.
type Feeling struct {
	head
	s feeling
}

type feeling struct {
	Person     peer.PersonID `json:"person" ask:"required"`
	Worker     peer.StaffID  `json:"worker,omitzero"`
	Transition string        `json:"transition" ask:"required"`
	When       MovePoint     `json:"when,omitzero"`
	Words      peer.Words    `json:"words" ask:"required,max=4000"`
	Said       time.Time     `json:"said" ask:"required"`
	Shared     bool          `json:"shared,omitzero"`
}

// Person is whose feeling it is.
func (f Feeling) Person() peer.PersonID { return f.s.Person }

// Worker is the peer support worker beside them; empty when nobody is named.
func (f Feeling) Worker() peer.StaffID { return f.s.Worker }

// Transition is the id of the move it is about.
func (f Feeling) Transition() string { return f.s.Transition }

// When is the point of the move at which it was said; empty: nobody said.
func (f Feeling) When() MovePoint { return f.s.When }

// Words are the feeling as the person put it.
func (f Feeling) Words() peer.Words { return f.s.Words }

// Said is when it was said, in UTC.
func (f Feeling) Said() time.Time { return f.s.Said }

// Shared reports whether the person wants those who care for them to know.
func (f Feeling) Shared() bool { return f.s.Shared }

// MovePoint is a point of a move at which it is worth asking how somebody feels.
type MovePoint string

// Points of a move.
const (
	WhenAnnounced MovePoint = "announced"
	WhenLast      MovePoint = "last-contact"
	WhenFirst     MovePoint = "first-new-contact"
)

var movePoints = []MovePoint{WhenAnnounced, WhenLast, WhenFirst}

// Known reports whether the point is on the list.
func (p MovePoint) Known() bool { return slices.Contains(movePoints, p) }

// Terms returns the closed list.
func (MovePoint) Terms() []string { return terms.Of(movePoints) }

// Prompt is an open question a worker may ask at a point of a move. Nobody has to
// answer it.
type Prompt struct {
	At   MovePoint `json:"at"`
	Asks string    `json:"asks"`
}

// Prompts are the questions for a point of a move.
func Prompts(at MovePoint) []Prompt {
	var out []Prompt
	for _, p := range prompts {
		if p.At == at {
			out = append(out, p)
		}
	}
	return out
}

var prompts = []Prompt{
	{WhenAnnounced, "What was it like to hear that you are going to move?"},
	{WhenAnnounced, "Who or what would you like to take along?"},
	{WhenAnnounced, "What would you like to know that nobody has told you?"},
	{WhenLast, "How would you like to say goodbye, and to whom?"},
	{WhenLast, "What are you glad of from your time here?"},
	{WhenFirst, "How was it to meet the new people?"},
	{WhenFirst, "What would you like them to understand about you?"},
}

// FeelingStep is a step of a feeling. A step of another record does not compile
// here.
type FeelingStep interface{ feelingStep() }

// SayFeeling says how it feels. The worker may write down what the person says.
type SayFeeling struct {
	ID         string        `json:"id"`
	Person     peer.PersonID `json:"person" ask:"required"`
	Worker     peer.StaffID  `json:"worker,omitzero"`
	Transition string        `json:"transition" ask:"required"`
	When       MovePoint     `json:"when,omitzero"`
	Words      peer.Words    `json:"words" ask:"required,max=4000"`
}

// ShareFeeling says whether those who care for the person may know. Nobody else
// says so, and nothing asks for it.
type ShareFeeling struct {
	Share bool `json:"share,omitzero"`
}

// TakeFeelingBack takes it back. No reason is asked.
type TakeFeelingBack struct{}

func (SayFeeling) feelingStep()      {}
func (ShareFeeling) feelingStep()    {}
func (TakeFeelingBack) feelingStep() {}

// feelings is the table of TRAN-09.
var feelings = peer.Machine[Feeling, Facts]{
	Kind:   KindFeeling,
	Schema: 1, // 1: the first form
	Says:   "How a person feels about a move, in their own words, for the two of them.",
	Moves:  "TRAN-09",
	States: []peer.State{
		{Status: FeelingSaid, Says: "It was said. The person may let others know, or take it back."},
		{Status: FeelingTakenBack, Says: "The person took it back.", End: true},
	},
	Head:   func(f *Feeling) *peer.Head { return &f.head },
	Data:   func(f *Feeling) any { return &f.s },
	Person: Feeling.Person,
	Party:  whose.Party[Feeling],
	Policy: Facts.digest,
	Legal: func(f Feeling) []peer.Reason {
		return []peer.Reason{peer.Holds(whose.SilentOr(whose.Personal, f, f.s.Words), "/words", "A feeling is in the person's own words."),
			peer.Holds(!f.s.Shared || f.Status() == FeelingSaid, "/shared", "What was taken back goes no further.")}
	},
	Parts: []peer.Part[Feeling]{{Name: "feeling", If: feelingSeen, Rule: notPassedOn, Says: "How somebody feels about a move is for the two, unless the person wants others to know.",
		Value: func(f Feeling) any { return f.s }}},
	Rows: []row[Feeling]{
		peer.Begins(row[Feeling]{
			Do: "say", Says: "Say how it feels.", To: []peer.Status{FeelingSaid}, By: whose.Two, Else: whose.ForTwo("TRAN-09"), Form: "TRAN-09",
		}, func(c SayFeeling) string { return c.ID }, func(c SayFeeling) Feeling {
			return Feeling{s: feeling{Person: c.Person, Worker: c.Worker, Transition: c.Transition, When: c.When}}
		}, step[Feeling, SayFeeling]{
			Needs: []need[Feeling, SayFeeling]{whose.OwnWords[Facts, Feeling]("TRAN-09", "/words", func(c SayFeeling) []peer.Words { return []peer.Words{c.Words} })},
			Apply: func(f Feeling, c SayFeeling, k *taken) Feeling {
				f.s.Words, f.s.Said = k.Own(c.Words), k.Now()
				return f
			},
		}),
		peer.Takes(row[Feeling]{
			Do: "share", Says: "Say whether those who care for you may know.", From: []peer.Status{FeelingSaid}, To: []peer.Status{FeelingSaid},
			By: whose.Person, Else: whose.ForPerson("TRAN-09"), Form: "TRAN-09",
		}, step[Feeling, ShareFeeling]{Apply: func(f Feeling, c ShareFeeling, _ *taken) Feeling {
			f.s.Shared = c.Share
			return f
		}}),
		peer.Takes(row[Feeling]{
			Do: "take-back", Says: "Take it back.", From: []peer.Status{FeelingSaid}, To: []peer.Status{FeelingTakenBack},
			By: whose.Person, Else: whose.ForPerson("TRAN-09"), Form: "TRAN-09",
		}, step[Feeling, TakeFeelingBack]{Apply: func(f Feeling, _ TakeFeelingBack, _ *taken) Feeling {
			f.s.Shared = false
			return f
		}}),
	},
}

// feelingSeen: the two; and where the person wants it, the staff for their care and
// the record.
func feelingSeen(f Feeling, as peer.Party, by peer.Reading) bool {
	switch {
	case f.Status() == FeelingTakenBack:
		return takenBack(as, by)
	case f.s.Shared && by.By.Staff != "" && (by.Purpose == peer.ForCare || by.Purpose == peer.ForRecord):
		return true
	}
	return forTheTwo(f, as, by)
}
