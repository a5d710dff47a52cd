package worker

import (
	"slices"
	"strconv"
	"time"

	"github.com/towpath-care/towpath/internal/terms"
	"github.com/towpath-care/towpath/peer"
)

// Cadence is how often a kind of supervision is held; without a time it is regular and
// nothing is due until the organisation says how often (PEER-13).
type Cadence struct {
	Kind  SupervisionKind `json:"kind"`
	Every peer.Offset     `json:"every,omitzero"`
}

// ProtectedTime is time in a week or a month that is kept for supervision and peer
// support; no minutes: none is set (PEER-18).
type ProtectedTime struct {
	Minutes int    `json:"minutes"`
	Per     Period `json:"per"`
}

// LoneWorkingRule says whether somebody knows where a worker is who works alone, and how
// long after the time to check in it is raised (PEER-26).
type LoneWorkingRule struct {
	Asked bool        `json:"asked"`
	Grace peer.Offset `json:"grace,omitzero"`
}

// SupervisionKind says what sort of supervision it is (PEER-13).
type SupervisionKind string

// Kinds of supervision.
const (
	// SupervisionLine is with the line manager.
	SupervisionLine SupervisionKind = "line"
	// SupervisionPeer is with somebody who leads peer support.
	SupervisionPeer SupervisionKind = "peer"
	// SupervisionClinical is with the team.
	SupervisionClinical SupervisionKind = "clinical"
	// SupervisionReflective is reflecting on the work in a group; peers who support
	// each other do that too.
	SupervisionReflective SupervisionKind = "group-reflective"
)

var supervisionKinds = []SupervisionKind{SupervisionLine, SupervisionPeer, SupervisionClinical, SupervisionReflective}

// Known reports whether the kind is on the list.
func (k SupervisionKind) Known() bool { return slices.Contains(supervisionKinds, k) }

// Terms returns the closed list.
func (SupervisionKind) Terms() []string { return terms.Of(supervisionKinds) }

// Period is a stretch of the calendar that protected time is counted in (PEER-18).
type Period string

// Periods.
const (
	// PerWeek is from Monday to Sunday.
	PerWeek Period = "week"
	// PerMonth is a calendar month.
	PerMonth Period = "month"
)

var periods = []Period{PerWeek, PerMonth}

// Known reports whether the period is on the list.
func (p Period) Known() bool { return slices.Contains(periods, p) }

// Terms returns the closed list.
func (Period) Terms() []string { return terms.Of(periods) }

// Limits that no organisation moves. They are ours.
const (
	mostGrace       = 2 * time.Hour
	mostDilemmaDays = 31
	mostWeekly      = 7 * 24 * 60
	mostMonthly     = 28 * 24 * 60
)

// workFaults are what the part of the section about work and support leaves out or
// takes too far, all at once.
func (s policySection) workFaults() error {
	said := func(ok bool, path, says string) error {
		return workFault(ok, peer.ErrPolicyIncomplete, path, says, "Say it in the policy; the example section shows how.")
	}
	within := func(ok bool, path, says, fix string) error {
		return workFault(ok, peer.ErrPolicyTooWeak, path, says, fix)
	}
	grace, timed := s.LoneWorking.Grace.Fixed()
	return peer.Faults(
		s.supervisionFaults(),
		said(len(s.Supervisors) > 0 && !slices.Contains(s.Supervisors, ""), "peerSupervisors", "The policy names the roles that give peer supervision."),
		said(!s.Appraisal.IsZero(), "appraisalEvery", "The policy says how often there is an appraisal."),
		within(comesRound(s.Appraisal), "appraisalEvery", "Between two appraisals lies some time.", "Give days, weeks or months, one at the least."),
		within(comesRound(s.Development), "developmentEvery", "Between two development sessions lies some time.", "Give days, weeks or months, one at the least, or leave it out where none are offered."),
		s.Protected.faults(),
		said(!s.LoneWorking.Asked || !s.LoneWorking.Grace.IsZero(), "loneWorking/grace", "The policy says how long after the time to check in it is raised."),
		within(s.LoneWorking.Grace.IsZero() || timed && grace <= mostGrace, "loneWorking/grace", "A check-in that nobody heard is raised within two hours.", "Give minutes or hours, two hours at most; no organisation goes beyond that."),
		said(!s.Dilemma.IsZero(), "reflectOnDilemmaWithin", "The policy says how soon a dilemma is talked about in supervision."),
		within(s.Dilemma.IsZero() || workDays(s.Dilemma) <= mostDilemmaDays, "reflectOnDilemmaWithin", "A dilemma is talked about within 31 days.", "Choose 31 days or fewer; no organisation goes beyond that."),
	)
}

func (s policySection) supervisionFaults() error {
	faults := []error{workFault(len(s.Supervision) > 0, peer.ErrPolicyIncomplete, "supervision", "The policy says which supervision there is.", "Say it in the policy; the example section shows how.")}
	seen := map[SupervisionKind]bool{}
	for i, c := range s.Supervision {
		path := "supervision/" + strconv.Itoa(i)
		faults = append(faults,
			workFault(c.Kind.Known(), peer.ErrUnknownCode, path+"/kind", "The kind of supervision is one of those on the list.", "Use a word of the list."),
			workFault(!seen[c.Kind], peer.ErrDuplicate, path+"/kind", "Each kind of supervision is named once.", "Leave the second one out."),
			workFault(comesRound(c.Every), peer.ErrPolicyTooWeak, path+"/every", "Between two sessions lies some time.", "Give days, weeks or months, one at the least, or leave it out while nobody has said how often."))
		seen[c.Kind] = true
	}
	return peer.Faults(faults...)
}

func (t ProtectedTime) faults() error {
	most := mostWeekly
	if t.Per == PerMonth {
		most = mostMonthly
	}
	return peer.Faults(
		workFault(t.Minutes == 0 && t.Per == "" || t.Per.Known(), peer.ErrUnknownCode, "protectedTime/per", "Protected time is counted in a week or a month.", "Write week or month."),
		workFault(0 <= t.Minutes && t.Minutes <= most, peer.ErrOutOfRange, "protectedTime/minutes", "Protected time fits into the time it is part of.", "Give the minutes in a week or a month; 0: none is set."),
	)
}

// workFault is one fault of the section, and nil where there is none.
func workFault(ok bool, code peer.Code, path, says, fix string) error {
	if ok {
		return nil
	}
	row := "POL-01"
	if code.Is(peer.ErrPolicyTooWeak) {
		row = "POL-04"
	}
	return peer.Fault(peer.Rule{Row: row, Code: code}, "/worker/"+path, says, fix)
}

// workDays is a span in days, rounded up: a working day counts as a day and a month as
// the longest.
func workDays(o peer.Offset) int {
	if span, timed := o.Fixed(); timed {
		return int((span + 24*time.Hour - 1) / (24 * time.Hour))
	}
	switch o.Unit() {
	case peer.UnitWeeks:
		return 7 * o.Count()
	case peer.UnitMonths:
		return 31 * o.Count()
	}
	return o.Count()
}

// supervises reports whether a role gives peer supervision here; without a policy
// whoever leads peer support does (PEER-13).
func (p Policy) supervises(r peer.Role) bool {
	if !p.Known() {
		return r == peer.RolePeerSupportLead
	}
	return slices.Contains(p.section.Supervisors, r)
}
