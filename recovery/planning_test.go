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
	"time"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/towpath-care/towpath/internal/steptest"
	"github.com/towpath-care/towpath/internal/witness"
	"github.com/towpath-care/towpath/peer"
	"github.com/towpath-care/towpath/recovery"
)

// planningStored holds records against the stored form of version 1 and reads each
// back.
func planningStored(t *testing.T, records map[string]peer.Record, decode func([]byte) (peer.Record, error)) {
	t.Helper()
	for name, r := range records {
		b, err := peer.Encode(r)
		require.NoError(t, err)
		var laidOut bytes.Buffer
		require.NoError(t, json.Indent(&laidOut, b, "", "  "))
		laidOut.WriteByte('\n')
		steptest.Golden(t, "v1/"+name+".json", laidOut.Bytes())
		back, err := decode(laidOut.Bytes())
		require.NoError(t, err, name)
		again, err := peer.Encode(back)
		require.NoError(t, err)
		require.Equal(t, string(b), string(again), name)
	}
}

// planningBad is one member of a stored record put so that no step could have
// written it, and where that is heard. says is a part of what is heard, where more
// than one thing is said at the same place.
type planningBad struct {
	of, path string
	value    any
	heard    string
	says     string
}

func planningChecked(t *testing.T, records map[string]peer.Record, decode func([]byte) (peer.Record, error), list []planningBad) {
	t.Helper()
	for _, c := range list {
		name := fmt.Sprintf("%s %s=%v", c.of, c.path, c.value)
		b, err := peer.Encode(records[c.of])
		require.NoError(t, err)
		var doc any
		require.NoError(t, json.Unmarshal(b, &doc))
		put(doc, strings.Split(c.path, "/")[1:], c.value)
		b, err = json.Marshal(doc)
		require.NoError(t, err)
		_, err = decode(b)
		var r *peer.Refusal
		require.ErrorAs(t, err, &r, name)
		heard := slices.ContainsFunc(r.Unmet(), func(x peer.Reason) bool { return x.Path == c.heard && strings.Contains(x.Says, c.says) })
		require.True(t, heard, "%s: %v", name, r)
	}
}

// planningSpoilt reads documents spoilt anywhere: they are turned down, or read as
// a record that stores and reads back the same.
func planningSpoilt(t *testing.T, records map[string]peer.Record, decode func([]byte) (peer.Record, error)) {
	t.Helper()
	defer witness.Pause()()
	rng := rand.New(rand.NewPCG(20260309, 15))
	for _, name := range slices.Sorted(maps.Keys(records)) {
		whole, err := peer.Encode(records[name])
		require.NoError(t, err)
		for range 200 {
			b := spoil(rng, whole)
			r, err := decode(b)
			if err != nil {
				var refusal *peer.Refusal
				require.ErrorAs(t, err, &refusal)
				require.NotContains(t, err.Error(), "allotment")
				require.False(t, r.Exists())
				continue
			}
			first, err := peer.Encode(r)
			require.NoError(t, err)
			back, err := decode(first)
			require.NoError(t, err, "%s", b)
			second, err := peer.Encode(back)
			require.NoError(t, err)
			require.Equal(t, string(first), string(second))
		}
	}
}

// planningWalk takes many histories as walk does; give answers first, and given
// what it has no answer for.
func planningWalk[R peer.Record, S, F any](t *testing.T, kind steptest.Kind[R, S, F], steps int, facts func(steptest.Draw) F,
	give func(steptest.Draw, string, peer.Field) any, holds func(require.TestingT, R, peer.Change)) {
	t.Helper()
	defer witness.Pause()()
	var tally steptest.Tally
	rapid.Check(t, func(rt *rapid.T) {
		draw := func(n int) int { return rapid.IntRange(0, n-1).Draw(rt, "draw") }
		watched := kind
		watched.Do = func(r R, s S, a peer.Act, f F) (R, peer.Change, error) {
			next, c, err := kind.Do(r, s, a, f)
			if err == nil {
				holds(rt, next, c)
			}
			return next, c, err
		}
		watched.New = func(s S, a peer.Act, f F) (R, peer.Change, error) {
			next, c, err := kind.New(s, a, f)
			if err == nil {
				holds(rt, next, c)
			}
			return next, c, err
		}
		steptest.Walk[R, S, F]{Kind: watched, Steps: steps, From: on("2026-02-01T22:30Z"),
			Who:   func(draw steptest.Draw, _ R, party peer.Party) peer.Actor { return someone(draw, party) },
			Facts: func(draw steptest.Draw, _ R) F { return facts(draw) },
			Give: func(draw steptest.Draw, _ R, now time.Time) steptest.Give {
				rest := given(draw, now)
				return func(path string, f peer.Field) any {
					if v := give(draw, path, f); v != nil {
						return v
					}
					return rest(path, f)
				}
			},
		}.Run(rt, draw, &tally)
	})
	tally.Check(t, kind.Table)
}

// planningFacts are those of an organisation that lets the worker lead or does
// not, or whose policy nobody knows.
func planningFacts(t testing.TB, leads any) recovery.Facts {
	t.Helper()
	if leads == nil {
		return recovery.Facts{}
	}
	p, err := policyOf(t, saying(t, "workerLeadsPlanning", leads))
	require.NoError(t, err)
	return recovery.Facts{Policy: p}
}

// planningReaders are who may read, and the first audience that lets each see
// something; 4: none.
func planningReaders() []planningReader {
	no := func(p peer.Purpose) peer.Consent { return consent(peer.SharePlan, p, peer.No) }
	yes := func(p peer.Purpose) peer.Consent { return consent(peer.SharePlan, p, peer.Yes) }
	return []planningReader{
		{"the person", reading(bySian, peer.ForSupport), 0, true},
		{"the worker", reading(byJess, peer.ForSupport), 1, true},
		{"the worker in supervision", reading(byJess, peer.ForSupervision), 1, true},
		{"a nurse, for care", reading(byKay, peer.ForCare), 2, false},
		{"a nurse, for care, on a yes that widens nothing", reading(byKay, peer.ForCare, yes(peer.ForCare)), 2, false},
		{"a nurse, for care, against a recorded no", reading(byKay, peer.ForCare, no(peer.ForCare)), 4, false},
		{"a nurse, for supervision", reading(byKay, peer.ForSupervision), 4, false},
		{"an exporter", reading(byKay, peer.ForRecord), 3, false},
		{"an exporter on a yes that widens nothing", reading(byKay, peer.ForRecord, yes(peer.ForRecord)), 3, false},
		{"an exporter against a recorded no", reading(byKay, peer.ForRecord, no(peer.ForRecord)), 4, false},
		{"the worker, for the record", reading(byJess, peer.ForRecord), 3, false},
		{"the person, for the record", reading(bySian, peer.ForRecord), 3, false},
		{"another person", reading(peer.ByPerson(beatriz), peer.ForCare, yes(peer.ForCare)), 4, false},
		{"a carer", reading(byMegan, peer.ForCare, yes(peer.ForCare)), 4, false},
		{"nobody", reading(peer.Actor{}, peer.ForCare), 4, false},
		{"two at once", reading(peer.Actor{Person: sian, Staff: kay}, peer.ForCare), 4, false},
	}
}

type planningReader struct {
	name string
	by   peer.Reading
	from int
	two  bool // one of the two, for themselves
}

var everyAudience = []recovery.Audience{recovery.OnlyMe, recovery.MeAndMyWorker, recovery.Team, recovery.CareRecord}
