package main

import (
	"context"
	"database/sql"
	"fmt"
	"iter"
	"strings"
	"time"

	"github.com/towpath-care/towpath/examples/fixtures"
	"github.com/towpath-care/towpath/fhir"
	"github.com/towpath-care/towpath/fhir/exchange"
	"github.com/towpath-care/towpath/fhir/exchange/sqlledger"
	"github.com/towpath-care/towpath/peer"
	"github.com/towpath-care/towpath/recovery"
)

// host is a program of somebody who keeps records in a database of their own, with the
// ledger beside them.
type host struct {
	store  store
	db     *sql.DB
	ledger *sqlledger.Ledger
	kill   *killer
	// told hears of each change that is committed.
	told func(ref peer.Ref, rev peer.Rev)
}

// servicePlan is the plan of the service that Aled contributes to.
const servicePlan = "CP-SVC-77"

// change is the next change of a goal, which is made when it is not there yet. The record
// and its mark are stored together.
func (h *host) change(ctx context.Context, id string) error {
	tx, err := h.db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer func() { _ = tx.Rollback() }()
	ref := peer.Ref{Kind: recovery.KindGoal, ID: id}
	was, err := h.read(ctx, tx, ref)
	var now peer.Record
	switch {
	case err != nil:
		return err
	case was == nil:
		now, err = newGoal(id)
	default:
		now, err = moved(was.(recovery.Goal))
	}
	if err != nil {
		return err
	}
	return h.keep(ctx, tx, now, "Goal")
}

// goalName names the document that a goal becomes.
func goalName(id string) exchange.Name {
	return exchange.Name{Type: "Goal", Record: peer.Ref{Kind: recovery.KindGoal, ID: id}}
}

// contribute adds a contribution to the service's plan.
func (h *host) contribute(ctx context.Context, id string) error {
	c, err := fixtures.Contribution(id, servicePlan, fixtures.Person)
	if err != nil {
		return err
	}
	tx, err := h.db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer func() { _ = tx.Rollback() }()
	return h.keep(ctx, tx, c, "CarePlan")
}

func (h *host) keep(ctx context.Context, tx *sql.Tx, r peer.Record, becomes string) error {
	body, err := peer.Encode(r)
	if err != nil {
		return err
	}
	_, err = tx.ExecContext(ctx, h.store.bind("insert into host_record (kind, id, rev, body) values (?, ?, ?, ?) on conflict (kind, id) do update set rev = excluded.rev, body = excluded.body"),
		string(r.Ref().Kind), r.Ref().ID, int64(r.Rev()), string(body))
	if err == nil {
		err = h.ledger.In(tx).MarkDirty(ctx, target, exchange.Wanted{Name: exchange.Name{Type: becomes, Record: r.Ref()}, Rev: r.Rev()})
	}
	if err != nil {
		return err
	}
	h.kill.reach(beforeCommit)
	if err := tx.Commit(); err != nil {
		return err
	}
	h.kill.reach(afterCommit)
	h.told(r.Ref(), r.Rev())
	return nil
}

// querier is a database or a transaction.
type querier interface {
	QueryRowContext(ctx context.Context, query string, args ...any) *sql.Row
}

// read gives a record; nil when there is none.
func (h *host) read(ctx context.Context, from querier, ref peer.Ref) (peer.Record, error) {
	var body string
	err := from.QueryRowContext(ctx, h.store.bind("select body from host_record where kind = ? and id = ?"), string(ref.Kind), ref.ID).Scan(&body)
	if err == sql.ErrNoRows {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	return recovery.Decode(ref.Kind, []byte(body))
}

// Load gives one record.
func (h *host) Load(ctx context.Context, ref peer.Ref) (peer.Record, error) {
	r, err := h.read(ctx, h.db, ref)
	if err == nil && r == nil {
		err = peer.Fault(peer.Rule{Row: "FHIR-16", Code: peer.ErrRequired}, "", "The record is there.", "Look at the host's table.")
	}
	return r, err
}

// Keys gives what records there are.
func (h *host) Keys(ctx context.Context) iter.Seq2[exchange.Key, error] {
	return func(yield func(exchange.Key, error) bool) {
		rows, err := h.db.QueryContext(ctx, "select kind, id, rev from host_record order by kind, id")
		if err != nil {
			yield(exchange.Key{}, err)
			return
		}
		defer rows.Close()
		for rows.Next() {
			var k exchange.Key
			if err := rows.Scan(&k.Ref.Kind, &k.Ref.ID, &k.Rev); !yield(k, err) || err != nil {
				return
			}
		}
		if err := rows.Err(); err != nil {
			yield(exchange.Key{}, err)
		}
	}
}

// take stores what has arrived and then says so; what was stored before is stored once.
func (h *host) take(ctx context.Context, ledger exchange.Ledger) error {
	var all []exchange.Arrival
	for a, err := range ledger.Arrived(ctx, target) {
		if err != nil {
			return err
		}
		all = append(all, a)
	}
	for _, a := range all {
		if _, err := h.db.ExecContext(ctx, h.store.bind("insert into host_taken (type, id, etag) values (?, ?, ?) on conflict do nothing"), a.Type, a.ID, a.ETag); err != nil {
			return err
		}
	}
	if len(all) == 0 {
		return nil
	}
	h.kill.reach(afterHostTook)
	return ledger.Take(ctx, target, all...)
}

// began is when every goal was set; a goal's revision is how many days later it was
// changed, so that its status date says which revision stands in the record system.
var began = time.Date(2026, 3, 1, 9, 0, 0, 0, time.UTC)

func onDay(rev peer.Rev) time.Time { return began.AddDate(0, 0, int(rev)) }

// revOn is the revision whose status date this is; 0 for anything else.
func revOn(date string) peer.Rev {
	at, err := time.Parse(time.DateOnly, date)
	if err != nil {
		return 0
	}
	return peer.Rev(at.Sub(began.Truncate(24*time.Hour)) / (24 * time.Hour))
}

// poison is in the words of goals that the record system does not take.
const poison = "whatever nobody takes"

// words are what a goal is about.
func words(id string) peer.Words {
	text := "get on with " + id
	if strings.HasPrefix(id, "p-") {
		text = poison
	}
	return peer.Words{Text: peer.Say(text), How: peer.Said}
}

// newGoal is a goal under way that Aled wants in the care record.
func newGoal(id string) (recovery.Goal, error) {
	act := peer.Act{By: peer.ByPerson(fixtures.Person), At: onDay(4), ID: "set"}
	g, _, err := recovery.NewGoal(recovery.ProposeGoal{ID: id, Person: fixtures.Person, Words: words(id)}, act, recovery.Facts{})
	for _, step := range []recovery.GoalStep{recovery.WhoMaySee{Audience: recovery.CareRecord}, recovery.AgreeGoal{}, recovery.StartGoal{}} {
		if err != nil {
			return g, err
		}
		act.ID, act.Seen = peer.RequestID("then-"+g.Rev().String()), g.Rev()
		g, _, err = g.Do(step, act, recovery.Facts{})
	}
	return g, err
}

// moved is a goal put on hold, or picked up again.
func moved(g recovery.Goal) (recovery.Goal, error) {
	var step recovery.GoalStep = recovery.HoldGoal{}
	if g.Status() == recovery.GoalOnHold {
		step = recovery.PickUp{}
	}
	act := peer.Act{By: peer.ByPerson(fixtures.Person), At: onDay(g.Rev() + 1), ID: peer.RequestID("n-" + g.Rev().String()), Seen: g.Rev()}
	next, _, err := g.Do(step, act, recovery.Facts{})
	return next, err
}

// directory says who is who in the record system.
type directory struct{}

// Person gives what Aled is found by.
func (directory) Person(_ context.Context, id peer.PersonID) (fhir.Person, error) {
	if id != fixtures.Person {
		return fhir.Person{}, fmt.Errorf("nobody asked for %s", id)
	}
	n, err := peer.ParseNHSNumber("9990001014")
	return fhir.Person{NHSNumber: n, BirthDate: peer.MustDate("1988-04-12")}, err
}

// Staff gives Jess.
func (directory) Staff(context.Context, peer.StaffID) (fhir.Reference, error) {
	return fhir.Reference{Reference: "Practitioner/jess-tamblyn"}, nil
}

// Organisation gives the service.
func (directory) Organisation(context.Context, peer.OrgID) (fhir.Reference, error) {
	return fhir.Reference{Reference: "Organization/tamarside"}, nil
}
