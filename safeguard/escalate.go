package safeguard

import (
	"slices"
	"time"

	"github.com/towpath-care/towpath/peer"
)

// Escalate works out what is owed for a concern: from its log, the handling frozen with
// it, the roster, the calendar and the time, and nothing else. Nothing lives in a timer,
// so a restart, a month asleep or a second machine changes nothing (SAFE-14).
//
//   - Round one begins when it comes in; a new one each time that somebody who had it
//     falls silent.
//   - In a round the links of the chain are told one after the other. The chain is that of
//     the hour, in or out of hours, less the roles told before. The next link's turn comes
//     when the time to take it on is over, counted from when the link was told, and when
//     nobody told it, from when it had to be told at the latest.
//   - When the chain has ended, or the time in which a human has it, whoever is on duty in
//     the policy's duty role is told again and again, and with them everybody told before.
//   - Where nobody is on duty, somebody rings the policy's number.
func Escalate(c Concern, w World, now time.Time) Escalation {
	return c.escalate(w.at(now), now)
}

func (c Concern) escalate(w worldAt, now time.Time) Escalation {
	e := Escalation{Concern: c.Ref(), At: now}
	if !c.Exists() {
		return e
	}
	if last := c.lastSeen(); now.Before(last) {
		e.At, e.Backwards = last, true
	}
	if c.Open() {
		e = c.escalated(e, w)
	}
	e.Owed = append(e.Owed, c.asked(e, w)...)
	return e
}

// lastSeen is the latest time the concern has seen.
func (c Concern) lastSeen() time.Time {
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
}

// escalated adds the round that is running, or who has it.
func (c Concern) escalated(e Escalation, w worldAt) Escalation {
	r, has := c.running(e.At)
	if has != (Taken{}) {
		e.Has, e.Next = has, has.Until
		e.Silent = []peer.Reason{hasIt.because(peer.At("until", has.Until))}
		return e
	}
	l := line{c: c, w: w, r: r, now: e.At}
	return l.walked(e)
}

// running is the round that is running at a time, or who has the concern then.
func (c Concern) running(now time.Time) (round, Taken) {
	r := round{number: 1, from: c.s.Received, tellBy: c.s.Handling.NotifyBy}
	n := len(c.s.Taken)
	if n == 0 {
		return r, Taken{}
	}
	last := c.s.Taken[n-1]
	if now.Before(last.Until) {
		return r, last
	}
	// Every taking has a round after it, so that a round's number never changes.
	return round{number: c.s.Earlier + n + 1, from: last.Until, tellBy: last.Until}, Taken{}
}

// line is one walk along the chain in one round.
type line struct {
	c   Concern
	w   worldAt
	r   round
	now time.Time
}

// link is one turn of a round: who is told from when, and until when they have time to
// take it on.
type link struct {
	turn    Turn
	role    peer.Role
	from    time.Time
	tellBy  time.Time
	told    []Told // in this turn
	people  []peer.StaffID
	skipped []Skipped
	until   time.Time // the next link's turn
}

// walked adds what the links owe, and what comes after them.
func (l line) walked(e Escalation) Escalation {
	var used []peer.Role
	at, by := l.r.from, l.r.tellBy
	human := l.human()
	for n := 1; ; n++ {
		x, ok := l.link(n, at, by, used)
		if !ok {
			return l.again(e, at, human, x.skipped)
		}
		if x.from.After(l.now) {
			e = e.soonest(x.from)
			break
		}
		e = l.owes(e, x)
		used = append(used, x.role)
		at, by = x.until, x.until
	}
	if !human.After(l.now) {
		return l.again(e, human, human, nil)
	}
	return e.soonest(human)
}

// soonest keeps the earliest of the times at which something comes next.
func (e Escalation) soonest(at time.Time) Escalation {
	if e.Next.IsZero() || at.Before(e.Next) {
		e.Next = at
	}
	return e
}

// human is when a human has it at the latest.
func (l line) human() time.Time {
	return after(l.c.s.Handling.HumanWithin, l.r.from, l.w.Calendar)
}

// link finds the first role of the chain at that hour that was not told in this round
// and in which somebody is on duty.
func (l line) link(n int, at, by time.Time, used []peer.Role) (link, bool) {
	x := link{turn: Turn{Round: l.r.number, Link: n}, from: at, tellBy: by}
	for _, role := range l.chain(at) {
		if slices.Contains(used, role) {
			continue
		}
		people, skipped := l.onDuty(role, at)
		people, before := l.notTold(people, role, x.turn, at)
		x.skipped = append(append(x.skipped, skipped...), before...)
		if len(people) > 0 {
			x.role, x.people = role, people
			return l.timed(x), true
		}
	}
	return x, false
}

// timed adds who was told in this turn and when the next one comes.
func (l line) timed(x link) link {
	var first time.Time
	for _, t := range l.c.s.Told {
		if t.Turn == x.turn {
			x.told = append(x.told, t)
			if first.IsZero() || t.At.Before(first) {
				first = t.At
			}
		}
	}
	within := l.c.s.Handling.AcknowledgeWithin
	x.until = after(within, x.tellBy, l.w.Calendar)
	if !first.IsZero() && !first.After(x.until) {
		x.until = after(within, first, l.w.Calendar)
	}
	return x
}

// chain is who is told at an hour.
func (l line) chain(at time.Time) []peer.Role {
	if l.w.Calendar.InHours(at) {
		return l.c.s.Handling.InHours
	}
	return l.c.s.Handling.OutOfHours
}

// onDuty are those on duty in a role who may be told, and those who may not.
func (l line) onDuty(role peer.Role, at time.Time) (people []peer.StaffID, skipped []Skipped) {
	on := l.w.Roster.OnDuty(role, at)
	if len(on) == 0 {
		return nil, []Skipped{{Role: role, Because: SkipNobodyOn}}
	}
	for _, staff := range on {
		if why := l.c.passedOver(staff); why != "" {
			skipped = append(skipped, Skipped{Staff: staff, Role: role, Because: why})
			continue
		}
		people = append(people, staff)
	}
	return people, skipped
}

// passedOver says why somebody is not told; empty: they are.
func (c Concern) passedOver(staff peer.StaffID) SkipReason {
	n := c.s.NotTo
	switch {
	case slices.Contains(n.Subjects, staff):
		return SkipSubject
	case slices.Contains(n.Linked, staff):
		return SkipLinked
	case slices.Contains(n.Named, staff):
		return SkipNamed
	case staff == c.s.Raiser.Staff:
		return SkipRaiser
	}
	return ""
}

// notTold leaves out those who were told in an earlier turn of this round.
func (l line) notTold(people []peer.StaffID, role peer.Role, turn Turn, at time.Time) (rest []peer.StaffID, skipped []Skipped) {
	for _, staff := range people {
		told := slices.ContainsFunc(l.c.s.Told, func(t Told) bool {
			return t.To == staff && t.Turn.Round == turn.Round && t.Turn.Link < turn.Link && !t.At.After(at)
		})
		if told {
			skipped = append(skipped, Skipped{Staff: staff, Role: role, Because: SkipToldNow})
			continue
		}
		rest = append(rest, staff)
	}
	return rest, skipped
}

// owes adds what a link owes whose turn has come: those not told yet are told; those who
// were told take it on.
func (l line) owes(e Escalation, x link) Escalation {
	if left := l.left(x); len(left) > 0 {
		o := l.owed(OwedTell, x.turn, x.from, peer.DueAt(x.tellBy))
		for _, staff := range left {
			o.To = append(o.To, Recipient{staff, x.role})
		}
		o.Skipped = l.marked(x.skipped)
		o.Why = l.whyTell(x)
		e.Owed = append(e.Owed, o)
	}
	if len(x.told) > 0 && l.now.Before(x.until) {
		o := l.owed(OwedTake, x.turn, x.told[0].At, peer.DueAt(x.until))
		o.ID += ".take"
		for _, t := range x.told {
			o.To = append(o.To, Recipient{t.To, x.role})
		}
		o.Why = []peer.Reason{waits.because(peer.At("until", x.until))}
		e.Owed = append(e.Owed, o)
	}
	return e
}

// left are those of a turn who have not been told. Until somebody is, they are those on
// duty now; once somebody was, those on duty with them.
func (l line) left(x link) []peer.StaffID {
	at, fallback := l.now, x.people
	if len(x.told) > 0 {
		at = x.told[0].At
		fallback = nil
	}
	people, _ := l.onDuty(x.role, at)
	people = slices.DeleteFunc(people, func(s peer.StaffID) bool {
		return slices.ContainsFunc(l.c.s.Told, func(t Told) bool { return t.To == s && t.Turn.Round == l.r.number })
	})
	if len(people) == 0 {
		return fallback
	}
	return people
}

func (l line) owed(kind OwedKind, turn Turn, since time.Time, by peer.When) Owed {
	return Owed{ID: l.c.Ref().ID + "." + turn.String(), Kind: kind, Concern: l.c.Ref(), Urgency: l.c.s.Urgency, Turn: turn, Since: since, By: by, Telephone: l.c.s.Handling.Telephone}
}

// marked adds that the roster is old.
func (l line) marked(skipped []Skipped) []Skipped {
	if l.w.oldRoster {
		return append(slices.Clone(skipped), Skipped{Because: SkipOldRoster})
	}
	return skipped
}
