package safeguard

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/towpath-care/towpath/peer"
)

// Script is a made-up time: what is raised when, and how those who are told behave. It
// can be written as JSON.
type Script struct {
	// From and Until bound it.
	From  time.Time `json:"from"`
	Until time.Time `json:"until"`
	// Concerns come in at their time.
	Concerns []MadeUp `json:"concerns"`
	// Behaviours are looked through in order; the first that fits counts. Whom none fits
	// does nothing.
	Behaviours []Behaviour `json:"behaviours,omitempty"`
}

// MadeUp is a concern of a script: a real step, taken at a time.
type MadeUp struct {
	At    time.Time  `json:"at"`
	By    peer.Actor `json:"by,omitzero"`
	Raise Raise      `json:"raise"`
}

// Behaviour is what somebody does who is told.
type Behaviour struct {
	// Who and Concern say whom and what it is about; empty: anybody, anything.
	Who     peer.StaffID `json:"who,omitzero"`
	Concern string       `json:"concern,omitzero"`
	// Nobody: they do nothing.
	Nobody bool `json:"nobody,omitzero"`
	// After is how long they take to say "I have it", For how long they say they need;
	// not given: four hours.
	After peer.Offset `json:"after,omitzero"`
	For   peer.Offset `json:"for,omitzero"`
	// Closes is how long after that they close it; not given: they fall silent.
	Closes peer.Offset `json:"closes,omitzero"`
}

// Simulation is what became of a script: as data for a picture, and with Text as text.
type Simulation struct {
	Version string    `json:"version"`
	From    time.Time `json:"from"`
	Until   time.Time `json:"until"`
	// Events are everything that happened, in order.
	Events []Event `json:"events"`
	// Concerns say how long each took to reach a human, and somebody who had it.
	Concerns []Reached `json:"concerns"`
	// Alarms count the messages of each human in each week, Monday to Sunday: one that
	// brings several concerns at once is one (hazard H07).
	Alarms []Alarms `json:"alarms"`

	calendar peer.Calendar
}

// Event is something that happened to one concern.
type Event struct {
	Line
	Concern string  `json:"concern"`
	Trigger Trigger `json:"trigger"`
	Urgency Urgency `json:"urgency"`
}

// Reached is how long a concern took, in minutes from when it came in; -1: it did not
// come to that.
type Reached struct {
	Concern string  `json:"concern"`
	Trigger Trigger `json:"trigger"`
	Told    int     `json:"told"`
	Taken   int     `json:"taken"`
}

// Alarms are the messages that one human got in one week.
type Alarms struct {
	Staff    peer.StaffID `json:"staff"`
	Week     peer.Date    `json:"week"` // its Monday
	Messages int          `json:"messages"`
	// Tellings are what the messages held, Nights those messages that came between ten
	// in the evening and seven in the morning.
	Tellings int `json:"tellings"`
	Nights   int `json:"nights"`
}

// Simulate plays a script under a policy and a roster. It takes the real steps, and sends
// what Escalate owes at the moment it is owed; time goes from one event to the next. The
// policy counts as in force all the time. Nothing is sent to anybody.
func Simulate(p Policy, r Roster, s Script) Simulation {
	m := newPlay(p, r, s)
	for at, more := m.next(s.From); more; at, more = m.next(m.now) {
		m.now = at
		m.raises()
		m.acts()
		m.tells()
	}
	return m.done()
}

// Text writes a simulation hour by hour, with the quiet hours together, and then who was
// told how often.
func (s Simulation) Text() string {
	var b strings.Builder
	b.WriteString("Policy " + s.Version + "\n")
	hour, day := time.Time{}, peer.Date{}
	for _, e := range s.Events {
		local := e.At.In(s.calendar.Zone())
		if d := s.calendar.Day(e.At); d != day {
			day, hour = d, time.Time{}
			b.WriteString(local.Format("Mon 2 Jan 2006") + "\n")
		}
		if h := e.At.Truncate(time.Hour); h != hour {
			if quiet := int(h.Sub(hour) / time.Hour); !hour.IsZero() && quiet > 1 {
				b.WriteString("    (" + strconv.Itoa(quiet-1) + " quiet hours)\n")
			}
			hour = h
			b.WriteString("  from " + h.In(s.calendar.Zone()).Format("15:04") + "\n")
		}
		b.WriteString("    " + local.Format("15:04") + "  " + e.Concern + ": " + e.Sentence() + "\n")
	}
	s.alarmsText(&b)
	return b.String()
}

func (s Simulation) alarmsText(b *strings.Builder) {
	b.WriteString("Messages per person per week\n")
	for _, a := range s.Alarms {
		b.WriteString("  week of " + a.Week.String() + "  " + string(a.Staff) + ": " + strconv.Itoa(a.Messages) + ", at night " + strconv.Itoa(a.Nights) + "\n")
	}
}

// done puts together what became of it.
func (m *play) done() Simulation {
	out := Simulation{Version: m.policy.Version(), From: m.script.From.UTC(), Until: m.script.Until.UTC(), Events: m.events, Alarms: m.alarms, calendar: m.world.Calendar}
	for _, c := range m.concerns {
		out.Concerns = append(out.Concerns, Reached{c.Ref().ID, c.Trigger(), since(c.Received(), m.first[c.Ref().ID]), since(c.Received(), c.firstTaken())})
	}
	slices.SortStableFunc(out.Alarms, func(a, b Alarms) int {
		if a.Week != b.Week {
			return a.Week.Compare(b.Week)
		}
		return strings.Compare(string(a.Staff), string(b.Staff))
	})
	return out
}

// since is a span in whole minutes, begun ones counted; -1: it did not end.
func since(from, to time.Time) int {
	if to.IsZero() {
		return -1
	}
	return int((to.Sub(from) + time.Minute - 1) / time.Minute)
}

func (c Concern) firstTaken() time.Time {
	if len(c.s.Taken) == 0 {
		return time.Time{}
	}
	return c.s.Taken[0].At
}
