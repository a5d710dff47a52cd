package sqlledger

import (
	"context"

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

// always is the condition of a mark that waits for whoever keeps a row.
const always = "true"

// MarkDirty notes that documents have to reach a target.
func (l *Ledger) MarkDirty(ctx context.Context, target string, wanted ...exchange.Wanted) error {
	marks, err := l.marks(target, wanted)
	if err != nil {
		return err
	}
	if err := ctx.Err(); err != nil || len(marks) == 0 {
		return err
	}
	return trouble(ctx, l.group.mark(ctx, l, marks))
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
func (l *Ledger) mark(ctx context.Context, c execer, marks []note, where string) error {
	for len(marks) > 0 {
		n := l.inOne(marks)
		for i := range marks[:n] {
			marks[i].N = i
		}
		rows, err := list(marks[:n])
		if err != nil {
			return err
		}
		if err := exec(ctx, c, l.text(l.markText(where)), rows); err != nil {
			return err
		}
		marks = marks[n:]
	}
	return nil
}

// inOne is how many of the first documents go into one statement.
func (l *Ledger) inOne(marks []note) int {
	if speeches[l.dialect].alone {
		return len(marks)
	}
	named := map[nameRow]bool{}
	for n, m := range marks {
		if named[m.nameRow] {
			return n
		}
		named[m.nameRow] = true
	}
	return len(marks)
}

// markText keeps the order in which documents are named. Where several write at once it
// goes through them in the order of their names, so that two that mark the same ones do
// not wait for each other.
func (l *Ledger) markText(where string) string {
	return `insert into {prefix}waiting as w (seq, target, type, kind, id, part, rank, rev, since)
select s.seq, s.target, s.type, s.kind, s.id, s.part, s.rank, s.rev, s.since
from (select j.*, ` + speeches[l.dialect].next + ` as seq from (select * from ` + l.rows("?1", noteColumns) + ` r order by n) j) s
where ` + where + ` order by ` + speeches[l.dialect].through + `
on conflict (target, type, kind, id, part) do update set
	rank = excluded.rank, rev = excluded.rev, state = 0, due = 0, tries = 0, why = 'null', owner = '', made_from = 'null', dismissed = 0,
	seq = case w.state when 1 then excluded.seq else w.seq end,
	since = case w.state when 1 then excluded.since else w.since end,
	held_until = case w.state when 1 then 0 else w.held_until end
where excluded.rev > w.rev`
}
