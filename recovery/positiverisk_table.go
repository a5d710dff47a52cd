package recovery

import (
	"slices"

	"github.com/towpath-care/towpath/internal/whose"
	"github.com/towpath-care/towpath/peer"
)

// positiveRisks is the table of REC-16.
var positiveRisks = peer.Machine[PositiveRisk, Facts]{
	Kind:   KindPositiveRisk,
	Schema: 1, // 1: the first form
	Says:   "A talk about something a person wants to do, what could come of it, and what they decide.",
	Moves:  "REC-16",
	States: []peer.State{
		{Status: RiskTalking, Says: "The two are talking about it. The person decides at any time."},
		{Status: RiskDecided, Says: "The person has decided. They may decide anew."},
	},
	Head:   func(p *PositiveRisk) *peer.Head { return &p.head },
	Data:   func(p *PositiveRisk) any { return &p.s },
	Person: PositiveRisk.Person,
	Party:  whose.Party[PositiveRisk],
	Policy: Facts.digest,
	Legal:  riskLegal,
	Parts:  riskParts,
	Rows: []row[PositiveRisk]{
		peer.Begins(row[PositiveRisk]{
			Do: "talk", Says: "Talk about something you want to do.",
			To: []peer.Status{RiskTalking}, By: whose.Two, Else: twoTalk, Form: "REC-16",
		}, func(c TalkRisk) string { return c.ID }, draftRisk, step[PositiveRisk, TalkRisk]{
			Needs: slices.Concat([]need[PositiveRisk, TalkRisk]{
				whose.OwnWords[Facts, PositiveRisk]("REC-16", "/what", func(c TalkRisk) []peer.Words { return []peer.Words{c.What} }),
				whose.OwnWords[Facts, PositiveRisk]("REC-16", "/why", func(c TalkRisk) []peer.Words { return []peer.Words{c.Why} }),
				eitherSays("/good", func(c TalkRisk) []peer.Words { return c.Good }),
				eitherSays("/harm", func(c TalkRisk) []peer.Words { return harmWords(c.Harm) }),
				eitherSays("/safer", func(c TalkRisk) []peer.Words { return c.Safer }),
			}, besideHarm(func(c TalkRisk) ([]PossibleHarm, peer.Further) { return c.Harm, c.Further })),
			Apply: func(p PositiveRisk, c TalkRisk, t *taken) PositiveRisk {
				by := t.Act.By
				p.s = p.s.asked(c.Harm, c.Further, t.Facts.Policy)
				p.s.What, p.s.Why = c.What.Own(by), c.Why.Own(by)
				p.s.Good, p.s.Harm, p.s.Safer = whose.Kept(c.Good, by), keptHarm(c.Harm, by), whose.Kept(c.Safer, by)
				p.s.Told = t.Now()
				return p
			},
		}),
		peer.Takes(row[PositiveRisk]{
			Do: "add", Says: "Add what has come up: good, harm, or what would make it safer.",
			From: riskAnywhere, Stays: riskAnywhere, By: whose.Two, Else: twoTalk, Form: "REC-16",
		}, step[PositiveRisk, AddToTalk]{
			Needs: slices.Concat([]need[PositiveRisk, AddToTalk]{
				eitherSays("/good", func(c AddToTalk) []peer.Words { return c.Good }),
				eitherSays("/harm", func(c AddToTalk) []peer.Words { return harmWords(c.Harm) }),
				eitherSays("/safer", func(c AddToTalk) []peer.Words { return c.Safer }),
				roomInTalk,
			}, besideHarm(func(c AddToTalk) ([]PossibleHarm, peer.Further) { return c.Harm, c.Further })),
			Apply: func(p PositiveRisk, c AddToTalk, t *taken) PositiveRisk {
				by := t.Act.By
				p.s = p.s.asked(c.Harm, c.Further, t.Facts.Policy)
				p.s.Good = slices.Concat(p.s.Good, whose.Kept(c.Good, by))
				p.s.Harm = slices.Concat(p.s.Harm, keptHarm(c.Harm, by))
				p.s.Safer = slices.Concat(p.s.Safer, whose.Kept(c.Safer, by))
				return p
			},
		}),
		peer.Takes(row[PositiveRisk]{
			Do: "ask-view", Says: "Have somebody asked how they see it.",
			From: riskAnywhere, Stays: riskAnywhere, By: whose.Person, Else: whose.ForPerson("REC-16"), Form: "REC-16",
		}, step[PositiveRisk, AskView]{
			Needs: askRules,
			Apply: func(p PositiveRisk, c AskView, t *taken) PositiveRisk {
				holder := peer.Words{}.Author(c.Holder)
				return p.given(RiskView{Of: p.viewOf(holder), Holder: holder, At: t.Now()})
			},
		}),
		peer.Takes(row[PositiveRisk]{
			Do: "give-view", Says: "Say how you see it, or write down how somebody else does.",
			From: riskAnywhere, Stays: riskAnywhere, By: []peer.Party{peer.PartyPerson, peer.PartyWorker, peer.PartyStaff, peer.PartyCarer}, Else: twoTalk, Form: "REC-16", Open: []open[PositiveRisk]{wasAsked},
		}, step[PositiveRisk, GiveView]{
			Needs: viewRules,
			Apply: func(p PositiveRisk, c GiveView, t *taken) PositiveRisk {
				w := t.Own(c.Words)
				return p.given(RiskView{Of: p.viewOf(w.By), Holder: w.By, Words: w, ShowPerson: c.ShowPerson, At: t.Now()})
			},
		}),
		peer.Takes(row[PositiveRisk]{
			Do: "decide", Says: "Decide. You can decide anew at any time.",
			From: riskAnywhere, To: []peer.Status{RiskDecided}, By: whose.Person, Else: whose.ForPerson("REC-16"), Form: "REC-16",
		}, step[PositiveRisk, DecideRisk]{
			Needs: []need[PositiveRisk, DecideRisk]{whose.OwnWords[Facts, PositiveRisk]("REC-16", "/because", func(c DecideRisk) []peer.Words { return []peer.Words{c.Because} })},
			Apply: func(p PositiveRisk, c DecideRisk, t *taken) PositiveRisk {
				p.s.Decision, p.s.Because, p.s.DecidedOn = c.Decision, t.Own(c.Because), whose.DayUTC(t.Now())
				return p
			},
		}),
		peer.Takes(row[PositiveRisk]{
			Do: "answer-further", Says: "Say whether it needs to go further.",
			From: riskAnywhere, Stays: riskAnywhere, By: whose.Two, Else: twoTalk, Form: "REC-16", Open: []open[PositiveRisk]{notPassedOn},
		}, step[PositiveRisk, AnswerFurther]{
			Needs: whose.AnsweredNow[Facts]("REC-16", func(_ PositiveRisk, c AnswerFurther) whose.Question { return whose.Question{Further: c.Further} }),
			Apply: func(p PositiveRisk, c AnswerFurther, _ *taken) PositiveRisk { p.s = p.s.answered(c.Further); return p },
		}),
		peer.Takes(row[PositiveRisk]{
			Do: "review-on", Says: "Choose a day to look at it again, or none.",
			From: riskAnywhere, Stays: riskAnywhere, By: whose.Two, Else: twoTalk, Form: "REC-16",
		}, step[PositiveRisk, ReviewRiskOn]{
			Needs: []need[PositiveRisk, ReviewRiskOn]{riskReviewToCome},
			Apply: func(p PositiveRisk, c ReviewRiskOn, _ *taken) PositiveRisk { p.s.ReviewOn = c.On; return p },
		}),
		whoMaySee(riskAnywhere, func(p PositiveRisk, a Audience) PositiveRisk { p.s.Audience = a; return p }),
	},
}

func draftRisk(c TalkRisk) PositiveRisk {
	return PositiveRisk{s: positiveRisk{Person: c.Person, Worker: c.Worker, Audience: MeAndMyWorker}}
}
