package worker

import (
	"slices"
	"time"

	"github.com/towpath-care/towpath/internal/terms"
	"github.com/towpath-care/towpath/peer"
)

// KindOtherWork is how work without contacts is stored.
const KindOtherWork peer.Kind = "other-work"

// Places other work can be in.
const (
	// OtherPlanned: it is planned. The line manager says yes to what is outside; the
	// worker says that it is done, or calls it off.
	OtherPlanned peer.Status = "planned"
	// OtherDone: the worker did it. Nothing leads on.
	OtherDone peer.Status = "done"
	// OtherCalledOff: it did not come about. Nothing leads on.
	OtherCalledOff peer.Status = "called-off"
)

// OtherWorkKind says what sort of other work it is (PEER-63).
type OtherWorkKind string

// Sorts of other work.
const (
	OtherExplaining OtherWorkKind = "explaining-the-role"
	OtherTraining   OtherWorkKind = "training-colleagues"
	OtherStudents   OtherWorkKind = "helping-students"
	OtherCollege    OtherWorkKind = "recovery-college"
	OtherTalk       OtherWorkKind = "talk"
	OtherAmbassador OtherWorkKind = "ambassador"
	OtherImproving  OtherWorkKind = "service-improvement"
	OtherElse       OtherWorkKind = "other"
)

var otherWorkKinds = []OtherWorkKind{OtherExplaining, OtherTraining, OtherStudents, OtherCollege, OtherTalk, OtherAmbassador, OtherImproving, OtherElse}

// Known reports whether the sort is on the list.
func (k OtherWorkKind) Known() bool { return slices.Contains(otherWorkKinds, k) }

// Terms returns the closed list.
func (OtherWorkKind) Terms() []string { return terms.Of(otherWorkKinds) }

// OtherWork is one line about work that is no contact: what sort, when and how long. What
// is done outside the organisation has the line manager's yes (PEER-63). The zero value
// is none.
type OtherWork struct {
	head
	s otherWork
}

type otherWork struct {
	Worker   peer.StaffID  `json:"worker" ask:"required"`
	Sort     OtherWorkKind `json:"sort" ask:"required"`
	On       peer.Date     `json:"on" ask:"required"`
	Minutes  int           `json:"minutes" ask:"required,min=1,max=1440"`
	Title    peer.Private  `json:"title,omitzero" ask:"max=200"`
	External bool          `json:"external,omitzero"`
	Approved peer.StaffID  `json:"approved,omitzero"`
	When     time.Time     `json:"approvedAt,omitzero"`
}

// Worker is whose work it is.
func (o OtherWork) Worker() peer.StaffID { return o.s.Worker }

// Sort is what sort of work it is.
func (o OtherWork) Sort() OtherWorkKind { return o.s.Sort }

// On is the day.
func (o OtherWork) On() peer.Date { return o.s.On }

// Minutes is how long it took, or is meant to take.
func (o OtherWork) Minutes() int { return o.s.Minutes }

// Title is what it is called; empty: nobody said.
func (o OtherWork) Title() peer.Private { return o.s.Title }

// External reports whether it is outside the organisation.
func (o OtherWork) External() bool { return o.s.External }

// Approved is the line manager who said yes, and when; empty: none has.
func (o OtherWork) Approved() (peer.StaffID, time.Time) { return o.s.Approved, o.s.When }

// OtherWorkStep is a step of other work. A step of another record does not compile here.
type OtherWorkStep interface{ otherWorkStep() }

// PlanOtherWork plans it, or begins the line about what was done.
type PlanOtherWork struct {
	ID      string        `json:"id"`
	Worker  peer.StaffID  `json:"worker" ask:"required"`
	Sort    OtherWorkKind `json:"sort" ask:"required"`
	On      peer.Date     `json:"on" ask:"required"`
	Minutes int           `json:"minutes" ask:"required,min=1,max=1440"`
	// Title is what it is called; it says nothing about anybody.
	Title    peer.Private `json:"title,omitzero" ask:"max=200"`
	External bool         `json:"external,omitzero"`
}

// ApproveOtherWork is the line manager's yes, before or after.
type ApproveOtherWork struct{}

// FinishOtherWork says that it is done, and how long it took.
type FinishOtherWork struct {
	On      peer.Date `json:"on" ask:"required"`
	Minutes int       `json:"minutes" ask:"required,min=1,max=1440"`
}

// CallOtherWorkOff says that it did not come about. No reason is asked.
type CallOtherWorkOff struct{}

func (PlanOtherWork) otherWorkStep()    {}
func (ApproveOtherWork) otherWorkStep() {}
func (FinishOtherWork) otherWorkStep()  {}
func (CallOtherWorkOff) otherWorkStep() {}

// otherWorks is the table of PEER-63.
var otherWorks = peer.Machine[OtherWork, Facts]{
	Kind:   KindOtherWork,
	Schema: 1, // 1: the first form
	Says:   "One line about work that is no contact. What is outside has the line manager's yes.",
	Moves:  "PEER-63",
	States: []peer.State{
		{Status: OtherPlanned, Says: "It is planned. What is outside waits for the line manager's yes."},
		{Status: OtherDone, Says: "The worker did it.", End: true},
		{Status: OtherCalledOff, Says: "It did not come about.", End: true},
	},
	Head:   func(o *OtherWork) *peer.Head { return &o.head },
	Data:   func(o *OtherWork) any { return &o.s },
	Person: nobodys[OtherWork],
	Party:  party[OtherWork],
	Policy: Facts.digest,
	Line:   workLines,
	Legal: func(o OtherWork) []peer.Reason {
		return []peer.Reason{
			peer.Holds((o.s.Approved == "") == o.s.When.IsZero() && (o.s.Approved == "" || o.s.Approved != o.s.Worker), "/approved", "A yes is somebody else's and says when."),
			peer.Holds(o.Status() != OtherDone || !o.s.External || o.s.Approved != "", "/approved", "What was done outside has the line manager's yes."),
		}
	},
	Parts: []peer.Part[OtherWork]{{Name: "work", If: func(_ OtherWork, as peer.Party, by peer.Reading) bool { return workSeen(as, by, "") },
		Rule: peer.Rule{Row: "PEER-63", Code: peer.ErrNotAuthorised}, Says: "Other work is for the worker and their line.",
		Value: func(o OtherWork) any { return o.s }}},
	Rows: []row[OtherWork]{
		peer.Begins(row[OtherWork]{
			Do: "plan", Says: "Plan it.", To: []peer.Status{OtherPlanned}, By: workOwn, Else: workOnly("PEER-63"), Form: "PEER-63",
		}, func(c PlanOtherWork) string { return c.ID }, func(c PlanOtherWork) OtherWork {
			return OtherWork{s: otherWork{Worker: c.Worker, Sort: c.Sort, On: c.On, Minutes: c.Minutes, Title: c.Title, External: c.External}}
		}, step[OtherWork, PlanOtherWork]{Apply: func(o OtherWork, _ PlanOtherWork, _ *taken) OtherWork { return o }}),
		peer.Takes(row[OtherWork]{
			Do: "approve", Says: "Say yes to it.", From: []peer.Status{OtherPlanned}, To: []peer.Status{OtherPlanned}, By: []peer.Party{peer.PartyStaff}, Else: forOther, Form: "PEER-63",
			Open: []open[OtherWork]{otherByManager},
		}, step[OtherWork, ApproveOtherWork]{Apply: func(o OtherWork, _ ApproveOtherWork, k *taken) OtherWork {
			o.s.Approved, o.s.When = k.Act.By.Staff, k.Now()
			return o
		}}),
		peer.Takes(row[OtherWork]{
			Do: "finish", Says: "Say that it is done.", From: []peer.Status{OtherPlanned}, To: []peer.Status{OtherDone}, By: workOwn, Else: workOnly("PEER-63"), Form: "PEER-63",
			Open: []open[OtherWork]{{
				Asks: peer.Asks{Rule: peer.Rule{Row: "PEER-63", Code: ErrApprovalRequired}, Says: "What is outside the organisation has the line manager's yes.", Fix: "Ask your line manager; the line stays here until they have said yes."},
				Met:  func(o OtherWork, _ peer.Act, _ Facts) peer.Tri { return peer.Is(!o.s.External || o.s.Approved != "") },
			}},
		}, step[OtherWork, FinishOtherWork]{
			Needs: []need[OtherWork, FinishOtherWork]{hasHappened[OtherWork]("PEER-63", "/on", func(c FinishOtherWork) peer.Date { return c.On })},
			Apply: func(o OtherWork, c FinishOtherWork, _ *taken) OtherWork {
				o.s.On, o.s.Minutes = c.On, c.Minutes
				return o
			},
		}),
		peer.Takes(row[OtherWork]{
			Do: "call-off", Says: "Say that it did not come about.", From: []peer.Status{OtherPlanned}, To: []peer.Status{OtherCalledOff}, By: workOwn, Else: workOnly("PEER-63"), Form: "PEER-63",
		}, step[OtherWork, CallOtherWorkOff]{Apply: func(o OtherWork, _ CallOtherWorkOff, _ *taken) OtherWork { return o }}),
	},
}

var forOther = peer.Asks{Rule: peer.Rule{Row: "PEER-63", Code: peer.ErrWrongRole}, Says: "The line manager says yes to it.", Fix: "Ask the worker's line manager."}

var otherByManager = open[OtherWork]{
	Asks: peer.Asks{Rule: forOther.Rule, Says: "Of the staff, the worker's line manager says yes.", Fix: forOther.Fix},
	Met: func(o OtherWork, a peer.Act, f Facts) peer.Tri {
		switch {
		case party(o, a.By) != peer.PartyStaff:
			return peer.Yes
		case f.Lines.LineManager == "":
			return peer.Unknown
		}
		return peer.Is(a.By.Staff == f.Lines.LineManager)
	},
}
