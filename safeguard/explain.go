package safeguard

import (
	"strconv"

	"github.com/towpath-care/towpath/peer"
)

// Explained is why a concern is as urgent as it is and goes to those it goes to: all
// that its policy says of it, what is not met among it (SAFE-02, SAFE-03, SAFE-07). It
// holds codes, ids, spans and the organisation's own sentences, and nobody's words.
type Explained struct {
	// Trigger is what the policy says of what was noticed, and Path the JSON pointer to
	// it. Under the built-in floor there is none.
	Trigger TriggerRule
	Path    string
	// Floor is the least urgency that any policy can give it; OfTrigger is the one it
	// has before any rule is looked at.
	Floor     Urgency
	OfTrigger Urgency
	// Rules are all rules of the policy in its order: those of high risk, and then those
	// that make a concern more urgent.
	Rules []ExplainedRule
	// ByHand: somebody made it more urgent than the policy does.
	ByHand bool
	// Urgency and Handling are what it comes to.
	Urgency  Urgency
	Handling Handling
}

// ExplainedRule is one rule of a policy, held against a concern.
type ExplainedRule struct {
	RuleSpec
	// Path is the JSON pointer to the rule.
	Path string
	// To is how urgent it makes a concern for which it holds, at least.
	To Urgency
	// Holds is what it comes to: unknown makes nothing more urgent, it is asked inside
	// the concern (hazard H07).
	Holds peer.Tri
	// Found are all its questions with what is known, and Instead what would turn its
	// answer round, as Verdict.WouldChange has it.
	Found   []LeafFound
	Instead [][]Leaf
}

// Explain says why a policy handles a concern as it does, from what is known of it now.
// A concern that was raised under another policy is looked at as if it had been under
// this one, as Replay does.
func Explain(c Concern, p Policy) Explained {
	rule, anew := c.ruleUnder(p), c.rejudged(p)
	core := coreOf(rule)
	out := Explained{Trigger: rule, Path: p.triggerPath(rule.Trigger), Floor: core.Floor(), OfTrigger: p.section.urgencyOf(rule), Urgency: anew.s.Urgency, Handling: anew.s.Handling}
	c.s.Trigger, c.s.Urgency = rule.Trigger, out.OfTrigger
	about := c.circumstances(p)
	reached := out.OfTrigger
	add := func(v Verdict, spec RuleSpec, path string, to Urgency) {
		x := ExplainedRule{RuleSpec: spec, Path: "/safeguard/" + path, To: to, Holds: v.Of(spec.ID), Found: v.Why(spec.ID), Instead: v.WouldChange(spec.ID)}
		if x.Holds == peer.Yes && to.above(reached) {
			reached = to
		}
		out.Rules = append(out.Rules, x)
	}
	risk, sooner := p.highRisk.Judge(about), p.sooner.Judge(about)
	for i, spec := range p.section.HighRisk {
		add(risk, spec, item("highRisk", i), Immediate)
	}
	for i, spec := range p.section.soonerSpecs() {
		add(sooner, spec, item("sooner", i), p.section.Sooner[i].Urgency)
	}
	out.ByHand = out.Urgency.above(reached)
	return out
}

// triggerPath is where a trigger stands in the policy; empty: nowhere.
func (p Policy) triggerPath(t Trigger) string {
	for i, r := range p.section.Triggers {
		if r.Trigger == t {
			return "/safeguard/triggers/" + strconv.Itoa(i)
		}
	}
	return ""
}
