package safeguard

import (
	"errors"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/towpath-care/towpath/internal/terms"
	"github.com/towpath-care/towpath/peer"
)

// Finding is one thing that is wrong with a policy and a roster together, or worth a
// look. It holds codes, ids and fixed sentences. Each has a witness: a moment at which
// anybody can see it for themself.
type Finding struct {
	// Rule is the requirement row and the code; see lint_codes.go. What PolicyFrom finds
	// comes under its own rules.
	Rule   peer.Rule  `json:"rule"`
	Weight LintWeight `json:"weight"`
	// Version is what the organisation calls that version of its policy; empty: it is
	// about the roster, or about the versions together.
	Version string `json:"version,omitzero"`
	// Path is the JSON pointer into the policy. The others say what it is about, as far
	// as it is about one.
	Path    string       `json:"path,omitzero"`
	Chain   string       `json:"chain,omitzero"`
	Role    peer.Role    `json:"role,omitzero"`
	Trigger Trigger      `json:"trigger,omitzero"`
	Staff   peer.StaffID `json:"staff,omitzero"`
	// Says is what is so, or after "Needed:" what has to be; Fix is what puts it right.
	Says string     `json:"says"`
	Fix  string     `json:"fix"`
	Args []peer.Arg `json:"args,omitempty"`
	// Witness is when it is so, the first time.
	Witness Witness `json:"witness"`
}

// Witness is a moment that shows something, and a concern that would meet it then.
type Witness struct {
	// At is the moment in UTC, Local as the clocks of the organisation show it.
	At    time.Time `json:"at"`
	Local string    `json:"local"`
	// Trigger is of a concern that meets it; empty where any does.
	Trigger Trigger `json:"trigger,omitzero"`
}

// witnessAt is the witness of a moment.
func witnessAt(at time.Time, cal peer.Calendar, t Trigger) Witness {
	return Witness{At: at.UTC(), Local: shownAt(at, cal), Trigger: t}
}

// shownAt is an instant as people read it: the hour that the clocks show twice tells
// itself apart by the name of the time.
func shownAt(at time.Time, cal peer.Calendar) string {
	return at.In(cal.Zone()).Format("Mon 2 Jan 2006 15:04 MST")
}

// LintWeight says how much a finding weighs.
type LintWeight string

// Weights. A policy with a fault is not to be relied on.
const (
	LintFault   LintWeight = "fault"
	LintWarning LintWeight = "warning"
)

var lintWeights = []LintWeight{LintFault, LintWarning}

// Known reports whether the weight is on the list.
func (w LintWeight) Known() bool { return slices.Contains(lintWeights, w) }

// Terms returns the closed list.
func (LintWeight) Terms() []string { return terms.Of(lintWeights) }

// Lint proves policies before anybody relies on them, from the first of these days to the
// last: it holds every version against itself, against the others, against the roster and
// against the calendar, at every instant and not only at full hours. What PolicyFrom finds
// comes among the rest, so that a file it turns down is looked at all the same. Faults
// come first; nothing comes back where nothing was found.
//
// Where Lint finds nothing, a concern that is raised at any instant of that time is told
// to a human at once, and never to one alone (hazards H03, H28, H29).
func Lint(files []peer.PolicyFile, roster Roster, from, until peer.Date) []Finding {
	l := &linter{roster: roster, from: from.First(), until: until.Last()}
	l.versions(files)
	for _, file := range files {
		l.file(file)
	}
	slices.SortStableFunc(l.found, func(a, b Finding) int {
		return slices.Index(lintWeights, a.Weight) - slices.Index(lintWeights, b.Weight)
	})
	return l.found
}

// linter collects what is found.
type linter struct {
	roster      Roster
	from, until peer.Date
	found       []Finding

	// Of the version that is looked at: the days of the horizon on which it is in force.
	policy      Policy
	first, last peer.Date
}

// version is the part of the horizon in which a file is in force; zero: none.
func (l *linter) version(f peer.PolicyFile) (first, last peer.Date) {
	for d := l.from; !d.After(l.until); d = d.AddDays(1) {
		if !f.InForce(d) {
			continue
		}
		if first.IsZero() {
			first = d
		}
		last = d
	}
	return first, last
}

func (l *linter) file(f peer.PolicyFile) {
	l.first, l.last = l.version(f)
	l.policy = Policy{file: f}
	_, err := PolicyFrom(f)
	readable := f.Section("safeguard", &l.policy.section) == nil
	if readable {
		l.routes()
	}
	l.faultsOf(err)
	if !readable {
		return
	}
	l.stepsOnce()
	l.stepsInTime()
	l.seniorsIn()
	l.liveValues()
	l.ownTriggers()
	l.rules()
	if l.first.IsZero() {
		return
	}
	l.calendarKnown()
	if l.rosterFits() {
		l.rolesHeld()
		l.coverOf()
	}
}

// add keeps a finding. What it is about is set by about.
func (l *linter) add(x flaw, path string, w Witness, about ...func(*Finding)) {
	f := Finding{Rule: x.rule, Weight: x.weight, Version: l.policy.Version(), Path: path, Trigger: w.Trigger, Says: x.says, Fix: x.fix, Witness: w}
	for _, set := range about {
		set(&f)
	}
	l.found = append(l.found, f)
}

// What a finding is about.
func inChain(name string) func(*Finding)        { return func(f *Finding) { f.Chain = name } }
func ofRole(role peer.Role) func(*Finding)      { return func(f *Finding) { f.Role = role } }
func aboutStaff(id peer.StaffID) func(*Finding) { return func(f *Finding) { f.Staff = id } }
func weighing(w LintWeight) func(*Finding)      { return func(f *Finding) { f.Weight = w } }
func withArgs(args ...peer.Arg) func(*Finding)  { return func(f *Finding) { f.Args = args } }

func (l *linter) has(path string, c peer.Code) bool {
	return slices.ContainsFunc(l.found, func(f Finding) bool {
		return f.Path == path && f.Rule.Code == c && f.Version == l.policy.Version()
	})
}

// faultsOf lists what PolicyFrom found, less what was said in plainer words already.
func (l *linter) faultsOf(err error) {
	var refusal *peer.Refusal
	if !errors.As(err, &refusal) {
		return
	}
	for _, r := range refusal.Unmet() {
		if r.Rule.Code == ErrNoRecipient && (l.has(r.Path, LintNoRoute) || l.has(r.Path, LintNoRouteOutOfHours)) {
			continue
		}
		l.add(flaw{r.Rule, LintFault, "Needed: " + r.Says, r.Fix}, r.Path, l.witnessOf(r.Path), withArgs(r.Args...))
	}
}

// witnessOf is a moment that shows a fault of the file: the trigger the path names, or
// one whose chain it names, in or out of hours as the path has it.
func (l *linter) witnessOf(path string) Witness {
	parts := strings.Split(path, "/")
	w := l.begins("")
	if len(parts) < 4 {
		return w
	}
	s := l.policy.section
	i, err := strconv.Atoi(parts[3])
	switch {
	case parts[2] == "triggers" && err != nil && Trigger(parts[3]).Core():
		w.Trigger = Trigger(parts[3])
	case parts[2] == "triggers" && err == nil && i < len(s.Triggers):
		w.Trigger = s.Triggers[i].Trigger
	case parts[2] == "chains" && err == nil && i < len(s.Chains):
		w = l.moment(!slices.Contains(parts, "outOfHours"), s.usedBy(s.Chains[i].Chain))
	}
	return w
}

// usedBy is the first trigger of a chain; empty: none.
func (s policySection) usedBy(chain string) Trigger {
	i := slices.IndexFunc(s.Triggers, func(r TriggerRule) bool { return r.Chain == chain })
	if i < 0 {
		return ""
	}
	return s.Triggers[i].Trigger
}

// start is the first day on which the version counts, as far as it is looked at.
func (l *linter) start() peer.Date {
	if l.first.IsZero() {
		return l.from
	}
	return l.first
}

// begins is the first moment at which the version counts.
func (l *linter) begins(t Trigger) Witness {
	cal := l.policy.Calendar()
	return witnessAt(cal.StartOf(l.start()), cal, t)
}

// moment is the first one in or out of hours.
func (l *linter) moment(in bool, t Trigger) Witness {
	cal := l.policy.Calendar()
	for d := l.start(); !d.After(l.until); d = d.AddDays(1) {
		for _, at := range hourMarks(cal, d) {
			if cal.InHours(at) == in {
				return witnessAt(at, cal, t)
			}
		}
	}
	return l.begins(t)
}

// hourMarks are the instants of a day at which it may become, or stop being, in hours:
// its beginning, a change of the clocks, and the opening hours under each time that the
// day has. Between two of them nothing changes.
func hourMarks(c peer.Calendar, d peer.Date) []time.Time {
	start, end := c.StartOf(d), c.EndOf(d)
	out := []time.Time{start}
	add := func(at time.Time) {
		if start.Before(at) && at.Before(end) {
			out = append(out, at)
		}
	}
	for at := start; ; {
		local := at.In(c.Zone())
		_, offset := local.Zone()
		for _, k := range [...]peer.Clock{c.Hours().From, c.Hours().To} {
			add(time.Date(d.Year(), d.Month(), d.Day(), 0, k.Minutes(), 0, 0, time.UTC).Add(-time.Duration(offset) * time.Second))
		}
		_, at = local.ZoneBounds()
		if at.IsZero() || !at.Before(end) {
			break
		}
		add(at.UTC())
	}
	slices.SortFunc(out, time.Time.Compare)
	return slices.CompactFunc(out, time.Time.Equal)
}

// versions holds the versions against each other: one is in force on each day.
func (l *linter) versions(files []peer.PolicyFile) {
	var cal peer.Calendar
	if len(files) > 0 {
		cal = files[0].Calendar()
	}
	none, several := 0, 0
	for d := l.from; !d.After(l.until); d = d.AddDays(1) {
		n := 0
		for _, f := range files {
			if f.InForce(d) {
				n++
			}
		}
		if n == 0 {
			if none++; none == 1 {
				l.add(versionGap, "/from", witnessAt(cal.StartOf(d), cal, ""))
			}
		}
		if n > 1 {
			if several++; several == 1 {
				l.add(versionOverlap, "/from", witnessAt(cal.StartOf(d), cal, ""))
			}
		}
	}
	for i := range l.found {
		days := none
		if l.found[i].Rule == versionOverlap.rule {
			days = several
		}
		l.found[i].Args = []peer.Arg{peer.Number("days", days)}
	}
}
