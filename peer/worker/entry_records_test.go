package worker_test

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
	"github.com/towpath-care/towpath/peer/worker"
)

// What the tests of the records of entry and readiness share.

const (
	firstSaid = "2026-02-16T10:00Z"
	nextSaid  = "2026-03-10T10:00Z"
)

type kindOf[R peer.Record, S any] = steptest.Kind[R, S, worker.Facts]

// did takes a step that has to be allowed, as things stand unless told otherwise.
func did[R peer.Record, S any](t testing.TB, kind kindOf[R, S], r R, step S, by peer.Actor, with ...func(*worker.Facts)) R {
	t.Helper()
	f := facts(t)
	for _, set := range with {
		set(&f)
	}
	var next R
	var err error
	if r.Exists() {
		next, _, err = kind.Do(r, step, act(by, nextSaid, fmt.Sprintf("a%d", r.Rev()+1), r), f)
	} else {
		next, _, err = kind.New(step, act(by, firstSaid, "a1", nil), f)
	}
	require.NoError(t, err)
	return next
}

// heard is what a step hears, on a record or on none.
func heard[R peer.Record, S any](t testing.TB, kind kindOf[R, S], r R, step S, by peer.Actor, with ...func(*worker.Facts)) peer.Decision {
	t.Helper()
	f := facts(t)
	for _, set := range with {
		set(&f)
	}
	if !r.Exists() {
		return kind.CheckNew(step, act(by, firstSaid, "try", nil), f)
	}
	return kind.Check(r, step, act(by, nextSaid, "try", r), f)
}

// warned checks that a step is taken, and which one thing it is told.
func warned(t testing.TB, d peer.Decision, rule, path string) {
	t.Helper()
	require.True(t, d.Allowed(), "%v", d.Unmet())
	require.Len(t, d.Unmet(), 1, "%v", d.Unmet())
	require.Equal(t, rule, d.Unmet()[0].Rule.String())
	require.Equal(t, path, d.Unmet()[0].Path)
}

// caseOf is a case of a plan.
func caseOf[R peer.Record, S any](t testing.TB, name string, r R, step S, by peer.Actor, to peer.Status, hears map[string][]peer.Rule, with ...func(*worker.Facts)) steptest.Case[R, S, worker.Facts] {
	at := nextSaid
	if !r.Exists() {
		at = firstSaid
	}
	f := facts(t)
	for _, set := range with {
		set(&f)
	}
	return steptest.Case[R, S, worker.Facts]{Name: name, Record: r, Step: step, Act: act(by, at, "", nil), Facts: f, To: to, Hears: hears}
}

// walked takes many histories of one kind and checks what they came to. often says what
// is taken more often than once, so that histories go on.
func walked[R peer.Record, S any](t *testing.T, kind kindOf[R, S], give func(steptest.Draw, R, time.Time) steptest.Give, holds func(t require.TestingT, r R, c peer.Change), often ...func(R, peer.Action) int) {
	t.Helper()
	defer witness.Pause()()
	var tally steptest.Tally
	f := facts(t)
	usual := map[peer.Party]peer.Actor{peer.PartyWorker: byJess, peer.PartyStaff: byHannah}
	rapid.Check(t, func(rt *rapid.T) {
		watched := kind
		watched.Do = func(r R, s S, a peer.Act, f worker.Facts) (R, peer.Change, error) {
			next, c, err := kind.Do(r, s, a, f)
			if err == nil {
				holds(rt, next, c)
			}
			return next, c, err
		}
		watched.New = func(s S, a peer.Act, f worker.Facts) (R, peer.Change, error) {
			next, c, err := kind.New(s, a, f)
			if err == nil {
				holds(rt, next, c)
			}
			return next, c, err
		}
		watched.Choices = func(r R, a peer.Act, f worker.Facts) []peer.Choice {
			var out []peer.Choice
			for _, c := range kind.Choices(r, a, f) {
				out = append(out, c)
				for _, more := range often {
					for range more(r, c.Do) {
						out = append(out, c)
					}
				}
			}
			return out
		}
		steptest.Walk[R, S, worker.Facts]{Kind: watched, Steps: 25, From: on("2026-02-16T22:30Z"),
			Who: func(draw steptest.Draw, _ R, party peer.Party) peer.Actor {
				return steptest.Mostly(draw, usual[party], byJess, byHannah, byIris, byNoor, byKay, byRowan, bySian, byMegan, peer.Actor{}, peer.Actor{Person: sian, Staff: jess})
			},
			Facts: func(draw steptest.Draw, _ R) worker.Facts {
				return steptest.Mostly(draw, f, worker.Facts{}, worker.Facts{Policy: f.Policy}, worker.Facts{Roles: f.Roles})
			},
			Give: give,
		}.Run(rt, func(n int) int { return rapid.IntRange(0, n-1).Draw(rt, "draw") }, &tally)
	})
	tally.Check(t, kind.Table)
}

// storedAs holds each record against its stored form, and reads it back.
func storedAs[R peer.Record](t *testing.T, decode func([]byte) (R, error), records map[peer.Status]R) {
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
		anyKind, err := worker.Decode(r.Ref().Kind, b)
		require.NoError(t, err)
		require.Equal(t, r.Ref(), anyKind.Ref())
	}
}

// forged is a document that no step could have written, and where its fault lies.
type forged struct {
	of    peer.Status
	path  string
	value any
	heard string
}

// unread checks that forged documents are not read, and that spoilt ones are not, or
// are legal.
func unread[R peer.Record](t *testing.T, decode func([]byte) (R, error), records map[peer.Status]R, forgeries []forged) {
	t.Helper()
	defer witness.Pause()()
	for _, c := range forgeries {
		name := fmt.Sprintf("%s %s=%v", c.of, c.path, c.value)
		_, err := decode(forge(t, records[c.of], c.path, c.value))
		var r *peer.Refusal
		require.ErrorAs(t, err, &r, name)
		var paths []string
		for _, x := range r.Unmet() {
			require.True(t, strings.HasPrefix(x.Rule.Row, "DOC-"), name)
			paths = append(paths, x.Path)
		}
		require.Contains(t, paths, c.heard, name)
	}
	rng := rand.New(rand.NewPCG(20260216, 4))
	for _, status := range slices.Sorted(maps.Keys(records)) {
		whole, err := peer.Encode(records[status])
		require.NoError(t, err)
		for range 150 {
			r, err := decode(spoilt(rng, whole))
			if err != nil {
				var refusal *peer.Refusal
				require.ErrorAs(t, err, &refusal)
				require.NotContains(t, err.Error(), "Voss")
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

// forge is the stored form of a record with one member put anew; nil takes it out.
func forge(t testing.TB, r peer.Record, path string, value any) []byte {
	t.Helper()
	b, err := peer.Encode(r)
	require.NoError(t, err)
	var doc any
	require.NoError(t, json.Unmarshal(b, &doc))
	doc = forgeAt(doc, strings.Split(path, "/")[1:], value)
	b, err = json.Marshal(doc)
	require.NoError(t, err)
	return b
}

func forgeAt(doc any, path []string, value any) any {
	if many, ok := doc.([]any); ok {
		var i int
		_, _ = fmt.Sscan(path[0], &i)
		many[i] = forgeAt(many[i], path[1:], value)
		return many
	}
	members, _ := doc.(map[string]any)
	if members == nil {
		members = map[string]any{}
	}
	switch {
	case len(path) > 1:
		members[path[0]] = forgeAt(members[path[0]], path[1:], value)
	case value == nil:
		delete(members, path[0])
	default:
		members[path[0]] = value
	}
	return members
}

// spoilt is a document with one byte or one member changed.
func spoilt(rng *rand.Rand, whole []byte) []byte {
	if rng.IntN(3) == 0 {
		b := bytes.Clone(whole)
		b[rng.IntN(len(b))] = byte(rng.IntN(256))
		return b
	}
	var doc obj
	if err := json.Unmarshal(whole, &doc); err != nil {
		panic(err)
	}
	keys := slices.Sorted(maps.Keys(doc))
	values := []any{nil, "", "x", strings.Repeat("x", 9000), -1, 1e9, true, list{}, list{nil}, obj{}, "2026", "passed", doc[keys[rng.IntN(len(keys))]]}
	doc[keys[rng.IntN(len(keys))]] = values[rng.IntN(len(values))]
	b, err := json.Marshal(doc)
	if err != nil {
		panic(err)
	}
	return b
}

// viewed is a record that shows its parts.
type viewed interface {
	View(peer.Reading) (peer.Viewed, error)
	Sees(string, peer.Reading) bool
}

// sees checks that exactly these readers see a part, for any purpose but the record.
// The line is who the reading names.
func sees(t *testing.T, r viewed, part, rule string, who ...string) {
	t.Helper()
	for name, by := range map[string]peer.Actor{"sian": bySian, "jess": byJess, "hannah": byHannah, "iris": byIris, "noor": byNoor, "kay": byKay, "rowan": byRowan, "megan": byMegan,
		"a person with the worker's id": peer.ByPerson(peer.PersonID(jess)), "nobody": {}, "two at once": {Person: sian, Staff: jess}} {
		for _, purpose := range []peer.Purpose{peer.ForSupport, peer.ForCare, peer.ForSupervision, peer.ForRecord} {
			may := slices.Contains(who, name) && (purpose != peer.ForRecord || part == "availability")
			by := peer.Reading{By: by, Purpose: purpose, At: on("2026-05-10T09:00Z"), Lines: peer.Lines{LineManager: hannah, Supervisor: iris}}
			v, err := r.View(by)
			require.NoError(t, err)
			require.Equal(t, may, v.Sees(part), "%s, %s", name, purpose)
			require.Equal(t, may, r.Sees(part, by), "%s, %s", name, purpose)
			if !may {
				i := slices.IndexFunc(v.LeftOut, func(x peer.LeftOut) bool { return x.Name == part })
				require.GreaterOrEqual(t, i, 0)
				require.Equal(t, rule, v.LeftOut[i].Rule.String())
			}
		}
	}
}
