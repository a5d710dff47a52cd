package peer

import (
	"slices"

	"github.com/towpath-care/towpath/internal/terms"
)

// GoingAlong says more of a contact in which the worker went along to something, or
// lent a hand with something practical (PEER-50): the person chose it, it serves a goal
// of theirs or none yet, and it looks to next time alone.
type GoingAlong struct {
	// To is what it was.
	To AlongTo `json:"to,omitzero" ask:"row=PEER-50"`
	// ChosenBy is who chose it: the person.
	ChosenBy Actor `json:"chosenBy,omitzero" ask:"row=PEER-50"`
	// Goal is the id of the person's goal it serves; NoGoalYet where there is none.
	Goal      string `json:"goal,omitzero" ask:"row=PEER-50"`
	NoGoalYet bool   `json:"noGoalYet,omitzero" ask:"row=PEER-50"`
	// NextAlone is what the person means to do alone next time, in their own words.
	NextAlone Words `json:"nextAlone,omitzero" ask:"max=1000,row=PEER-50"`
}

// AlongTo says what a worker went along to.
type AlongTo string

// What a worker goes along to.
const (
	AlongAppointment AlongTo = "appointment"
	AlongMeeting     AlongTo = "meeting"
	AlongActivity    AlongTo = "activity"
	AlongPractical   AlongTo = "practical-help" // something practical that the two agreed on
)

var alongTos = []AlongTo{AlongAppointment, AlongMeeting, AlongActivity, AlongPractical}

// Known reports whether the word is on the list.
func (a AlongTo) Known() bool { return slices.Contains(alongTos, a) }

// Terms returns the closed list.
func (AlongTo) Terms() []string { return terms.Of(alongTos) }

// kept is what is stored: an actor that names nobody, or two at once, is left out.
func (g GoingAlong) kept(t *conTaken) GoingAlong {
	g.NextAlone = t.Own(g.NextAlone)
	if !g.ChosenBy.Valid() {
		g.ChosenBy = Actor{}
	}
	return g
}

// goesAlong reports whether a contact that takes place is about going along.
func (c Contact) goesAlong() bool {
	off := c.s.What.Outcome == Missed || c.s.What.Outcome == CalledOff
	return c.s.Person != "" && !off && (c.s.Kind == Accompaniment || c.s.Entry.Along != GoingAlong{})
}

// alongRule is a rule about going along, silent about every other contact.
func alongRule(a Asks, met func(GoingAlong, Contact) bool) contactRule {
	return contactRule{asks: a, met: func(c Contact, _ Act, _ ContactFacts) Tri {
		return Is(!c.goesAlong() || met(c.s.Entry.Along, c))
	}}
}

var (
	nextAloneIsTheirs = saidBy(Asks{Rule: Rule{"PEER-50", ErrPersonsWordsOnly}, Path: "/entry/along/nextAlone", Says: "What the person means to do alone is in their own words.", Fix: "Write down what they say and name them as the author, or leave it out."},
		Contact.isPerson, func(c Contact) []Words { return []Words{c.s.Entry.Along.NextAlone} })
	chosenSaid = alongRule(Asks{Rule: Rule{"PEER-50", ErrRequired}, Path: "/entry/along/chosenBy", Says: "It is said who chose where they go.", Fix: "Name the person where it was their choice."},
		func(g GoingAlong, _ Contact) bool { return g.ChosenBy.Valid() })
	chosenByPerson = alongRule(Asks{Rule: Rule{"PEER-50", ErrPersonsChoiceOnly}, Path: "/entry/along/chosenBy", Says: "The person chose where they go.", Fix: "Ask them where they would like somebody to come along."},
		func(g GoingAlong, c Contact) bool {
			return !g.ChosenBy.Valid() || sameHuman(g.ChosenBy, ByPerson(c.s.Person))
		})
	goalSaid = alongRule(Asks{Rule: Rule{"PEER-50", ErrRequired}, Path: "/entry/along/goal", Says: "It is said which goal of the person's it serves, or that there is none yet.", Fix: "Name the goal, or say that there is none yet."},
		func(g GoingAlong, _ Contact) bool { return (g.Goal != "") != g.NoGoalYet })
	nextAloneAsked = alongRule(Asks{Rule: Rule{"PEER-50", ErrRequired}, Path: "/entry/along/nextAlone", Says: "It is said what the person means to do alone next time.", Fix: "Ask them next time; nothing is as good an answer as any. The contact is kept.", Weight: Warns},
		func(g GoingAlong, _ Contact) bool { return !g.NextAlone.IsZero() })
)

// alongWritten is what is asked when it has taken place: it is kept whatever is missing.
var alongWritten = []contactRule{nextAloneIsTheirs, chosenSaid.warns(), chosenByPerson.warns(), goalSaid.warns(), nextAloneAsked}

// alongPlanned is what is asked before they go. About somebody's safety nothing is.
var alongPlanned = []contactRule{
	nextAloneIsTheirs.at("/along/nextAlone"), chosenSaid.at("/along/chosenBy").unlessSafety(),
	chosenByPerson.at("/along/chosenBy").unlessSafety(), goalSaid.at("/along/goal").unlessSafety(),
}
