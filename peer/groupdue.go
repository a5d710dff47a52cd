package peer

// groupDue: the group looks back on its agreement (PEER-58).
func groupDue(g Group) []Deadline {
	a, ok := g.InForce()
	if !ok || g.status != GroupRunning || g.s.ReviewOn.IsZero() {
		return nil
	}
	return []Deadline{{
		ID: "PEER-58." + g.ref.String() + "." + Rev(a.Version).String() + "." + g.s.ReviewOn.String(), Rule: Rule{"PEER-58", ErrReviewDue}, About: g.ref,
		Owes: PartyWorker, Owner: Actor{Staff: g.s.Lead.Staff}, Since: a.From, Due: DueOn(g.s.ReviewOn),
	}}
}

// groupSessionDue: a session that was planned is written up within the policy's time of
// its end (PEER-46). What recurs uses the policy in force on the day it is about.
func groupSessionDue(s GroupSession, w *dueWorld) ([]Deadline, error) {
	if s.status != Planned {
		return nil, nil
	}
	end := s.s.When.End.UTC()
	p, err := w.policyOn(end)
	if err != nil {
		return nil, err
	}
	return []Deadline{{
		ID: "PEER-46." + s.ref.String(), Rule: Rule{"PEER-46", ErrRecordDue}, About: s.ref,
		Owes: PartyWorker, Owner: Actor{Staff: s.s.Facilitators[0].Staff}, Since: end, Due: p.recordBy(end), Policy: p.digest,
	}}, nil
}
