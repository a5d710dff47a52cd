package safeguard

import (
	"slices"
	"time"

	"github.com/towpath-care/towpath/peer"
)

// worldAt is the world as it looks at a time. What is the same for every concern is
// worked out once, and what nobody asks is not worked out at all. It is made for one
// question and is not shared.
type worldAt struct {
	World
	now time.Time
	// brief: nobody reads why and who was passed over.
	brief bool
	room  []Owed // for what one concern owes, where nobody keeps it

	read    bool // the policy was looked for
	policy  Policy
	inForce error
	others  map[peer.Digest]Policy // policies of other days

	hours peer.Tri // in hours now
	duty  map[peer.Role][]peer.StaffID
	old   peer.Tri // the roster is older than the policy allows
}

// lastTime is the latest time at which anything is worked out: calendars end soon after.
var lastTime = time.Date(9995, 1, 1, 0, 0, 0, 0, time.UTC)

func (w World) at(now time.Time) *worldAt {
	return &worldAt{World: w, now: earliest(now, lastTime)}
}

// seen is the same world at the latest time that a concern has seen.
func (w *worldAt) seen(at time.Time) *worldAt {
	w.readPolicy()
	v := *w
	v.now, v.hours, v.duty, v.old = at, peer.Unknown, nil, peer.Unknown
	return &v
}

// readPolicy finds the policy in force, and where there is none the last that was
// (SAFE-04).
func (w *worldAt) readPolicy() Policy {
	if w.read {
		return w.policy
	}
	w.read = true
	day := w.Calendar.Day(w.now)
	file, err := w.Policies.On(day)
	if err != nil {
		if last := w.Policies.UpTo(day); len(last) > 0 {
			file = last[0]
		}
	}
	p, bad := w.open(file)
	if err == nil {
		err = bad
	}
	w.policy, w.inForce = p, err
	return w.policy
}

// open reads a policy, or finds it among those that were read.
func (w *worldAt) open(file peer.PolicyFile) (Policy, error) {
	if i := slices.IndexFunc(w.Read, func(p Policy) bool { return p.Known() && p.Digest() == file.Digest() }); i >= 0 {
		return w.Read[i], nil
	}
	return PolicyFrom(file)
}

// policyOn is the policy in force at a time, else the last that was, else none.
func (w *worldAt) policyOn(at time.Time) Policy {
	day := w.Calendar.Day(at)
	file, err := w.Policies.On(day)
	if err != nil {
		if last := w.Policies.UpTo(day); len(last) > 0 {
			file = last[0]
		}
	}
	if current := w.readPolicy(); file.Digest() == current.Digest() || file.Digest() == "" {
		return current
	}
	p, known := w.others[file.Digest()]
	if !known {
		p, _ = w.open(file)
		if w.others == nil {
			w.others = map[peer.Digest]Policy{}
		}
		w.others[file.Digest()] = p
	}
	return p
}

// onDuty are those on duty in a role now.
func (w *worldAt) onDuty(role peer.Role) []peer.StaffID {
	on, known := w.duty[role]
	if !known {
		on = w.Roster.OnDuty(role, w.now)
		if w.duty == nil {
			w.duty = map[peer.Role][]peer.StaffID{}
		}
		w.duty[role] = on
	}
	return on
}

// chain is who is told at this hour.
func (w *worldAt) chain(c *concern) []peer.Role {
	if w.hours == peer.Unknown {
		w.hours = peer.Is(w.Calendar.InHours(w.now))
	}
	if w.hours == peer.Yes {
		return c.Handling.InHours
	}
	return c.Handling.OutOfHours
}

// oldRoster: the roster is older than the policy allows, or nobody knows how old it may
// be (hazard H04).
func (w *worldAt) oldRoster() bool {
	if w.old == peer.Unknown {
		w.old = peer.Is(w.Roster.OlderThan(w.readPolicy().section.RosterMaxAge, w.now))
	}
	return w.old == peer.Yes
}

// telephone is the number to ring when nothing else answers.
func (w *worldAt) telephone() string {
	if p := w.readPolicy(); p.Known() {
		return p.section.Telephone
	}
	return floorEmergency.Telephone
}

// after is the instant at which a span is over that begins then.
func (w *worldAt) after(o peer.Offset, from time.Time) time.Time {
	if span, fixed := o.Fixed(); fixed {
		return from.Add(max(0, span))
	}
	return after(o, from, w.Calendar)
}

// opens is when the next turn comes after a span: at its end, and of a span that is
// counted in days when the working day begins.
func (w *worldAt) opens(o peer.Offset, end time.Time) time.Time {
	if _, fixed := o.Fixed(); fixed || w.Calendar.InHours(end) {
		return end
	}
	cal := w.Calendar
	day := cal.Day(end)
	for range 2 { // today when it has not opened yet, else the next working day
		if at, err := cal.At(day, cal.Hours().From); err == nil && cal.InHours(at.UTC()) && !at.UTC().Before(end) {
			return at.UTC()
		}
		day = cal.NextWorkingDay(day)
	}
	return end // never in hours, or nobody knows when
}

// spans is the last of the spans that follow one another from a time which has begun:
// its start, and when it is over.
func (w *worldAt) spans(o peer.Offset, from time.Time) (at, next time.Time) {
	if span, fixed := o.Fixed(); fixed {
		each := max(span, time.Minute).Milliseconds()
		n := (w.now.UnixMilli() - from.UnixMilli()) / each
		at = time.UnixMilli(from.UnixMilli() + n*each).UTC()
		return at, time.UnixMilli(at.UnixMilli() + each).UTC()
	}
	const year = 52 * 7 * 24 * time.Hour // whole weeks, so that nobody counts through a century
	if n := (w.now.UnixMilli() - from.UnixMilli()) / year.Milliseconds(); n > 1 {
		from = time.UnixMilli(from.UnixMilli() + (n-1)*year.Milliseconds()).UTC()
	}
	for at = from; ; at = next {
		if next = w.opens(o, w.after(o, at)); !next.After(at) {
			next = at.Add(24 * time.Hour) // the days of the calendar are over
		}
		if next.After(w.now) {
			return at, next
		}
	}
}

// because is a reason, where anybody reads it.
func (w *worldAt) because(y why, args ...peer.Arg) []peer.Reason {
	if w.brief {
		return nil
	}
	return []peer.Reason{y.because(args...)}
}

// until is a reason that holds until a time.
func (w *worldAt) until(y why, at time.Time) []peer.Reason {
	if w.brief {
		return nil
	}
	return w.because(y, peer.At("until", at))
}
