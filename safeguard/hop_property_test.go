package safeguard_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/safeguard"
)

// Whatever crashes, is lost or is stored late: a turn that was told keeps its number and
// its human, at most one hop has it, whoever has it now has one, and by when somebody
// takes it on is what Escalate asks of them, where no receipt of a link before is missing.
func TestHopsOnABadDay(t *testing.T) {
	h := badDayHouse(t)
	told, taken, owed := 0, 0, 0
	for seed := range interleavings(300, 10_000) {
		d := newBadDay(t, h, uint64(seed))
		whose := map[string]safeguard.Recipient{}
		for range 40 {
			d.step()
			hops := d.c.Hops(h.Calendar)
			having, seen := 0, map[string]bool{}
			e := safeguard.Escalate(d.c, h.World, d.now)
			for _, x := range hops {
				require.False(t, seen[x.Number] || strings.Contains(x.Number, "."), "seed %d: %s", seed, x.Number)
				seen[x.Number] = true
				if !x.Told.IsZero() {
					told++
					require.True(t, whose[x.Number].Staff == "" || whose[x.Number] == x.To, "seed %d: %s was another's", seed, x.Number)
					whose[x.Number] = x.To
				}
				if x.State == safeguard.HopTaken {
					having++
					require.True(t, e.Nobody() || e.Has.By == x.To.Staff, "seed %d", seed)
				}
			}
			require.LessOrEqual(t, having, 1, "seed %d", seed)
			require.True(t, e.Nobody() || having == 1, "seed %d: somebody has it and no hop says so", seed)
			taken += having
			for number, to := range whose {
				require.True(t, seen[number], "seed %d: %s of %s is gone", seed, number, to.Staff)
			}
			for _, o := range e.Owed {
				for _, x := range hops {
					if link := strings.ReplaceAll(o.Turn.String(), ".", "-"); o.Kind == safeguard.OwedTake && before(seen, o.Turn) && (x.Number == link || strings.HasPrefix(x.Number, link+"-")) {
						owed++
						require.Equal(t, o.By.Instant(h.Calendar), x.AcknowledgeBy, "seed %d: %s", seed, x.Number)
					}
				}
			}
		}
	}
	t.Logf("%d told, %d taken, %d owed", told, taken, owed)
	require.True(t, told > 1000 && taken > 300 && owed > 300)
}

// before reports whether every link before one in its round was told.
func before(seen map[string]bool, turn safeguard.Turn) bool {
	for n := range turn.Link {
		if n > 0 && !seen[strings.ReplaceAll(safeguard.Turn{Round: turn.Round, Link: n}.String(), ".", "-")] {
			return false
		}
	}
	return true
}
