package worker

import (
	"time"

	"github.com/towpath-care/towpath/peer"
)

// KindCheck is how a criminal-record check is stored.
const KindCheck peer.Kind = "criminal-record-check"

// Places a check can be in. That a cleared one is due again is never a place: its
// renewal day says so.
const (
	// CheckOpen: it is asked for. The worker, or those behind them, say that it has been
	// submitted.
	CheckOpen peer.Status = "not-submitted"
	// CheckSubmitted: it is under way. Those who stand behind the worker say what was
	// decided.
	CheckSubmitted peer.Status = "submitted"
	// CheckCleared: somebody decided that the worker may work. A later decision may
	// move it to not cleared; a renewal is a new check.
	CheckCleared peer.Status = "cleared"
	// CheckNotCleared: somebody decided that it is not cleared. Nothing leads on but that
	// it was entered in error; another decision is another check.
	CheckNotCleared peer.Status = "not-cleared"
	// CheckInError: it should never have been written, and counts for nothing.
	CheckInError peer.Status = "entered-in-error"
)

// Check is a criminal-record check of a worker: its reference, its days and who decided.
// What a disclosure says has no place here and cannot be written down (PEER-07). The
// zero value is none.
type Check struct {
	head
	s check
}

type check struct {
	Worker    peer.StaffID `json:"worker" ask:"required"`
	Reference string       `json:"reference,omitzero" ask:"max=20"`
	Submitted peer.Date    `json:"submitted,omitzero"`
	Decided   peer.Date    `json:"decided,omitzero"`
	DecidedBy peer.StaffID `json:"decidedBy,omitzero"`
	Renewal   peer.Date    `json:"renewal,omitzero"`
	Asked     time.Time    `json:"asked" ask:"required"`
}

// Worker is who was checked.
func (c Check) Worker() peer.StaffID { return c.s.Worker }

// Reference is the number of the check.
func (c Check) Reference() string { return c.s.Reference }

// Submitted is the day it was submitted; zero before.
func (c Check) Submitted() peer.Date { return c.s.Submitted }

// Decided is the day of the decision and who took it; zero before.
func (c Check) Decided() (on peer.Date, by peer.StaffID) { return c.s.Decided, c.s.DecidedBy }

// Renewal is the last day on which it counts, as it was set when it was cleared; zero:
// the policy in force says.
func (c Check) Renewal() peer.Date { return c.s.Renewal }

// CheckStep is a step of a check. A step of another record does not compile here.
type CheckStep interface{ checkStep() }

// AskForCheck says that a check is needed.
type AskForCheck struct {
	ID     string       `json:"id"`
	Worker peer.StaffID `json:"worker" ask:"required"`
}

// SubmitCheck says that it has been submitted, and under which number.
type SubmitCheck struct {
	Reference string    `json:"reference" ask:"required,max=20"`
	On        peer.Date `json:"on" ask:"required"`
}

// ClearCheck says that it is cleared, and who decided so. Without a renewal day the
// policy of the day sets one.
type ClearCheck struct {
	On        peer.Date    `json:"on" ask:"required"`
	DecidedBy peer.StaffID `json:"decidedBy" ask:"required"`
	Renewal   peer.Date    `json:"renewal,omitzero"`
}

// DeclineCheck says that somebody decided that it is not cleared. Why has no place here.
type DeclineCheck struct {
	On        peer.Date    `json:"on" ask:"required"`
	DecidedBy peer.StaffID `json:"decidedBy" ask:"required"`
}

// MarkCheck says that it should never have been written.
type MarkCheck struct{}

func (AskForCheck) checkStep()  {}
func (SubmitCheck) checkStep()  {}
func (ClearCheck) checkStep()   {}
func (DeclineCheck) checkStep() {}
func (MarkCheck) checkStep()    {}

// checks is the table of PEER-07.
var checks = peer.Machine[Check, Facts]{
	Kind:   KindCheck,
	Schema: 1, // 1: the first form
	Says:   "A criminal-record check of a worker: its number, its days and who decided, and never what it says.",
	Moves:  "PEER-07",
	States: []peer.State{
		{Status: CheckOpen, Says: "It is asked for. The worker, or those behind them, say that it has been submitted."},
		{Status: CheckSubmitted, Says: "It is under way. Those behind the worker say what was decided."},
		{Status: CheckCleared, Says: "It is cleared until its renewal day."},
		{Status: CheckNotCleared, Says: "Somebody decided that it is not cleared."},
		{Status: CheckInError, Says: "It should never have been written, and counts for nothing.", End: true},
	},
	Head:   func(c *Check) *peer.Head { return &c.head },
	Data:   func(c *Check) any { return &c.s },
	Person: nobodys[Check],
	Party:  party[Check],
	Policy: Facts.digest,
	Line:   Facts.lines,
	Legal:  checkLegal,
	Parts:  []peer.Part[Check]{hrPart("PEER-07", "Somebody's check is for them and their line.", func(c Check) any { return c.s })},
	Rows: []row[Check]{
		peer.Begins(row[Check]{
			Do: "ask-for", Says: "Say that a check is needed.", To: []peer.Status{CheckOpen},
			By: behindThem, Else: forThoseBehind("PEER-07"), Form: "PEER-07", Open: behindCheck,
		}, func(c AskForCheck) string { return c.ID }, func(c AskForCheck) Check { return Check{s: check{Worker: c.Worker}} },
			step[Check, AskForCheck]{Apply: func(c Check, _ AskForCheck, t *taken) Check { c.s.Asked = t.Now(); return c }}),
		peer.Takes(row[Check]{
			Do: "submit", Says: "Say that it has been submitted.", From: []peer.Status{CheckOpen}, To: []peer.Status{CheckSubmitted},
			By: workerOr, Else: forWorkerOr("PEER-07"), Form: "PEER-07", Open: behindCheck,
		}, step[Check, SubmitCheck]{
			Needs: []need[Check, SubmitCheck]{hasHappened[Check]("PEER-07", "/on", func(c SubmitCheck) peer.Date { return c.On }), wholeSubmitted, plainNumber},
			Apply: func(c Check, p SubmitCheck, _ *taken) Check {
				c.s.Reference, c.s.Submitted = p.Reference, p.On
				return c
			},
		}),
		decides("clear", "Say that it is cleared.", []peer.Status{CheckSubmitted}, CheckCleared, step[Check, ClearCheck]{
			Needs: append(decision(func(c ClearCheck) (peer.Date, peer.StaffID) { return c.On, c.DecidedBy }), renewedAfter),
			Apply: func(c Check, p ClearCheck, t *taken) Check {
				c.s.Decided, c.s.DecidedBy, c.s.Renewal = p.On, p.DecidedBy, p.Renewal
				if p.Renewal.IsZero() {
					c.s.Renewal = renewalOf(p.On, t.Facts.Policy)
				}
				return c
			},
		}),
		decides("decline", "Say that it is not cleared.", []peer.Status{CheckSubmitted, CheckCleared}, CheckNotCleared, step[Check, DeclineCheck]{
			Needs: decision(func(c DeclineCheck) (peer.Date, peer.StaffID) { return c.On, c.DecidedBy }),
			Apply: func(c Check, p DeclineCheck, _ *taken) Check {
				c.s.Decided, c.s.DecidedBy, c.s.Renewal = p.On, p.DecidedBy, peer.Date{}
				return c
			},
		}),
		decides("mark-in-error", "Say that it should never have been written.", []peer.Status{CheckOpen, CheckSubmitted, CheckCleared, CheckNotCleared}, CheckInError,
			step[Check, MarkCheck]{Apply: func(c Check, _ MarkCheck, _ *taken) Check { return c }}),
	},
}

var behindCheck = []open[Check]{behind("PEER-07", linesKnown[Check])}

func decides[C any](do peer.Action, says string, from []peer.Status, to peer.Status, s step[Check, C]) row[Check] {
	s.Needs = hushed(linesKnown, s.Needs)
	return peer.Takes(row[Check]{Do: do, Says: says, From: from, To: []peer.Status{to}, By: behindThem, Else: forThoseBehind("PEER-07"), Form: "PEER-07", Open: behindCheck}, s)
}

// decision are the rules of what somebody decided, and when.
func decision[C any](of func(C) (peer.Date, peer.StaffID)) []need[Check, C] {
	on := func(c C) peer.Date { day, _ := of(c); return day }
	return []need[Check, C]{
		hasHappened[Check]("PEER-07", "/on", on),
		wholeDay("/on", on),
		someoneElse[Check]("PEER-07", "/decidedBy", "Somebody else than the worker decides.", func(c C) []peer.StaffID { _, by := of(c); return []peer.StaffID{by} }),
		{
			Asks: peer.Asks{Rule: peer.Rule{Row: "PEER-07", Code: peer.ErrInvalidPeriod}, Path: "/on", Says: "It was decided on the day it was submitted, or after it, and not before an earlier decision.", Fix: "Look at the days again."},
			Met: func(r Check, c C, _ peer.Act, _ Facts) peer.Tri {
				return peer.Is(!on(c).Before(r.s.Submitted) && !on(c).Before(r.s.Decided))
			},
		},
	}
}

func wholeDay[C any](path string, on func(C) peer.Date) need[Check, C] {
	return need[Check, C]{
		Asks: peer.Asks{Rule: peer.Rule{Row: "PEER-07", Code: peer.ErrOutOfRange}, Path: path, Says: "It is a whole day.", Fix: "Give year, month and day."},
		Met: func(_ Check, c C, _ peer.Act, _ Facts) peer.Tri {
			return peer.Is(on(c).IsZero() || on(c).Precision() == peer.ByDay)
		},
	}
}

var (
	wholeSubmitted = wholeDay("/on", func(c SubmitCheck) peer.Date { return c.On })
	plainNumber    = need[Check, SubmitCheck]{
		Asks: peer.Asks{Rule: peer.Rule{Row: "PEER-07", Code: peer.ErrSchema}, Path: "/reference", Says: "A reference is a number, or letters and digits without a space.", Fix: "Give the number of the check and nothing about it."},
		Met:  func(_ Check, c SubmitCheck, _ peer.Act, _ Facts) peer.Tri { return peer.Is(isReference(c.Reference)) },
	}
	renewedAfter = need[Check, ClearCheck]{
		Asks: peer.Asks{Rule: peer.Rule{Row: "PEER-07", Code: peer.ErrInvalidPeriod}, Path: "/renewal", Says: "The renewal day is a whole day after the decision.", Fix: "Choose a later day, or leave it out."},
		Met: func(_ Check, c ClearCheck, _ peer.Act, _ Facts) peer.Tri {
			return peer.Is(c.Renewal.IsZero() || c.Renewal.Precision() == peer.ByDay && (c.On.IsZero() || c.Renewal.After(c.On)))
		},
	}
)

// isReference is also so of nothing: the form asks for it.
func isReference(s string) bool {
	for _, c := range []byte(s) {
		if !(c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '-' || c == '/') {
			return false
		}
	}
	return true
}

// renewalOf is the day on which a check that was cleared then is due again; zero: the
// policy does not say.
func renewalOf(cleared peer.Date, p Policy) peer.Date {
	return dayAfter(p.section.Check.Every, cleared, p.calendar)
}

func checkLegal(c Check) []peer.Reason {
	s := c.s
	whole := func(d peer.Date) bool { return d.IsZero() || d.Precision() == peer.ByDay }
	decided := !s.Decided.IsZero() && s.DecidedBy != ""
	submitted := !s.Submitted.IsZero() && s.Reference != ""
	return []peer.Reason{
		peer.Holds(isReference(s.Reference), "/reference", "A reference is a number, or letters and digits without a space."),
		peer.Holds((s.Reference != "") == !s.Submitted.IsZero() && whole(s.Submitted), "/submitted", "What was submitted has a number and a whole day."),
		peer.Holds((s.DecidedBy != "") == !s.Decided.IsZero() && whole(s.Decided), "/decided", "A decision says who took it and on which day."),
		peer.Holds(s.DecidedBy == "" || s.DecidedBy != s.Worker, "/decidedBy", "Somebody else than the worker decides."),
		peer.Holds(!s.Decided.Before(s.Submitted) && (!decided || submitted), "/decided", "It was submitted before it was decided."),
		peer.Holds(c.Status() != CheckOpen || !submitted, "/submitted", "What is asked for has not been submitted."),
		peer.Holds(c.Status() != CheckSubmitted || submitted && !decided, "/decided", "What is under way has been submitted and not decided."),
		peer.Holds(c.Status() != CheckCleared && c.Status() != CheckNotCleared || decided, "/decided", "What is cleared, or not, was decided."),
		peer.Holds(s.Renewal.IsZero() || s.Renewal.Precision() == peer.ByDay && c.Status() != CheckNotCleared && s.Renewal.After(s.Decided), "/renewal", "Only what was cleared is due again, on a whole day after it."),
	}
}
