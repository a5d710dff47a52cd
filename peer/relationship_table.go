package peer

import (
	"slices"
)

// RelationshipFacts is what steps of a relationship rest on besides the record.
// A fact left out is unknown, and a decision that needs it says so.
type RelationshipFacts struct {
	// Policy in force on the day.
	Policy Policy
	// PersonAgreed: the person said yes to being offered peer support.
	PersonAgreed Tri
	// Lines of the worker who is offered.
	Lines Lines
	// Ready is the worker's readiness today.
	Ready Readiness
	// Places of the worker.
	Places Places
	// NoOther: the two have no other relationship that is open.
	NoOther Tri
}

// Codes of the relationship rows.
var (
	// ErrWorkerNotReady: the worker is not ready to work, or nobody knows
	// (PEER-16).
	ErrWorkerNotReady = NewCode("worker-not-ready", Wait)
	// ErrNoCaseloadAgreement: worker and line manager have not agreed how many
	// people at once (PEER-20).
	ErrNoCaseloadAgreement = NewCode("no-caseload-agreement", Wait)
	// ErrCaseloadExceeded: no place is left in the agreed number (PEER-20).
	ErrCaseloadExceeded = NewCode("caseload-exceeded", Wait)
	// ErrDuplicateRelationship: the two have a relationship that is open
	// (PEER-30).
	ErrDuplicateRelationship = NewCode("duplicate-relationship", ReadAgain)
	// ErrSelfReference: somebody would be their own worker (PEER-11).
	ErrSelfReference = NewCode("self-reference", AskField)
	// ErrRoleNotDisclosed: the worker has not said that they are there with lived
	// experience (PEER-31).
	ErrRoleNotDisclosed = NewCode("role-not-disclosed", AskField)
	// ErrRightsNotExplained: a right, or the limits of confidentiality, has not
	// been explained (PEER-32).
	ErrRightsNotExplained = NewCode("rights-not-explained", Wait)
	// ErrNeedsBothParties: it is for the two of them, and the yes that is missing
	// is another one (PEER-33, 35).
	ErrNeedsBothParties = NewCode("needs-both-parties", ShowWhose)
	// ErrStaleVersion: it is another version than the one on the table (PEER-33).
	ErrStaleVersion = NewCode("stale-version", ReadAgain)
	// ErrImmutable: a version that exists would be altered (PEER-34).
	ErrImmutable = NewCode("immutable", Stop)
)

type (
	relRow         = Row[Relationship, RelationshipFacts]
	relOpen        = Open[Relationship, RelationshipFacts]
	relNeed[C any] = Need[Relationship, RelationshipFacts, C]
	relStep[C any] = Step[Relationship, RelationshipFacts, C]
	relFacts       = RelationshipFacts
	relTaken       = Taken[RelationshipFacts]
	relMet         = func(Relationship, Act, RelationshipFacts) Tri
)

var (
	bothOfThem = Asks{Rule: Rule{"PEER-35", ErrNeedsBothParties}, Says: "This is for the two of them: the person and the worker.", Fix: "Ask the one whose turn it is. Nobody can decide it in their place."}
	personOnly = Asks{Rule: Rule{"PEER-37", ErrPersonsChoiceOnly}, Says: "This is the person's own choice.", Fix: "Leave it to them. Nobody says it for them."}
	workerOnly = Asks{Rule: Rule{"PEER-31", ErrNotAuthorised}, Says: "This is for the worker of this relationship.", Fix: "Ask the worker whose relationship it is."}
	lineOnly   = Asks{Rule: Rule{"PEER-24", ErrNotAuthorised}, Says: "A colleague makes the offer, not the worker and not the person.", Fix: "Ask the worker's line manager or peer support lead."}
)

// relationships is the table of PEER-20, 24, 30 to 35 and 37.
var relationships = Machine[Relationship, RelationshipFacts]{
	Kind:   KindRelationship,
	Schema: 1, // 1: the first form
	Says:   "One person and one peer support worker, on an agreement both have said yes to.",
	Moves:  "PEER-30",
	States: []State{
		{Offered, "This worker has been offered. The worker's welcome moves it on; the person may decline.", false},
		{Welcomed, "The two have met. Either of them proposes an agreement; the person may decline.", false},
		{Agreeing, "A version is on the table. The second yes makes it count; the person may decline.", false},
		{Active, "Both agreed. Either proposes changes; the person may leave at any time.", false},
		{Declined, "The person said no before it began.", true},
		{Ended, "The person left.", true},
	},
	Head:   func(r *Relationship) *Head { return &r.head },
	Data:   func(r *Relationship) any { return &r.s },
	Person: func(r Relationship) PersonID { return r.s.Person },
	Party:  relationshipParty,
	Policy: func(f relFacts) Digest { return f.Policy.Digest() },
	Line:   func(f relFacts) Lines { return f.Lines },
	Legal:  relationshipLegal,
	Parts:  relationshipParts,
	Rows: []relRow{
		Begins(relRow{
			Do: "offer", Says: "Offer a worker to a person who has said yes to peer support.",
			To: []Status{Offered}, By: []Party{PartyStaff}, Else: lineOnly, Form: "PEER-24",
			Open: []relOpen{personAgreed, inLine, mayBeOffered, numberAgreed, roomToOffer, noOther},
		}, func(c Offer) string { return c.ID }, draftOffer, relStep[Offer]{
			Needs: []relNeed[Offer]{{
				Asks: Asks{Rule: Rule{"PEER-11", ErrSelfReference}, Path: "/worker", Says: "The worker is somebody else than the person.", Fix: "Name another worker."},
				Met:  func(_ Relationship, c Offer, _ Act, _ relFacts) Tri { return Is(string(c.Worker) != string(c.Person)) },
			}},
			Apply: func(r Relationship, _ Offer, t *relTaken) Relationship { r.s.Offered = t.Now(); return r },
		}),
		Takes(relRow{
			Do: "welcome", Says: "Record the first meeting.",
			From: []Status{Offered}, To: []Status{Welcomed}, By: []Party{PartyWorker}, Else: workerOnly, Form: "PEER-31",
		}, relStep[WelcomePerson]{
			Needs: []relNeed[WelcomePerson]{{
				Asks: Asks{Rule: Rule{"PEER-31", ErrRoleNotDisclosed}, Path: "/introducedAsPeer", Says: "The worker said that they are there with lived experience of their own.", Fix: "Tell the person first; then record the welcome."},
				Met:  func(_ Relationship, c WelcomePerson, _ Act, _ relFacts) Tri { return Is(c.IntroducedAsPeer) },
			}, {
				Asks: Asks{Rule: Rule{"PEER-31", ErrPersonHasNotAgreed}, Path: "/participants", Says: "The person was there.", Fix: "A welcome is for the person; record it when they have met."},
				Met: func(r Relationship, c WelcomePerson, _ Act, _ relFacts) Tri {
					return Is(slices.Contains(c.Participants, ByPerson(r.s.Person)))
				},
			}},
			Apply: welcome,
		}),
		Takes(relRow{
			Do: "tell-rights", Says: "Record which rights and choices were explained.",
			From: []Status{Offered, Welcomed, Agreeing, Active}, Stays: []Status{Offered, Welcomed, Agreeing, Active},
			By: []Party{PartyWorker}, Else: workerOnly, Form: "PEER-32",
		}, relStep[TellRights]{
			Needs: []relNeed[TellRights]{{
				Asks: Asks{Rule: Rule{"PEER-32", ErrRightsNotExplained}, Path: "/topics", Says: "The limits of confidentiality are explained, not put off.", Fix: "Explain them in plain words before anything personal is said."},
				Met:  func(_ Relationship, c TellRights, _ Act, _ relFacts) Tri { return Is(!putsOffConfidentiality(c)) },
			}},
			Apply: tellRights,
		}),
		Takes(relRow{
			Do: "propose", Says: "Put a new version of the agreement on the table.",
			From: []Status{Welcomed, Agreeing, Active}, To: []Status{Agreeing}, Stays: []Status{Active},
			By: []Party{PartyPerson, PartyWorker}, Else: bothOfThem, Form: "PEER-33",
		}, relStep[Propose]{
			Needs: []relNeed[Propose]{{
				Asks: Asks{Rule: Rule{"PEER-34", ErrImmutable}, Path: "/version", Says: "It is a new version; one that exists is not altered.", Fix: "Leave the version out, or give the next number."},
				Met: func(r Relationship, c Propose, _ Act, _ relFacts) Tri {
					return Is(c.Version == 0 || c.Version == len(r.s.Agreements)+1)
				},
			}, {
				Asks: Asks{Rule: Rule{"PEER-51", ErrPastDate}, Path: "/reviewOn", Says: "The day to look back is still to come.", Fix: "Choose a later day, or leave it out for the usual one."},
				Met: func(_ Relationship, c Propose, a Act, f relFacts) Tri {
					return Is(c.ReviewOn.IsZero() || c.ReviewOn.After(f.Policy.Calendar().Day(a.At)))
				},
			}},
			Apply: propose,
		}),
		Takes(relRow{
			Do: "confirm", Says: "Say yes to the version on the table.",
			From: []Status{Agreeing, Active}, To: []Status{Active}, Stays: []Status{Active},
			By: []Party{PartyPerson, PartyWorker}, Else: bothOfThem, Form: "PEER-33",
			Open: []relOpen{yoursIsMissing, rightsTold, numberStillAgreed, roomStill},
		}, relStep[Confirm]{
			Needs: []relNeed[Confirm]{{
				Asks: Asks{Rule: Rule{"PEER-33", ErrStaleVersion}, Path: "/version", Says: "It is the version on the table.", Fix: "Read the newest version, then say yes to that one."},
				Met: func(r Relationship, c Confirm, _ Act, _ relFacts) Tri {
					a, ok := r.OnTheTable()
					return Is(!ok || a.Version == c.Version) // nothing on the table is another rule's to say
				},
			}},
			Apply: confirm,
		}),
		Takes(relRow{
			Do: "decline", Says: "Say no, without a reason.",
			From: []Status{Offered, Welcomed, Agreeing}, To: []Status{Declined}, By: []Party{PartyPerson}, Else: personOnly, Form: "PEER-37",
		}, relStep[Decline]{Apply: func(r Relationship, _ Decline, t *relTaken) Relationship { r.s.Over = t.Now(); return r }}),
		Takes(relRow{
			Do: "withdraw", Says: "Leave, at once and without a reason.",
			From: []Status{Active}, To: []Status{Ended}, By: []Party{PartyPerson}, Else: personOnly, Form: "PEER-37",
		}, relStep[Withdraw]{Apply: func(r Relationship, _ Withdraw, t *relTaken) Relationship { r.s.Over = t.Now(); return r }}),
	},
}

func relationshipParty(r Relationship, a Actor) Party {
	switch {
	case a.Person != "" && a.Person == r.s.Person:
		return PartyPerson
	case a.Staff != "" && a.Staff == r.s.Worker:
		return PartyWorker
	case a.Staff != "":
		return PartyStaff
	case a.Carer != "":
		return PartyCarer
	}
	return PartyNobody
}

func draftOffer(c Offer) Relationship {
	return Relationship{s: relationship{Person: c.Person, Worker: c.Worker, Service: c.Service, Request: c.Request}}
}

func welcome(r Relationship, c WelcomePerson, t *relTaken) Relationship {
	r.s.Welcome = Welcoming{At: t.Now(), Participants: slices.Clone(c.Participants), Orientation: slices.Clone(c.Orientation), Helped: t.Own(c.Helped)}
	return r
}

func putsOffConfidentiality(c TellRights) bool {
	return slices.ContainsFunc(c.Topics, func(r Right) bool { return r.Topic == RightConfidentiality && r.Told != Explained })
}

func tellRights(r Relationship, c TellRights, t *relTaken) Relationship {
	r.s.Rights = slices.Clone(r.s.Rights)
	for _, topic := range c.Topics {
		r.s.Rights = append(r.s.Rights, RightTold{topic.Topic, topic.Told, t.Now()})
	}
	return r
}

func propose(r Relationship, c Propose, t *relTaken) Relationship {
	a := Agreement{
		Version: len(r.s.Agreements) + 1, Purpose: t.Own(c.Purpose), Activities: slices.Clone(c.Activities), Modes: slices.Clone(c.Modes),
		Boundaries: slices.Clone(c.Boundaries), Often: t.Own(c.Often), WhenWorried: t.Own(c.WhenWorried),
		ReviewOn: c.ReviewOn, EndingNamed: c.EndingNamed, ProposedBy: t.As, Proposed: t.Now(),
	}
	for i := range a.Boundaries {
		a.Boundaries[i].Words = t.Own(a.Boundaries[i].Words)
	}
	if a.ReviewOn.IsZero() {
		a.ReviewOn = t.Facts.Policy.reviewAfter(t.Now())
	}
	a.confirm(t.As, t.Now())
	r.s.Agreements = append(slices.Clone(r.s.Agreements), a)
	return r
}

func confirm(r Relationship, c Confirm, t *relTaken) Relationship {
	r.s.Agreements = slices.Clone(r.s.Agreements)
	r.s.Agreements[c.Version-1].confirm(t.As, t.Now())
	if _, ok := r.InForce(); ok && r.s.Since.IsZero() {
		r.s.Since = t.Now()
	}
	return r
}
