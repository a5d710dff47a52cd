package peer

// ConsentFacts is what steps of consents, disclosures and carers rest on besides the
// record. What is left out is unknown, and a decision that needs it says so. Saying no
// and taking a yes back rest on none of them.
type ConsentFacts struct {
	// Policy in force on the day.
	Policy Policy
	// Lines of the worker; they read what belongs to the worker and their line.
	Lines Lines
	// Born is the person's date of birth, as far as it is known.
	Born Date
	// Ability is what a professional has recorded about this decision.
	Ability AbilityRecorded
	// Authority is the recorded right of the carer who says yes in the person's place,
	// where the worker writes it down; Carer.Authority gives it.
	Authority Authority
	// Register holds the entries of the person's consent register.
	Register []ConsentEntry
	// Carer is the link to the carer something would be shared with.
	Carer Carer
}

func (f ConsentFacts) digest() Digest { return f.Policy.Digest() }

func (f ConsentFacts) lines() Lines { return f.Lines }

type (
	consentRow         = Row[ConsentEntry, ConsentFacts]
	consentOpen        = Open[ConsentEntry, ConsentFacts]
	consentNeed[C any] = Need[ConsentEntry, ConsentFacts, C]
	consentStep[C any] = Step[ConsentEntry, ConsentFacts, C]
	consentTaken       = Taken[ConsentFacts]
)

// Places from which an answer leads on.
var consentAnywhere = []Status{ConsentGiven, ConsentSaidNo, ConsentWithdrawn, ConsentReopened}

var (
	consentTheirs = Asks{Rule: Rule{"PEER-57", ErrNotAuthorised}, Says: "This is the person's own answer; the worker alongside writes it down, or a carer with a recorded authority gives it.", Fix: "Ask the person, or the worker alongside."}
	consentHeard  = Asks{Rule: Rule{"PEER-57", ErrNotAuthorised}, Says: "This is the person's own answer; anybody on the staff may write it down.", Fix: "Let the person say it to somebody on the staff."}
)

// consents is the table of PEER-57.
var consents = Machine[ConsentEntry, ConsentFacts]{
	Kind:   KindConsent,
	Schema: 1, // 1: the first form
	Says:   "One question of a person's consent register: may this be shared with this recipient, for this purpose, and every answer to it.",
	Moves:  "PEER-57",
	States: []State{
		{ConsentGiven, "The answer is yes, from the day it counts. It can be taken back at any time.", false},
		{ConsentSaidNo, "The answer is no. The person may answer anew.", false},
		{ConsentWithdrawn, "The answer was taken back. The person may answer anew.", false},
		{ConsentReopened, "The person had been pressed. They are asked again with nobody else there.", false},
	},
	Head:   func(e *ConsentEntry) *Head { return &e.head },
	Data:   func(e *ConsentEntry) any { return &e.s },
	Person: ConsentEntry.Person,
	Party:  func(e ConsentEntry, a Actor) Party { return PartyOf(a, e.s.Person, e.s.Worker) },
	Policy: ConsentFacts.digest,
	Line:   ConsentFacts.lines,
	Legal:  consentLegal,
	Parts:  consentParts,
	Rows: []consentRow{
		Begins(consentRow{
			Do: "give", Says: "Say yes to sharing something.", To: []Status{ConsentGiven},
			By: []Party{PartyPerson, PartyWorker, PartyCarer}, Else: consentTheirs, Form: "PEER-57",
		}, func(c GiveConsent) string { return c.ID }, func(c GiveConsent) ConsentEntry {
			return ConsentEntry{s: consentEntry{Person: c.Person, Worker: c.Worker, Scope: c.Scope, With: c.With, Purpose: c.Purpose}}
		}, consentStep[GiveConsent]{
			Needs: append(consentYesNeeds(func(c GiveConsent) ConsentYes { return c.Yes }), consentRecipient[GiveConsent]()),
			Apply: func(e ConsentEntry, c GiveConsent, t *consentTaken) ConsentEntry { return e.yes(c.Yes, t) },
		}),
		Takes(consentRow{
			Do: "give-again", Says: "Say yes after another answer, or for longer.", From: consentAnywhere, To: []Status{ConsentGiven},
			By: []Party{PartyPerson, PartyWorker, PartyCarer}, Else: consentTheirs, Form: "PEER-57",
		}, consentStep[GiveAgain]{
			Needs: append(consentYesNeeds(func(c GiveAgain) ConsentYes { return c.Yes }), askedAgainAlone),
			Apply: func(e ConsentEntry, c GiveAgain, t *consentTaken) ConsentEntry { return e.yes(c.Yes, t) },
		}),
		Begins(consentRow{
			Do: "say-no", Says: "Say no to sharing something.", To: []Status{ConsentSaidNo},
			By: []Party{PartyPerson, PartyWorker, PartyStaff}, Else: consentHeard, Form: "PEER-57",
		}, func(c SayNoToSharing) string { return c.ID }, func(c SayNoToSharing) ConsentEntry {
			return ConsentEntry{s: consentEntry{Person: c.Person, Worker: c.Worker, Scope: c.Scope, With: c.With, Purpose: c.Purpose}}
		}, consentStep[SayNoToSharing]{
			Needs: []consentNeed[SayNoToSharing]{consentRecipient[SayNoToSharing]()},
			Apply: func(e ConsentEntry, _ SayNoToSharing, t *consentTaken) ConsentEntry {
				return e.answered(ConsentAnswer{Says: ConsentSaidNo}, t)
			},
		}),
		Takes(consentRow{
			Do: "change-to-no", Says: "Say no after another answer.", From: consentAnywhere, To: []Status{ConsentSaidNo},
			By: []Party{PartyPerson, PartyWorker, PartyStaff}, Else: consentHeard, Form: "PEER-57",
		}, consentStep[SayNo]{Apply: func(e ConsentEntry, _ SayNo, t *consentTaken) ConsentEntry {
			return e.answered(ConsentAnswer{Says: ConsentSaidNo}, t)
		}}),
		Takes(consentRow{
			Do: "withdraw", Says: "Take the answer back, at once and without a reason.", From: consentAnywhere, To: []Status{ConsentWithdrawn},
			By: []Party{PartyPerson, PartyWorker, PartyStaff, PartyCarer}, Else: consentHeard, Form: "PEER-57",
			Open: []consentOpen{carerGaveIt},
		}, consentStep[WithdrawConsent]{Apply: func(e ConsentEntry, _ WithdrawConsent, t *consentTaken) ConsentEntry {
			return e.answered(ConsentAnswer{Says: ConsentWithdrawn}, t)
		}}),
		Takes(consentRow{
			Do: "was-pressed", Says: "Say that you had been pressed.", From: consentAnywhere, To: []Status{ConsentReopened},
			By: []Party{PartyPerson, PartyWorker, PartyStaff}, Else: consentHeard, Form: "PEER-57",
		}, consentStep[WasPressed]{Apply: func(e ConsentEntry, _ WasPressed, t *consentTaken) ConsentEntry {
			return e.answered(ConsentAnswer{Says: ConsentReopened}, t)
		}}),
		Takes(consentRow{
			Do: "confirm-alone", Says: "Say that the same yes was given again with nobody else there.", From: []Status{ConsentGiven}, To: []Status{ConsentGiven},
			By: []Party{PartyPerson, PartyWorker}, Else: consentTheirs, Form: "PEER-57",
			Open: []consentOpen{personsOwnYes},
		}, consentStep[ConfirmAlone]{Apply: func(e ConsentEntry, _ ConfirmAlone, t *consentTaken) ConsentEntry {
			e.s.Answers = e.Answers()
			e.s.Answers[len(e.s.Answers)-1].Alone = t.Now()
			return e
		}}),
	},
}

var consentParts = []Part[ConsentEntry]{
	{Name: "answer", May: []Party{PartyPerson, PartyWorker, PartyLine}, Purposes: []Purpose{ForCare, ForRecord},
		Rule: Rule{"PEER-57", ErrConsentRequired}, Says: "What somebody said about sharing is for them and for those who have to keep to it.",
		Value: func(e ConsentEntry) any {
			a := e.last()
			return struct {
				Person  PersonID     `json:"person"`
				Scope   ConsentScope `json:"scope"`
				With    Recipient    `json:"with"`
				Purpose Purpose      `json:"purpose"`
				Says    Status       `json:"says"`
				From    When         `json:"from"`
				Until   When         `json:"until,omitzero"`
			}{e.s.Person, e.s.Scope, e.s.With, e.s.Purpose, a.Says, consentWhen(a.From), consentWhen(a.Until)}
		}},
	{Name: "how", May: []Party{PartyPerson, PartyWorker, PartyLine},
		Rule: Rule{"PEER-57", ErrConsentRequired}, Says: "How somebody was asked is for them, the worker alongside and supervision.",
		Value: func(e ConsentEntry) any { return e.s.Answers }},
}
