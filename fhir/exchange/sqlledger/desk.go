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
	// row is where it waits now, 0: nowhere yet; held: it only keeps others away; gone: it
	// is to be taken away.
	row     int64
	held    bool
	gone    bool
	waiting *waiting
	moved   bool // it is to be put back
	anew    bool // it is to be put back behind everything else

	link   exchange.Link
	linked bool // the link is to be put back
}

// held is the state of a row that stands for a document that is neither dirty nor parked.
// Nobody else ever sees one.
const held = 2

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

// need is what an operation reads, and keeps from others.
type need int

const (
	// rowsOnly: what waits.
	rowsOnly need = iota
	// everything: the links too, and nobody notes one of the documents in the meantime.
	everything
)

// change lays out documents, lets them be changed, and puts them back: all or nothing.
func (l *Ledger) change(ctx context.Context, target string, names []exchange.Name, what need, do func(d *desk)) error {
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
		if err := d.layOut(what); err != nil {
			return err
		}
		do(d)
		return d.putBack()
	})
}

func (d *desk) layOut(what need) error {
	if err := d.readWaiting(); err != nil || what == rowsOnly {
		return err
	}
	if what == everything && speeches[d.l.dialect].forUpdate != "" {
		if err := d.holdPlaces(); err != nil {
			return err
		}
	}
	return d.readLinks()
}

// holdPlaces puts a row where there is none, for as long as the transaction takes, so that
// nobody can note the document before it is known what became of it here.
func (d *desk) holdPlaces() error {
	for range mostTries {
		var free []waitRow
		for _, n := range d.names {
			if s := d.sheets[n]; s.row == 0 {
				free = append(free, waitRow{nameRow: rowOf(d.target, n), Rank: exchange.Rank(n.Type), State: held, Why: "null", MadeFrom: "null"})
			}
		}
		if len(free) == 0 {
			return nil
		}
		text := "insert into {prefix}waiting (seq, " + waitNames + ") select " + speeches[d.l.dialect].next + ", " + waitNames +
			" from " + d.l.rows("?1", waitColumns) + " j order by type, kind, id, part on conflict do nothing"
		if err := say(d, text, free); err != nil {
			return err
		}
		if err := d.readWaiting(); err != nil {
			return err
		}
	}
	return &Error{Code: ErrBusy}
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
		var row, state, since, due, until int64
		var why, read string
		if err := scanName(r, &n, &row, &w.rev, &state, &since, &due, &until, &w.tries, &why, &w.owner, &read, &w.dismissed); err != nil {
			return err
		}
		w.since, w.due, w.until = timeOf(since), timeOf(due), timeOf(until)
		d.sheets[n].row, d.sheets[n].held = row, state == held
		if state == held {
			return nil
		}
		w.parked = state == 1
		d.sheets[n].waiting = &w
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
		s.link = l
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
