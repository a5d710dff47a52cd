package sqlledger

import (
	"context"
	"database/sql"

	"github.com/towpath-care/towpath/fhir/exchange"
)

// linkRow is a link, in a list in JSON.
type linkRow struct {
	nameRow
	Place    string `json:"place"`
	ETag     string `json:"etag"`
	Rev      int64  `json:"rev"`
	Base     string `json:"base"`
	Expected string `json:"expected"`
	MadeFrom string `json:"made_from"`
	Whole    string `json:"whole"`
}

const (
	linkNames   = "target, type, kind, id, part, place, etag, rev, base, expected, made_from, whole"
	linkColumns = nameColumns + ", place text, etag text, rev bigint, base text, expected text, made_from text, whole text"
	linkFields  = "w.type, w.kind, w.id, w.part, w.place, w.etag, w.rev, w.base, w.expected, w.made_from, w.whole"
)

func rowOfLink(target string, l exchange.Link) linkRow {
	return linkRow{rowOf(target, l.Name), l.ID, l.ETag, int64(l.Rev), string(l.Base), in(l.Expected), in(l.Read), string(l.Whole)}
}

// scanLink reads linkFields.
func scanLink(r *sql.Rows) (l exchange.Link, err error) {
	var expected, read string
	if err := scanName(r, &l.Name, &l.ID, &l.ETag, &l.Rev, &l.Base, &expected, &read, &l.Whole); err != nil {
		return l, err
	}
	if err := out(expected, &l.Expected); err != nil {
		return l, err
	}
	return l, out(read, &l.Read)
}

// links gives the links of documents that have one; keep: and keeps them from others
// until the transaction ends.
func (l *Ledger) links(ctx context.Context, c querier, target string, names []exchange.Name, keep bool) (all []exchange.Link, err error) {
	param, err := list(rowsOf(target, names))
	if err != nil {
		return nil, err
	}
	text := "select " + linkFields + " from " + l.rows("?1", nameColumns) + " j join {prefix}link w on " + sameName + " order by w.type, w.kind, w.id, w.part"
	if keep {
		text += speeches[l.dialect].forUpdate
	}
	err = read(ctx, c, l.text(text), func(r *sql.Rows) error {
		link, err := scanLink(r)
		all = append(all, link)
		return err
	}, param)
	return all, err
}

func (l *Ledger) putLinks(ctx context.Context, c execer, links []linkRow) error {
	if len(links) == 0 {
		return nil
	}
	param, err := list(links)
	if err != nil {
		return err
	}
	text := "insert into {prefix}link (" + linkNames + ") select " + linkNames + " from " + l.rows("?1", linkColumns) + ` j where true
on conflict (target, type, kind, id, part) do update set place = excluded.place, etag = excluded.etag, rev = excluded.rev,
	base = excluded.base, expected = excluded.expected, made_from = excluded.made_from, whole = excluded.whole`
	return exec(ctx, c, l.text(text), param)
}

// Link says where a document stands.
func (l *Ledger) Link(ctx context.Context, target string, name exchange.Name) (link exchange.Link, known bool, err error) {
	text := "select " + linkFields + " from {prefix}link w where w.target = ?1 and w.type = ?2 and w.kind = ?3 and w.id = ?4 and w.part = ?5"
	err = l.ask(ctx, text, func(r *sql.Rows) (err error) {
		link, err = scanLink(r)
		return err
	}, target, name.Type, string(name.Record.Kind), name.Record.ID, name.Part)
	return link, link.Stands(), err
}
