package main

import (
	"bytes"
	"context"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"
	"go.uber.org/goleak"

	"github.com/towpath-care/towpath/fhir/fhirtest"
)

// A run starts this program again, and says what life it is to live.
func TestMain(m *testing.M) {
	if os.Getenv(lifeIn) != "" {
		if err := live(context.Background()); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		return
	}
	goleak.VerifyTestMain(m)
}

// on runs one way on a new store of SQLite.
func on(t *testing.T, w way) *run {
	t.Helper()
	r, err := one(t.Context(), w, inFile(t.TempDir(), 0))
	require.NoError(t, err)
	return r
}

func TestKilled(t *testing.T) {
	for _, w := range []way{
		{at: served, kills: 2, days: 1, seed: 11},
		{at: afterCommit, conditional: true, kills: 2, days: 1, seed: 12},
		{at: afterArrive, kills: 1, days: 1, seed: 13},
		{at: landed, conditional: true, two: true, kills: 2, days: 1, seed: 14},
	} {
		t.Run(fmt.Sprintf("FHIR-16, FHIR-17, H05 %v: nothing is lost, doubled or written over", w), func(t *testing.T) {
			r := on(t, w)
			require.Empty(t, r.found(), "%v", r.notes)
			require.Equal(t, w.kills, r.killed())
			require.Positive(t, r.faulty())
			require.Positive(t, r.Edits)
			require.Positive(t, r.Told)
		})
	}
}

func TestTheChecksSee(t *testing.T) {
	t.Run("FHIR-16, FHIR-17 a strategy as it must not be does not pass", func(t *testing.T) {
		r := on(t, way{at: landed, conditional: true, naive: true, kills: 2, days: 3, seed: 1})
		require.Positive(t, r.Doubled)
		require.Positive(t, r.Overwritten)
	})
}

func TestTheVerdict(t *testing.T) {
	good := func() board {
		b := board{stores: []string{onSQLite}, by: map[string]tally{onSQLite: newTally()}, naive: newTally()}
		for _, at := range spots {
			b.by[onSQLite].Kills[at] = 1
		}
		for _, k := range kinds() {
			b.by[onSQLite].Faults[k.Name] = 1
		}
		b.naive.Doubled, b.naive.Overwritten = 1, 1
		return b
	}
	require.NoError(t, good().verdict())
	for name, spoil := range map[string]func(*board){
		"something was lost":          func(b *board) { b.set(func(t *tally) { t.Lost = 1 }) },
		"something is there twice":    func(b *board) { b.set(func(t *tally) { t.Doubled = 1 }) },
		"something went back":         func(b *board) { b.set(func(t *tally) { t.Stale = 1 }) },
		"somebody was written over":   func(b *board) { b.set(func(t *tally) { t.Overwritten = 1 }) },
		"something was missed":        func(b *board) { b.set(func(t *tally) { t.Missed = 1 }) },
		"something is stuck":          func(b *board) { b.set(func(t *tally) { t.Healthy = 1 }) },
		"something is parked in vain": func(b *board) { b.set(func(t *tally) { t.Parked = 1 }) },
		"nobody came to a place":      func(b *board) { delete(b.by[onSQLite].Kills, served) },
		"nothing went wrong":          func(b *board) { clear(b.by[onSQLite].Faults) },
		"the naive one doubles none":  func(b *board) { b.naive.Doubled = 0 },
		"it writes over nothing":      func(b *board) { b.naive.Overwritten = 0 },
		"a test did not pass":         func(b *board) { b.shown = []proof{{line: "outage"}} },
	} {
		t.Run("FHIR-16 "+name, func(t *testing.T) {
			b := good()
			spoil(&b)
			require.Error(t, b.verdict())
		})
	}
}

// set changes what came of the runs.
func (b *board) set(change func(*tally)) {
	t := b.by[onSQLite]
	change(&t)
	b.by[onSQLite] = t
}

func TestTheSeedRepeatsTheFaults(t *testing.T) {
	faults := func(seed uint64) (all []*fhirtest.Fault) {
		e, err := newEPR(seed, false, false)
		require.NoError(t, err)
		defer e.stop()
		asked, err := http.NewRequestWithContext(t.Context(), http.MethodGet, "/metadata", nil)
		require.NoError(t, err)
		for range 200 {
			f := e.weather(asked)
			if f != nil {
				f.RetryAfter = "" // may be a date
			}
			all = append(all, f)
		}
		return all
	}
	require.Equal(t, faults(1), faults(1))
	require.NotEqual(t, faults(1), faults(2))
}

func TestWhatTheCommandIsAskedFor(t *testing.T) {
	var out bytes.Buffer
	require.ErrorContains(t, command(t.Context(), []string{"--store", "oracle"}, &out), "sqlite, postgres or both")
	require.Error(t, command(t.Context(), []string{"--nothing"}, &out))
	t.Setenv("TOWPATH_POSTGRES", "")
	require.ErrorContains(t, command(t.Context(), []string{"--store", "postgres"}, &out), "TOWPATH_POSTGRES")
}

func TestThePage(t *testing.T) {
	page := filepath.Join(t.TempDir(), "page.md")
	b := board{stores: []string{onSQLite}, by: map[string]tally{onSQLite: newTally()}, naive: newTally()}
	require.Error(t, b.write(page), "there is none")
	require.NoError(t, os.WriteFile(page, []byte("# Before\n"), 0o600))
	require.ErrorContains(t, b.write(page), "no marks")
	require.NoError(t, os.WriteFile(page, []byte("# Before\n"+from+"old\n"+to+"after\n"), 0o600))
	require.NoError(t, b.write(page))
	text, err := os.ReadFile(page)
	require.NoError(t, err)
	require.Contains(t, string(text), "# Before\n")
	require.Contains(t, string(text), "after\n")
	require.Contains(t, string(text), "| duplicates | 0 | 0 | 0 |")
	require.NotContains(t, string(text), "old")
}
