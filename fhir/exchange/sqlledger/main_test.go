package sqlledger_test

import (
	"context"
	"database/sql"
	"fmt"
	"os"
	"testing"

	_ "github.com/jackc/pgx/v5/stdlib"
	"github.com/stretchr/testify/require"
	"go.uber.org/goleak"
	_ "modernc.org/sqlite"

	"github.com/towpath-care/towpath/fhir/exchange"
	"github.com/towpath-care/towpath/fhir/exchange/sqlledger"
	"github.com/towpath-care/towpath/peer"
)

// A test that needs another program starts this one again, and says what it is to do.
func TestMain(m *testing.M) {
	if part := os.Getenv("TOWPATH_LEDGER_PART"); part != "" {
		if err := play(context.Background(), part); err != nil {
			fmt.Println("trouble:", err)
			os.Exit(1)
		}
		return
	}
	goleak.VerifyTestMain(m)
}

// drivers are the names under which the drivers of the tests are known.
var drivers = map[sqlledger.Dialect]string{sqlledger.SQLite: "sqlite", sqlledger.PostgreSQL: "pgx"}

// store is where a ledger is kept in a test, so that another program can open it too.
type store struct {
	dialect sqlledger.Dialect
	dsn     string
	prefix  string
}

func (s store) database() (*sql.DB, error) { return sql.Open(drivers[s.dialect], s.dsn) }

// open opens the ledger for as long as the test takes.
func (s store) open(t testing.TB) (*sqlledger.Ledger, *sql.DB) {
	t.Helper()
	db, err := s.database()
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, db.Close()) })
	return open(t, db, s.dialect, sqlledger.Options{Prefix: s.prefix}), db
}

func open(t testing.TB, db *sql.DB, dialect sqlledger.Dialect, options sqlledger.Options) *sqlledger.Ledger {
	t.Helper()
	l, err := sqlledger.Open(t.Context(), db, dialect, options)
	require.NoError(t, err)
	return l
}

// onBoth runs a test on a fresh store of each dialect.
func onBoth(t *testing.T, do func(t *testing.T, s store)) {
	t.Run("SQLite", func(t *testing.T) { do(t, inFile(t)) })
	t.Run("PostgreSQL", func(t *testing.T) { do(t, onServer(t)) })
}

const epr = "epr"

func wants(n int, rev peer.Rev) exchange.Wanted {
	return exchange.Wanted{Name: exchange.Name{Type: "Goal", Record: peer.Ref{Kind: "goal", ID: fmt.Sprintf("g-%05d", n)}}, Rev: rev}
}

func stands(w exchange.Wanted) exchange.Settled {
	return exchange.Settled{Link: exchange.Link{Name: w.Name, ID: "at-" + w.Name.Record.ID, ETag: `W/"1"`, Rev: w.Rev, Base: "sha256:1"}, Did: exchange.Create}
}

// dirty are the ids of what still has to go out.
func dirty(t testing.TB, l *sqlledger.Ledger) map[string]peer.Rev {
	t.Helper()
	ids := map[string]peer.Rev{}
	for w, err := range l.Dirty(t.Context(), epr) {
		require.NoError(t, err)
		ids[w.Name.Record.ID] = w.Rev
	}
	return ids
}
