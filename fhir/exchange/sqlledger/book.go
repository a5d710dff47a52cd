package sqlledger

import (
	"context"
	"database/sql"
	"iter"
	"time"

	"github.com/towpath-care/towpath/fhir/exchange"
)

// Status counts what there is for a target, all of it at the same moment.
func (l *Ledger) Status(ctx context.Context, target string, now time.Time) (s exchange.Status, err error) {
	text := `select count(case when state = 0 then 1 end),
	count(case when state = 0 and held_until > ?2 then 1 end),
	count(case when state = 0 and held_until <= ?2 and due > ?2 then 1 end),
	count(case when state = 1 and dismissed = 0 then 1 end),
	count(case when state = 1 and dismissed = 1 then 1 end),
	coalesce(min(case when state = 0 then since end), 0),
	(select count(*) from {prefix}link where target = ?1 and (place <> '' or rev <> 0)),
	(select count(*) from {prefix}arrived where target = ?1),
	coalesce((select settled from {prefix}target where target = ?1), 0),
	coalesce((select resting_until from {prefix}target where target = ?1), 0),
	coalesce((select resting_why from {prefix}target where target = ?1), 'null')
from {prefix}waiting where target = ?1`
	err = l.ask(ctx, text, func(r *sql.Rows) error {
		var oldest, settled, until int64
		var why string
		if err := r.Scan(&s.Dirty, &s.Claimed, &s.Waiting, &s.Parked, &s.Dismissed, &oldest, &s.Standing, &s.Arrived, &settled, &until, &why); err != nil {
			return err
		}
		s.Oldest, s.Settled = timeOf(oldest), timeOf(settled)
		if !now.Before(timeOf(until)) {
			return nil
		}
		s.Resting.Until = timeOf(until)
		return out(why, &s.Resting.Why)
	}, target, micros(now))
	return s, err
}

// entryRow is a line of the journal, in a list in JSON.
type entryRow struct {
	N int `json:"n"`
	nameRow
	At     int64  `json:"at"`
	Rev    int64  `json:"rev"`
	Did    string `json:"did"`
	Parked int    `json:"parked"`
	Since  int64  `json:"since"`
	Tries  int    `json:"tries"`
	Why    string `json:"why"`
}

func entryRows(target string, entries []exchange.Entry) []entryRow {
	rows := make([]entryRow, len(entries))
	for i, e := range entries {
		rows[i] = entryRow{i, rowOf(target, e.Name), micros(e.At), int64(e.Rev), string(e.Did), number(e.Parked), micros(e.Since), e.Tries, in(e.Why)}
	}
	return rows
}

func (l *Ledger) journalText() string {
	const columns = "target, at, type, kind, id, part, rev, did, parked, since, tries, why"
	const types = "n bigint, " + nameColumns + ", at bigint, rev bigint, did text, parked bigint, since bigint, tries bigint, why text"
	return "insert into {prefix}journal (" + columns + ") select " + columns + " from " + l.rows("?1", types) + " j order by n"
}

// line is where a line of the journal stands.
type line struct{ at, seq int64 }

// Journal gives what became of documents since then.
func (l *Ledger) Journal(ctx context.Context, target string, since time.Time) iter.Seq2[exchange.Entry, error] {
	const text = `select type, kind, id, part, at, seq, rev, did, parked, since, tries, why from {prefix}journal
where target = ?1 and (at, seq) > (?2, ?3) order by at, seq limit ?4`
	return pages(ctx, line{micros(since), -1}, func(after line) (page []exchange.Entry, last line, err error) {
		err = l.ask(ctx, text, func(r *sql.Rows) error {
			var e exchange.Entry
			var noted int64
			var why string
			if err := scanName(r, &e.Name, &last.at, &last.seq, &e.Rev, &e.Did, &e.Parked, &noted, &e.Tries, &why); err != nil {
				return err
			}
			e.At, e.Since = timeOf(last.at), timeOf(noted)
			page = append(page, e)
			return out(why, &page[len(page)-1].Why)
		}, target, after.at, after.seq, pageSize)
		return page, last, err
	})
}

// Forget takes out of the journal what is older.
func (l *Ledger) Forget(ctx context.Context, target string, before time.Time) error {
	return l.write(ctx, func(c connection) error {
		return exec(ctx, c, l.text("delete from {prefix}journal where target = ?1 and at < ?2"), target, micros(before))
	})
}
