package scenarios

import (
	"context"
	"database/sql"
	"fmt"
	"os"
	"path/filepath"
	"sync/atomic"
	"testing"

	_ "github.com/jackc/pgx/v5/stdlib" // PostgreSQL
	"github.com/stretchr/testify/require"
	_ "modernc.org/sqlite" // SQLite

	"github.com/towpath-care/towpath/fhir/exchange"
	"github.com/towpath-care/towpath/fhir/exchange/sqlledger"
)

// TestAT15OnEachLedger tells all of AT-15 with the ledger in SQLite and, where
// TOWPATH_POSTGRES names one, in PostgreSQL; TestAT15 has told it in memory.
func TestAT15OnEachLedger(t *testing.T) {
	for name, open := range map[string]func(*testing.T) exchange.Ledger{"in SQLite": inSQLite, "in PostgreSQL": inPostgreSQL} {
		t.Run("AT-15 the ledger is "+name, func(t *testing.T) {
			if name == "in PostgreSQL" && os.Getenv("TOWPATH_POSTGRES") == "" {
				t.Skip("TOWPATH_POSTGRES names no PostgreSQL to try this on; .ci/postgres starts one.")
			}
			here := func(t T) exchange.Ledger { return open(t.(asTest).T) }
			for _, lines := range [][]onLedger{at15Records, at15Trouble, at15Ends} {
				tellOn(asTest{t}, here, lines)
			}
		})
	}
}

func inSQLite(t *testing.T) exchange.Ledger {
	return opened(t, "sqlite", sqlledger.SQLite, "file:"+filepath.ToSlash(filepath.Join(t.TempDir(), "ledger.db")), sqlledger.Options{})
}

var opens atomic.Int64

func inPostgreSQL(t *testing.T) exchange.Ledger {
	prefix := fmt.Sprintf("at15_%d_%d_", os.Getpid(), opens.Add(1))
	l := opened(t, "pgx", sqlledger.PostgreSQL, os.Getenv("TOWPATH_POSTGRES"), sqlledger.Options{Prefix: prefix})
	t.Cleanup(func() {
		db, err := sql.Open("pgx", os.Getenv("TOWPATH_POSTGRES"))
		require.NoError(t, err)
		defer db.Close()
		for _, table := range []string{"waiting", "link", "target", "journal", "arrived", "seen", "checkpoint", "schema"} {
			_, err := db.ExecContext(context.Background(), "drop table if exists "+prefix+table+" cascade")
			require.NoError(t, err)
		}
		_, err = db.ExecContext(context.Background(), "drop sequence if exists "+prefix+"waiting_order")
		require.NoError(t, err)
	})
	return l
}

func opened(t *testing.T, driver string, dialect sqlledger.Dialect, dsn string, o sqlledger.Options) exchange.Ledger {
	t.Helper()
	db, err := sql.Open(driver, dsn)
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, db.Close()) })
	l, err := sqlledger.Open(t.Context(), db, dialect, o)
	require.NoError(t, err)
	return l
}
