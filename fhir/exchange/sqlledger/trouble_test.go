package sqlledger_test

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/fhir/exchange"
	"github.com/towpath-care/towpath/fhir/exchange/sqlledger"
	"github.com/towpath-care/towpath/peer"
)

// in asks that something ended in this kind of trouble, and that its text may be shown.
func in(t *testing.T, code peer.Code, err error) {
	t.Helper()
	require.ErrorIs(t, err, code)
	var trouble *sqlledger.Error
	require.True(t, errors.As(err, &trouble))
	require.True(t, trouble.Code.Is(code))
	var refusal *peer.Refusal
	require.False(t, errors.As(err, &refusal), "it is about the store, not about a document")
	for _, secret := range []string{"s3cret", "127.0.0.1", "aled", "ledger.db", "SQLSTATE", "insert"} {
		require.NotContains(t, err.Error(), secret)
	}
	require.Regexp(t, `(Nothing was|What was under way was)`, err.Error(), "it says what became of it")
	require.True(t, strings.HasSuffix(err.Error(), "."), "it is made of sentences")
}

func (s store) try(t *testing.T, options sqlledger.Options) error {
	t.Helper()
	db, err := s.database()
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, db.Close()) })
	_, err = sqlledger.Open(t.Context(), db, s.dialect, options)
	return err
}

func TestOpenHearsEverythingAtOnce(t *testing.T) {
	t.Run("FHIR-16 no database, no dialect, a prefix that is none, negative patience", func(t *testing.T) {
		_, err := sqlledger.Open(t.Context(), nil, "oracle", sqlledger.Options{Prefix: "x; drop table y; --", Patience: -1})
		var refusal *peer.Refusal
		require.True(t, errors.As(err, &refusal))
		require.Len(t, refusal.Unmet(), 4)
	})
	for _, prefix := range []string{"X_", "1a", "a-b", "a.b", strings.Repeat("a", 31), "é"} {
		t.Run("FHIR-16 the prefix "+prefix, func(t *testing.T) {
			require.ErrorIs(t, inFile(t).try(t, sqlledger.Options{Prefix: prefix}), peer.ErrOutOfRange)
		})
	}
	t.Run("FHIR-16 a context that has ended", func(t *testing.T) {
		ctx, cancel := context.WithCancel(t.Context())
		cancel()
		db, err := inFile(t).database()
		require.NoError(t, err)
		defer func() { require.NoError(t, db.Close()) }()
		_, err = sqlledger.Open(ctx, db, sqlledger.SQLite, sqlledger.Options{})
		require.ErrorIs(t, err, context.Canceled)
	})
}

func TestTwoPrefixesAreTwoLedgers(t *testing.T) {
	s := inFile(t)
	one, db := s.open(t)
	other := open(t, db, s.dialect, sqlledger.Options{Prefix: "other_"})
	require.NoError(t, one.MarkDirty(t.Context(), epr, wants(1, 1)))
	require.Empty(t, dirty(t, other))
}

func TestAStoreOfANewerVersion(t *testing.T) {
	onBoth(t, func(t *testing.T, s store) {
		t.Run("FHIR-16 it is not touched", func(t *testing.T) {
			_, db := s.open(t)
			_, err := db.Exec("update " + s.ours() + "schema set version = 99")
			require.NoError(t, err)
			in(t, sqlledger.ErrNewer, s.try(t, sqlledger.Options{Prefix: s.prefix}))
			_, err = db.Exec("update " + s.ours() + "schema set version = 0")
			require.NoError(t, err)
			in(t, sqlledger.ErrNoStore, s.try(t, sqlledger.Options{Prefix: s.prefix}))
		})
	})
}

func TestAStoreThatIsOpenedAgain(t *testing.T) {
	onBoth(t, func(t *testing.T, s store) {
		l, db := s.open(t)
		require.NoError(t, l.MarkDirty(t.Context(), epr, wants(1, 1)))
		require.NoError(t, db.Ping())
		again, _ := s.open(t)
		require.Len(t, dirty(t, again), 1)
	})
}

func TestAReadOnlyStore(t *testing.T) {
	s := inFile(t)
	l, _ := s.open(t)
	require.NoError(t, l.MarkDirty(t.Context(), epr, wants(1, 1)))
	s.dsn += "?mode=ro"
	readOnly, _ := s.open(t)
	t.Run("FHIR-16 it can be looked at", func(t *testing.T) { require.Len(t, dirty(t, readOnly), 1) })
	t.Run("FHIR-16 nothing can be noted in it", func(t *testing.T) {
		in(t, sqlledger.ErrReadOnly, readOnly.MarkDirty(t.Context(), epr, wants(2, 1)))
		in(t, sqlledger.ErrReadOnly, readOnly.Settle(t.Context(), epr, stands(wants(1, 1))))
		require.Len(t, dirty(t, l), 1)
	})
	t.Run("FHIR-16 a fresh one cannot be made", func(t *testing.T) {
		fresh := inFile(t)
		fresh.dsn += "?mode=ro"
		in(t, sqlledger.ErrNoAnswer, fresh.try(t, sqlledger.Options{}))
	})
	t.Run("FHIR-16 in a folder that is not there", func(t *testing.T) {
		nowhere := store{sqlledger.SQLite, "file:" + filepath.ToSlash(filepath.Join(t.TempDir(), "none", "ledger.db")), ""}
		in(t, sqlledger.ErrNoAnswer, nowhere.try(t, sqlledger.Options{}))
	})
}

func TestATableThatIsGone(t *testing.T) {
	onBoth(t, func(t *testing.T, s store) {
		l, db := s.open(t)
		journal := s.ours() + "journal"
		require.NoError(t, l.MarkDirty(t.Context(), epr, wants(1, 1)))
		_, err := db.Exec("alter table " + journal + " rename to " + s.prefix + "away")
		require.NoError(t, err)
		t.Run("FHIR-16 what was begun is undone", func(t *testing.T) {
			in(t, sqlledger.ErrStore, l.Settle(t.Context(), epr, stands(wants(1, 1))))
			require.Len(t, dirty(t, l), 1)
			_, known, err := l.Link(t.Context(), epr, wants(1, 1).Name)
			require.NoError(t, err)
			require.False(t, known)
		})
		_, err = db.Exec("alter table " + s.prefix + "away rename to " + journal)
		require.NoError(t, err)
		require.NoError(t, l.Settle(t.Context(), epr, stands(wants(1, 1))))
	})
}

func TestAFullDisk(t *testing.T) {
	s := inFile(t)
	l, db := s.open(t)
	db.SetMaxOpenConns(1)
	require.NoError(t, l.MarkDirty(t.Context(), epr, wants(1, 1)))
	_, err := db.Exec("pragma max_page_count = 1") // no more pages than it has
	require.NoError(t, err)
	var many []exchange.Wanted
	for n := range 500 {
		many = append(many, wants(n, 2))
	}
	t.Run("FHIR-16 nothing is noted in part", func(t *testing.T) {
		in(t, sqlledger.ErrFull, l.MarkDirty(t.Context(), epr, many...))
		require.Equal(t, map[string]peer.Rev{"g-00001": 1}, dirty(t, l))
	})
	t.Run("FHIR-16 with room again it goes on", func(t *testing.T) {
		_, err := db.Exec("pragma max_page_count = 100000")
		require.NoError(t, err)
		require.NoError(t, l.MarkDirty(t.Context(), epr, many...))
		require.Len(t, dirty(t, l), 500)
	})
}

func TestWhatIsNoStore(t *testing.T) {
	s := inFile(t)
	require.NoError(t, os.WriteFile(strings.TrimPrefix(s.dsn, "file:"), []byte(strings.Repeat("no database ", 1000)), 0o600))
	in(t, sqlledger.ErrNoStore, s.try(t, sqlledger.Options{}))
}

func TestOthersThatWrite(t *testing.T) {
	s := inFile(t)
	l, db := s.open(t)
	held := func(t *testing.T) *sql.Conn {
		c, err := db.Conn(t.Context())
		require.NoError(t, err)
		_, err = c.ExecContext(t.Context(), "begin immediate")
		require.NoError(t, err)
		return c
	}
	let := func(t *testing.T, c *sql.Conn) {
		_, err := c.ExecContext(t.Context(), "rollback")
		require.NoError(t, err)
		require.NoError(t, c.Close())
	}
	t.Run("FHIR-16 all the time", func(t *testing.T) {
		c := held(t)
		defer let(t, c)
		hasty := open(t, db, s.dialect, sqlledger.Options{Patience: 5 * time.Millisecond})
		in(t, sqlledger.ErrBusy, hasty.MarkDirty(t.Context(), epr, wants(1, 1)))
		in(t, sqlledger.ErrBusy, hasty.Settle(t.Context(), epr, stands(wants(1, 1))))
		require.Empty(t, dirty(t, hasty))
	})
	t.Run("FHIR-16 for a while: it waits, and its caller may give up", func(t *testing.T) {
		c := held(t)
		ctx, cancel := context.WithTimeout(t.Context(), 5*time.Millisecond)
		defer cancel()
		require.ErrorIs(t, l.Settle(ctx, epr, stands(wants(1, 1))), context.DeadlineExceeded)
		done := make(chan error)
		go func() { done <- l.MarkDirty(context.Background(), epr, wants(1, 1)) }()
		let(t, c)
		require.NoError(t, <-done)
		require.Len(t, dirty(t, l), 1)
	})
}

func TestAServerThatIsNotThere(t *testing.T) {
	s := store{sqlledger.PostgreSQL, "postgres://aled:s3cret@127.0.0.1:1/ledger?connect_timeout=2", ""}
	in(t, sqlledger.ErrNoAnswer, s.try(t, sqlledger.Options{}))
}

func TestAConnectionThatIsLost(t *testing.T) {
	s := onServer(t)
	l, _ := s.open(t)
	_, other := s.open(t)
	require.NoError(t, l.MarkDirty(t.Context(), epr, wants(0, 1)))
	for n := 1; n < 6; n++ {
		_, err := other.Exec("select pg_terminate_backend(pid) from pg_stat_activity where pid <> pg_backend_pid() and query like '%" + s.prefix + "%'")
		require.NoError(t, err)
		err = l.MarkDirty(t.Context(), epr, wants(n, 1))
		if err != nil {
			in(t, sqlledger.ErrNoAnswer, err)
			require.NoError(t, l.MarkDirty(t.Context(), epr, wants(n, 1)), "the next connection is a new one")
		}
	}
	require.Len(t, dirty(t, l), 6)
}

// saying is a driver whose database answers everything with one error.
type saying struct{ err error }

func (s saying) Connect(context.Context) (driver.Conn, error) { return nil, s.err }
func (s saying) Driver() driver.Driver                        { return nil }

// stated is an error with an SQLSTATE, as the drivers for PostgreSQL have them.
type stated string

func (s stated) Error() string    { return "s3cret at 127.0.0.1, SQLSTATE " + string(s) }
func (s stated) SQLState() string { return string(s) }

func TestWhatADatabaseSays(t *testing.T) {
	for said, code := range map[error]peer.Code{
		stated("25006"): sqlledger.ErrReadOnly, stated("53100"): sqlledger.ErrFull, stated("40P01"): sqlledger.ErrBusy,
		stated("55P03"): sqlledger.ErrBusy, stated("42501"): sqlledger.ErrNotLetIn, stated("28P01"): sqlledger.ErrNotLetIn,
		stated("3D000"): sqlledger.ErrNoAnswer, stated("08006"): sqlledger.ErrNoAnswer, stated("53300"): sqlledger.ErrNoAnswer,
		stated("57P01"): sqlledger.ErrNoAnswer, stated("XX001"): sqlledger.ErrNoStore, stated("42601"): sqlledger.ErrStore,
		io.ErrUnexpectedEOF: sqlledger.ErrNoAnswer, errors.New("s3cret"): sqlledger.ErrStore,
		errors.New("sqlite3: attempt to write a readonly database"): sqlledger.ErrReadOnly,
		errors.New("database disk image is malformed"):              sqlledger.ErrNoStore,
	} {
		t.Run(fmt.Sprintf("FHIR-16 %s", code), func(t *testing.T) {
			db := sql.OpenDB(saying{said})
			defer func() { require.NoError(t, db.Close()) }()
			_, err := sqlledger.Open(t.Context(), db, sqlledger.PostgreSQL, sqlledger.Options{Patience: time.Millisecond})
			in(t, code, err)
			require.ErrorIs(t, err, said, "whoever looks into it finds the cause")
		})
	}
}
