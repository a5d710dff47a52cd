package sqlledger

import (
	"context"
	"database/sql"
	"time"

	"github.com/towpath-care/towpath/fhir/exchange"
	"github.com/towpath-care/towpath/peer"
)

// desk is where documents are laid out in a transaction: what is known of each is read and
// kept from others, changed here, and put back. So the rules stand once, in Go, whatever
// the database.
type desk struct {
	l       *Ledger
	ctx     context.Context
	c       connection
	target  string
	now     time.Time
	names   []exchange.Name // each once, in the order they were named
	sheets  map[exchange.Name]*sheet
	journal []exchange.Entry
	settled bool
}

// sheet is what is known of one document.
type sheet struct {
	// row is where it waits now, 0: nowhere yet; gone: it is to be taken away from there.
	row     int64
	gone    bool
	waiting *waiting
	moved   bool // it is to be put back

	link   exchange.Link
	known  bool
	linked bool // the link is to be put back
}

// waiting is a document that is dirty or parked.
type waiting struct {
	rev       peer.Rev
	parked    bool
	since     time.Time
	due       time.Time
	until     time.Time
	tries     int
	why       []peer.Reason
	owner     exchange.Owner
	read      []exchange.Key
	dismissed bool
}

// change lays out documents, lets them be changed, and puts them back: all or nothing.
func (l *Ledger) change(ctx context.Context, target string, names []exchange.Name, links bool, do func(d *desk)) error {
	var check strict
	check.text(target)
	for _, n := range names {
		check.name(target, n)
	}
	if err := check.err(); err != nil {
		return err
	}
	if len(names) == 0 {
		return ctx.Err()
	}
	return l.write(ctx, func(c connection) error {
		d := &desk{l: l, ctx: ctx, c: c, target: target, now: l.now(), sheets: map[exchange.Name]*sheet{}}
		for _, n := range names {
			if d.sheets[n] == nil {
				d.names, d.sheets[n] = append(d.names, n), &sheet{}
			}
		}
		if err := d.layOut(links); err != nil {
			return err
		}
		do(d)
		return d.putBack()
	})
}

// layOut reads what waits, and the links. Whoever changes a link of a document that waits
// keeps its row from others; where there is no row, the target.
func (d *desk) layOut(links bool) error {
	if err := d.readWaiting(); err != nil || !links {
		return err
	}
	if guard := speeches[d.l.dialect].guard; guard != "" && d.missing() {
		if err := exec(d.ctx, d.c, d.l.text(guard), d.target); err != nil {
			return err
		}
		if err := d.readWaiting(); err != nil {
			return err
		}
	}
	return d.readLinks()
}

func (d *desk) missing() bool {
	for _, s := range d.sheets {
		if s.row == 0 {
			return true
		}
	}
	return false
}

const sameName = "w.target = j.target and w.type = j.type and w.kind = j.kind and w.id = j.id and w.part = j.part"

func (d *desk) readWaiting() error {
	names, err := list(rowsOf(d.target, d.names))
	if err != nil {
		return err
	}
	text := `select w.type, w.kind, w.id, w.part, w.seq, w.rev, w.state, w.since, w.due, w.held_until, w.tries, w.why, w.owner, w.made_from, w.dismissed
from ` + d.l.rows("?1", nameColumns) + ` j join {prefix}waiting w on ` + sameName + `
order by w.type, w.kind, w.id, w.part` + speeches[d.l.dialect].forUpdate
	return read(d.ctx, d.c, d.l.text(text), func(r *sql.Rows) error {
		var n exchange.Name
		var w waiting
		var row, since, due, until int64
		var why, read string
		if err := scanName(r, &n, &row, &w.rev, &w.parked, &since, &due, &until, &w.tries, &why, &w.owner, &read, &w.dismissed); err != nil {
			return err
		}
		w.since, w.due, w.until = timeOf(since), timeOf(due), timeOf(until)
		d.sheets[n].row, d.sheets[n].waiting = row, &w
		if err := out(why, &w.why); err != nil {
			return err
		}
		return out(read, &w.read)
	}, names)
}

func (d *desk) readLinks() error {
	links, err := d.l.links(d.ctx, d.c, d.target, d.names, true)
	for _, l := range links {
		s := d.sheets[l.Name]
		s.link, s.known = l, true
	}
	return err
}

// enter writes a line into the journal.
func (d *desk) enter(e exchange.Entry, why []peer.Reason) {
	e.At, e.Since = d.now, d.now
	if s := d.sheets[e.Name]; s.waiting != nil && !s.waiting.parked {
		e.Since, e.Tries = s.waiting.since, s.waiting.tries
	}
	e.Why = exchange.CodesOf(why)
	d.journal = append(d.journal, e)
}

// done takes out of what waits what is no newer, and ends the claim.
func (d *desk) done(n exchange.Name, rev peer.Rev) {
	s := d.sheets[n]
	switch {
	case s.waiting == nil:
	case s.waiting.rev <= rev:
		s.drop()
	default:
		s.free()
	}
}

// drop takes a document out of what waits.
func (s *sheet) drop() {
	s.gone = s.gone || s.row != 0
	s.waiting, s.moved = nil, false
}

// free ends the claim on a document.
func (s *sheet) free() {
	if s.waiting != nil && !s.waiting.until.IsZero() {
		s.waiting.until, s.moved = time.Time{}, true
	}
}

// stay puts a document among what waits, in the row it has.
func (s *sheet) stay(w waiting) { s.waiting, s.moved = &w, true }
