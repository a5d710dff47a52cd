package peer

import (
	"slices"
	"time"
)

// TakenFromIt is what one of the two took from a contact. Learning goes both ways, and
// nobody has to say (PEER-35).
type TakenFromIt struct {
	Words Words     `json:"words" ask:"required,max=2000"`
	At    time.Time `json:"at" ask:"required"`
}

// PersonStatement is what the person says about a contact themself, kept apart from what
// the worker wrote. It travels with the record; nobody validates it, asks about it or
// changes it (PEER-47).
type PersonStatement struct {
	Words Words `json:"words" ask:"required,max=4000"`
	// Disagrees: the person sees it otherwise.
	Disagrees bool      `json:"disagrees,omitzero"`
	At        time.Time `json:"at" ask:"required"`
}

// SayTakenFromIt says what one took from a contact. The worker may write down what the
// person says.
type SayTakenFromIt struct {
	Words Words `json:"words" ask:"required,max=2000"`
}

// AddStatement puts the person's own words beside a contact, at any time; there may be
// many. The worker may write down what the person says.
type AddStatement struct {
	Words     Words `json:"words" ask:"required,max=4000"`
	Disagrees bool  `json:"disagrees,omitzero"`
}

// ConfirmTogether is the person's word that they have read what was written without them
// and that it may stand: from then on it counts as made together.
type ConfirmTogether struct{}

// SayWhyLate says afterwards what held the writing up.
type SayWhyLate struct {
	Because Words `json:"because" ask:"required,max=1000"`
}

func (SayTakenFromIt) contactStep()  {}
func (AddStatement) contactStep()    {}
func (ConfirmTogether) contactStep() {}
func (SayWhyLate) contactStep()      {}

// isPerson, isWorker and isEither report whether an author is one of the two.
func (c Contact) isPerson(a Actor) bool { return c.s.Person != "" && a == ByPerson(c.s.Person) }

func (c Contact) isWorker(a Actor) bool { return c.s.Worker != "" && a == ByStaff(c.s.Worker, "") }

func (c Contact) isEither(a Actor) bool { return c.isPerson(a) || c.isWorker(a) }

// sayNeed is the rule that the words of a step have an author who may be heard there.
func sayNeed[C any](asks Asks, may func(Contact, Actor) bool, words func(C) Words) conNeed[C] {
	return conNeed[C]{Asks: asks, Met: func(c Contact, p C, a Act, _ ContactFacts) Tri {
		w := words(p)
		return Is(w.IsZero() || may(c, w.Author(a.By)))
	}}
}

// ownOrTheirs: everybody says it for themself, and the worker may write down what the
// person says.
var ownOrTheirs = conNeed[SayTakenFromIt]{
	Asks: Asks{Rule: Rule{"PEER-35", ErrPersonsWordsOnly}, Path: "/words", Says: "Each of the two says it for themself; the worker may write down what the person says.", Fix: "Say what you took from it, or name the person where they said it."},
	Met: func(c Contact, p SayTakenFromIt, a Act, _ ContactFacts) Tri {
		author := p.Words.Author(a.By)
		return Is(p.Words.IsZero() || c.isPerson(author) || c.isWorker(author) && !c.isPerson(Words{}.Author(a.By)))
	},
}

var (
	wasLate = conOpen{
		Asks: Asks{Rule: Rule{"PEER-46", ErrInvalidTransition}, Says: "It was written up after its time.", Fix: "Nothing is asked here; it was in time."},
		Met:  func(c Contact, _ Act, _ ContactFacts) Tri { return Is(slices.Contains(c.s.Marks, Late)) },
	}
	notYetSaidWhy = conOpen{
		Asks: Asks{Rule: Rule{"PEER-46", ErrImmutable}, Says: "Nobody has said yet what held it up.", Fix: "What was said stays. Say more in the note."},
		Met:  func(c Contact, _ Act, _ ContactFacts) Tri { return Is(c.s.LateBecause.IsZero()) },
	}
	lateInOwnWords = Asks{Rule: Rule{"PEER-46", ErrNotAuthorised}, Path: "/because", Says: "What held it up is in the worker's own words.", Fix: "Say it in your own words."}
)

var wordRows = []conRow{
	Takes(conRow{
		Do: "say-what-you-took", Says: "Say what you took from it.",
		From: justRecorded, Stays: justRecorded, By: []Party{PartyPerson, PartyWorker}, Else: eitherTwo, Form: "PEER-35",
	}, conStep[SayTakenFromIt]{
		Needs: []conNeed[SayTakenFromIt]{ownOrTheirs},
		Apply: func(c Contact, p SayTakenFromIt, t *conTaken) Contact {
			c.s.Learned = append(slices.Clone(c.s.Learned), TakenFromIt{t.Own(p.Words), t.Now()})
			return c
		},
	}),
	Takes(conRow{
		Do: "add-statement", Says: "Put your own words beside it.",
		From: writtenDown, Stays: writtenDown, By: []Party{PartyPerson, PartyWorker}, Else: eitherTwo, Form: "PEER-47",
	}, conStep[AddStatement]{
		Needs: []conNeed[AddStatement]{sayNeed(Asks{Rule: Rule{"PEER-47", ErrPersonsWordsOnly}, Path: "/words", Says: "These are the person's own words.", Fix: "Write down what the person says and name them as the author."},
			Contact.isPerson, func(p AddStatement) Words { return p.Words })},
		Apply: func(c Contact, p AddStatement, t *conTaken) Contact {
			c.s.Statements = append(slices.Clone(c.s.Statements), PersonStatement{t.Own(p.Words), p.Disagrees, t.Now()})
			return c
		},
	}),
	Takes(conRow{
		Do: "confirm-together", Says: "Say that you have read it and that it may stand.",
		From: justRecorded, Stays: justRecorded, By: []Party{PartyPerson}, Else: Asks{Rule: Rule{"PEER-47", ErrPersonsChoiceOnly}, Says: "The person says whether it may stand.", Fix: "Show it to them and ask."}, Form: "PEER-47",
	}, conStep[ConfirmTogether]{Apply: func(c Contact, _ ConfirmTogether, t *conTaken) Contact {
		c.s.What.Production, c.s.What.NotTogether, c.s.Confirmed = CoProduced, "", t.Now()
		return c
	}}),
	Takes(conRow{
		Do: "say-why-late", Says: "Say what held the writing up.",
		From: justRecorded, Stays: justRecorded, By: []Party{PartyWorker}, Else: ownContact, Form: "PEER-46", Open: []conOpen{wasLate, notYetSaidWhy},
	}, conStep[SayWhyLate]{
		Needs: []conNeed[SayWhyLate]{sayNeed(lateInOwnWords, Contact.isWorker, func(p SayWhyLate) Words { return p.Because })},
		Apply: func(c Contact, p SayWhyLate, t *conTaken) Contact {
			c.s.LateBecause = t.Own(p.Because)
			return c
		},
	}),
}
