package worker

import (
	"slices"
	"time"

	"github.com/towpath-care/towpath/internal/terms"
	"github.com/towpath-care/towpath/peer"
)

// KindSupervision is how a supervision session is stored.
const KindSupervision peer.Kind = "supervision"

// Places a supervision session can be in.
const (
	// SupervisionHeld: it was held. The worker, or whoever held it, may mark it as
	// entered in error.
	SupervisionHeld peer.Status = "held"
	// SupervisionInError: one of the two said that it should not have been written.
	// Nothing leads on.
	SupervisionInError peer.Status = "entered-in-error"
)

// SupervisionForm says whether a worker was alone with whoever held it.
type SupervisionForm string

// Forms of supervision.
const (
	OneToOne SupervisionForm = "one-to-one"
	InGroup  SupervisionForm = "group"
)

var supervisionForms = []SupervisionForm{OneToOne, InGroup}

// Known reports whether the form is on the list.
func (f SupervisionForm) Known() bool { return slices.Contains(supervisionForms, f) }

// Terms returns the closed list.
func (SupervisionForm) Terms() []string { return terms.Of(supervisionForms) }

// Supervision is one session a worker had: what sort, with whom and when (PEER-13).
// What was said stays between those who were there: there is no field for it. The zero
// value is none.
type Supervision struct {
	head
	s supervision
}

type supervision struct {
	Worker   peer.StaffID    `json:"worker" ask:"required"`
	Sort     SupervisionKind `json:"sort" ask:"required"`
	With     peer.StaffID    `json:"with,omitzero"`
	On       peer.Date       `json:"on" ask:"required"`
	Form     SupervisionForm `json:"form,omitzero"`
	Recorded time.Time       `json:"recorded" ask:"required"`
	Mistake  Mistake         `json:"mistake,omitzero"`
}

// Worker is whose supervision it was.
func (s Supervision) Worker() peer.StaffID { return s.s.Worker }

// Sort is what sort of supervision it was.
func (s Supervision) Sort() SupervisionKind { return s.s.Sort }

// With is the colleague who held it; empty where peers reflected with each other.
func (s Supervision) With() peer.StaffID { return s.s.With }

// On is the day it was held.
func (s Supervision) On() peer.Date { return s.s.On }

// Form says whether it was one to one or in a group; empty: nobody said.
func (s Supervision) Form() SupervisionForm { return s.s.Form }

// Recorded is when it was written down, in UTC.
func (s Supervision) Recorded() time.Time { return s.s.Recorded }

// Mistake says why it should not have been written; empty while it stands.
func (s Supervision) Mistake() Mistake { return s.s.Mistake }

// SupervisionStep is a step of a supervision session. A step of another record does not
// compile here.
type SupervisionStep interface{ supervisionStep() }

// RecordSupervision writes down a session that was held. Facts name the line manager on
// that day and the role that the colleague has.
type RecordSupervision struct {
	ID     string          `json:"id"`
	Worker peer.StaffID    `json:"worker" ask:"required"`
	Sort   SupervisionKind `json:"sort" ask:"required"`
	// With is the colleague who held it. Only reflecting in a group goes without.
	With peer.StaffID    `json:"with,omitzero"`
	On   peer.Date       `json:"on" ask:"required"`
	Form SupervisionForm `json:"form,omitzero"`
}

// MarkSupervisionInError says that it should not have been written.
type MarkSupervisionInError struct {
	Mistake Mistake `json:"mistake" ask:"required"`
}

func (RecordSupervision) supervisionStep()      {}
func (MarkSupervisionInError) supervisionStep() {}

// supervisions is the table of PEER-13.
var supervisions = peer.Machine[Supervision, Facts]{
	Kind:   KindSupervision,
	Schema: 1, // 1: the first form
	Says:   "A supervision session a worker had: what sort, with whom and when; never what was said.",
	Moves:  "PEER-13",
	States: []peer.State{
		{Status: SupervisionHeld, Says: "It was held. One of the two may mark it as entered in error."},
		{Status: SupervisionInError, Says: "It should not have been written.", End: true},
	},
	Head:   func(s *Supervision) *peer.Head { return &s.head },
	Data:   func(s *Supervision) any { return &s.s },
	Person: nobodys[Supervision],
	Party:  party[Supervision],
	Policy: Facts.digest,
	Line:   workLines,
	Legal: func(s Supervision) []peer.Reason {
		return []peer.Reason{
			peer.Holds(s.s.With != s.s.Worker, "/with", "Nobody supervises themself."),
			peer.Holds(s.s.With != "" || s.s.Sort == SupervisionReflective, "/with", "It is said who held it."),
			peer.Holds((s.s.Mistake != "") == (s.Status() == SupervisionInError), "/mistake", "What was entered in error says why, and nothing else does."),
		}
	},
	Parts: []peer.Part[Supervision]{{Name: "supervision", If: func(s Supervision, as peer.Party, by peer.Reading) bool { return workSeen(as, by, s.s.With) },
		Rule: peer.Rule{Row: "PEER-13", Code: peer.ErrNotAuthorised}, Says: "That supervision was held is for the worker, their line and whoever held it.",
		Value: func(s Supervision) any { return s.s }}},
	Rows: []row[Supervision]{
		peer.Begins(row[Supervision]{
			Do: "record", Says: "Write down a session that was held.", To: []peer.Status{SupervisionHeld},
			By: workStaff, Else: workWrites("PEER-13"), Form: "PEER-13", Open: []open[Supervision]{workBothOf[Supervision]("PEER-13")},
		}, func(c RecordSupervision) string { return c.ID }, func(c RecordSupervision) Supervision {
			return Supervision{s: supervision{Worker: c.Worker, Sort: c.Sort, With: c.With, On: c.On, Form: c.Form}}
		}, step[Supervision, RecordSupervision]{
			Needs: []need[Supervision, RecordSupervision]{
				workOther[Supervision, RecordSupervision]("PEER-13", "/with"), heldBySomebody, heldByPeerLead, heldByManager,
				hasHappened[Supervision]("PEER-13", "/on", func(c RecordSupervision) peer.Date { return c.On }),
			},
			Apply: func(s Supervision, _ RecordSupervision, k *taken) Supervision {
				s.s.Recorded = k.Now()
				return s
			},
		}),
		peer.Takes(row[Supervision]{
			Do: "mark-in-error", Says: "Say that it should not have been written.", From: []peer.Status{SupervisionHeld}, To: []peer.Status{SupervisionInError},
			By: workStaff, Else: workWrites("PEER-13"), Form: "PEER-49", Open: []open[Supervision]{workBothOf[Supervision]("PEER-13")},
		}, step[Supervision, MarkSupervisionInError]{Apply: func(s Supervision, c MarkSupervisionInError, _ *taken) Supervision {
			s.s.Mistake = c.Mistake
			return s
		}}),
	},
}

var heldBySomebody = need[Supervision, RecordSupervision]{
	Asks: peer.Asks{Rule: peer.Rule{Row: "PEER-13", Code: peer.ErrRequired}, Path: "/with", Says: "It is said who held it.", Fix: "Name the colleague; only reflecting with each other in a group goes without."},
	Met: func(_ Supervision, c RecordSupervision, _ peer.Act, _ Facts) peer.Tri {
		return peer.Is(c.With != "" || c.Sort == SupervisionReflective || c.Sort == "")
	},
}

// heldByPeerLead: what role somebody has is a fact, never what they say of themself.
var heldByPeerLead = need[Supervision, RecordSupervision]{
	Asks: peer.Asks{Rule: peer.Rule{Row: "PEER-13", Code: peer.ErrWrongRole}, Path: "/with", Says: "Peer supervision is given by a role that the organisation has named for it.", Fix: "Write it down as the sort of supervision it was, or name the colleague who gave it."},
	Met: func(s Supervision, c RecordSupervision, _ peer.Act, f Facts) peer.Tri {
		if c.Sort != SupervisionPeer || c.With == "" || c.With == c.Worker {
			return peer.Yes // another rule says what is missing
		}
		role, known := f.roleOf(c.With)
		if known != peer.Yes {
			return known
		}
		return peer.Is(f.Policy.supervises(role))
	},
}

var heldByManager = workManager[Supervision, RecordSupervision]("PEER-13", "/with", "Line supervision is given by the worker's line manager.",
	func(s Supervision) bool { return s.s.Sort == SupervisionLine })
