package safeguard

import (
	_ "embed"
	"slices"
	"time"

	"github.com/towpath-care/towpath/peer"
)

// Policy is this package's section of an organisation's policy, read from a
// peer.PolicyFile (SAFE-04). The zero value is the built-in floor: every concern is
// Immediate, the chain is the line manager and whoever is on call, and the telephone
// is the emergency number.
type Policy struct {
	section  policySection
	file     peer.PolicyFile
	highRisk Rules
	sooner   Rules
}

type policySection struct {
	// Live says who took the example mark away and when (hazard H29).
	Live liveBy `json:"live,omitzero"`
	// Immediate, Soon and Routine are the times of each urgency (SAFE-02, SAFE-14).
	Immediate within `json:"immediate"`
	Soon      within `json:"soon"`
	Routine   within `json:"routine"`
	// HumanWithin is when a human has what is Immediate at the latest; from then on
	// everybody told is told again (SAFE-02).
	HumanWithin peer.Offset `json:"humanWithin"`
	// Triggers say how urgent each is and who is told; an organisation adds its own.
	Triggers []TriggerRule `json:"triggers"`
	Chains   []Chain       `json:"chains"`
	// Duty is the role that the chain goes back to when it ends (SAFE-14).
	Duty peer.Role `json:"duty"`
	// Take are roles that may take a concern unasked, Close roles that may close one
	// (SAFE-14, SAFE-16).
	Take  []peer.Role `json:"take"`
	Close []peer.Role `json:"close"`
	// Telephone is rung when nobody can be reached (SAFE-03).
	Telephone string `json:"telephone"`
	// Emergency comes before any field where somebody is in danger (SAFE-07).
	Emergency Emergency `json:"emergency"`
	// HighRisk are patterns that make a concern Immediate, Sooner others that make it
	// more urgent (SAFE-07).
	HighRisk []RuleSpec   `json:"highRisk"`
	Sooner   []SoonerRule `json:"sooner"`
	// Fluctuation raises by itself when somebody was worse so often (SAFE-06).
	Fluctuation Fluctuation `json:"fluctuation"`
	// QuestionWithin is when an open question counts as unanswered (SAFE-05, hazard
	// H02), LookAgainWithin the longest that "not safe to tell" stands unasked.
	QuestionWithin  peer.Offset `json:"questionWithin"`
	LookAgainWithin peer.Offset `json:"lookAgainWithin"`
	// RosterMaxAge is how old a roster may be before it is marked (hazard H04),
	// ClockEvery how often Due is run (SAFE-20).
	RosterMaxAge peer.Offset `json:"rosterMaxAge"`
	ClockEvery   peer.Offset `json:"clockEvery"`
	// SharedLength is how many characters of a text are passed on (SAFE-18).
	SharedLength int         `json:"sharedLength"`
	References   []Reference `json:"references"`
}

type liveBy struct {
	By peer.StaffID `json:"by"`
	On peer.Date    `json:"on"`
}

type within struct {
	Notify      peer.Offset `json:"notifyWithin"`
	Acknowledge peer.Offset `json:"acknowledgeWithin"`
}

// TriggerRule says of a trigger how urgent it is and which chain is told. A trigger of
// the organisation's own stands for one of the core.
type TriggerRule struct {
	Trigger Trigger `json:"trigger"`
	As      Trigger `json:"as,omitzero"`
	Says    string  `json:"says,omitzero"`
	Urgency Urgency `json:"urgency"`
	Chain   string  `json:"chain"`
}

// Chain is who is told one after the other, by role, in and out of hours. It names
// roles of the organisation only: what goes outside is for whoever has the concern to
// decide (hazard H12).
type Chain struct {
	Chain      string      `json:"chain"`
	InHours    []peer.Role `json:"inHours"`
	OutOfHours []peer.Role `json:"outOfHours"`
}

// Emergency is the prompt that comes before any field.
type Emergency struct {
	Says      string `json:"says"`
	Telephone string `json:"telephone"`
}

// SoonerRule makes a concern at least this urgent where its condition holds.
type SoonerRule struct {
	ID      string    `json:"id"`
	Says    string    `json:"says"`
	Urgency Urgency   `json:"urgency"`
	When    Condition `json:"when"`
}

// Fluctuation is how often within a time somebody was worse, or up and down, before it
// raises by itself. Zero: the organisation has not given this duty.
type Fluctuation struct {
	Times  int         `json:"times"`
	Within peer.Offset `json:"within"`
}

// Given reports whether the organisation has the rule.
func (f Fluctuation) Given() bool { return f.Times > 0 }

// Reference names a text that the policy stands beside, such as a team's procedure
// (SAFE-04).
type Reference struct {
	Says  string `json:"says"`
	Where string `json:"where,omitzero"`
}

//go:embed policy.json
var examplePolicy []byte

// ExamplePolicy is an example of this package's section. Its values are invented:
// an organisation sets its own.
func ExamplePolicy() []byte { return slices.Clone(examplePolicy) }

// PolicyFrom reads this package's section. What is missing is
// peer.ErrPolicyIncomplete, what goes below a floor or above a ceiling
// peer.ErrPolicyTooWeak, a word of no list peer.ErrUnknownCode, a trigger nobody would
// hear of ErrNoRecipient, a name that stands there twice peer.ErrDuplicate and what is
// too long to be kept with every concern peer.ErrOutOfRange, all faults at once in a
// *peer.Refusal.
func PolicyFrom(file peer.PolicyFile) (Policy, error) {
	p := Policy{file: file}
	if err := file.Section("safeguard", &p.section); err != nil {
		return Policy{}, err
	}
	var badRisk, badSooner error
	p.highRisk, badRisk = CompileRules(p.section.HighRisk)
	p.sooner, badSooner = CompileRules(p.section.soonerSpecs())
	err := peer.Faults(p.section.complete(), p.section.withinLimits(), p.section.wordsKnown(), p.section.routed(), p.section.storable(),
		peer.Under("/safeguard/highRisk", badRisk), peer.Under("/safeguard/sooner", badSooner), p.liveIsNoExample())
	if err != nil {
		return Policy{}, err
	}
	return p, nil
}

func (s policySection) soonerSpecs() []RuleSpec {
	var out []RuleSpec
	for _, r := range s.Sooner {
		out = append(out, RuleSpec{ID: r.ID, Says: r.Says, When: r.When})
	}
	return out
}

// Known reports whether there is a policy at all.
func (p Policy) Known() bool { return p.file.Digest() != "" }

// Digest names the policy the section was read from.
func (p Policy) Digest() peer.Digest { return p.file.Digest() }

// Version is what the organisation calls this version of its policy.
func (p Policy) Version() string { return p.file.Version() }

// Calendar is the organisation's calendar.
func (p Policy) Calendar() peer.Calendar { return p.file.Calendar() }

// Live reports whether a named person took the example mark away, and who (hazard
// H29).
func (p Policy) Live() (by peer.StaffID, on peer.Date, live bool) {
	return p.section.Live.By, p.section.Live.On, p.Known() && !p.file.Example() && p.section.Live.By != ""
}

// Emergency is the prompt that comes before any field; without a policy the emergency
// number (SAFE-07).
func (p Policy) Emergency() Emergency {
	if !p.Known() {
		return floorEmergency
	}
	return p.section.Emergency
}

// Triggers are the policy's triggers, those of the organisation's own among them.
func (p Policy) Triggers() []TriggerRule { return slices.Clone(p.section.Triggers) }

// Chains are the policy's chains, in its order.
func (p Policy) Chains() []Chain {
	out := slices.Clone(p.section.Chains)
	for i, c := range out {
		out[i].InHours, out[i].OutOfHours = slices.Clone(c.InHours), slices.Clone(c.OutOfHours)
	}
	return out
}

// Roles are all roles that the policy names, each once, in the order in which they come:
// those of its chains, the one the chains go back to, and those that may take or close a
// concern. A roster has somebody in each.
func (p Policy) Roles() []peer.Role {
	var out []peer.Role
	add := func(list ...peer.Role) {
		for _, r := range list {
			if r != "" && !slices.Contains(out, r) {
				out = append(out, r)
			}
		}
	}
	for _, c := range p.section.Chains {
		add(c.InHours...)
		add(c.OutOfHours...)
	}
	add(p.section.Duty)
	add(p.section.Take...)
	add(p.section.Close...)
	return out
}

// Times are the spans of one urgency (SAFE-02, SAFE-14).
type Times struct {
	// Notify is how soon somebody is told, counted from when it was noticed.
	Notify peer.Offset `json:"notifyWithin"`
	// Acknowledge is how soon whoever is told takes it on; then the next is told.
	Acknowledge peer.Offset `json:"acknowledgeWithin"`
	// Human is when a human has it at the latest.
	Human peer.Offset `json:"humanWithin"`
}

// Times are the spans of an urgency; without a policy those of the built-in floor.
func (p Policy) Times(u Urgency) Times {
	if !p.Known() {
		floor := floorHandling(time.Time{})
		return Times{Notify: peer.Minutes(floorNotify), Acknowledge: floor.AcknowledgeWithin, Human: floor.HumanWithin}
	}
	t := p.section.times(u)
	return Times{Notify: t.Notify, Acknowledge: t.Acknowledge, Human: p.section.humanWithin(u)}
}

// References are the texts the policy stands beside.
func (p Policy) References() []Reference { return slices.Clone(p.section.References) }

// Fluctuation is the rule of SAFE-06.
func (p Policy) Fluctuation() Fluctuation { return p.section.Fluctuation }

// trigger finds what the policy says of a trigger.
func (p Policy) trigger(t Trigger) (TriggerRule, bool) {
	i := slices.IndexFunc(p.section.Triggers, func(r TriggerRule) bool { return r.Trigger == t })
	if i < 0 {
		return TriggerRule{}, false
	}
	return p.section.Triggers[i], true
}

func (s policySection) chain(name string) (Chain, bool) {
	i := slices.IndexFunc(s.Chains, func(c Chain) bool { return c.Chain == name })
	if i < 0 {
		return Chain{}, false
	}
	return s.Chains[i], true
}

// times are the times of an urgency.
func (s policySection) times(u Urgency) within {
	switch u {
	case Immediate:
		return s.Immediate
	case Soon:
		return s.Soon
	}
	return s.Routine
}
