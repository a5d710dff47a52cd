package sqlledger

import "github.com/towpath-care/towpath/fhir/exchange"

// waitRow is a document that waits, in a list in JSON.
type waitRow struct {
	N    int   `json:"n"`
	Seq  int64 `json:"seq"`
	Anew int   `json:"anew"`
	nameRow
	Rank      int    `json:"rank"`
	Rev       int64  `json:"rev"`
	State     int    `json:"state"`
	Since     int64  `json:"since"`
	Due       int64  `json:"due"`
	HeldUntil int64  `json:"held_until"`
	Tries     int    `json:"tries"`
	Why       string `json:"why"`
	Owner     string `json:"owner"`
	MadeFrom  string `json:"made_from"`
	Dismissed int    `json:"dismissed"`
}

const (
	waitNames   = "target, type, kind, id, part, rank, rev, state, since, due, held_until, tries, why, owner, made_from, dismissed"
	waitColumns = "n bigint, seq bigint, anew bigint, " + nameColumns + ", rank bigint, rev bigint, state bigint, since bigint, due bigint, " +
		"held_until bigint, tries bigint, why text, owner text, made_from text, dismissed bigint"
)

// putBack writes what was changed on the desk.
func (d *desk) putBack() error {
	var gone, moved, fresh []waitRow
	var links []linkRow
	for _, n := range d.names {
		s := d.sheets[n]
		if s.gone || s.held && s.waiting == nil {
			gone = append(gone, waitRow{Seq: s.row})
		}
		switch {
		case s.waiting == nil || !s.moved:
		case s.row != 0 && !s.gone:
			moved = append(moved, d.wait(n, s, len(moved)))
		default:
			fresh = append(fresh, d.wait(n, s, len(fresh)))
		}
		if s.linked {
			links = append(links, rowOfLink(d.target, s.link))
		}
	}
	// A row stays the same one when it moves behind the others: who waits for it finds it.
	const changed = `seq = case j.anew when 1 then j.fresh else w.seq end, rev = j.rev, state = j.state, since = j.since, due = j.due, held_until = j.held_until,
	tries = j.tries, why = j.why, owner = j.owner, made_from = j.made_from, dismissed = j.dismissed`
	l := d.l
	return firstOf(
		func() error {
			return say(d, "delete from {prefix}waiting where seq in (select seq from "+l.rows("?1", "seq bigint")+" j)", gone)
		},
		func() error {
			return say(d, "update {prefix}waiting as w set "+changed+" from (select j.*, "+speeches[l.dialect].next+
				" as fresh from (select * from "+l.rows("?1", waitColumns)+" r order by n) j) j where w.seq = j.seq", moved)
		},
		func() error {
			return say(d, "insert into {prefix}waiting (seq, "+waitNames+") select "+speeches[l.dialect].next+", "+waitNames+" from "+l.rows("?1", waitColumns)+" j", fresh)
		},
		func() error { return l.putLinks(d.ctx, d.c, links) },
		func() error { return say(d, l.journalText(), entryRows(d.target, d.journal)) },
		d.noteSettled,
	)
}

func firstOf(steps ...func() error) error {
	for _, step := range steps {
		if err := step(); err != nil {
			return err
		}
	}
	return nil
}

// say says a statement about a list, unless the list is empty.
func say[T any](d *desk, text string, rows []T) error {
	if len(rows) == 0 {
		return nil
	}
	param, err := list(rows)
	if err != nil {
		return err
	}
	return exec(d.ctx, d.c, d.l.text(text), param)
}

func (d *desk) wait(n exchange.Name, s *sheet, place int) waitRow {
	w := s.waiting
	return waitRow{N: place, Seq: s.row, Anew: number(s.anew), nameRow: rowOf(d.target, n), Rank: exchange.Rank(n.Type), Rev: int64(w.rev), State: number(w.parked),
		Since: micros(w.since), Due: micros(w.due), HeldUntil: micros(w.until), Tries: w.tries, Why: in(w.why),
		Owner: string(w.owner), MadeFrom: in(w.read), Dismissed: number(w.dismissed)}
}

func number(yes bool) int {
	if yes {
		return 1
	}
	return 0
}

// noteSettled comes last: everybody who settles for a target writes this row, and keeps
// it no longer than the end of the transaction takes.
func (d *desk) noteSettled() error {
	if !d.settled {
		return nil
	}
	return exec(d.ctx, d.c, d.l.text(`insert into {prefix}target as t (target, settled) values (?1, ?2)
on conflict (target) do update set settled = excluded.settled`), d.target, micros(d.now))
}
