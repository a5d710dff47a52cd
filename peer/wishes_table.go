package peer

import "slices"

type (
	wishRow         = Row[MatchWishes, Facts]
	wishNeed[C any] = Need[MatchWishes, Facts, C]
	wishStep[C any] = Step[MatchWishes, Facts, C]
)

var (
	wishesSaidBy  = Asks{Rule: Rule{"PEER-36", ErrNotAuthorised}, Says: "What a person would like of a worker is said by them, or written down by the staff.", Fix: "Let the person say it."}
	wishesInWords = Asks{Rule: Rule{"PEER-36", ErrPersonsWordsOnly}, Path: "/words", Says: "What others write down is there in the person's own words.", Fix: "Write down what the person says and name them as the author."}
	wishesFit     = Asks{Rule: Rule{"PEER-36", ErrUnknownCode}, Path: "/wishes", Says: "Each wish names something of its sort.", Fix: "Take a category, a gender from its list, a language tag, or the organisation's word."}
	chosenByThem  = Asks{Rule: Rule{"PEER-36", ErrPersonsChoiceOnly}, Says: "Who walks alongside is the person's own choice.", Fix: "Show them who could, and let them choose or say that it is none of these."}
)

var wishesAnywhere = []Status{WishesSaid, WorkerChosen, NoneOfThem}

// wishLists is the table of PEER-36. Its steps rest on no fact and no policy.
var wishLists = Machine[MatchWishes, Facts]{
	Kind:   KindMatchWishes,
	Schema: 1, // 1: the first form
	Says:   "What a person would like of a worker, and whom they chose.",
	Moves:  "PEER-36",
	States: []State{
		{WishesSaid, "The person said what they would like. They choose, or say it anew.", false},
		{WorkerChosen, "The person chose a worker. They may choose again, or say their wishes anew.", false},
		{NoneOfThem, "The person chose none of those suggested. They may choose one after all, or say their wishes anew.", false},
	},
	Head:   func(w *MatchWishes) *Head { return &w.head },
	Data:   func(w *MatchWishes) any { return &w.s },
	Person: MatchWishes.Person,
	Party:  func(w MatchWishes, a Actor) Party { return PartyOf(a, w.s.Person, "") },
	Legal: func(w MatchWishes) []Reason {
		return []Reason{
			Holds(wishesAllFit(w.s.Wishes), "/wishes", "Each wish names something of its sort."),
			Holds(silentOrOf(w.s.Person, w.s.Words), "/words", "Wishes are in the person's own words."),
			Holds((w.status == WorkerChosen) == (w.s.Chosen != ""), "/chosen", "A worker is named when one was chosen, and only then."),
		}
	},
	Parts: []Part[MatchWishes]{{Name: "wishes", Rule: Rule{"PEER-36", ErrNotAuthorised}, Says: "What a person would like of a worker is for them and for those who could offer one.",
		If: func(_ MatchWishes, as Party, by Reading) bool {
			return by.Purpose != ForRecord && (as == PartyPerson || as == PartyLine)
		},
		Value: func(w MatchWishes) any { return w.s }}},
	Rows: []wishRow{
		Begins(wishRow{
			Do: "say", Says: "Say what you would like of a worker.", To: []Status{WishesSaid}, By: []Party{PartyPerson, PartyStaff}, Else: wishesSaidBy, Form: "PEER-36",
		}, func(c SayWishes) string { return c.ID }, func(c SayWishes) MatchWishes { return MatchWishes{s: matchWishes{Person: c.Person}} }, wishStep[SayWishes]{
			Needs: wishNeeds(func(c SayWishes) ([]Wish, Words) { return c.Wishes, c.Words }),
			Apply: func(w MatchWishes, c SayWishes, t *Taken[Facts]) MatchWishes { return w.saying(c.Wishes, c.Words, t) },
		}),
		Takes(wishRow{
			Do: "change", Says: "Say it anew.", From: wishesAnywhere, To: []Status{WishesSaid}, By: []Party{PartyPerson, PartyStaff}, Else: wishesSaidBy, Form: "PEER-36",
		}, wishStep[ChangeWishes]{
			Needs: wishNeeds(func(c ChangeWishes) ([]Wish, Words) { return c.Wishes, c.Words }),
			Apply: func(w MatchWishes, c ChangeWishes, t *Taken[Facts]) MatchWishes {
				return w.saying(c.Wishes, c.Words, t)
			},
		}),
		Takes(wishRow{
			Do: "choose", Says: "Choose a worker.", From: wishesAnywhere, To: []Status{WorkerChosen}, By: []Party{PartyPerson}, Else: chosenByThem, Form: "PEER-36",
		}, wishStep[ChooseWorker]{Apply: func(w MatchWishes, c ChooseWorker, _ *Taken[Facts]) MatchWishes {
			w.s.Chosen = c.Worker
			return w
		}}),
		Takes(wishRow{
			Do: "choose-none", Says: "Say that it is none of these. No reason is asked.", From: []Status{WishesSaid, WorkerChosen}, To: []Status{NoneOfThem}, By: []Party{PartyPerson}, Else: chosenByThem, Form: "PEER-36",
		}, wishStep[ChooseNone]{Apply: func(w MatchWishes, _ ChooseNone, _ *Taken[Facts]) MatchWishes {
			w.s.Chosen = ""
			return w
		}}),
	},
}

func (w MatchWishes) saying(list []Wish, words Words, t *Taken[Facts]) MatchWishes {
	w.s.Wishes, w.s.Words, w.s.Said, w.s.Chosen = list, t.Own(words), t.Now(), ""
	return w
}

// wishNeeds are the rules of whatever says wishes.
func wishNeeds[C any](of func(C) ([]Wish, Words)) []wishNeed[C] {
	return []wishNeed[C]{{
		Asks: wishesFit,
		Met: func(_ MatchWishes, c C, _ Act, _ Facts) Tri {
			list, _ := of(c)
			return Is(wishesAllFit(list))
		},
	}, {
		Asks: wishesInWords,
		Met: func(w MatchWishes, c C, a Act, _ Facts) Tri {
			_, words := of(c)
			own := words.IsZero() || words.Author(a.By) == ByPerson(w.s.Person)
			written := !words.IsZero() || PartyOf(a.By, w.s.Person, "") != PartyStaff
			return Is(own && written)
		},
	}}
}

func wishesAllFit(list []Wish) bool {
	return !slices.ContainsFunc(list, func(w Wish) bool { return !w.Trait.fits() })
}
