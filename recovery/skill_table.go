package recovery

import (
	"time"

	"github.com/towpath-care/towpath/internal/whose"
	"github.com/towpath-care/towpath/peer"
)

// onlyTheyRate is what anybody but the person hears who says how a skill goes.
var onlyTheyRate = peer.Asks{Rule: peer.Rule{Row: "REC-14", Code: peer.ErrPersonsWordsOnly}, Says: "How it goes is said by the person, in words or a number of their own.", Fix: "You could ask how it has been for them, and let them say."}

var (
	skillAnywhere = []peer.Status{SkillListed, SkillTried, SkillSetAside}
	skillOnList   = []peer.Status{SkillListed, SkillTried}
)

// skills is the table of REC-14 and 50.
var skills = peer.Machine[Skill, Facts]{
	Kind:   KindSkill,
	Schema: 1, // 1: the first form
	Says:   "An approach to looking after oneself on a person's own list; how it goes is their say.",
	Moves:  "REC-14",
	States: []peer.State{
		{Status: SkillListed, Says: "It is on the list. The person tries it or sets it aside."},
		{Status: SkillTried, Says: "The person has tried it. They say how it goes, or set it aside."},
		{Status: SkillSetAside, Says: "It is off the list for now. The person can take it up again."},
	},
	Head:   func(k *Skill) *peer.Head { return &k.head },
	Data:   func(k *Skill) any { return &k.s },
	Person: Skill.Person,
	Party:  whose.Party[Skill],
	Policy: Facts.digest,
	Legal:  skillLegal,
	Parts:  skillParts,
	Rows: []row[Skill]{
		peer.Begins(row[Skill]{
			Do: "list", Says: "Put an approach on your list, or write down the one the person said.",
			To: []peer.Status{SkillListed}, By: whose.Two, Else: whose.ForTwo("REC-14"), Form: "REC-14",
		}, func(s ListSkill) string { return s.ID }, draftSkill, step[Skill, ListSkill]{
			Needs: []need[Skill, ListSkill]{
				whose.OwnWords[Facts, Skill]("REC-14", "/words", func(s ListSkill) []peer.Words { return []peer.Words{s.Words} }),
				wordsOrItem[Skill]("REC-14", func(s ListSkill) (peer.Words, string) { return s.Words, s.Code }),
				openedItem[Skill]("REC-14", "/code", func(s ListSkill) (peer.Words, string) { return s.Words, s.Code }),
			},
			Apply: func(k Skill, s ListSkill, t *taken) Skill {
				k.s.Words, k.s.Listed = t.Own(s.Words), t.Now()
				return k
			},
		}),
		peer.Takes(row[Skill]{
			Do: "say-how-it-goes", Says: "Say that you have tried it, and how it goes if you like.",
			From: skillOnList, To: []peer.Status{SkillTried}, By: whose.Person, Else: onlyTheyRate, Form: "REC-14",
		}, step[Skill, SayHowSkillGoes]{
			Needs: []need[Skill, SayHowSkillGoes]{
				whose.OwnWords[Facts, Skill]("REC-14", "/when", func(s SayHowSkillGoes) []peer.Words { return []peer.Words{s.When} }),
				whose.OwnWords[Facts, Skill]("REC-14", "/progress", func(s SayHowSkillGoes) []peer.Words { return []peer.Words{s.Progress} }),
				scaleSaid,
			},
			Apply: func(k Skill, s SayHowSkillGoes, t *taken) Skill {
				k.s.Useful, k.s.When, k.s.Progress = s.Useful, t.Own(s.When), t.Own(s.Progress)
				k.s.Rating, k.s.SaidAt = s.Rating, t.Now()
				return k
			},
		}),
		peer.Takes(row[Skill]{
			Do: "set-aside", Says: "Take it off your list for now. No reason is asked.",
			From: skillOnList, To: []peer.Status{SkillSetAside}, By: whose.Person, Else: whose.ForPerson("REC-14"), Form: "REC-14",
		}, step[Skill, SetSkillAside]{Apply: func(k Skill, _ SetSkillAside, _ *taken) Skill { return k }}),
		peer.Takes(row[Skill]{
			Do: "take-up", Says: "Put it back on your list.",
			From: []peer.Status{SkillSetAside}, To: skillOnList, By: whose.Person, Else: whose.ForPerson("REC-14"), Form: "REC-14",
		}, step[Skill, TakeUpSkill]{
			Apply: func(k Skill, _ TakeUpSkill, _ *taken) Skill { return k },
			To: func(k Skill, _ TakeUpSkill) peer.Status {
				if k.Tried() {
					return SkillTried
				}
				return SkillListed
			},
		}),
		whoMaySee(skillAnywhere, func(k Skill, a Audience) Skill { k.s.Audience = a; return k }),
	},
}

func draftSkill(s ListSkill) Skill {
	return Skill{s: skill{Person: s.Person, Worker: s.Worker, Code: s.Code, Audience: MeAndMyWorker}}
}

var scaleSaid = need[Skill, SayHowSkillGoes]{
	Asks: peer.Asks{Rule: peer.Rule{Row: "REC-14", Code: peer.ErrRequired}, Path: "/rating", Says: "A number has its scale, and a scale its number.", Fix: "Name both, or leave both out."},
	Met: func(_ Skill, s SayHowSkillGoes, _ peer.Act, _ Facts) peer.Tri {
		return peer.Is(s.Rating.whole())
	},
}

func skillLegal(k Skill) []peer.Reason {
	s, at := k.s, k.Status()
	unsaid := s.Useful == peer.Unknown && s.When.IsZero() && s.Progress.IsZero() && s.Rating.IsZero()
	return []peer.Reason{
		peer.Holds(whose.SilentOr(whose.Personal, k, s.Words, s.When, s.Progress), "/words", "Every text of a skill is the person's own."),
		peer.Holds(!s.Words.IsZero() || s.Code != "", "/words", "It is said what it is, or a code is named."),
		peer.Holds(at == SkillSetAside || k.Tried() == (at == SkillTried), "/saidAt", "What was tried has the time at which the person said so."),
		peer.Holds(k.Tried() || unsaid, "/saidAt", "How it goes is said once it was tried."),
		peer.Holds(s.Rating.whole(), "/rating", "A number has its scale, and a scale its number."),
	}
}

// skillParts: what it is and how it goes, apart, so that either can be asked for.
var skillParts = []peer.Part[Skill]{
	{Name: "skill", If: seenByAudience[Skill](peer.SharePlan), Rule: notShown, Says: "The person says who may see what is on their list.",
		Value: func(k Skill) any {
			return struct {
				Person   peer.PersonID `json:"person"`
				Worker   peer.StaffID  `json:"worker,omitzero"`
				Words    peer.Words    `json:"words,omitzero"`
				Code     string        `json:"code,omitzero"`
				Audience Audience      `json:"audience"`
				Listed   time.Time     `json:"listed"`
			}{k.s.Person, k.s.Worker, k.s.Words, k.s.Code, k.s.Audience, k.s.Listed}
		}},
	{Name: "progress", If: seenByAudience[Skill](peer.SharePlan), Rule: notShown, Says: "The person says who may see how it goes.",
		Value: func(k Skill) any {
			return struct {
				Useful   peer.Tri    `json:"useful"`
				When     peer.Words  `json:"when,omitzero"`
				Progress peer.Words  `json:"progress,omitzero"`
				Rating   SkillRating `json:"rating,omitzero"`
				SaidAt   time.Time   `json:"saidAt,omitzero"`
			}{k.s.Useful, k.s.When, k.s.Progress, k.s.Rating, k.s.SaidAt}
		}},
}
