package main

import (
	"cmp"
	"context"
	"fmt"
	"maps"
	"strings"
	"time"

	"github.com/towpath-care/towpath/fhir/exchange"
)

type syncCmd struct {
	Once    bool          `help:"One round, and no more: for a timer."`
	Every   time.Duration `default:"10s" help:"How often the records and the record system are looked at."`
	Metrics string        `placeholder:"ADDRESS" env:"TOWPATH_METRICS" help:"Show figures at /metrics and /healthz on a port of this machine, such as 127.0.0.1:9464."`
}

// once does one round: what was changed there is found, and what is due here is sent.
func (s *session) once(ctx context.Context) error {
	if err := cmp.Or(s.forget(ctx), s.sync.MarkChanged(ctx)); err != nil {
		return ended(err)
	}
	pullErr := s.look(ctx)
	before, err := s.ledger.Status(ctx, s.Target, s.now())
	if err != nil {
		return ended(err)
	}
	bar := s.show.progress(before.Dirty - before.Claimed - before.Waiting)
	report, err := s.sync.Push(ctx, s.server, exchange.PushOptions{Trace: func(e exchange.Event) {
		if e.Point == exchange.PointAfterSettle {
			bar.add(e.Documents, before.Dirty)
		}
	}})
	bar.end()
	s.show.pushed(report)
	after, statusErr := s.ledger.Status(context.WithoutCancel(ctx), s.Target, s.now())
	if statusErr == nil {
		s.show.rests(after.Resting)
		s.show.standing(after)
	}
	return cmp.Or(ended(err), ended(statusErr), notLetIn(report.Said), notLetIn(after.Resting.Why), waits(report, after), ended(pullErr))
}

// mostDays is how far back the journal goes, and so a report.
const mostDays = 366

// forget takes out of the journal what no report shows any more.
func (s *session) forget(ctx context.Context) error {
	return s.ledger.Forget(ctx, s.Target, s.now().AddDate(0, 0, -mostDays))
}

// waits is the end of a round that left something behind.
func waits(r exchange.PushReport, now exchange.Status) error {
	switch {
	case now.Resting.Why != nil:
		return exit{code: exitNotDone}
	case r.Did[exchange.Hold] > 0, now.Parked > 0:
		return exit{code: exitSomeHeld}
	}
	return nil
}

// pull finds what was changed there.
func (s *session) pull(ctx context.Context) error { return ended(s.look(ctx)) }

// look pulls once, says what arrived, and takes it: what waits for somebody because of
// it is a document that is looked at again, and parked when it has to be.
func (s *session) look(ctx context.Context) error {
	report, err := s.sync.Pull(ctx, s.server.Reader(), exchange.PullOptions{})
	if err != nil {
		return err
	}
	s.show.pulled(report)
	if err := s.arrivals(ctx); err != nil || len(report.Said) == 0 {
		return err
	}
	return exit{code: exitSomeHeld}
}

func (s *session) arrivals(ctx context.Context) error {
	var taken []exchange.Arrival
	for a, err := range s.sync.Arrived(ctx) {
		if err != nil {
			return err
		}
		s.show.arrived(a)
		taken = append(taken, a)
	}
	return s.ledger.Take(ctx, s.Target, taken...)
}

// pulled says what a Pull found; nothing when it found nothing.
func (s printer) pulled(r exchange.PullReport) {
	s.line(struct {
		Type    string `json:"type"`
		Pages   int    `json:"pages"`
		Arrived int    `json:"arrived"`
		Removed int    `json:"removed"`
		Marked  int    `json:"marked"`
		Merged  int    `json:"merged"`
		Unread  int    `json:"unread"`
	}{"pulled", r.Pages, r.Arrived, r.Removed, r.Marked, len(r.Merged), r.Unread})
	if r.Arrived+r.Marked+len(r.Merged)+r.Unread > 0 {
		s.say("Found there: %d changed by others, %d of them removed; %d of ours are looked at again, %d people were merged, %d entries cannot be read.", r.Arrived, r.Removed, r.Marked, len(r.Merged), r.Unread)
	}
	s.said(r.Said)
}

func (s printer) arrived(a exchange.Arrival) {
	name := ""
	if a.Ours.Type != "" {
		name = called(a.Ours)
	}
	s.line(struct {
		Type     string `json:"type"`
		Resource string `json:"resource"`
		Document string `json:"document,omitempty"`
		Removed  bool   `json:"removed"`
	}{"arrived", a.Type + "/" + a.ID, name, a.Removed})
	what := "was changed"
	if a.Removed {
		what = "was removed"
	}
	s.say("  ~ %s %s there %s", a.Type+"/"+a.ID, what, strings.TrimSpace(name))
}

// pushed says what became of documents; nothing when there was none.
func (s printer) pushed(r exchange.PushReport) {
	s.line(struct {
		Type    string              `json:"type"`
		Did     map[exchange.Do]int `json:"did"`
		Parked  int                 `json:"parked"`
		PutOff  int                 `json:"put_off"`
		Bundles int                 `json:"bundles"`
		Alone   int                 `json:"alone"`
	}{"pushed", r.Did, r.Parked, r.PutOff, r.Bundles, r.Alone})
	if len(r.Did) > 0 {
		s.say("Sent: %s; %d parked, %d tried again later. %s.", counted(r.Did), r.Parked, r.PutOff, requests(r))
	}
	s.said(r.Said)
}

// rests says why nothing is tried for now.
func (s printer) rests(r exchange.Resting) {
	if r.Why == nil {
		return
	}
	s.line(struct {
		Type  string   `json:"type"`
		Until string   `json:"until"`
		Rules []string `json:"rules"`
		Says  []string `json:"says"`
	}{"resting", moment(r.Until), rules(r.Why), says(r.Why)})
	s.say("Nothing more is tried until %s, because of the record system as a whole:", moment(r.Until))
	s.why(r.Why, exchange.OwnerOf(r.Why))
}

// did are the words for what was done, in the order they are shown.
var did = []struct {
	do   exchange.Do
	says string
}{{exchange.Create, "created"}, {exchange.Update, "updated"}, {exchange.Edit, "edited"}, {exchange.Leave, "as they should be"}, {exchange.Keep, "stay here"}}

func counted(n map[exchange.Do]int) string {
	var parts []string
	for _, d := range did {
		parts = append(parts, fmt.Sprintf("%d %s", n[d.do], d.says))
	}
	return strings.Join(parts, ", ")
}

func requests(r exchange.PushReport) string {
	return fmt.Sprintf("%d Bundles, %d by themselves", r.Bundles, r.Alone)
}

// called is a document as it is printed, and as it can be named: goal/g-1:Goal.
func called(n exchange.Name) string {
	out := n.Record.String() + ":" + n.Type
	if n.Part != "" {
		out += ":" + n.Part
	}
	return out
}

// sums adds up what became of documents.
func sums(into, more map[exchange.Do]int) map[exchange.Do]int {
	out := maps.Clone(into)
	if out == nil {
		out = map[exchange.Do]int{}
	}
	for do, n := range more {
		out[do] += n
	}
	return out
}
