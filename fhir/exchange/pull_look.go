package exchange

import (
	"context"
	"errors"
	"net/url"
	"time"

	"github.com/towpath-care/towpath/fhir/client"
)

// What makes a look start over, in another way.
var (
	errSetBack = errors.New("exchange: the record system's clock was set back")
	errUndated = errors.New("exchange: the record system does not heed _lastUpdated")
)

// poll asks for what was written since the last poll, whole: what others have done to a
// document of ours shows in its content.
func (p *puller) poll(ctx context.Context, s stream) error {
	return p.look(ctx, &looking{puller: p, stream: s, name: "poll/" + s.name, before: p.o.Overlap, whole: s.of == ofOurs})
}

// sweep asks for the ids and versions of a longer time, when it is due.
func (p *puller) sweep(ctx context.Context, s stream) error {
	var m mark
	if err := p.recall(ctx, "sweep/"+s.name, &m); err != nil || !p.due(m.At, p.o.Sweep) {
		return err
	}
	l := &looking{puller: p, stream: s, name: "sweep/" + s.name, before: p.o.Wide, sweeps: true}
	err := p.look(ctx, l)
	p.report.Swept = p.report.Swept || err == nil && !l.at.IsZero() // of a type in which only edits stand nothing is asked
	return err
}

// looking is one look at a stream: from when on, and how far it has come.
type looking struct {
	*puller
	stream
	name   string // of the checkpoint
	before time.Duration
	whole  bool
	sweeps bool

	manner manner
	mark   mark
	since  time.Time
	// at is when the record system answered first; newest is the time of the newest
	// resource, and inOrder whether they have all come oldest first.
	at, newest time.Time
	inOrder    bool
}

// look goes through what a stream has, and starts over where the record system turns out
// to need another way of asking.
func (p *puller) look(ctx context.Context, l *looking) error {
	if err := p.recall(ctx, l.name, &l.mark); err != nil {
		return err
	}
	for {
		var err error
		if l.manner, err = p.mannerOf(ctx, l.stream); err != nil {
			return err
		}
		if polled, err := p.polled(ctx, l.stream, l.manner); err != nil || !polled && !l.sweeps {
			return err
		}
		err = l.once(ctx)
		next, more := l.manner.humbler()
		switch {
		case errors.Is(err, errSetBack):
			// The host's clock only tells how long ago the last look was.
			ago := max(0, p.Now().Sub(l.mark.At))
			l.mark.To = l.at.Add(l.before - p.o.Wide - ago)
			continue
		case errors.Is(err, errUndated):
			next.Undated = true
		case !unsupported(err) || !l.at.IsZero() || !more:
			return err
		}
		if err := p.learn(ctx, l.stream, next); err != nil {
			return err
		}
	}
}

// polled reports whether a stream can be asked for often. Where a server does not search
// by time it cannot, and where it has to be asked by ids it can as long as these fit
// into one search; the sweep finds the rest.
func (p *puller) polled(ctx context.Context, s stream, m manner) (bool, error) {
	if m.Undated || !m.ByID {
		return !m.Undated, nil
	}
	n := 0
	for _, err := range p.idsOf(ctx, s.typ) {
		if n++; err != nil || n > p.o.Chunk {
			return false, err
		}
	}
	return true, nil
}

// once goes through it in one way of asking.
func (l *looking) once(ctx context.Context) error {
	l.at, l.newest, l.inOrder = time.Time{}, time.Time{}, true
	if l.since = l.from(); l.since.IsZero() && l.of != ofPeople {
		return l.start(ctx)
	}
	for params, err := range l.asks(ctx, l.stream, l.manner, l.since, l.whole) {
		if err != nil {
			return err
		}
		if err := l.pages(ctx, params); err != nil {
			return err
		}
	}
	if l.alone() {
		return nil // the last page has moved it
	}
	return l.done(ctx, nil)
}

// from is when the window begins; zero when nothing was looked at before.
func (l *looking) from() time.Time {
	switch {
	case !l.mark.To.IsZero():
		return l.mark.To.Add(-l.before)
	case l.of == ofTheirs:
		return l.o.From
	}
	return time.Time{}
}

// alone reports whether the window is one search, whose pages follow each other.
func (l *looking) alone() bool { return l.of == ofOurs && !l.manner.ByID }

// start notes the record system's time. What stands there already is for a round to
// look at when it is ours, and for the host to import when it is not.
func (l *looking) start(ctx context.Context) error {
	for params, err := range l.asks(ctx, l.stream, l.manner, time.Time{}, false) {
		if err != nil {
			return err
		}
		params.Set("_count", "1")
		for page, err := range l.server.Pages(ctx, l.typ, params) {
			if err != nil {
				return err
			}
			l.seen(page)
			return l.done(ctx, nil)
		}
	}
	return nil
}

func (l *looking) pages(ctx context.Context, params url.Values) error {
	for page, err := range l.server.Pages(ctx, l.typ, params) {
		if err != nil {
			return err
		}
		first := l.at.IsZero()
		l.seen(page)
		if err := l.fits(page); first && err != nil {
			return err
		}
		if err := l.take(ctx, page); err != nil {
			return err
		}
	}
	return nil
}

// seen notes what a page says of time.
func (l *looking) seen(page client.Page) {
	l.report.Pages++
	l.report.Unread += len(page.Unread)
	if l.whole {
		l.report.Bodies += len(page.Matches)
	} else {
		l.report.Rows += len(page.Matches)
	}
	for _, r := range page.Matches {
		updated := r.Updated()
		l.inOrder = l.inOrder && !updated.IsZero() && !updated.Before(l.newest)
		if updated.After(l.newest) {
			l.newest = updated
		}
	}
	if l.at.IsZero() {
		l.at = page.At
	}
	if l.at.IsZero() {
		l.at = l.newest // a server that says no time
	}
}

// fits reports why the first page shows that the window is not what was meant.
func (l *looking) fits(page client.Page) error {
	if !l.at.IsZero() && l.at.Before(l.mark.To.Add(-l.before)) {
		return errSetBack
	}
	for _, r := range page.Matches {
		if at := r.Updated(); !l.manner.Undated && !at.IsZero() && at.Before(l.since.Add(-time.Second)) {
			return errUndated
		}
	}
	return nil
}

// take puts the page into the inbox, and moves the checkpoint as far as is safe: to the
// end behind the last page, and before that to the newest resource where they were asked
// for, and have come, oldest first.
func (l *looking) take(ctx context.Context, page client.Page) error {
	found, err := l.judge(ctx, l.stream, page, l.since, l.whole)
	switch {
	case err != nil:
		return err
	case l.alone() && page.Last:
		return l.done(ctx, found)
	case l.alone() && l.inOrder && !l.manner.Plain && l.newest.After(l.mark.To) && !l.newest.After(l.at) && !l.sweeps:
		l.mark.To = l.newest
	case len(found) == 0:
		return nil
	}
	return l.arrive(ctx, found, l.name, l.mark)
}

// done moves the checkpoint to when the record system first answered.
func (l *looking) done(ctx context.Context, found []Arrival) error {
	if !l.at.IsZero() {
		l.mark.To = l.at
	}
	l.mark.At = l.Now()
	if l.report.Until.IsZero() || l.mark.To.Before(l.report.Until) {
		l.report.Until = l.mark.To
	}
	return l.arrive(ctx, found, l.name, l.mark)
}
