package sqlledger_test

import (
	"context"
	"database/sql"
	"errors"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/peer"
)

// hosts makes a table of the host's own.
func hosts(t *testing.T, s store, db *sql.DB) {
	t.Helper()
	_, err := db.Exec("create table " + s.prefix + "host (id bigint)")
	require.NoError(t, err)
	t.Cleanup(func() {
		_, err := db.Exec("drop table " + s.prefix + "host")
		require.NoError(t, err)
	})
}

func count(t *testing.T, db *sql.DB, table string) (n int) {
	t.Helper()
	require.NoError(t, db.QueryRow("select count(*) from "+table).Scan(&n))
	return n
}

func TestInTheHostsTransaction(t *testing.T) {
	onBoth(t, func(t *testing.T, s store) {
		l, db := s.open(t)
		hosts(t, s, db)
		change := func(ctx context.Context, t *testing.T, rev peer.Rev) *sql.Tx {
			tx, err := db.BeginTx(t.Context(), nil)
			require.NoError(t, err)
			_, err = tx.Exec("insert into " + s.prefix + "host (id) values (1)")
			require.NoError(t, err)
			require.NoError(t, l.In(tx).MarkDirty(ctx, epr, wants(1, rev), wants(2, rev), wants(1, rev)))
			return tx
		}
		t.Run("FHIR-16, H05 a transaction that is undone takes the note with it", func(t *testing.T) {
			require.NoError(t, change(t.Context(), t, 1).Rollback())
			require.Empty(t, dirty(t, l))
			require.Zero(t, count(t, db, s.prefix+"host"))
		})
		t.Run("FHIR-16, H05 a transaction that is committed brings the note with it", func(t *testing.T) {
			require.NoError(t, change(t.Context(), t, 1).Commit())
			require.Equal(t, map[string]peer.Rev{"g-00001": 1, "g-00002": 1}, dirty(t, l))
			require.Equal(t, 1, count(t, db, s.prefix+"host"))
		})
		t.Run("FHIR-16, H05 what it notes is seen by nobody before it is committed", func(t *testing.T) {
			tx := change(t.Context(), t, 7)
			require.Equal(t, peer.Rev(1), dirty(t, l)["g-00001"])
			require.NoError(t, tx.Rollback())
			require.Equal(t, peer.Rev(1), dirty(t, l)["g-00001"])
		})
		t.Run("FHIR-16 what cannot be kept is refused, and the transaction goes on", func(t *testing.T) {
			tx, err := db.BeginTx(t.Context(), nil)
			require.NoError(t, err)
			odd := wants(9, 1)
			odd.Name.Part = "a\x00b"
			var refusal *peer.Refusal
			require.True(t, errors.As(l.In(tx).MarkDirty(t.Context(), epr, wants(8, 1), odd), &refusal))
			over, cancel := context.WithCancel(t.Context())
			cancel()
			require.ErrorIs(t, l.In(tx).MarkDirty(over, epr, wants(8, 1)), context.Canceled)
			require.NoError(t, l.In(tx).MarkDirty(t.Context(), epr, wants(10, 1)))
			require.NoError(t, tx.Commit())
			require.NotContains(t, dirty(t, l), "g-00008")
			require.Contains(t, dirty(t, l), "g-00010")
		})
	})
}
