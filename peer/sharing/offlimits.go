package sharing

import (
	"slices"

	"github.com/towpath-care/towpath/peer"
)

// KindOffLimits is how a worker's own limits are stored.
const KindOffLimits peer.Kind = "off-limits-list"

// OffLimitsKept is the one place such a list is in: the worker may change it at any time.
const OffLimitsKept peer.Status = "kept"

// OffLimits are the themes a worker decided beforehand never to share, whoever asks
// (PEER-40). They are the worker's; nobody else reads them, and no reason is asked. The
// zero value is none.
type OffLimits struct {
	head
	s kept[offLimits]
}

type offLimits struct {
	Worker peer.StaffID `json:"worker" ask:"required"`
	Themes []Theme      `json:"themes,omitempty" ask:"items=50"`
}

// Worker is whose limits they are.
func (o OffLimits) Worker() peer.StaffID { return o.s.get().Worker }

// Themes are what the worker never shares.
func (o OffLimits) Themes() []Theme { return slices.Clone(o.s.get().Themes) }

// OffLimitsStep is a step of such a list. A step of another record does not compile here.
type OffLimitsStep interface{ offLimitsStep() }

// SetOffLimits begins the list; it may be empty.
type SetOffLimits struct {
	ID     string       `json:"id"`
	Worker peer.StaffID `json:"worker" ask:"required"`
	Themes []Theme      `json:"themes,omitempty" ask:"items=50"`
}

// ChangeOffLimits says all of it anew.
type ChangeOffLimits struct {
	Themes []Theme `json:"themes,omitempty" ask:"items=50"`
}

func (SetOffLimits) offLimitsStep()    {}
func (ChangeOffLimits) offLimitsStep() {}

// offLimitsLists is the table of a worker's own limits.
var offLimitsLists = peer.Machine[OffLimits, Facts]{
	Kind:   KindOffLimits,
	Schema: 1, // 1: the first form
	Says:   "What a worker decided beforehand never to share. Nobody else reads it.",
	Moves:  "PEER-40",
	States: []peer.State{{Status: OffLimitsKept, Says: "It is kept for the worker, who may change it at any time."}},
	Head:   func(o *OffLimits) *peer.Head { return &o.head },
	Data:   func(o *OffLimits) any { return o.s.data() },
	Person: nobody[OffLimits],
	Party:  ownersParty[OffLimits],
	Legal: func(o OffLimits) []peer.Reason {
		list := o.s.get().Themes
		return []peer.Reason{peer.Holds(slices.Equal(list, inOrder(list, nil)), "/themes", "Each theme stands there once, in order.")}
	},
	Parts: []peer.Part[OffLimits]{{Name: "themes", If: workersEyes[OffLimits], Rule: forWorker("PEER-40").Rule, Says: "What a worker never shares is theirs to know.",
		Value: func(o OffLimits) any { return o.s.get() }}},
	Rows: []row[OffLimits]{
		peer.Begins(row[OffLimits]{
			Do: "set", Says: "Say what you never share.", To: []peer.Status{OffLimitsKept}, By: worker, Else: forWorker("PEER-40"), Form: "PEER-40",
		}, func(c SetOffLimits) string { return c.ID }, func(c SetOffLimits) OffLimits {
			return OffLimits{s: keep(offLimits{Worker: c.Worker})}
		}, step[OffLimits, SetOffLimits]{Apply: func(o OffLimits, c SetOffLimits, _ *taken) OffLimits { return o.saying(c.Themes) }}),
		peer.Takes(row[OffLimits]{
			Do: "change", Says: "Say it anew.", From: []peer.Status{OffLimitsKept}, To: []peer.Status{OffLimitsKept}, By: worker, Else: forWorker("PEER-40"), Form: "PEER-40",
		}, step[OffLimits, ChangeOffLimits]{Apply: func(o OffLimits, c ChangeOffLimits, _ *taken) OffLimits { return o.saying(c.Themes) }}),
	},
}

func (o OffLimits) saying(list []Theme) OffLimits {
	o.s = keep(offLimits{Worker: o.Worker(), Themes: inOrder(list, nil)})
	return o
}
