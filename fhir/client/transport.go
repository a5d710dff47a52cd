package client

import (
	"bytes"
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"io"
	"net"
	"net/http"
	"time"
)

// fault is what went wrong on the way, in our own terms. It is all that passes
// through net/http and retryablehttp, whose errors hold addresses.
type fault struct {
	kind   Kind
	status int
	// What came of asking for a token: what to check, the scopes that were not
	// granted, how far the token server's clock is ahead, and how long it asks to
	// be left alone.
	hint    Hint
	missing []string
	off     time.Duration
	after   time.Duration
}

// Error returns the kind's name.
func (f fault) Error() string { return f.kind.Error() }

// transport sends one try: it adds the token and the ids, and reads the answer
// to its end, because an answer that is not whole is no answer. A 401 is met
// once with a fresh token.
type transport struct {
	under  http.RoundTripper
	tokens *purse
	agent  string
	limit  int
	// timeout bounds the fetching of a token, and one try with its whole answer. The
	// one of http.Client would hide the fault behind a text of its own.
	timeout time.Duration
	pace    *pacer
}

// RoundTrip sends the request and returns a whole answer or a fault.
func (t *transport) RoundTrip(req *http.Request) (*http.Response, error) {
	c := callOf(req.Context())
	token, err := t.token(req.Context(), "")
	if err != nil {
		return nil, err
	}
	resp, err := t.try(c, req, token)
	if err != nil || resp.StatusCode != http.StatusUnauthorized || t.tokens == nil || c.refreshed {
		return resp, err
	}
	c.refreshed = true
	fresh, err := t.token(req.Context(), token)
	if err != nil {
		return nil, err
	}
	if fresh == token {
		return resp, nil
	}
	again := req.Clone(req.Context())
	if again.Body, err = req.GetBody(); err != nil {
		return nil, fault{kind: NoAnswer}
	}
	return t.try(c, again, fresh)
}

// token gives a token other than the stale one.
func (t *transport) token(ctx context.Context, stale string) (string, error) {
	ctx, cancel := context.WithTimeout(ctx, t.timeout)
	defer cancel()
	return t.tokens.token(ctx, stale)
}

func (t *transport) try(c *call, req *http.Request, token string) (*http.Response, error) {
	turn, err := t.pace.turn(req.Context())
	if err != nil {
		return nil, fault{kind: NoAnswer}
	}
	ctx, cancel := context.WithTimeout(req.Context(), t.timeout)
	defer cancel()
	req = req.Clone(ctx)
	c.request = newUUID()
	req.Header.Set("X-Request-ID", c.request)
	req.Header.Set("User-Agent", t.agent)
	if token != "" {
		req.Header.Set("Authorization", "Bearer "+token)
	}
	resp, err := t.under.RoundTrip(req)
	if err != nil {
		c.unsure = c.unsure || c.writes() && !unsent(err)
		return nil, wayFault(err)
	}
	t.pace.heard(turn, resp.StatusCode)
	body, err := t.whole(resp)
	c.unsure = c.unsure || c.writes() && (err != nil || broken(resp.StatusCode))
	if err != nil {
		return nil, err
	}
	resp.Body = io.NopCloser(bytes.NewReader(body))
	return resp, nil
}

// whole reads the answer to its end. What a FHIR server says beside a status that
// is no success is left out if it is too large: the status says enough. Of anything
// else the beginning is kept, to show that no FHIR server spoke.
func (t *transport) whole(resp *http.Response) ([]byte, error) {
	defer resp.Body.Close()
	status := resp.StatusCode
	if status >= 300 && status < 400 {
		return nil, fault{kind: Redirected, status: status}
	}
	body, err := io.ReadAll(io.LimitReader(resp.Body, int64(t.limit)+1))
	switch {
	case len(body) > t.limit && status < 300:
		return nil, fault{kind: TooLarge, status: status}
	case len(body) > t.limit && media(resp) == fhirJSON:
		return nil, nil
	case len(body) > t.limit:
		return body[:t.limit], nil
	case err != nil:
		return nil, fault{kind: NoAnswer, status: status}
	}
	return body, nil
}

func wayFault(err error) error {
	if untrusted(err) {
		return fault{kind: Untrusted}
	}
	return fault{kind: NoAnswer}
}

// untrusted reports whether the connection was given up because of the
// server's certificate.
func untrusted(err error) bool {
	_, certificate := errors.AsType[*tls.CertificateVerificationError](err)
	_, authority := errors.AsType[x509.UnknownAuthorityError](err)
	_, name := errors.AsType[x509.HostnameError](err)
	return certificate || authority || name
}

// unsent reports whether the try ended before there was a connection to send
// anything over.
func unsent(err error) bool {
	op, ok := errors.AsType[*net.OpError](err)
	return ok && (op.Op == "dial" || op.Op == "proxyconnect") || untrusted(err)
}
