package client

import (
	"context"
	"errors"
	"iter"
	"net/http"
	"net/url"
	"time"
)

// Page is one page of a search.
type Page struct {
	// At is when the server answered, by its own clock: Bundle.meta.lastUpdated, else
	// the Date header (RFC 9110, 6.6.1), which has whole seconds; zero when it said
	// neither. The Bundle comes first because a server that answers from a search it
	// kept says there when it searched.
	At time.Time
	// Matches are the resources that were found, in the server's order.
	Matches []Resource
	// Unread are the entries that cannot be read, or are of another type.
	Unread []*Error
	// Last: there is no page behind this one.
	Last bool
}

// Pages is Search page by page, for a caller that has to note how far it has come, and
// that needs the server's time. It asks in the same way. Config.PageLimit bounds it, and
// Config.EntryLimit does not: a page is bounded by Config.AnswerLimit.
//
// An error is the last thing yielded, and is an *Error; a server whose next links lead
// back to a page that was read is InCircles.
func (r *Reader) Pages(ctx context.Context, typ string, params url.Values) iter.Seq2[Page, error] {
	return func(yield func(Page, error) bool) {
		if err := checkType(typ); err != nil {
			yield(Page{}, err)
			return
		}
		c := r.ask(typ, join(r.wire.base, typ, "_search"), params)
		read := map[string]bool{}
		for n := 1; c != nil; n++ {
			page, next, err := r.onePage(ctx, c, params, read)
			if err == nil && next != nil && n == r.wire.pages {
				// What was found on the way is whole as far as it goes.
				if yield(page, nil) {
					yield(Page{}, next.fails(TooLarge, http.StatusOK))
				}
				return
			}
			if !yield(page, err) || err != nil {
				return
			}
			c = next
		}
	}
}

// onePage reads one page and makes the call of the one behind it.
func (r *Reader) onePage(ctx context.Context, c *call, params url.Values, read map[string]bool) (Page, *call, error) {
	a, err := r.page(ctx, c)
	if err != nil {
		return Page{}, nil, err
	}
	page := Page{At: a.said()}
	unbounded := int(^uint(0) >> 1)
	matches(c, a.body, &unbounded, page.take)
	read[c.asked()] = true
	next, err := r.next(c, a.body, params)
	switch {
	case err != nil:
		return Page{}, nil, err
	case next != nil && read[next.asked()]:
		return Page{}, nil, c.fails(InCircles, a.status)
	}
	page.Last = next == nil
	return page, next, nil
}

// take adds one entry to a page.
func (p *Page) take(got Resource, err error) bool {
	if e, unread := errors.AsType[*Error](err); unread {
		p.Unread = append(p.Unread, e)
	} else {
		p.Matches = append(p.Matches, got)
	}
	return true
}

// asked tells one page of a search from another.
func (c *call) asked() string { return c.method + " " + c.at.String() + " " + string(c.body) }

// said is when a server answered, by its own clock.
func (a *answer) said() time.Time {
	if at := a.body.member("meta").member("lastUpdated").instant(); !at.IsZero() {
		return at
	}
	at, _ := http.ParseTime(a.header.Get("Date"))
	return at.UTC()
}

// Updated is when a resource was written, by the server's clock (R4
// Resource.meta.lastUpdated); zero where it does not say.
func (r Resource) Updated() time.Time {
	return piece(r.Body).member("meta").member("lastUpdated").instant()
}

// instant is the moment that an R4 instant names, in UTC; zero for anything else.
func (p piece) instant() time.Time {
	at, err := time.Parse(time.RFC3339, p.text())
	if err != nil {
		return time.Time{}
	}
	return at.UTC()
}
