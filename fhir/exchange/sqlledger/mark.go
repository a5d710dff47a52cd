package sqlledger

import (
	"context"
	"slices"

	"github.com/towpath-care/towpath/fhir/exchange"
)

// note is a document that is to be marked, as a row of a list in JSON.
type note struct {
	N int `json:"n"`
	nameRow
	Rank  int   `json:"rank"`
	Rev   int64 `json:"rev"`
	Since int64 `json:"since"`
}

const noteColumns = "n bigint, " + nameColumns + ", rank bigint, rev bigint, since bigint"

// MarkDirty notes that documents have to reach a target.
func (l *Ledger) MarkDirty(ctx context.Context, target string, wanted ...exchange.Wanted) error {
	marks, err := l.marks(target, wanted)
	if err != nil {
		return err
	}
	if err := ctx.Err(); err != nil || len(marks) == 0 {
		return err
	}
	if speeches[l.dialect].alone {
		return trouble(ctx, l.group.mark(ctx, l, marks))
	}
	return l.write(ctx, func(c connection) error { return l.mark(ctx, c, marks) })
}

func (l *Ledger) marks(target string, wanted []exchange.Wanted) ([]note, error) {
	marks := make([]note, len(wanted))
	var check strict
	for i, w := range wanted {
		marks[i] = note{nameRow: rowOf(target, w.Name), Rank: exchange.Rank(w.Name.Type), Rev: int64(w.Rev), Since: micros(l.now())}
		check.name(target, w.Name)
	}
	return marks, check.err()
}

// mark notes documents in one statement; where a statement may not come to the same row
// twice, a document that is named again begins another.
func (l *Ledger) mark(ctx context.Context, c execer, marks []note) error {
	for len(marks) > 0 {
		named := map[nameRow]bool{}
		n := slices.IndexFunc(marks, func(m note) bool {
			again := named[m.nameRow] && !speeches[l.dialect].alone
			named[m.nameRow] = true
			return again
		})
		if n < 0 {
			n = len(marks)
		}
		for i := range marks[:n] {
			marks[i].N = i
		}
		rows, err := list(marks[:n])
		if err != nil {
			return err
		}
		if err := exec(ctx, c, l.text(l.markText()), rows); err != nil {
			return err
		}
		marks = marks[n:]
	}
	return nil
}

// markText keeps the order in which documents are named. Where several write at once it
// goes through them in the order of their names, so that two that mark the same ones do
// not wait for each other.
func (l *Ledger) markText() string {
	return `insert into {prefix}waiting as w (seq, target, type, kind, id, part, rank, rev, since)
select s.seq, s.target, s.type, s.kind, s.id, s.part, s.rank, s.rev, s.since
from (select j.*, ` + speeches[l.dialect].next + ` as seq from (select * from ` + l.rows("?1", noteColumns) + ` r order by n) j) s
where true order by ` + speeches[l.dialect].through + `
on conflict (target, type, kind, id, part) do update set
	rank = excluded.rank, rev = excluded.rev, state = 0, due = 0, tries = 0, why = 'null', owner = '', made_from = 'null', dismissed = 0,
	seq = case w.state when 1 then excluded.seq else w.seq end,
	since = case w.state when 1 then excluded.since else w.since end,
	held_until = case w.state when 1 then 0 else w.held_until end
where excluded.rev > w.rev`
}
