package safeguard

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/towpath-care/towpath/peer"
)

// Rehandled is a concern that would have been handled otherwise under another policy, by
// ids and codes only.
type Rehandled struct {
	Concern peer.Ref      `json:"concern"`
	About   peer.PersonID `json:"about,omitzero"`
	Trigger Trigger       `json:"trigger"`
	Fields  []FieldChange `json:"fields"`
}

// Replay judges past concerns anew as if another policy had been in force when each came
// in, and lists those whose handling would have been otherwise. It looks at what is known
// of a concern now, under both policies; one that somebody made more urgent is taken to be
// that urgent again. A policy it was handled under that is not among those given is taken
// from what is frozen with the concern. With a roster that covers the time it says as well
// who would have been told first. Nothing about the concerns changes.
func Replay(concerns []Concern, was peer.Policies, next Policy, r Roster) []Rehandled {
	w := trial{World: World{World: peer.World{Calendar: next.Calendar()}, Roster: r}, policy: &next, brief: true}
	earlier := map[peer.Digest]Policy{}
	var out []Rehandled
	for _, c := range concerns {
		if !c.Exists() || c.Status() == Withdrawn {
			continue
		}
		before, anew := c.asWas(was, earlier), c.rejudged(next)
		fields := before.changes(anew)
		if len(fields) == 0 {
			continue
		}
		if r.Covers(c.s.Received) {
			fields = appended(fields, FieldFirstTold, joined(before.firstTo(w)), joined(anew.firstTo(w)))
		}
		out = append(out, Rehandled{c.Ref(), c.About(), c.Trigger(), fields})
	}
	return out
}

// asWas is the concern under the policy it was handled under.
func (c Concern) asWas(was peer.Policies, known map[peer.Digest]Policy) Concern {
	digest := c.s.Handling.Policy
	p, read := known[digest]
	if !read {
		if file, there := was.ByDigest(digest); there {
			p, _ = PolicyFrom(file)
		}
		known[digest] = p
	}
	if p.Known() || c.s.Handling.Floor {
		return c.rejudged(p)
	}
	return c
}

// ruleUnder is what a policy says of the concern's trigger.
func (c Concern) ruleUnder(p Policy) TriggerRule {
	word := c.s.Trigger
	if given := c.s.Given.Reveal(); !c.s.Given.IsZero() && plainWord(given) {
		word = Trigger(given) // no policy knew it then; this one may
	}
	rule, own := triggerRule(word, p)
	if !own && !c.s.Trigger.Core() {
		// The organisation's own trigger is gone: what it stood for is left.
		rule, _ = triggerRule(c.s.Core, p)
	}
	return rule
}

// rejudged is the concern as another policy would have had it.
func (c Concern) rejudged(p Policy) Concern {
	rule := c.ruleUnder(p)
	anew := c.judged(rule, p)
	byHand := slices.ContainsFunc(c.Recent(), func(x peer.Change) bool { return x.Do == "make-more-urgent" })
	if byHand && c.s.Urgency.above(anew.s.Urgency) {
		anew.s.Urgency, anew.s.Handling = c.s.Urgency, p.handling(rule, c.s.Urgency, c.s.Noticed)
	}
	return anew
}

// changes lists what is handled otherwise.
func (c Concern) changes(n Concern) []FieldChange {
	a, b := c.s.Handling, n.s.Handling
	var out []FieldChange
	for _, x := range []struct {
		field    HandlingField
		was, now string
	}{
		{FieldTrigger, string(c.s.Trigger), string(n.s.Trigger)},
		{FieldUrgency, string(c.s.Urgency), string(n.s.Urgency)},
		{FieldRules, joined(c.s.Rules), joined(n.s.Rules)},
		{FieldNotify, clock(a.NotifyBy), clock(b.NotifyBy)},
		{FieldTake, spanned(a.AcknowledgeWithin), spanned(b.AcknowledgeWithin)},
		{FieldHuman, spanned(a.HumanWithin), spanned(b.HumanWithin)},
		{FieldInHours, joined(a.InHours), joined(b.InHours)},
		{FieldOutOfHours, joined(a.OutOfHours), joined(b.OutOfHours)},
		{FieldDuty, string(a.Duty), string(b.Duty)},
		{FieldTakers, joined(a.Take), joined(b.Take)},
		{FieldClosers, joined(a.Close), joined(b.Close)},
		{FieldAsked, spanned(a.QuestionWithin) + ", " + spanned(a.LookAgainWithin), spanned(b.QuestionWithin) + ", " + spanned(b.LookAgainWithin)},
	} {
		out = appended(out, x.field, x.was, x.now)
	}
	if a.Telephone != b.Telephone {
		out = append(out, FieldChange{Field: FieldTelephone})
	}
	return out
}

// appended adds a field that would be otherwise.
func appended(out []FieldChange, field HandlingField, was, now string) []FieldChange {
	if was == now {
		return out
	}
	return append(out, FieldChange{field, was, now})
}

// firstTo are those who are told first, as if it came in anew.
func (c Concern) firstTo(w trial) []peer.StaffID {
	c.s.Told, c.s.Again, c.s.Taken, c.s.Working, c.s.Earlier = nil, nil, nil, nil, 0
	var out []peer.StaffID
	for _, o := range escalated(&c.s, Escalation{At: c.s.Received}, w.at(c.s.Received)).Owed {
		for _, to := range o.To {
			out = append(out, to.Staff)
		}
	}
	return out
}

func joined[T ~string](list []T) string {
	words := make([]string, len(list))
	for i, x := range list {
		words[i] = string(x)
	}
	return strings.Join(words, ", ")
}

func clock(at time.Time) string { return at.UTC().Format(time.RFC3339) }

func spanned(o peer.Offset) string {
	text := strconv.Itoa(o.Count()) + " " + string(o.Unit())
	if !o.Clock().IsZero() {
		text += " at " + o.Clock().String()
	}
	return text
}
