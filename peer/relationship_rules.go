package peer

import "slices"

// Rules from the offer to the agreement.

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

// versionOnTheTable is what there is to say yes to: a form need not be told the number.
func versionOnTheTable(r Relationship) []string {
	if a, there := r.OnTheTable(); there {
		return []string{Rev(a.Version).String()}
	}
	return nil
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
	if !ok || r.status != Agreeing {
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

// Rules of the first meeting, the rights and the agreement.
var (
	roleDisclosed = relNeed[WelcomePerson]{
		Asks: Asks{Rule: Rule{"PEER-31", ErrRoleNotDisclosed}, Path: "/introducedAsPeer", Says: "The worker said that they are there with lived experience of their own.", Fix: "Tell the person first; then record the welcome."},
		Met:  func(_ Relationship, c WelcomePerson, _ Act, _ relFacts) Tri { return Is(c.IntroducedAsPeer) },
	}
	personThere = relNeed[WelcomePerson]{
		Asks: Asks{Rule: Rule{"PEER-31", ErrPersonHasNotAgreed}, Path: "/participants", Says: "The person was there.", Fix: "A welcome is for the person; record it when they have met."},
		Met: func(r Relationship, c WelcomePerson, _ Act, _ relFacts) Tri {
			return Is(slices.Contains(c.Participants, ByPerson(r.s.Person)))
		},
	}
	limitsExplained = relNeed[TellRights]{
		Asks: Asks{Rule: Rule{"PEER-32", ErrRightsNotExplained}, Path: "/topics", Says: "The limits of confidentiality are explained, not put off.", Fix: "Explain them in plain words before anything personal is said."},
		Met:  func(_ Relationship, c TellRights, _ Act, _ relFacts) Tri { return Is(!putsOffConfidentiality(c)) },
	}
	newVersion = relNeed[Propose]{
		Asks: Asks{Rule: Rule{"PEER-34", ErrImmutable}, Path: "/version", Says: "It is a new version; one that exists is not altered.", Fix: "Leave the version out, or give the next number."},
		Met: func(r Relationship, c Propose, _ Act, _ relFacts) Tri {
			return Is(c.Version == 0 || c.Version == len(r.s.Agreements)+1)
		},
	}
	reviewAhead = relNeed[Propose]{
		Asks: Asks{Rule: Rule{"PEER-51", ErrPastDate}, Path: "/reviewOn", Says: "The day to look back is still to come.", Fix: "Choose a later day, or leave it out for the usual one."},
		Met: func(_ Relationship, c Propose, a Act, f relFacts) Tri {
			return Is(c.ReviewOn.IsZero() || c.ReviewOn.After(relToday(a, f)))
		},
	}
	quietLasts = relNeed[Propose]{
		Asks: Asks{Rule: Rule{"PEER-71", ErrOutOfRange}, Path: "/quietAfter", Says: "A time of quiet is at least a day long and within the limits of a span.", Fix: "Give days, weeks or months, or leave it out."},
		Met:  func(_ Relationship, c Propose, _ Act, _ relFacts) Tri { return Is(quietSpan(c.QuietAfter)) },
	}
	onTheTable = relNeed[Confirm]{
		Asks: Asks{Rule: Rule{"PEER-33", ErrStaleVersion}, Path: "/version", Says: "It is the version on the table.", Fix: "Read the newest version, then say yes to that one."},
		Met: func(r Relationship, c Confirm, _ Act, _ relFacts) Tri {
			a, ok := r.OnTheTable()
			return Is(!ok || a.Version == c.Version) // nothing on the table is another rule's to say
		},
	}
)

// quietSpan: none, or one of days and more.
func quietSpan(o Offset) bool {
	_, fixed := o.Fixed()
	return o.IsZero() || !fixed && o.Count() > 0 && o.Validate() == nil
}
