package worker

import (
	"time"

	"github.com/towpath-care/towpath/peer"
)

// Codes that deadlines about work and support are named by. No step is ever turned down
// with one.
var (
	// ErrSupervisionDue: supervision is to be held with the worker (PEER-13).
	ErrSupervisionDue = peer.NewCode("supervision-due", peer.Wait)
	// ErrAppraisalDue: the worker and their line manager are to look back on a year
	// (PEER-14).
	ErrAppraisalDue = peer.NewCode("appraisal-due", peer.Wait)
	// ErrDevelopmentDue: a development session is to be offered (PEER-14).
	ErrDevelopmentDue = peer.NewCode("development-due", peer.Wait)
	// ErrDilemmaDue: a dilemma is to be talked about in supervision (PEER-15).
	ErrDilemmaDue = peer.NewCode("dilemma-due", peer.Wait)
	// ErrLoneCheckInDue: somebody who works alone is to be heard (PEER-26).
	ErrLoneCheckInDue = peer.NewCode("lone-check-in-due", peer.Wait)
)

// Employed is what a due list has to know of a worker: since when they work here, and who
// they report to. Of is the record it is from.
type Employed struct {
	Of     peer.Ref
	Worker peer.StaffID
	Start  peer.Date
	Lines  peer.Lines
}

// SupervisionDue lists for each worker when each kind of supervision is to be held next,
// under the policy in force: so long after it was last held, and at first after the start.
// A kind without a time is not due. It is owed by whoever has to hold it, never by the
// worker, and never lowers what the worker may do. Several workers are a team.
func SupervisionDue(team []Employed, held []Supervision, p Policy, now time.Time) []peer.Deadline {
	var out []peer.Deadline
	for _, w := range team {
		for _, c := range p.section.Supervision {
			if d, ok := w.next(c.Every, p, w.lastSupervision(held, c.Kind, p.latestToday(now)), "PEER-13", ErrSupervisionDue, string(c.Kind)); ok {
				d.Owes, d.Owner = w.holds(c.Kind)
				out = append(out, d)
			}
		}
	}
	return workStand(out, p.calendar, now)
}

// AppraisalDue lists for each worker when the next appraisal is to be held, and owed by
// the line manager.
func AppraisalDue(team []Employed, held []Appraisal, p Policy, now time.Time) []peer.Deadline {
	var out []peer.Deadline
	for _, w := range team {
		var last peer.Date
		for _, a := range held {
			if a.Status() == AppraisalHeld && a.s.Worker == w.Worker {
				last = workLaterBy(last, a.s.On, p.latestToday(now))
			}
		}
		if d, ok := w.next(p.section.Appraisal, p, last, "PEER-14", ErrAppraisalDue, ""); ok {
			d.Owes, d.Owner = peer.PartyLine, peer.Actor{Staff: w.Lines.LineManager}
			out = append(out, d)
		}
	}
	return workStand(out, p.calendar, now)
}

// DevelopmentDue lists for each worker when the next development session is to be offered,
// where the policy says how often.
func DevelopmentDue(team []Employed, held []DevelopmentSession, p Policy, now time.Time) []peer.Deadline {
	var out []peer.Deadline
	for _, w := range team {
		var last peer.Date
		for _, s := range held {
			if s.Status() == DevelopmentHeld && s.s.Worker == w.Worker {
				last = workLaterBy(last, s.s.On, p.latestToday(now))
			}
		}
		if d, ok := w.next(p.section.Development, p, last, "PEER-14", ErrDevelopmentDue, ""); ok {
			d.Owes, d.Owner = peer.PartyLine, peer.Actor{Staff: w.Lines.LineManager}
			out = append(out, d)
		}
	}
	return workStand(out, p.calendar, now)
}

// workDue is what is owed about work and support: supervision, appraisals and development
// for a team, dilemmas that have not been talked about, and workers alone who have not
// been heard. Of a dilemma it tells the worker and nobody else: a host shows what the
// worker owes to the worker.
func workDue(team []Employed, values []peer.Record, p Policy, cal peer.Calendar, now time.Time) []peer.Deadline {
	var held []Supervision
	var appraised []Appraisal
	var learnt []DevelopmentSession
	var out []peer.Deadline
	for _, v := range values {
		switch r := v.(type) {
		case Supervision:
			held = append(held, r)
		case Appraisal:
			appraised = append(appraised, r)
		case DevelopmentSession:
			learnt = append(learnt, r)
		case Reflection:
			out = append(out, r.due(p)...)
		case LoneWorking:
			out = append(out, r.due(p)...)
		}
	}
	out = append(out, SupervisionDue(team, held, p, now)...)
	out = append(out, AppraisalDue(team, appraised, p, now)...)
	out = append(out, DevelopmentDue(team, learnt, p, now)...)
	return workStand(out, cal, now)
}

// workStand puts deadlines where they stand now, the soonest first.
func workStand(out []peer.Deadline, cal peer.Calendar, now time.Time) []peer.Deadline {
	for i := range out {
		out[i] = out[i].At(now, cal)
	}
	peer.SortDeadlines(out, cal)
	return out
}

// next is when something is to be held again: so long after it was last held, or after
// the start where that is later.
func (w Employed) next(every peer.Offset, p Policy, last peer.Date, row string, code peer.Code, of string) (peer.Deadline, bool) {
	from := w.Start.First()
	if !last.IsZero() && last.First().Compare(from) > 0 {
		from = last.First()
	}
	if every.IsZero() || from.IsZero() {
		return peer.Deadline{}, false
	}
	due, err := every.AfterDate(from, p.calendar)
	if err != nil {
		return peer.Deadline{}, false
	}
	id := row + "." + w.Of.String() + "." + code.String()
	if of != "" {
		id += "." + of
	}
	return peer.Deadline{ID: id + "." + from.String(), Rule: peer.Rule{Row: row, Code: code}, About: w.Of,
		Since: p.calendar.StartOf(from), Due: due, Policy: p.digest}, true
}

// lastSupervision is the day a kind of supervision was last held, as of a day.
func (w Employed) lastSupervision(held []Supervision, kind SupervisionKind, by peer.Date) peer.Date {
	var last peer.Date
	for _, s := range held {
		if s.Status() == SupervisionHeld && s.s.Worker == w.Worker && s.s.Sort == kind {
			last = workLaterBy(last, s.s.On, by)
		}
	}
	return last
}

// workLaterBy is the later of two days, of which one still to come does not count.
func workLaterBy(a, b, by peer.Date) peer.Date {
	if b.After(by) || a.First().Compare(b.First()) >= 0 {
		return a
	}
	return b
}

// holds is who has to hold a kind of supervision, as far as it is known.
func (w Employed) holds(kind SupervisionKind) (peer.Party, peer.Actor) {
	switch kind {
	case SupervisionLine:
		return peer.PartyLine, peer.Actor{Staff: w.Lines.LineManager}
	case SupervisionPeer:
		return peer.PartyLine, peer.Actor{Staff: w.Lines.Supervisor}
	}
	return peer.PartyStaff, peer.Actor{}
}

// due: a dilemma that was not talked about yet, while the worker keeps it.
func (r Reflection) due(p Policy) []peer.Deadline {
	if r.Status() != ReflectionKept || r.s.Dilemma == "" || !r.s.Taken.IsZero() || !p.Known() {
		return nil
	}
	due, err := p.section.Dilemma.After(r.s.Written, p.calendar)
	if err != nil {
		return nil
	}
	return []peer.Deadline{{ID: "PEER-15." + r.Ref().String(), Rule: peer.Rule{Row: "PEER-15", Code: ErrDilemmaDue}, About: r.Ref(),
		Owes: peer.PartyWorker, Owner: peer.Actor{Staff: r.s.Worker}, Since: r.s.Written, Due: due, Policy: p.digest}}
}

// due: the colleague who waits for a worker has to hear from them.
func (l LoneWorking) due(p Policy) []peer.Deadline {
	if l.Status() != LonePlanned {
		return nil
	}
	return []peer.Deadline{{ID: "PEER-26." + l.Ref().String() + "." + l.Rev().String(), Rule: peer.Rule{Row: "PEER-26", Code: ErrLoneCheckInDue}, About: l.Ref(),
		Owes: peer.PartyStaff, Owner: peer.Actor{Staff: l.s.With}, Since: l.s.Times.CheckInDue.UTC(), Due: peer.DueAt(l.raised(p)), Policy: p.digest}}
}
