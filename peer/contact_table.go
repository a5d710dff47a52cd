package peer

import "slices"

// ContactFacts is what steps of a contact rest on besides the record. What is
// left out is unknown: planning then waits for it, recording marks it.
type ContactFacts struct {
	// Policy in force on the day.
	Policy Policy
	// Agreed is what the two have agreed; AgreedIn makes it.
	Agreed Agreed
	// Ready is the worker's readiness on the day.
	Ready Readiness
	// Lines of the worker; they read what belongs to the worker and their line.
	Lines Lines
}

// Agreed is what a relationship says about contacts. The zero value is not known.
type Agreed struct {
	Known      bool
	Person     PersonID
	Worker     StaffID
	Active     bool // an agreement is in force, and it is not paused
	Ended      bool
	Activities []ActivityKind
	Modes      []Mode
}

// AgreedIn reads what a relationship says about contacts: the version in force.
func AgreedIn(r Relationship) Agreed {
	a, _ := r.InForce()
	return Agreed{Known: r.Exists(), Person: r.Person(), Worker: r.Worker(), Active: r.Runs(), Ended: r.Status() == Ended,
		Activities: slices.Clone(a.Activities), Modes: slices.Clone(a.Modes)}
}

// Codes of the contact rows.
var (
	// ErrBoundariesNotAgreed: no agreement is in force, and the contact needs one
	// (PEER-33).
	ErrBoundariesNotAgreed = NewCode("boundaries-not-agreed", Wait)
	// ErrNotAgreed: the activity, or the way to meet, is not among what the two
	// agreed (PEER-33).
	ErrNotAgreed = NewCode("not-agreed", Wait)
	// ErrSupervisedOnly: a worker who works under supervision names no colleague
	// (PEER-04).
	ErrSupervisedOnly = NewCode("supervised-only", AskField)
	// ErrImplausibleLength: it is longer than the policy says a contact usually
	// is; it is kept and marked (PEER-44).
	ErrImplausibleLength = NewCode("implausible-length", AskField)
	// ErrLateReasonRequired: it was written up after the policy's time; it is kept
	// and marked (PEER-46).
	ErrLateReasonRequired = NewCode("late-reason-required", AskField)
	// ErrCoproductionStatusRequired: it is not said whether the record was made
	// with the person; it is kept (PEER-47).
	ErrCoproductionStatusRequired = NewCode("coproduction-status-required", AskField)
)

type (
	conOpen        = Open[Contact, ContactFacts]
	conRow         = Row[Contact, ContactFacts]
	conNeed[C any] = Need[Contact, ContactFacts, C]
	conStep[C any] = Step[Contact, ContactFacts, C]
	conTaken       = Taken[ContactFacts]
)

var (
	ownContact = Asks{Rule: Rule{"PEER-44", ErrNotAuthorised}, Says: "This is for the worker whose contact it is.", Fix: "Ask that worker; anybody can raise a concern."}
	eitherTwo  = Asks{Rule: Rule{"PEER-35", ErrNotAuthorised}, Says: "This is for the person and the worker whose contact it is: both may put it right.", Fix: "Ask one of the two."}
)

// contacts is the table of PEER-44, 45 and 49.
var contacts = Machine[Contact, ContactFacts]{
	Kind:   KindContact,
	Schema: 1, // 1: the first form
	Says:   "One time a person and a worker were in touch, or meant to be.",
	Moves:  "PEER-44",
	States: []State{
		{Planned, "It is in the diary. The worker records what became of it.", false},
		{Recorded, "What happened is written down. Either of the two may have it put right.", false},
		{EnteredInError, "It should never have been written; it stays readable.", true},
	},
	Head:   func(c *Contact) *Head { return &c.head },
	Data:   func(c *Contact) any { return &c.s },
	Person: func(c Contact) PersonID { return c.s.Person },
	Party:  contactParty,
	Policy: func(f ContactFacts) Digest { return f.Policy.Digest() },
	Line:   func(f ContactFacts) Lines { return f.Lines },
	Legal:  contactLegal,
	Parts:  contactViews,
	Rows: []conRow{
		Begins(conRow{
			Do: "plan", Says: "Put a contact into the diary.",
			To: []Status{Planned}, By: []Party{PartyWorker, PartyPerson}, Else: eitherTwo, Form: "PEER-44",
			Open: []conOpen{readyToPlan},
		}, func(c PlanContact) string { return c.ID }, draftPlan, conStep[PlanContact]{
			Needs: []conNeed[PlanContact]{
				planNeed(activeAgreement), planNeed(amongAgreed), planNeed(supervised),
				planNeed(planEnds), planNeed(notPast),
			},
			Apply: func(c Contact, _ PlanContact, _ *conTaken) Contact { return c },
		}),
		Begins(conRow{
			Do: "record", Says: "Write down a contact that was not in the diary.",
			To: []Status{Recorded}, By: []Party{PartyWorker}, Else: ownContact, Form: "PEER-44",
		}, func(c RecordContact) string { return c.ID }, draftRecord, conStep[RecordContact]{
			Needs: []conNeed[RecordContact]{
				need[RecordContact](somebody), need[RecordContact](nobodyNamed),
				need[RecordContact](ended), need[RecordContact](notFuture),
				need[RecordContact](kindSaid), need[RecordContact](lengthLikely), need[RecordContact](withinAgreement),
				need[RecordContact](wasReady), need[RecordContact](wasSupervised), need[RecordContact](inTime),
				need[RecordContact](productionSaid), need[RecordContact](productionReason),
			},
			Apply: func(c Contact, _ RecordContact, t *conTaken) Contact { return written(c, t) },
		}),
		Takes(conRow{
			Do: "record-planned", Says: "Write down what became of a contact in the diary.",
			From: []Status{Planned}, To: []Status{Recorded}, By: []Party{PartyWorker}, Else: ownContact, Form: "PEER-44",
		}, conStep[RecordPlanned]{
			Needs: []conNeed[RecordPlanned]{
				happened(ended), happened(notFuture), happened(lengthLikely), happened(withinAgreement),
				happened(wasReady), happened(wasSupervised), happened(inTime), happened(productionSaid), happened(productionReason),
			},
			Apply: func(c Contact, p RecordPlanned, t *conTaken) Contact { return written(c.with(p.What), t) },
		}),
		Takes(conRow{
			Do: "correct", Says: "Put a contact right, and say why.",
			From: []Status{Recorded}, Stays: []Status{Recorded}, By: []Party{PartyWorker, PartyPerson}, For: MayCorrect, Else: eitherTwo, Form: "PEER-49",
		}, conStep[Correct]{
			Needs: []conNeed[Correct]{corrected(ended), corrected(notFuture), corrected(lengthLikely), corrected(productionReason)},
			Apply: func(c Contact, p Correct, t *conTaken) Contact { return c.keep(p.Because, t).with(p.What).tookPlace() },
		}),
		Takes(conRow{
			Do: "mark-in-error", Says: "Say that it should never have been written.",
			From: []Status{Planned, Recorded}, To: []Status{EnteredInError}, By: []Party{PartyWorker, PartyPerson}, For: MayCorrect, Else: eitherTwo, Form: "PEER-49",
		}, conStep[MarkInError]{
			Apply: func(c Contact, p MarkInError, t *conTaken) Contact { return c.keep(p.Because, t) },
		}),
	},
}

func contactParty(c Contact, a Actor) Party {
	switch {
	case a.Person != "" && a.Person == c.s.Person:
		return PartyPerson
	case a.Staff != "" && a.Staff == c.s.Worker:
		return PartyWorker
	case a.Staff != "":
		return PartyStaff
	case a.Carer != "":
		return PartyCarer
	}
	return PartyNobody
}

func draftPlan(c PlanContact) Contact {
	return Contact{s: contact{Person: c.Person, Worker: c.Worker, Relationship: c.Relationship, Service: c.Service,
		Organisation: c.Organisation, Kind: c.Kind, ForSafety: c.ForSafety}}.with(c.What)
}

func draftRecord(c RecordContact) Contact {
	return Contact{s: contact{Person: c.Person, Worker: c.Worker, Relationship: c.Relationship, Service: c.Service,
		Organisation: c.Organisation, Kind: c.Kind, Headcount: c.Headcount, ForSafety: c.ForSafety}}.with(c.What)
}

// with returns the contact with what happened put into it.
func (c Contact) with(h Happening) Contact {
	h.Goals = slices.Clone(h.Goals)
	c.s.What = h
	return c
}

// tookPlace gives a contact that is written down without an outcome its usual one.
func (c Contact) tookPlace() Contact {
	if c.s.What.Outcome == "" {
		c.s.What.Outcome = Attended
	}
	return c
}

// keep moves what the contact says now into its history.
func (c Contact) keep(because Words, t *conTaken) Contact {
	c.s.Before = append(slices.Clone(c.s.Before), Earlier{c.s.What, t.Own(because), t.Act.By, t.Now()})
	return c
}

func written(c Contact, t *conTaken) Contact {
	c = c.tookPlace()
	c.s.RecordedAt = t.Now()
	c.s.RecordBy = t.Facts.Policy.recordBy(c.s.What.last().UTC())
	for _, r := range contactMarks {
		if r.rule.met(c, t.Act, t.Facts) != Yes {
			c.s.Marks = append(slices.Clone(c.s.Marks), r.mark)
		}
	}
	return c
}
