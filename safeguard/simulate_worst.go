package safeguard

import (
	"maps"
	"slices"
	"time"

	"github.com/towpath-care/towpath/peer"
)

// TimeToHuman is, for one trigger, how long it takes until humans hear, over every hour
// at which a concern could come in.
type TimeToHuman struct {
	Trigger Trigger `json:"trigger"`
	// Starts is how many hours were tried.
	Starts int `json:"starts"`
	// First is until somebody is told, Every until the last link of the chain is: whoever
	// comes on duty after the chain has ended, and has a turn then, is not waited for.
	First Waits `json:"first"`
	Every Waits `json:"every"`
}

// Waits are the waits of all starts, in whole minutes, begun ones counted.
type Waits struct {
	Median    int `json:"median"`
	NineInTen int `json:"nineInTen"`
	Longest   int `json:"longest"`
	// Never counts the starts after which nobody was told within a week.
	Never int `json:"never,omitzero"`
	// Worst is the first start with the longest wait; with one that never ends, that.
	Worst Witness `json:"worst"`
	// Spread says how many starts had which wait, the shortest first.
	Spread []Wait `json:"spread"`
}

// Wait is how many starts waited no longer than so many minutes, and longer than those of
// the Wait before it.
type Wait struct {
	AtMost int `json:"atMost"` // minutes
	Starts int `json:"starts"`
}

// waitSteps are the minutes by which waits are put together; beyond them it is by days.
var waitSteps = []int{0, 15, 30, 60, 120, 240, 480, 1440}

// waitStep is the step that a wait belongs to.
func waitStep(minutes int) int {
	for _, step := range waitSteps {
		if minutes <= step {
			return step
		}
	}
	return (minutes + 1439) / 1440 * 1440
}

// How long somebody is waited for before it counts as never, and how long a chain is
// followed: the longest that a policy may have.
const (
	worstAhead = 7 * 24 * time.Hour
	chainAhead = 2 * mostLinks * mostDays * 24 * time.Hour
)

// WorstTimeToHuman tries every trigger of a policy at every full hour from the first of
// these days to the last, holidays and changes of the clocks among them: when would the
// first human be told, and when the last link of the chain, if nobody took it on and each
// telling were sent at once? Nothing more is known of the concern than its trigger.
func WorstTimeToHuman(p Policy, r Roster, from, until peer.Date) []TimeToHuman {
	cal := p.Calendar()
	w := trial{World: World{World: peer.World{Calendar: cal}, Roster: r}, policy: &p, brief: true}
	rules := p.triggersTried()
	tried := make([]tally, len(rules))
	end := cal.EndOf(until)
	w.room = w.at(end)
	for at := cal.StartOf(from); at.Before(end); at = at.Add(time.Hour) {
		var same []climbed
		for i, rule := range rules {
			c := Concern{s: concern{Core: coreOf(rule), Raiser: Nobody, Noticed: at, Received: at}}
			c = c.judged(rule, p)
			first, every := c.climb(w, rule.Chain, &same)
			tried[i].add(at, first, every)
		}
	}
	out := make([]TimeToHuman, len(rules))
	for i, rule := range rules {
		out[i] = TimeToHuman{Trigger: rule.Trigger, Starts: tried[i].starts, First: tried[i].first.waits(cal, rule.Trigger), Every: tried[i].every.waits(cal, rule.Trigger)}
	}
	return out
}

// triggersTried are the policy's triggers; of the built-in floor those of the core.
func (p Policy) triggersTried() []TriggerRule {
	if p.Known() {
		return p.section.Triggers
	}
	var out []TriggerRule
	for _, t := range coreTriggers {
		out = append(out, TriggerRule{Trigger: t, Urgency: Immediate})
	}
	return out
}

// climbed is what came of a start: concerns that come in at once with the same chain and
// urgency are told in the same way.
type climbed struct {
	chain        string
	urgency      Urgency
	first, every time.Duration // negative: never
}

// climb is how long it takes until the first human is told and until every link is.
func (c Concern) climb(w trial, chain string, same *[]climbed) (first, every time.Duration) {
	for _, x := range *same {
		if x.chain == chain && x.urgency == c.s.Urgency {
			return x.first, x.every
		}
	}
	first, every = -1, -1
	at := c.s.Received
	turn := at // when the next link would have its turn
	for now, o := range c.forward(w, at, at.Add(chainAhead), looksClimbing) {
		if first < 0 && now.Sub(at) > worstAhead || first >= 0 && o.Kind != OwedTell && !now.Before(turn) {
			break // nobody comes, or the chain has ended
		}
		if len(o.To) > 0 && first < 0 {
			first = now.Sub(at)
		}
		if o.Kind == OwedTell {
			every, turn = now.Sub(at), after(c.s.Handling.AcknowledgeWithin, now, w.Calendar)
		}
	}
	if every < 0 {
		every = first // nobody of the chain was on duty: whoever answers for it was told
	}
	*same = append(*same, climbed{chain, c.s.Urgency, first, every})
	return first, every
}

// looksClimbing follows the chain once somebody was told, and leaves out when others come
// on duty, which moves no link.
func looksClimbing(c Concern, w trial, e Escalation) time.Time {
	if len(c.s.Told)+len(c.s.Again) > 0 {
		return e.Next
	}
	return c.looksNext(w, e)
}

// tally collects the waits of one trigger.
type tally struct {
	starts       int
	first, every counted
}

func (t *tally) add(at time.Time, first, every time.Duration) {
	t.starts++
	t.first.add(at, first)
	t.every.add(at, every)
}

// counted are waits by their length.
type counted struct {
	starts map[int]int
	never  int
	worst  time.Time
	most   int
}

func (c *counted) add(at time.Time, wait time.Duration) {
	if wait < 0 {
		if c.never++; c.never == 1 {
			c.worst = at
		}
		return
	}
	if c.starts == nil {
		c.starts = map[int]int{}
	}
	minutes := int((wait + time.Minute - 1) / time.Minute)
	c.starts[minutes]++
	if c.never == 0 && (c.worst.IsZero() || minutes > c.most) {
		c.worst, c.most = at, minutes
	}
}

func (c *counted) waits(cal peer.Calendar, t Trigger) Waits {
	out := Waits{Never: c.never}
	lengths := slices.Sorted(maps.Keys(c.starts))
	total := 0
	for _, minutes := range lengths {
		total += c.starts[minutes]
		if n := len(out.Spread); n > 0 && out.Spread[n-1].AtMost == waitStep(minutes) {
			out.Spread[n-1].Starts += c.starts[minutes]
		} else {
			out.Spread = append(out.Spread, Wait{waitStep(minutes), c.starts[minutes]})
		}
	}
	within := func(share, of int) int {
		seen := 0
		for _, minutes := range lengths {
			if seen += c.starts[minutes]; seen*of >= total*share {
				return minutes
			}
		}
		return 0
	}
	out.Median, out.NineInTen, out.Longest = within(1, 2), within(9, 10), within(1, 1)
	if !c.worst.IsZero() {
		out.Worst = witnessAt(c.worst, cal, t)
	}
	return out
}
