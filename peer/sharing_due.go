package peer

// Codes that deadlines of sharing are named by. No step is ever turned down with one.
var (
	// ErrTellPersonDue: the person hears of what was shared without their yes (PEER-57).
	ErrTellPersonDue = NewCode("tell-person-due", Wait)
	// ErrSafeToTellDue: it is looked at again whether it is safe to tell them (PEER-57,
	// hazard H11).
	ErrSafeToTellDue = NewCode("safe-to-tell-due", Wait)
	// ErrWhyDue: it is said on which basis something went, and why (PEER-57).
	ErrWhyDue = NewCode("disclosure-why-due", Wait)
	// ErrAskThemselfDue: a consent that somebody else gave is about to lapse, and the
	// young person is asked themself (PEER-57, hazard H16).
	ErrAskThemselfDue = NewCode("ask-themself-due", Wait)
)

// consentDue: before somebody else's yes lapses on a birthday, the young person is
// asked. It is owed until they have answered.
func consentDue(e ConsentEntry, w *dueWorld) ([]Deadline, error) {
	a := e.last()
	if a.Says != ConsentGiven || a.Lapses.IsZero() {
		return nil, nil
	}
	p, err := w.policyOn(a.At)
	if err != nil {
		return nil, err
	}
	d := sharingDeadline("ask", e.ref, e.s.Person, e.s.Worker, ErrAskThemselfDue)
	d.Since, d.Due, d.Policy = a.At, DueOn(a.Lapses.AddDays(-p.section.Sharing.LapseNoticeDays)), p.digest
	return []Deadline{d}, nil
}

// disclosureDue: what is still owed after something went without the person's yes.
func disclosureDue(d Disclosure, w *dueWorld) ([]Deadline, error) {
	var out []Deadline
	notSafe := d.Owed() && d.s.Told.Answer == NotSafeToTell
	if notSafe {
		look := sharingDeadline("look", d.ref, d.s.What.Person, d.s.Worker, ErrSafeToTellDue)
		look.Since, look.Due = d.s.Told.At, DueOn(d.s.Told.LookAgain)
		out = append(out, look)
	}
	if !d.whyMissing() && (notSafe || !d.Owed()) {
		return out, nil
	}
	p, err := w.policyOn(d.s.Logged)
	if err != nil {
		return out, err
	}
	owe := func(what string, code Code, due When) {
		o := sharingDeadline(what, d.ref, d.s.What.Person, d.s.Worker, code)
		o.Since, o.Due, o.Policy = d.s.Logged, due, p.digest
		out = append(out, o)
	}
	if d.Owed() && !notSafe {
		owe("tell", ErrTellPersonDue, p.tellBy(d.s.Logged))
	}
	if d.whyMissing() {
		owe("why", ErrWhyDue, p.recordBy(d.s.Logged))
	}
	return out, nil
}

func sharingDeadline(what string, about Ref, person PersonID, worker StaffID, code Code) Deadline {
	return Deadline{ID: "PEER-57." + about.String() + "." + what, Rule: Rule{"PEER-57", code}, About: about, Person: person,
		Owes: PartyWorker, Owner: Actor{Staff: worker}}
}
