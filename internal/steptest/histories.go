package steptest

import (
	"cmp"
	"flag"
	"math/rand/v2"
	"slices"
	"strconv"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/towpath-care/towpath/internal/witness"
	"github.com/towpath-care/towpath/peer"
)

// Walks are many histories of one kind.
type Walks[R peer.Record, S, F any] struct {
	Bench[R, S, F]
	// Steps of one history.
	Steps int
	// Share is that of the ground, or another.
	Share int
	// Evenly draws every number alike: rapid likes small ones, and a long way needs the
	// others too.
	Evenly bool
	// Facts draws the facts; nil: as the ground draws them.
	Facts func(draw Draw, r R) F
	// Give answers a form; what it answers with nil, the ground answers.
	Give func(draw Draw, r R, now time.Time) Give
	// Likely is how often a choice stands on the list that one is drawn from; nil: once.
	// Where none is likely, each stands there once.
	Likely func(draw Draw, r R, c peer.Choice) int
}

// Walks are histories of so many steps each.
func (b Bench[R, S, F]) Walks(steps int) Walks[R, S, F] {
	return Walks[R, S, F]{Bench: b, Steps: steps, Share: b.Ground.Share}
}

// Under are walks whose facts are drawn so.
func (w Walks[R, S, F]) Under(facts func(Draw) F) Walks[R, S, F] {
	w.Facts = func(draw Draw, _ R) F { return facts(draw) }
	return w
}

// Often are walks of so many times more steps: something in them seldom comes up.
func (w Walks[R, S, F]) Often(times int) Walks[R, S, F] {
	w.Share *= times
	return w
}

// Giving are walks whose forms are answered so; nil: as the ground answers them.
func (w Walks[R, S, F]) Giving(give func(Draw, time.Time) Give) Walks[R, S, F] {
	if give != nil {
		w.Give = func(draw Draw, _ R, now time.Time) Give { return give(draw, now) }
	}
	return w
}

// Histories takes many histories and checks after every step that was taken
// what holds of the record and its change. give may be nil.
func (b Bench[R, S, F]) Histories(t *testing.T, give func(Draw, time.Time) Give, holds func(t require.TestingT, r R, c peer.Change)) {
	t.Helper()
	b.Walks(cmp.Or(b.Ground.Steps, 10)).Giving(give).Hold(t, func(t require.TestingT, _, r R, c peer.Change) { holds(t, r, c) })
}

// Hold takes the histories and checks what every step came to; before is no record when
// the step began one.
func (w Walks[R, S, F]) Hold(t *testing.T, holds func(t require.TestingT, before, r R, c peer.Change)) {
	t.Helper()
	defer witness.Pause()()
	defer w.many(t)()
	w = w.whole(t)
	var tally Tally
	rapid.Check(t, func(rt *rapid.T) {
		draw := func(n int) int { return rapid.IntRange(0, n-1).Draw(rt, "draw") }
		if w.Evenly {
			draw = rand.New(rand.NewPCG(rapid.Uint64().Draw(rt, "seed"), 30)).IntN
		}
		Walk[R, S, F]{Kind: w.watched(rt, draw, holds), Steps: w.Steps, From: On(w.Ground.From), Facts: w.Facts,
			Who:  func(draw Draw, r R, party peer.Party) peer.Actor { return w.Ground.who(draw, r, party) },
			Give: w.Give,
		}.Run(rt, draw, &tally)
	})
	tally.Check(t, w.Table)
}

// whole are the walks with nothing left open.
func (w Walks[R, S, F]) whole(t testing.TB) Walks[R, S, F] {
	usual := w.facts(t, nil)
	if w.Facts == nil {
		w.Facts = func(draw Draw, _ R) F {
			if w.Ground.Drawn == nil {
				return usual
			}
			return w.Ground.Drawn(draw, usual)
		}
	}
	own, ground := w.Give, w.Ground.Give
	switch {
	case own == nil && ground == nil:
		w.Give = func(Draw, R, time.Time) Give { return Nothing }
	case own == nil:
		w.Give = func(draw Draw, _ R, now time.Time) Give { return Answers(ground(draw, now)) }
	case ground != nil:
		w.Give = func(draw Draw, r R, now time.Time) Give { return Answers(own(draw, r, now), ground(draw, now)) }
	}
	if w.Ground.From == "" {
		w.Ground.From = "2026-02-01T22:30Z"
	}
	return w
}

// watched is the kind with an eye on every step that is taken.
func (w Walks[R, S, F]) watched(t require.TestingT, draw Draw, holds func(t require.TestingT, before, r R, c peer.Change)) Kind[R, S, F] {
	held := func(before, r R, c peer.Change, err error) (R, peer.Change, error) {
		if err == nil {
			require.Empty(t, c.For, "nobody acts for the person here")
			holds(t, before, r, c)
		}
		return r, c, err
	}
	watched := w.Kind
	watched.New = func(s S, a peer.Act, f F) (none R, _ peer.Change, _ error) {
		r, c, err := w.New(s, a, f)
		return held(none, r, c, err)
	}
	watched.Do = func(before R, s S, a peer.Act, f F) (R, peer.Change, error) {
		r, c, err := w.Do(before, s, a, f)
		return held(before, r, c, err)
	}
	if w.Likely != nil {
		watched.Choices = func(r R, a peer.Act, f F) []peer.Choice {
			list := w.Choices(r, a, f)
			var out []peer.Choice
			for _, c := range list {
				out = append(out, slices.Repeat([]peer.Choice{c}, w.Likely(draw, r, c))...)
			}
			if len(out) == 0 {
				return list
			}
			return out
		}
	}
	return watched
}

// many sets how many histories are taken, and so many times more as -rapid.checks asks
// for.
func (w Walks[R, S, F]) many(t testing.TB) (back func()) {
	t.Helper()
	checks := flag.Lookup("rapid.checks").Value
	asked := checks.String()
	n, err := strconv.Atoi(asked)
	require.NoError(t, err)
	if w.Share > 0 {
		n = n * w.Share * (len(w.Table.States) + len(w.Table.Rows)) / (100 * w.Steps)
	}
	require.NoError(t, checks.Set(strconv.Itoa(max(1, n))))
	return func() { _ = checks.Set(asked) }
}

// who draws an actor for a party's step.
func (g Ground[F]) who(draw Draw, r peer.Record, party peer.Party) peer.Actor {
	if g.Who != nil {
		return g.Who(draw, r, party)
	}
	twoAtOnce := peer.Actor{Person: g.Usual[peer.PartyPerson].Person, Staff: g.Usual[peer.PartyWorker].Staff}
	return Mostly(draw, g.Usual[party], slices.Concat(g.Others, []peer.Actor{{}, twoAtOnce})...)
}

// Answers asks one after the other, and fills a group they have nothing for field by
// field.
func Answers(list ...Give) Give {
	var give Give
	give = func(path string, f peer.Field) any {
		for _, asked := range list {
			if v := asked(path, f); v != nil {
				return v
			}
		}
		switch {
		case f.Kind != peer.FieldGroup:
			return nil
		case f.Repeats:
			return []any{Fill(f.Fields, give)}
		}
		return Fill(f.Fields, give)
	}
	return give
}
