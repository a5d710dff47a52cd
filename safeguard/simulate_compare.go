package safeguard

import (
	"slices"
	"strconv"

	"github.com/towpath-care/towpath/internal/terms"
	"github.com/towpath-care/towpath/peer"
)

// HandlingField is one thing about how a concern is handled that two policies may differ
// in.
type HandlingField string

// Fields.
const (
	FieldTrigger    HandlingField = "trigger"            // it is there in one of them only
	FieldUrgency    HandlingField = "urgency"            //
	FieldRules      HandlingField = "rules"              // ids of the rules that hold
	FieldNotify     HandlingField = "notify-by"          // when somebody has to have been told
	FieldTake       HandlingField = "acknowledge-within" //
	FieldHuman      HandlingField = "human-within"       //
	FieldInHours    HandlingField = "in-hours"           // who is told, by role
	FieldOutOfHours HandlingField = "out-of-hours"       //
	FieldDuty       HandlingField = "duty"               // whom the chain goes back to
	FieldTakers     HandlingField = "take"               // roles that may take it unasked
	FieldClosers    HandlingField = "close"              // roles that may close it
	FieldTelephone  HandlingField = "telephone"          // the numbers themselves are not shown
	FieldAsked      HandlingField = "asked"              // when open questions are due
	FieldFirstTold  HandlingField = "first-told"         // who is told first, by id
	FieldWorstFirst HandlingField = "worst-first"        // minutes until the first human, at worst
	FieldWorstEvery HandlingField = "worst-every"        // minutes until every link, at worst
)

var handlingFields = []HandlingField{FieldTrigger, FieldUrgency, FieldRules, FieldNotify, FieldTake, FieldHuman, FieldInHours, FieldOutOfHours,
	FieldDuty, FieldTakers, FieldClosers, FieldTelephone, FieldAsked, FieldFirstTold, FieldWorstFirst, FieldWorstEvery}

// Known reports whether the field is on the list.
func (f HandlingField) Known() bool { return slices.Contains(handlingFields, f) }

// Terms returns the closed list.
func (HandlingField) Terms() []string { return terms.Of(handlingFields) }

// FieldChange is one thing that would be otherwise: codes, ids, spans and times, and no
// words. Empty: there was none, or it is not shown.
type FieldChange struct {
	Field HandlingField `json:"field"`
	Was   string        `json:"was,omitzero"`
	Now   string        `json:"now,omitzero"`
}

// Difference is what two policies do differently for one trigger, with a moment at which
// it shows.
type Difference struct {
	FieldChange
	Witness Witness `json:"witness"`
}

// Compare says what changes for each trigger from one policy to the next, between these
// days: how urgent it is, whom it is told to, and how long it takes at worst until humans
// hear, as WorstTimeToHuman has it. Nothing comes back where nothing changes.
func Compare(was, now Policy, r Roster, from, until peer.Date) []Difference {
	times := map[bool][]TimeToHuman{false: WorstTimeToHuman(was, r, from, until), true: WorstTimeToHuman(now, r, from, until)}
	var out []Difference
	for _, t := range bothTriggers(was, now) {
		before, after := was.knows(t), now.knows(t)
		if before != after {
			w := now.witnessIn(true, t, from, until)
			out = append(out, Difference{FieldChange{FieldTrigger, yes(before, t), yes(after, t)}, w})
			continue
		}
		out = append(out, comparedAt(was, now, t, from, until)...)
		out = append(out, comparedTimes(times[false], times[true], t)...)
	}
	return out
}

// yes names a trigger that is there.
func yes(there bool, t Trigger) string {
	if there {
		return string(t)
	}
	return ""
}

// knows reports whether a trigger is one of the policy's.
func (p Policy) knows(t Trigger) bool {
	return slices.ContainsFunc(p.triggersTried(), func(r TriggerRule) bool { return r.Trigger == t })
}

func bothTriggers(a, b Policy) []Trigger {
	var out []Trigger
	for _, p := range []Policy{a, b} {
		for _, r := range p.triggersTried() {
			if !slices.Contains(out, r.Trigger) {
				out = append(out, r.Trigger)
			}
		}
	}
	return out
}

// witnessIn is the first moment in or out of hours.
func (p Policy) witnessIn(in bool, t Trigger, from, until peer.Date) Witness {
	l := linter{policy: p, from: from, until: until}
	return l.moment(in, t)
}

// comparedAt compares a moment in hours and one out of hours; what differs at both is
// said once, and who is told at the one hour is said with a moment of that.
func comparedAt(was, now Policy, t Trigger, from, until peer.Date) []Difference {
	var out []Difference
	for _, in := range []bool{true, false} {
		w := now.witnessIn(in, t, from, until)
		a, b := was.imagined(t, w), now.imagined(t, w)
		for _, f := range a.changes(b) {
			if in && f.Field == FieldOutOfHours {
				continue
			}
			said := slices.ContainsFunc(out, func(d Difference) bool {
				return d.FieldChange == f || d.Field == f.Field && f.Field == FieldNotify
			})
			if !said {
				out = append(out, Difference{f, w})
			}
		}
	}
	return out
}

// imagined is a concern of which nothing is known but its trigger.
func (p Policy) imagined(t Trigger, w Witness) Concern {
	rule, _ := triggerRule(t, p)
	c := Concern{s: concern{Core: coreOf(rule), Raiser: Nobody, Noticed: w.At, Received: w.At}}
	return c.judged(rule, p)
}

func comparedTimes(was, now []TimeToHuman, t Trigger) []Difference {
	of := func(list []TimeToHuman) TimeToHuman {
		return list[slices.IndexFunc(list, func(x TimeToHuman) bool { return x.Trigger == t })]
	}
	a, b := of(was), of(now)
	var out []Difference
	one := func(field HandlingField, x, y Waits) {
		if x.Longest == y.Longest && x.Never == y.Never {
			return
		}
		w := y.Worst
		if x.worse(y) {
			w = x.Worst
		}
		out = append(out, Difference{FieldChange{field, x.shown(), y.shown()}, w})
	}
	one(FieldWorstFirst, a.First, b.First)
	one(FieldWorstEvery, a.Every, b.Every)
	return out
}

func (w Waits) worse(o Waits) bool {
	return w.Never > o.Never || w.Never == o.Never && w.Longest > o.Longest
}

func (w Waits) shown() string {
	if w.Never > 0 {
		return "never"
	}
	return strconv.Itoa(w.Longest)
}
