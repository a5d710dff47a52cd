package sqlledger

import (
	"context"
	"database/sql"
	"iter"

	"github.com/towpath-care/towpath/fhir/exchange"
)

// versionRow is a version of a resource, in a list in JSON.
type versionRow struct {
	N       int    `json:"n"`
	Target  string `json:"target"`
	Type    string `json:"type"`
	Place   string `json:"place"`
	ETag    string `json:"etag"`
	Updated int64  `json:"updated"`
	Ours    string `json:"ours"`
	Removed int    `json:"removed"`
}

const versionColumns = "n bigint, target text, type text, place text, etag text, updated bigint, ours text, removed bigint"

func versionRows(target string, arrivals []exchange.Arrival) ([]versionRow, error) {
	var check strict
	check.text(target)
	rows := make([]versionRow, len(arrivals))
	for i, a := range arrivals {
		check.text(a.Type, a.ID, a.ETag)
		rows[i] = versionRow{i, target, a.Type, a.ID, a.ETag, micros(a.Updated), in(a.Ours), number(a.Removed)}
	}
	return rows, check.err()
}

// forget takes out of what was seen what is too old to be found again. What has not been
// taken is not forgotten.
const forget = `delete from {prefix}seen where target = ?1 and updated < ?2 and not exists (select 1 from {prefix}arrived w
where w.target = {prefix}seen.target and w.type = {prefix}seen.type and w.place = {prefix}seen.place and w.etag = {prefix}seen.etag)`

// Arrive stores what was found together with up to where it was looked.
func (l *Ledger) Arrive(ctx context.Context, target string, found []exchange.Arrival, upTo exchange.Checkpoint) error {
	rows, err := versionRows(target, found)
	if err != nil {
		return err
	}
	var check strict
	if check.text(target, upTo.Name); check.bad {
		return check.err()
	}
	return l.write(ctx, func(c connection) error {
		if err := l.arrive(ctx, c, rows); err != nil {
			return err
		}
		if !upTo.Forget.IsZero() {
			if err := exec(ctx, c, l.text(forget), target, micros(upTo.Forget)); err != nil {
				return err
			}
		}
		text := "insert into {prefix}checkpoint (target, name, value) values (?1, ?2, ?3) on conflict (target, name) do update set value = excluded.value"
		return exec(ctx, c, l.text(text), target, upTo.Name, append([]byte{}, upTo.Value...))
	})
}

// version tells one version of a resource from another.
type version struct{ of, place, etag string }

// once gives each version once, as it was found last.
func once(rows []versionRow) (each []versionRow) {
	at := map[version]int{}
	for _, r := range rows {
		v := version{r.Type, r.Place, r.ETag}
		if i, before := at[v]; before {
			each[i].Updated = r.Updated
			continue
		}
		at[v] = len(each)
		each = append(each, r)
	}
	return each
}

// arrive notes versions as seen, and lets in those that were not.
func (l *Ledger) arrive(ctx context.Context, c connection, rows []versionRow) error {
	each := once(rows)
	if len(each) == 0 {
		return nil
	}
	param, err := list(each)
	if err != nil {
		return err
	}
	table := l.rows("?1", versionColumns)
	var fresh []versionRow
	isNew := map[version]bool{}
	err = read(ctx, c, l.text(`insert into {prefix}seen (target, type, place, etag, updated)
select target, type, place, etag, updated from `+table+` j where true order by target, type, place, etag
on conflict (target, type, place, etag) do nothing returning type, place, etag`), func(r *sql.Rows) error {
		var v version
		err := r.Scan(&v.of, &v.place, &v.etag)
		isNew[v] = true
		return err
	}, param)
	if err != nil {
		return err
	}
	for _, r := range each {
		if isNew[version{r.Type, r.Place, r.ETag}] {
			fresh = append(fresh, r)
		}
	}
	if len(fresh) < len(each) {
		const same = "w.target = j.target and w.type = j.type and w.place = j.place and w.etag = j.etag"
		if err := exec(ctx, c, l.text("update {prefix}seen as w set updated = j.updated from "+table+" j where "+same+" and w.updated <> j.updated"), param); err != nil {
			return err
		}
	}
	return l.letIn(ctx, c, fresh)
}

func (l *Ledger) letIn(ctx context.Context, c execer, fresh []versionRow) error {
	if len(fresh) == 0 {
		return nil
	}
	param, err := list(fresh)
	if err != nil {
		return err
	}
	const columns = "target, type, place, etag, updated, ours, removed"
	return exec(ctx, c, l.text("insert into {prefix}arrived ("+columns+") select "+columns+" from "+l.rows("?1", versionColumns)+" j order by n"), param)
}

// Unseen gives those of these versions that Arrive would not pass over.
func (l *Ledger) Unseen(ctx context.Context, target string, found ...exchange.Arrival) (unseen []exchange.Arrival, err error) {
	rows, err := versionRows(target, found)
	if err != nil || len(rows) == 0 {
		return nil, err
	}
	param, err := list(rows)
	if err != nil {
		return nil, err
	}
	text := "select j.n from " + l.rows("?1", versionColumns) + ` j where not exists (select 1 from {prefix}seen w
where w.target = j.target and w.type = j.type and w.place = j.place and w.etag = j.etag) order by j.n`
	err = l.ask(ctx, text, func(r *sql.Rows) error {
		var n int
		if err := r.Scan(&n); err != nil {
			return err
		}
		unseen = append(unseen, found[n])
		return nil
	}, param)
	return unseen, err
}

// Arrived gives what the host has not taken yet.
func (l *Ledger) Arrived(ctx context.Context, target string) iter.Seq2[exchange.Arrival, error] {
	const text = `select seq, type, place, etag, updated, ours, removed from {prefix}arrived
where target = ?1 and seq > ?2 order by seq limit ?3`
	return pages(ctx, int64(0), func(after int64) (page []exchange.Arrival, last int64, err error) {
		err = l.ask(ctx, text, func(r *sql.Rows) error {
			var a exchange.Arrival
			var updated int64
			var ours string
			if err := r.Scan(&last, &a.Type, &a.ID, &a.ETag, &updated, &ours, &a.Removed); err != nil {
				return err
			}
			a.Updated = timeOf(updated)
			page = append(page, a)
			return out(ours, &page[len(page)-1].Ours)
		}, target, after, pageSize)
		return page, last, err
	})
}

// Take notes that the host has taken these.
func (l *Ledger) Take(ctx context.Context, target string, taken ...exchange.Arrival) error {
	rows, err := versionRows(target, taken)
	if err != nil || len(rows) == 0 {
		return err
	}
	param, err := list(rows)
	if err != nil {
		return err
	}
	text := `delete from {prefix}arrived where seq in (select w.seq from ` + l.rows("?1", versionColumns) + ` j
join {prefix}arrived w on w.target = j.target and w.type = j.type and w.place = j.place and w.etag = j.etag)`
	return l.write(ctx, func(c connection) error { return exec(ctx, c, l.text(text), param) })
}

// Checkpoint gives what was stored last under this name.
func (l *Ledger) Checkpoint(ctx context.Context, target, name string) (value []byte, err error) {
	err = l.ask(ctx, "select value from {prefix}checkpoint where target = ?1 and name = ?2", func(r *sql.Rows) error {
		return r.Scan(&value)
	}, target, name)
	return value, err
}

// placeRow is a place, in a list in JSON.
type placeRow struct {
	Type  string `json:"type"`
	Place string `json:"place"`
}

// Standing gives the links of the documents that stand in these places.
func (l *Ledger) Standing(ctx context.Context, target string, places ...exchange.Place) (links []exchange.Link, err error) {
	var check strict
	var rows []placeRow
	for _, p := range places {
		check.text(p.Type, p.ID)
		rows = append(rows, placeRow{p.Type, p.ID})
	}
	if err := check.err(); err != nil || len(rows) == 0 {
		return nil, err
	}
	param, err := list(rows)
	if err != nil {
		return nil, err
	}
	text := "select " + linkFields + " from (select distinct type, place from " + l.rows("?2", "type text, place text") + ` r) j
join {prefix}link w on w.target = ?1 and w.type = j.type and w.place = j.place and (w.place <> '' or w.rev <> 0)`
	err = l.ask(ctx, text, func(r *sql.Rows) error {
		link, err := scanLink(r)
		links = append(links, link)
		return err
	}, target, param)
	return links, err
}

// Links gives the links of all documents that stand behind this place.
func (l *Ledger) Links(ctx context.Context, target string, behind exchange.Place) iter.Seq2[exchange.Link, error] {
	const (
		page  = " order by w.type, w.place, w.kind, w.id, w.part limit "
		first = "select " + linkFields + " from {prefix}link w where w.target = ?1 and (w.place <> '' or w.rev <> 0) and (w.type, w.place) > (?2, ?3)" + page + "?4"
		next  = "select " + linkFields + " from {prefix}link w where w.target = ?1 and (w.place <> '' or w.rev <> 0) and (w.type, w.place, w.kind, w.id, w.part) > (?2, ?3, ?4, ?5, ?6)" + page + "?7"
	)
	return pages(ctx, exchange.Link{Name: exchange.Name{Type: behind.Type}, ID: behind.ID}, func(after exchange.Link) (all []exchange.Link, last exchange.Link, err error) {
		scan := func(r *sql.Rows) (err error) {
			last, err = scanLink(r)
			all = append(all, last)
			return err
		}
		n := after.Name
		if n.Record.ID == "" { // a place, and no link yet
			err = l.ask(ctx, first, scan, target, n.Type, after.ID, pageSize)
		} else {
			err = l.ask(ctx, next, scan, target, n.Type, after.ID, string(n.Record.Kind), n.Record.ID, n.Part, pageSize)
		}
		return all, last, err
	})
}
