package worker

import (
	"slices"
	"time"

	"github.com/towpath-care/towpath/internal/whose"
	"github.com/towpath-care/towpath/peer"
)

// KindWellnessPlan is how a wellness plan is stored.
const KindWellnessPlan peer.Kind = "wellness-plan"

// Places a wellness plan can be in.
const (
	// WellnessKept: the worker keeps it. They may rewrite it, share it and put it away.
	WellnessKept peer.Status = "kept"
	// WellnessAway: the worker put it away. It is theirs alone, and nothing leads on.
	WellnessAway peer.Status = "put-away"
)

// WellnessPlan is how a worker stays well at work, as they see it (PEER-17). Nobody asks
// for one. It is the worker's own: colleagues whom they name read it, until the worker
// says otherwise, and it goes into no record. The zero value is none.
type WellnessPlan struct {
	head
	s wellnessPlan
}

type wellnessPlan struct {
	Worker  peer.StaffID   `json:"worker" ask:"required"`
	Says    Wellness       `json:"says,omitzero"`
	Shared  []peer.StaffID `json:"shared,omitempty" ask:"items=20"`
	Written time.Time      `json:"written" ask:"required"`
}

// Wellness is what stands in a wellness plan. Every part may stay empty.
type Wellness struct {
	// KeepsWell is what keeps me well, EarlySigns what I might miss, FromOthers what I
	// want others to do, Support what support there is.
	KeepsWell  peer.Words `json:"keepsWell,omitzero" ask:"max=4000"`
	EarlySigns peer.Words `json:"earlySigns,omitzero" ask:"max=4000"`
	FromOthers peer.Words `json:"fromOthers,omitzero" ask:"max=4000"`
	Support    peer.Words `json:"support,omitzero" ask:"max=4000"`
}

func (w Wellness) words() []peer.Words {
	return []peer.Words{w.KeepsWell, w.EarlySigns, w.FromOthers, w.Support}
}

// Worker is whose plan it is.
func (w WellnessPlan) Worker() peer.StaffID { return w.s.Worker }

// Says is what stands in it now.
func (w WellnessPlan) Says() Wellness { return w.s.Says }

// Shared are the colleagues who may read it.
func (w WellnessPlan) Shared() []peer.StaffID { return slices.Clone(w.s.Shared) }

// Written is when it was last written, in UTC.
func (w WellnessPlan) Written() time.Time { return w.s.Written }

// WellnessPlanStep is a step of a wellness plan. A step of another record does not
// compile here.
type WellnessPlanStep interface{ wellnessPlanStep() }

// WriteWellness writes a plan for oneself.
type WriteWellness struct {
	ID     string       `json:"id"`
	Worker peer.StaffID `json:"worker" ask:"required"`
	Says   Wellness     `json:"says,omitzero"`
}

// RewriteWellness writes it anew. What stood there before is not kept.
type RewriteWellness struct {
	Says Wellness `json:"says,omitzero"`
}

// ShareWellness lets a colleague read it.
type ShareWellness struct {
	With peer.StaffID `json:"with" ask:"required"`
}

// StopSharingWellness ends that at once.
type StopSharingWellness struct {
	With peer.StaffID `json:"with" ask:"required"`
}

// PutWellnessAway puts it away. Nobody reads it any more but the worker.
type PutWellnessAway struct{}

func (WriteWellness) wellnessPlanStep()       {}
func (RewriteWellness) wellnessPlanStep()     {}
func (ShareWellness) wellnessPlanStep()       {}
func (StopSharingWellness) wellnessPlanStep() {}
func (PutWellnessAway) wellnessPlanStep()     {}

// SelfCarePrompts are open questions for a worker after a hard contact. Nobody has to
// answer them, and no answer is kept.
func SelfCarePrompts() []string { return slices.Clone(selfCarePrompts) }

var selfCarePrompts = []string{
	"How are you, now that it is over?",
	"What would do you good in the next hour?",
	"Who would you like to talk to today?",
	"What in your wellness plan could help now?",
	"What can wait until tomorrow?",
}

// wellnessPlans is the table of PEER-17.
var wellnessPlans = peer.Machine[WellnessPlan, Facts]{
	Kind:   KindWellnessPlan,
	Schema: 1, // 1: the first form
	Says:   "How a worker stays well at work. Nobody reads it whom they have not named.",
	Moves:  "PEER-17",
	States: []peer.State{
		{Status: WellnessKept, Says: "The worker keeps it. They may rewrite it, share it and put it away."},
		{Status: WellnessAway, Says: "The worker put it away.", End: true},
	},
	Head:   func(w *WellnessPlan) *peer.Head { return &w.head },
	Data:   func(w *WellnessPlan) any { return &w.s },
	Person: nobodys[WellnessPlan],
	Party:  party[WellnessPlan],
	Policy: Facts.digest,
	Line:   workLines,
	Legal: func(w WellnessPlan) []peer.Reason {
		return []peer.Reason{
			peer.Holds(whose.SilentOr(workVoice, w, w.s.Says.words()...), "/says", "A wellness plan is in the worker's own words."),
			peer.Holds(workShared(w, w.s.Shared), "/shared", "It is shared with colleagues, each named once."),
			peer.Holds(w.Status() == WellnessKept || len(w.s.Shared) == 0, "/shared", "What was put away is the worker's alone."),
		}
	},
	Parts: []peer.Part[WellnessPlan]{{Name: "plan", If: func(w WellnessPlan, as peer.Party, by peer.Reading) bool { return workPrivate(as, by, w.s.Shared) },
		Rule: peer.Rule{Row: "PEER-17", Code: peer.ErrNotAuthorised}, Says: "A wellness plan is for the worker and for whom they share it with.",
		Value: func(w WellnessPlan) any { return w.s }}},
	Rows: []row[WellnessPlan]{
		peer.Begins(row[WellnessPlan]{
			Do: "write", Says: "Write a plan for yourself.", To: []peer.Status{WellnessKept}, By: workOwn, Else: workOnly("PEER-17"), Form: "PEER-17",
		}, func(c WriteWellness) string { return c.ID }, func(c WriteWellness) WellnessPlan {
			return WellnessPlan{s: wellnessPlan{Worker: c.Worker}}
		}, step[WellnessPlan, WriteWellness]{
			Needs: []need[WellnessPlan, WriteWellness]{workWords[WellnessPlan]("PEER-17", "/says", func(c WriteWellness) []peer.Words { return c.Says.words() })},
			Apply: func(w WellnessPlan, c WriteWellness, k *taken) WellnessPlan { return w.written(c.Says, k) },
		}),
		peer.Takes(row[WellnessPlan]{
			Do: "rewrite", Says: "Write it anew.", From: []peer.Status{WellnessKept}, To: []peer.Status{WellnessKept}, By: workOwn, Else: workOnly("PEER-17"), Form: "PEER-17",
		}, step[WellnessPlan, RewriteWellness]{
			Needs: []need[WellnessPlan, RewriteWellness]{workWords[WellnessPlan]("PEER-17", "/says", func(c RewriteWellness) []peer.Words { return c.Says.words() })},
			Apply: func(w WellnessPlan, c RewriteWellness, k *taken) WellnessPlan { return w.written(c.Says, k) },
		}),
		peer.Takes(row[WellnessPlan]{
			Do: "share", Says: "Let a colleague read it.", From: []peer.Status{WellnessKept}, To: []peer.Status{WellnessKept}, By: workOwn, Else: workOnly("PEER-17"), Form: "PEER-17",
		}, step[WellnessPlan, ShareWellness]{
			Needs: workShareable("PEER-17", func(w WellnessPlan) []peer.StaffID { return w.s.Shared }, func(c ShareWellness) peer.StaffID { return c.With }),
			Apply: func(w WellnessPlan, c ShareWellness, _ *taken) WellnessPlan {
				w.s.Shared = workShares(w.s.Shared, c.With)
				return w
			},
		}),
		peer.Takes(row[WellnessPlan]{
			Do: "stop-sharing", Says: "Let them no longer read it.", From: []peer.Status{WellnessKept}, To: []peer.Status{WellnessKept}, By: workOwn, Else: workOnly("PEER-17"), Form: "PEER-17",
		}, step[WellnessPlan, StopSharingWellness]{Apply: func(w WellnessPlan, c StopSharingWellness, _ *taken) WellnessPlan {
			w.s.Shared = workUnshares(w.s.Shared, c.With)
			return w
		}}),
		peer.Takes(row[WellnessPlan]{
			Do: "put-away", Says: "Put it away.", From: []peer.Status{WellnessKept}, To: []peer.Status{WellnessAway}, By: workOwn, Else: workOnly("PEER-17"), Form: "PEER-17",
		}, step[WellnessPlan, PutWellnessAway]{Apply: func(w WellnessPlan, _ PutWellnessAway, _ *taken) WellnessPlan {
			w.s.Shared = nil
			return w
		}}),
	},
}

func (w WellnessPlan) written(says Wellness, k *taken) WellnessPlan {
	w.s.Says = Wellness{k.Own(says.KeepsWell), k.Own(says.EarlySigns), k.Own(says.FromOthers), k.Own(says.Support)}
	w.s.Written = k.Now()
	return w
}
