package recovery

import (
	"slices"
	"strings"

	"github.com/towpath-care/towpath/internal/whose"
	"github.com/towpath-care/towpath/peer"
)

// ownGoal: what stands at a path of a goal is in the person's own words.
func ownGoal(path string, words func(SetGoal) []peer.Words) need[ProblemSolving, SetGoal] {
	return whose.Said[Facts](peer.Asks{
		Rule: peer.Rule{Row: "REC-33", Code: ErrNotSelfDefined}, Path: path,
		Says: "These are the person's own words.", Fix: "Ask what they would like to reach, and let them say it.",
	}, whose.Personal[ProblemSolving], words)
}

// What a goal of a cycle rests on.
var (
	resourceSeen = need[ProblemSolving, SetGoal]{
		Asks: peer.Asks{Rule: peer.Rule{Row: "REC-33", Code: ErrStepIncomplete}, Path: "/resources", Says: "One thing at least that helps is named.", Fix: "Ask who or what has helped a little before; they themselves count."},
		Met: func(_ ProblemSolving, c SetGoal, _ peer.Act, _ Facts) peer.Tri {
			return peer.Is(len(c.Resources) > 0)
		},
	}
	obstaclesConsidered = need[ProblemSolving, SetGoal]{
		Asks: peer.Asks{Rule: peer.Rule{Row: "REC-33", Code: ErrStepIncomplete}, Path: "/obstacles", Says: "What may get in the way has been thought about: it is named, or none is seen.", Fix: "Ask what may get in the way; none seen is an answer."},
		Met: func(_ ProblemSolving, c SetGoal, _ peer.Act, _ Facts) peer.Tri {
			return peer.Is(c.NoneSeen == (len(c.Obstacles) == 0))
		},
	}
	smallestPart = need[ProblemSolving, SetGoal]{
		Asks: peer.Asks{Rule: peer.Rule{Row: "REC-33", Code: ErrNotLeaf}, Path: "/part", Says: "The goal is for one of the smallest parts, or for the whole where there are none.", Fix: "Ask which of the parts to begin with."},
		Met: func(p ProblemSolving, c SetGoal, _ peer.Act, _ Facts) peer.Tri {
			return peer.Is(slices.Contains(p.s.leaves(), c.Part))
		},
	}
	goalAnew = need[ProblemSolving, SetGoal]{
		Asks: peer.Asks{Rule: peer.Rule{Row: "REC-33", Code: peer.ErrDuplicate}, Path: "/goal", Says: "The goal has an id of its own.", Fix: "Make a new id for the new goal."},
		Met: func(p ProblemSolving, c SetGoal, _ peer.Act, _ Facts) peer.Tri {
			return peer.Is(!p.s.set(c.Goal))
		},
	}
)

// set reports whether this cycle has set a goal with this id.
func (s problemSolving) set(goal string) bool {
	return slices.ContainsFunc(s.Goals, func(g ProblemGoal) bool { return g.Goal == goal })
}

// says is the step that says the goal, for the same two people.
func (c SetGoal) says(p ProblemSolving) ProposeGoal {
	return ProposeGoal{ID: c.Goal, Person: p.s.Person, Worker: p.s.Worker, Words: c.Words, Strengths: c.Resources, Challenges: c.Obstacles}
}

// goalAllowed asks the table of goals for the one thing this step has not answered
// itself: whether a goal can be stored under that id.
func goalAllowed(p ProblemSolving, c SetGoal, a peer.Act, f Facts) peer.Decision {
	if c.Goal == "" {
		return peer.Decision{}
	}
	d := goalTable{}.check(c.says(p), a, f)
	d.Reasons = slices.DeleteFunc(d.Reasons, func(r peer.Reason) bool {
		return r.Rule != peer.Rule{Row: "REC-08", Code: peer.ErrRequired} || r.Path != "/id"
	})
	for i := range d.Reasons {
		d.Reasons[i].Path = "/goal"
	}
	return d
}

// goalSet keeps how the goal was set, and makes the goal: said, and agreed to, by
// the person whose step it is.
func goalSet(p ProblemSolving, c SetGoal, t *taken) ProblemSolving {
	by := t.Act.By
	p.s.Goals = grown(p.s.Goals, ProblemGoal{Goal: c.Goal, Part: c.Part, Words: c.Words.Own(by), Resources: whose.Kept(c.Resources, by),
		Obstacles: whose.Kept(c.Obstacles, by), NoneSeen: c.NoneSeen, At: t.Now()})
	if goal, said, err := (goalTable{}).begin(c.says(p), t.Act, t.Facts); err == nil {
		goal.s.Audience = p.s.Audience
		t.Make(goal, said)
		yes := t.Act
		yes.Seen, yes.ID = goal.Rev(), secondID(yes.ID)
		if agreed, change, err := goal.Do(AgreeGoal{}, yes, t.Facts); err == nil {
			t.Make(agreed, change)
		}
	}
	return p.at(ProblemGoalsSet, t)
}

// secondID is the request id of the second of two changes that one step makes. It is
// no longer than a request id may be.
func secondID(id peer.RequestID) peer.RequestID {
	const tail, most = "-agreed", 200
	if len(id)+len(tail) > most {
		id = peer.RequestID(strings.ToValidUTF8(string(id[:most-len(tail)]), ""))
	}
	return id + tail
}

// starts reports whether planning starts the goal of the facts: one that this cycle
// set and that the person can start now. A goal that it does not start holds
// nothing up.
func (p ProblemSolving) starts(a peer.Act, f Facts) bool {
	a.Seen = f.Goal.Rev()
	return p.s.set(f.Goal.Ref().ID) && f.Goal.Check(StartGoal{}, a, f).Allowed()
}

// startedWith starts the goal of the facts beside a step.
func startedWith(p ProblemSolving, t *taken) {
	if !p.starts(t.Act, t.Facts) {
		return
	}
	a := t.Act
	a.Seen = t.Facts.Goal.Rev()
	if goal, change, err := t.Facts.Goal.Do(StartGoal{}, a, t.Facts); err == nil {
		t.Make(goal, change)
	}
}
