package peer

import "slices"

// DistressSupport is what is kept of a time when somebody was in distress: what they
// said, what they said helped, and who stayed (PEER-43). Nothing rates how bad it was.
type DistressSupport struct {
	InDistress bool `json:"inDistress,omitzero" ask:"row=PEER-43"`
	// PersonWords is what the person said, HelpedBy what they said helped; both in
	// their own words.
	PersonWords Words `json:"personWords,omitzero" ask:"max=4000,row=PEER-43"`
	HelpedBy    Words `json:"helpedBy,omitzero" ask:"max=2000,row=PEER-43"`
	// WhoWasThere besides the two, by what they are and never by name.
	WhoWasThere []OtherKind `json:"whoWasThere,omitempty" ask:"items=20,row=PEER-43"`
	// StayedWith answers whether somebody offered to stay with them.
	StayedWith Tri `json:"stayedWith,omitzero"`
	// Further answers whether this needs to go further.
	Further Further `json:"further,omitzero"`
}

// NoteDistress says afterwards that somebody was in distress. Unanswered, the question
// whether it needs to go further is kept open, and a signal goes with it.
type NoteDistress struct {
	Distress DistressSupport `json:"distress"`
}

// AnswerDistress answers whether it needs to go further: yes and the concern that was
// raised, or no and why. A yes is not taken back here.
type AnswerDistress struct {
	Further Further `json:"further"`
}

func (NoteDistress) contactStep()   {}
func (AnswerDistress) contactStep() {}

// noted reports whether anything was said of somebody's distress.
func (d DistressSupport) noted() bool {
	return d.InDistress || !d.PersonWords.IsZero() || !d.HelpedBy.IsZero() || len(d.WhoWasThere) > 0 || d.StayedWith != Unknown
}

func (d DistressSupport) own() DistressSupport {
	d.WhoWasThere = slices.Clone(d.WhoWasThere)
	return d
}

// kept is what is stored: every text with its author.
func (d DistressSupport) kept(t *conTaken) DistressSupport {
	d = d.own()
	d.PersonWords, d.HelpedBy = t.Own(d.PersonWords), t.Own(d.HelpedBy)
	return d
}

// aboutSafety reports whether a contact is about somebody's distress or safety. Such a
// one waits for no agreement, no readiness and no plan.
func (c Contact) aboutSafety() bool {
	return c.s.ForSafety || c.s.Distress.noted() || c.s.Distress.Further.Answer == Yes
}

// noting is the contact with somebody's distress noted. An answer that was given before
// stands where no other is given, and a yes stands whatever is.
func (c Contact) noting(d DistressSupport) Contact {
	if was := c.s.Distress.Further; was.Answer == Yes || d.Further == (Further{}) {
		d.Further = was
	}
	d.InDistress = true
	c.s.Distress = d
	return c
}

// said answers the first half of the question, named the second: a yes has its concern.
func (f Further) said() Tri {
	if f.Answer == Yes {
		return Yes
	}
	return f.Settled()
}

func (f Further) named() Tri { return Is(f.Answer != Yes || f.Concern != "") }

// QuestionOpen reports whether it has still to be said whether this contact needs to go
// further, or a yes has still to name its concern.
func (c Contact) QuestionOpen() bool {
	f := c.s.Distress.Further
	return c.status != Planned && c.aboutSafety() && f.said().And(f.named()) != Yes
}

// asksConcern is what a yes without a concern hears.
func asksConcern(path string) Asks {
	return Asks{Rule: Rule{"PEER-43", ErrConcernRequired}, Path: path, Says: "What needs to go further has its concern.", Fix: "Raise a concern and name it here. What was written is kept.", Raise: SignalGoesFurther}
}

// raising is a question that is kept open: the signal goes with the change.
func raising(a Asks) Asks {
	a.Weight = Raises
	return a
}

// distressRules are the rules of an entry about distress. It is kept whatever the
// answer (hazard H02).
var distressRules = []contactRule{
	saidBy(Asks{Rule: Rule{"PEER-43", ErrPersonsWordsOnly}, Path: "/distress/personWords", Says: "What was said, and what helped, is in the person's own words.", Fix: "Write down what they say and name them as the author, or leave it out."},
		Contact.isPerson, func(c Contact) []Words { return []Words{c.s.Distress.PersonWords, c.s.Distress.HelpedBy} }),
	{
		asks: raising(AskFurther("PEER-43", "/distress/further")),
		met: func(c Contact, _ Act, _ ContactFacts) Tri {
			if !c.aboutSafety() {
				return Yes
			}
			return c.s.Distress.Further.said()
		},
	},
	{
		asks: raising(asksConcern("/distress/further/concern")),
		met:  func(c Contact, _ Act, _ ContactFacts) Tri { return c.s.Distress.Further.named() },
	},
}

var (
	nothingNoted = conOpen{
		Asks: Asks{Rule: Rule{"PEER-43", ErrImmutable}, Says: "Nothing has been written down about distress here.", Fix: "What was written stays. Answer the question, say more beside it, or raise a concern."},
		Met:  func(c Contact, _ Act, _ ContactFacts) Tri { return Is(!c.s.Distress.noted()) },
	}
	questionAsked = conOpen{
		Asks: Asks{Rule: Rule{"PEER-43", ErrInvalidTransition}, Says: "Somebody was in distress, or it was about somebody's safety.", Fix: "Write down that somebody was in distress. A worry can be told to somebody at any time."},
		Met:  func(c Contact, _ Act, _ ContactFacts) Tri { return Is(c.aboutSafety()) },
	}
	yesStays = conNeed[AnswerDistress]{
		Asks: Asks{Rule: Rule{"PEER-43", ErrImmutable}, Path: "/further/answer", Says: "Where it was said that it needs to go further, that stays.", Fix: "Say it where the concern is looked at. Nothing is closed here."},
		Met: func(c Contact, p AnswerDistress, _ Act, _ ContactFacts) Tri {
			return Is(c.s.Distress.Further.Answer != Yes || p.Further.Answer == Yes)
		},
	}
)

var distressRows = []conRow{
	Takes(conRow{
		Do: "note-distress", Says: "Say that somebody was in distress.",
		From: justRecorded, Stays: justRecorded, By: []Party{PartyWorker, PartyPerson}, Else: eitherTwo, Form: "PEER-43", Open: []conOpen{nothingNoted},
	}, conStep[NoteDistress]{
		Needs: judged(func(c Contact, p NoteDistress) Contact { return c.noting(p.Distress) }, distressRules...),
		Apply: func(c Contact, p NoteDistress, t *conTaken) Contact { return c.noting(p.Distress.kept(t)) },
	}),
	Takes(conRow{
		Do: "answer-further", Says: "Say whether it needs to go further.",
		From: writtenDown, Stays: writtenDown, By: []Party{PartyWorker, PartyPerson}, Else: eitherTwo, Form: "PEER-43", Open: []conOpen{questionAsked},
	}, conStep[AnswerDistress]{
		Needs: []conNeed[AnswerDistress]{
			{Asks: AskFurther("PEER-43", "/further"), Met: func(_ Contact, p AnswerDistress, _ Act, _ ContactFacts) Tri { return p.Further.said() }},
			{Asks: asksConcern("/further/concern"), Met: func(_ Contact, p AnswerDistress, _ Act, _ ContactFacts) Tri { return p.Further.named() }},
			yesStays,
		},
		Apply: func(c Contact, p AnswerDistress, _ *conTaken) Contact {
			c.s.Distress.Further = p.Further
			return c
		},
	}),
}
