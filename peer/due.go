package peer

import "time"

// Codes that deadlines are named by. No step is ever turned down with one.
var (
	// ErrRecordDue: a contact is to be written up (PEER-46).
	ErrRecordDue = NewCode("record-due", Wait)
	// ErrReviewDue: the two are to look back on their agreement (PEER-51).
	ErrReviewDue = NewCode("review-due", Wait)
	// ErrRightsDue: rights that were put off are to be told (PEER-32).
	ErrRightsDue = NewCode("rights-due", Wait)
)

// Due lists what is owed on these records and by when: pure, from the records,
// the policies, the calendar and the time. It holds what is still owed; what has
// been done is in the records. Records of kinds this package does not know are
// passed over. Deadlines come with the soonest first.
//
// A contact is judged under the policy in force on the day it ends. Where that is
// missing, the deadlines that could be worked out come back together with a
// *Refusal with ErrNoPolicyInForce that says which day lacks one.
//
//	PEER-46  a planned contact, or a planned session of a group, is written up within
//	         the policy's time of its end
//	PEER-58  a group looks back on its agreement
//	PEER-51  the two look back on their agreement, and again after each review
//	PEER-32  rights that were put off are told by the first look back
//	PEER-34  a crossing of the worker's is taken to supervision
//	PEER-52  a complaint in an answer is taken on
//	PEER-61  a person is told what was said when a brief of theirs was used
func Due(values []Record, w World, now time.Time) ([]Deadline, error) {
	var out []Deadline
	var faults []error
	for _, v := range values {
		switch r := v.(type) {
		case Contact:
			owed, err := contactDue(r, w)
			out, faults = append(out, owed...), append(faults, err)
		case Relationship:
			out = append(out, relationshipDue(r)...)
		case Group:
			out = append(out, groupDue(r)...)
		case GroupSession:
			owed, err := groupSessionDue(r, w)
			out, faults = append(out, owed...), append(faults, err)
		case BoundaryCrossing:
			owed, err := crossingDue(r, w)
			out, faults = append(out, owed...), append(faults, err)
		case Feedback:
			owed, err := complaintDue(r, w)
			out, faults = append(out, owed...), append(faults, err)
		case PerspectiveBrief:
			owed, err := briefDue(r, w)
			out, faults = append(out, owed...), append(faults, err)
		}
	}
	out, err := lookedBack(out, values, w)
	faults = append(faults, err)
	for i := range out {
		out[i] = out[i].At(now, w.Calendar)
	}
	SortDeadlines(out, w.Calendar)
	return out, Faults(faults...)
}

// contactDue: what recurs uses the policy in force on the day it is about.
func contactDue(c Contact, w World) ([]Deadline, error) {
	if c.status != Planned {
		return nil, nil
	}
	end := c.s.What.last().UTC()
	file, err := w.Policies.On(w.Calendar.Day(end))
	if err != nil {
		return nil, err
	}
	p, err := PolicyFrom(file)
	if err != nil {
		return nil, err
	}
	return []Deadline{{
		ID: "PEER-46." + c.ref.String(), Rule: Rule{"PEER-46", ErrRecordDue}, About: c.ref, Person: c.s.Person,
		Owes: PartyWorker, Owner: Actor{Staff: c.s.Worker}, Since: end, Due: p.recordBy(end), Policy: p.digest,
	}}, nil
}

func relationshipDue(r Relationship) []Deadline {
	a, ok := r.InForce()
	if !ok || r.status != Active || a.ReviewOn.IsZero() {
		return nil
	}
	version := "." + Rev(a.Version).String()
	out := []Deadline{{
		ID: "PEER-51." + r.ref.String() + version, Rule: Rule{"PEER-51", ErrReviewDue}, About: r.ref, Person: r.s.Person,
		Owes: PartyWorker, Owner: Actor{Staff: r.s.Worker}, Since: r.s.Since, Due: DueOn(a.ReviewOn),
	}}
	if r.rightsLeft() {
		out = append(out, Deadline{
			ID: "PEER-32." + r.ref.String(), Rule: Rule{"PEER-32", ErrRightsDue}, About: r.ref, Person: r.s.Person,
			Owes: PartyWorker, Owner: Actor{Staff: r.s.Worker}, Since: r.s.Since, Due: DueOn(a.ReviewOn),
		})
	}
	return out
}

// rightsLeft reports whether a topic was put off and not told since.
func (r Relationship) rightsLeft() bool {
	for _, told := range r.Rights() {
		if told == PutOff {
			return true
		}
	}
	return false
}
