package safeguard_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/peer"
	"github.com/towpath-care/towpath/safeguard"
)

// threeIn21 is organisation A's rule.
var threeIn21 = safeguard.Fluctuation{Times: 3, Within: peer.Days(21)}

// observed is one observation, recorded at noon of its day.
func observed(id string, day string, how safeguard.MentalChange) safeguard.Observed {
	return safeguard.Observed{Of: peer.Ref{Kind: "observation", ID: id}, Person: sian, Change: how, On: peer.MustDate(day), Recorded: on(day + "T12:00Z")}
}

func worse(id, day string) safeguard.Observed { return observed(id, day, safeguard.ChangeWorse) }

func TestFluctuating(t *testing.T) {
	cal := policy(t).Calendar()
	find := func(now string, list ...safeguard.Observed) (peer.Signal, bool) {
		return safeguard.Fluctuating(sian, list, threeIn21, cal, on(now))
	}
	three := []safeguard.Observed{worse("a", "2026-03-02"), observed("b", "2026-03-10", safeguard.ChangeFluctuating), worse("c", "2026-03-16")}
	t.Run("SAFE-06 three in twenty-one days raise by themselves", func(t *testing.T) {
		s, ok := find("2026-03-16T12:00Z", three...)
		require.True(t, ok)
		require.Equal(t, peer.Signal{ID: "fluctuating.observation.c", Kind: peer.SignalGoesFurther, Rule: row("SAFE-06", peer.ErrConcernRequired), About: sian,
			From: peer.Ref{Kind: "observation", ID: "c"}, Noticed: on("2026-03-16T12:00Z")}, s)
		require.NotEmpty(t, safeguard.ConcernFrom(s).ID)
	})
	t.Run("SAFE-06 two are not three", func(t *testing.T) {
		_, ok := find("2026-03-16T12:00Z", three[:2]...)
		require.False(t, ok)
		_, ok = find("2026-03-16T11:59Z", three...)
		require.False(t, ok, "the third is not recorded yet")
		_, ok = find("2026-03-16T12:00Z", three[0], three[1], three[1], three[0])
		require.False(t, ok, "the same one given twice counts once")
	})
	t.Run("SAFE-06 what is better, the same or not said counts as nothing, as do others", func(t *testing.T) {
		for _, how := range []safeguard.MentalChange{"better", "same", ""} {
			_, ok := find("2026-03-16T12:00Z", three[0], three[1], observed("c", "2026-03-16", how))
			require.False(t, ok, how)
		}
		other := three[2]
		other.Person = beatriz
		_, ok := find("2026-03-16T12:00Z", three[0], three[1], other)
		require.False(t, ok)
	})
	t.Run("SAFE-06 the edge of the span", func(t *testing.T) {
		_, ok := find("2026-03-23T12:00Z", worse("a", "2026-03-02"), worse("b", "2026-03-10"), worse("c", "2026-03-23"))
		require.True(t, ok, "the twenty-first day after it")
		_, ok = find("2026-03-24T12:00Z", worse("a", "2026-03-02"), worse("b", "2026-03-10"), worse("c", "2026-03-24"))
		require.False(t, ok, "the twenty-second")
	})
	t.Run("SAFE-06 the end of a day is the local one, also when the clocks change", func(t *testing.T) {
		late := worse("c", "2026-03-29")
		late.Recorded = on("2026-03-29T22:30Z") // half past eleven in summer time
		list := []safeguard.Observed{worse("a", "2026-03-08"), worse("b", "2026-03-10"), late}
		_, ok := find("2026-03-29T22:30Z", list...)
		require.True(t, ok)
		_, ok = find("2026-03-29T22:59Z", list...)
		require.True(t, ok)
		_, ok = find("2026-03-29T23:00Z", list...)
		require.False(t, ok)
	})
	t.Run("H07 it is the same signal while the pattern goes on", func(t *testing.T) {
		s, _ := find("2026-03-16T12:00Z", three...)
		more := append(slices.Clone(three), worse("d", "2026-03-18"), worse("e", "2026-03-22"), worse("f", "2026-04-01"))
		for _, now := range []string{"2026-03-18T12:00Z", "2026-03-22T12:00Z", "2026-04-01T12:00Z"} {
			again, ok := find(now, more...)
			require.True(t, ok, now)
			require.Equal(t, s, again, now)
		}
	})
	t.Run("H07 it falls silent when the count has fallen below, and begins anew after that", func(t *testing.T) {
		_, ok := find("2026-03-24T00:00Z", three...)
		require.False(t, ok)
		again := append(slices.Clone(three), worse("d", "2026-03-25"))
		s, ok := find("2026-03-25T12:00Z", again...)
		require.True(t, ok)
		require.Equal(t, "fluctuating.observation.d", s.ID, "another pattern")
	})
	t.Run("H07 one that is recorded late does not make it another pattern", func(t *testing.T) {
		late := worse("x", "2026-03-03")
		late.Recorded = on("2026-03-17T09:00Z")
		s, ok := find("2026-03-17T12:00Z", append(slices.Clone(three), late)...)
		require.True(t, ok)
		require.Equal(t, "fluctuating.observation.c", s.ID)
		early := worse("c", "2026-03-01") // noticed long before it was recorded
		early.Recorded = on("2026-03-16T12:00Z")
		s, ok = find("2026-03-16T12:00Z", three[0], three[1], early)
		require.True(t, ok)
		require.Equal(t, "fluctuating.observation.c", s.ID)
	})
	t.Run("SAFE-06 a day that is not said, or lies ahead, is the day it was recorded", func(t *testing.T) {
		for _, day := range []peer.Date{{}, peer.MustDate("2026-09-01")} {
			first := three[0]
			first.On = day
			_, ok := find("2026-03-23T12:00Z", first, three[1], three[2])
			require.True(t, ok)
			_, ok = find("2026-03-24T12:00Z", first, three[1], three[2])
			require.False(t, ok)
		}
	})
	t.Run("SAFE-06 a month that is partly known counts to its end", func(t *testing.T) {
		first := three[0]
		first.On = peer.MustDate("2026-02")
		_, ok := find("2026-03-16T12:00Z", first, three[1], three[2])
		require.True(t, ok)
	})
	t.Run("REC-49 without the duty there is no rule", func(t *testing.T) {
		_, ok := safeguard.Fluctuating(sian, three, safeguard.Fluctuation{}, cal, on("2026-03-16T12:00Z"))
		require.False(t, ok)
	})
	t.Run("SAFE-06 a span that cannot be counted is a day", func(t *testing.T) {
		rule := safeguard.Fluctuation{Times: 1}
		_, ok := safeguard.Fluctuating(sian, three[:1], rule, cal, on("2026-03-02T12:00Z"))
		require.True(t, ok)
		_, ok = safeguard.Fluctuating(sian, three[:1], rule, cal, on("2026-03-03T12:00Z"))
		require.False(t, ok)
	})
}

// TestFluctuatingDayByDay holds it against the plainest way to say the same: look at the
// count in the morning and at noon of every day.
func TestFluctuatingDayByDay(t *testing.T) {
	cal := policy(t).Calendar()
	rng := rand.New(rand.NewPCG(20260302, 6))
	for range 60 {
		start := peer.MustDate("2026-03-01")
		var list []safeguard.Observed
		began := ""
		for d := range 90 {
			day := start.AddDays(d)
			look := func() {
				n := 0
				for _, o := range list {
					if !o.On.AddDays(21).Before(day) {
						n++
					}
				}
				switch {
				case n < 3:
					began = ""
				case began == "":
					began = list[len(list)-1].Of.ID
				}
			}
			look()
			if rng.IntN(8) == 0 {
				list = append(list, worse(fmt.Sprint("o", d), day.String()))
			}
			look()
			shuffled := slices.Clone(list)
			rng.Shuffle(len(shuffled), func(i, j int) { shuffled[i], shuffled[j] = shuffled[j], shuffled[i] })
			s, ok := safeguard.Fluctuating(sian, shuffled, threeIn21, cal, on(day.String()+"T12:00Z").Add(time.Second))
			require.Equal(t, began != "", ok, day)
			require.Equal(t, began, s.From.ID, day)
		}
	}
}
