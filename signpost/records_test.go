package signpost_test

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
	"time"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/towpath-care/towpath/internal/steptest"
	"github.com/towpath-care/towpath/internal/witness"
	"github.com/towpath-care/towpath/peer"
	"github.com/towpath-care/towpath/signpost"
)

// What the tests of all records share.

const (
	whenSaid = "2026-05-04T10:00Z"
	whenNext = "2026-05-06T10:00Z"
)

// done takes a step that has to be allowed.
func done[R peer.Record, S any](t testing.TB, kind steptest.Kind[R, S, signpost.Facts], r R, step S, by peer.Actor) R {
	t.Helper()
	var next R
	var err error
	if f := facts(t); r.Exists() {
		next, _, err = kind.Do(r, step, act(by, whenNext, fmt.Sprintf("a%d", r.Rev()+1), r), f)
	} else {
		next, _, err = kind.New(step, act(by, whenSaid, "a1", nil), f)
	}
	require.NoError(t, err)
	return next
}

// tried is what a step hears, on a record or on none.
func tried[R peer.Record, S any](t testing.TB, kind steptest.Kind[R, S, signpost.Facts], r R, step S, by peer.Actor, with ...func(*signpost.Facts)) peer.Decision {
	t.Helper()
	f := facts(t)
	for _, set := range with {
		set(&f)
	}
	if !r.Exists() {
		return kind.CheckNew(step, act(by, whenSaid, "try", nil), f)
	}
	return kind.Check(r, step, act(by, whenNext, "try", r), f)
}

// planned is a case of a plan.
func planned[R peer.Record, S any](t testing.TB, name string, r R, step S, by peer.Actor, to peer.Status, hears map[string][]peer.Rule) steptest.Case[R, S, signpost.Facts] {
	at := whenNext
	if !r.Exists() {
		at = whenSaid
	}
	return steptest.Case[R, S, signpost.Facts]{Name: name, Record: r, Step: step, Act: act(by, at, "", nil), Facts: facts(t), To: to, Hears: hears}
}

// histories takes many histories of one kind and checks what they came to.
func histories[R peer.Record, S any](t *testing.T, kind steptest.Kind[R, S, signpost.Facts], give func(steptest.Draw, time.Time) steptest.Give, holds func(t require.TestingT, r R, c peer.Change)) {
	t.Helper()
	defer witness.Pause()()
	var tally steptest.Tally
	p := policy(t)
	usual := map[peer.Party]peer.Actor{peer.PartyPerson: bySian, peer.PartyWorker: byJess, peer.PartyStaff: byKay, peer.PartyCarer: byMegan}
	rapid.Check(t, func(rt *rapid.T) {
		watched := kind
		watched.Do = func(r R, s S, a peer.Act, f signpost.Facts) (R, peer.Change, error) {
			next, c, err := kind.Do(r, s, a, f)
			if err == nil {
				holds(rt, next, c)
			}
			return next, c, err
		}
		watched.New = func(s S, a peer.Act, f signpost.Facts) (R, peer.Change, error) {
			next, c, err := kind.New(s, a, f)
			if err == nil {
				holds(rt, next, c)
			}
			return next, c, err
		}
		steptest.Walk[R, S, signpost.Facts]{Kind: watched, Steps: 10, From: on("2026-02-01T22:30Z"),
			Who: func(draw steptest.Draw, _ R, party peer.Party) peer.Actor {
				return steptest.Mostly(draw, usual[party], bySian, byJess, byRowan, byKay, byMegan, byBeatriz, peer.Actor{}, peer.Actor{Person: sian, Staff: jess})
			},
			Facts: func(draw steptest.Draw, _ R) signpost.Facts {
				return signpost.Facts{Policy: steptest.OneOf(draw, p, signpost.Policy{}), NoOther: steptest.Mostly(draw, peer.Yes, peer.Unknown, peer.No), Identifying: []string{"p4", "Ahmed"}}
			},
			Give: func(draw steptest.Draw, _ R, now time.Time) steptest.Give { return give(draw, now) },
		}.Run(rt, func(n int) int { return rapid.IntRange(0, n-1).Draw(rt, "draw") }, &tally)
	})
	tally.Check(t, kind.Table)
}

// goldens holds each record against its stored form, and reads it back.
func goldens[R peer.Record](t *testing.T, decode func([]byte) (R, error), records map[peer.Status]R) {
	t.Helper()
	for status, r := range records {
		b, err := peer.Encode(r)
		require.NoError(t, err)
		var laidOut bytes.Buffer
		require.NoError(t, json.Indent(&laidOut, b, "", "  "))
		laidOut.WriteByte('\n')
		steptest.Golden(t, fmt.Sprintf("v1/%s-%s.json", r.Ref().Kind, status), laidOut.Bytes())
		back, err := decode(laidOut.Bytes())
		require.NoError(t, err)
		again, err := peer.Encode(back)
		require.NoError(t, err)
		require.Equal(t, string(b), string(again))
		anyKind, err := signpost.Decode(r.Ref().Kind, b)
		require.NoError(t, err)
		require.Equal(t, r.Ref(), anyKind.Ref())
	}
}

// hostile is a document that no step could have written, and where its fault lies; the
// empty path: it can be read.
type hostile struct {
	of    peer.Status
	path  string
	value any
	heard string
}

func unreadable[R peer.Record](t *testing.T, decode func([]byte) (R, error), records map[peer.Status]R, list []hostile) {
	t.Helper()
	defer witness.Pause()()
	for _, c := range list {
		name := fmt.Sprintf("%s %s=%v", c.of, c.path, c.value)
		_, err := decode(putAnew(t, records[c.of], c.path, c.value))
		if c.heard == "" {
			require.NoError(t, err, name)
			continue
		}
		var r *peer.Refusal
		require.ErrorAs(t, err, &r, name)
		var paths []string
		for _, x := range r.Unmet() {
			shape := strings.HasPrefix(x.Path, "/listing/") // a listing names the rows of its fields wherever it stands
			require.True(t, strings.HasPrefix(x.Rule.Row, "DOC-") || shape, name)
			paths = append(paths, x.Path)
		}
		require.Contains(t, paths, c.heard, name)
	}
	rng := rand.New(rand.NewPCG(20260504, 9))
	for _, status := range slices.Sorted(maps.Keys(records)) {
		whole, err := peer.Encode(records[status])
		require.NoError(t, err)
		for range 60 {
			staysReadable(t, decode, broken(rng, whole))
		}
	}
}

// staysReadable: a document is turned down without its words, or stores and reads back
// the same.
func staysReadable[R peer.Record](t *testing.T, decode func([]byte) (R, error), b []byte) {
	t.Helper()
	r, err := decode(b)
	if err != nil {
		var refusal *peer.Refusal
		require.ErrorAs(t, err, &refusal)
		require.NotContains(t, err.Error(), "garden")
		require.False(t, r.Exists())
		return
	}
	first, err := peer.Encode(r)
	require.NoError(t, err)
	back, err := decode(first)
	require.NoError(t, err)
	second, err := peer.Encode(back)
	require.NoError(t, err)
	require.Equal(t, string(first), string(second))
}

// putAnew is the stored form of a record with one member put anew; nil takes it out.
func putAnew(t testing.TB, r peer.Record, path string, value any) []byte {
	t.Helper()
	b, err := peer.Encode(r)
	require.NoError(t, err)
	var doc any
	require.NoError(t, json.Unmarshal(b, &doc))
	put(t, doc, strings.Split(path, "/")[1:], value)
	b, err = json.Marshal(doc)
	require.NoError(t, err)
	return b
}

// put sets a member of a document by its path.
func put(t testing.TB, doc any, path []string, value any) {
	t.Helper()
	switch d := doc.(type) {
	case []any:
		i, err := strconv.Atoi(path[0])
		require.NoError(t, err)
		if len(path) == 1 {
			d[i] = value
			return
		}
		put(t, d[i], path[1:], value)
	case map[string]any:
		if len(path) > 1 {
			if d[path[0]] == nil {
				d[path[0]] = map[string]any{}
			}
			put(t, d[path[0]], path[1:], value)
			return
		}
		if d[path[0]] = value; value == nil {
			delete(d, path[0])
		}
	}
}

// broken is a document with one byte or one member changed, at any depth.
func broken(rng *rand.Rand, whole []byte) []byte {
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
		values := []any{nil, "", "x", strings.Repeat("x", 9000), -1, 1e9, true, []any{}, []any{nil}, map[string]any{}, "2026", "person", "given", "accessed", "shed", at[keys[rng.IntN(len(keys))]]}
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

// reader is somebody who reads, and for what.
type reader struct {
	by      peer.Actor
	purpose peer.Purpose
}

func (r reader) reading() peer.Reading {
	return peer.Reading{By: r.by, Purpose: r.purpose, At: on("2026-05-10T09:00Z")}
}

// readersOf are everybody who may come along, for every purpose.
func readersOf() map[string]reader {
	out := map[string]reader{}
	for name, by := range map[string]peer.Actor{"sian": bySian, "jess": byJess, "kay": byKay, "rowan": byRowan, "megan": byMegan,
		"beatriz": byBeatriz, "nobody": {}, "two at once": {Person: sian, Staff: jess}} {
		for _, p := range []peer.Purpose{peer.ForSupport, peer.ForCare, peer.ForSupervision, peer.ForRecord} {
			out[name+" "+string(p)] = reader{by, p}
		}
	}
	return out
}

// seen checks that exactly these readers see a part: by name alone for every purpose
// but the record, else by name and purpose. What the others hear is a rule.
func seen(t *testing.T, r interface {
	View(peer.Reading) (peer.Viewed, error)
	Sees(string, peer.Reading) bool
}, part, rule string, who ...string) {
	t.Helper()
	for name, by := range readersOf() {
		alone, purpose, _ := strings.Cut(name, " ")
		may := slices.Contains(who, name) || slices.Contains(who, alone) && purpose != string(peer.ForRecord)
		v, err := r.View(by.reading())
		require.NoError(t, err)
		require.Equal(t, may, v.Sees(part), name)
		require.Equal(t, may, r.Sees(part, by.reading()), name)
		b, err := json.Marshal(v)
		require.NoError(t, err)
		require.Equal(t, may, strings.Contains(string(b), "garden"), name)
		if !may {
			require.Equal(t, rule, v.LeftOut[0].Rule.String())
		}
	}
}
