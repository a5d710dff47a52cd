package worker

import (
	"cmp"
	"slices"
	"time"

	"github.com/towpath-care/towpath/peer"
)

// KindLoneWorking is how a plan for working alone is stored.
const KindLoneWorking peer.Kind = "lone-working"

// Places a plan for working alone can be in.
const (
	// LonePlanned: somebody knows where the worker will be. The worker checks in, which
	// moves it to LoneCheckedIn, moves the times, or calls it off.
	LonePlanned peer.Status = "planned"
	// LoneCheckedIn: the worker was heard and is well. Nothing leads on.
	LoneCheckedIn peer.Status = "checked-in"
	// LoneCalledOff: there was no visit. Nothing leads on.
	LoneCalledOff peer.Status = "called-off"
)

// LoneWorking is a plan for a visit alone: where, until when, and who has to hear from
// the worker by when (PEER-26). It is asked for when a visit is planned, never for writing
// one down. The zero value is none.
type LoneWorking struct {
	head
	s loneWorking
}

type loneWorking struct {
	Worker  peer.StaffID `json:"worker" ask:"required"`
	With    peer.StaffID `json:"with" ask:"required"`
	Contact string       `json:"contact,omitzero"`
	Place   peer.Place   `json:"place" ask:"required"`
	Address peer.Private `json:"address,omitzero" ask:"max=500"`
	Times   LoneTimes    `json:"times"`
	HeardAt time.Time    `json:"heardAt,omitzero"`
}

// LoneTimes are when a visit alone begins and is expected to end, and by when the worker
// has checked in.
type LoneTimes struct {
	From        peer.Moment `json:"from" ask:"required"`
	ExpectedEnd peer.Moment `json:"expectedEnd" ask:"required"`
	CheckInDue  peer.Moment `json:"checkInDue" ask:"required"`
}

// Worker is who works alone.
func (l LoneWorking) Worker() peer.StaffID { return l.s.Worker }

// With is the colleague who hears from them.
func (l LoneWorking) With() peer.StaffID { return l.s.With }

// Contact is the id of the contact it is for; empty: none was planned with it.
func (l LoneWorking) Contact() string { return l.s.Contact }

// Place is what kind of place it is.
func (l LoneWorking) Place() peer.Place { return l.s.Place }

// Address is where it is, for the two.
func (l LoneWorking) Address() peer.Private { return l.s.Address }

// Times are when it begins, ends and when the check-in is due.
func (l LoneWorking) Times() LoneTimes { return l.s.Times }

// HeardAt is when the worker checked in, in UTC; zero: not yet.
func (l LoneWorking) HeardAt() time.Time { return l.s.HeardAt }

// LoneWorkingStep is a step of a plan for working alone. A step of another record does
// not compile here.
type LoneWorkingStep interface{ loneWorkingStep() }

// PlanLone says where the worker will be and who hears from them.
type PlanLone struct {
	ID     string       `json:"id"`
	Worker peer.StaffID `json:"worker" ask:"required"`
	// With is the colleague who hears from them.
	With    peer.StaffID `json:"with" ask:"required"`
	Contact string       `json:"contact,omitzero"`
	Place   peer.Place   `json:"place" ask:"required"`
	Address peer.Private `json:"address,omitzero" ask:"max=500"`
	Times   LoneTimes    `json:"times"`
}

// MoveLone moves the times, also while it goes on.
type MoveLone struct {
	Times LoneTimes `json:"times"`
}

// CheckIn says that the worker was heard and is well. It takes no fact and no policy,
// and may come late.
type CheckIn struct{}

// CallLoneOff says that there is no visit.
type CallLoneOff struct{}

func (PlanLone) loneWorkingStep()    {}
func (MoveLone) loneWorkingStep()    {}
func (CheckIn) loneWorkingStep()     {}
func (CallLoneOff) loneWorkingStep() {}

// loneWorkings is the table of PEER-26.
var loneWorkings = peer.Machine[LoneWorking, Facts]{
	Kind:   KindLoneWorking,
	Schema: 1, // 1: the first form
	Says:   "A plan for a visit alone: where, until when, and who hears from the worker by when.",
	Moves:  "PEER-26",
	States: []peer.State{
		{Status: LonePlanned, Says: "Somebody knows where the worker will be, and waits to hear from them."},
		{Status: LoneCheckedIn, Says: "The worker was heard and is well.", End: true},
		{Status: LoneCalledOff, Says: "There was no visit.", End: true},
	},
	Head:   func(l *LoneWorking) *peer.Head { return &l.head },
	Data:   func(l *LoneWorking) any { return &l.s },
	Person: nobodys[LoneWorking],
	Party:  party[LoneWorking],
	Policy: Facts.digest,
	Line:   workLines,
	Legal: func(l LoneWorking) []peer.Reason {
		t := l.s.Times
		return []peer.Reason{
			peer.Holds(l.s.With != l.s.Worker, "/with", "Somebody else hears from the worker."),
			peer.Holds(t.From.Before(t.ExpectedEnd), "/times/expectedEnd", "The end lies after the start."),
			peer.Holds(t.From.Before(t.CheckInDue), "/times/checkInDue", "The check-in is due after the start."),
			peer.Holds(l.s.HeardAt.IsZero() == (l.Status() != LoneCheckedIn), "/heardAt", "A worker who checked in was heard at some time."),
		}
	},
	Parts: []peer.Part[LoneWorking]{{Name: "plan", If: func(l LoneWorking, as peer.Party, by peer.Reading) bool { return workSeen(as, by, l.s.With) },
		Rule: peer.Rule{Row: "PEER-26", Code: peer.ErrNotAuthorised}, Says: "Where a worker is alone is for them, their line and whoever hears from them.",
		Value: func(l LoneWorking) any { return l.s }}},
	Rows: []row[LoneWorking]{
		peer.Begins(row[LoneWorking]{
			Do: "plan", Says: "Say where you will be and who hears from you.", To: []peer.Status{LonePlanned}, By: workStaff, Else: forLone, Form: "PEER-26", Open: []open[LoneWorking]{loneOfTwo},
		}, func(c PlanLone) string { return c.ID }, func(c PlanLone) LoneWorking {
			return LoneWorking{s: loneWorking{Worker: c.Worker, With: c.With, Contact: c.Contact, Place: c.Place}}
		}, step[LoneWorking, PlanLone]{
			Needs: append(loneNeeds(func(c PlanLone) LoneTimes { return c.Times }), need[LoneWorking, PlanLone]{
				Asks: peer.Asks{Rule: peer.Rule{Row: "PEER-26", Code: peer.ErrSelfReference}, Path: "/with", Says: "Somebody else hears from the worker.", Fix: "Name a colleague who can be reached then."},
				Met: func(l LoneWorking, _ PlanLone, _ peer.Act, _ Facts) peer.Tri {
					return peer.Is(l.s.With == "" || l.s.With != l.s.Worker)
				},
			}),
			Apply: func(l LoneWorking, c PlanLone, _ *taken) LoneWorking {
				l.s.Address, l.s.Times = c.Address, c.Times
				return l
			},
		}),
		peer.Takes(row[LoneWorking]{
			Do: "move", Says: "Move the times.", From: []peer.Status{LonePlanned}, To: []peer.Status{LonePlanned}, By: workStaff, Else: forLone, Form: "PEER-26", Open: []open[LoneWorking]{loneOfTwo},
		}, step[LoneWorking, MoveLone]{
			Needs: loneNeeds(func(c MoveLone) LoneTimes { return c.Times }),
			Apply: func(l LoneWorking, c MoveLone, _ *taken) LoneWorking { l.s.Times = c.Times; return l },
		}),
		peer.Takes(row[LoneWorking]{
			Do: "check-in", Says: "Say that the worker was heard and is well.", From: []peer.Status{LonePlanned}, To: []peer.Status{LoneCheckedIn}, By: workStaff, Else: forLone, Form: "PEER-26",
			Open: []open[LoneWorking]{loneOfTwo},
		}, step[LoneWorking, CheckIn]{Apply: func(l LoneWorking, _ CheckIn, k *taken) LoneWorking { l.s.HeardAt = k.Now(); return l }}),
		peer.Takes(row[LoneWorking]{
			Do: "call-off", Says: "Say that there is no visit.", From: []peer.Status{LonePlanned}, To: []peer.Status{LoneCalledOff}, By: workStaff, Else: forLone, Form: "PEER-26",
			Open: []open[LoneWorking]{loneOfTwo},
		}, step[LoneWorking, CallLoneOff]{Apply: func(l LoneWorking, _ CallLoneOff, _ *taken) LoneWorking { return l }}),
	},
}

var forLone = peer.Asks{Rule: peer.Rule{Row: "PEER-26", Code: peer.ErrNotAuthorised}, Says: "This is for the worker and whoever hears from them.", Fix: "Ask one of the two."}

var loneOfTwo = open[LoneWorking]{
	Asks: peer.Asks{Rule: forLone.Rule, Says: "Of the staff, whoever hears from the worker takes part.", Fix: forLone.Fix},
	Met: func(l LoneWorking, a peer.Act, _ Facts) peer.Tri {
		return peer.Is(party(l, a.By) != peer.PartyStaff || a.By.Staff == l.s.With)
	},
}

func loneNeeds[C any](times func(C) LoneTimes) []need[LoneWorking, C] {
	after := func(path, says string, end func(LoneTimes) peer.Moment) need[LoneWorking, C] {
		return need[LoneWorking, C]{
			Asks: peer.Asks{Rule: peer.Rule{Row: "PEER-26", Code: peer.ErrInvalidPeriod}, Path: path, Says: says, Fix: "Put the times right."},
			Met: func(_ LoneWorking, c C, _ peer.Act, _ Facts) peer.Tri {
				from, to := times(c).From, end(times(c))
				return peer.Is(from.IsZero() || to.IsZero() || from.Before(to))
			},
		}
	}
	return []need[LoneWorking, C]{
		after("/times/expectedEnd", "The end lies after the start.", func(t LoneTimes) peer.Moment { return t.ExpectedEnd }),
		after("/times/checkInDue", "The check-in is due after the start.", func(t LoneTimes) peer.Moment { return t.CheckInDue }),
	}
}

// asksLonePlan answers whether a plan is asked for; Unknown without a policy.
func (p Policy) asksLonePlan() peer.Tri {
	if !p.Known() {
		return peer.Unknown
	}
	return peer.Is(p.section.LoneWorking.Asked)
}

// LonePlanFor answers whether there is what the policy asks for a contact alone: Yes
// where it asks for nothing, or where a plan names the contact. It is the fact that
// planning a home visit rests on.
func LonePlanFor(contact string, plans []LoneWorking, p Policy) peer.Tri {
	for _, l := range plans {
		if contact != "" && l.s.Contact == contact && l.Status() == LonePlanned {
			return peer.Yes
		}
	}
	return p.asksLonePlan().Not()
}

// raised is when a check-in that nobody heard is raised. Without a policy nobody gave
// more time than what is due.
func (l LoneWorking) raised(p Policy) time.Time {
	due := l.s.Times.CheckInDue.UTC()
	if p.section.LoneWorking.Grace.IsZero() {
		return due
	}
	when, err := p.section.LoneWorking.Grace.After(due, p.calendar)
	if err != nil {
		return due
	}
	return when.Instant(p.calendar)
}

// OverdueCheckIn is a worker who works alone and has not been heard: whose check-in it is,
// who waits for it, when it was due and since when it is raised.
type OverdueCheckIn struct {
	Plan   peer.Ref     `json:"plan"`
	Worker peer.StaffID `json:"worker"`
	With   peer.StaffID `json:"with"`
	Due    time.Time    `json:"due"`
	Raised time.Time    `json:"raised"`
	// Signal is what the host stores; the same silence gives the same signal.
	Signal peer.Signal `json:"signal"`
}

// OverdueCheckIns lists the plans whose check-in nobody heard by the time it was due and
// the policy's grace, the longest silence first. It is pure: no timer runs, and nothing is
// lost in a restart.
func OverdueCheckIns(plans []LoneWorking, p Policy, now time.Time) []OverdueCheckIn {
	var out []OverdueCheckIn
	for _, l := range plans {
		raised := l.raised(p)
		if l.Status() != LonePlanned || now.Before(raised) {
			continue
		}
		due := l.s.Times.CheckInDue.UTC()
		out = append(out, OverdueCheckIn{Plan: l.Ref(), Worker: l.s.Worker, With: l.s.With, Due: due, Raised: raised, Signal: peer.Signal{
			ID: string(KindLoneWorking) + "." + l.Ref().ID + ".check-in." + due.Format("20060102T150405.000Z"), Kind: peer.SignalLoneWorkerOverdue,
			Rule: peer.Rule{Row: "PEER-26", Code: ErrLoneCheckInDue}, From: l.Ref(), Rev: l.Rev(), Noticed: raised, By: peer.Actor{Staff: l.s.With},
		}})
	}
	slices.SortFunc(out, func(a, b OverdueCheckIn) int {
		return cmp.Or(a.Raised.Compare(b.Raised), cmp.Compare(a.Plan.ID, b.Plan.ID))
	})
	return out
}
