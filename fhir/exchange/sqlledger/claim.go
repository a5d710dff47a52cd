package sqlledger

import (
	"cmp"
	"context"
	"database/sql"
	"slices"

	"github.com/towpath-care/towpath/fhir/exchange"
)

// Claim gives dirty documents that are due and that nobody has.
func (l *Ledger) Claim(ctx context.Context, target string, claim exchange.Claim) (claimed []exchange.Claimed, err error) {
	if claim.Most <= 0 {
		return nil, ctx.Err()
	}
	err = l.write(ctx, func(c connection) (err error) {
		claimed, err = l.claim(ctx, c, target, claim)
		if err != nil || len(claimed) == 0 {
			return err
		}
		return l.withLinks(ctx, c, target, claimed)
	})
	if err != nil {
		return nil, err
	}
	return claimed, nil
}

// claim passes over what somebody else is changing at this moment.
func (l *Ledger) claim(ctx context.Context, c querier, target string, claim exchange.Claim) ([]exchange.Claimed, error) {
	type ranked struct {
		exchange.Claimed
		rank, row int64
	}
	var all []ranked
	text := `with free (n) as materialized (
	select seq from {prefix}waiting
	where target = ?1 and state = 0 and due <= ?2 and held_until <= ?2
		and not exists (select 1 from {prefix}target where target = ?1 and resting_until > ?2)
	order by rank, seq limit ?3` + speeches[l.dialect].skipLocked + `)
update {prefix}waiting as w set held_until = ?4 from free where w.seq = free.n
returning type, kind, id, part, rank, seq, rev, tries, since`
	err := read(ctx, c, l.text(text), func(r *sql.Rows) error {
		var one ranked
		var since int64
		if err := scanName(r, &one.Name, &one.rank, &one.row, &one.Rev, &one.Tries, &since); err != nil {
			return err
		}
		one.Since = timeOf(since)
		all = append(all, one)
		return nil
	}, target, micros(claim.Now), claim.Most, micros(claim.Until))
	slices.SortFunc(all, func(a, b ranked) int { return cmp.Or(cmp.Compare(a.rank, b.rank), cmp.Compare(a.row, b.row)) })
	claimed := make([]exchange.Claimed, len(all))
	for i, one := range all {
		claimed[i] = one.Claimed
	}
	return claimed, err
}

func (l *Ledger) withLinks(ctx context.Context, c querier, target string, claimed []exchange.Claimed) error {
	at := map[exchange.Name]int{}
	var names []exchange.Name
	for i, one := range claimed {
		at[one.Name] = i
		names = append(names, one.Name)
	}
	links, err := l.links(ctx, c, target, names, false)
	for _, link := range links {
		one := &claimed[at[link.Name]]
		one.Link, one.Known = link, link.Stands()
	}
	return err
}

// Rest keeps everybody from claiming for a target until then.
func (l *Ledger) Rest(ctx context.Context, target string, r exchange.Resting) error {
	var check strict
	if check.text(target); check.bad {
		return check.err()
	}
	text := `insert into {prefix}target as t (target, resting_until, resting_why) values (?1, ?2, ?3)
on conflict (target) do update set resting_until = excluded.resting_until, resting_why = excluded.resting_why`
	return l.write(ctx, func(c connection) error {
		return exec(ctx, c, l.text(text), target, micros(r.Until), in(r.Why))
	})
}
