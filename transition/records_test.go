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
	"time"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/towpath-care/towpath/internal/steptest"
	"github.com/towpath-care/towpath/internal/witness"
	"github.com/towpath-care/towpath/peer"
	"github.com/towpath-care/towpath/transition"
)

// What the tests of the records beside a move share.

const (
	whenSaid = "2026-05-04T10:00Z"
	whenNext = "2026-05-06T10:00Z"
)

// done takes a step that has to be allowed.
func done[R peer.Record, S any](t testing.TB, kind steptest.Kind[R, S, transition.Facts], r R, step S, by peer.Actor) R {
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
func tried[R peer.Record, S any](t testing.TB, kind steptest.Kind[R, S, transition.Facts], r R, step S, by peer.Actor, with ...func(*transition.Facts)) peer.Decision {
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
func planned[R peer.Record, S any](t testing.TB, name string, r R, step S, by peer.Actor, to peer.Status, hears map[string][]peer.Rule) steptest.Case[R, S, transition.Facts] {
	at := whenNext
	if !r.Exists() {
		at = whenSaid
	}
	return steptest.Case[R, S, transition.Facts]{Name: name, Record: r, Step: step, Act: act(by, at, "", nil), Facts: facts(t), To: to, Hears: hears}
}

// besides answers a form about one record of one move.
func besides(draw steptest.Draw, now time.Time) steptest.Give {
	text := func() any {
		by := steptest.Mostly[any](draw, map[string]any{"person": "p4"}, nil, map[string]any{"staff": "w4"}, map[string]any{"staff": "kay-orr"},
			map[string]any{"staff": "w5"}, map[string]any{"person": "p4", "staff": "w4"}, map[string]any{"person": "p6"})
		w := map[string]any{"text": "the garden door, and who has the key", "lang": "cy", "how": steptest.OneOf(draw, "said", "written", "signed")}
		if by != nil {
			w["by"] = by
		}
		return w
	}
	return func(path string, f peer.Field) any {
		switch path {
		case "/id":
			return steptest.Mostly(draw, "r1", "", "x y")
		case "/person":
			return steptest.Mostly(draw, "p4", "p6")
		case "/worker":
			return steptest.Mostly[any](draw, "w4", steptest.Absent, "w5")
		case "/transition":
			return "t1"
		case "/organiser/staff":
			return steptest.OneOf[any](draw, "kay-orr", "kay-orr", steptest.Absent, "w4")
		case "/organiser/role":
			return steptest.Mostly[any](draw, steptest.Absent, "care-coordinator", "peer-worker")
		case "/organiser/organisation":
			return steptest.OneOf[any](draw, steptest.Absent, "trust-a")
		case "/owner":
			return steptest.OneOf(draw, "person", "worker", "organiser", "organiser")
		}
		switch f.Kind {
		case peer.FieldWords:
			if !f.Required && draw(2) == 0 {
				return steptest.Absent
			}
			return text()
		case peer.FieldChoice, peer.FieldAnswer:
			return steptest.OneOf(draw, append([]string(nil), f.Options...)...)
		case peer.FieldYesNo:
			return draw(2) == 0
		case peer.FieldGroup:
			return steptest.Fill(f.Fields, besides(draw, now))
		}
		if f.Repeats {
			return steptest.OneOf[any](draw, steptest.Absent, []any{"g1", "g2"})
		}
		return nil
	}
}

// histories takes many histories of one kind and checks what they came to.
func histories[R peer.Record, S any](t *testing.T, kind steptest.Kind[R, S, transition.Facts], holds func(t require.TestingT, r R, c peer.Change)) {
	t.Helper()
	defer witness.Pause()()
	var tally steptest.Tally
	p := policy(t)
	usual := map[peer.Party]peer.Actor{peer.PartyPerson: bySian, peer.PartyWorker: byJess, peer.PartyOrganiser: byKay, peer.PartyStaff: byKay}
	rapid.Check(t, func(rt *rapid.T) {
		watched := kind
		watched.Do = func(r R, s S, a peer.Act, f transition.Facts) (R, peer.Change, error) {
			next, c, err := kind.Do(r, s, a, f)
			if err == nil {
				holds(rt, next, c)
			}
			return next, c, err
		}
		watched.New = func(s S, a peer.Act, f transition.Facts) (R, peer.Change, error) {
			next, c, err := kind.New(s, a, f)
			if err == nil {
				holds(rt, next, c)
			}
			return next, c, err
		}
		steptest.Walk[R, S, transition.Facts]{Kind: watched, Steps: 10, From: on("2026-02-01T22:30Z"),
			Who: func(draw steptest.Draw, _ R, party peer.Party) peer.Actor {
				return steptest.Mostly(draw, usual[party], bySian, byJess, byRowan, byKay, byMegan, peer.ByPerson(beatriz), peer.Actor{}, peer.Actor{Person: sian, Staff: jess})
			},
			Facts: func(draw steptest.Draw, _ R) transition.Facts {
				return transition.Facts{Policy: steptest.OneOf(draw, p, transition.Policy{}), Organises: steptest.OneOf(draw, peer.Yes, peer.Yes, peer.Unknown, peer.No)}
			},
			Give: func(draw steptest.Draw, _ R, now time.Time) steptest.Give { return besides(draw, now) },
		}.Run(rt, func(n int) int { return rapid.IntRange(0, n-1).Draw(rt, "draw") }, &tally)
	})
	tally.Check(t, kind.Table)
}

// saidBySian checks that every text is the person's.
func saidBySian(t require.TestingT, person peer.PersonID, list ...peer.Words) {
	for _, w := range list {
		require.True(t, w == (peer.Words{}) || w.From(person), "nobody but the person gives these words")
	}
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
		anyKind, err := transition.Decode(r.Ref().Kind, b)
		require.NoError(t, err)
		require.Equal(t, r.Ref(), anyKind.Ref())
	}
}

// hostile is a document that no step could have written, and where its fault lies.
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
		var r *peer.Refusal
		require.ErrorAs(t, err, &r, name)
		var paths []string
		for _, x := range r.Unmet() {
			require.True(t, strings.HasPrefix(x.Rule.Row, "DOC-"), name)
			paths = append(paths, x.Path)
		}
		require.Contains(t, paths, c.heard, name)
	}
	rng := rand.New(rand.NewPCG(20260504, 9))
	for _, status := range slices.Sorted(maps.Keys(records)) {
		whole, err := peer.Encode(records[status])
		require.NoError(t, err)
		for range 150 {
			r, err := decode(broken(rng, whole))
			if err != nil {
				var refusal *peer.Refusal
				require.ErrorAs(t, err, &refusal)
				require.NotContains(t, err.Error(), "garden")
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

// putAnew is the stored form of a record with one member put anew; nil takes it out.
func putAnew(t testing.TB, r peer.Record, path string, value any) []byte {
	t.Helper()
	b, err := peer.Encode(r)
	require.NoError(t, err)
	var doc map[string]any
	require.NoError(t, json.Unmarshal(b, &doc))
	at, parts := doc, strings.Split(path, "/")[1:]
	for _, p := range parts[:len(parts)-1] {
		inner, ok := at[p].(map[string]any)
		if !ok {
			inner = map[string]any{}
			at[p] = inner
		}
		at = inner
	}
	if at[parts[len(parts)-1]] = value; value == nil {
		delete(at, parts[len(parts)-1])
	}
	b, err = json.Marshal(doc)
	require.NoError(t, err)
	return b
}

// broken is a document with one byte or one member changed.
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
	keys := slices.Sorted(maps.Keys(doc))
	values := []any{nil, "", "x", strings.Repeat("x", 9000), -1, 1e9, true, []any{}, []any{nil}, map[string]any{}, "2026", "person", "organiser", doc[keys[rng.IntN(len(keys))]]}
	doc[keys[rng.IntN(len(keys))]] = values[rng.IntN(len(values))]
	b, err := json.Marshal(doc)
	if err != nil {
		panic(err)
	}
	return b
}

// reader is somebody who reads, for what, and with which yes.
type reader struct {
	by      peer.Actor
	purpose peer.Purpose
	yes     []peer.Consent
}

func (r reader) reading() peer.Reading {
	return peer.Reading{By: r.by, Purpose: r.purpose, At: on("2026-05-10T09:00Z"), Consents: r.yes}
}

// sharesPlan is a yes of the person, or another answer, to sharing for a purpose.
func sharesPlan(purpose peer.Purpose, given peer.Tri) []peer.Consent {
	return []peer.Consent{{ID: "c1", Person: sian, Scope: peer.SharePlan, Purpose: purpose, Given: given, From: on("2026-01-01T00:00Z")}}
}

// readersOf are everybody who may come along, for every purpose, without a yes of
// the person.
func readersOf() map[string]reader {
	out := map[string]reader{}
	for name, by := range map[string]peer.Actor{"sian": bySian, "jess": byJess, "kay": byKay, "rowan": byRowan, "megan": byMegan,
		"beatriz": peer.ByPerson(beatriz), "nobody": {}, "two at once": {Person: sian, Staff: jess}} {
		for _, p := range []peer.Purpose{peer.ForSupport, peer.ForCare, peer.ForSupervision, peer.ForRecord} {
			out[name+" "+string(p)] = reader{by, p, nil}
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
