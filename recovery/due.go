package recovery

import (
	"time"

	"github.com/towpath-care/towpath/peer"
)

// Codes that deadlines are named by. No step is ever turned down with one.
var (
	// ErrCopingReviewDue: the two may look again at a way of coping (REC-23).
	ErrCopingReviewDue = peer.NewCode("coping-review-due", peer.Wait)
)

// Due lists what there is to do on these records and by when: pure, from the
// records, the policies, the calendar and the time. It holds what is still to do;
// what has been done is in the records. Records of kinds this package does not
// know are passed over. Deadlines come with the soonest first.
//
// It is the worker alongside who keeps these in mind and asks. What the person has
// for themself, or nobody else is named for, is a reminder to them: it stays open
// and is never overdue, for nobody is late in their own life.
//
// What recurs is judged under the policy in force on the day it is counted from.
// Where that is missing, the deadlines that could be worked out come back together
// with a *peer.Refusal with peer.ErrNoPolicyInForce that says which day lacks one.
//
//	REC-16  the two look again at a risk the person takes, on the day they chose
//	REC-23  the two look again at a way of coping
//	REC-47  the person looks again at what they wished in advance, on their day
func Due(values []peer.Record, w peer.World, now time.Time) ([]peer.Deadline, error) {
	var out []peer.Deadline
	var faults []error
	said := lastSaid(values)
	for _, v := range values {
		switch r := v.(type) {
		case CopingStrategy:
			owed, err := copingDue(r, said[appraisedThing{r.Ref(), r.Person()}], w)
			out, faults = append(out, owed...), append(faults, err)
		case interface{ due() []peer.Deadline }:
			out = append(out, r.due()...)
		}
	}
	for i := range out {
		out[i] = forTheirOwn(out[i].At(now, w.Calendar))
	}
	peer.SortDeadlines(out, w.Calendar)
	return out, peer.Faults(faults...)
}

// forTheirOwn keeps what is the person's own open for as long as they like.
func forTheirOwn(d peer.Deadline) peer.Deadline {
	if d.Owes == peer.PartyPerson && d.State == peer.DeadlineOverdue {
		d.State = peer.DeadlineOpen
	}
	return d
}

// whoAsks is the worker who keeps it in mind, where the person lets them see it.
func whoAsks[R shown](r R) (peer.Party, peer.Actor) {
	if r.Worker() == "" || !r.Audience().Allows(MeAndMyWorker) {
		return peer.PartyPerson, peer.ByPerson(r.Person())
	}
	return peer.PartyWorker, peer.ByStaff(r.Worker(), "")
}

// appraisedThing is what somebody appraised: another person's verdict is about
// something else, whatever it names.
type appraisedThing struct {
	of     peer.Ref
	person peer.PersonID
}

// lastSaid is when each thing was last appraised. A verdict taken back is none.
func lastSaid(values []peer.Record) map[appraisedThing]time.Time {
	out := map[appraisedThing]time.Time{}
	for _, v := range values {
		if a, ok := v.(Appraisal); ok && a.Counts() {
			thing := appraisedThing{a.Of(), a.Person()}
			out[thing] = lastOf(out[thing], a.Said())
		}
	}
	return out
}

func lastOf(a, b time.Time) time.Time {
	if a.Before(b) {
		return b
	}
	return a
}

// copingDue: the person's own interval rests on no policy.
func copingDue(c CopingStrategy, said time.Time, w peer.World) ([]peer.Deadline, error) {
	if s := c.Status(); !c.Reminders() || s != CopingInUse && s != CopingTrying {
		return nil, nil
	}
	since := lastOf(lastOf(c.MovedAt(), c.ReviewedAt()), said)
	day, p := w.Calendar.Day(since), Policy{calendar: w.Calendar}
	if c.Every().IsZero() {
		file, err := w.Policies.On(day)
		if err != nil {
			return nil, err
		}
		if p, err = PolicyFrom(file); err != nil {
			return nil, err
		}
	}
	due, ok := p.copingReview(day, c.Every())
	if !ok {
		return nil, nil
	}
	owes, owner := whoAsks(c)
	return []peer.Deadline{{
		ID: "REC-23." + c.Ref().String(), Rule: peer.Rule{Row: "REC-23", Code: ErrCopingReviewDue}, About: c.Ref(), Person: c.Person(),
		Owes: owes, Owner: owner, Since: since, Due: due, Policy: p.Digest(),
	}}, nil
}
