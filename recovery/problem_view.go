package recovery

import (
	"slices"

	"github.com/towpath-care/towpath/peer"
)

// problemParts: what the cycle is about and how far it has come is for whoever the
// person says; how the two got there never goes into the record (REC-30, hazard
// H20); whether it went further is for the worker, and a page that is read at home
// shows no sign of a concern (hazard H08).
var problemParts = []peer.Part[ProblemSolving]{
	{Name: "problem", If: seenByAudience[ProblemSolving](peer.SharePlan), Rule: notShown, Says: "The person says who may see it.",
		Value: func(p ProblemSolving) any {
			return struct {
				Person   peer.PersonID   `json:"person"`
				Worker   peer.StaffID    `json:"worker,omitzero"`
				Audience Audience        `json:"audience"`
				Place    peer.Status     `json:"place"`
				Words    peer.Words      `json:"words,omitzero"`
				Goals    []string        `json:"goals,omitempty"`
				Reached  []ReachedPlace  `json:"reached"`
				Outcome  SolutionOutcome `json:"outcome,omitzero"`
			}{p.s.Person, p.s.Worker, p.s.Audience, p.s.Place, p.Problem().Words, p.GoalIDs(), p.s.Reached, p.Outcome()}
		}},
	{Name: "working", If: besideRecord[ProblemSolving](peer.SharePlan), Rule: notShown, Says: "How the two got there stays out of the record.",
		Value: func(p ProblemSolving) any {
			s := p.s
			s.Evaluations = slices.Clone(s.Evaluations)
			for i := range s.Evaluations {
				s.Evaluations[i].Further = peer.Further{}
			}
			return struct {
				Passed      []PassedStep        `json:"passed,omitempty"`
				Problems    []SelectedProblem   `json:"problems,omitempty"`
				Statements  []peer.Words        `json:"statements,omitempty"`
				Parts       []ProblemPart       `json:"parts,omitempty"`
				Goals       []ProblemGoal       `json:"goals,omitempty"`
				Ideas       []ProblemIdea       `json:"ideas,omitempty"`
				Invited     bool                `json:"invited,omitzero"`
				Weighed     []WeighedIdea       `json:"weighed,omitempty"`
				Choices     []ProblemChoice     `json:"choices,omitempty"`
				Tasks       []WorkerTask        `json:"tasks,omitempty"`
				Plans       []ProblemPlan       `json:"plans,omitempty"`
				Tries       []ProblemTry        `json:"tries,omitempty"`
				Evaluations []ProblemEvaluation `json:"evaluations,omitempty"`
			}{s.Passed, s.Problems, s.Statements, s.Parts, s.Goals, s.Ideas, s.Invited, s.Weighed, s.Choices, s.Tasks, s.Plans, s.Tries, s.Evaluations}
		}},
	{Name: "further", Rule: peer.Rule{Row: "REC-37", Code: peer.ErrNotAuthorised}, Says: "Whether it went further is for the worker alongside.",
		If: func(p ProblemSolving, as peer.Party, by peer.Reading) bool {
			return workerReads(p, as, by) && seenByAudience[ProblemSolving](peer.SharePlan)(p, as, by)
		},
		Value: func(p ProblemSolving) any {
			type answer struct {
				Evaluation int          `json:"evaluation"`
				Further    peer.Further `json:"further"`
			}
			out := []answer{}
			for _, e := range p.s.Evaluations {
				if e.Outcome == SolutionMadeHarder || e.Further != (peer.Further{}) {
					out = append(out, answer{e.Number, e.Further})
				}
			}
			return out
		}},
}

// GoalIDs are the ids of the goals this cycle has made, oldest first.
func (p ProblemSolving) GoalIDs() []string {
	var out []string
	for _, g := range p.s.Goals {
		out = append(out, g.Goal)
	}
	return out
}

// Outcome is how it went as the person last said, once the cycle is evaluated;
// empty before, and again when they have gone back.
func (p ProblemSolving) Outcome() SolutionOutcome {
	if along(p.s.Place) < along(ProblemEvaluated) {
		return ""
	}
	return newest(p.s.Evaluations).Outcome
}
