package safeguard

import (
	"slices"
	"time"

	"github.com/towpath-care/towpath/peer"
)

// Trigger is what was noticed, as the policy calls it; CoreTrigger the one of the core
// that it stands for.
func (c Concern) Trigger() Trigger { return c.s.Trigger }

// CoreTrigger is the trigger of the core that it stands for.
func (c Concern) CoreTrigger() Trigger { return c.s.Core }

// Urgency says how soon somebody has to know.
func (c Concern) Urgency() Urgency { return c.s.Urgency }

// Rules are the ids of the policy's rules that held when it was raised.
func (c Concern) Rules() []string { return slices.Clone(c.s.Rules) }

// About is the person it is about; empty: about nobody, or not said.
func (c Concern) About() peer.PersonID { return c.s.About }

// Age is the person's age in whole years; 0: not said.
func (c Concern) Age() int { return c.s.Age }

// Where is the kind of place it was noticed in; empty: not said.
func (c Concern) Where() Where { return c.s.Where }

// Text is what was noticed, in the words of whoever noticed it.
func (c Concern) Text() peer.Words { return c.s.Text }

// Given is the word that came in where a trigger stands and is none (SAFE-01), and
// Beside what came in and fits nowhere else. Both are kept as they came.
func (c Concern) Given() peer.Private { return c.s.Given }

// Beside is what came in and fits nowhere else, as it came.
func (c Concern) Beside() peer.Private { return c.s.Beside }

// Raiser is who raised it.
func (c Concern) Raiser() peer.Actor { return c.s.Raiser }

// Noticed is when it was noticed, and Received when it came in, both in UTC. Where the
// first would lie after the second, the second counts.
func (c Concern) Noticed() time.Time { return c.s.Noticed }

// Received is when it came in, in UTC.
func (c Concern) Received() time.Time { return c.s.Received }

// Device is when it was noticed as the device had it; zero: not said.
func (c Concern) Device() peer.Moment { return c.s.Device }

// Handling is what the policy said when it was raised.
func (c Concern) Handling() Handling { return c.s.Handling.clone() }

// NotifyBy is when somebody has to have been told (SAFE-02).
func (c Concern) NotifyBy() time.Time { return c.s.Handling.NotifyBy }

// Wants is what the person wants to happen, in their words; empty: not said (hazard
// H12).
func (c Concern) Wants() peer.Words { return c.s.Wants }

// Contact says whether and how the person may be got in touch with.
func (c Concern) Contact() SafeContact { return c.s.Contact }

// Talk says whether it was talked about with the person.
func (c Concern) Talk() Talk { return c.s.Talk }

// Disclosure is what somebody told of abuse.
func (c Concern) Disclosure() Disclosure { return c.s.Disclosure }

// Danger is what is known of danger now.
func (c Concern) Danger() Danger { return c.s.Danger }

// NotTo are those who are not told of it.
func (c Concern) NotTo() NotTo { return NotTo{}.with(c.s.NotTo) }

// Ground is on what ground it is passed on.
func (c Concern) Ground() Ground { return c.s.Ground }

// Origin are the ids of the signals it answers.
func (c Concern) Origin() []string { return slices.Clone(c.s.Origin) }

// With is the id of the concern it came together with; empty: it came alone.
func (c Concern) With() string { return c.s.With }

// Child is the id of the concern about a child that came of it (SAFE-05); empty: none.
func (c Concern) Child() string { return c.s.Child }

// Marks are what it was raised in spite of.
func (c Concern) Marks() []Mark { return slices.Clone(c.s.Marks) }

// Marked reports whether a concern was raised in spite of something; see codes.go.
func (c Concern) Marked(mark peer.Code) bool { return slices.Contains(c.s.Marks, Mark(mark.String())) }

// Told are those who were told, each in their turn, oldest first.
func (c Concern) Told() []Told { return slices.Clone(c.s.Told) }

// Taken are those who said "I have it", the last at the end.
func (c Concern) Taken() []Taken { return slices.Clone(c.s.Taken) }

// Brought are those on the staff whom somebody who had it brought in.
func (c Concern) Brought() []peer.StaffID { return slices.Clone(c.s.Brought) }

// PartDone is when whoever raised it had written down what they can; zero: not yet.
func (c Concern) PartDone() time.Time { return c.s.PartDone }

// Outcome is how it ended; the zero value while it is open.
func (c Concern) Outcome() Outcome { return c.s.Outcome }

// Open reports whether somebody still has to do something about it.
func (c Concern) Open() bool { return slices.Contains(stillOpen, c.Status()) }

// Late is by how much later than NotifyBy somebody was told; zero: in time, or not told
// yet (SAFE-02).
func (c Concern) Late() time.Duration {
	if first := c.s.FirstTold; first.After(c.s.Handling.NotifyBy) {
		return first.Sub(c.s.Handling.NotifyBy)
	}
	return 0
}

// isNotTold reports whether somebody on the staff is not to be told.
func (c Concern) isNotTold(staff peer.StaffID) bool {
	n := c.s.NotTo
	return slices.Contains(n.Subjects, staff) || slices.Contains(n.Linked, staff) || slices.Contains(n.Named, staff)
}

// counts reports whether somebody who is told of it counts: they may know, and did not
// raise it.
func (c Concern) counts(staff peer.StaffID) bool {
	return !c.isNotTold(staff) && staff != c.s.Raiser.Staff
}

// wasTold reports whether somebody on the staff was told, brought in, or has had it.
func (c Concern) wasTold(staff peer.StaffID) bool {
	return staff != "" && (slices.ContainsFunc(c.s.Told, func(t Told) bool { return t.To == staff }) || slices.Contains(c.s.Brought, staff) ||
		slices.ContainsFunc(c.s.Again, func(t ToldAgain) bool { return t.To == staff }) || slices.ContainsFunc(c.s.Taken, func(t Taken) bool { return t.By == staff }))
}

// has is who has it now according to the log; the zero value: nobody ever took it.
func (c Concern) has() Taken {
	if n := len(c.s.Taken); n > 0 {
		return c.s.Taken[n-1]
	}
	return Taken{}
}
