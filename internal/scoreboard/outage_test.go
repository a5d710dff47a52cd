package main

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/fhir"
	"github.com/towpath-care/towpath/fhir/client"
	"github.com/towpath-care/towpath/fhir/exchange"
	"github.com/towpath-care/towpath/fhir/exchange/sqlledger"
	"github.com/towpath-care/towpath/fhir/fhirtest"
	"github.com/towpath-care/towpath/peer"
)

// away is a record system that can be away: then nothing answers.
type away struct {
	*fhirtest.Server
	gone  atomic.Bool
	asked atomic.Int64 // while it was away
}

var errAway = errors.New("no route to the host")

// RoundTrip carries a request, or does not.
func (a *away) RoundTrip(r *http.Request) (*http.Response, error) {
	if a.gone.Load() {
		a.asked.Add(1)
		return nil, errAway
	}
	r = r.Clone(r.Context())
	r.URL.Path, r.RequestURI = strings.TrimPrefix(r.URL.Path, "/fhir"), ""
	if r.Body == nil {
		r.Body = http.NoBody
	}
	w := httptest.NewRecorder()
	a.ServeHTTP(w, r)
	return w.Result(), r.Context().Err()
}

// outage is a host whose record system goes away.
type outage struct {
	*host
	x      *exchange.Exchange
	there  *away
	server *client.Client
}

const goalsInOutage = 20

func newOutage(t *testing.T) *outage {
	const base = "http://127.0.0.1/fhir"
	s := store{Dialect: sqlledger.SQLite, DSN: "file:" + filepath.ToSlash(filepath.Join(t.TempDir(), "outage.db")) + "?_txlock=immediate&_pragma=busy_timeout(20000)"}
	require.NoError(t, s.prepare(t.Context()))
	db, err := s.open()
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, db.Close()) })
	ledger, err := sqlledger.Open(t.Context(), db, s.Dialect, sqlledger.Options{})
	require.NoError(t, err)
	h := &host{s, db, ledger, &killer{}, func(peer.Ref, peer.Rev) {}}
	there := &away{Server: fhirtest.New(fhirtest.Config{BaseURL: base, UpdateCreate: true, ReadOnly: []string{"Patient"}})}
	require.NoError(t, seedPeople(there.Server))
	c, err := client.New(client.Config{Base: base, Transport: there})
	require.NoError(t, err)
	x := &exchange.Exchange{Target: target, Base: base, Records: h, People: directory{}, Ledger: ledger, Site: fhir.Site{PlanEdits: true}, Now: time.Now}
	return &outage{h, x, there, c}
}

// everythingMovesOn changes every goal.
func (o *outage) everythingMovesOn(t *testing.T) {
	for n := range goalsInOutage {
		require.NoError(t, o.change(t.Context(), fmt.Sprintf("g-%d", n)))
	}
}

func (o *outage) status(t *testing.T) exchange.Status {
	s, err := o.ledger.Status(t.Context(), target, time.Now())
	require.NoError(t, err)
	return s
}

// rows are how many there are of what is dirty, parked or journalled.
func (o *outage) rows(t *testing.T) (waiting, journal int) {
	s := o.status(t)
	for _, err := range o.ledger.Journal(t.Context(), target, time.Time{}) {
		require.NoError(t, err)
		journal++
	}
	return s.Dirty + s.Parked, journal
}

// newest reports whether every goal stands there as it is.
func (o *outage) newest(t *testing.T) bool {
	for n := range goalsInOutage {
		id := fhir.ResourceID(identifierOf(fmt.Sprintf("g-%d", n)))
		body, _ := o.there.Bytes("Goal", id)
		r, err := o.Load(t.Context(), goalName(fmt.Sprintf("g-%d", n)).Record)
		require.NoError(t, err)
		if revIn(body) != r.Rev() {
			return false
		}
	}
	return true
}

func TestOutage(t *testing.T) {
	t.Run("FHIR-16, FHIR-20 three days without a record system, and everything changes every six hours", func(t *testing.T) {
		synctest.Test(t, func(t *testing.T) {
			o := newOutage(t)
			o.everythingMovesOn(t)
			ctx, stop := context.WithCancel(t.Context())
			ended := make(chan error)
			go func() { ended <- o.x.Run(ctx, o.server, exchange.RunOptions{Every: time.Minute}) }()
			time.Sleep(2 * time.Minute)
			require.True(t, o.newest(t), "it works before it goes away")
			_, before := o.rows(t)

			o.there.gone.Store(true)
			for range 12 {
				time.Sleep(6 * time.Hour)
				o.everythingMovesOn(t)
				waiting, _ := o.rows(t)
				require.LessOrEqual(t, waiting, goalsInOutage, "no more than there are records")
			}
			waiting, after := o.rows(t)
			require.Equal(t, goalsInOutage, waiting)
			asked, writes := o.there.asked.Load(), o.there.Writes()
			o.there.gone.Store(false)
			back, began := time.Duration(0), time.Now()
			for ; !o.newest(t); back = time.Since(began) {
				require.Less(t, back, time.Hour, "it drains")
				time.Sleep(time.Minute)
			}
			stop()
			require.NoError(t, <-ended)
			require.Zero(t, o.status(t).Dirty)
			require.Len(t, o.there.IDs("Goal"), goalsInOutage)
			t.Logf("outage: %d requests in 72 h, %d of %d records waiting at its end, all there %v after in %d writes; %d lines in the journal", asked, waiting, goalsInOutage, back, o.there.Writes()-writes, after-before)
			require.LessOrEqual(t, asked, int64(72*30), "it is left alone")
			require.LessOrEqual(t, int64(after-before), asked*goalsInOutage, "a line for each that was tried")
		})
	})
}
