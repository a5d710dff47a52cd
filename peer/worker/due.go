package worker

import (
	"slices"
	"time"

	"github.com/towpath-care/towpath/peer"
)

// Due lists what is owed by and to the workers among these records and by when: pure, from
// the records, the policies, the calendar and the time. It holds what is still owed; what
// has been done is in the records. Members say who works here; records of other kinds are
// passed over. Deadlines come with the soonest first.
//
// All of it is judged under the policy in force on the local day. Where that is missing,
// what could be worked out comes back together with a *peer.Refusal with
// peer.ErrNoPolicyInForce: a worker who is alone is waited for all the same.
//
//	PEER-03, PEER-05, PEER-12  a training is there within its time of the start
//	PEER-06, PEER-07           statutory subjects and the check are there, and in date
//	PEER-13, PEER-14           supervision, appraisal and development are held
//	PEER-15                    a dilemma is talked about in supervision
//	PEER-26                    a worker who is alone is heard
//
// What the worker owes is for the worker to see: a host shows a dilemma to nobody else.
func Due(values []peer.Record, w peer.World, now time.Time) ([]peer.Deadline, error) {
	if !slices.ContainsFunc(values, asksPolicy) {
		return nil, nil
	}
	var p Policy
	file, err := w.Policies.On(w.Calendar.Day(now))
	if err == nil {
		p, err = PolicyFrom(file)
	}
	var out []peer.Deadline
	for _, of := range byWorker(values) {
		var team []Employed
		for _, r := range of {
			m, ok := r.(Member)
			if !ok {
				continue
			}
			out = append(out, slices.DeleteFunc(TrainingDue(m, of, p, now), func(d peer.Deadline) bool { return !d.Met.IsZero() })...)
			if e, works := m.employed(w.Calendar.Day(now)); works {
				team = append(team, e)
			}
		}
		out = append(out, workDue(team, of, p, w.Calendar, now)...)
	}
	peer.SortDeadlines(out, w.Calendar)
	return out, err
}

// asksPolicy reports whether something can be owed on a record by itself.
func asksPolicy(r peer.Record) bool {
	switch r.(type) {
	case Member, Reflection, LoneWorking:
		return r.Exists()
	}
	return false
}

// byWorker puts each worker's records together, so that a large organisation's are read
// once and not once for every worker.
func byWorker(values []peer.Record) map[peer.StaffID][]peer.Record {
	out := map[peer.StaffID][]peer.Record{}
	for _, v := range values {
		if of, ok := v.(ofWorker); ok {
			out[of.Worker()] = append(out[of.Worker()], v)
		}
	}
	return out
}

// employed is what work and support have to know of who works here, or is to; false: they
// have not been activated, or their last day is over.
func (m Member) employed(day peer.Date) (Employed, bool) {
	works := m.begun() && (m.s.LastDay.IsZero() || !day.After(m.s.LastDay))
	return Employed{Of: m.Ref(), Worker: m.s.Worker, Start: m.s.Start, Lines: m.linesAsOf(day)}, works
}
