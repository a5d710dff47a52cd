package client

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/url"
	"time"

	"github.com/hashicorp/go-retryablehttp"
	"golang.org/x/oauth2"

	"github.com/towpath-care/towpath/peer"
)

// Config says where the server is and how to speak to it. Only Base is needed.
// Of Tokens, ClientCredentials, Backend, NHS and TokenFile at most one is set; with
// none, no token is sent. Printing or logging a Config shows the host and nothing else.
type Config struct {
	// Base is the server's base address, such as https://epr.example/r4. It is
	// https, or http to 127.0.0.0/8, ::1 or localhost, and has no user, query or
	// fragment (FHIR-20).
	Base string

	// Tokens gives bearer tokens. A token is used until shortly before it expires;
	// after a 401 the source is asked once more. It is never asked twice at once.
	// What its errors say is not passed on.
	Tokens oauth2.TokenSource
	// ClientCredentials fetches tokens from a token server with a secret.
	ClientCredentials ClientCredentials
	// Backend fetches them with a signed assertion, by SMART Backend Services.
	Backend BackendServices
	// NHS fetches them with a signed assertion from the NHS England API platform.
	NHS NHSSignedJWT
	// TokenFile is a file that holds a bearer token and nothing else. It is read
	// by New, and again after a 401.
	TokenFile string

	// Timeout bounds the fetching of a token, and one try to the last byte of its
	// answer; waiting for its turn (Pace) is not in it. 0: 30 seconds. The whole call is bounded by its context. Both are by the
	// machine's clock.
	Timeout time.Duration
	// Retries is how many more times a request is sent that is safe to send
	// again and was met by 429, by 5xx other than 501, or by no whole answer.
	// 0: 2. Negative: none. At most 5: what takes longer belongs in a ledger,
	// not in a call.
	Retries int
	// LongestWait caps the time between two tries. A server that asks for more
	// ends the call, and Error.RetryAfter says when to come back. 0: 10 seconds.
	LongestWait time.Duration
	// Pace is how many requests the record system is sent, by everything that uses
	// this client. The zero Pace is 4 a second, and 8 at once after a pause; to a server
	// on this machine it is no limit.
	Pace Pace
	// AnswerLimit is the largest answer in bytes, after decompression.
	// 0: 8 MiB. At most 1 GiB.
	AnswerLimit int
	// PageLimit is the largest number of pages of one search. 0: 100.
	PageLimit int
	// EntryLimit is the largest number of entries of one search, over all its
	// pages. 0: 10,000.
	EntryLimit int
	// MaxIdleConnsPerHost is how many connections are kept open between
	// requests. 0: 16. It has no effect on a Transport of the caller's.
	MaxIdleConnsPerHost int
	// UserAgent is sent as it stands. Empty: "towpath".
	UserAgent string

	// Transport carries the requests to the record system and to the token
	// server: for tests, for tracing, for a client certificate or an authority
	// of one's own. It sees tokens and bodies. Nil: one with TLS 1.2 or later,
	// the proxy of the environment, and no proxy for plain http.
	Transport http.RoundTripper

	// Now is the clock: until when a token is good, when an assertion runs out,
	// and how far away a Retry-After is that is a date. Nil: time.Now.
	Now func() time.Time
	// Wait lets the time between two tries pass: it returns when d has passed or
	// ctx is done. Nil: a timer.
	Wait func(ctx context.Context, d time.Duration)
	// Random is where the id of an assertion comes from, 16 bytes for each. Nil:
	// crypto/rand.
	Random io.Reader
}

// shown is what may be printed of a Config, a Client or a Reader.
func shown(kind string, base *url.URL) string {
	if base == nil {
		return kind + "()"
	}
	return kind + "(" + base.Host + ")"
}

// String returns the kind of value and the server's host.
func (c Config) String() string {
	base, _ := parseBase(c.Base)
	return shown("client.Config", base)
}

// Format writes what String returns, whatever the verb.
func (c Config) Format(s fmt.State, _ rune) { io.WriteString(s, c.String()) }

// LogValue is what String returns.
func (c Config) LogValue() slog.Value { return slog.StringValue(c.String()) }

// MarshalJSON is an error: a Config is written by hand and never stored.
func (c Config) MarshalJSON() ([]byte, error) {
	return nil, errors.New("client: a Config is not for storing")
}

// New checks the configuration and makes a Client. It reads the files that are
// named and sends nothing. Every fault is reported at once, as a *peer.Refusal
// with JSON pointers such as /base.
func New(c Config) (*Client, error) {
	base, err := parseBase(c.Base)
	c.fill()
	purse, auth := c.purse(base)
	if err := peer.Faults(err, c.limits(), auth); err != nil {
		return nil, err
	}
	carrier := c.carrier(base)
	tries := retryablehttp.NewClient()
	tries.Logger = nil
	tries.HTTPClient = noRedirects(&transport{under: carrier, tokens: purse, agent: c.UserAgent, limit: c.AnswerLimit, timeout: c.Timeout, pace: c.pacer(loopback(base.Hostname()))})
	tries.RetryMax = max(0, c.Retries)
	patience := patience{c.LongestWait, c.Now, c.Wait}
	tries.CheckRetry, tries.Backoff, tries.PrepareRetry = patience.again, atOnce, patience.rest
	tries.ErrorHandler = retryablehttp.PassthroughErrorHandler
	return &Client{&Reader{&wire{base: base, tries: tries, limit: c.AnswerLimit, pages: c.PageLimit, entries: c.EntryLimit, now: c.Now}}}, nil
}

// fill puts the defaults where nothing is said.
func (c *Config) fill() {
	orElse(&c.Timeout, 30*time.Second)
	orElse(&c.Retries, 2)
	orElse(&c.LongestWait, 10*time.Second)
	orElse(&c.AnswerLimit, 8<<20)
	orElse(&c.PageLimit, 100)
	orElse(&c.MaxIdleConnsPerHost, 16)
	orElse(&c.EntryLimit, 10_000)
	orElse(&c.UserAgent, "towpath")
	if c.Now == nil {
		c.Now = time.Now
	}
	if c.Wait == nil {
		c.Wait = timer
	}
	if c.Random == nil {
		c.Random = rand.Reader
	}
}

func orElse[T comparable](v *T, otherwise T) {
	if *v == *new(T) {
		*v = otherwise
	}
}

// limits reports every figure that is out of its range.
func (c *Config) limits() error {
	var faults []error
	check := func(ok bool, path, says, fix string) {
		if !ok {
			faults = append(faults, peer.Fault(peer.Rule{Row: "FHIR-20", Code: peer.ErrOutOfRange}, path, says, fix))
		}
	}
	check(c.Timeout > 0, "/timeout", "A try has a time limit.", "Give a time above zero, or leave it out.")
	check(c.Retries <= 5, "/retries", "A call is tried again at most 5 times.", "Give 5 or fewer.")
	check(c.Pace.Burst >= 0, "/pace/burst", "Some requests may go at once.", "Give a number above zero, or leave it out.")
	check(c.LongestWait > 0, "/longestWait", "Waiting between tries has a limit.", "Give a time above zero, or leave it out.")
	check(c.AnswerLimit > 0 && c.AnswerLimit <= 1<<30, "/answerLimit", "An answer has a size limit.", "Give a number of bytes above zero and up to 1 GiB, or leave it out.")
	check(c.PageLimit > 0, "/pageLimit", "A search has a limit of pages.", "Give a number above zero, or leave it out.")
	check(c.EntryLimit > 0, "/entryLimit", "A search has a limit of entries.", "Give a number above zero, or leave it out.")
	check(c.MaxIdleConnsPerHost > 0, "/maxIdleConnsPerHost", "Some connections are kept.", "Give a number above zero, or leave it out.")
	check(visible(c.UserAgent), "/userAgent", "The user agent is plain ASCII on one line.", "Leave out control characters and other scripts.")
	return peer.Faults(faults...)
}

// visible reports whether s can stand in a header: printable ASCII and spaces.
func visible(s string) bool {
	for i := range len(s) {
		if s[i] < ' ' || s[i] > '~' {
			return false
		}
	}
	return true
}

// noRedirects makes a client that never follows a redirect, because net/http
// would take the bearer token along.
func noRedirects(t http.RoundTripper) *http.Client {
	return &http.Client{
		Transport:     t,
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}
}
