package recovery

import (
	"slices"

	"github.com/towpath-care/towpath/internal/terms"
	"github.com/towpath-care/towpath/peer"
)

// waypoint is one place of the method.
type waypoint struct {
	place peer.Status
	// next is the step that leads on; passed: the person may pass it.
	next   peer.Action
	passed bool
	// with is what a cycle has that came here and did not pass the step before.
	with func(problemSolving) bool
}

// way is the method in its order.
var way = []waypoint{
	{ProblemExplained, "select", false, func(problemSolving) bool { return true }},
	{ProblemSelected, "specify", true, func(s problemSolving) bool { return len(s.Problems) > 0 }},
	{ProblemSpecified, "set-goal", true, func(s problemSolving) bool { return len(s.Statements)+len(s.Parts) > 0 }},
	{ProblemGoalsSet, "close-ideas", true, func(s problemSolving) bool { return len(s.Goals) > 0 }},
	{ProblemBrainstormed, "choose", true, func(s problemSolving) bool { return s.ownIdeas() > 0 }},
	{ProblemSolutionChosen, "plan", true, func(s problemSolving) bool { return len(s.Choices) > 0 }},
	{ProblemPlanned, "try", true, func(s problemSolving) bool { return len(s.Plans) > 0 }},
	{ProblemImplementing, "evaluate", false, func(s problemSolving) bool { return len(s.Tries) > 0 }},
	{ProblemEvaluated, "close", false, func(s problemSolving) bool { return len(s.Evaluations) > 0 }},
	{ProblemClosed, "", false, func(s problemSolving) bool { return len(s.Evaluations) > 0 }},
}

// Where steps lead on from.
var (
	onTheWay    = placesOf(way[:9])
	restPlaces  = []peer.Status{ProblemParked, ProblemStopped}
	anyPlace    = slices.Concat(onTheWay, []peer.Status{ProblemClosed}, restPlaces)
	ideasClosed = placesOf(way[4:9])
	planPlaces  = placesOf(way[5:8])
)

// leadsOnFrom is the first place from which a step of the method leads on.
var leadsOnFrom = map[peer.Action]peer.Status{
	"select": ProblemExplained, "specify": ProblemSelected, "set-goal": ProblemSpecified,
	"add-idea": ProblemGoalsSet, "close-ideas": ProblemGoalsSet, "weigh": ProblemGoalsSet,
	"choose": ProblemBrainstormed, "ask-worker": ProblemSolutionChosen, "take-on": ProblemSolutionChosen,
	"plan": ProblemSolutionChosen, "try": ProblemPlanned, "evaluate": ProblemImplementing, "close": ProblemEvaluated,
	"ask-for-idea": ProblemExplained, "offer-idea": ProblemExplained,
}

// placesOf are the places of a stretch of the way.
func placesOf(stretch []waypoint) []peer.Status {
	var out []peer.Status
	for _, w := range stretch {
		out = append(out, w.place)
	}
	return out
}

// passable are the places whose next step may be passed, or with a lead of 1 the
// places that are reached by passing it.
func passable(lead int) []peer.Status {
	var out []peer.Status
	for i, w := range way {
		if w.passed {
			out = append(out, way[i+lead].place)
		}
	}
	return out
}

// along is how far along the way a place is, from 0; -1 for what is no place of it.
func along(place peer.Status) int {
	return slices.IndexFunc(way, func(w waypoint) bool { return w.place == place })
}

// comesFirst names the step that has to come before another: the next on the way
// where that one comes too early, going back where it lies behind, picking up where
// the cycle rests.
func comesFirst(p ProblemSolving, do peer.Action) peer.Action {
	here := along(p.s.Place)
	from, ofTheWay := leadsOnFrom[do]
	switch {
	case do != "pass" && !ofTheWay:
		return ""
	case slices.Contains(restPlaces, p.Status()):
		return "pick-up"
	case do == "pass":
		return way[here].next
	case along(from) > here:
		return way[here].next
	}
	return "go-back"
}

// at brings a cycle to a place and notes when. What was asked of the worker on the
// occasion before does not come along.
func (p ProblemSolving) at(place peer.Status, t *taken) ProblemSolving {
	p.s.Place, p.s.Invited = place, false
	reached := slices.DeleteFunc(slices.Clone(p.s.Reached), func(r ReachedPlace) bool { return r.Place == place })
	reached = append(reached, ReachedPlace{place, t.Now()})
	slices.SortStableFunc(reached, func(a, b ReachedPlace) int { return along(a.Place) - along(b.Place) })
	p.s.Reached = reached
	return p
}

// goesOn is where a cycle stands once a step has brought it there.
func goesOn[C any](p ProblemSolving, _ C) peer.Status { return p.s.Place }

// behind are the places before the one a cycle is at, for the form of going back.
func behind(p ProblemSolving) []string {
	return terms.Of(placesOf(way[:max(0, along(p.s.Place))]))
}

// grown is a list with something behind it. The list itself is not touched.
func grown[T any](list []T, x ...T) []T { return append(slices.Clip(list), x...) }

// noRoom is what is heard when a list has come to its end.
var noRoom = peer.Asks{Says: "There is room for one more in this cycle.", Fix: "Begin a new cycle; this one stays as it is and can be read."}

// roomInCycle is the rule that keeps a list within what can be stored and read again.
func roomInCycle(row string, most int, count func(problemSolving) int) open[ProblemSolving] {
	return open[ProblemSolving]{
		Asks: peer.Asks{Rule: peer.Rule{Row: row, Code: peer.ErrOutOfRange}, Says: noRoom.Says, Fix: noRoom.Fix},
		Met:  func(p ProblemSolving, _ peer.Act, _ Facts) peer.Tri { return peer.Is(count(p.s) < most) },
		Args: func(ProblemSolving, peer.Act, Facts) []peer.Arg { return []peer.Arg{peer.Number("max", most)} },
	}
}

// How much a cycle holds of one kind.
const (
	fewInCycle  = 20  // problems, statements, goals, choices, tasks, plans, evaluations
	manyInCycle = 100 // parts, ideas, weighings, tries, steps passed
)
