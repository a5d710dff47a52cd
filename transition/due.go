package transition

import (
	"time"

	"github.com/towpath-care/towpath/peer"
)

// Codes that deadlines are named by. No step is ever turned down with one.
var (
	// ErrFirstContactDue: the two meet soon after a discharge (TRAN-14).
	ErrFirstContactDue = peer.NewCode("first-contact-due", peer.Wait)
	// ErrCheckInDue: the person asked to be in touch more often (TRAN-02).
	ErrCheckInDue = peer.NewCode("check-in-due", peer.Wait)
	// ErrEscalationDue: somebody has to know that a move does not progress (TRAN-15).
	ErrEscalationDue = peer.NewCode("escalation-due", peer.Wait)
	// ErrAgreementReviewDue: peer support goes on after the move, and the two look at
	// their agreement again (TRAN-16).
	ErrAgreementReviewDue = peer.NewCode("agreement-review-due", peer.Wait)
	// ErrConsentsDue: before somebody moves to services for adults, what others
	// agreed to for them is looked at with them (TRAN-02, hazard H16).
	ErrConsentsDue = peer.NewCode("consents-due", peer.Wait)
)

// Due lists what is owed on these moves and by when: pure, from the records, the
// policies, the calendar and the time. Contacts among the records say when the two
// last met, and relationships when they last agreed; records of other kinds are
// passed over. Deadlines come with the soonest
// first. A policy that is missing on a day comes back as a *Refusal with
// peer.ErrNoPolicyInForce, together with what could be worked out.
//
//	TRAN-02  the two are in touch as often as the person asked
//	TRAN-02  consents given by others are looked at before a move to adult services
//	TRAN-14  the two meet soon after a discharge
//	TRAN-15  somebody knows that a move does not progress
//	TRAN-16  the agreement is looked at again where peer support goes on
func Due(values []peer.Record, w peer.World, now time.Time) ([]peer.Deadline, error) {
	var out []peer.Deadline
	var faults []error
	met, agreed := lastMet(values, now), agreements(values)
	for _, v := range values {
		t, ok := v.(Transition)
		if !ok {
			continue
		}
		owed, err := t.due(w, now, met[pair{t.s.Person, t.s.Worker}], agreed[pair{t.s.Person, t.s.Worker}])
		out, faults = append(out, owed...), append(faults, err)
	}
	for i := range out {
		out[i] = out[i].At(now, w.Calendar)
	}
	peer.SortDeadlines(out, w.Calendar)
	return out, peer.Faults(faults...)
}

type pair struct {
	person peer.PersonID
	worker peer.StaffID
}

// lastMet is when a person and a worker last met, as of now.
func lastMet(values []peer.Record, now time.Time) map[pair]time.Time {
	out := map[pair]time.Time{}
	for _, v := range values {
		c, ok := v.(peer.Contact)
		if !ok || c.Status() != peer.Recorded || c.What().Outcome != peer.Attended {
			continue
		}
		key, at := pair{c.Person(), c.Worker()}, c.What().Start.UTC()
		if at.After(out[key]) && !at.After(now) {
			out[key] = at
		}
	}
	return out
}

// agreements are when a person and a worker agreed, version by version.
func agreements(values []peer.Record) map[pair][]time.Time {
	out := map[pair][]time.Time{}
	for _, v := range values {
		r, ok := v.(peer.Relationship)
		if !ok {
			continue
		}
		key := pair{r.Person(), r.Worker()}
		for _, a := range r.Agreements() {
			if a.Both() {
				out[key] = append(out[key], latest(a.PersonYes, a.WorkerYes))
			}
		}
	}
	return out
}

func (t Transition) due(w peer.World, now, met time.Time, agreed []time.Time) ([]peer.Deadline, error) {
	if !t.Exists() || t.Status() == Cancelled {
		return nil, nil
	}
	out := append(t.consentsDue(w.Calendar), t.agreementDue(w.Calendar, agreed)...)
	out = append(out, t.checkInDue(w.Calendar, met)...)
	var p Policy
	file, err := w.Policies.On(w.Calendar.Day(now))
	if err == nil {
		p, err = PolicyFrom(file)
	}
	// Without a policy, what the two say is owed an answer all the same.
	return append(append(out, t.firstContactDue(p, w.Calendar)...), t.escalationDue(p, w.Calendar, now)...), err
}

func (t Transition) deadline(code peer.Code, row string, since time.Time, due peer.When, tail string) peer.Deadline {
	return peer.Deadline{
		ID: row + "." + t.Ref().String() + "." + code.String() + tail, Rule: peer.Rule{Row: row, Code: code}, About: t.Ref(), Person: t.s.Person,
		Owes: peer.PartyWorker, Owner: peer.Actor{Staff: t.s.Worker}, Since: since, Due: due,
	}
}

// firstContactDue counts from the day the person arrived; before that is known,
// from the day that was planned once the transfer has begun. Of a day that is partly
// known the last counts, and a meeting counts when it was not before for sure.
func (t Transition) firstContactDue(p Policy, cal peer.Calendar) []peer.Deadline {
	from := t.movedOn()
	if !p.Known() || t.s.Kind != Discharge || t.s.Worker == "" || from.IsZero() {
		return nil
	}
	due, err := p.section.FirstContact.AfterDate(from.Last(), cal)
	if err != nil {
		return nil
	}
	d := t.deadline(ErrFirstContactDue, "TRAN-14", cal.StartOf(from), due, "")
	d.Policy = p.digest
	if on := t.s.AfterMet.First(); !on.IsZero() && !on.Before(from) {
		d.Met = cal.StartOf(on)
	}
	return []peer.Deadline{d}
}

// checkInDue counts from the last time the two met, and from the day the person
// asked for it where that is later.
func (t Transition) checkInDue(cal peer.Calendar, met time.Time) []peer.Deadline {
	if !t.Open() || t.s.CloserEvery.IsZero() || t.s.Worker == "" {
		return nil
	}
	from := t.s.CloserFrom
	if day := cal.Day(met); !met.IsZero() && day.After(from) {
		from = day
	}
	due, err := t.s.CloserEvery.AfterDate(from, cal)
	if err != nil {
		return nil
	}
	return []peer.Deadline{t.deadline(ErrCheckInDue, "TRAN-02", cal.StartOf(from), due, "."+from.String())}
}

// escalationDue: the worker passes it on; where there is none, it is the organiser's.
func (t Transition) escalationDue(p Policy, cal peer.Calendar, now time.Time) []peer.Deadline {
	progress := Assess(t, p, cal, now)
	if progress.Signal == nil {
		return nil
	}
	d := t.deadline(ErrEscalationDue, "TRAN-15", progress.Signal.Noticed, progress.By, "")
	d.ID, d.Policy = progress.Signal.ID, p.digest
	if t.s.Worker == "" {
		d.Owes, d.Owner = peer.PartyOrganiser, peer.Actor{Staff: t.s.Organiser.Staff}
	}
	return []peer.Deadline{d}
}

// agreementDue: where peer support goes on, the agreement is looked at again by the
// day of the move. Agreeing anew meets it. Where the person has arrived and nobody has
// said, it goes on as far as anybody knows.
func (t Transition) agreementDue(cal peer.Calendar, agreed []time.Time) []peer.Deadline {
	day := t.s.Planned
	if !t.s.Arrived.IsZero() {
		day = t.s.Arrived
	}
	unsaid := t.s.Effect == "" && t.Status() == Settling
	if t.s.Effect != GoesOn && !unsaid || t.s.Worker == "" || day.IsZero() {
		return nil
	}
	since := t.s.Announced
	if !unsaid {
		since = cal.StartOf(t.s.EffectOn)
	}
	d := t.deadline(ErrAgreementReviewDue, "TRAN-16", since, peer.DueOn(day), "")
	for _, at := range agreed {
		if !at.Before(t.s.Announced) && (d.Met.IsZero() || at.Before(d.Met)) {
			d.Met = at
		}
	}
	return []peer.Deadline{d}
}

// consentsDue: what others agreed to for a young person does not go along. Where
// nobody planned the day, it is looked at on the day the transfer began.
func (t Transition) consentsDue(cal peer.Calendar) []peer.Deadline {
	day := t.s.Planned
	switch {
	case !day.IsZero():
	case t.Status() == InTransfer:
		day = cal.Day(t.s.Since)
	default:
		day = t.s.Arrived
	}
	if !t.Open() || t.s.Kind != ToAdultServices || day.IsZero() {
		return nil
	}
	d := t.deadline(ErrConsentsDue, "TRAN-02", t.s.Announced, peer.DueOn(day), "")
	d.Met = t.s.ConsentsAt
	return []peer.Deadline{d}
}
