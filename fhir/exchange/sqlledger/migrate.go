package sqlledger

import (
	"context"
	"database/sql"
	"embed"
	"errors"
	"fmt"
)

// The tables of each version, in files of their own: what has been released is never
// edited, a newer version gets another file.
//
//go:embed schema/*.sql
var schema embed.FS

// newest is the version of the tables that this package reads and writes.
//
//	1  waiting, link, target, journal, arrived, seen, checkpoint
const newest = 1

// migrate brings the tables up to the newest version, unless they are there.
func (l *Ledger) migrate(ctx context.Context) error {
	version, err := l.version(ctx, l.db)
	if err != nil {
		return err
	}
	if version == newest {
		return nil
	}
	if version < newest && l.dialect == SQLite {
		// Readers then stand in nobody's way. A file that cannot have it is as safe without.
		if err := l.patiently(ctx, func() error { return exec(ctx, l.db, "pragma journal_mode = wal") }); err != nil {
			return err
		}
	}
	return l.write(ctx, func(c connection) error { return l.forward(ctx, c) })
}

// forward is done by one program at a time: what another one has done in the meantime is
// seen, and not done again.
func (l *Ledger) forward(ctx context.Context, c connection) error {
	if lock := speeches[l.dialect].migrate; lock != "" {
		if err := exec(ctx, c, l.text(lock)); err != nil {
			return err
		}
	}
	version, err := l.version(ctx, c)
	if err != nil {
		return err
	}
	if version > newest {
		return &Error{Code: ErrNewer}
	}
	for v := version + 1; v <= newest; v++ {
		tables, err := schema.ReadFile(fmt.Sprintf("schema/%s-%04d.sql", l.dialect, v))
		if err != nil {
			return err
		}
		if err := exec(ctx, c, l.text(string(tables))); err != nil {
			return err
		}
	}
	if version == 0 {
		if err := exec(ctx, c, l.text("create table {prefix}schema (version bigint not null)")); err != nil {
			return err
		}
		return exec(ctx, c, l.text("insert into {prefix}schema (version) values (?1)"), newest)
	}
	return exec(ctx, c, l.text("update {prefix}schema set version = ?1"), newest)
}

// version is that of the tables that are there; 0: there are none.
func (l *Ledger) version(ctx context.Context, c querier) (version int, err error) {
	var tables int
	one := func(into *int) func(*sql.Rows) error { return func(r *sql.Rows) error { return r.Scan(into) } }
	err = l.patiently(ctx, func() error {
		return read(ctx, c, l.text(speeches[l.dialect].there), one(&tables), l.prefix+"schema")
	})
	if err != nil || tables == 0 {
		return 0, err
	}
	if err := read(ctx, c, l.text("select version from {prefix}schema"), one(&version)); err != nil {
		return 0, err
	}
	if version < 1 {
		return 0, &Error{ErrNoStore, errors.New("no version")}
	}
	return version, nil
}
