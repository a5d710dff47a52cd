package store

import (
	"context"
	"database/sql"
	_ "embed"
	"encoding/json"
	"errors"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"sync"
	"time"

	"modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"

	"github.com/towpath-care/towpath/peer"
)

//go:embed sqlite.sql
var schema string

// What a file of this store says of itself.
const (
	application = 1953462119
	version     = 1
)

// options make a change last a power cut, let a second program wait its turn, and begin
// what writes as a writer, so that nobody finds out late that somebody was quicker.
const options = "?_txlock=immediate&_pragma=busy_timeout(5000)&_pragma=synchronous(full)"

// SQLite is a Store in a file. One step is one transaction, and what was kept is there
// after a restart. It may be used from several goroutines, and the file by several
// programs.
type SQLite struct {
	db     *sql.DB
	decode func(peer.Kind, []byte) (peer.Record, error)

	mu   sync.Mutex
	read map[peer.Ref]peer.Record // checked values, each of a revision that never changes
}

// mostRead is how many checked values are held at most, so that memory does not grow with
// the file.
const mostRead = 5000

// OpenSQLite opens the store in a file, and makes one where there is none, readable by
// its owner only. decode reads a stored record of any kind that it holds. A file that is
// something else is ErrUnreadable. Close ends it.
func OpenSQLite(ctx context.Context, file string, decode func(peer.Kind, []byte) (peer.Record, error)) (*SQLite, error) {
	f, err := os.OpenFile(file, os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return nil, fmt.Errorf("store: %w", err)
	}
	if err := f.Close(); err != nil {
		return nil, fmt.Errorf("store: %w", err)
	}
	path := url.URL{Path: filepath.ToSlash(file)}
	db, err := sql.Open("sqlite", "file:"+path.EscapedPath()+options)
	if err != nil {
		return nil, fmt.Errorf("store: %w", err)
	}
	s := &SQLite{db: db, decode: decode, read: map[peer.Ref]peer.Record{}}
	if err := s.begin(ctx); err != nil {
		if fault, ok := errors.AsType[*sqlite.Error](err); ok && fault.Code() == sqlite3.SQLITE_NOTADB {
			err = ErrUnreadable
		}
		return nil, errors.Join(err, db.Close())
	}
	return s, nil
}

// Close ends the store.
func (s *SQLite) Close() error { return s.db.Close() }

// begin makes the tables in an empty file, and turns away a file that is not ours.
func (s *SQLite) begin(ctx context.Context) error {
	return s.together(ctx, nil, func(tx *sql.Tx) error {
		var app, ver, tables int
		err := tx.QueryRowContext(ctx, "select (select application_id from pragma_application_id), (select user_version from pragma_user_version), (select count(*) from sqlite_schema)").Scan(&app, &ver, &tables)
		switch {
		case err != nil:
			return fmt.Errorf("store: %w", err)
		case app == application && ver == version:
			return nil
		case app != 0 || ver != 0 || tables != 0:
			return ErrUnreadable
		}
		_, err = tx.ExecContext(ctx, schema)
		return err
	})
}

// together does something in one transaction.
func (s *SQLite) together(ctx context.Context, o *sql.TxOptions, do func(*sql.Tx) error) error {
	tx, err := s.db.BeginTx(ctx, o)
	if err != nil {
		return fmt.Errorf("store: %w", err)
	}
	if err := do(tx); err != nil {
		return errors.Join(err, tx.Rollback())
	}
	if err := tx.Commit(); err != nil {
		return fmt.Errorf("store: %w", err)
	}
	return nil
}

var reading = &sql.TxOptions{ReadOnly: true}

// Load reads one record.
func (s *SQLite) Load(ctx context.Context, of peer.Ref) (peer.Record, error) {
	list, err := all(ctx, s.db, s.record, "select kind, id, rev, body from record where kind = ? and id = ?", of.Kind, of.ID)
	if err == nil && len(list) == 0 {
		err = ErrNotFound
	}
	if err != nil {
		return nil, err
	}
	return list[0], nil
}

// About reads everything about these people, or what is about nobody, as it is at one
// moment.
func (s *SQLite) About(ctx context.Context, people ...peer.PersonID) (Kept, error) {
	if len(people) == 0 {
		people = []peer.PersonID{""}
	}
	among, err := json.Marshal(people)
	if err != nil {
		return Kept{}, err
	}
	var out Kept
	err = s.together(ctx, reading, func(tx *sql.Tx) error {
		var faults [3]error
		out.Records, faults[0] = all(ctx, tx, s.record, "select kind, id, rev, body from record where about in (select value from json_each(?)) order by kind || '/' || id", string(among))
		out.Signals, faults[1] = all(ctx, tx, fromJSON[peer.Signal], "select body from signal where about in (select value from json_each(?)) order by n", string(among))
		out.Seen, faults[2] = all(ctx, tx, fromJSON[peer.Seen], "select seen.body from seen join record using (kind, id) where about in (select value from json_each(?)) order by n", string(among))
		return errors.Join(faults[:]...)
	})
	return out, err
}

// Last is the change that was kept last.
func (s *SQLite) Last(ctx context.Context) (Moved, error) {
	list, err := all(ctx, s.db, toMoved, movedOn+" order by n desc limit 1")
	if err != nil || len(list) == 0 {
		return Moved{}, err
	}
	return list[0], nil
}

// Changed lists the changes that were kept after one.
func (s *SQLite) Changed(ctx context.Context, after Moved) (out []Moved, err error) {
	err = s.together(ctx, reading, func(tx *sql.Tx) error {
		n := 0
		if !after.Of.IsZero() {
			err := tx.QueryRowContext(ctx, "select n from change where kind = ? and id = ? and rev = ?", after.Of.Kind, after.Of.ID, after.Rev).Scan(&n)
			if errors.Is(err, sql.ErrNoRows) {
				return ErrNotFound
			}
			if err != nil {
				return fmt.Errorf("store: %w", err)
			}
		}
		out, err = all(ctx, tx, toMoved, movedOn+" where n > ? order by n", n)
		return err
	})
	return out, err
}

const movedOn = "select kind, id, change.rev, about, at from change join record using (kind, id)"

func toMoved(r *sql.Rows) (m Moved, err error) {
	var at string
	if err := r.Scan(&m.Of.Kind, &m.Of.ID, &m.Rev, &m.About, &at); err != nil {
		return m, err
	}
	m.At, err = time.Parse(time.RFC3339Nano, at)
	return m, err
}

// record decodes a row, and checks each revision once: a page asks for the same record
// many times.
func (s *SQLite) record(r *sql.Rows) (peer.Record, error) {
	var of peer.Ref
	var rev peer.Rev
	var body sql.RawBytes
	if err := r.Scan(&of.Kind, &of.ID, &rev, &body); err != nil {
		return nil, err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if x, ok := s.read[of]; ok && x.Rev() == rev {
		return x, nil
	}
	x, err := s.decode(of.Kind, body)
	if err == nil && (x.Ref() != of || x.Rev() != rev) {
		err = ErrUnreadable
	}
	if err != nil {
		return nil, err
	}
	if len(s.read) >= mostRead {
		clear(s.read)
	}
	s.read[of] = x
	return x, nil
}

func fromJSON[T any](r *sql.Rows) (v T, err error) {
	var body []byte
	if err := r.Scan(&body); err != nil {
		return v, err
	}
	err = json.Unmarshal(body, &v)
	return v, err
}

// asks is what a database and a transaction have in common.
type asks interface {
	QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error)
}

// all reads every row of an answer.
func all[T any](ctx context.Context, from asks, row func(*sql.Rows) (T, error), query string, args ...any) ([]T, error) {
	rows, err := from.QueryContext(ctx, query, args...)
	if err != nil {
		return nil, fmt.Errorf("store: %w", err)
	}
	defer func() { _ = rows.Close() }()
	var out []T
	for rows.Next() {
		x, err := row(rows)
		if err != nil {
			return nil, fmt.Errorf("store: %w", err)
		}
		out = append(out, x)
	}
	return out, rows.Err()
}
