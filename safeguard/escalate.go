package safeguard

import (
	"time"

	"github.com/towpath-care/towpath/peer"
)

// Escalate works out what is owed for a concern: from its log, the handling frozen with
// it, the roster, the calendar and the time, and nothing else. Nothing lives in a timer,
// so a restart, a month asleep or a second machine changes nothing (SAFE-14).
//
//   - Round one begins when it comes in; a new one each time that somebody who had it
//     falls silent.
//   - In a round the links of the chain are told one after the other. A link that nobody
//     was told of yet is the next role of the chain of this hour in which somebody is on
//     duty now; one that was told stays what it was. The next link's turn comes when the
//     time to take it on is over, counted from when the link was told, and when nobody
//     told it in time, from when it had to be told at the latest. Where that time is
//     counted in days, only the first link is told at any hour, and the rest in hours.
//   - When the chain has ended, whoever is on duty in the policy's duty role is told again
//     and again. When what is Immediate should have reached a human (HumanWithin, counted
//     from when it was noticed), so is everybody of the chain and everybody told before.
//   - Somebody visibly at work puts off one telling again, never two running, and none
//     once a human should have it. It never puts off a link.
//   - Where nobody is on duty, somebody rings the policy's number.
func Escalate(c Concern, w World, now time.Time) Escalation {
	return escalate(&c, w.at(now))
}

func escalate(c *Concern, w *worldAt) Escalation {
	e := Escalation{Concern: c.Ref(), At: w.now, Owed: w.room}
	if !c.Exists() {
		return e
	}
	if last := c.lastSeen(); w.now.Before(last) {
		e.At, e.Backwards = last, true
		w = w.seen(last)
	}
	if c.Open() {
		e = escalated(&c.s, e, w)
	} else {
		e.Silent = w.because(isOver)
	}
	return c.asked(e, w)
}

// lastSeen is the latest time the concern has seen.
func (c *Concern) lastSeen() time.Time {
	last := c.s.Received
	for _, change := range c.Recent() {
		if change.At.After(last) {
			last = change.At
		}
	}
	return last
}

// round is one run along the chain.
type round struct {
	number int
	from   time.Time
	tellBy time.Time // when the first link has to have been told
	human  time.Time // when a human has it at the latest; zero: no such time
}

// escalated adds the round that is running, or who has it.
func escalated(c *concern, e Escalation, w *worldAt) Escalation {
	r, has := c.running(w)
	if has != (Taken{}) {
		e.Has, e.Next = has, has.Until
		e.Silent = w.until(hasIt, has.Until)
		return e
	}
	l := line{c: c, ref: e.Concern, id: e.Concern.String() + "/", w: w, r: r}
	e = l.walked(e)
	if len(e.Owed)+len(e.Silent) == 0 {
		e.Silent = w.until(notYet, e.Next)
	}
	return e
}

// running is the round that is running now, or who has the concern.
func (c *concern) running(w *worldAt) (round, Taken) {
	r := round{number: 1, from: c.Received, tellBy: c.Handling.NotifyBy}
	since := c.Noticed
	if n := len(c.Taken); n > 0 {
		last := c.Taken[n-1]
		if w.now.Before(last.Until) {
			return r, last
		}
		// Every taking has a round after it, so that a round's number never changes.
		r = round{number: c.Earlier + n + 1, from: last.Until, tellBy: last.Until}
		since = last.Until
	}
	if c.Urgency == Immediate {
		r.human = latest(w.after(c.Handling.HumanWithin, since), r.from)
	}
	return r, Taken{}
}

// line is one walk along the chain in one round.
type line struct {
	c     *concern
	ref   peer.Ref
	id    string // what its ids begin with
	w     *worldAt
	r     round
	used  []peer.Role    // roles that had a turn, or have one now
	room  [8]peer.Role   // for used
	named []peer.StaffID // those who are told now
}

// walked adds what the links owe, and what comes after them.
func (l *line) walked(e Escalation) Escalation {
	last := l.told()
	at, by := l.r.from, l.r.tellBy
	from := l.r.human // when telling again begins
	for n := 1; ; n++ {
		x, ok := l.link(n, at, by)
		switch {
		case !ok && n < last:
			continue // nobody can have this turn any more, and later ones were told
		case !ok:
			if from.IsZero() || at.Before(from) {
				from = at
			}
			return l.again(e, from, x.skipped)
		case x.from.After(l.w.now), len(x.told) == 0 && l.rests(x.turn):
			e = e.soonest(latest(x.from, l.w.opens(l.c.Handling.AcknowledgeWithin, l.w.now)))
			if from.IsZero() {
				return e
			}
			return l.again(e, from, nil)
		}
		e = l.owes(e, x)
		at, by = x.next, x.next
	}
}

// rests reports whether a turn waits for the working day: where the time to take it on is
// counted in days nobody is rung at midnight because a day is over, nor in the evening
// (hazard H07). Only that it came in is told at once, to whoever can be reached.
func (l *line) rests(t Turn) bool {
	comesIn := t == Turn{Round: 1, Link: 1} || t == Turn{} && l.r.number == 1 && len(l.c.Told)+len(l.c.Again) == 0
	return !comesIn && l.w.opens(l.c.Handling.AcknowledgeWithin, l.w.now).After(l.w.now)
}

// soonest keeps the earliest of the times at which something comes next.
func (e Escalation) soonest(at time.Time) Escalation {
	if e.Next.IsZero() || at.Before(e.Next) {
		e.Next = at
	}
	return e
}

// told notes the roles that were told in this round and returns its last link that was.
func (l *line) told() int {
	last := 0
	l.used = l.room[:0]
	for i := range l.c.Told {
		if t := &l.c.Told[i]; t.Turn.Round == l.r.number && t.Turn.Link > 0 {
			l.used, last = append(l.used, l.roleOf(*t)), max(last, t.Turn.Link)
		}
	}
	return last
}

// roleOf is the role in which somebody was told, as it was said, else as the roster has
// it.
func (l *line) roleOf(t Told) peer.Role {
	if t.Role != "" {
		return t.Role
	}
	for _, chain := range [][]peer.Role{l.c.Handling.InHours, l.c.Handling.OutOfHours} {
		for _, role := range chain {
			if contains(l.w.Roster.OnDuty(role, t.At), t.To) {
				return role
			}
		}
	}
	return ""
}

func latest(a, b time.Time) time.Time {
	if a.Before(b) {
		return b
	}
	return a
}

func earliest(a, b time.Time) time.Time {
	if b.Before(a) {
		return b
	}
	return a
}

// contains is slices.Contains without copying what is looked through.
func contains[T comparable](list []T, x T) bool {
	for i := range list {
		if list[i] == x {
			return true
		}
	}
	return false
}
