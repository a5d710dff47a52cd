package safeguard

import (
	"slices"
	"strconv"
	"time"

	"github.com/towpath-care/towpath/peer"
)

// play is a simulation while it runs.
type play struct {
	policy   Policy
	world    World
	script   Script
	now      time.Time
	concerns []Concern
	raised   int // of the script's concerns, in order of time
	acting   []acting
	events   []Event
	alarms   []Alarms
	first    map[string]time.Time // when a human heard of a concern first
	said     map[string]bool      // what was said once already
	requests int
}

// acting is somebody about to do something about a concern.
type acting struct {
	at      time.Time
	concern string
	who     peer.StaffID
	as      Behaviour
	closes  bool
}

// theHost is who says that messages were sent.
var theHost = peer.ByStaff("the-host", "")

func newPlay(p Policy, r Roster, s Script) *play {
	s.Concerns = slices.Clone(s.Concerns)
	slices.SortStableFunc(s.Concerns, func(a, b MadeUp) int { return a.At.Compare(b.At) })
	return &play{policy: p, script: s, world: World{World: peer.World{Calendar: p.Calendar()}, Roster: r}, said: map[string]bool{}, first: map[string]time.Time{}}
}

// trial is the world of the play; its policy counts as in force.
func (m *play) trial() trial { return trial{World: m.world, policy: &m.policy} }

// next is when something happens next, and false when the time is over.
func (m *play) next(now time.Time) (time.Time, bool) {
	var at time.Time
	soonest := func(t time.Time) {
		if at.IsZero() || t.Before(at) {
			at = t
		}
	}
	if m.raised < len(m.script.Concerns) {
		soonest(m.script.Concerns[m.raised].At)
	}
	for _, a := range m.acting {
		soonest(a.at)
	}
	brief := m.trial()
	brief.brief = true
	for _, c := range m.concerns {
		if !c.Open() {
			continue // nobody is told of it any more
		}
		if at := c.looksNext(brief, brief.escalate(c, now)); at.After(now) {
			soonest(at)
		}
	}
	if at.Before(m.script.From) && !at.IsZero() {
		at = m.script.From
	}
	return at, !at.IsZero() && !at.After(m.script.Until)
}

func (m *play) raises() {
	for ; m.raised < len(m.script.Concerns) && !m.script.Concerns[m.raised].At.After(m.now); m.raised++ {
		x := m.script.Concerns[m.raised]
		if x.Raise.ID == "" {
			x.Raise.ID = "concern-" + strconv.Itoa(m.raised+1)
		}
		if x.By == (peer.Actor{}) {
			x.By = Nobody
		}
		c, change, err := NewConcern(x.Raise, peer.Act{By: x.By, At: m.now, ID: m.request()}, Facts{Policy: m.policy, Roster: m.world.Roster})
		if err != nil {
			continue
		}
		m.comes(c)
		for _, made := range change.Made {
			if child, ok := made.Record.(Concern); ok {
				m.comes(child)
			}
		}
	}
}

func (m *play) comes(c Concern) {
	m.concerns = append(m.concerns, c)
	m.event(c, cameIn.line(m.now, true, c.Raiser()))
}

func (m *play) event(c Concern, l Line) {
	m.events = append(m.events, Event{l, c.Ref().ID, c.Trigger(), c.Urgency()})
}

func (m *play) request() peer.RequestID {
	m.requests++
	return peer.RequestID("made-up-" + strconv.Itoa(m.requests))
}

// do takes a step of a concern, and reports whether it was taken.
func (m *play) do(i int, step ConcernStep, by peer.Actor) bool {
	c := m.concerns[i]
	next, _, err := c.Do(step, peer.Act{By: by, At: m.now, ID: m.request(), Seen: c.Rev()}, Facts{Policy: m.policy, Roster: m.world.Roster})
	if err != nil {
		return false
	}
	m.concerns[i] = next
	return true
}

// acts does what somebody was about to do by now.
func (m *play) acts() {
	m.lapses()
	due := slices.Clone(m.acting)
	m.acting = slices.DeleteFunc(m.acting, func(a acting) bool { return !a.at.After(m.now) })
	for _, a := range due {
		i := m.find(a.concern)
		if a.at.After(m.now) || i < 0 || !m.concerns[i].Open() {
			continue
		}
		if a.closes {
			m.close(i, a)
		} else {
			m.take(i, a)
		}
	}
}

// once reports whether something was not said before.
func (m *play) once(what string) bool {
	before := m.said[what]
	m.said[what] = true
	return !before
}

func (m *play) find(id string) int {
	return slices.IndexFunc(m.concerns, func(c Concern) bool { return c.Ref().ID == id })
}

// lapses notes whose time passed in silence just now.
func (m *play) lapses() {
	for _, c := range m.concerns {
		has := c.has()
		if c.Open() && has.Until.Equal(m.now) && m.once(c.Ref().ID+".lapsed-"+has.Until.String()) {
			m.event(c, fellSilent.line(m.now, true, peer.ByStaff(has.By, "")))
		}
	}
}

// take: whoever sees that nobody has it says that they do.
func (m *play) take(i int, a acting) {
	if _, has := m.concerns[i].s.running(m.trial().at(m.now)); has != (Taken{}) {
		return
	}
	needs := a.as.For
	if needs.IsZero() {
		needs = peer.Hours(4)
	}
	until := after(needs, m.now, m.world.Calendar)
	by := peer.ByStaff(a.who, "")
	if !m.do(i, Acknowledge{Next: peer.Say("made up"), Until: peer.MomentOf(until)}, by) {
		return
	}
	m.event(m.concerns[i], tookIt.line(m.now, true, by, hasIt.because(peer.At("until", until))))
	if !a.as.Closes.IsZero() {
		a.at, a.closes = after(a.as.Closes, m.now, m.world.Calendar), true
		m.acting = append(m.acting, a)
	}
}

func (m *play) close(i int, a acting) {
	by := peer.ByStaff(a.who, "")
	step := Close{As: ClosedResolved, Says: peer.Words{Text: peer.Say("made up")}, Raiser: peer.Say("made up"), Person: PersonHeard{NotYet: peer.Say("made up")}}
	if m.do(i, step, by) {
		m.event(m.concerns[i], closedIt.line(m.now, true, by))
	}
}

// tells sends what is owed now, until nothing more is.
func (m *play) tells() {
	for n := 0; n < mostAtOnce && m.messages(); n++ {
	}
}

// messages sends one message a human, notes what nobody can be sent, and reports whether
// anything was sent.
func (m *play) messages() bool {
	var owed []Owed
	for _, c := range m.concerns {
		if !c.Open() {
			continue
		}
		for _, o := range m.trial().escalate(c, m.now).Owed {
			owed = append(owed, o)
			if o.Kind == OwedTelephone && m.once(o.ID) {
				m.event(c, ringsNumber.line(m.now, true, peer.Actor{}, o.Why...).inTurn(o.Turn))
			}
		}
	}
	list := Messages(owed, m.world.Calendar)
	for _, message := range list {
		m.alarm(message)
		for _, t := range message.Tellings {
			m.tell(message.To, t, owed)
		}
	}
	return len(list) > 0
}

func (m *play) tell(to Recipient, t Telling, owed []Owed) {
	i, turn := m.find(t.Concern.ID), ""
	if t.Turn != (Turn{}) {
		turn = t.Turn.String()
	}
	at := slices.IndexFunc(owed, func(o Owed) bool { return o.Key(to) == t.Key })
	role := to.Role
	if j := slices.IndexFunc(owed[at].To, func(r Recipient) bool { return r.Staff == to.Staff }); j >= 0 {
		role = owed[at].To[j].Role
	}
	if !m.do(i, Sent{Turn: turn, To: to.Staff, Role: role, Receipt: "made-up." + t.Key}, theHost) {
		return
	}
	if id := t.Concern.ID; m.first[id].IsZero() {
		m.first[id] = m.now
	}
	x := wasTold
	switch {
	case t.Turn.Again > 0:
		x = wasToldAgain
	case t.Turn == (Turn{}):
		x = wasToldAlso
	}
	m.event(m.concerns[i], x.line(m.now, true, peer.ByStaff(to.Staff, role), owed[at].Why...).inTurn(t.Turn))
	m.behaves(t.Concern.ID, to.Staff)
}

// behaves notes what somebody who was told is about to do.
func (m *play) behaves(concern string, who peer.StaffID) {
	i := slices.IndexFunc(m.script.Behaviours, func(b Behaviour) bool {
		return (b.Who == "" || b.Who == who) && (b.Concern == "" || b.Concern == concern)
	})
	already := slices.ContainsFunc(m.acting, func(a acting) bool { return a.concern == concern && a.who == who && !a.closes })
	if i < 0 || m.script.Behaviours[i].Nobody || already {
		return
	}
	b := m.script.Behaviours[i]
	at := m.now
	if !b.After.IsZero() {
		at = after(b.After, m.now, m.world.Calendar)
	}
	m.acting = append(m.acting, acting{at: at, concern: concern, who: who, as: b})
}

// alarm counts a message.
func (m *play) alarm(x Message) {
	day := m.world.Calendar.Day(m.now)
	week := day.AddDays(-(int(day.Weekday()) + 6) % 7)
	i := slices.IndexFunc(m.alarms, func(a Alarms) bool { return a.Staff == x.To.Staff && a.Week == week })
	if i < 0 {
		i, m.alarms = len(m.alarms), append(m.alarms, Alarms{Staff: x.To.Staff, Week: week})
	}
	m.alarms[i].Messages++
	m.alarms[i].Tellings += len(x.Tellings)
	if hour := m.now.In(m.world.Calendar.Zone()).Hour(); hour >= 22 || hour < 7 {
		m.alarms[i].Nights++
	}
}
