package main

import (
	"bytes"
	"io"
	"net/http"
	"regexp"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/fhir"
)

func TestWhatIsRun(t *testing.T) {
	of := func(b board) (kills int, ways map[way]int, seeds map[uint64]bool) {
		ways, seeds = map[way]int{}, map[uint64]bool{}
		for _, j := range b.jobs() {
			if j.naive {
				continue
			}
			kills += j.kills
			seeds[j.seed] = true
			require.Positive(t, j.days)
			ways[way{at: j.at, conditional: j.conditional}]++
		}
		return kills, ways, seeds
	}
	t.Run("FHIR-16 each place on each store, with ids of either side, and as many kills as asked for", func(t *testing.T) {
		kills, ways, seeds := of(board{options: options{kills: 500}, stores: []string{onSQLite, onPostgres}})
		require.GreaterOrEqual(t, kills, 500)
		require.Len(t, ways, 2*len(spots))
		require.Len(t, seeds, 4*len(spots))
		for w, n := range ways {
			require.Equal(t, 2, n, "%v", w)
		}
	})
	t.Run("FHIR-16 the short form comes to each place, with ids of both sides in all", func(t *testing.T) {
		_, ways, _ := of(board{options: options{kills: 68, short: true}, stores: []string{onSQLite}})
		require.Len(t, ways, len(spots))
		for _, conditional := range []bool{false, true} {
			require.True(t, slices.ContainsFunc(spots, func(s spot) bool { return ways[way{at: s, conditional: conditional}] > 0 }))
		}
	})
	t.Run("FHIR-16 two at once are among them, and the naive strategy", func(t *testing.T) {
		all := board{options: options{kills: 68}, stores: []string{onSQLite}}.jobs()
		require.True(t, slices.ContainsFunc(all, func(j job) bool { return j.two }))
		require.True(t, slices.ContainsFunc(all, func(j job) bool { return j.naive }))
	})
}

func TestKilledByTheServer(t *testing.T) {
	for at, stands := range map[spot]bool{inTheServer: false, served: true} {
		t.Run("FHIR-16 "+string(at), func(t *testing.T) {
			e, err := newEPR(1, false, true)
			require.NoError(t, err)
			defer e.stop()
			e.settle()
			killed := 0
			e.setDeadly(&deadly{at: at, left: 2, kill: func() { killed++ }})
			wire := &http.Transport{}
			defer wire.CloseIdleConnections()
			for n, id := range []string{"first", "second", "third"} {
				body := []byte(`{"resourceType":"Goal","id":"` + id + `","lifecycleStatus":"active","description":{"text":"x"},"subject":{"reference":"Patient/aled-prowse"}}`)
				req, err := http.NewRequestWithContext(t.Context(), http.MethodPut, e.base+"/Goal/"+id, io.NopCloser(bytes.NewReader(body)))
				require.NoError(t, err)
				req.Header.Set("Content-Type", "application/fhir+json")
				resp, err := wire.RoundTrip(req)
				if n == 1 {
					require.Error(t, err, "it hears nothing")
					continue
				}
				require.NoError(t, err)
				require.Equal(t, http.StatusCreated, resp.StatusCode)
				require.NoError(t, resp.Body.Close())
			}
			require.Equal(t, 1, killed)
			require.Equal(t, stands, slices.Contains(e.IDs("Goal"), "second"))
			require.Contains(t, e.IDs("Goal"), "third")
		})
	}
}

func TestProofs(t *testing.T) {
	for _, p := range proofs() {
		require.NotEmpty(t, p.line)
		require.NotEmpty(t, p.gate)
	}
	p := proof{args: []string{"./nowhere"}, figures: regexp.MustCompile("(.*)"), says: "$1"}
	p.run(t.Context())
	require.False(t, p.held, "a test that does not pass shows nothing")
	p = proof{args: []string{"../scoreboard", "-run", "^TestRevisions$", "-v"}, figures: regexp.MustCompile(`revision (\d+) and (\d+)`), says: "$2 after $1"}
	p.run(t.Context())
	require.True(t, p.held, p.seen)
	require.Equal(t, "7 after 4", p.seen)
}

func TestRevisions(t *testing.T) {
	g, err := newGoal("g-0")
	require.NoError(t, err)
	first := g.Rev()
	for range 3 {
		require.Equal(t, g.Rev(), revOn(g.StatusOn().String()))
		g, err = moved(g)
		require.NoError(t, err)
	}
	t.Logf("revision %d and %d", first, g.Rev())
	require.Zero(t, revOn("never"))
	require.Zero(t, revIn([]byte("no resource")))
	require.Equal(t, "Goal", goalName("g-0").Type)
	require.NotEqual(t, fhir.Identifier{}, identifierOf("g-0"))
}

func TestPlaceholders(t *testing.T) {
	require.Equal(t, "a = ? and b = ?", inFile("x", 1).bind("a = ? and b = ?"))
	s := onServer("host=x user=y", "s1")
	require.Equal(t, "a = $1 and b = $2", s.bind("a = ? and b = ?"))
	require.Equal(t, "host=x user=y search_path=s1", s.DSN)
	require.Equal(t, "postgres://y@x/z?search_path=s1", onServer("postgres://y@x/z", "s1").DSN)
}
