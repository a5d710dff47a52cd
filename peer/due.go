package peer

import "time"

// Codes that deadlines are named by. No step is ever turned down with one.
var (
	// ErrRecordDue: a contact is to be written up (PEER-46).
	ErrRecordDue = NewCode("record-due", Wait)
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
//	PEER-30  a pause on the service's side is over after its last day
//	PEER-54  an ending that was planned comes on its last day
//	PEER-68  somebody else is offered to a person who asked for it
//	PEER-36  somebody else is offered where a worker stepped back
//	PEER-71  the worker, and nobody else, hears that it has been quiet for as long as the two agreed
//	PEER-34  a crossing of the worker's is taken to supervision
//	PEER-52  a complaint in an answer is taken on
//	PEER-61  a person is told what was said when a brief of theirs was used
func Due(values []Record, w World, now time.Time) ([]Deadline, error) {
	var out []Deadline
	var faults []error
	near := aroundRelationships(values)
	for _, v := range values {
		switch r := v.(type) {
		case Contact:
			owed, err := contactDue(r, w)
			out, faults = append(out, owed...), append(faults, err)
		case Relationship:
			out = append(out, relationshipDue(r, near, w)...)
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
