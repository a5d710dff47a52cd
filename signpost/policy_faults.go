package signpost

import (
	"slices"
	"time"

	"github.com/towpath-care/towpath/peer"
)

// Floors and ceilings that no organisation lifts. They are ours.
const (
	maxAgeDays      = 366
	maxCrisisDays   = 31
	maxFollowUpDays = 92
	maxFollowUps    = 6
)

// alwaysSensitive are the topics that stay between the two whatever the policy says
// besides (hazard H08).
var alwaysSensitive = []Topic{TopicDomesticAbuse, TopicSexualViolence, TopicSexualHealth}

// policyFault is one thing that is wrong with a section; nil where it holds.
func policyFault(holds bool, row string, code peer.Code, path, says, fix string, args ...peer.Arg) error {
	if holds {
		return nil
	}
	return peer.Fault(peer.Rule{Row: row, Code: code}, "/signpost/"+path, says, fix, args...)
}

func (s policySection) faults() []error {
	return slices.Concat(s.complete(), s.withinLimits(), s.settingFaults(), s.crisisFaults(), s.sensitiveFaults())
}

// said is the fault of something the policy leaves out.
func said(holds bool, path, says string) error {
	return policyFault(holds, "POL-01", peer.ErrPolicyIncomplete, path, says, "Say it in the policy; the example section shows how.")
}

// onList is the fault of a word of no list.
func onList(holds bool, path string) error {
	return policyFault(holds, "POL-01", peer.ErrUnknownCode, path, "The word is one of those on the list.", "Use a word of the list.")
}

func (s policySection) complete() []error {
	out := []error{
		said(!s.FollowUpAfter.IsZero(), "followUpAfter", "The policy says when it is asked how it went."),
		said(!s.FollowUpAgain.IsZero(), "followUpAgain", "The policy says when it is asked again."),
		said(s.FollowUpAtMost != 0, "followUpAtMost", "The policy says how often it is asked at most."),
	}
	for _, a := range s.ages() {
		out = append(out, said(!a.given.IsZero(), "maxAge/"+a.name, "The policy says how long an entry counts as checked."))
	}
	return out
}

func (s policySection) withinLimits() []error {
	within := func(ok bool, path, says, fix string, most int) error {
		return policyFault(ok, "POL-04", peer.ErrPolicyTooWeak, path, says, fix, peer.Number("max", most))
	}
	out := []error{
		within(days(s.FollowUpAfter) <= maxFollowUpDays, "followUpAfter", "It is asked within 92 days how it went.", "Choose 92 days or fewer.", maxFollowUpDays),
		within(s.FollowUpAgain.IsZero() || days(s.FollowUpAgain) >= 1 && days(s.FollowUpAgain) <= maxFollowUpDays, "followUpAgain", "It is asked again after a day at least, and within 92.", "Choose from 1 to 92 days.", maxFollowUpDays),
		within(s.FollowUpAtMost >= 0 && s.FollowUpAtMost <= maxFollowUps, "followUpAtMost", "Nobody is asked more than six times.", "Choose from 1 to 6.", maxFollowUps),
	}
	for _, a := range s.ages() {
		out = append(out, within(days(a.given) <= a.most, "maxAge/"+a.name, "An entry counts as checked for so long at most.", "Choose fewer days; no organisation goes beyond that.", a.most))
	}
	return out
}

// settingFaults: each place that may keep things from people is named once, with what
// reaches people there instead.
func (s policySection) settingFaults() []error {
	var out []error
	seen := map[Setting]bool{}
	for i, x := range s.Settings {
		at := "settings/" + peer.Rev(i).String()
		clash := slices.ContainsFunc(x.Instead, func(m Medium) bool { return slices.Contains(x.Blocks, m) })
		out = append(out,
			onList(x.Setting.Known(), at+"/setting"),
			policyFault(!seen[x.Setting], "POL-01", peer.ErrDuplicate, at+"/setting", "Each setting stands there once.", "Put the two together."),
			said(len(x.Blocks) == 0 || len(x.Instead) > 0, at+"/instead", "Where something is kept from people, something else reaches them."),
			policyFault(!clash, "POL-04", peer.ErrPolicyTooWeak, at, "What is kept from people there is not what reaches them.", "Take it out of one of the two lists."))
		for j, m := range x.Blocks {
			out = append(out, onList(m.Known(), at+"/blocks/"+peer.Rev(j).String()))
		}
		for j, m := range x.Instead {
			out = append(out, onList(m.Known(), at+"/instead/"+peer.Rev(j).String()))
		}
		seen[x.Setting] = true
	}
	missing := slices.ContainsFunc(closedSettings, func(x Setting) bool { return !seen[x] })
	return append(out, said(!missing, "settings", "The policy says what is kept from people on a ward, on a secure ward and in custody, if anything is."))
}

// crisisFaults: help at once has a name, and a number that can be rung.
func (s policySection) crisisFaults() []error {
	out := []error{said(len(s.Crisis) > 0, "crisis", "The policy names help at once.")}
	for i, c := range s.Crisis {
		at := "crisis/" + peer.Rev(i).String()
		out = append(out, said(c.Says != "" && c.Telephone != "", at, "Help at once has a name and a number."),
			policyFault(c.Telephone == "" || isNumber(c.Telephone), "POL-01", ErrInvalidContact, at+"/telephone", "The number can be rung.", "Write it in 3 to 20 digits, as it is dialled."))
	}
	return out
}

func (s policySection) sensitiveFaults() []error {
	missing := slices.ContainsFunc(alwaysSensitive, func(t Topic) bool { return !slices.Contains(s.Sensitive, t) })
	out := []error{
		said(len(s.Sensitive) > 0, "sensitive", "The policy says which topics stay between the two."),
		policyFault(len(s.Sensitive) == 0 || !missing, "POL-04", peer.ErrPolicyTooWeak, "sensitive", "Abuse, sexual violence and sexual health stay between the two.", "Add them to the list; no organisation leaves them out."),
	}
	for i, t := range s.Sensitive {
		out = append(out, onList(t.Known(), "sensitive/"+peer.Rev(i).String()))
	}
	return out
}

// days is how many days a span may come to, a month counted as the longest, and working
// days with the weekends that may lie between them.
func days(o peer.Offset) int {
	if span, timed := o.Fixed(); timed {
		return int((span + 24*time.Hour - 1) / (24 * time.Hour))
	}
	switch o.Unit() {
	case peer.UnitWeeks:
		return o.Count() * 7
	case peer.UnitMonths:
		return o.Count() * 31
	case peer.UnitWorkingDays:
		return (o.Count()*7 + 4) / 5
	}
	return o.Count()
}
