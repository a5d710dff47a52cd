package peer

import "time"

// Due lists what is owed on these records and by when: pure, from the records,
// the policies, the calendar and the time. It holds what is still owed; what has
// been done is in the records. Records of kinds this package does not know are
// passed over. Deadlines come with the soonest first.
//
// What an act began is judged under the policy that was known then, and otherwise under
// that in force on the day it is about. Where that is missing, the deadlines that could
// be worked out come back together with a *Refusal with ErrNoPolicyInForce that says
// which day lacks one.
//
//	PEER-30  a pause on the service's side is over after its last day
//	PEER-32  rights that were put off are told by the first look back
//	PEER-34  a crossing of the worker's is taken to supervision
//	PEER-36  somebody else is offered where a worker stepped back
//	PEER-46  a planned contact, or a planned session of a group, is written up within
//	         the policy's time of its end
//	PEER-46  a draft is finished with the person within the policy's time
//	PEER-48  an entry is looked at, and a question about it answered, in the policy's time
//	PEER-51  the two look back on their agreement, and again after each review
//	PEER-52  a complaint in an answer is taken on
//	PEER-54  an ending that was planned comes on its last day
//	PEER-57  the person hears of what was shared without their yes, once it is safe
//	PEER-57  it is said on which basis something went, and why
//	PEER-57  a young person is asked themself before somebody else's yes lapses
//	PEER-58  a group looks back on its agreement
//	PEER-61  a person is told what was said when a brief of theirs was used
//	PEER-68  somebody else is offered to a person who asked for it
//	PEER-71  the worker, and nobody else, hears that it has been quiet for as long as
//	         the two agreed
func Due(values []Record, w World, now time.Time) ([]Deadline, error) {
	read := &dueWorld{World: w, around: aroundRelationships(values), policies: map[Digest]Policy{}}
	out := make([]Deadline, 0, len(values))
	var faults []error
	for _, v := range values {
		owed, err := read.owed(v)
		out, faults = append(out, owed...), append(faults, err)
	}
	for i := range out {
		out[i] = out[i].At(now, w.Calendar)
	}
	SortDeadlines(out, w.Calendar)
	return out, Faults(faults...)
}

// dueWorld is what one due list is worked out from: the host's world, what the records
// say of each other, and each policy read once.
type dueWorld struct {
	World
	around   relAround
	policies map[Digest]Policy
}

func (w *dueWorld) owed(v Record) ([]Deadline, error) {
	switch r := v.(type) {
	case Contact:
		return contactDue(r, w)
	case Relationship:
		return relationshipDue(r, w)
	case Group:
		return groupDue(r), nil
	case GroupSession:
		return groupSessionDue(r, w)
	case BoundaryCrossing:
		return crossingDue(r, w)
	case Feedback:
		return complaintDue(r, w)
	case PerspectiveBrief:
		return briefDue(r, w)
	case ConsentEntry:
		return consentDue(r, w)
	case Disclosure:
		return disclosureDue(r, w)
	}
	return nil, nil
}

// policyOn is this package's policy in force on the day of an instant.
func (w *dueWorld) policyOn(at time.Time) (Policy, error) {
	file, err := w.Policies.On(w.Calendar.Day(at))
	if err != nil {
		return Policy{}, err
	}
	if p, there := w.policies[file.Digest()]; there {
		return p, nil
	}
	p, err := PolicyFrom(file)
	if err == nil {
		w.policies[file.Digest()] = p
	}
	return p, err
}
