package sqlledger_test

import (
	"database/sql"
	"fmt"
	"io"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/fhir/exchange/sqlledger"
	"github.com/towpath-care/towpath/peer"
)

// ours is what the names of the tables of a store begin with.
func (s store) ours() string {
	if s.prefix == "" {
		return "towpath_"
	}
	return s.prefix
}

// made is how much of the ledger's there is in a store.
func (s store) made(t *testing.T, db *sql.DB) (n int) {
	t.Helper()
	text := "select count(*) from sqlite_master where substr(name, 1, length(?1)) = ?1"
	if s.dialect == sqlledger.PostgreSQL {
		text = "select count(*) from pg_catalog.pg_class where starts_with(relname, $1)"
	}
	require.NoError(t, db.QueryRow(text, s.ours()).Scan(&n))
	return n
}

// plain opens the database without the ledger.
func (s store) plain(t *testing.T) *sql.DB {
	t.Helper()
	db, err := s.database()
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, db.Close()) })
	return db
}

func TestStoppedWhileItMakesItsTables(t *testing.T) {
	onBoth(t, func(t *testing.T, s store) {
		t.Run("FHIR-16 before each of its statements: nothing is left of it, and the next one makes it whole", func(t *testing.T) {
			db, tried := s.plain(t), 0
			for done := false; !done; {
				left := tried
				other := s.overhear(t, func(string) error {
					if left--; left < 0 {
						return io.ErrUnexpectedEOF
					}
					return nil
				})
				_, err := sqlledger.Open(t.Context(), other, s.dialect, sqlledger.Options{Prefix: s.prefix})
				if done = err == nil; !done {
					in(t, sqlledger.ErrNoAnswer, err)
					require.Zero(t, s.made(t, db), "after %d statements", tried)
					tried++
				}
			}
			require.Greater(t, tried, 15, "that were all places")
			l, _ := s.open(t)
			require.NoError(t, l.MarkDirty(t.Context(), epr, wants(1, 1)))
			require.Equal(t, map[string]peer.Rev{"g-00001": 1}, dirty(t, l))
		})
	})
}

func TestKilledWhileItMakesItsTables(t *testing.T) {
	step := 4
	if os.Getenv("TOWPATH_LONG") == "1" {
		step = 1
	}
	onBoth(t, func(t *testing.T, s store) {
		t.Run("FHIR-16, H05 between its statements: nothing is left of it, and the next one makes it whole", func(t *testing.T) {
			db, killed := s.plain(t), 0
			for n := 1; ; n += step {
				said := s.start(t, "make", fmt.Sprintf("TOWPATH_LEDGER_STATEMENTS=%d", n)).ends()
				if len(said) > 0 {
					require.Equal(t, []string{"open"}, said)
					break
				}
				require.Zero(t, s.made(t, db), "after %d statements", n)
				killed++
			}
			require.Greater(t, killed, 15/step)
			l, _ := s.open(t)
			require.NoError(t, l.MarkDirty(t.Context(), epr, wants(1, 1)))
			require.Equal(t, map[string]peer.Rev{"g-00001": 1}, dirty(t, l))
		})
	})
}

func TestTwoMakeTheTablesAtOnce(t *testing.T) {
	onBoth(t, func(t *testing.T, s store) {
		t.Run("FHIR-16 the second waits for the first, and finds them made", func(t *testing.T) {
			begun, goOn := make(chan bool), make(chan bool)
			first := true
			slow := s.overhear(t, func(statement string) error {
				if first && strings.Contains(statement, "create ") {
					first = false
					close(begun)
					<-goOn
				}
				return nil
			})
			begins := 0
			waits := make(chan bool, 1)
			quick := s.overhear(t, func(statement string) error {
				if statement == "begin immediate" {
					if begins++; begins == 2 { // it is in the way of the other one
						waits <- true
					}
				}
				return nil
			})
			opened := make(chan error, 2)
			open := func(db *sql.DB) {
				_, err := sqlledger.Open(t.Context(), db, s.dialect, sqlledger.Options{Prefix: s.prefix})
				opened <- err
			}
			go open(slow)
			<-begun
			go open(quick)
			s.untilSomebodyWaits(t, waits, opened)
			close(goOn)
			require.NoError(t, <-opened)
			require.NoError(t, <-opened)
			require.Equal(t, 1, count(t, slow, s.ours()+"schema"))
		})
	})
}

// untilSomebodyWaits returns when one is in another's way: as waits says, or as PostgreSQL
// says of its locks; or when something has come to its end without waiting.
func (s store) untilSomebodyWaits(t *testing.T, waits <-chan bool, ended chan error) {
	t.Helper()
	if s.dialect == sqlledger.SQLite {
		select {
		case <-waits:
		case err := <-ended:
			ended <- err
		}
		return
	}
	db := s.plain(t)
	require.Eventually(t, func() bool {
		return len(ended) > 0 || count(t, db, "pg_catalog.pg_locks where not granted") > 0
	}, 30*time.Second, 5*time.Millisecond)
}
