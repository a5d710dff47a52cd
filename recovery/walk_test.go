package recovery_test

import (
	"flag"
	"math/rand/v2"
	"slices"
	"strconv"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/towpath-care/towpath/internal/steptest"
	"github.com/towpath-care/towpath/internal/witness"
	"github.com/towpath-care/towpath/peer"
	"github.com/towpath-care/towpath/recovery"
)

// walks are many histories of one kind, of so many steps each.
type walks[R peer.Record, S, F any] struct {
	kind  steptest.Kind[R, S, F]
	steps int
	// share is how many steps are tried for each place and step of the table.
	share int
	// evenly draws every number alike: rapid likes small ones, and a long way needs
	// the others too.
	evenly bool
	facts  func(draw steptest.Draw, r R) F
	give   func(draw steptest.Draw, r R, now time.Time) steptest.Give
}

func walk[R peer.Record, S, F any](kind steptest.Kind[R, S, F], steps int) walks[R, S, F] {
	return walks[R, S, F]{kind: kind, steps: steps, share: 40,
		facts: func(steptest.Draw, R) (none F) { return none },
		give:  func(steptest.Draw, R, time.Time) steptest.Give { return steptest.Nothing },
	}
}

// under are walks whose facts are drawn so.
func (w walks[R, S, F]) under(facts func(draw steptest.Draw) F) walks[R, S, F] {
	w.facts = func(draw steptest.Draw, _ R) F { return facts(draw) }
	return w
}

// often are walks of so many times more steps: something in them seldom comes up.
func (w walks[R, S, F]) often(times int) walks[R, S, F] {
	w.share *= times
	return w
}

// giving are walks whose forms are answered so; what give answers with nil, given
// answers.
func (w walks[R, S, F]) giving(give func(draw steptest.Draw, now time.Time) steptest.Give) walks[R, S, F] {
	w.give = func(draw steptest.Draw, _ R, now time.Time) steptest.Give { return give(draw, now) }
	return w
}

// hold takes the histories and checks what every step came to; before is no record
// when the step began one.
func (w walks[R, S, F]) hold(t *testing.T, holds func(t require.TestingT, before, r R, c peer.Change)) {
	t.Helper()
	defer witness.Pause()()
	defer w.many(t)()
	var tally steptest.Tally
	rapid.Check(t, func(rt *rapid.T) {
		draw := func(n int) int { return rapid.IntRange(0, n-1).Draw(rt, "draw") }
		if w.evenly {
			draw = rand.New(rand.NewPCG(rapid.Uint64().Draw(rt, "seed"), 30)).IntN
		}
		held := func(before, r R, c peer.Change, err error) (R, peer.Change, error) {
			if err == nil {
				require.Empty(rt, c.For, "nobody acts for the person here")
				holds(rt, before, r, c)
			}
			return r, c, err
		}
		watched := w.kind
		watched.New = func(s S, a peer.Act, f F) (none R, _ peer.Change, _ error) {
			r, c, err := w.kind.New(s, a, f)
			return held(none, r, c, err)
		}
		watched.Do = func(before R, s S, a peer.Act, f F) (R, peer.Change, error) {
			r, c, err := w.kind.Do(before, s, a, f)
			return held(before, r, c, err)
		}
		steptest.Walk[R, S, F]{Kind: watched, Steps: w.steps, From: on("2026-02-01T22:30Z"), Facts: w.facts,
			Who: func(draw steptest.Draw, _ R, party peer.Party) peer.Actor { return someone(draw, party) },
			Give: func(draw steptest.Draw, r R, now time.Time) steptest.Give {
				return answers(w.give(draw, r, now), given(draw, now))
			},
		}.Run(rt, draw, &tally)
	})
	tally.Check(t, w.kind.Table)
}

// many sets how many histories are taken: as many as come to the share of every
// place and step, and so many times more as -rapid.checks asks for.
func (w walks[R, S, F]) many(t testing.TB) (back func()) {
	t.Helper()
	checks := flag.Lookup("rapid.checks").Value
	asked := checks.String()
	n, err := strconv.Atoi(asked)
	require.NoError(t, err)
	n = n * w.share * (len(w.kind.Table.States) + len(w.kind.Table.Rows)) / (100 * w.steps)
	require.NoError(t, checks.Set(strconv.Itoa(max(1, n))))
	return func() { _ = checks.Set(asked) }
}

// answers asks one after the other, and fills a group they have nothing for field by
// field.
func answers(list ...steptest.Give) steptest.Give {
	var give steptest.Give
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
			return []any{steptest.Fill(f.Fields, give)}
		}
		return steptest.Fill(f.Fields, give)
	}
	return give
}

// mostly draws the first value, and one of the others now and then: a form has
// many fields, and most histories have to go on.
func mostly[T any](draw steptest.Draw, usual T, others ...T) T {
	if draw(12) > 0 {
		return usual
	}
	return steptest.OneOf(draw, others...)
}

// someone draws whose step it is, and now and then anybody else.
func someone(draw steptest.Draw, party peer.Party) peer.Actor {
	usual := map[peer.Party]peer.Actor{peer.PartyPerson: bySian, peer.PartyWorker: byJess, peer.PartyOwner: byKay}[party]
	return mostly(draw, usual, bySian, byJess, byRowan, byKay, byMegan, peer.ByPerson(beatriz), peer.Actor{}, peer.Actor{Person: sian, Staff: jess})
}

// said draws words, mostly the person's.
func said(draw steptest.Draw, text string) any {
	by := mostly[any](draw, map[string]any{"person": "p4"}, map[string]any{"staff": "w4"}, map[string]any{"staff": "w5"}, map[string]any{"person": "p4", "staff": "w4"}, nil)
	w := map[string]any{"text": text, "lang": "cy", "how": steptest.OneOf(draw, "said", "written", "signed")}
	if by != nil {
		w["by"] = by
	}
	return w
}

// given answers a form about one record of one person, but for its groups.
func given(draw steptest.Draw, now time.Time) steptest.Give {
	return func(path string, f peer.Field) any {
		switch path {
		case "/id":
			return mostly(draw, "r1", "", "x y")
		case "/into":
			if draw(2) == 0 {
				return steptest.Absent
			}
		case "/into/id":
			return mostly(draw, "r2", "r1", "")
		case "/person":
			return mostly(draw, "p4", "p6")
		case "/worker":
			return mostly[any](draw, "w4", steptest.Absent, "w5")
		case "/goal":
			return mostly[any](draw, "g1", steptest.Absent)
		case "/plan/owner":
			return mostly(draw, "kay-orr", "w4")
		case "/concern", "/further/concern":
			return steptest.OneOf[any](draw, steptest.Absent, "c1")
		}
		switch f.Kind {
		case peer.FieldWords:
			switch {
			case !f.Required && draw(2) == 0:
				return steptest.Absent
			case f.Repeats:
				return []any{said(draw, "my hands"), said(draw, "two buses")}
			}
			return said(draw, "the gate, the shed, the beans")
		case peer.FieldChoice, peer.FieldAnswer:
			one := steptest.OneOf(draw, slices.Clone(f.Options)...)
			if f.Repeats {
				return []any{one}
			}
			return one
		case peer.FieldDate:
			return mostly[any](draw, steptest.Absent, now.AddDate(0, 0, draw(9)-2).Format(time.DateOnly), now.Format("2006-01"), now.Format("2006"))
		case peer.FieldYesNo:
			return draw(2) == 0
		}
		return nil
	}
}

// personsOwn checks that every text is the person's, or of one of the others who
// may be heard there.
func personsOwn(t require.TestingT, person peer.PersonID, others []peer.Actor, list ...peer.Words) {
	for _, w := range list {
		if !w.IsZero() && !w.From(person) {
			require.Contains(t, others, w.By)
			require.NotEqual(t, peer.ByStaff("", ""), w.By)
		}
	}
}

// policyOrNone are facts of an organisation whose policy is known, or is not.
func policyOrNone(t testing.TB) func(steptest.Draw) recovery.Facts {
	p := policy(t)
	return func(draw steptest.Draw) recovery.Facts {
		return recovery.Facts{Policy: steptest.OneOf(draw, p, recovery.Policy{})}
	}
}
