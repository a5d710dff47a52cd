package safeguard

import (
	"slices"
	"time"

	"github.com/towpath-care/towpath/peer"
)

// again adds the last telling again whose time has come: earlier ones that nobody sent
// are in it. Somebody visibly at work puts one off.
func (l line) again(e Escalation, from, human time.Time, skipped []Skipped) Escalation {
	if from.After(human) {
		from = human
	}
	if from.After(l.now) {
		return e.soonest(from)
	}
	number, at, next := l.slot(from)
	e = e.soonest(next)
	if l.atWork(at, next) {
		e.Silent = append(e.Silent, working.because(peer.At("until", next)))
		return e
	}
	turn := Turn{Round: l.r.number, Again: number}
	people, none := l.answers(at, !at.Before(human))
	skipped = append(slices.Clone(skipped), none...)
	if len(people) == 0 {
		if l.rung(turn) {
			return e
		}
		o := l.owed(OwedTelephone, turn, at, peer.DueAt(at))
		o.Skipped, o.Why = l.marked(skipped), []peer.Reason{nobodyOn.because(), notTaken.because()}
		e.Owed = append(e.Owed, o)
		return e
	}
	o := l.owed(OwedTellAgain, turn, at, peer.DueAt(at))
	for _, r := range people {
		if !l.toldIn(turn, r.Staff) {
			o.To = append(o.To, r)
		}
	}
	if len(o.To) > 0 {
		o.Skipped, o.Why = l.marked(skipped), l.whyAgain(at, human)
		e.Owed = append(e.Owed, o)
	}
	return e
}

// slot is the telling again that is running: its number, when it began and when the
// next one does.
func (l line) slot(from time.Time) (number int, at, next time.Time) {
	within := l.c.s.Handling.AcknowledgeWithin
	if span, fixed := within.Fixed(); fixed && span > 0 {
		n := int(l.now.Sub(from) / span)
		at = from.Add(time.Duration(n) * span)
		return n + 1, at, at.Add(span)
	}
	number, at = 1, from
	for {
		next = after(within, at, l.w.Calendar)
		if next.After(l.now) || !next.After(at) {
			return number, at, next
		}
		number, at = number+1, next
	}
}

// atWork reports whether somebody who was told was at work on it shortly before.
func (l line) atWork(at, next time.Time) bool {
	span := next.Sub(at)
	return slices.ContainsFunc(l.c.s.Working, func(x Working) bool { return x.At.After(at.Add(-span)) && !x.At.After(at) })
}

// answers are those who are told again: whoever is on duty in the duty role, and once a
// human should have it, everybody told before who is on duty. Where that is nobody,
// anybody of the chain.
func (l line) answers(at time.Time, everybody bool) (out []Recipient, skipped []Skipped) {
	add := func(role peer.Role) {
		people, none := l.onDuty(role, l.now)
		skipped = append(skipped, none...)
		for _, staff := range people {
			if !slices.ContainsFunc(out, func(r Recipient) bool { return r.Staff == staff }) {
				out = append(out, Recipient{staff, role})
			}
		}
	}
	add(l.c.s.Handling.Duty)
	if everybody {
		for _, t := range l.c.s.Told {
			known := slices.ContainsFunc(out, func(r Recipient) bool { return r.Staff == t.To })
			if !known && l.c.passedOver(t.To) == "" && l.w.Roster.IsOnDuty(t.To, l.now) {
				out = append(out, Recipient{t.To, t.Role})
			}
		}
	}
	if len(out) == 0 {
		for _, role := range l.chain(l.now) {
			add(role)
		}
	}
	return out, skipped
}

// toldIn reports whether somebody was told in this turn or a later one of this round.
func (l line) toldIn(turn Turn, staff peer.StaffID) bool {
	return slices.ContainsFunc(l.c.s.Again, func(x ToldAgain) bool { return x.To == staff && !x.Turn.before(turn) })
}

// rung reports whether somebody was told in this turn at all.
func (l line) rung(turn Turn) bool {
	return slices.ContainsFunc(l.c.s.Again, func(x ToldAgain) bool { return !x.Turn.before(turn) })
}
