package peer

import (
	"slices"
	"strings"
)

// CommunicationNeedsStep is a step of a person's needs. A step of another record does not
// compile here.
type CommunicationNeedsStep interface{ communicationNeedsStep() }

// SayNeeds says for the first time what helps. The worker alongside may write down what
// the person says.
type SayNeeds struct {
	ID     string        `json:"id"`
	Person PersonID      `json:"person" ask:"required"`
	Worker StaffID       `json:"worker,omitzero"`
	How    Communication `json:"how"`
}

// ChangeNeeds says all of it anew; what is left out no longer holds.
type ChangeNeeds struct {
	// Worker is the worker alongside from now on; left out, it stays who it was.
	Worker StaffID       `json:"worker,omitzero"`
	How    Communication `json:"how"`
}

func (SayNeeds) communicationNeedsStep()    {}
func (ChangeNeeds) communicationNeedsStep() {}

// TeamStyleStep is a step of a colleague's style. A step of another record does not
// compile here.
type TeamStyleStep interface{ teamStyleStep() }

// SayStyle says for the first time how a colleague is best spoken with. They say it
// themself.
type SayStyle struct {
	ID     string        `json:"id"`
	Worker StaffID       `json:"worker" ask:"required"`
	How    Communication `json:"how"`
}

// ChangeStyle says all of it anew; what is left out no longer holds.
type ChangeStyle struct {
	How Communication `json:"how"`
}

func (SayStyle) teamStyleStep()    {}
func (ChangeStyle) teamStyleStep() {}

var (
	needsForTwo  = Asks{Rule: Rule{"PEER-39", ErrNotAuthorised}, Says: "What a person needs is said by them, or written down by the worker alongside.", Fix: "Ask the person, or tell the worker alongside."}
	needsInWords = Asks{Rule: Rule{"PEER-39", ErrPersonsWordsOnly}, Path: "/how/helps", Says: "What helps is in the person's own words.", Fix: "Write down what the person says and name them as the author, or leave it out."}
	styleOwn     = Asks{Rule: Rule{"PEER-39", ErrNotAuthorised}, Says: "How a colleague is best spoken with is said by them.", Fix: "Ask them to say it themself."}
	styleInWords = Asks{Rule: Rule{"PEER-39", ErrNotAuthorised}, Path: "/how/helps", Says: "What helps is in the colleague's own words.", Fix: "Leave it to them, or leave it out."}
	needsTag     = Asks{Rule: Rule{"PEER-39", ErrUnknownCode}, Path: "/how/languages", Says: "A language is named by its BCP 47 tag, once.", Fix: "Write it like cy, en-GB or bfi, and put what holds of it in one place."}
)

type (
	needsRow = Row[CommunicationNeeds, Facts]
	styleRow = Row[TeamStyle, Facts]
)

// needsLists is the table of PEER-39 for a person.
var needsLists = Machine[CommunicationNeeds, Facts]{
	Kind:   KindCommunicationNeeds,
	Schema: 1, // 1: the first form
	Says:   "How somebody is best spoken with, written to and met.",
	Moves:  "PEER-39",
	States: []State{{NeedsSaid, "The person said what helps. They, or the worker alongside, say it anew.", false}},
	Head:   func(n *CommunicationNeeds) *Head { return &n.head },
	Data:   func(n *CommunicationNeeds) any { return &n.s },
	Person: CommunicationNeeds.Person,
	Party:  func(n CommunicationNeeds, a Actor) Party { return PartyOf(a, n.s.Person, n.s.Worker) },
	Legal: func(n CommunicationNeeds) []Reason {
		return append(communicationLegal(n.s.How), Holds(silentOrOf(n.s.Person, n.s.How.Helps), "/how/helps", "What helps is in the person's own words."))
	},
	Parts: []Part[CommunicationNeeds]{{Name: "needs", Rule: Rule{"PEER-39", ErrNotAuthorised}, Says: "What somebody needs is for them and for the staff who speak with them.",
		If: func(_ CommunicationNeeds, as Party, by Reading) bool {
			return by.Purpose != ForRecord && (as == PartyPerson || by.By.Staff != "")
		},
		Value: func(n CommunicationNeeds) any { return n.s }}},
	Rows: []needsRow{
		Begins(needsRow{
			Do: "say", Says: "Say what helps when others speak with you or write to you.", To: []Status{NeedsSaid}, By: []Party{PartyPerson, PartyWorker}, Else: needsForTwo, Form: "PEER-39",
		}, func(c SayNeeds) string { return c.ID }, func(c SayNeeds) CommunicationNeeds {
			return CommunicationNeeds{s: communicationNeeds{Person: c.Person, Worker: c.Worker}}
		}, Step[CommunicationNeeds, Facts, SayNeeds]{
			Needs: needsNeeds(func(c SayNeeds) Communication { return c.How }),
			Apply: func(n CommunicationNeeds, c SayNeeds, t *Taken[Facts]) CommunicationNeeds {
				n.s.How, n.s.Said = c.How.own(t), t.Now()
				return n
			},
		}),
		Takes(needsRow{
			Do: "change", Says: "Say it anew.", From: []Status{NeedsSaid}, Stays: []Status{NeedsSaid}, By: []Party{PartyPerson, PartyWorker}, Else: needsForTwo, Form: "PEER-39",
		}, Step[CommunicationNeeds, Facts, ChangeNeeds]{
			Needs: needsNeeds(func(c ChangeNeeds) Communication { return c.How }),
			Apply: func(n CommunicationNeeds, c ChangeNeeds, t *Taken[Facts]) CommunicationNeeds {
				if c.Worker != "" {
					n.s.Worker = c.Worker
				}
				n.s.How, n.s.Said = c.How.own(t), t.Now()
				return n
			},
		}),
	},
}

// teamStyles is the table of PEER-39 for a colleague.
var teamStyles = Machine[TeamStyle, Facts]{
	Kind:   KindTeamStyle,
	Schema: 1, // 1: the first form
	Says:   "How a colleague is best spoken with by the team.",
	Moves:  "PEER-39",
	States: []State{{StyleSaid, "The colleague said what helps. They say it anew.", false}},
	Head:   func(y *TeamStyle) *Head { return &y.head },
	Data:   func(y *TeamStyle) any { return &y.s },
	Person: func(TeamStyle) PersonID { return "" },
	Party:  func(y TeamStyle, a Actor) Party { return PartyOf(a, "", y.s.Worker) },
	Legal: func(y TeamStyle) []Reason {
		w := y.s.How.Helps
		own := w == Words{} || !w.IsZero() && w.By == ByStaff(y.s.Worker, "")
		return append(communicationLegal(y.s.How), Holds(own, "/how/helps", "What helps is in the colleague's own words."))
	},
	Parts: []Part[TeamStyle]{{Name: "style", Rule: Rule{"PEER-39", ErrNotAuthorised}, Says: "How a colleague is best spoken with is for the team.",
		If:    func(_ TeamStyle, _ Party, by Reading) bool { return by.By.Staff != "" && by.Purpose != ForRecord },
		Value: func(y TeamStyle) any { return y.s }}},
	Rows: []styleRow{
		Begins(styleRow{
			Do: "say", Says: "Say how the team best speaks with you.", To: []Status{StyleSaid}, By: []Party{PartyWorker}, Else: styleOwn, Form: "PEER-39",
		}, func(c SayStyle) string { return c.ID }, func(c SayStyle) TeamStyle { return TeamStyle{s: teamStyle{Worker: c.Worker}} }, Step[TeamStyle, Facts, SayStyle]{
			Needs: styleNeeds(func(c SayStyle) Communication { return c.How }),
			Apply: func(y TeamStyle, c SayStyle, t *Taken[Facts]) TeamStyle {
				y.s.How, y.s.Said = c.How.own(t), t.Now()
				return y
			},
		}),
		Takes(styleRow{
			Do: "change", Says: "Say it anew.", From: []Status{StyleSaid}, Stays: []Status{StyleSaid}, By: []Party{PartyWorker}, Else: styleOwn, Form: "PEER-39",
		}, Step[TeamStyle, Facts, ChangeStyle]{
			Needs: styleNeeds(func(c ChangeStyle) Communication { return c.How }),
			Apply: func(y TeamStyle, c ChangeStyle, t *Taken[Facts]) TeamStyle {
				y.s.How, y.s.Said = c.How.own(t), t.Now()
				return y
			},
		}),
	},
}

// own is what is said as it is stored.
func (c Communication) own(t *Taken[Facts]) Communication {
	c.Helps = t.Own(c.Helps)
	return c.settled()
}

func needsNeeds[C any](how func(C) Communication) []Need[CommunicationNeeds, Facts, C] {
	return []Need[CommunicationNeeds, Facts, C]{taggedOnce[CommunicationNeeds](how),
		ownWordsAt(needsInWords, CommunicationNeeds.Person, func(c C) Words { return how(c).Helps })}
}

func styleNeeds[C any](how func(C) Communication) []Need[TeamStyle, Facts, C] {
	return []Need[TeamStyle, Facts, C]{taggedOnce[TeamStyle](how), {
		Asks: styleInWords,
		Met: func(y TeamStyle, c C, a Act, _ Facts) Tri {
			w := how(c).Helps
			return Is(w.IsZero() || w.Author(a.By) == ByStaff(y.s.Worker, ""))
		},
	}}
}

func taggedOnce[R, C any](how func(C) Communication) Need[R, Facts, C] {
	return Need[R, Facts, C]{Asks: needsTag, Met: func(_ R, c C, _ Act, _ Facts) Tri { return Is(languagesTagged(how(c).Languages)) }}
}

func languagesTagged(list []Language) bool {
	for i, l := range list {
		if !plausibleTag(l.Tag) || slices.ContainsFunc(list[:i], func(x Language) bool { return strings.EqualFold(x.Tag, l.Tag) }) {
			return false
		}
	}
	return true
}

func communicationLegal(c Communication) []Reason {
	return []Reason{
		Holds(languagesTagged(c.Languages), "/how/languages", "A language is named by its tag, once."),
		Holds(slices.Equal(c.Prefers, firstOfEach(c.Prefers)), "/how/prefers", "A medium stands there once."),
		Holds(slices.Equal(c.CannotUse, mediaOnce(c.CannotUse)), "/how/cannotUse", "A medium stands there once, in order."),
	}
}
