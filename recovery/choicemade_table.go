package recovery

import (
	"slices"

	"github.com/towpath-care/towpath/internal/whose"
	"github.com/towpath-care/towpath/peer"
)

// What the table of choices is made of; its facts are its own.
type (
	choiceRow         = peer.Row[ChoiceMade, ChoiceFacts]
	choiceNeed[C any] = peer.Need[ChoiceMade, ChoiceFacts, C]
	choiceStep[C any] = peer.Step[ChoiceMade, ChoiceFacts, C]
	choiceTaken       = peer.Taken[ChoiceFacts]
)

// choiceAnywhere are all the places of a choice, choiceKept those in which it has
// not been taken back.
var (
	choiceAnywhere = []peer.Status{ChoiceNoted, ChoiceStands, ChoiceFeltPutUpon, ChoiceTakenBack}
	choiceKept     = []peer.Status{ChoiceNoted, ChoiceStands, ChoiceFeltPutUpon}
	choiceSaidNow  = []peer.Status{ChoiceStands, ChoiceFeltPutUpon}

	personChooses = whose.ForPerson("REC-42")
)

// choicesMade is the table of REC-42.
var choicesMade = peer.Machine[ChoiceMade, ChoiceFacts]{
	Kind:   KindChoice,
	Schema: 1, // 1: the first form
	Says:   "What a person chose, or somebody chose for them; whether it is theirs is their word alone, at any time.",
	Moves:  "REC-42",
	States: []peer.State{
		{Status: ChoiceNoted, Says: "The worker wrote down what the person said. The person says whether it is theirs, chooses anew or takes it back."},
		{Status: ChoiceStands, Says: "The person chose it. They may say that they felt put upon, choose anew or take it back at any time."},
		{Status: ChoiceFeltPutUpon, Says: "The person felt put upon. It is kept and open again; they look at it anew, say that it is theirs after all, or take it back."},
		{Status: ChoiceTakenBack, Says: "The person took it back. They may choose anew."},
	},
	Head:   func(c *ChoiceMade) *peer.Head { return &c.head },
	Data:   func(c *ChoiceMade) any { return &c.s },
	Person: ChoiceMade.Person,
	Party:  whose.Party[ChoiceMade],
	Policy: ChoiceFacts.digest,
	Legal:  choiceLegal,
	Parts:  choiceParts,
	Rows: []choiceRow{
		peer.Begins(choiceRow{
			Do: "choose", Says: "Say what you chose, or write down what the person chose.",
			To: []peer.Status{ChoiceNoted, ChoiceStands, ChoiceFeltPutUpon}, By: whose.Two, Else: whose.ForTwo("REC-42"), Form: "REC-42",
		}, func(c MakeChoice) string { return c.ID }, draftChoice, choiceStep[MakeChoice]{
			Needs: append(chosenRules(func(c MakeChoice) Chosen { return c.Chosen }),
				optionInWords, personSaysWhose, saysOwn(func(c MakeChoice) Whose { return c.Whose })),
			Apply: func(c ChoiceMade, m MakeChoice, t *choiceTaken) ChoiceMade { return c.saying(m.Chosen, m.Whose, t) },
			To: func(c ChoiceMade, m MakeChoice) peer.Status {
				if c.Said().From == peer.PartyWorker {
					return ChoiceNoted
				}
				return nowWhose(c, m)
			},
		}),
		peer.Takes(choiceRow{
			Do: "say-whose", Says: "Say whether it is yours, or whether you felt put upon.",
			From: choiceAnywhere, To: choiceSaidNow, Stays: []peer.Status{ChoiceTakenBack}, By: whose.Person, Else: personChooses, Form: "REC-42",
		}, choiceStep[SayWhose]{
			Needs: []choiceNeed[SayWhose]{saysOwn(func(c SayWhose) Whose { return c.Whose })},
			Apply: func(c ChoiceMade, w SayWhose, t *choiceTaken) ChoiceMade {
				return c.saying(c.Said().Chosen, w.Whose, t)
			},
			To: nowWhose[SayWhose],
		}),
		peer.Takes(choiceRow{
			Do: "say-together", Says: "Say whether options were talked through together before.",
			From: choiceSaidNow, Stays: choiceSaidNow, By: whose.Person, Else: personChooses, Form: "REC-42",
		}, choiceStep[SayTogether]{
			Needs: []choiceNeed[SayTogether]{optionStays, talkedTogether("/collaborative", SayTogether.of)},
			Apply: func(c ChoiceMade, s SayTogether, t *choiceTaken) ChoiceMade {
				return c.saying(s.of(c), c.Said().Whose, t)
			},
		}),
		peer.Takes(choiceRow{
			Do: "choose-anew", Says: "Choose anew. What was said before can still be read.",
			From: choiceAnywhere, To: choiceSaidNow, By: whose.Person, Else: personChooses, Form: "REC-42",
		}, choiceStep[ReviseChoice]{
			Needs: append(chosenRules(func(c ReviseChoice) Chosen { return c.Chosen }), saysOwn(func(c ReviseChoice) Whose { return c.Whose })),
			Apply: func(c ChoiceMade, r ReviseChoice, t *choiceTaken) ChoiceMade { return c.saying(r.Chosen, r.Whose, t) },
			To:    nowWhose[ReviseChoice],
		}),
		peer.Takes(choiceRow{
			Do: "take-back", Says: "Take it back, without a reason.",
			From: choiceKept, To: []peer.Status{ChoiceTakenBack}, By: whose.Person, Else: personChooses, Form: "REC-42",
		}, choiceStep[TakeBackChoice]{Apply: func(c ChoiceMade, _ TakeBackChoice, _ *choiceTaken) ChoiceMade {
			c.s.ForRecord = peer.Words{}
			return c
		}}),
		wordsForRecord[ChoiceMade, ChoiceFacts]("REC-42", choiceSaidNow, func(c ChoiceMade, w peer.Words) ChoiceMade { c.s.ForRecord = w; return c }),
		peer.Takes(choiceRow{
			Do: "who-may-see", Says: "Say who may see it.",
			From: choiceAnywhere, Stays: choiceAnywhere, By: whose.Person, Else: personShows, Form: "REC-50",
		}, choiceStep[WhoMaySee]{Apply: func(c ChoiceMade, w WhoMaySee, _ *choiceTaken) ChoiceMade { c.s.Audience = w.Audience; return c }}),
	},
}

func draftChoice(c MakeChoice) ChoiceMade {
	return ChoiceMade{s: choiceMade{Person: c.Person, Worker: c.Worker, Goal: c.Goal, Audience: MeAndMyWorker}}
}

// saying is the choice after one more say. Of those before it the last are kept.
// Words approved for the care record were about what held then.
func (c ChoiceMade) saying(what Chosen, whose Whose, t *choiceTaken) ChoiceMade {
	what.Words, whose.Says = t.Own(what.Words), t.Own(whose.Says)
	kept := c.s.Said[max(0, len(c.s.Said)-keptSays+1):]
	c.s.Said = append(slices.Clone(kept), ChoiceSaid{Number: c.Said().Number + 1, Chosen: what, Whose: whose, From: t.As, At: t.Now()})
	c.s.ForRecord = peer.Words{}
	return c
}

// of is what was chosen, with this said of it.
func (s SayTogether) of(c ChoiceMade) Chosen {
	what := c.Said().Chosen
	what.Collaborative = s.Collaborative
	if s.Talk != "" {
		what.Talk = s.Talk
	}
	return what
}

// nowWhose is where a choice of the person's stands after what they say of it.
func nowWhose[C any](c ChoiceMade, _ C) peer.Status {
	if c.FeltPutUpon() {
		return ChoiceFeltPutUpon
	}
	return ChoiceStands
}
