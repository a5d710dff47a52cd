package safeguard

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/towpath-care/towpath/peer"
)

// Ceilings that no organisation lifts (crosscuts; hazard H29). They are ours.
const (
	mostNotify      = 60 * time.Minute
	mostAcknowledge = 120 * time.Minute
	mostHuman       = 4 * time.Hour
	mostQuestion    = 60 * time.Minute
	mostClock       = 60 * time.Minute
	mostDays        = 14 // of what is not Immediate
	mostLookAgain   = 31 // days
	leastShared     = 80 // characters
	mostShared      = 1000
	mostLinks       = 12
	mostRoles       = 50
)

// fault is one of a policy file.
func fault(row string, code peer.Code, path, says, fix string, args ...peer.Arg) error {
	return peer.Fault(peer.Rule{Row: row, Code: code}, "/safeguard/"+path, says, fix, args...)
}

func (s policySection) complete() error {
	var faults []error
	said := func(ok bool, path, says string) {
		if !ok {
			faults = append(faults, fault("SAFE-04", peer.ErrPolicyIncomplete, path, says, "Say it in the policy; the example section shows how."))
		}
	}
	for name, w := range map[string]within{"immediate": s.Immediate, "soon": s.Soon, "routine": s.Routine} {
		said(!w.Notify.IsZero(), name+"/notifyWithin", "The policy says how soon somebody is told.")
		said(!w.Acknowledge.IsZero(), name+"/acknowledgeWithin", "The policy says how soon somebody takes it on.")
	}
	said(!s.HumanWithin.IsZero(), "humanWithin", "The policy says when a human has it at the latest.")
	said(s.Duty != "", "duty", "The policy says to whom a chain goes back when it ends.")
	said(s.Telephone != "", "telephone", "The policy gives a number for when nobody can be reached.")
	said(s.Emergency.Says != "" && s.Emergency.Telephone != "", "emergency", "The policy says what to do first where somebody is in danger.")
	said(len(s.HighRisk) > 0, "highRisk", "The policy lists situations of high risk.")
	said(!s.QuestionWithin.IsZero(), "questionWithin", "The policy says when an open question counts as unanswered.")
	said(!s.LookAgainWithin.IsZero(), "lookAgainWithin", "The policy says when it is looked at again whether it is safe to tell the person.")
	said(!s.RosterMaxAge.IsZero(), "rosterMaxAge", "The policy says how old a roster may be.")
	said(!s.ClockEvery.IsZero(), "clockEvery", "The policy says how often the due list is run.")
	said(s.SharedLength != 0, "sharedLength", "The policy says how much of a text is passed on.")
	said(s.Fluctuation == Fluctuation{} || s.Fluctuation.Given() && !s.Fluctuation.Within.IsZero(), "fluctuation", "The rule says how often and within what time.")
	for _, t := range coreTriggers {
		rule, there := Policy{section: s}.trigger(t)
		said(there && rule.Urgency != "" && rule.Chain != "", "triggers/"+string(t), "Every core trigger has an urgency and a route.")
	}
	slices.SortFunc(faults, func(a, b error) int { return strings.Compare(a.Error(), b.Error()) })
	return peer.Faults(faults...)
}

func (s policySection) withinLimits() error {
	var faults []error
	limit := func(ok bool, row, path, says, fix string, args ...peer.Arg) {
		if !ok {
			faults = append(faults, fault(row, peer.ErrPolicyTooWeak, path, says, fix, args...))
		}
	}
	span := func(o peer.Offset, most time.Duration, row, path, says string) {
		least := time.Minute
		d, timed := o.Fixed()
		limit(o.IsZero() || timed && least <= d && d <= most, row, path, says, "Choose minutes or hours within the limit; no organisation goes beyond it.", peer.Number("minutes", int(most/time.Minute)))
	}
	span(s.Immediate.Notify, mostNotify, "SAFE-02", "immediate/notifyWithin", "Of what is Immediate somebody is told within 60 minutes.")
	span(s.Immediate.Acknowledge, mostAcknowledge, "SAFE-02", "immediate/acknowledgeWithin", "What is Immediate is taken on within 120 minutes.")
	span(s.HumanWithin, mostHuman, "SAFE-02", "humanWithin", "A human has it within 4 hours, at any hour.")
	span(s.QuestionWithin, mostQuestion, "SAFE-05", "questionWithin", "An open question counts as unanswered within 60 minutes.")
	span(s.ClockEvery, mostClock, "SAFE-20", "clockEvery", "The due list is run every 60 minutes at least.")
	for _, o := range []struct {
		path  string
		given peer.Offset
		most  int
	}{
		{"soon/notifyWithin", s.Soon.Notify, mostDays}, {"soon/acknowledgeWithin", s.Soon.Acknowledge, mostDays},
		{"routine/notifyWithin", s.Routine.Notify, mostDays}, {"routine/acknowledgeWithin", s.Routine.Acknowledge, mostDays},
		{"lookAgainWithin", s.LookAgainWithin, mostLookAgain}, {"rosterMaxAge", s.RosterMaxAge, mostLookAgain},
	} {
		limit(o.given.IsZero() || !nothing(o.given) && inDays(o.given) <= o.most, "SAFE-02", o.path, "It happens within a given number of days, and not at every moment.", "Choose fewer days; no organisation goes beyond that.", peer.Number("days", o.most))
	}
	limit(s.SharedLength == 0 || s.SharedLength >= leastShared && s.SharedLength <= mostShared, "SAFE-18", "sharedLength", "What is passed on is from 80 to 1000 characters.", "Choose a number between them.", peer.Number("min", leastShared), peer.Number("max", mostShared))
	for i, r := range s.Triggers {
		core := r.Trigger
		if !core.Core() {
			core = r.As
		}
		limit(r.Urgency == "" || !core.Floor().above(r.Urgency), "SAFE-02", item("triggers", i)+"/urgency", "No organisation makes this trigger less urgent.", "Make it immediate.")
	}
	return peer.Faults(faults...)
}

// nothing reports whether a span has no length.
func nothing(o peer.Offset) bool { return o.Count() == 0 }

// inDays is a span in days, a working day counted as one and a month as the longest.
func inDays(o peer.Offset) int {
	if span, timed := o.Fixed(); timed {
		return int((span + 24*time.Hour - 1) / (24 * time.Hour))
	}
	switch o.Unit() {
	case peer.UnitWeeks:
		return o.Count() * 7
	case peer.UnitMonths:
		return o.Count() * 31
	}
	return o.Count()
}

func (s policySection) wordsKnown() error {
	var faults []error
	known := func(ok bool, path, says string) {
		if !ok {
			faults = append(faults, fault("SAFE-04", peer.ErrUnknownCode, path, says, "Use a word of the list."))
		}
	}
	seen := map[Trigger]bool{}
	for i, r := range s.Triggers {
		known(r.Urgency.Known() || r.Urgency == "" && r.Trigger.Core(), item("triggers", i)+"/urgency", "The urgency is one of those on the list.")
		known(r.Trigger.Core() && r.As == "" || !r.Trigger.Core() && r.As.Core() && plainWord(string(r.Trigger)) && r.Says != "", item("triggers", i), "A trigger is one of the core, or stands for one of them and says what it means.")
		known(!seen[r.Trigger], item("triggers", i)+"/trigger", "Each trigger stands there once.")
		seen[r.Trigger] = true
	}
	for i, r := range s.Sooner {
		known(r.Urgency.Known(), item("sooner", i)+"/urgency", "The urgency is one of those on the list.")
	}
	for i, r := range s.HighRisk {
		faults = append(faults, s.triggersKnown(r.When, item("highRisk", i)+"/when"))
	}
	for i, r := range s.Sooner {
		faults = append(faults, s.triggersKnown(r.When, item("sooner", i)+"/when"))
	}
	return peer.Faults(faults...)
}

// triggersKnown: a condition about triggers or urgencies names those of this policy.
func (s policySection) triggersKnown(c Condition, path string) error {
	var faults []error
	for _, leaf := range c.Leaves() {
		for _, word := range leaf.Words() {
			_, there := Policy{section: s}.trigger(Trigger(word))
			if leaf.Ask() == AskTrigger && !there || leaf.Ask() == AskUrgency && !Urgency(word).Known() {
				faults = append(faults, fault("SAFE-04", peer.ErrUnknownCode, path+leaf.Path(), "The condition names a trigger or an urgency of this policy.", "Use one of them."))
			}
		}
	}
	return peer.Faults(faults...)
}

// routed: every trigger has a chain, and every chain two links in and out of hours.
func (s policySection) routed() error {
	var faults []error
	for i, r := range s.Triggers {
		if _, ok := s.chain(r.Chain); !ok && (r.Chain != "" || !r.Trigger.Core()) {
			faults = append(faults, fault("SAFE-03", ErrNoRecipient, item("triggers", i)+"/chain", "Every trigger has a chain of people who are told.", "Name one of the policy's chains."))
		}
	}
	for i, c := range s.Chains {
		if slices.ContainsFunc(s.Chains[:i], func(x Chain) bool { return x.Chain == c.Chain }) {
			faults = append(faults, fault("SAFE-03", peer.ErrDuplicate, item("chains", i)+"/chain", "Each chain stands there once.", "Give it a name of its own."))
		}
		for path, roles := range map[string][]peer.Role{"/inHours": c.InHours, "/outOfHours": c.OutOfHours} {
			if len(roles) == 0 {
				faults = append(faults, fault("SAFE-03", ErrNoRecipient, item("chains", i)+path, "Somebody is told at every hour.", "Name the roles that are told, two at least."))
				continue
			}
			if distinct(roles) < 2 || len(roles) > mostLinks {
				faults = append(faults, fault("SAFE-03", peer.ErrPolicyTooWeak, item("chains", i)+path, "A chain has two links at every hour, and no more than twelve.", "Name a second role.", peer.Number("min", 2), peer.Number("max", mostLinks)))
			}
		}
	}
	slices.SortFunc(faults, func(a, b error) int { return strings.Compare(a.Error(), b.Error()) })
	return peer.Faults(faults...)
}

// storable: what is frozen with every concern has the shape that a stored concern has.
func (s policySection) storable() error {
	var faults []error
	fits := func(ok bool, path, says string) {
		if !ok {
			faults = append(faults, fault("SAFE-04", peer.ErrOutOfRange, path, says, "Shorten it."))
		}
	}
	roles := func(path string, list []peer.Role, most int) {
		fits(len(list) <= most, path, "The list is no longer than what is kept with a concern.")
		for i, r := range list {
			fits(plainRole(r), path+"/"+strconv.Itoa(i), "A role is named, in 200 bytes at most.")
		}
	}
	roles("take", s.Take, mostRoles)
	roles("close", s.Close, mostRoles)
	for i, c := range s.Chains {
		roles(item("chains", i)+"/inHours", c.InHours, mostRoles)
		roles(item("chains", i)+"/outOfHours", c.OutOfHours, mostRoles)
	}
	fits(s.Duty == "" || plainRole(s.Duty), "duty", "A role is named, in 200 bytes at most.")
	fits(len(s.Telephone) <= mostID, "telephone", "A number has 200 bytes at most.")
	fits(len(s.HighRisk)+len(s.Sooner) <= mostRules, "highRisk", "There are 200 rules at most.")
	return peer.Faults(faults...)
}

func plainRole(r peer.Role) bool { return r != "" && len(r) <= mostID }

func distinct(roles []peer.Role) int {
	seen := map[peer.Role]bool{}
	for _, r := range roles {
		seen[r] = true
	}
	return len(seen)
}

// liveIsNoExample: what is marked as live names who took the example mark away, and
// carries the mark no more (hazard H29).
func (p Policy) liveIsNoExample() error {
	live := p.section.Live
	if live == (liveBy{}) && p.file.Example() || live.By != "" && live.On.Precision() == peer.ByDay && !p.file.Example() {
		return nil
	}
	return fault("SAFE-04", peer.ErrPolicyTooWeak, "live", "A policy is an example, or says who made it live and when, and never both.", "Take the example mark away and name who did, or leave live out.")
}
