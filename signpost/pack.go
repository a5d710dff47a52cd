package signpost

import (
	"slices"
	"time"

	"github.com/towpath-care/towpath/internal/whose"
	"github.com/towpath-care/towpath/peer"
)

// KindPack is how a pack is stored.
const KindPack peer.Kind = "pack"

// Places a pack can be in.
const (
	// PackOpen: the two add to it and take from it. The person puts it away.
	PackOpen peer.Status = "open"
	// PackPutAway: the person put it away. They may open it again.
	PackPutAway peer.Status = "put-away"
)

// Pack is a shortlist the two put together, such as of places for housing, benefits
// and company, to be printed (SIGN-21). The zero value is none.
type Pack struct {
	head
	s pack
}

type pack struct {
	Person  peer.PersonID `json:"person" ask:"required"`
	Worker  peer.StaffID  `json:"worker,omitzero"`
	Title   peer.Private  `json:"title,omitzero" ask:"max=200"`
	Begun   time.Time     `json:"begun" ask:"required"`
	Entries []PackEntry   `json:"entries,omitempty" ask:"items=100"`
	OnPaper bool          `json:"onPaper,omitzero"`
}

// maxPack is how many entries one pack holds, those taken out among them.
const maxPack = 100

// PackEntry is one entry of the directory in a pack.
type PackEntry struct {
	// Number counts them from 1 and is never used again.
	Number   int        `json:"number" ask:"required,min=1"`
	Resource string     `json:"resource" ask:"required"`
	Note     peer.Words `json:"note,omitzero" ask:"max=1000"`
	// LookedAt is the local day on which the two last looked at it.
	LookedAt peer.Date `json:"lookedAt" ask:"required"`
	// Out is when it was taken out; zero: it is in.
	Out time.Time `json:"out,omitzero"`
}

// Person is whose pack it is.
func (p Pack) Person() peer.PersonID { return p.s.Person }

// Worker is the peer support worker alongside; empty when nobody is named.
func (p Pack) Worker() peer.StaffID { return p.s.Worker }

// Title is what it is called; it may be empty.
func (p Pack) Title() peer.Private { return p.s.Title }

// Entries are those that are in.
func (p Pack) Entries() []PackEntry {
	return slices.DeleteFunc(slices.Clone(p.s.Entries), func(e PackEntry) bool { return !e.Out.IsZero() })
}

// OnPaper reports whether the person said that entries which otherwise stay between
// the two may be in it and be printed.
func (p Pack) OnPaper() bool { return p.s.OnPaper }

// PackStep is a step of a pack. A step of another record does not compile here.
type PackStep interface{ packStep() }

// StartPack begins one.
type StartPack struct {
	ID     string        `json:"id"`
	Person peer.PersonID `json:"person" ask:"required"`
	Worker peer.StaffID  `json:"worker,omitzero"`
	Title  peer.Private  `json:"title,omitzero" ask:"max=200"`
}

// AddToPack adds an entry of the directory, with a note of one of the two.
type AddToPack struct {
	Resource string     `json:"resource" ask:"required"`
	Note     peer.Words `json:"note,omitzero" ask:"max=1000"`
}

// LookAgain says that the two looked at one again today.
type LookAgain struct {
	Number int `json:"number" ask:"required,min=1"`
}

// TakeFromPack takes one out.
type TakeFromPack struct {
	Number int `json:"number" ask:"required,min=1"`
}

// AllowOnPaper says whether entries which otherwise stay between the two may be in it
// and be printed. Only the person says so; taken back, they are not printed any more.
type AllowOnPaper struct {
	Allow bool `json:"allow,omitzero"`
}

// PutPackAway puts it away. No reason is asked.
type PutPackAway struct{}

// OpenPack opens it again.
type OpenPack struct{}

func (StartPack) packStep()    {}
func (AddToPack) packStep()    {}
func (LookAgain) packStep()    {}
func (TakeFromPack) packStep() {}
func (AllowOnPaper) packStep() {}
func (PutPackAway) packStep()  {}
func (OpenPack) packStep()     {}

var packOpen = []peer.Status{PackOpen}

// packs is the table of SIGN-21.
var packs = peer.Machine[Pack, GivingFacts]{
	Kind:   KindPack,
	Schema: 1, // 1: the first form
	Says:   "A shortlist of what there is that the two put together, to be printed.",
	Moves:  "SIGN-21",
	States: []peer.State{
		{Status: PackOpen, Says: "The two add to it and take from it. The person puts it away."},
		{Status: PackPutAway, Says: "The person put it away. They may open it again."},
	},
	Head:   func(p *Pack) *peer.Head { return &p.head },
	Data:   func(p *Pack) any { return &p.s },
	Person: Pack.Person,
	Party:  whose.Party[Pack],
	Policy: GivingFacts.digest,
	Legal:  packLegal,
	Parts: []peer.Part[Pack]{{Name: "pack", If: forTwoOnly[Pack], Rule: peer.Rule{Row: "SIGN-21", Code: peer.ErrConsentRequired}, Says: "A pack is for the two; what the person does with the paper is theirs.",
		Value: func(p Pack) any { return p.s }}},
	Rows: []givingRow[Pack]{
		peer.Begins(givingRow[Pack]{
			Do: "start", Says: "Begin a pack.", To: packOpen, By: whose.Two, Else: whose.ForTwo("SIGN-21"), Form: "SIGN-21",
		}, func(c StartPack) string { return c.ID }, func(c StartPack) Pack {
			return Pack{s: pack{Person: c.Person, Worker: c.Worker, Title: c.Title}}
		}, givingStep[Pack, StartPack]{Apply: func(p Pack, _ StartPack, k *giving) Pack { p.s.Begun = k.Now(); return p }}),
		peer.Takes(givingRow[Pack]{
			Do: "add", Says: "Add something.", From: packOpen, Stays: packOpen, By: whose.Two, Else: whose.ForTwo("SIGN-21"), Form: "SIGN-21",
			Open: []givingOpen[Pack]{{
				Asks: peer.Asks{Rule: peer.Rule{Row: "SIGN-21", Code: peer.ErrOutOfRange}, Says: "There is room for one more.", Fix: "Begin another pack."},
				Met:  func(p Pack, _ peer.Act, _ GivingFacts) peer.Tri { return peer.Is(len(p.s.Entries) < maxPack) },
				Args: func(Pack, peer.Act, GivingFacts) []peer.Arg { return []peer.Arg{peer.Number("max", maxPack)} },
			}},
		}, givingStep[Pack, AddToPack]{
			Needs: []givingNeed[Pack, AddToPack]{notInYet, fitForPaper, whose.Said[GivingFacts](peer.Asks{
				Rule: whose.ForTwo("SIGN-21").Rule, Path: "/note",
				Says: "A note is in the words of one of the two.", Fix: "Name the one of the two who said it.",
			}, whose.Either[Pack], func(c AddToPack) []peer.Words { return []peer.Words{c.Note} })},
			Apply: func(p Pack, c AddToPack, k *giving) Pack {
				p.s.Entries = append(slices.Clone(p.s.Entries), PackEntry{Number: len(p.s.Entries) + 1, Resource: c.Resource, Note: k.Own(c.Note), LookedAt: k.Facts.today(k.Now())})
				return p
			},
		}),
		ofPack("look-again", "Say that you looked at one again today.", func(c LookAgain) int { return c.Number }, func(e *PackEntry, k *giving) { e.LookedAt = k.Facts.today(k.Now()) }),
		ofPack("take-out", "Take one out.", func(c TakeFromPack) int { return c.Number }, func(e *PackEntry, k *giving) { e.Out = k.Now() }),
		peer.Takes(givingRow[Pack]{
			Do: "allow-on-paper", Says: "Say whether entries that stay between the two may be printed.",
			From: []peer.Status{PackOpen, PackPutAway}, Stays: []peer.Status{PackOpen, PackPutAway}, By: whose.Person, Else: whose.ForPerson("SIGN-21"), Form: "SIGN-21",
		}, givingStep[Pack, AllowOnPaper]{Apply: func(p Pack, c AllowOnPaper, _ *giving) Pack { p.s.OnPaper = c.Allow; return p }}),
		peer.Takes(givingRow[Pack]{
			Do: "put-away", Says: "Put it away.", From: packOpen, To: []peer.Status{PackPutAway}, By: whose.Person, Else: whose.ForPerson("SIGN-21"), Form: "SIGN-21",
		}, givingStep[Pack, PutPackAway]{Apply: func(p Pack, _ PutPackAway, _ *giving) Pack { return p }}),
		peer.Takes(givingRow[Pack]{
			Do: "open", Says: "Open it again.", From: []peer.Status{PackPutAway}, To: packOpen, By: whose.Person, Else: whose.ForPerson("SIGN-21"), Form: "SIGN-21",
		}, givingStep[Pack, OpenPack]{Apply: func(p Pack, _ OpenPack, _ *giving) Pack { return p }}),
	},
}

// ofPack is a row about one entry that is in.
func ofPack[C any](do peer.Action, says string, number func(C) int, changes func(*PackEntry, *giving)) givingRow[Pack] {
	return peer.Takes(givingRow[Pack]{Do: do, Says: says, From: packOpen, Stays: packOpen, By: whose.Two, Else: whose.ForTwo("SIGN-21"), Form: "SIGN-21"}, givingStep[Pack, C]{
		Needs: []givingNeed[Pack, C]{{
			Asks: peer.Asks{Rule: peer.Rule{Row: "SIGN-21", Code: peer.ErrUnknownCode}, Path: "/number", Says: "It is one of those in the pack.", Fix: "Look again and use a number that stands there."},
			Met: func(p Pack, c C, _ peer.Act, _ GivingFacts) peer.Tri {
				n := number(c)
				return peer.Is(n < 1 || n <= len(p.s.Entries) && p.s.Entries[n-1].Out.IsZero()) // below 1 the form says so
			},
		}},
		Apply: func(p Pack, c C, k *giving) Pack {
			p.s.Entries = slices.Clone(p.s.Entries)
			changes(&p.s.Entries[number(c)-1], k)
			return p
		},
	})
}

var (
	notInYet = givingNeed[Pack, AddToPack]{
		Asks: peer.Asks{Rule: peer.Rule{Row: "SIGN-21", Code: peer.ErrDuplicate}, Path: "/resource", Says: "It is not in the pack yet.", Fix: "Say that you looked at it again."},
		Met: func(p Pack, c AddToPack, _ peer.Act, _ GivingFacts) peer.Tri {
			return peer.Is(!slices.ContainsFunc(p.Entries(), func(e PackEntry) bool { return e.Resource == c.Resource }))
		},
	}
	// Paper lies about at home (hazard H09).
	fitForPaper = givingNeed[Pack, AddToPack]{
		Asks: peer.Asks{Rule: peer.Rule{Row: "SIGN-21", Code: peer.ErrPersonHasNotAgreed}, Path: "/resource", Says: "What otherwise stays between the two goes on paper only when the person said so.", Fix: "Ask them whether it is safe on paper, or leave it out and tell them of it another way."},
		Met: func(p Pack, c AddToPack, _ peer.Act, f GivingFacts) peer.Tri {
			return peer.Is(p.s.OnPaper || !f.sensitive(c.Resource))
		},
	}
)

func packLegal(p Pack) []peer.Reason {
	seen, twice := map[string]bool{}, false
	var notes []peer.Words
	for _, e := range p.s.Entries {
		twice = twice || e.Out.IsZero() && seen[e.Resource]
		seen[e.Resource] = seen[e.Resource] || e.Out.IsZero()
		notes = append(notes, e.Note)
	}
	return []peer.Reason{
		peer.Holds(numberedFromOne(len(p.s.Entries), func(i int) int { return p.s.Entries[i].Number }), "/entries", "Entries are numbered from 1."),
		peer.Holds(!twice, "/entries", "Each entry is in once."),
		peer.Holds(whose.SilentOr(whose.Either, p, notes...), "/entries", "Notes are in the words of one of the two."),
	}
}
