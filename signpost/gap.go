package signpost

import (
	"slices"
	"time"

	"github.com/towpath-care/towpath/internal/naming"
	"github.com/towpath-care/towpath/internal/terms"
	"github.com/towpath-care/towpath/peer"
)

// KindGap is how a gap is stored.
const KindGap peer.Kind = "gap"

// Places a gap can be in.
const (
	// GapLogged: somebody needed it and it was not there. The staff say that there is
	// something now, or take it out.
	GapLogged peer.Status = "logged"
	// GapFilled: there is something now. Nothing leads on; where it is missing again, it
	// is logged again.
	GapFilled peer.Status = "filled"
	// GapTakenOut: it was logged by mistake, or told who somebody is. Its words are gone,
	// it is not counted, and nothing leads on.
	GapTakenOut peer.Status = "taken-out"
)

// Gap is something that was needed and was not there, with nobody in it: not the person
// who needed it, and not whoever says so. Only the staff log one, also for a person, so
// that no change of it names somebody who is supported (SIGN-07). The zero value is none.
type Gap struct {
	head
	s gap
}

type gap struct {
	Category Category     `json:"category" ask:"required"`
	Topic    Topic        `json:"topic,omitzero"`
	Area     string       `json:"area" ask:"required"`
	Barrier  Barrier      `json:"barrier" ask:"required"`
	On       peer.Date    `json:"on" ask:"required"`
	Note     peer.Private `json:"note,omitzero" ask:"max=1000"`
	Logged   time.Time    `json:"logged" ask:"required"`
	Resource string       `json:"resource,omitzero"`
}

// Category is what was needed.
func (g Gap) Category() Category { return g.s.Category }

// Topic is what it was about; empty: nobody said.
func (g Gap) Topic() Topic { return g.s.Topic }

// Area is the id of the area where it was needed.
func (g Gap) Area() string { return g.s.Area }

// Barrier is what stood in the way.
func (g Gap) Barrier() Barrier { return g.s.Barrier }

// On is the day or the month in which it was needed.
func (g Gap) On() peer.Date { return g.s.On }

// Note is what would have helped, in words that name nobody.
func (g Gap) Note() peer.Private { return g.s.Note }

// Resource is the id of what is there now; empty: nothing is.
func (g Gap) Resource() string { return g.s.Resource }

// Barrier is what stands between somebody and what they need (SIGN-07).
type Barrier string

// Barriers.
const (
	BarrierNoneThere    Barrier = "none-there"
	BarrierFull         Barrier = "full"
	BarrierTooFar       Barrier = "too-far"
	BarrierCost         Barrier = "cost"
	BarrierNotEligible  Barrier = "not-eligible"
	BarrierLanguage     Barrier = "language"
	BarrierAccess       Barrier = "access"
	BarrierOpeningTimes Barrier = "opening-times"
	BarrierWaiting      Barrier = "waiting"
	BarrierNotSafe      Barrier = "not-safe"
	BarrierUnknown      Barrier = "unknown"
)

var barriers = []Barrier{BarrierNoneThere, BarrierFull, BarrierTooFar, BarrierCost, BarrierNotEligible, BarrierLanguage, BarrierAccess, BarrierOpeningTimes, BarrierWaiting, BarrierNotSafe, BarrierUnknown}

// Known reports whether the barrier is on the list.
func (b Barrier) Known() bool { return slices.Contains(barriers, b) }

// Terms returns the closed list.
func (Barrier) Terms() []string { return terms.Of(barriers) }

// GapStep is a step of a gap. A step of another record does not compile here.
type GapStep interface{ gapStep() }

// LogGap writes down what was needed and was not there. There is no field for a person.
type LogGap struct {
	ID       string   `json:"id"`
	Category Category `json:"category" ask:"required"`
	Topic    Topic    `json:"topic,omitzero"`
	// Area is the id of the area, as the directory names areas.
	Area    string  `json:"area" ask:"required"`
	Barrier Barrier `json:"barrier" ask:"required"`
	// On is the day, or the month where the day would tell who it was.
	On   peer.Date    `json:"on" ask:"required"`
	Note peer.Private `json:"note,omitzero" ask:"max=1000"`
}

// FillGap says that there is something now, by the id of its entry.
type FillGap struct {
	Resource string `json:"resource" ask:"required"`
}

// TakeGapOut takes it out: it was a mistake, or told who somebody is.
type TakeGapOut struct{}

func (LogGap) gapStep()     {}
func (FillGap) gapStep()    {}
func (TakeGapOut) gapStep() {}

// gaps is the table of SIGN-07.
var gaps = peer.Machine[Gap, Facts]{
	Kind:   KindGap,
	Schema: 1, // 1: the first form
	Says:   "Something that was needed and was not there, with nobody in it.",
	Moves:  "SIGN-07",
	States: []peer.State{
		{Status: GapLogged, Says: "It was needed and was not there. The staff say that there is something now, or take it out."},
		{Status: GapFilled, Says: "There is something now.", End: true},
		{Status: GapTakenOut, Says: "It was logged by mistake, or told who somebody is. It is not counted.", End: true},
	},
	Head:   func(g *Gap) *peer.Head { return &g.head },
	Data:   func(g *Gap) any { return &g.s },
	Person: func(Gap) peer.PersonID { return "" }, // it is about nobody
	Party:  byKind[Gap],
	Policy: Facts.digest,
	Legal: func(g Gap) []peer.Reason {
		s := g.s
		return []peer.Reason{
			peer.Holds(s.On.IsZero() || s.On.Precision() >= peer.ByMonth, "/on", monthKnown),
			peer.Holds(byThen(s.On, s.Logged), "/on", "It was not in the future."),
			peer.Holds(!namedIn(s.Note) && !namedIn(peer.Say(s.Area)), "/note", "Nobody is told by what is written here."),
			peer.Holds((s.Resource != "") == (g.Status() == GapFilled), "/resource", "What fills a gap is named, and nothing else."),
			peer.Holds(s.Note.IsZero() || g.Status() != GapTakenOut, "/note", "What was taken out has no words."),
		}
	},
	Parts: []peer.Part[Gap]{{Name: "gap", If: staffRead[Gap], Rule: peer.Rule{Row: "SIGN-07", Code: peer.ErrNotAuthorised}, Says: "A single gap is for the staff; everybody may read the counts.",
		Value: func(g Gap) any { return g.s }}},
	Rows: []row[Gap]{
		peer.Begins(row[Gap]{
			Do: "log", Says: "Write down what was needed and was not there.", To: []peer.Status{GapLogged}, By: staffOnly, Else: forStaff("SIGN-07"), Form: "SIGN-07",
		}, func(c LogGap) string { return c.ID }, func(c LogGap) Gap {
			return Gap{s: gap{Category: c.Category, Topic: c.Topic, Area: c.Area, Barrier: c.Barrier, On: c.On, Note: c.Note}}
		}, step[Gap, LogGap]{
			Needs: []need[Gap, LogGap]{
				namesNo[Gap]("SIGN-07", "/id", func(c LogGap) []string { return []string{c.ID} }),
				namesNo[Gap]("SIGN-07", "/area", func(c LogGap) []string { return []string{c.Area} }),
				namesNo[Gap]("SIGN-07", "/note", func(c LogGap) []string { return []string{c.Note.Reveal()} }),
				{
					Asks: peer.Asks{Rule: peer.Rule{Row: "SIGN-07", Code: peer.ErrRequired}, Path: "/on", Says: monthKnown, Fix: "Give the day or the month."},
					Met: func(g Gap, c LogGap, _ peer.Act, _ Facts) peer.Tri {
						return peer.Is(c.On.IsZero() || c.On.Precision() >= peer.ByMonth)
					},
				},
				notInFuture[Gap]("SIGN-07", func(c LogGap) peer.Date { return c.On }),
			},
			Apply: func(g Gap, _ LogGap, k *taken) Gap { g.s.Logged = k.Now(); return g },
		}),
		peer.Takes(row[Gap]{
			Do: "fill", Says: "Say that there is something now.", From: []peer.Status{GapLogged}, To: []peer.Status{GapFilled}, By: staffOnly, Else: forStaff("SIGN-07"), Form: "SIGN-07",
		}, step[Gap, FillGap]{
			Needs: []need[Gap, FillGap]{namesNo[Gap]("SIGN-07", "/resource", func(c FillGap) []string { return []string{c.Resource} })},
			Apply: func(g Gap, c FillGap, _ *taken) Gap { g.s.Resource = c.Resource; return g }}),
		peer.Takes(row[Gap]{
			Do: "take-out", Says: "Take it out.", From: []peer.Status{GapLogged}, To: []peer.Status{GapTakenOut}, By: staffOnly, Else: forStaff("SIGN-07"), Form: "SIGN-07",
		}, step[Gap, TakeGapOut]{Apply: func(g Gap, _ TakeGapOut, _ *taken) Gap { g.s.Note = peer.Private{}; return g }}),
	},
}

const monthKnown = "It is said in which month it was."

// namesNo is the rule that what stands at a path tells nobody who somebody is.
func namesNo[R, C any](row, path string, texts func(C) []string) need[R, C] {
	return need[R, C]{
		Asks: namesNobody(row, path),
		Met: func(_ R, c C, _ peer.Act, f Facts) peer.Tri {
			return peer.Is(!slices.ContainsFunc(texts(c), func(t string) bool { return naming.Names(t, f.Identifying) }))
		},
	}
}

// byThen reports whether a day had begun somewhere when it was written down.
func byThen(on peer.Date, at time.Time) bool { return !on.After(peer.Calendar{}.LastDay(at)) }

// staffRead: the staff, and not for a person's care record.
func staffRead[R any](_ R, as peer.Party, by peer.Reading) bool {
	return (as == peer.PartyStaff || as == peer.PartyLine) && by.Purpose != peer.ForRecord
}
