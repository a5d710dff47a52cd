package recovery

import (
	"slices"

	"github.com/towpath-care/towpath/peer"
)

// KindGoalOrder is how an order of goals is stored.
const KindGoalOrder peer.Kind = "goal-order"

// Places an order of goals can be in. Only the person moves it.
const (
	// GoalOrderOffered: it has been offered. The person orders their goals, says that
	// they would rather not, or leaves it.
	GoalOrderOffered peer.Status = "offered"
	// GoalOrderSet: the person has ordered some of their goals. They order them anew
	// or would rather not.
	GoalOrderSet peer.Status = "ordered"
	// GoalOrderNone: the person would rather have no order. They may order them after
	// all.
	GoalOrderNone peer.Status = "no-order"
)

// GoalOrder is the order the person gives their goals, if they like: some may stand
// level, and some in no order (REC-09). It holds ids of the person's own goals and
// nothing else, so a goal of a service never stands among them. It is for the two
// and goes into no record. The zero value is no order.
type GoalOrder struct {
	head
	s goalOrder
}

type goalOrder struct {
	Person peer.PersonID `json:"person" ask:"required"`
	Worker peer.StaffID  `json:"worker,omitzero"`
	Groups []LevelGoals  `json:"groups,omitempty" ask:"items=100"`
	// Audience is OnlyMe or the two; more than the two never see it.
	Audience Audience `json:"audience" ask:"required"`
}

// LevelGoals are goals that stand level in an order, by their ids.
type LevelGoals struct {
	Goals []string `json:"goals" ask:"required,items=100"`
}

// Person is the person whose goals they are.
func (o GoalOrder) Person() peer.PersonID { return o.s.Person }

// Worker is the peer support worker alongside; empty when nobody is named.
func (o GoalOrder) Worker() peer.StaffID { return o.s.Worker }

// Audience is who may see it, as the person set it; MeAndMyWorker at first, and
// nobody beyond the two whatever it says. An order that names goals they keep to
// themself they keep to themself too, with OnlyMe.
func (o GoalOrder) Audience() Audience { return o.s.Audience }

// Groups are the ids in the person's order, those that stand level together; empty
// unless the person has set one.
func (o GoalOrder) Groups() []LevelGoals { return copyGroups(o.s.Groups) }

func copyGroups(list []LevelGoals) []LevelGoals {
	out := slices.Clone(list)
	for i := range out {
		out[i].Goals = slices.Clone(out[i].Goals)
	}
	return out
}

// InOrder puts goals into the person's order: the first group first, goals that stand
// level together, without gaps. Goals that the order does not name come back as
// unordered, as they were given; without an order all do. A goal that rests or is
// over has no place in either, and neither has one of somebody else.
func (o GoalOrder) InOrder(goals []Goal) (groups [][]Goal, unordered []Goal) {
	open := map[string]Goal{}
	for _, g := range goals {
		if g.Person() == o.Person() && g.ordered() {
			open[g.Ref().ID] = g
		}
	}
	for _, level := range o.s.Groups {
		var group []Goal
		for _, id := range level.Goals {
			if g, ok := open[id]; ok {
				group = append(group, g)
				delete(open, id)
			}
		}
		if len(group) > 0 {
			groups = append(groups, group)
		}
	}
	for _, g := range goals {
		if _, ok := open[g.Ref().ID]; ok && g.ordered() {
			unordered = append(unordered, open[g.Ref().ID])
			delete(open, g.Ref().ID)
		}
	}
	return groups, unordered
}

// ordered reports whether a goal can have a place in an order: it neither rests nor
// is over.
func (g Goal) ordered() bool {
	return g.Status() == GoalProposed || g.Status() == GoalAgreed || g.Status() == GoalActive
}
