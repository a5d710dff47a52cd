package recovery_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/internal/steptest"
	"github.com/towpath-care/towpath/internal/witness"
	"github.com/towpath-care/towpath/peer"
	"github.com/towpath-care/towpath/recovery"
)

// storedProblems are cycles in every place, with something in every member.
func storedProblems(t testing.TB) map[string]recovery.ProblemSolving {
	t.Helper()
	at := solving(t)
	out := map[string]recovery.ProblemSolving{}
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

// The stored form of version 1. These files are never edited: what was stored
// once is read for ever.
func TestProblemSolvingStoredForm(t *testing.T) {
	for name, p := range storedProblems(t) {
		b, err := peer.Encode(p)
		require.NoError(t, err)
		var laidOut bytes.Buffer
		require.NoError(t, json.Indent(&laidOut, b, "", "  "))
		laidOut.WriteByte('\n')
		steptest.Golden(t, "v1/"+name+".json", laidOut.Bytes())
		back, err := recovery.DecodeProblemSolving(laidOut.Bytes())
		require.NoError(t, err, name)
		again, err := peer.Encode(back)
		require.NoError(t, err)
		require.Equal(t, string(b), string(again), name)
	}
}

// set puts a value into a document, by a path that counts into lists.
func set(doc any, path []string, value any) {
	switch d := doc.(type) {
	case []any:
		i, err := strconv.Atoi(path[0])
		if err != nil {
			panic(err)
		}
		if len(path) == 1 {
			d[i] = value
			return
		}
		set(d[i], path[1:], value)
	case map[string]any:
		if len(path) > 1 {
			set(d[path[0]], path[1:], value)
			return
		}
		if d[path[0]] = value; value == nil {
			delete(d, path[0])
		}
	}
}

// Documents that no step could have written are not read, and the fault names where
// it lies.
func TestProblemSolvingStoredFormIsChecked(t *testing.T) {
	records := storedProblems(t)
	byWorker, byOther := map[string]any{"staff": "w4"}, map[string]any{"person": "p6"}
	for _, c := range []struct {
		of, path string
		value    any
		heard    string
	}{
		{"stopped", "/problems/0/words/by", byWorker, "/problems"},
		{"stopped", "/problems/0/achievable", "no", "/problems"},
		{"stopped", "/problems/0/relevant", "unknown", "/problems"},
		{"stopped", "/problems/0/important", "no", "/problems"},
		{"stopped", "/problems/0/words/text", "", "/problems/0/words"},
		{"stopped", "/parts/0/words/by", byOther, "/parts"},
		{"stopped", "/parts/0/number", 2, "/parts"},
		{"stopped", "/parts/0/of", 1, "/parts"},
		{"stopped", "/parts/0/of", 4, "/parts"},
		{"stopped", "/parts/0/of", -1, "/parts"},
		{"stopped", "/goals/0/words/by", byWorker, "/goals"},
		{"stopped", "/goals/0/resources/0/by", byWorker, "/goals"},
		{"stopped", "/goals/0/resources", []any{}, "/goals/0/resources"},
		{"stopped", "/goals/0/obstacles/0/by", byWorker, "/goals"},
		{"stopped", "/goals/0/obstacles", nil, "/goals"},
		{"stopped", "/goals/0/noneSeen", true, "/goals"},
		{"stopped", "/goals/0/part", 4, "/goals"},
		{"stopped", "/goals/0/part", -1, "/goals"},
		{"stopped", "/ideas/0/words/by", byWorker, "/ideas"},
		{"stopped", "/ideas/0/origin", "worker", "/ideas"},
		{"stopped", "/ideas/0/basis", "own-experience", "/ideas"},
		{"stopped", "/ideas/0/number", 3, "/ideas"},
		{"stopped", "/ideas/3/origin", "person", "/ideas"},
		{"stopped", "/ideas/3/basis", nil, "/ideas"},
		{"stopped", "/ideas/3/basis", "advice", "/ideas/3/basis"},
		{"stopped", "/ideas/3/words/by", map[string]any{"staff": "w5"}, "/ideas"},
		{"stopped", "/ideas/3/words/by", map[string]any{"person": "p4"}, "/ideas"},
		{"stopped", "/worker", nil, "/ideas"},
		{"stopped", "/worker", nil, "/tasks"},
		{"stopped", "/choices/0/by", byWorker, "/choices"},
		{"stopped", "/choices/0/ideas/0/idea", 9, "/choices"},
		{"stopped", "/choices/0/ideas/1/idea", 2, "/choices"},
		{"stopped", "/choices/0/number", 2, "/choices"},
		{"stopped", "/choices", nil, "/place"},
		{"stopped", "/tasks/0/words/by", byWorker, "/tasks"},
		{"stopped", "/tasks/0/number", 2, "/tasks"},
		{"stopped", "/tasks/0/takenOn", nil, "/plans"},
		{"stopped", "/plans/0/steps/1/task", 2, "/plans"},
		{"stopped", "/plans/0/steps/1/task", -1, "/plans"},
		{"stopped", "/plans/0/choice", 2, "/plans"},
		{"stopped", "/plans/0/choice", -1, "/plans"},
		{"stopped", "/plans/0/steps/0/what/by", byWorker, "/plans"},
		{"stopped", "/plans/0/steps/0/withWhom/by", byWorker, "/plans"},
		{"stopped", "/plans/0/steps", []any{}, "/plans/0/steps"},
		{"stopped", "/passed/0/words/by", byWorker, "/passed"},
		{"stopped", "/passed/0/place", "selected", "/passed"},
		{"stopped", "/passed/0/place", "evaluated", "/passed"},
		{"stopped", "/passed", nil, "/place"},
		{"stopped", "/evaluations/0/by", byWorker, "/evaluations"},
		{"stopped", "/evaluations/0/learning/by", byWorker, "/evaluations"},
		{"stopped", "/evaluations/0/number", 2, "/evaluations"},
		{"stopped", "/evaluations/0/choice", 2, "/evaluations"},
		{"stopped", "/evaluations/0/choice", -1, "/evaluations"},
		{"stopped", "/evaluations/0/then", nil, "/evaluations"},
		{"stopped", "/evaluations/0/outcome", "failure", "/evaluations/0/outcome"},
		{"stopped", "/evaluations", nil, "/place"},
		{"stopped", "/place", "closed", "/place"},
		{"stopped", "/place", "stopped", "/place"},
		{"stopped", "/place", "nowhere", "/place"},
		{"stopped", "/invited", true, "/invited"},
		{"stopped", "/reached/1/place", "explained", "/reached"},
		{"stopped", "/reached/3/place", "closed", "/reached"},
		{"stopped", "/reached/3/place", "parked", "/reached"},
		{"stopped", "/reached", []any{}, "/reached"},
		{"stopped", "/reached/0/at", "0001-01-01T00:00:00.000Z", "/reached/0/at"},
		{"implementing", "/tries/0/happened/by", byWorker, "/tries"},
		{"implementing", "/tries", nil, "/place"},
		{"implementing", "/plans", nil, "/place"},
		{"implementing", "/weighed/0/idea", 4, "/weighed"},
		{"implementing", "/weighed/0/for/by", byWorker, "/weighed"},
		{"implementing", "/place", "planned", "/place"},
		{"implementing", "/goals", nil, "/place"},
		{"implementing", "/parts", nil, "/place"},
		{"implementing", "/problems", nil, "/place"},
		{"implementing", "/person", "p6", "/problems"},
		{"implementing", "/person", "", "/person"},
		{"implementing", "/audience", "everybody", "/audience"},
		{"implementing", "/verdict", "poor", "/verdict"},
		{"brainstormed", "/ideas", []any{}, "/place"},
		{"parked", "/invited", true, "/invited"},
		{"closed", "/evaluations", nil, "/place"},
	} {
		name := fmt.Sprintf("%s %s=%v", c.of, c.path, c.value)
		b, err := peer.Encode(records["problem-solving-"+c.of])
		require.NoError(t, err)
		var doc any
		require.NoError(t, json.Unmarshal(b, &doc))
		set(doc, strings.Split(c.path, "/")[1:], c.value)
		b, err = json.Marshal(doc)
		require.NoError(t, err)
		_, err = recovery.DecodeProblemSolving(b)
		var r *peer.Refusal
		require.ErrorAs(t, err, &r, name)
		var paths []string
		for _, x := range r.Unmet() {
			require.True(t, strings.HasPrefix(x.Rule.Row, "DOC-"), name)
			paths = append(paths, x.Path)
		}
		require.Contains(t, paths, c.heard, name)
	}
}

// Two goals under one id, and words without an author, take more than one member.
func TestProblemSolvingHostileLists(t *testing.T) {
	b, err := peer.Encode(storedProblems(t)["problem-solving-stopped"])
	require.NoError(t, err)
	spoilt := func(edit func(doc map[string]any)) error {
		var doc map[string]any
		require.NoError(t, json.Unmarshal(b, &doc))
		edit(doc)
		out, err := json.Marshal(doc)
		require.NoError(t, err)
		_, err = recovery.DecodeProblemSolving(out)
		return err
	}
	require.NoError(t, spoilt(func(map[string]any) {}))
	require.ErrorContains(t, spoilt(func(doc map[string]any) {
		goals := doc["goals"].([]any)
		doc["goals"] = append(goals, goals[0])
	}), "/goals")
	require.ErrorContains(t, spoilt(func(doc map[string]any) {
		parts := doc["parts"].([]any)
		parts[0].(map[string]any)["of"], parts[1].(map[string]any)["of"] = 2, 1
	}), "/parts")
	require.ErrorContains(t, spoilt(func(doc map[string]any) {
		doc["statements"] = []any{map[string]any{"text": "x", "by": map[string]any{"staff": "w4"}}}
	}), "/statements")
	require.ErrorContains(t, spoilt(func(doc map[string]any) {
		doc["choices"].([]any)[0].(map[string]any)["ideas"].([]any)[0].(map[string]any)["against"] = map[string]any{"text": "x", "by": map[string]any{"staff": "w4"}}
	}), "/choices")
	require.ErrorContains(t, spoilt(func(doc map[string]any) {
		reached := doc["reached"].([]any)
		reached[0], reached[1] = reached[1], reached[0]
	}), "/reached")
	require.ErrorContains(t, spoilt(func(doc map[string]any) {
		doc["reached"] = slices.Delete(doc["reached"].([]any), 4, 5)
	}), "/reached")
}

// A document spoilt anywhere is not read, or is read as a record that stores and
// reads back the same, and its fault holds none of the document's words.
func TestSpoiltProblems(t *testing.T) {
	defer witness.Pause()()
	rng := rand.New(rand.NewPCG(20260304, 30))
	records := storedProblems(t)
	for _, name := range slices.Sorted(maps.Keys(records)) {
		whole, err := peer.Encode(records[name])
		require.NoError(t, err)
		for range 120 {
			p, err := recovery.DecodeProblemSolving(spoil(rng, whole))
			if err != nil {
				var refusal *peer.Refusal
				require.ErrorAs(t, err, &refusal)
				require.NotContains(t, err.Error(), "neighbour")
				require.False(t, p.Exists())
				continue
			}
			first, err := peer.Encode(p)
			require.NoError(t, err)
			back, err := recovery.DecodeProblemSolving(first)
			require.NoError(t, err)
			second, err := peer.Encode(back)
			require.NoError(t, err)
			require.Equal(t, string(first), string(second))
		}
	}
}

func TestWhoSeesAProblem(t *testing.T) {
	at := solving(t)[recovery.ProblemClosed]
	no := consent(peer.SharePlan, peer.ForCare, peer.No)
	type reader struct {
		name                      string
		by                        peer.Reading
		problem, working, further int // the first audience that lets them see it; 4: none
	}
	for i, a := range []recovery.Audience{recovery.OnlyMe, recovery.MeAndMyWorker, recovery.Team, recovery.CareRecord} {
		shown := at.also().take(bySian, recovery.WhoMaySee{Audience: a})
		for _, r := range []reader{
			{"the person", reading(bySian, peer.ForSupport), 0, 0, 4},
			{"the worker", reading(byJess, peer.ForSupport), 1, 1, 1},
			{"a nurse, for care", reading(byKay, peer.ForCare), 2, 2, 4},
			{"a nurse, against a recorded no", reading(byKay, peer.ForCare, no), 4, 4, 4},
			{"a nurse, for supervision", reading(byKay, peer.ForSupervision), 4, 4, 4},
			{"an exporter", reading(byKay, peer.ForRecord), 3, 4, 4},
			{"the person, for the record", reading(bySian, peer.ForRecord), 3, 4, 4},
			{"the worker, for the record", reading(byJess, peer.ForRecord), 3, 4, 4},
			{"another person", reading(peer.ByPerson(beatriz), peer.ForCare), 4, 4, 4},
			{"a carer", reading(byMegan, peer.ForCare), 4, 4, 4},
			{"nobody", reading(peer.Actor{}, peer.ForCare), 4, 4, 4},
		} {
			t.Run("REC-50 "+string(a)+" read by "+r.name, func(t *testing.T) {
				v, err := shown.View(r.by)
				require.NoError(t, err)
				for part, from := range map[string]int{"problem": r.problem, "working": r.working, "further": r.further} {
					require.Equal(t, i >= from, v.Sees(part), part)
					require.Equal(t, i >= from, shown.Sees(part, r.by), part)
				}
			})
		}
	}
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
