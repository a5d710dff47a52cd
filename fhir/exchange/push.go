package exchange

import (
	"context"
	"errors"
	"math/rand/v2"
	"time"

	"github.com/towpath-care/towpath/fhir/client"
	"github.com/towpath-care/towpath/peer"
)

// PushOptions say how a Push goes about it. The zero value is sensible.
type PushOptions struct {
	// Lease is how long documents are claimed for. Nothing is sent once it is over, and
	// nothing is begun in its last quarter. 0: 2 minutes.
	Lease time.Duration
	// Most is how many documents are taken at most; 0: all that are due.
	Most int
	// Entries and Bytes are what a Bundle holds at most; 0: client.BundleEntries and
	// client.BundleBytes. Fewer go where the record system cannot take or do as many.
	Entries, Bytes int
	// Random draws from 0 up to 1 how long something waits that could not be done; nil:
	// math/rand.
	Random func() float64
	// Trace hears of every point that the Push comes to, in the goroutine of the Push;
	// nil: nobody does.
	Trace func(Event)
}

const (
	usualLease = 2 * time.Minute
	// slow is how long a Bundle may take until the next ones are smaller.
	slow = 10 * time.Second
	// firstDelay and longestDelay bound how long something waits that could not be done.
	firstDelay   = time.Second
	longestDelay = 15 * time.Minute
)

func (o *PushOptions) fill() {
	if o.Lease <= 0 {
		o.Lease = usualLease
	}
	if o.Entries <= 0 {
		o.Entries = client.BundleEntries
	}
	if o.Bytes <= 0 {
		o.Bytes = client.BundleBytes
	}
	if o.Random == nil {
		o.Random = rand.Float64
	}
	if o.Trace == nil {
		o.Trace = func(Event) {}
	}
}

// PushReport is what became of a Push.
type PushReport struct {
	// Did counts the documents by what became of them, as Result.Did has it. Of those
	// that are held, Parked wait for somebody and PutOff are tried again by themselves.
	Did            map[Do]int
	Parked, PutOff int
	// Bundles and Alone are how many Bundles were sent, and how many documents went by
	// themselves.
	Bundles, Alone int
	// Said is what was learned of the record system as a whole, each thing once.
	Said []peer.Reason
	// Resting is why nothing more is tried for now, and until when; zero: it is.
	Resting Resting
}

// Writes is how many documents were written.
func (r PushReport) Writes() int { return r.Did[Create] + r.Did[Update] + r.Did[Edit] }

// Push brings to the record system what is due, without a person looking at it first.
// It does what Plan and Apply do, document by document and under the same rules; only
// what cannot go wrong takes a shorter way: what is not known to be there is created
// under its own id or a condition, and what stands there wholly ours in the version
// that the ledger names is replaced on that version. These go in Bundles, those first
// that others refer to. Whatever is answered otherwise than plainly is planned and
// applied by itself.
//
// Each document ends in one of these ways, and the ledger says which: it stands there;
// it may not go, and stays here; it could not be done now, and is due again after a wait
// that grows to 15 minutes; somebody has to look at it, and it is parked with an owner. A
// record system that turns the program away, asks to be left alone or gives no answer is
// left alone as a whole: the target rests (Queue.Rest), Resting says why, and the error
// is nil.
//
// Documents that may not go any more, because somebody took back a yes, are dealt with
// before anything is sent. Whether a server heeds preconditions within a Bundle is
// found out with the first document of a kind; where it does not, or takes no Bundles,
// documents go one by one.
//
// Its error is that of the context, or of a store of the host's. When the context ends,
// the Bundle in hand is finished and noted, and the rest given back. Several may push to
// one target at a time, also from several machines.
func (x *Exchange) Push(ctx context.Context, server *client.Client, o PushOptions) (PushReport, error) {
	return x.pusher(server, o).round(ctx)
}

// pusher is one worker. It remembers of the record system what it has learned.
type pusher struct {
	planner
	writer  applier
	client  *client.Client
	options PushOptions
	report  PushReport
	size    size
	heeded  map[string]bool // preconditions in a Bundle, where it is known
	// knows: what the record system offers has been asked.
	knows bool
	asked *consented
	ended outcomes
	taken int
	// next is what was claimed and made while the last Bundle was on its way.
	next    *hand
	nextErr error
}

func (x *Exchange) pusher(server *client.Client, o PushOptions) *pusher {
	o.fill()
	p := &pusher{client: server, options: o, size: newSize(o.Entries)}
	p.asked = &consented{ask: x.Consents}
	mine := *x
	if x.Consents != nil {
		mine.Consents = p.asked.of
	}
	p.planner = planner{Exchange: inTurns(mine), server: server.Reader()}
	p.forget()
	return p
}

// forget makes the worker ask again who is who, and what the record system offers and
// heeds.
func (p *pusher) forget() {
	p.knows, p.heeded = false, map[string]bool{}
	p.who = newWho(p.People, p.server)
}

// round takes documents until none is due.
func (p *pusher) round(ctx context.Context) (PushReport, error) {
	p.report, p.taken = PushReport{Did: map[Do]int{}}, 0
	p.run = newRun(p.server)
	p.writer = applier{p.Exchange, p.client, p.able, p.run}
	for {
		h, err := p.take(ctx)
		if err != nil || h == nil {
			return p.said(), err
		}
		if err := h.finish(); err != nil {
			return p.said(), errors.Join(err, p.drop())
		}
	}
}

// take gives what is done next; nil when nothing is, for now.
func (p *pusher) take(ctx context.Context) (*hand, error) {
	if err := ctx.Err(); err != nil || p.report.Resting.Why != nil {
		return nil, errors.Join(err, p.drop())
	}
	if h, err := p.next, p.nextErr; h != nil {
		p.next, p.nextErr = nil, nil
		if err != nil {
			return nil, errors.Join(err, h.drop())
		}
		return h, nil
	}
	claimed, until, err := p.claim(ctx)
	if err != nil || len(claimed) == 0 {
		return nil, err
	}
	return p.holding(ctx, claimed, until), nil
}

// drop gives back what was claimed ahead.
func (p *pusher) drop() error {
	h := p.next
	if p.next, p.nextErr = nil, nil; h == nil {
		return nil
	}
	return h.drop()
}

// drop gives back what is in hand.
func (h *hand) drop() error {
	ctx, cancel := h.working()
	defer cancel()
	return h.putBack(ctx)
}

func (p *pusher) said() PushReport {
	p.report.Said = p.run.said
	return p.report
}

// claim takes as many documents as go into a Bundle.
func (p *pusher) claim(ctx context.Context) ([]Claimed, time.Time, error) {
	most := p.size.now
	if p.options.Most > 0 {
		most = min(most, p.options.Most-p.taken)
	}
	if most <= 0 {
		return nil, time.Time{}, nil
	}
	now := p.Now()
	until := now.Add(p.options.Lease)
	claimed, err := p.Ledger.Claim(ctx, p.Target, Claim{Most: most, Now: now, Until: until})
	p.taken += len(claimed)
	if len(claimed) > 0 {
		p.options.Trace(Event{Point: PointClaimed, Documents: len(claimed)})
	}
	return claimed, until, err
}

// size is how many entries go into a Bundle now.
type size struct{ now, most int }

func newSize(most int) size { return size{most, most} }

// tooLarge: a Bundle of n was more than the server takes.
func (s *size) tooLarge(n int) { s.most, s.now = max(1, n-1), max(1, n/2) }

// tooSlow: a Bundle of n was more than the server can do in time.
func (s *size) tooSlow(n int) { s.now = max(1, n/2) }

// plain: a Bundle of n went as it should.
func (s *size) plain(n int) {
	if n >= s.now {
		s.now = min(s.most, s.now+max(1, s.now/4))
	}
}
