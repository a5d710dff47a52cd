package transition

import (
	"slices"
	"time"

	"github.com/towpath-care/towpath/internal/terms"
	"github.com/towpath-care/towpath/internal/whose"
	"github.com/towpath-care/towpath/peer"
)

// KindBarrier is how a barrier is stored.
const KindBarrier peer.Kind = "barrier"

// Places a barrier can be in. Only the person says that one is behind them.
const (
	// BarrierNamed: it is in the way of staying in touch with the new service. The
	// two begin to work on it; the person may say at once how it is.
	BarrierNamed peer.Status = "named"
	// BarrierWorking: they work on it. The person says that it is behind them, or
	// that it remains.
	BarrierWorking peer.Status = "working"
	// BarrierOvercome: the person says it is behind them. They may say that it is
	// there again, and may work on it again.
	BarrierOvercome peer.Status = "overcome"
	// BarrierRemains: the person says it is still there. They may say that it is
	// behind them, and may work on it again.
	BarrierRemains peer.Status = "remains"
)

// BarrierKind says what makes it hard to stay in touch with the new service
// (TRAN-11).
type BarrierKind string

// What makes it hard.
const (
	BarrierAnxiety   BarrierKind = "anxiety"
	BarrierAnger     BarrierKind = "anger"
	BarrierLoss      BarrierKind = "loss-of-people-trusted"
	BarrierDistance  BarrierKind = "getting-there"
	BarrierPractical BarrierKind = "practical"
	BarrierOther     BarrierKind = "other"
)

var barrierKinds = []BarrierKind{BarrierAnxiety, BarrierAnger, BarrierLoss, BarrierDistance, BarrierPractical, BarrierOther}

// Known reports whether the kind is on the list.
func (k BarrierKind) Known() bool { return slices.Contains(barrierKinds, k) }

// Terms returns the closed list.
func (BarrierKind) Terms() []string { return terms.Of(barrierKinds) }

// Barrier is something that makes it hard to stay in touch with the new service, in
// the person's own words (TRAN-11). The zero value is none.
type Barrier struct {
	head
	s barrier
}

type barrier struct {
	Person     peer.PersonID `json:"person" ask:"required"`
	Worker     peer.StaffID  `json:"worker,omitzero"`
	Transition string        `json:"transition" ask:"required"`
	Kind       BarrierKind   `json:"sort" ask:"required"`
	Words      peer.Words    `json:"words,omitzero" ask:"max=2000"`
	Problem    string        `json:"problem,omitzero"`
	GoAlong    bool          `json:"goAlong,omitzero"`
	Named      time.Time     `json:"named" ask:"required"`
}

// Person is the person who moves.
func (b Barrier) Person() peer.PersonID { return b.s.Person }

// Worker is the peer support worker beside them; empty when nobody is named.
func (b Barrier) Worker() peer.StaffID { return b.s.Worker }

// Transition is the id of the move.
func (b Barrier) Transition() string { return b.s.Transition }

// Sort is what makes it hard.
func (b Barrier) Sort() BarrierKind { return b.s.Kind }

// Words are how the person puts it; empty when they would rather not.
func (b Barrier) Words() peer.Words { return b.s.Words }

// Problem is the id of a cycle of problem solving that is about it.
func (b Barrier) Problem() string { return b.s.Problem }

// GoAlong reports whether somebody goes along to the first appointment.
func (b Barrier) GoAlong() bool { return b.s.GoAlong }

// Named is when it was named, in UTC.
func (b Barrier) Named() time.Time { return b.s.Named }

// BarrierStep is a step of a barrier. A step of another record does not compile
// here.
type BarrierStep interface{ barrierStep() }

// NameBarrier names what makes it hard. The worker may write down what the person
// says.
type NameBarrier struct {
	ID         string        `json:"id"`
	Person     peer.PersonID `json:"person" ask:"required"`
	Worker     peer.StaffID  `json:"worker,omitzero"`
	Transition string        `json:"transition" ask:"required"`
	Kind       BarrierKind   `json:"sort" ask:"required"`
	Words      peer.Words    `json:"words,omitzero" ask:"max=2000"`
}

// WorkOn begins to work on it, or says how: by solving it step by step, by going
// along to the first appointment, or by talking.
type WorkOn struct {
	// Problem is the id of a cycle of problem solving.
	Problem string `json:"problem,omitzero"`
	GoAlong bool   `json:"goAlong,omitzero"`
}

// WorkAgain is the person's word that they would like to work on it again.
type WorkAgain struct {
	Problem string `json:"problem,omitzero"`
	GoAlong bool   `json:"goAlong,omitzero"`
}

// Overcome is the person's word that it is behind them.
type Overcome struct{}

// StillThere is the person's word that it remains.
type StillThere struct{}

func (NameBarrier) barrierStep() {}
func (WorkOn) barrierStep()      {}
func (WorkAgain) barrierStep()   {}
func (Overcome) barrierStep()    {}
func (StillThere) barrierStep()  {}

// barriers is the table of TRAN-11.
var barriers = peer.Machine[Barrier, Facts]{
	Kind:   KindBarrier,
	Schema: 1, // 1: the first form
	Says:   "Something that makes it hard to stay in touch with the new service; the person says when it is behind them.",
	Moves:  "TRAN-11",
	States: []peer.State{
		{Status: BarrierNamed, Says: "It is in the way. The two begin to work on it."},
		{Status: BarrierWorking, Says: "They work on it. The person says that it is behind them, or that it remains."},
		{Status: BarrierOvercome, Says: "The person says it is behind them. They may work on it again."},
		{Status: BarrierRemains, Says: "The person says it is still there. They may work on it again."},
	},
	Head:   func(b *Barrier) *peer.Head { return &b.head },
	Data:   func(b *Barrier) any { return &b.s },
	Person: Barrier.Person,
	Party:  whose.Party[Barrier],
	Policy: Facts.digest,
	Legal: func(b Barrier) []peer.Reason {
		return []peer.Reason{peer.Holds(whose.SilentOr(whose.Personal, b, b.s.Words), "/words", "What makes it hard is in the person's own words.")}
	},
	Parts: []peer.Part[Barrier]{{Name: "barrier", If: forTheTwo[Barrier], Rule: peer.Rule{Row: "TRAN-11", Code: peer.ErrConsentRequired}, Says: "What makes it hard is for the two.",
		Value: func(b Barrier) any { return b.s }}},
	Rows: []row[Barrier]{
		peer.Begins(row[Barrier]{
			Do: "name", Says: "Name what makes it hard to stay in touch.", To: []peer.Status{BarrierNamed}, By: whose.Two, Else: whose.ForTwo("TRAN-11"), Form: "TRAN-11",
		}, func(c NameBarrier) string { return c.ID }, func(c NameBarrier) Barrier {
			return Barrier{s: barrier{Person: c.Person, Worker: c.Worker, Transition: c.Transition, Kind: c.Kind}}
		}, step[Barrier, NameBarrier]{
			Needs: []need[Barrier, NameBarrier]{whose.OwnWords[Facts, Barrier]("TRAN-11", "/words", func(c NameBarrier) []peer.Words { return []peer.Words{c.Words} })},
			Apply: func(b Barrier, c NameBarrier, k *taken) Barrier {
				b.s.Words, b.s.Named = k.Own(c.Words), k.Now()
				return b
			},
		}),
		peer.Takes(row[Barrier]{
			Do: "work-on", Says: "Work on it together.", From: []peer.Status{BarrierNamed, BarrierWorking}, To: []peer.Status{BarrierWorking}, By: whose.Two, Else: whose.ForTwo("TRAN-11"), Form: "TRAN-11",
		}, step[Barrier, WorkOn]{Apply: func(b Barrier, c WorkOn, _ *taken) Barrier {
			b.s.Problem, b.s.GoAlong = c.Problem, c.GoAlong
			return b
		}}),
		peer.Takes(row[Barrier]{
			Do: "work-again", Says: "Work on it again.", From: []peer.Status{BarrierOvercome, BarrierRemains}, To: []peer.Status{BarrierWorking}, By: whose.Person, Else: whose.ForPerson("TRAN-11"), Form: "TRAN-11",
		}, step[Barrier, WorkAgain]{Apply: func(b Barrier, c WorkAgain, _ *taken) Barrier {
			b.s.Problem, b.s.GoAlong = c.Problem, c.GoAlong
			return b
		}}),
		peer.Takes(row[Barrier]{
			Do: "overcome", Says: "Say that it is behind you.", From: []peer.Status{BarrierNamed, BarrierWorking, BarrierRemains}, To: []peer.Status{BarrierOvercome}, By: whose.Person, Else: whose.ForPerson("TRAN-11"), Form: "TRAN-11",
		}, step[Barrier, Overcome]{Apply: func(b Barrier, _ Overcome, _ *taken) Barrier { return b }}),
		peer.Takes(row[Barrier]{
			Do: "still-there", Says: "Say that it remains.", From: []peer.Status{BarrierNamed, BarrierWorking, BarrierOvercome}, To: []peer.Status{BarrierRemains}, By: whose.Person, Else: whose.ForPerson("TRAN-11"), Form: "TRAN-11",
		}, step[Barrier, StillThere]{Apply: func(b Barrier, _ StillThere, _ *taken) Barrier { return b }}),
	},
}
