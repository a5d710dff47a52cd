package transition_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/internal/witness"
	"github.com/towpath-care/towpath/peer"
	"github.com/towpath-care/towpath/transition"
)

// plan is one move of a simulated year in plain days of the year; never is none.
// Everything is done at noon; the daily run is at six in the morning.
type plan struct {
	told, planned, checked, transfer, arrived, contact, said, answered, again, cancelled int
}

const never = 10_000

func drawPlan(rng *rand.Rand) plan {
	maybe := func(n, from, to int) int {
		if rng.IntN(10) < n {
			return from + rng.IntN(to-from+1)
		}
		return never
	}
	var p plan
	p.told = rng.IntN(290)
	p.planned = p.told + 10 + rng.IntN(30)
	p.checked = maybe(8, p.told+1, p.planned+10)
	p.transfer = maybe(8, p.told+2, p.planned+8)
	p.arrived, p.contact, p.said, p.answered, p.again, p.cancelled = never, never, never, never, never, never
	if p.transfer != never {
		p.arrived = maybe(8, p.transfer, max(p.planned, p.transfer)+20)
	}
	if p.arrived != never {
		p.contact = maybe(7, p.arrived, p.arrived+25)
	}
	p.said = maybe(3, p.told, p.planned+30)
	if p.answered = maybe(5, p.told+3, p.planned+25); p.answered != never {
		p.again = p.answered + rng.IntN(20)
	}
	if p.arrived == never {
		p.cancelled = maybe(3, p.told+5, p.planned+40)
	}
	return p
}

// stall is what the plan says stands on a morning, worked out from the days alone.
type stall struct {
	kind  transition.Stall
	since float64 // in days; noon is a half
	again int     // answers before
}

// expected is the oldest stall that nobody has answered on the morning of a day.
func (p plan) expected(day, openBefore, contactWithin int) (stall, bool) {
	if day <= p.told || day > p.cancelled {
		return stall{}, false
	}
	var loud []stall
	episode := 0
	if day > p.answered {
		episode = 1
	}
	rule := func(kind transition.Stall, since int) {
		if day < since {
			return
		}
		s := stall{kind, float64(since), episode}
		if episode == 1 && since <= p.answered {
			if day <= p.again {
				return
			}
			s.since = float64(p.again + 1)
		}
		loud = append(loud, s)
	}
	if day <= p.checked && day <= p.arrived {
		rule(transition.StallChecks, p.planned-openBefore)
	}
	if day <= p.transfer {
		rule(transition.StallDay, p.planned+1)
	}
	switch {
	case day > p.contact:
	case day > p.arrived:
		rule(transition.StallContact, p.arrived+contactWithin+1)
	case day > p.transfer:
		rule(transition.StallContact, p.planned+contactWithin+1)
	}
	if day > p.said && (p.said > p.answered || day <= p.answered) {
		loud = append(loud, stall{transition.StallPerson, float64(p.said) + .5, episode})
	}
	if len(loud) == 0 {
		return stall{}, false
	}
	return slices.MinFunc(loud, func(a, b stall) int {
		if a.since < b.since || a.since == b.since && a.kind == transition.StallChecks || a.since == b.since && a.kind == transition.StallDay && b.kind == transition.StallContact {
			return -1
		}
		return 1
	}), true
}

var newYear = peer.MustDate("2026-01-01")

// live takes the steps of a plan that fall on the day before a morning.
func (p plan) live(t *testing.T, m transition.Transition, day int, f transition.Facts) transition.Transition {
	noon := time.Date(2026, 1, 1, 12, 0, 0, 0, time.UTC).AddDate(0, 0, day-1)
	on := newYear.AddDays(day - 1)
	do := func(when int, by peer.Actor, step transition.TransitionStep) {
		if when != day-1 {
			return
		}
		next, _, err := m.Do(step, peer.Act{By: by, At: noon, ID: peer.RequestID(fmt.Sprint(m.Rev())), Seen: m.Rev()}, f)
		require.NoError(t, err)
		m = next
	}
	if p.told == day-1 {
		step := theMove()
		step.Told, step.Planned, step.Until = on, newYear.AddDays(p.planned), peer.Date{}
		next, _, err := transition.NewTransition(step, peer.Act{By: byKay, At: noon, ID: "new"}, f)
		require.NoError(t, err)
		m = next
		for _, s := range []transition.TransitionStep{theServices(), theInformation(), theContinuity(), transition.Prepare{}} {
			do(p.told, byKay, s)
		}
	}
	for _, c := range sixChecks {
		do(p.checked, bySian, transition.AnswerCheck{Check: c, Answer: transition.Met})
	}
	if day-1 <= p.cancelled {
		do(p.said, bySian, transition.SayStuck{})
	}
	do(p.transfer, byKay, transition.StartTransfer{})
	do(p.arrived, byKay, transition.Arrive{On: on})
	do(p.contact, bySian, transition.NewContact{On: on})
	do(p.answered, byKay, transition.AnswerStuck{Next: peer.Say("I ring them"), LookAgain: newYear.AddDays(p.again)})
	do(p.cancelled, byKay, transition.Cancel{})
	return m
}

// A year of 1,000 moves under two policies: every stall is raised exactly once, on
// the morning it is there, and none early.
func TestAYearOfMoves(t *testing.T) {
	defer witness.Pause()()
	rng := rand.New(rand.NewPCG(20260217, 15))
	usual := policy(t)
	other, err := saying(t, "openBefore", map[string]int{"days": 5})
	require.NoError(t, err)
	raised, mornings, quietYears := 0, 0, 0
	for i := range 1000 {
		p, pol, openBefore := drawPlan(rng), usual, 2
		if i%2 == 1 {
			pol, openBefore = other, 5
		}
		f := transition.Facts{Policy: pol}
		// What ends a move ends what was planned after it.
		if p.cancelled != never {
			for _, d := range []*int{&p.transfer, &p.said, &p.answered, &p.checked} {
				if *d >= p.cancelled {
					*d = never
				}
			}
		}
		ids := map[stall]string{}
		names := map[string]bool{}
		var m transition.Transition
		for day := p.told + 1; day < 365; day++ {
			m = p.live(t, m, day, f)
			now := time.Date(2026, 1, 1, 6, 0, 0, 0, time.UTC).AddDate(0, 0, day)
			got := transition.Assess(m, pol, pol.Calendar(), now)
			want, there := p.expected(day, openBefore, 14)
			mornings++
			require.Equal(t, there, got.Signal != nil, "%+v on day %d: %+v", p, day, want)
			if !there {
				continue
			}
			require.False(t, got.Signal.Noticed.After(now), "none early")
			since := got.Signal.Noticed.In(pol.Calendar().Zone())
			require.Equal(t, int(want.since), since.YearDay()-1, "%+v on day %d: %+v", p, day, want)
			if id, known := ids[want]; known {
				require.Equal(t, id, got.Signal.ID, "%+v on day %d: the same stall", p, day)
				continue
			}
			require.False(t, names[got.Signal.ID], "%+v on day %d: another stall", p, day)
			ids[want], names[got.Signal.ID] = got.Signal.ID, true
			raised++
		}
		if len(ids) == 0 {
			quietYears++
		}
	}
	t.Logf("%d mornings, %d signals, %d of 1000 moves without one", mornings, raised, quietYears)
	require.Greater(t, raised, 500)
	require.Greater(t, quietYears, 50)
}
