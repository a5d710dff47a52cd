package recovery_test

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/peer"
	"github.com/towpath-care/towpath/recovery"
)

// problemRecords are cycles in every place, with something in every member.
func problemRecords(t testing.TB) map[string]peer.Record {
	t.Helper()
	at := solving(t)
	out := map[string]peer.Record{}
	for status, c := range at {
		out["problem-solving-"+string(status)] = c.ProblemSolving
	}
	c := at[recovery.ProblemBrainstormed].also()
	c.facts = offering(t)
	c.take(bySian, recovery.AskForIdea{}).take(byJess, recovery.OfferInvitedIdea{Words: unsigned("go the day before"), Basis: recovery.BasisExperience})
	out["problem-solving-brainstormed"] = c.also().take(bySian, recovery.AskForIdea{}).ProblemSolving
	c.take(bySian, choice(2, 4), recovery.AskWorker{Words: own(bySian, "text me")}).take(byJess, recovery.TakeOn{Task: 1})
	plan := theWay()
	plan.Steps = append(plan.Steps, recovery.PlannedStep{What: own(bySian, "a text"), Task: 1})
	c.take(bySian, plan, pass(), recovery.EvaluateSolution{Outcome: recovery.SolutionMadeHarder, Learning: own(bySian, "not alone"), Then: recovery.ThenStop})
	out["problem-solving-stopped"] = c.ProblemSolving
	return out
}

// Documents that no step could have written are not read, and the fault names where
// it lies.
func TestProblemSolvingStoredFormIsChecked(t *testing.T) {
	byWorker, byOther := map[string]any{"staff": "w4"}, map[string]any{"person": "p6"}
	neverRead(t, problemRecords(t), []planted{
		{"problem-solving-stopped", "/problems/0/words/by", byWorker, "/problems"},
		{"problem-solving-stopped", "/problems/0/achievable", "no", "/problems"},
		{"problem-solving-stopped", "/problems/0/relevant", "unknown", "/problems"},
		{"problem-solving-stopped", "/problems/0/important", "no", "/problems"},
		{"problem-solving-stopped", "/problems/0/words/text", "", "/problems/0/words"},
		{"problem-solving-stopped", "/parts/0/words/by", byOther, "/parts"},
		{"problem-solving-stopped", "/parts/0/number", 2, "/parts"},
		{"problem-solving-stopped", "/parts/0/of", 1, "/parts"},
		{"problem-solving-stopped", "/parts/0/of", 4, "/parts"},
		{"problem-solving-stopped", "/parts/0/of", -1, "/parts"},
		{"problem-solving-stopped", "/goals/0/words/by", byWorker, "/goals"},
		{"problem-solving-stopped", "/goals/0/resources/0/by", byWorker, "/goals"},
		{"problem-solving-stopped", "/goals/0/resources", []any{}, "/goals/0/resources"},
		{"problem-solving-stopped", "/goals/0/obstacles/0/by", byWorker, "/goals"},
		{"problem-solving-stopped", "/goals/0/obstacles", nil, "/goals"},
		{"problem-solving-stopped", "/goals/0/noneSeen", true, "/goals"},
		{"problem-solving-stopped", "/goals/0/part", 4, "/goals"},
		{"problem-solving-stopped", "/goals/0/part", -1, "/goals"},
		{"problem-solving-stopped", "/ideas/0/words/by", byWorker, "/ideas"},
		{"problem-solving-stopped", "/ideas/0/origin", "worker", "/ideas"},
		{"problem-solving-stopped", "/ideas/0/basis", "own-experience", "/ideas"},
		{"problem-solving-stopped", "/ideas/0/number", 3, "/ideas"},
		{"problem-solving-stopped", "/ideas/3/origin", "person", "/ideas"},
		{"problem-solving-stopped", "/ideas/3/basis", nil, "/ideas"},
		{"problem-solving-stopped", "/ideas/3/basis", "advice", "/ideas/3/basis"},
		{"problem-solving-stopped", "/ideas/3/words/by", map[string]any{"staff": "w5"}, "/ideas"},
		{"problem-solving-stopped", "/ideas/3/words/by", map[string]any{"person": "p4"}, "/ideas"},
		{"problem-solving-stopped", "/worker", nil, "/ideas"},
		{"problem-solving-stopped", "/worker", nil, "/tasks"},
		{"problem-solving-stopped", "/choices/0/by", byWorker, "/choices"},
		{"problem-solving-stopped", "/choices/0/ideas/0/idea", 9, "/choices"},
		{"problem-solving-stopped", "/choices/0/ideas/1/idea", 2, "/choices"},
		{"problem-solving-stopped", "/choices/0/number", 2, "/choices"},
		{"problem-solving-stopped", "/choices", nil, "/place"},
		{"problem-solving-stopped", "/tasks/0/words/by", byWorker, "/tasks"},
		{"problem-solving-stopped", "/tasks/0/number", 2, "/tasks"},
		{"problem-solving-stopped", "/tasks/0/takenOn", nil, "/plans"},
		{"problem-solving-stopped", "/plans/0/steps/1/task", 2, "/plans"},
		{"problem-solving-stopped", "/plans/0/steps/1/task", -1, "/plans"},
		{"problem-solving-stopped", "/plans/0/choice", 2, "/plans"},
		{"problem-solving-stopped", "/plans/0/choice", -1, "/plans"},
		{"problem-solving-stopped", "/plans/0/steps/0/what/by", byWorker, "/plans"},
		{"problem-solving-stopped", "/plans/0/steps/0/withWhom/by", byWorker, "/plans"},
		{"problem-solving-stopped", "/plans/0/steps", []any{}, "/plans/0/steps"},
		{"problem-solving-stopped", "/passed/0/words/by", byWorker, "/passed"},
		{"problem-solving-stopped", "/passed/0/place", "selected", "/passed"},
		{"problem-solving-stopped", "/passed/0/place", "evaluated", "/passed"},
		{"problem-solving-stopped", "/passed", nil, "/place"},
		{"problem-solving-stopped", "/evaluations/0/by", byWorker, "/evaluations"},
		{"problem-solving-stopped", "/evaluations/0/learning/by", byWorker, "/evaluations"},
		{"problem-solving-stopped", "/evaluations/0/number", 2, "/evaluations"},
		{"problem-solving-stopped", "/evaluations/0/choice", 2, "/evaluations"},
		{"problem-solving-stopped", "/evaluations/0/choice", -1, "/evaluations"},
		{"problem-solving-stopped", "/evaluations/0/then", nil, "/evaluations"},
		{"problem-solving-stopped", "/evaluations/0/outcome", "failure", "/evaluations/0/outcome"},
		{"problem-solving-stopped", "/evaluations", nil, "/place"},
		{"problem-solving-stopped", "/place", "closed", "/place"},
		{"problem-solving-stopped", "/place", "stopped", "/place"},
		{"problem-solving-stopped", "/place", "nowhere", "/place"},
		{"problem-solving-stopped", "/invited", true, "/invited"},
		{"problem-solving-stopped", "/reached/1/place", "explained", "/reached"},
		{"problem-solving-stopped", "/reached/3/place", "closed", "/reached"},
		{"problem-solving-stopped", "/reached/3/place", "parked", "/reached"},
		{"problem-solving-stopped", "/reached", []any{}, "/reached"},
		{"problem-solving-stopped", "/reached/0/at", "0001-01-01T00:00:00.000Z", "/reached/0/at"},
		{"problem-solving-implementing", "/tries/0/happened/by", byWorker, "/tries"},
		{"problem-solving-implementing", "/tries", nil, "/place"},
		{"problem-solving-implementing", "/plans", nil, "/place"},
		{"problem-solving-implementing", "/weighed/0/idea", 4, "/weighed"},
		{"problem-solving-implementing", "/weighed/0/for/by", byWorker, "/weighed"},
		{"problem-solving-implementing", "/place", "planned", "/place"},
		{"problem-solving-implementing", "/goals", nil, "/place"},
		{"problem-solving-implementing", "/parts", nil, "/place"},
		{"problem-solving-implementing", "/problems", nil, "/place"},
		{"problem-solving-implementing", "/person", "p6", "/problems"},
		{"problem-solving-implementing", "/person", "", "/person"},
		{"problem-solving-implementing", "/audience", "everybody", "/audience"},
		{"problem-solving-implementing", "/verdict", "poor", "/verdict"},
		{"problem-solving-brainstormed", "/ideas", []any{}, "/place"},
		{"problem-solving-parked", "/invited", true, "/invited"},
		{"problem-solving-closed", "/evaluations", nil, "/place"},
	})
}

// Two goals under one id, and words without an author, take more than one member.
func TestProblemSolvingHostileLists(t *testing.T) {
	stopped := problemRecords(t)["problem-solving-stopped"]
	hostileDocument(t, stopped, "in more than one place", "/goals", func(doc map[string]any) {
		goals := doc["goals"].([]any)
		doc["goals"] = append(goals, goals[0])
	})
	hostileDocument(t, stopped, "in more than one place", "/parts", func(doc map[string]any) {
		parts := doc["parts"].([]any)
		parts[0].(map[string]any)["of"], parts[1].(map[string]any)["of"] = 2, 1
	})
	hostileDocument(t, stopped, "in more than one place", "/statements", func(doc map[string]any) {
		doc["statements"] = []any{map[string]any{"text": "x", "by": map[string]any{"staff": "w4"}}}
	})
	hostileDocument(t, stopped, "in more than one place", "/choices", func(doc map[string]any) {
		doc["choices"].([]any)[0].(map[string]any)["ideas"].([]any)[0].(map[string]any)["against"] = map[string]any{"text": "x", "by": map[string]any{"staff": "w4"}}
	})
	hostileDocument(t, stopped, "in more than one place", "/reached", func(doc map[string]any) {
		reached := doc["reached"].([]any)
		reached[0], reached[1] = reached[1], reached[0]
	})
	hostileDocument(t, stopped, "in more than one place", "/reached", func(doc map[string]any) {
		doc["reached"] = slices.Delete(doc["reached"].([]any), 4, 5)
	})
}

func TestWhoSeesAProblem(t *testing.T) {
	at := solving(t)[recovery.ProblemClosed]
	t.Run("REC-50 a cycle", func(t *testing.T) {
		readBy(t, peer.SharePlan, func(a recovery.Audience) recovery.ProblemSolving {
			return at.also().take(bySian, recovery.WhoMaySee{Audience: a}).ProblemSolving
		}, map[string]shown{"problem": {beyond: true, record: true}, "working": {beyond: true}, "further": {worker: true}})
	})
	t.Run("H20 ideas, choices and plans never go into the record", func(t *testing.T) {
		v, err := at.also().take(bySian, recovery.WhoMaySee{Audience: recovery.CareRecord}).View(reading(byKay, peer.ForRecord))
		require.NoError(t, err)
		b, err := json.Marshal(v)
		require.NoError(t, err)
		require.Contains(t, string(b), "I miss morning appointments")
		require.Contains(t, string(b), `"outcome":"helped"`)
		for _, stays := range []string{"neighbour", "surgery", "she is kind", "two stops", "text me", "crowded", "ideas"} {
			require.NotContains(t, string(b), stays)
		}
		require.Equal(t, 10, strings.Count(string(b), `"at":`), "each place with its time")
	})
	t.Run("H02 a concern is for the two", func(t *testing.T) {
		c := solving(t)[recovery.ProblemImplementing].take(bySian, recovery.WhoMaySee{Audience: recovery.Team}, recovery.EvaluateSolution{Outcome: recovery.SolutionMadeHarder, Then: recovery.ThenStop,
			Further: peer.Further{Answer: peer.Yes, Concern: "concern-77"}})
		for by, seen := range map[peer.Actor]bool{byJess: true, byKay: false} {
			v, err := c.View(reading(by, peer.ForCare))
			require.NoError(t, err)
			b, err := json.Marshal(v)
			require.NoError(t, err)
			require.Equal(t, seen, strings.Contains(string(b), "concern-77"))
		}
		require.Equal(t, peer.ConcernID("concern-77"), c.Evaluations()[0].Further.Concern, "looking changes nothing")
	})
}
