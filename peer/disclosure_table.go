package peer

import (
	"reflect"
	"time"
)

// DisclosureStep is a step of a disclosure. A step of another record does not compile
// here.
type DisclosureStep interface{ disclosureStep() }

// Disclose shares something now, and logs it. Whoever shares it takes the step.
type Disclose struct {
	ID     string    `json:"id"`
	Worker StaffID   `json:"worker" ask:"required"`
	What   Disclosed `json:"what"`
}

// LogDisclosure logs something that has gone already. It is never turned down for want
// of a basis: it is marked, and supervision hears of it.
type LogDisclosure struct {
	ID     string    `json:"id"`
	Worker StaffID   `json:"worker" ask:"required"`
	What   Disclosed `json:"what"`
	Went   time.Time `json:"went" ask:"required"`
}

// AddWhy adds what was left out when it was logged.
type AddWhy struct {
	Basis   Basis     `json:"basis,omitzero"`
	Signal  string    `json:"signal,omitzero"`
	Concern ConcernID `json:"concern,omitzero"`
	Because Private   `json:"because,omitzero" ask:"max=2000"`
}

// SayPersonTold says whether the person was told of it.
type SayPersonTold struct {
	Answer ToldPerson `json:"answer" ask:"required"`
	// LookAgain is for NotSafeToTell: the day on which it is looked at again.
	LookAgain Date `json:"lookAgain,omitzero"`
}

// AddMySide puts the person's own side beside it, in place of what they said before.
// Nobody answers it, alters it or takes it out.
type AddMySide struct {
	Words Words `json:"words" ask:"required,max=4000"`
}

// MarkDisclosureInError says that it was never shared.
type MarkDisclosureInError struct {
	Because Private `json:"because" ask:"required,max=2000"`
}

func (Disclose) disclosureStep()              {}
func (LogDisclosure) disclosureStep()         {}
func (AddWhy) disclosureStep()                {}
func (SayPersonTold) disclosureStep()         {}
func (AddMySide) disclosureStep()             {}
func (MarkDisclosureInError) disclosureStep() {}

// Codes of the disclosure row.
var (
	// ErrPersonSaidNo: the person said no to this being shared, or took their yes back
	// (PEER-57, TRAN-07).
	ErrPersonSaidNo = NewCode("person-said-no", Stop)
	// ErrConsentNotInForce: the person's yes has not begun, has ended, or has to be
	// asked again (PEER-57).
	ErrConsentNotInForce = NewCode("consent-not-in-force", Wait)
)

type (
	disRow         = Row[Disclosure, ConsentFacts]
	disNeed[C any] = Need[Disclosure, ConsentFacts, C]
	disStep[C any] = Step[Disclosure, ConsentFacts, C]
	disTaken       = Taken[ConsentFacts]
)

var (
	whoSharedIt = Asks{Rule: Rule{"PEER-57", ErrNotAuthorised}, Says: "This is for whoever shares it.", Fix: "Ask the one who shares it to write it down themself."}
	whoTellsIt  = Asks{Rule: Rule{"PEER-57", ErrNotAuthorised}, Says: "This is for whoever shared it, and for colleagues who tell the person.", Fix: "Leave it to the staff."}
	ownSideOnly = Asks{Rule: Rule{"PEER-35", ErrPersonsChoiceOnly}, Says: "This is the person's own side of it.", Fix: "Leave it to them; whoever shared it may write down what they say."}
	eitherShare = Asks{Rule: Rule{"PEER-35", ErrNotAuthorised}, Says: "This is for the person and for whoever shared it.", Fix: "Ask one of the two."}
)

// disclosedForm is the shape of what CheckDisclosure is asked about.
var disclosedForm = formOf(reflect.TypeFor[Disclosed](), "PEER-57")

// disclosures is the table of PEER-57.
var disclosures = Machine[Disclosure, ConsentFacts]{
	Kind:   KindDisclosure,
	Schema: 1, // 1: the first form
	Says:   "One thing about a person that went to somebody: what, to whom, on which basis, when and why, and what the person was told.",
	Moves:  "PEER-57",
	States: []State{
		{DisclosureLogged, "It is in the log. It is said why, and whether the person was told; the person puts their side beside it.", false},
		{EnteredInError, "It was never shared; the entry stays readable.", true},
	},
	Head:   func(d *Disclosure) *Head { return &d.head },
	Data:   func(d *Disclosure) any { return &d.s },
	Person: Disclosure.Person,
	Party:  func(d Disclosure, a Actor) Party { return PartyOf(a, d.s.What.Person, d.s.Worker) },
	Policy: ConsentFacts.digest,
	Line:   ConsentFacts.lines,
	Legal:  disclosureLegal,
	Parts: []Part[Disclosure]{{Name: "disclosure", If: disclosureSeen,
		Rule: Rule{"PEER-57", ErrNotAuthorised}, Says: "What went to whom is for the person, for whoever shared it and for supervision.",
		Value: func(d Disclosure) any { return d.s }}},
	Rows: []disRow{
		Begins(disRow{
			Do: "disclose", Says: "Share something with somebody, and log it.", To: []Status{DisclosureLogged},
			By: []Party{PartyWorker}, Else: whoSharedIt, Form: "PEER-57",
		}, func(c Disclose) string { return c.ID }, func(c Disclose) Disclosure {
			return Disclosure{s: disclosure{Worker: c.Worker, What: c.What}}
		}, disStep[Disclose]{
			Needs: disclosedNeeds(),
			Apply: func(d Disclosure, _ Disclose, t *disTaken) Disclosure { return d.logged(t.Now(), t) },
		}),
		Begins(disRow{
			Do: "log", Says: "Log something that has gone already.", To: []Status{DisclosureLogged},
			By: []Party{PartyWorker}, Else: whoSharedIt, Form: "PEER-57",
		}, func(c LogDisclosure) string { return c.ID }, func(c LogDisclosure) Disclosure {
			return Disclosure{s: disclosure{Worker: c.Worker, What: c.What}}
		}, disStep[LogDisclosure]{
			Needs: wentNeeds(),
			Apply: func(d Disclosure, c LogDisclosure, t *disTaken) Disclosure {
				d.s.Marks = disclosureMarked(c.What, c.Went, t.Facts)
				return d.logged(c.Went.UTC().Truncate(time.Millisecond), t)
			},
		}),
		Takes(disRow{
			Do: "add-why", Says: "Add what was left out when it was logged.", From: []Status{DisclosureLogged}, To: []Status{DisclosureLogged},
			By: []Party{PartyWorker}, Else: whoSharedIt, Form: "PEER-57",
		}, disStep[AddWhy]{
			Needs: []disNeed[AddWhy]{addsOnlyMissing, addedBasisHeld},
			Apply: func(d Disclosure, c AddWhy, t *disTaken) Disclosure { return d.because(c).restingOn(t) },
		}),
		Takes(disRow{
			Do: "say-told", Says: "Say whether the person was told of it.", From: []Status{DisclosureLogged}, To: []Status{DisclosureLogged},
			By: []Party{PartyWorker, PartyStaff}, Else: whoTellsIt, Form: "PEER-57",
		}, disStep[SayPersonTold]{
			Needs: []disNeed[SayPersonTold]{lookAgainSoon},
			Apply: func(d Disclosure, c SayPersonTold, t *disTaken) Disclosure {
				d.s.Told = PersonTold{Answer: c.Answer, By: Words{}.Author(t.Act.By), At: t.Now()}
				if c.Answer == NotSafeToTell {
					if d.s.Told.LookAgain = c.LookAgain; c.LookAgain.IsZero() {
						d.s.Told.LookAgain = t.Facts.Policy.lastLook(t.Now())
					}
				}
				return d
			},
		}),
		Takes(disRow{
			Do: "add-my-side", Says: "Put your own side beside it.", From: []Status{DisclosureLogged}, To: []Status{DisclosureLogged},
			By: []Party{PartyPerson, PartyWorker}, Else: ownSideOnly, Form: "PEER-35",
		}, disStep[AddMySide]{
			Needs: []disNeed[AddMySide]{personsOwnSide},
			Apply: func(d Disclosure, c AddMySide, t *disTaken) Disclosure { d.s.Side = t.Own(c.Words); return d },
		}),
		Takes(disRow{
			Do: "mark-in-error", Says: "Say that it was never shared.", From: []Status{DisclosureLogged}, To: []Status{EnteredInError},
			By: []Party{PartyPerson, PartyWorker}, Else: eitherShare, Form: "PEER-49",
		}, disStep[MarkDisclosureInError]{
			Apply: func(d Disclosure, c MarkDisclosureInError, _ *disTaken) Disclosure { d.s.Error = c.Because; return d },
		}),
	},
}

// logged puts it into the log.
func (d Disclosure) logged(went time.Time, t *disTaken) Disclosure {
	d.s.Went, d.s.Logged = went, t.Now()
	return d.restingOn(t)
}

// restingOn names the consent it rests on, where it rests on one.
func (d Disclosure) restingOn(t *disTaken) Disclosure {
	if s, entry := consentStandingOf(d.s.What, d.s.Went, t.Facts.Register); d.s.What.Basis == BasisConsent && s == yesStands {
		d.s.Consent = entry
	}
	return d
}

// because fills in what was left out.
func (d Disclosure) because(c AddWhy) Disclosure {
	w := &d.s.What
	if w.Basis == "" {
		w.Basis = c.Basis
	}
	if w.Signal == "" {
		w.Signal = c.Signal
	}
	if w.Concern == "" {
		w.Concern = c.Concern
	}
	if w.Because.IsZero() {
		w.Because = c.Because
	}
	return d
}
