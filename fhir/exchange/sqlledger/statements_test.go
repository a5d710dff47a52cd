package sqlledger_test

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// overheard connects to a store, and tells of each statement before it is done; an error
// has the statement not done. A script is said statement by statement.
type overheard struct {
	driver driver.Driver
	dsn    string
	before func(statement string) error
}

// overhear opens a database for as long as the test takes.
func (s store) overhear(t *testing.T, before func(statement string) error) *sql.DB {
	t.Helper()
	db, err := s.overheard(before)
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, db.Close()) })
	return db
}

func (s store) overheard(before func(statement string) error) (*sql.DB, error) {
	plain, err := s.database()
	if err != nil {
		return nil, err
	}
	defer func() { _ = plain.Close() }()
	return sql.OpenDB(overheard{plain.Driver(), s.dsn, before}), nil
}

func (o overheard) Driver() driver.Driver { return o.driver }

func (o overheard) Connect(context.Context) (driver.Conn, error) {
	c, err := o.driver.Open(o.dsn)
	if err != nil {
		return nil, err
	}
	return said{c, o.before}, nil
}

// said is a connection that is overheard.
type said struct {
	driver.Conn
	before func(statement string) error
}

func (s said) ExecContext(ctx context.Context, text string, args []driver.NamedValue) (result driver.Result, err error) {
	statements := []string{text}
	if len(args) == 0 {
		statements = strings.SplitAfter(strings.TrimSpace(text), ";\n")
	}
	for _, one := range statements {
		if err := s.before(one); err != nil {
			return nil, err
		}
		if result, err = s.Conn.(driver.ExecerContext).ExecContext(ctx, one, args); err != nil {
			return nil, err
		}
	}
	return result, nil
}

func (s said) QueryContext(ctx context.Context, text string, args []driver.NamedValue) (driver.Rows, error) {
	return s.Conn.(driver.QueryerContext).QueryContext(ctx, text, args)
}
