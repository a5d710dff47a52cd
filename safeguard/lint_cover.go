package safeguard

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"github.com/towpath-care/towpath/peer"
)

// sweep goes through a time from one instant at which anything changes to the next:
// somebody comes on duty or goes, or it becomes, or stops being, in hours. Between two
// of them everything stays as it is, so that no minute is left out.
type sweep struct {
	cal   peer.Calendar
	roles []peer.Role
	on    [][]int32 // by role, who is on duty
	rows  []*watched
	duty  int // the duty role's place in roles
}

// watched is one list of a chain while it is swept.
type watched struct {
	side
	roles []int // each role once, by its place in the sweep
	seen  bool  // whether its hours came at all
	held  []bool
	adds  []bool // whether the step tells somebody whom no earlier one did
	none  hole
	alone map[int32]*hole
	one   hole
}

// hole is the time in which something is missing.
type hole struct {
	total     time.Duration
	first     time.Time
	workday   bool // whether some of it lies on a day that is no holiday
	plainDay  bool // whether some of it lies on a day without a change of the clocks
	stretches int
}

// coverOf finds when too few people can be told.
func (l *linter) coverOf() {
	cal, r := l.policy.Calendar(), l.roster
	from, until := cal.StartOf(l.first), cal.EndOf(l.last)
	if from.Before(r.from) {
		from = r.from
	}
	if until.After(r.until) {
		until = r.until
	}
	s := newSweep(l.policy.section, cal)
	s.run(r, from, until)
	for _, x := range s.rows {
		l.unreached(s, x)
	}
	for _, x := range s.merged() {
		l.uncovered(x)
	}
}

func newSweep(p policySection, cal peer.Calendar) *sweep {
	s := &sweep{cal: cal}
	s.duty = s.place(p.Duty)
	seen := map[string]bool{}
	for _, x := range p.whole() {
		w := &watched{side: x, alone: map[int32]*hole{}}
		for _, role := range x.roles {
			if at := s.place(role); !slices.Contains(w.roles, at) {
				w.roles = append(w.roles, at)
			}
		}
		if key := s.key(w, false); !seen[key] {
			seen[key] = true
			w.held, w.adds = make([]bool, len(w.roles)), make([]bool, len(w.roles))
			s.rows = append(s.rows, w)
		}
	}
	s.on = make([][]int32, len(s.roles))
	return s
}

// place is where a role stands, added where it was not known.
func (s *sweep) place(role peer.Role) int {
	i := slices.Index(s.roles, role)
	if i < 0 {
		i, s.roles = len(s.roles), append(s.roles, role)
	}
	return i
}

// key tells lists apart that differ in their hours or their roles.
func (s *sweep) key(x *watched, anyOrder bool) string {
	var names []string
	for _, r := range x.roles {
		names = append(names, string(s.roles[r]))
	}
	if anyOrder {
		slices.Sort(names)
	}
	hours := "out "
	if x.in {
		hours = "in "
	}
	return hours + strings.Join(names, "\x00")
}

// merged are the lists, those with the same roles in another order once.
func (s *sweep) merged() []*watched {
	var out []*watched
	seen := map[string]bool{}
	for _, x := range s.rows {
		if key := s.key(x, true); !seen[key] {
			seen[key] = true
			out = append(out, x)
		}
	}
	return out
}

// comes is one of the people coming on duty in a role, or going.
type comes struct {
	edge
	role int
}

func (s *sweep) run(r Roster, from, until time.Time) {
	if !from.Before(until) {
		return
	}
	changes := s.changes(r, span{from.UnixMilli(), until.UnixMilli()})
	marks := s.marks(from, until)
	for i, at := range marks {
		next := until
		if i+1 < len(marks) {
			next = marks[i+1]
		}
		in, day := s.cal.InHours(at), s.cal.Day(at)
		for at.Before(next) {
			n := 0
			for n < len(changes) && changes[n].at <= at.UnixMilli() {
				s.turn(changes[n])
				n++
			}
			changes = changes[n:]
			to := next
			if len(changes) > 0 && instant(changes[0].at).Before(next) {
				to = instant(changes[0].at)
			}
			s.look(in, day, at, to)
			at = to
		}
	}
}

// changes are all comings and goings in these roles, in order.
func (s *sweep) changes(r Roster, when span) []comes {
	var out []comes
	for i, role := range s.roles {
		t := r.cover.turns[role]
		for _, x := range t.in(nil, 0, len(t.list), when) {
			out = append(out, comes{edge{x.from, x.who, 1}, i}, comes{edge{x.to, x.who, -1}, i})
		}
	}
	slices.SortFunc(out, func(a, b comes) int { return cmp.Compare(a.at, b.at) })
	return out
}

// marks are the instants at which the hours may change, the first of them the start.
func (s *sweep) marks(from, until time.Time) []time.Time {
	out := []time.Time{from}
	for d := s.cal.Day(from); s.cal.StartOf(d).Before(until); d = d.AddDays(1) {
		for _, at := range hourMarks(s.cal, d) {
			if at.After(from) && at.Before(until) {
				out = append(out, at)
			}
		}
	}
	return out
}

// turn puts somebody on duty or takes them off. The roster's turns of one human in a
// role never touch, so the order within an instant does not matter.
func (s *sweep) turn(c comes) {
	if c.by > 0 {
		s.on[c.role] = append(s.on[c.role], c.who)
		return
	}
	if i := slices.Index(s.on[c.role], c.who); i >= 0 {
		s.on[c.role] = slices.Delete(s.on[c.role], i, i+1)
	}
}

// look judges every list for a stretch in which nothing changes.
func (s *sweep) look(in bool, day peer.Date, from, to time.Time) {
	for _, x := range s.rows {
		if x.in != in {
			continue
		}
		x.seen = true
		s.reaches(x)
		links, first, several := s.humans(x.roles)
		if links > 1 && several {
			continue
		}
		for _, who := range s.on[s.duty] {
			several = several || first >= 0 && who != first
			first = who
		}
		switch {
		case first < 0:
			x.none.add(s.cal, day, from, to)
		case !several:
			if x.alone[first] == nil {
				x.alone[first] = &hole{}
			}
			x.alone[first].add(s.cal, day, from, to)
		default:
			x.one.add(s.cal, day, from, to)
		}
	}
}

// humans counts the links in which somebody is on duty, and says whether they are
// several humans. With two links and two humans there is a different one in each.
func (s *sweep) humans(roles []int) (links int, first int32, several bool) {
	first = -1
	for _, r := range roles {
		if len(s.on[r]) > 0 {
			links++
		}
		for _, who := range s.on[r] {
			several = several || first >= 0 && who != first
			if first < 0 {
				first = who
			}
		}
	}
	return links, first, several
}

// reaches notes which steps tell somebody whom no earlier one did.
func (s *sweep) reaches(x *watched) {
	for i, r := range x.roles {
		if x.adds[i] {
			continue
		}
		x.held[i] = x.held[i] || len(s.on[r]) > 0
		x.adds[i] = slices.ContainsFunc(s.on[r], func(who int32) bool {
			return !slices.ContainsFunc(x.roles[:i], func(q int) bool { return slices.Contains(s.on[q], who) })
		})
	}
}

func (h *hole) add(cal peer.Calendar, day peer.Date, from, to time.Time) {
	if h.first.IsZero() {
		h.first = from
	}
	h.total += to.Sub(from)
	h.stretches++
	_, holiday := slices.BinarySearchFunc(cal.Holidays(), day, peer.Date.Compare)
	h.workday = h.workday || !holiday
	_, offset := cal.StartOf(day).In(cal.Zone()).Zone()
	_, later := cal.EndOf(day).In(cal.Zone()).Zone()
	h.plainDay = h.plainDay || offset == later
}

// minutes is how long it is, begun minutes counted whole.
func (h *hole) minutes() peer.Arg {
	return peer.Number("minutes", int((h.total+time.Minute-1)/time.Minute))
}

// unreached finds steps that never tell anybody.
func (l *linter) unreached(s *sweep, x *watched) {
	if !x.seen {
		return
	}
	for i, r := range x.roles {
		role := s.roles[r]
		if x.adds[i] || !l.roster.Holds(role) {
			continue
		}
		kind := neverHeld
		if x.held[i] {
			kind = alwaysTold
		}
		l.add(kind, item(x.path, slices.Index(x.side.roles, role)), l.moment(x.in, x.trigger), inChain(x.chain), ofRole(role))
	}
}

// uncovered finds when nobody can be told, when one human alone can, and when there is
// one link only. Each time counts as the worst of the three.
func (l *linter) uncovered(x *watched) {
	cal := l.policy.Calendar()
	report := func(kind flaw, h *hole, about ...func(*Finding)) {
		l.add(kind, x.path, witnessAt(h.first, cal, x.trigger), append(about, inChain(x.chain), withArgs(h.minutes()))...)
	}
	switch h := &x.none; {
	case h.total == 0:
	case !h.plainDay:
		report(nobodyAtClocks, h)
	case !h.workday:
		report(nobodyOnHoliday, h)
	default:
		report(nobodyOnCover, h)
	}
	for who, p := range l.roster.cover.people {
		if h := x.alone[int32(who)]; h != nil {
			report(oneHuman, h, aboutStaff(p.Staff))
		}
	}
	if x.one.total > 0 {
		report(singleLink, &x.one)
	}
}
