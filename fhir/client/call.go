package client

import (
	"context"
	"crypto/rand"
	"fmt"
	"net/http"
	"net/url"
	"time"
)

// call is one request with all its tries.
type call struct {
	op, typ, id string
	method      string
	at          *url.URL
	header      http.Header
	body        []byte
	// search marks a POST that only reads.
	search bool

	// tries is how many have been decided upon after the first, and pause how
	// long to wait before the next.
	tries int
	pause time.Duration

	correlation string
	// request is the X-Request-ID of the try under way.
	request string
	// refreshed: a 401 has been met with a fresh token.
	refreshed bool
	// unsure: a try of a write may have been carried out, and no answer says so.
	unsure bool
}

type callKey struct{}

func callOf(ctx context.Context) *call {
	c, _ := ctx.Value(callKey{}).(*call)
	return c
}

// writes reports whether the request may change something.
func (c *call) writes() bool { return c.method != http.MethodGet && !c.search }

// repeatable reports whether sending the request twice is the same as once
// (FHIR-20): it only reads, or it carries a precondition that the second one
// will not meet.
func (c *call) repeatable() bool {
	switch {
	case !c.writes():
		return true
	case c.method == http.MethodPost:
		return c.header.Get("If-None-Exist") != ""
	case c.method == http.MethodPut:
		return c.header.Get("If-Match") != "" || c.header.Get("If-None-Match") == "*"
	}
	return false
}

type correlationKey struct{}

// WithCorrelation returns a context whose calls carry id as X-Correlation-ID:
// the same for everything that belongs to one document and revision, so that the
// server's staff can follow it. An id is 1 to 64 letters, digits, hyphens and
// dots, and says nothing about a person; any other is not sent. Without one each
// call draws its own.
func WithCorrelation(ctx context.Context, id string) context.Context {
	return context.WithValue(ctx, correlationKey{}, id)
}

func correlation(ctx context.Context) string {
	if id, _ := ctx.Value(correlationKey{}).(string); isID(id) {
		return id
	}
	return newUUID()
}

// newUUID draws a random UUID (RFC 9562 version 4).
func newUUID() string {
	var b [16]byte
	rand.Read(b[:])
	b[6], b[8] = b[6]&0x0f|0x40, b[8]&0x3f|0x80
	return fmt.Sprintf("%x-%x-%x-%x-%x", b[:4], b[4:6], b[6:8], b[8:10], b[10:])
}
