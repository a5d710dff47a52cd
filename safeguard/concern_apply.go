package safeguard

import (
	"slices"
	"time"

	"github.com/towpath-care/towpath/peer"
)

// Most entries of one sort that a concern keeps; what it drops stands in its changes.
const (
	keptTaken   = 100
	keptWorking = 20
	keptTold    = 400
)

func raised(c Concern, r Raise, t *taken) Concern {
	now := t.Now()
	rule, own := triggerRule(r.Trigger, t.Facts.Policy)
	if !own {
		r.Given = peer.Say(string(r.Trigger))
		r.mark(UnknownTrigger)
	}
	if t.Facts.Outdated || !t.Facts.Policy.Known() {
		r.mark(NotInForce)
	}
	if r.Disclosure.Promised {
		r.mark(SecrecyPromise)
	}
	c.s = concern{
		Trigger: rule.Trigger, Given: r.Given, Core: coreOf(rule), About: r.About, Age: r.Age, Raiser: raiserOf(t.Act.By),
		Noticed: noticedAt(r.NoticedAt, now), Device: r.NoticedAt, Received: now, Where: r.Where, Text: t.Own(r.Text),
		Contact: r.Contact, Disclosure: r.Disclosure, Danger: r.Danger, Ground: r.Ground, NotTo: r.NotTo, Origin: r.Origin, With: r.With,
	}
	c.s.Wants = personal(r.Wants, r.About, t)
	c.s.Disclosure.Quoted = personal(r.Disclosure.Quoted, r.About, t)
	c.s.Contact.How = t.Own(r.Contact.How)
	if r.Talk.Answer != "" {
		c.s.Talk = Talk{Answer: r.Talk.Answer, Because: r.Talk.Because, LookAgain: r.Talk.LookAgain, At: now}
	}
	c.s.Marks = r.Marks
	return c.judged(rule, t.Facts.Policy).withChild(r.ID, t)
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

// personal gives words to the person they are about when nobody else is named, and to
// whoever raised it when they are about nobody.
func personal(w peer.Words, about peer.PersonID, t *taken) peer.Words {
	if w.By == (peer.Actor{}) && about != "" && !w.IsZero() {
		w.By = peer.ByPerson(about)
	}
	return t.Own(w)
}

// triggerRule is what the policy says of a trigger; of one that nobody knows, what it
// says of an area of concern.
func triggerRule(t Trigger, p Policy) (TriggerRule, bool) {
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
// policy that hold, and the floor.
func (c Concern) judged(rule TriggerRule, p Policy) Concern {
	u := rule.Urgency
	if floor := coreOf(rule).floor(); floor.above(u) {
		u = floor
	}
	about := c.circumstances(rule.Trigger, u, p)
	c.s.Rules = p.highRisk.Judge(about).Holds()
	if len(c.s.Rules) > 0 {
		u = Immediate
	}
	for _, id := range p.sooner.Judge(about).Holds() {
		c.s.Rules = append(c.s.Rules, id)
		if more := p.soonerUrgency(id); more.above(u) {
			u = more
		}
	}
	c.s.Trigger, c.s.Urgency, c.s.Handling = rule.Trigger, u, p.handling(rule, u, c.s.Noticed)
	return c
}

func (p Policy) soonerUrgency(id string) Urgency {
	i := slices.IndexFunc(p.section.Sooner, func(r SoonerRule) bool { return r.ID == id })
	return p.section.Sooner[i].Urgency
}

// circumstances is what the conditions of a policy may ask of a concern.
func (c Concern) circumstances(t Trigger, u Urgency, p Policy) Circumstances {
	d, hours := c.s.Disclosure, "out-of-hours"
	if p.Calendar().InHours(c.s.Received) {
		hours = "in-hours"
	}
	about := NewCircumstances().Word(AskTrigger, string(t)).Word(AskUrgency, string(u)).Word(AskHours, hours).Word(AskRaisedBy, raisedBy(c.s.Raiser)).
		Answer(AskChildrenAtRisk, d.Children).Answer(AskImmediateDanger, c.s.Danger.Now).Answer(AskIntentWithPlan, c.s.Danger.IntentWithPlan).
		Answer(AskViolence, c.s.Danger.Violence).Answer(AskToldThePerson, d.ToldPassedOn).Answer(AskAskedForSilence, peer.Is(d.Promised)).
		Number(AskMinutesSinceNoticed, int(c.s.Received.Sub(c.s.Noticed)/time.Minute))
	if c.s.Where != "" {
		about = about.Word(AskSetting, string(c.s.Where))
	}
	if c.s.Age > 0 {
		about = about.Number(AskAge, c.s.Age)
	}
	return about
}

func raisedBy(a peer.Actor) string {
	switch {
	case a == raiserOf(Nobody):
		return "nobody-known"
	case a.Person != "":
		return "person"
	case a.Carer != "":
		return "carer"
	}
	return "staff"
}

func sent(c Concern, s Sent, t *taken) Concern {
	if c.isNotTold(s.To) {
		return c
	}
	at := s.At.UTC()
	if at.IsZero() || at.After(t.Now()) {
		at = t.Now()
	}
	turn := ParseTurn(s.Turn)
	if turn.Again > 0 {
		return c.toldAgain(turn, s, at)
	}
	same := func(x Told) bool { return x.Turn == turn && x.To == s.To && (turn != Turn{} || x.Receipt == s.Receipt) }
	if slices.ContainsFunc(c.s.Told, same) {
		return c
	}
	told := append(slices.Clone(c.s.Told), Told{Turn: turn, To: s.To, Role: s.Role, At: at, Receipt: s.Receipt})
	c.s.Told = told[max(0, len(told)-keptTold):]
	return c
}

func (c Concern) toldAgain(turn Turn, s Sent, at time.Time) Concern {
	again := slices.Clone(c.s.Again)
	i := slices.IndexFunc(again, func(x ToldAgain) bool { return x.To == s.To })
	switch {
	case i < 0:
		again = append(again, ToldAgain{Turn: turn, To: s.To, At: at, Receipt: s.Receipt, Times: 1})
	case again[i].Turn.before(turn):
		again[i].Turn, again[i].At, again[i].Receipt = turn, at, s.Receipt
		again[i].Times = min(again[i].Times+1, 1_000_000)
	}
	c.s.Again = again[max(0, len(again)-keptTold):]
	return c
}

// before orders tellings again.
func (t Turn) before(o Turn) bool {
	return t.Round < o.Round || t.Round == o.Round && t.Again < o.Again
}

func acknowledged(c Concern, a Acknowledge, t *taken) Concern {
	for _, staff := range a.Bring {
		if staff != "" && !slices.Contains(c.s.Brought, staff) && len(c.s.Brought) < 200 {
			c.s.Brought = append(slices.Clone(c.s.Brought), staff)
		}
	}
	return c.takenOn(Taken{By: t.Act.By.Staff, At: t.Now(), Next: a.Next, Until: a.Until.UTC(), InHand: c.Status() == InHand})
}

func setInHand(c Concern, s SetInHand, t *taken) Concern {
	return c.takenOn(Taken{By: t.Act.By.Staff, At: t.Now(), Next: s.Next, Until: s.Until.UTC(), InHand: true})
}

func (c Concern) takenOn(x Taken) Concern {
	list := append(slices.Clone(c.s.Taken), x)
	over := max(0, len(list)-keptTaken)
	c.s.Taken, c.s.Earlier = list[over:], c.s.Earlier+over
	return c
}

func atWork(c Concern, _ Work, t *taken) Concern {
	list := append(slices.Clone(c.s.Working), Working{By: t.Act.By.Staff, At: t.Now()})
	c.s.Working = list[max(0, len(list)-keptWorking):]
	return c
}

func closed(c Concern, x Close, t *taken) Concern {
	c.s.Outcome = Outcome{Says: t.Own(x.Says), Raiser: x.Raiser, Person: x.Person, By: t.Act.By.Staff, At: t.Now()}
	return c
}

func moreUrgent(c Concern, m MoreUrgent, t *taken) Concern {
	c.s.Urgency = m.To
	times := within{Notify: peer.Minutes(30), Acknowledge: peer.Minutes(60)}
	cal := t.Facts.Policy.Calendar()
	if t.Facts.Policy.Known() {
		times = t.Facts.Policy.section.times(m.To)
	}
	h := c.s.Handling.clone()
	if by := after(times.Notify, t.Now(), cal); by.Before(h.NotifyBy) {
		h.NotifyBy = by
	}
	if after(times.Acknowledge, t.Now(), cal).Before(after(h.AcknowledgeWithin, t.Now(), cal)) {
		h.AcknowledgeWithin = times.Acknowledge
	}
	c.s.Handling = h
	return c
}

func talked(c Concern, s SayTalked, t *taken) Concern {
	c.s.Talk = Talk{Answer: s.Answer, Because: s.Because, At: t.Now()}
	if s.Answer == TalkNotSafe {
		c.s.Talk.LookAgain = s.LookAgain
	}
	return c
}

// saidMore adds; what was said once is not taken away, and an answer that is known stays
// unless it is answered anew.
func saidMore(c Concern, m SayMore, t *taken) Concern {
	if c.s.About == "" {
		c.s.About = m.About
	}
	if m.Age > 0 {
		c.s.Age = m.Age
	}
	if !m.Wants.IsZero() {
		c.s.Wants = personal(m.Wants, c.s.About, t)
	}
	if m.Contact != (SafeContact{}) {
		c.s.Contact = SafeContact{m.Contact.Answer, t.Own(m.Contact.How)}
	}
	d := &c.s.Disclosure
	d.Safe, d.Children, d.ToldPassedOn = newer(d.Safe, m.Disclosure.Safe), newer(d.Children, m.Disclosure.Children), newer(d.ToldPassedOn, m.Disclosure.ToldPassedOn)
	if m.Disclosure.Promised && !d.Promised {
		d.Promised = true
		c.s.Marks = append(slices.Clone(c.s.Marks), Mark(SecrecyPromise.String()))
	}
	now := &c.s.Danger
	now.Now, now.IntentWithPlan, now.Violence = newer(now.Now, m.Danger.Now), newer(now.IntentWithPlan, m.Danger.IntentWithPlan), newer(now.Violence, m.Danger.Violence)
	if m.Danger.Emergency != "" {
		now.Emergency = m.Danger.Emergency
	}
	if m.Ground.Basis != "" {
		c.s.Ground = m.Ground
	}
	c.s.NotTo = c.s.NotTo.with(m.NotTo)
	return c.moreDanger(t).withChild(c.Ref().ID, t)
}

func newer(was, now peer.Tri) peer.Tri {
	if now == peer.Unknown {
		return was
	}
	return now
}

// with adds names, up to what can be kept.
func (n NotTo) with(m NotTo) NotTo {
	add := func(list, more []peer.StaffID) []peer.StaffID {
		out := slices.Clone(list)
		for _, id := range more {
			if id != "" && !slices.Contains(out, id) && len(out) < mostPeople {
				out = append(out, id)
			}
		}
		return out
	}
	return NotTo{add(n.Subjects, m.Subjects), add(n.Linked, m.Linked), add(n.Named, m.Named)}
}

// moreDanger: what becomes known can only make it more urgent.
func (c Concern) moreDanger(t *taken) Concern {
	p := t.Facts.Policy
	holds := p.highRisk.Judge(c.circumstances(c.s.Trigger, c.s.Urgency, p)).Holds()
	for _, id := range holds {
		if !slices.Contains(c.s.Rules, id) {
			c.s.Rules = append(slices.Clone(c.s.Rules), id)
		}
	}
	if len(holds) > 0 && Immediate.above(c.s.Urgency) {
		return moreUrgent(c, MoreUrgent{To: Immediate}, t)
	}
	return c
}

func putRight(c Concern, _ PutRight, t *taken) Concern {
	c.s.RightAt = t.Now()
	return c
}

func finished(c Concern, _ FinishPart, t *taken) Concern {
	c.s.PartDone = t.Now()
	return c
}
