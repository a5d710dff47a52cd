package main

import (
	"context"
	"database/sql"
	"fmt"
	"net/url"
	"path/filepath"
	"strings"

	_ "github.com/jackc/pgx/v5/stdlib" // PostgreSQL
	_ "modernc.org/sqlite"             // SQLite

	"github.com/towpath-care/towpath/fhir/exchange/sqlledger"
)

// target is the name of the record system in the ledger.
const target = "epr"

// store is where a host keeps its records and its ledger.
type store struct {
	Dialect sqlledger.Dialect `json:"dialect"`
	DSN     string            `json:"dsn"`
	// schema is what the tables of a run stand in, in PostgreSQL; server is how it is
	// reached.
	schema, server string
}

// inFile is a store in a new file of SQLite.
func inFile(dir string, n int) store {
	path := filepath.ToSlash(filepath.Join(dir, fmt.Sprintf("run-%d.db", n)))
	return store{Dialect: sqlledger.SQLite, DSN: "file:" + path + "?_txlock=immediate&_pragma=busy_timeout(20000)&_pragma=synchronous(full)"}
}

// onServer is a store in a schema of its own in a PostgreSQL.
func onServer(dsn, schema string) store {
	s := store{Dialect: sqlledger.PostgreSQL, schema: schema, server: dsn, DSN: dsn + " search_path=" + schema}
	if u, err := url.Parse(dsn); err == nil && u.Scheme != "" {
		q := u.Query()
		q.Set("search_path", schema)
		u.RawQuery = q.Encode()
		s.DSN = u.String()
	}
	return s
}

// open gives the database.
func (s store) open() (*sql.DB, error) {
	if s.Dialect == sqlledger.SQLite {
		return sql.Open("sqlite", s.DSN)
	}
	return sql.Open("pgx", s.DSN)
}

// bind writes the placeholders as the database has them.
func (s store) bind(query string) string {
	if s.Dialect == sqlledger.SQLite {
		return query
	}
	var b strings.Builder
	n := 0
	for _, r := range query {
		if r != '?' {
			b.WriteRune(r)
			continue
		}
		n++
		fmt.Fprintf(&b, "$%d", n)
	}
	return b.String()
}

// prepare makes the host's own tables.
func (s store) prepare(ctx context.Context) error {
	if s.schema != "" {
		if err := s.asServer(ctx, "create schema "+s.schema); err != nil {
			return err
		}
	}
	db, err := s.open()
	if err != nil {
		return err
	}
	defer db.Close()
	for _, table := range []string{
		"host_record (kind text, id text, rev bigint, body text, primary key (kind, id))",
		"host_taken (type text, id text, etag text, primary key (type, id, etag))",
	} {
		if _, err := db.ExecContext(ctx, "create table "+table); err != nil {
			return err
		}
	}
	return nil
}

// remove takes away what prepare and the ledger made in a PostgreSQL.
func (s store) remove(ctx context.Context) error {
	if s.schema == "" {
		return nil
	}
	return s.asServer(ctx, "drop schema "+s.schema+" cascade")
}

func (s store) asServer(ctx context.Context, command string) error {
	db, err := sql.Open("pgx", s.server)
	if err != nil {
		return err
	}
	defer db.Close()
	_, err = db.ExecContext(ctx, command)
	return err
}
