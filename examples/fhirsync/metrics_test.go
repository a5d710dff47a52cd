package main

import (
	"context"
	"errors"
	"io"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/fhir/exchange"
	"github.com/towpath-care/towpath/fhir/exchange/sqlledger"
)

// closed is a ledger whose store does not answer.
type closed struct{ exchange.Ledger }

func (closed) Status(context.Context, string, time.Time) (exchange.Status, error) {
	return exchange.Status{}, &sqlledger.Error{Code: sqlledger.ErrNoAnswer}
}

func TestMetrics(t *testing.T) {
	ledger := &exchange.MemoryLedger{Now: func() time.Time { return noon }}
	name := exchange.Name{Type: "Goal"}
	name.Record.Kind, name.Record.ID = "goal", "g-1"
	require.NoError(t, ledger.MarkDirty(t.Context(), "epr", exchange.Wanted{Name: name, Rev: 1}))
	var out strings.Builder
	r := &running{session: &session{ledger: ledger, now: func() time.Time { return noon.Add(time.Minute) }, show: printer{out: &out, json: true}}}
	r.Target = "epr"
	r.round(exchange.PushReport{Did: map[exchange.Do]int{exchange.Create: 2}, Bundles: 1, Alone: 1}, nil)
	r.round(exchange.PushReport{Did: map[exchange.Do]int{exchange.Create: 1, exchange.Hold: 2}, Parked: 1, PutOff: 1}, errors.New("the store went away"))
	r.round(exchange.PushReport{}, context.Canceled)
	r.trace(exchange.Event{Point: exchange.PointAnswered, Took: 1500 * time.Millisecond, Trouble: "no-answer"})
	r.trace(exchange.Event{Point: exchange.PointAnswered, Took: 500 * time.Millisecond})
	r.trace(exchange.Event{Point: exchange.PointClaimed, Took: time.Hour})
	r.pulled(t.Context(), exchange.PullReport{}, errors.New("away"))
	ask := func(path string) (int, string) {
		w := httptest.NewRecorder()
		r.pages().ServeHTTP(w, httptest.NewRequest("GET", path, nil))
		b, err := io.ReadAll(w.Result().Body)
		require.NoError(t, err)
		return w.Code, string(b)
	}
	t.Run("EX-02 what it has done and what waits", func(t *testing.T) {
		code, text := ask("/metrics")
		require.Equal(t, 200, code)
		golden(t, "metrics.txt", text)
		code, _ = ask("/healthz")
		require.Equal(t, 200, code)
	})
	t.Run("EX-02 each line is one object", func(t *testing.T) {
		require.Equal(t, map[string]int{"pushed": 2, "trouble": 2}, requireLines(t, out.String(), false))
	})
	t.Run("EX-02 a store that does not answer", func(t *testing.T) {
		r.ledger = closed{ledger}
		code, _ := ask("/healthz")
		require.Equal(t, 503, code)
		_, text := ask("/metrics")
		require.Contains(t, text, "fhirsync_store_up 0\n")
		require.NotContains(t, text, "fhirsync_documents")
	})
	for address, on := range map[string]bool{"127.0.0.1:9464": true, "localhost:0": true, "[::1]:1": true, "0.0.0.0:1": false, ":9464": false, "10.0.0.1:1": false, "127.0.0.1": false, "127.0.0.1:": false, "epr.example:1": false} {
		require.Equal(t, on, onThisMachine(address), address)
	}
}
