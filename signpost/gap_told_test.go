package signpost_test

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/towpath-care/towpath/internal/witness"
	"github.com/towpath-care/towpath/peer"
	"github.com/towpath-care/towpath/signpost"
)

// nobodyTold holds a report against what somebody could work out who knows the whole and
// every number shown: nothing below the least is shown, and each small number that is
// named could be another.
func nobodyTold(t require.TestingT, r signpost.Report, list []signpost.Gap) {
	counted := map[string]int{}
	for _, g := range list {
		counted[g.Area()]++
	}
	left, hidden := r.Total.N, 0
	for _, c := range r.Areas {
		if c.Count.FewerThan > 0 {
			hidden++
			require.Less(t, counted[c.Name], r.AtLeast)
			continue
		}
		require.GreaterOrEqual(t, c.Count.N, r.AtLeast)
		require.True(t, c.Name == "" || counted[c.Name] == c.Count.N)
		left -= c.Count.N
	}
	if r.Total.N == 0 {
		require.Empty(t, r.Areas)
		return
	}
	if hidden == 0 {
		require.Zero(t, left)
		return
	}
	require.Greater(t, len(possible(left, hidden, r.AtLeast-1)), 1, "%d left for %d", left, hidden)
	require.GreaterOrEqual(t, left, r.AtLeast)
}

// possible are the values one of n numbers from 1 to most can have that come to sum.
func possible(sum, n, most int) []int {
	var out []int
	for v := 1; v <= most; v++ {
		if rest := sum - v; n-1 <= rest && rest <= (n-1)*most {
			out = append(out, v)
		}
	}
	return out
}

// Whatever was logged, nobody can work out a small number, and nothing is lost.
func TestGapReportTellsNobody(t *testing.T) {
	defer witness.Pause()()
	areas := map[string]signpost.Gap{}
	for i := range 8 {
		name := fmt.Sprintf("a%d", i)
		areas[name] = logged(t, 1, name, signpost.PeerGroup, "2026-03")[0]
	}
	named, folded := 0, 0
	rapid.Check(t, func(rt *rapid.T) {
		var list []signpost.Gap
		for _, name := range slices.Sorted(maps.Keys(areas)) {
			for range rapid.SampledFrom([]int{0, 0, 1, 1, 2, 3, 4, 5, 6, 9}).Draw(rt, "n") {
				list = append(list, areas[name])
			}
		}
		r := signpost.GapReport(list, peer.Date{}, peer.Date{}, rapid.IntRange(3, 7).Draw(rt, "least"))
		nobodyTold(rt, r, list)
		slices.Reverse(list)
		require.Equal(rt, r, signpost.GapReport(list, peer.Date{}, peer.Date{}, r.AtLeast), "whatever order they come in")
		if strings.Contains(r.Text(), "all others") {
			folded++
		} else if strings.Contains(r.Text(), ": fewer than") {
			named++
		}
	})
	require.NotZero(t, named)
	require.NotZero(t, folded)
}
