package worker

import (
	"github.com/towpath-care/towpath/peer"
)

// What readiness asks (PEER-16). Each is a rule of its own row.
var (
	readyPolicy    = peer.Asks{Rule: peer.Rule{Row: "PEER-16", Code: peer.ErrNoPolicyInForce}, Says: "A policy is in force that day.", Fix: "Give the policy of that day."}
	readyEmployed  = peer.Asks{Rule: peer.Rule{Row: "PEER-16", Code: peer.ErrWorkerNotReady}, Says: "They work here that day.", Fix: "Wait for their first day, or ask a colleague."}
	readyAway      = peer.Asks{Rule: peer.Rule{Row: "PEER-17", Code: peer.ErrNotAvailableToday}, Says: "They are not away.", Fix: "Ask a colleague meanwhile; a pause is the worker's own."}
	readyManager   = peer.Asks{Rule: peer.Rule{Row: "PEER-11", Code: ErrNoLineManager}, Says: "A line manager stands behind them that day.", Fix: "Say who their line manager is."}
	readyBrings    = peer.Asks{Rule: asksExperience.Rule, Says: asksExperience.Says, Fix: asksExperience.Fix}
	readyCounts    = peer.Asks{Rule: asksCounts.Rule, Says: asksCounts.Says, Fix: asksCounts.Fix}
	readyCheck     = peer.Asks{Rule: peer.Rule{Row: "PEER-07", Code: ErrDBSMissing}, Says: "Their criminal-record check is where the organisation asks it to be.", Fix: "Wait for it, or ask for a new one where it is due again."}
	readyStatutory = peer.Asks{Rule: peer.Rule{Row: "PEER-06", Code: ErrMandatoryTrainingExpired}, Says: "Every statutory training that nobody meets people without is in date.", Fix: "Book what is due; a colleague meets people meanwhile."}
	readyRegister  = peer.Asks{Rule: readyStatutory.Rule, Says: "Every other statutory training is in date.", Fix: "Book what is due; nothing waits for it.", Weight: peer.Warns}
	readyQualified = peer.Asks{Rule: peer.Rule{Row: "PEER-08", Code: peer.ErrRequired}, Says: "A qualification that the organisation calls essential is there.", Fix: "Put it down, or speak with the line manager."}
)

// asks is what readiness asks of a training: how it says so is its kind's, what it does
// is its gate's.
func (r *Requirement) asks() peer.Asks {
	a := peer.Asks{Rule: peer.Rule{Row: r.Kind.row(), Code: ErrTrainingOpen}, Says: r.Kind.says(), Fix: "It has a day by which it is due; nothing waits for it.", Weight: peer.Warns}
	switch {
	case r.Gates == GatesAutonomy:
		a.Rule = peer.Rule{Row: "PEER-04", Code: peer.ErrSupervisedOnly}
		a.Fix = "Until it is there, a colleague is present or answers for it."
	case r.Gates == GatesContact:
		a.Weight, a.Fix = peer.Blocks, "Nobody is met before it is there."
	}
	return a
}

func (k RequirementKind) says() string {
	switch k {
	case CareCertificate:
		return "All of the Care Certificate is there."
	case PeerCertificate:
		return "The organisation's own certificate in peer support is there."
	case FrameworkTraining:
		return "The training under the national framework is there."
	case AccreditedTraining:
		return "An accredited course is there, or one like it that somebody here accepted."
	}
	return "The induction has been held."
}

// dueDay is the last day on which a training is in time; zero where it has none.
func (r *Requirement) dueDay(start peer.Date, cal peer.Calendar) peer.Date {
	if r.When != AfterStart || start.IsZero() {
		return peer.Date{}
	}
	due, err := r.Within.AfterDate(start, cal)
	if err != nil {
		return peer.Date{}
	}
	return due.Day(cal)
}

// dueDay is the last day on which a subject that was done then is in date, zero where it
// is learnt once; false: it was never done.
func (x *Statutory) dueDay(done peer.Date, cal peer.Calendar) (peer.Date, bool) {
	if done.IsZero() {
		return peer.Date{}, false
	}
	return dayAfter(x.Every, done, cal), true
}

// dayAfter is the last day of a span that comes round, counted from a day; zero where
// there is none. It is what Offset.AfterDate gives, without the checks that PolicyFrom has
// made once: readiness asks it for every subject of every worker.
func dayAfter(o peer.Offset, from peer.Date, cal peer.Calendar) peer.Date {
	switch o.Unit() {
	case peer.UnitDays:
		return from.AddDays(o.Count())
	case peer.UnitWeeks:
		return from.AddDays(7 * o.Count())
	case peer.UnitMonths:
		return from.AddMonths(o.Count())
	case peer.UnitWorkingDays:
		return cal.AddWorkingDays(from, o.Count())
	}
	return peer.Date{}
}

// checked is what a worker's checks come to on a day.
type checked struct {
	cleared, submitted bool
	decided, renewal   peer.Date
}

// checkOn reads a worker's checks as they stood on a day. The last decision counts, and
// of two on one day the no. A check that is under way counts as submitted beside a yes
// that is over, and never beside a no.
func checkOn(worker peer.StaffID, records []peer.Record, p Policy, day peer.Date) checked {
	var out checked
	no := false
	for i := range records {
		c, ok := records[i].(Check)
		if !ok || c.s.Worker != worker || c.s.Submitted.IsZero() || c.s.Submitted.After(day) || c.Status() == CheckInError {
			continue
		}
		on := c.s.Decided
		if on.IsZero() || on.After(day) {
			out.submitted = true // not decided by then
			continue
		}
		declined := c.Status() == CheckNotCleared
		if on.Before(out.decided) || on == out.decided && !declined {
			continue
		}
		out.decided, no = on, declined
		out.renewal = c.s.Renewal
		if out.renewal.IsZero() && !declined {
			out.renewal = renewalOf(on, p)
		}
	}
	out.cleared = !out.decided.IsZero() && !no && (out.renewal.IsZero() || !out.renewal.Before(day))
	out.submitted = out.submitted && !no
	return out
}
