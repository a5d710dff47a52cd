package worker

import (
	"time"

	"github.com/towpath-care/towpath/peer"
)

// Codes that deadlines are named by, beside ErrTrainingOpen. No step is ever turned down
// with one.
var (
	// ErrStatutoryDue: a statutory training is to be done, or done again (PEER-06).
	ErrStatutoryDue = peer.NewCode("statutory-training-due", peer.Wait)
	// ErrCheckDue: a criminal-record check is to be there, or renewed (PEER-07).
	ErrCheckDue = peer.NewCode("check-due", peer.Wait)
)

// TrainingDue lists the trainings, statutory subjects and the check that a worker owes
// and by when, as they stand at a time: pure, from the worker, their records, the policy
// in force and the time. Records of others and of other kinds are passed over.
//
// What has a time after the start is there when it is met too, so that one can see
// whether it was in time. A day is never rolled off a weekend or a holiday, and a month
// that is too short ends with its last day. Nothing is owed without a policy, before a
// first day is set, or by who has left.
//
//	PEER-03, PEER-05, PEER-12  a training is there within its time of the start
//	PEER-06                    a statutory subject is there from the start, and refreshed
//	PEER-07                    the check is there from the start, and renewed
func TrainingDue(m Member, records []peer.Record, p Policy, now time.Time) []peer.Deadline {
	if !p.Known() || m.s.Start.IsZero() || m.Status() == Left {
		return nil
	}
	owed := owing{m: m, records: records, p: p, day: p.today(now)}
	for i := range p.section.Requirements {
		owed.requirement(&p.section.Requirements[i])
	}
	for i := range p.section.Statutory {
		owed.statutory(&p.section.Statutory[i])
	}
	owed.check()
	for i := range owed.out {
		owed.out[i] = owed.out[i].At(now, p.calendar)
	}
	peer.SortDeadlines(owed.out, p.calendar)
	return owed.out
}

type owing struct {
	m       Member
	records []peer.Record
	p       Policy
	day     peer.Date
	out     []peer.Deadline
}

// owe adds a deadline; by is whose it is to see to.
func (o *owing) owe(row string, code peer.Code, tail string, since peer.Date, due peer.When, by peer.Party) *peer.Deadline {
	owner := o.m.s.Worker
	if lines := o.m.linesAsOf(o.day); by == peer.PartyLine {
		if owner = lines.LineManager; code == ErrTrainingOpen {
			owner = lines.Supervisor
		}
	}
	o.out = append(o.out, peer.Deadline{
		ID: row + "." + o.m.Ref().String() + "." + tail, Rule: peer.Rule{Row: row, Code: code}, About: o.m.Ref(), Owes: by, Owner: peer.Actor{Staff: owner},
		Since: o.p.calendar.StartOf(since), Due: due, Policy: o.p.digest,
	})
	return &o.out[len(o.out)-1]
}

// requirement: an induction is held by the supervisor, so it is theirs to hold.
func (o *owing) requirement(r *Requirement) {
	due := r.dueDay(o.m.s.Start, o.p.calendar)
	if due.IsZero() {
		return
	}
	by := peer.PartyWorker
	if r.Kind == Induction {
		by = peer.PartyLine
	}
	d := o.owe(r.Kind.row(), ErrTrainingOpen, string(r.Kind), o.m.s.Start, peer.DueOn(due), by)
	if st := standing(o.m.s.Worker, o.m.s.Start, o.records, r, o.day); st.There == peer.Yes {
		d.Met = o.p.calendar.StartOf(st.On)
	}
}

func (o *owing) statutory(x *Statutory) {
	since := refreshed(o.m.s.Worker, o.records, x.Subject, o.day)
	due, done := x.dueDay(since, o.p.calendar)
	tail := string(x.Subject)
	switch {
	case !done:
		since, due = o.m.s.Start, o.m.s.Start
	case due.IsZero():
		return // learnt once, and it was
	default:
		tail += "." + since.String()
	}
	o.owe("PEER-06", ErrStatutoryDue, tail, since, peer.DueOn(due), peer.PartyWorker)
}

func (o *owing) check() {
	c := checkOn(o.m.s.Worker, o.records, o.p, o.day)
	switch there := c.cleared || o.p.section.Check.Before == SubmittedFirst && c.submitted; {
	case !c.renewal.IsZero():
		o.owe("PEER-07", ErrCheckDue, c.renewal.String(), c.decided, peer.DueOn(c.renewal), peer.PartyLine)
	case !there:
		o.owe("PEER-07", ErrCheckDue, "start", o.m.s.Start, peer.DueOn(o.m.s.Start), peer.PartyLine)
	}
}
