package peer

import (
	"slices"
	"strconv"
)

type (
	safeRow         = Row[SafeContact, Facts]
	safeNeed[C any] = Need[SafeContact, Facts, C]
	safeStep[C any] = Step[SafeContact, Facts, C]
)

var (
	reachSaidBy     = Asks{Rule: Rule{"PEER-69", ErrNotAuthorised}, Says: "How somebody may be reached is said by them, or written down by the staff.", Fix: "Let the person say it, or tell the worker alongside."}
	reachSaidByTwo  = Asks{Rule: Rule{"PEER-69", ErrNotAuthorised}, Says: "What is safe is said by the person, or written down by the worker alongside.", Fix: "Ask the worker alongside. What is not safe, anybody on the staff may write down."}
	reachPersonSays = Asks{Rule: Rule{"PEER-69", ErrPersonsWordsOnly}, Path: "/how/words", Says: "Which ways are safe is said in the person's own words.", Fix: "Write down what the person says and name them as the author."}
)

// safeContacts is the table of PEER-69. Its steps rest on no fact and no policy.
var safeContacts = Machine[SafeContact, Facts]{
	Kind:   KindSafeContact,
	Schema: 1, // 1: the first form
	Says:   "How somebody may be got in touch with.",
	Moves:  "PEER-69",
	States: []State{
		{ContactSaid, "It is said how the person may be reached. It may be said anew, and narrowed.", false},
		{ContactNotNow, "Nobody gets in touch until the person says.", false},
	},
	Head:   func(s *SafeContact) *Head { return &s.head },
	Data:   func(s *SafeContact) any { return &s.s },
	Person: SafeContact.Person,
	Party:  func(s SafeContact, a Actor) Party { return PartyOf(a, s.s.Person, s.s.Worker) },
	Legal:  safeContactLegal,
	Parts: []Part[SafeContact]{{Name: "reach", If: safeContactRead, Rule: Rule{"PEER-69", ErrNotAuthorised},
		Says: "How somebody may be reached is for them and for the staff who get in touch with them.", Value: func(s SafeContact) any { return s.s }}},
	Rows: []safeRow{
		Begins(safeRow{
			Do: "say", Says: "Say how you may be got in touch with.", To: []Status{ContactSaid, ContactNotNow},
			By: []Party{PartyPerson, PartyWorker, PartyStaff}, Else: reachSaidBy, Form: "PEER-69",
		}, func(c SaySafeContact) string { return c.ID }, func(c SaySafeContact) SafeContact {
			return SafeContact{s: safeContact{Person: c.Person, Worker: c.Worker}}
		}, safeStep[SaySafeContact]{
			Needs: slices.Concat(reachNeeds(func(c SaySafeContact) HowToReach { return c.How }), []safeNeed[SaySafeContact]{{
				Asks: reachPersonSays,
				Met: func(s SafeContact, c SaySafeContact, a Act, _ Facts) Tri {
					as := PartyOf(a.By, s.s.Person, s.s.Worker)
					retold := as == PartyStaff || as == PartyWorker && c.How.Words.IsZero()
					return Is(len(c.How.Ways) == 0 || !retold)
				},
			}}),
			Apply: func(s SafeContact, c SaySafeContact, t *Taken[Facts]) SafeContact { return s.saying(c.How, t) },
			To: func(_ SafeContact, c SaySafeContact) Status {
				if c.NotNow {
					return ContactNotNow
				}
				return ContactSaid
			},
		}),
		Takes(safeRow{
			Do: "change", Says: "Say it anew.", From: []Status{ContactSaid, ContactNotNow}, To: []Status{ContactSaid},
			By: []Party{PartyPerson, PartyWorker}, Else: reachSaidByTwo, Form: "PEER-69",
		}, safeStep[ChangeSafeContact]{
			Needs: slices.Concat(reachNeeds(func(c ChangeSafeContact) HowToReach { return c.How }), []safeNeed[ChangeSafeContact]{{
				Asks: reachPersonSays,
				Met: func(s SafeContact, c ChangeSafeContact, a Act, _ Facts) Tri {
					return Is(PartyOf(a.By, s.s.Person, s.s.Worker) != PartyWorker || !c.How.Words.IsZero())
				},
			}}),
			Apply: func(s SafeContact, c ChangeSafeContact, t *Taken[Facts]) SafeContact {
				if c.Worker != "" {
					s.s.Worker = c.Worker
				}
				return s.saying(c.How, t)
			},
		}),
		Takes(safeRow{
			Do: "narrow", Says: "Write down that something is not safe.", From: []Status{ContactSaid, ContactNotNow}, Stays: []Status{ContactSaid, ContactNotNow},
			By: []Party{PartyPerson, PartyWorker, PartyStaff}, Else: reachSaidBy, Form: "PEER-69",
		}, safeStep[NarrowSafeContact]{
			Needs: []safeNeed[NarrowSafeContact]{{
				Asks: Asks{Rule: Rule{"PEER-69", ErrOutOfRange}, Path: "/avoid", Says: "There are no more words to avoid than a hundred.", Fix: "Leave the words out for now, and ask the person which of them matter most."},
				Met: func(s SafeContact, c NarrowSafeContact, _ Act, _ Facts) Tri {
					return Is(len(withWords(s.s.How.Avoid, c.Avoid)) <= mostAvoided)
				},
			}},
			Apply: func(s SafeContact, c NarrowSafeContact, t *Taken[Facts]) SafeContact {
				h := s.s.How
				h.NotSafe, h.Avoid = slices.Concat(h.NotSafe, c.NotSafe), withWords(h.Avoid, c.Avoid)
				h.NeverInWriting = h.NeverInWriting || c.NeverInWriting
				h.NeverLeaveMessage = h.NeverLeaveMessage || c.NeverLeaveMessage
				return s.saying(h, t)
			},
		}),
		Takes(safeRow{
			Do: "not-now", Says: "Say that nobody gets in touch for now.", From: []Status{ContactSaid}, To: []Status{ContactNotNow},
			By: []Party{PartyPerson, PartyWorker, PartyStaff}, Else: reachSaidBy, Form: "PEER-69",
		}, safeStep[NotNow]{Apply: func(s SafeContact, _ NotNow, t *Taken[Facts]) SafeContact {
			s.s.Said = t.Now()
			return s
		}}),
	},
}

// saying is the record with what is said now.
func (s SafeContact) saying(h HowToReach, t *Taken[Facts]) SafeContact {
	h.Words = t.Own(h.Words)
	s.s.How, s.s.Said = h.settled(), t.Now()
	return s
}

// mostAvoided is how many words there are to avoid, as the form of them says.
const mostAvoided = 100

// withWords adds words to a list, each once.
func withWords(list, more []Private) []Private {
	out := slices.Clone(list)
	for _, w := range more {
		if !slices.Contains(out, w) {
			out = append(out, w)
		}
	}
	return out
}

// reachNeeds are the rules of whatever says how somebody may be reached.
func reachNeeds[C any](how func(C) HowToReach) []safeNeed[C] {
	return []safeNeed[C]{{
		Asks: Asks{Rule: Rule{"PEER-69", ErrDuplicate}, Path: "/how/ways", Says: "Each way stands there once.", Fix: "Put the times of one way together."},
		Met:  func(_ SafeContact, c C, _ Act, _ Facts) Tri { return Is(eachWayOnce(how(c).Ways)) },
	}, {
		Asks: Asks{Rule: Rule{"PEER-69", ErrInvalidPeriod}, Path: "/how/ways", Says: "A time of the week ends after it begins, on the same day.", Fix: "Write a time that lasts over midnight as two; 24:00 is the end of a day."},
		Met:  func(_ SafeContact, c C, _ Act, _ Facts) Tri { return Is(timesInOrder(how(c).Ways)) },
	}, ownWordsAt(reachPersonSays, SafeContact.Person, func(c C) Words { return how(c).Words })}
}

// ownWordsAt is the rule that what stands at a path, where something does, is in the
// person's own words. Words without an author are those of whoever takes the step.
func ownWordsAt[R, C any](asks Asks, person func(R) PersonID, words func(C) Words) Need[R, Facts, C] {
	return Need[R, Facts, C]{Asks: asks, Met: func(r R, c C, a Act, _ Facts) Tri {
		w := words(c)
		return Is(w.IsZero() || w.Author(a.By) == ByPerson(person(r)))
	}}
}

// silentOrOf reports whether stored words are this person's, or there are none.
func silentOrOf(p PersonID, w Words) bool { return w == Words{} || !w.IsZero() && w.From(p) }

func eachWayOnce(ways []SafeWay) bool {
	for i, w := range ways {
		if slices.ContainsFunc(ways[:i], func(x SafeWay) bool { return x.Medium == w.Medium }) {
			return false
		}
	}
	return true
}

func timesInOrder(ways []SafeWay) bool {
	for _, w := range ways {
		backwards := func(t WeekTime) bool { return !t.To.IsZero() && t.From.Compare(t.To) >= 0 } // a missing end is the form's to say
		if slices.ContainsFunc(w.Times, backwards) {
			return false
		}
	}
	return true
}

func safeContactLegal(s SafeContact) []Reason {
	h := s.s.How
	out := []Reason{
		Holds(silentOrOf(s.s.Person, h.Words), "/how/words", "How somebody may be reached is in their own words."),
		Holds(eachWayOnce(h.Ways), "/how/ways", "Each way stands there once."),
		Holds(timesInOrder(h.Ways), "/how/ways", "A time of the week ends after it begins."),
		Holds(slices.Equal(h.NotSafe, mediaOnce(h.NotSafe)), "/how/notSafe", "What is not safe stands there once, in order."),
	}
	for i, w := range h.Ways {
		out = append(out, Holds(!h.unsafe(w.Medium) && !(w.AnyTime && len(w.Times) > 0), "/how/ways/"+strconv.Itoa(i), "Nothing that is not safe stands among the ways, and a way has times or none."))
	}
	return out
}

// safeContactRead: whoever sends something has to know. A carer never reads it, and it
// goes into no record that may be seen at home (hazards H08, H09).
func safeContactRead(_ SafeContact, as Party, by Reading) bool {
	return by.Purpose != ForRecord && (as == PartyPerson || by.By.Valid() && by.By.Staff != "")
}
