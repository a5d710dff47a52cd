package exchange

import (
	"context"
	"errors"
	"net/url"
	"strconv"
	"strings"
	"time"

	"github.com/towpath-care/towpath/fhir/client"
)

// reconcile goes on with the round in which the versions of all documents of ours are
// looked at, whenever they were written: a few searches by id, each with a checkpoint of
// its own. It finds what was removed, what a search by time does not show, and what came
// back from a backup.
func (p *puller) reconcile(ctx context.Context) error {
	var m mark
	if err := p.recall(ctx, "round", &m); err != nil {
		return err
	}
	if m.Behind == (Place{}) && !p.due(m.At, p.o.Reconcile) {
		return nil
	}
	if m.Behind == (Place{}) {
		m.Began, m.At = time.Time{}, p.Now()
	}
	for range p.o.Chunks {
		links, err := p.someBehind(ctx, m.Behind)
		if err != nil {
			return err
		}
		if len(links) == 0 {
			return p.roundEnds(ctx, m)
		}
		if err := p.roundGoesOn(ctx, &m, links); err != nil {
			return err
		}
	}
	return nil
}

// roundEnds notes that everything has been looked at.
func (p *puller) roundEnds(ctx context.Context, m mark) error {
	if !m.Began.IsZero() {
		m.To = m.Began
	}
	m.Behind, m.Began, p.report.Reconciled = Place{}, time.Time{}, true
	return p.arrive(ctx, nil, "round", m)
}

// roundGoesOn looks at the next documents. A type that may not be looked through is said
// and left for the next round.
func (p *puller) roundGoesOn(ctx context.Context, m *mark, links []Link) error {
	typ := links[0].Name.Type
	found, at, err := p.compare(ctx, typ, links, m.To)
	if m.Began.IsZero() {
		m.Began = at
	}
	m.Behind = links[len(links)-1].place()
	if ctx.Err() == nil && aboutType(err) {
		p.say(typ, err)
		m.Behind, err = Place{typ, "\x7f"}, nil
	}
	if err != nil {
		return err
	}
	return p.arrive(ctx, found, "round", *m)
}

// someBehind are the next documents of one type.
func (p *puller) someBehind(ctx context.Context, behind Place) (some []Link, err error) {
	for l, err := range p.Ledger.Links(ctx, p.Target, behind) {
		if err != nil || len(some) > 0 && l.Name.Type != some[0].Name.Type {
			return some, err
		}
		// Documents in one place are never parted, so that the next search begins behind it.
		if len(some) >= p.o.Chunk && l.place() != some[len(some)-1].place() {
			return some, nil
		}
		some = append(some, l)
	}
	return some, nil
}

// compare asks for the versions of documents of ours by their ids, and reads those that
// are not in the answer: a search may be behind, or not show what a read does.
func (p *puller) compare(ctx context.Context, typ string, links []Link, last time.Time) (found []Arrival, at time.Time, err error) {
	missing := map[string]Link{}
	var ids []string
	for _, l := range links {
		if _, twice := missing[l.ID]; !twice && !p.inPlace(l.Name) {
			missing[l.ID] = l
			ids = append(ids, l.ID)
		}
	}
	if len(ids) == 0 {
		return nil, at, nil
	}
	pages, err := p.byID(ctx, typ, ids)
	if len(pages) > 0 {
		at = pages[0].At
	}
	var since time.Time // a clock that was set back says nothing of what is old
	if !last.IsZero() && !at.Before(last) {
		since = last.Add(-p.o.Wide)
	}
	for _, page := range pages {
		for _, r := range page.Matches {
			delete(missing, r.ID)
		}
		some, err := p.judge(ctx, stream{typ: typ, of: ofOurs}, page, since, false)
		if err != nil {
			return nil, at, err
		}
		found = append(found, some...)
	}
	if err != nil {
		return nil, at, err
	}
	for _, id := range ids {
		if l, gone := missing[id]; gone {
			some, err := p.readMissing(ctx, l, at, since)
			if err != nil {
				return nil, at, err
			}
			found = append(found, some...)
		}
	}
	return found, at, nil
}

// byID asks for ids and versions, and for the whole where a server takes no _elements.
func (p *puller) byID(ctx context.Context, typ string, ids []string) ([]client.Page, error) {
	params := url.Values{"_id": {strings.Join(ids, ",")}, "_count": {strconv.Itoa(max(p.o.Page, len(ids)))}, "_elements": {"id,meta"}}
	pages, err := p.allPages(ctx, typ, params)
	if unsupported(err) {
		params.Del("_elements")
		pages, err = p.allPages(ctx, typ, params)
	}
	return pages, err
}

func (p *puller) allPages(ctx context.Context, typ string, params url.Values) (all []client.Page, err error) {
	for page, err := range p.server.Pages(ctx, typ, params) {
		if err != nil {
			return nil, err
		}
		p.report.Pages++
		p.report.Rows += len(page.Matches)
		all = append(all, page)
	}
	return all, nil
}

// readMissing looks whether a document that a search did not show is there.
func (p *puller) readMissing(ctx context.Context, l Link, at, since time.Time) ([]Arrival, error) {
	r, err := p.server.Read(ctx, l.Name.Type, l.ID)
	switch {
	case errors.Is(err, client.NotFound), errors.Is(err, client.Gone):
		a := Arrival{Place: l.place(), Updated: at, Ours: l.Name}
		if gone, err := p.removed(ctx, &a, l); err != nil || !gone {
			return nil, err
		}
		p.report.Arrived++
		return []Arrival{a}, nil
	case shut(err):
		p.report.Unread++
		return nil, nil
	case err != nil:
		return nil, err
	}
	p.report.Bodies++
	return p.judge(ctx, stream{typ: r.Type, of: ofOurs}, client.Page{Matches: []client.Resource{r}}, since, true)
}
