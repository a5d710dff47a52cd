package exchange

import (
	"cmp"
	"context"
	"iter"
	"time"

	"github.com/towpath-care/towpath/fhir/client"
	"github.com/towpath-care/towpath/peer"
)

// PullOptions say what is looked for and how often. The zero value looks for what
// others have done to documents of ours, with the times below.
type PullOptions struct {
	// People are those of the host's whose entries are looked at: Patient, for entries
	// that were merged, and what Theirs says. Nil: nobody's, and then a merge is found
	// when a document of the person is next sent. A host with more than a few people
	// keeps their references and gives them in People.Person; anybody else is searched
	// for once a Pull, or once a day in Watch.
	People func(context.Context) iter.Seq2[peer.PersonID, error]
	// Theirs: CarePlan, Goal, Encounter and EpisodeOfCare of People that are not ours
	// are looked for too. fhir.Import reads them.
	Theirs bool
	// From is the record system's time from which on others' resources are looked for
	// the first time; zero: from the first Pull. It does not matter afterwards.
	From time.Time

	// Overlap is how far before its checkpoint a poll begins: how far the clocks of the
	// machines behind a record system may differ. 0: 2 seconds.
	Overlap time.Duration
	// Wide is the same for a sweep: how long a transaction there may take, and that. A
	// resource may say that it was written so long before anybody could see it. 0: 122
	// seconds.
	Wide time.Duration
	// Sweep is the time between two sweeps, by Exchange.Now. 0: 5 minutes.
	Sweep time.Duration
	// Reconcile is the time between the beginnings of two rounds in which the versions
	// of all documents of ours are looked at, by Exchange.Now. 0: 24 hours.
	Reconcile time.Duration
	// Page is how many resources are asked for at a time, and Chunk how many ids or
	// people are named in one search. 0: 100 and 50.
	Page, Chunk int
	// Chunks is how many searches of a round a Pull makes at most; the next one goes on
	// where it stopped. 0: 10. Below 0: none, and there is no round.
	Chunks int
}

// fill puts the defaults where nothing is said.
func (o PullOptions) fill() PullOptions {
	o.Overlap = cmp.Or(o.Overlap, 2*time.Second)
	o.Wide = cmp.Or(o.Wide, 122*time.Second)
	o.Sweep = cmp.Or(o.Sweep, 5*time.Minute)
	o.Reconcile = cmp.Or(o.Reconcile, 24*time.Hour)
	o.Page, o.Chunk, o.Chunks = cmp.Or(o.Page, 100), cmp.Or(o.Chunk, 50), max(0, cmp.Or(o.Chunks, 10))
	return o
}

// PullReport is what a Pull did. It holds numbers, ids and codes.
type PullReport struct {
	// Until is the record system's time up to which all of it was looked at; zero when
	// something could not be looked at.
	Until time.Time
	// Pages were asked for; Bodies are the resources that came whole and Rows those of
	// which the id and the version were asked for.
	Pages, Bodies, Rows int
	// Own were ours, or said what was agreed on; Arrived were put into the inbox, and
	// Removed of them are not there any more.
	Own, Arrived, Removed int
	// Marked are documents of ours that the next Push or Plan looks at.
	Marked int
	// Merged are the people whose entries were merged, or put apart again.
	Merged []Merged
	// Unread are entries that cannot be read, and Unfound people whom nobody finds
	// there.
	Unread, Unfound int
	// Swept and Reconciled: a sweep was made, and a round came to its end.
	Swept, Reconciled bool
	// Said is what concerns a type of resource as a whole; its checkpoint stays where
	// it was.
	Said []peer.Reason
}

// Pull finds what has changed in the record system and puts it into the ledger's
// Inbox: names and versions, no content. Nothing of the host's changes by it.
//
// It looks for documents of ours in versions that are not ours, for those that were
// removed, for entries of people that were merged, and for what PullOptions.Theirs
// says. A document of ours in which something of ours was changed, or that was removed,
// is marked dirty, so that the next Push or Plan looks at it; what others have added
// does not arrive and marks nothing, unless the document is about somebody's safety.
// A person whose entry was merged has their documents marked.
//
// A poll asks for what was written since the last one, and a little before; a sweep for
// ids and versions of a longer time, for what became visible late; a round, in small
// pieces, for ids and versions of all documents of ours, whenever they were written.
// How far it has come is in the ledger, by the record system's own clock, and is stored
// with what was found. After an error, or an end at any moment, the next Pull begins
// where this one stopped, and what it finds again does not arrive again.
//
// An answer about one type, such as that it may not be read, is in PullReport.Said and
// the others go on. Any other error ends the Pull. Pulls of several programs do no
// harm to each other, and save no work.
func (x *Exchange) Pull(ctx context.Context, server *client.Reader, o PullOptions) (PullReport, error) {
	return x.puller(server, o).pull(ctx)
}

// puller is what is known of a record system from one Pull to the next.
type puller struct {
	*Exchange
	server *client.Reader
	o      PullOptions
	who    *who
	whoAt  time.Time
	// The rest is of one Pull.
	report  *PullReport
	manners map[string]manner
	merged  map[string]string
	persons map[string]peer.PersonID
	// before and searched are the entries that were found by a search, last time and
	// this time.
	before, searched map[peer.PersonID]string
	// forget is before when the ledger may have forgotten what has arrived.
	forget time.Time
	// busy are the documents that are dirty or parked; nil until somebody asks.
	busy map[Name]bool
}

func (x *Exchange) puller(server *client.Reader, o PullOptions) *puller {
	return &puller{Exchange: x, server: server, o: o.fill()}
}

func (p *puller) pull(ctx context.Context) (PullReport, error) {
	p.report, p.busy = &PullReport{}, nil
	err := p.begin(ctx)
	if err == nil {
		err = p.streams(ctx)
	}
	if err == nil {
		err = p.rememberPeople(ctx)
	}
	if err == nil {
		err = p.reconcile(ctx)
	}
	if err != nil || len(p.report.Said) > 0 {
		p.report.Until = time.Time{}
	}
	return *p.report, err
}

// begin reads what was learned before.
func (p *puller) begin(ctx context.Context) error {
	p.manners, p.merged, p.persons = map[string]manner{}, map[string]string{}, map[string]peer.PersonID{}
	if err := p.recall(ctx, "ways", &p.manners); err != nil {
		return err
	}
	for name, w := range p.manners {
		if p.due(w.At, day) {
			delete(p.manners, name)
		}
	}
	if err := p.recall(ctx, "merged", &p.merged); err != nil {
		return err
	}
	return p.findPeople(ctx)
}

// streams looks at one type after the other.
func (p *puller) streams(ctx context.Context) error {
	all, err := p.followed(ctx)
	if err != nil {
		return err
	}
	if p.forget, err = p.forgetting(ctx, all); err != nil {
		return err
	}
	for _, s := range all {
		if err := p.stream(ctx, s); err != nil {
			return err
		}
	}
	return nil
}

// stream polls and sweeps one type. What the record system answers about the type alone
// is said, and does not stand in the way of the others.
func (p *puller) stream(ctx context.Context, s stream) error {
	err := p.poll(ctx, s)
	if err == nil {
		err = p.sweep(ctx, s)
	}
	if ctx.Err() == nil && aboutType(err) {
		p.say(s.typ, err)
		return nil
	}
	return err
}

// due reports whether a time has passed since then, by the host's clock. One that was
// set back makes it so.
func (p *puller) due(since time.Time, after time.Duration) bool {
	now := p.Now()
	return since.IsZero() || now.Before(since) || now.Sub(since) >= after
}
