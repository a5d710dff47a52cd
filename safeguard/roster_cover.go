package safeguard

import (
	"cmp"
	"errors"
	"slices"
	"sort"
	"time"

	"github.com/towpath-care/towpath/peer"
)

// cover is a roster worked out: who is on duty from which instant to which,
// absences already cut out. Instants are milliseconds since 1970.
type cover struct {
	people []personSpec
	places map[peer.StaffID]int32
	roles  []peer.Role
	turns  map[peer.Role]turns
	own    [][]span // of each of the people in any role, in order, apart from each other
}

// span is a time, from its first instant to the first after it.
type span struct{ from, to int64 }

// turn is a time through which one of the people is on duty in one role.
type turn struct {
	span
	who int32
}

// turns are those of one role, by when they begin and then by the order of people.
// Those of one person stand apart from each other.
//
// latest makes a balanced tree of them: for the middle of every part of the list,
// where the part is searched, it is the latest end in that part. What is on at an
// instant is then found without looking at what is long over.
type turns struct {
	list   []turn
	latest []int64
}

// duty is somebody in a role, with all their shifts in it.
type duty struct {
	role   peer.Role
	who    int32
	shifts []shift
}

// newCover places every shift of a plan in a time. More turns than a roster may
// have are a *Refusal with peer.ErrOutOfRange.
func newCover(p rosterPlan, c peer.Calendar, within span) (*cover, error) {
	out := &cover{people: p.people, places: p.places, turns: map[peer.Role]turns{}, own: make([][]span, len(p.people))}
	lists := map[peer.Role][]turn{}
	days := daysOf(p, c)
	room := maxTurns
	for _, d := range p.duties() {
		if _, known := lists[d.role]; !known {
			out.roles = append(out.roles, d.role)
		}
		worked, err := d.place(days, c, within, room)
		if err != nil {
			return nil, err
		}
		worked = without(worked, p.away[d.who])
		room -= len(worked)
		out.own[d.who] = append(out.own[d.who], worked...)
		list := lists[d.role]
		for _, s := range worked {
			list = append(list, turn{s, d.who})
		}
		lists[d.role] = list
	}
	for role, list := range lists {
		out.turns[role] = newTurns(list)
	}
	for who := range out.own {
		out.own[who] = union(out.own[who])
	}
	return out, nil
}

// duties are the shifts by role and person, in the order in which they come.
func (p rosterPlan) duties() []duty {
	type key struct {
		role peer.Role
		who  int32
	}
	at := map[key]int{}
	var out []duty
	for _, s := range p.shifts {
		k := key{s.role, s.who}
		i, known := at[k]
		if !known {
			i = len(out)
			at[k] = i
			out = append(out, duty{role: s.role, who: s.who})
		}
		out[i].shifts = append(out[i].shifts, s)
	}
	return out
}

// place is when the duty is worked, in order and apart.
func (d duty) place(days []day, c peer.Calendar, within span, room int) ([]span, error) {
	var worked []span
	for _, s := range d.shifts {
		worked = s.place(worked, days, c, within)
		if len(worked) > room {
			return nil, rosterFault(peer.ErrOutOfRange, "/shifts", "The shifts come to no more turns of duty than the limit.", "Write a roster for a shorter time.", peer.Number("max", maxTurns))
		}
	}
	return union(worked), nil
}

// day is a local day with what it takes to place a time of day in it.
type day struct {
	date    peer.Date
	weekday time.Weekday
	holiday bool
	start   int64
	plain   bool // no clock change is near: a time of day is so many minutes after the start
}

// daysOf are the roster's days, the day before them and the day after.
func daysOf(p rosterPlan, c peer.Calendar) []day {
	holidays := c.Holidays()
	before := p.from.AddDays(-1)
	out := make([]day, before.DaysUntil(p.until)+2)
	for i := range out {
		d := before.AddDays(i)
		start := c.StartOf(d)
		_, holiday := slices.BinarySearchFunc(holidays, d, peer.Date.Compare)
		out[i] = day{d, d.Weekday(), holiday, start.UnixMilli(), steady(start.In(c.Zone()))}
	}
	return out
}

// steady reports whether the clocks keep one offset through the day that begins at an
// instant, the day before it and the day after. Clocks that go back over midnight show
// times of one day on the other.
func steady(t time.Time) bool {
	from, to := t.ZoneBounds()
	return !from.After(t.Add(-24*time.Hour)) && (to.IsZero() || !to.Before(t.Add(48*time.Hour)))
}

// at is the instant of a time of day. Where the clocks show it twice, which says
// whether the first or the second counts; where they jump over it, it is the
// instant of the jump.
func (d day) at(c peer.Calendar, k peer.Clock, which string) int64 {
	if d.plain {
		return d.start + int64(k.Minutes())*time.Minute.Milliseconds()
	}
	m, err := c.At(d.date, k)
	var twiceOrNever *peer.Refusal
	if errors.As(err, &twiceOrNever) {
		for _, a := range twiceOrNever.Reasons[0].Args {
			if a.Name() == which || a.Name() == "jump" {
				m, _ = peer.ParseMoment(a.Value())
			}
		}
	}
	return m.UTC().UnixMilli()
}

// place appends the times at which a shift is worked, as far as they lie within
// the roster.
func (s shift) place(out []span, days []day, c peer.Calendar, within span) []span {
	past := s.to.Compare(s.from) <= 0
	last := len(days) - 1 // the day after the roster is there to end on
	if !s.last.IsZero() {
		last = min(last, days[0].date.DaysUntil(s.last)+1)
	}
	for i := max(0, days[0].date.DaysUntil(s.first)); i < last; i++ {
		if !s.worked(days[i]) {
			continue
		}
		ends := days[i]
		if past {
			ends = days[i+1]
		}
		t := span{max(within.from, days[i].at(c, s.from, "first")), min(within.to, ends.at(c, s.to, "second"))}
		if t.from < t.to {
			out = append(out, t)
		}
	}
	return out
}

func (s shift) worked(d day) bool {
	switch s.holidays {
	case onlyHolidays:
		return d.holiday
	case notHolidays:
		return !d.holiday && s.days[d.weekday]
	}
	return s.days[d.weekday]
}

// union puts times in order and makes one of those that touch. It keeps the result
// where they stood.
func union(times []span) []span {
	slices.SortFunc(times, func(a, b span) int { return cmp.Compare(a.from, b.from) })
	out := times[:0]
	for _, t := range times {
		if n := len(out); n > 0 && t.from <= out[n-1].to {
			out[n-1].to = max(out[n-1].to, t.to)
			continue
		}
		out = append(out, t)
	}
	return out
}

// without cuts times out of others. Both are in order and apart.
func without(times, away []span) []span {
	if len(away) == 0 {
		return times
	}
	var out []span
	for _, t := range times {
		for len(away) > 0 && away[0].to <= t.from {
			away = away[1:]
		}
		for _, a := range away {
			if a.from >= t.to {
				break
			}
			if t.from < a.from {
				out = append(out, span{t.from, a.from})
			}
			t.from = a.to
		}
		if t.from < t.to {
			out = append(out, t)
		}
	}
	return out
}

func newTurns(list []turn) turns {
	slices.SortFunc(list, func(a, b turn) int { return cmp.Or(cmp.Compare(a.from, b.from), cmp.Compare(a.who, b.who)) })
	t := turns{list, make([]int64, len(list))}
	t.grow(0, len(list))
	return t
}

// grow fills latest for the part from lo to hi and returns its latest end.
func (t turns) grow(lo, hi int) int64 {
	if lo == hi {
		return 0
	}
	mid := (lo + hi) / 2
	t.latest[mid] = max(t.list[mid].to, t.grow(lo, mid), t.grow(mid+1, hi))
	return t.latest[mid]
}

// in appends the turns of the part from lo to hi that lie at least partly in a
// time, in order.
func (t turns) in(out []turn, lo, hi int, when span) []turn {
	for lo < hi {
		mid := (lo + hi) / 2
		if t.latest[mid] <= when.from {
			return out
		}
		out = t.in(out, lo, mid, when)
		if t.list[mid].from >= when.to {
			return out
		}
		if t.list[mid].to > when.from {
			out = append(out, t.list[mid])
		}
		lo = mid + 1
	}
	return out
}

// OnDuty are the people on duty in a role at an instant and not absent, in the
// order of the roster's list of people. It is nobody outside the roster's days.
func (r Roster) OnDuty(role peer.Role, at time.Time) []peer.StaffID {
	if !r.Covers(at) {
		return nil
	}
	now, t := at.UnixMilli(), r.cover.turns[role]
	var room [8]turn
	on := t.in(room[:0], 0, len(t.list), span{now, now + 1})
	if len(on) == 0 {
		return nil
	}
	slices.SortFunc(on, func(a, b turn) int { return cmp.Compare(a.who, b.who) })
	out := make([]peer.StaffID, len(on))
	for i, t := range on {
		out[i] = r.cover.people[t.who].Staff
	}
	return out
}

// IsOnDuty reports whether somebody is on duty in any role at an instant.
func (r Roster) IsOnDuty(staff peer.StaffID, at time.Time) bool {
	who, ok := r.who(staff)
	if !ok || !r.Covers(at) {
		return false
	}
	own, now := r.cover.own[who], at.UnixMilli()
	i := sort.Search(len(own), func(i int) bool { return own[i].to > now })
	return i < len(own) && own[i].from <= now
}

// Next is who comes on duty next in a role, and when: the first whose duty begins
// after an instant, and of several the one listed first. Whoever is on duty
// already and stays is not next. It is false when nobody comes any more.
func (r Roster) Next(role peer.Role, at time.Time) (peer.StaffID, time.Time, bool) {
	if r.cover == nil {
		return "", time.Time{}, false
	}
	list := r.cover.turns[role].list
	i := sort.Search(len(list), func(i int) bool { return instant(list[i].from).After(at) })
	if i == len(list) {
		return "", time.Time{}, false
	}
	return r.cover.people[list[i].who].Staff, instant(list[i].from), true
}

func instant(ms int64) time.Time { return time.UnixMilli(ms).UTC() }
