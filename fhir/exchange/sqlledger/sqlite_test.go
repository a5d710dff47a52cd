package sqlledger_test

import (
	"database/sql"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"
	_ "modernc.org/sqlite"

	"github.com/towpath-care/towpath/fhir/exchange"
	"github.com/towpath-care/towpath/fhir/exchange/exchangetest"
	"github.com/towpath-care/towpath/fhir/exchange/sqlledger"
)

// file opens a SQLite database in a file.
func file(t testing.TB, path string) *sql.DB {
	t.Helper()
	db, err := sql.Open("sqlite", "file:"+filepath.ToSlash(path))
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, db.Close()) })
	return db
}

func open(t testing.TB, db *sql.DB, dialect sqlledger.Dialect, options sqlledger.Options) *sqlledger.Ledger {
	t.Helper()
	l, err := sqlledger.Open(t.Context(), db, dialect, options)
	require.NoError(t, err)
	return l
}

func TestSQLiteFile(t *testing.T) {
	exchangetest.Ledger(t, func(t *testing.T) exchange.Ledger {
		return open(t, file(t, filepath.Join(t.TempDir(), "ledger.db")), sqlledger.SQLite, sqlledger.Options{})
	})
}
