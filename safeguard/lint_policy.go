package safeguard

import (
	"slices"
	"strings"

	"github.com/towpath-care/towpath/peer"
)

// side is one of the two lists of a chain.
type side struct {
	chain   string
	trigger Trigger // the first that uses it
	path    string
	in      bool
	roles   []peer.Role
}

// sides are the lists of the chains that some trigger uses, in the policy's order.
func (s policySection) sides() []side {
	var out []side
	for i, c := range s.Chains {
		t, path := s.usedBy(c.Chain), "/safeguard/"+item("chains", i)
		if t == "" {
			continue
		}
		out = append(out, side{c.Chain, t, path + "/inHours", true, c.InHours}, side{c.Chain, t, path + "/outOfHours", false, c.OutOfHours})
	}
	return out
}

// whole are the sides that have two links at least; of the others a fault was found
// already.
func (s policySection) whole() []side {
	return slices.DeleteFunc(s.sides(), func(x side) bool { return distinct(x.roles) < 2 })
}

// routes: every trigger has a chain, and the chain somebody in it at every hour.
func (l *linter) routes() {
	s := l.policy.section
	for i, r := range s.Triggers {
		if _, ok := s.chain(r.Chain); !ok {
			l.add(noRoute, "/safeguard/"+item("triggers", i)+"/chain", l.begins(r.Trigger), inChain(r.Chain))
		}
	}
	for _, x := range s.sides() {
		switch {
		case len(x.roles) > 0:
		case x.in:
			l.add(noRoute, x.path, l.moment(true, x.trigger), inChain(x.chain))
		default:
			l.add(noRouteOutOfHours, x.path, l.moment(false, x.trigger), inChain(x.chain))
		}
	}
}

// stepsOnce: a role stands in a chain once. One that stands there again is a step that
// tells nobody; several are a chain that goes round.
func (l *linter) stepsOnce() {
	for _, x := range l.policy.section.whole() {
		var again []int
		for i, role := range x.roles {
			if slices.Contains(x.roles[:i], role) {
				again = append(again, i)
			}
		}
		if len(again) == 0 {
			continue
		}
		kind := shadowed
		if len(again) > 1 {
			kind = loops
		}
		l.add(kind, item(x.path, again[0]), l.moment(x.in, x.trigger), inChain(x.chain), ofRole(x.roles[again[0]]))
	}
}

// stepsInTime: of what is Immediate, the last step comes before a human has to have it.
func (l *linter) stepsInTime() {
	s := l.policy.section
	take, timed := s.Immediate.Acknowledge.Fixed()
	human, fixed := s.HumanWithin.Fixed()
	if !timed || !fixed || take <= 0 {
		return
	}
	for _, x := range s.whole() {
		most := int(human / take) // so many steps have begun before then, and the first
		if human%take != 0 {
			most++
		}
		if distinct(x.roles) <= most || !s.immediate(x.chain) {
			continue
		}
		l.add(lateStep, item(x.path, most), l.moment(x.in, x.trigger), inChain(x.chain), ofRole(x.roles[most]))
	}
}

// immediate reports whether some trigger of the chain is Immediate.
func (s policySection) immediate(chain string) bool {
	return slices.ContainsFunc(s.Triggers, func(r TriggerRule) bool { return r.Chain == chain && s.urgencyOf(r) == Immediate })
}

// urgencyOf is the urgency of a trigger before any rule is looked at.
func (s policySection) urgencyOf(r TriggerRule) Urgency {
	if floor := coreOf(r).Floor(); floor.above(r.Urgency) {
		return floor
	}
	return r.Urgency
}

// seniorRoles are the roles that count as a safeguarding lead or a senior clinician.
func (s policySection) seniorRoles() []peer.Role {
	return []peer.Role{RoleSafeguardingLead, RoleOnCallClinician}
}

// seniorsIn: a safeguarding chain names somebody senior at every hour (hazard H03).
func (l *linter) seniorsIn() {
	s := l.policy.section
	for _, x := range s.whole() {
		i := slices.IndexFunc(s.Triggers, func(r TriggerRule) bool { return r.Chain == x.chain && slices.Contains(safeguarding, coreOf(r)) })
		if i < 0 || slices.ContainsFunc(x.roles, func(r peer.Role) bool { return slices.Contains(s.seniorRoles(), r) }) {
			continue
		}
		l.add(noSenior, x.path, l.moment(x.in, s.Triggers[i].Trigger), inChain(x.chain))
	}
}

// exampleNumbers begin telephone numbers that are kept free for plays and examples.
var exampleNumbers = []string{"01632960", "07700900", "02079460"}

// liveValues: what is live holds no number that reaches nobody (hazard H29).
func (l *linter) liveValues() {
	if _, _, live := l.policy.Live(); !live {
		return
	}
	s := l.policy.section
	for _, x := range []struct{ path, number string }{{"telephone", s.Telephone}, {"emergency/telephone", s.Emergency.Telephone}} {
		digits := strings.Map(func(r rune) rune {
			if r < '0' || r > '9' {
				return -1
			}
			return r
		}, x.number)
		if slices.ContainsFunc(exampleNumbers, func(p string) bool { return strings.HasPrefix(digits, p) }) {
			l.add(exampleLive, "/safeguard/"+x.path, l.begins(""))
		}
	}
}

// ownTriggers: a trigger of the organisation's own takes nothing away from the core
// trigger it stands for.
func (l *linter) ownTriggers() {
	s := l.policy.section
	for i, r := range s.Triggers {
		core, there := l.policy.trigger(r.As)
		if !there || r.As == "" {
			continue
		}
		if s.urgencyOf(core).above(s.urgencyOf(r)) {
			l.add(ownLessUrgent, "/safeguard/"+item("triggers", i)+"/urgency", l.begins(r.Trigger))
		}
		for _, x := range s.conditions() {
			if x.when.missesOwn(r) {
				l.add(ownMissedByARule, x.path, l.begins(r.Trigger))
			}
		}
	}
}

// missesOwn reports whether the condition asks for a core trigger and not for the
// organisation's own that stands for it.
func (c Condition) missesOwn(own TriggerRule) bool {
	named := func(t Trigger) bool {
		return slices.ContainsFunc(c.Leaves(), func(x Leaf) bool { return x.ask == AskTrigger && slices.Contains(x.words, string(t)) })
	}
	return named(own.As) && !named(own.Trigger)
}

// calendarKnown: the holidays are known for as long as the version is looked at.
func (l *linter) calendarKnown() {
	cal := l.policy.Calendar()
	if cal.Knows(l.last) {
		return
	}
	first := cal.KnownUntil().AddDays(1)
	if first.Before(l.first) {
		first = l.first
	}
	l.add(calendarEnds, "/calendar/until", witnessAt(cal.StartOf(first), cal, ""))
}

// rosterFits: the roster is the organisation's, fresh, and covers the days. What it does
// not cover at all is not looked at further.
func (l *linter) rosterFits() bool {
	cal, r := l.policy.Calendar(), l.roster
	start, end := cal.StartOf(l.first), cal.EndOf(l.last)
	if r.Organisation() != l.policy.file.Organisation() && r.Organisation() != "" {
		l.add(rosterOther, "", l.begins(""))
	}
	switch {
	case !r.Covers(start):
		l.add(rosterEnds, "", witnessAt(start, cal, ""))
	case r.until.Before(end):
		l.add(rosterEnds, "", witnessAt(r.until, cal, ""))
	}
	if l.first == l.from && r.Organisation() != "" && r.OlderThan(l.policy.section.RosterMaxAge, start) {
		l.add(rosterOld, "", witnessAt(start, cal, ""))
	}
	return r.until.After(start) && r.from.Before(end)
}

// rolesHeld: somebody on the roster holds each role that the policy names.
func (l *linter) rolesHeld() {
	s, w := l.policy.section, l.begins("")
	if s.Duty != "" && !l.roster.Holds(s.Duty) {
		l.add(noEnd, "/safeguard/duty", w, ofRole(s.Duty))
	}
	var seen []peer.Role
	unheldRole := func(path string, role peer.Role, w Witness, about ...func(*Finding)) {
		if role == s.Duty || l.roster.Holds(role) || slices.Contains(seen, role) {
			return
		}
		seen = append(seen, role)
		l.add(unheld, path, w, append(about, ofRole(role))...)
	}
	for _, x := range s.whole() {
		for i, role := range x.roles {
			unheldRole(item(x.path, i), role, l.moment(x.in, x.trigger), inChain(x.chain))
		}
	}
	for i, role := range s.Take {
		unheldRole("/safeguard/"+item("take", i), role, w, weighing(LintWarning))
	}
	for i, role := range s.Close {
		unheldRole("/safeguard/"+item("close", i), role, w, weighing(LintWarning))
	}
}
