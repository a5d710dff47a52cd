package safeguard

import (
	"cmp"
	"slices"
	"time"

	"github.com/towpath-care/towpath/peer"
)

// link is one turn of a round: who is told from when, and until when they have time to
// take it on.
type link struct {
	turn    Turn
	from    time.Time
	by      time.Time   // when it has to be told at the latest
	told    []Told      // in this turn, in the order of time
	people  []Recipient // those who are still to be told
	skipped []Skipped
	until   time.Time // when the time to take it on is over
	next    time.Time // the next link's turn
}

// link is a turn as it was told, and where nobody was, as it would be told now; false:
// nobody is left who could have it.
func (l *line) link(n int, at, by time.Time) (link, bool) {
	x := link{turn: Turn{Round: l.r.number, Link: n}, from: at, by: by}
	for _, t := range l.c.Told {
		if t.Turn == x.turn {
			x.told = append(x.told, t)
		}
	}
	within := l.c.Handling.AcknowledgeWithin
	x.until = l.w.after(within, latest(by, at))
	if len(x.told) == 0 {
		if !l.resolved(&x) {
			return x, false
		}
		x.next = l.w.opens(within, x.until)
		return x, true
	}
	slices.SortFunc(x.told, func(a, b Told) int { return cmp.Or(a.At.Compare(b.At), cmp.Compare(a.To, b.To)) })
	first := latest(x.told[0].At, l.r.from) // clocks differ; nothing of a round lies before it
	x.from = earliest(x.from, first)        // what was told has had its turn
	if first.Before(x.until) {
		x.until = l.w.after(within, first)
	}
	x.next = l.w.opens(within, x.until)
	l.others(&x)
	return x, true
}

// resolved finds the first role of the chain of this hour that has had no turn in this
// round and in which somebody is on duty now.
func (l *line) resolved(x *link) bool {
	for _, role := range l.w.chain(l.c) {
		if contains(l.used, role) {
			continue
		}
		x.people, x.skipped = l.onDuty(role, x.skipped)
		if len(x.people) > 0 {
			l.used = append(l.used, role)
			return true
		}
	}
	return false
}

// onDuty are those on duty in a role who may be told and have not been in this round, and
// adds those who are passed over, each with why.
func (l *line) onDuty(role peer.Role, skipped []Skipped) ([]Recipient, []Skipped) {
	on := l.w.onDuty(role)
	skip := func(staff peer.StaffID, why SkipReason) {
		if !l.w.brief {
			skipped = append(skipped, Skipped{Staff: staff, Role: role, Because: why})
		}
	}
	if len(on) == 0 {
		skip("", SkipNobodyOn)
	}
	var people []Recipient
	for _, staff := range on {
		switch why := l.c.passedOver(staff); {
		case why != "":
			skip(staff, why)
		case l.inRound(staff) || contains(l.named, staff):
			skip(staff, SkipToldNow)
		default:
			people = append(people, Recipient{staff, role})
		}
	}
	return people, skipped
}

// inRound reports whether somebody was told as a link of this round.
func (l *line) inRound(staff peer.StaffID) bool {
	for i := range l.c.Told {
		if t := &l.c.Told[i]; t.To == staff && t.Turn.Round == l.r.number && t.Turn.Link > 0 {
			return true
		}
	}
	return false
}

// passedOver says why somebody is not told; empty: they are.
func (c *concern) passedOver(staff peer.StaffID) SkipReason {
	switch n := &c.NotTo; {
	case contains(n.Subjects, staff):
		return SkipSubject
	case contains(n.Linked, staff):
		return SkipLinked
	case contains(n.Named, staff):
		return SkipNamed
	case staff == c.Raiser.Staff:
		return SkipRaiser
	}
	return ""
}

// others adds those of a turn that was told who were on duty with them, still are and
// have not been told: two people in a role are both told.
func (l *line) others(x *link) {
	for i, t := range x.told {
		role := l.roleOf(t)
		if slices.ContainsFunc(x.told[:i], func(b Told) bool { return l.roleOf(b) == role }) {
			continue
		}
		var people []Recipient
		people, x.skipped = l.onDuty(role, x.skipped)
		for _, p := range people {
			if contains(l.w.Roster.OnDuty(role, x.told[0].At), p.Staff) {
				x.people = append(x.people, p)
			}
		}
	}
}

// owes adds what a link owes whose turn has come: those not told yet are told; those who
// were told take it on.
func (l *line) owes(e Escalation, x link) Escalation {
	if len(x.people) > 0 {
		o := l.owed(OwedTell, x.turn, x.from, x.by)
		o.To, o.Skipped, o.Why = x.people, l.marked(x.skipped), l.whyTell(x)
		e.Owed = append(e.Owed, o)
		for _, p := range x.people {
			l.named = append(l.named, p.Staff)
		}
	}
	if len(x.told) > 0 && l.w.now.Before(x.until) {
		o := l.owed(OwedTake, x.turn, x.told[0].At, x.until)
		o.ID = l.id + "take-" + x.turn.String()
		for _, t := range x.told {
			o.To = append(o.To, Recipient{t.To, l.roleOf(t)})
		}
		o.Why = l.w.until(waits, x.until)
		e.Owed = append(e.Owed, o)
	}
	return e
}

func (l *line) owed(kind OwedKind, turn Turn, since, by time.Time) Owed {
	return Owed{ID: l.id + turn.String(), Kind: kind, Concern: l.ref, Urgency: l.c.Urgency, Turn: turn, Since: since, By: peer.DueAt(by), Telephone: l.c.Handling.Telephone}
}

// marked adds that the roster is old.
func (l *line) marked(skipped []Skipped) []Skipped {
	if !l.w.brief && l.w.oldRoster() {
		return append(slices.Clone(skipped), Skipped{Because: SkipOldRoster})
	}
	return skipped
}
