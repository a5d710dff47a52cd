package recovery

import (
	"slices"

	"github.com/towpath-care/towpath/internal/whose"
	"github.com/towpath-care/towpath/peer"
)

// OrderFacts is what an order of goals rests on besides the record. To have no order
// rests on nothing.
type OrderFacts struct {
	Policy Policy
	// Goals are the goals an order may name: the person's own, whatever their status.
	// Nil: not known; empty: there are none. Goals of other people count for nothing.
	Goals []Goal
}

func (f OrderFacts) digest() peer.Digest { return f.Policy.Digest() }

type (
	orderRow         = peer.Row[GoalOrder, OrderFacts]
	orderStep[C any] = peer.Step[GoalOrder, OrderFacts, C]
	orderNeed        = peer.Need[GoalOrder, OrderFacts, OrderGoals]
	orderTaken       = peer.Taken[OrderFacts]
)

var orderPlaces = []peer.Status{GoalOrderOffered, GoalOrderSet, GoalOrderNone}

// goalOrders is the table of REC-09.
var goalOrders = peer.Machine[GoalOrder, OrderFacts]{
	Kind:   KindGoalOrder,
	Schema: 1, // 1: the first form
	Says:   "The order a person gives their own goals, if they like; goals may stand level or in no order.",
	Moves:  "REC-09",
	States: []peer.State{
		{Status: GoalOrderOffered, Says: "It has been offered. The person orders their goals, would rather not, or leaves it."},
		{Status: GoalOrderSet, Says: "The person has ordered some of their goals. They order them anew or would rather not."},
		{Status: GoalOrderNone, Says: "The person would rather have no order. They may order them after all."},
	},
	Head:   func(o *GoalOrder) *peer.Head { return &o.head },
	Data:   func(o *GoalOrder) any { return &o.s },
	Person: GoalOrder.Person,
	Party:  whose.Party[GoalOrder],
	Policy: OrderFacts.digest,
	Legal:  goalOrderLegal,
	Parts:  goalOrderParts,
	Rows: []orderRow{
		peer.Begins(orderRow{
			Do: "offer", Says: "Offer to put the goals into an order.",
			To: []peer.Status{GoalOrderOffered}, By: whose.Two, Else: whose.ForTwo("REC-09"), Form: "REC-09",
		}, func(c OfferOrder) string { return c.ID }, draftGoalOrder, orderStep[OfferOrder]{
			Apply: func(o GoalOrder, _ OfferOrder, _ *orderTaken) GoalOrder { return o },
		}),
		peer.Takes(orderRow{
			Do: "order", Says: "Put your goals into an order; some may stand level or be left out.",
			From: orderPlaces, To: []peer.Status{GoalOrderSet}, By: whose.Person, Else: whose.ForPerson("REC-09"), Form: "REC-09",
		}, orderStep[OrderGoals]{
			Needs: []orderNeed{onceEach, amongGoals},
			Apply: func(o GoalOrder, c OrderGoals, _ *orderTaken) GoalOrder { o.s.Groups = copyGroups(c.Groups); return o },
		}),
		peer.Takes(orderRow{
			Do: "no-order", Says: "Have no order, without a reason.",
			From: []peer.Status{GoalOrderOffered, GoalOrderSet}, To: []peer.Status{GoalOrderNone}, By: whose.Person, Else: whose.ForPerson("REC-09"), Form: "REC-09",
		}, orderStep[LeaveUnordered]{
			Apply: func(o GoalOrder, _ LeaveUnordered, _ *orderTaken) GoalOrder { o.s.Groups = nil; return o },
		}),
		whoMaySeeUnder[OrderFacts](orderPlaces, func(o GoalOrder, a Audience) GoalOrder { o.s.Audience = a; return o }),
	},
}

func draftGoalOrder(c OfferOrder) GoalOrder {
	return GoalOrder{s: goalOrder{Person: c.Person, Worker: c.Worker, Audience: MeAndMyWorker}}
}

var (
	onceEach = orderNeed{
		Asks: peer.Asks{Rule: peer.Rule{Row: "REC-09", Code: ErrBadOrder}, Path: "/groups", Says: "Each goal has one place in the order.", Fix: "Choose one place for it; goals may stand level."},
		Met:  func(_ GoalOrder, c OrderGoals, _ peer.Act, _ OrderFacts) peer.Tri { return peer.Is(eachOnce(c.Groups)) },
	}
	amongGoals = orderNeed{
		Asks: peer.Asks{Rule: peer.Rule{Row: "REC-09", Code: ErrBadOrder}, Path: "/groups", Says: "The order names the person's own goals and nothing else.", Fix: "Look at the list of goals again, and order those that stand on it."},
		Met:  amongOwn,
	}
)

func amongOwn(o GoalOrder, c OrderGoals, _ peer.Act, f OrderFacts) peer.Tri {
	if f.Goals == nil {
		return peer.Unknown
	}
	own := func(id string) bool {
		return slices.ContainsFunc(f.Goals, func(g Goal) bool { return g.Exists() && g.Person() == o.Person() && g.Ref().ID == id })
	}
	for _, id := range idsOf(c.Groups) {
		if !own(id) {
			return peer.No
		}
	}
	return peer.Yes
}

// idsOf are the ids of an order, empty ones left out: they are the form's to find.
func idsOf(groups []LevelGoals) []string {
	var out []string
	for _, g := range groups {
		out = append(out, g.Goals...)
	}
	return slices.DeleteFunc(out, func(id string) bool { return id == "" })
}

func eachOnce(groups []LevelGoals) bool {
	ids := idsOf(groups)
	slices.Sort(ids)
	return len(slices.Compact(slices.Clone(ids))) == len(ids)
}

func goalOrderLegal(o GoalOrder) []peer.Reason {
	return []peer.Reason{
		peer.Holds(eachOnce(o.s.Groups), "/groups", "Each goal has one place in the order."),
		peer.Holds((o.Status() == GoalOrderSet) == (len(o.s.Groups) > 0), "/groups", "There is an order exactly when the person has set one."),
	}
}

// goalOrderParts: a low place reads as "does not matter", so the order is for the
// two and for nobody's record (hazard H20).
var goalOrderParts = []peer.Part[GoalOrder]{
	{Name: "order", If: betweenTwo[GoalOrder], Rule: notShown, Says: "The order of goals is for the person and the worker alongside.",
		Value: func(o GoalOrder) any { return o.s }},
}
