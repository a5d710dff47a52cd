package recovery

import (
	"slices"

	"github.com/towpath-care/towpath/internal/whose"
	"github.com/towpath-care/towpath/peer"
)

var (
	advocacyAnywhere = []peer.Status{AdvocacyPlanned, AdvocacyDone, AdvocacyLeft}
	advocacyAhead    = []peer.Status{AdvocacyPlanned}

	workerSpeaks = peer.Asks{Rule: peer.Rule{Row: "REC-43", Code: peer.ErrNotAuthorised}, Says: "Words said for the person are said by the worker alongside.", Fix: "Speak for yourself, or ask the worker alongside."}
)

// selfAdvocacies is the table of REC-43.
var selfAdvocacies = peer.Machine[SelfAdvocacy, Facts]{
	Kind:   KindSelfAdvocacy,
	Schema: 1, // 1: the first form
	Says:   "An occasion on which a person asks for something in their own name, with the support they want.",
	Moves:  "REC-43",
	States: []peer.State{
		{Status: AdvocacyPlanned, Says: "It lies ahead. The two prepare; the person says how it went or lets it be."},
		{Status: AdvocacyDone, Says: "It is over, whatever came of it. The person may say more, and take it up again."},
		{Status: AdvocacyLeft, Says: "The person let it be. They may take it up again."},
	},
	Head:   func(a *SelfAdvocacy) *peer.Head { return &a.head },
	Data:   func(a *SelfAdvocacy) any { return &a.s },
	Person: SelfAdvocacy.Person,
	Party:  whose.Party[SelfAdvocacy],
	Policy: Facts.digest,
	Legal:  selfAdvocacyLegal,
	Parts:  selfAdvocacyParts,
	Rows: []row[SelfAdvocacy]{
		peer.Begins(row[SelfAdvocacy]{
			Do: "plan-to-ask", Says: "Say what you want to ask for, and of whom.",
			To: advocacyAhead, By: whose.Two, Else: whose.ForTwo("REC-43"), Form: "REC-43",
		}, func(c PlanToAsk) string { return c.ID }, draftSelfAdvocacy, step[SelfAdvocacy, PlanToAsk]{
			Needs: []need[SelfAdvocacy, PlanToAsk]{whose.OwnWords[Facts, SelfAdvocacy]("REC-43", "/asks", func(c PlanToAsk) []peer.Words { return []peer.Words{c.Asks} })},
			Apply: func(a SelfAdvocacy, c PlanToAsk, t *taken) SelfAdvocacy { a.s.Asks = t.Own(c.Asks); return a },
		}),
		peer.Takes(row[SelfAdvocacy]{
			Do: "support-wanted", Says: "Say what support you want.",
			From: advocacyAhead, To: advocacyAhead, By: whose.Person, Else: whose.ForPerson("REC-43"), Form: "REC-43",
		}, step[SelfAdvocacy, SaySupportWanted]{Apply: func(a SelfAdvocacy, c SaySupportWanted, _ *taken) SelfAdvocacy {
			a.s.Support = c.Support
			return a
		}}),
		peer.Takes(row[SelfAdvocacy]{
			Do: "practise", Says: "Say what you practise for it.",
			From: advocacyAhead, To: advocacyAhead, By: whose.Two, Else: whose.ForTwo("REC-43"), Form: "REC-43",
		}, step[SelfAdvocacy, PractiseSkills]{Apply: func(a SelfAdvocacy, c PractiseSkills, _ *taken) SelfAdvocacy {
			a.s.Skills = slices.Clone(c.Skills)
			return a
		}}),
		peer.Takes(row[SelfAdvocacy]{
			Do: "propose-words", Says: "Put up words that the worker would say for the person.",
			From: advocacyAhead, To: advocacyAhead, By: whose.Two, Else: whose.ForTwo("REC-43"), Form: "REC-43",
			Open: []open[SelfAdvocacy]{roomFor("REC-43", maxWordsToSay, SelfAdvocacy.toSayCount)},
		}, step[SelfAdvocacy, ProposeWords]{
			Needs: []need[SelfAdvocacy, ProposeWords]{wordsOfTheTwo},
			Apply: func(a SelfAdvocacy, c ProposeWords, t *taken) SelfAdvocacy {
				a.s.ToSay = append(slices.Clone(a.s.ToSay), WordsToSay{Number: a.toSayCount() + 1, Words: t.Own(c.Words)})
				return a
			},
		}),
		peer.Takes(row[SelfAdvocacy]{
			Do: "answer-words", Says: "Say whether the worker may say these words for you; take a yes back at any time.",
			From: advocacyAnywhere, Stays: advocacyAnywhere, By: whose.Person, Else: whose.ForPerson("REC-43"), Form: "REC-43",
		}, step[SelfAdvocacy, AnswerWords]{
			Needs: []need[SelfAdvocacy, AnswerWords]{stands("REC-43", "/number", func(c AnswerWords) int { return c.Number }, SelfAdvocacy.toSayCount)},
			Apply: func(a SelfAdvocacy, c AnswerWords, t *taken) SelfAdvocacy {
				return a.withWords(c.Number, func(w *WordsToSay) { w.Agreed, w.AnsweredAt = c.Agreed, t.Now() })
			},
		}),
		peer.Takes(row[SelfAdvocacy]{
			Do: "speak-for-person", Says: "Say for the person the words they have said yes to.",
			From: advocacyAhead, To: advocacyAhead, By: []peer.Party{peer.PartyWorker}, Else: workerSpeaks, Form: "REC-43",
		}, step[SelfAdvocacy, SpeakForPerson]{
			Needs: []need[SelfAdvocacy, SpeakForPerson]{
				stands("REC-43", "/number", func(c SpeakForPerson) int { return c.Number }, SelfAdvocacy.toSayCount),
				wordsAgreed,
			},
			Apply: func(a SelfAdvocacy, c SpeakForPerson, t *taken) SelfAdvocacy {
				return a.withWords(c.Number, func(w *WordsToSay) { w.SpokenAt = t.Now() })
			},
		}),
		peer.Takes(row[SelfAdvocacy]{
			Do: "result", Says: "Say that it is over and, if you like, what came of it.",
			From: []peer.Status{AdvocacyPlanned, AdvocacyDone}, To: []peer.Status{AdvocacyDone}, By: whose.Two, Else: whose.ForTwo("REC-43"), Form: "REC-43",
		}, step[SelfAdvocacy, SayAdvocacyResult]{
			Needs: []need[SelfAdvocacy, SayAdvocacyResult]{whose.OwnWords[Facts, SelfAdvocacy]("REC-43", "/result", func(c SayAdvocacyResult) []peer.Words { return []peer.Words{c.Result} })},
			Apply: func(a SelfAdvocacy, c SayAdvocacyResult, t *taken) SelfAdvocacy {
				if !c.Result.IsZero() { // nothing said takes nothing back
					a.s.Result = t.Own(c.Result)
				}
				return a
			},
		}),
		peer.Takes(row[SelfAdvocacy]{
			Do: "leave", Says: "Let it be, without a reason.",
			From: advocacyAhead, To: []peer.Status{AdvocacyLeft}, By: whose.Person, Else: whose.ForPerson("REC-43"), Form: "REC-43",
		}, step[SelfAdvocacy, LeaveOccasion]{Apply: func(a SelfAdvocacy, _ LeaveOccasion, _ *taken) SelfAdvocacy { return a }}),
		peer.Takes(row[SelfAdvocacy]{
			Do: "take-up", Says: "Take it up again.",
			From: []peer.Status{AdvocacyDone, AdvocacyLeft}, To: advocacyAhead, By: whose.Person, Else: whose.ForPerson("REC-43"), Form: "REC-43",
		}, step[SelfAdvocacy, TakeUpOccasion]{Apply: func(a SelfAdvocacy, _ TakeUpOccasion, _ *taken) SelfAdvocacy { return a }}),
		wordsForRecord[SelfAdvocacy, Facts]("REC-43", advocacyAnywhere, func(a SelfAdvocacy, w peer.Words) SelfAdvocacy { a.s.ForRecord = w; return a }),
		whoMaySee(advocacyAnywhere, func(a SelfAdvocacy, to Audience) SelfAdvocacy { a.s.Audience = to; return a }),
	},
}

func draftSelfAdvocacy(c PlanToAsk) SelfAdvocacy {
	return SelfAdvocacy{s: selfAdvocacy{Person: c.Person, Worker: c.Worker, Goal: c.Goal, Of: c.Of, Audience: MeAndMyWorker}}
}

// withWords is the occasion with one of its words to say changed.
func (a SelfAdvocacy) withWords(number int, change func(*WordsToSay)) SelfAdvocacy {
	a.s.ToSay = slices.Clone(a.s.ToSay)
	change(&a.s.ToSay[number-1])
	return a
}
