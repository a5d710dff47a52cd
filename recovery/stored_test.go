package recovery_test

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
	"github.com/towpath-care/towpath/recovery"
)

// decode reads a stored record of any kind of this package.
var decode = map[peer.Kind]func([]byte) (peer.Record, error){
	recovery.KindGoal:         func(b []byte) (peer.Record, error) { return recovery.DecodeGoal(b) },
	recovery.KindSetback:      func(b []byte) (peer.Record, error) { return recovery.DecodeSetback(b) },
	recovery.KindCelebration:  func(b []byte) (peer.Record, error) { return recovery.DecodeCelebration(b) },
	recovery.KindContribution: func(b []byte) (peer.Record, error) { return recovery.DecodeContribution(b) },
}

// everyRecord is at least one record of every kind in every place.
func everyRecord(t testing.TB) map[string]peer.Record {
	t.Helper()
	g, c := tellGoal(t), tellContribution(t)
	offered, accepted, aside := celebrations(t)
	told, _ := newSetback(t, theSetback(), bySian)
	asked, _ := newSetback(t, worse(peer.Further{}), byJess)
	said, _ := doGoal(t, g.active, recovery.SayHowItGoes{Going: recovery.GoingImproving}, "2026-05-08T09:00Z", "b1")
	into, _ := doGoal(t, said, recovery.ChangeGoal{Because: recovery.BecauseLifeChanged, Into: theNext()}, "2026-05-09T09:00Z", "b2")
	return map[string]peer.Record{
		"goal-proposed": g.proposed, "goal-agreed": g.agreed, "goal-active": said, "goal-on-hold": g.resting,
		"goal-achieved": g.achieved, "goal-changed": into, "goal-let-go": g.letGo,
		"setback-told": told, "setback-question-open": asked,
		"celebration-offered": offered, "celebration-accepted": accepted, "celebration-set-aside": aside,
		"contribution-proposed": c.proposed, "contribution-accepted": c.accepted, "contribution-declined": c.declined, "contribution-withdrawn": c.withdrawn,
	}
}

// The stored form of version 1. These files are never edited: what was stored
// once is read for ever.
func TestStoredForm(t *testing.T) {
	for name, r := range everyRecord(t) {
		b, err := peer.Encode(r)
		require.NoError(t, err)
		var laidOut bytes.Buffer
		require.NoError(t, json.Indent(&laidOut, b, "", "  "))
		laidOut.WriteByte('\n')
		steptest.Golden(t, "v1/"+name+".json", laidOut.Bytes())
		back, err := decode[r.Ref().Kind](laidOut.Bytes())
		require.NoError(t, err, name)
		again, err := peer.Encode(back)
		require.NoError(t, err)
		require.Equal(t, string(b), string(again), name)
	}
}

// Documents that no step could have written are not read, and the fault names
// where it lies.
func TestStoredFormIsChecked(t *testing.T) {
	records := everyRecord(t)
	for _, c := range []struct {
		of, path string
		value    any
		heard    string
	}{
		{"goal-active", "/words/by", map[string]any{"staff": "w4"}, "/words"},
		{"goal-active", "/why/by", map[string]any{"staff": "w4"}, "/words"},
		{"goal-active", "/why", map[string]any{"text": "", "by": map[string]any{"staff": "w4"}}, "/words"},
		{"goal-active", "/strengths/0/by", map[string]any{"person": "p6"}, "/words"},
		{"goal-active", "/words/text", "", "/words"},
		{"goal-active", "/words/text", strings.Repeat("x", 2001), "/words/text"},
		{"goal-active", "/person", "", "/person"},
		{"goal-active", "/person", "p6", "/words"},
		{"goal-active", "/audience", "everybody", "/audience"},
		{"goal-active", "/audience", "", "/audience"},
		{"goal-active", "/domain", "prognosis", "/domain"},
		{"goal-active", "/going", "not-attainable", "/going"},
		{"goal-active", "/going", "", "/goingOn"},
		{"goal-active", "/goingOn", "", "/goingOn"},
		{"goal-active", "/goingOn", "2026", "/goingOn"},
		{"goal-active", "/started", "", "/started"},
		{"goal-active", "/started", "2026-03", "/started"},
		{"goal-active", "/statusOn", "2026", "/statusOn"},
		{"goal-active", "/statusOn", "", "/statusOn"},
		{"goal-active", "/because", "rest-for-now", "/because"},
		{"goal-active", "/into", "g2", "/into"},
		{"goal-active", "/status", "closed", "/status"},
		{"goal-active", "/status", "achieved", "/recent"},
		{"goal-active", "/rank", 1, "/rank"},
		{"goal-on-hold", "/because", "no-progress", "/because"},
		{"goal-let-go", "/because", "no-progress", "/because"},
		{"goal-let-go", "/started", "2026", "/started"},
		{"goal-agreed", "/started", "2026-03-01", "/started"},
		{"goal-agreed", "/going", "improving", "/goingOn"},
		{"goal-changed", "/into", "g1", "/into"},
		{"setback-told", "/happened/by", map[string]any{"staff": "w4"}, "/happened"},
		{"setback-told", "/worse", "yes", "/further"},
		{"setback-told", "/further", map[string]any{"answer": "yes"}, "/further"},
		{"setback-told", "/further/because", "he-said-so", "/further/because"},
		{"setback-told", "/told", "0001-01-01T00:00:00.000Z", "/told"},
		{"setback-question-open", "/worse", "no", "/further"},
		{"setback-question-open", "/further", map[string]any{"answer": "yes", "concern": "c1"}, "/further"},
		{"celebration-offered", "/from", "person", "/from"},
		{"celebration-offered", "/from", "owner", "/from"},
		{"celebration-accepted", "/from", "staff", "/from"},
		{"celebration-accepted", "/what/by", map[string]any{"staff": "w5"}, "/what"},
		{"celebration-accepted", "/worker", "", "/what"},
		{"contribution-proposed", "/plan/owner", "w4", "/plan/owner"},
		{"contribution-proposed", "/plan/owner", "", "/plan/owner"},
		{"contribution-proposed", "/words/by", map[string]any{"staff": "kay-orr"}, "/words"},
		{"contribution-proposed", "/agrees", "yes", "/seenAt"},
		{"contribution-proposed", "/over", "2026-03-03T09:00:00.000Z", "/over"},
		{"contribution-accepted", "/agrees", "no", "/agrees"},
		{"contribution-accepted", "/over", "0001-01-01T00:00:00.000Z", "/over"},
	} {
		name := fmt.Sprintf("%s %s=%v", c.of, c.path, c.value)
		b, err := peer.Encode(records[c.of])
		require.NoError(t, err)
		var doc any
		require.NoError(t, json.Unmarshal(b, &doc))
		put(doc, strings.Split(c.path, "/")[1:], c.value)
		b, err = json.Marshal(doc)
		require.NoError(t, err)
		_, err = decode[records[c.of].Ref().Kind](b)
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
func put(doc any, path []string, value any) {
	switch d := doc.(type) {
	case []any:
		put(d[0], path[1:], value)
	case map[string]any:
		if len(path) == 1 {
			d[path[0]] = value
			return
		}
		if d[path[0]] == nil {
			d[path[0]] = map[string]any{}
		}
		put(d[path[0]], path[1:], value)
	}
}

// A document spoilt anywhere is not read, or it is read as a record that stores
// and reads back the same. It never ends in a panic and its fault holds none of
// the document's words.
func TestSpoiltDocuments(t *testing.T) {
	defer witness.Pause()()
	rng := rand.New(rand.NewPCG(20260217, 13))
	records := everyRecord(t)
	read, tried := 0, 0
	for _, name := range slices.Sorted(maps.Keys(records)) {
		kind := records[name].Ref().Kind
		whole, err := peer.Encode(records[name])
		require.NoError(t, err)
		for range 400 {
			tried++
			b := spoil(rng, whole)
			r, err := decode[kind](b)
			if err != nil {
				var refusal *peer.Refusal
				require.ErrorAs(t, err, &refusal)
				require.NotContains(t, err.Error(), "allotment")
				require.False(t, r.Exists())
				continue
			}
			read++
			first, err := peer.Encode(r)
			require.NoError(t, err)
			back, err := decode[kind](first)
			require.NoError(t, err, "%s", b)
			second, err := peer.Encode(back)
			require.NoError(t, err)
			require.Equal(t, string(first), string(second))
		}
	}
	t.Logf("%d spoilt documents, %d of them still legal", tried, read)
}

// spoil changes a document in one place: a member taken out, put elsewhere or
// given another value, or a byte.
func spoil(rng *rand.Rand, whole []byte) []byte {
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
		if inner, ok := at[key].(map[string]any); ok && len(inner) > 0 && rng.IntN(4) > 0 {
			at = inner
			continue
		}
		values := []any{nil, "", "x", strings.Repeat("x", 11_000), -1, 1e9, true, []any{}, []any{nil}, map[string]any{}, "2026", "2026-02-30", "yes", "no", "person", at[keys[rng.IntN(len(keys))]]}
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
func TestHostileSteps(t *testing.T) {
	for _, bad := range []string{``, `null`, `[]`, `{}`, `{"do":"close"}`, `{"do":"agree","by":"p4"}`, `{"do":"agree","do":"let-go"}`,
		`{"do":"say-how-it-goes","going":7}`, `{"Do":"agree"}`, `{"do":"propose","status":"active"}`, `{"do":"propose","worker":["w4"]}`,
		`{"do":"let-go","because":"no-progress","reason":"CANARY"}`, `{"do":"propose","words":"CANARY"}`, "{\"do\":\"agree\"}\x00"} {
		_, err := recovery.DecodeGoalStep([]byte(bad))
		var r *peer.Refusal
		require.ErrorAs(t, err, &r, bad)
		require.NotContains(t, err.Error(), "CANARY")
	}
	s := tellGoal(t)
	_, _, err := s.active.Do(nil, act(bySian, "2026-05-01T09:00Z", "r", s.active), facts(t))
	require.ErrorIs(t, err, peer.ErrRequired, "no step at all")
	_, _, err = recovery.NewGoal(recovery.AgreeGoal{}, act(bySian, "2026-05-01T09:00Z", "r", nil), facts(t))
	require.ErrorIs(t, err, peer.ErrInvalidTransition)
	_, _, err = recovery.Goal{}.Do(recovery.PickUp{}, act(bySian, "2026-05-01T09:00Z", "r", nil), facts(t))
	require.ErrorIs(t, err, peer.ErrInvalidTransition, "no goal takes no step")
	_, err = peer.Encode(recovery.Goal{})
	require.ErrorIs(t, err, peer.ErrRequired)
	for _, other := range []peer.Kind{recovery.KindSetback, recovery.KindCelebration, recovery.KindContribution} {
		b, err := peer.Encode(s.active)
		require.NoError(t, err)
		_, err = decode[other](b)
		require.ErrorIs(t, err, peer.ErrSchema, "a goal is not read as a %s", other)
	}
	b, err := peer.Encode(s.active)
	require.NoError(t, err)
	_, err = recovery.DecodeGoal(bytes.Replace(b, []byte(`"schema":1`), []byte(`"schema":2`), 1))
	require.ErrorIs(t, err, peer.ErrNewerSchema)
}
