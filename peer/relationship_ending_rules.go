package peer

// Codes of the ending's rows.
var (
	// ErrEndingTooAbrupt: the worker would end it sooner, or with fewer meetings left,
	// than the policy says (PEER-54).
	ErrEndingTooAbrupt = NewCode("ending-too-abrupt", AskField)
)

var (
	managerEnds = Asks{Rule: Rule{"PEER-55", ErrWrongRole}, Says: "An ending for the service's sake is for the worker's line manager to record.", Fix: "Ask the line manager. The person can leave at any time."}
	seniorEnds  = Asks{Rule: Rule{"PEER-55", ErrWrongRole}, Says: "Somebody in a senior role decides that it cannot go on safely, never the worker.", Fix: "Ask a senior colleague. A concern can be raised at once, by anybody."}
)

// byManager: of the staff it is the line manager, and not just anybody of the line.
var byManager = relOpen{
	Asks: Asks{Rule: managerEnds.Rule, Says: "Of the staff, the worker's line manager records it.", Fix: "Ask the line manager."},
	Met: func(r Relationship, a Act, f relFacts) Tri {
		switch {
		case relationshipParty(r, a.By) != PartyStaff:
			return Yes // that is another rule's to say
		case f.Lines.LineManager == "":
			return Unknown
		}
		return Is(a.By.Staff == f.Lines.LineManager)
	},
}

var bySenior = relOpen{
	Asks: Asks{Rule: seniorEnds.Rule, Says: "Of the staff, it is somebody in one of the policy's senior roles.", Fix: "Ask a senior colleague."},
	Met: func(r Relationship, a Act, f relFacts) Tri {
		if relationshipParty(r, a.By) != PartyStaff {
			return Yes // that is another rule's to say
		}
		return f.Policy.endsForSafety(a.By.Role)
	},
}

// plansAbruptly reports whether the worker plans the ending, and for an earlier day than
// the one that stands. What the person chooses is never too soon.
func plansAbruptly(r Relationship, c PlanEnding, a Act) bool {
	p, planned := r.EndingPlan()
	return relationshipParty(r, a.By) == PartyWorker && !c.LastDate.IsZero() && !(planned && !c.LastDate.Last().Before(p.LastDate))
}

var lastDateAhead = relNeed[PlanEnding]{
	Asks: Asks{Rule: Rule{"PEER-54", ErrPastDate}, Path: "/lastDate", Says: "The last day is still to come.", Fix: "Choose today or a later day."},
	Met: func(_ Relationship, c PlanEnding, a Act, f relFacts) Tri {
		return Is(c.LastDate.IsZero() || !c.LastDate.Before(relToday(a, f)))
	},
}

var endingNotice = relNeed[PlanEnding]{
	Asks: Asks{Rule: Rule{"PEER-54", ErrEndingTooAbrupt}, Path: "/lastDate", Says: "An ending that the worker plans has the policy's notice.", Fix: "Choose a later day. The person may choose any day."},
	Met: func(r Relationship, c PlanEnding, a Act, f relFacts) Tri {
		if !plansAbruptly(r, c, a) {
			return Yes
		}
		from := f.Policy.endingFrom(a.when())
		if from.IsZero() {
			return Unknown
		}
		return Is(!c.LastDate.Last().Before(from))
	},
	Args: func(_ Relationship, c PlanEnding, a Act, f relFacts) []Arg {
		today, from := relToday(a, f), f.Policy.endingFrom(a.when())
		if from.IsZero() {
			return nil
		}
		return []Arg{Number("need", today.DaysUntil(from)), Number("have", today.DaysUntil(c.LastDate.Last()))}
	},
}

var endingContacts = relNeed[PlanEnding]{
	Asks: Asks{Rule: Rule{"PEER-54", ErrEndingTooAbrupt}, Path: "/lastDate", Says: "Before an ending that the worker plans, the two meet as often as the policy says.", Fix: "Put the meetings that are left into the diary first, or choose a later day."},
	Met: func(r Relationship, c PlanEnding, a Act, f relFacts) Tri {
		switch {
		case !plansAbruptly(r, c, a):
			return Yes
		case !f.Policy.Known() || !f.Ahead.Known:
			return Unknown
		}
		return Is(f.Ahead.by(c.LastDate.Last()) >= f.Policy.section.Relationship.EndingContacts)
	},
	Args: func(_ Relationship, c PlanEnding, _ Act, f relFacts) []Arg {
		if !f.Policy.Known() || !f.Ahead.Known {
			return nil
		}
		return []Arg{Number("need", f.Policy.section.Relationship.EndingContacts), Number("have", f.Ahead.by(c.LastDate.Last()))}
	},
}

var supportOffered = relNeed[PlanEnding]{
	Asks: Asks{Rule: Rule{"PEER-54", ErrRequired}, Path: "/ongoingSupports", Says: "A worker who plans an ending says what goes on afterwards.", Fix: "Find out with the person what there is, and name at least one."},
	Met: func(r Relationship, c PlanEnding, a Act, _ relFacts) Tri {
		p, _ := r.EndingPlan()
		return Is(relationshipParty(r, a.By) != PartyWorker || len(c.OngoingSupports)+len(p.OngoingSupports) > 0)
	},
}

// theirAnswer: what becomes of what was written is the person's to say.
func theirAnswer(path string, given func(PlanEnding) bool) relNeed[PlanEnding] {
	return relNeed[PlanEnding]{
		Asks: Asks{Rule: Rule{"PEER-54", ErrPersonsChoiceOnly}, Path: path, Says: "What becomes of what was written is the person's own answer.", Fix: "Leave it out. The person may say so, and never has to."},
		Met: func(r Relationship, c PlanEnding, a Act, _ relFacts) Tri {
			return Is(relationshipParty(r, a.By) != PartyWorker || !given(c))
		},
	}
}

// staysMissing: each says once that they would rather go on.
var staysMissing = relOpen{
	Asks: Asks{Rule: Rule{"PEER-35", ErrNeedsBothParties}, Says: "This one of the two has not said yet that they would rather go on.", Fix: "Wait for the other one: both go on together."},
	Met: func(r Relationship, a Act, _ relFacts) Tri {
		p, _ := r.EndingPlan()
		return Is(!p.stays(relationshipParty(r, a.By)))
	},
}

var lastDateCome = relOpen{
	Asks: Asks{Rule: Rule{"PEER-55", ErrEndingNotPrepared}, Says: "The last day that was planned has come, or it is the person who ends it.", Fix: "Keep to the day, or plan it anew together."},
	Met: func(r Relationship, a Act, f relFacts) Tri {
		p, _ := r.EndingPlan()
		return Is(relationshipParty(r, a.By) != PartyWorker || !relToday(a, f).Before(p.LastDate))
	},
	Args: func(r Relationship, _ Act, _ relFacts) []Arg {
		p, _ := r.EndingPlan()
		return []Arg{On("lastDate", p.LastDate)}
	},
}

var supportNamed = relOpen{
	Asks: Asks{Rule: Rule{"PEER-54", ErrRequired}, Says: "The plan says what goes on afterwards, or it is the person who ends it.", Fix: "Find out with the person what there is, and put it into the plan."},
	Met: func(r Relationship, a Act, _ relFacts) Tri {
		p, _ := r.EndingPlan()
		return Is(relationshipParty(r, a.By) != PartyWorker || len(p.OngoingSupports) > 0)
	},
}

// talkedThrough warns: what was left unsaid is worth a talk, and holds nothing up.
var talkedThrough = relOpen{
	Asks: Asks{Rule: Rule{"PEER-54", ErrEndingNotPrepared}, Says: "The two have talked about how they feel, what each takes along and whom to turn to.", Fix: "There may still be time for what is left.", Weight: Warns},
	Met: func(r Relationship, _ Act, _ relFacts) Tri {
		p, _ := r.EndingPlan()
		return Is(len(p.untalked()) == 0)
	},
	Args: func(r Relationship, _ Act, _ relFacts) []Arg {
		p, _ := r.EndingPlan()
		var out []Arg
		for _, t := range p.untalked() {
			out = append(out, Word("topic", t))
		}
		return out
	},
}

// plannedOrOffered: nobody is left without a way on because a service changes.
var plannedOrOffered = relOpen{
	Asks: Asks{Rule: Rule{"PEER-55", ErrEndingNotPrepared}, Says: "The ending was planned with the person, or another worker has been offered to them.", Fix: "Offer another worker, or plan the ending together."},
	Met: func(r Relationship, _ Act, f relFacts) Tri {
		if _, planned := r.EndingPlan(); planned {
			return Yes
		}
		return f.OtherOffered
	},
}

var whyEnded = relNeed[EndByService]{
	Asks: Asks{Rule: Rule{"PEER-55", ErrReasonRequired}, Path: "/because", Says: "An ending that was not planned says why, as the person was told.", Fix: "Write down what the person was told."},
	Met: func(r Relationship, c EndByService, _ Act, _ relFacts) Tri {
		_, planned := r.EndingPlan()
		return Is(planned || !c.Because.IsZero())
	},
}

var diedBefore = relNeed[RecordDeath]{
	Asks: Asks{Rule: Rule{"PEER-55", ErrFutureDate}, Path: "/on", Says: "The day is not still to come.", Fix: "Look at the day, or leave it out."},
	Met:  func(_ Relationship, c RecordDeath, a Act, f relFacts) Tri { return Is(!c.On.After(relToday(a, f))) },
}
