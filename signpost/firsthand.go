package signpost

import (
	"cmp"
	"slices"
	"time"

	"github.com/towpath-care/towpath/internal/naming"
	"github.com/towpath-care/towpath/internal/whose"
	"github.com/towpath-care/towpath/peer"
)

// KindFirstHand is how the words of somebody who was there are stored.
const KindFirstHand peer.Kind = "first-hand"

// Places such words can be in.
const (
	// FirstHandSaid: somebody said what it was like. Whoever said it may let others read
	// it, and may take it back.
	FirstHandSaid peer.Status = "said"
	// FirstHandTakenBack: they took it back. It stands there for them alone, and nothing
	// leads on.
	FirstHandTakenBack peer.Status = "taken-back"
)

// FirstHand is what a place is really like, in the words of somebody who was there: a
// person about themself, or a worker who went (SIGN-04). Others read it only when
// whoever said it wants that, and then without their name. The zero value is none.
type FirstHand struct {
	head
	s firstHand
}

type firstHand struct {
	Person   peer.PersonID `json:"person,omitzero"`
	Worker   peer.StaffID  `json:"worker,omitzero"`
	Resource string        `json:"resource" ask:"required"`
	On       peer.Date     `json:"on,omitzero"`
	Words    peer.Words    `json:"words" ask:"required,max=2000"`
	Said     time.Time     `json:"said" ask:"required"`
	Shown    bool          `json:"shown,omitzero"`
}

// Person is who was there; empty: the worker was.
func (f FirstHand) Person() peer.PersonID { return f.s.Person }

// Worker is the worker who was there, or who stands beside the person; empty when nobody
// is named.
func (f FirstHand) Worker() peer.StaffID { return f.s.Worker }

// Resource is the id of the entry it is about.
func (f FirstHand) Resource() string { return f.s.Resource }

// On is the day or the month they were there; zero: not said.
func (f FirstHand) On() peer.Date { return f.s.On }

// Words are what they said.
func (f FirstHand) Words() peer.Words { return f.s.Words }

// Shown reports whether others may read it.
func (f FirstHand) Shown() bool { return f.s.Shown }

// ToldBy is who says what a place is like, as others read it. It is never a name.
type ToldBy string

// Who says what a place is like.
const (
	SomebodyThere  ToldBy = "somebody who was there"
	PeerWorkerTold ToldBy = "a peer support worker"
)

// Impression is what others read of it: the words, the month, and what sort of somebody
// said it.
type Impression struct {
	Words peer.Private `json:"words"`
	Lang  string       `json:"lang,omitzero"`
	In    peer.Date    `json:"in,omitzero"` // a month; zero: not said
	By    ToldBy       `json:"by"`
}

// Impressions are what may be shown of a resource, by its id: what was said to be shown
// and not taken back. The newest month comes first, what has none last.
func Impressions(resource string, list []FirstHand) []Impression {
	shown := slices.DeleteFunc(slices.Clone(list), func(f FirstHand) bool { return f.s.Resource != resource || !f.Exists() || !f.s.Shown })
	slices.SortFunc(shown, func(a, b FirstHand) int {
		return cmp.Or(month(b.s.On).Compare(month(a.s.On)), cmp.Compare(a.Ref().ID, b.Ref().ID))
	})
	var out []Impression
	for _, f := range shown {
		out = append(out, f.impression())
	}
	return out
}

func (f FirstHand) impression() Impression {
	i := Impression{f.s.Words.Text, f.s.Words.Lang, month(f.s.On), SomebodyThere}
	if f.s.Person == "" {
		i.By = PeerWorkerTold
	}
	return i
}

// FirstHandStep is a step of such words. A step of another record does not compile here.
type FirstHandStep interface{ firstHandStep() }

// SayFirstHand says what it was like. With a person it is about what the person saw,
// and the worker may write down what they say; without one it is the worker's own.
// Nobody else reads it yet.
type SayFirstHand struct {
	ID       string        `json:"id"`
	Person   peer.PersonID `json:"person,omitzero"`
	Worker   peer.StaffID  `json:"worker,omitzero"`
	Resource string        `json:"resource" ask:"required"`
	// On is the day or the month; others only ever read the month.
	On    peer.Date  `json:"on,omitzero"`
	Words peer.Words `json:"words" ask:"required,max=2000"`
}

// ShowFirstHand says whether others may read it, without a name. Nobody else says so.
type ShowFirstHand struct {
	Show bool `json:"show,omitzero"`
}

// TakeFirstHandBack takes it back. No reason is asked.
type TakeFirstHandBack struct{}

func (SayFirstHand) firstHandStep()      {}
func (ShowFirstHand) firstHandStep()     {}
func (TakeFirstHandBack) firstHandStep() {}

// wasThere reports whether an author is the one who was there.
func wasThere(f FirstHand, a peer.Actor) bool {
	if f.s.Person != "" {
		return whose.Personal(f, a)
	}
	return whose.Workers(f, a)
}

var forAuthor = peer.Asks{Rule: peer.Rule{Row: "SIGN-04", Code: peer.ErrPersonsChoiceOnly}, Says: "This is for whoever was there to decide.", Fix: "Ask them whether others may read it."}

// authorsOwn: the worker who wrote it down does not decide for the person who said it.
var authorsOwn = open[FirstHand]{
	Asks: peer.Asks{Rule: forAuthor.Rule, Says: "Who takes this step is the one who was there, and not who wrote it down.", Fix: forAuthor.Fix},
	Met: func(f FirstHand, a peer.Act, _ Facts) peer.Tri {
		return peer.Is(f.s.Person == "" || whose.Party(f, a.By) != peer.PartyWorker)
	},
}

// firstHands is the table of what places are really like.
var firstHands = peer.Machine[FirstHand, Facts]{
	Kind:   KindFirstHand,
	Schema: 1, // 1: the first form
	Says:   "What a place is really like, in the words of somebody who was there.",
	Moves:  "SIGN-04",
	States: []peer.State{
		{Status: FirstHandSaid, Says: "It was said. Whoever said it may let others read it, or take it back."},
		{Status: FirstHandTakenBack, Says: "Whoever said it took it back.", End: true},
	},
	Head:   func(f *FirstHand) *peer.Head { return &f.head },
	Data:   func(f *FirstHand) any { return &f.s },
	Person: FirstHand.Person,
	Party:  whose.Party[FirstHand],
	Policy: Facts.digest,
	Legal: func(f FirstHand) []peer.Reason {
		return []peer.Reason{
			peer.Holds(whose.SilentOr(wasThere, f, f.s.Words), "/words", "The words are of the one who was there."),
			peer.Holds(!f.s.Shown || f.Status() == FirstHandSaid, "/shown", "What was taken back is shown to nobody."),
			peer.Holds(!f.s.Shown || !namedIn(f.s.Words.Text), "/words", "Nobody is told by the words that others read."),
			peer.Holds(byThen(f.s.On, f.s.Said), "/on", "It was not in the future."),
		}
	},
	Parts: []peer.Part[FirstHand]{
		{Name: "own", If: firstHandOwn, Rule: peer.Rule{Row: "SIGN-04", Code: peer.ErrConsentRequired}, Says: "Who said it is for the one who was there and the worker beside them.",
			Value: func(f FirstHand) any { return f.s }},
		{Name: "impression", If: func(f FirstHand, _ peer.Party, by peer.Reading) bool {
			return f.s.Shown && by.By.Valid() && by.Purpose != peer.ForRecord
		}, Rule: peer.Rule{Row: "SIGN-04", Code: peer.ErrConsentRequired}, Says: "Whoever said it has not said that others may read it.",
			Value: func(f FirstHand) any { return f.impression() }},
	},
	Rows: []row[FirstHand]{
		peer.Begins(row[FirstHand]{
			Do: "say", Says: "Say what it was like.", To: []peer.Status{FirstHandSaid}, By: whose.Two, Else: whose.ForTwo("SIGN-04"), Form: "SIGN-04",
		}, func(c SayFirstHand) string { return c.ID }, func(c SayFirstHand) FirstHand {
			return FirstHand{s: firstHand{Person: c.Person, Worker: c.Worker, Resource: c.Resource, On: c.On}}
		}, step[FirstHand, SayFirstHand]{
			Needs: []need[FirstHand, SayFirstHand]{
				whose.Said[Facts](peer.Asks{Rule: peer.Rule{Row: "SIGN-04", Code: peer.ErrPersonsWordsOnly}, Path: "/words", Says: "These are the words of the one who was there.", Fix: "Write down what they say and name them as the author."},
					wasThere, func(c SayFirstHand) []peer.Words { return []peer.Words{c.Words} }),
				notInFuture[FirstHand]("SIGN-04", func(c SayFirstHand) peer.Date { return c.On }),
			},
			Apply: func(f FirstHand, c SayFirstHand, k *taken) FirstHand {
				f.s.Words, f.s.Said = k.Own(c.Words), k.Now()
				return f
			},
		}),
		peer.Takes(row[FirstHand]{
			Do: "show", Says: "Say whether others may read it, without your name.", From: []peer.Status{FirstHandSaid}, Stays: []peer.Status{FirstHandSaid}, By: whose.Two, Else: forAuthor, Form: "SIGN-04",
			Open: []open[FirstHand]{authorsOwn},
		}, step[FirstHand, ShowFirstHand]{
			Needs: []need[FirstHand, ShowFirstHand]{{
				Asks: peer.Asks{Rule: peer.Rule{Row: "SIGN-04", Code: peer.ErrIdentifiableContent}, Path: "/show", Says: "Nobody is told by the words that others read.", Fix: "Say it again without names and numbers of people; what you said stays as it is for you."},
				Met: func(f FirstHand, c ShowFirstHand, _ peer.Act, facts Facts) peer.Tri {
					return peer.Is(!c.Show || !naming.Names(f.s.Words.Text.Reveal(), facts.Identifying))
				},
			}},
			Apply: func(f FirstHand, c ShowFirstHand, _ *taken) FirstHand { f.s.Shown = c.Show; return f },
		}),
		peer.Takes(row[FirstHand]{
			Do: "take-back", Says: "Take it back.", From: []peer.Status{FirstHandSaid}, To: []peer.Status{FirstHandTakenBack}, By: whose.Two, Else: forAuthor, Form: "SIGN-04",
			Open: []open[FirstHand]{authorsOwn},
		}, step[FirstHand, TakeFirstHandBack]{Apply: func(f FirstHand, _ TakeFirstHandBack, _ *taken) FirstHand {
			f.s.Shown = false
			return f
		}}),
	},
}

// firstHandOwn: the two, and for what was taken back only whoever was there.
func firstHandOwn(f FirstHand, as peer.Party, by peer.Reading) bool {
	if f.Status() == FirstHandTakenBack && !wasThere(f, somebody(by.By)) {
		return false
	}
	return whose.TwoRead(as, by)
}
