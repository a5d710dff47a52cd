package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"math/rand/v2"
	"net/http"
	"os"
	"strings"
	"sync/atomic"
	"time"

	"github.com/towpath-care/towpath/fhir"
	"github.com/towpath-care/towpath/fhir/client"
	"github.com/towpath-care/towpath/fhir/exchange"
	"github.com/towpath-care/towpath/fhir/exchange/sqlledger"
	"github.com/towpath-care/towpath/internal/naive"
	"github.com/towpath-care/towpath/peer"
)

// lifeIn is the variable of the environment in which a program is told to live a life.
const lifeIn = "TOWPATH_SCOREBOARD_LIFE"

// life is what a host's program does from its start until it has done it, or is killed.
type life struct {
	Store store `json:"store"`
	// Base is the address of the record system, and Conditional says that it gives the
	// ids.
	Base        string `json:"base"`
	Conditional bool   `json:"conditional,omitempty"`
	// Naive: it does what must not be done.
	Naive bool `json:"naive,omitempty"`
	// Number is the how manieth life it is on this store; Seed draws.
	Number int    `json:"number"`
	Seed   uint64 `json:"seed"`
	// Now is the host's clock when it starts.
	Now time.Time `json:"now"`
	// Changes are how many the host makes. Drain: nothing goes wrong any more, somebody
	// looks at what is parked, and it goes on until nothing more is to be done.
	Changes int  `json:"changes"`
	Drain   bool `json:"drain,omitempty"`
	// At and Hit say where it kills itself.
	At  spot  `json:"at,omitzero"`
	Hit int64 `json:"hit,omitzero"`
}

// clock is the host's: it goes on by itself and can be put forward.
type clock struct {
	start, began time.Time
	ahead        atomic.Int64
}

func (c *clock) now() time.Time {
	return c.start.Add(time.Since(c.began) + time.Duration(c.ahead.Load()))
}
func (c *clock) pass(d time.Duration) { c.ahead.Add(int64(d)) }

// living is a life under way.
type living struct {
	life
	*host
	x      *exchange.Exchange
	ledger exchange.Ledger
	server *client.Client
	naive  *naive.Sync
	clock  *clock
	random *rand.Rand
}

// live lives the life that the environment names.
func live(ctx context.Context) error {
	var l life
	if err := json.Unmarshal([]byte(os.Getenv(lifeIn)), &l); err != nil {
		return err
	}
	db, err := l.Store.open()
	if err != nil {
		return err
	}
	defer db.Close()
	ledger, err := sqlledger.Open(ctx, db, l.Store.Dialect, sqlledger.Options{})
	if err != nil {
		return err
	}
	k := &killer{at: l.At, hit: l.Hit}
	h := &host{l.Store, db, ledger, k, func(ref peer.Ref, rev peer.Rev) { fmt.Printf("told %s %d\n", ref.ID, rev) }}
	it := &living{life: l, host: h, ledger: watched{ledger, k}, clock: &clock{start: l.Now, began: time.Now()}, random: rand.New(rand.NewPCG(l.Seed, uint64(l.Number)))}
	if err := it.connect(); err != nil {
		return err
	}
	if l.Drain {
		return it.drain(ctx)
	}
	return it.work(ctx)
}

// patience is how long a program waits for an answer.
const patience = 500 * time.Millisecond

func (l *living) connect() (err error) {
	site := fhir.Site{PlanEdits: true}
	wire := wire{&http.Transport{Proxy: nil}, l.kill}
	retries := 2
	if l.Conditional {
		retries = -1
	}
	l.naive = &naive.Sync{HTTP: http.Client{Transport: wire, Timeout: patience}, Base: l.Base, Site: site, Patient: "Patient/aled-prowse"}
	l.x = &exchange.Exchange{Target: target, Base: l.Base, Records: l.host, People: directory{}, Ledger: l.ledger, Site: site, Now: l.clock.now}
	l.server, err = client.New(client.Config{Base: l.Base, Transport: wire, Timeout: patience, Retries: retries, LongestWait: 2 * time.Millisecond})
	return err
}

// howManyGoals the host changes over and over, in turn.
const howManyGoals = 10

// work makes changes and brings them to the record system as it goes.
func (l *living) work(ctx context.Context) error {
	if l.Number == 0 {
		// What nobody takes comes first, so that all the rest is behind it.
		for _, id := range []string{"p-0", "p-1", "t-0", "t-1", "t-2"} {
			if err := l.change(ctx, id); err != nil {
				return err
			}
		}
	}
	for n := range l.Changes {
		var err error
		if n == 4 {
			err = l.contribute(ctx, fmt.Sprintf("c-%d", l.Number))
		} else {
			err = l.change(ctx, fmt.Sprintf("g-%d", (l.Number*l.Changes+n)%howManyGoals))
		}
		if err == nil && n%4 == 3 {
			err = l.round(ctx)
		}
		if err != nil {
			return err
		}
	}
	for range 3 {
		l.clock.pass(16 * time.Minute)
		if err := l.round(ctx); err != nil {
			return err
		}
	}
	return nil
}

// round pushes what is due and pulls what has changed there.
func (l *living) round(ctx context.Context) error {
	if l.Naive {
		return l.blindly(ctx)
	}
	_, err := l.x.Push(ctx, l.server, exchange.PushOptions{Entries: 4, Random: l.random.Float64, Trace: func(e exchange.Event) { l.kill.reach(spot(e.Point)) }})
	if err != nil {
		return err
	}
	_, err = l.x.Pull(ctx, l.server.Reader(), exchange.PullOptions{Page: 5})
	if _, there := errors.AsType[*client.Error](err); err != nil && !there {
		return err
	}
	return l.take(ctx, l.ledger)
}

func (l *living) blindly(ctx context.Context) error {
	var all []peer.Record
	for key, err := range l.Keys(ctx) {
		if err != nil {
			return err
		}
		r, err := l.Load(ctx, key.Ref)
		if err != nil {
			return err
		}
		all = append(all, r)
	}
	l.naive.Bring(all)
	return nil
}

// drain is the end of a run: what waits is done, and a day later everything has been
// looked at once more.
func (l *living) drain(ctx context.Context) error {
	for range 8 {
		if err := l.somebodyLooks(ctx); err != nil {
			return err
		}
		if err := l.round(ctx); err != nil {
			return err
		}
		l.clock.pass(16 * time.Minute)
	}
	for range 3 {
		l.clock.pass(25 * time.Hour)
		if err := l.round(ctx); err != nil {
			return err
		}
	}
	return nil
}

// somebodyLooks at what is parked and says that it may go on.
func (l *living) somebodyLooks(ctx context.Context) error {
	var names []exchange.Name
	for p, err := range l.ledger.Parked(ctx, target) {
		if err != nil {
			return err
		}
		names = append(names, p.Name)
	}
	return l.ledger.Release(ctx, target, names...)
}

// watched is a ledger in which a program can be killed.
type watched struct {
	exchange.Ledger
	kill *killer
}

// Expect notes what may be found there.
func (w watched) Expect(ctx context.Context, target string, e ...exchange.Expected) error {
	err := w.Ledger.Expect(ctx, target, e...)
	w.kill.reach(expected)
	return err
}

// Arrive stores what was found.
func (w watched) Arrive(ctx context.Context, target string, found []exchange.Arrival, upTo exchange.Checkpoint) error {
	w.kill.reach(beforeArrive)
	err := w.Ledger.Arrive(ctx, target, found, upTo)
	w.kill.reach(afterArrive)
	return err
}

// wire carries requests, and can be where a program is killed.
type wire struct {
	*http.Transport
	kill *killer
}

// RoundTrip carries one.
func (w wire) RoundTrip(r *http.Request) (*http.Response, error) {
	resp, err := w.Transport.RoundTrip(r)
	switch {
	case err != nil:
	case isWrite(r):
		w.kill.reach(landed)
	case r.Method == http.MethodPost || strings.Contains(r.URL.RawQuery, "page="):
		w.kill.reach(pageRead)
	}
	return resp, err
}

// isWrite reports whether a request asks for a change.
func isWrite(r *http.Request) bool {
	return r.Method == http.MethodPut || r.Method == http.MethodPatch || r.Method == http.MethodPost && !strings.HasSuffix(r.URL.Path, "/_search")
}
