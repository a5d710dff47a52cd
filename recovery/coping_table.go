package recovery

import (
	"slices"

	"github.com/towpath-care/towpath/internal/whose"
	"github.com/towpath-care/towpath/peer"
)

// copingAnywhere are all the places of a strategy, copingLive those in which it
// has not been put down, copingReviewed those in which the two look at it again.
var (
	copingAnywhere = []peer.Status{CopingInUse, CopingConsidered, CopingPlanned, CopingTrying, CopingDropped}
	copingLive     = []peer.Status{CopingInUse, CopingConsidered, CopingPlanned, CopingTrying}
	copingReviewed = []peer.Status{CopingInUse, CopingTrying}
)

// copingStrategies is the table of REC-20, 22, 23 and 50.
var copingStrategies = peer.Machine[CopingStrategy, Facts]{
	Kind:   KindCopingStrategy,
	Schema: 1, // 1: the first form
	Says:   "Something a person does, or wants to try, to get through difficulty, in their own words.",
	Moves:  "REC-22",
	States: []peer.State{
		{Status: CopingInUse, Says: "It is one of the person's ways. They may drop it."},
		{Status: CopingConsidered, Says: "Something different. The person plans how, just tries it, or drops it."},
		{Status: CopingPlanned, Says: "It has been thought through. The person tries it, plans again or drops it."},
		{Status: CopingTrying, Says: "The person is trying it. They keep it or drop it."},
		{Status: CopingDropped, Says: "The person has put it down. They can pick it up again."},
	},
	Head:   func(c *CopingStrategy) *peer.Head { return &c.head },
	Data:   func(c *CopingStrategy) any { return &c.s },
	Person: CopingStrategy.Person,
	Party:  whose.Party[CopingStrategy],
	Policy: Facts.digest,
	Legal:  copingLegal,
	Parts:  copingParts,
	Rows: []row[CopingStrategy]{
		peer.Begins(row[CopingStrategy]{
			Do: "tell", Says: "Say what already helps you through, or write down what the person said.",
			To: []peer.Status{CopingInUse}, By: whose.Two, Else: whose.ForTwo("REC-20"), Form: "REC-20",
		}, func(s TellCoping) string { return s.ID }, func(s TellCoping) CopingStrategy { return draftCoping(s.Person, s.Worker) },
			step[CopingStrategy, TellCoping]{
				Needs: []need[CopingStrategy, TellCoping]{
					whose.OwnWords[Facts, CopingStrategy]("REC-20", "/words", func(s TellCoping) []peer.Words { return []peer.Words{s.Words} }),
					whose.OwnWords[Facts, CopingStrategy]("REC-20", "/resources", func(s TellCoping) []peer.Words { return resourceWords(s.Resources) }),
				},
				Apply: func(c CopingStrategy, s TellCoping, t *taken) CopingStrategy {
					c.s.Words = t.Own(s.Words)
					return c.helped(s.Resources, t).moved(CopingInUse, t)
				},
			}),
		peer.Begins(row[CopingStrategy]{
			Do: "consider", Says: "Say something different you may try, or write down what the person said.",
			To: []peer.Status{CopingConsidered}, By: whose.Two, Else: whose.ForTwo("REC-22"), Form: "REC-22",
		}, func(s ConsiderCoping) string { return s.ID }, func(s ConsiderCoping) CopingStrategy { return draftCoping(s.Person, s.Worker) },
			step[CopingStrategy, ConsiderCoping]{
				Needs: []need[CopingStrategy, ConsiderCoping]{
					whose.OwnWords[Facts, CopingStrategy]("REC-22", "/words", func(s ConsiderCoping) []peer.Words { return []peer.Words{s.Words} }),
					wordsOrItem[CopingStrategy]("REC-22", func(s ConsiderCoping) (peer.Words, string) { return s.Words, s.Item }),
					openedItem[CopingStrategy]("REC-22", "/item", func(s ConsiderCoping) (peer.Words, string) { return s.Words, s.Item }),
					whose.OwnWords[Facts, CopingStrategy]("REC-20", "/resources", func(s ConsiderCoping) []peer.Words { return resourceWords(s.Resources) }),
				},
				Apply: func(c CopingStrategy, s ConsiderCoping, t *taken) CopingStrategy {
					c.s.Words, c.s.Item = t.Own(s.Words), s.Item
					return c.helped(s.Resources, t).moved(CopingConsidered, t)
				},
			}),
		peer.Takes(row[CopingStrategy]{
			Do: "plan", Says: "Say how you would use it, and what may get in the way.",
			From: copingLive, To: []peer.Status{CopingPlanned}, Stays: []peer.Status{CopingInUse, CopingPlanned, CopingTrying},
			By: whose.Person, Else: whose.ForPerson("REC-22"), Form: "REC-22",
		}, step[CopingStrategy, PlanCoping]{
			Needs: []need[CopingStrategy, PlanCoping]{
				whose.OwnWords[Facts, CopingStrategy]("REC-22", "/use", func(s PlanCoping) []peer.Words { return s.Use.words() }),
				whose.OwnWords[Facts, CopingStrategy]("REC-22", "/barriers", func(s PlanCoping) []peer.Words { return barrierWords(s.Barriers) }),
				whose.OwnWords[Facts, CopingStrategy]("REC-22", "/justTry", func(s PlanCoping) []peer.Words { return []peer.Words{s.JustTry} }),
				useSaid, barriersTalked, planMarked,
			},
			Apply: plannedCoping,
		}),
		peer.Takes(row[CopingStrategy]{
			Do: "try", Says: "Begin to try it.",
			From: []peer.Status{CopingConsidered, CopingPlanned}, To: []peer.Status{CopingTrying},
			By: whose.Person, Else: whose.ForPerson("REC-22"), Form: "REC-22",
		}, step[CopingStrategy, TryCoping]{
			Needs: []need[CopingStrategy, TryCoping]{
				whose.OwnWords[Facts, CopingStrategy]("REC-22", "/justTry", func(s TryCoping) []peer.Words { return []peer.Words{s.JustTry} }),
				plannedOrJustTried, tryMarked,
			},
			Apply: func(c CopingStrategy, s TryCoping, t *taken) CopingStrategy {
				if !s.JustTry.IsZero() {
					c.s.JustTry = t.Own(s.JustTry)
				}
				return c.moved(CopingTrying, t)
			},
		}),
		peer.Takes(row[CopingStrategy]{
			Do: "keep", Says: "Say that it is one of your ways now.",
			From: []peer.Status{CopingTrying}, To: []peer.Status{CopingInUse}, By: whose.Person, Else: whose.ForPerson("REC-22"), Form: "REC-22",
		}, step[CopingStrategy, KeepCoping]{Apply: func(c CopingStrategy, _ KeepCoping, t *taken) CopingStrategy { return c.moved(CopingInUse, t) }}),
		peer.Takes(row[CopingStrategy]{
			Do: "drop", Says: "Put it down. No reason is asked.",
			From: copingLive, To: []peer.Status{CopingDropped}, By: whose.Person, Else: whose.ForPerson("REC-22"), Form: "REC-22",
		}, step[CopingStrategy, DropCoping]{Apply: func(c CopingStrategy, _ DropCoping, t *taken) CopingStrategy { return c.moved(c.s.Place, t) }}),
		peer.Takes(row[CopingStrategy]{
			Do: "pick-up", Says: "Take it up again where you left it.",
			From: []peer.Status{CopingDropped}, To: copingLive, By: whose.Person, Else: whose.ForPerson("REC-22"), Form: "REC-22",
		}, step[CopingStrategy, PickUpCoping]{
			Apply: func(c CopingStrategy, _ PickUpCoping, t *taken) CopingStrategy { return c.moved(c.s.Place, t) },
			To:    func(c CopingStrategy, _ PickUpCoping) peer.Status { return c.s.Place },
		}),
		peer.Takes(row[CopingStrategy]{
			Do: "name-resources", Says: "Say who and what helps with it from outside.",
			From: copingAnywhere, Stays: copingAnywhere, By: whose.Two, Else: whose.ForTwo("REC-20"), Form: "REC-20",
		}, step[CopingStrategy, NameResources]{
			Needs: []need[CopingStrategy, NameResources]{
				whose.OwnWords[Facts, CopingStrategy]("REC-20", "/resources", func(s NameResources) []peer.Words { return resourceWords(s.Resources) }),
			},
			Apply: func(c CopingStrategy, s NameResources, t *taken) CopingStrategy { return c.helped(s.Resources, t) },
		}),
		peer.Takes(row[CopingStrategy]{
			Do: "look-again", Says: "Say that the two of you have looked at it again.",
			From: copingReviewed, Stays: copingReviewed, By: whose.Two, Else: whose.ForTwo("REC-23"), Form: "REC-23",
		}, step[CopingStrategy, LookAgain]{Apply: func(c CopingStrategy, _ LookAgain, t *taken) CopingStrategy {
			c.s.ReviewedAt = t.Now()
			return c
		}}),
		peer.Takes(row[CopingStrategy]{
			Do: "remind", Says: "Switch reminders to look at it on or off.",
			From: copingAnywhere, Stays: copingAnywhere, By: whose.Person, Else: whose.ForPerson("REC-23"), Form: "REC-23",
		}, step[CopingStrategy, RemindCoping]{Apply: func(c CopingStrategy, s RemindCoping, _ *taken) CopingStrategy {
			c.s.NoReminders = s.On == peer.No
			return c
		}}),
		peer.Takes(row[CopingStrategy]{
			Do: "review-every", Says: "Say how often you would like to look at it.",
			From: copingAnywhere, Stays: copingAnywhere, By: whose.Person, Else: whose.ForPerson("REC-23"), Form: "REC-23",
		}, step[CopingStrategy, ReviewCopingEvery]{
			Needs: []need[CopingStrategy, ReviewCopingEvery]{everyDayAtMost},
			Apply: func(c CopingStrategy, s ReviewCopingEvery, _ *taken) CopingStrategy { c.s.Every = s.Every; return c },
		}),
		whoMaySee(copingAnywhere, func(c CopingStrategy, a Audience) CopingStrategy { c.s.Audience = a; return c }),
	},
}

func draftCoping(person peer.PersonID, worker peer.StaffID) CopingStrategy {
	return CopingStrategy{s: coping{Person: person, Worker: worker, Audience: MeAndMyWorker}}
}

// moved notes where on its way it is, and since when.
func (c CopingStrategy) moved(place peer.Status, t *taken) CopingStrategy {
	c.s.Place, c.s.MovedAt = place, t.Now()
	return c
}

// helped notes who and what helps, in place of what was noted before.
func (c CopingStrategy) helped(list []CopingResource, t *taken) CopingStrategy {
	c.s.Resources = slices.Clone(list)
	for i := range c.s.Resources {
		c.s.Resources[i].Words = t.Own(c.s.Resources[i].Words)
	}
	return c
}

func plannedCoping(c CopingStrategy, s PlanCoping, t *taken) CopingStrategy {
	c.s.Use = CopingUse{When: t.Own(s.Use.When), Where: t.Own(s.Use.Where), With: t.Own(s.Use.With)}
	c.s.Barriers = slices.Clone(s.Barriers)
	for i, b := range c.s.Barriers {
		c.s.Barriers[i].Words, c.s.Barriers[i].Response = t.Own(b.Words), t.Own(b.Response)
	}
	c.s.NothingInTheWay, c.s.JustTry = s.NothingInTheWay, t.Own(s.JustTry)
	if c.Status() == CopingConsidered {
		return c.moved(CopingPlanned, t)
	}
	return c
}
