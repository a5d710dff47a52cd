package recovery

import (
	"slices"
	"time"

	"github.com/towpath-care/towpath/internal/whose"
	"github.com/towpath-care/towpath/peer"
)

var (
	twoPlan     = whose.ForTwo("REC-45")
	personPlans = whose.ForPerson("REC-45")

	planAnywhere = []peer.Status{PlanDraft, PlanCurrent, PlanPutDown}
	planInHand   = []peer.Status{PlanDraft, PlanCurrent}
)

// plans is the table of REC-45.
var plans = peer.Machine[Plan, Facts]{
	Kind:   KindPlan,
	Schema: 1, // 1: the first form
	Says:   "A personal recovery plan: the person's own, beside whatever plan a service keeps.",
	Moves:  "REC-45",
	States: []peer.State{
		{Status: PlanDraft, Says: "It is being made. The person says that it is theirs now, or puts it down."},
		{Status: PlanCurrent, Says: "It is the person's plan, also while they change it. They put it down."},
		{Status: PlanPutDown, Says: "The person has put it down. They can pick it up again, as a draft."},
	},
	Head:   func(p *Plan) *peer.Head { return &p.head },
	Data:   func(p *Plan) any { return &p.s },
	Person: Plan.Person,
	Party:  whose.Party[Plan],
	Policy: Facts.digest,
	Legal:  planLegal,
	Parts:  planParts(),
	Rows: []row[Plan]{
		peer.Begins(row[Plan]{
			Do: "open", Says: "Open a draft.",
			To: []peer.Status{PlanDraft}, By: whose.Two, Else: twoPlan, Form: "REC-45",
			Open: []open[Plan]{mayLeadPlanning},
		}, func(c OpenPlan) string { return c.ID }, draftPlan, step[Plan, OpenPlan]{
			Apply: func(p Plan, _ OpenPlan, t *taken) Plan { p.s.From = t.As; return p.since(t) },
		}),
		peer.Takes(row[Plan]{
			Do: "invite-to-look", Says: "Ask the person to look at it together.",
			From: planInHand, Stays: planInHand, By: whose.Two, Else: twoPlan, Form: "REC-45",
			Open: []open[Plan]{mayLeadPlanning},
		}, step[Plan, InviteToLook]{Apply: func(p Plan, _ InviteToLook, t *taken) Plan { p.s.Invited = t.Now(); return p }}),
		peer.Takes(row[Plan]{
			Do: "look", Says: "Say that you have looked, or would rather not now.",
			From: planInHand, Stays: planInHand, By: whose.Person, Else: personPlans, Form: "REC-45",
		}, step[Plan, LookAtPlan]{Apply: planAnswered(func(p Plan, _ LookAtPlan, _ *taken) Plan { return p })}),
		peer.Takes(row[Plan]{
			Do: "add-item", Says: "Put something into the plan.",
			From: planInHand, Stays: planInHand, By: whose.Two, Else: twoPlan, Form: "REC-45",
		}, step[Plan, AddPlanItem]{
			Needs: []need[Plan, AddPlanItem]{
				oneThing, healthHasSource, planRecordOnce, roomForPlanItem,
				whose.OwnWords[Facts, Plan]("REC-45", "/words", func(c AddPlanItem) []peer.Words { return []peer.Words{c.Words} }),
			},
			Apply: planAnswered(planItemAdded),
		}),
		peer.Takes(row[Plan]{
			Do: "accept-item", Says: "Make it yours.",
			From: planInHand, Stays: planInHand, By: whose.Person, Else: personPlans, Form: "REC-45",
		}, step[Plan, AcceptPlanItem]{
			Needs: []need[Plan, AcceptPlanItem]{planItemThere(func(c AcceptPlanItem) int { return c.Item })},
			Apply: planAnswered(func(p Plan, c AcceptPlanItem, t *taken) Plan {
				return p.with(c.Item, func(i *PlanItem) { i.accept(t) })
			}),
		}),
		peer.Takes(row[Plan]{
			Do: "edit-item", Says: "Say it in other words.",
			From: planInHand, Stays: planInHand, By: whose.Person, Else: personPlans, Form: "REC-45",
		}, step[Plan, EditPlanItem]{
			Needs: []need[Plan, EditPlanItem]{
				planItemThere(func(c EditPlanItem) int { return c.Item }), planItemOfWords,
				whose.OwnWords[Facts, Plan]("REC-45", "/words", func(c EditPlanItem) []peer.Words { return []peer.Words{c.Words} }),
			},
			Apply: planAnswered(func(p Plan, c EditPlanItem, t *taken) Plan {
				return p.with(c.Item, func(i *PlanItem) { i.Words = t.Own(c.Words); i.accept(t) })
			}),
		}),
		peer.Takes(row[Plan]{
			Do: "remove-item", Says: "Take something out. No reason is asked.",
			From: planAnywhere, Stays: planAnywhere, By: whose.Person, Else: personPlans, Form: "REC-45",
		}, step[Plan, RemovePlanItem]{
			Needs: []need[Plan, RemovePlanItem]{planItemThere(func(c RemovePlanItem) int { return c.Item })},
			Apply: planAnswered(func(p Plan, c RemovePlanItem, _ *taken) Plan {
				p.s.Items = slices.DeleteFunc(slices.Clone(p.s.Items), func(i PlanItem) bool { return i.Number == c.Item })
				return p
			}),
		}),
		peer.Takes(row[Plan]{
			Do: "make-current", Says: "Say that this is your plan now.",
			From: []peer.Status{PlanDraft}, To: []peer.Status{PlanCurrent}, By: whose.Person, Else: personPlans, Form: "REC-45",
		}, step[Plan, MakePlanCurrent]{Apply: planAnswered(planMoved[MakePlanCurrent])}),
		peer.Takes(row[Plan]{
			Do: "put-down", Says: "Put it down. No reason is asked.",
			From: planInHand, To: []peer.Status{PlanPutDown}, By: whose.Person, Else: personPlans, Form: "REC-45",
		}, step[Plan, PutPlanDown]{Apply: planAnswered(planMoved[PutPlanDown])}),
		peer.Takes(row[Plan]{
			Do: "pick-up", Says: "Take it up again, as a draft.",
			From: []peer.Status{PlanPutDown}, To: []peer.Status{PlanDraft}, By: whose.Person, Else: personPlans, Form: "REC-45",
		}, step[Plan, PickPlanUp]{Apply: planAnswered(planMoved[PickPlanUp])}),
		peer.Takes(row[Plan]{
			Do: "link", Says: "Say which plan of a service it belongs with.",
			From: planInHand, Stays: planInHand, By: whose.Person, Else: personPlans, Form: "REC-45",
		}, step[Plan, LinkServicePlan]{
			Needs: []need[Plan, LinkServicePlan]{planLinkOwned},
			Apply: planAnswered(func(p Plan, c LinkServicePlan, _ *taken) Plan { p.s.Service = planOfServices(c.Plan); return p }),
		}),
		peer.Takes(row[Plan]{
			Do: "unlink", Says: "Take the link to a service's plan away.",
			From: planAnywhere, Stays: planAnywhere, By: whose.Person, Else: personPlans, Form: "REC-45",
		}, step[Plan, UnlinkServicePlan]{
			Apply: planAnswered(func(p Plan, _ UnlinkServicePlan, _ *taken) Plan { p.s.Service = planOfServices{}; return p }),
		}),
		peer.Takes(row[Plan]{
			Do: "who-may-see-section", Says: "Say who may see a section.",
			From: planAnywhere, Stays: planAnywhere, By: whose.Person, Else: personShows, Form: "REC-50",
		}, step[Plan, WhoMaySeePlan]{Apply: planAnswered(func(p Plan, c WhoMaySeePlan, _ *taken) Plan {
			kept := slices.DeleteFunc(slices.Clone(p.s.Shown), func(x PlanShown) bool { return x.Section == c.Section })
			p.s.Shown = append(kept, PlanShown(c))
			return p
		})}),
	},
}

func draftPlan(c OpenPlan) Plan {
	return Plan{s: plan{Person: c.Person, Worker: c.Worker}}
}

// since notes when the plan came to where it is.
func (p Plan) since(t *taken) Plan {
	p.s.Since = t.Now()
	return p
}

// planMoved takes the plan from one place to another.
func planMoved[C any](p Plan, _ C, t *taken) Plan { return p.since(t) }

// planAnswered: whatever the person does with the plan answers an invitation to look
// at it.
func planAnswered[C any](apply func(Plan, C, *taken) Plan) func(Plan, C, *taken) Plan {
	return func(p Plan, c C, t *taken) Plan {
		if p = apply(p, c, t); t.As == peer.PartyPerson {
			p.s.Invited = time.Time{}
		}
		return p
	}
}

func planItemAdded(p Plan, c AddPlanItem, t *taken) Plan {
	p.s.Last++
	item := PlanItem{Number: p.s.Last, Section: c.Section, Record: c.Record, Words: t.Own(c.Words), From: t.As, Put: t.Now()}
	if t.As == peer.PartyPerson {
		item.accept(t)
	}
	p.s.Items = append(slices.Clone(p.s.Items), item)
	return p
}

// accept notes when the person made it theirs, the first time.
func (i *PlanItem) accept(t *taken) {
	if !i.Counts() {
		i.Accepted = t.Now()
	}
}

// with changes one item and leaves the others as they are.
func (p Plan) with(number int, change func(*PlanItem)) Plan {
	p.s.Items = slices.Clone(p.s.Items)
	for i := range p.s.Items {
		if p.s.Items[i].Number == number {
			change(&p.s.Items[i])
		}
	}
	return p
}
