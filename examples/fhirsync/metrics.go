package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"maps"
	"net"
	"net/http"
	"slices"
	"time"

	"github.com/towpath-care/towpath/fhir/exchange"
)

// onThisMachine reports whether an address is a port that only this machine reaches.
func onThisMachine(address string) bool {
	host, port, err := net.SplitHostPort(address)
	if err != nil || port == "" {
		return false
	}
	ip := net.ParseIP(host)
	return host == "localhost" || ip != nil && ip.IsLoopback()
}

// serve shows the figures, where somebody asked for it.
func (r *running) serve() (stop func(), err error) {
	if r.Sync.Metrics == "" {
		return func() {}, nil
	}
	listener, err := net.Listen("tcp", r.Sync.Metrics)
	if err != nil {
		return nil, errors.New("nothing can be shown at the address of --metrics; nothing was sent: is another program there?")
	}
	server := &http.Server{Handler: r.pages(), ReadHeaderTimeout: 5 * time.Second}
	go func() { _ = server.Serve(listener) }()
	return func() { _ = server.Close() }, nil
}

func (r *running) pages() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /healthz", func(w http.ResponseWriter, q *http.Request) {
		if _, err := r.ledger.Status(q.Context(), r.Target, r.now()); err != nil {
			http.Error(w, "the store does not answer", http.StatusServiceUnavailable)
			return
		}
		_, _ = io.WriteString(w, "ok\n")
	})
	mux.HandleFunc("GET /metrics", func(w http.ResponseWriter, q *http.Request) {
		w.Header().Set("Content-Type", "text/plain; version=0.0.4; charset=utf-8")
		r.metrics(q.Context(), w)
	})
	return mux
}

// metrics writes the figures as Prometheus reads them (text format 0.0.4). There are no
// labels but closed lists, and nothing of a person.
func (r *running) metrics(ctx context.Context, out io.Writer) {
	now := r.now()
	status, err := r.ledger.Status(ctx, r.Target, now)
	e := exposition{out}
	if err == nil {
		e.gauge("fhirsync_documents", "Documents by where they are.", "state", map[string]float64{
			"dirty": float64(status.Dirty), "claimed": float64(status.Claimed), "waiting": float64(status.Waiting), "parked": float64(status.Parked),
			"dismissed": float64(status.Dismissed), "standing": float64(status.Standing)})
		e.one("gauge", "fhirsync_oldest_seconds", "How long the document that waits longest has been waiting.", ago(now, status.Oldest))
		e.one("gauge", "fhirsync_resting", "1 while nothing is tried because of the record system as a whole.", boolean(now.Before(status.Resting.Until)))
	}
	e.one("gauge", "fhirsync_store_up", "1 when the store answers.", boolean(err == nil))
	r.mu.Lock()
	defer r.mu.Unlock()
	f := r.figures
	e.counter("fhirsync_outcomes_total", "Documents by what became of them.", "did", byDo(f.did))
	e.counter("fhirsync_answers_with_trouble_total", "Answers that were not plain, by what stood in the way.", "kind", floats(f.late))
	e.one("counter", "fhirsync_bundles_total", "Bundles sent.", float64(f.bundles))
	e.one("counter", "fhirsync_alone_total", "Documents sent by themselves.", float64(f.alone))
	e.one("counter", "fhirsync_parked_total", "Documents parked.", float64(f.parked))
	e.one("counter", "fhirsync_put_off_total", "Documents put off.", float64(f.putOff))
	e.one("counter", "fhirsync_arrived_total", "Changes by others that were found.", float64(f.arrived))
	e.one("counter", "fhirsync_troubles_total", "Rounds that ended in trouble.", float64(f.troubles))
	e.one("counter", "fhirsync_answer_seconds_sum", "How long answers took, added up.", f.answering.Seconds())
	e.one("counter", "fhirsync_answer_seconds_count", "How many answers there were.", float64(f.answers))
	e.one("gauge", "fhirsync_last_push_seconds", "How long ago the last round of sending ended; -1: none has.", ago(now, f.lastPush))
	e.one("gauge", "fhirsync_last_pull_seconds", "How long ago the record system was last looked at; -1: it was not.", ago(now, f.lastPull))
}

type exposition struct{ out io.Writer }

func (e exposition) head(kind, name, help string) {
	fmt.Fprintf(e.out, "# HELP %s %s\n# TYPE %s %s\n", name, help, name, kind)
}

func (e exposition) one(kind, name, help string, value float64) {
	e.head(kind, name, help)
	fmt.Fprintf(e.out, "%s %g\n", name, value)
}

func (e exposition) gauge(name, help, label string, values map[string]float64) {
	e.head("gauge", name, help)
	e.labelled(name, label, values)
}

func (e exposition) counter(name, help, label string, values map[string]float64) {
	e.head("counter", name, help)
	e.labelled(name, label, values)
}

func (e exposition) labelled(name, label string, values map[string]float64) {
	for _, v := range slices.Sorted(maps.Keys(values)) {
		fmt.Fprintf(e.out, "%s{%s=%q} %g\n", name, label, v, values[v])
	}
}

func byDo(n map[exchange.Do]int) map[string]float64 {
	out := map[string]float64{}
	for do, count := range n {
		out[string(do)] = float64(count)
	}
	return out
}

func floats(n map[string]int) map[string]float64 {
	out := map[string]float64{}
	for name, count := range n {
		out[name] = float64(count)
	}
	return out
}

func ago(now, then time.Time) float64 {
	if then.IsZero() {
		return -1
	}
	return now.Sub(then).Seconds()
}

func boolean(b bool) float64 {
	if b {
		return 1
	}
	return 0
}
