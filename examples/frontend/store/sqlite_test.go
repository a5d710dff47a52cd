package store_test

import (
	"database/sql"
	"errors"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/examples/frontend/desk"
	"github.com/towpath-care/towpath/examples/frontend/store"
	"github.com/towpath-care/towpath/examples/frontend/store/storetest"
	"github.com/towpath-care/towpath/examples/frontend/world"
	"github.com/towpath-care/towpath/peer"
	"github.com/towpath-care/towpath/recovery"
)

// opened opens the store in a file for as long as a test runs.
func opened(t *testing.T, file string) *store.SQLite {
	t.Helper()
	s, err := store.OpenSQLite(t.Context(), file, desk.Decode)
	require.NoError(t, err)
	t.Cleanup(func() { _ = s.Close() })
	return s
}

func TestSQLite(t *testing.T) {
	storetest.Run(t, func() store.Store { return opened(t, filepath.Join(t.TempDir(), "a store?.db")) })
}

// TestSQLiteAgain: whoever opens the file again reads the same, and goes on from there.
func TestSQLiteAgain(t *testing.T) {
	file := filepath.Join(t.TempDir(), "kept.db")
	first, memory := opened(t, file), store.NewMemory(desk.Decode)
	require.NoError(t, world.Tell(t.Context(), first))
	require.NoError(t, world.Tell(t.Context(), memory))
	require.NoError(t, first.Close())
	again := opened(t, file)
	for _, people := range [][]peer.PersonID{{"aled"}, {"beatriz"}, {"aled", "beatriz"}, nil} {
		want, err := memory.About(t.Context(), people...)
		require.NoError(t, err)
		got, err := again.About(t.Context(), people...)
		require.NoError(t, err)
		require.Equal(t, written(t, want.Records), written(t, got.Records))
		require.Equal(t, want.Signals, got.Signals)
		require.Equal(t, want.Seen, got.Seen)
	}
	want, err := memory.Changed(t.Context(), store.Moved{})
	require.NoError(t, err)
	got, err := again.Changed(t.Context(), store.Moved{})
	require.NoError(t, err)
	require.Equal(t, want, got)
	last, err := again.Last(t.Context())
	require.NoError(t, err)
	require.Equal(t, got[len(got)-1], last)
}

func written(t *testing.T, records []peer.Record) []string {
	t.Helper()
	var out []string
	for _, r := range records {
		b, err := peer.Encode(r)
		require.NoError(t, err)
		out = append(out, string(b))
	}
	return out
}

// TestSQLiteFile: the file is its owner's alone, and what is not a store of ours is left
// as it was.
func TestSQLiteFile(t *testing.T) {
	dir := t.TempDir()
	mine := filepath.Join(dir, "mine.db")
	opened(t, mine)
	info, err := os.Stat(mine)
	require.NoError(t, err)
	require.Equal(t, os.FileMode(0o600), info.Mode().Perm())

	notes := filepath.Join(dir, "notes.txt")
	require.NoError(t, os.WriteFile(notes, []byte("Sow broad beans under cover."), 0o600))
	_, err = store.OpenSQLite(t.Context(), notes, desk.Decode)
	require.ErrorIs(t, err, store.ErrUnreadable)
	b, err := os.ReadFile(notes)
	require.NoError(t, err)
	require.Equal(t, "Sow broad beans under cover.", string(b))

	_, err = store.OpenSQLite(t.Context(), filepath.Join(dir, "no such folder", "x.db"), desk.Decode)
	require.ErrorIs(t, err, os.ErrNotExist)
	for name, change := range map[string]string{"another": "create table plants (name text); pragma user_version = 1", "newer": "pragma application_id = 1953462119; pragma user_version = 2"} {
		file := filepath.Join(dir, name+".db")
		altered(t, file, change)
		_, err := store.OpenSQLite(t.Context(), file, desk.Decode)
		require.ErrorIs(t, err, store.ErrUnreadable, name)
	}
}

func altered(t *testing.T, file, how string) {
	t.Helper()
	db, err := sql.Open("sqlite", "file:"+file)
	require.NoError(t, err)
	_, err = db.ExecContext(t.Context(), how)
	require.NoError(t, err)
	require.NoError(t, db.Close())
}

// TestSQLiteTampered: a record that is not legal any more, or stands where another one
// stood, is not read.
func TestSQLiteTampered(t *testing.T) {
	var refusal *peer.Refusal
	for how, want := range map[string]func(error) bool{
		`update record set body = replace(body, '"status":"active"', '"status":"nothing"') where id = 'g-1'`: func(err error) bool { return errors.As(err, &refusal) },
		`update record set body = (select body from record where id = 'g-2') where id = 'g-1'`:               func(err error) bool { return errors.Is(err, store.ErrUnreadable) },
		`update record set rev = rev + 1 where id = 'g-1'`:                                                   func(err error) bool { return errors.Is(err, store.ErrUnreadable) },
	} {
		file := filepath.Join(t.TempDir(), "kept.db")
		s := opened(t, file)
		require.NoError(t, world.Tell(t.Context(), s))
		require.NoError(t, s.Close())
		altered(t, file, how)
		s = opened(t, file)
		_, err := s.Load(t.Context(), peer.Ref{Kind: recovery.KindGoal, ID: "g-1"})
		require.True(t, want(err), how)
		_, err = s.About(t.Context(), "aled")
		require.True(t, want(err), how)
		require.NotContains(t, err.Error(), "allotment")
	}
}
