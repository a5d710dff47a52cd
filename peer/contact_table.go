package peer

import "slices"

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
	// ErrRelationshipEnded: the relationship is over, and no more contacts are planned in
	// it (PEER-55).
	ErrRelationshipEnded = NewCode("relationship-ended", Stop)
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

// Where a step is taken that leaves the contact where it is.
var (
	justRecorded = []Status{Recorded}
	writtenDown  = []Status{Recorded, EnteredInError}
)

// contacts is the table of PEER-23, 43 to 50 and 59. The rows of its parts stand beside
// their rules.
var contacts = Machine[Contact, ContactFacts]{
	Kind:   KindContact,
	Schema: 1, // 1: the first form
	Says:   "One time a person and a worker were in touch, or meant to be.",
	Moves:  "PEER-44",
	States: []State{
		{Planned, "It is in the diary. The worker records what became of it.", false},
		{Recorded, "What happened is written down. Either of the two may have it put right, and the person may say more beside it.", false},
		{EnteredInError, "It should never have been written; it stays readable, and the person may still say something beside it.", false},
	},
	Head:   func(c *Contact) *Head { return &c.head },
	Data:   func(c *Contact) any { return &c.s },
	Person: func(c Contact) PersonID { return c.s.Person },
	Party:  contactParty,
	Policy: func(f ContactFacts) Digest { return f.Policy.Digest() },
	Line:   func(f ContactFacts) Lines { return f.Lines },
	Legal:  contactLegal,
	Parts:  contactViews,
	Rows:   slices.Concat(contactRows, entryRows, wordRows, distressRows, []conRow{contentRow}, validationRows),
}

// contactRows plan a contact, write it down and put it right.
var contactRows = []conRow{
	Begins(conRow{
		Do: "plan", Says: "Put a contact into the diary.",
		To: []Status{Planned}, By: []Party{PartyWorker, PartyPerson}, Else: eitherTwo, Form: "PEER-44",
		Open: []conOpen{readyToPlan, ageFits},
	}, func(p PlanContact) string { return p.ID }, draftPlan, conStep[PlanContact]{
		Needs: judged(theDraft[PlanContact], slices.Concat([]contactRule{goesOn, activeToPlan, amongAgreed, supervised, lonePlanThere, planEnds, notPast}, alongPlanned)...),
		Apply: func(c Contact, _ PlanContact, t *conTaken) Contact {
			c.s.Entry.Along = c.s.Entry.Along.kept(t)
			c.s.RecordBy = t.Facts.recordBy(c.s.What.last().UTC())
			return c
		},
	}),
	Begins(conRow{
		Do: "record", Says: "Write down a contact that was not in the diary.",
		To: []Status{Recorded}, By: []Party{PartyWorker}, Else: ownContact, Form: "PEER-44",
	}, func(p RecordContact) string { return p.ID }, draftRecord, conStep[RecordContact]{
		Needs: judged(theDraft[RecordContact], slices.Concat([]contactRule{somebody, nobodyNamed, kindSaid}, writtenRules)...),
		Apply: func(c Contact, _ RecordContact, t *conTaken) Contact { return c.written(t) },
	}),
	Takes(conRow{
		Do: "record-planned", Says: "Write down what became of a contact in the diary.",
		From: []Status{Planned}, To: []Status{Recorded}, By: []Party{PartyWorker}, Else: ownContact, Form: "PEER-44",
	}, conStep[RecordPlanned]{
		Needs: judged(Contact.tookPlaceAs, writtenRules...),
		Apply: func(c Contact, p RecordPlanned, t *conTaken) Contact { return c.tookPlaceAs(p).written(t) },
	}),
	Takes(conRow{
		Do: "correct", Says: "Put the facts of a contact right, and say why.",
		From: justRecorded, Stays: justRecorded, By: []Party{PartyWorker, PartyPerson}, For: MayCorrect, Else: eitherTwo, Form: "PEER-49",
	}, conStep[Correct]{
		Needs: judged(func(c Contact, p Correct) Contact { return c.with(p.What) }, ended, notFuture, lengthLikely, productionReason),
		Apply: func(c Contact, p Correct, t *conTaken) Contact {
			return c.keep(p.Because, t).with(p.What).tookPlace().changed(t)
		},
	}),
	Takes(conRow{
		Do: "mark-in-error", Says: "Say that it should never have been written.",
		From: []Status{Planned, Recorded}, To: []Status{EnteredInError}, By: []Party{PartyWorker, PartyPerson}, For: MayCorrect, Else: eitherTwo, Form: "PEER-49",
	}, conStep[MarkInError]{
		Apply: func(c Contact, p MarkInError, t *conTaken) Contact { return c.keep(p.Because, t) },
	}),
}

func contactParty(c Contact, a Actor) Party { return PartyOf(a, c.s.Person, c.s.Worker) }

func draftPlan(p PlanContact) Contact {
	c := Contact{s: contact{Person: p.Person, Worker: p.Worker, Relationship: p.Relationship, Service: p.Service,
		Organisation: p.Organisation, Kind: p.Kind, ForSafety: p.ForSafety}}.with(p.What)
	c.s.Entry.Along = p.Along
	return c
}

func draftRecord(p RecordContact) Contact {
	c := Contact{s: contact{Person: p.Person, Worker: p.Worker, Relationship: p.Relationship, Service: p.Service,
		Organisation: p.Organisation, Kind: p.Kind, Headcount: p.Headcount, ForSafety: p.ForSafety}}
	return c.tookPlaceAs(RecordPlanned{p.What, p.Entry, p.Draft, p.Distress, p.LateBecause})
}

// tookPlaceAs returns the contact with what was said of it put into it, each text as it
// was sent.
func (c Contact) tookPlaceAs(p RecordPlanned) Contact {
	if p.Entry.Along == (GoingAlong{}) {
		p.Entry.Along = c.s.Entry.Along
	}
	c.s.Entry, c.s.Distress, c.s.LateBecause = p.Entry, p.Distress, p.LateBecause
	if p.Draft {
		c.s.Validation.State = EntryDraft
	}
	return c.with(p.What)
}

// with returns the contact with what happened put into it.
func (c Contact) with(h Happening) Contact {
	c.s.What = h.own()
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
	c.s.Before = append(slices.Clone(c.s.Before), Earlier{c.s.What, c.s.Entry, c.s.Validation.Seen, t.Own(because), t.Act.By, t.Now()})
	return c
}

// written is the contact as it is stored once it has been written down.
func (c Contact) written(t *conTaken) Contact {
	c = c.tookPlace()
	for _, r := range contactMarks {
		if r.rule.met(c, t.Act, t.Facts) != Yes {
			c.s.Marks = append(slices.Clone(c.s.Marks), r.mark)
		}
	}
	c.s.RecordedAt, c.s.RecordBy = t.Now(), t.Facts.recordBy(c.s.What.last().UTC())
	c.s.Entry, c.s.Distress, c.s.LateBecause = c.s.Entry.kept(t), c.s.Distress.kept(t), t.Own(c.s.LateBecause)
	if c.s.Validation.State == EntryDraft {
		return c.drafted(t)
	}
	return c.finished(t)
}
