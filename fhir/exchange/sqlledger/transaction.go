package sqlledger

import (
	"cmp"
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"math/rand/v2"
	"time"
)

type execer interface {
	ExecContext(ctx context.Context, query string, args ...any) (sql.Result, error)
}

type querier interface {
	QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error)
}

// mostTries is how often a transaction is tried that others were in the way of.
const mostTries = 20

// write does something in a transaction, all of it or nothing.
func (l *Ledger) write(ctx context.Context, do func(c connection) error) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	if speeches[l.dialect].alone {
		select {
		case l.turn <- struct{}{}:
			defer func() { <-l.turn }()
		case <-ctx.Done():
			return ctx.Err()
		}
	}
	var err error
	for range mostTries {
		if err = l.once(ctx, do); !inTheWay(err) {
			break
		}
	}
	return trouble(ctx, err)
}

func inTheWay(err error) bool {
	var state interface{ SQLState() string }
	return errors.As(err, &state) && passing(state.SQLState())
}

// once is one try of a transaction, on a connection that is the host's again afterwards.
func (l *Ledger) once(ctx context.Context, do func(c connection) error) error {
	c, err := l.db.Conn(ctx)
	if err != nil {
		return err
	}
	defer func() { _ = c.Close() }()
	if err := l.begin(ctx, c); err != nil {
		return err
	}
	if err = do(c); err == nil {
		err = ctx.Err()
	}
	// From here on it is ended whatever becomes of the context: whoever asked must not be
	// left not knowing which of the two it was.
	end, cancel := context.WithTimeout(context.WithoutCancel(ctx), l.patience)
	defer cancel()
	if err == nil {
		_, err = c.ExecContext(end, "commit")
	}
	if err != nil {
		l.undo(end, c)
	}
	return err
}

// undo ends a transaction that is not to be; a connection that cannot say so is thrown
// away, and the database undoes it then.
func (l *Ledger) undo(ctx context.Context, c *sql.Conn) {
	if _, err := c.ExecContext(ctx, "rollback"); err != nil {
		_ = c.Raw(func(any) error { return driver.ErrBadConn })
	}
}

// begin starts a transaction, and waits for others that write.
func (l *Ledger) begin(ctx context.Context, c *sql.Conn) error {
	if ready := speeches[l.dialect].ready; ready != "" {
		if err := l.patiently(ctx, func() error { return exec(ctx, c, ready) }); err != nil {
			return err
		}
	}
	return l.patiently(ctx, func() error { return exec(ctx, c, speeches[l.dialect].begin) })
}

func exec(ctx context.Context, c execer, text string, args ...any) error {
	_, err := c.ExecContext(ctx, text, args...)
	return err
}

// patiently does something again while others keep the database from doing it, for as
// long as the ledger waits.
func (l *Ledger) patiently(ctx context.Context, do func() error) error {
	over := time.Now().Add(l.patience)
	pause := time.Millisecond
	for {
		err := do()
		if err == nil || codeOf(err) != ErrBusy || time.Now().After(over) {
			return err
		}
		select {
		case <-time.After(pause/2 + rand.N(pause)):
		case <-ctx.Done():
			return ctx.Err()
		}
		pause = min(2*pause, 50*time.Millisecond)
	}
}

// read asks the database something, row by row, and is done with it before it returns.
func read(ctx context.Context, c querier, text string, row func(*sql.Rows) error, args ...any) error {
	rows, err := c.QueryContext(ctx, text, args...)
	if err != nil {
		return err
	}
	defer func() { _ = rows.Close() }()
	for rows.Next() {
		if err := row(rows); err != nil {
			return err
		}
	}
	return rows.Err()
}

// ask is read outside a transaction. It waits for others only while it has given nothing,
// so that no row is given twice.
func (l *Ledger) ask(ctx context.Context, text string, row func(*sql.Rows) error, args ...any) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	var began error
	err := l.patiently(ctx, func() error {
		given := false
		err := read(ctx, l.db, l.text(text), func(r *sql.Rows) error { given = true; return row(r) }, args...)
		if given {
			began, err = err, nil
		}
		return err
	})
	return trouble(ctx, cmp.Or(began, err))
}
