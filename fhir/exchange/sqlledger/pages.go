package sqlledger

import (
	"cmp"
	"context"
	"database/sql"
	"iter"
	"slices"

	"github.com/towpath-care/towpath/fhir/exchange"
)

// pageSize is how much is read at a time. Nothing is kept open while the caller looks at
// it, however long that takes.
const pageSize = 256

// pages gives what page gives, from one key to the next.
func pages[T, K any](ctx context.Context, from K, page func(after K) ([]T, K, error)) iter.Seq2[T, error] {
	return func(yield func(T, error) bool) {
		for after := from; ; {
			all, last, err := page(after)
			for _, v := range all {
				if err == nil {
					err = ctx.Err()
				}
				if err != nil {
					break
				}
				if !yield(v, nil) {
					return
				}
			}
			if err != nil {
				var none T
				yield(none, err)
				return
			}
			if len(all) < pageSize {
				return
			}
			after = last
		}
	}
}

// Dirty gives what still has to reach a target.
func (l *Ledger) Dirty(ctx context.Context, target string) iter.Seq2[exchange.Wanted, error] {
	const text = `select type, kind, id, part, rev, seq from {prefix}waiting
where target = ?1 and state = 0 and seq > ?2 order by seq limit ?3`
	return pages(ctx, int64(0), func(after int64) (page []exchange.Wanted, last int64, err error) {
		err = l.ask(ctx, text, func(r *sql.Rows) error {
			var w exchange.Wanted
			err := scanName(r, &w.Name, &w.Rev, &last)
			page = append(page, w)
			return err
		}, target, after, pageSize)
		return page, last, err
	})
}

// Parked gives what waits for somebody, in the order of its names.
func (l *Ledger) Parked(ctx context.Context, target string) iter.Seq2[exchange.Parked, error] {
	const text = `select type, kind, id, part, rev, why, owner, made_from, dismissed from {prefix}waiting
where target = ?1 and type = ?2 and state = 1 and (kind, id, part) > (?3, ?4, ?5) order by kind, id, part limit ?6`
	return byName(ctx, l, target, "state = 1", text, func(r *sql.Rows) (p exchange.Parked, _ exchange.Name, err error) {
		var why, read string
		if err := scanName(r, &p.Name, &p.Rev, &why, &p.Owner, &read, &p.Dismissed); err != nil {
			return p, p.Name, err
		}
		if err := out(why, &p.Why); err != nil {
			return p, p.Name, err
		}
		return p, p.Name, out(read, &p.Read)
	})
}

// Waiting gives what could not be done and is tried again.
func (l *Ledger) Waiting(ctx context.Context, target string) iter.Seq2[exchange.Postponed, error] {
	const text = `select type, kind, id, part, rev, due, why from {prefix}waiting
where target = ?1 and type = ?2 and state = 0 and tries > 0 and (kind, id, part) > (?3, ?4, ?5) order by kind, id, part limit ?6`
	return byName(ctx, l, target, "state = 0 and tries > 0", text, func(r *sql.Rows) (p exchange.Postponed, _ exchange.Name, err error) {
		var due int64
		var why string
		if err := scanName(r, &p.Name, &p.Rev, &due, &why); err != nil {
			return p, p.Name, err
		}
		p.Due = timeOf(due)
		return p, p.Name, out(why, &p.Why)
	})
}

// byName gives what waits in the order of its names: type by type, as exchange.Rank has
// them, and in each by record and part.
func byName[T any](ctx context.Context, l *Ledger, target, which, text string, scan func(*sql.Rows) (T, exchange.Name, error)) iter.Seq2[T, error] {
	return func(yield func(T, error) bool) {
		types, err := l.types(ctx, target, which)
		if err != nil {
			var none T
			yield(none, err)
			return
		}
		for _, of := range types {
			page := func(after exchange.Name) (all []T, last exchange.Name, err error) {
				err = l.ask(ctx, text, func(r *sql.Rows) error {
					v, name, err := scan(r)
					all, last = append(all, v), name
					return err
				}, target, of, string(after.Record.Kind), after.Record.ID, after.Part, pageSize)
				return all, last, err
			}
			for v, err := range pages(ctx, exchange.Name{}, page) {
				if !yield(v, err) || err != nil {
					return
				}
			}
		}
	}
}

func (l *Ledger) types(ctx context.Context, target, which string) (types []string, err error) {
	err = l.ask(ctx, "select distinct type from {prefix}waiting where target = ?1 and "+which, func(r *sql.Rows) error {
		var of string
		err := r.Scan(&of)
		types = append(types, of)
		return err
	}, target)
	slices.SortFunc(types, func(a, b string) int {
		return cmp.Or(cmp.Compare(exchange.Rank(a), exchange.Rank(b)), cmp.Compare(a, b))
	})
	return types, err
}
