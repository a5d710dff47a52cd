package steptest

import (
	"bytes"
	"encoding/json"
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/towpath-care/towpath/internal/witness"
	"github.com/towpath-care/towpath/peer"
)

// Ground is what the tests of one package share: facts and times on which a step is
// taken, and who comes along in a history.
type Ground[F any] struct {
	// Facts on which a step is taken.
	Facts func(testing.TB) F
	// Said is when a record is begun, Next when it is moved on, as On reads them.
	Said, Next string
	// Usual is who mostly takes a party's steps in a history, Others who tries now and
	// then. Nobody and two at once always try.
	Usual  map[peer.Party]peer.Actor
	Others []peer.Actor
	// Drawn are the facts as histories draw them; nil: always Facts.
	Drawn func(Draw, F) F
	// Decode reads a record of any kind of the package.
	Decode func(peer.Kind, []byte) (peer.Record, error)
}

// Bench is a kind with the ground its tests stand on.
type Bench[R peer.Record, S, F any] struct {
	Kind[R, S, F]
	Ground Ground[F]
}

// Done takes a step that has to be allowed; on the zero record it begins one.
func (b Bench[R, S, F]) Done(t testing.TB, r R, step S, by peer.Actor, with ...func(*F)) R {
	t.Helper()
	next, _ := b.Changed(t, r, step, by, with...)
	return next
}

// Changed is Done with the change.
func (b Bench[R, S, F]) Changed(t testing.TB, r R, step S, by peer.Actor, with ...func(*F)) (R, peer.Change) {
	t.Helper()
	next, change, err := b.take(r, step, b.act(r, by, fmt.Sprintf("a%d", r.Rev()+1)), b.facts(t, with))
	require.NoError(t, err)
	return next, change
}

// Tried is what a step hears, on a record or on none.
func (b Bench[R, S, F]) Tried(t testing.TB, r R, step S, by peer.Actor, with ...func(*F)) peer.Decision {
	t.Helper()
	if !r.Exists() {
		return b.CheckNew(step, b.act(r, by, "try"), b.facts(t, with))
	}
	return b.Check(r, step, b.act(r, by, "try"), b.facts(t, with))
}

// Planned is a case of a plan.
func (b Bench[R, S, F]) Planned(t testing.TB, name string, r R, step S, by peer.Actor, to peer.Status, hears map[string][]peer.Rule) Case[R, S, F] {
	return Case[R, S, F]{Name: name, Record: r, Step: step, Act: b.act(r, by, ""), Facts: b.facts(t, nil), To: to, Hears: hears}
}

func (b Bench[R, S, F]) facts(t testing.TB, with []func(*F)) F {
	f := b.Ground.Facts(t)
	for _, set := range with {
		set(&f)
	}
	return f
}

func (b Bench[R, S, F]) act(r R, by peer.Actor, id string) peer.Act {
	if !r.Exists() {
		return ActOn(by, b.Ground.Said, id, nil)
	}
	return ActOn(by, b.Ground.Next, id, r)
}

func (b Bench[R, S, F]) take(r R, step S, act peer.Act, f F) (R, peer.Change, error) {
	if !r.Exists() {
		return b.New(step, act, f)
	}
	return b.Do(r, step, act, f)
}

// Histories takes many histories and checks after every step that was taken what
// holds of the record and its change.
func (b Bench[R, S, F]) Histories(t *testing.T, give func(Draw, time.Time) Give, holds func(t require.TestingT, r R, c peer.Change)) {
	t.Helper()
	usual := b.facts(t, nil)
	defer witness.Pause()()
	var tally Tally
	rapid.Check(t, func(rt *rapid.T) {
		watched := b.Kind
		watched.Do = func(r R, s S, a peer.Act, f F) (R, peer.Change, error) {
			next, c, err := b.Do(r, s, a, f)
			if err == nil {
				holds(rt, next, c)
			}
			return next, c, err
		}
		watched.New = func(s S, a peer.Act, f F) (R, peer.Change, error) {
			next, c, err := b.New(s, a, f)
			if err == nil {
				holds(rt, next, c)
			}
			return next, c, err
		}
		Walk[R, S, F]{Kind: watched, Steps: 10, From: On("2026-02-01T22:30Z"),
			Who: func(draw Draw, _ R, party peer.Party) peer.Actor { return b.who(draw, party) },
			Facts: func(draw Draw, _ R) F {
				if b.Ground.Drawn == nil {
					return usual
				}
				return b.Ground.Drawn(draw, usual)
			},
			Give: func(draw Draw, _ R, now time.Time) Give { return give(draw, now) },
		}.Run(rt, func(n int) int { return rapid.IntRange(0, n-1).Draw(rt, "draw") }, &tally)
	})
	tally.Check(t, b.Table)
}

// who draws an actor for a party's step.
func (b Bench[R, S, F]) who(draw Draw, party peer.Party) peer.Actor {
	g := b.Ground
	twoAtOnce := peer.Actor{Person: g.Usual[peer.PartyPerson].Person, Staff: g.Usual[peer.PartyWorker].Staff}
	return Mostly(draw, g.Usual[party], slices.Concat(g.Others, []peer.Actor{{}, twoAtOnce})...)
}

// Goldens holds each record against its stored form, testdata/v1/<kind>-<status>.json,
// and reads it back.
func (b Bench[R, S, F]) Goldens(t *testing.T, records map[peer.Status]R) {
	t.Helper()
	for status, r := range records {
		written, err := peer.Encode(r)
		require.NoError(t, err)
		var laidOut bytes.Buffer
		require.NoError(t, json.Indent(&laidOut, written, "", "  "))
		laidOut.WriteByte('\n')
		Golden(t, fmt.Sprintf("v1/%s-%s.json", r.Ref().Kind, status), laidOut.Bytes())
		back, err := b.Decode(laidOut.Bytes())
		require.NoError(t, err)
		require.Equal(t, string(written), stored(t, back))
		anyKind, err := b.Ground.Decode(r.Ref().Kind, written)
		require.NoError(t, err)
		require.Equal(t, r.Ref(), anyKind.Ref())
	}
}
