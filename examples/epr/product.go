package main

import (
	"context"
	"database/sql"
	_ "embed"
	"encoding/json"
	"errors"
	"log/slog"
	"path/filepath"
	"time"

	_ "modernc.org/sqlite" // the driver is the product's to choose

	"github.com/towpath-care/towpath/fhir"
	"github.com/towpath-care/towpath/fhir/exchange"
	"github.com/towpath-care/towpath/fhir/exchange/sqlledger"
	"github.com/towpath-care/towpath/peer"
	"github.com/towpath-care/towpath/recovery"
)

//go:embed v1.sql
var versionBefore string

const target = "epr" // the product's name for the record system

// product is the vendor's program. Everything the library needs is an argument.
type product struct {
	db     *sql.DB
	ledger *sqlledger.Ledger
	facts  recovery.Facts // what is known beside the records; a real product has its policy here
	now    func() time.Time
	log    *slog.Logger
	trace  func(ctx context.Context, span string) (context.Context, func(error)) // begins a span, and ends it
}

// open opens the product's database and brings it up to this version. A new one begins
// as the version before left it, so that there is something to bring up.
func (p *product) open(ctx context.Context, file string) (err error) {
	p.db, err = sql.Open("sqlite", "file:"+filepath.ToSlash(file)+"?_txlock=immediate&_pragma=busy_timeout(5000)&_pragma=synchronous(full)&_pragma=foreign_keys(1)")
	if err == nil {
		err = p.upgrade(ctx)
	}
	if err == nil {
		p.ledger, err = sqlledger.Open(ctx, p.db, sqlledger.SQLite, sqlledger.Options{Now: p.now})
	}
	return err
}

// upgrade gives every record its revision in a column of its own, and writes its snapshot
// anew. A record that cannot be read stops it, and nothing is changed.
func (p *product) upgrade(ctx context.Context) error {
	var version int
	if err := p.db.QueryRowContext(ctx, "pragma user_version").Scan(&version); err != nil || version == 2 {
		return err
	}
	script := "alter table peer_record add column rev integer not null default 0; pragma user_version = 2"
	if version == 0 {
		script = versionBefore + script
	}
	return p.together(ctx, func(tx *sql.Tx) error {
		if _, err := tx.ExecContext(ctx, script); err != nil {
			return err
		}
		old, err := records(ctx, tx.QueryContext, "select kind, body from peer_record")
		for i := 0; i < len(old) && err == nil; i++ {
			err = put(ctx, tx, old[i], 0)
		}
		p.log.Info("brought up", "from", 1, "to", 2, "records", len(old), "ok", err == nil)
		return err
	})
}

// together does something in one transaction.
func (p *product) together(ctx context.Context, do func(*sql.Tx) error) error {
	tx, err := p.db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	if err := do(tx); err != nil {
		return errors.Join(err, tx.Rollback())
	}
	return tx.Commit()
}

// save stores what a step made: the record, its change, the records made with it, and
// the note that their documents have to reach the record system. All of it, or nothing.
func (p *product) save(ctx context.Context, r peer.Record, c peer.Change) error {
	return p.together(ctx, func(tx *sql.Tx) error {
		err := p.saveIn(ctx, tx, r, c)
		for i := 0; i < len(c.Made) && err == nil; i++ {
			err = p.saveIn(ctx, tx, c.Made[i].Record, *c.Made[i].Change)
		}
		return err
	})
}

func (p *product) saveIn(ctx context.Context, tx *sql.Tx, r peer.Record, c peer.Change) error {
	if err := put(ctx, tx, r, c.Rev-1); err != nil {
		return err
	}
	body, err := json.Marshal(c)
	if err == nil {
		_, err = tx.ExecContext(ctx, "insert into peer_change values (?, ?, ?, ?, ?)", c.Of.Kind, c.Of.ID, c.Rev, c.Request, string(body))
	}
	if err != nil {
		return err
	}
	var wanted []exchange.Wanted
	for _, name := range (fhir.Site{}).Documents(r) {
		wanted = append(wanted, exchange.Wanted{Name: name, Rev: r.Rev()})
	}
	return p.ledger.In(tx).MarkDirty(ctx, target, wanted...)
}

// put writes a record over the revision it follows; peer.ErrConflict when somebody was
// faster, or it was erased meanwhile.
func put(ctx context.Context, tx *sql.Tx, r peer.Record, follows peer.Rev) error {
	body, err := peer.Encode(r)
	if err != nil {
		return err
	}
	done, err := tx.ExecContext(ctx, `insert into peer_record (kind, id, rev, body)
		select ?1, ?2, ?3, ?4 where ?5 = 0 or exists (select 1 from peer_record where kind = ?1 and id = ?2)
		on conflict (kind, id) do update set rev = ?3, body = ?4 where rev = ?5`, r.Ref().Kind, r.Ref().ID, r.Rev(), string(body), follows)
	if err != nil {
		return err
	}
	if n, err := done.RowsAffected(); n == 0 {
		return errors.Join(peer.ErrConflict, err)
	}
	return nil
}

// records reads records back: decoding checks each, so a record in hand is legal.
func records(ctx context.Context, ask func(context.Context, string, ...any) (*sql.Rows, error), query string, args ...any) (out []peer.Record, err error) {
	rows, err := ask(ctx, query, args...)
	if err != nil {
		return nil, err
	}
	defer func() { _ = rows.Close() }()
	for rows.Next() {
		var kind peer.Kind
		var body []byte
		if err := rows.Scan(&kind, &body); err != nil {
			return nil, err
		}
		r, err := recovery.Decode(kind, body) // each package decodes its own kinds
		if err != nil {
			return nil, err
		}
		out = append(out, r)
	}
	return out, rows.Err()
}

// counts says how much there is of what one transaction writes.
func (p *product) counts(ctx context.Context, say func(string, ...any)) error {
	var stored, changes int
	err := p.db.QueryRowContext(ctx, "select (select max(rev) from peer_record), (select count(*) from peer_change)").Scan(&stored, &changes)
	ledger, fault := p.ledger.Status(ctx, target, p.now())
	say("  stored: revision %d, changes: %d, documents that wait for the record system: %d", stored, changes, ledger.Dirty)
	return errors.Join(err, fault)
}

// act turns the product's own login into who acts. The library believes it: who is
// logged in is for the product to know, and a role is what the product says it is.
func (p *product) act(ctx context.Context, session, request string, seen peer.Rev) (peer.Act, error) {
	var staff, role, patient sql.NullString
	if err := p.db.QueryRowContext(ctx, "select staff, role, patient from login where session = ?", session).Scan(&staff, &role, &patient); err != nil {
		return peer.Act{}, errors.Join(errors.New("nobody is logged in"), err)
	}
	by := peer.ByPerson(peer.PersonID(patient.String))
	if staff.Valid {
		by = peer.ByStaff(peer.StaffID(staff.String), peer.Role(role.String))
	}
	return peer.Act{By: by, At: p.now(), ID: peer.RequestID(request), Seen: seen}, nil
}

// take is what stands behind every button of a goal's page: who, read, decide, store.
func (p *product) take(ctx context.Context, session, request, id string, seen peer.Rev, step recovery.GoalStep) (err error) {
	ctx, end := p.trace(ctx, "goal step")
	defer func() { end(err) }()
	act, nobody := p.act(ctx, session, request, seen)
	goal, missing := p.goal(ctx, id)
	if err := errors.Join(nobody, missing); err != nil {
		return err
	}
	next, change, err := goal.Do(step, act, p.facts)
	if err != nil {
		p.log.Info("not yet", "goal", goal, "why", err) // codes and ids: nobody's words
		return err
	}
	if next.Rev() == goal.Rev() {
		return nil // this request was answered before
	}
	p.log.Info("taken", "goal", next, "do", change.Do)
	return p.save(ctx, next, change)
}

func (p *product) goal(ctx context.Context, id string) (recovery.Goal, error) {
	found, err := records(ctx, p.db.QueryContext, "select kind, body from peer_record where kind = ? and id = ?", recovery.KindGoal, id)
	if err != nil || len(found) == 0 {
		return recovery.Goal{}, errors.Join(errors.New("there is no such goal"), err)
	}
	return found[0].(recovery.Goal), nil
}
