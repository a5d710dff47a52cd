package main

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/towpath-care/towpath/peer"
	"github.com/towpath-care/towpath/safeguard"
)

// explanation is why one concern goes where it goes.
type explanation struct {
	safeguard.Explained
	Asked safeguard.Trigger // the word that was given
	At    time.Time
	When  string
	Hours string // in hours or out of hours
	By    string // when somebody has to have been told
	Times safeguard.Times
	Next  []safeguard.Line // what happens if nobody does anything
}

// fills put what is known into a concern as it is raised. What the concern works out by
// itself is not among them.
var fills = map[safeguard.Ask]func(*asked, string) bool{
	safeguard.AskSetting: func(a *asked, v string) bool {
		a.raise.Where = safeguard.Where(v)
		return a.raise.Where.Known()
	},
	safeguard.AskAge:             func(a *asked, v string) bool { return number(&a.raise.Age, v, 1, 130) },
	safeguard.AskChildrenAtRisk:  func(a *asked, v string) bool { return yesNo(&a.raise.Disclosure.Children, v) },
	safeguard.AskImmediateDanger: func(a *asked, v string) bool { return yesNo(&a.raise.Danger.Now, v) },
	safeguard.AskIntentWithPlan:  func(a *asked, v string) bool { return yesNo(&a.raise.Danger.IntentWithPlan, v) },
	safeguard.AskViolence:        func(a *asked, v string) bool { return yesNo(&a.raise.Danger.Violence, v) },
	safeguard.AskToldThePerson:   func(a *asked, v string) bool { return yesNo(&a.raise.Disclosure.ToldPassedOn, v) },
	safeguard.AskAskedForSilence: func(a *asked, v string) bool { a.raise.Disclosure.Promised = v == "yes"; return v == "yes" },
	safeguard.AskMinutesSinceNoticed: func(a *asked, v string) bool {
		n := 0
		ok := number(&n, v, 0, 366*24*60)
		a.ago = time.Duration(n) * time.Minute
		return ok
	},
	safeguard.AskRaisedBy: func(a *asked, v string) (ok bool) { a.by, ok = raisers[v]; return ok },
}

// raisers are the made-up people who raise a concern.
var raisers = map[string]peer.Actor{"person": peer.ByPerson("aled"), "carer": peer.ByCarer("megan"), "staff": peer.ByStaff("beatriz", ""),
	"worker": peer.ByStaff("jess", peer.RolePeerWorker), "nobody-known": safeguard.Nobody}

// asked is a concern that is asked about.
type asked struct {
	raise safeguard.Raise
	by    peer.Actor
	ago   time.Duration
}

func number(to *int, v string, least, most int) bool {
	n, err := strconv.Atoi(v)
	*to = n
	return err == nil && least <= n && n <= most
}

func yesNo(to *peer.Tri, v string) bool {
	*to = map[string]peer.Tri{"yes": peer.Yes, "no": peer.No}[v]
	return *to != peer.Unknown || v == "unknown"
}

func newAsked(trigger safeguard.Trigger, known map[string]string) (asked, error) {
	a := asked{raise: safeguard.Raise{ID: "asked", Trigger: trigger}, by: raisers["worker"]}
	for name, value := range known {
		fill := fills[safeguard.Ask(name)]
		if fill == nil {
			return a, usage("--known says %s", asks())
		}
		if fill(&a, value) {
			continue
		}
		if words := safeguard.Ask(name).Words(); len(words) > 0 {
			return a, usage("--known %s is one of %s", name, strings.Join(words, ", "))
		}
		return a, usage("--known %s is a whole number that somebody can have", name)
	}
	return a, nil
}

// explain raises a concern under a policy and says why it is handled as it is.
func explain(b bench, a asked, at time.Time) (explanation, error) {
	cal := b.file.Calendar()
	if a.ago > 0 {
		a.raise.NoticedAt = cal.Local(at.Add(-a.ago))
	}
	c, _, err := safeguard.NewConcern(a.raise, peer.Act{By: a.by, At: at, ID: "asked"}, safeguard.Facts{Policy: b.policy, Roster: b.roster})
	if err != nil {
		return explanation{}, err
	}
	w, err := b.world()
	if err != nil {
		return explanation{}, err
	}
	x := safeguard.Explain(c, b.policy)
	return explanation{Explained: x, Asked: a.raise.Trigger, At: at, When: clockText(at, cal), Hours: hoursText(at, cal), By: clockText(x.Handling.NotifyBy, cal),
		Times: b.policy.Times(x.Urgency), Next: once(safeguard.Narrate(c, w, at)[1:])}, nil
}

// once leaves out when somebody is told again for the second time and more: it goes on
// like that until somebody has it.
func once(story []safeguard.Line) []safeguard.Line {
	again := map[peer.StaffID]bool{}
	return slices.DeleteFunc(story, func(l safeguard.Line) bool {
		if l.Kind != safeguard.LineToldAgain {
			return false
		}
		before := again[l.Who.Staff]
		again[l.Who.Staff] = true
		return before
	})
}

// sentences say it in words, all but the rules and what happens next.
func (x explanation) sentences() []string {
	var out []string
	switch {
	case x.Asked != x.Trigger.Trigger:
		out = append(out, "The policy does not know this word, so it counts as "+plain(x.Trigger.Trigger)+" ("+x.Path+"): "+string(x.OfTrigger)+", by the chain "+x.Trigger.Chain+".")
	case x.Trigger.As != "":
		out = append(out, "It is a trigger of the organisation's own and stands for "+plain(x.Trigger.As)+" ("+x.Path+"): "+string(x.OfTrigger)+", by the chain "+x.Trigger.Chain+".")
	default:
		out = append(out, "The policy makes it "+string(x.OfTrigger)+" and sends it by the chain "+x.Trigger.Chain+" ("+x.Path+").")
	}
	if x.Floor == safeguard.Immediate {
		out = append(out, "No organisation makes it less urgent than immediate.")
	}
	return out
}

// comesTo says what it comes to.
func (x explanation) comesTo() []string {
	because := "because of what was noticed"
	if x.Urgency != x.OfTrigger {
		because = "because a rule is met"
	}
	h := x.Handling
	now, later, then := h.InHours, h.OutOfHours, "Out of hours"
	if x.Hours != "in hours" {
		now, later, then = h.OutOfHours, h.InHours, "In hours"
	}
	return []string{
		"So it is " + string(x.Urgency) + ", " + because + ". Somebody is told within " + offset(x.Times.Notify) + ", that is by " + x.By + ". Whoever is told takes it on within " + offset(x.Times.Acknowledge) + ", or the next is told.",
		"At this hour it goes to " + inOrder(now) + ", and then to " + plain(h.Duty) + " again and again until somebody has it. " + then + " it would go to " + inOrder(later) + ".",
	}
}

// turnsOn says what would turn a rule's answer round.
func turnsOn(r safeguard.ExplainedRule) string {
	var sets []string
	for _, set := range r.Instead {
		var leaves []string
		for _, l := range set {
			leaves = append(leaves, leafText(l.String()))
		}
		sets = append(sets, strings.Join(leaves, " together with "))
	}
	return strings.Join(sets, ", or ")
}

// found are the questions of a rule with what is known.
func found(r safeguard.ExplainedRule) string {
	var out []string
	for _, f := range r.Found {
		out = append(out, leafText(f.String()))
	}
	return strings.Join(out, "; ")
}

// leafText writes the words of a question as people read them.
func leafText(s string) string { return strings.ReplaceAll(s, "-", " ") }

// moment reads a time on the clocks of the organisation; without one it is ten on the
// first working day.
func (b bench) moment(text string) (time.Time, error) {
	cal := b.file.Calendar()
	if text == "" {
		return onDay(cal, b.workingDay(), "10:00"), nil
	}
	before, after, _ := strings.Cut(text, "T")
	d, badDay := peer.ParseDate(before)
	k, badClock := peer.ParseClock(after)
	if badDay != nil || badClock != nil || d.Precision() != peer.ByDay {
		return time.Time{}, usage("--at is a day and a time, such as 2026-03-13T17:42")
	}
	at, err := cal.At(d, k)
	if err != nil {
		return time.Time{}, usage("the clocks change at that moment; say a time before or after")
	}
	return at.UTC(), nil
}

// workingDay is the first that is looked at.
func (b bench) workingDay() peer.Date {
	cal := b.file.Calendar()
	if cal.IsWorkingDay(b.from) {
		return b.from
	}
	return cal.NextWorkingDay(b.from)
}

// onDay is a moment of a day. A time that the clocks do not show, or show twice, is
// counted from midnight.
func onDay(cal peer.Calendar, d peer.Date, clock string) time.Time {
	k := peer.MustClock(clock)
	if at, err := cal.At(d, k); err == nil {
		return at.UTC()
	}
	return cal.StartOf(d).Add(time.Duration(k.Minutes()) * time.Minute)
}
