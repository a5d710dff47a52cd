package recovery

import (
	"slices"

	"github.com/towpath-care/towpath/internal/whose"
	"github.com/towpath-care/towpath/peer"
)

// givesSaid: words on a list have no author, so the person picks them themself.
var givesSaid = need[Activity, NameActivity]{
	Asks: peer.Asks{Rule: personMeans.Rule, Path: "/gives", Says: personMeans.Says, Fix: "Leave it for them to say, or write down their own words about it."},
	Met: func(a Activity, c NameActivity, act peer.Act, _ Facts) peer.Tri {
		return peer.Is(len(c.Gives) == 0 || whose.Party(a, act.By) != peer.PartyWorker)
	},
}

// leaderNamed: a group has somebody who leads, and it is not the worker.
func leaderNamed[C any](of func(C) (bool, LedBy)) need[Activity, C] {
	return need[Activity, C]{
		Asks: peer.Asks{Rule: peer.Rule{Row: "PEER-59", Code: peer.ErrRequired}, Path: "/ledBy", Says: "An activity in a group says who leads it.", Fix: "Say whether the person, the group or a service leads it; the worker supports."},
		Met: func(_ Activity, c C, _ peer.Act, _ Facts) peer.Tri {
			inGroup, by := of(c)
			return peer.Is(!inGroup || by != "")
		},
	}
}

// planOfOthers: a service's plan is somebody else's than the worker's.
func planOfOthers[C any](of func(C) []PlanActivity) need[Activity, C] {
	return need[Activity, C]{
		Asks: peer.Asks{Rule: ownerDecides.Rule, Path: "/plans", Says: "The owner of a service's plan is somebody else than the worker alongside.", Fix: "Name the professional whose plan it is."},
		Met:  func(a Activity, c C, _ peer.Act, _ Facts) peer.Tri { return peer.Is(a.ownsNone(of(c))) },
	}
}

// ownsNone reports whether the worker alongside owns none of these plans.
func (a Activity) ownsNone(plans []PlanActivity) bool {
	return a.s.Worker == "" || !slices.ContainsFunc(plans, func(p PlanActivity) bool { return p.Plan.Owner == a.s.Worker })
}

func activityLegal(a Activity) []peer.Reason {
	s := a.s
	return []peer.Reason{
		peer.Holds(whose.SilentOr(whose.Personal, a, s.Words, s.Meaning, s.Schedule), "/words", "Every text of an activity is the person's own."),
		peer.Holds(!s.InGroup || s.LedBy != "", "/ledBy", "An activity in a group says who leads it."),
		peer.Holds(a.ownsNone(s.Plans), "/plans", "A service's plan is somebody else's than the worker's."),
		peer.Holds(s.StatusOn.Precision() == peer.ByDay, "/statusOn", "The last move has its day."),
	}
}

var activityParts = []peer.Part[Activity]{
	{Name: "activity", If: seenByAudience[Activity](peer.SharePlan), Rule: notShown, Says: "The person says who may see their activity.",
		Value: func(a Activity) any { return a.s }},
}
