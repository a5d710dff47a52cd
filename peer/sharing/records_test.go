package sharing_test

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
	"github.com/towpath-care/towpath/peer/sharing"
)

// What the tests of the four records share.

// done takes a step that has to be allowed.
func done[R peer.Record, S any](t testing.TB, kind steptest.Kind[R, S, sharing.Facts], r R, step S, by peer.Actor) R {
	t.Helper()
	var next R
	var err error
	if r.Exists() {
		next, _, err = kind.Do(r, step, act(by, whenNext, fmt.Sprintf("a%d", r.Rev()+1), r), facts())
	} else {
		next, _, err = kind.New(step, act(by, whenSaid, "a1", nil), facts())
	}
	require.NoError(t, err)
	return next
}

// tried is what a step hears, on a record or on none.
func tried[R peer.Record, S any](t testing.TB, kind steptest.Kind[R, S, sharing.Facts], r R, step S, by peer.Actor, with ...func(*sharing.Facts)) peer.Decision {
	t.Helper()
	f := facts()
	for _, set := range with {
		set(&f)
	}
	if !r.Exists() {
		return kind.CheckNew(step, act(by, whenSaid, "try", nil), f)
	}
	return kind.Check(r, step, act(by, whenNext, "try", r), f)
}

// planned is a case of a plan.
func planned[R peer.Record, S any](name string, r R, step S, by peer.Actor, to peer.Status, hears map[string][]peer.Rule) steptest.Case[R, S, sharing.Facts] {
	at := whenNext
	if !r.Exists() {
		at = whenSaid
	}
	return steptest.Case[R, S, sharing.Facts]{Name: name, Record: r, Step: step, Act: act(by, at, "", nil), Facts: facts(), To: to, Hears: hears}
}

// given answers a form about one record.
func given(draw steptest.Draw, now time.Time) steptest.Give {
	return func(path string, f peer.Field) any {
		switch path {
		case "/id":
			return steptest.Mostly(draw, "r1", "", "x y")
		case "/person":
			return steptest.Mostly[any](draw, "p4", steptest.Absent, "p6")
		case "/worker":
			return steptest.Mostly[any](draw, "w4", "w5", steptest.Absent)
		case "/relationship":
			return steptest.Mostly[any](draw, "rel-4", steptest.Absent, "he was always there")
		case "/group":
			return steptest.Mostly[any](draw, steptest.Absent, "g")
		case "/shared":
			return now.Add(time.Duration(draw(30)-24) * time.Hour).Format(time.RFC3339)
		case "/relatesTo/id":
			return steptest.Mostly[any](draw, "k1", steptest.Absent)
		case "/recommends":
			return draw(10) == 0
		case "/to":
			return "iris-penhale"
		}
		switch f.Kind {
		case peer.FieldWords:
			if draw(2) == 0 {
				return steptest.Absent
			}
			w := map[string]any{"text": "by the garden door", "lang": "cy", "how": "said"}
			if draw(6) == 0 {
				w["by"] = steptest.OneOf[any](draw, map[string]any{"person": "p4"}, map[string]any{"staff": "w4"})
			}
			return w
		case peer.FieldChoice, peer.FieldAnswer:
			one := steptest.OneOf(draw, slices.Clone(f.Options)...)
			if f.Repeats && !strings.HasSuffix(path, "/*") {
				return []any{one, steptest.OneOf(draw, slices.Clone(f.Options)...)}
			}
			return one
		case peer.FieldYesNo:
			return draw(2) == 0
		case peer.FieldGroup:
			return steptest.Fill(f.Fields, given(draw, now))
		}
		return nil
	}
}

// histories takes many histories of one kind and checks what they came to.
func histories[R peer.Record, S any](t *testing.T, kind steptest.Kind[R, S, sharing.Facts], holds func(t require.TestingT, r R, c peer.Change)) {
	t.Helper()
	ready := facts()
	defer witness.Pause()()
	var tally steptest.Tally
	usual := map[peer.Party]peer.Actor{peer.PartyPerson: bySian, peer.PartyWorker: byJess}
	rapid.Check(t, func(rt *rapid.T) {
		watched := kind
		watched.Do = func(r R, s S, a peer.Act, f sharing.Facts) (R, peer.Change, error) {
			next, c, err := kind.Do(r, s, a, f)
			if err == nil {
				holds(rt, next, c)
			}
			return next, c, err
		}
		watched.New = func(s S, a peer.Act, f sharing.Facts) (R, peer.Change, error) {
			next, c, err := kind.New(s, a, f)
			if err == nil {
				holds(rt, next, c)
			}
			return next, c, err
		}
		steptest.Walk[R, S, sharing.Facts]{Kind: watched, Steps: 10, From: on("2026-05-02T22:30Z"),
			Who: func(draw steptest.Draw, _ R, party peer.Party) peer.Actor {
				return steptest.Mostly(draw, usual[party], bySian, byJess, byRowan, byHannah, byMegan, peer.ByPerson(beatriz), peer.Actor{}, peer.Actor{Person: sian, Staff: jess})
			},
			Facts: func(draw steptest.Draw, _ R) sharing.Facts {
				return steptest.Mostly(draw, ready, sharing.Facts{}, sharing.Facts{Agreed: peer.No, Wishes: ready.Wishes, Limits: ready.Limits})
			},
			Give: func(draw steptest.Draw, _ R, now time.Time) steptest.Give { return given(draw, now) },
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
		anyKind, err := sharing.Decode(r.Ref().Kind, b)
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
	rng := rand.New(rand.NewPCG(20260504, 40))
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
	values := []any{nil, "", "x", "two words", strings.Repeat("x", 9000), -1, 1e9, true, []any{}, []any{"loss", "money"}, map[string]any{}, "2026", "useful", doc[keys[rng.IntN(len(keys))]]}
	doc[keys[rng.IntN(len(keys))]] = values[rng.IntN(len(values))]
	b, err := json.Marshal(doc)
	if err != nil {
		panic(err)
	}
	return b
}

// readersOf are everybody who may come along, for every purpose, with every yes there is
// and with Jess's line known.
func readersOf() map[string]peer.Reading {
	out := map[string]peer.Reading{}
	for name, by := range map[string]peer.Actor{"sian": bySian, "jess": byJess, "hannah": byHannah, "iris": byIris, "rowan": byRowan, "megan": byMegan,
		"beatriz": peer.ByPerson(beatriz), "sian's id on the staff": peer.ByStaff(peer.StaffID(sian), ""), "jess's id as a person": peer.ByPerson(peer.PersonID(jess)),
		"nobody": {}, "two at once": {Person: sian, Staff: jess}} {
		for _, p := range []peer.Purpose{peer.ForSupport, peer.ForCare, peer.ForSupervision, peer.ForRecord} {
			var yes []peer.Consent
			for _, scope := range peer.ConsentScope("").Terms() {
				yes = append(yes, peer.Consent{ID: scope, Person: sian, Scope: peer.ConsentScope(scope), Purpose: p, Given: peer.Yes, From: on("2026-01-01T00:00Z")})
			}
			out[name+" "+string(p)] = peer.Reading{By: by, Purpose: p, At: on("2026-05-10T09:00Z"), Consents: yes, Lines: peer.Lines{LineManager: hannah, Supervisor: iris}}
		}
	}
	return out
}

// seen checks that exactly these readers see a part: by name alone for every purpose but
// the record, else by name and purpose. What the others hear is a rule.
func seen(t *testing.T, r interface {
	View(peer.Reading) (peer.Viewed, error)
	Sees(string, peer.Reading) bool
}, part, rule, canary string, who ...string) {
	t.Helper()
	for name, by := range readersOf() {
		alone, purpose := name, string(by.Purpose)
		alone = strings.TrimSuffix(alone, " "+purpose)
		may := slices.Contains(who, name) || slices.Contains(who, alone) && purpose != string(peer.ForRecord)
		v, err := r.View(by)
		require.NoError(t, err)
		require.Equal(t, may, v.Sees(part), name)
		require.Equal(t, may, r.Sees(part, by), name)
		b, err := json.Marshal(v)
		require.NoError(t, err)
		require.Equal(t, may, strings.Contains(string(b), canary), name)
		if !may {
			require.Equal(t, rule, v.LeftOut[len(v.LeftOut)-1].Rule.String())
		}
	}
}
