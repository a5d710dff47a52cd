package safeguard

import (
	"cmp"
	"slices"
	"time"

	"github.com/towpath-care/towpath/peer"
)

// Message is everything that one human is told at one moment: one message a human a
// moment, whatever it is about (hazard H07). Its words are the concerns' least content;
// the channel carries no topic (SAFE-18).
type Message struct {
	To Recipient
	// Tellings are what it settles, each with the id under which it is sent once.
	Tellings []Telling
	Urgency  Urgency // the most urgent of them
	By       time.Time
}

// Telling is one turn of one concern in a message.
type Telling struct {
	Key     string
	Concern peer.Ref
	Turn    Turn
}

// Messages puts what is owed by sending together for each human: the most urgent first,
// then whoever has to hear soonest. What nobody can be sent (OwedTelephone) is left out.
func Messages(owed []Owed, cal peer.Calendar) []Message {
	var out []Message
	at := map[peer.StaffID]int{}
	for _, o := range owed {
		if o.Kind != OwedTell && o.Kind != OwedTellAgain {
			continue
		}
		by := o.By.Instant(cal)
		for _, to := range o.To {
			i, there := at[to.Staff]
			if !there {
				i = len(out)
				at[to.Staff] = i
				out = append(out, Message{To: to, Urgency: o.Urgency, By: by})
			}
			m := &out[i]
			m.Tellings = append(m.Tellings, Telling{o.Key(to), o.Concern, o.Turn})
			m.By = earliest(m.By, by)
			if o.Urgency.above(m.Urgency) {
				m.Urgency = o.Urgency
			}
		}
	}
	slices.SortStableFunc(out, func(a, b Message) int {
		return cmp.Or(slices.Index(urgencies, b.Urgency)-slices.Index(urgencies, a.Urgency), a.By.Compare(b.By), cmp.Compare(a.To.Staff, b.To.Staff))
	})
	return out
}

// Standing is what whoever raised a concern sees of it: whether anybody has it, and the
// number to ring as long as nobody does (hazards H03, H05).
type Standing struct {
	// Has is who has it; empty: nobody yet.
	Has   peer.StaffID
	Since time.Time
	// Told is whether a human was told at all, Reachable whether one can be told now.
	Told      bool
	Reachable bool
	// Telephone is the number to ring while nobody has it, Emergency the prompt.
	Telephone string
	Emergency Emergency
	// Skipped are those who would have been told and are not, each with why.
	Skipped []Skipped
	// ClockLate: the due list was not run for too long, so what stands here may be old
	// (SAFE-20).
	ClockLate bool
	// Closed and Says are how it ended and what whoever raised it was told.
	Closed Closing
	Says   peer.Private
}

// Standing works it out for a time.
func (c Concern) Standing(w World, now time.Time) Standing {
	world := w.at(now)
	e := escalate(&c, world)
	_, late := world.clockLate()
	s := Standing{Has: e.Has.By, Since: e.Has.At, Told: len(c.s.Told)+len(c.s.Again)+len(c.s.Taken) > 0, Reachable: true, Emergency: world.readPolicy().Emergency(), ClockLate: late}
	if !c.Open() {
		s.Closed, s.Says = Closing(c.Status()), c.s.Outcome.Raiser
		return s
	}
	for _, o := range e.Owed {
		s.Skipped = append(s.Skipped, o.Skipped...)
		s.Reachable = s.Reachable && o.Kind != OwedTelephone
	}
	for _, r := range e.Silent {
		s.Reachable = s.Reachable && r.Rule != nobodyOn.rule
	}
	if e.Nobody() {
		s.Telephone = c.s.Handling.Telephone
	}
	return s
}
