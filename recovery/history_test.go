package recovery_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/towpath-care/towpath/internal/steptest"
	"github.com/towpath-care/towpath/internal/witness"
	"github.com/towpath-care/towpath/peer"
	"github.com/towpath-care/towpath/recovery"
)

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

// given answers a form about one goal of one person.
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
			return steptest.OneOf(draw, append([]string(nil), f.Options...)...)
		case peer.FieldDate:
			return mostly[any](draw, steptest.Absent, now.AddDate(0, 0, draw(9)-2).Format(time.DateOnly), now.Format("2006-01"), now.Format("2006"))
		case peer.FieldYesNo:
			return draw(2) == 0
		case peer.FieldGroup:
			return steptest.Fill(f.Fields, given(draw, now))
		}
		return nil
	}
}

// walk takes many histories of one kind, of so many steps each, and checks what
// they came to.
func walk[R peer.Record, S, F any](t *testing.T, kind steptest.Kind[R, S, F], steps int, facts func(draw steptest.Draw) F, holds func(t require.TestingT, r R, c peer.Change)) {
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
			Give:  func(draw steptest.Draw, _ R, now time.Time) steptest.Give { return given(draw, now) },
		}.Run(rt, draw, &tally)
	})
	tally.Check(t, kind.Table)
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

func TestGoalHistories(t *testing.T) {
	p := policy(t)
	walk(t, goalKind, 30, func(draw steptest.Draw) recovery.Facts {
		return recovery.Facts{Policy: steptest.OneOf(draw, p, recovery.Policy{})}
	}, func(t require.TestingT, g recovery.Goal, c peer.Change) {
		if g.Rev() > 1 {
			require.Equal(t, peer.PartyPerson, c.As, "REC-05 only the person moves a goal")
			require.Equal(t, g.Person(), c.By.Person)
		}
		require.Empty(t, c.For)
		personsOwn(t, g.Person(), nil, append(append(g.Strengths(), g.Challenges()...), g.Words(), g.Why(), g.FirstStep())...)
		require.NotEqual(t, recovery.BecauseNoProgress, g.Because())
		for _, made := range c.Made {
			next := made.Record.(recovery.Goal)
			personsOwn(t, g.Person(), nil, next.Words())
			require.Equal(t, g.Audience(), next.Audience())
			require.NotEqual(t, g.Ref(), next.Ref())
		}
	})
}

func goalFacts(steptest.Draw) recovery.Facts { return recovery.Facts{} }

func TestSetbackHistories(t *testing.T) {
	walk(t, setbackKind, 4, goalFacts, func(t require.TestingT, b recovery.Setback, c peer.Change) {
		personsOwn(t, b.Person(), nil, b.Happened(), b.HelpedBefore(), b.StillPossible(), b.NextStep())
		open := b.Status() == recovery.SetbackQuestionOpen
		require.Equal(t, open, len(c.Signals) > 0, "H02 what is open has left a signal")
		require.True(t, open || b.Worse() == peer.No || b.Further().Settled() == peer.Yes)
	})
}

func TestCelebrationHistories(t *testing.T) {
	walk(t, celebrationKind, 20, goalFacts, func(t require.TestingT, c recovery.Celebration, by peer.Change) {
		personsOwn(t, c.Person(), []peer.Actor{peer.ByStaff(c.Worker(), "")}, c.What(), c.HowMarked())
		if c.Counts() == nil {
			require.Equal(t, peer.PartyPerson, by.As, "REC-11 the person's step was the one that made it count")
		}
	})
}

func TestContributionHistories(t *testing.T) {
	walk(t, contributionKind, 6, func(steptest.Draw) recovery.Facts { return recovery.Facts{} },
		func(t require.TestingT, c recovery.Contribution, by peer.Change) {
			personsOwn(t, c.Person(), []peer.Actor{peer.ByStaff(c.Worker(), "")}, c.Words())
			require.NotEqual(t, c.Worker(), c.Plan().Owner)
			if c.Status() == recovery.ContributionAccepted {
				require.Equal(t, peer.Yes, c.Agrees())
				require.Equal(t, c.Plan().Owner, by.By.Staff)
			}
		})
}
