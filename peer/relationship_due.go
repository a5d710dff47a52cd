package peer

import (
	"slices"
	"time"
)

// Codes that deadlines of a relationship are named by. No step is ever turned down with
// one.
var (
	// ErrReviewDue: the two are to look back on their agreement (PEER-51).
	ErrReviewDue = NewCode("review-due", Wait)
	// ErrRightsDue: rights that were put off are to be told (PEER-32).
	ErrRightsDue = NewCode("rights-due", Wait)
	// ErrPauseOver: the last day of a pause on the service's side (PEER-30).
	ErrPauseOver = NewCode("pause-over", Wait)
	// ErrEndingDue: the last day that the two planned (PEER-54).
	ErrEndingDue = NewCode("ending-due", Wait)
	// ErrAnotherWorkerDue: somebody else is to be offered to the person (PEER-36, 68).
	ErrAnotherWorkerDue = NewCode("another-worker-due", Wait)
	// ErrQuiet: the two have not been in touch for as long as they agreed (PEER-71).
	ErrQuiet = NewCode("quiet", Wait)
	// ErrWordDue: the person is to hear that the worker is away or leaving (PEER-71).
	ErrWordDue = NewCode("word-due", Wait)
	// ErrCoverDue: somebody is to be there in the worker's place (PEER-71).
	ErrCoverDue = NewCode("cover-due", Wait)
)

// relAround is what the records given to Due say of relationships besides each one's
// own record, by its id: when the two were last in touch, when they last settled a
// review, and when another worker was last offered in its place.
type relAround struct {
	inTouch, reviewed map[twoOf]time.Time
	followed          map[string]time.Time
}

// twoOf are the two of a relationship: a record that names it counts when it is theirs.
type twoOf struct {
	relationship string
	person       PersonID
	worker       StaffID
}

func (r Relationship) two() twoOf { return twoOf{r.ref.ID, r.s.Person, r.s.Worker} }

func aroundRelationships(values []Record) relAround {
	out := relAround{map[twoOf]time.Time{}, map[twoOf]time.Time{}, map[string]time.Time{}}
	for _, v := range values {
		switch r := v.(type) {
		case Contact:
			two := twoOf{r.s.Relationship, r.s.Person, r.s.Worker}
			if at := r.s.What.Start.UTC(); r.status == Recorded && r.s.What.Outcome != Missed && at.After(out.inTouch[two]) {
				out.inTouch[two] = at
			}
		case Review:
			two := twoOf{r.s.Relationship, r.s.Person, r.s.Worker}
			if _, at := r.Outcome(); at.After(out.reviewed[two]) {
				out.reviewed[two] = at
			}
		case Relationship:
			if r.follows() && r.s.Offered.After(out.followed[r.s.Continues]) {
				out.followed[r.s.Continues] = r.s.Offered
			}
		}
	}
	return out
}

// follows reports whether the relationship offers another worker in place of the one it
// goes on from. One whose worker stepped back does not.
func (r Relationship) follows() bool { return r.s.Continues != "" && r.s.StepBack.At.IsZero() }

// relationshipDue is what is owed in a relationship. All of it is owed by the staff: a
// person owes nothing.
func relationshipDue(r Relationship, w *dueWorld) ([]Deadline, error) {
	if !r.Holds() {
		return nil, nil
	}
	out, err := r.agreementDue(w)
	out = append(out, r.anotherDue(w.around)...)
	if p := r.s.Pause; p.OnOurSide() && p.WorkerBack.IsZero() {
		out = append(out, r.owed(Rule{"PEER-30", ErrPauseOver}, "", p.Since, DueOn(p.Until)))
	}
	if p, planned := r.EndingPlan(); planned && r.status == EndingPlanned {
		out = append(out, r.owed(Rule{"PEER-54", ErrEndingDue}, "."+Rev(len(r.s.EndingPlans)).String(), p.Planned, DueOn(p.LastDate)))
	}
	return out, err
}

// agreementDue is what the agreement in force asks for while the two meet on it. They
// look back only on what goes on.
func (r Relationship) agreementDue(w *dueWorld) ([]Deadline, error) {
	a, ok := r.InForce()
	if !ok || !r.Runs() {
		return nil, nil
	}
	out := r.quietDue(a, w)
	if r.status != Active || a.ReviewOn.IsZero() {
		return out, nil
	}
	review, err := r.reviewDue(a, w)
	out = append(out, review)
	if r.rightsLeft() {
		out = append(out, r.owed(Rule{"PEER-32", ErrRightsDue}, "", r.s.Since, DueOn(a.ReviewOn)))
	}
	return out, err
}

// reviewDue is the next time to look back. After a review that both settled it counts
// from there, under the policy in force on that day, and is a deadline of its own; a new
// agreement brings its own day again.
func (r Relationship) reviewDue(a Agreement, w *dueWorld) (Deadline, error) {
	d := r.owed(Rule{"PEER-51", ErrReviewDue}, "."+Rev(a.Version).String(), r.s.Since, DueOn(a.ReviewOn))
	at := w.around.reviewed[r.two()]
	if !at.After(a.agreed()) {
		return d, nil
	}
	p, err := w.policyOn(at)
	if next := p.reviewAfter(at); !next.IsZero() {
		d.ID += "." + next.String()
		d.Since, d.Due, d.Policy = at, DueOn(next), p.digest
	}
	return d, err
}

// rightsLeft reports whether a topic was put off and not told since.
func (r Relationship) rightsLeft() bool {
	for i, t := range r.s.Rights {
		if t.Told == PutOff && !slices.ContainsFunc(r.s.Rights[i+1:], func(x RightTold) bool { return x.Topic == t.Topic && x.Told != PutOff }) {
			return true
		}
	}
	return false
}

// quietDue is a reminder for the worker alone: it names no person, so that no list about
// somebody shows it. A missed contact is no touch, and a pause is no quiet.
func (r Relationship) quietDue(a Agreement, w *dueWorld) []Deadline {
	since := a.agreed()
	for _, later := range []time.Time{r.s.Back, w.around.inTouch[r.two()]} {
		if later.After(since) {
			since = later
		}
	}
	due, err := a.QuietAfter.After(since, w.Calendar)
	if err != nil { // they agreed none
		return nil
	}
	d := r.owed(Rule{"PEER-71", ErrQuiet}, "", since, due)
	d.Person = ""
	return []Deadline{d}
}

// anotherDue: the line owes somebody else to a person who asked for it, or whose worker
// stepped back, until another worker has been offered since.
func (r Relationship) anotherDue(near relAround) []Deadline {
	var out []Deadline
	owed := func(row string, since time.Time, by When, p Digest) {
		if since.IsZero() || !near.followed[r.ref.ID].Before(since) {
			return
		}
		d := r.owed(Rule{row, ErrAnotherWorkerDue}, "", since, by)
		d.Owes, d.Owner, d.Policy = PartyLine, Actor{}, p
		out = append(out, d)
	}
	owed("PEER-68", r.s.Change.At, r.s.Change.AnswerBy, r.s.Change.Policy)
	owed("PEER-36", r.s.StepBack.At, r.s.StepBack.AnswerBy, r.s.StepBack.Policy)
	return out
}

// owed is a deadline that the worker owes.
func (r Relationship) owed(rule Rule, tail string, since time.Time, due When) Deadline {
	return Deadline{ID: rule.Row + "." + r.ref.String() + tail, Rule: rule, About: r.ref, Person: r.s.Person,
		Owes: PartyWorker, Owner: Actor{Staff: r.s.Worker}, Since: since, Due: due}
}

// Gap is a person whom a worker's leave, pause or departure leaves without somebody, and
// who finds that somebody (PEER-71). It has the shape of worker.Cover: a host turns what
// worker.NeedsCover lists into gaps one by one, with peer.Gap(cover).
type Gap struct {
	Relationship Ref
	Person       PersonID
	// Owner finds cover: the worker's line manager. Empty: nobody is named.
	Owner StaffID
	// From is the first day without the worker, Until the last; zero: it goes on.
	From, Until Date
	// WordOn is the day on which the person hears of it; By is the last day on which
	// somebody may be without cover, zero where no policy says.
	WordOn, By Date
}

// CoverDue is what is owed to the people of these gaps: a word the same day, and cover in
// time. Both are owed by the worker's line and are there until the relationship says
// that the word was given, who is there meanwhile, or that another worker was offered
// (PEER-71, hazard H22). Nobody is asked to be in touch, and nothing is ended by it.
// Relationships that are over, or not among those given, are passed over.
func CoverDue(gaps []Gap, all []Relationship, c Calendar, now time.Time) []Deadline {
	byRef, followed := map[Ref]Relationship{}, map[string]bool{}
	for _, r := range all {
		byRef[r.ref] = r
		followed[r.s.Continues] = followed[r.s.Continues] || r.follows() && r.Holds()
	}
	var out []Deadline
	for _, g := range gaps {
		r := byRef[g.Relationship]
		if !r.Holds() {
			continue
		}
		heard := !r.s.Word.At.Before(c.StartOf(g.WordOn))
		if !heard {
			out = append(out, g.owed(r, ErrWordDue, g.WordOn, c))
		}
		if !g.By.IsZero() && !(heard && r.s.Word.Cover != "") && !followed[r.ref.ID] {
			out = append(out, g.owed(r, ErrCoverDue, g.By, c))
		}
	}
	for i := range out {
		out[i] = out[i].At(now, c)
	}
	SortDeadlines(out, c)
	return out
}

func (g Gap) owed(r Relationship, code Code, due Date, c Calendar) Deadline {
	d := r.owed(Rule{"PEER-71", code}, "."+code.String()+"."+g.WordOn.String(), c.StartOf(g.WordOn), DueOn(due))
	d.Owes, d.Owner = PartyLine, Actor{Staff: g.Owner}
	return d
}
