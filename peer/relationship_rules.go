package peer

import "slices"

// Rules of the relationship table that do not see the payload.

var personAgreed = relOpen{
	Asks: Asks{Rule: Rule{"PEER-24", ErrPersonHasNotAgreed}, Says: "The person has said yes to peer support.", Fix: "Ask them. A no needs no reason and has no consequence."},
	Met:  func(_ Relationship, _ Act, f relFacts) Tri { return f.PersonAgreed },
}

var inLine = relOpen{
	Asks: Asks{Rule: Rule{"PEER-11", ErrNotAuthorised}, Says: "Whoever offers the worker is their line manager or their peer support lead.", Fix: "Ask one of the two."},
	Met: func(r Relationship, a Act, f relFacts) Tri {
		if relationshipParty(r, a.By) != PartyStaff {
			return Yes // that is another rule's to say
		}
		return f.Lines.includes(a.By)
	},
}

var mayBeOffered = relOpen{
	Asks:    Asks{Rule: Rule{"PEER-16", ErrWorkerNotReady}, Says: "The worker is ready to take on somebody.", Fix: "See what the worker still needs, or offer another worker.", Audience: WorkerAndLine},
	Met:     func(_ Relationship, _ Act, f relFacts) Tri { return f.Ready.MayPlan() },
	Because: func(_ Relationship, _ Act, f relFacts) []Reason { return f.Ready.because() },
}

var numberAgreed = relOpen{
	Asks: Asks{Rule: Rule{"PEER-20", ErrNoCaseloadAgreement}, Says: "The worker and their line manager have agreed how many people at once.", Fix: "Agree a number first, both of them.", Audience: WorkerAndLine},
	Met:  func(_ Relationship, _ Act, f relFacts) Tri { return f.Places.Agreed },
}

var roomToOffer = relOpen{
	Asks: Asks{Rule: Rule{"PEER-20", ErrCaseloadExceeded}, Says: "There is room in the agreed number.", Fix: "Offer another worker, or wait for a place.", Audience: WorkerAndLine},
	Met: func(_ Relationship, _ Act, f relFacts) Tri {
		return Is(f.Places.Agreed != Yes || f.Places.Held < f.Places.Max) // without a number another rule says so
	},
	Args: func(_ Relationship, _ Act, f relFacts) []Arg { return []Arg{Number("max", f.Places.Max)} },
}

var noOther = relOpen{
	Asks: Asks{Rule: Rule{"PEER-30", ErrDuplicateRelationship}, Says: "The two have no other relationship that is open.", Fix: "Go on with the one there is."},
	Met:  func(_ Relationship, _ Act, f relFacts) Tri { return f.NoOther },
}

// yoursIsMissing: proposing is saying yes, so that only the other one's is missing.
var yoursIsMissing = relOpen{
	Asks: Asks{Rule: Rule{"PEER-33", ErrNeedsBothParties}, Says: "A version is on the table that waits for this yes.", Fix: "Propose one, or wait for the other: a yes of your own is there already."},
	Met: func(r Relationship, a Act, _ relFacts) Tri {
		as := relationshipParty(r, a.By)
		if as != PartyPerson && as != PartyWorker {
			return Yes // that is another rule's to say
		}
		v, ok := r.OnTheTable()
		return Is(ok && !v.yes(as))
	},
}

// makesActive reports whether this actor's yes would be the second one to the
// first agreement: only then do the rules of activation ask anything.
func makesActive(r Relationship, a Act) bool {
	v, ok := r.OnTheTable()
	if !ok || r.status == Active {
		return false
	}
	switch relationshipParty(r, a.By) {
	case PartyPerson:
		return v.yes(PartyWorker)
	case PartyWorker:
		return v.yes(PartyPerson)
	}
	return false
}

// atActivation asks a question only when the answer makes the relationship
// active.
func atActivation(met relMet) relMet {
	return func(r Relationship, a Act, f relFacts) Tri {
		if !makesActive(r, a) {
			return Yes
		}
		return met(r, a, f)
	}
}

var rightsTold = relOpen{
	Asks: Asks{Rule: Rule{"PEER-32", ErrRightsNotExplained}, Says: "Each right has been explained, put off or not wanted; the limits of confidentiality have been explained.", Fix: "Talk through the topics that are left, at the person's pace."},
	Met:  atActivation(func(r Relationship, _ Act, _ relFacts) Tri { return Is(len(r.untold()) == 0) }),
	Args: func(r Relationship, _ Act, _ relFacts) []Arg {
		var out []Arg
		for _, t := range r.untold() {
			out = append(out, Word("topic", t))
		}
		return out
	},
}

var numberStillAgreed = relOpen{Asks: numberAgreed.Asks, Met: atActivation(numberAgreed.Met)}

// roomStill is a backstop: the place has been held since the offer.
var roomStill = relOpen{
	Asks: roomToOffer.Asks, Args: roomToOffer.Args,
	Met: atActivation(func(_ Relationship, _ Act, f relFacts) Tri {
		return Is(f.Places.Agreed != Yes || f.Places.Held <= f.Places.Max)
	}),
}

func relationshipLegal(r Relationship) []Reason {
	_, both := r.InForce()
	out := []Reason{
		Holds(both == (r.status == Active || r.status == Ended), "/agreements", "An agreement both said yes to goes with being active, and with nothing before that."),
		Holds((r.status == Active || r.status == Ended) == !r.s.Since.IsZero(), "/since", "The day it began is there when it has begun."),
		Holds((r.status == Declined || r.status == Ended) == !r.s.Over.IsZero(), "/over", "The day it was over is there when it is over."),
		Holds(r.status != Offered && r.status != Declined || len(r.s.Agreements) == 0 || r.status == Declined, "/agreements", "No agreement stands there before the welcome."),
		Holds(r.status == Offered || r.status == Declined || !r.s.Welcome.At.IsZero(), "/welcome", "The welcome comes before everything that follows it."),
		Holds(r.s.Welcome.At.IsZero() || slices.Contains(r.s.Welcome.Participants, ByPerson(r.s.Person)), "/welcome/participants", "The person was at their own welcome."),
		Holds(!both || len(r.untold()) == 0, "/rights", "The rights were explained before it began."),
	}
	for i, a := range r.s.Agreements {
		out = append(out, Holds(a.Version == i+1 && !a.Purpose.IsZero() && len(a.Boundaries) > 0 && len(a.Activities) > 0 && len(a.Modes) > 0,
			"/agreements/"+Rev(i).String(), "Versions are numbered from 1 and each has a purpose, activities, ways and boundaries."),
			Holds(a.yes(a.ProposedBy), "/agreements/"+Rev(i).String()+"/proposedBy", "Whoever proposed a version has said yes to it."))
	}
	return out
}

var relationshipParts = []Part[Relationship]{
	{Name: "who", May: []Party{PartyPerson, PartyWorker}, Purposes: []Purpose{ForCare, ForSupervision, ForRecord},
		Rule: Rule{"PEER-57", ErrConsentRequired}, Says: "Who is alongside whom is for the two, the team and supervision.",
		Value: func(r Relationship) any {
			return struct {
				Person  PersonID  `json:"person"`
				Worker  StaffID   `json:"worker"`
				Service ServiceID `json:"service"`
			}{r.s.Person, r.s.Worker, r.s.Service}
		}},
	{Name: "welcome", May: []Party{PartyPerson, PartyWorker}, Consent: ShareAgreement,
		Rule: Rule{"PEER-57", ErrConsentRequired}, Says: "The first meeting is the two's own, unless the person says who else may see it.",
		Value: func(r Relationship) any { return r.s.Welcome }},
	{Name: "rights", May: []Party{PartyPerson, PartyWorker, PartyLine},
		Rule: Rule{"PEER-57", ErrConsentRequired}, Says: "What was explained is for the two and for supervision.",
		Value: func(r Relationship) any { return r.s.Rights }},
	{Name: "agreements", May: []Party{PartyPerson, PartyWorker}, Consent: ShareAgreement,
		Rule: Rule{"PEER-57", ErrConsentRequired}, Says: "The agreement is the two's own, unless the person says who else may see it.",
		Value: func(r Relationship) any { return r.s.Agreements }},
}
