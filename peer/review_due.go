package peer

import "time"

// lookedBack puts later the reviews that are owed on relationships whose two have looked
// back since they agreed: the next one counts from the last that both settled, under the
// policy in force on that day (PEER-51). A new agreement brings its own day again.
func lookedBack(owed []Deadline, values []Record, w World) ([]Deadline, error) {
	last := lastReviews(values)
	var faults []error
	for i := range owed {
		d := &owed[i]
		at, looked := last[d.About.ID]
		if !looked || d.Rule != (Rule{"PEER-51", ErrReviewDue}) {
			continue
		}
		p, err := w.policyOn(at)
		faults = append(faults, err)
		if next := p.reviewAfter(at); !next.IsZero() {
			d.Since, d.Due, d.Policy = at, DueOn(next), p.digest
		}
	}
	return owed, Faults(faults...)
}

// lastReviews is when the two of each relationship, by its id, last settled a review
// after they agreed to what is in force.
func lastReviews(values []Record) map[string]time.Time {
	last, agreed := map[string]time.Time{}, map[string]time.Time{}
	for _, v := range values {
		switch r := v.(type) {
		case Review:
			if _, at := r.Outcome(); at.After(last[r.s.Relationship]) {
				last[r.s.Relationship] = at
			}
		case Relationship:
			if a, ok := r.InForce(); ok {
				agreed[r.ref.ID] = a.PersonYes
				if a.WorkerYes.After(a.PersonYes) {
					agreed[r.ref.ID] = a.WorkerYes
				}
			}
		}
	}
	for id, at := range agreed {
		if !last[id].After(at) {
			delete(last, id)
		}
	}
	return last
}

// policyOn is this package's policy in force on the day of an instant.
func (w World) policyOn(at time.Time) (Policy, error) {
	file, err := w.Policies.On(w.Calendar.Day(at))
	if err != nil {
		return Policy{}, err
	}
	return PolicyFrom(file)
}
