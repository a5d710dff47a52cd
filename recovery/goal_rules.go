package recovery

import (
	"slices"
	"strings"

	"github.com/towpath-care/towpath/internal/terms"
	"github.com/towpath-care/towpath/internal/whose"
	"github.com/towpath-care/towpath/peer"
)

// selfDefined: what stands at a path is in the person's own words.
func selfDefined[C any](path string, words func(C) []peer.Words) need[Goal, C] {
	return whose.Said[Facts, Goal, C](peer.Asks{
		Rule: peer.Rule{Row: "REC-08", Code: ErrNotSelfDefined}, Path: path,
		Says: "These are the person's own words.", Fix: "Write down what the person says and name them as the author.",
	}, whose.Personal[Goal], words)
}

// targetToCome: a day that the person has in mind already may have passed meanwhile.
func targetToCome[C any](target func(C) peer.Date) need[Goal, C] {
	return need[Goal, C]{
		Asks: peer.Asks{Rule: peer.Rule{Row: "REC-08", Code: peer.ErrPastDate}, Path: "/target", Says: "The day in mind is not over yet.", Fix: "Choose a later day, a month or a year, or leave it out."},
		Met: func(g Goal, c C, a peer.Act, f Facts) peer.Tri {
			day := target(c)
			return peer.Is(g.Exists() && day == g.s.Target || !day.Before(f.Policy.calendar.FirstDay(a.At)))
		},
	}
}

// notForPace: a goal may take as long as it takes.
func notForPace[C any](because func(C) Because) need[Goal, C] {
	return need[Goal, C]{
		Asks: peer.Asks{Rule: peer.Rule{Row: "REC-13", Code: ErrNoProgressIsNotAReason}, Path: "/because", Says: "That it takes long is no reason to put a goal aside.", Fix: "Leave the reason out, rest, take a smaller step, or look back together."},
		Met:  func(_ Goal, c C, _ peer.Act, _ Facts) peer.Tri { return peer.Is(because(c) != BecauseNoProgress) },
	}
}

// offeredReasons leaves out the reason that is never taken.
var offeredReasons = map[string]func(Goal) []string{"/because": func(Goal) []string {
	return terms.Of(slices.DeleteFunc(slices.Clone(becauses), func(b Because) bool { return b == BecauseNoProgress }))
}}

var anotherID = need[Goal, ChangeGoal]{
	Asks: peer.Asks{Rule: peer.Rule{Row: "REC-08", Code: peer.ErrDuplicate}, Path: "/into/id", Says: "The goal it turns into has an id of its own.", Fix: "Make a new id for the new goal."},
	Met:  func(g Goal, c ChangeGoal, _ peer.Act, _ Facts) peer.Tri { return peer.Is(c.Into.ID != g.Ref().ID) },
}

// given reports whether there is a next goal at all.
func (n NextGoal) given() bool {
	return n.ID != "" || !n.Words.IsZero() || !n.Why.IsZero() || len(n.Strengths)+len(n.Challenges) > 0 ||
		!n.FirstStep.IsZero() || !n.Target.IsZero() || n.Domain != ""
}

// after is the step that says the next goal, for the same two people.
func (n NextGoal) after(g Goal) ProposeGoal {
	return ProposeGoal{ID: n.ID, Person: g.s.Person, Worker: g.s.Worker, Words: n.Words, Why: n.Why, Strengths: n.Strengths,
		Challenges: n.Challenges, FirstStep: n.FirstStep, Target: n.Target, Domain: n.Domain}
}

// table is how the literal of goals asks the table it is: a Go literal cannot
// name itself.
type table interface {
	check(ProposeGoal, peer.Act, Facts) peer.Decision
	begin(ProposeGoal, peer.Act, Facts) (Goal, peer.Change, error)
}

type goalTable struct{}

func (goalTable) check(c ProposeGoal, a peer.Act, f Facts) peer.Decision {
	a.Seen = 0 // the new goal has no revision yet
	return goals.CheckNew(c, a, f)
}

func (goalTable) begin(c ProposeGoal, a peer.Act, f Facts) (Goal, peer.Change, error) {
	a.Seen = 0
	return goals.New(c, a, f)
}

var ownTable table = goalTable{}

// nextAllowed asks what proposing the next goal would hear, less what the act,
// its party and the shape of this step have answered already.
func nextAllowed(g Goal, c ChangeGoal, a peer.Act, f Facts) peer.Decision {
	if !c.Into.given() {
		return peer.Decision{}
	}
	d := ownTable.check(c.Into.after(g), a, f)
	d.Reasons = slices.DeleteFunc(d.Reasons, func(r peer.Reason) bool {
		return strings.HasPrefix(r.Rule.Row, "STEP-") || r.Says == fromPerson.Says ||
			slices.Contains([]peer.Code{peer.ErrTooLong, peer.ErrOutOfRange, peer.ErrUnknownCode}, r.Rule.Code)
	})
	for i := range d.Reasons {
		d.Reasons[i].Path = "/into" + d.Reasons[i].Path
	}
	return d
}

func changed(g Goal, c ChangeGoal, t *taken) Goal {
	g = g.moved(c.Because, t)
	if !c.Into.given() {
		return g
	}
	if next, change, err := ownTable.begin(c.Into.after(g), t.Act, t.Facts); err == nil {
		next.s.Audience = g.s.Audience // what was the person's alone stays so
		t.Make(next, change)
		g.s.Into = next.Ref().ID
	}
	return g
}

func goalLegal(g Goal) []peer.Reason {
	s, at := g.s, g.Status()
	texts := append([]peer.Words{s.Words, s.Why, s.FirstStep}, append(slices.Clone(s.Strengths), s.Challenges...)...)
	early, late := at == GoalProposed || at == GoalAgreed, slices.Contains(begun, at)
	aside := at == GoalOnHold || at == GoalChanged || at == GoalLetGo
	return []peer.Reason{
		peer.Holds(whose.SilentOr(whose.Personal, g, texts...), "/words", "Every text of a goal is the person's own."),
		peer.Holds(s.StatusOn.Precision() == peer.ByDay, "/statusOn", "The last move has its day."),
		peer.Holds(!early || s.Started.IsZero(), "/started", "A goal that has not begun has no first day."),
		peer.Holds(!late || s.Started.Precision() == peer.ByDay, "/started", "A goal that has begun has its first day."),
		peer.Holds(s.Started.IsZero() || s.Started.Precision() == peer.ByDay, "/started", "The first day is a whole day."),
		peer.Holds(s.Because == "" || aside && s.Because != BecauseNoProgress, "/because", "A reason stands with a goal that was put aside, and slow going is none."),
		peer.Holds(s.Into == "" || at == GoalChanged && s.Into != g.Ref().ID, "/into", "Only a goal that has changed names another it turned into."),
		peer.Holds((s.Going == "") == s.GoingOn.IsZero(), "/goingOn", "What the person said has its day."),
		peer.Holds(s.GoingOn.IsZero() || s.GoingOn.Precision() == peer.ByDay && !s.Started.IsZero(), "/goingOn", "How it is going is said on a day, once it has begun."),
	}
}

var goalParts = []peer.Part[Goal]{
	{Name: "goal", If: seenByAudience[Goal](peer.ShareGoals),
		Rule: peer.Rule{Row: "REC-50", Code: peer.ErrConsentRequired}, Says: "The person says who may see their goal.",
		Value: func(g Goal) any {
			return struct {
				Person     peer.PersonID `json:"person"`
				Worker     peer.StaffID  `json:"worker,omitzero"`
				Words      peer.Words    `json:"words"`
				Why        peer.Words    `json:"why,omitzero"`
				Strengths  []peer.Words  `json:"strengths,omitempty"`
				Challenges []peer.Words  `json:"challenges,omitempty"`
				FirstStep  peer.Words    `json:"firstStep,omitzero"`
				Target     peer.Date     `json:"target,omitzero"`
				Domain     LifeDomain    `json:"domain,omitzero"`
				Audience   Audience      `json:"audience"`
			}{g.s.Person, g.s.Worker, g.s.Words, g.s.Why, g.s.Strengths, g.s.Challenges, g.s.FirstStep, g.s.Target, g.s.Domain, g.s.Audience}
		}},
	{Name: "path", If: seenByAudience[Goal](peer.ShareGoals),
		Rule: peer.Rule{Row: "REC-50", Code: peer.ErrConsentRequired}, Says: "The person says who may see how it is going.",
		Value: func(g Goal) any {
			return struct {
				Started  peer.Date `json:"started,omitzero"`
				StatusOn peer.Date `json:"statusOn"`
				Because  Because   `json:"because,omitzero"`
				Into     string    `json:"into,omitzero"`
				Going    Going     `json:"going,omitzero"`
				GoingOn  peer.Date `json:"goingOn,omitzero"`
			}{g.s.Started, g.s.StatusOn, g.s.Because, g.s.Into, g.s.Going, g.s.GoingOn}
		}},
}
