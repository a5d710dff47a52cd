package safeguard

import (
	"cmp"
	"slices"
	"time"

	"github.com/towpath-care/towpath/peer"
)

// slot is the time of one telling again: from when it is owed until the next one is.
type slot struct {
	from, next time.Time
	// late: a human should have it by now.
	late bool
}

// again adds the last telling again whose time has come: earlier ones that nobody sent
// are in it.
func (l *line) again(e Escalation, from time.Time, skipped []Skipped) Escalation {
	if from.After(l.w.now) {
		return e.soonest(from)
	}
	s := l.slot(from)
	e = e.soonest(s.next)
	if l.rests(Turn{}) {
		return e.soonest(l.w.opens(l.c.Handling.AcknowledgeWithin, l.w.now))
	}
	if !s.late && l.putOff(from, s) {
		e.Silent = append(e.Silent, l.w.until(working, s.next)...)
		return e
	}
	turn := l.r.again(s.from)
	people, skipped := l.answers(s.late, skipped)
	if len(people) == 0 {
		return l.telephone(e, turn, s, skipped)
	}
	o := l.owed(OwedTellAgain, turn, s.from, s.from)
	for _, p := range people {
		if !contains(l.named, p.Staff) && !l.toldSince(turn, s.from, p.Staff) {
			o.To = append(o.To, p)
		}
	}
	switch {
	case len(o.To) > 0:
		o.Skipped, o.Why = l.marked(skipped), l.whyAgain(s)
		e.Owed = append(e.Owed, o)
	case len(l.named) == 0:
		e.Silent = append(e.Silent, l.w.until(allTold, s.next)...)
	}
	return e
}

// telephone: nobody who may be told is on duty. Somebody rings up, and says so.
func (l *line) telephone(e Escalation, turn Turn, s slot, skipped []Skipped) Escalation {
	for i := range l.c.Again {
		if !l.c.Again[i].Turn.before(turn) {
			e.Silent = append(e.Silent, l.w.until(nobodyOn, s.next)...)
			return e
		}
	}
	o := l.owed(OwedTelephone, turn, s.from, s.from)
	o.Skipped, o.Why = l.marked(skipped), append(l.w.because(nobodyOn), l.w.because(notTaken)...)
	e.Owed = append(e.Owed, o)
	return e
}

// slot is the telling again that is running. They follow one another from the chain's
// end, and begin anew the moment a human should have it.
func (l *line) slot(from time.Time) slot {
	human := l.r.human
	late := !human.IsZero() && !human.After(l.w.now)
	if late {
		from = human
	}
	s := slot{late: late}
	s.from, s.next = l.w.spans(l.c.Handling.AcknowledgeWithin, from)
	if !late && !human.IsZero() && human.Before(s.next) {
		s.next = human
	}
	return s
}

// putOff: somebody who was told was at work on it just before, and the telling again
// before was not put off for that. from is when telling again began.
func (l *line) putOff(from time.Time, s slot) bool {
	span, fixed := l.c.Handling.AcknowledgeWithin.Fixed()
	if !fixed || span <= 0 {
		span = s.next.Sub(s.from)
	}
	running := 0
	for end := s.from; !end.Before(from) && l.worked(end.Add(-span), end); end = end.Add(-span) {
		running++
	}
	return running%2 == 1
}

// worked reports whether somebody was at work between two times.
func (l *line) worked(after, until time.Time) bool {
	for _, x := range l.c.Working {
		if x.At.After(after) && !x.At.After(until) {
			return true
		}
	}
	return false
}

// answers are those who are told again: whoever is on duty in the duty role, and once a
// human should have it, everybody on duty in the chain and everybody told before. Where
// that is nobody, anybody of the chain.
func (l *line) answers(late bool, skipped []Skipped) ([]Recipient, []Skipped) {
	out, skipped := l.free(nil, l.c.Handling.Duty, skipped)
	if late {
		out = l.earlier(out)
	}
	if late || len(out) == 0 {
		for _, role := range l.w.chain(l.c) {
			out, skipped = l.free(out, role, skipped)
		}
	}
	return out, skipped
}

// free adds those on duty in a role who may be told, whether or not they were before.
func (l *line) free(out []Recipient, role peer.Role, skipped []Skipped) ([]Recipient, []Skipped) {
	skip := func(x Skipped) {
		if !l.w.brief && !contains(skipped, x) {
			skipped = append(skipped, x)
		}
	}
	on := l.w.onDuty(role)
	if len(on) == 0 {
		skip(Skipped{Role: role, Because: SkipNobodyOn})
	}
	for _, staff := range on {
		if why := l.c.passedOver(staff); why != "" {
			skip(Skipped{Staff: staff, Role: role, Because: why})
			continue
		}
		out = withRecipient(out, Recipient{staff, role})
	}
	return out, skipped
}

// earlier adds those on duty who were told before, or have had it.
func (l *line) earlier(out []Recipient) []Recipient {
	var more []Recipient
	for _, t := range l.c.Told {
		more = append(more, Recipient{t.To, l.roleOf(t)})
	}
	for _, t := range l.c.Taken {
		more = append(more, Recipient{Staff: t.By})
	}
	slices.SortStableFunc(more, func(a, b Recipient) int { return cmp.Or(cmp.Compare(a.Staff, b.Staff), cmp.Compare(b.Role, a.Role)) })
	for _, r := range more {
		if l.c.passedOver(r.Staff) == "" && l.w.Roster.IsOnDuty(r.Staff, l.w.now) {
			out = withRecipient(out, r)
		}
	}
	return out
}

// withRecipient adds somebody who is not in the list yet.
func withRecipient(out []Recipient, r Recipient) []Recipient {
	for i := range out {
		if out[i].Staff == r.Staff {
			return out
		}
	}
	return append(out, r)
}

// toldSince reports whether somebody was told since a telling again came due, in
// whatever turn.
func (l *line) toldSince(turn Turn, from time.Time, staff peer.StaffID) bool {
	for i := range l.c.Again {
		if x := &l.c.Again[i]; x.To == staff && !x.Turn.before(turn) {
			return true
		}
	}
	for i := range l.c.Told {
		if t := &l.c.Told[i]; t.To == staff && !t.At.Before(from) {
			return true
		}
	}
	return false
}
