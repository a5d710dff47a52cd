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
	mostBrought = 200
	mostRules   = 200
)

// sent keeps who was told. That somebody was told who is not to be, or who raised it, is
// kept in the change, and nobody counts as told by it (hazard H04).
func sent(c Concern, s Sent, t *taken) Concern {
	if !c.counts(s.To) {
		return c
	}
	at := s.At.UTC()
	if at.IsZero() || at.After(t.Now()) {
		at = t.Now()
	}
	if c.s.FirstTold.IsZero() || at.Before(c.s.FirstTold) {
		c.s.FirstTold = at
	}
	turn := c.turnOf(s.Turn, t.Now())
	if turn.Again > 0 {
		return c.toldAgain(turn, s, at)
	}
	same := func(x Told) bool {
		return x.Turn == turn && x.To == s.To && (turn != Turn{} || x.Receipt == s.Receipt)
	}
	if slices.ContainsFunc(c.s.Told, same) {
		return c
	}
	c.s.Told = keptLog(append(slices.Clone(c.s.Told), Told{Turn: turn, To: s.To, Role: s.Role, At: at, Receipt: s.Receipt}))
	return c
}

// turnOf is the turn that was named, where it can have come: somebody told ahead of the
// plan must not count as told when their turn comes.
func (c Concern) turnOf(name string, now time.Time) Turn {
	turn := ParseTurn(name)
	most := int(now.Sub(c.s.Received)/time.Minute) + 1 // tellings again are a minute apart at least
	if !turn.legal() || turn.Round > c.round() || turn.Again > most {
		return Turn{}
	}
	return turn
}

// round is the last round there can be by now: each taking has one after it.
func (c Concern) round() int { return c.s.Earlier + len(c.s.Taken) + 1 }

// keptLog drops what a concern cannot keep: first the oldest entry of somebody of whom
// there is a later one, so that whoever was told stays somebody who was told.
func keptLog(told []Told) []Told {
	if len(told) <= keptTold {
		return told
	}
	drop := 0
	for i, x := range told {
		if slices.ContainsFunc(told[i+1:], func(y Told) bool { return y.To == x.To }) {
			drop = i
			break
		}
	}
	return slices.Delete(told, drop, drop+1)
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

// acknowledged also brings others in. Whoever raised it knows already.
func acknowledged(c Concern, a Acknowledge, t *taken) Concern {
	brought := slices.Clone(c.s.Brought)
	for _, staff := range a.Bring {
		if c.counts(staff) && !slices.Contains(brought, staff) {
			brought = append(brought, staff)
		}
	}
	c.s.Brought = brought
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
	c.s.Urgency, c.s.Urged = m.To, t.Now()
	c.s.Handling = t.Facts.Policy.urged(c.s.Handling, m.To, t.Now())
	return c
}

func talked(c Concern, s SayTalked, t *taken) Concern {
	c.s.Talk = Talk{Answer: s.Answer, Because: s.Because, At: t.Now(), LookAgain: c.lookAgain(s, t)}
	return c
}

// saidMore adds; what was said once is not taken away, and an answer that is known stays
// unless it is answered anew. What becomes known can only make it more urgent.
func saidMore(c Concern, m SayMore, t *taken) Concern {
	if c.s.About == "" {
		c.s.About = m.About
		c.s.Wants, c.s.Contact.How, c.s.Disclosure.Quoted = personal(c.s.Wants, c), personal(c.s.Contact.How, c), personal(c.s.Disclosure.Quoted, c)
	}
	if m.Age > 0 {
		c.s.Age = m.Age
	}
	if !m.Wants.IsZero() {
		c.s.Wants = personal(m.Wants, c)
	}
	if m.Contact != (SafeContact{}) {
		c.s.Contact = SafeContact{m.Contact.Answer, personal(m.Contact.How, c)}
	}
	c.s.Disclosure, c.s.Danger = c.s.Disclosure.with(m.Disclosure), c.s.Danger.with(m.Danger)
	if m.Disclosure.Promised {
		c.s.RightAt = time.Time{}
		if !c.Marked(SecrecyPromise) {
			c.s.Marks = append(slices.Clone(c.s.Marks), markOf(SecrecyPromise))
		}
	}
	if m.Ground.Basis != "" {
		c.s.Ground.Basis = m.Ground.Basis
	}
	if !m.Ground.Because.IsZero() {
		c.s.Ground.Because = m.Ground.Because
	}
	c.s.NotTo = c.s.NotTo.with(m.NotTo)
	return c.takenFrom(t).moreDanger(t).withChild(c.Ref().ID, t.Now(), t)
}

func (d Disclosure) with(m MoreDisclosed) Disclosure {
	d.Safe, d.Children, d.ToldPassedOn = newer(d.Safe, m.Safe), newer(d.Children, m.Children), newer(d.ToldPassedOn, m.ToldPassedOn)
	d.Promised = d.Promised || m.Promised
	return d
}

func (d Danger) with(m Danger) Danger {
	d.Now, d.IntentWithPlan, d.Violence = newer(d.Now, m.Now), newer(d.IntentWithPlan, m.IntentWithPlan), newer(d.Violence, m.Violence)
	if m.Emergency != "" {
		d.Emergency = m.Emergency
	}
	return d
}

func newer(was, now peer.Tri) peer.Tri {
	if now == peer.Unknown {
		return was
	}
	return now
}

// with adds names, each once.
func (n NotTo) with(m NotTo) NotTo {
	add := func(list, more []peer.StaffID) []peer.StaffID {
		out := slices.Clone(list)
		for _, id := range more {
			if !slices.Contains(out, id) {
				out = append(out, id)
			}
		}
		return out
	}
	return NotTo{add(n.Subjects, m.Subjects), add(n.Linked, m.Linked), add(n.Named, m.Named)}
}

// takenFrom: whoever has it and turns out to be somebody who is not to know has it no
// more; from now on it goes to the next (hazard H04).
func (c Concern) takenFrom(t *taken) Concern {
	n := len(c.s.Taken)
	if n == 0 || !c.Open() || !c.isNotTold(c.s.Taken[n-1].By) || !t.Now().Before(c.s.Taken[n-1].Until) {
		return c
	}
	list := slices.Clone(c.s.Taken)
	if list[n-1].Until = t.Now(); !list[n-1].Until.After(list[n-1].At) {
		list[n-1].Until = list[n-1].At.Add(time.Millisecond)
	}
	c.s.Taken = list
	return c
}

// moreDanger: what becomes known can only make it more urgent.
func (c Concern) moreDanger(t *taken) Concern {
	u, rules := c.sooner(t.Facts.Policy)
	c.s.Rules = rules
	if u.above(c.s.Urgency) {
		return moreUrgent(c, MoreUrgent{To: u}, t)
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
