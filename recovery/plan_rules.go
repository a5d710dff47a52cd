package recovery

import (
	"slices"
	"time"

	"github.com/towpath-care/towpath/internal/whose"
	"github.com/towpath-care/towpath/peer"
)

// mostPlanItems of one section of a plan; the stored form bounds all of them.
const mostPlanItems = 20

// mayLeadPlanning: the worker leads how a plan is made where the organisation says
// so. The person never has to be allowed.
var mayLeadPlanning = open[Plan]{
	Asks: peer.Asks{Rule: peer.Rule{Row: "REC-45", Code: ErrDutyNotGiven}, Says: "The person begins, or the organisation lets the worker lead how a plan is made.", Fix: "Tell the person that the plan is theirs to begin, whenever they like."},
	Met: func(_ Plan, a peer.Act, f Facts) peer.Tri {
		if a.By.Staff == "" {
			return peer.Yes
		}
		return f.Policy.leadsPlanning()
	},
}

var planItemNumbered = peer.Asks{Rule: peer.Rule{Row: "REC-45", Code: peer.ErrOutOfRange}, Path: "/item", Says: "The number is that of an item of this plan.", Fix: "Read the plan again and use a number that stands in it."}

// planItemThere: a number that is given names an item of this plan.
func planItemThere[C any](number func(C) int) need[Plan, C] {
	return need[Plan, C]{Asks: planItemNumbered, Met: func(p Plan, c C, _ peer.Act, _ Facts) peer.Tri {
		_, there := p.item(number(c))
		return peer.Is(there || number(c) == 0)
	}}
}

var (
	oneThing = need[Plan, AddPlanItem]{
		Asks: peer.Asks{Rule: peer.Rule{Row: "REC-45", Code: peer.ErrRequired}, Path: "/words", Says: "An item is one record or words of the person's own.", Fix: "Name the record by its kind and id, or write down what the person says."},
		Met: func(_ Plan, c AddPlanItem, _ peer.Act, _ Facts) peer.Tri {
			return peer.Is(PlanItem{Record: c.Record, Words: c.Words}.oneThing())
		},
	}
	healthHasSource = need[Plan, AddPlanItem]{
		Asks: peer.Asks{Rule: peer.Rule{Row: "REC-48", Code: peer.ErrSourceRequired}, Path: "/record", Says: "Health information in a plan says where it is from.", Fix: "Show it first with its source, and name that record here."},
		Met: func(_ Plan, c AddPlanItem, _ peer.Act, _ Facts) peer.Tri {
			return peer.Is(PlanItem{Section: c.Section, Record: c.Record}.sourced())
		},
	}
	planRecordOnce = need[Plan, AddPlanItem]{
		Asks: peer.Asks{Rule: peer.Rule{Row: "REC-45", Code: peer.ErrDuplicate}, Path: "/record", Says: "A record stands in a section once.", Fix: "Leave it as it is, or put another record there."},
		Met: func(p Plan, c AddPlanItem, _ peer.Act, _ Facts) peer.Tri {
			return peer.Is(c.Record.IsZero() || !slices.ContainsFunc(p.s.Items, func(i PlanItem) bool { return i.Section == c.Section && i.Record == c.Record }))
		},
	}
	roomForPlanItem = need[Plan, AddPlanItem]{
		Asks: peer.Asks{Rule: peer.Rule{Row: "REC-45", Code: peer.ErrOutOfRange}, Path: "/section", Says: "There is room for one more item in the section.", Fix: "Add to an item that is there, or take one out."},
		Met: func(p Plan, c AddPlanItem, _ peer.Act, _ Facts) peer.Tri {
			return peer.Is(p.count(c.Section) < mostPlanItems)
		},
		Args: func(Plan, AddPlanItem, peer.Act, Facts) []peer.Arg {
			return []peer.Arg{peer.Number("items", mostPlanItems)}
		},
	}
	planItemOfWords = need[Plan, EditPlanItem]{
		Asks: peer.Asks{Rule: planItemNumbered.Rule, Path: "/item", Says: "The item is in the person's words.", Fix: "Change the record itself, or take the item out."},
		Met: func(p Plan, c EditPlanItem, _ peer.Act, _ Facts) peer.Tri {
			item, _ := p.item(c.Item)
			return peer.Is(item.Record.IsZero())
		},
	}
	planLinkOwned = need[Plan, LinkServicePlan]{
		Asks: peer.Asks{Rule: ownerDecides.Rule, Path: "/plan/owner", Says: "The plan's owner is somebody else than the worker alongside.", Fix: "Name the professional whose plan it is."},
		Met: func(p Plan, c LinkServicePlan, _ peer.Act, _ Facts) peer.Tri {
			return peer.Is(c.Plan.Owner == "" || c.Plan.Owner != p.s.Worker)
		},
	}
)

// oneThing reports whether an item is a record or words, and not both.
func (i PlanItem) oneThing() bool {
	return wholeRef(i.Record) && i.Words.IsZero() || i.Record.IsZero() && !i.Words.IsZero()
}

// sourced: what stands under health information is a record that names its source.
func (i PlanItem) sourced() bool {
	return i.Section != PlanHealthInformation || i.Record.Kind == KindHealthInfo
}

// count is how many items a section has, those that do not count yet among them.
func (p Plan) count(of PlanSection) (n int) {
	for _, i := range p.s.Items {
		if i.Section == of {
			n++
		}
	}
	return n
}

func planLegal(p Plan) []peer.Reason {
	s, at := p.s, p.Status()
	texts, last := []peer.Words{}, 0
	rising, single, sourced, once, yes := true, true, true, true, true
	for n, i := range s.Items {
		texts = append(texts, i.Words)
		single, sourced = single && i.oneThing(), sourced && i.sourced()
		once = once && !slices.ContainsFunc(s.Items[:n], func(o PlanItem) bool { return !i.Record.IsZero() && o.Section == i.Section && o.Record == i.Record })
		yes = yes && (i.From == peer.PartyPerson && i.Counts() || i.From == peer.PartyWorker && s.Worker != "")
		rising, last = rising && i.Number > last, i.Number
	}
	full := slices.ContainsFunc(planSections, func(x PlanSection) bool { return p.count(x) > mostPlanItems })
	shown := []PlanSection{}
	for _, x := range s.Shown {
		shown = append(shown, x.Section)
	}
	slices.Sort(shown)
	return []peer.Reason{
		peer.Holds(whose.SilentOr(whose.Personal, p, texts...), "/items", "Every text of a plan is the person's own."),
		peer.Holds(single, "/items", "An item is a record or words, and not both."),
		peer.Holds(sourced, "/items", "Health information in a plan is a record with its source."),
		peer.Holds(once, "/items", "A record stands in a section once."),
		peer.Holds(yes, "/items", "An item is from the person, who has accepted it, or from the worker the plan names."),
		peer.Holds(!full, "/items", "No section has more items than there is room for."),
		peer.Holds(rising && last <= s.Last, "/items", "Items are numbered in the order they were put there."),
		peer.Holds(s.Last >= 0 && s.Last < int(p.Rev()), "/last", "No more numbers were given than steps were taken."),
		peer.Holds(len(slices.Compact(shown)) == len(s.Shown), "/shown", "Each section has one audience."),
		peer.Holds(s.From == peer.PartyPerson || s.From == peer.PartyWorker && s.Worker != "", "/from", "It was opened by the person or the worker it names."),
		peer.Holds(at != PlanPutDown || s.Invited.IsZero(), "/invited", "Nobody is asked to look at a plan that was put down."),
		peer.Holds((s.Service.ID == "") == (s.Service.Owner == ""), "/service", "A link names the service's plan and whose it is."),
		peer.Holds(s.Service.Owner == "" || s.Service.Owner != s.Worker, "/service/owner", "A service's plan is somebody else's than the worker's."),
	}
}

// planSectionSeen decides a section by the audience the person set. Beyond the two
// it is seen when the plan is current and something stands in it.
func planSectionSeen(of PlanSection) func(Plan, peer.Party, peer.Reading) bool {
	return func(p Plan, as peer.Party, by peer.Reading) bool {
		return p.Audience(of).admits(as, p.s.Person, peer.SharePlan, by) &&
			(whose.TwoRead(as, by) || p.Status() == PlanCurrent && len(p.Section(of)) > 0)
	}
}

// planParts: each section is a part of its own. What the worker put there and the
// person has not accepted is for the two and goes nowhere else. Whoever sees a
// section sees whose plan it is and which service's plan it belongs with.
func planParts() []peer.Part[Plan] {
	out := []peer.Part[Plan]{
		{Name: "plan", Rule: notShown, Says: "The person says who may see their plan.",
			If: func(p Plan, as peer.Party, by peer.Reading) bool {
				return whose.TwoRead(as, by) || slices.ContainsFunc(planSections, func(s PlanSection) bool { return planSectionSeen(s)(p, as, by) })
			},
			Value: func(p Plan) any {
				return struct {
					Person  peer.PersonID  `json:"person"`
					Worker  peer.StaffID   `json:"worker,omitzero"`
					Since   time.Time      `json:"since"`
					Service planOfServices `json:"service,omitzero"`
				}{p.s.Person, p.s.Worker, p.s.Since, p.s.Service}
			}},
		{Name: "process", Rule: notShown, Says: "How the plan is made is between the person and the worker alongside.",
			If: func(_ Plan, as peer.Party, by peer.Reading) bool { return whose.TwoRead(as, by) },
			Value: func(p Plan) any {
				return struct {
					From     peer.Party `json:"from"`
					Invited  time.Time  `json:"invited,omitzero"`
					Proposed []PlanItem `json:"proposed,omitempty"`
				}{p.s.From, p.s.Invited, slices.DeleteFunc(p.Items(), PlanItem.Counts)}
			}},
		{Name: "shown", Rule: notShown, Says: "Whom the person shows which section is for them alone.",
			If: func(_ Plan, as peer.Party, by peer.Reading) bool {
				return as == peer.PartyPerson && whose.TwoRead(as, by)
			},
			Value: func(p Plan) any { return append([]PlanShown{}, p.s.Shown...) }},
	}
	for i, name := range []string{"vision", "goals", "strategies", "supports", "activities", "crisisWishes", "healthInformation"} {
		of := planSections[i]
		out = append(out, peer.Part[Plan]{Name: name, If: planSectionSeen(of), Rule: notShown, Says: "The person says who may see a section of their plan.",
			Value: func(p Plan) any { return append([]PlanItem{}, p.Section(of)...) }})
	}
	return out
}
