package client

import (
	"context"
	"errors"
	"io"
	"mime"
	"net/http"
	"net/url"
	"time"

	"github.com/hashicorp/go-retryablehttp"

	"github.com/towpath-care/towpath/internal/strictjson"
)

// wire sends calls and judges the answers.
type wire struct {
	base  *url.URL
	tries *retryablehttp.Client
	limit int
	pages int
	// entries is the most of one search.
	entries int
	now     func() time.Time
}

// answer is a success. Its body has passed strictjson.Check, or is empty.
type answer struct {
	status int
	header http.Header
	body   piece
}

const fhirJSON = "application/fhir+json"

// deepest is how far a searchset may be nested: 64 for a resource, and four for
// the Bundle around it.
const deepest = 68

// send sends the call until it has an answer that counts. Every error is an
// *Error.
func (w *wire) send(ctx context.Context, c *call) (*answer, error) {
	if c.header == nil {
		c.header = http.Header{}
	}
	c.correlation = correlation(ctx)
	if ctx.Err() != nil {
		return nil, c.lost(ctx, ctx.Err())
	}
	c.header.Set("Accept", fhirJSON)
	c.header.Set("X-Correlation-ID", c.correlation)
	var body any // an untyped nil where there is none, so that a GET has no body
	if c.body != nil {
		body = c.body
	}
	req, err := retryablehttp.NewRequestWithContext(context.WithValue(ctx, callKey{}, c), c.method, c.at.String(), body)
	if err != nil {
		return nil, c.fails(NotFHIR, 0)
	}
	req.Header = c.header
	resp, err := w.tries.Do(req)
	if err != nil {
		return nil, c.lost(ctx, err)
	}
	defer resp.Body.Close()
	raw, err := io.ReadAll(resp.Body)
	if err != nil {
		return nil, c.lost(ctx, err)
	}
	return w.judge(c, resp, raw)
}

// judge tells a success from everything else.
func (w *wire) judge(c *call, resp *http.Response, raw []byte) (*answer, error) {
	body, sound := w.read(resp, raw)
	switch resp.StatusCode {
	case http.StatusOK, http.StatusCreated, http.StatusNoContent:
		if !sound {
			return nil, c.unusable(NotFHIR, resp.StatusCode)
		}
		return &answer{resp.StatusCode, resp.Header, body}, nil
	}
	if resp.StatusCode < 300 {
		return nil, c.unusable(NotFHIR, resp.StatusCode)
	}
	spoke := len(raw) == 0 || body.member("resourceType").text() == "OperationOutcome"
	e := c.fails(c.kindOf(resp.StatusCode, spoke), resp.StatusCode)
	e.Issues = issuesOf(body)
	e.RetryAfter, _ = retryAfter(resp, w.now)
	return nil, e
}

// read returns the body if it is FHIR JSON as it should be, or empty.
func (w *wire) read(resp *http.Response, raw []byte) (piece, bool) {
	if len(raw) == 0 {
		return nil, true
	}
	if m := media(resp); m != fhirJSON && m != "application/json" {
		return nil, false
	}
	if strictjson.Check(raw, strictjson.Limits{Size: w.limit, Depth: deepest}) != nil {
		return nil, false
	}
	start := strictjson.Start(raw)
	return piece(raw[start:strictjson.End(raw, start)]), true
}

// media is the media type of an answer; empty where that cannot be read.
func media(resp *http.Response) string {
	m, _, err := mime.ParseMediaType(resp.Header.Get("Content-Type"))
	if err != nil {
		return ""
	}
	return m
}

// kindOf says what a status means here. Spoke: the answer is one that a FHIR
// server gives. A page of HTML with 404 comes from something that stands before
// the server, and must not be read as "the resource is not there".
func (c *call) kindOf(status int, spoke bool) Kind {
	switch {
	case status == http.StatusUnauthorized:
		return Unauthorised
	case status == http.StatusForbidden:
		return Forbidden
	case status == http.StatusTooManyRequests:
		return TooManyRequests
	case broken(status):
		return ServerFault
	case !spoke:
		return NotFHIR
	}
	switch status {
	case http.StatusNotFound:
		return NotFound
	case http.StatusGone:
		return Gone
	case http.StatusMethodNotAllowed, http.StatusNotImplemented:
		return NotAllowed
	case http.StatusConflict:
		return Conflict
	case http.StatusPreconditionFailed:
		return c.unmet()
	case http.StatusUnprocessableEntity:
		return RuleBroken
	}
	return BadRequest
}

// unmet says what a 412 means: it depends on the precondition that was sent.
func (c *call) unmet() Kind {
	switch {
	case c.header.Get("If-Match") != "":
		return VersionMoved
	case c.header.Get("If-None-Match") != "":
		return Exists
	case c.header.Get("If-None-Exist") != "":
		return SeveralMatch
	}
	return BadRequest
}

// fails makes the error of this call.
func (c *call) fails(kind Kind, status int) *Error {
	e := &Error{Op: c.op, Type: c.typ, ID: c.id, Kind: kind, Status: status,
		RequestID: c.request, CorrelationID: c.correlation, Unknown: c.unsure}
	switch kind {
	case Conflict, VersionMoved, Exists, SeveralMatch:
		if c.unsure {
			e.Kind = NoAnswer
		}
	}
	return e
}

// unusable makes the error of a call that the server said it did, in an answer
// that cannot be used.
func (c *call) unusable(kind Kind, status int) *Error {
	e := c.fails(kind, status)
	e.Unknown = e.Unknown || c.writes()
	return e
}

// lost makes the error of a call without an answer. Only faults of ours and the
// end of the caller's context are kept of what net/http says.
func (c *call) lost(ctx context.Context, err error) *Error {
	f, ours := errors.AsType[fault](err)
	if !ours {
		f = fault{kind: NoAnswer}
	}
	e := c.fails(f.kind, f.status)
	e.Hint, e.Missing, e.ClockOff, e.RetryAfter = f.hint, f.missing, f.off, f.after
	e.cause = ctx.Err()
	return e
}
