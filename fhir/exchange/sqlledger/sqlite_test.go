package sqlledger_test

import (
	"path/filepath"
	"testing"

	"github.com/towpath-care/towpath/fhir/exchange"
	"github.com/towpath-care/towpath/fhir/exchange/exchangetest"
	"github.com/towpath-care/towpath/fhir/exchange/sqlledger"
)

// inFile is a store of SQLite that nobody has opened yet.
func inFile(t testing.TB) store {
	t.Helper()
	return store{sqlledger.SQLite, "file:" + filepath.ToSlash(filepath.Join(t.TempDir(), "ledger.db")), ""}
}

func TestSQLiteFile(t *testing.T) {
	exchangetest.Ledger(t, func(t *testing.T) exchange.Ledger {
		l, _ := inFile(t).open(t)
		return l
	})
}

func TestSQLiteShared(t *testing.T) {
	exchangetest.Shared(t, func(t *testing.T) (one, other exchange.Ledger) {
		s := inFile(t)
		one, _ = s.open(t)
		other, _ = s.open(t)
		return one, other
	})
}

// In memory there is one connection, or there would be several databases.
func TestSQLiteInMemory(t *testing.T) {
	exchangetest.Ledger(t, func(t *testing.T) exchange.Ledger {
		s := store{sqlledger.SQLite, ":memory:", ""}
		db, err := s.database()
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { _ = db.Close() })
		db.SetMaxOpenConns(1)
		return open(t, db, s.dialect, sqlledger.Options{})
	})
}
