package peer

import "slices"

type (
	liaisonRow         = Row[LiaisonContact, LiaisonFacts]
	liaisonOpen        = Open[LiaisonContact, LiaisonFacts]
	liaisonNeed[C any] = Need[LiaisonContact, LiaisonFacts, C]
	liaisonStep[C any] = Step[LiaisonContact, LiaisonFacts, C]
	liaisonTaken       = Taken[LiaisonFacts]
)

// liaisonContacts is the table of PEER-60 for talks with other agencies.
var liaisonContacts = Machine[LiaisonContact, LiaisonFacts]{
	Kind:   KindLiaisonContact,
	Schema: 1, // 1: the first form
	Says:   "A worker talks with another agency; where it is about a person there is a basis for it.",
	Moves:  "PEER-60",
	States: []State{
		{LiaisonPlanned, "The worker means to talk with them. The worker says that they did, or calls it off.", false},
		{LiaisonHeld, "They talked. The worker, or the person it is about, may mark it as entered in error.", false},
		{LiaisonCalledOff, "It did not come about.", true},
		{EnteredInError, "It should not have been written; it stays readable.", true},
	},
	Head:   func(l *LiaisonContact) *Head { return &l.head },
	Data:   func(l *LiaisonContact) any { return &l.s },
	Person: LiaisonContact.Person,
	Party:  func(l LiaisonContact, a Actor) Party { return PartyOf(a, l.s.About, l.s.Worker) },
	Policy: func(f LiaisonFacts) Digest { return f.Policy.Digest() },
	Line:   func(f LiaisonFacts) Lines { return f.Lines },
	Legal:  liaisonLegal,
	Parts: []Part[LiaisonContact]{{Name: "liaison", If: liaisonSeen, Rule: Rule{"PEER-60", ErrConsentRequired}, Says: "With whom it was talked is for the person it is about, the worker, and the worker's supervision.",
		Value: func(l LiaisonContact) any { return l.s }}},
	Rows: []liaisonRow{
		Begins(liaisonRow{
			Do: "plan", Says: "Plan to talk with another agency.", To: []Status{LiaisonPlanned}, By: workerAlone, Else: stepOfWorker("PEER-60"), Form: "PEER-60",
			Open: []liaisonOpen{liaisonBasis(Blocks)},
		}, func(c PlanLiaison) string { return c.ID }, func(c PlanLiaison) LiaisonContact {
			return LiaisonContact{s: liaisonContact{Worker: c.Worker, Agency: c.Agency, With: c.With, Mode: c.Mode, About: c.About, Disclosure: c.Disclosure, On: c.On}}
		}, liaisonStep[PlanLiaison]{
			Needs: []liaisonNeed[PlanLiaison]{
				roleCoded[LiaisonContact, LiaisonFacts](func(c PlanLiaison) []TeamRole { return []TeamRole{c.With} }, "/with"),
				basisOfSomebody(Blocks, func(c PlanLiaison) (PersonID, string) { return c.About, c.Disclosure }),
			},
			Apply: func(l LiaisonContact, _ PlanLiaison, _ *liaisonTaken) LiaisonContact { return l },
		}),
		Begins(liaisonRow{
			Do: "record", Says: "Write down that you talked with another agency.", To: []Status{LiaisonHeld}, By: workerAlone, Else: stepOfWorker("PEER-60"), Form: "PEER-60",
			Open: []liaisonOpen{liaisonBasis(Raises)},
		}, func(c RecordLiaison) string { return c.ID }, func(c RecordLiaison) LiaisonContact {
			return LiaisonContact{s: liaisonContact{Worker: c.Worker, Agency: c.Agency, With: c.With, Mode: c.Mode, About: c.About, Disclosure: c.Disclosure}}
		}, liaisonStep[RecordLiaison]{
			Needs: []liaisonNeed[RecordLiaison]{
				roleCoded[LiaisonContact, LiaisonFacts](func(c RecordLiaison) []TeamRole { return []TeamRole{c.With} }, "/with"),
				basisOfSomebody(Warns, func(c RecordLiaison) (PersonID, string) { return c.About, c.Disclosure }),
				hasBegun[LiaisonContact, LiaisonFacts]("PEER-60", "/on", func(c RecordLiaison) Date { return c.On }),
			},
			Apply: func(l LiaisonContact, c RecordLiaison, t *liaisonTaken) LiaisonContact { return l.held(c.On, t) },
		}),
		Takes(liaisonRow{
			Do: "hold", Says: "Write down that you talked as planned.", From: []Status{LiaisonPlanned}, To: []Status{LiaisonHeld}, By: workerAlone, Else: stepOfWorker("PEER-60"), Form: "PEER-60",
			Open: []liaisonOpen{liaisonBasis(Raises)},
		}, liaisonStep[HoldLiaison]{
			Needs: []liaisonNeed[HoldLiaison]{hasBegun[LiaisonContact, LiaisonFacts]("PEER-60", "/on", func(c HoldLiaison) Date { return c.On })},
			Apply: func(l LiaisonContact, c HoldLiaison, t *liaisonTaken) LiaisonContact { return l.held(c.On, t) },
		}),
		Takes(liaisonRow{
			Do: "call-off", Says: "Say that it did not come about.", From: []Status{LiaisonPlanned}, To: []Status{LiaisonCalledOff}, By: workerAlone, Else: stepOfWorker("PEER-60"), Form: "PEER-60",
		}, liaisonStep[CallLiaisonOff]{Apply: func(l LiaisonContact, _ CallLiaisonOff, _ *liaisonTaken) LiaisonContact { return l }}),
		Takes(liaisonRow{
			Do: "mark-in-error", Says: "Say that it should not have been written.", From: []Status{LiaisonHeld}, To: []Status{EnteredInError}, By: partiesOfTwo, Else: stepOfTwo("PEER-60"), Form: "PEER-60",
		}, liaisonStep[MarkLiaisonInError]{Apply: func(l LiaisonContact, _ MarkLiaisonInError, _ *liaisonTaken) LiaisonContact { return l }}),
	},
}

// liaisonBasis is the rule that talking about a person has a basis. It holds up a plan;
// what happened without one is written down and goes to supervision.
func liaisonBasis(weight Weight) liaisonOpen {
	asks := Asks{Rule: Rule{"PEER-60", ErrConsentRequired}, Says: "Where it is about a person, there is a basis for passing something on.", Weight: weight,
		Fix: "Ask the person first, or name the disclosure; without one, talk about the matter and not about them."}
	if weight == Raises {
		asks.Raise = SignalOutsideAgreement
	}
	return liaisonOpen{Asks: asks, Met: func(l LiaisonContact, _ Act, f LiaisonFacts) Tri {
		switch {
		case l.s.About == "":
			return Yes
		case l.s.Disclosure == "":
			return No
		}
		return f.Basis
	}}
}

// basisOfSomebody is the rule that a basis is named where it is about a person. What was
// held is written down all the same.
func basisOfSomebody[C any](weight Weight, of func(C) (PersonID, string)) liaisonNeed[C] {
	return liaisonNeed[C]{
		Asks: Asks{Rule: Rule{"PEER-60", ErrRequired}, Path: "/about", Says: "Where a basis is named, it is said whom it is about.", Fix: "Name the person, or leave the disclosure out.", Weight: weight},
		Met: func(_ LiaisonContact, c C, _ Act, _ LiaisonFacts) Tri {
			about, disclosure := of(c)
			return Is(about != "" || disclosure == "")
		},
	}
}

// roleCoded is the rule that roles at a path are codes, of the library or of an
// organisation.
func roleCoded[R, F, C any](roles func(C) []TeamRole, path string) Need[R, F, C] {
	return Need[R, F, C]{
		Asks: Asks{Rule: Rule{"PEER-60", ErrUnknownCode}, Path: path, Says: "A role is written as a code, not as somebody's name.", Fix: "Use one of the roles listed, or your organisation's code: letters, digits, dots, hyphens and underscores."},
		Met:  func(_ R, c C, _ Act, _ F) Tri { return Is(allCoded(roles(c))) },
	}
}

func allCoded(roles []TeamRole) bool {
	for _, r := range roles {
		if !r.coded() {
			return false
		}
	}
	return true
}

func (l LiaisonContact) held(on Date, t *liaisonTaken) LiaisonContact {
	l.s.On = dayOr(on, t, t.Facts.Policy.Calendar())
	return l
}

// liaisonSeen: the person it is about, the worker, and the worker's line in supervision.
func liaisonSeen(_ LiaisonContact, as Party, by Reading) bool {
	return betweenTwo(as, by) || workerAndLine(as, by)
}

func liaisonLegal(l LiaisonContact) []Reason {
	s := l.s
	held := l.status == LiaisonHeld || l.status == EnteredInError
	// A clock that went back warns and no more, so that a later step may have an earlier time.
	ran := slices.ContainsFunc(l.recent, func(c *Change) bool { return begun(s.On, c.At) })
	return []Reason{
		Holds(s.With.coded(), "/with", "A role is written as a code."),
		Holds(held || s.About == "" || s.Disclosure != "", "/disclosure", "What was planned about a person names its basis."),
		Holds(held || s.About != "" || s.Disclosure == "", "/disclosure", "What was planned about nobody names no basis."),
		Holds(!held || !s.On.IsZero() && ran, "/on", "What was held says on which day, and it was not in the future."),
	}
}
