package safeguard

import (
	"cmp"
	"math"
	"slices"
	"strings"
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
//	SAFE-14           the clock stands before something that has happened
//	SAFE-20           the due list itself is run; LastRun says when it last was
//
// A signal that no concern names is owed like a concern that nobody was told of. What was
// told and stored may make something else due at once: whoever sends asks again until
// nothing new is owed.
func Due(values []peer.Record, w World, now time.Time) ([]peer.Deadline, error) {
	world := w.at(now)
	world.brief = true
	world.readPolicy()
	out := make([]peer.Deadline, 0, 3*stillOpenAmong(values)) // about as many as there will be
	ahead := w.LastRun                                        // the latest time that anything has seen
	var c Concern                                             // one for all, as they are large
	var ok bool
	for i := range values {
		if c, ok = values[i].(Concern); !ok || !c.Exists() {
			for _, d := range beside(values[i], w.Calendar, world.policy) {
				out = append(out, d.At(now, w.Calendar))
			}
			continue
		}
		e := escalate(&c, world)
		if e.Backwards {
			ahead = latest(ahead, e.At)
		}
		for j := range e.Owed {
			out = e.Owed[j].deadlines(out, c.s.About, c.s.Handling.Policy, e.At, w.Calendar)
		}
		clear(e.Owed)
		world.room = e.Owed[:0]
	}
	unanswered(slices.Concat(w.Signals, signalsBeside(values, now)), values, world, func(s peer.Signal, p peer.Digest, o Owed) {
		out = o.deadlines(out, s.About, p, now, w.Calendar)
	})
	for _, o := range world.clock(ahead) {
		out = o.deadlines(out, "", world.policy.Digest(), now, w.Calendar)
	}
	return soonestFirst(out, w.Calendar), world.inForce
}

func stillOpenAmong(values []peer.Record) int {
	n := 0
	for _, v := range values {
		if v != nil && v.Ref().Kind == KindConcern && contains(stillOpen, v.Status()) {
			n++
		}
	}
	return n
}

// soonestFirst is peer.SortDeadlines for lists that are long: it moves each deadline once.
func soonestFirst(ds []peer.Deadline, cal peer.Calendar) []peer.Deadline {
	type place struct {
		at int64
		i  int
	}
	order := make([]place, len(ds))
	for i := range ds {
		order[i] = place{ds[i].Due.Instant(cal).UnixMilli(), i}
		if ds[i].Due.IsZero() {
			order[i].at = math.MaxInt64 // without an end they come last
		}
	}
	slices.SortFunc(order, func(a, b place) int {
		if a.at != b.at {
			return cmp.Compare(a.at, b.at)
		}
		return cmp.Or(strings.Compare(ds[a.i].ID, ds[b.i].ID), a.i-b.i)
	})
	for i := range ds {
		first := ds[i]
		for to := i; order[to].i != to; { // what belongs here comes here, and so on around
			from := order[to].i
			order[to].i = to
			if from == i {
				ds[to] = first
				break
			}
			ds[to] = ds[from]
			to = from
		}
	}
	return ds
}

// deadlines adds one for each human who owes it, and one for nobody in particular where
// nobody is named.
func (o *Owed) deadlines(out []peer.Deadline, about peer.PersonID, policy peer.Digest, now time.Time, cal peer.Calendar) []peer.Deadline {
	d := peer.Deadline{ID: o.ID, Rule: o.Kind.rule(), About: o.Concern, Person: about, Owes: o.Kind.owes(), Since: o.Since, Due: o.By, Policy: policy}.At(now, cal)
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
	case OwedClock:
		return wentBack.rule
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

// clock is what the host owes: the due list was not run for longer than the policy
// allows, or nobody knows when it was; the clock stands before what was already seen, by
// more than two clocks differ.
func (w *worldAt) clock(ahead time.Time) []Owed {
	var out []Owed
	if by, late := w.clockLate(); late {
		out = append(out, Owed{ID: "due-list", Kind: OwedRun, Urgency: Immediate, Since: w.LastRun, By: peer.DueAt(by), Telephone: w.telephone(), Why: w.because(runIt, peer.At("last", w.LastRun))})
	}
	if ahead.After(w.now.Add(time.Minute)) {
		out = append(out, Owed{ID: "clock", Kind: OwedClock, Urgency: Immediate, Since: ahead, By: peer.DueAt(w.now), Telephone: w.telephone(), Why: w.because(wentBack, peer.At("seen", ahead))})
	}
	return out
}

// clockLate reports whether the due list is late, and since when.
func (w *worldAt) clockLate() (by time.Time, late bool) {
	every := peer.Minutes(int(mostClock / time.Minute))
	if p := w.readPolicy(); p.Known() {
		every = p.section.ClockEvery
	}
	if w.LastRun.IsZero() || w.LastRun.After(w.after(every, w.now)) {
		return w.now, true // never, or at a time nobody can trust
	}
	by = w.after(every, w.LastRun)
	return by, w.now.After(by)
}

var (
	runIt    = why{peer.Rule{Row: "SAFE-20", Code: ErrRunDue}, "The due list was not run for longer than the policy allows.", "The host running it, and keeping when it did."}
	wentBack = why{peer.Rule{Row: "SAFE-14", Code: ErrClockWentBack}, "The clock stands before something that has happened; the latest time seen counts.", "The host setting the clock right."}
)
