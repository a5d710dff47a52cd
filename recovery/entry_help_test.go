package recovery_test

import (
	"bytes"
	"encoding/json"
	"math/rand/v2"
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

type viewer interface {
	View(peer.Reading) (peer.Viewed, error)
}

// seenByAudienceOnly checks who sees a record with one part, which the person sets
// an audience for and which has no home in the care record.
func seenByAudienceOnly(t *testing.T, part string, with func(recovery.Audience) viewer) {
	t.Helper()
	yes := consent(peer.ShareGoals, peer.ForRecord, peer.Yes)
	for i, a := range []recovery.Audience{recovery.OnlyMe, recovery.MeAndMyWorker, recovery.Team, recovery.CareRecord} {
		r := with(a)
		for _, c := range []struct {
			name string
			by   peer.Reading
			from int // the first audience that lets them see it; 4: none
		}{
			{"the person", reading(bySian, peer.ForSupport), 0},
			{"the worker", reading(byJess, peer.ForSupport), 1},
			{"a nurse, for care", reading(byKay, peer.ForCare), 2},
			{"a nurse, for care, against a recorded no", reading(byKay, peer.ForCare, consent(peer.ShareGoals, peer.ForCare, peer.No)), 4},
			{"a nurse, for supervision", reading(byKay, peer.ForSupervision), 4},
			{"an exporter on a yes", reading(byKay, peer.ForRecord, yes), 4},
			{"the worker, for the record", reading(byJess, peer.ForRecord, yes), 4},
			{"the person, for the record", reading(bySian, peer.ForRecord, yes), 4},
			{"a carer", reading(byMegan, peer.ForCare), 4},
			{"another person", reading(peer.ByPerson(beatriz), peer.ForCare), 4},
		} {
			t.Run("REC-50 H20 "+string(a)+" read by "+c.name, func(t *testing.T) {
				v, err := r.View(c.by)
				require.Equal(t, i >= c.from, sees(t, v, err, "REC-50 consent-required", part))
			})
		}
	}
}

// onlyTheTwo checks that a record with one part is for the person and the worker,
// and for nobody's record whatever the person said yes to.
func onlyTheTwo(t *testing.T, r viewer, part string) {
	t.Helper()
	all := []peer.Consent{consent(peer.ShareGoals, peer.ForRecord, peer.Yes), consent(peer.SharePlan, peer.ForRecord, peer.Yes), consent(peer.ShareGoals, peer.ForCare, peer.Yes)}
	for _, c := range []struct {
		name string
		by   peer.Reading
		sees bool
	}{
		{"the person", reading(bySian, peer.ForSupport), true},
		{"the worker", reading(byJess, peer.ForSupport), true},
		{"the worker in supervision", reading(byJess, peer.ForSupervision), true},
		{"the person, for the record", reading(bySian, peer.ForRecord, all...), false},
		{"the worker, for the record", reading(byJess, peer.ForRecord, all...), false},
		{"a nurse, for care", reading(byKay, peer.ForCare, all...), false},
		{"a colleague, for supervision", reading(byRowan, peer.ForSupervision, all...), false},
		{"an exporter", reading(byKay, peer.ForRecord, all...), false},
		{"a carer", reading(byMegan, peer.ForCare, all...), false},
		{"another person", reading(peer.ByPerson(beatriz), peer.ForSupport, all...), false},
	} {
		t.Run("H20 H27 "+part+" read by "+c.name, func(t *testing.T) {
			v, err := r.View(c.by)
			require.Equal(t, c.sees, sees(t, v, err, "REC-50 consent-required", part))
		})
	}
}

// walkGiving is walk with answers of its own before those of given; nil leaves one to
// given.
func walkGiving[R peer.Record, S, F any](t *testing.T, kind steptest.Kind[R, S, F], steps int, facts func(steptest.Draw) F,
	give func(steptest.Draw, time.Time, string) any, holds func(t require.TestingT, r R, c peer.Change)) {
	t.Helper()
	defer witness.Pause()()
	var tally steptest.Tally
	rapid.Check(t, func(rt *rapid.T) {
		draw := func(n int) int { return rapid.IntRange(0, n-1).Draw(rt, "draw") }
		watched := kind
		held := func(r R, c peer.Change, err error) (R, peer.Change, error) {
			if err == nil {
				holds(rt, r, c)
			}
			return r, c, err
		}
		watched.Do = func(r R, s S, a peer.Act, f F) (R, peer.Change, error) { return held(kind.Do(r, s, a, f)) }
		watched.New = func(s S, a peer.Act, f F) (R, peer.Change, error) { return held(kind.New(s, a, f)) }
		steptest.Walk[R, S, F]{Kind: watched, Steps: steps, From: on("2026-02-01T22:30Z"),
			Who:   func(draw steptest.Draw, _ R, party peer.Party) peer.Actor { return someone(draw, party) },
			Facts: func(draw steptest.Draw, _ R) F { return facts(draw) },
			Give: func(draw steptest.Draw, _ R, now time.Time) steptest.Give {
				return func(path string, f peer.Field) any {
					if v := give(draw, now, path); v != nil {
						return v
					}
					return given(draw, now)(path, f)
				}
			},
		}.Run(rt, draw, &tally)
	})
	tally.Check(t, kind.Table)
}

// keptForm holds records of one kind against their stored form of version 1. These
// files are never edited: what was stored once is read for ever.
func keptForm(t *testing.T, decode func([]byte) (peer.Record, error), records map[string]peer.Record) {
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

// hostile checks that a record with one member put differently is not read, and that
// the fault names where it lies.
func hostile(t *testing.T, of peer.Record, decode func([]byte) (peer.Record, error), path string, value any, heard string) {
	t.Helper()
	b, err := peer.Encode(of)
	require.NoError(t, err)
	var doc any
	require.NoError(t, json.Unmarshal(b, &doc))
	put(doc, strings.Split(path, "/")[1:], value)
	b, err = json.Marshal(doc)
	require.NoError(t, err)
	_, err = decode(b)
	var r *peer.Refusal
	require.ErrorAs(t, err, &r, "%s %s=%v", of.Ref(), path, value)
	var paths []string
	for _, x := range r.Unmet() {
		require.True(t, strings.HasPrefix(x.Rule.Row, "DOC-"), path)
		paths = append(paths, x.Path)
	}
	require.Contains(t, paths, heard, "%s %s=%v", of.Ref(), path, value)
}

// spoilt reads documents that are wrong anywhere: they are not read, or read as a
// record that stores and reads back the same, and no fault holds a word of them.
func spoilt(t *testing.T, decode func([]byte) (peer.Record, error), word string, records ...peer.Record) {
	t.Helper()
	defer witness.Pause()()
	rng := rand.New(rand.NewPCG(20260303, 39))
	for _, of := range records {
		whole, err := peer.Encode(of)
		require.NoError(t, err)
		for range 300 {
			r, err := decode(spoil(rng, whole))
			if err != nil {
				var refusal *peer.Refusal
				require.ErrorAs(t, err, &refusal)
				require.NotContains(t, err.Error(), word)
				require.False(t, r.Exists())
				continue
			}
			first, err := peer.Encode(r)
			require.NoError(t, err)
			back, err := decode(first)
			require.NoError(t, err)
			second, err := peer.Encode(back)
			require.NoError(t, err)
			require.Equal(t, string(first), string(second))
		}
	}
}
