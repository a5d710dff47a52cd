package safeguard

import (
	"slices"
	"time"

	"github.com/towpath-care/towpath/peer"
)

// raised is the concern as it came in, judged under the policy.
func raised(c Concern, r Raise, t *taken) Concern {
	now := t.Now()
	rule, known := triggerRule(r.Trigger, t.Facts.Policy)
	if !known {
		r.keepWord(string(r.Trigger))
	}
	if t.Facts.Outdated || !t.Facts.Policy.Known() {
		r.mark(NotInForce)
	}
	if r.Disclosure.Promised {
		r.mark(SecrecyPromise)
	}
	c.s = concern{
		Trigger: rule.Trigger, Given: r.Given, Core: coreOf(rule), About: r.About, Age: r.Age, Raiser: raiserOf(t.Act.By), AsWorker: t.Act.By.Role == peer.RolePeerWorker,
		Noticed: noticedAt(r.NoticedAt, now), Device: r.NoticedAt, Received: now, Where: r.Where, Text: t.Own(r.Text), Beside: r.Beside,
		Contact: r.Contact, Disclosure: r.Disclosure, Danger: r.Danger, Ground: r.Ground, NotTo: r.NotTo, Origin: r.Origin, With: r.With, Marks: r.Marks,
	}
	c.s.Wants = personal(r.Wants, c)
	c.s.Disclosure.Quoted = personal(r.Disclosure.Quoted, c)
	c.s.Contact.How = personal(r.Contact.How, c)
	c = c.judged(rule, t.Facts.Policy)
	if r.Talk.Answer != "" || !r.Talk.Because.IsZero() {
		c.s.Talk = Talk{Answer: r.Talk.Answer, Because: r.Talk.Because, At: now, LookAgain: c.lookAgain(r.Talk, t)}
	}
	return c.withChild(r.ID, c.s.Noticed, t)
}

// lookAgain is the day on which "not safe" is looked at again: the one that was given,
// and never later than the policy allows (hazard H11).
func (c Concern) lookAgain(s SayTalked, t *taken) peer.Date {
	if s.Answer != TalkNotSafe {
		return peer.Date{}
	}
	last := lastLook(c, t.Now(), t.Facts)
	if s.LookAgain.IsZero() || s.LookAgain.After(last) {
		return last
	}
	return s.LookAgain
}

// lastLook is the last day on which "not safe" may be looked at again.
func lastLook(c Concern, now time.Time, f Facts) peer.Date {
	cal := f.Policy.Calendar()
	today := cal.Day(now)
	last, err := c.s.Handling.LookAgainWithin.AfterDate(today, cal)
	if err != nil {
		return today
	}
	return last.Day(cal)
}

// raiserOf is who raised it, without the role they claim.
func raiserOf(a peer.Actor) peer.Actor {
	a.Role = ""
	return a
}

// noticedAt is what the spans are counted from: never later than it came in.
func noticedAt(device peer.Moment, received time.Time) time.Time {
	if at := device.UTC(); !at.IsZero() && at.Before(received) {
		return at
	}
	return received
}

// personal gives words to the person they are about when nobody is named as their
// author. As long as nobody knows whom it is about they are nobody's, and never those
// of somebody on the staff who wrote them down (hazard H12).
func personal(w peer.Words, c Concern) peer.Words {
	w.By.Role = ""
	switch {
	case w.IsZero():
		return peer.Words{}
	case w.By != (peer.Actor{}):
	case c.s.About != "":
		w.By = peer.ByPerson(c.s.About)
	case c.s.Raiser.Person != "":
		w.By = c.s.Raiser
	}
	return w
}

// triggerRule is what the policy says of a trigger; of one that nobody knows, what it
// says of an area of concern.
func triggerRule(t Trigger, p Policy) (rule TriggerRule, known bool) {
	if rule, ok := p.trigger(t); ok {
		return rule, true
	}
	if t.Core() {
		return TriggerRule{Trigger: t, Urgency: Immediate}, true // the built-in floor
	}
	rule, ok := p.trigger(AreaOfConcern)
	if !ok {
		rule = TriggerRule{Trigger: AreaOfConcern, Urgency: Immediate}
	}
	return rule, false
}

func coreOf(r TriggerRule) Trigger {
	if r.As != "" {
		return r.As
	}
	return r.Trigger
}

// judged sets how urgent it is and how it is handled, from the trigger, the rules of the
// policy that hold, and the floor. What nobody knows makes nothing more urgent: it is
// asked inside the concern (hazard H07).
func (c Concern) judged(rule TriggerRule, p Policy) Concern {
	u := rule.Urgency
	if floor := coreOf(rule).Floor(); floor.above(u) {
		u = floor
	}
	c.s.Trigger, c.s.Urgency = rule.Trigger, u
	c.s.Urgency, c.s.Rules = c.sooner(p)
	c.s.Handling = p.handling(rule, c.s.Urgency, c.s.Noticed)
	return c
}

// sooner is how urgent the policy's rules make it, never less than it is, and the rules
// that held, those that held before among them.
func (c Concern) sooner(p Policy) (Urgency, []string) {
	u, rules := c.s.Urgency, slices.Clone(c.s.Rules)
	hold := func(id string, to Urgency) {
		if to.above(u) {
			u = to
		}
		if !slices.Contains(rules, id) && len(rules) < mostRules {
			rules = append(rules, id)
		}
	}
	about := c.circumstances(p)
	for _, id := range p.highRisk.Judge(about).Holds() {
		hold(id, Immediate)
	}
	for _, id := range p.sooner.Judge(about).Holds() {
		hold(id, p.soonerUrgency(id))
	}
	return u, rules
}

func (p Policy) soonerUrgency(id string) Urgency {
	i := slices.IndexFunc(p.section.Sooner, func(r SoonerRule) bool { return r.ID == id })
	return p.section.Sooner[i].Urgency
}

// circumstances is what the conditions of a policy may ask of a concern.
func (c Concern) circumstances(p Policy) Circumstances {
	d, hours := c.s.Disclosure, "out-of-hours"
	if p.Calendar().InHours(c.s.Received) {
		hours = "in-hours"
	}
	about := NewCircumstances().Word(AskTrigger, string(c.s.Trigger)).Word(AskUrgency, string(c.s.Urgency)).Word(AskHours, hours).Word(AskRaisedBy, c.raisedBy()).
		Answer(AskChildrenAtRisk, d.Children).Answer(AskImmediateDanger, c.s.Danger.Now).Answer(AskIntentWithPlan, c.s.Danger.IntentWithPlan).
		Answer(AskViolence, c.s.Danger.Violence).Answer(AskToldThePerson, d.ToldPassedOn).
		Number(AskMinutesSinceNoticed, int(c.s.Received.Sub(c.s.Noticed)/time.Minute))
	if d.Promised {
		about = about.Answer(AskAskedForSilence, peer.Yes) // nobody promises what was not asked
	}
	if c.s.Where != "" {
		about = about.Word(AskSetting, string(c.s.Where))
	}
	if c.s.Age > 0 {
		about = about.Number(AskAge, c.s.Age).Answer(AskAboutChild, peer.Is(c.s.Age < 18))
	}
	return about
}

func (c Concern) raisedBy() string {
	switch {
	case sameHuman(c.s.Raiser, Nobody):
		return "nobody-known"
	case c.s.Raiser.Person != "":
		return "person"
	case c.s.Raiser.Carer != "":
		return "carer"
	case c.s.AsWorker:
		return "worker"
	}
	return "staff"
}
