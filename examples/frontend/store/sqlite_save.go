package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"time"

	"github.com/towpath-care/towpath/peer"
)

// Save keeps all of it or nothing, in one transaction. What cannot be read back is not
// kept.
func (s *SQLite) Save(ctx context.Context, saving Saving) error {
	return s.together(ctx, nil, func(tx *sql.Tx) error {
		for _, r := range saving.Records {
			if err := s.putRecord(ctx, tx, r); err != nil {
				return err
			}
		}
		for _, c := range saving.Changes {
			if err := put(ctx, tx, c, "insert into change (kind, id, rev, request, at, body) values (?, ?, ?, ?, ?, ?)", c.Of.Kind, c.Of.ID, c.Rev, c.Request, c.At.UTC().Format(time.RFC3339Nano)); err != nil {
				return err
			}
		}
		for _, x := range saving.Signals {
			if err := put(ctx, tx, x, "insert into signal (id, about, body) values (?, ?, ?) on conflict (id) do nothing", x.ID, x.About); err != nil {
				return err
			}
		}
		for _, x := range saving.Seen {
			if err := put(ctx, tx, x, "insert into seen (kind, id, body) values (?, ?, ?)", x.Of.Kind, x.Of.ID); err != nil {
				return err
			}
		}
		return nil
	})
}

// putRecord writes a record over the revision that it follows: ErrMoved when another one
// is there, or none.
func (s *SQLite) putRecord(ctx context.Context, tx *sql.Tx, r peer.Record) error {
	body, err := peer.Encode(r)
	if err != nil {
		return err
	}
	if _, err := s.decode(r.Ref().Kind, body); err != nil {
		return err
	}
	done, err := tx.ExecContext(ctx, `insert into record (kind, id, about, rev, body)
		select ?1, ?2, ?3, ?4, ?5 where ?4 = 1 or exists (select 1 from record where kind = ?1 and id = ?2)
		on conflict (kind, id) do update set about = ?3, rev = ?4, body = ?5 where record.rev = ?4 - 1`,
		r.Ref().Kind, r.Ref().ID, PersonOf(r), r.Rev(), string(body))
	if err != nil {
		return fmt.Errorf("store: %w", err)
	}
	n, err := done.RowsAffected()
	if err != nil {
		return fmt.Errorf("store: %w", err)
	}
	if n == 0 {
		return ErrMoved
	}
	return nil
}

// put writes a row whose last column is the value's JSON.
func put(ctx context.Context, tx *sql.Tx, value any, insert string, args ...any) error {
	body, err := json.Marshal(value)
	if err != nil {
		return err
	}
	if _, err := tx.ExecContext(ctx, insert, append(args, string(body))...); err != nil {
		return fmt.Errorf("store: %w", err)
	}
	return nil
}
