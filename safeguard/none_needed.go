package safeguard

import (
	"slices"
	"time"

	"github.com/towpath-care/towpath/peer"
)

// KindNoneNeeded is how it is stored that a signal needs no concern.
const KindNoneNeeded peer.Kind = "none-needed"

// Places it can be in.
const (
	// NoneNeededSaid: somebody said why. Anybody on the staff, the person or a carer
	// opens it again.
	NoneNeededSaid peer.Status = "said"
	// NoneNeededOpen: the signal is open again, and Due owes it. Nothing leads on.
	NoneNeededOpen peer.Status = "open-again"
)

// NoneNeeded says of one signal why no concern is needed (hazard H02). The zero value is
// none.
type NoneNeeded struct {
	head
	s noneNeeded
}

type noneNeeded struct {
	Signal  string          `json:"signal" ask:"required"`
	About   peer.PersonID   `json:"about,omitzero"`
	Because peer.NotFurther `json:"because" ask:"required"`
	By      peer.Actor      `json:"by" ask:"required"`
	At      time.Time       `json:"at" ask:"required"`
}

// Signal is the id of the signal it is about.
func (n NoneNeeded) Signal() string { return n.s.Signal }

// About is the person it concerns; empty: nobody.
func (n NoneNeeded) About() peer.PersonID { return n.s.About }

// Because says why none is needed.
func (n NoneNeeded) Because() peer.NotFurther { return n.s.Because }

// NoneNeededStep is a step of it. A step of another record does not compile here.
type NoneNeededStep interface{ noneNeededStep() }

// SayNoneNeeded says of a signal why no concern is needed.
type SayNoneNeeded struct {
	ID     string `json:"id"`
	Signal string `json:"signal" ask:"required"`
	// About is whom the signal is about; it may be left out.
	About   peer.PersonID   `json:"about,omitzero"`
	Because peer.NotFurther `json:"because" ask:"required"`
}

// OpenAgain opens the signal again. No reason is asked.
type OpenAgain struct{}

func (SayNoneNeeded) noneNeededStep() {}
func (OpenAgain) noneNeededStep()     {}

var forStaffOnly = peer.Asks{Rule: peer.Rule{Row: "SAFE-01", Code: peer.ErrNotAuthorised}, Says: "Somebody on the staff says that no concern is needed.", Fix: "Raise a concern instead; that anybody may do."}

var forThoseHere = peer.Asks{Rule: peer.Rule{Row: "SAFE-01", Code: peer.ErrNotAuthorised}, Says: "Somebody on the staff, the person or a carer opens it again.", Fix: "Raise a concern; that anybody may do."}

// anotherSaysNo: whoever said that it has to go further is not the one who says that it
// need not.
var anotherSaysNo = need[NoneNeeded, SayNoneNeeded]{
	Asks: peer.Asks{Rule: peer.Rule{Row: "SAFE-01", Code: peer.ErrNotAuthorised}, Path: "/signal", Says: "The signal is known and is about whom it is said to be, and where somebody said that it has to go further, somebody else says that it need not.", Fix: "Ask a colleague to look at it, or raise the concern."},
	Met: func(_ NoneNeeded, c SayNoneNeeded, a peer.Act, f Facts) peer.Tri {
		s, ok := signalOf(f, c.Signal)
		if !ok {
			return peer.Unknown
		}
		return peer.Is((s.Kind != peer.SignalGoesFurther || !sameHuman(s.By, a.By)) && (c.About == "" || c.About == s.About))
	},
}

func signalOf(f Facts, id string) (peer.Signal, bool) {
	i := slices.IndexFunc(f.Signals, func(s peer.Signal) bool { return s.ID == id })
	if i < 0 {
		return peer.Signal{}, false
	}
	return f.Signals[i], true
}

// nonesNeeded is the table of hazard H02.
var nonesNeeded = peer.Machine[NoneNeeded, Facts]{
	Kind:   KindNoneNeeded,
	Schema: 1, // 1: the first form
	Says:   "Why a signal needs no concern.",
	Moves:  "SAFE-01",
	States: []peer.State{
		{Status: NoneNeededSaid, Says: "Somebody said why none is needed. It may be opened again."},
		{Status: NoneNeededOpen, Says: "The signal is open again.", End: true},
	},
	Head:   func(n *NoneNeeded) *peer.Head { return &n.head },
	Data:   func(n *NoneNeeded) any { return &n.s },
	Person: NoneNeeded.About,
	Party:  func(n NoneNeeded, a peer.Actor) peer.Party { return peer.PartyOf(a, n.s.About, "") },
	Policy: Facts.digest,
	Legal: func(n NoneNeeded) []peer.Reason {
		return []peer.Reason{peer.Holds(n.s.By.Valid() && n.s.By.Staff != "", "/by", "Somebody on the staff said so.")}
	},
	Parts: []peer.Part[NoneNeeded]{{Name: "noneNeeded", If: func(_ NoneNeeded, as peer.Party, by peer.Reading) bool {
		return as == peer.PartyStaff && by.Purpose != peer.ForRecord
	}, Rule: notShown, Says: "Why no concern was needed is for the staff.", Value: func(n NoneNeeded) any { return n.s }}},
	Rows: []row[NoneNeeded]{
		peer.Begins(row[NoneNeeded]{
			Do: "say-none-needed", Says: "Say of a signal why no concern is needed.", To: []peer.Status{NoneNeededSaid}, By: []peer.Party{peer.PartyStaff}, Else: forStaffOnly, Form: "SAFE-01",
		}, func(c SayNoneNeeded) string { return c.ID }, func(c SayNoneNeeded) NoneNeeded { return NoneNeeded{s: noneNeeded{Signal: c.Signal, About: c.About}} },
			step[NoneNeeded, SayNoneNeeded]{Needs: []need[NoneNeeded, SayNoneNeeded]{anotherSaysNo}, Apply: func(n NoneNeeded, c SayNoneNeeded, t *taken) NoneNeeded {
				s, _ := signalOf(t.Facts, c.Signal)
				n.s.About, n.s.Because, n.s.By, n.s.At = s.About, c.Because, raiserOf(t.Act.By), t.Now()
				return n
			}}),
		peer.Takes(row[NoneNeeded]{
			Do: "open-again", Says: "Open it again; no reason is asked.", From: []peer.Status{NoneNeededSaid}, To: []peer.Status{NoneNeededOpen},
			By: []peer.Party{peer.PartyStaff, peer.PartyPerson, peer.PartyCarer}, Else: forThoseHere, Form: "SAFE-01",
		}, step[NoneNeeded, OpenAgain]{Apply: func(n NoneNeeded, _ OpenAgain, _ *taken) NoneNeeded { return n }}),
	},
}
