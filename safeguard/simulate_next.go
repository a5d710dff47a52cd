package safeguard

import (
	"sort"
	"time"

	"github.com/towpath-care/towpath/peer"
)

// trial is a world that is tried out: at any time, and where a policy is given, as if
// that were in force on every day.
type trial struct {
	World
	policy *Policy
	brief  bool // nobody reads why
	// room is a world that is used for one question after the other, where many are
	// asked and nothing of an answer is kept.
	room *worldAt
}

func (w trial) at(now time.Time) *worldAt {
	if v := w.room; v != nil {
		v.now, v.hours, v.old = earliest(now, lastTime), peer.Unknown, peer.Unknown
		clear(v.duty)
		return v
	}
	v := w.World.at(now)
	v.brief = w.brief
	if w.policy != nil {
		v.read, v.policy = true, *w.policy
	}
	return v
}

// escalate is Escalate in this world.
func (w trial) escalate(c Concern, now time.Time) Escalation { return escalate(&c, w.at(now)) }

// planned is the same, also for a concern that is only imagined.
func (w trial) planned(c Concern, now time.Time) Escalation {
	if c.Exists() {
		return w.escalate(c, now)
	}
	return escalated(&c.s, Escalation{At: now}, w.at(now))
}

// looksNext is when to look at a concern again so that nothing it owes comes late: at
// Escalation.Next, and before that when somebody who may be told, was told or had it comes
// on duty or goes, or the hours change and with them the chain. While somebody has it,
// nothing but their time counts.
func (c Concern) looksNext(w trial, e Escalation) time.Time {
	if !c.Open() && c.Exists() || e.Has != (Taken{}) || e.Next.IsZero() {
		return e.Next
	}
	next := e.Next
	sooner := func(at time.Time) {
		if at.After(e.At) && at.Before(next) {
			next = at
		}
	}
	h := c.s.Handling
	for _, roles := range [][]peer.Role{{h.Duty}, h.InHours, h.OutOfHours} {
		for _, role := range roles {
			w.Roster.edgesOf(role, e.At, next, sooner)
		}
	}
	for _, t := range c.s.Told {
		w.Roster.edgesOf(t.Role, e.At, next, sooner)
		w.Roster.edgesOfOne(t.To, e.At, next, sooner)
	}
	for _, t := range c.s.Taken {
		w.Roster.edgesOfOne(t.By, e.At, next, sooner)
	}
	for d := w.Calendar.Day(e.At); w.Calendar.StartOf(d).Before(next); d = d.AddDays(1) {
		for _, at := range hourMarks(w.Calendar, d) {
			sooner(at)
		}
	}
	return next
}

// edgesOf are the comings and goings in a role around a time.
func (r Roster) edgesOf(role peer.Role, from, until time.Time, each func(time.Time)) {
	if r.cover == nil {
		return
	}
	t := r.cover.turns[role]
	for _, x := range t.in(nil, 0, len(t.list), span{from.UnixMilli(), until.UnixMilli()}) {
		each(instant(x.from))
		each(instant(x.to))
	}
}

// edgesOfOne are the comings and goings of one of the people around a time.
func (r Roster) edgesOfOne(staff peer.StaffID, from, until time.Time, each func(time.Time)) {
	who, ok := r.who(staff)
	if !ok {
		return
	}
	own, now := r.cover.own[who], from.UnixMilli()
	for _, s := range own[sort.Search(len(own), func(i int) bool { return own[i].to > now }):] {
		if s.from >= until.UnixMilli() {
			return
		}
		each(instant(s.from))
		each(instant(s.to))
	}
}
