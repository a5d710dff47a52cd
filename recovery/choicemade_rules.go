package recovery

import (
	"slices"

	"github.com/towpath-care/towpath/internal/whose"
	"github.com/towpath-care/towpath/peer"
)

// onChoice takes a rule of this package over to the facts of a choice.
func onChoice[C any](n need[ChoiceMade, C]) choiceNeed[C] {
	return choiceNeed[C]{Asks: n.Asks, Met: func(r ChoiceMade, c C, a peer.Act, f ChoiceFacts) peer.Tri { return n.Met(r, c, a, f.Facts) }}
}

// chosenRules are the rules of what was chosen, under /chosen.
func chosenRules[C any](of func(C) Chosen) []choiceNeed[C] {
	return []choiceNeed[C]{
		{
			Asks: peer.Asks{Rule: peer.Rule{Row: "REC-42", Code: peer.ErrRequired}, Path: "/chosen/words", Says: "It is said what was chosen.", Fix: "Name the option of the talk, or say it in the person's own words."},
			Met: func(_ ChoiceMade, c C, _ peer.Act, _ ChoiceFacts) peer.Tri {
				return peer.Is(of(c).Option != 0 || !of(c).Words.IsZero())
			},
		},
		{
			Asks: peer.Asks{Rule: peer.Rule{Row: "REC-42", Code: peer.ErrRequired}, Path: "/chosen/talk", Says: "An option is named together with its talk.", Fix: "Name the options talk that it stands in."},
			Met: func(_ ChoiceMade, c C, _ peer.Act, _ ChoiceFacts) peer.Tri {
				return peer.Is(of(c).Option == 0 || of(c).Talk != "")
			},
		},
		{
			Asks: peer.Asks{Rule: peer.Rule{Row: "REC-42", Code: peer.ErrOutOfRange}, Path: "/chosen/option", Says: "The option is one of the talk's.", Fix: "Look at the talk again and use a number that stands there, or say it in the person's own words."},
			Met: func(r ChoiceMade, c C, _ peer.Act, f ChoiceFacts) peer.Tri {
				return peer.Is(!f.Talk.about(of(c).Talk, r.s.Person) || of(c).Option <= f.Talk.Options)
			},
		},
		onChoice(whose.OwnWords[Facts, ChoiceMade]("REC-42", "/chosen/words", func(c C) []peer.Words { return []peer.Words{of(c).Words} })),
		talkedTogether("/chosen/collaborative", func(c C, _ ChoiceMade) Chosen { return of(c) }),
	}
}

// talkedTogether is the rule that nothing is called a choice made together unless
// the options were talked through.
func talkedTogether[C any](path string, of func(C, ChoiceMade) Chosen) choiceNeed[C] {
	return choiceNeed[C]{
		Asks: peer.Asks{Rule: peer.Rule{Row: "REC-42", Code: ErrChoiceNotReal}, Path: path, Says: "The options were talked through before it is called a choice made together.", Fix: "Talk the options through, or leave this open; the choice is kept either way."},
		Met: func(r ChoiceMade, c C, _ peer.Act, f ChoiceFacts) peer.Tri {
			what := of(c, r)
			if what.Collaborative != peer.Yes {
				return peer.Yes
			}
			return f.Talk.talkedThrough(what.Talk, r.s.Person)
		},
	}
}

// optionStays: an option stands in its own talk; under its number another talk has
// another one.
var optionStays = choiceNeed[SayTogether]{
	Asks: peer.Asks{Rule: peer.Rule{Row: "REC-42", Code: peer.ErrDuplicate}, Path: "/talk", Says: "The option that was chosen stands in the talk that is named.", Fix: "Leave the talk out, or choose anew from the other talk."},
	Met: func(r ChoiceMade, c SayTogether, _ peer.Act, _ ChoiceFacts) peer.Tri {
		now := r.Said().Chosen
		return peer.Is(c.Talk == "" || c.Talk == now.Talk || now.Option == 0)
	},
}

// saysOwn: how it was is in the person's own words.
func saysOwn[C any](of func(C) Whose) choiceNeed[C] {
	return onChoice(whose.OwnWords[Facts, ChoiceMade]("REC-42", "/whose/says", func(c C) []peer.Words { return []peer.Words{of(c).Says} }))
}

// personSaysWhose: whether a choice is the person's, and who chose for them, is not
// for the worker to say, also where the worker writes the choice down.
var personSaysWhose = choiceNeed[MakeChoice]{
	Asks: peer.Asks{Rule: personChooses.Rule, Path: "/whose", Says: "Whether the choice is the person's own is for them to say.", Fix: "Write down what they chose, and ask them to say whether it is theirs."},
	Met: func(r ChoiceMade, c MakeChoice, a peer.Act, _ ChoiceFacts) peer.Tri {
		return peer.Is(c.Whose == Whose{} || whose.Party(r, a.By) != peer.PartyWorker)
	},
}

// optionInWords: a number has no author, so an option that the worker writes down
// stands with the person's own words about it.
var optionInWords = choiceNeed[MakeChoice]{
	Asks: peer.Asks{Rule: personChooses.Rule, Path: "/chosen/option", Says: "An option that the worker writes down stands with the person's own words about it.", Fix: "Write down beside it what the person says, or let them choose it themself."},
	Met: func(r ChoiceMade, c MakeChoice, a peer.Act, _ ChoiceFacts) peer.Tri {
		return peer.Is(c.Chosen.Option == 0 || !c.Chosen.Words.IsZero() || whose.Party(r, a.By) != peer.PartyWorker)
	},
}

func choiceLegal(c ChoiceMade) []peer.Reason {
	s, at, now := c.s, c.Status(), c.Said()
	every := func(fits func(ChoiceSaid) bool) bool {
		return !slices.ContainsFunc(s.Said, func(x ChoiceSaid) bool { return !fits(x) })
	}
	words := each(s.Said, func(x ChoiceSaid) []peer.Words { return []peer.Words{x.Chosen.Words, x.Whose.Says} })
	whole := func(x ChoiceSaid) bool {
		return (x.Chosen.Option > 0 || !x.Chosen.Words.IsZero()) && (x.Chosen.Option == 0 || x.Chosen.Talk != "")
	}
	together := func(x ChoiceSaid) bool { return x.Chosen.Collaborative != peer.Yes || x.Chosen.Talk != "" }
	first := 0
	if len(s.Said) > 0 {
		first = s.Said[0].Number
	}
	// The worker writes down the first say at most, in the person's words, and nothing
	// of whose it is.
	from := func(x ChoiceSaid) bool {
		return x.From == peer.PartyPerson || x.From == peer.PartyWorker && s.Worker != "" && x.Number == 1 && x.Whose == Whose{} && !x.Chosen.Words.IsZero()
	}
	return []peer.Reason{
		peer.Holds(whose.SilentOr(whose.Personal, c, append(words, s.ForRecord)...), "/said", "Every text of a choice is the person's own."),
		peer.Holds(first >= 1 && (first == 1 || len(s.Said) == keptSays) && counted(s.Said, first, func(x ChoiceSaid) int { return x.Number }), "/said", "Says are numbered one by one, from 1 unless earlier ones were left behind."),
		peer.Holds(every(whole), "/said", "It is said what was chosen, and an option names its talk."),
		peer.Holds(every(together), "/said", "A choice made together names the talk."),
		peer.Holds(every(from), "/said", "The person says it; the worker may have written down the first say in their words, and not whose it is."),
		peer.Holds((at == ChoiceNoted) == (now.From == peer.PartyWorker) || at == ChoiceTakenBack, "/status", "What the worker wrote down waits for the person."),
		peer.Holds(at != ChoiceStands || !c.FeltPutUpon(), "/status", "A choice stands when the person has not said that they felt put upon."),
		peer.Holds(at != ChoiceFeltPutUpon || c.FeltPutUpon(), "/status", "That the person felt put upon is their own say."),
		peer.Holds(s.ForRecord.IsZero() || slices.Contains(choiceSaidNow, at), "/forRecord", "Words for the care record stand with a choice of the person's."),
	}
}

// choiceParts: for whoever the person says. What was said before is for the two.
// The care record has the words the person approved for it and nothing else.
var choiceParts = []peer.Part[ChoiceMade]{
	{Name: "choice", If: besideRecord[ChoiceMade](peer.SharePlan), Rule: notShown, Says: "The person says who may see what they chose.",
		Value: func(c ChoiceMade) any {
			return struct {
				Person      peer.PersonID `json:"person"`
				Worker      peer.StaffID  `json:"worker,omitzero"`
				Goal        string        `json:"goal,omitzero"`
				Said        ChoiceSaid    `json:"said"`
				FeltPutUpon bool          `json:"feltPutUpon"`
				SelfDefined bool          `json:"selfDefined"`
				Offers      []ChoiceOffer `json:"offers,omitempty"`
				Audience    Audience      `json:"audience"`
			}{c.s.Person, c.s.Worker, c.s.Goal, c.Said(), c.FeltPutUpon(), c.SelfDefined(), c.Offers(), c.s.Audience}
		}},
	{Name: "earlier", If: betweenTwo[ChoiceMade], Rule: notShown, Says: "What was said before is for the two.",
		Value: func(c ChoiceMade) any { return c.Earlier() }},
	recordPart[ChoiceMade](),
}
