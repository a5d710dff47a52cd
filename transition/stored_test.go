package transition_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/internal/steptest"
	"github.com/towpath-care/towpath/internal/witness"
	"github.com/towpath-care/towpath/peer"
	"github.com/towpath-care/towpath/transition"
)

// everyMove is a move in every place, and one of which everything has been said.
func everyMove(t testing.TB) map[string]transition.Transition {
	t.Helper()
	s := tellMove(t)
	return map[string]transition.Transition{"announced": s.announced.move, "preparing": s.preparing.move, "in-transfer": s.inTransfer.move,
		"settling": s.settling.move, "completed": s.completed.move, "cancelled": s.cancelled.move, "announced-all": toldAll(t).move}
}

// The stored form of version 1. These files are never edited: what was stored
// once is read for ever.
func TestTransitionStoredForm(t *testing.T) {
	for name, r := range everyMove(t) {
		b, err := peer.Encode(r)
		require.NoError(t, err)
		var laidOut bytes.Buffer
		require.NoError(t, json.Indent(&laidOut, b, "", "  "))
		laidOut.WriteByte('\n')
		steptest.Golden(t, "v1/transition-"+name+".json", laidOut.Bytes())
		back, err := transition.DecodeTransition(laidOut.Bytes())
		require.NoError(t, err, name)
		again, err := peer.Encode(back)
		require.NoError(t, err)
		require.Equal(t, string(b), string(again), name)
	}
}

// Documents that no step could have written are not read, and the fault names
// where it lies.
func TestTransitionStoredFormIsChecked(t *testing.T) {
	records := everyMove(t)
	const never, some = "0001-01-01T00:00:00.000Z", "2026-03-02T10:00:00.000Z"
	type obj = map[string]any
	for _, c := range []struct {
		of, path string
		value    any
		heard    string
	}{
		{"announced", "/person", "", "/person"},
		{"announced", "/organiser", obj{}, "/organiser"},
		{"announced", "/organiser/staff", "w4", "/organiser"},
		{"announced", "/organiser/role", "peer-worker", "/organiser"},
		{"announced", "/move", "promotion", "/move"},
		{"announced", "/told", "2026-03-24", "/told"},
		{"announced", "/until", "2026-03-22", "/told"},
		{"announced", "/planned", "", "/daySet"},
		{"announced", "/daySet", never, "/daySet"},
		{"announced", "/announced", never, "/announced"},
		{"announced", "/since", never, "/since"},
		{"announced", "/arrived", "2026-03-23", "/arrived"},
		{"announced", "/notProgressing", true, "/notProgressing"},
		{"announced", "/status", "not-progressing", "/status"},
		{"announced", "/opinion/send", true, "/opinion/at"},
		{"announced", "/information/discussed", "yes", "/information"},
		{"announced", "/information/nothing", true, "/information"},
		{"announced", "/information/everything", true, "/information"},
		{"announced", "/information/will", []any{obj{"what": "history"}}, "/information"},
		{"announced", "/extra/informed", "dr-lowe", "/extra"},
		{"announced", "/stuck/episode", 1, "/stuck"},
		{"announced", "/stuck/next", "x", "/stuck"},
		{"announced", "/heldBack/until", "2026-03-10", "/heldBack"},
		{"announced", "/effect", "goes-on", "/effectOn"},
		{"announced", "/effectOn", "2026-03-10", "/effectOn"},
		{"announced", "/closerEvery", obj{"days": 3}, "/closerFrom"},
		{"announced", "/continuity/before", -1, "/continuity/before"},
		{"announced", "/openAgain", some, ""},
		{"announced-all", "/checks/0/check", "reason", "/checks"},
		{"announced-all", "/checks/0/check", "mood", "/checks/0/check"},
		{"announced-all", "/checks/0/words/by", obj{"staff": "w4"}, "/checks"},
		{"announced-all", "/checks/0/person", "", "/checks"},
		{"announced-all", "/checks/0/personAt", never, "/checks"},
		{"announced-all", "/checks/0/workerAt", never, "/checks"},
		{"announced-all", "/checks/0/becauseAt", never, "/checks"},
		{"announced-all", "/opinion/words/by", obj{"staff": "w4"}, "/opinion/words"},
		{"announced-all", "/opinion/words/by", obj{"person": "p6"}, "/opinion/words"},
		{"announced-all", "/opinion/at", never, "/opinion/at"},
		{"announced-all", "/information/will/1/contested", false, "/information"},
		{"announced-all", "/information/will/0/contested", true, "/information"},
		{"announced-all", "/information/willNot/0/contested", true, "/information"},
		{"announced-all", "/information/nothing", true, "/information"},
		{"announced-all", "/information/everything", true, "/information"},
		{"announced-all", "/information/at", never, "/information"},
		{"announced-all", "/saidNo", []any{}, "/information"},
		{"announced-all", "/extra/informed", "w4", "/extra"},
		{"announced-all", "/extra/informed", "", "/extra"},
		{"announced-all", "/extra/since", never, "/extra"},
		{"announced-all", "/stuck/worker/at", never, "/stuck"},
		{"announced-all", "/stuck/person/at", some, "/stuck"},
		{"announced-all", "/stuck/worker/rev", 99, "/stuck"},
		{"announced-all", "/stuck/worker/by", "", "/stuck"},
		{"announced-all", "/stuck/person/by", "w4", "/stuck"},
		{"announced-all", "/stuck/episode", 0, "/stuck"},
		{"announced-all", "/stuck/episode", -1, "/stuck"},
		{"announced-all", "/stuck/episode", 99, "/stuck"},
		{"announced-all", "/stuck/lookAgain", "", "/stuck"},
		{"announced-all", "/stuck/next", "", "/stuck"},
		{"announced-all", "/heldBack/because", "", "/heldBack"},
		{"announced-all", "/heldBack/until", "2026-03", "/heldBack"},
		{"announced-all", "/heldBack/at", never, "/heldBack"},
		{"announced-all", "/effectOn", "", "/effectOn"},
		{"announced-all", "/closerFrom", "2026", "/closerFrom"},
		{"settling", "/arrived", "", "/arrived"},
		{"settling", "/openAgain", some, "/openAgain"},
		{"completed", "/arrived", "", "/arrived"},
		{"completed", "/checks/0/person", "", "/checks"},
		{"completed", "/checks", []any{}, "/checks"},
	} {
		name := fmt.Sprintf("%s %s=%v", c.of, c.path, c.value)
		b, err := peer.Encode(records[c.of])
		require.NoError(t, err)
		var doc any
		require.NoError(t, json.Unmarshal(b, &doc))
		put(t, doc, strings.Split(c.path, "/")[1:], c.value)
		b, err = json.Marshal(doc)
		require.NoError(t, err)
		_, err = transition.DecodeTransition(b)
		if c.heard == "" {
			require.NoError(t, err, name)
			continue
		}
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

// put sets a member of a document by its path.
func put(t testing.TB, doc any, path []string, value any) {
	t.Helper()
	switch d := doc.(type) {
	case []any:
		var i int
		_, err := fmt.Sscan(path[0], &i)
		require.NoError(t, err)
		put(t, d[i], path[1:], value)
	case map[string]any:
		if len(path) == 1 {
			d[path[0]] = value
			return
		}
		if d[path[0]] == nil {
			d[path[0]] = map[string]any{}
		}
		put(t, d[path[0]], path[1:], value)
	}
}

// A document spoilt anywhere is not read, or it is read as a record that stores
// and reads back the same and can be assessed. It never ends in a panic and its
// fault holds none of the document's words.
func TestTransitionSpoiltDocuments(t *testing.T) {
	defer witness.Pause()()
	rng := rand.New(rand.NewPCG(20260217, 14))
	records, p := everyMove(t), policy(t)
	read, tried := 0, 0
	for _, name := range slices.Sorted(maps.Keys(records)) {
		whole, err := peer.Encode(records[name])
		require.NoError(t, err)
		for range 300 {
			tried++
			b := spoilMove(rng, whole)
			r, err := transition.DecodeTransition(b)
			if err != nil {
				var refusal *peer.Refusal
				require.ErrorAs(t, err, &refusal)
				require.NotContains(t, err.Error(), "CANARY")
				require.False(t, r.Exists())
				continue
			}
			read++
			transition.Assess(r, p, p.Calendar(), on("2026-04-30T10:00Z"))
			_, err = transition.Due([]peer.Record{r}, world(t), on("2026-04-30T10:00Z"))
			require.NoError(t, err)
			first, err := peer.Encode(r)
			require.NoError(t, err)
			back, err := transition.DecodeTransition(first)
			require.NoError(t, err, "%s", b)
			second, err := peer.Encode(back)
			require.NoError(t, err)
			require.Equal(t, string(first), string(second))
		}
	}
	t.Logf("%d spoilt documents, %d of them still legal", tried, read)
}

// spoilMove changes a document in one place: a member taken out, put elsewhere or
// given another value, or a byte.
func spoilMove(rng *rand.Rand, whole []byte) []byte {
	if rng.IntN(3) == 0 {
		b := bytes.Clone(whole)
		b[rng.IntN(len(b))] = byte(rng.IntN(256))
		return b
	}
	var doc map[string]any
	if err := json.Unmarshal(whole, &doc); err != nil {
		panic(err)
	}
	at := doc
	for {
		keys := slices.Sorted(maps.Keys(at))
		key := keys[rng.IntN(len(keys))]
		inner, ok := at[key].(map[string]any)
		if list, many := at[key].([]any); many && len(list) > 0 {
			inner, ok = list[rng.IntN(len(list))].(map[string]any)
		}
		if ok && len(inner) > 0 && rng.IntN(4) > 0 {
			at = inner
			continue
		}
		values := []any{nil, "", "x", strings.Repeat("x", 11_000), -1, 1e9, true, []any{}, []any{nil}, map[string]any{}, "2026", "2026-02-30", "yes", "no", "met", at[keys[rng.IntN(len(keys))]]}
		if at[key] = values[rng.IntN(len(values))]; rng.IntN(4) == 0 {
			delete(at, key)
		}
		break
	}
	b, err := json.Marshal(doc)
	if err != nil {
		panic(err)
	}
	return b
}

// Steps that no form would send.
func TestTransitionHostileSteps(t *testing.T) {
	for _, bad := range []string{``, `null`, `[]`, `{}`, `{"do":"close"}`, `{"do":"prepare","by":"p4"}`, `{"do":"prepare","do":"cancel"}`, `{"do":"answer-check","check":7}`,
		`{"Do":"prepare"}`, `{"do":"announce","status":"completed"}`, `{"do":"announce","worker":["w4"]}`, `{"do":"hold-back","reason":"CANARY"}`, "{\"do\":\"prepare\"}\x00"} {
		_, err := transition.DecodeTransitionStep([]byte(bad))
		var r *peer.Refusal
		require.ErrorAs(t, err, &r, bad)
		require.NotContains(t, err.Error(), "CANARY")
	}
	_, _, err := tellMove(t).preparing.move.Do(nil, act(byKay, "2026-03-05T09:00Z", "r", nil), facts(t))
	require.ErrorIs(t, err, peer.ErrRequired)
	_, _, err = transition.NewTransition(transition.Prepare{}, act(byKay, "2026-03-05T09:00Z", "r", nil), facts(t))
	require.ErrorIs(t, err, peer.ErrInvalidTransition)
}
