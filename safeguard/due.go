package safeguard

import (
	"time"

	"github.com/towpath-care/towpath/peer"
)

// Due lists what is owed and by when: pure, from the records, the policies, the roster,
// the calendar, the signals and the time. Deadlines come with the soonest first; there is
// one for each human who owes something. Concerns are looked at under the handling frozen
// with them, so that a policy that is missing keeps nothing back: it comes back as a
// *Refusal with peer.ErrNoPolicyInForce, together with everything that is owed.
//
//	SAFE-02, SAFE-14  a human is told, takes it on, and does what they said
//	SAFE-03           nobody is on duty, and somebody rings the policy's number
//	SAFE-05, SAFE-15  what was not known is asked, and a promise put right
//	SAFE-06           a report of a change in somebody's mental state is looked at
//	SAFE-09, SAFE-16  it is looked at again, and the person hears what came of it
//	SAFE-20           the due list itself is run; LastRun says when it last was
//
// A signal that no concern names is owed like a concern that nobody was told of.
func Due(values []peer.Record, w World, now time.Time) ([]peer.Deadline, error) {
	world := w.at(now)
	var out []peer.Deadline
	for _, v := range values {
		c, ok := v.(Concern)
		if !ok || !c.Exists() {
			continue
		}
		e := c.escalate(world, now)
		for _, o := range e.Owed {
			out = o.deadlines(out, c.About(), world)
		}
	}
	for _, o := range unanswered(w.Signals, values, world, now) {
		out = o.deadlines(out, "", world)
	}
	if o, late := world.clockLate(now); late {
		out = o.deadlines(out, "", world)
	}
	for i := range out {
		out[i] = out[i].At(now, w.Calendar)
	}
	peer.SortDeadlines(out, w.Calendar)
	return out, world.inForce
}

// deadlines adds one for each human who owes it, and one for nobody in particular where
// nobody is named.
func (o Owed) deadlines(out []peer.Deadline, about peer.PersonID, w worldAt) []peer.Deadline {
	d := peer.Deadline{ID: o.ID, Rule: o.Kind.rule(), About: o.Concern, Person: about, Owes: o.Kind.owes(), Since: o.Since, Due: o.By, Policy: w.policy.Digest()}
	if len(o.To) == 0 {
		return append(out, d)
	}
	for _, to := range o.To {
		d.ID, d.Owner = o.Key(to), peer.ByStaff(to.Staff, to.Role)
		out = append(out, d)
	}
	return out
}

// rule names the row and code of what is owed.
func (k OwedKind) rule() peer.Rule {
	switch k {
	case OwedTell:
		return inTurn.rule
	case OwedTellAgain:
		return ended.rule
	case OwedTelephone:
		return nobodyOn.rule
	case OwedTake:
		return waits.rule
	case OwedNext:
		return hasIt.rule
	case OwedRaise:
		return raiseIt.rule
	case OwedRun:
		return runIt.rule
	}
	return askedWhy[k].rule
}

// owes is whose it is: those who were told, or anybody on the staff.
func (k OwedKind) owes() peer.Party {
	if k == OwedTake || k == OwedNext {
		return peer.PartyRecipient
	}
	return peer.PartyStaff
}

// clockLate: the due list was not run for longer than the policy allows, or nobody knows
// when it was.
func (w worldAt) clockLate(now time.Time) (Owed, bool) {
	every, since := w.policy.section.ClockEvery, w.LastRun
	if !w.policy.Known() {
		every = peer.Minutes(int(mostClock / time.Minute))
	}
	by := after(every, since, w.Calendar)
	if !since.IsZero() && !now.After(by) {
		return Owed{}, false
	}
	o := Owed{ID: "due-list", Kind: OwedRun, Urgency: Immediate, Since: since, By: peer.DueAt(by), Telephone: w.telephone()}
	o.Why = []peer.Reason{runIt.because(peer.At("last", since))}
	return o, true
}

// telephone is the number to ring when nothing else answers.
func (w worldAt) telephone() string {
	if !w.policy.Known() {
		return floorEmergency.Telephone
	}
	return w.policy.section.Telephone
}

var runIt = why{peer.Rule{Row: "SAFE-20", Code: ErrRunDue}, "The due list was not run for longer than the policy allows.", "The host running it, and keeping when it did."}
