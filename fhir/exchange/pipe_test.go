package exchange_test

import (
	"context"
	"net"
	"net/http"
	"sync"
	"testing"

	"github.com/towpath-care/towpath/fhir/fhirtest"
)

// inside is where a record system stands that is reached over pipes, so that time in
// a test can be virtual.
const inside = "http://127.0.0.1"

// pipes is a network of its own: what dials reaches what listens.
type pipes struct {
	conns chan net.Conn
	over  chan struct{}
	once  sync.Once
}

func (p *pipes) dial(ctx context.Context, _, _ string) (net.Conn, error) {
	ours, theirs := net.Pipe()
	select {
	case p.conns <- theirs:
		return ours, nil
	case <-p.over:
		return nil, &net.OpError{Op: "dial", Net: "pipe", Err: net.ErrClosed}
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

// Accept gives the next connection.
func (p *pipes) Accept() (net.Conn, error) {
	select {
	case c := <-p.conns:
		return c, nil
	case <-p.over:
		return nil, net.ErrClosed
	}
}

// Close ends the listening.
func (p *pipes) Close() error {
	p.once.Do(func() { close(p.over) })
	return nil
}

// Addr is nowhere.
func (p *pipes) Addr() net.Addr { return &net.UnixAddr{Name: "pipe"} }

// overPipes serves a record system and gives what carries requests to it, until the
// test ends or stop is called.
func overPipes(t *testing.T, epr *fhirtest.Server) (carry *http.Transport, stop func()) {
	t.Helper()
	network := &pipes{conns: make(chan net.Conn), over: make(chan struct{})}
	web := &http.Server{Handler: epr}
	served := make(chan struct{})
	go func() {
		defer close(served)
		_ = web.Serve(network)
	}()
	carry = &http.Transport{DialContext: network.dial, DisableKeepAlives: true}
	var once sync.Once
	stop = func() {
		once.Do(func() {
			carry.CloseIdleConnections()
			_ = web.Close()
			<-served
		})
	}
	t.Cleanup(stop)
	return carry, stop
}
