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

// decodeCoping reads what this file stores.
var decodeCoping = map[peer.Kind]func([]byte) (peer.Record, error){
	recovery.KindCopingStrategy: func(b []byte) (peer.Record, error) { return recovery.DecodeCopingStrategy(b) },
	recovery.KindAppraisal:      func(b []byte) (peer.Record, error) { return recovery.DecodeAppraisal(b) },
	recovery.KindSkill:          func(b []byte) (peer.Record, error) { return recovery.DecodeSkill(b) },
	recovery.KindFear:           func(b []byte) (peer.Record, error) { return recovery.DecodeFear(b) },
}

// copingRecords is one record in each place, with as much said as can be.
func copingRecords(t testing.TB) map[string]peer.Record {
	t.Helper()
	s, f := tellCoping(t), tellFear(t)
	mine := doCoping(t, s.kept, recovery.ReviewCopingEvery{Every: peer.Weeks(2)}, "2026-04-07T10:00Z")
	mine = doCoping(t, mine, recovery.LookAgain{}, "2026-04-20T10:00Z")
	mine = doCoping(t, mine, recovery.RemindCoping{On: peer.No}, "2026-04-21T10:00Z")
	just := doCoping(t, s.considered, recovery.PlanCoping{NothingInTheWay: true, JustTry: rather}, "2026-03-05T10:00Z")
	given := appraise(t, theAppraisal(), "2026-03-09T10:00Z")
	unsure := verdict(t, "v2", recovery.OfSkill, "k1", recovery.DoesNotWork, "2026-03-09T10:00Z")
	listed, tried, aside := tellSkill(t)
	return map[string]peer.Record{
		"coping-strategy-in-use": mine, "coping-strategy-considered": s.considered, "coping-strategy-planned": just,
		"coping-strategy-trying": s.trying, "coping-strategy-dropped": s.dropped,
		"appraisal-given": given, "appraisal-taken-back": takenBack(t, unsure, "2026-03-10T10:00Z"),
		"self-management-skill-listed": listed, "self-management-skill-tried": tried, "self-management-skill-set-aside": aside,
		"fear-named": f[recovery.FearNamed], "fear-working": f[recovery.FearWorking], "fear-easier": f[recovery.FearEasier], "fear-parked": f[recovery.FearParked],
	}
}

func TestCopingStoredForm(t *testing.T) {
	for name, r := range copingRecords(t) {
		b, err := peer.Encode(r)
		require.NoError(t, err)
		var laidOut bytes.Buffer
		require.NoError(t, json.Indent(&laidOut, b, "", "  "))
		laidOut.WriteByte('\n')
		steptest.Golden(t, "v1/"+name+".json", laidOut.Bytes())
		back, err := decodeCoping[r.Ref().Kind](laidOut.Bytes())
		require.NoError(t, err, name)
		again, err := peer.Encode(back)
		require.NoError(t, err)
		require.Equal(t, string(b), string(again), name)
	}
}

// Documents that no step could have written are not read, and the fault names
// where it lies.
func TestCopingStoredFormIsChecked(t *testing.T) {
	records := copingRecords(t)
	worker := map[string]any{"staff": "w4"}
	for _, c := range []struct {
		of, path string
		value    any
		heard    string
	}{
		{"coping-strategy-in-use", "/words/by", worker, "/words"},
		{"coping-strategy-in-use", "/use/when/by", worker, "/words"},
		{"coping-strategy-in-use", "/use/where/by", worker, "/words"},
		{"coping-strategy-in-use", "/use/with/by", worker, "/words"},
		{"coping-strategy-in-use", "/barriers/0/words/by", worker, "/words"},
		{"coping-strategy-in-use", "/barriers/0/response/by", worker, "/words"},
		{"coping-strategy-in-use", "/resources/0/words/by", worker, "/words"},
		{"coping-strategy-in-use", "/resources/0/from", "diagnosis", "/resources/0/from"},
		{"coping-strategy-in-use", "/resources/0/from", "", "/resources/0/from"},
		{"coping-strategy-in-use", "/resources/0/health", "x", "/resources/0/health"},
		{"coping-strategy-planned", "/justTry/by", worker, "/words"},
		{"coping-strategy-planned", "/justTry", nil, "/barriers"},
		{"coping-strategy-trying", "/barriers/0/response", nil, "/barriers"},
		{"coping-strategy-trying", "/barriers", nil, "/barriers"},
		{"coping-strategy-trying", "/use", nil, "/barriers"},
		{"coping-strategy-in-use", "/barriers/0/response", nil, "/barriers"},
		{"coping-strategy-in-use", "/barriers/0/words", nil, "/barriers/0/words"},
		{"coping-strategy-considered", "/use", map[string]any{"when": map[string]any{"text": "x", "by": map[string]any{"person": "p4"}}}, "/use"},
		{"coping-strategy-considered", "/nothingInTheWay", true, "/use"},
		{"coping-strategy-considered", "/justTry", map[string]any{"text": "x", "by": map[string]any{"person": "p4"}}, "/use"},
		{"coping-strategy-considered", "/barriers", []any{map[string]any{"words": map[string]any{"text": "x", "by": map[string]any{"person": "p4"}}, "accepted": true}}, "/use"},
		{"coping-strategy-considered", "/place", "in-use", "/place"},
		{"coping-strategy-considered", "/reviewedAt", "2026-04-20T10:00:00.000Z", "/reviewedAt"},
		{"coping-strategy-dropped", "/place", "dropped", "/place"},
		{"coping-strategy-dropped", "/place", "", "/place"},
		{"coping-strategy-dropped", "/place", "considered", "/use"},
		{"coping-strategy-in-use", "/every", map[string]any{"hours": 23}, "/every"},
		{"coping-strategy-in-use", "/every", map[string]any{"days": 0}, "/every"},
		{"coping-strategy-in-use", "/movedAt", "0001-01-01T00:00:00.000Z", "/movedAt"},
		{"coping-strategy-in-use", "/audience", "", "/audience"},
		{"coping-strategy-in-use", "/person", "p6", "/words"},
		{"coping-strategy-in-use", "/status", "trying", "/recent"},
		{"appraisal-given", "/why/by", worker, "/why"},
		{"appraisal-given", "/when/by", worker, "/why"},
		{"appraisal-given", "/why", nil, "/why"},
		{"appraisal-taken-back", "/dontKnow", false, "/why"},
		{"appraisal-given", "/verdict", "no-progress", "/verdict"},
		{"appraisal-given", "/verdict", "", "/verdict"},
		{"appraisal-given", "/about", "goal", "/about"},
		{"appraisal-given", "/of", "", "/of"},
		{"appraisal-given", "/said", "0001-01-01T00:00:00.000Z", "/said"},
		{"appraisal-given", "/score", 3, "/score"},
		{"self-management-skill-tried", "/words/by", worker, "/words"},
		{"self-management-skill-tried", "/when/by", worker, "/words"},
		{"self-management-skill-tried", "/progress/by", worker, "/words"},
		{"self-management-skill-tried", "/saidAt", "0001-01-01T00:00:00.000Z", "/saidAt"},
		{"self-management-skill-set-aside", "/saidAt", "0001-01-01T00:00:00.000Z", "/saidAt"},
		{"self-management-skill-tried", "/rating/scale", "", "/rating"},
		{"self-management-skill-tried", "/rating/number", "11", "/rating/number"},
		{"self-management-skill-tried", "/rating/number", 6, "/rating/number"},
		{"self-management-skill-tried", "/rating/average", 5, "/rating/average"},
		{"self-management-skill-listed", "/useful", "yes", "/saidAt"},
		{"self-management-skill-listed", "/when", map[string]any{"text": "x", "by": map[string]any{"person": "p4"}}, "/saidAt"},
		{"self-management-skill-listed", "/progress", map[string]any{"text": "x", "by": map[string]any{"person": "p4"}}, "/saidAt"},
		{"self-management-skill-listed", "/rating", map[string]any{"number": "3", "scale": "worst-to-best"}, "/saidAt"},
		{"self-management-skill-listed", "/saidAt", "2026-04-20T10:00:00.000Z", "/saidAt"},
		{"fear-named", "/words/by", worker, "/words"},
		{"fear-named", "/stops/by", worker, "/words"},
		{"fear-named", "/helps/by", worker, "/words"},
		{"fear-named", "/smallSteps/0/by", worker, "/words"},
		{"fear-named", "/words/text", "", "/words"},
		{"fear-named", "/named", "0001-01-01T00:00:00.000Z", "/named"},
		{"fear-named", "/status", "overcome", "/status"},
	} {
		b, err := peer.Encode(records[c.of])
		require.NoError(t, err)
		var doc any
		require.NoError(t, json.Unmarshal(b, &doc))
		if path := strings.Split(c.path, "/")[1:]; c.value == nil {
			leaveOut(doc, path)
		} else {
			put(doc, path, c.value)
		}
		b, err = json.Marshal(doc)
		require.NoError(t, err)
		heardAt(t, fmt.Sprintf("%s %s=%v", c.of, c.path, c.value), c.heard, decodeCoping[records[c.of].Ref().Kind], b)
	}
	for _, c := range [][]string{{"coping-strategy-considered", "words", "item", "/words"}, {"self-management-skill-listed", "words", "code", "/words"}} {
		b, err := peer.Encode(records[c[0]])
		require.NoError(t, err)
		var doc map[string]any
		require.NoError(t, json.Unmarshal(b, &doc))
		delete(doc, c[1])
		whole, err := json.Marshal(doc)
		require.NoError(t, err)
		_, err = decodeCoping[records[c[0]].Ref().Kind](whole)
		require.NoError(t, err, "the %s alone is enough", c[2])
		delete(doc, c[2])
		b, err = json.Marshal(doc)
		require.NoError(t, err)
		heardAt(t, c[0]+" without either", c[3], decodeCoping[records[c[0]].Ref().Kind], b)
	}
}

// leaveOut takes a member out of a document by its path.
func leaveOut(doc any, path []string) {
	switch d := doc.(type) {
	case []any:
		leaveOut(d[0], path[1:])
	case map[string]any:
		if len(path) == 1 {
			delete(d, path[0])
			return
		}
		leaveOut(d[path[0]], path[1:])
	}
}

// heardAt checks that a document is not read and that a fault lies at a path.
func heardAt(t *testing.T, name, path string, read func([]byte) (peer.Record, error), b []byte) {
	t.Helper()
	_, err := read(b)
	var r *peer.Refusal
	require.ErrorAs(t, err, &r, name)
	var paths []string
	for _, x := range r.Unmet() {
		paths = append(paths, x.Path)
	}
	require.Contains(t, paths, path, name)
}

func TestSpoiltCopingDocuments(t *testing.T) {
	defer witness.Pause()()
	rng := rand.New(rand.NewPCG(20260406, 60))
	records := copingRecords(t)
	read, tried := 0, 0
	for _, name := range slices.Sorted(maps.Keys(records)) {
		kind := records[name].Ref().Kind
		whole, err := peer.Encode(records[name])
		require.NoError(t, err)
		for range 200 {
			tried++
			b := spoil(rng, whole)
			r, err := decodeCoping[kind](b)
			if err != nil {
				var refusal *peer.Refusal
				require.ErrorAs(t, err, &refusal)
				require.NotContains(t, err.Error(), "choir")
				require.False(t, r.Exists())
				continue
			}
			read++
			first, err := peer.Encode(r)
			require.NoError(t, err)
			back, err := decodeCoping[kind](first)
			require.NoError(t, err, "%s", b)
			second, err := peer.Encode(back)
			require.NoError(t, err)
			require.Equal(t, string(first), string(second))
		}
	}
	t.Logf("%d spoilt documents, %d of them still legal", tried, read)
}
