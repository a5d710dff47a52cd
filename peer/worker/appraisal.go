package worker

import (
	"time"

	"github.com/towpath-care/towpath/peer"
)

// KindAppraisal is how a worker's appraisal is stored.
const KindAppraisal peer.Kind = "work-appraisal"

// Places an appraisal can be in.
const (
	// AppraisalHeld: it was held. The worker or the line manager may mark it as entered
	// in error.
	AppraisalHeld peer.Status = "held"
	// AppraisalInError: one of the two said that it should not have been written.
	// Nothing leads on.
	AppraisalInError peer.Status = "entered-in-error"
)

// Appraisal is a talk in which a worker and their line manager look back on a year
// (PEER-14). That it was held is kept, and nothing that was said. The zero value is none.
type Appraisal struct {
	head
	s appraisal
}

type appraisal struct {
	Worker   peer.StaffID `json:"worker" ask:"required"`
	With     peer.StaffID `json:"with" ask:"required"`
	On       peer.Date    `json:"on" ask:"required"`
	Recorded time.Time    `json:"recorded" ask:"required"`
	Mistake  Mistake      `json:"mistake,omitzero"`
}

// Worker is whose appraisal it was.
func (a Appraisal) Worker() peer.StaffID { return a.s.Worker }

// With is the line manager who held it.
func (a Appraisal) With() peer.StaffID { return a.s.With }

// On is the day it was held.
func (a Appraisal) On() peer.Date { return a.s.On }

// Recorded is when it was written down, in UTC.
func (a Appraisal) Recorded() time.Time { return a.s.Recorded }

// Mistake says why it should not have been written; empty while it stands.
func (a Appraisal) Mistake() Mistake { return a.s.Mistake }

// AppraisalStep is a step of an appraisal. A step of another record does not compile
// here.
type AppraisalStep interface{ appraisalStep() }

// RecordAppraisal writes down an appraisal that was held. Facts name the line manager on
// that day.
type RecordAppraisal struct {
	ID     string       `json:"id"`
	Worker peer.StaffID `json:"worker" ask:"required"`
	With   peer.StaffID `json:"with" ask:"required"`
	On     peer.Date    `json:"on" ask:"required"`
}

// MarkAppraisalInError says that it should not have been written.
type MarkAppraisalInError struct {
	Mistake Mistake `json:"mistake" ask:"required"`
}

func (RecordAppraisal) appraisalStep()      {}
func (MarkAppraisalInError) appraisalStep() {}

// appraisals is the table of PEER-14 about appraisals.
var appraisals = peer.Machine[Appraisal, Facts]{
	Kind:   KindAppraisal,
	Schema: 1, // 1: the first form
	Says:   "That a worker and their line manager looked back on a year; never what was said.",
	Moves:  "PEER-14",
	States: []peer.State{
		{Status: AppraisalHeld, Says: "It was held. One of the two may mark it as entered in error."},
		{Status: AppraisalInError, Says: "It should not have been written.", End: true},
	},
	Head:   func(a *Appraisal) *peer.Head { return &a.head },
	Data:   func(a *Appraisal) any { return &a.s },
	Person: nobodys[Appraisal],
	Party:  party[Appraisal],
	Policy: Facts.digest,
	Line:   workLines,
	Legal: func(a Appraisal) []peer.Reason {
		return []peer.Reason{
			peer.Holds(a.s.With != a.s.Worker, "/with", "Nobody appraises themself."),
			peer.Holds((a.s.Mistake != "") == (a.Status() == AppraisalInError), "/mistake", "What was entered in error says why, and nothing else does."),
		}
	},
	Parts: []peer.Part[Appraisal]{{Name: "appraisal", If: func(a Appraisal, as peer.Party, by peer.Reading) bool { return workSeen(as, by, a.s.With) },
		Rule: peer.Rule{Row: "PEER-14", Code: peer.ErrNotAuthorised}, Says: "That an appraisal was held is for the worker, their line and whoever held it.",
		Value: func(a Appraisal) any { return a.s }}},
	Rows: []row[Appraisal]{
		peer.Begins(row[Appraisal]{
			Do: "record", Says: "Write down an appraisal that was held.", To: []peer.Status{AppraisalHeld},
			By: workStaff, Else: workWrites("PEER-14"), Form: "PEER-14", Open: []open[Appraisal]{workBothOf[Appraisal]("PEER-14")},
		}, func(c RecordAppraisal) string { return c.ID }, func(c RecordAppraisal) Appraisal {
			return Appraisal{s: appraisal{Worker: c.Worker, With: c.With, On: c.On}}
		}, step[Appraisal, RecordAppraisal]{
			Needs: []need[Appraisal, RecordAppraisal]{
				workOther[Appraisal, RecordAppraisal]("PEER-14", "/with"),
				workManager[Appraisal, RecordAppraisal]("PEER-14", "/with", "An appraisal is held by the worker's line manager.", func(Appraisal) bool { return true }),
				hasHappened[Appraisal]("PEER-14", "/on", func(c RecordAppraisal) peer.Date { return c.On }),
			},
			Apply: func(a Appraisal, _ RecordAppraisal, k *taken) Appraisal {
				a.s.Recorded = k.Now()
				return a
			},
		}),
		peer.Takes(row[Appraisal]{
			Do: "mark-in-error", Says: "Say that it should not have been written.", From: []peer.Status{AppraisalHeld}, To: []peer.Status{AppraisalInError},
			By: workStaff, Else: workWrites("PEER-14"), Form: "PEER-49", Open: []open[Appraisal]{workBothOf[Appraisal]("PEER-14")},
		}, step[Appraisal, MarkAppraisalInError]{Apply: func(a Appraisal, c MarkAppraisalInError, _ *taken) Appraisal {
			a.s.Mistake = c.Mistake
			return a
		}}),
	},
}
