package peer

import "time"

// teamRules are what an organisation says of work with the team: what is brought back from
// it, and what is talked about in supervision.
type teamRules struct {
	// TellBackWithin is how soon after speaking for somebody they are told what was said
	// (PEER-61).
	TellBackWithin Offset `json:"tellBackWithin"`
	// CrossingWithin is how soon a crossing of the worker's is taken to supervision
	// (PEER-34).
	CrossingWithin Offset `json:"crossingWithin"`
}

func (t teamRules) faults() error {
	return Faults(
		said(!t.TellBackWithin.IsZero(), "/peer/team/tellBackWithin", "The policy says how soon a person is told what was said when somebody spoke for them."),
		said(!t.CrossingWithin.IsZero(), "/peer/team/crossingWithin", "The policy says how soon a crossing of the worker's is taken to supervision."),
	)
}

// tellBackBy is when a person has to have been told what was said on a day; none without
// a policy.
func (p Policy) tellBackBy(day Date) When {
	if !p.Known() {
		return When{}
	}
	w, err := p.section.Team.TellBackWithin.AfterDate(day, p.calendar)
	if err != nil {
		return When{}
	}
	return w
}

// crossingBy is when a crossing that was logged then has to have been taken to
// supervision; none without a policy.
func (p Policy) crossingBy(logged time.Time) When {
	return p.counted(p.section.Team.CrossingWithin, logged)
}

// counted is when a span of the policy is over; none without a policy.
func (p Policy) counted(span Offset, from time.Time) When {
	if !p.Known() {
		return When{}
	}
	w, err := span.After(from, p.calendar)
	if err != nil {
		return When{}
	}
	return w
}
