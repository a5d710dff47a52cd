package client

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"io"
	"log"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"
)

// line is a network in memory. cut makes every connection there is swallow what is
// written to it, as a router does that has forgotten it.
type line struct {
	server chan net.Conn
	once   sync.Once
	mu     sync.Mutex
	all    []*leg
}

type leg struct {
	net.Conn
	dead chan struct{}
}

func (l *leg) Write(b []byte) (int, error) {
	select {
	case <-l.dead:
		return len(b), nil
	default:
		return l.Conn.Write(b)
	}
}

func (l *line) dial(context.Context, string, string) (net.Conn, error) {
	ours, theirs := net.Pipe()
	made := &leg{ours, make(chan struct{})}
	l.mu.Lock()
	l.all = append(l.all, made)
	l.mu.Unlock()
	l.server <- theirs
	return made, nil
}

func (l *line) cut() {
	l.mu.Lock()
	defer l.mu.Unlock()
	for _, c := range l.all {
		close(c.dead)
	}
	l.all = nil
}

func (l *line) Accept() (net.Conn, error) {
	c, open := <-l.server
	if !open {
		return nil, io.EOF
	}
	return c, nil
}

func (l *line) Close() error   { l.once.Do(func() { close(l.server) }); return nil }
func (l *line) Addr() net.Addr { return &net.TCPAddr{} }

// FHIR-20: as shipped, net/http sends every further call over an HTTP/2 connection
// that is dead; ours finds out within the first.
func TestForgottenConnection(t *testing.T) {
	borrowed := httptest.NewTLSServer(nil) // for its certificate
	defer borrowed.Close()
	synctest.Test(t, func(t *testing.T) {
		wires := &line{server: make(chan net.Conn)}
		s := &http.Server{
			TLSConfig: &tls.Config{Certificates: borrowed.TLS.Certificates, NextProtos: []string{"h2"}},
			ErrorLog:  log.New(io.Discard, "", 0),
			Handler: http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				w.Header().Set("Content-Type", "application/fhir+json")
				io.WriteString(w, `{"resourceType":"Goal","id":"g1"}`)
			}),
		}
		go s.ServeTLS(wires, "", "")

		c := Config{Base: "https://example.com/r4", Retries: -1}
		u, err := url.Parse(c.Base)
		require.NoError(t, err)
		c.fill()
		carrier := c.carrier(u).(*http.Transport)
		carrier.Proxy, carrier.DialContext = nil, wires.dial
		carrier.TLSClientConfig.RootCAs = x509.NewCertPool()
		carrier.TLSClientConfig.RootCAs.AddCert(borrowed.Certificate())
		c.Transport = carrier
		made, err := New(c)
		require.NoError(t, err)

		defer func() {
			carrier.CloseIdleConnections()
			s.Close()
		}()
		_, err = made.Read(t.Context(), "Goal", "g1")
		require.NoError(t, err)
		wires.cut()
		_, err = made.Read(t.Context(), "Goal", "g1")
		require.ErrorIs(t, err, NoAnswer)
		began := time.Now()
		_, err = made.Read(t.Context(), "Goal", "g1")
		require.NoError(t, err, "the next call has a connection of its own")
		require.Less(t, time.Since(began), time.Second)
	})
}
