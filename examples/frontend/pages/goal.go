package pages

import (
	"slices"
	"strconv"

	"github.com/towpath-care/towpath/examples/frontend/pictures"
	"github.com/towpath-care/towpath/peer"
	"github.com/towpath-care/towpath/recovery"
	"github.com/towpath-care/towpath/transition"
)

func goals(v *view) (any, error) {
	list, err := v.items(recovery.KindGoal)
	if err != nil {
		return nil, err
	}
	cycles, err := v.items(recovery.KindProblemSolving)
	if err != nil {
		return nil, err
	}
	begin, err := v.begins(recovery.KindGoal, "")
	if err != nil {
		return nil, err
	}
	solve, err := v.begins(recovery.KindProblemSolving, "")
	return map[string]any{"Goals": list, "Cycles": cycles, "Begin": append(begin, solve...)}, err
}

// goalBody is a goal with how sure the person felt about it, and the steps they planned.
type goalBody struct {
	Item    item
	Reports []report
	Lines   []pictures.Line
	Ask     *stepForm
	Cycles  []item
}

// report is one time that the person said how it is.
type report struct {
	pictures.Point
	ID string
}

func goal(v *view) (any, error) {
	i, err := v.one(recovery.KindGoal, "agree", "start", "say-how-it-goes", "achieve", "hold", "pick-up", "let-go")
	if err != nil {
		return nil, err
	}
	b := goalBody{Item: i}
	if b.Reports, err = v.reports(i.Ref.ID); err != nil {
		return nil, err
	}
	var points []pictures.Point
	for _, r := range b.Reports {
		points = append(points, r.Point)
	}
	b.Lines = pictures.Lines(points)
	if b.Cycles, err = v.cyclesOf(i); err != nil {
		return nil, err
	}
	b.Ask, err = v.askHowSure(i.Ref.ID)
	return b, err
}

// reports are what the person said about a goal on a scale, the oldest first, as far as
// this reader sees it.
func (v *view) reports(goal string) ([]report, error) {
	all, err := v.Desk.All(v.ctx, v.who(), recovery.KindSelfReport)
	if err != nil {
		return nil, err
	}
	var out []report
	for _, o := range all {
		r := o.Record.(recovery.SelfReport)
		n, err := strconv.Atoi(string(r.Rating()))
		if r.Goal() != goal || o.Status == recovery.SelfReportTakenBack || err != nil || !o.View.Sees("rating") {
			continue
		}
		p := report{pictures.Point{At: r.Said(), Value: n}, o.Ref.ID}
		if o.View.Sees("words") {
			p.Words = r.Words().Text.Reveal()
		}
		out = append(out, p)
	}
	slices.SortFunc(out, func(a, b report) int { return a.At.Compare(b.At) })
	return out, nil
}

// askHowSure asks the person how sure they feel about this goal, on one scale.
func (v *view) askHowSure(goal string) (*stepForm, error) {
	if !v.who().IsPerson() {
		return nil, nil
	}
	f, err := v.askNew(recovery.KindSelfReport, "say")
	if f == nil || err != nil {
		return nil, err
	}
	for i := range f.Fields {
		switch f.Fields[i].Name {
		case "goal":
			f.Fields[i].Value = goal
		case "domain":
			f.Fields[i].Value = string(recovery.ReportHope)
		case "scale":
			f.Fields[i].Value = "not-at-all-to-completely"
		}
	}
	f.Back = "/goals/" + goal
	return f, nil
}

// cyclesOf are the step by step papers that a goal came from.
func (v *view) cyclesOf(goal item) ([]item, error) {
	all, err := v.items(recovery.KindProblemSolving)
	return slices.DeleteFunc(all, func(i item) bool {
		return !slices.Contains(i.Record.(recovery.ProblemSolving).GoalIDs(), goal.Ref.ID)
	}), err
}

// way of problem solving, from the first place to the last.
var climb = []peer.Status{recovery.ProblemExplained, recovery.ProblemSelected, recovery.ProblemSpecified, recovery.ProblemGoalsSet, recovery.ProblemBrainstormed,
	recovery.ProblemSolutionChosen, recovery.ProblemPlanned, recovery.ProblemImplementing, recovery.ProblemEvaluated, recovery.ProblemClosed}

func steps(v *view) (any, error) {
	i, err := v.one(recovery.KindProblemSolving, "select", "specify", "set-goal", "add-idea", "close-ideas", "ask-for-idea", "offer-idea", "choose", "plan", "take-on", "try", "evaluate", "close", "pick-up", "park")
	if err != nil {
		return nil, err
	}
	s := speech{v.pages, v.lang}
	var names []string
	for _, c := range climb {
		names = append(names, s.status("problem-solving", c))
	}
	here := slices.Index(climb, i.Record.(recovery.ProblemSolving).Place())
	return map[string]any{"Item": i, "Ladder": pictures.Climb(names, here), "Ideas": ideas(i)}, nil
}

// ideas are the ideas of a cycle by their number, as far as the reader sees them.
func ideas(i item) map[string]any {
	out := map[string]any{}
	working, _ := i.Parts["working"].(map[string]any)
	for _, x := range list(working["ideas"]) {
		idea, _ := x.(map[string]any)
		if n, ok := idea["number"].(float64); ok {
			out[strconv.Itoa(int(n))] = idea["words"]
		}
	}
	return out
}

// onTheWay are the places of a move, from the first to the last.
var onTheWay = []peer.Status{transition.Announced, transition.Preparing, transition.InTransfer, transition.Settling, transition.Completed}

func move(v *view) (any, error) {
	i, err := v.one(transition.KindTransition, "answer-check", "give-opinion", "view-check", "say-information", "name-services", "say-effect")
	if err != nil {
		return nil, err
	}
	progress, err := v.Desk.Assess(v.ctx, v.who(), i.Ref.ID)
	if err != nil {
		return nil, err
	}
	feelings, err := v.items(transition.KindFeeling)
	if err != nil {
		return nil, err
	}
	issues, err := v.items(transition.KindIssue)
	if err != nil {
		return nil, err
	}
	feel, err := v.begins(transition.KindFeeling, "")
	if err != nil {
		return nil, err
	}
	name, err := v.begins(transition.KindIssue, "")
	s := speech{v.pages, v.lang}
	var names []string
	for _, p := range onTheWay {
		names = append(names, s.status("transition", p))
	}
	return map[string]any{"Item": i, "Progress": progress, "Feelings": feelings, "Issues": issues, "Begin": append(feel, name...),
		"Ladder": pictures.Climb(names, slices.Index(onTheWay, i.Status)), "Answers": checks(i)}, err
}

// check is one of the six, with the person's answer and words as the reader sees them.
type check struct {
	Check  string
	Answer string
	Words  any
	View   map[string]any
	Why    string
}

func checks(i item) []check {
	move, _ := i.Parts["move"].(map[string]any)
	words, reasons, views := map[string]any{}, map[string]string{}, map[string]map[string]any{}
	for _, x := range list(i.Parts["words"]) {
		w, _ := x.(map[string]any)
		words[text(w["check"])] = w["words"]
	}
	for _, x := range list(i.Parts["reasons"]) {
		r, _ := x.(map[string]any)
		reasons[text(r["check"])] = text(r["because"])
	}
	beside, _ := i.Parts["beside"].(map[string]any)
	for _, x := range list(beside["views"]) {
		w, _ := x.(map[string]any)
		views[text(w["check"])] = w
	}
	var out []check
	for _, x := range list(move["answers"]) {
		a, _ := x.(map[string]any)
		c := text(a["check"])
		out = append(out, check{c, text(a["answer"]), words[c], views[c], reasons[c]})
	}
	return out
}

func text(v any) string { s, _ := v.(string); return s }
