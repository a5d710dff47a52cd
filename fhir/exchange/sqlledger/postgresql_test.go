package sqlledger_test

import (
	"fmt"
	"os"
	"sync/atomic"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/fhir/exchange"
	"github.com/towpath-care/towpath/fhir/exchange/exchangetest"
	"github.com/towpath-care/towpath/fhir/exchange/sqlledger"
)

var stores atomic.Int64

// onServer is a store that nobody has opened yet, in the PostgreSQL that TOWPATH_POSTGRES
// names; other tests have theirs beside it.
func onServer(t testing.TB) store {
	t.Helper()
	dsn := os.Getenv("TOWPATH_POSTGRES")
	if dsn == "" {
		t.Skip("TOWPATH_POSTGRES names no PostgreSQL to try this on; .ci/postgres starts one.")
	}
	s := store{sqlledger.PostgreSQL, dsn, fmt.Sprintf("t%d_%d_", os.Getpid(), stores.Add(1))}
	t.Cleanup(func() {
		db, err := s.database()
		require.NoError(t, err)
		for _, table := range []string{"waiting", "link", "target", "journal", "arrived", "seen", "checkpoint", "schema"} {
			_, err := db.Exec("drop table if exists " + s.prefix + table)
			require.NoError(t, err)
		}
		_, err = db.Exec("drop sequence if exists " + s.prefix + "waiting_order")
		require.NoError(t, err)
		require.NoError(t, db.Close())
	})
	return s
}

func TestPostgreSQL(t *testing.T) {
	exchangetest.Ledger(t, func(t *testing.T) exchange.Ledger {
		l, _ := onServer(t).open(t)
		return l
	})
}

func TestPostgreSQLShared(t *testing.T) {
	exchangetest.Shared(t, func(t *testing.T) (one, other exchange.Ledger) {
		s := onServer(t)
		one, _ = s.open(t)
		other, _ = s.open(t)
		return one, other
	})
}
